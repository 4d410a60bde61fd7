"""`mean(x)`: the mean of a value over the ranges that it depends on, at points that are the same on every run.

Each draw runs through its 1024 quantiles from (0 + 1/2)/1024 to (1023 + 1/2)/1024, so that the mean over one of them is
a midpoint rule. The first in order of the steps runs through them in ascending order; each further one in the order of
the fractional parts of i times the square root of a prime, which spreads the pairs evenly (a Latin hypercube made from
a Kronecker sequence). Any backend can do the same with a column for each draw.
"""

from __future__ import annotations

import math
import sys

from estimator.model.expectation import draws_behind
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import PERCENTILES
from estimator.model.normals import normal_quantile, upper_half
from estimator.model.steps import Apply, Draw, Mean, Number, Operation, Ref, parts, references
from estimator.reckoning.closures import compile_step
from estimator.reckoning.curves import curve
from estimator.reckoning.distributions import moment, quantile, quantiles, sides
from estimator.reckoning.faults import Fault, Faulted, execute, is_shipped
from estimator.reckoning.taken import is_drawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure

POINTS = 1024
# Where the last stratum of a standard normal distribution begins, and its mean there.
LAST = normal_quantile(1 - 1 / POINTS)
FIRST = normal_quantile(0.5 / POINTS)  # the middle of the first one
LAST_MEAN = POINTS * math.exp(-LAST * LAST / 2) / math.sqrt(2 * math.pi)
# From so many steps on below a mean, or in a sheet, all its points are computed at once: numpy's start pays then.
LONG, LARGE = 150, 3000
MANY, USUAL = 500, 10  # steps in all means of a run, and in one that is still to come: as long as numpy's start
SHORT = 2  # the same in a mean where numpy has started
COSTLY = 100  # what a function counts from which on one call is as long as a hundred steps
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
_orders: dict[int, list[int]] = {}
_order_arrays: dict[int, Any] = {}
# The quantiles of a draw serve all the means that it is in; a sheet has few, a library of sheets many.
_ascending: dict[tuple[str | float, ...], list[float]] = {}
_points: dict[tuple[str | float, ...], Any] = {}  # the same as arrays, in the order of their place among the draws
MOST_KEPT = 64
MOST_ARRAYS = 4_000  # that means share, of 8 KB each


class Means:
    """The means of some steps: each over the draws in it, from the values of a run; what they share is kept for it.

    `closures` are those of the steps that are at hand; `on_arrays` says that numpy is needed anyway.
    """

    def __init__(self, steps: list[Step], closures: dict[int, Closure], *, on_arrays: bool = False) -> None:
        self.steps = steps
        self.closures = closures
        self.dependence = Dependence(steps)
        self.last = 0  # the last mean's step
        self.count = 0
        self.on_arrays = on_arrays
        self.shared: Shared | None = None

    def closure(self, index: int, mean: Mean) -> Closure:
        """The closure of a step that is a mean. Faulted where a point of it has no value."""
        self.last = index
        self.count += 1
        return lambda values: self._mean(index, mean, values)

    def _mean(self, index: int, step: Mean, values: list[Any]) -> float:
        operand = step.operand
        if not is_drawn(operand, self.steps, values):
            return float(compile_step(operand)(values))
        power = power_of_draw(operand, self.steps)
        if power is not None and (not step.over or power[0] in step.over):
            draw = self.steps[power[0]].expression
            assert isinstance(draw, Draw)
            closed = moment(draw.distribution, parameters_of(draw, values), power[1])
            if closed is not None:
                return closed
        # Another thread may have begun a run of its own meanwhile: what is shared is of one run, and held here.
        shared = self.shared
        if shared is None or shared.values is not values or shared.reached >= index:
            shared = self.shared = Shared(values, MANY + 1 if self.on_arrays else self.count * USUAL)
        shared.reached = index
        if index == self.last:
            self.shared = None
        return Averaging(step, self.steps, values, self.closures, self.dependence, shared).mean()


class Shared:
    """What is made of the same draws is the same in all means over them, in a run: arrays of the values at the points.

    `reached` is the step of the last mean so far, `taken` the steps of the points of all means, or more are expected.
    """

    __slots__ = ("arrays", "count", "reached", "taken", "values")

    def __init__(self, values: list[Any], expected: int) -> None:
        self.values = values
        self.reached = -1
        self.taken = expected
        self.arrays: dict[tuple[int, ...], dict[int, Any]] = {}
        self.count = 0

    def of(self, draws: list[int]) -> dict[int, Any]:
        """The arrays of the steps that are made of some draws, to be added to."""
        if self.count > MOST_ARRAYS:
            self.arrays, self.count = {}, 0
        return self.arrays.setdefault(tuple(draws), {})


