"""The worksheet `Tables`: the tables of the sheet; what may be changed is an input in its cell, the rest is worked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.writers.workbook.cells import cell_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Grid, Row
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.cells import Unit

    # Where a cell goes whose value is known when Assumptions and Working are written.
    Waiting = list[tuple[int, int, Row]]

NAME = "Tables"
_WIDTHS = (26, 18)
_NOTE = 40


def own_rows(book: Book) -> list[Row]:
    """The assumptions in tables that need a row of Assumptions: ranges have several numbers, and a cell has one."""
    cells = [cell for grid in book.report.tables for line in grid.lines for cell in line.cells]
    return [cell for cell in cells if cell.quantity.assumption and not _is_input(book, cell)]


def _is_input(book: Book, cell: Row) -> bool:
    step = cell.quantity.step
    if step is None:
        return True  # a text, which stands in its cell
    found = book.program.inputs_of.get(step, [])
    return [each.role for each in found] == ["value"]


def write_tables(book: Book, sheet: Sheet) -> Waiting:
    """Write the heads, the notes and what may be changed; the cells that wait for their values."""
    sheet.write_string(0, 0, book.title, book.styles("title"))
    sheet.write_string(1, 0, "Change what is blue on yellow; all else is recalculated.", book.styles("line"))
    most = max([len(grid.heads) for grid in book.report.tables]) + 1
    book.set_width(sheet, 0, 0, _WIDTHS[0])
    book.set_width(sheet, 1, most, _WIDTHS[1])
    book.set_width(sheet, most, most, _NOTE)
    waiting: Waiting = []
    row = 3
    for grid in book.report.tables:
        row = _write(book, sheet, grid, row, waiting) + 1
    return waiting


def _write(book: Book, sheet: Sheet, grid: Grid, row: int, waiting: Waiting) -> int:
    """A table from a row on; the row behind it."""
    styles = book.styles
    sheet.write_string(row, 0, cell_text(grid.name), styles("title"))
    if grid.said:
        row += 1
        sheet.write_string(row, 0, cell_text(grid.said), styles("line"))
    row += 1
    sheet.write_string(row, 0, cell_text(grid.label), styles("heading"))
    for column, head in enumerate(grid.heads, start=1):
        sheet.write_string(row, column, cell_text(head), styles("heading_right"))
    if any(line.note for line in grid.lines):
        sheet.write_string(row, len(grid.heads) + 1, "Note", styles("heading_indented"))
    for number, line in enumerate(grid.lines, start=1):
        row += 1
        sheet.write_string(row, 0, cell_text(line.label or str(number)), styles("name"))
        for column, cell in enumerate(line.cells, start=1):
            _cell(book, sheet, cell, (row, column), waiting)
        if line.note:
            sheet.write_string(row, len(grid.heads) + 1, cell_text(line.note), styles("note"))
    for text in grid.notes:
        row += 1
        sheet.write_string(row, 0, cell_text(text), styles("line"))
    return row + 1


def _cell(book: Book, sheet: Sheet, cell: Row, place: tuple[int, int], waiting: Waiting) -> None:
    quantity, (row, column) = cell.quantity, place
    if quantity.step is None:
        sheet.write_string(row, column, cell_text(quantity.text), book.styles("text"))
    elif quantity.assumption and _is_input(book, cell):
        unit = book.unit(quantity, typed=True)
        name = book.name_cell(cell.name, NAME, row, column)
        book.known[quantity.step] = (name, unit)
        book.result_names[quantity.step] = name
        book.inputs[quantity.step, "value"] = (name, unit)
        value = unit.of(book.evaluation.values[quantity.step])
        sheet.write_number(row, column, value, book.styles("input", with_unit(unit)))
    else:
        waiting.append((row, column, cell))


def write_results(book: Book, sheet: Sheet, waiting: Waiting) -> None:
    """Write the cells that stand on Assumptions and Working."""
    for row, column, cell in waiting:
        step = cell.quantity.step
        assert step is not None
        if step in book.shown:
            line = book.shown[step]
            unit, target, value = line.unit, f"Working!C{line.row + 1}", line.value
            style = "held" if line.held else "value"
        elif step in book.known:
            target, unit = book.known[step]
            value, style = book.evaluation.values[step], "value"
        else:
            sheet.write_string(row, column, cell_text(str(cell.shown)), book.styles("text"))
            continue
        sheet.write_formula(row, column, f"={target}", book.styles(style, with_unit(unit)), unit.of(value))


def with_unit(unit: Unit) -> str:
    """The number format of a cell that has no cell for its unit beside it."""
    if not unit.text:
        return unit.format
    behind = unit.text.replace(chr(34), "").replace(";", ",")
    return ";".join([f'{part}" {behind}"' for part in unit.format.split(";")])
