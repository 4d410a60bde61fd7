"""The tables of a page: sourced numbers side by side, and the scenarios beside the sheet as it is."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from estimator.languages.spans import safe
from estimator.languages.values import Values
from estimator.languages.words import Words
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.writers.page.data import Page


def _text(words: str) -> str:
    return html.escape(safe(words))


def reference_table(page: Page) -> str:
    """Sourced numbers, in groups of one dimension, with bars on a logarithmic scale."""
    groups: dict[object, list[Quantity]] = {}
    for quantity in page.model.quantities.values():
        groups.setdefault(quantity.kind.dimension, []).append(quantity)
    return "".join([_group(group, page) for group in groups.values()])


def _group(group: list[Quantity], page: Page) -> str:
    numbers = [float(page.evaluation.values[each.step]) if each.step is not None else 0.0 for each in group]
    positive = [number for number in numbers if number > 0] or [1.0]
    low, high = math.log10(min(positive)) - 0.5, math.log10(max(positive))
    rows = []
    for quantity, number in zip(group, numbers, strict=True):
        documentation = quantity.definition.documentation
        share = (math.log10(number) - low) / (high - low) * 100 if number > 0 and high > low else 0.0
        notes = " ".join(documentation.text) or quantity.definition.note
        sources = "; ".join(documentation.sources)
        bar = '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        bar += f'<rect width="{share:.1f}" height="10"/></svg>'
        rows.append(
            f'<tr><th scope="row">{_text(quantity.definition.name)}</th>'
            f'<td class="number">{_text(str(page.values.shown(quantity)))}</td><td class="chart">{bar}</td>'
            f'<td class="about">{_text(notes)}<span class="note">{_text(sources)}'
            f"{' · ' if sources and documentation.as_of else ''}{_text(documentation.as_of)}</span></td></tr>"
        )
    head = "<tr><th>Name</th><th>Value</th><th>Logarithmic scale</th><th>What it is, and where it is from</th></tr>"
    return f'<table class="reference"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def scenario_table(page: Page, prefix: str) -> str:
    """The answers of each scenario beside those of the sheet, as they were when the page was made."""
    scenarios = list(page.model.module.scenarios.values())
    if not scenarios:
        return ""
    heads, columns = ["<th>As written</th>"], [[str(page.values.shown(each)) for each in page.answers]]
    notes = []
    for place, scenario in enumerate(scenarios):
        changes = ", ".join([f"{each.name} = {print_expression(each.expression)}" for each in scenario.overrides])
        title = _text(scenario.title)
        button = f' <button type="button" data-scenario="{place}">Try it</button>' if page.is_live else ""
        heads.append(f"<th>{title}{button}</th>")
        notes.append(f"<li><b>{title}</b>: {_text(changes)} {_text(scenario.note)}</li>")
        try:
            other = estimate(page.model.module, (), scenario.title)
        except EstimateError:
            columns.append(["no value"] * len(page.answers))
            continue
        values = Values(other)
        theirs = {each.definition.name: each for each in Words(other).results()}
        columns.append(
            [
                str(values.shown(theirs[each.definition.name])) if each.definition.name in theirs else "no value"
                for each in page.answers
            ]
        )
    rows = [
        f'<tr><th scope="row">{_text(quantity.definition.name)}</th>'
        + "".join([f'<td class="number">{_text(column[place])}</td>' for column in columns])
        + "</tr>"
        for place, quantity in enumerate(page.answers)
    ]
    label = f"{prefix}-scenarios"
    return (
        f'<section class="scenarios" aria-labelledby="{label}"><h2 id="{label}">Scenarios</h2><div class="wide"><table>'
        f"<thead><tr><th>Answer</th>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f"<ul>{''.join(notes)}</ul></section>"
    )
