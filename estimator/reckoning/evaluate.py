"""A model to its numbers: central values, ranges, and whether its checks hold."""

from __future__ import annotations

from estimator.model.steps import Draw, Mean
from estimator.problems import EstimateError
from estimator.reckoning.central import central_values, check_unit
from estimator.reckoning.faults import TOO_LARGE, TOO_SMALL, Fault, problem
from estimator.reckoning.vanished import vanished
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any

    from estimator.model.model import CheckStep, Model
    from estimator.problems import Problem
    from estimator.reckoning.closed import ClosedForms, Spread

INTERPOLATED = 1e-8  # of a range: how far its ends may be off where they lie between quantiles that are known
FARTHEST = 1e290  # of an end of a range in base units: in the unit that it is written in it is a number too
CLOSE = 2.0  # standard errors within which the draws do not tell two shares apart


@record
class CheckResult:
    """A check, whether it holds, and in what share of the cases (None without ranges).

    `error` is the standard error of that share, 0 where it does not come from chance; `close` says that the draws do
    not tell the share from the one that is asked. `later` is when a check fails that holds today and is to hold longer.
    """

    check: CheckStep
    holds: bool
    probability: float | None
    error: float = 0.0
    close: bool = False
    later: Later | None = None


@record
class Later:
    """The month in which a check fails, the check in the model of that time, and the sheet then at central values.

    `share` is that of the cases in which it holds then, where it is decided by it.
    """

    month: str
    check: CheckStep
    evaluation: Evaluation
    share: float | None


class Evaluation:
    """A model with its values: `values` by step, `spreads` of the uncertain quantities' steps, `checks`."""

    __slots__ = ("checks", "draws", "model", "read_as", "remarks", "spreads", "typed", "values")

    def __init__(self, model: Model, values: list[Any]) -> None:
        self.model = model
        self.values = values
        self.spreads: dict[int, Spread] = {}
        self.checks: list[CheckResult] = []
        self.draws = 0  # how many, where ranges came from sampling
        self.remarks: list[Problem] = []  # notes on how good the numbers are
        self.read_as = ""  # the line of the notation, where the text was none
        self.typed = ""  # and the text

    @property
    def problems(self) -> list[Problem]:
        """Warnings about the text, and notes on it and on the numbers."""
        return [*self.model.problems, *self.remarks]

    @property
    def all_hold(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)


def evaluate(model: Model) -> Evaluation:
    """Compute a model; EstimateError where a quantity has no value. Its checks are about today alone."""
    has_draws = any(step.expression.__class__ is Draw for step in model.steps)
    has_means = has_draws and any(step.expression.__class__ is Mean for step in model.steps)
    evaluation = Evaluation(model, central_values(model, on_arrays=has_means and _is_sampled(model)))
    probabilities: dict[int, tuple[float, float]] = {}
    if has_draws:
        probabilities = uncertain(evaluation)
        if has_means:
            from estimator.reckoning.doubts import doubts

            evaluation.remarks = doubts(model, evaluation.values)
    evaluation.remarks = [*evaluation.remarks, *vanished(model, evaluation.values)]
    for check in model.checks:
        holds, asked = bool(evaluation.values[check.step]), check.probability
        if check.step not in probabilities:
            evaluation.checks.append(CheckResult(check, holds, None))
            continue
        probability, error = probabilities[check.step]
        if asked is not None:
            holds = probability >= asked
        close = asked is not None and error > 0 and abs(probability - asked) < CLOSE * error
        evaluation.checks.append(CheckResult(check, holds, probability, error, close))
    return evaluation


def _is_sampled(model: Model) -> bool:
    """Whether some quantity is likely to be sampled."""
    from estimator.reckoning.closed import is_formed

    return not is_formed(model.steps, {each.step for each in model.quantities.values() if each.step is not None})


def uncertain(evaluation: Evaluation, wanted: AbstractSet[int] | None = None) -> dict[int, tuple[float, float]]:
    """Fill in the spreads; the probability of each check that depends on a range, and its standard error.

    Of the `wanted` steps alone, where not all are: these are as they are with all others. EstimateError.
    """
    from estimator.reckoning.closed import ClosedForms

    model = evaluation.model
    forms = ClosedForms(model.steps, evaluation.values)
    probabilities: dict[int, tuple[float, float]] = {}
    quantities: set[int] = set()
    for quantity in model.quantities.values():
        index = quantity.step
        if index is not None and not forms.is_certain(index):
            spread = forms.summary(index)
            if spread is None:
                quantities.add(index)
            elif wanted is None or index in wanted:
                form = forms.spread_of(index)
                if not spread.low and form is not None and form.log:
                    step = model.steps[index]
                    raise EstimateError([problem(Fault(step, TOO_SMALL), step)])
                evaluation.spreads[index] = spread
    checks: dict[int, float | None] = {}
    for check in model.checks:
        if not forms.is_certain(check.step):
            probability = forms.probability(model.steps[check.step].expression)
            if probability is None:
                checks[check.step] = check.probability
            else:
                probabilities[check.step] = (probability, 0.0)
    if quantities or checks:
        probabilities |= _drawn(evaluation, forms, quantities, checks, wanted)
    for quantity in model.quantities.values():
        index = quantity.step
        if index in evaluation.spreads:
            for end in (evaluation.spreads[index].low, evaluation.spreads[index].high):
                step = model.steps[index]
                if abs(end) > FARTHEST:
                    raise EstimateError([problem(Fault(step, TOO_LARGE), step)])
                if quantity.unit is not None:
                    check_unit(end, quantity, step)
    return probabilities


def _drawn(
    evaluation: Evaluation,
    forms: ClosedForms,
    quantities: set[int],
    checks: dict[int, float | None],
    wanted: AbstractSet[int] | None,
) -> dict[int, tuple[float, float]]:
    """The spreads of quantities and the probabilities of checks without a closed form.

    The checks are drawn by themselves where the quantities would leave fewer draws for them.
    """
    from estimator.reckoning.sampling import Sampler, summary

    sampler = Sampler(evaluation.model.steps, evaluation.values, forms)
    draws = {frozenset(quantities | set(checks)): sampler.draws_for(quantities, set(checks))}
    if quantities and checks and sampler.draws_for(set(), set(checks)) > min(draws.values()):
        draws = {frozenset(quantities): sampler.draws_for(quantities)}
        draws[frozenset(checks)] = sampler.draws_for(set(), set(checks))
    evaluation.draws = min(draws.values())
    probabilities: dict[int, tuple[float, float]] = {}
    for group, count in draws.items():
        for index, samples in sampler.sampled(group if wanted is None else group & wanted, count):
            if index in quantities:
                if (samples == samples.flat[0]).all():  # certain after all, as where a branch is never taken
                    continue
                spread = summary(samples)
                if sampler.drawn(index) == 1:  # the samples of one draw are its quantiles
                    error = (spread.high - spread.low) * INTERPOLATED
                    spread = replace(spread, low_error=error, high_error=error)
                evaluation.spreads[index] = spread
            elif samples.shape:  # else it comes out the same in every draw
                probabilities[index] = sampler.probability(index, float(samples.mean()), checks[index], count)
    return probabilities
