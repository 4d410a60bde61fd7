"""An evaluated sheet to its report: which quantities are answers, what is said of them, the scenarios beside them."""

from __future__ import annotations

import os

from estimator.languages.cases import case_of, range_of
from estimator.languages.checks import says
from estimator.languages.grids import cells_of, grids_of
from estimator.languages.growths import later_case, with_growth
from estimator.languages.imprint import imprint_of
from estimator.languages.inside import inner_steps
from estimator.languages.pieces import put_in
from estimator.languages.report import (
    REFERENCE,
    SHEET,
    TOOLBOX,
    Function,
    Outcome,
    Remark,
    Report,
    Row,
    Verdict,
    Working,
)
from estimator.languages.step_tables import step_tables
from estimator.languages.time_steps import time_factor, time_text
from estimator.languages.values import SIGNS, Values
from estimator.model.describe import BOOLEAN
from estimator.model.files import MARKDOWN
from estimator.model.steps import Draw, Mean
from estimator.notation.allowances import told_note
from estimator.notation.printer import print_expression, print_value, signature
from estimator.notation.sentences import summary
from estimator.notation.walking import names_needed
from estimator.problems import EstimateError
from estimator.reckoning.scenarios import in_scenario
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.notation.correlations import Correlated
    from estimator.notation.tree import Scenario
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import CheckResult, Evaluation

ALL = "*"  # all quantities are to be opened
MOST_RUN, MOST_STEPS = 12, 30_000  # scenarios that are run beside a sheet, and their steps together
NOT_RUN = "not run beside so many others or so large a sheet: run it by itself"
_DECIMAL_BYTES = frozenset(("KB", "MB", "GB", "TB", "PB", "EB"))


def reported(
    evaluation: Evaluation, values: Values | None = None, opened: Iterable[str] = (), *, scenarios: bool = True
) -> Report:
    """The report of an evaluation, with numbers as `values` shows them.

    `opened` names the quantities whose inner steps it has, `*` for all. `scenarios` are run for it, unless left out.
    """
    values = values or Values(evaluation)
    model = evaluation.model
    rows = {name: row_of(quantity, values) for name, quantity in model.quantities.items()}
    cells = cells_of(model.module)
    others = [row for name, row in rows.items() if name not in cells]
    answers = tuple([rows[each.definition.name] for each in answers_of(model)])
    kind = kind_of(model)
    source = model.module.source
    return Report(
        title=title_of(model),
        scenario=model.scenario,
        lead=_lead(model),
        kind=kind,
        rows=tuple(rows.values()),
        answers=answers,
        tables=grids_of(model.module, rows),
        assumptions=tuple([row for row in others if row.quantity.assumption]),
        working=workings([*_opened_cells(rows, cells, opened), *others], values, opened),
        functions=_functions(model) if kind == TOOLBOX else (),
        thresholds=step_tables(model.module),
        verdicts=tuple([verdict_of(result, values) for result in evaluation.checks]),
        scenarios=_outcomes(evaluation, values, answers) if scenarios else (),
        remarks=tuple([remark_of(each) for each in evaluation.problems if each.severity != "error"]),
        ranges=ranges_hold(f"{evaluation.draws:,} draws" if evaluation.draws else "") if evaluation.spreads else "",
        conventions=_conventions(evaluation),
        sources=model.module.sheet.documentation.sources,
        imprint=imprint_of(model.module),
        document=source.text if source.name.endswith(MARKDOWN) else "",
    )


def _opened_cells(rows: dict[str, Row], cells: set[str], opened: Iterable[str]) -> list[Row]:
    """The cells of tables whose working is asked for."""
    names = frozenset(opened)
    return [row for name, row in rows.items() if name in cells and (name in names or ALL in names)]


