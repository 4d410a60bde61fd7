"""The samples of steps at many points: what does not answer to the points is drawn once, for all of them.

Each point has the same draws, so that the points differ by what they are alone.
"""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.model import Model
from estimator.model.steps import Draw, Number, reached
from estimator.problems import EstimateError
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.faults import Fault, Faulted, reason
from estimator.reckoning.points import CentralPoints
from estimator.reckoning.responses import Responses
from estimator.reckoning.sampling import Sampler
from estimator.reckoning.targets import uncertain
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from estimator.model.steps import Step
    from estimator.reckoning.evaluate import Evaluation

    Column = NDArray[np.float64]

CELLS = 1 << 18  # points times draws that are worked at once: two megabytes an array


def substituted(steps: list[Step], free: Sequence[int], point: Sequence[float]) -> list[Step]:
    """The steps with numbers in place of the free ones."""
    found = list(steps)
    for index, value in zip(free, point, strict=True):
        found[index] = replace(found[index], expression=Number(value))
    return found


def with_steps(model: Model, steps: list[Step]) -> Model:
    """The model of a sheet with other steps."""
    found = Model(model.module, steps)
    found.quantities, found.checks, found.scenario = model.quantities, model.checks, model.scenario
    return found


class SampledPoints:
    """The uncertain ones of the wanted steps (`wanted`) at points, block by block of draws."""

    def __init__(self, evaluation: Evaluation, free: Sequence[int], asked: Sequence[int]) -> None:
        self._steps = evaluation.model.steps
        self._values = evaluation.values
        self._free = tuple(free)
        varying = uncertain(self._steps)
        self.wanted = tuple([index for index in dict.fromkeys(asked) if index in varying])
        self._responses = Responses(evaluation, free, self.wanted)
        moved = set(self._responses.moved)
        self._sampler = Sampler(self._steps, self._values, ClosedForms(self._steps, self._values))
        needed = set(reached(self._steps, self.wanted))
        self._anew = [index for index in sorted(needed & moved) if index in varying]
        read = {used for index in self._anew for used in self._sampler.used(index)}
        self._drawn = {index for index in read | set(self.wanted) if index in varying and index not in moved}
        self._certain = [index for index in sorted(read & moved) if index not in varying and index not in self._free]
        self._central = CentralPoints(evaluation, free, self._certain)
        # What is drawn around a moved value is drawn anew at each point.
        self._singly = any(isinstance(self._steps[index].expression, Draw) for index in self._anew)

    def blocks(self, columns: Sequence[Column], draws: int, block: int) -> Iterator[tuple[slice, dict[int, Any]]]:
        """For so many points at a time, the samples of each wanted step: a row a point, nan where there is no value.

        EstimateError where a range that does not answer to the points has no value in some draws.
        """
        count = len(columns[0])
        if self._singly:
            for place in range(count):
                yield slice(place, place + 1), self._at([float(column[place]) for column in columns], draws, block)
            return
        drawn = dict(self._sampler.sampled(self._drawn, draws, block))
        certain = self._central(columns)
        size = max(1, CELLS // draws)
        for start in range(0, count, size):
            part = slice(start, min(start + size, count))
            points = part.stop - start
            at_hand: list[Any] = list(self._values)
            faulty: set[int] = set()
            for index, samples in drawn.items():
                at_hand[index] = np.tile(samples, points) if points > 1 else samples
            for index, column in [*zip(self._free, columns, strict=True), *certain.items()]:
                at_hand[index] = np.repeat(column[part], draws)
                if not np.isfinite(column[part]).all():
                    faulty.add(index)
            for index in self._anew:
                at_hand[index] = self._worked(index, at_hand, faulty, draws * points)
            yield part, {index: _rows(at_hand[index], points, draws) for index in self.wanted}

    def _worked(self, index: int, at_hand: list[Any], faulty: set[int], draws: int) -> Any:
        try:
            return self._sampler.worked(index, at_hand, faulty, draws)
        except Faulted as faulted:
            return faulted.fault
        except (ArithmeticError, ValueError) as error:
            return Fault(self._steps[index], reason(error))

    def _at(self, point: list[float], draws: int, block: int) -> dict[int, Any]:
        """The samples at one point, of the sheet with its numbers."""
        steps = substituted(self._steps, self._free, point)
        values = self._responses.values(dict(zip(self._free, point, strict=True)))
        found: dict[int, Any] = {}
        with contextlib.suppress(EstimateError, ArithmeticError, ValueError, Faulted):  # no value in some draws
            forms = ClosedForms(steps, values)
            found = {index: values[index] for index in self.wanted if forms.is_certain(index)}
            found |= Sampler(steps, values, forms).sampled(set(self.wanted), draws, block)
        return {index: _rows(found.get(index, math.nan), 1, draws) for index in self.wanted}


def _rows(found: Any, points: int, draws: int) -> Any:
    """The samples of all points, a row each."""
    if isinstance(found, Fault):
        found = math.nan
    found = np.asarray(found)
    if found.shape in {(), (1,)}:
        return np.broadcast_to(found.reshape(1, 1), (points, draws))
    return found.reshape(points, draws)
