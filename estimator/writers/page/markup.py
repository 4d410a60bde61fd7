"""The markup of a page: all that it says without a script, with places that the script fills anew.

Every text of a user goes through `text`, which makes it inert in HTML and on a screen.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from estimator.languages.checks import asked_text, percentage
from estimator.languages.reference import is_reference
from estimator.languages.spans import plain, safe
from estimator.languages.values import SIGNS, step_text
from estimator.model.describe import BOOLEAN
from estimator.model.steps import is_silent
from estimator.notation.printer import print_expression
from estimator.notation.tree import Name, Text
from estimator.reckoning.taken import taken_steps
from estimator.units.display import show
from estimator.writers.page.data import field_scale, field_text
from estimator.writers.page.table import reference_table, scenario_table

if TYPE_CHECKING:
    from estimator.languages.program import Input
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Expression
    from estimator.reckoning.evaluate import CheckResult
    from estimator.writers.page.data import Page

_HOLE = re.compile("\ue000([0-9]+)\ue001")  # a step's number; no text of a user's has such characters once it is safe
_ROLES = {"value": "", "best": "best guess", "low": "low", "high": "high", "mean": "mean", "sd": "sd", "mode": "mode"}


def text(words: str) -> str:
    """A user's text as HTML."""
    return html.escape(safe(words))


def fragment(page: Page, prefix: str = "e") -> str:
    """The markup of an estimate; `prefix` keeps its ids apart from those of another one in the same document."""
    documentation = page.model.module.sheet.documentation
    title = documentation.title or page.model.module.source.name
    lead = [part for part in "\n".join(documentation.text[1:]).split("\n\n") if part]
    parts = [f'<div class="estimate" id="{prefix}">', "<header>", f"<h1>{text(title)}</h1>"]
    parts += [f'<p class="lead">{text(" ".join(part.split()))}</p>' for part in lead]
    parts += [_actions(page), "</header>"]
    if is_reference(page.model):
        parts.append(reference_table(page))
    else:
        parts += ['<div class="columns">', '<div class="outcome">', _answers(page, prefix), _checks(page, prefix)]
        parts += [_drivers(page, prefix), "</div>", _assumptions(page, prefix), "</div>"]
        parts += [scenario_table(page, prefix), _working(page, prefix)]
    parts += [_footer(page), "</div>"]
    return "\n".join([part for part in parts if part])


def _actions(page: Page) -> str:
    if not page.is_live:
        return ""
    return (
        '<p class="actions"><button type="button" data-copy>Copy link</button>'
        '<button type="button" data-reset disabled>Reset</button>'
        '<span class="message" role="status" data-message></span></p>'
    )


def _section(name: str, heading: str, body: str, prefix: str) -> str:
    label = f"{prefix}-{name}"
    return f'<section class="{name}" aria-labelledby="{label}"><h2 id="{label}">{heading}</h2>\n{body}\n</section>'


def value(quantity: Quantity, page: Page) -> str:
    """The value of a quantity, which the script keeps up to date."""
    shown = text(str(page.values.shown(quantity)))
    return f'<span data-value="{page.place(quantity.step)}">{shown}</span>' if quantity.step is not None else shown


def histogram(quantity: Quantity, page: Page) -> str:
    """The spread of a quantity as bars, with its 90% interval."""
    spread = page.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
    if spread is None or quantity.step is None or quantity.kind is BOOLEAN:
        return ""
    bars = "".join(
        [
            f'<rect x="{place * 10}" y="{28 - 28 * height:.1f}" width="9" height="{28 * height:.1f}"/>'
            for place, height in enumerate(spread.bars)
        ]
    )
    place = page.place(quantity.step)
    return (
        f'<div class="spread"><svg class="bars" data-bars="{place}" viewBox="0 0 70 28" preserveAspectRatio="none" '
        f'aria-hidden="true">{bars}</svg><span class="range" title="90% of the cases" data-range="{place}">'
        f"{text(page.values.range(quantity))}</span></div>"
    )