def kind_of(model: Model) -> str:
    """What a sheet is there for: a toolbox has more functions than numbers, a reference sources for most of these."""
    cells = cells_of(model.module)
    quantities = [each for name, each in model.quantities.items() if name not in cells]
    functions = sum(1 for each in model.module.definitions.values() if each.parameters is not None)
    declares = bool(model.module.releases or model.module.settings)
    is_for_others = functions >= max(1, len(quantities)) or (not quantities and declares)
    if is_for_others and all(each.assumption or each.definition.documentation.sources for each in quantities):
        return TOOLBOX
    sourced = sum(1 for each in quantities if each.definition.documentation.sources)
    return REFERENCE if quantities and not model.checks and sourced * 2 > len(quantities) else SHEET


def answers_of(model: Model) -> list[Quantity]:
    """The answers: worked quantities that no other one needs; of a sheet without any, nothing."""
    quantities = model.quantities.values()
    needed = names_needed([quantity.definition for quantity in quantities]) | cells_of(model.module)
    return [each for each in quantities if not each.assumption and each.definition.name not in needed]


def title_of(model: Model) -> str:
    """The first line of a sheet's description, else its file's name; and the scenario that it is in."""
    title = model.module.sheet.title or os.path.basename(model.module.source.name)
    return f'{title} (scenario "{model.scenario}")' if model.scenario else title


def _lead(model: Model) -> tuple[str, ...]:
    """What a sheet says of itself below its title, a paragraph each, and the releases that it lists."""
    lines = model.module.sheet.documentation.text[1:]
    paragraphs = [" ".join(part.split()) for part in "\n".join(lines).split("\n\n")]
    releases = [f"{product}: {', '.join(line.known)}" for product, line in model.module.releases.items()]
    return tuple([part for part in [*paragraphs, *releases] if part])


def row_of(quantity: Quantity, values: Values) -> Row:
    """A quantity as a row."""
    definition = quantity.definition
    documentation = definition.documentation
    spread = values.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
    given = quantity.override is not None
    return Row(
        name=definition.name,
        quantity=quantity,
        written=values.written(quantity) if quantity.assumption else values.formula(quantity),
        shown=values.shown(quantity),
        relation=values.relation(quantity),
        range=values.range(quantity),
        spread=spread if quantity.kind is not BOOLEAN else None,
        note=with_growth(told_note(definition.note) or " ".join(documentation.text), quantity),
        given=with_growth(f"given, instead of {print_expression(definition.expression)}", quantity) if given else "",
        sources=documentation.sources,
        as_of=documentation.as_of,
    )


def workings(rows: Iterable[Row], values: Values, opened: Iterable[str] = ()) -> tuple[Working, ...]:
    """How the worked of some quantities are worked out, with the steps inside the calls of those that are opened."""
    names = frozenset(opened)
    found = []
    for row in rows:
        if not row.quantity.assumption:
            inside = inner_steps(row.quantity, values) if ALL in names or row.name in names else []
            numbers = put_in(row.quantity.definition.expression, values)
            said = time_text(row.quantity, values), time_factor(row.quantity, values)
            found.append(Working(row, row.written, numbers, *said, tuple(inside)))
    return tuple(found)


def _functions(model: Model) -> tuple[Function, ...]:
    """The functions that a sheet defines."""
    definitions = [each for each in model.module.definitions.values() if each.parameters is not None]
    return tuple([Function(signature(each), summary(each.documentation) or each.note) for each in definitions])


def verdict_of(result: CheckResult, values: Values) -> Verdict:
    """What is said of a check."""
    check = result.check.check
    worked = put_in(check.expression, values)
    central = bool(values.evaluation.values[result.check.step])
    lasting = f" for {print_expression(check.horizon)}" if check.horizon is not None else ""
    return Verdict(
        text=print_expression(check.expression, signs=SIGNS) + lasting,
        written=print_expression(check.expression) + lasting,
        holds=result.holds,
        says=says(result),
        worked=worked,
        case=later_case(result, values) or case_of(result.check, values) or worked,
        range=range_of(check, values) if central and result.later is None else "",
        note=told_note(check.note),
        probability=result.probability,
        asked=result.check.probability,
        central=central,
        step=result.check.step,
        lasting=lasting,
    )


