"""A table that answers a question about an estimate: its cells chosen and worded, and laid out nowhere.

What a solution, a comparison or a sensitivity says is shown alike by a terminal, a document, a page and a notebook.
All texts are as the user wrote them: whoever shows one makes it inert for where it goes.
"""

from __future__ import annotations

from estimator.records import record

LEFT, RIGHT = "left", "right"


@record
class Bar:
    """A bar, or the part of one between two ends, as shares of the room that its column has; `middle` is marked."""

    start: float
    end: float
    middle: float | None = None


@record
class Cell:
    """What stands in a place: a text, its role (of those in `spans`), and perhaps a bar beside it."""

    text: str
    role: str = "value"
    bar: Bar | None = None


@record
class Column:
    """A column: what stands above it, and to which side its texts go."""

    head: str
    side: str = RIGHT


@record
class Exhibit:
    """A table with what is said above and below it.

    title       heads it; `lead` are sentences above the table, `remarks` below it
    columns     as many as each of the rows has cells; a row's first cell names it
    """

    title: str
    lead: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()
