"""Writes docs/commands.md and the manual page docs/estimate.1: .venv/bin/python docs/make_commands.py [--check]."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from make_man_page import page

import estimator
from estimator.cli.app import app
from estimator.cli.commands import DEFAULT, command_names

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
HEAD = """# Commands

What each command takes, made from the commands by `docs/make_commands.py`; in the terminal `estimate COMMAND --help`.
Exit codes: 0 where all went well, 1 where a check or an example fails (of `fmt --check` and
`fill --check`: a file would change; of `lint`: there is a warning), 2
where a text or the command line is wrong, 70 where `estimate` itself fails, 130 where it was interrupted.

## In Python

Each command is a thin shell over functions of the package; [python.md](python.md) shows them.

| command | in Python |
| --- | --- |
"""


def code(words: str) -> str:
    """What is typed, in a cell of a table."""
    return " ".join(words.split()).replace("|", "\\|")


def cell(words: str) -> str:
    """Plain text of ours in a cell of a table."""
    return code(words).replace("<", "&lt;")


def parameters(command: Any, context: Any) -> Iterator[str]:
    """The rows of a command's arguments and options."""
    for each in command.get_params(context):
        record = each.get_help_record(context)
        if record is not None and "--help" not in each.opts:
            names, words = record
            yield f"| `{code(names)}` | {cell(words)} |"


def twins(name: str) -> list[str]:
    """The functions that a command is a shell over, each as one calls it."""
    calls = []
    for path in getattr(import_module(f"estimator.cli.commands.{name}"), "TWINS", ()):
        function: Any = estimator
        for part in path.split("."):
            function = getattr(function, part)
        signature = inspect.signature(function)
        given = [
            each.replace(annotation=inspect.Parameter.empty)
            for each in signature.parameters.values()
            if each.name not in ("self", "progress")
        ]
        owner = "load(…)." if path.startswith("Estimate.") else ""
        calls.append(f"{owner}{path.rpartition('.')[2]}{inspect.Signature(given)}")
    return calls


def section(group: Any, name: str) -> list[str]:
    """A command: how it is called, what it does, what it takes."""
    context = typer.Context(group, info_name="estimate")
    command = group.get_command(context, name)
    own = typer.Context(command, info_name=name, parent=None if name == DEFAULT else context)
    called = "estimate" if name == DEFAULT else f"estimate {name}"
    pieces = " ".join(command.collect_usage_pieces(own))
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    rows = list(parameters(command, own))
    table = ["| | |", "| --- | --- |", *rows, ""] if rows else []
    words = [line for part in paragraphs for line in (cell(part), "")]
    return [f"## {called}", "", f"`{called} {pieces}`", "", *words, *table]


def reference() -> str:
    """The whole document."""
    group = typer.main.get_command(app)
    names = [DEFAULT, *[name for name in command_names() if name != DEFAULT]]
    head = HEAD.rstrip("\n")
    table = []
    for name in names:
        called = "estimate" if name == DEFAULT else f"estimate {name}"
        table.append(f"| `{called}` | {'; '.join([f'`{code(each)}`' for each in twins(name)])} |")
    return "\n".join([head, *table, "", *[line for name in names for line in section(group, name)]]).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check say whether they are up to date."""
    code = 0
    for name, found in (("commands.md", reference()), ("estimate.1", page(typer.main.get_command(app)))):
        path = FOLDER / name
        if arguments != ["--check"]:
            path.write_text(found, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != found:
            print(f"docs/{name} is older than the commands: run docs/make_commands.py", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
