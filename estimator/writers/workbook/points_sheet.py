"""The worksheet `Points` as a file: 1024 rows; the cells of a column share one formula, which is written once.

Cached values of formulas have ten digits: nobody reads them, and what depends on an edited cell is recalculated.
"""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from estimator.reckoning.mean_points import POINTS
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_ROW = 3
LAST_ROW = FIRST_ROW + POINTS - 1
ROW = "\0"  # in a formula, the number of the row that it stands in
DIGITS = 10


@record
class Column:
    """A column.

    formula     that of its cells, with ROW in it; empty where it has none
    values      its numbers, which the cells of a formula have cached
    own         the formulas of single cells
    """

    formula: str
    values: list[float]
    style: Any
    own: dict[int, str]


class PointsWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet with columns below its heads, which xlsxwriter would take cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[int, Column] = {}

    def _write_rows(self) -> None:
        super()._write_rows()
        places = sorted(self.columns)
        columns = [list(self._cells(place)) for place in places]
        for point, cells in enumerate(zip_longest(*columns, fillvalue="")):
            row = str(FIRST_ROW + point + 1)
            self.fh.write(f'<row r="{row}">{"".join(cells).replace(ROW, row)}</row>')

    def _cells(self, place: int) -> Iterator[str]:
        """The cells of a column, each with ROW in its reference."""
        column = self.columns[place]
        style = f' s="{column.style._get_xf_index()}"' if column.style is not None else ""  # noqa: SLF001  as there
        letter, waiting = xl_col_to_name(place), bool(column.formula)
        start = f'<c r="{letter}{ROW}"{style}'
        for point, number in enumerate(column.values):
            row, formula = FIRST_ROW + point + 1, ""
            if point in column.own:
                formula = f"<f>{_escaped(column.own[point])}</f>"
            elif waiting:
                text, waiting = _escaped(column.formula.replace(ROW, str(row))), False
                formula = f'<f t="shared" ref="{letter}{row}:{letter}{LAST_ROW + 1}" si="{place}">{text}</f>'
            elif column.formula:
                formula = f'<f t="shared" si="{place}"/>'
            if math.isfinite(number):
                yield f"{start}>{formula}<v>{f'{number:.{DIGITS}g}' if formula else repr(number)}</v></c>"
            else:
                yield f'{start} t="e">{formula}<v>#NUM!</v></c>'


def _escaped(formula: str) -> str:
    return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
