"""The lines of a table and the places of their cells, for who reads it and who lays it out."""

from __future__ import annotations

from itertools import pairwise

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.notation.tree import Span

WORD = "table"


@record
class Line:
    """A line of a table: the places of its cells, of those of a head its columns, and its note."""

    cells: tuple[Span, ...]
    note: str
    span: Span


def is_table(text: str, start: int, end: int) -> bool:
    """Whether a line begins with `table` and a name alone."""
    if not text.startswith(WORD, start) or text[start + len(WORD)] not in " \t":
        return False
    head = text[start + len(WORD) : end_of_line(text, start, end)].partition("#")[0]
    return head.strip().isidentifier()


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a table below its first, without comments and dashes; the head says whether bars stand around it.

    Without bars around it, a line that ends with a bar goes on in the one below that begins with one.
    """
    at, is_framed, is_head, is_open = end_of_line(text, start, end) + 1, False, True, False
    waiting: Line | None = None
    while at < end:
        stop = end_of_line(text, at, end)
        cells, note = _cells(text, at, stop)
        empty = [begin == last for begin, last in cells]
        is_framed = is_framed or (is_head and empty[0])
        goes_on = waiting is not None and is_open and empty[0] and len(cells) > 1
        if goes_on or not all(empty):
            is_head, is_open = False, not is_framed and empty[-1]
            cells = cells[goes_on or (is_framed and empty[0]) : len(cells) - empty[-1]]
            said = text[note + 1 : stop].strip()
            if waiting is not None and goes_on:
                said = " ".join([each for each in (waiting.note, said) if each])
                waiting = Line(
                    (*waiting.cells, *cells), said, (waiting.span[0], cells[-1][1] if cells else waiting.span[1])
                )
            elif not all(_is_dashes(text[begin:last]) for begin, last in cells):
                if waiting is not None:
                    yield waiting
                waiting = Line(tuple(cells), said, (cells[0][0], cells[-1][1]))
        at = stop + 1
    if waiting is not None:
        yield waiting


def end_of_line(text: str, at: int, end: int) -> int:
    """The end of the line at an offset, up to `end`."""
    found = text.find("\n", at, end)
    return end if found < 0 else found


def _is_dashes(cell: str) -> bool:
    return "-" in cell and not cell.strip(":-")


def _cells(text: str, at: int, stop: int) -> tuple[list[Span], int]:
    """The places between the bars of a line, without blanks, and where its note or it ends."""
    bars, note, is_text = [at - 1], stop, False
    for place in range(at, stop):
        char = text[place]
        if char == '"':
            is_text = not is_text
        elif char == "|" and not is_text:
            bars.append(place)
        elif char == "#" and not is_text:
            note = place
            break
    return [_stripped(text, begin + 1, last) for begin, last in pairwise([*bars, note])], note


def _stripped(text: str, begin: int, last: int) -> Span:
    while begin < last and text[begin] in " \t\r":
        begin += 1
    while last > begin and text[last - 1] in " \t\r":
        last -= 1
    return begin, last
