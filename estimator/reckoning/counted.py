"""In what share of the draws a target holds, at values of one assumption: drawn once, worked anew at each value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.faults import Fault, Faulted, reason
from estimator.reckoning.sampling import DRAWS, Sampler

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from estimator.model.steps import Step


MEMORY = 100e6  # bytes that the draws of blocks beyond the first may take
BLOCKS_BUDGET = 30e6  # nanoseconds of the processor, about, that counting over these may take


class Counted:
    """The draws behind a step, and the steps that are worked anew where the `moved` ones have other central values.

    `uncertain` are the steps that a range lies behind; it is over no more draws than `most`, in blocks as
    the sheet itself has them. EstimateError where a range
    has no value in some draws.
    """

    def __init__(
        self,
        steps: list[Step],
        values: list[Any],
        wanted: int,
        moved: Collection[int],
        uncertain: Collection[int],
        most: int,
    ) -> None:
        self._wanted = wanted
        self._sampler = Sampler(steps, values, ClosedForms(steps, values))
        behind = self._behind(uncertain)
        self._anew = [index for index in behind if index in moved]
        read = {used for index in self._anew for used in self._sampler.used(index)}
        drawn = {used for used in read if used in uncertain and used not in moved}
        self._draws = min(most, self._sampler.draws_for({wanted}))
        bytes_, cost = 8 * len(drawn) * self._draws, sum([self._sampler.times(index)[1] for index in self._anew])
        blocks = max(1, most // DRAWS) if self._draws == DRAWS else 1
        blocks = min(blocks, 1 + int(MEMORY / (bytes_ or 1)), 1 + int(BLOCKS_BUDGET / (cost * DRAWS)))
        self._known = [dict(self._sampler.sampled(drawn, self._draws, block)) for block in range(blocks)]
        self.draws = blocks * self._draws

    def _behind(self, uncertain: Collection[int]) -> list[int]:
        """The uncertain steps that the wanted one rests on, with it, in order."""
        found, waiting = set[int](), [self._wanted]
        while waiting:
            index = waiting.pop()
            if index in uncertain and index not in found:
                found.add(index)
                waiting += self._sampler.used(index)
        return sorted(found)

    def share(self, values: Sequence[Any]) -> float:
        """The share of the draws in which it holds, where the certain steps have these values; nan where in none."""
        return sum([self._of(known, values) for known in self._known]) / len(self._known)

    def _of(self, known: dict[int, Any], values: Sequence[Any]) -> float:
        at_hand: list[Any] = list(values)
        for index, samples in known.items():
            at_hand[index] = samples
        faulty: set[int] = set()
        for index in self._anew:
            try:
                at_hand[index] = self._sampler.worked(index, at_hand, faulty, self._draws)
            except Faulted as faulted:
                at_hand[index] = faulted.fault
            except (ArithmeticError, ValueError) as error:
                at_hand[index] = Fault(self._sampler.steps[index], reason(error))
        found = at_hand[self._wanted]
        return math.nan if isinstance(found, Fault) else float(np.mean(found))
