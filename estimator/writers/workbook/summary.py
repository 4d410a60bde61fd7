"""The first worksheet: what a reader wants to know, the answers and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.checks import asked_text
from estimator.languages.report import SHEET
from estimator.reckoning.means import POINTS
from estimator.writers.workbook.cells import cell_text, probability_format, share_format
from estimator.writers.workbook.points import ends_of, places, share_formula
from estimator.writers.workbook.styles import LINE, MOST_LINES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Report, Row
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.working import Worked

HEADS = ("Answer", "Value", "Unit", "Low (P5)", "High (P95)", "Note")
MERGED = 5


def write_summary(book: Book, sheet: Sheet, worked: Worked) -> int:
    """Write the summary; the first row that is left free."""
    styles, report = book.styles, book.report
    book.heads(sheet, HEADS, (30, 20, 22, 16, 16, 60))
    lead = " ".join(report.lead)
    if lead:
        sheet.merge_range(1, 0, 1, MERGED, "", styles("lead"))
        sheet.write_string(1, 0, cell_text(lead), styles("lead"))
        sheet.set_row(1, 20 + LINE * min(len(lead) // 140, MOST_LINES))
    row = 3
    for each in _answers(report):
        _answer(book, sheet, each, row, worked)
        row += 1
    if not book.is_ranged:
        book.hide(sheet, 3, 4)
    row = _checks(book, sheet, row + 1, worked) if report.verdicts else row
    row = _functions(book, sheet, row + 1) if report.functions else row
    row = _thresholds(book, sheet, row + 1) if report.thresholds else row
    row += 1
    for text in remarks(book, worked):
        sheet.merge_range(row, 0, row, MERGED, "", styles("note"))
        sheet.write_string(row, 0, cell_text(text), styles("lead"))
        sheet.set_row(row, LINE * min(1 + len(text) // 140, MOST_LINES))
        row += 1
    return row + 1


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
            for column, source, end in zip((3, 4), "EF", ends, strict=True):
                style = styles("range" if reference else "held", unit.end_format(end))
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
    book.wrap(sheet, place, {60: len(row.said)})


def _functions(book: Book, sheet: Sheet, row: int) -> int:
    """The functions of a toolbox."""
    sheet.write_string(row, 0, "Function", book.styles("heading"))
    for column in range(1, MERGED + 1):
        sheet.write_string(row, column, "Note" if column == MERGED else "", book.styles("heading"))
    for each in book.report.functions:
        row += 1
        sheet.write_string(row, 0, cell_text(each.signature), book.styles("name"))
        sheet.write_string(row, MERGED, cell_text(each.text), book.styles("note"))
        book.wrap(sheet, row, {60: len(each.text)})
    return row + 1


def _thresholds(book: Book, sheet: Sheet, row: int) -> int:
    """The functions by thresholds, a row each of theirs; the formulas of Working hold them as numbers."""
    for column, head in enumerate(("Function", "Threshold", "Gives", "", "", "Note")):
        sheet.write_string(row, column, head, book.styles("heading"))
    for table in book.report.thresholds:
        for place, (asked, given) in enumerate(table.rows):
            row += 1
            if not place:
                sheet.write_string(row, 0, cell_text(table.signature), book.styles("name"))
                sheet.write_string(row, MERGED, cell_text(table.text), book.styles("note"))
            sheet.write_string(row, 1, cell_text(asked), book.styles("text"))
            sheet.write_string(row, 2, cell_text(given), book.styles("text"))
            book.wrap(sheet, row, {20: len(asked), 22: len(given)})
    return row + 1


def _checks(book: Book, sheet: Sheet, row: int, worked: Worked) -> int:
    styles = book.styles
    uncertain = any(verdict.probability is not None for verdict in book.report.verdicts)
    shares = ("Share of the cases", "Asked") if uncertain else ("", "")
    for column, head in enumerate(("Check", "Holds", *shares, "", "Note")):
        sheet.write_string(row, column, head, styles("heading_right" if column in range(1, 5) else "heading"))
    first = row + 1
    for verdict in book.report.verdicts:
        row += 1
        sheet.write_string(row, 0, cell_text(verdict.text), styles("name"))
        central, asked = f"Working!C{book.shown[verdict.step].row + 1}", verdict.asked
        if verdict.probability is not None:
            reference = worked.column(verdict.step)
            if reference:
                style = styles("range", probability_format(verdict.probability, asked))
                formula = share_formula(reference, worked.at_points(verdict.step), verdict.probability)
                sheet.write_formula(row, 2, formula, style, verdict.probability)
            else:
                style = styles("held", probability_format(verdict.probability, asked))
                sheet.write_number(row, 2, verdict.probability, style)
            if asked is not None:
                sheet.write_number(row, 3, asked, styles("range", share_format(asked_text(asked))))
                central = f"C{row + 1}>=D{row + 1}"
        holds = "holds" if verdict.holds else "fails"
        note = verdict.note
        if verdict.lasting:  # what becomes of it later on no formula follows
            sheet.write_string(row, 1, holds, styles("value"))
            note = "; ".join([part for part in (f"as written: {verdict.sentence}", note) if part])
        else:
            sheet.write_formula(row, 1, f'=IF({central},"holds","fails")', styles("value"), holds)
        sheet.write_string(row, 5, cell_text(note), styles("note"))
        book.wrap(sheet, row, {60: len(note)})
    for text, style in (("holds", "good"), ("fails", "bad")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": styles(style)}
        sheet.conditional_format(first, 1, row, 1, rule)
    return row + 1
