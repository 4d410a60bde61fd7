"""Popularity by Zipf's law on plain floats: the share of the most popular, and the hit ratios of caches.

Of `items`, rank i is asked as 1 / i^skew. Sums over ranks cost about the same for a thousand and for 1e15: the first
count one by one, and behind them the sum is an integral with what Euler and Maclaurin add. Good to 1e-10 relative.

languages/javascript/popularity.js and reckoning/popularity_arrays.py say the same in the same order.
"""

from __future__ import annotations

import math

from estimator.model.numerics import finite, floor, snapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SUMMED = 16  # ranks that a harmonic number counts one by one
# B(2j) / (2j)!, j = 1 to 5 (Abramowitz and Stegun, 23.1.30 and table 23.2).
BERNOULLI = (1 / 12, -1 / 720, 1 / 30_240, -1 / 1_209_600, 1 / 47_900_160)
SINGLE = 128  # ranks that a hit ratio counts one by one; what is left out is some 1e-3 of the third derivative there
SINGLE_BY_SKEW = 64
LONGEST_PANEL = 1.0  # of the logarithm of the rank; and no power of the rank may change more than e-fold in it
LONGER = 3.0  # times as long are panels where requests are so many, or so few, that a power of the rank is all there is
EDGE = 7.0  # e-folds from one request in the characteristic time, beyond which they are
STEEPEST = 110.0  # skew beyond which the second item has no requests that a float can tell
NEGLIGIBLE = 40.0  # e-folds to what no float can tell from nothing
LARGEST_EXPONENT = 700.0
MOST_TANGENTS = 60
CLOSE = 1e-8  # the step of a tangent whose next one would be its square
# Gauss-Legendre nodes and weights on [-1, 1], eight points (Abramowitz and Stegun, table 25.4).
GAUSS = (
    (0.1834346424956498, 0.3626837833783620),
    (0.5255324099163290, 0.3137066458778873),
    (0.7966664774136267, 0.2223810344533745),
    (0.9602898564975363, 0.1012285362903763),
)


def zipf_head(head: float, items: float, skew: float) -> float:
    """The share of requests that go to the `head` most popular of `items`."""
    head, items = floor(finite(head)), floor(finite(items))
    if items < 1 or head < 0 or not finite(skew) >= 0:
        raise ValueError("zipf_head needs at least one item, a head and a skew of at least 0")
    return harmonic(min(head, items), skew) / harmonic(items, skew)


def harmonic(items: float, skew: float) -> float:
    """The sum of 1 / i^skew over the ranks from 1 to `items`, a whole number."""
    first = math.fsum([float(rank) ** -skew for rank in range(1, int(min(items, SUMMED)) + 1)])
    if items <= SUMMED:
        return first
    return first + _beyond(float(SUMMED), items, skew)


def _beyond(low: float, high: float, skew: float) -> float:
    """The sum over the ranks behind `low`, up to `high`."""
    power, length = 1 - skew, math.log(high / low)
    start, end = float(low**-skew), float(high**-skew)
    total = low * start * (math.expm1(power * length) / power if power else length) + (end - start) / 2
    rising = skew
    for j, coefficient in enumerate(BERNOULLI, start=1):
        start, end = start / low, end / high
        total += coefficient * rising * (start - end)
        start, end = start / low, end / high
        rising *= (skew + 2 * j - 1) * (skew + 2 * j)
    return total


def lru_hit_ratio(cache: float, items: float, skew: float) -> float:
    """The hit ratio of an LRU cache of `cache` entries under Zipf requests for `items`: Che's approximation.

    The characteristic time T solves sum(1 - exp(-p_i T)) = cache; the hit ratio is sum(p_i (1 - exp(-p_i T))).
    Source: Che, Tung, Wang, IEEE JSAC 20(7), 2002; its validity: Fricker, Robert, Roberts, arXiv:1202.3974.
    """
    return _hit_ratio("lru_hit_ratio", cache, items, skew, lambda n: -math.expm1(-n), lambda n: math.exp(-n))


def fifo_hit_ratio(cache: float, items: float, skew: float) -> float:
    """The hit ratio of a FIFO cache, or of one that evicts at random, under Zipf requests.

    As `lru_hit_ratio`, with sum(p_i T / (1 + p_i T)) = cache: an entry's time in the cache is not prolonged by hits.
    Source: Fricker, Robert, Roberts, arXiv:1202.3974, section 4; Gelenbe, IEEE Trans. Computers C-22(6), 1973.
    """
    return _hit_ratio("fifo_hit_ratio", cache, items, skew, lambda n: n / (1 + n), lambda n: 1 / (1 + n), 2)


