"""The first worksheet: what a reader wants to know, the answers and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.checks import asked_text
from estimator.model.describe import BOOLEAN
from estimator.reckoning.means import POINTS
from estimator.writers.workbook.cells import cell_text, probability_format, share_format
from estimator.writers.workbook.styles import LINE, MOST_LINES

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.writers.workbook.book import Book

HEADS = ("Answer", "Value", "Unit", "Low (P5)", "High (P95)", "Note")
MERGED = 5


def write_summary(book: Book) -> int:
    """Write the summary; the first row that is left free."""
    sheet, styles = book.summary, book.styles
    documentation = book.model.module.sheet.documentation
    book.heads(sheet, HEADS, (30, 20, 22, 16, 16, 60))
    lead = " ".join(" ".join(documentation.text[1:]).split())
    if lead:
        sheet.merge_range(1, 0, 1, MERGED, "", styles("lead"))
        sheet.write_string(1, 0, cell_text(lead), styles("lead"))
        sheet.set_row(1, 20 + LINE * min(len(lead) // 140, MOST_LINES))
    row = 3
    results = [each for each in book.words.results() if each.step is not None]
    if book.is_table() or not results:
        results = [each for each in book.model.quantities.values() if each.step is not None]
    for quantity in results:
        _answer(book, quantity, row)
        row += 1
    if not book.is_ranged:
        book.hide(sheet, 3, 4)
    row = _checks(book, row + 1) if book.evaluation.checks else row
    row += 1
    for text in book.remarks():
        sheet.merge_range(row, 0, row, MERGED, "", styles("note"))
        sheet.write_string(row, 0, cell_text(text), styles("lead"))
        sheet.set_row(row, LINE * min(1 + len(text) // 140, MOST_LINES))
        row += 1
    return row + 1


def _answer(book: Book, quantity: Quantity, row: int) -> None:
    sheet, styles, index = book.summary, book.styles, quantity.step
    assert index is not None
    sheet.write_string(row, 0, cell_text(quantity.definition.name), styles("name"))
    note = quantity.definition.note
    if index in book.shown:
        shown = book.shown[index]
        unit, value, target, held = shown.unit, shown.value, f"Working!C{shown.row + 1}", shown.held
        if index in book.evaluation.spreads and quantity.kind is not BOOLEAN:
            spread = book.evaluation.spreads[index]
            ends = (spread.low, spread.high)
            if book.block is not None:
                from estimator.writers.workbook.points import ends_of

                ends = ends_of(book.block.arrays[index])
            for column, source, end in zip((3, 4), "EF", ends, strict=True):
                style = styles("range", unit.end_format(end))
                sheet.write_formula(row, column, f"=Working!{source}{shown.row + 1}", style, unit.of(end))
    elif index in book.known:
        name, unit = book.known[index]
        value, target, held = book.evaluation.values[index], name, ""
        note = note or " ".join(quantity.definition.documentation.text)
    else:
        return
    style = styles("held" if held else "value", unit.format)
    sheet.write_formula(row, 1, f"={target}", style, unit.of(value))
    sheet.write_string(row, 2, cell_text(unit.text), styles("unit"))
    sheet.write_string(row, 5, cell_text(note), styles("note"))
    book.wrap(sheet, row, {60: len(note)})


def _checks(book: Book, row: int) -> int:
    sheet, styles = book.summary, book.styles
    uncertain = any(result.probability is not None for result in book.evaluation.checks)
    shares = ("Share of the cases", "Asked") if uncertain else ("", "")
    for column, head in enumerate(("Check", "Holds", *shares, "", "Note")):
        sheet.write_string(row, column, head, styles("heading_right" if column in range(1, 5) else "heading"))
    first = row + 1
    for place, result in enumerate(book.evaluation.checks):
        row += 1
        sheet.write_string(row, 0, book.check_text(place), styles("name"))
        shown = book.shown[result.check.step]
        central, asked = f"Working!C{shown.row + 1}", result.check.probability
        block = book.block
        if result.probability is not None:
            if block is not None and book.points is not None:
                reference = book.points.reference(block.columns[result.check.step])
                numbers = block.arrays[result.check.step]
                share = float(sum([float(value) for value in numbers])) / POINTS
                style = styles("range", probability_format(share, asked))
                sheet.write_formula(row, 2, f"=AVERAGE({reference})", style, share)
            else:
                style = styles("held", probability_format(result.probability, asked))
                sheet.write_number(row, 2, result.probability, style)
            if asked is not None:
                sheet.write_number(row, 3, asked, styles("range", share_format(asked_text(asked))))
                central = f"C{row + 1}>=D{row + 1}"
        holds = "holds" if result.holds else "fails"
        sheet.write_formula(row, 1, f'=IF({central},"holds","fails")', styles("value"), holds)
        sheet.write_string(row, 5, cell_text(result.check.check.note), styles("note"))
        book.wrap(sheet, row, {60: len(result.check.check.note)})
    for text, style in (("holds", "good"), ("fails", "bad")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": styles(style)}
        sheet.conditional_format(first, 1, row, 1, rule)
    return row + 1
