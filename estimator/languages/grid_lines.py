"""A table of a sheet as lines of text, for a terminal."""

from __future__ import annotations

from estimator.languages.spans import padded, safe, width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.report import Grid, Row
    from estimator.languages.spans import Spans

_INDENT, _GAP = 2, 2
_NARROWEST_NOTE = 20


def grid_lines(grid: Grid, columns: int) -> list[Spans]:
    """What it says of itself, its head and its rows, and how its cells are worked.

    Where the rows are wider than the room, the columns of a row stand below its name.
    """
    room = columns - _INDENT
    lines: list[Spans] = [[(part, "note")] for part in wrapped(grid.said, room) if part]
    texts = [[*([safe(line.label)] if grid.label else []), *map(cell_text, line.cells)] for line in grid.lines]
    heads = [*([grid.label] if grid.label else []), *grid.heads]
    widths = [max([width(row[place]) for row in [heads, *texts]]) for place in range(len(heads))]
    if sum(widths) + _GAP * (len(widths) - 1) > room:
        lines += _stacked(grid, room)
    else:
        lines.append([(_line(heads, widths, is_labelled=bool(grid.label)), "name")])
        for line, row in zip(grid.lines, texts, strict=True):
            lines += _with_note(_line(row, widths, is_labelled=bool(grid.label)), safe(line.note), room)
    lines += [[(part, "note")] for text in grid.notes for part in wrapped(text, room)]
    return [[(" " * _INDENT, ""), *line] for line in lines]


def _with_note(line: str, note: str, room: int) -> list[Spans]:
    """A row with its note behind it, or below it."""
    used = width(line) + _GAP
    if not note:
        return [[(line, "value")]]
    if room - used < min(_NARROWEST_NOTE, width(note)):
        return [[(line, "value")], *[[("    " + part, "note")] for part in wrapped(note, room - 4)]]
    first, *rest = wrapped(note, room - used)
    return [[(line + " " * _GAP, "value"), (first, "note")], *[[(" " * used + part, "note")] for part in rest]]


def cell_text(cell: Row) -> str:
    """A cell as it is shown: its value, with its range where it has one."""
    return safe(f"{cell.shown} ({cell.range})" if cell.range else str(cell.shown))


def _line(texts: list[str], widths: list[int], *, is_labelled: bool) -> str:
    """Cells side by side: numbers to the right, names to the left."""
    cells = []
    for place, (text, columns) in enumerate(zip(texts, widths, strict=True)):
        to_left = is_labelled and place == 0
        cells.append(padded(text, columns) if to_left else " " * (columns - width(text)) + text)
    return (" " * _GAP).join(cells)


def _stacked(grid: Grid, room: int) -> list[Spans]:
    """Each row as a paragraph: its name, and `column value` one behind the other."""
    lines: list[Spans] = []
    for number, line in enumerate(grid.lines, start=1):
        name = safe(line.label) or str(number)
        first, *rest = wrapped(line.note, max(_NARROWEST_NOTE, room - width(name) - 3))
        lines.append([(name, "name"), *([("   " + first, "note")] if first else [])])
        lines += [[(" " * (width(name) + 3) + part, "note")] for part in rest]
        pairs = [f"{head} {cell_text(cell)}" for head, cell in zip(grid.heads, line.cells, strict=True)]
        lines += [[("  " + part, "value")] for part in _filled(pairs, room - 2)]
    return lines


def _filled(pairs: list[str], columns: int) -> list[str]:
    """Texts with commas between them, none of them broken."""
    lines, line = [], ""
    for place, pair in enumerate(pairs):
        text = pair if place == len(pairs) - 1 else f"{pair},"
        if line and width(line) + 1 + width(text) > columns:
            lines.append(line)
            line = text
        else:
            line = f"{line} {text}" if line else text
    return [*lines, line]
