"""Cells of tables of a sheet, filled with what was found in place of what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import row
from estimator.notation.rows import Cell, Table, TableRow
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.notation.rows import Column
    from estimator.notation.tree import Expression

LONGEST_NOTE = 200  # characters
MOST_NAMED = 5


def with_cells(tree: Table, cells: dict[str, dict[str, Expression]]) -> Table:
    """A table with other cells: by the label of their row and the name of their column, where there is such a one."""
    places = {each.name: place for place, each in enumerate(tree.columns)}
    rows = []
    for each in tree.rows:
        own: list[Cell | None] = list(each.cells)
        for column, expression in cells.get(each.label, {}).items():
            if column in places:
                own[places[column]] = _cell(expression)
        rows.append(replace(each, cells=tuple(own)))
    return replace(tree, rows=tuple(rows))


def with_column(tree: Table, column: Column, cells: dict[str, Expression]) -> Table:
    """A table with one column more, behind the others."""
    rows = [TableRow(each.label, (*each.cells, _cell(cells[each.label])), each.note, each.span) for each in tree.rows]
    return replace(tree, columns=(*tree.columns, column), rows=tuple(rows))


def _cell(expression: Expression) -> Cell:
    (found,) = row("", [expression]).cells
    assert found is not None
    return found


def one_line(words: str) -> str:
    """A text from outside that may stand in a note of a sheet."""
    line = " ".join("".join([char if char.isprintable() else "?" for char in words]).split())
    return line if len(line) <= LONGEST_NOTE else f"{line[:LONGEST_NOTE]}…"


def digits_of(count: float) -> str:
    """A count as a sheet writes it."""
    return f"{count:_.0f}"


def some(names: Sequence[str], between: str = ", ") -> str:
    """A few of many names."""
    more = len(names) - MOST_NAMED
    return between.join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
