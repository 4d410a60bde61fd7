"""An estimate that stands still, for the cell of a notebook: a heading, then tables that need no style to be read.

A notebook that is not trusted and a code host's preview take styles, scripts and pictures away. What is left are one
heading, a table with a caption for each part of the report, and marks that are text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.grid_lines import cell_text
from estimator.languages.pieces import text_of
from estimator.languages.report import SHEET
from estimator.writers.page.inline import formula, prose, text
from estimator.writers.page.markup import histogram
from estimator.writers.page.table import reference_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.report import Grid, Inner, Outcome, Row, Verdict, Working
    from estimator.writers.page.data import Page

_LEFT = ' style="text-align:left"'  # notebooks send cells to the right, and keep this of a style where they keep any
_NONE = "no value"
_LONGEST = 24  # of a name that stays in one line


def still(page: Page) -> str:
    """The markup of an estimate in which nothing is to be moved."""
    report = page.report
    parts = ['<div class="estimate still">', f"<h3>{text(report.title)}</h3>"]
    parts += [f'<p class="lead">{text(part)}</p>' for part in report.lead]
    if report.kind == SHEET:
        parts += [_answers(page), _checks(page), _assumptions(page), *[_grid(grid) for grid in report.tables]]
    else:
        parts.append(f'<div class="wide">{reference_table(page)}</div>' if report.rows else "")
    functions = [(_name(each.signature), text(each.text)) for each in report.functions] if report.kind != SHEET else []
    parts.append(_table("Functions", ("Function", "What it gives"), functions))
    steps = [
        (_name(each.signature), text(asked), text(given)) for each in report.thresholds for asked, given in each.rows
    ]
    parts.append(_table("Thresholds", ("Function", "Threshold", "Gives"), steps))
    if report.kind == SHEET:
        parts += [_scenarios(page), _working(page)]
    parts += [_footer(page), "</div>"]
    return "\n".join([part for part in parts if part])


def _name(words: str) -> str:
    """A name; a long one may go on in another line behind its underscores and dots, and nowhere else."""
    return text(words) if len(words) <= _LONGEST else text(words).replace("_", "_<wbr>").replace(".", ".<wbr>")


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """A table of rows of markup, without the columns that have nothing in them; the first names the row."""
    if not rows:
        return ""
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    head = "".join([f'<th scope="col"{_LEFT}>{heads[place]}</th>' for place in kept])
    body = []
    for row in rows:
        cells = [f"<td{_LEFT}>{row[place]}</td>" for place in kept[1:]]
        body.append(f'<tr><th scope="row"{_LEFT}>{row[kept[0]]}</th>{"".join(cells)}</tr>')
    return (
        f'<div class="wide"><table class="{kind or caption.lower()}"><caption{_LEFT}><b>{caption}</b></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _small(words: str) -> str:
    return f"<small>{prose(words)}</small>" if words else ""


def _whole(words: str) -> str:
    """A value, whose number and unit stay in one line."""
    return f'<b class="whole">{text(words)}</b>'


def _answers(page: Page) -> str:
    rows = [
        (_name(row.name), _whole(str(row.shown)), histogram(row, page), text(row.note)) for row in page.report.answers
    ]
    return _table("Answers", ("Answer", "Value", "90% of the cases", "Note"), rows)


def _checks(page: Page) -> str:
    rows = [(_name(each.text), _held(each, each.sentence), text(each.note)) for each in page.report.verdicts]
    return _table("Checks", ("Check", "Result", "Note"), rows)


def _held(verdict: Verdict, says: str) -> str:
    mark, kind = ("✓", "good") if verdict.holds else ("✗", "bad")
    return f'<span class="{kind}">{mark} {text(says)}</span>'


def _assumptions(page: Page) -> str:
    rows = []
    for row in page.report.assumptions:
        source = _small(f"Source: {row.origin}") if row.origin else ""
        rows.append(
            (_name(row.name), text(row.written), "<br>".join([part for part in (text(row.said), source) if part]))
        )
    return _table("Assumptions", ("Assumption", "Value", "What it is"), rows)


def _grid(grid: Grid) -> str:
    """A table of the sheet, with what it says of itself and how its cells are worked below it."""
    names = [grid.label or "", *grid.heads, ""]
    rows = []
    for place, line in enumerate(grid.lines):
        label = _name(line.label) if grid.label else str(place + 1)
        cells = [f'<span class="whole">{text(cell_text(cell))}</span>' for cell in line.cells]
        rows.append((label, *cells, text(line.note)))
    below = [f"<p><code>{formula(each)}</code></p>" for each in grid.formulas]
    below += [f"<p>{_small(f'Source: {grid.origin}')}</p>"] if grid.origin else []
    said = f"<p>{text(grid.said)}</p>" if grid.said else ""
    return f"{_table(text(grid.name), [text(name) for name in names], rows, 'grid')}{said}{''.join(below)}"


def _scenarios(page: Page) -> str:
    """The answers and checks of each scenario beside those of the sheet, and what each of them changes."""
    report = page.report
    outcomes = report.scenarios
    if not outcomes:
        return ""
    rows = [
        (_name(row.name), _whole(str(row.shown)), *[_answer_in(outcome, row) for outcome in outcomes])
        for row in report.answers
    ]
    for place, verdict in enumerate(report.verdicts):
        own = [each.verdicts[place] if each.verdicts else None for each in outcomes]
        cells = [_held(each, each.says) if each is not None else _NONE for each in own]
        rows.append((_name(verdict.text), _held(verdict, verdict.says), *cells))
    heads = ("Answer", "As written", *[text(outcome.title) for outcome in outcomes])
    changes = []
    for outcome in outcomes:
        said = [", ".join(outcome.changes), f"({outcome.problem})" if outcome.problem else "", outcome.note]
        changes.append(f"<li><b>{text(outcome.title)}</b>: {text(' '.join([part for part in said if part]))}</li>")
    return f"{_table('Scenarios', heads, rows)}<ul>{''.join(changes)}</ul>"


def _answer_in(outcome: Outcome, row: Row) -> str:
    own = next((each for each in outcome.answers if each.name == row.name), None)
    return _whole(str(own.shown)) if own is not None else _NONE


def _working(page: Page) -> str:
    rows = [(_name(each.row.name), _lines(each, page)) for each in page.report.working]
    return _table("Working", ("Quantity", "How it is worked out"), rows)


def _lines(working: Working, page: Page) -> str:
    """The formula, the numbers put in, and the value, a line each."""
    row = working.row
    parts = [formula(line) for line in (working.formula, text_of(working.put_in), working.in_time) if line]
    lines = [f'<div class="line">= {part}</div>' for part in parts]
    lines.append(f'<div class="line">{row.relation} {_whole(str(row.shown))}</div>{histogram(row, page)}')
    lines.append(_small(row.note))
    return "".join(lines) + _inside(working.inside)


def _inside(steps: tuple[Inner, ...]) -> str:
    """The steps inside a quantity's calls, to be opened."""
    if not steps:
        return ""
    rows = [(_name(step.path), text(step.shown), f"<code>{formula(step.written)}</code>") for step in steps]
    count = f"{len(rows)} step{'' if len(rows) == 1 else 's'} inside"
    return (
        f"<details><summary>{count}</summary>{_table(count, ('Step', 'Value', 'Made from'), rows, 'inside')}</details>"
    )


def _footer(page: Page) -> str:
    report = page.report
    sources = [f"Source: {source}" for source in report.sources]
    lines = [*[remark.placed for remark in report.remarks], " ".join([*report.footnotes, *sources])]
    return "".join([f'<p class="below">{_small(line)}</p>' for line in lines if line])
