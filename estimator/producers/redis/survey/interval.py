"""The interval in which the bytes of all keys are, in nine of ten surveys, by how the bytes of those sampled differ.

Of each pattern the keys that were not looked at are predicted from those that were (Valliant, Dorfman and Royall,
Finite Population Sampling and Inference, 2000), as `tails` has it: a survey that met no large key cannot know that
there is none, and one that met a large one cannot know that it stands for many.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.redis.survey.tails import BENDS, DRAWS, Tail
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.survey.strata import Strata, Stratum

LEVEL = 0.90
FAR = 0.97  # the level of the far ends
SEED = 20_261_128
MODEL = 0.006  # what the formulas themselves are off by, a standard deviation,
MODEL_BYTES = 2**14  # and what a server takes for this and that
END, FAR_END = 1.6449, 2.1701  # of a normal distribution, at both levels
FEW = 10  # keys whose variance may well be twice what it seems: their sizes are skewed
ONE = 0.9  # of the variance: that of one pattern
MOST_TAILS = 60  # patterns of which tails are drawn: those whose keys differ most
MOST = 2.0**40  # bytes of a key, where nobody says what the server uses in all


@record
class Precision:
    """An estimate's interval, as shares of it: `low` below and `high` above it.

    Beyond the far ends it is in one survey of 33: there, other keys are likelier than luck. Where they were
    `refuted` by what the server uses, the interval is about that.
    """

    low: float
    high: float
    far_low: float = 0.0
    far_high: float = 0.0
    refuted: bool = False

    @property
    def half(self) -> float:
        """Half its width."""
        return (self.low + self.high) / 2


def precision(strata: Strata, keys: dict[int, int], most: float = MOST) -> Precision:
    """The interval of the bytes of all keys; of a survey that read all it is what the formulas are off by.

    No key has more than `most` bytes: those that the server uses in all. Besides the keys that were not looked at two
    variances are in it: of those read of the looked at, and of the numbers of keys where SCAN has not come to its end.
    Of many patterns, each with a tail that is taken for longer than it is, the sum would be too large nearly always:
    the more alike their variances are, the more the ends are those of a normal distribution with the variance of the
    sample (Cochran, Sampling Techniques, chapter 5).
    """
    import numpy as np

    chance = np.random.default_rng(SEED)
    scale = strata.scales(keys)
    looked = [each for each in strata.found.values() if each.looked]
    number = {each: scale.get(each.database, 1.0) * each.seen for each in looked}
    total = math.fsum(number[each] * each.mean for each in looked)
    if not total:
        return Precision(0.0, 0.0)
    drawn = np.full(DRAWS, math.fsum(each.sums[0] for each in looked))
    left = [each for each in looked if number[each] > each.looked]
    left.sort(key=lambda each: -(number[each] - each.looked) * each.spread)
    tails = [(each, Tail(each)) for each in left[:MOST_TAILS]]
    bends = sum((tail.evidence for _, tail in tails), np.zeros(len(BENDS)))
    for stratum, tail in tails:
        drawn += tail.unseen(number[stratum] - stratum.looked, most, bends - tail.evidence, chance)
    variance = (MODEL * total) ** 2
    parts = [_variance(each, number[each] - each.looked) for each in left]
    by_design = variance + math.fsum(parts)
    for stratum in left[MOST_TAILS:]:
        unseen = number[stratum] - stratum.looked
        drawn += unseen * stratum.mean
        variance += _variance(stratum, unseen)
    for stratum in looked:
        for cell in stratum.cells.values():
            if 0 < cell.read < cell.looked:
                part = number[stratum] * cell.looked / stratum.looked
                variance += part**2 * (1 - cell.read / cell.looked) * cell.variance / cell.read
    for database, whole in keys.items():
        inside = [each for each in looked if each.database == database]
        seen = sum(each.seen for each in inside)
        if 0 < seen < whole:
            mean = sum(each.seen * each.mean for each in inside) / seen
            between = sum(each.seen * (each.mean - mean) ** 2 for each in inside) / seen
            variance += whole**2 * (1 - seen / whole) * between / seen
    drawn += math.sqrt(variance) * chance.standard_normal(DRAWS)
    ends = [(1 - LEVEL) / 2, (1 + LEVEL) / 2, (1 - FAR) / 2, (1 + FAR) / 2]
    normal = [end * math.sqrt(by_design) / total for end in (-END, END, -FAR_END, FAR_END)]
    by_tails = [float(end) / total - 1 for end in np.quantile(drawn, ends)]
    alone = _dominance(parts)
    low, high, far_low, far_high = [
        alone * tail + (1 - alone) * end for tail, end in zip(by_tails, normal, strict=True)
    ]
    # Those that were looked at are there, as the formulas have them.
    least = min(0.0, math.fsum(each.sums[0] for each in looked) / total - 1) - END * MODEL
    if alone < ONE:  # the sum of tails is taken for larger than it is: the lower ends are too near
        low, far_low = min(low, normal[0]), min(far_low, normal[2])
    low, far_low = max(least, low), max(least, far_low)
    return Precision(max(0.0, -low), max(0.0, high), max(0.0, -far_low), max(0.0, far_high))


def _variance(stratum: Stratum, unseen: float) -> float:
    """Of what so many keys of it take that were not looked at, by those that were: of few it is taken for larger."""
    known = 1 + FEW / stratum.looked
    return known * stratum.variance * (unseen + unseen**2 / stratum.looked)


def _dominance(parts: list[float]) -> float:
    """One over the number of parts that make up the variance: 1 where it is one, little where it is many alike."""
    total = math.fsum(parts)
    return math.fsum([(part / total) ** 2 for part in parts]) if total else 1.0
