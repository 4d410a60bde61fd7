"""Popularity and hit ratios on numpy arrays: model/popularity.py for many arguments at once.

The head's share has the digits that it has there, and so has a hit ratio of few cases. Of many, hit ratios are
tabulated over how full the cache is, the items and the skew; between the places of the table they are cubic in the last
two and straight in the first: off by less than a thousandth of their spread. A cache for all items, and none, are
exact. What has no value is NaN.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from estimator.model.popularity import (
    CLOSE,
    GAUSS,
    LARGEST_EXPONENT,
    MOST_TANGENTS,
    NEGLIGIBLE,
    STEEPEST,
    SUMMED,
)
from estimator.reckoning.popularity_ranks import (
    POLICIES,
    Ranks,
    asked_once,
    felt,
    harmonic,
    holds_all,
    lengths,
    lru,
    ranked,
)
from estimator.reckoning.whole_arrays import floor, snapped

if TYPE_CHECKING:
    from estimator.reckoning.popularity_ranks import Policy

FEW = 2048  # cases that are reckoned one by one
_BLOCK = 2**19  # numbers of a block, so that it stays in the processor's memory
_FILLINGS, _TIMES = 513, 48  # places along the filling, and of the time from which they are found
_SKEWS, _SKEWS_ALONE = 25, 97
_FEWEST_ITEMS, _MOST_ITEMS, _BETWEEN_ITEMS = 9, 65, 0.5  # places along the items, and the logarithm between two
_SMOOTH = 64.0  # items from which on a sum over ranks may end between two of them
_AT_ONCE = 2**13  # cases that are read from a table together
# Of a table, whose places are far apart anyway: ranks that count singly, and how much longer the others' panels are.
_COARSE, _LONGER = 24, 2.0
_STEEP = 1.2  # a skew from which on the size of a cache that never misses is looked at
_RARE = 1000  # times more items than the cache holds, from which on 1 - exp(-x) loses digits that count


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
    # What is left to the first item alone, and what holds all that is ever asked for.
    closed = open_ & ((skew >= STEEPEST) | holds_all(np.where(open_, cache, 1.0), np.where(open_, skew, 0.0)))
    found[closed] = np.minimum(cache[closed], 1.0)
    open_ &= ~closed
    policy, given = POLICIES[name], [cache, items, skew]
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


class _Cases(NamedTuple):
    """Caches with what they are reckoned from; arrays of one length."""

    cache: Any
    items: Any
    total: Any  # of the popularity of all items
    least: Any  # logarithm of the requests for the first item if all are held that are asked for
    ranks: Ranks


def _one_by_one(policy: Policy, cache: Any, items: Any, skew: Any) -> Any:
    """By Newton's tangents, as model/popularity.py has them; in blocks of cases with sums of like lengths."""
    found = np.empty(cache.shape)
    total = harmonic(items, skew)
    least = np.log(cache / total)
    ranks = Ranks(felt(cache, items, skew), skew, *asked_once(cache, skew, least))
    singles, panels = lengths(ranks)
    places = singles + 4 + 2 * len(GAUSS) * panels.sum(axis=0)
    order = np.argsort(-places)
    for few in (True, False):
        chosen = order[(cache[order] <= items[order] / 2) == few]
        start = 0
        while start < len(chosen):
            block = chosen[start : start + max(1, int(_BLOCK // places[chosen[start]]))]
            cases = _Cases(cache[block], items[block], total[block], least[block], ranks.of(block))
            found[block] = _block(policy, cases, few=few)
            start += len(block)
    return found


def _block(policy: Policy, cases: _Cases, *, few: bool) -> Any:
    cache, items, total, least, ranks = cases
    skew = ranks.skew
    wanted = cache if few else items - cache
    guess = skew * np.log(cache) if few else skew * np.log(items) + np.log(-np.log1p(-cache / items))
    time = np.maximum(least, guess)
    exact = few and bool((cache < items / _RARE).any())
    if items.max() > SUMMED:  # a sum over half as many places is near enough to begin with
        sums = ranked(ranks, _COARSE, _LONGER)
        time, _ = _tangents(policy, sums, wanted, least, time, few=few, exact=exact)
    _, hits = _tangents(policy, ranked(ranks), wanted, least, time, few=few, exact=exact)
    return np.minimum(1.0, hits / total)


def _tangents(
    policy: Policy,
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
        held, absent, power = policy(asked, exact=exact)
        slope = (weights, asked, absent if power == 1 else absent * absent)
        found, steepness = np.einsum("ij,ij->i", weights, held if few else absent), np.einsum("ij,ij,ij->i", *slope)
        below = (found < wanted) == few
        low, high = np.where(below, time, low), np.where(below, high, time)
        step = np.log(wanted / found) * found / steepness
        step = step if few else -step
        after = time + step
        inside = (low <= after) & (after <= high)
        is_near = np.abs(step) <= CLOSE
        is_closed = high - low <= CLOSE * CLOSE * np.maximum(1.0, np.abs(time))
        if tangents == MOST_TANGENTS or np.where(inside, is_near, is_closed).all():
            break
        bisected = np.where(np.isfinite(high), (low + high) / 2, low + 1 + 2 * np.abs(low - least))
        time = np.where(inside, after, bisected)
    moved = np.where(inside & is_near, step, 0.0)  # so little that a tangent leads there
    hits = np.einsum("ij,ij,ij->i", weights, popularity, held) + moved * np.einsum("ij,ij,ij,ij->i", *slope, popularity)
    return time, hits


def _tabulated(policy: Policy, cache: Any, items: Any, skew: Any) -> Any:
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


def _columns(policy: Policy, counts: Any, skew: float, fillings: Any) -> Any:
    """The hit ratios at given fillings, in ascending order, a row for each of the numbers of items.

    Each time gives a filling and a hit ratio; between them a cubic has the slopes that they have, too.
    """
    if skew >= STEEPEST:
        return np.minimum(counts[:, None] / (1 + np.exp(-fillings)), 1.0)
    # No cache above the largest one misses, and it feels none of the items behind some rank.
    largest = math.exp(NEGLIGIBLE / (skew - 1)) * skew / (skew - 1) if skew > _STEEP else math.inf
    matter = felt(np.minimum(largest, counts), counts, np.full(counts.shape, skew))
    levels, weights = ranked(
        Ranks(matter, np.full(counts.shape, skew), np.zeros(counts.shape), np.log(counts + 1)), _COARSE, _LONGER
    )
    total = harmonic(counts, skew)
    popularity = np.exp(-levels)
    # Between the time at which all would be held that are asked for, and that at which all ask as the least popular.
    least, most = float(fillings[0]), float(fillings[-1])
    first = np.log(counts / total) - np.logaddexp(0.0, -least) - 0.5
    last = skew * np.log(np.minimum(2 * largest, counts)) + 0.5
    last += math.log(np.logaddexp(0.0, most)) if policy is lru else most
    times = np.exp(np.linspace(first, np.maximum(first + 1, np.minimum(last, LARGEST_EXPONENT)), _TIMES, axis=1))
    asked = times[:, :, None] * popularity[:, None, :]
    held, absent, power = policy(asked, exact=True)
    slope = asked * (absent if power == 1 else absent * absent)
    by = np.stack([weights, weights * popularity / total[:, None]], axis=2)
    inside, hits = np.moveaxis(held @ by, 2, 0)
    outside = (absent @ weights[:, :, None])[:, :, 0] + (counts - matter)[:, None]
    steepness, gains = np.moveaxis(slope @ by, 2, 0)
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
