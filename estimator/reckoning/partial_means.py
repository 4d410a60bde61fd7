"""Means over a spread beside what is not known: one for each draw of the others, over all points of the spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.steps import Draw, Mean, references
from estimator.reckoning.careful_samples import samples
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import is_shipped
from estimator.reckoning.mean_points import POINTS, order, points_of
from estimator.reckoning.means import Dependence, parameters_of

if TYPE_CHECKING:
    from estimator.model.steps import Step, StepExpression

FEW = 100  # draws by which it is told whether many of them are alike
KINDS = 16  # up to which a comparison of all draws with each is cheaper than to sort them
AT_ONCE = 256  # draws of the others, each with all points: two megabytes an array


class PartialMeans:
    """The means of a sheet that are over some of the draws behind them alone."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.dependence = Dependence(steps)

    def worked(self, mean: Mean) -> list[int]:
        """The steps that differ from point to point of what a mean is over, in order; without the draws."""
        return self.dependence.averaged(mean)[1]

    def read(self, mean: Mean) -> set[int]:
        """The steps whose samples the mean needs besides."""
        worked = self.worked(mean)
        inside = {*worked, *mean.over}
        expressions = [mean.operand, *[self.steps[index].expression for index in worked]]
        return {each for expression in expressions for each in references(expression)} - inside

    def sampled(self, mean: Mean, values: list[Any], draws: int, *, shipped: bool) -> Any:
        """A value for each draw; nan where a point has none."""
        worked = self.worked(mean)
        columns = {}
        for place, index in enumerate(mean.over):
            draw = self.steps[index].expression
            assert isinstance(draw, Draw)
            ascending = np.array(points_of(draw.distribution, parameters_of(draw, values)))
            columns[index] = ascending[order(place)]
        arrays = [index for index in sorted(self.read(mean)) if np.ndim(values[index])]
        given, places = different_rows([values[index] for index in arrays], draws)
        count = len(given)
        found = np.empty(count)
        for start in range(0, count, AT_ONCE):
            width = min(AT_ONCE, count - start)
            at_hand = list(values)
            for column, index in enumerate(arrays):
                part = given[start : start + width, column].astype(np.asarray(values[index]).dtype)
                at_hand[index] = np.repeat(part, POINTS)
            for index, points in columns.items():
                at_hand[index] = np.tile(points, width)
            for index in worked:
                at_hand[index] = _computed(self.steps[index].expression, at_hand, shipped=is_shipped(self.steps[index]))
            each = np.asarray(_computed(mean.operand, at_hand, shipped=shipped), dtype=float)
            found[start : start + width] = np.broadcast_to(each, (width * POINTS,)).reshape(width, POINTS).mean(axis=1)
        return found if places is None else found[places]


def distinct(samples: list[Any], draws: int) -> int:
    """How many different cases some samples are, of which a mean has the same value in each."""
    return len(different_rows(samples, draws)[0])


def different_rows(samples: list[Any], draws: int) -> tuple[Any, Any]:
    """The different rows of some samples, and which of them each draw has; None where they are all of them."""
    rows = np.column_stack([np.broadcast_to(each, (draws,)) for each in samples]) if samples else np.zeros((draws, 0))
    if len(np.unique(rows[:FEW])) > FEW // 2:  # of what grows evenly no two are alike
        return rows, None
    kinds = np.full(draws, -1)
    firsts: list[int] = []
    while (kinds < 0).any():
        first = int(np.argmax(kinds < 0))
        alike = (rows == rows[first]).all(axis=1)
        if len(firsts) == KINDS or not alike[first]:  # many, or no number, which is like nothing: all are sorted
            found, places = np.unique(rows, axis=0, return_inverse=True)
            return found, places.reshape(-1)
        kinds[alike] = len(firsts)
        firsts.append(first)
    found, places = np.unique(rows[firsts], axis=0, return_inverse=True)
    return found, places.reshape(-1)[kinds]


def _computed(expression: StepExpression, values: list[Any], *, shipped: bool) -> Any:
    """An expression on arrays; nan where it has no value."""
    if isinstance(expression, Mean):
        return _computed(expression.operand, values, shipped=shipped)
    try:
        with np.errstate(all="raise", under="ignore" if shipped else "raise"):
            return compile_step(expression)(values)
    except (ArithmeticError, ValueError):
        return samples(expression, values, shipped=shipped)
