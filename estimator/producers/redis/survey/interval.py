"""The interval in which the bytes of all keys are, in nine of ten surveys, by how the bytes of those sampled differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.survey.strata import Strata, Stratum

LEVEL = 0.90
Z = 1.6449  # of a normal distribution, between which and its opposite the level lies
MOST_SKEWNESS = 1.0  # of the estimate: beyond, the correction says no more
TAIL = 20  # of so many keys one is of the tail
FEWEST_OF_A_TAIL = 8
REST = 1.5
MODEL = 0.006  # what the formulas themselves are off by, a standard deviation


@record
class Precision:
    """An estimate's interval, as shares of it: `low` below and `high` above it."""

    low: float
    high: float

    @property
    def half(self) -> float:
        """Half its width."""
        return (self.low + self.high) / 2


def precision(strata: Strata, keys: dict[int, int]) -> Precision:
    """The interval of the bytes of all keys; of a survey that read all it is what the formulas are off by.

    Three variances are added: of the keys looked at, of those read of the looked at, and of the numbers of keys where
    SCAN has not come to its end. Large keys are few, so that the estimate is skewed: it is too low more often than too
    high. Both ends are moved up for that as Johnson has it (Modified t tests and confidence intervals for asymmetrical
    populations, JASA 73, 1978).
    """
    scale = strata.scales(keys)
    total = variance = third = lacking = luck = 0.0
    for stratum in strata.found.values():
        number = scale.get(stratum.database, 1.0) * stratum.seen
        looked = stratum.looked
        if not looked:
            continue
        total += number * stratum.mean
        left = max(0.0, 1 - looked / number) if number else 0.0
        variance += number**2 * left * stratum.variance / looked
        third += number**3 * left * stratum.third / looked**2
        unseen, by_luck = _tail(stratum, number)
        lacking, luck = math.hypot(lacking, unseen), math.hypot(luck, by_luck)
        for cell in stratum.cells.values():
            if 0 < cell.read < cell.looked:
                part = number * cell.looked / looked
                variance += part**2 * (1 - cell.read / cell.looked) * cell.variance / cell.read
    for database, number in keys.items():
        inside = [each for each in strata.found.values() if each.database == database and each.looked]
        seen = sum(each.seen for each in inside)
        if 0 < seen < number:
            mean = sum(each.seen * each.mean for each in inside) / seen
            between = sum(each.seen * (each.mean - mean) ** 2 for each in inside) / seen
            variance += number**2 * (1 - seen / number) * between / seen
    if not total:
        return Precision(0.0, 0.0)
    deviation = math.sqrt(variance) / total
    skewness = min(MOST_SKEWNESS, max(0.0, third / variance**1.5)) if variance else 0.0
    moved = skewness * (1 + 2 * Z**2) / 6 * deviation
    low = math.hypot(luck / total, Z * deviation)
    high = math.hypot(lacking / total, Z * deviation + moved)
    return Precision(math.hypot(low, Z * MODEL), math.hypot(high, Z * MODEL))


def _tail(stratum: Stratum, number: float) -> tuple[float, float]:
    """Bytes that may be in larger keys than any that was looked at, and that the largest has too much by luck.

    A tail that falls as a power, by the estimate of Hill (A simple general approach to inference about the tail of a
    distribution, Annals of Statistics 3, 1975), goes on to where one of all keys is expected.
    """
    looked = stratum.looked
    most = min(len(stratum.largest), looked // TAIL)
    if most < FEWEST_OF_A_TAIL or looked >= number:
        return 0.0, 0.0
    top = sorted(stratum.largest)[-most:]
    least, largest = top[0], top[-1]
    logarithms = sum(math.log(size / least) for size in top[1:])
    if not logarithms:
        return 0.0, 0.0
    shape = (most - 1) / logarithms
    if abs(shape - 1) < 0.01:
        shape = 1.01
    share = most / looked  # of the keys, that are as large as the least of these

    def beyond(size: float) -> float:
        """The bytes of all keys that are larger, without an end."""
        return float(number * share * least * shape / (shape - 1) * (size / least) ** (1 - shape))

    end = float(least * (number * share) ** (1 / shape))
    rest = beyond(largest) - beyond(end) if end > largest else 0.0
    weight = number / looked
    return rest * REST, max(0.0, weight * largest - (beyond(top[-2]) - beyond(max(end, top[-2]))))
