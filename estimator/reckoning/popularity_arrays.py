"""Popularity and hit ratios on numpy arrays: model/popularity.py for many arguments at once.

The head's share has the digits that it has there, and so has a hit ratio of few cases. Of many, hit ratios are
tabulated over how full the cache is, the items and the skew; between the places of the table they are cubic in the last
two and straight in the first: off by less than a thousandth of their spread. A cache for all items, and none, are
exact. What has no value is NaN.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.popularity import (
    BERNOULLI,
    CLOSE,
    GAUSS,
    LARGEST_EXPONENT,
    LONGEST_PANEL,
    MOST_TANGENTS,
    SINGLE,
    SINGLE_BY_SKEW,
    STEEPEST,
    SUMMED,
)
from estimator.reckoning.whole_arrays import floor, snapped

if TYPE_CHECKING:
    from collections.abc import Callable

FEW = 2048  # cases that are reckoned one by one
_BLOCK = 2**19  # numbers of a block, so that it stays in the processor's memory
_FILLINGS, _TIMES = 513, 48  # places along the filling, and of the time from which they are found
_SKEWS, _SKEWS_ALONE = 25, 97
_FEWEST_ITEMS, _MOST_ITEMS, _BETWEEN_ITEMS = 9, 65, 0.5  # places along the items, and the logarithm between two
_SMOOTH = 64.0  # items from which on a sum over ranks may end between two of them
_AT_ONCE = 2**13  # cases that are read from a table together
# Of a table, whose places are far apart anyway: ranks that count singly, and how much longer the others' panels are.
_COARSE, _LONGER = 24, 2.0
_RARE = 1000  # times more items than the cache holds, from which on 1 - exp(-x) loses digits that count


def _lru(asked: Any, *, few: bool) -> tuple[Any, int]:
    return (-np.expm1(-asked), 1) if few else (np.exp(-asked), 1)


def _fifo(asked: Any, *, few: bool) -> tuple[Any, int]:
    absent = 1 / (1 + asked)
    return (asked * absent, 2) if few else (absent, 2)


# By an item's requests in the characteristic time: the chance that it is held where `few` are, else that it is not; and
# the power of the latter that is the slope of the former.
POLICIES: dict[str, Callable[..., tuple[Any, int]]] = {"lru_hit_ratio": _lru, "fifo_hit_ratio": _fifo}


def harmonic(items: Any, skew: Any) -> Any:
    """The sum of 1 / i^skew over the ranks up to `items`, whole numbers; arrays of one shape, or numbers."""
    items, skew = np.asarray(items, dtype=float), np.asarray(skew, dtype=float)
    many = items > SUMMED
    total = np.zeros(np.broadcast(items, skew).shape)
    for rank in range(1, SUMMED + 1):
        total += np.where(items >= rank, float(rank) ** -skew, 0.0)
    return np.where(many, total + _beyond(float(SUMMED), np.where(many, items, SUMMED), skew), total)


def _beyond(low: float, high: Any, skew: Any) -> Any:
    power, length = 1 - skew, np.log(high / low)
    start, end = low**-skew, high**-skew
    flat = power == 0
    grown = np.where(flat, length, np.expm1(power * length) / np.where(flat, 1.0, power))
    total = low * start * grown + (end - start) / 2
    rising = skew
    for j, coefficient in enumerate(BERNOULLI, start=1):
        start, end = start / low, end / high
        total = total + coefficient * rising * (start - end)
        start, end = start / low, end / high
        rising = rising * (skew + 2 * j - 1) * (skew + 2 * j)
    return total


def zipf_head(head: Any, items: Any, skew: Any) -> Any:
    """The share of requests that go to the `head` most popular of `items`."""
    head, items, skew = floor(head), floor(items), np.asarray(skew, dtype=float)
    valid = (items >= 1) & (head >= 0) & (skew >= 0) & np.isfinite(items) & np.isfinite(skew) & np.isfinite(head)
    items, skew = np.where(items >= 1, items, 1.0), np.where(skew >= 0, skew, 0.0)
    ratio = harmonic(np.minimum(np.where(head >= 0, head, 0.0), items), skew) / harmonic(items, skew)
    return np.where(valid, ratio, np.nan)


def hit_ratio(name: str, cache: Any, items: Any, skew: Any) -> Any:
    """The hit ratio of a policy: arrays of one shape, or numbers."""
    cache, items, skew = np.broadcast_arrays(snapped(cache), floor(items), np.asarray(skew, dtype=float))
    valid = np.isfinite(cache) & np.isfinite(items) & np.isfinite(skew) & (items >= 1) & (cache >= 0) & (skew >= 0)
    found = np.where(valid, np.where(cache >= items, 1.0, 0.0), np.nan)
    open_ = valid & (cache > 0) & (cache < items)
    policy, given = POLICIES[name], [cache, items, np.minimum(skew, STEEPEST)]
    if not open_.all():
        given = [each[open_] for each in given]
    if given[0].size <= FEW:
        found[open_] = _one_by_one(policy, *given) if given[0].size else 0.0
        return found
    varying = [place for place, each in enumerate(given) if each.min() < each.max()]
    if len(varying) < 2:
        distinct, inverse = np.unique(given[varying[0] if varying else 0], return_inverse=True)
        if len(distinct) <= FEW:
            few = [
                distinct if place in varying else np.full(len(distinct), each[0]) for place, each in enumerate(given)
            ]
            found[open_] = _one_by_one(policy, *few)[inverse]
            return found
    found[open_] = _tabulated(policy, *given)
    return found


def lru_hit_ratio(cache: Any, items: Any, skew: Any) -> Any:
    """The hit ratio of LRU."""
    return hit_ratio("lru_hit_ratio", cache, items, skew)


def fifo_hit_ratio(cache: Any, items: Any, skew: Any) -> Any:
    """The hit ratio of FIFO."""
    return hit_ratio("fifo_hit_ratio", cache, items, skew)


def _one_by_one(policy: Callable[..., tuple[Any, int]], cache: Any, items: Any, skew: Any) -> Any:
    """By Newton's tangents, as model/popularity.py has them; in blocks of cases with sums of like lengths."""
    found = np.empty(cache.shape)
    order = np.argsort(items)
    for few in (True, False):
        chosen = order[(cache[order] <= items[order] / 2) == few]
        start = 0
        while start < len(chosen):
            steepest = float(skew[chosen[start:]].max())
            length = _single(steepest) + 4 + 2 * len(GAUSS) * _panels(float(items[chosen[-1]]), steepest)
            block = chosen[start : start + max(1, _BLOCK // length)]
            found[block] = _block(policy, cache[block], items[block], skew[block], few=few)
            start += len(block)
    return found


def _single(skew: float, fewest: int = SINGLE) -> int:
    return max(fewest, math.ceil(SINGLE_BY_SKEW * fewest / SINGLE * skew))


def _panels(items: float, skew: float, fewest: int = SINGLE, longer: float = 1.0) -> int:
    single = _single(skew, fewest)
    if items <= single:
        return 0
    return math.ceil(math.log((items + 0.5) / (single + 0.5)) * max(1 / LONGEST_PANEL, skew) / longer)


def ranked(items: Any, skew: Any, fewest: int = SINGLE, longer: float = 1.0) -> tuple[Any, Any]:
    """The levels and weights of a sum over ranks, a row for each of the items."""
    steepest = float(skew.max())
    single, panels = _single(steepest, fewest), _panels(float(items.max()), steepest, fewest, longer)
    rank = np.arange(1.0, single + 1)
    count = items[:, None]
    more = count > single
    levels, weights = [np.broadcast_to(np.log(rank), (len(items), single))], [(rank <= count).astype(float)]
    if panels:
        shape = (len(items), 4)
        ends = np.concatenate([np.broadcast_to((single, single + 1.0), (len(items), 2)), count, count + 1], axis=1)
        levels.append(np.log(ends))
        weights.append(np.where(more, np.broadcast_to((-1 / 24, 1 / 24, 1 / 24, -1 / 24), shape), 0.0))
        start = math.log(single + 0.5)
        half = np.where(more, np.log((count + 0.5) / (single + 0.5)), 0.0) / panels / 2
        nodes = np.array([sign * node for node, _ in GAUSS for sign in (-1, 1)])
        shares = np.array([share for _, share in GAUSS for _ in range(2)])
        places = (2 * np.arange(panels)[:, None] + 1 + nodes).ravel()
        at = start + half * places
        levels.append(at)
        weights.append(half * np.tile(shares, panels) * np.exp(at))
    return np.concatenate(levels, axis=1) * skew[:, None], np.concatenate(weights, axis=1)


def _block(policy: Callable[..., tuple[Any, int]], cache: Any, items: Any, skew: Any, *, few: bool) -> Any:
    total = harmonic(items, skew)
    wanted = cache if few else items - cache
    least = np.log(cache / total)
    guess = skew * np.log(cache) if few else skew * np.log(items) + np.log(-np.log1p(-cache / items))
    time = np.maximum(least, guess)
    exact = few and bool((cache < items / _RARE).any())
    if items.max() > SUMMED:  # a sum over half as many places is near enough to begin with
        sums = ranked(items, skew, _COARSE, _LONGER)
        time, _ = _tangents(policy, sums, wanted, least, time, few=few, exact=exact)
    _, hits = _tangents(policy, ranked(items, skew), wanted, least, time, few=few, exact=exact)
    return np.minimum(1.0, hits / total)


def _tangents(
    policy: Callable[..., tuple[Any, int]],
    sums: tuple[Any, Any],
    wanted: Any,
    least: Any,
    time: Any,
    *,
    few: bool,
    exact: bool,
) -> tuple[Any, Any]:
    """The logarithms of the times at which as many items are held as are wanted, or (not `few`) are not; and the hits.

    `exact` keeps the digits of the chance that next to no request comes, at several times the cost.
    """
    levels, weights = sums
    low, high = least - 1, np.full(time.shape, np.inf)
    popularity = np.exp(-levels)
    tangents = 0
    while True:
        tangents += 1
        if time.max() < LARGEST_EXPONENT:
            asked = np.exp(time)[:, None] * popularity
        else:
            asked = np.exp(np.minimum(time[:, None] - levels, LARGEST_EXPONENT))
        side, power = policy(asked, few=exact)
        held, absent = (side, 1 - side) if exact else (1 - side, side)
        slope = (weights, asked, absent if power == 1 else absent * absent)
        found, steepness = np.einsum("ij,ij->i", weights, held if few else absent), np.einsum("ij,ij,ij->i", *slope)
        below = (found < wanted) == few
        low, high = np.where(below, time, low), np.where(below, high, time)
        step = np.log(wanted / found) * found / steepness
        step = step if few else -step
        after = time + step
        inside = (low <= after) & (after <= high)
        is_near = np.abs(step) <= CLOSE
        if tangents == MOST_TANGENTS or np.where(inside, is_near, high - low <= CLOSE * CLOSE).all():
            break
        bisected = np.where(np.isfinite(high), (low + high) / 2, low + 1 + 2 * np.abs(low - least))
        time = np.where(inside, after, bisected)
    moved = np.where(inside & is_near, step, 0.0)  # so little that a tangent leads there
    hits = np.einsum("ij,ij,ij->i", weights, popularity, held) + moved * np.einsum("ij,ij,ij,ij->i", *slope, popularity)
    return time, hits


def _tabulated(policy: Callable[..., tuple[Any, int]], cache: Any, items: Any, skew: Any) -> Any:
    """By a table over the skew, the logarithm of the items and the filling, ln(cache / (items - cache))."""
    filling, logarithm = np.log(cache / (items - cache)), np.log(items)
    fillings, skews = _axis(filling, _FILLINGS), _axis(skew, _SKEWS if np.ptp(filling) else _SKEWS_ALONE)
    length = float(np.ptp(logarithm))
    wanted = math.ceil(length / _BETWEEN_ITEMS) if len(skews) == 1 else 0
    logarithms = _axis(logarithm, min(max(wanted, _FEWEST_ITEMS), _MOST_ITEMS))
    counts = np.exp(logarithms)
    if counts[0] < _SMOOTH:
        counts = np.unique(np.floor(counts + 0.5))
    table = np.array([_columns(policy, counts, float(each), fillings) for each in skews])
    found = np.empty(cache.shape)
    for start in range(0, len(cache), _AT_ONCE):
        block = slice(start, start + _AT_ONCE)
        if counts[0] < _SMOOTH:
            item = np.interp(logarithm[block], np.log(counts), np.arange(len(counts)))
        else:
            item = _along(logarithms, logarithm[block])
        found[block] = _read(table, _along(skews, skew[block]), item, _along(fillings, filling[block]))
    return found


def _read(table: Any, skew: Any, items: Any, filling: Any) -> Any:
    """What stands in a table at places that are no whole numbers."""
    skews, counts, stride = table.shape
    flat = table.ravel()
    below = np.minimum(filling.astype(np.intp), max(stride - 2, 0))
    way = filling - below
    found = np.zeros(filling.shape)
    for row, share in _cubic(skew, skews):
        for column, portion in _cubic(items, counts):
            at = (row * counts + column) * stride + below
            low = flat.take(at)
            found += share * portion * (low + way * (flat.take(at + min(stride - 1, 1)) - low))
    return np.clip(found, 0.0, 1.0)


def _axis(values: Any, most: int) -> Any:
    """Evenly spread places from the least to the greatest."""
    low, high = float(values.min()), float(values.max())
    return np.linspace(low, high, most) if low < high else np.array([low])


def _along(axis: Any, values: Any) -> Any:
    """Where values stand on an axis of evenly spread places."""
    if len(axis) == 1:
        return np.zeros(values.shape)
    return (values - axis[0]) * ((len(axis) - 1) / (axis[-1] - axis[0]))


def _cubic(place: Any, count: int) -> list[tuple[Any, Any]]:
    """The four places around each (fewer of a shorter axis) with the weights of the polynomial through them."""
    if count == 1:
        return [(0, 1.0)]
    nodes = range(min(count, 4))
    first = np.clip(place.astype(np.intp) - (len(nodes) - 1) // 2, 0, count - len(nodes))
    ways = [place - first - node for node in nodes]
    found = []
    for node in nodes:
        others = [other for other in nodes if other != node]
        weight = ways[others[0]] / math.prod([node - other for other in others])
        for other in others[1:]:
            weight = weight * ways[other]
        found.append((first + node, weight))
    return found


def _columns(policy: Callable[..., tuple[Any, int]], counts: Any, skew: float, fillings: Any) -> Any:
    """The hit ratios at given fillings, in ascending order, a row for each of the numbers of items.

    Each time gives a filling and a hit ratio; between them a cubic has the slopes that they have, too.
    """
    levels, weights = ranked(counts, np.array([skew]), _COARSE, _LONGER)
    total = harmonic(counts, skew)
    popularity = np.exp(-levels)
    # Between the time at which all would be held that are asked for, and that at which all ask as the least popular.
    least, most = float(fillings[0]), float(fillings[-1])
    first = np.log(counts / total) - np.logaddexp(0.0, -least) - 0.5
    last = skew * np.log(counts) + (math.log(np.logaddexp(0.0, most)) if policy is _lru else most) + 0.5
    times = np.exp(np.linspace(first, np.maximum(first + 1, np.minimum(last, LARGEST_EXPONENT)), _TIMES, axis=1))
    asked = times[:, :, None] * popularity[:, None, :]
    held, power = policy(asked, few=True)
    absent = 1 - held
    slope = asked * (absent if power == 1 else absent * absent)
    by = np.stack([weights, weights * popularity / total[:, None]], axis=2)
    inside, hits = np.moveaxis(held @ by, 2, 0)
    outside, (steepness, gains) = (absent @ weights[:, :, None])[:, :, 0], np.moveaxis(slope @ by, 2, 0)
    filled = np.log(inside / outside)
    slopes = gains / (steepness * (1 / inside + 1 / outside))
    return np.array([_between(fillings, *each) for each in zip(filled, hits, slopes, strict=True)])


def _between(fillings: Any, filled: Any, hits: Any, slopes: Any) -> Any:
    """Hermite's cubics through places that ascend; what is no number, or does not ascend, is left out."""
    known = np.flatnonzero(np.isfinite(filled) & np.isfinite(slopes))
    known = known[np.concatenate([[True], np.diff(np.maximum.accumulate(filled[known])) > 0])]
    filled, hits, slopes = filled[known], hits[known], slopes[known]
    place = np.clip(np.searchsorted(filled, fillings, "right") - 1, 0, len(filled) - 2)
    width = filled[place + 1] - filled[place]
    way = np.clip((fillings - filled[place]) / width, 0.0, 1.0)
    start, end = hits[place], hits[place + 1]
    cubic = start + (end - start) * way * way * (3 - 2 * way)
    cubic += width * way * (1 - way) * (slopes[place] * (1 - way) - slopes[place + 1] * way)
    return np.clip(cubic, 0.0, 1.0)
