"""The worksheet `Ledger`: what is said of the assumptions, and hangs on them, as it was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.exhibit import RIGHT
from estimator.languages.ledger import exported
from estimator.writers.workbook.cells import cell_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.exhibit import Exhibit
    from estimator.writers.workbook.book import Book

NAME = "Ledger"
WIDTHS = {"source": 44, "value": 20, "90% range": 20, "share of spread": 16}
USUAL, FIRST = 14, 3  # the width of a column, the row of the table


def ledger_of(book: Book) -> Exhibit | None:
    """The ledger of a sheet that says when, by whom or how surely an assumption was made; else None."""
    return exported(book.evaluation, book.values)


def write_ledger(book: Book, sheet: Sheet, found: Exhibit) -> None:
    """A row an assumption, and below the table what is to be known of it."""
    heads = tuple([column.head.capitalize() for column in found.columns])
    book.heads(sheet, heads, tuple([WIDTHS.get(column.head, USUAL) for column in found.columns]))
    sheet.write_string(1, 0, "As it was exported: this worksheet does not recalculate.", book.styles("line"))
    row = FIRST
    for cells in found.rows:
        for place, (cell, column) in enumerate(zip(cells, found.columns, strict=True)):
            style = "name" if not place else "text" if column.side == RIGHT else "note"
            sheet.write_string(row, place, cell_text(cell.text), book.styles(style))
        row += 1
    for remark in found.remarks:
        row += 1
        sheet.write_string(row, 0, cell_text(remark), book.styles("line"))
