"""The markup of a page: all that it says without a script, with places that the script fills anew.

Every text of a user goes through inline.py, which makes it inert in HTML and on a screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.grids import cells_of
from estimator.languages.report import SHEET
from estimator.model.describe import BOOLEAN
from estimator.writers.page.data import field_scale, field_text
from estimator.writers.page.handed import source_section
from estimator.writers.page.inline import formula, name, note, prose, sources, text
from estimator.writers.page.plan import facts, plan_section
from estimator.writers.page.table import function_table, ledger_table, reference_table, scenario_table, threshold_table

if TYPE_CHECKING:
    from estimator.languages.pieces import Piece
    from estimator.languages.program import Input
    from estimator.languages.report import Grid, Inner, Row, Verdict, Working
    from estimator.writers.page.data import Page

_ROLES = {"value": "", "best": "best guess", "low": "low", "high": "high", "mean": "mean", "sd": "sd", "mode": "mode"}

MOST_BESIDE = 2  # scenarios that have room beside the assumptions
_ELSEWHERE = "Other texts than written choose other steps inside: the command shows them with --all."


def fragment(page: Page, prefix: str = "e") -> str:
    """The markup of an estimate; `prefix` keeps its ids apart from those of another one in the same document."""
    report = page.report
    parts = [f'<div class="estimate" id="{prefix}">', "<header>", f"<h1>{text(report.title)}</h1>"]
    parts += [f'<p class="lead">{prose(part)}</p>' for part in report.lead]
    parts += [facts(report) if not page.still else "", _actions(page), "</header>"]
    if report.kind != SHEET:
        parts += [reference_table(page), function_table(page, prefix), threshold_table(page, prefix)]
    else:
        assumptions = _assumptions(page, prefix)
        # What is wide stands below the columns, and with fields in tables the working does, which comes behind them.
        plan = "" if page.still else plan_section(report, prefix)
        scenarios, working = scenario_table(page, prefix), _working(page, prefix)
        tables = [ledger_table(page, prefix), _grids(page, prefix), threshold_table(page, prefix)]
        if report.tables:
            rest, below = [plan], [*tables, scenarios, working]
        elif len(report.scenarios) > MOST_BESIDE:
            rest, below = [plan, working], [scenarios, *tables]
        else:
            rest, below = [plan, scenarios, working], tables
        parts += [f'<div class="columns{"" if assumptions else " alone"}">', '<div class="outcome">']
        parts += [_answers(page, prefix), _checks(page, prefix), _drivers(page, prefix), "</div>", assumptions]
        parts += ['<div class="rest">', *rest, "</div>", "</div>", *below]
    if not page.still:
        parts.append(source_section(page, prefix))
    parts += [_footer(page), "</div>"]
    return "\n".join([part for part in parts if part])


def _actions(page: Page) -> str:
    """What can be done with the page as it stands; a script shows the link where there is an address to share."""
    if not page.is_live:
        return ""
    return (
        '<p class="actions"><button type="button" data-copy hidden>Copy link</button>'
        '<button type="button" data-command>Copy as command</button>'
        '<button type="button" data-text>Copy as sheet</button>'
        '<button type="button" data-reset disabled>Reset</button>'
        '<span class="message" role="status" data-message></span></p>'
        '<p class="stale" role="alert" data-stale hidden></p>'
    )


def _section(name: str, heading: str, body: str, prefix: str) -> str:
    label = f"{prefix}-{name}"
    return f'<section class="{name}" aria-labelledby="{label}"><h2 id="{label}">{heading}</h2>\n{body}\n</section>'


def value(row: Row, page: Page) -> str:
    """The value of a quantity, which the script keeps up to date."""
    shown, step = text(str(row.shown)), row.quantity.step
    return f'<span data-value="{page.place(step)}">{shown}</span>' if step is not None else shown


def histogram(row: Row, page: Page) -> str:
    """The spread of a quantity as bars, with its 90% interval."""
    if row.spread is None or row.quantity.step is None:
        return ""
    bars = "".join(
        [
            f'<rect x="{place * 10}" y="{28 - 28 * height:.1f}" width="9" height="{28 * height:.1f}"/>'
            for place, height in enumerate(row.spread.bars)
        ]
    )
    place = page.place(row.quantity.step)
    return (
        f'<div class="spread"><svg class="bars" data-bars="{place}" viewBox="0 0 70 28" preserveAspectRatio="none" '
        f'aria-hidden="true">{bars}</svg><span class="range" title="90% of the cases" data-range="{place}">'
        f"{text(row.range)}</span></div>"
    )


def _answers(page: Page, prefix: str) -> str:
    cards = [
        f'<article class="card"><h3>{name(row.name)}</h3>'
        f'<p class="big" role="status">{value(row, page)}</p>{histogram(row, page)}'
        f'<p class="was" data-was="{page.place(row.quantity.step or 0)}" hidden></p>{note(row.note)}</article>'
        for row in page.answers
    ]
    return _section("answers", "Answers", f'<div class="cards">{"".join(cards)}</div>', prefix) if cards else ""


def _checks(page: Page, prefix: str) -> str:
    rows = [_check(verdict, place, page) for place, verdict in enumerate(page.report.verdicts)]
    return _section("checks", "Checks", f"<ul>{''.join(rows)}</ul>", prefix) if rows else ""


def _check(verdict: Verdict, place: int, page: Page) -> str:
    """A check; what is said first is kept up to date by the script, as are its numbers, which are seen if it fails."""
    said, comma, behind = verdict.says.partition(", ")
    asked, also, close = behind.partition(", ")
    rest = f"{comma}{text(asked)}" + (f"<span data-close>{also}{text(close)}</span>" if close else "")
    remark = f' <span class="note">{prose(verdict.note)}</span>' if verdict.note else ""
    pieces = verdict.case if any(piece.quantity is not None for piece in verdict.case) else verdict.worked
    worked = f'<span class="numbers">: {operands(pieces, page)}</span>' if pieces else ""
    return (
        f'<li data-check="{place}" class="{"good" if verdict.holds else "bad"}">'
        f'<span class="mark" aria-hidden="true"></span><code>{name(verdict.text)}{worked}</code> '
        f'<span class="says" role="status"><span data-says>{text(said)}</span>{rest}</span>{remark}</li>'
    )


def _drivers(page: Page, prefix: str) -> str:
    if not page.answers or not page.is_live or len(page.program.inputs_of) < 2:
        return ""
    options = "".join(
        [
            f'<option value="{page.place(row.quantity.step or 0)}">{name(row.name)}</option>'
            for row in page.answers
            if row.quantity.kind is not BOOLEAN
        ]
    )
    if not options:
        return ""
    body = (
        f'<p><label for="{prefix}-driver">What moves</label> <select id="{prefix}-driver" data-driver>{options}'
        '</select><span class="printed" data-driver-name></span></p>'
        '<p data-headline hidden></p><div class="drivers" data-drivers></div>'
        '<p class="hint">Each assumption at the ends of its 90% range, or at half and twice its value where it has '
        "none; the others stay as they are. Shares of the spread are those of the sheet as it was written.</p>"
    )
    return f'<div class="live">{_section("moves", "What matters", body, prefix)}</div>'


def _assumptions(page: Page, prefix: str) -> str:
    rows = []
    cells = cells_of(page.evaluation.model.module)  # which are chosen in their table
    chosen = [each.row for each in page.report.working if _is_choice(each.row, page) and each.row.name not in cells]
    for row in [*page.report.assumptions, *chosen]:
        quantity, shown = row.quantity, name(row.name)
        below = note(row.said) + (note(f"Source: {row.origin}") if row.origin else "")
        found = page.program.inputs_of.get(quantity.step) if quantity.step is not None else None
        if page.still:
            rows.append(f'<div class="assumption still"><h3>{shown}</h3><p>{text(row.written)}</p>{below}</div>')
            continue
        if page.opened is not None and row.name in page.opened.texts and page.is_live:
            chooser = _chooser(row.name, page)
            rows.append(f'<div class="assumption"><h3>{shown}</h3>{chooser}{below}</div>')
            continue
        if not found:
            fixed = "" if quantity.step is not None else " (fixed here: it chooses formulas, so give it to the command)"
            rows.append(f'<div class="assumption"><h3>{shown}</h3><p>{value(row, page)}{fixed}</p>{below}</div>')
            continue
        fields = "".join([_field(each, page, prefix) for each in found])
        group = f' role="group" aria-label="{text(row.name)}"' if len(found) > 1 else ""
        rows.append(f'<div class="assumption"{group}><h3>{shown}</h3>{fields}{below}</div>')
    return _section("assumptions", "Assumptions", "".join(rows), prefix) if rows else ""


def _chooser(own: str, page: Page) -> str:
    """A field for a text."""
    assert page.opened is not None
    place, now = list(page.opened.texts).index(own), page.opened.chosen[own]
    options = "".join(
        [
            f'<option value="{code}"{" selected" if word == now else ""}>{text(word)}</option>'
            for code, word in enumerate(page.opened.texts[own])
        ]
    )
    return (
        f'<div class="field"><select data-choice="{place}" aria-label="{text(own)}">{options}</select>'
        f'<span class="fault" role="alert" data-choice-fault="{place}"></span></div>'
    )


def _is_choice(row: Row, page: Page) -> bool:
    """Whether a row of the working is a yes or no that nothing works out, and so is to be chosen."""
    return not page.still and row.quantity.kind is BOOLEAN and row.quantity.step in page.program.inputs_of


def _grids(page: Page, prefix: str) -> str:
    """The tables of the sheet, with a field in each cell that may be changed."""
    tables = enumerate(page.report.tables)
    return "\n".join([_grid(grid, page, f"{prefix}-t{number}", prefix) for number, grid in tables])


def _grid(grid: Grid, page: Page, label: str, prefix: str) -> str:
    heads = [*([grid.label] if grid.label else []), *grid.heads]
    noted = any(line.note for line in grid.lines)
    head = "".join([f'<th scope="col">{text(each)}</th>' for each in heads]) + ("<td></td>" if noted else "")
    rows = []
    for line in grid.lines:
        label_cell = f'<th scope="row">{name(line.label)}</th>' if grid.label else ""
        cells = "".join([f'<td class="number">{_grid_cell(cell, page, prefix)}</td>' for cell in line.cells])
        remark = f'<td class="note">{prose(line.note)}</td>' if noted else ""
        rows.append(f"<tr>{label_cell}{cells}{remark}</tr>")
    below = "".join([f"<p><code>{name(formula)}</code></p>" for formula in grid.formulas])
    below += note(f"Source: {grid.origin}") if grid.origin else ""
    return (
        f'<section class="grid" aria-labelledby="{label}"><h2 id="{label}">{text(grid.name)}</h2>{note(grid.said)}'
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
        f"{below}</section>"
    )


def _grid_cell(cell: Row, page: Page, prefix: str) -> str:
    """A cell: fields for what may be changed, else its value, which the script keeps up to date."""
    step = cell.quantity.step
    found = page.program.inputs_of.get(step) if step is not None else None
    if not found or page.still:
        shown = value(cell, page)
        if not cell.range or step is None:
            return shown
        return f'{shown} <span class="range" data-range="{page.place(step)}">{text(cell.range)}</span>'
    return "".join([_field(each, page, prefix, slider=False) for each in found])


def _field(each: Input, page: Page, prefix: str, *, slider: bool = True) -> str:
    place = page.program.inputs.index(each)
    role = _ROLES.get(each.role, each.role)
    spoken = text(f"{each.quantity.definition.name} {role}".strip())
    shown = f'<span class="role" aria-hidden="true">{role}</span>' if role else ""
    fault = f'<span class="fault" role="alert" data-fault="{place}"></span></div>'
    if each.quantity.kind is BOOLEAN:
        now = field_text(each, page)
        options = "".join([f"<option{' selected' if word == now else ''}>{word}</option>" for word in ("yes", "no")])
        chooser = f'<select id="{prefix}-i{place}" data-input="{place}" aria-label="{spoken}">{options}</select>'
        return f'<div class="field">{chooser}{fault}'
    moved = f'<input type="range" min="0" max="1000" step="1" data-slider="{place}" aria-label="{spoken}, slider">'
    return (
        f'<div class="field">{shown}<input type="text" inputmode="decimal" id="{prefix}-i{place}" data-input="{place}" '
        f'value="{text(field_text(each, page))}" aria-label="{spoken}" autocomplete="off" spellcheck="false">'
        f'<span class="unit">{text(field_scale(each, page).unit)}</span>{moved if slider else ""}{fault}'
    )


def operands(pieces: tuple[Piece, ...], page: Page) -> str:
    """An expression with its numbers put in, which the script keeps up to date."""
    shown = []
    for piece in pieces:
        step = piece.quantity.step if piece.quantity is not None else None
        is_live = step is not None and step in page.script.places
        place = f'<span class="operand" data-operand="{page.place(step)}">' if step is not None and is_live else ""
        shown.append(f"{place}{formula(piece.text)}{'</span>' if place else ''}")
    return "".join(shown)


def _working(page: Page, prefix: str) -> str:
    rows = [_worked(each, page) for each in page.report.working if not _is_choice(each.row, page)]
    if page.opened is not None and page.is_live:
        rows.insert(0, f'<p class="hint" data-elsewhere hidden>{_ELSEWHERE}</p>')
    return _section("working", "Working", "".join(rows), prefix) if rows else ""


def _worked(working: Working, page: Page) -> str:
    row = working.row
    put_in = operands(working.put_in, page)
    if put_in and working.factor:  # a factor stays true when the numbers before it are moved
        put_in += f" {text(working.factor)}"
    lines = [formula(working.formula), put_in]
    equals = '<span class="equals">=</span>'
    body = "".join([f'<p class="line">{equals} {line}</p>' for line in lines if line])
    place = page.place(row.quantity.step) if row.quantity.step is not None else ""
    body += (
        f'<p class="line result"><span class="equals" data-relation="{place}">{row.relation}</span> '
        f"<strong>{value(row, page)}</strong></p>{histogram(row, page)}"
    )
    body += note(row.note) + _inside(working.inside, page)
    return f'<div class="worked"><h3>{name(row.name)}</h3><div>{body}</div></div>'


def _inside(steps: tuple[Inner, ...], page: Page) -> str:
    """The steps inside a quantity's calls, to be opened."""
    if not steps:
        return ""
    rows = [
        f'<tr><th scope="row">{name(step.path)}</th>'
        f'<td><span data-value="{page.place(step.index)}">{text(step.shown)}</span></td>'
        f"<td><code>{formula(step.written)}</code></td></tr>"
        for step in steps
    ]
    counted = "1 step" if len(rows) == 1 else f"{len(rows)} steps"
    return f"<details data-inside><summary>{counted} inside</summary><table>{''.join(rows)}</table></details>"


def _footer(page: Page) -> str:
    report = page.report
    lines = [*[remark.placed for remark in report.remarks], " ".join(report.footnotes)]
    paragraphs = "".join([f"<p>{prose(line)}</p>" for line in lines if line])
    return f"<footer>{paragraphs}{sources(report.sources)}</footer>"
