"""`mean(x)`: the mean of a value over the ranges that it depends on, at points that are the same on every run.

Each draw runs through its 1024 quantiles from (0 + 1/2)/1024 to (1023 + 1/2)/1024, so that the mean over one of them is
a midpoint rule. The first in order of the steps runs through them in ascending order; each further one in the order of
the fractional parts of i times the square root of a prime, which spreads the pairs evenly (a Latin hypercube made from
a Kronecker sequence). Any backend can do the same with a column for each draw.
"""

from __future__ import annotations

import math

from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Apply, Draw, Mean, Number, Operation, Ref, parts, references
from estimator.reckoning.central import Fault, Faulted, execute
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import mean, normal_quantile, quantiles, sides, upper_half
from estimator.reckoning.taken import is_drawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure
    from estimator.reckoning.distributions import Sides

POINTS = 1024
# Where the last stratum of a standard normal distribution begins, and its mean there.
LAST = normal_quantile(1 - 1 / POINTS)
FIRST = normal_quantile(0.5 / POINTS)  # the middle of the first one
LAST_MEAN = POINTS * math.exp(-LAST * LAST / 2) / math.sqrt(2 * math.pi)
# From so many steps on below a mean, or in a sheet, all its points are computed at once: numpy's start pays then.
LONG, LARGE = 150, 3000
COSTLY = 100  # what a function counts from which on one call is as long as a hundred steps
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
_orders: dict[int, list[int]] = {}
# The quantiles of a draw serve all the means that it is in; a sheet has few, a library of sheets many.
_ascending: dict[tuple[str | float, ...], list[float]] = {}
MOST_KEPT = 64


def mean_of(
    operand: StepExpression, steps: list[Step], values: list[Any], closures: dict[int, Closure] | None = None
) -> float:
    """The mean of an expression over the draws in it; `closures` are those of the steps that are at hand.

    Faulted where a point of it has no value.
    """
    if not is_drawn(operand, steps, values):
        return float(compile_step(operand)(values))
    power = power_of_draw(operand, steps)
    if power is not None:
        index, exponent = power
        draw = steps[index].expression
        assert isinstance(draw, Draw)
        closed = moment(draw.distribution, parameters_of(draw, values), exponent)
        if closed is not None:
            return closed
    return Averaging(operand, steps, values, closures).mean()


class Averaging:
    """An expression at the points of the draws in it."""

    def __init__(
        self, operand: StepExpression, steps: list[Step], values: list[Any], closures: dict[int, Closure] | None = None
    ) -> None:
        varying, known = varying_steps(operand, steps), closures or {}
        self.operand = operand
        self.steps = steps
        self.at_hand = list(values)
        self.draws = [index for index in varying if isinstance(steps[index].expression, Draw)]
        self.worked = [index for index in varying if not isinstance(steps[index].expression, Draw)]
        self.program = [(index, known.get(index) or compile_step(steps[index].expression)) for index in self.worked]
        self.closure = compile_step(operand)

    def mean(self, shift: int = 0, *, at_once: bool = False) -> float:
        """The mean over the points, in other pairs where the draws' places are shifted. Faulted, OverflowError."""
        columns = [self._column(index, place + shift) for place, index in enumerate(self.draws)]
        if at_once or len(self.program) > LONG or len(self.steps) > LARGE or self._is_costly():
            found = self._at_once(columns)
            if found is not None:
                return found
        return math.fsum([self.at(point) for point in zip(*columns, strict=True)]) / POINTS

    def at(self, point: tuple[float, ...]) -> float:
        """The value where the draws have these values. Faulted, OverflowError."""
        for index, value in zip(self.draws, point, strict=True):
            self.at_hand[index] = value
        execute(self.program, self.steps, self.at_hand)
        found = self.closure(self.at_hand)
        if isinstance(found, Fault):
            raise Faulted(found)
        if not math.isfinite(found):
            raise OverflowError
        return float(found)

    def _column(self, index: int, place: int) -> list[float]:
        draw = self.steps[index].expression
        assert isinstance(draw, Draw)
        ascending = points_of(draw.distribution, parameters_of(draw, self.at_hand))
        return [ascending[rank] for rank in order(place)]

    def _is_costly(self) -> bool:
        """Whether one point takes so long that numpy's start is worth it."""
        expressions = [self.operand, *[self.steps[index].expression for index in self.worked]]
        applied = [part for each in expressions for part in parts(each) if isinstance(part, Apply)]
        return any(FUNCTIONS[part.function].cost >= COSTLY for part in applied)

    def _at_once(self, columns: list[list[float]]) -> float | None:
        """The mean with all points at once, which serves long sheets; None where that is not exact, or one faults."""
        import numpy as np

        from estimator.reckoning.arrays import are_exact

        if not are_exact([self.operand, *[self.steps[index].expression for index in self.worked]]):
            return None
        at_hand = list(self.at_hand)
        for index, column in zip(self.draws, columns, strict=True):
            at_hand[index] = np.array(column)
        try:
            with np.errstate(all="raise", under="ignore"):
                for index, step in self.program:
                    at_hand[index] = step(at_hand)
                found = np.broadcast_to(np.asarray(self.closure(at_hand), dtype=float), (POINTS,))
        except (Faulted, ArithmeticError, TypeError, ValueError):
            return None
        return math.fsum(found.tolist()) / POINTS if np.isfinite(found).all() else None


