"""The tables of the first worksheet below the answers: the checks, what moves an answer, the scenarios side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.checks import asked_text
from estimator.languages.drivers import headline, label, range_text
from estimator.writers.workbook.book import LEFT_HEADS
from estimator.writers.workbook.cells import cell_text, probability_format, share_format
from estimator.writers.workbook.drivers import HELD
from estimator.writers.workbook.points import share_formula
from estimator.writers.workbook.styles import LINE, MOST_LINES
from estimator.writers.workbook.tables import with_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.report import Verdict
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.drivers import Told
    from estimator.writers.workbook.scenarios import Beside
    from estimator.writers.workbook.working import Worked

LAST_COLUMN, NOTE = 5, 56
LINE_LENGTH = 165  # characters of a line over all columns
MOST_DRIVERS = 5
LEAST_SHARE = 0.005
HELD_CHECK = "its share is as exported, and does not recalculate"
VERDICTS = (("holds", "good"), ("fails", "bad"))


def line_across(book: Book, sheet: Sheet, row: int, text: str, style: str) -> None:
    """A text over all columns, as high as it needs."""
    sheet.merge_range(row, 0, row, LAST_COLUMN, "", book.styles(style))
    sheet.write_string(row, 0, cell_text(text), book.styles(style))
    sheet.set_row(row, LINE * min(1 + len(text) // LINE_LENGTH, MOST_LINES))


def write_heads(book: Book, sheet: Sheet, row: int, heads: Sequence[str]) -> None:
    """The heads of a table, each over what it is the head of."""
    for column, head in enumerate(heads):
        style = "heading" if not column else "heading_indented" if head in LEFT_HEADS else "heading_right"
        sheet.write_string(row, column, head, book.styles(style))


def color_verdicts(book: Book, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    """What holds is green, what fails is red."""
    for text, style in VERDICTS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": book.styles(style)}
        sheet.conditional_format(*first, *last, rule)


def write_checks(book: Book, sheet: Sheet, row: int, worked: Worked) -> int:
    """The checks: whether they hold, and how surely; the row behind them."""
    uncertain = any(verdict.probability is not None for verdict in book.report.verdicts)
    shares = ("Share of the cases", "Asked") if uncertain else ("", "")
    write_heads(book, sheet, row, ("Check", "Holds", *shares, "", "Note"))
    first = row + 1
    for verdict in book.report.verdicts:
        row += 1
        _check(book, sheet, row, verdict, worked)
    color_verdicts(book, sheet, (first, 1), (row, 1))
    return row + 1


def _check(book: Book, sheet: Sheet, row: int, verdict: Verdict, worked: Worked) -> None:
    styles = book.styles
    sheet.write_string(row, 0, cell_text(verdict.text), styles("name_wrapped"))
    central, asked, notes = f"Working!C{book.shown[verdict.step].row + 1}", verdict.asked, [verdict.note]
    holds = "holds" if verdict.holds else "fails"
    reference = worked.column(verdict.step)
    if verdict.probability is not None:
        share, written = verdict.probability, probability_format(verdict.probability, asked)
        if reference:
            formula = share_formula(reference, worked.at_points(verdict.step), share)
            sheet.write_formula(row, 2, formula, styles("range", written), share)
        else:
            sheet.write_number(row, 2, share, styles("held", written))
        if asked is not None:
            sheet.write_number(row, 3, asked, styles("range", share_format(asked_text(asked))))
            central = f"C{row + 1}>=D{row + 1}"
    if verdict.lasting:  # what becomes of it later on no formula follows
        sheet.write_string(row, 1, holds, styles("value"))
        notes.insert(0, f"as written: {verdict.sentence}")
    elif asked is not None and verdict.probability is not None and not reference:
        sheet.write_string(row, 1, holds, styles("held"))
        notes.insert(0, HELD_CHECK)
    else:
        sheet.write_formula(row, 1, f'=IF({central},"holds","fails")', styles("value"), holds)
    note = "; ".join([part for part in notes if part])
    sheet.write_string(row, LAST_COLUMN, cell_text(note), styles("note"))
    book.wrap(sheet, row, [(note, NOTE), (verdict.text, 34)])


def write_drivers(book: Book, sheet: Sheet, row: int, told: Told) -> int:
    """What matters most for the answer that is asked about; the row behind it."""
    values, found = book.values, told.found
    write_heads(book, sheet, row, (f"What matters for {told.quantity.definition.name}", "Share of spread", *[""] * 4))
    sheet.write_string(row, 2, "P5 to P95", book.styles("heading_indented"))
    shown = [each for each in found.ranged if each.share is not None and each.share >= LEAST_SHARE][:MOST_DRIVERS]
    row += 1
    line_across(book, sheet, row, f"{headline(found, values)} {HELD}", "lead")
    for driver in shown:
        row += 1
        sheet.write_string(row, 0, cell_text(label(driver.input, values)), book.styles("name"))
        sheet.write_number(row, 1, driver.share, book.styles("held", "0.0%"))
        sheet.merge_range(row, 2, row, LAST_COLUMN - 1, "", book.styles("cell_indented"))
        sheet.write_string(row, 2, cell_text(range_text(driver, values)), book.styles("cell_indented"))
    return row + 1


def write_beside(book: Book, sheet: Sheet, row: int, beside: Beside) -> int:
    """The answers and checks of the first scenarios beside those of the sheet as it is; the row behind them."""
    from xlsxwriter.utility import xl_col_to_name

    titles = ("As it is", *beside.titles)[:LAST_COLUMN]
    write_heads(book, sheet, row, ("Scenarios", *[""] * LAST_COLUMN))
    for column, title in enumerate(titles, start=1):
        sheet.write_string(row, column, title, book.styles("heading_wrapped"))
    book.wrap(sheet, row, [(title, 18) for title in titles])
    if len(beside.titles) >= LAST_COLUMN:
        row += 1
        line_across(book, sheet, row, "The worksheet Scenarios has the others.", "lead")
    steps = {each.name: each.quantity.step for each in book.report.answers}
    for name, source in beside.answers.items():
        row += 1
        sheet.write_string(row, 0, cell_text(name), book.styles("name"))
        own = book.shown[steps[name] or 0]
        values = [own.value, *[run[name][1] if name in run else None for run in beside.runs]]
        for column, value in enumerate(values[: len(titles)], start=1):
            if value is not None:
                unit = own.unit
                shape = with_unit(unit.shaped(unit.format_of(value)))
                target = f"=Scenarios!{xl_col_to_name(column)}{source + 1}"
                sheet.write_formula(row, column, target, book.styles("range", shape), unit.of(value))
    first = row + 1
    for place, (source, verdict) in enumerate(zip(beside.checks, book.report.verdicts, strict=True)):
        row += 1
        sheet.write_string(row, 0, cell_text(verdict.today), book.styles("name_wrapped"))
        book.wrap(sheet, row, [(verdict.today, 34)])
        states = [book.shown[verdict.step].value, *[run[f"check {place}"][1] for run in beside.runs]]
        for column, state in enumerate(states[: len(titles)], start=1):
            target = f"=Scenarios!{xl_col_to_name(column)}{source + 1}"
            sheet.write_formula(row, column, target, book.styles("value"), "holds" if state else "fails")
    if row >= first:
        color_verdicts(book, sheet, (first, 1), (row, len(titles)))
    return row + 1
