"""The commands: each file of `commands/` is one, named by it and loaded when it is called.

A command is a thin shell over functions of the package, which its `TWINS` names.

What is no command is a sheet's name, a file or an expression, and goes to `run`.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from estimator.cli.codes import FINE, INTERRUPTED, WRONG
from estimator.cli.commands import DEFAULT, command_names
from estimator.cli.output import write, write_json

COMPLETE = "--complete"  # what the scripts of the shells ask with
_OWN_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")
HELP = """Back-of-the-envelope capacity estimates, with units, ranges and worked steps.

\b
  estimate '3 M user * 2 KB/user/day -> GB/month'   answer an expression
  estimate twitter                                  run a sheet
  estimate twitter peak_qps                         one quantity of it
  estimate twitter monthly_users="1 bn user"        change an assumption
  estimate plan.est --json                          run a file (.est, .md)
  echo '3 TB/day * 30 day' | estimate - -q          a bare number, for scripts
  estimate list                                     what the library has
  estimate help ranges                              the language, by topic

Quote expressions, for the shell would take * and > for itself.
"""


class _Context(typer.Context):
    """The context of a command, whose path is as it is typed: that of `run` is `estimate` alone."""

    @property
    def command_path(self) -> str:
        return super().command_path.rstrip()


class _Command(TyperCommand):
    """A command whose options take no other option as their value: `--growing --json` lacks one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words left over; a usage error where an option stands in the place of a value."""
        words = args[: args.index("--")] if "--" in args else args
        options = [param for param in self.get_params(ctx) if isinstance(param, TyperOption)]
        names = {name for param in options for name in param.opts}
        valued = {name for param in options if not (param.is_flag or param.count) for name in param.opts}
        place = 0
        while place < len(words) - 1:
            before, word = words[place : place + 2]
            if before in valued and word in names:
                ctx.fail(f"{before} needs a value: {word} behind it is an option")
            place += 1 + (before in valued)
        return super().parse_args(ctx, args)


class Commands(TyperGroup):
    """A group that loads a command when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands."""
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a file, or None."""
        if cmd_name not in command_names():
            return None
        module = import_module(f"estimator.cli.commands.{cmd_name}")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        settings = {"help_option_names": ["-h", "--help"]}
        alone.command(cmd_name, cls=_Command, hidden=cmd_name == DEFAULT, context_settings=settings)(module.command)
        command = typer.main.get_command(alone)
        command.context_class = _Context
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names, else `run` with all words."""
        if args and args[0] not in command_names():
            return "", self.get_command(ctx, DEFAULT), args
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"capacity-estimator {version('capacity-estimator')}")
        raise typer.Exit


@app.callback(help=HELP)
def estimate(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    install_completion: bool = typer.Option(
        False, "--install-completion", help="Install completion for this shell, or bash, zsh or fish behind it."
    ),
    show_completion: bool = typer.Option(False, "--show-completion", help="Print its script."),
) -> None:
    """Back-of-the-envelope capacity estimates, with units, ranges and worked steps."""


def _is_signed(text: str) -> bool:
    """Whether an argument of `run` is an expression that begins with a minus sign: -3 GB, -(2 + 1), -log2(8)."""
    return len(text) > 1 and text[0] == "-" and text[1] != "-" and (not text[1].isalpha() or "(" in text)


def _with_language(arguments: list[str]) -> list[str]:
    """The arguments with the language behind `--say` joined to it; without one it is that of the text."""
    if "--say" not in arguments:
        return arguments
    from estimator.languages.speech import LANGUAGES

    place = arguments.index("--say")
    before, behind = arguments[:place], arguments[place + 1 :]
    is_language = bool(behind) and behind[0].lower() in LANGUAGES
    said = behind.pop(0) if is_language else ""
    return [*before, f"--say={said}", *behind]


def _completion(arguments: list[str]) -> int:
    from estimator.cli.completion import door

    try:
        return door(arguments, typer.main.get_command(app))
    except TyperException as wrong:
        write([[(f"error: {wrong.format_message()}", "bad")]], error=True)
        return WRONG


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    if arguments[:1] in ([COMPLETE], ["--show-completion"], ["--install-completion"]):
        return _completion(arguments)
    if arguments == ["version"]:
        arguments = ["--version"]
    if arguments and arguments[0].startswith(("--", "-q")) and arguments[0].split("=")[0] not in _OWN_OPTIONS:
        arguments = [DEFAULT, *arguments]
    if arguments and (arguments[0] == DEFAULT or arguments[0] not in command_names()):
        arguments = [f" {each}" if _is_signed(each) else each for each in arguments]  # a blank, and it is no option
        arguments = _with_language(arguments)
    try:
        result = app(args=arguments, prog_name="estimate", standalone_mode=False)
    except TyperException as wrong:
        if "--json" not in arguments:
            said = io.StringIO()
            wrong.show(said)  # type: ignore[attr-defined]  # what a command line raises can be shown
            write([[(line, "")] for line in said.getvalue().splitlines()], error=True)
            return WRONG
        message = wrong.format_message()
        remedy = "see estimate --help"
        error = {"file": "command line", "line": 1, "column": 1, "message": message, "remedy": remedy}
        write_json({"errors": [error]})
        return WRONG
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):
            return FINE  # of the help, whose reader has had enough: Typer calls it a failure
        return leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code))
    return int(result or 0)
