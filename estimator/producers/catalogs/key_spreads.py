"""How the rows of a table are spread over its keys beside the common ones, by all that ANALYZE keeps of a sample.

One number, n_distinct, does not tell it: many keys of few rows beside few of many look like fewer that are all alike.
Two more things of the statistics do. The bounds of the histogram have equally many rows between each two: of numbers
and times, whose keys lie as dense in one place as in another, those between bounds that are near have more rows each.
And the common values that are listed are all those that so many rows of the sample had: of keys that are all alike
chance makes fewer of these than of keys that differ. Where neither tells it, an order by rank or a usual distribution
of how often keys are is taken, and that is said to be a guess.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from estimator.producers.catalogs.key_shares import (
    ALL_DIFFER,
    ENDLESS,
    LEAST_LISTED,
    USUAL_TARGET,
    estimated,
    gathered,
    solved,
    thinning,
)
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.producers.catalogs.key_shares import Band, Sample

    # Of a part of the keys: the share of all keys, and the share of the rows.
    Base = tuple[tuple[float, float], ...]
    # Of keys that differ: the share of these, and how many times as many rows as the mean they have.
    Mix = tuple[tuple[float, float], ...]

APART = 8  # times as many rows of the sample as the least common of the list: no chance makes these
HEAVY = 4  # times the same: keys that thin out by their rank
SURE = 3.0  # logarithms of a likelihood, by which one way is better than another
MORE_SURE, A_KEY = 15.0, 0.2  # of a way that is surprisingly right in another respect, and for each key that is listed
DENSE = 0.1  # how far the keys for each whole number may be from one
NEAR_HEAD = 0.4  # of the least common one listed, that the keys next to it have where these go on
LEAST_WIDTH = 0.5  # of whole numbers between two bounds
ALIKE = 1.2  # shares that are one band
ALONE = ((1.0, 1.0),)
GAMMA_SHAPES = (8.0, 4.0, 2.0, 1.4, 1.0, 0.7, 0.5, 0.25)
LOGNORMAL_SPREADS = (0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0, 2.5)
POWERS = (0.4, 0.6, 0.8, 1.0, 1.2, 1.5)
MIX_STEP, MIX_ENDS = 0.5, 4.0  # in logarithms of how many rows a key has; in deviations
RANK_STEP = 0.2
NEAR_ENOUGH = 1e-5  # of the logarithm of how many keys there are
NEARLY_NORMAL = 40  # rows, of which a Poisson distribution is about a normal one


@record
class Histogram:
    """Where the bounds between which equally many rows lie are, and the common values, from the least of all on.

    Without numbers there are none. Of `whole` numbers there is one key for each at most.
    """

    bounds: tuple[float, ...] = ()
    common: tuple[float, ...] = ()
    whole: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether there are several bounds, and not one value alone."""
        return len(self.bounds) > 2 and self.bounds[-1] > self.bounds[0]

    def place(self, value: float) -> int:
        """Between which bounds a value is."""
        return min(len(self.bounds) - 2, max(0, bisect_left(self.bounds, value) - 1))

    def base(self, common: Sequence[float] = (), rest: float = 1.0) -> Base:
        """The keys between each two bounds, of all, as if they lay as dense everywhere, and their rows.

        These are the rest with the first ones of the common keys, by their shares; the others are not among them.
        """
        widths = [after - before for before, after in zip(self.bounds, self.bounds[1:], strict=False)]
        rows = [rest / len(widths)] * len(widths)
        for number, value in enumerate(self.common):
            place = self.place(value)
            if number < len(common):
                rows[place] += common[number]
            elif self.whole:
                widths[place] -= 1
        least = LEAST_WIDTH if self.whole else 1e-3 * sum(widths) / max(1, len(widths))
        widths = [max(least, each) for each in widths]
        width, whole = sum(widths), sum(rows)
        return tuple([(each / width, part / whole) for each, part in zip(widths, rows, strict=True)])


@record
class Spread:
    """The keys of a table beside the common ones: bands of them, and the same by the buckets of the histogram.

    `is_guess` where no statistics tell how they differ.
    """

    bands: tuple[Band, ...]
    buckets: tuple[tuple[Band, ...], ...] = ()
    is_guess: bool = False


@record
class _Way:
    """A way in which rows may be spread over keys: how likely it makes what is listed, and its bands."""

    likelihood: float
    base: Base
    mix: Mix
    keys: float = 0.0
    by_rank: bool = False


