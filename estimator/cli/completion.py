"""Completion in a shell: what may stand where someone types, and nothing else.

`estimate --show-completion SHELL` prints the script of a shell (see `shells/`), which asks `estimate --complete`. What
is offered at a place its command says itself, by the `autocompletion` of the argument or option; an option without one
has a value that cannot be listed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_type_hints

import typer

from estimator.cli.codes import FINE, WRONG
from estimator.cli.commands import DEFAULT, command_names
from estimator.cli.names import names_and_overrides
from estimator.cli.streams import write_text
from estimator.cli.typed import typed
from estimator.languages.spans import padded, safe, width
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from estimator.cli.names import Offers

    Completer: TypeAlias = Callable[[list[str], str], Offers]

SHELLS = ("bash", "zsh", "fish")
_OPEN = ("=", "/")  # behind these more is typed, so that no blank is put there
_NOT_SAFE = frozenset(" \t\\'\"`$&|;<>()*?[]{}!#~^")  # in a shell
_WIDEST = 32  # columns of a name that descriptions stand behind


def complete(arguments: list[str], group: Any) -> int:
    """What a shell's script asks for, printed as it takes it; the exit code.

    `bash BREAKS LINE`, with the line to the cursor; `zsh QUOTED WORD…` and `fish QUOTED WORD…`, with the words to the
    cursor. Nothing is printed where something goes wrong: a shell would show it in the middle of what is typed.
    """
    try:
        shell, first, *words = arguments
        quoted, cut = bool(first), 0
        if shell == "bash":
            line = typed(words[0], first)
            words, quoted, cut = line.words, line.quoted, line.cut
        offers = list(dict(offered(words[1:], group)).items())
    except (EstimateError, OSError, ValueError, IndexError):
        return FINE
    lines = _lines(shell, offers, words[-1], quoted=quoted, cut=cut)
    write_text("".join([each + "\n" for each in lines]), sys.stdout)
    return FINE


def _lines(shell: str, offers: Offers, word: str, *, quoted: bool, cut: int) -> Iterator[str]:
    offers = [
        (value, " ".join(text.split())) for value, text in offers if value.startswith(word) and safe(value) == value
    ]
    column = min(max([width(value) for value, _ in offers], default=0), _WIDEST)
    for value, text in offers:
        shown = value if quoted else _escaped(value)
        if shell == "bash":
            rest = value[cut:] if quoted else _escaped(value[cut:])
            yield rest if quoted or value.endswith(_OPEN) else f"{rest} "
        elif shell == "zsh":
            yield f"{shown}\t{f'{padded(value, column)}  {text}' if text else value}"
        else:
            yield f"{value}\t{text}"


def _escaped(value: str) -> str:
    """A value as it is typed without quotes; a tilde at its start is the shell's own sign for a folder."""
    start = "~" if value.startswith("~/") else ""
    return start + "".join([f"\\{char}" if char in _NOT_SAFE else char for char in value[len(start) :]])


def offered(words: list[str], group: Any) -> Offers:
    """What the last of the words behind `estimate` may become, with a line of help each."""
    *before, word = words
    name = next((each for each in before[:1] if each in command_names()), DEFAULT)
    command = group.get_command(None, name)
    options = {own: each for each in command.params for own in each.opts if own.startswith("-")}
    completers = _completers(name)
    behind = before[1:] if before and before[0] == name else before
    places, waiting, only_words = _places(behind, options)
    if waiting is not None:
        return _of(completers, waiting.name, places, word)
    option, equals, value = word.partition("=")
    if option in options and equals and not only_words:
        found = _of(completers, options[option].name, places, value)
        return [(f"{option}={each}", text) for each, text in found]
    if word.startswith("-") and not only_words:
        return list(_options(command, group, behind, word, is_first=not before))
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    found = []
    for each in arguments:  # the words of one go on from where the one before has ended
        if each.nargs == 1 and places and each is not arguments[-1]:
            continue
        if each.nargs == 1 and len(places) > len(arguments) - 1:
            continue
        found += _of(completers, each.name, places, word)
        break
    if not before:
        first = [(own, _about(group, own)) for own in command_names() if own != DEFAULT and own.startswith(word)]
        return [*first, *names_and_overrides([], word)]
    return found