def _hit_ratio(
    name: str,
    cache: float,
    items: float,
    skew: float,
    held: Callable[[float], float],
    absent: Callable[[float], float],
    power: int = 1,
) -> float:
    """The hit ratio where an item is `held` or `absent` with a chance that its requests n in the time T decide.

    `absent` to a power is the slope of `held`. Newton's tangents go to the logarithm of T, at the logarithm of what is
    held or, where that is more than half of the items, of what is not; between bounds that close in, for far from the
    solution a tangent may lead astray.
    """
    cache, items = snapped(finite(cache)), floor(finite(items))
    if items < 1 or cache < 0 or not finite(skew) >= 0:
        raise ValueError(f"{name} needs at least one item, a cache and a skew of at least 0")
    if cache >= items:
        return 1.0
    if cache == 0:
        return 0.0
    if skew >= STEEPEST:
        return min(1.0, cache)
    if holds_all(cache, skew):
        return 1.0
    total = harmonic(items, skew)
    few = cache <= items / 2
    wanted = cache if few else items - cache
    side = held if few else absent
    least = math.log(cache / total)
    levels, weights = ranked(felt(cache, items, skew), skew, *asked_once(cache, skew, least))
    low, high = least - 1, math.inf  # a little lower, for the solution may be the least but for the last bits
    # Where the item of rank `cache` is asked once; or where all items are alike and as many are held.
    time = max(least, skew * math.log(cache) if few else skew * math.log(items) + math.log(-math.log1p(-cache / items)))
    for _ in range(MOST_TANGENTS):
        asked = [math.exp(min(time - level, LARGEST_EXPONENT)) for level in levels]
        found = math.fsum([weight * side(n) for weight, n in zip(weights, asked, strict=True)])
        steepness = math.fsum([weight * (n * absent(n) ** power) for weight, n in zip(weights, asked, strict=True)])
        if (found < wanted) is few:
            low = time
        else:
            high = time
        step = math.log(wanted / found) * found / steepness if found > 0 and steepness > 0 else math.inf
        after = time + step if few else time - step
        near = abs(after - time) <= CLOSE
        if not low <= after <= high:
            near = high - low <= CLOSE * CLOSE * max(1.0, abs(time))
            after = (low + high) / 2 if high < math.inf else low + 1 + 2 * abs(low - least)
        time = after
        if near:
            break
    shares = [weight * math.exp(-level) / total for weight, level in zip(weights, levels, strict=True)]
    asked = [math.exp(min(time - level, LARGEST_EXPONENT)) for level in levels]
    return min(1.0, math.fsum([share * held(n) for share, n in zip(shares, asked, strict=True)]))


def holds_all(cache: float, skew: float) -> bool:
    """Whether a cache misses less often than a float can tell, however many the items are.

    Misses are some r^(1 - skew), where r is the rank that is asked for once in the characteristic time.
    """
    return skew > 1 and cache > 1 and (skew - 1) * (math.log(cache) + math.log((skew - 1) / skew)) >= NEGLIGIBLE


def asked_once(cache: float, skew: float, least: float) -> tuple[float, float]:
    """Logarithms of ranks, between which is the one that is asked for once in the characteristic time.

    `least` is the logarithm of the requests for the first item if all are held that are asked for.
    """
    if skew == 0:
        return 0.0, 0.0
    nearest = least / skew
    if skew > 1 and cache > 1:  # what is behind that rank r adds up to no more than r / (skew - 1)
        nearest = max(nearest, math.log(cache) + math.log((skew - 1) / skew))
    return nearest, math.log(2 * cache + 1)


def felt(cache: float, items: float, skew: float) -> float:
    """The items that matter to a cache of a size: requests for those behind them add up to nothing."""
    if skew <= 1:
        return items
    reach = max(1.0, NEGLIGIBLE / (skew - 1))
    return min(items, math.ceil((cache + 1) * math.exp(reach))) if reach < LARGEST_EXPONENT / 2 else items


def ranked(items: float, skew: float, nearest: float, farthest: float) -> tuple[list[float], list[float]]:
    """Skew times the logarithm of some ranks, and weights that make a sum over them one over all ranks up to `items`.

    The first ranks count singly. Behind them it is the integral between half ranks over the logarithm of the rank, and
    a 24th of the slope at both ends. Between the logarithms `nearest` and `farthest` is the rank that is asked for once
    in the characteristic time.
    """
    single = min(items, max(SINGLE, math.ceil(SINGLE_BY_SKEW * skew)))
    levels = [skew * math.log(rank) for rank in range(1, int(single) + 1)]
    weights = [1.0] * int(single)
    if items <= single:
        return levels, weights
    for rank, weight in ((single, -1 / 24), (single + 1, 1 / 24), (items, 1 / 24), (items + 1, -1 / 24)):
        levels.append(skew * math.log(rank))
        weights.append(weight)
    start, end = math.log(single + 0.5), math.log(items + 0.5)
    longest = min(LONGEST_PANEL, 1 / skew) if skew else LONGEST_PANEL
    edge = EDGE / skew if skew else math.inf
    first, last = min(max(start, nearest - edge), end), min(max(start, farthest + edge), end)
    for low, high, length in (
        (start, first, LONGER * longest),
        (first, last, longest),
        (last, end, LONGER * longest),
    ):
        panels = math.ceil((high - low) / length)
        half = (high - low) / panels / 2 if panels else 0.0
        for panel in range(panels):
            middle = low + (2 * panel + 1) * half
            for node, weight in GAUSS:
                for at in (middle - half * node, middle + half * node):
                    levels.append(skew * at)
                    weights.append(half * weight * math.exp(at))
    return levels, weights