def even_keys(distinct: float, sample: Sample) -> tuple[Band, ...]:
    """The keys of a table by an n_distinct without a list of the common ones, as if chance gave each as many rows."""
    if distinct >= ALL_DIFFER * sample.rows:
        return ((ENDLESS * sample.rows, 1 / (ENDLESS * sample.rows)),)
    keys = solved(lambda size: estimated([(math.exp(size), math.exp(-size))], sample), distinct, 0.0, 50.0)
    number = distinct if keys is None else math.exp(keys)
    return ((number, 1 / number),)


def spread_of(distinct: float, common: Sequence[float], sample: Sample, histogram: Histogram | None = None) -> Spread:
    """The keys beside the common ones, by the n_distinct of a sample; shares are of all rows, as of `common`."""
    rest = 1 - sample.null - sum(common)
    if rest <= 1e-9 or distinct <= len(common):
        return Spread(())
    singles = ((ENDLESS * sample.rows, rest / (ENDLESS * sample.rows)),)
    most = estimated([*[(1.0, each) for each in common], *singles], sample)
    if distinct >= ALL_DIFFER * min(most, sample.rows * (1 - sample.null)):
        return _in_buckets(singles, histogram)
    given = _Given(distinct, common, sample, rest, histogram if histogram and histogram.is_wide else None)
    return given.spread()


def least_listed(distinct: float, counts: Sequence[int], rest: float, sample: Sample) -> int:
    """The least number of rows of the sample by which a value is listed, as are all that have as many.

    PostgreSQL lists what is two deviations above the mean of the others; `counts` are of those that are, by their rows.
    """
    if counts and len(counts) in (USUAL_TARGET, sample.most_listed):
        return counts[-1] + 1
    others = max(1.0, distinct - len(counts))
    mean, missed = rest * sample.seen / others, max(0.0, 1 - sample.seen / sample.rows)
    above = (math.sqrt(missed) + math.sqrt(missed + mean + 0.5)) ** 2  # of n > mean + 2 * sqrt(n * missed) + 0.5
    least = max(2, math.floor(above) + 1)
    return min(least, counts[-1]) if counts else least


