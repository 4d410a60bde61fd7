"""An exhibit as lines of text, for a terminal."""

from __future__ import annotations

from estimator.languages.exhibit import LEFT
from estimator.languages.spans import padded, safe, width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.exhibit import Bar, Cell, Exhibit
    from estimator.languages.spans import Spans

_INDENT, _GAP = 2, 2
_WIDEST_BAR, _NARROWEST_BAR = 24, 8
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def exhibit_lines(exhibit: Exhibit, columns: int) -> list[Spans]:
    """Its title, what is said above it, the table, and what is said below.

    Where the rows are wider than the room, the cells of a row stand below its name.
    """
    room = columns - _INDENT
    lines: list[Spans] = [[(part, "heading")] for part in wrapped(exhibit.title, columns) if part]
    lines += [[(part, "")] for text in exhibit.lead for part in wrapped(text, columns)]
    if exhibit.rows:
        lines += [[(" " * _INDENT, ""), *line] for line in _table(exhibit, room)]
    lines += [[(" " * _INDENT + part, "note")] for text in exhibit.remarks for part in wrapped(text, room)]
    return lines


def fits(exhibit: Exhibit, columns: int) -> bool:
    """Whether the rows of a table have room side by side."""
    places = range(len(exhibit.columns))
    widths = [
        max(width(safe(text)) for text in [exhibit.columns[place].head, *[row[place].text for row in exhibit.rows]])
        for place in places
    ]
    barred = sum([any(row[place].bar is not None for row in exhibit.rows) for place in places])
    return _INDENT + sum(widths) + _GAP * (len(widths) - 1 + barred) <= columns


def _table(exhibit: Exhibit, room: int) -> list[Spans]:
    rows = exhibit.rows
    places = range(len(exhibit.columns))
    heads = [safe(column.head) for column in exhibit.columns]
    widths = [max(width(text) for text in [heads[place], *[safe(row[place].text) for row in rows]]) for place in places]
    barred = [place for place in places if any(row[place].bar is not None for row in rows)]
    used = sum(widths) + _GAP * (len(widths) - 1 + len(barred))
    spare = (room - used) // len(barred) if barred else 0
    if used > room:
        return _stacked(exhibit, room)
    length = min(spare, _WIDEST_BAR) if spare >= _NARROWEST_BAR else 0
    lines: list[Spans] = []
    if any(heads):
        line: Spans = []
        for place in places:
            line += [*_gap(line), (_placed(heads[place], widths[place], exhibit.columns[place].side), "note")]
            line += [(" " * (_GAP + length), "")] if length and place in barred else []
        lines.append(line)
    for row in rows:
        line = []
        for place in places:
            cell = row[place]
            line += [*_gap(line), (_placed(safe(cell.text), widths[place], exhibit.columns[place].side), cell.role)]
            if length and place in barred:
                line += [(" " * _GAP, ""), (bar_text(cell.bar, length), "operator")]
        lines.append(line)
    return lines


def _gap(line: Spans) -> Spans:
    return [(" " * _GAP, "")] if line else []


def _placed(text: str, columns: int, side: str) -> str:
    return padded(text, columns) if side == LEFT else " " * (columns - width(text)) + text


def bar_text(bar: Bar | None, columns: int) -> str:
    """A bar in block characters: an eighth of a column where it is whole, from its start to its end where it is not."""
    if bar is None:
        return " " * columns
    start, end = (max(0.0, min(1.0, share)) for share in (bar.start, bar.end))
    if start <= 0 and bar.middle is None:
        eighths = round(end * columns * 8)
        full, rest = divmod(eighths, 8)
        return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(columns)
    first, last = int(start * (columns - 1)), round(end * (columns - 1))
    texts = ["━" if first <= place <= last else " " for place in range(columns)]
    if bar.middle is not None:
        texts[round(max(0.0, min(1.0, bar.middle)) * (columns - 1))] = "┃"
    return "".join(texts)


def _stacked(exhibit: Exhibit, room: int) -> list[Spans]:
    """Each row as a paragraph: its name, and `head value` below it, one behind the other."""
    lines: list[Spans] = []
    for first, *others in exhibit.rows:
        lines += [[(part, first.role)] for part in wrapped(first.text, room)]
        pairs = [_pair(column.head, cell) for column, cell in zip(exhibit.columns[1:], others, strict=True)]
        lines += [[("  " + part, "value")] for part in wrapped(", ".join([pair for pair in pairs if pair]), room - 2)]
    return lines


def _pair(head: str, cell: Cell) -> str:
    return f"{head} {cell.text}".strip() if cell.text else ""
