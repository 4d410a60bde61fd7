"""Central values of steps at many values of one or two of them: a step is worked once for all points, as an array.

Where a step has no value in some points it is nan there. What arrays do not give to the last bits (functions that
tabulate, means) is worked point by point.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.numerics import EQUAL
from estimator.model.steps import Apply, Mean
from estimator.reckoning.arrays import are_exact
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import Fault, Faulted, is_shipped, reason
from estimator.reckoning.responses import Responses
from estimator.reckoning.sampling import computed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from estimator.reckoning.evaluate import Evaluation

    Column = NDArray[np.float64]

FEW = 8  # points that are worked one by one


class CentralPoints:
    """The central values of some steps as a function of columns of values of the free ones, in base units.

    `moved` are the steps between them, with the free ones, as in `Responses`.
    """

    def __init__(self, evaluation: Evaluation, free: Sequence[int], wanted: Sequence[int]) -> None:
        self._steps = evaluation.model.steps
        self._values = evaluation.values
        self._free = tuple(free)
        self._wanted = tuple(wanted)
        self._responses = Responses(evaluation, free, wanted)
        self.moved = self._responses.moved
        self._anew = [index for index in self.moved if index not in self._free]
        expressions = [self._steps[index].expression for index in self._anew]
        self._on_arrays = not any(isinstance(each, Mean) for each in expressions) and are_exact(expressions)

    def __call__(self, columns: Sequence[Column]) -> dict[int, Column]:
        """A column for each wanted step, nan where it has no value."""
        if self._on_arrays and len(columns[0]) > FEW:
            return self._as_arrays(columns)
        rows = [
            self._responses(dict(zip(self._free, point, strict=True)))
            for point in zip(*[column.tolist() for column in columns], strict=True)
        ]
        found = np.array(rows, dtype=float).reshape(len(columns[0]), len(self._wanted))
        found[~np.isfinite(found)] = math.nan
        return {index: found[:, place] for place, index in enumerate(self._wanted)}

    def _as_arrays(self, columns: Sequence[Column]) -> dict[int, Column]:
        count = len(columns[0])
        at_hand: list[Any] = list(self._values)
        faulty: set[int] = set()
        for index, column in zip(self._free, columns, strict=True):
            at_hand[index] = column
        for index in self._anew:
            at_hand[index] = worked(self._steps[index], at_hand, faulty, index)
        return {index: of_all(at_hand[index], count) for index in self._wanted}


def worked(step: Any, at_hand: list[Any], faulty: set[int], index: int) -> Any:
    """A step that rests on no range, at all points; a share that is none there has no value. A Fault where in none."""
    expression = step.expression
    try:
        if isinstance(expression, Apply) and expression.function == "share":
            return _share(expression, step, at_hand, faulty, index)
        closure = compile_step(expression)
        return computed(expression, at_hand, faulty, index, shipped=is_shipped(step), closure=closure)
    except Faulted as faulted:
        return faulted.fault
    except (ArithmeticError, ValueError) as error:
        return Fault(step, reason(error))


def _share(expression: Apply, step: Any, at_hand: list[Any], faulty: set[int], index: int) -> Any:
    found = computed(expression.arguments[0], at_hand, faulty, index, shipped=is_shipped(step))
    with np.errstate(all="ignore"):
        outside = ~((found >= -EQUAL) & (found <= 1 + EQUAL))
    if np.any(outside):
        faulty.add(index)
    return np.where(outside, math.nan, np.clip(found, 0.0, 1.0))


def of_all(found: Any, count: int) -> Column:
    """The values of a step at all points as floats: a Fault is nan in each, a truth value 1 or 0."""
    if isinstance(found, Fault):
        return np.full(count, math.nan)
    column: Column = np.broadcast_to(np.asarray(found, dtype=np.float64), (count,)).copy()
    column[~np.isfinite(column)] = math.nan
    return column
