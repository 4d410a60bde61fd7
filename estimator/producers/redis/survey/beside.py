"""What a sample stands for, beside what the server uses: the interval of it, and whether the sample can be all.

The interval is that of the sample as it was drawn. Keys that used_memory sets apart afterwards make the prediction
better, and would make the interval one that holds nearly always. What the server uses bounds it from above: its keys
cannot take more.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.redis.survey.interval import END, MODEL, MODEL_BYTES, MOST, precision
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.survey.interval import Precision
    from estimator.producers.redis.survey.strata import Strata

WORTH_A_WORD = 0.005  # of used_memory: what is not explained and is less is not said


@record
class Beside:
    """What a survey predicts and what of that its keys take, with its precision, and used_memory, all in bytes.

    `used` is 0 where nobody says it, or where all was read. Where not all databases were surveyed it is not
    `comparable`: they have less than it.
    """

    predicted: float
    of_keys: float
    found: Precision
    used: int
    comparable: bool

    @property
    def missing(self) -> float:
        """What used_memory has beyond the prediction, or less where it is negative; 0 where it is hardly anything."""
        missing = self.used - self.predicted
        return missing if self.used and self.comparable and abs(missing) > WORTH_A_WORD * self.used else 0.0

    @property
    def refuted(self) -> bool:
        """Whether used_memory is beyond the far ends."""
        return not -self.found.far_low * self.of_keys <= self.missing <= self.found.far_high * self.of_keys

    @property
    def bounded(self) -> bool:
        """Whether used_memory is the upper end: not where all of the interval is above it."""
        return bool(self.used) and not self.refuted and self._least <= self.used and self._most < self.by_sample[1]

    @property
    def interval(self) -> tuple[float, float]:
        """In which the memory is, in nine of ten surveys."""
        if self.refuted:
            return self.used * (1 - END * MODEL), self.used * (1 + END * MODEL)
        low, high = self.by_sample
        if self.used and self.used < high:
            low = self._least
        return low, self._most if self.bounded else high

    @property
    def by_sample(self) -> tuple[float, float]:
        """The interval by the sample alone."""
        return self._end(-self.found.low), self._end(self.found.high)

    @property
    def _least(self) -> float:
        """The lower end where used_memory is the upper one."""
        return self._end(-self.found.low_bounded)

    @property
    def _most(self) -> float:
        """What the server uses, and what the formulas are off by."""
        return self.used * (1 + END * MODEL) + END * MODEL_BYTES

    def _end(self, share: float) -> float:
        """What is predicted, and a share of what the keys take, with what a server takes for this and that."""
        return self.predicted + math.copysign(math.hypot(share * self.of_keys, END * MODEL_BYTES), share)


def half_so_far(strata: Strata, keys: dict[int, int], used: int) -> float:
    """Half of the interval of a survey that goes on, as a share of what its keys stand for so far."""
    scale = strata.scales(keys)
    looked = [each for each in strata.found.values() if each.looked]
    so_far = math.fsum(scale.get(each.database, 1.0) * each.seen * each.mean for each in looked)
    low, high = Beside(so_far, so_far, precision(strata, keys, used or MOST), used, comparable=False).interval
    return (high - low) / 2 / so_far if so_far else 0.0
