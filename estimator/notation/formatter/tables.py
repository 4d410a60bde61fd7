"""A table of a sheet laid out: its columns below each other, its comments where they stood."""

from __future__ import annotations

from estimator.notation.columns import aligned, with_notes
from estimator.notation.formatter.layout import joined, pieces
from estimator.notation.table_lines import WORD, end_of_line, lines
from estimator.notation.tokens import Tokenizer
from estimator.problems import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.table_lines import Line

_INDENT = 4


def laid_table(written: str) -> list[str]:
    """The lines of a table; a cell that cannot be taken apart is left as it was written."""
    tokenizer = Tokenizer(Source("table", written.lstrip()), [])
    text = tokenizer.text
    head, _, note = text[: end_of_line(text, 0, len(text))].partition("#")
    found = [f"{WORD} {head.removeprefix(WORD).strip()}{_noted(note.strip())}"]
    rows = list(lines(text, 0, len(text) - 1))
    cells = [[_cell(tokenizer, *place) for place in row.cells] for row in rows]
    longest = max([len(row) for row in cells], default=0)
    padded = [row + [""] * (longest - len(row)) for row in cells]
    made = with_notes(aligned(padded), [row.note for row in rows]) if rows else []
    below = [line for text in _comments(text, rows) for line in (made.pop(0) if text is None else [text])]
    return [*found, *[" " * _INDENT + line for line in below]]


def _noted(note: str) -> str:
    return f"   # {note}" if note else ""


def _cell(tokenizer: Tokenizer, begin: int, last: int) -> str:
    """A cell's text, with blanks in one way."""
    written = tokenizer.text[begin:last]
    try:
        taken = pieces(tokenizer.tokens(begin, last), tokenizer.text)
    except ValueError:
        return written
    return joined(taken) if taken and not tokenizer.problems else written


def _comments(text: str, rows: list[Line]) -> list[str | None]:
    """What stands below the head, line by line: a comment, or None for a row."""
    found: list[str | None] = []
    begins = {text.rfind("\n", 0, row.span[0]) + 1 for row in rows}
    at = end_of_line(text, 0, len(text)) + 1
    while at < len(text):
        stop = end_of_line(text, at, len(text))
        if at in begins:
            found.append(None)
        elif text[at:stop].strip().startswith("#"):
            found.append(text[at:stop].strip())
        at = stop + 1
    return found
