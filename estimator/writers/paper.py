"""An evaluated sheet as a document that is read from top to bottom, in blocks: answers first, then what is behind them.

Word, Typst and PDF give these blocks a form. All texts are as the user wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.blocks import (
    CODE,
    EMPHASIS,
    STRONG,
    Heading,
    Histogram,
    Items,
    Paragraph,
    Span,
    Steps,
    Table,
)
from estimator.languages.checks import asked_text
from estimator.languages.drivers import asked_of, exhibits
from estimator.languages.exhibit import RIGHT
from estimator.languages.grid_lines import cell_text
from estimator.languages.ledger import exported
from estimator.languages.pieces import text_of
from estimator.languages.report import changed, side_by_side, turned, unchanged
from estimator.languages.reporting import reported
from estimator.languages.values import Values
from estimator.problems import EstimateError
from estimator.reckoning.sensitivity import sensitivity
from estimator.records import record
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from estimator.languages.blocks import Block, Line
    from estimator.languages.exhibit import Bar, Cell, Exhibit
    from estimator.languages.report import Grid, Outcome, Report, Row, Verdict, Working
    from estimator.reckoning.evaluate import Evaluation

WIDTH_OF_BAR = 20  # characters
SECTION = 2  # the level of its headings; the title is at 1
DEEPEST = 6  # level of a heading
MOST_SIDES = 4  # columns of results; more scenarios are in further tables


@record
class Paper:
    """A document: what is said of itself, each under its head, and the blocks below these."""

    title: str
    report: Report
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def paper(evaluation: Evaluation) -> Paper:
    """The document of an evaluation. EstimateError where the day of SOURCE_DATE_EPOCH is none."""
    evaluation = as_written(evaluation)
    values = Values(evaluation)
    report = reported(evaluation, values)
    blocks = [
        *_of_lead(report),
        *_table("Answers", ("Answer", "Value", "90% range", "", "Note"), [_answer(row) for row in report.answers]),
        *_table("Checks", ("", "Check", "Holds", "Note"), [_check(verdict) for verdict in report.verdicts]),
        *_drivers(evaluation, values),
        *_plan(report),
        *_table("Assumptions", ("Name", "Value", "Note", "Source"), [_assumption(row) for row in report.assumptions]),
        *_exhibit("Ledger", exported(evaluation, values)),
        *[block for grid in report.tables for block in _grid(grid)],
        *_table(
            "Functions", ("Function", "What it gives"), [(code(f.signature), said(f.text)) for f in report.functions]
        ),
        *_table("Thresholds", ("Function", "Threshold", "Gives"), list(_thresholds(report))),
        *([Heading(SECTION, said("Working"))] if report.working else []),
        *[_steps(working) for working in report.working],
        *_table("Scenarios", ("Scenario", "Changes", "Then", "Note"), [_scenario(o, report) for o in report.scenarios]),
        *_results(report),
        *_notes(report),
    ]
    return Paper(report.title, report, report.imprint.facts(), tuple(blocks))


def said(words: str) -> Line:
    """A text as a line."""
    return (Span(words),) if words else ()


def code(words: str) -> Line:
    """A name or an expression as a line."""
    return (Span(words, CODE),) if words else ()


def _of_lead(report: Report) -> list[Block]:
    return [Paragraph(said(part)) for part in report.lead]


def _table(heading: str, heads: tuple[str, ...], rows: Sequence[tuple[Line, ...]]) -> list[Block]:
    """A section with a table, without the columns that have no entries; nothing without rows."""
    if not rows:
        return []
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    table = Table(
        tuple([said(heads[place]) for place in kept]),
        tuple([tuple([row[place] for place in kept]) for row in rows]),
        (False,) * len(kept),
    )
    return [Heading(SECTION, said(heading)), table]


def _answer(row: Row) -> tuple[Line, ...]:
    picture: Line = ()
    if row.spread is not None:
        heights = Histogram(row.spread.bars)
        picture = (Span(heights.text, picture=heights),)
    value = (Span(f"{row.relation} "), Span(str(row.shown), STRONG))
    return code(row.name), value, said(row.range), picture, said(row.note)


def _check(verdict: Verdict) -> tuple[Line, ...]:
    """A check, with what is asked of it, and its numbers where it fails."""
    held = "yes" if verdict.holds else "no"
    if verdict.probability is not None:
        held = verdict.says.removeprefix("holds ")
    elif verdict.asked is not None:
        held += f", {asked_text(verdict.asked)} asked"
    behind: Line = ()
    if verdict.failing:
        held += ": "
        behind = said(verdict.failing) if verdict.is_worded else code(verdict.failing)
    return said("✓" if verdict.holds else "✗"), code(verdict.text), (Span(held), *behind), said(verdict.note)


def _assumption(row: Row) -> tuple[Line, ...]:
    return code(row.name), said(row.written), said(row.note), _sources(row)


def _sources(row: Row) -> Line:
    parts = [_source(each) for each in row.sources] + ([Span(row.as_of)] if row.as_of else [])
    return tuple([each for place, part in enumerate(parts) for each in ((Span("; "), part) if place else (part,))])


def _source(words: str) -> Span:
    """Where a number is from: the address of a page is a link to it."""
    is_address = words.startswith(("http://", "https://")) and words.isascii() and not set(words) & set(' "<>\\^`{|}')
    return Span(words, link=words if is_address else "")


def drivers(evaluation: Evaluation, values: Values) -> tuple[Exhibit, Exhibit] | None:
    """What moves the last answer that has a range: the shares of its spread, and it at the ends of each range.

    None where no answer has one.
    """
    asked = asked_of(evaluation)
    if asked is None or asked[0].step is None or asked[0].step not in evaluation.spreads:
        return None
    try:
        found = sensitivity(evaluation, asked[0].step)
    except EstimateError:
        return None  # in some draws that are none of the sheet's own it has no value
    if not found.ranged:
        return None
    shares, ends = exhibits(found, asked[0], values)
    return shares, ends


def _drivers(evaluation: Evaluation, values: Values) -> list[Block]:
    found = drivers(evaluation, values)
    if found is None:
        return []
    shares, ends = found
    heading = Heading(SECTION, said("What matters"))
    blocks: list[Block] = [heading, Paragraph(said(f"{shares.title}. {' '.join(shares.lead)}")), _exhibit_table(shares)]
    blocks += [Paragraph((Span(f"{ends.title}. {' '.join(ends.lead)}"),)), _exhibit_table(ends)]
    return [*blocks, *_remarks(shares.remarks)]


def _exhibit(heading: str, exhibit: Exhibit | None) -> list[Block]:
    if exhibit is None:
        return []
    lead = [Paragraph(said(each)) for each in exhibit.lead]
    return [Heading(SECTION, said(heading)), *lead, _exhibit_table(exhibit), *_remarks(exhibit.remarks)]


def _exhibit_table(exhibit: Exhibit) -> Table:
    """The table of an exhibit, without columns that have no entries; a bar has a column of its own."""
    barred = [any(row[place].bar is not None for row in exhibit.rows) for place in range(len(exhibit.columns))]
    filled = [any(row[place].text for row in exhibit.rows) for place in range(len(exhibit.columns))]
    heads: list[Line] = []
    right: list[bool] = []
    for column, has_bar, has_text in zip(exhibit.columns, barred, filled, strict=True):
        heads += [said(column.head), *([()] if has_bar else [])] if has_text else []
        right += [column.side == RIGHT, *([False] if has_bar else [])] if has_text else []
    rows = []
    for row in exhibit.rows:
        cells: list[Line] = []
        for place, cell in enumerate(row):
            if filled[place]:
                cells += [_cell(cell), *([_bar(cell.bar)] if barred[place] else [])]
        rows.append(tuple(cells))
    return Table(tuple(heads), tuple(rows), tuple(right))


def _cell(cell: Cell) -> Line:
    return code(cell.text) if cell.role == "name" else said(cell.text)


def _bar(bar: Bar | None) -> Line:
    """A bar with its text in characters: `   ━━━┿━━   `."""
    if bar is None:
        return ()
    start, end = (round(WIDTH_OF_BAR * max(0.0, min(1.0, each))) for each in (bar.start, bar.end))
    signs = [" "] * start + ["━"] * max(1, end - start)
    if bar.middle is not None:
        signs[min(len(signs) - 1, round(WIDTH_OF_BAR * bar.middle))] = "┿"
    return (Span("".join(signs), CODE, picture=bar),)


def _remarks(remarks: Sequence[str]) -> list[Block]:
    return [Items(None, tuple([(Paragraph(said(each)),) for each in remarks]))] if remarks else []


def _plan(report: Report) -> list[Block]:
    """What the document says around the sheet, its headings below one of ours."""
    prose = report.prose
    found: list[Block] = [Heading(SECTION, said("The plan"))] if prose else []
    level = SECTION
    for each in prose:
        if isinstance(each, Heading):  # none is left out between two levels
            level = min(level + 1, each.level + SECTION, DEEPEST)
            found.append(Heading(level, each.line))
        else:
            found.append(each)
    return found


def _grid(grid: Grid) -> list[Block]:
    """A table of the sheet: what it says of itself, its rows, and how its cells are worked."""
    labelled = bool(grid.label)
    heads = [*([said(grid.label)] if labelled else []), *map(said, grid.heads)]
    rows = []
    for line in grid.lines:
        label = [(Span(line.label, STRONG),)] if labelled else []
        rows.append((*label, *[said(cell_text(cell)) for cell in line.cells], said(line.note)))
    right = [not (place == 0 and labelled) for place in range(len(heads))]
    if any(row[-1] for row in rows):
        heads.append(said("Note"))
        right.append(False)
    table = Table(tuple(heads), tuple([tuple(row[: len(heads)]) for row in rows]), tuple(right))
    notes = [(Paragraph(code(formula)),) for formula in grid.formulas]
    notes += [(Paragraph((Span("Source: "), _source(grid.origin))),)] if grid.origin else []
    parts: list[Block] = [Heading(SECTION, (Span("Table "), *said(grid.name)))]
    parts += [Paragraph(said(grid.said))] if grid.said else []
    return [*parts, table, *([Items(None, tuple(notes))] if notes else [])]


def _thresholds(report: Report) -> Iterator[tuple[Line, ...]]:
    for each in report.thresholds:
        for place, (asked, given) in enumerate(each.rows):
            yield code(each.signature) if not place else (), said(asked), said(given)


def _steps(working: Working) -> Steps:
    row = working.row
    lines = [("=", each) for each in (working.formula, text_of(working.put_in), working.in_time) if each]
    if str(row.shown) != working.formula:
        lines.append((row.relation, f"{row.shown}   ({row.range})" if row.range else str(row.shown)))
    return Steps(row.name, tuple(lines))


def _scenario(outcome: Outcome, report: Report) -> tuple[Line, ...]:
    """A scenario: what it changes, and the answers and checks that are others there."""
    changes = _lines([code(each) for each in outcome.changes])
    if outcome.problem:
        return said(outcome.title), changes, said(outcome.problem), said(outcome.note)
    found: list[Line] = [
        (
            *(Span(there.name, CODE), Span(f" {there.relation} "), Span(str(there.shown), STRONG)),
            Span(f", instead of {here.shown}"),
        )
        for there, here in changed(outcome, report)
    ]
    if report.answers and not found:
        found.append(said(unchanged(outcome, report)))
    found += [
        (Span("✓ " if each.holds else "✗ "), Span(each.text, CODE), Span(f" {each.sentence}"))
        for each in turned(outcome, report)
    ]
    return said(outcome.title), changes, _lines(found), said(outcome.note)


def _lines(lines: Sequence[Line]) -> Line:
    """Several lines one below the other."""
    return tuple([span for place, line in enumerate(lines) for span in ((Span("\n"), *line) if place else line)])


def _results(report: Report) -> list[Block]:
    """The answers and the checks as they are and in each scenario, in tables of so many columns as a page has."""
    found = side_by_side(report)
    blocks: list[Block] = [Heading(SECTION, said("Results"))] if found else []
    for start in range(2, len(found[0]) if found else 0, MOST_SIDES):
        heads, *rows = [(*row[:2], *row[start : start + MOST_SIDES]) for row in found]
        lines = tuple([(code(row[0]), *map(said, row[1:])) for row in rows])
        blocks.append(Table(tuple(map(said, heads)), lines, (False,) * len(heads)))
    return blocks


def _notes(report: Report) -> list[Block]:
    """Remarks, what ranges and units mean, and sources."""
    lines: list[Line] = [said(each) for each in (*[each.placed for each in report.remarks], *report.footnotes)]
    lines += [(Span("Source: "), _source(each)) for each in report.sources]
    items = tuple([(Paragraph(line),) for line in lines])
    return [Heading(SECTION, said("Notes")), Items(None, items)] if items else []


def by_line(facts: Sequence[tuple[str, str]]) -> Line:
    """What a document says of itself as one line: `Author: Kim · Made: …`."""
    return (Span(" · ".join([f"{head}: {fact}" for head, fact in facts]), EMPHASIS),)