class _Given:
    """What statistics say of one column."""

    def __init__(
        self, distinct: float, common: Sequence[float], sample: Sample, rest: float, histogram: Histogram | None
    ) -> None:
        self.distinct, self.sample, self.rest, self.histogram = distinct, sample, rest, histogram
        self.common = sorted(common, reverse=True)
        self.listed = [(1.0, each) for each in self.common]
        counts = [round(each * sample.seen) for each in self.common]
        self.least = least_listed(distinct, counts, rest, sample)
        self.apart = [each for each, count in zip(self.common, counts, strict=True) if count > APART * self.least]
        self.counts = [count for count in counts[len(self.apart) :] if count >= self.least]
        self.is_heavy = len(common) >= LEAST_LISTED and max(self.counts, default=0) >= HEAVY * self.least

    def spread(self) -> Spread:
        """The most likely way, or one of the simplest that is nearly as likely as any."""
        even = self._way(ALONE, ALONE)
        dense = self._dense()
        if self.is_heavy:
            return self._of_heavy(dense)
        simple = [each for each in (dense, even) if each is not None]
        simple.sort(key=lambda way: -way.likelihood)
        highest, sure = self._highest(), SURE
        if dense is not None and self._is_dense(dense):
            # No way of chance is so right in the number of keys for each whole number.
            simple, sure = [dense], MORE_SURE + A_KEY * len(self.counts)
        if simple[0].likelihood < highest - sure:
            best = self._best(*simple)
            if simple[0].likelihood < best.likelihood - sure:
                # Of a table that was read whole at least the number of keys is known.
                return self._made(best, is_guess=self.sample.seen < self.sample.rows)
        return self._made(simple[0])

    def _highest(self) -> float:
        """The likelihood of a way that makes just what is listed, and so of none more."""
        numbers = [self.counts.count(each) for each in set(self.counts)]
        return sum([number * math.log(number) - number for number in numbers])

    def _of_heavy(self, dense: _Way | None) -> Spread:
        """Of keys that thin out: by the histogram, if that goes on where the list ends, or by their rank."""
        if dense is not None:
            highest = max([rows / keys for keys, rows in dense.base]) * self.rest / dense.keys
            if self._is_dense(dense) or highest >= NEAR_HEAD * self.common[-1]:
                return self._made(dense)
        best = self._best(None, None)
        if best.by_rank:
            bands = thinning(self.distinct, self.common, self.rest, self.sample)
            if bands is not None:
                return _in_buckets(bands, self.histogram, is_guess=self.sample.seen < self.sample.rows)
            best = self._best(None, None, ranks=False)
        return self._made(best, is_guess=self.sample.seen < self.sample.rows)

    def _is_dense(self, way: _Way) -> bool:
        """Whether there is about one key for each whole number."""
        assert self.histogram is not None
        return self.histogram.whole and abs((way.keys + len(self.common)) / self._span() - 1) <= DENSE

    def _dense(self) -> _Way | None:
        """Keys that lie as dense everywhere between the bounds of the histogram; None where they cannot."""
        if self.histogram is None:
            return None
        way = self._way(_merged(self.histogram.base()), ALONE)
        if math.isinf(way.likelihood) or (self.histogram.whole and way.keys > (1 + DENSE) * self._span()):
            return None
        # What is listed is among all: of whole numbers the others between two bounds are fewer by these.
        among, rest = self.common[len(self.apart) :], self.rest + sum(self.common[len(self.apart) :])
        base = self.histogram.base([0.0] * len(self.apart) + among, self.rest)
        likelihood = self._likelihood(_spread_over(_merged(base), ALONE, way.keys + len(among), rest))
        return replace(way, likelihood=likelihood)

    def _span(self) -> float:
        """The whole numbers between the first bound and the last."""
        assert self.histogram is not None
        return max(1.0, self.histogram.bounds[-1] - self.histogram.bounds[0])

    def _best(self, *simple: _Way | None, ranks: bool = True) -> _Way:
        """The most likely of all ways."""
        ways = [each for each in simple if each is not None]
        bases = [ALONE, *[each.base for each in ways if len(each.base) > 1]]
        for base in bases:
            ways += self._likely(base, [_gamma(shape) for shape in GAMMA_SHAPES])
            ways += self._likely(base, [_lognormal(deviation) for deviation in LOGNORMAL_SPREADS])
        if self.is_heavy and ranks:
            ways += [self._by_rank(power) for power in POWERS]
        return max(ways, key=lambda way: way.likelihood)

    def _likely(self, base: Base, mixes: Sequence[Mix]) -> list[_Way]:
        """The ways of every other mix of a row of them, and of those beside the most likely one."""
        found = {place: self._way(base, mixes[place]) for place in range(0, len(mixes), 2)}
        best = max(found, key=lambda place: found[place].likelihood)
        beside = [place for place in (best - 1, best + 1) if 0 <= place < len(mixes)]
        return [*found.values(), *[self._way(base, mixes[place]) for place in beside]]

    def _way(self, base: Base, mix: Mix) -> _Way:
        """A way with as many keys as make n_distinct what it is."""
        apart, rest = self.listed[: len(self.apart)], 1 - self.sample.null - sum(self.apart)
        if mix is ALONE:
            apart, rest = self.listed, self.rest

        def bands(size: float) -> Sequence[Band]:
            return _spread_over(base, mix, math.exp(size), rest)

        def estimate(size: float) -> float:
            return estimated([*apart, *bands(size)], self.sample)

        # There are hardly ever fewer keys than the estimate says, nor many times as many.
        usual = math.log(max(1.0, self.distinct))
        keys = solved(estimate, self.distinct, max(0.0, usual - 1), usual + 2, NEAR_ENOUGH)
        if keys is None:
            keys = solved(estimate, self.distinct, 0.0, 50.0)
        if keys is None:
            return _Way(-math.inf, base, mix, max(1.0, self.distinct - len(self.listed)))
        whole = (1 - self.sample.null - sum(self.apart)) / rest
        likelihood = self._likelihood([(number, share * whole) for number, share in bands(keys)])
        listed = len(self.listed) - len(apart)
        return _Way(likelihood, base, mix, max(1.0, math.exp(keys) - listed))

    def _by_rank(self, power: float) -> _Way:
        """Keys whose shares fall with a power of their rank, behind those that are apart."""
        rest = 1 - self.sample.null - sum(self.apart)

        def bands(size: float) -> Sequence[Band]:
            return _ranked(len(self.apart), math.exp(size), power, rest)

        apart = self.listed[: len(self.apart)]
        keys = solved(lambda size: estimated([*apart, *bands(size)], self.sample), self.distinct, 0.0, 25.0)
        likelihood = self._likelihood(bands(keys)) if keys is not None else -math.inf
        return _Way(likelihood, ALONE, ALONE, by_rank=True)

    def _likelihood(self, bands: Sequence[Band]) -> float:
        """The logarithm of how likely so many rows of the listed ones in the sample are, and none of others."""
        seen = [(number, self.sample.seen * share) for number, share in bands if share > 0]
        found = -sum([number * at_least(self.least, mean) for number, mean in seen])
        for count in set(self.counts):
            log = math.lgamma(count + 1)
            density = sum([number * math.exp(count * math.log(mean) - mean - log) for number, mean in seen])
            found += self.counts.count(count) * math.log(max(1e-300, density))
        return found

    def _made(self, way: _Way, *, is_guess: bool = False) -> Spread:
        """The keys of a way, with the buckets of the histogram if it goes by these."""
        if self.histogram is None or len(way.base) == 1:
            return _in_buckets(
                tuple(_spread_over(way.base, way.mix, way.keys, self.rest)), self.histogram, is_guess=is_guess
            )
        base = self.histogram.base()
        buckets = tuple([tuple(_spread_over((each,), way.mix, way.keys, self.rest)) for each in base])
        return Spread(gathered([band for bucket in buckets for band in bucket], ALIKE), buckets, is_guess)


