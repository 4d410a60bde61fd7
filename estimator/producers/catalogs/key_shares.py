"""How many keys a table has, and how its rows are spread over them, by what ANALYZE counts in a sample of the rows.

PostgreSQL's n_distinct is the estimate of Haas and Stokes (Duj1). It is exact where all keys have equally many rows,
and too low where chance has given them theirs: by a sixth at five rows a key, and several times where a few keys are
common and thousands are rare, as of customers, pages or words. So the spread is sought of which it would say what it
says: see key_spreads.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Band = tuple[float, float]  # keys, and the share of the rows that one of them has in the mean

A_TARGET = 300  # rows that ANALYZE looks at for each of its statistics target
USUAL_TARGET = 100
LEAST_LISTED = 50  # common keys that are listed, behind which the others thin out as these do
WIDER = 1.2  # ranks of a band, from its first to its last
STEP = 1.3  # shares that are one band
MOST_BANDS = 400
NEAR = 1e-9  # how near to where a function has a value is near enough
ALL_DIFFER = 0.995  # of the rows, above which all keys are taken to differ
ENDLESS = 1e9  # keys for each row, of which chance takes none twice


def counted(bands: Iterable[Band], rows: float) -> float:
    """How many of the keys have any of so many rows, if chance gives each row its key."""
    return sum([number * -math.expm1(-rows * share) for number, share in bands])


@record
class Sample:
    """The rows of a table of which ANALYZE looks at some, those without a key among them."""

    rows: float
    seen: float
    null: float = 0.0  # share of the rows
    pages: float = 0.0  # of the table, if each key's rows lie side by side; 0 if anywhere
    most_listed: int = USUAL_TARGET  # common values

    def of_keys(self, share: float) -> tuple[float, float]:
        """The chance that a page is read which has rows of a key with that share of them, and how many rows it finds.

        Pages are drawn first, as many as rows, and then rows of these alone.
        """
        if self.pages <= self.seen:
            return 1.0, self.seen * share
        read = -math.expm1(math.log1p(-self.seen / self.pages) * max(1.0, self.pages * share))
        return read, self.seen * share / read


def expected(per_key: float) -> float:
    """The rows that a key has in the mean, those with it that have none yet, by the mean of those that have one."""
    return solved(lambda mean: mean / -math.expm1(-mean), per_key, 1e-9, per_key) or per_key


def thinning(distinct: float, common: Sequence[float], rest: float, sample: Sample) -> tuple[Band, ...] | None:
    """Keys that go on thinning out by a power of their rank as those do that are listed; None if n_distinct forbids."""
    last, rank = min(common), len(common)
    listed = [(1.0, each) for each in common]
    steepest = 1 + last * rank / rest  # a power whose endless ranks make up the rest

    def estimate(power: float) -> float:
        return estimated([*listed, *_thinning(last, rank, rest, power)], sample)

    power = solved(estimate, distinct, 0.0, 0.999 * steepest)
    return None if power is None else _thinning(last, rank, rest, power)


def estimated(bands: Sequence[Band], sample: Sample) -> float:
    """What n_distinct is expected to be of keys: by those in a sample of so many rows, and those with one row in it.

    The rows without a key are none of the sample.
    """
    found = once = 0.0
    for number, share in bands:
        read, rows = sample.of_keys(share)
        found += number * read * -math.expm1(-rows)
        once += number * read * rows * math.exp(-rows)
    values = sample.seen * (1 - sample.null)
    return values * found / (values - once * (1 - sample.seen / sample.rows))


def _thinning(last: float, rank: int, rest: float, power: float) -> tuple[Band, ...]:
    """Bands of the keys behind a rank, whose shares fall with a power of it, until they are the rest of the rows."""
    found: list[Band] = []
    first = rank + 0.5
    while rest > 1e-9 and len(found) < MOST_BANDS:
        number, share = first * (WIDER - 1), last * (rank / (first * math.sqrt(WIDER))) ** power
        if number * share >= rest:
            number = rest / share
        found.append((number, share))
        rest, first = rest - number * share, first * WIDER
    return tuple(found)


def solved(
    function: Callable[[float], float], wanted: float, low: float, high: float, near: float = NEAR
) -> float | None:
    """Where a function that rises has a value; None where it has it nowhere."""
    if not function(low) <= wanted <= function(high):
        return None
    while high - low > near * max(1.0, abs(low)):
        middle = (low + high) / 2
        if function(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def gathered(bands: Iterable[Band], step: float) -> tuple[Band, ...]:
    """Fewer bands, of keys whose shares are about alike."""
    found: dict[int, tuple[float, float]] = {}
    for number, share in bands:
        if number > 0 and share > 0:
            place = round(math.log(share, step))
            keys, mass = found.get(place, (0.0, 0.0))
            found[place] = (keys + number, mass + number * share)
    return tuple([(keys, mass / keys) for keys, mass in found.values()])


def combined(columns: Sequence[Sequence[Band]]) -> list[Band]:
    """The keys of several columns, as if these were independent: bands of keys whose shares are about alike."""
    found: list[Band] = [(1.0, 1.0)]
    for each in columns:
        products = [(number * keys, share * part) for number, share in found for keys, part in each]
        found = list(gathered(products, STEP))
    return found
