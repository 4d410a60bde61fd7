"""The columns of a table's lines, and the notes behind them, below each other."""

from __future__ import annotations

WIDEST_ROW = 116  # columns of a table's line, behind its indent
LONGEST_INDENT = 24  # of what goes on below


def with_notes(rows: list[list[str]], notes: list[str]) -> list[list[str]]:
    """The lines of the rows of a table with their notes behind them, below each other where there is room."""
    widths = [columns(row[-1]) if note else 0 for row, note in zip(rows, notes, strict=True)]
    fitting = [width for width, note in zip(widths, notes, strict=True) if note]
    at = max([each for each in fitting if each + 5 + max(map(columns, notes)) <= WIDEST_ROW], default=0)
    return [
        [*row[:-1], row[-1] + " " * max(at - width, 0) + note_text(note)] if note else row
        for row, width, note in zip(rows, widths, notes, strict=True)
    ]


def aligned(rows: list[list[str]], room: int = WIDEST_ROW) -> list[list[str]]:
    """The lines of each row of a table, with bars below each other.

    Columns for which there is no room go on below, behind the bar that the line above ends with; further to the left
    than those where one needs the room.
    """
    widths = [max([columns(row[place]) for row in rows if place < len(row)]) for place in range(len(rows[0]))]
    ends = [max([place for place, cell in enumerate(row) if cell.strip()], default=0) for row in rows]
    below = [columns(cell) + 2 * (end > place) for row, end in zip(rows, ends, strict=True)
             for place, cell in enumerate(row[: end + 1]) if place]  # fmt: skip
    indent = max(0, min(widths[0], LONGEST_INDENT, room - 3 - max(below, default=0)))
    groups, used = [[0]], widths[0]
    for place in range(1, len(widths)):
        needed = [columns(row[place]) + 2 * (end > place) for row, end in zip(rows, ends, strict=True) if end >= place]
        if used + 3 + max(needed, default=0) > room:
            groups.append([])
            used = indent
        groups[-1].append(place)
        used += 3 + widths[place]
    return [_aligned_row(row, end, widths, groups, indent) for row, end in zip(rows, ends, strict=True)]


def _aligned_row(row: list[str], end: int, widths: list[int], groups: list[list[int]], indent: int) -> list[str]:
    """A row on as many lines as its last cell that holds something needs."""
    lines = []
    for number, group in enumerate([group for group in groups if group[0] <= end]):
        held = [place for place in group if place <= end]
        cells = [row[place] + " " * (widths[place] - columns(row[place])) for place in held]
        before = " " * indent + " | " if number else ""
        lines.append((before + " | ".join(cells)).rstrip() + (" |" if end > group[-1] else ""))
    return lines


def columns(text: str) -> int:
    """The columns that a text takes on a screen; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width

    return sum([2 if east_asian_width(char) in "WF" else 1 for char in text])


def note_text(note: str) -> str:
    """A note as it stands behind a line."""
    return f"   # {note}" if note else ""
