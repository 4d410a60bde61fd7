"""Means that are far off, said: those over points whose ranges are too wide for the points that there are.

Two things keep the mean over points from the true one. A tail that is heavier than its points: where a value grows as a
power of a draw, the same power has a mean that is known, to hold the points' one against. And luck in how the draws
meet, which another way to pair them tells.
"""

from __future__ import annotations

import math

from estimator.model.input_distributions import MIXTURE, PERCENTILES, family
from estimator.model.steps import Draw, Mean
from estimator.problems import Mark, Problem
from estimator.reckoning.distributions import moment, quantile, sides
from estimator.reckoning.faults import Faulted
from estimator.reckoning.means import POINTS, Averaging, Dependence, Shared, parameters_of, points_of, power_of_draw
from estimator.reckoning.taken import is_drawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import Model
    from estimator.reckoning.closures import Closure

LEAST = 0.005  # relative; a mean that is less off goes without a word
HEAVY = 0.2  # standard deviations of a logarithm: `1 to 2`; a narrower range has no tail to speak of
PAIRED = 0.5  # the same, squared, of all draws of a mean together, from which on their pairs matter
NEARLY = 0.02  # a power that is as near to 1 is one but for a rounding
TAILED = frozenset(("exponential", "pareto", PERCENTILES, MIXTURE))
FARTHER = 16.0  # times the upper end, for the growth there without the steps of a rounding


def doubts(model: Model, values: list[Any]) -> list[Problem]:
    """A note for each mean that may be off by more than half a per cent."""
    found = []
    dependence, shared = Dependence(model.steps), Shared(values, 0)
    compiled: dict[int, Closure] = {}
    for index, step in enumerate(model.steps):
        if isinstance(step.expression, Mean) and isinstance(values[index], float) and values[index]:
            off = _off(step.expression, values[index], dependence, compiled, shared)
            if off > LEAST:
                size = f"{off:.1%}" if off < 0.1 else f"{off:.0%}" if off < 1 else "a multiple"
                message = f"this mean is over {POINTS} points of a wide range, and may be off by {size}"
                found.append(Problem(message, (Mark(step.source, *step.span),), severity="note"))
    return found


def _off(mean: Mean, found: float, dependence: Dependence, compiled: dict[int, Closure], shared: Shared) -> float:
    """How far off a mean that was found is, relative, as far as can be told."""
    steps, values = dependence.steps, shared.values
    if not is_drawn(mean.operand, steps, values):
        return 0.0
    averaging = Averaging(mean, steps, values, compiled, dependence, shared)
    compiled.update(averaging.program)
    spreads = []
    for index in averaging.draws:
        draw = steps[index].expression
        assert isinstance(draw, Draw)
        spreads.append(_width(draw, values))
    power = power_of_draw(mean.operand, steps)
    if power is not None and max(spreads) > 0:  # known exactly
        return 0.0
    tails = [_tail(averaging, place, values) for place, spread in enumerate(spreads) if spread > HEAVY]
    off = max(tails, default=0.0)
    if len(spreads) > 1 and sum([spread * spread for spread in spreads]) > PAIRED:
        try:
            other = averaging.mean(shift=len(spreads), at_once=True)
        except (Faulted, ArithmeticError, ValueError):
            return off
        off += abs(other - found) / abs(found)
    return off


def _width(draw: Draw, values: list[Any]) -> float:
    """How wide a draw is, as the deviation of a logarithm; 1 of what has a tail of another sort, 0 of what has none."""
    spread = sides(draw.distribution, parameters_of(draw, values))
    if spread is None:
        return float(family(draw.distribution) in TAILED)
    return max(spread.below, spread.above) if spread.log else 0.0


def _tail(averaging: Averaging, place: int, values: list[Any]) -> float:
    """How far off the points' mean of a draw is, to the power to which the value grows with it at its upper end."""
    draw = averaging.steps[averaging.draws[place]].expression
    assert isinstance(draw, Draw)
    parameters = parameters_of(draw, values)
    middle = [float(values[index]) for index in averaging.draws]
    end = quantile(draw.distribution, parameters, 1 - 0.5 / POINTS)
    try:
        near, far = [abs(averaging.at((*middle[:place], at, *middle[place + 1 :]))) for at in (end, end * FARTHER)]
        power = math.log(far / near) / math.log(FARTHER) if near and far else 0.0
        power = 1.0 if abs(power - 1) < NEARLY else power
        exact = moment(draw.distribution, parameters, power)
        found = math.fsum([each**power for each in points_of(draw.distribution, parameters)]) / POINTS
    except (Faulted, ArithmeticError, ValueError):
        return math.inf
    return 0.0 if exact is None else abs(found - exact) / exact
