"""The fast door, then Typer.

A bare expression, which is what most calls are, is answered with as little loaded as the answer needs; everything
else goes to the commands of `estimator.cli`. Whatever happens on the way, the loading of our own modules included, ends
in an exit code that says what it was: 70 is a fault of ours.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

# What a command makes stays until it ends: to look for what could go, after every 700 new objects, finds nothing and
# takes a sixth of the time of a sheet of many lines.
_COLLECTED = (50_000, 20, 100)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO


def main() -> None:
    """The command `estimate`."""
    gc.set_threshold(*_COLLECTED)
    atexit.register(gc.freeze)  # else the end looks through all that is left for circles, a tenth of a sheet's time
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        from estimator.cli.codes import INTERRUPTED

        code = INTERRUPTED
    except BaseException as ending:  # noqa: BLE001  the last door: nothing may leave it as a traceback
        from estimator.cli.endings import code_of

        code = code_of(ending)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        from estimator.cli.streams import open_closed

        open_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a stream in memory has no encoding
            stream.reconfigure(errors="backslashreplace")  # what a terminal's lacks is escaped, never a traceback
    from estimator.model.budget import WAITING

    # Nobody waits for what a program reads, and that has nothing on standard error.
    before = WAITING.set(str if "--json" in arguments else _noting_once())
    try:
        return _commanded(arguments)
    finally:
        WAITING.reset(before)


def _noting_once() -> Callable[[str], None]:
    """What says on standard error that one has to wait, the first time that it is told to."""
    said: list[str] = []

    def say(text: str) -> None:
        if not said:
            said.append(text)
            _print(f"note: {text}\n", sys.stderr)

    return say


def _commanded(arguments: list[str]) -> int:
    if len(arguments) == 1 and is_expression(arguments[0]):
        return _answer(arguments[0])
    if not arguments and sys.stdin.isatty() and sys.stdout.isatty():
        from estimator.cli.interactive import run as interactive

        return interactive()
    from estimator.cli.app import run
    from estimator.cli.endings import terminable

    with terminable():
        code = run(arguments)
    _print("", sys.stdout)  # what Typer has printed
    return code


def is_expression(text: str) -> bool:
    """Whether a sole argument is an expression: no command, no sheet, no file, no option."""
    if text.isidentifier() or not text.strip() or text.endswith((".est", ".md", ".markdown", "/")):
        return False
    if text.startswith(("./", "../", "/", "~/")):
        return False  # a path, which the command says something about
    if text[0] == "-":
        return len(text) > 1 and text[1] != "-" and not text[1].isalpha()
    if "." in text and " " not in text and os.path.isfile(text):
        return False  # a file of another suffix, of which the command says that it is no sheet
    from estimator.model.modules import shipped_library

    if not text.replace(".", "_").isidentifier():
        return not _is_words(text)
    return shipped_library().module(text) is None


def _is_words(text: str) -> bool:
    """Whether a text is words and nothing else, as in "url shortener" or flash-sale, which may name a sheet."""
    return text[0].isalpha() and not text.isidentifier() and text.replace(" ", "_").replace("-", "_").isidentifier()


def _answer(text: str) -> int:
    from estimator.cli.codes import FINE, WRONG
    from estimator.languages.spans import plain
    from estimator.languages.words import Words
    from estimator.problems import EstimateError
    from estimator.reckoning.estimate import answer

    try:
        evaluation = answer(text)
    except EstimateError as error:
        from estimator.languages.problem_reports import report_text

        _print(report_text(error.problems) + "\n", sys.stderr)
        return WRONG
    _print("".join([plain(line) + "\n" for line in Words(evaluation).answer()]), sys.stdout)
    return FINE


def _print(text: str, stream: TextIO) -> None:
    try:
        if text:  # of nothing UTF-16 makes a mark of its own
            stream.write(text)
        stream.flush()
    except OSError as error:
        from estimator.cli.streams import give_up

        give_up(stream, error)


if __name__ == "__main__":
    main()
