"""How the values of a sheet answer to its inputs: the steps behind some inputs, compiled once and run again.

What is asked beyond the estimate itself (how far an assumption can go, what moves an answer, what comes of a range of
values) asks the same steps with other numbers in a few places.
"""

from __future__ import annotations

import math

from estimator.model.steps import Mean, reached
from estimator.reckoning.faults import Fault, execute
from estimator.reckoning.running import compile_steps, reached_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from estimator.model.steps import Step
    from estimator.reckoning.evaluate import Evaluation


def moved_by(steps: list[Step], free: Collection[int], wanted: Collection[int]) -> list[int]:
    """The steps from some free ones to some wanted ones, with these; nothing is compiled for it."""
    behind = reached_by(steps, free)
    return sorted(set(reached(steps, wanted, among=behind.__contains__)) & behind)


class Responses:
    """The central values of some steps of an evaluation as a function of those of others, in base units.

    `moved` are the steps between the free and the wanted ones, with these; what is wanted and not among them does not
    answer to the free ones. Thread-safe: a call changes nothing.
    """

    def __init__(self, evaluation: Evaluation, free: Collection[int], wanted: Collection[int]) -> None:
        self.free = tuple(free)
        self.wanted = tuple(wanted)
        self._steps = evaluation.model.steps
        self.moved = moved_by(self._steps, self.free, self.wanted)
        anew = set(self.moved) - set(self.free)
        means = any(isinstance(self._steps[index].expression, Mean) for index in anew)
        self._values, self._program = compile_steps(self._steps, evaluation.values, anew, on_arrays=means)

    def __call__(self, given: Mapping[int, float]) -> list[float]:
        """The wanted values in their order, where the free steps have those that are given; nan where there is none."""
        values = self.values(given)
        return [math.nan if isinstance(found := values[index], Fault) else float(found) for index in self.wanted]

    def values(self, given: Mapping[int, float]) -> list[Any]:
        """The values of all steps, of which the moved ones are where the free steps have those that are given."""
        values = list(self._values)
        for index, value in given.items():
            values[index] = value
        execute(self._program, self._steps, values)
        return values
