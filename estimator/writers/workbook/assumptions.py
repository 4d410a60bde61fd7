"""The worksheet `Assumptions`: what a reader may change, and where each number is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.languages.excel import Speller
from estimator.languages.excel_terms import Term, scaled
from estimator.model.input_distributions import family, is_whole
from estimator.model.steps import Draw
from estimator.writers.workbook.cells import cell_text, write_number
from estimator.writers.workbook.tables import own_rows

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.program import Input
    from estimator.languages.report import Row
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.cells import Unit

HEADS = ("Name", "Value", "Unit", "Best guess", "Low", "High", "Note", "Source", "As written")
ROLE_COLUMNS = {"best": 3, "mean": 3, "mode": 3, "low": 4, "sd": 4, "high": 5}


def write_assumptions(book: Book, sheet: Sheet) -> None:
    """A row an assumption; what may be changed looks like it."""
    styles = book.styles
    book.heads(sheet, HEADS, (26, 17, 18, 17, 17, 17, 38, 30, 28))
    sheet.write_string(1, 0, "Change what is blue on yellow; all else is recalculated.", styles("line"))
    row = 3
    sourced = False
    for each in [*book.report.assumptions, *own_rows(book)]:
        sheet.write_string(row, 0, cell_text(each.name), styles("name"))
        _assumption(book, sheet, each, row)
        for column, text in ((6, each.said), (7, each.origin), (8, each.written)):
            sheet.write_string(row, column, cell_text(text), styles("note"))
        book.wrap(sheet, row, [(each.said, 40), (each.origin, 30), (each.written, 32)])
        sourced = sourced or bool(each.origin)
        row += 1
    used = {ROLE_COLUMNS[role] for _, role in book.inputs if role != "value"}
    for column in {3, 4, 5} - used:
        book.hide(sheet, column, column)
    if not sourced:
        book.hide(sheet, 7, 7)


def _assumption(book: Book, sheet: Sheet, each: Row, row: int) -> None:
    """The cells of one assumption."""
    styles, quantity = book.styles, each.quantity
    if quantity.step is None:
        sheet.write_string(row, 1, cell_text(quantity.text), styles("text"))
        sheet.write_string(row, 2, "fixed: it chooses formulas", styles("unit"))
        return
    found = book.program.inputs_of.get(quantity.step)
    value = book.evaluation.values[quantity.step]
    if not found:  # it needs other quantities, so that it is worked
        sheet.write_string(row, 1, cell_text(str(each.shown)), styles("text"))
        sheet.write_string(row, 2, _why_fixed(book, quantity.step), styles("unit"))
        return
    unit = book.unit(quantity, typed=True)
    sheet.write_string(row, 2, cell_text(unit.text), styles("unit"))
    name = book.name_cell(quantity.definition.name, "Assumptions", row, 1)
    book.known[quantity.step] = (name, unit)
    book.result_names[quantity.step] = name
    if found[0].role == "value":
        write_number(sheet, row, 1, unit.of(value), styles("input", unit.format))
        book.inputs[quantity.step, "value"] = (name, unit)
        return
    parameters = [_parameter(book, sheet, one, row, unit) for one in found]
    book.parameters[quantity.step] = parameters
    draw = book.program.steps[quantity.step].expression
    assert isinstance(draw, Draw)
    speller = Speller(never, never)
    median = speller.median(draw.distribution, [Term(unit.factor, text) for text in parameters])
    sheet.write_formula(
        row, 1, f"={scaled(median, unit.factor).text}", styles("value", book.unit(quantity).format), unit.of(value)
    )


def _why_fixed(book: Book, step: int) -> str:
    """Why an assumption has no cells to change."""
    draw = book.program.steps[step].expression
    if isinstance(draw, Draw) and is_whole(draw.distribution):
        return f"fixed: {family(draw.distribution)} is kept as written"
    return "see Working" if step in book.program.needed else "fixed"


def _parameter(book: Book, sheet: Sheet, each: Input, row: int, unit: Unit) -> str:
    """The cell of one number of a range; its name."""
    column = ROLE_COLUMNS[each.role]
    write_number(sheet, row, column, unit.of(each.value), book.styles("input", unit.format))
    if each.role in ("mean", "sd", "mode"):
        sheet.write_comment(row, column, f"the {each.role} of the distribution")
    name = book.name_cell(f"{each.quantity.definition.name}.{each.role}", "Assumptions", row, column)
    book.inputs[each.step, each.role] = (name, unit)
    return name


def never(*_: object) -> Any:
    """The parameters of an assumption are inputs, and refer to nothing."""
    raise AssertionError
