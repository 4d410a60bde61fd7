"""The worksheet `Why`: what moves the last answer that has a range, as it was exported, with a tornado."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.languages.drivers import asked_of, exhibits, headline, label, moving, range_text, reach
from estimator.problems import EstimateError
from estimator.reckoning.sensitivity import sensitivity
from estimator.writers.workbook.cells import cell_text, write_number
from estimator.writers.workbook.styles import LINE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.model.frames import Quantity
    from estimator.reckoning.sensitivity import Driver, Sensitivity
    from estimator.writers.workbook.book import Book

NAME = "Why"
LOWER, HIGHER = "#5A8FD6", "#E08E45"
HELD = "As it was exported: this does not recalculate."
HEADS = (
    "Assumption",
    "Share of spread",
    "Half: narrower",
    "+1% gives",
    "P5 to P95",
    "At P5",
    "At P95",
    "P5: change",
    "P95: change",
)
WIDTHS = (30, 16, 16, 12, 32, 18, 18, 14, 14)
FIRST, PIXELS = 3, 20  # the row of the table, the height of a row in pixels
CHANGE = "+0%;-0%;0%"


class Told:
    """What moves a number, to be written."""

    def __init__(self, book: Book, quantity: Quantity, found: Sensitivity) -> None:
        self.book = book
        self.quantity = quantity
        self.found = found

    @classmethod
    def of(cls, book: Book) -> Told | None:
        """What moves the last answer that has a range; None where none has."""
        asked = asked_of(book.evaluation)
        if asked is None or asked[0].step not in book.evaluation.spreads or asked[0].step is None:
            return None
        try:
            found = sensitivity(book.evaluation, asked[0].step)
        except EstimateError:
            return None  # in some draws that are none of the sheet's own it has no value
        return cls(book, asked[0], found) if found.ranged else None

    def write(self, sheet: Sheet) -> int:
        """Write the worksheet; its last row."""
        book, values = self.book, self.book.values
        book.heads(sheet, HEADS, WIDTHS)
        shares = exhibits(self.found, self.quantity, values)[0]
        sheet.write_string(0, 0, cell_text(shares.title), book.styles("title"))
        texts = [headline(self.found, values), *shares.lead[1:], HELD]
        sheet.merge_range(1, 0, 1, 6, "", book.styles("lead"))
        sheet.write_string(1, 0, cell_text(" ".join(texts)), book.styles("lead"))
        sheet.set_row(1, 3 * LINE)
        drivers = moving(self.found)
        ranged = sorted([each for each in drivers if each.share is not None], key=reach, reverse=True)
        rows = [*ranged, *[each for each in drivers if each.share is None]]
        for row, driver in enumerate(rows, start=FIRST):
            self._row(sheet, row, driver)
        row = FIRST + len(rows) + 1
        for text in shares.remarks:
            sheet.write_string(row, 0, cell_text(text), book.styles("line"))
            row += 1
        if ranged and book.evaluation.values[self.found.step]:
            return self._chart(sheet, len(ranged), row + 1)
        return row

    def _row(self, sheet: Sheet, row: int, driver: Driver) -> None:
        book, values = self.book, self.book.values
        sheet.write_string(row, 0, cell_text(label(driver.input, values)), book.styles("name"))
        for column, number in ((1, driver.share), (2, driver.narrower)):
            if number is not None:
                sheet.write_number(row, column, number, book.styles("held", "0.0%"))
        if driver.elasticity is not None:
            sheet.write_number(row, 3, driver.elasticity / 100, book.styles("held", "+0.00%;-0.00%;0%"))
        if driver.share is None:
            return
        sheet.write_string(row, 4, cell_text(range_text(driver, values)), book.styles("text"))
        unit, middle = book.unit(self.quantity), float(book.evaluation.values[self.found.step])
        for column, end in ((5, driver.at_low), (6, driver.at_high)):
            if end is not None:
                write_number(
                    sheet,
                    row,
                    column,
                    unit.of(end),
                    book.styles("held", unit.end_format(end, values.value(end, self.quantity))),
                )
            change = (end - middle) / abs(middle) if end is not None and middle else math.inf
            if math.isfinite(change):
                sheet.write_number(row, column + 2, change, book.styles("held", CHANGE))

    def _chart(self, sheet: Sheet, rows: int, row: int) -> int:
        """The ends of each range as bars on both sides of the answer; the last row that they reach."""
        last = FIRST + rows - 1
        chart = self.book.file.add_chart({"type": "bar"})
        for column, name, color in ((7, "at P5", LOWER), (8, "at P95", HIGHER)):
            chart.add_series(
                {
                    "name": name,
                    "categories": [NAME, FIRST, 0, last, 0],
                    "values": [NAME, FIRST, column, last, column],
                    "fill": {"color": color},
                    "gap": 40,
                    "overlap": 100,
                }
            )
        shown = str(self.book.values.shown(self.quantity))
        title = cell_text(f"{self.quantity.definition.name}: change from {shown} with one range at its ends")
        chart.set_title({"name": title[:120], "name_font": {"size": 11}})
        chart.set_y_axis({"reverse": True, "label_position": "low"})
        grid = {"visible": True, "line": {"color": "#DDDDDD"}}
        chart.set_x_axis({"num_format": CHANGE, "major_gridlines": grid})
        chart.set_legend({"position": "bottom"})
        height = 160 + 26 * rows
        chart.set_size({"width": 900, "height": height})
        sheet.insert_chart(row, 0, chart)
        return row + height // PIXELS + 1