def order(place: int) -> list[int]:
    """Which quantile the draw of a place has at each point."""
    if place not in _orders:
        if place == 0:
            _orders[place] = list(range(POINTS))
        else:
            step = math.sqrt(_PRIMES[(place - 1) % len(_PRIMES)]) + (place - 1) // len(_PRIMES) * math.pi
            by_fraction = sorted(range(POINTS), key=lambda point: (point + 0.5) * step % 1.0)
            ranks = [0] * POINTS
            for rank, point in enumerate(by_fraction):
                ranks[point] = rank
            _orders[place] = ranks  # whole, for another thread may look at any moment
    return _orders[place]


def parameters_of(draw: Draw, values: list[Any]) -> list[float]:
    """The numbers that make a draw what it is."""
    return [float(compile_step(argument)(values)) for argument in draw.arguments]


def power_of_draw(operand: StepExpression, steps: list[Step]) -> tuple[int, float] | None:
    """The step of the draw that an expression is a power of, and the exponent; None for anything else."""
    exponent = 1.0
    match operand:
        case Operation("^", base, Number(value)):
            operand, exponent = base, value
        case _:
            pass
    while isinstance(operand, Ref):
        index = operand.index
        if isinstance(steps[index].expression, Draw):
            return index, exponent
        operand = steps[index].expression
    return None


def moment(distribution: str, values: list[float], exponent: float) -> float | None:
    """The mean of a power of a draw, exactly; None without a closed form. ValueError, OverflowError."""
    if exponent == 1:
        return mean(distribution, values)
    spread = sides(distribution, values)
    if spread is None or not spread.log:
        return None
    sides_of_it = upper_half(-exponent * spread.below) + upper_half(exponent * spread.above)
    return math.exp(exponent * spread.center) * sides_of_it


def points(distribution: str, values: list[float]) -> list[float]:
    """The values of a draw at its points, in ascending order: the middle of each stratum, the mean of an endless one.

    What lies beyond the middle of the last stratum is what makes the mean of a heavy tail.
    """
    found = quantiles(distribution, values, POINTS)
    spread = sides(distribution, values)
    if spread is not None and spread.above:
        if spread.log:
            found[-1] = _last_stratum(spread, found[-1])
        else:
            found[0] = spread.center - spread.below * LAST_MEAN
            found[-1] = spread.center + spread.above * LAST_MEAN
    return found


def _last_stratum(spread: Sides, middle: float) -> float:
    """The mean of the last stratum of a lognormal spread; its middle where no float holds the mean of such a tail."""
    try:
        return POINTS * math.exp(spread.center) * upper_half(spread.above, LAST)
    except OverflowError:
        return middle


def points_of(distribution: str, values: list[float]) -> list[float]:
    """The same, kept, for a draw serves all the means that it is in."""
    known: tuple[str | float, ...] = (distribution, *values)
    found = _ascending.get(known)
    if found is None:
        found = points(distribution, values)
        if len(_ascending) >= MOST_KEPT:
            _ascending.clear()  # also under another thread, which has what it asked for in its hand
        _ascending[known] = found
    return found


def varying_steps(operand: StepExpression, steps: list[Step]) -> list[int]:
    """The steps below an expression that differ from point to point, in order."""
    found: set[int] = set()
    waiting = list(references(operand))
    while waiting:
        index = waiting.pop()
        if index not in found and not isinstance(steps[index].expression, Mean):
            found.add(index)
            waiting.extend(references(steps[index].expression))
    varying: set[int] = set()
    for index in sorted(found):
        expression = steps[index].expression
        if isinstance(expression, Draw) or any(each in varying for each in references(expression)):
            varying.add(index)
    return sorted(varying)