class Dependence:
    """Which steps differ from point to point: those that depend on a draw, but for those that are means over all."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.draws: dict[int, frozenset[int]] = {}  # behind steps, where a mean is over some of them
        self.exact: bool | None = None  # whether all steps give the same on arrays; not yet asked
        self.below: list[tuple[int, ...] | None] = []  # of a step that varies, those that it is made of and vary

    def varying(self, operand: StepExpression) -> list[int]:
        """The steps below an expression that differ from point to point, in order."""
        waiting = list(references(operand))
        self._reach(max(waiting, default=-1))
        found: set[int] = set()
        while waiting:
            index = waiting.pop()
            below = self.below[index]
            if below is not None and index not in found:
                found.add(index)
                waiting.extend(below)
        return sorted(found)

    def averaged(self, mean: Mean) -> tuple[list[int], list[int]]:
        """The draws that a mean runs through, and the steps that differ from point to point for it, each in order."""
        varying = self._beside(mean) if mean.over else self.varying(mean.operand)
        draws = [index for index in varying if isinstance(self.steps[index].expression, Draw)]
        return draws, [index for index in varying if index not in set(draws)]

    def _beside(self, mean: Mean) -> list[int]:
        """The steps that differ with the draws that a mean is over, which are some of those behind it."""
        over, waiting, found = frozenset(mean.over), list(references(mean.operand)), set[int]()
        while waiting:
            index = waiting.pop()
            if index not in found and draws_behind(Ref(index), self.steps, self.draws) & over:
                found.add(index)
                waiting.extend(references(self.steps[index].expression))
        return sorted(found)

    def varies(self, index: int) -> bool:
        """Whether a step does."""
        self._reach(index)
        return self.below[index] is not None

    def _reach(self, last: int) -> None:
        for step in self.steps[len(self.below) : last + 1]:
            varying: tuple[int, ...] | None = None
            if isinstance(step.expression, Draw):
                varying = ()
            elif not isinstance(step.expression, Mean) or step.expression.over:
                varying = tuple([each for each in references(step.expression) if self.below[each] is not None]) or None
            self.below.append(varying)


class Averaging:
    """What a mean is of, at the points of the draws that it is over; others stay as they are."""

    def __init__(
        self,
        mean: Mean,
        steps: list[Step],
        values: list[Any],
        closures: dict[int, Closure] | None = None,
        dependence: Dependence | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.dependence = dependence or Dependence(steps)
        operand, known = mean.operand, closures or {}
        self.operand = operand
        self.steps = steps
        self.at_hand = list(values)
        self.shared = shared
        self.draws, self.worked = self.dependence.averaged(mean)
        self.program = [(index, known.get(index) or self._compiled(index)) for index in self.worked]
        self.closure = compile_step(operand)

    def _compiled(self, index: int) -> Closure:
        expression = self.steps[index].expression
        if not isinstance(expression, Mean):
            return compile_step(expression)
        inner = expression
        return lambda values: Averaging(inner, self.steps, values, None, self.dependence).mean()

    def mean(self, shift: int = 0, *, at_once: bool = False) -> float:
        """The mean over the points, in other pairs where the draws' places are shifted. Faulted, OverflowError.

        Means that share what is made of the same draws shift them alike.
        """
        if at_once or self._is_long() or self._is_costly():
            found = self._at_once(shift)
            if found is not None:
                return found
        columns = []
        for place, index in enumerate(self.draws):
            ascending = self._ascending(index)
            columns.append([ascending[rank] for rank in order(place + shift)])
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

    def _ascending(self, index: int) -> list[float]:
        draw = self.steps[index].expression
        assert isinstance(draw, Draw)
        return points_of(draw.distribution, parameters_of(draw, self.at_hand))

    def _points(self, index: int, place: int) -> Any:
        """The values of a draw in the order of its place; it is often asked for, as that of a NULL is."""
        import numpy as np

        draw = self.steps[index].expression
        assert isinstance(draw, Draw)
        known: tuple[str | float, ...] = (place, draw.distribution, *parameters_of(draw, self.at_hand))
        found = _points.get(known)
        if found is None:
            found = np.array(self._ascending(index))[_order_array(place)]
            found.setflags(write=False)
            if len(_points) >= MOST_KEPT:
                _points.clear()
            _points[known] = found
        return found

    def _is_long(self) -> bool:
        """Whether the points are too many steps to take them one by one."""
        length = len(self.program)
        if self.shared is not None:
            self.shared.taken += length
            if self.shared.taken > MANY:
                return True
        return length > LONG or len(self.steps) > LARGE or (length > SHORT and "numpy" in sys.modules)

    def _is_costly(self) -> bool:
        """Whether one point takes so long that numpy's start is worth it."""
        expressions = [self.operand, *[self.steps[index].expression for index in self.worked]]
        applied = [part for each in expressions for part in parts(each) if isinstance(part, Apply)]
        return any(FUNCTIONS[part.function].cost >= COSTLY for part in applied)

    def _is_exact(self) -> bool:
        """Whether all points at once give the same; where no step at all is tabulated, without a look at these."""
        from estimator.reckoning.arrays import are_exact

        if self.dependence.exact is None:
            self.dependence.exact = are_exact([step.expression for step in self.steps])
        return self.dependence.exact or are_exact(
            [self.operand, *[self.steps[each].expression for each in self.worked]]
        )

    def _at_once(self, shift: int) -> float | None:
        """The mean with all points at once, which serves long sheets; None where that is not exact, or one faults."""
        import numpy as np

        if not self._is_exact():
            return None
        shared = self.shared or Shared([], 0)
        known = shared.of(self.draws)
        at_hand = list(self.at_hand)
        for place, index in enumerate(self.draws):
            if index not in known:
                known[index] = self._points(index, place + shift)
            at_hand[index] = known[index]
        made = len(known)
        try:
            with np.errstate(all="raise", under="ignore"):
                for index, step in self.program:
                    if index not in known:
                        with np.errstate(under="ignore" if is_shipped(self.steps[index]) else "raise"):
                            known[index] = step(at_hand)
                    at_hand[index] = known[index]
                found = np.broadcast_to(np.asarray(self.closure(at_hand), dtype=float), (POINTS,))
        except (Faulted, ArithmeticError, TypeError, ValueError):
            return None
        finally:
            shared.count += len(known) - made
        return math.fsum(found.tolist()) / POINTS if np.isfinite(found).all() else None