def _in_buckets(bands: tuple[Band, ...], histogram: Histogram | None, *, is_guess: bool = False) -> Spread:
    """Keys of which each bucket of the histogram has as many of each kind."""
    number = len(histogram.bounds) - 1 if histogram is not None else 0
    a_bucket = tuple([(keys / number, share) for keys, share in bands]) if number > 0 else ()
    return Spread(bands, (a_bucket,) * max(0, number), is_guess)


def _spread_over(base: Base, mix: Mix, keys: float, rest: float) -> list[Band]:
    """Bands of so many keys, which have the rest of the rows."""
    return [(keys * part * number, rest * rows / (keys * part) * times) for part, rows in base for number, times in mix]


def _merged(base: Base) -> Base:
    """Parts whose keys have about as many rows each as one."""
    bands = gathered([(keys, rows / keys) for keys, rows in base], ALIKE)
    return tuple([(keys, keys * share) for keys, share in bands])


@cache
def _gamma(shape: float) -> Mix:
    """Keys whose numbers of rows follow a gamma distribution of that shape, as of customers who come by chance."""
    low, high = -12.0 / shape if shape < 1 else -12.0, math.log(40.0)
    return _mix(low, high, lambda log: shape * log - shape * math.exp(log))


@cache
def _lognormal(deviation: float) -> Mix:
    """Keys whose numbers of rows follow a lognormal distribution."""
    ends = MIX_ENDS * deviation
    return _mix(-ends, ends, lambda log: -((log / deviation) ** 2) / 2, min(MIX_STEP, deviation / 2))


def _mix(low: float, high: float, density: Callable[[float], float], step: float = MIX_STEP) -> Mix:
    """A distribution of logarithms in steps, whose mean is 1."""
    logs = [low + step * place for place in range(int((high - low) / step) + 1)]
    weights = [math.exp(density(log)) for log in logs]
    whole = sum(weights)
    mean = sum([weight * math.exp(log) for weight, log in zip(weights, logs, strict=True)]) / whole
    found = [(weight / whole, math.exp(log) / mean) for weight, log in zip(weights, logs, strict=True)]
    return tuple([each for each in found if each[0] > 1e-12])


def _ranked(before: int, keys: float, power: float, rest: float) -> list[Band]:
    """Keys from a rank on whose shares fall with a power of it."""
    found: list[Band] = []
    rank, last = before + 1.0, before + max(1.0, keys)
    while rank <= last:
        number = min(max(1.0, RANK_STEP * rank), last - rank + 1)
        found.append((number, (rank + (number - 1) / 2) ** -power))
        rank += number
    whole = sum([number * share for number, share in found])
    return [(number, rest * share / whole) for number, share in found]


def at_least(count: int, mean: float) -> float:
    """The chance of so many or more, by a Poisson distribution."""
    if count > NEARLY_NORMAL:
        return 0.5 * math.erfc((count - 0.5 - mean) / math.sqrt(2 * mean)) if mean > 0 else 0.0
    if mean > 50 * count:
        return 1.0
    term = below = math.exp(-mean)
    for each in range(1, count):
        term *= mean / each
        below += term
    return max(0.0, 1 - below)
