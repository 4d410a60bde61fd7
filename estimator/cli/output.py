"""Lines of spans to the terminal: coloured by rich on a terminal, plain in a pipe or with NO_COLOR.

This is the one door to standard output, and what could act on a terminal stays inside: the name of a file, a message of
a server or of the system, an argument. Only a document that goes to a pipe or a file is written as it is.
"""

from __future__ import annotations

import json
import os
import sys

from estimator.cli.codes import WRONG
from estimator.cli.streams import give_up, write_document, write_text
from estimator.languages.problem_reports import report_all
from estimator.languages.spans import plain, safe
from estimator.problems import EstimateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from estimator.languages.spans import Spans

# Control characters beyond those that JSON itself escapes.
_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
COLUMNS = 80
WIDEST = 120
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
    lines = [[(safe(text), role) for text, role in line] for line in lines]
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        write_text("".join([plain(line) + "\n" for line in lines]), stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=error, highlight=False, soft_wrap=True)
    try:
        for line in lines:
            console.print(Text.assemble(*[(text, STYLES[role] if role else "") for text, role in line]))
    except OSError as fault:  # the terminal is gone
        give_up(stream, fault)


def write_json(value: Any) -> None:
    """Print a JSON value in UTF-8; it never holds NaN or Infinity, nor a character that acts on a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    write_document(text.translate(_CONTROLS) + "\n", sys.stdout)


def write_whole_text(text: str) -> None:
    """Print a document in UTF-8 as it would stand in a file; on a terminal, without what could act on it."""
    if sys.stdout.isatty():
        text = "".join([safe(line) + "\n" for line in text.splitlines()])
    write_document(text, sys.stdout)


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
