"""The tables of a page: sourced numbers side by side, functions, and the scenarios beside the sheet as it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.languages.exhibit import RIGHT
from estimator.languages.ledger import exported
from estimator.languages.reference import by_dimension, size
from estimator.writers.page.inline import name, prose, text

if TYPE_CHECKING:
    from estimator.languages.report import Outcome, Row
    from estimator.writers.page.data import Page

_NUMBER = ' class="number"'
_NONE = "no value"


def reference_table(page: Page) -> str:
    """Sourced numbers, in groups of one dimension, with bars on a logarithmic scale."""
    return "".join([_group(group, page) for group in by_dimension(page.report.rows)])


def _group(group: list[Row], page: Page) -> str:
    numbers = [size(row, page.evaluation) for row in group]
    positive = [number for number in numbers if number > 0] or [1.0]
    low, high = math.log10(min(positive)) - 0.5, math.log10(max(positive))
    rows = []
    for row, number in zip(group, numbers, strict=True):
        share = (math.log10(number) - low) / (high - low) * 100 if number > 0 and high > low else 0.0
        bar = '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        bar += f'<rect width="{share:.1f}" height="10"/></svg>'
        rows.append(
            f'<tr><th scope="row">{name(row.name)}</th>'
            f'<td class="number">{text(str(row.shown))}</td><td class="chart">{bar}</td>'
            f'<td class="about">{prose(row.said)}<span class="note">{prose(row.origin)}</span></td></tr>'
        )
    head = "<tr><th>Name</th><th>Value</th><th>Logarithmic scale</th><th>What it is, and where it is from</th></tr>"
    return f'<table class="reference"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def function_table(page: Page, prefix: str) -> str:
    """The functions of a toolbox, and what each gives."""
    rows = [
        f'<tr><th scope="row">{name(each.signature)}</th><td>{prose(each.text)}</td></tr>'
        for each in page.report.functions
    ]
    if not rows:
        return ""
    label = f"{prefix}-functions"
    return (
        f'<section class="functions" aria-labelledby="{label}"><h2 id="{label}">Functions</h2>'
        f"<table><tbody>{''.join(rows)}</tbody></table></section>"
    )


def threshold_table(page: Page, prefix: str) -> str:
    """The functions by thresholds, a row each of theirs."""
    rows = []
    for table in page.report.thresholds:
        title = f' title="{text(table.text)}"' if table.text else ""
        for place, (asked, given) in enumerate(table.rows):
            head = f'<th scope="row" rowspan="{len(table.rows)}"{title}>{name(table.signature)}</th>'
            rows.append(f"<tr>{'' if place else head}<td>{text(asked)}</td><td>{text(given)}</td></tr>")
    if not rows:
        return ""
    label = f"{prefix}-thresholds"
    heads = "<tr><th>Function</th><th>Threshold</th><th>Gives</th></tr>"
    return (
        f'<section class="functions" aria-labelledby="{label}"><h2 id="{label}">Thresholds</h2>'
        f"<table><thead>{heads}</thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


def ledger_table(page: Page, prefix: str) -> str:
    """What is said of the assumptions, and hangs on them, as the sheet was written; of a sheet that says any of it."""
    found = exported(page.evaluation, page.values)
    if found is None or page.still:
        return ""
    heads = "".join([f'<th scope="col">{text(column.head.capitalize())}</th>' for column in found.columns])
    rows = []
    for first, *others in found.rows:
        cells = [
            f"<td{_NUMBER if column.side == RIGHT else ''}>{text(cell.text)}</td>"
            for column, cell in zip(found.columns[1:], others, strict=True)
        ]
        rows.append(f'<tr><th scope="row">{name(first.text)}</th>{"".join(cells)}</tr>')
    label = f"{prefix}-ledger"
    below = "".join([f'<p class="note">{prose(remark)}</p>' for remark in found.remarks])
    return (
        f'<section class="grid" aria-labelledby="{label}"><h2 id="{label}">Ledger</h2><div class="wide"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{below}</section>"
    )


def scenario_table(page: Page, prefix: str) -> str:
    """The answers and checks of each scenario beside those of the sheet, as they were when the page was made."""
    outcomes = page.report.scenarios
    if not outcomes:
        return ""
    heads, notes = ["<th>As written</th>"], []
    for place, outcome in enumerate(outcomes):
        title = text(outcome.title)
        button = (
            f' <button type="button" data-scenario="{place}" data-title="{title}">Try it</button>'
            if page.is_live
            else ""
        )
        heads.append(f"<th>{title}{button}</th>")
        problem = f"({text(outcome.problem)}) " if outcome.problem else ""
        notes.append(f"<li><b>{title}</b>: {text(', '.join(outcome.changes))} {problem}{prose(outcome.note)}</li>")
    rows = [_answer(row, outcomes) for row in page.report.answers]
    for place, verdict in enumerate(page.report.verdicts):
        cells = [_held(verdict.holds, verdict.says)]
        for outcome in outcomes:
            own = outcome.verdicts[place] if outcome.verdicts else None
            cells.append(_held(own.holds, own.says) if own is not None else f'<td class="number">{_NONE}</td>')
        rows.append(f'<tr><th scope="row">{name(verdict.text)}</th>{"".join(cells)}</tr>')
    label = f"{prefix}-scenarios"
    return (
        f'<section class="scenarios" aria-labelledby="{label}"><h2 id="{label}">Scenarios</h2><div class="wide"><table>'
        f"<thead><tr><th>Answer</th>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f"<ul>{''.join(notes)}</ul></section>"
    )


def _answer(row: Row, outcomes: tuple[Outcome, ...]) -> str:
    """An answer as it is, and in each scenario."""
    shown = [str(row.shown)]
    for outcome in outcomes:
        own = next((each for each in outcome.answers if each.name == row.name), None)
        shown.append(str(own.shown) if own is not None else _NONE)
    cells = "".join([f'<td class="number">{text(each)}</td>' for each in shown])
    return f'<tr><th scope="row">{name(row.name)}</th>{cells}</tr>'


def _held(holds: bool, says: str) -> str:  # noqa: FBT001  a cell of a table
    return f'<td class="{"good" if holds else "bad"}"><span class="mark" aria-hidden="true"></span> {text(says)}</td>'
