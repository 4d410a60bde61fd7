"""P5 and P95 of more draws than are held at once: each between two values that some draws tell, and counted there.

A first block of draws tells where a percentile lies, give or take ten standard errors. Of all further draws it is
counted how many lie below, and those in between are counted in narrow classes, with their sum. The percentile is the
mean of the class that its rank falls into: off by less than a class, which is a 30,000th of what lies in between, so
that its rank is off by a few 10^-7. What it takes does not grow with the draws, and parts that others counted add up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from estimator.reckoning.strata import at_share
from estimator.records import record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

CLASSES = 1 << 15
OFF = 10.0  # standard errors
SHARES = (0.05, 0.95)


@record
class Bracket:
    """The two values, both included, that a percentile lies between, and its share of the draws."""

    share: float
    low: float
    high: float


def brackets(first: Column) -> tuple[Bracket, ...]:
    """The brackets of P5 and P95 that a first block of draws tells."""
    ascending = np.sort(first)
    found = []
    for share in SHARES:
        off = OFF * math.sqrt(share * (1 - share) / len(ascending))
        ends = [at_share(ascending, min(1.0, max(0.0, share + side * off))) for side in (-1, 1)]
        low = float(ascending[0]) if share - off <= 0 else ends[0]
        high = float(ascending[-1]) if share + off >= 1 else ends[1]
        found.append(Bracket(share, low, high))
    return tuple(found)


class Counts:
    """How many of `draws` lie below a bracket and in each class of it; `lost` is how many are no number."""

    def __init__(self, bracket: Bracket) -> None:
        self.bracket = bracket
        self.draws = self.below = self.lost = 0
        self.counts = np.zeros(CLASSES, dtype=np.int64)
        self.sums = np.zeros(CLASSES)

    def add(self, samples: Column) -> None:
        """Count further draws."""
        low, high = self.bracket.low, self.bracket.high
        self.draws += len(samples)
        self.below += int(np.count_nonzero(samples < low))
        inside = samples[(samples >= low) & (samples <= high)]
        if high > low:
            places = np.minimum((inside - low) * (CLASSES / (high - low)), CLASSES - 1).astype(np.int64)
        else:
            places = np.zeros(len(inside), dtype=np.int64)
        self.counts += np.bincount(places, minlength=CLASSES)
        self.sums += np.bincount(places, weights=inside - low, minlength=CLASSES)
        self.lost += int(np.count_nonzero(np.isnan(samples)))

    def merge(self, other: Counts) -> None:
        """Add what was counted elsewhere, over the same bracket."""
        self.draws += other.draws
        self.below += other.below
        self.lost += other.lost
        self.counts = self.counts + other.counts
        self.sums = self.sums + other.sums

    def value(self) -> float:
        """The percentile; nan where a draw has no value."""
        if self.lost:
            return math.nan
        rank = self.bracket.share * self.draws - self.below
        ends = np.cumsum(self.counts)
        if not 0 <= rank <= ends[-1]:  # ten standard errors off
            return self.bracket.low if rank < 0 else self.bracket.high
        place = min(int(np.searchsorted(ends, rank)), CLASSES - 1)
        count = int(self.counts[place])
        return self.bracket.low + float(self.sums[place]) / count if count else self.bracket.low
