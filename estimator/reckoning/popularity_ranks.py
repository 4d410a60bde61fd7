"""Sums over the ranks of Zipf's law on numpy arrays, and what of a policy goes into them: model/popularity.py for many.

A case a row: of each the ranks that matter, those among them that count singly, and the panels for the others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from estimator.model.popularity import (
    BERNOULLI,
    EDGE,
    GAUSS,
    LARGEST_EXPONENT,
    LONGER,
    LONGEST_PANEL,
    NEGLIGIBLE,
    SINGLE,
    SINGLE_BY_SKEW,
    SUMMED,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Policy = Callable[..., tuple[Any, Any, int]]


def lru(asked: Any, *, exact: bool) -> tuple[Any, Any, int]:
    """An entry's time is prolonged by a hit."""
    if exact:
        held = -np.expm1(-asked)
        return held, 1 - held, 1
    absent = np.exp(-asked)
    return 1 - absent, absent, 1


def fifo(asked: Any, *, exact: bool) -> tuple[Any, Any, int]:
    """An entry's time is not prolonged by hits."""
    absent = 1 / (1 + asked)
    return asked * absent if exact else 1 - absent, absent, 2


# By an item's requests in the characteristic time: the chance that it is held, `exact` even where next to no request
# comes; that it is not; and the power of the latter that is the slope of the former.
POLICIES: dict[str, Policy] = {"lru_hit_ratio": lru, "fifo_hit_ratio": fifo}


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


def holds_all(cache: Any, skew: Any) -> Any:
    """Whether caches miss less often than a float can tell."""
    steep = (skew > 1) & (cache > 1)
    cache, skew = np.where(steep, cache, 1.0), np.where(steep, skew, 2.0)
    return steep & ((skew - 1) * (np.log(cache) + np.log((skew - 1) / skew)) >= NEGLIGIBLE)


def felt(cache: Any, items: Any, skew: Any) -> Any:
    """The items that matter to caches."""
    steep = skew > 1
    reach = np.maximum(1.0, NEGLIGIBLE / np.where(steep, skew - 1, 1.0))
    steep = steep & (reach < LARGEST_EXPONENT / 2)
    reached = np.ceil((np.where(steep, cache, 0.0) + 1) * np.exp(np.where(steep, reach, 0.0)))
    return np.where(steep, np.minimum(items, reached), items)


def asked_once(cache: Any, skew: Any, least: Any) -> tuple[Any, Any]:
    """Logarithms of ranks, between which is the one that is asked for once in the characteristic time."""
    flat = skew == 0
    nearest = np.where(flat, 0.0, least / np.where(flat, 1.0, skew))
    steep = (skew > 1) & (cache > 1)
    other = np.log(np.where(steep, cache, 1.0)) + np.log(np.where(steep, skew - 1, 1.0) / np.where(steep, skew, 1.0))
    return np.where(steep, np.maximum(nearest, other), nearest), np.log(2 * cache + 1)


class Ranks(NamedTuple):
    """What the ranks of some cases are chosen by; arrays of one length."""

    items: Any  # that matter
    skew: Any
    nearest: Any  # and farthest: logarithms of the rank that is asked for once
    farthest: Any

    def of(self, chosen: Any) -> Ranks:
        """Those of some of the cases."""
        return Ranks(*[each[chosen] for each in self])


def lengths(ranks: Ranks, fewest: int = SINGLE, longer: float = 1.0) -> tuple[Any, Any]:
    """The ranks that count singly, and the panels before, around and behind the one that is asked for once."""
    steep = np.ceil(SINGLE_BY_SKEW * fewest / SINGLE * ranks.skew)
    singles = np.minimum(ranks.items, np.maximum(float(fewest), steep))
    lengths = _panellengths(ranks.skew, longer)
    edges = _edges(ranks, singles)
    return singles, np.ceil(np.diff(edges, axis=0) / lengths)


def _panellengths(skew: Any, longer: float) -> Any:
    longest = longer * np.minimum(LONGEST_PANEL, 1 / np.maximum(skew, 1 / LONGEST_PANEL))
    return np.stack([LONGER * longest, longest, LONGER * longest])


def _edges(ranks: Ranks, singles: Any) -> Any:
    """The logarithms of the ranks between which panels are, in four rows."""
    end = np.log(ranks.items + 0.5)
    start = np.minimum(np.log(singles + 0.5), end)
    flat = ranks.skew == 0
    edge = np.where(flat, np.inf, EDGE / np.where(flat, 1.0, ranks.skew))
    first, last = (np.clip(at, start, end) for at in (ranks.nearest - edge, ranks.farthest + edge))
    return np.stack([start, first, last, end])


def ranked(ranks: Ranks, fewest: int = SINGLE, longer: float = 1.0) -> tuple[Any, Any]:
    """The levels and weights of a sum over ranks, a row for each of the cases."""
    singles, _ = lengths(ranks, fewest, longer)
    single = float(singles.max())
    edges = _edges(ranks, np.full(singles.shape, single))
    rank = np.arange(1.0, single + 1)
    count = ranks.items[:, None]
    more = count > single
    levels = [np.broadcast_to(np.log(rank), (len(count), len(rank)))]
    weights = [(rank <= count).astype(float)]
    if more.any():
        shape = (len(count), 4)
        ends = np.concatenate([np.broadcast_to((single, single + 1), (len(count), 2)), count, count + 1], axis=1)
        levels.append(np.log(ends))
        weights.append(np.where(more, np.broadcast_to((-1 / 24, 1 / 24, 1 / 24, -1 / 24), shape), 0.0))
    nodes = np.array([sign * node for node, _ in GAUSS for sign in (-1, 1)])
    shares = np.array([share for _, share in GAUSS for _ in range(2)])
    for low, high, length in zip(edges[:-1], edges[1:], _panellengths(ranks.skew, longer), strict=True):
        panels = math.ceil(((high - low) / length).max())
        if panels:
            half = (high - low)[:, None] / panels / 2
            at = low[:, None] + half * (2 * np.arange(panels)[:, None] + 1 + nodes).ravel()
            levels.append(at)
            weights.append(half * np.tile(shares, panels) * np.exp(at))
    return np.concatenate(levels, axis=1) * ranks.skew[:, None], np.concatenate(weights, axis=1)
