"""The scenarios of a sheet beside a run of it: what was given for the run holds in them too, but for what they change.

At central values only: each scenario is a sheet of its own to flatten, and ranges would take many times as long.
"""

from __future__ import annotations

from estimator.model.faults import raise_errors
from estimator.notation.printer import print_expression
from estimator.reckoning.central import central_values
from estimator.reckoning.estimate import PausedCollection, flattened
from estimator.reckoning.evaluate import CheckResult, Evaluation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.model import Model
    from estimator.notation.tree import Scenario


def in_scenario(evaluation: Evaluation, scenario: Scenario) -> Model:
    """The model of the same run in a scenario of its sheet; its problems are not raised. EstimateError."""
    with PausedCollection():
        return flattened(evaluation.model.module, given(evaluation, scenario), scenario.title)


def centrally(model: Model) -> Evaluation:
    """A model without ranges: its checks hold or fail at the central values. EstimateError where one has no value."""
    raise_errors(model.problems)
    evaluation = Evaluation(model, central_values(model))
    evaluation.checks = [CheckResult(check, bool(evaluation.values[check.step]), None) for check in model.checks]
    return evaluation


def given(evaluation: Evaluation, scenario: Scenario) -> list[str]:
    """The overrides `name=value` of a run that a scenario leaves as they are, but for those of another scenario."""
    made = {id(override) for each in evaluation.model.module.scenarios.values() for override in each.overrides}
    names = {override.name for override in scenario.overrides}
    return [
        f"{name}={print_expression(quantity.override.expression)}"
        for name, quantity in evaluation.model.quantities.items()
        if quantity.override is not None and id(quantity.override) not in made and name not in names
    ]
