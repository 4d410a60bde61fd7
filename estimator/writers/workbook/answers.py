"""The first worksheet: what a reader wants to know, whoever says so, the answers, the checks and what matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.report import SHEET
from estimator.reckoning.mean_points import POINTS
from estimator.writers.workbook.cells import cell_text
from estimator.writers.workbook.overview import line_across, write_beside, write_checks, write_drivers, write_heads
from estimator.writers.workbook.points import ends_of, places

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Report, Row
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.drivers import Told
    from estimator.writers.workbook.scenarios import Beside
    from estimator.writers.workbook.working import Worked

NAME = "Answers"
HEADS = ("Answer", "Value", "Unit", "Low (P5)", "High (P95)", "Note")
LAST_COLUMN = 5
WIDTHS = (34, 20, 20, 18, 18, 56)
HEAD_ROW = 4


def write_answers(book: Book, sheet: Sheet, worked: Worked, told: Told | None, beside: Beside | None) -> int:
    """Write the worksheet; the first row that is left free."""
    report = book.report
    _head(book, sheet)
    row = HEAD_ROW + 1
    for each in _answers(report):
        _answer(book, sheet, each, row, worked)
        row += 1
    if not book.is_ranged and (beside is not None or report.verdicts):
        for column in (3, 4):
            sheet.write_blank(HEAD_ROW, column, None, book.styles("heading"))
    elif not book.is_ranged:
        book.hide(sheet, 3, 4)
    row = write_checks(book, sheet, row + 1, worked) if report.verdicts else row
    row = write_drivers(book, sheet, row + 1, told) if told is not None else row
    row = write_beside(book, sheet, row + 1, beside) if beside is not None else row
    row = _functions(book, sheet, row + 1) if report.functions else row
    row = _thresholds(book, sheet, row + 1) if report.thresholds else row
    row += 1
    for text in remarks(book, worked):
        line_across(book, sheet, row, text, "lead")
        row += 1
    return row + 1


def _head(book: Book, sheet: Sheet) -> None:
    """What it is about, who says so and of when, and the heads of the answers."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width if column else max(width, book.longest_name))
    sheet.write_string(0, 0, book.title, book.styles("title"))
    sheet.set_row(0, 26)
    lead = " ".join(book.report.lead)
    if lead:
        line_across(book, sheet, 1, lead, "lead")
    facts = [f"{head}: {text}" for head, text in book.report.imprint.facts()]
    line_across(book, sheet, 2, "   ·   ".join(facts), "facts")
    write_heads(book, sheet, HEAD_ROW, HEADS)
    sheet.set_row(HEAD_ROW, 18)
    sheet.freeze_panes(HEAD_ROW + 1, 1)


def _answers(report: Report) -> list[Row]:
    """What stands first: the answers, or all numbers of a sheet that is read for them."""
    answers = report.answers if report.kind == SHEET else ()
    return [row for row in answers or report.rows if row.quantity.step is not None]


def remarks(book: Book, worked: Worked) -> list[str]:
    """What a reader must know: remarks, conventions, sources, and what does not recalculate."""
    report = book.report
    said = [remark.placed for remark in report.remarks]
    ranged = [row.quantity.step for row in report.rows if row.spread is not None and row.quantity.step in book.shown]
    held = [step for step in ranged if not worked.column(step)]
    is_live = len(held) < len(ranged)
    if book.is_ranged:
        said.append(report.ranges)
        if is_live:
            said.append(f"After a change ranges come from {POINTS:,} points, mostly within 1% of what many draws give.")
    said += [*report.conventions, *[f"Source: {source}" for source in report.sources]]
    if worked.is_held:
        said.append("What is orange is held as it was exported, or depends on it: see the notes in Working.")
    if held:
        said.append("The 90% ranges in orange are those of the export: they do not recalculate.")
    return said


def _answer(book: Book, sheet: Sheet, row: Row, place: int, worked: Worked) -> None:
    styles, index = book.styles, row.quantity.step
    assert index is not None
    sheet.write_string(place, 0, cell_text(row.name), styles("name"))
    if index in book.shown:
        shown = book.shown[index]
        unit, value, target, held = shown.unit, shown.value, f"Working!C{shown.row + 1}", shown.held
        if row.spread is not None:
            ends, reference = (row.spread.low, row.spread.high), worked.column(index)
            if reference:
                numbers = worked.at_points(index)
                ends = ends_of(numbers, places(numbers, row.spread))
            for column, source, end, shape in zip((3, 4), "EF", ends, book.end_formats(row, unit), strict=True):
                style = styles("range" if reference else "held", shape)
                sheet.write_formula(place, column, f"=Working!{source}{shown.row + 1}", style, unit.of(end))
    elif index in book.known:
        name, unit = book.known[index]
        value, target, held = book.evaluation.values[index], name, ""
    else:
        return
    style = styles("held" if held else "value", unit.format)
    sheet.write_formula(place, 1, f"={target}", style, unit.of(value))
    sheet.write_string(place, 2, cell_text(unit.text), styles("unit"))
    sheet.write_string(place, 5, cell_text(row.said), styles("note"))
    book.wrap(sheet, place, [(row.said, WIDTHS[-1])])


def _functions(book: Book, sheet: Sheet, row: int) -> int:
    """The functions of a toolbox."""
    write_heads(book, sheet, row, ("Function", "", "", "", "", "Note"))
    for each in book.report.functions:
        row += 1
        sheet.write_string(row, 0, cell_text(each.signature), book.styles("name"))
        sheet.write_string(row, LAST_COLUMN, cell_text(each.text), book.styles("note"))
        book.wrap(sheet, row, [(each.text, WIDTHS[-1])])
    return row + 1


def _thresholds(book: Book, sheet: Sheet, row: int) -> int:
    """The functions by thresholds, a row each of theirs; the formulas of Working hold them as numbers."""
    write_heads(book, sheet, row, ("Function", "Threshold", "Gives", "", "", "Note"))
    for table in book.report.thresholds:
        for place, (asked, given) in enumerate(table.rows):
            row += 1
            if not place:
                sheet.write_string(row, 0, cell_text(table.signature), book.styles("name"))
                sheet.write_string(row, LAST_COLUMN, cell_text(table.text), book.styles("note"))
            sheet.write_string(row, 1, cell_text(asked), book.styles("text"))
            sheet.write_string(row, 2, cell_text(given), book.styles("text"))
            book.wrap(sheet, row, [(asked, 20), (given, 22)])
    return row + 1