def order(place: int) -> list[int]:
    """Which quantile the draw of a place has at each point."""
    if place not in _orders:
        if place == 0:
            _orders[place] = list(range(POINTS))
        else:
            step = math.sqrt(PRIMES[(place - 1) % len(PRIMES)]) + (place - 1) // len(PRIMES) * math.pi
            by_fraction = sorted(range(POINTS), key=lambda point: (point + 0.5) * step % 1.0)
            ranks = [0] * POINTS
            for rank, point in enumerate(by_fraction):
                ranks[point] = rank
            _orders[place] = ranks  # whole, for another thread may look at any moment
    return _orders[place]


def _order_array(place: int) -> Any:
    import numpy as np

    if place not in _order_arrays:
        _order_arrays[place] = np.array(order(place))
    return _order_arrays[place]


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


def points(distribution: str, values: list[float]) -> list[float]:
    """The values of a draw at its points, in ascending order: the middle of each stratum, the mean of an endless one.

    What lies beyond the middle of the last stratum is what makes the mean of a heavy tail.
    """
    found = quantiles(distribution, values, POINTS)
    spread = sides(distribution, values)
    if spread is not None and spread.above:
        if spread.log:
            found[-1] = _last_stratum(spread.center, spread.above, found[-1])
        else:
            found[0] = spread.center - spread.below * LAST_MEAN
            found[-1] = spread.center + spread.above * LAST_MEAN
    elif distribution == PERCENTILES:
        _curve_strata(values, found)
    elif distribution == "exponential":
        found[-1] = values[0] * (1 + math.log(POINTS))
    elif distribution == "pareto" and values[1] > 1:
        found[-1] = quantile(distribution, values, 1 - 1 / POINTS) * values[1] / (values[1] - 1)
    return found


def _last_stratum(center: float, slope: float, middle: float) -> float:
    """The mean of the last stratum of a lognormal spread; its middle where no float holds the mean of such a tail."""
    try:
        return POINTS * math.exp(center) * upper_half(slope, LAST)
    except OverflowError:
        return middle


def _curve_strata(values: list[float], found: list[float]) -> None:
    """Put in the means of the outermost strata of a curve, where these lie on its outermost lines."""
    known = curve(values)
    (first_center, first_slope), (last_center, last_slope) = known.line(0), known.line(len(known.at) - 2)
    if known.at[-2] <= LAST:
        found[-1] = (
            _last_stratum(last_center, last_slope, found[-1]) if known.log else last_center + last_slope * LAST_MEAN
        )
    if known.at[1] >= -LAST and not known.log:
        found[0] = first_center - first_slope * LAST_MEAN


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