def _answers(page: Page, prefix: str) -> str:
    cards = []
    for quantity in page.answers:
        note = quantity.definition.note
        cards.append(
            f'<article class="card"><h3>{text(quantity.definition.name)}</h3>'
            f'<p class="big" role="status">{value(quantity, page)}</p>{histogram(quantity, page)}'
            f'<p class="was" data-was="{page.place(quantity.step or 0)}" hidden></p>'
            + (f'<p class="note">{text(note)}</p>' if note else "")
            + "</article>"
        )
    return _section("answers", "Answers", f'<div class="cards">{"".join(cards)}</div>', prefix) if cards else ""


def _checks(page: Page, prefix: str) -> str:
    rows = [_check(result, place) for place, result in enumerate(page.evaluation.checks)]
    return _section("checks", "Checks", f"<ul>{''.join(rows)}</ul>", prefix) if rows else ""


def _check(result: CheckResult, place: int) -> str:
    says = "holds" if result.holds else "fails"
    if result.probability is not None:
        says = f"holds in {percentage(result.probability, result.check.probability)} of the cases"
    asked = f", {asked_text(result.check.probability)} asked" if result.check.probability is not None else ""
    note = f' <span class="note">{text(result.check.check.note)}</span>' if result.check.check.note else ""
    return (
        f'<li data-check="{place}" class="{"good" if result.holds else "bad"}">'
        f'<span class="mark" aria-hidden="true"></span><code>'
        f"{text(print_expression(result.check.check.expression, signs=SIGNS))}</code> "
        f'<span class="says" role="status"><span data-says>{text(says)}</span>{asked}</span>{note}</li>'
    )


def _drivers(page: Page, prefix: str) -> str:
    if not page.answers or not page.is_live or len(page.program.inputs_of) < 2:
        return ""
    options = "".join(
        [
            f'<option value="{page.place(each.step or 0)}">{text(each.definition.name)}</option>'
            for each in page.answers
            if each.kind is not BOOLEAN
        ]
    )
    if not options:
        return ""
    body = (
        f'<p><label for="{prefix}-driver">What moves</label> <select id="{prefix}-driver" data-driver>{options}'
        '</select></p><div class="drivers" data-drivers></div>'
        '<p class="hint">Each assumption at the ends of its 90% range, or at half and twice its value where it has '
        "none; the others stay as they are.</p>"
    )
    return f'<div class="live">{_section("moves", "What matters", body, prefix)}</div>'


def _assumptions(page: Page, prefix: str) -> str:
    rows = []
    for quantity in page.model.quantities.values():
        if not quantity.assumption:
            continue
        note = f'<p class="note">{text(quantity.definition.note)}</p>' if quantity.definition.note else ""
        sources = quantity.definition.documentation.sources
        note += "".join([f'<p class="note">Source: {text(source)}</p>' for source in sources])
        found = page.program.inputs_of.get(quantity.step) if quantity.step is not None else None
        name = text(quantity.definition.name)
        if page.still:
            written = text(page.values.written(quantity))
            rows.append(f'<div class="assumption still"><h3>{name}</h3><p>{written}</p>{note}</div>')
            continue
        if not found:
            fixed = "" if quantity.step is not None else " (fixed here: it chooses formulas)"
            rows.append(f'<div class="assumption"><h3>{name}</h3><p>{value(quantity, page)}{fixed}</p>{note}</div>')
            continue
        fields = "".join([_field(each, page, prefix) for each in found])
        group = f' role="group" aria-label="{name}"' if len(found) > 1 else ""
        rows.append(f'<div class="assumption"{group}><h3>{name}</h3>{fields}{note}</div>')
    return _section("assumptions", "Assumptions", "".join(rows), prefix) if rows else ""


def _field(each: Input, page: Page, prefix: str) -> str:
    place = page.program.inputs.index(each)
    name, role = each.quantity.definition.name, _ROLES.get(each.role, each.role)
    spoken = text(f"{name} {role}".strip())
    shown = f'<span class="role" aria-hidden="true">{role}</span>' if role else ""
    return (
        f'<div class="field">{shown}<input type="text" inputmode="decimal" id="{prefix}-i{place}" data-input="{place}" '
        f'value="{text(field_text(each, page))}" aria-label="{spoken}" autocomplete="off" spellcheck="false">'
        f'<span class="unit">{text(field_scale(each, page).unit)}</span>'
        f'<input type="range" min="0" max="1000" step="1" data-slider="{place}" aria-label="{spoken}, slider">'
        f'<span class="fault" role="alert" data-fault="{place}"></span></div>'
    )


