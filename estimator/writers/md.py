"""An evaluated sheet as Markdown that a code host renders, and that is a sheet itself: the fence is the source.

The answers come first; the source is folded away at the end. A document keeps its prose: only the block between the two
comments is made anew, so that exporting again what was exported gives the same text, and the same day where no figure
is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.checks import asked_text
from estimator.languages.grid_lines import cell_text
from estimator.languages.imprint import SHEET_NAME
from estimator.languages.ledger import exported
from estimator.languages.markdown import code, longer_than_runs, paragraph, source_text, text
from estimator.languages.pieces import text_of
from estimator.languages.report import UNCHANGED, changed, side_by_side, turned
from estimator.languages.reporting import reported
from estimator.languages.spans import padded, width, wrapped
from estimator.languages.values import Values
from estimator.model.files import MARKDOWN
from estimator.writers.document import BEGINS, HEADINGS, MADE, block, block_faults, in_document
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.exhibit import Exhibit
    from estimator.languages.report import Grid, Outcome, Report, Row, StepTable, Verdict, Working
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ()
COLUMNS, RANGES = 78, 43  # of the worked steps, and where a range stands in them
_LEAST_ROOM = 24


def content(evaluation: Evaluation) -> str:
    """The document: the tables, then the source in its fence; or the user's own document with the tables in it.

    EstimateError where the user's own document has something else where the tables go.
    """
    evaluation = as_written(evaluation)
    report = reported(evaluation)
    source = evaluation.model.module.source
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    made = block(f"\n{tables(report, exported(evaluation, Values(evaluation)))}\n")
    if source.name.endswith(MARKDOWN):
        return in_document(source, made, line_end)
    parts = [f"# {text(report.title)}", *map(paragraph, report.lead)]
    fence = "`" * longer_than_runs(source.text)
    closing = "" if source.text.endswith("\n") else line_end
    parts += [made.replace("\n", line_end) + line_end + f"<details>{line_end}<summary>The sheet</summary>"]
    parts += [f"{fence}est{line_end}{source.text}{closing}{fence}", f"</details>{line_end}"]
    return (line_end * 2).join(parts)


def stale(evaluation: Evaluation) -> list[Problem]:
    """What is wrong with the tables that a user's own document has from an earlier export."""
    source = evaluation.model.module.source
    if not source.name.endswith(MARKDOWN) or BEGINS not in source.text:
        return []
    made = tables(reported(evaluation), exported(evaluation, Values(evaluation)))
    return block_faults(source, block(f"\n{made}\n"))


def tables(report: Report, ledger: Exhibit | None = None) -> str:
    """What the sheet says, as tables and a block of worked steps; with its ledger, where it has one."""
    parts = [
        _table("Answers", [_answer(row) for row in report.answers]),
        _table("Checks", [_check(verdict) for verdict in report.verdicts]),
        _table("Assumptions", [_assumption(row) for row in report.assumptions]),
    ]
    parts.append(_table("Ledger", _ledger(ledger)))
    parts += [_grid(grid) for grid in report.tables]
    parts.append(_table("Functions", [(code(each.signature), text(each.text)) for each in report.functions]))
    parts.append(_table("Thresholds", [row for each in report.thresholds for row in _steps(each)]))
    working = "\n".join([line for each in report.working for line in _worked(each)])
    if working:
        fence = "`" * longer_than_runs(working)
        parts.append(f"### Working\n\n{fence}text\n{working}\n{fence}\n")
    parts.append(_table("Scenarios", [_scenario(outcome, report) for outcome in report.scenarios]))
    parts.append(_results(report))
    # The line of a remark is another one in the document than in the sheet, so it is not said.
    said = [text(each) for each in (*[remark.sentence for remark in report.remarks], *report.footnotes)]
    said += [f"Source: {source_text(source)}" for source in report.sources]
    *facts, made = report.imprint.facts()
    # The sheet is in the document itself, and has another name there.
    about = "; ".join([f"{head}: {text(fact)}" for head, fact in facts if head != SHEET_NAME])
    said += [about] if about else []
    parts.append("".join([f"- {each}\n" for each in said]) + f"{MADE}{text(made[1])}\n")
    return "\n".join([part for part in parts if part])


