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
from estimator.model.steps import Apply, Draw, Mean, Number, Operation, Ref, parts, references
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import moment
from estimator.reckoning.faults import Fault, Faulted, execute, is_shipped
from estimator.reckoning.mean_points import MOST_KEPT, POINTS, order, order_array, part_points, points_of
from estimator.reckoning.taken import is_drawn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure

# From so many steps on below a mean, or in a sheet, all its points are computed at once: numpy's start pays then.
LONG, LARGE = 150, 3000
MANY, USUAL = 500, 10  # steps in all means of a run, and in one that is still to come: as long as numpy's start
SHORT = 2  # the same in a mean where numpy has started
COSTLY = 100  # what a function counts from which on one call is as long as a hundred steps
_points: dict[tuple[str | float, ...], Any] = {}  # of draws, as arrays in the order of their place among the draws
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

    def of(self, draws: list[int], shift: int) -> dict[int, Any]:
        """The arrays of the steps that are made of some draws in the pairs of a shift, to be added to."""
        if self.count > MOST_ARRAYS:
            self.arrays, self.count = {}, 0
        return self.arrays.setdefault((shift, *draws), {})


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
        self.mean_of = mean
        self.part: tuple[int, int] | None = None  # of the strata, whose points are taken; not their middles
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
        """The mean over the points, in other pairs where the draws' places are shifted. Faulted, OverflowError."""
        return math.fsum(self.each(shift, at_once=at_once)) / POINTS

    def each(self, shift: int = 0, fixed: tuple[int, float] | None = None, *, at_once: bool = False) -> list[float]:
        """The values at the points; a fixed draw, by its place, has one value at all. Faulted, OverflowError."""
        if at_once or self._is_long() or self._is_costly():
            found = self._at_once(shift, fixed)
            if found is not None:
                return found
        columns = []
        for place, index in enumerate(self.draws):
            ascending = self._ascending(index)
            columns.append([ascending[rank] for rank in order(place + shift)])
        if fixed is not None:
            columns[fixed[0]] = [fixed[1]] * POINTS
        return [self.at(point) for point in zip(*columns, strict=True)]

    def of_part(self, part: int, parts: int) -> list[float] | None:
        """The values at the points of one of so many parts of each stratum, in other pairs; None where one has none."""
        self.shared, self.part = None, (part, parts)
        return self._at_once((1 + part) * len(self.draws), None)

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
        if self.part is not None:
            return part_points(draw.distribution, tuple(parameters_of(draw, self.at_hand)), *self.part)[
                order_array(place)
            ]
        known: tuple[str | float, ...] = (place, draw.distribution, *parameters_of(draw, self.at_hand))
        found = _points.get(known)
        if found is None:
            found = np.array(self._ascending(index))[order_array(place)]
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

    def _at_once(self, shift: int, fixed: tuple[int, float] | None) -> list[float] | None:
        """The values at all points at once, which serves long sheets; None where that is not exact, or one faults."""
        import numpy as np

        if not self._is_exact():
            return None
        shared = Shared([], 0) if self.shared is None or fixed is not None else self.shared
        known = shared.of(self.draws, shift)
        at_hand = list(self.at_hand)
        if fixed is not None:
            known[self.draws[fixed[0]]] = np.full(POINTS, fixed[1])
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
        return found.tolist() if np.isfinite(found).all() else None


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