def put_in(expression: Expression, page: Page) -> str:
    """An expression with the values of its names put in, which the script keeps up to date."""
    found = False

    def leaf(tree: Expression) -> str | None:
        nonlocal found
        if isinstance(tree, Text):
            return f'"{safe(tree.value)}"'
        if not isinstance(tree, Name):
            return None
        quantity = page.model.quantities.get(tree.path)
        if quantity is not None and quantity.step is not None and quantity.step in page.script.places:
            found = True
            return f"\ue000{quantity.step}\ue001"
        other = quantity or page.model.references.get(tree.path)
        found = found or other is not None
        return page.values.operand(page.values.of_any(other)) if other is not None else None

    pieces = _HOLE.split(print_expression(expression, leaf, SIGNS))
    if not found or isinstance(expression, Name):
        return ""
    by_step = {each.step: each for each in page.model.quantities.values()}
    shown = []
    for place, piece in enumerate(pieces):
        quantity = by_step.get(int(piece)) if place % 2 else None
        if quantity is None or quantity.step is None:
            shown.append(text(piece))
        else:
            number = text(page.values.operand(page.values.shown(quantity)))
            shown.append(f'<span class="operand" data-operand="{page.place(quantity.step)}">{number}</span>')
    return "".join(shown)


def _working(page: Page, prefix: str) -> str:
    rows = [_worked(each, page) for each in page.model.quantities.values() if not each.assumption]
    return _section("working", "Working", "".join(rows), prefix) if rows else ""


def _worked(quantity: Quantity, page: Page) -> str:
    lines = [text(page.values.formula(quantity)), put_in(quantity.definition.expression, page)]
    equals = '<span class="equals" aria-label="equals">=</span>'
    body = "".join([f'<p class="line">{equals} {line}</p>' for line in lines if line])
    relation = page.values.relation(quantity)
    place = page.place(quantity.step) if quantity.step is not None else ""
    body += (
        f'<p class="line result"><span class="equals" data-relation="{place}">{relation}</span> '
        f"<strong>{value(quantity, page)}</strong></p>{histogram(quantity, page)}"
    )
    note = f'<p class="note">{text(quantity.definition.note)}</p>' if quantity.definition.note else ""
    body += note + _inside(quantity, page)
    return f'<div class="worked"><h3>{text(quantity.definition.name)}</h3><div>{body}</div></div>'


def _inside(quantity: Quantity, page: Page) -> str:
    """The steps inside a quantity's calls, to be opened."""
    if quantity.step is None:
        return ""
    used = taken_steps(quantity.step, page.model.steps, page.evaluation.values)
    rows = []
    for index in sorted(used):
        step = page.model.steps[index]
        inside = index >= quantity.first_step and step.name.startswith(quantity.definition.name + ".")
        if not inside or is_silent(step):
            continue
        number = page.evaluation.values[index]
        shown = ("yes" if number else "no") if step.kind is BOOLEAN else str(show(float(number), step.kind, None))
        written = step_text(step)
        rows.append(
            f'<tr><th scope="row">{text(step.name.removeprefix(quantity.definition.name + "."))}</th>'
            f'<td><span data-value="{page.place(index)}">{text(shown)}</span></td>'
            f"<td><code>{text(written)}</code></td></tr>"
        )
    if not rows:
        return ""
    return f"<details><summary>{len(rows)} steps inside</summary><table>{''.join(rows)}</table></details>"


def _footer(page: Page) -> str:
    lines = ["".join([part for part, _ in line]) for line in page.words.footer()]
    remarks = [plain(line) for line in page.words.remarks() if line]
    body = "".join([f"<p>{text(line)}</p>" for line in [*remarks, " ".join(line for line in lines if line)] if line])
    return f"<footer>{body}</footer>"