def _outcomes(base: Evaluation, values: Values, answers: tuple[Row, ...]) -> tuple[Outcome, ...]:
    """The scenarios of a sheet; the first of them, by how large they are, are run beside it."""
    found: list[Outcome] = []
    spent, room = 0, MOST_STEPS - len(base.model.steps)
    for place, scenario in enumerate(base.model.module.scenarios.values()):
        if place >= MOST_RUN or spent > room:
            found.append(_without_results(scenario, NOT_RUN))
            continue
        try:
            run = in_scenario(base, scenario)
            spent += len(run.model.steps)
            found.append(_outcome(scenario, run, base, values, answers))
        except EstimateError as error:
            spent += len(base.model.steps)
            found.append(_without_results(scenario, f"no value: {error.problems[0].message}"))
    return tuple(found)


def _outcome(
    scenario: Scenario, evaluation: Evaluation, base: Evaluation, values: Values, answers: tuple[Row, ...]
) -> Outcome:
    """What a scenario that was run comes to."""
    own = Values(evaluation, values.digits, exact=values.exact)
    rows = tuple([row_of(evaluation.model.quantities[each.name], own) for each in answers])
    verdicts = []
    for result, here in zip(evaluation.checks, base.checks, strict=True):
        verdict = verdict_of(result, own)
        said = f"{verdict.says} at the central values" if here.probability is not None else verdict.says
        verdicts.append(replace(verdict, says=said))
    changed = _without_results(scenario, "")
    return replace(changed, answers=rows, verdicts=tuple(verdicts), evaluation=evaluation)


def _without_results(scenario: Scenario, problem: str) -> Outcome:
    names = tuple([each.name for each in scenario.overrides])
    changes = tuple([f"{each.name} = {print_value(each)}" for each in scenario.overrides])
    return Outcome(scenario.title, names, changes, told_note(scenario.note), (), (), problem, None)


def remark_of(problem: Problem) -> Remark:
    """A warning or a note."""
    source = problem.marks[0].source
    line = source.location(problem.marks[0].start)[0] if "\n" in source.text else 0
    return Remark(problem.severity, problem.message, problem.remedy, line, problem)


def ranges_hold(how: str) -> str:
    """What a range is, and what it was made from: `100,000 draws`, or nothing where it is a closed form."""
    return f"Ranges hold in 90% of the cases{f', from {how}' if how else ''}."


def correlation_text(line: Correlated) -> str:
    """A correlation as a sentence, as in `users and rate are correlated by 60%`."""
    *most, last = [name.path for name in line.names]
    return f"{', '.join(most)} and {last} are correlated by {print_expression(line.expression)}."


def _conventions(evaluation: Evaluation) -> tuple[str, ...]:
    """What ranges are averaged over, and what the units mean here."""
    model = evaluation.model
    said = []
    if evaluation.spreads and any(step.expression.__class__ is Mean for step in model.steps):
        said.append("Where a range is the spread of lengths or sizes, what it takes is averaged over it.")
    if evaluation.spreads and any(step.expression.__class__ is Draw and step.expression.linked for step in model.steps):
        said += [correlation_text(line) for line in model.module.correlations]
    if model.module.passed:
        *most, last = model.module.passed
        names = f"{', '.join(most)} and {last}" if most else last
        said.append(f"All calls take {names} as settings, but where they give their own.")
    words = {word.rstrip("s") for text in model.units for word in text.replace("*", "/").split("/")}
    own = {name for line in model.module.declarations for name in line.names}
    units = []
    if "year" in words and "year" not in own:
        units.append("A year is 365 days.")
    if "month" in words and "month" not in own:
        units.append("A month is a twelfth of 365 days.")
    if words & _DECIMAL_BYTES:
        units.append("1 KB is 1000 B.")
    units += [
        f"{line.names[0]} is {print_expression(line.expression)} here."
        for line in model.module.declarations
        if line.expression is not None
    ]
    return (*said, " ".join(units)) if units else tuple(said)
