"""The scenarios of a sheet beside a run of it: what was given for the run holds in them too, but for what they change.

At central values only. A scenario that gives other numbers for assumptions has the steps of the run, of which those
alone are reckoned anew that these numbers reach. One that chooses other formulas, by a text or in other units, is a
sheet of its own to flatten.
"""

from __future__ import annotations

from estimator.model.faults import raise_errors
from estimator.model.found import Amount
from estimator.model.frames import NumberQuantity
from estimator.model.model import Model
from estimator.model.steps import Draw, Mean, Number
from estimator.notation.printer import print_value
from estimator.reckoning.central import check_values
from estimator.reckoning.estimate import PausedCollection, flattened
from estimator.reckoning.evaluate import CheckResult, Evaluation
from estimator.reckoning.running import reached_by, run, run_again
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.notation.tree import Override, Scenario


def in_scenario(evaluation: Evaluation, scenario: Scenario) -> Evaluation:
    """The same run in a scenario of its sheet, without ranges: its checks hold or fail at the central values.

    EstimateError where it cannot be, or a quantity has no value.
    """
    with PausedCollection():
        model, values = with_other_numbers(evaluation, scenario) or anew(evaluation, scenario)
    check_values(model, values)
    found = Evaluation(model, values)
    found.checks = [CheckResult(check, bool(values[check.step]), None) for check in model.checks]
    if any(check.horizon is not None for check in model.checks):
        from estimator.reckoning.horizons import with_horizons

        found.checks = with_horizons(found, central=True)
    return found


def with_other_numbers(evaluation: Evaluation, scenario: Scenario) -> tuple[Model, list[Any]] | None:
    """The model and the central values of a run in a scenario that gives other numbers, of the steps of the run.

    None where the scenario's steps may be others.
    """
    base = evaluation.model
    made = _made(base)
    if any(each.override is not None and id(each.override) in made for each in base.quantities.values()):
        return None  # what another scenario changed is not to hold in this one
    steps, quantities = list(base.steps), dict(base.quantities)
    changed, others = set[int](), False
    for override in scenario.overrides:
        if override.growth is not None:
            return None
        quantity, found = quantities.get(override.name), base.proposed.get((scenario.title, override.name))
        if not isinstance(quantity, NumberQuantity) or not isinstance(found, Amount) or found.kind != quantity.kind:
            return None
        step = steps[quantity.step]
        if not _is_input(step.expression) or not _is_input(found.value):
            return None
        before, after = _distribution(step.expression), _distribution(found.value)
        if after and not before:
            return None  # a mean of what was certain was no mean
        others = others or before != after
        steps[quantity.step] = replace(step, expression=_linked(found.value, step), span=override.expression.span)
        quantities[override.name] = _overridden(quantity, override, found)
        changed.add(quantity.step)
    wanted = reached_by(steps, changed)
    # Nor is the formula of a mean the same where an input is drawn otherwise.
    if others and any(steps[index].expression.__class__ is Mean for index in wanted):
        return None
    model = Model(base.module, steps)
    model.scenario, model.growing = scenario.title, base.growing
    model.quantities, model.checks = quantities, base.checks
    return model, run_again(steps, evaluation.values, wanted)


def _is_input(expression: StepExpression) -> bool:
    """Whether a step is a number or a draw of numbers."""
    return isinstance(expression, Number) or (
        isinstance(expression, Draw) and all(isinstance(each, Number) for each in expression.arguments)
    )


def _linked(expression: StepExpression, before: Step) -> StepExpression:
    """A draw with the correlations of the one that it stands for."""
    if isinstance(expression, Draw) and isinstance(before.expression, Draw):
        return replace(expression, linked=before.expression.linked)
    return expression


def _distribution(expression: StepExpression) -> str:
    return expression.distribution if isinstance(expression, Draw) else ""


def _overridden(quantity: NumberQuantity, override: Override, found: Amount) -> NumberQuantity:
    """An assumption with another number; it is shown in the unit behind its `->`, else in that of the override."""
    changed = replace(quantity, override=override, assumption=True)
    if quantity.definition.unit is not None:
        return changed
    shown = found.shown
    return replace(changed, unit=shown and shown.unit, magnitude="" if shown is None else shown.magnitude)


def anew(evaluation: Evaluation, scenario: Scenario) -> tuple[Model, list[Any]]:
    """The model and the central values of a sheet in a scenario, flattened by itself."""
    model = flattened(evaluation.model.module, _given(evaluation, scenario), scenario.title)
    raise_errors(model.problems)
    return model, run(model.steps)


def _given(evaluation: Evaluation, scenario: Scenario) -> list[str]:
    """The overrides `name=value` of a run that a scenario leaves as they are, but for those of another scenario."""
    made = _made(evaluation.model)
    names = {override.name for override in scenario.overrides}
    return [
        f"{name}={print_value(quantity.override)}"
        for name, quantity in evaluation.model.quantities.items()
        if quantity.override is not None and id(quantity.override) not in made and name not in names
    ]


def _made(model: Model) -> set[int]:
    """The identities of the overrides that the scenarios of a sheet make."""
    return {id(override) for each in model.module.scenarios.values() for override in each.overrides}