def _places(words: list[str], options: dict[str, Any]) -> tuple[list[str], Any, bool]:
    """The words that are no options, the option that waits for its value, and whether options have ended."""
    places: list[str] = []
    waiting = None
    only_words = False
    for word in words:
        if waiting is not None:
            waiting = None
        elif only_words or not word.startswith("-") or word == "-":
            places.append(word)
        elif word == "--":
            only_words = True
        elif word in options and not options[word].is_flag:
            waiting = options[word]
    return places, waiting, only_words


def _options(command: Any, group: Any, given: list[str], word: str, *, is_first: bool) -> Iterator[tuple[str, str]]:
    params = [*(group.params if is_first else []), *command.params]
    for each in params:
        taken = not getattr(each, "multiple", False) and any(own in given for own in each.opts)
        if each.param_type_name == "option" and not taken and not getattr(each, "hidden", False):
            for own in each.opts:
                if own.startswith(word if len(word) > 1 else "--"):
                    yield own, each.help or ""
    if "--help".startswith(word if len(word) > 1 else "--"):
        yield "--help", "Show what it takes."


def _about(group: Any, name: str) -> str:
    return str(group.get_command(None, name).get_short_help_str(80))


def _of(completers: dict[str, Completer], name: str, places: list[str], word: str) -> Offers:
    completer = completers.get(name)
    return completer(places, word) if completer is not None else []


def _completers(command: str) -> dict[str, Completer]:
    """What a command says of its arguments and options."""
    function = import_module(f"estimator.cli.commands.{command}").command
    found = {}
    for name, hint in get_type_hints(function, include_extras=True).items():
        for told in getattr(hint, "__metadata__", ()):
            if getattr(told, "autocompletion", None) is not None:
                found[name] = told.autocompletion
    return found


def script(shell: str) -> str:
    """The script of a shell. Typer's own fault for another one."""
    if shell not in SHELLS:
        message = f"there is completion for {', '.join(SHELLS[:-1])} and {SHELLS[-1]}, not for {shell or 'this shell'}"
        raise typer.BadParameter(f"{message}; name one of them behind it")
    with open(os.path.join(os.path.dirname(__file__), "shells", f"estimate.{shell}"), encoding="utf-8") as file:
        return file.read()


def shell_at_hand() -> str:
    """The name of the shell that has started this command; empty where that is no shell that is known."""
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        name, _ = detect_shell()
    except ShellDetectionFailure:
        return os.path.basename(os.environ.get("SHELL", ""))
    return str(name)


def install(shell: str) -> str:
    """Put the script of a shell where the shell reads it at its start; the file. OSError, and as `script`."""
    text = script(shell)
    home = os.path.expanduser("~")
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    path, start_file, line = {
        "bash": (os.path.join(home, ".bash_completions", "estimate.sh"), ".bashrc", "source '{}'"),
        "zsh": (
            os.path.join(home, ".zfunc", "_estimate"),
            ".zshrc",
            "fpath+=~/.zfunc; autoload -Uz compinit; compinit",
        ),
        "fish": (os.path.join(config, "fish", "completions", "estimate.fish"), "", ""),
    }[shell]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    if shell == "fish":  # which looks for a file of each command's name
        with open(os.path.join(os.path.dirname(path), "capacity-estimator.fish"), "w", encoding="utf-8") as file:
            file.write(text)
    if start_file:
        _with_line(os.path.join(home, start_file), line.format(path))
    return path


def _with_line(path: str, line: str) -> None:
    """Put a line behind what a file holds, unless it is there."""
    try:
        with open(path, encoding="utf-8") as file:
            held = file.read()
    except FileNotFoundError:
        held = ""
    if line not in held.splitlines():
        with open(path, "a", encoding="utf-8") as file:
            file.write(("\n" if held and not held.endswith("\n") else "") + line + "\n")


def door(arguments: list[str], group: Any) -> int:
    """`--complete …`, `--show-completion [SHELL]` and `--install-completion [SHELL]`; the exit code."""
    what, *rest = arguments
    if what not in ("--show-completion", "--install-completion"):
        return complete(rest, group)
    shell = rest[0] if rest else shell_at_hand()
    if what == "--show-completion":
        write_text(script(shell), sys.stdout)
        return FINE
    try:
        path = install(shell)
    except OSError as error:
        write_text(f"error: completion cannot be installed: {error}\n", sys.stderr)
        return WRONG
    write_text(f"completion for {shell} is installed in {path}; a new terminal has it\n", sys.stdout)
    return FINE