def _table(heading: str, rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    heads = HEADINGS[heading]
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    lines = [[heads[place] for place in kept], ["---"] * len(kept), *[[row[place] for place in kept] for row in rows]]
    return f"### {heading}\n\n" + "".join([f"| {' | '.join(line)} |\n" for line in lines])


def _grid(grid: Grid) -> str:
    """A table of the sheet: what it says of itself, its rows, and how its cells are worked."""
    rows: list[list[str]] = []
    for line in grid.lines:
        name = [f"**{text(line.label)}**"] if grid.label else []
        rows.append([*name, *[text(cell_text(cell)) for cell in line.cells], text(line.note)])
    heads = [*([text(grid.label)] if grid.label else []), *map(text, grid.heads), "Note"]
    kept = [place for place in range(len(heads)) if place + 1 < len(heads) or any(row[place] for row in rows)]
    lines = [[heads[place] for place in kept], [_side(place, grid, heads) for place in kept]]
    lines += [[row[place] for place in kept] for row in rows]
    parts = [f"### Table {text(grid.name)}\n", f"{paragraph(grid.said)}\n" if grid.said else ""]
    parts.append("".join([f"| {' | '.join(line)} |\n" for line in lines]))
    below = [f"- {code(formula)}\n" for formula in grid.formulas]
    below += [f"- Source: {source_text(grid.origin)}\n"] if grid.origin else []
    return "\n".join([part for part in [*parts, "".join(below)] if part])


def _side(place: int, grid: Grid, heads: list[str]) -> str:
    """Numbers stand to the right of their column, names and notes to the left."""
    is_text = (place == 0 and grid.label) or place + 1 == len(heads)
    return "---" if is_text else "--:"


def _steps(table: StepTable) -> list[tuple[str, ...]]:
    """The rows of a function by thresholds, its name before the first."""
    names = [code(table.signature), *[""] * (len(table.rows) - 1)]
    return [(name, text(asked), text(given)) for name, (asked, given) in zip(names, table.rows, strict=True)]


def _answer(row: Row) -> tuple[str, ...]:
    return code(row.name), f"{row.relation} **{text(str(row.shown))}**", text(row.range), text(row.note)


def _check(verdict: Verdict) -> tuple[str, ...]:
    """A check, its sentence without the word that the head of its column is, and its numbers where it fails."""
    held = "yes" if verdict.holds else "no"
    if verdict.probability is not None:
        held = verdict.says.removeprefix("holds ")
    elif verdict.asked is not None:
        held += f", {asked_text(verdict.asked)} asked"
    if verdict.failing:
        held = f"{held}: {text(verdict.failing) if verdict.is_worded else code(verdict.failing)}"
    return "✓" if verdict.holds else "✗", code(verdict.text), held, text(verdict.note)


def _assumption(row: Row) -> tuple[str, ...]:
    sources = [*map(source_text, row.sources), *([text(row.as_of)] if row.as_of else [])]
    return code(row.name), text(row.written), text(row.note), "; ".join(sources)


def _ledger(ledger: Exhibit | None) -> list[tuple[str, ...]]:
    """The rows of a ledger, their cells under all of its heads."""
    if ledger is None:
        return []
    places = {column.head.lower(): place for place, column in enumerate(ledger.columns)}
    found = []
    for row in ledger.rows:
        cells = {head: text(row[place].text) for head, place in places.items()}
        cells |= {"assumption": code(row[0].text), "status": cells.get("", "")}
        found.append(tuple([cells.get(head.lower(), "") for head in HEADINGS["Ledger"]]))
    return found


def _results(report: Report) -> str:
    """The answers and the checks side by side, as they are and in each scenario that has results."""
    found = side_by_side(report)
    if not found:
        return ""
    heads, *rows = [[code(row[0]) if row[0] else "", *map(text, row[1:])] for row in found]
    lines = [heads, ["---"] * len(heads), *rows]
    return "### Results\n\n" + "".join([f"| {' | '.join(line)} |\n" for line in lines])


def _worked(working: Working) -> list[str]:
    """The lines of a quantity: its formula, the numbers put in, its value, one below the other."""
    row = working.row
    indent = " " * width(row.name)
    lines: list[str] = []
    for each in (working.formula, text_of(working.put_in), working.in_time):
        parts = wrapped(each, max(_LEAST_ROOM, COLUMNS - len(indent) - 3)) if each else []
        lines += [f"{indent} {'=' if not place else ' '} {part}" for place, part in enumerate(parts)]
    if str(row.shown) != working.formula:
        value = f"{indent} {row.relation} {row.shown}"
        lines.append(f"{padded(value, RANGES - 2)}  {row.range}" if row.range else value)
    return [row.name + lines[0][len(indent) :], *lines[1:]]


def _scenario(outcome: Outcome, report: Report) -> tuple[str, ...]:
    """A scenario: what it changes, and the answers and checks that are others there."""
    changes = ", ".join([code(each) for each in outcome.changes])
    if outcome.problem:
        return text(outcome.title), changes, text(outcome.problem), text(outcome.note)
    found = [
        f"{code(there.name)} {there.relation} **{text(str(there.shown))}**, instead of {text(str(here.shown))}"
        for there, here in changed(outcome, report)
    ]
    if report.answers and not found:
        found.append(UNCHANGED)  # the fence is what is run: exported again it is in no scenario
    found += [
        f"{'✓' if each.holds else '✗'} {code(each.text)} {text(each.sentence)}" for each in turned(outcome, report)
    ]
    return text(outcome.title), changes, "; ".join(found), text(outcome.note)
