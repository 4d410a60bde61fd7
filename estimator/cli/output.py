"""Lines of spans to the terminal: coloured by rich on a terminal, plain in a pipe or with NO_COLOR."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TextIO

from estimator.languages.reports import report_all
from estimator.languages.spans import plain
from estimator.problems import EstimateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.languages.spans import Spans

COLUMNS = 80
WIDEST = 120
FINE, FAILED, WRONG = 0, 1, 2
STYLES = {
    "title": "bold",
    "heading": "bold cyan",
    "name": "",
    "value": "bold",
    "unit": "",
    "operator": "dim",
    "note": "dim",
    "source": "dim",
    "good": "green",
    "bad": "bold red",
    "caret": "red",
}


def columns() -> int:
    """The width to write for: the terminal's up to 120 columns, 80 in a pipe."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return max(40, min(int(given), WIDEST))
    try:
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, WIDEST))
    except (OSError, ValueError):
        return COLUMNS


def write(lines: list[Spans], *, error: bool = False) -> None:
    """Print lines to standard output, or to standard error."""
    stream = sys.stderr if error else sys.stdout
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        _print("".join([plain(line) + "\n" for line in lines]), stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=error, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*[(text, STYLES[role] if role else "") for text, role in line]))


def write_json(value: Any) -> None:
    """Print a JSON value; it never holds NaN or Infinity."""
    _print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n", sys.stdout)


def _print(text: str, stream: TextIO) -> None:
    """Print, also to a reader who has had enough: that is no fault, and the exit code says how the estimate went."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def guarded(work: Callable[[], int], *, as_json: bool = False) -> int:
    """Do the work of a command; the faults of the user's text are reported, as JSON if that was asked for."""
    try:
        return work()
    except EstimateError as error:
        if as_json:
            from estimator.writers.json import error_object

            write_json(error_object(error.problems))
        else:
            write(report_all(error.problems), error=True)
        return WRONG
