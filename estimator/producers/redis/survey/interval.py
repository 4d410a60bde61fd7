"""The interval in which the bytes of all keys are, in nine of ten surveys, by how the bytes of those sampled differ.

Of each pattern the keys that were not looked at are predicted from those that were (Valliant, Dorfman and Royall,
Finite Population Sampling and Inference, 2000), as `tails` has it: a survey that met no large key cannot know that
there is none, and one that met a large one cannot know that it stands for many. How many large keys there are that it
has not met, it cannot know at all: where the upper end is beyond what the server uses, that is the upper end.

At which shares of what is predicted the ends are was set by simulation (benchmarks/survey_simulated.py), so that nine
in ten hold of light and of heavy tails.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.redis.survey.tails import BENDS, DRAWS, Tail
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.survey.strata import Strata, Stratum

FAR = 0.97  # the level of the far ends
SEED = 20_261_128
MODEL = 0.006  # what the formulas themselves are off by, a standard deviation,
MODEL_BYTES = 2**14  # and what a server takes for this and that
END, FAR_END = 1.6449, 2.1701  # of a normal distribution, at both levels
FEW = 2  # keys whose variance may well be twice what it seems
# The shares of what is predicted that are above the upper end and below the lower one: less where the sum of the sizes
# is about normal, more where it is skewed, for there the prediction goes further up than the sizes do.
UPPER = 0.02
LOWER, LOWER_SKEWED = 0.025, 0.075
EVEN, SKEWED = 0.3, 0.6
# As often a lower end is missed where the upper one cannot be, and the end of the normal distribution of many patterns.
BOUNDED, BOUNDED_END = 2.0, 1.0
MOST_TAILS = 60  # patterns of which tails are drawn: those whose keys differ most
MOST = 2.0**40  # bytes of a key, where nobody says what the server uses in all


@record
class Precision:
    """An estimate's interval, as shares of it: `low` below and `high` above it.

    Where what the server uses is the upper end, which is not passed, all of the tenth is below the lower one,
    `low_bounded`. Beyond the far ends it is in one survey of 33: there, other keys are likelier than luck. Where they
    were `refuted` by what the server uses, the interval is about that; where it is `bounded`, it ends there.
    """

    low: float
    high: float
    far_low: float = 0.0
    far_high: float = 0.0
    low_bounded: float = 0.0
    refuted: bool = False
    bounded: bool = False

    @property
    def half(self) -> float:
        """Half its width."""
        return (self.low + self.high) / 2


def precision(strata: Strata, keys: dict[int, int], most: float = MOST) -> Precision:
    """The interval of the bytes of all keys; of a survey that read all it is what the formulas are off by.

    No key has more than `most` bytes: those that the server uses in all. Besides the keys that were not looked at two
    variances are in it: of those read of the looked at, and of the numbers of keys where SCAN has not come to its end.
    Of many patterns, each with a tail that is taken for longer than it is, the sum would be too large nearly always:
    the more alike their variances are, the more the lower end is that of a normal distribution with the variance of
    the sample (Cochran, Sampling Techniques, chapter 5).
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
    variance += math.fsum(parts[:MOST_TAILS])  # those of the others are in it
    deviation = math.sqrt(variance) / total
    skewed = min(1.0, max(0.0, (_skewness(left, number, variance) - EVEN) / (SKEWED - EVEN)))
    below = LOWER + skewed * (LOWER_SKEWED - LOWER)
    shares = [below, 1 - UPPER, (1 - FAR) / 2, (1 + FAR) / 2, BOUNDED * below]
    by_tails = [float(end) / total - 1 for end in np.quantile(drawn, shares)]
    normal = [end * deviation for end in (-END, END, -FAR_END, FAR_END, -BOUNDED_END)]
    alone = _dominance(parts)
    weights = [alone**2, alone, alone**2, alone, alone]
    low, high, far_low, far_high, low_bounded = [
        weight * tail + (1 - weight) * end for weight, tail, end in zip(weights, by_tails, normal, strict=True)
    ]
    high, far_high = max(high, by_tails[1]), max(far_high, by_tails[3])
    # Those that were looked at are there, as the formulas have them.
    least = min(0.0, math.fsum(each.sums[0] for each in looked) / total - 1) - END * MODEL
    low = max(least, min(0.0, low))
    far_low, low_bounded = max(least, min(low, far_low)), min(0.0, max(low, low_bounded))
    return Precision(-low, max(0.0, high), -far_low, max(0.0, far_high), -low_bounded)


def _variance(stratum: Stratum, unseen: float) -> float:
    """Of what so many keys of it take that were not looked at, by those that were: of few it is taken for larger."""
    known = 1 + FEW / stratum.looked
    return known * stratum.variance * (unseen + unseen**2 / stratum.looked)


def _skewness(left: list[Stratum], number: dict[Stratum, float], variance: float) -> float:
    """Of what all keys are taken to have, by the third moments of those that were looked at."""
    thirds = [(number[each] - each.looked) ** 3 / each.looked**2 * each.third for each in left]
    return math.fsum(thirds) / variance**1.5 if variance else 0.0


def _dominance(parts: list[float]) -> float:
    """One over the number of parts that make up the variance: 1 where it is one, little where it is many alike."""
    total = math.fsum(parts)
    return math.fsum([(part / total) ** 2 for part in parts]) if total else 1.0
