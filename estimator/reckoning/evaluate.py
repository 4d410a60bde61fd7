"""A model to its numbers: central values, ranges, and whether its checks hold."""

from __future__ import annotations

from estimator.model.steps import Draw
from estimator.reckoning.central import central_values
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import CheckStep, Model
    from estimator.reckoning.closed import Spread


@record
class CheckResult:
    """A check, whether it holds, and in what share of the cases (None without ranges)."""

    check: CheckStep
    holds: bool
    probability: float | None


class Evaluation:
    """A model with its values: `values` by step, `spreads` of the uncertain quantities' steps, `checks`."""

    __slots__ = ("checks", "draws", "model", "spreads", "values")

    def __init__(self, model: Model, values: list[Any]) -> None:
        self.model = model
        self.values = values
        self.spreads: dict[int, Spread] = {}
        self.checks: list[CheckResult] = []
        self.draws = 0  # how many, where ranges came from sampling

    @property
    def all_hold(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)


def evaluate(model: Model) -> Evaluation:
    """Compute a model; EstimateError where a quantity has no value."""
    evaluation = Evaluation(model, central_values(model))
    probabilities: dict[int, float] = {}
    if any(step.expression.__class__ is Draw for step in model.steps):
        probabilities = _uncertain(evaluation)
    for check in model.checks:
        probability = probabilities.get(check.step)
        holds = bool(evaluation.values[check.step])
        if check.probability is not None and probability is not None:
            holds = probability >= check.probability
        evaluation.checks.append(CheckResult(check, holds, probability))
    return evaluation


def _uncertain(evaluation: Evaluation) -> dict[int, float]:
    """Fill in the spreads; the probability of each check that depends on a range."""
    from estimator.reckoning.closed import ClosedForms

    model, values = evaluation.model, evaluation.values
    forms = ClosedForms(model.steps, values)
    probabilities: dict[int, float] = {}
    unknown: set[int] = set()
    for quantity in model.quantities.values():
        index = quantity.step
        if index is not None and not forms.is_certain(index):
            spread = forms.summary(index)
            if spread is None:
                unknown.add(index)
            else:
                evaluation.spreads[index] = spread
    for check in model.checks:
        if not forms.is_certain(check.step):
            probability = forms.probability(model.steps[check.step].expression)
            if probability is None:
                unknown.add(check.step)
            else:
                probabilities[check.step] = probability
    if unknown:
        from estimator.reckoning.sampling import draws_for, sampled, summary

        evaluation.draws = draws_for(forms)
        checks = {check.step for check in model.checks}
        for index, samples in sampled(model.steps, values, forms, unknown, evaluation.draws):
            if index in checks:
                probabilities[index] = float(samples.mean())
            else:
                evaluation.spreads[index] = summary(samples)
    return probabilities
