"""The worksheet `Working`: a row a step, with its formula in the notation and in cells, and the 90% ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.values import step_text
from estimator.records import record
from estimator.writers.workbook.cells import cell_text, write_number
from estimator.writers.workbook.points import ends, ends_of, places
from estimator.writers.workbook.rows import Rows

if TYPE_CHECKING:
    from typing import Any

    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Row
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.points import Block, Points
    from estimator.writers.workbook.rows import Line

HEADS = ("Name", "Formula in the notation", "Value", "Unit", "Low (P5)", "High (P95)", "Note")


@record
class Worked:
    """What the other worksheets must know of Working.

    points      the worksheet of the points, where there is a range; `block` the columns there of what is uncertain,
                None where there are none
    is_held     whether a value is held as it was exported
    """

    points: Points | None
    block: Block | None
    is_held: bool

    def column(self, step: int | None) -> str:
        """The points of a step, as other worksheets refer to them; empty of one whose range is held as exported."""
        if self.points is None or self.block is None or step not in self.block.columns:
            return ""
        return self.points.reference(self.block.columns[step])

    def at_points(self, step: int) -> Any:
        """The values of such a step at its points."""
        assert self.block is not None
        return self.block.arrays[step]


def write_working(book: Book, sheet: Sheet, points: Points | None) -> Worked:
    """A row a step; those inside a quantity's calls can be folded away."""
    book.heads(sheet, HEADS, (30, 46, 16, 18, 14, 14, 40))
    place = [3]
    quantities = {each.quantity.step: each for each in book.report.rows if each.quantity.step is not None}
    checks = {result.check.step for result in book.evaluation.checks}

    def put(row: Line) -> str:
        row.row = place[0]
        place[0] += 1
        quantity = quantities.get(row.index)
        _line(book, sheet, row, quantity, inner=quantity is None and row.index not in checks)
        if quantity is not None:
            name = book.name_cell(quantity.name, "Working", row.row, 2)
            book.result_names[row.index] = name
            return name
        return f"C{row.row + 1}"

    rows = Rows(book.program, book.known, put, points, outside, book.parameters)
    draws = {each.step for each in book.program.inputs}
    for index in book.program.needed:
        if index not in draws:
            rows.add(index)
    worked = Worked(points, rows.uncertain(), bool(rows.held))
    _write_ends(book, sheet, worked)
    if not book.is_ranged:
        book.hide(sheet, 4, 5)
    if any(index not in quantities and index not in checks for index in book.shown):
        sheet.write_string(1, 0, "The + at the left unfolds the inner steps.", book.styles("line"))
    return worked


def outside(reference: str) -> str:
    """A cell of Working as another worksheet refers to it."""
    if reference[:1] == "C" and reference[1:].isdigit():
        return f"Working!$C${reference[1:]}"
    return reference


def _line(book: Book, sheet: Sheet, row: Line, quantity: Row | None, *, inner: bool) -> None:
    """Write a row of Working."""
    styles = book.styles
    if row.index >= 0:
        book.shown[row.index] = row
    step = book.program.steps[row.index] if row.index >= 0 else None
    title = quantity.name if quantity is not None else row.title
    sheet.write_string(row.row, 0, cell_text(title), styles("inner" if inner else "name"))
    written = step_text(step) if step is not None else ""
    if quantity is not None:
        written = book.values.formula(quantity.quantity)
    sheet.write_string(row.row, 1, cell_text(written), styles("formula"))
    value = row.unit.of(row.value)
    style = styles("held" if row.held else "range" if inner else "value", row.unit.format)
    if row.formula:
        sheet.write_formula(row.row, 2, f"={row.formula}", style, value)
    elif isinstance(value, float):
        sheet.write_number(row.row, 2, value, style)
    else:
        sheet.write_string(row.row, 2, str(value), style)
    sheet.write_string(row.row, 3, cell_text(row.unit.text), styles("unit"))
    note = quantity.said if quantity is not None else ""
    factor = book.factors.get(quantity.name, "") if quantity is not None else ""
    notes = [each for each in (note, factor and f"in time {factor}", row.held) if each]
    sheet.write_string(row.row, 6, cell_text("; ".join(notes)), styles("note"))
    if not inner:
        book.wrap(sheet, row.row, [(written, 52), (note, 40)])
    if inner:
        sheet.set_row(row.row, None, None, {"level": 1, "hidden": True})


def _write_ends(book: Book, sheet: Sheet, worked: Worked) -> None:
    """The 90% ranges of the uncertain quantities, from the points."""
    for each in book.report.rows:
        index, spread = each.quantity.step, each.spread
        if index is None or spread is None or index not in book.shown:
            continue
        row, reference = book.shown[index], worked.column(index)
        formats = book.end_formats(each, row.unit)
        if not reference:
            for column, end, style in zip((4, 5), (spread.low, spread.high), formats, strict=True):
                write_number(sheet, row.row, column, row.unit.of(end), book.styles("held", style))
            continue
        found = worked.at_points(index)
        at = places(found, spread)
        given = zip((4, 5), ends(reference, at), ends_of(found, at), formats, strict=True)
        for column, formula, number, style in given:
            sheet.write_formula(row.row, column, formula, book.styles("range", style), row.unit.of(number))
