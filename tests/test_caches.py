"""Hit ratios against simulated caches: LRU, FIFO and LFU at three skews and three sizes, within one point; expiry."""

from __future__ import annotations

import math
from collections import OrderedDict
from functools import cache as remembered
from typing import TYPE_CHECKING

import numpy as np
import pytest

from estimator.model.popularity import (
    STEEPEST,
    asked_once,
    felt,
    fifo_hit_ratio,
    harmonic,
    holds_all,
    lru_hit_ratio,
    ranked,
)
from estimator.reckoning.arrays import apply_function
from tests.predictions import predicted

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

ITEMS = 10_000
REQUESTS, WARM_UP = 600_000, 200_000
POINT = 0.01
SKEWS = (0.7, 0.9, 1.1)
SIZES = (100, 500, 2000)
FORMULAS = {"lru": "cache.lru_hit_ratio_of", "fifo": "cache.fifo_hit_ratio_of", "lfu": "cache.best_hit_ratio"}


@remembered
def requests(skew: float) -> NDArray[np.int64]:
    """A stream of independent requests, by popularity's rank."""
    shares = np.arange(1, ITEMS + 1, dtype=float) ** -skew
    generator = np.random.default_rng(20_261_124)
    found: NDArray[np.int64] = np.searchsorted(np.cumsum(shares / shares.sum()), generator.random(REQUESTS))
    return found


def simulated(policy: str, skew: float, size: int) -> float:
    """The share of hits of LRU or FIFO after warming up."""
    held: OrderedDict[int, None] = OrderedDict()
    hits = 0
    for at, item in enumerate(requests(skew).tolist()):
        if item in held:
            hits += at >= WARM_UP
            if policy == "lru":
                held.move_to_end(item)
            continue
        if len(held) >= size:
            held.popitem(last=False)
        held[item] = None
    return hits / (REQUESTS - WARM_UP)


@pytest.mark.parametrize("policy", ["lru", "fifo"])
@pytest.mark.parametrize("skew", SKEWS)
@pytest.mark.parametrize("size", SIZES)
def test_a_hit_ratio_is_within_a_point(policy: str, skew: float, size: int) -> None:
    said = predicted(f"{FORMULAS[policy]}({size}, {ITEMS}, {skew})")
    assert simulated(policy, skew, size) == pytest.approx(said, abs=POINT)


def lfu(skew: float, size: int) -> float:
    """Perfect LFU: what is held are always the `size` items that were asked for most so far."""
    stream = requests(skew)
    hits = 0
    counts = np.zeros(ITEMS + 1)
    step = 2000  # requests between two looks at the counts
    for start in range(0, REQUESTS, step):
        part = stream[start : start + step]
        if start >= WARM_UP:
            held = np.zeros(ITEMS + 1, dtype=bool)
            held[np.argpartition(-counts, size)[:size]] = True
            hits += int(held[part].sum())
        np.add.at(counts, part, 1)
    return hits / (REQUESTS - WARM_UP)


@pytest.mark.parametrize("skew", SKEWS)
@pytest.mark.parametrize("size", SIZES)
def test_lfu_is_within_a_point_of_the_best(skew: float, size: int) -> None:
    said = predicted(f"{FORMULAS['lfu']}({size}, {ITEMS}, {skew})")
    assert lfu(skew, size) == pytest.approx(said, abs=POINT)


@pytest.mark.parametrize(("rate", "lifetime"), [(1, 10.0), (1, 0.2), (50, 1.0)])
def test_a_key_that_expires_hits_as_simulated(rate: int, lifetime: float) -> None:
    arrivals = np.cumsum(np.random.default_rng(20_261_124).exponential(1 / rate, 100_000)).tolist()
    until, hits = 0.0, 0
    for now in arrivals:
        if now < until:
            hits += 1
        else:
            until = now + lifetime
    said = predicted(f"cache.ttl_hit_ratio({rate} request/s, {lifetime} s)")
    assert hits / len(arrivals) == pytest.approx(said, abs=POINT)


def test_an_entry_stays_as_long_as_simulated() -> None:
    held: OrderedDict[int, int] = OrderedDict()
    size, hits, stayed = 500, 0, []
    for at, item in enumerate(requests(0.9).tolist()):
        if item in held:
            hits += 1
            held.move_to_end(item)
            continue
        if len(held) >= size:
            stayed.append(at - held.popitem(last=False)[1])
        held[item] = at
    said = predicted(f"cache.residence_time({size}, 1 request/s, {hits / REQUESTS}) / 1 s")
    assert float(np.mean(stayed)) == pytest.approx(said, rel=0.03)


def test_a_hit_ratio_of_two_ranges_is_that_of_each_draw() -> None:
    generator = np.random.default_rng(20_261_124)
    sizes = np.exp(generator.normal(8, 0.7, 2000))
    skews = np.exp(generator.normal(-0.25, 0.15, 2000))
    said = apply_function("lru_hit_ratio", [sizes, float(ITEMS * 10), skews])
    each = [lru_hit_ratio(size, ITEMS * 10, skew) for size, skew in zip(sizes, skews, strict=True)]
    assert np.quantile(said, (0.05, 0.5, 0.95)) == pytest.approx(np.quantile(each, (0.05, 0.5, 0.95)), abs=0.002)
    assert float(np.quantile(np.abs(said - each), 0.99)) < 0.002


@pytest.mark.parametrize("policy", [lru_hit_ratio, fifo_hit_ratio])
def test_beyond_the_steepest_skew_nothing_changes(policy: Callable[[float, float, float], float]) -> None:
    """The first item has all requests there, so that a cache that holds it always has all hits."""
    assert harmonic(1e6, STEEPEST) == 1.0
    assert policy(2, 1e4, STEEPEST) == policy(2, 1e4, 1e9) == pytest.approx(1.0, rel=1e-15)


# Of mpmath to 60 digits, over all ranks.
STEEP = [
    (fifo_hit_ratio, 1.4605511677943088, 1e15, 18.84202181194098, 0.99999635338724958848),
    (fifo_hit_ratio, 1.5, 107_024.0, 20.363918800502567, 0.99999888726761714674),
]


@pytest.mark.parametrize(("policy", "size", "items", "skew", "ratio"), STEEP)
def test_a_steep_skew(
    policy: Callable[[float, float, float], float], size: float, items: float, skew: float, ratio: float
) -> None:
    assert policy(size, items, skew) == pytest.approx(ratio, rel=1e-12)


@pytest.mark.parametrize("skew", [0.0, 1e-300, 0.01, 0.5, 0.9, 1.0, 1.01, 1.05, 1.2, 1.43, 2.0, 3.0, 10.0, 30.0, 109.0])
@pytest.mark.parametrize("items", [10.0, 1e6, 4e15, 1e40, 1e308])
def test_few_places_are_enough_for_any_skew_and_any_number_of_items(items: float, skew: float) -> None:
    for size in (0.1, 1.0, 1.5, 3.0, items**0.1, items**0.9, items * 0.3, items * 0.999):
        if holds_all(size, skew):
            continue
        around = asked_once(size, skew, math.log(size / harmonic(items, skew)))
        levels, _ = ranked(felt(size, items, skew), skew, *around)
        assert len(levels) < 8_000


@pytest.mark.parametrize("policy", ["lru_hit_ratio", "fifo_hit_ratio"])
def test_arrays_agree_at_the_extremes(policy: str) -> None:
    generator = np.random.default_rng(20_261_127)
    cases = []
    for _ in range(400):
        items = float(np.round(10 ** generator.choice([generator.uniform(0.4, 15), generator.uniform(15, 307)])))
        sizes = [items * generator.random(), items ** generator.random(), 1.0, 1.5, 0.3]
        skews = [generator.uniform(0, 3), 10 ** generator.uniform(-9, 2.2), 10 ** generator.uniform(0, 300), 1.0]
        cases.append((float(generator.choice(sizes)), items, float(generator.choice(skews))))
    one = lru_hit_ratio if policy == "lru_hit_ratio" else fifo_hit_ratio
    said = apply_function(policy, [np.array(column) for column in zip(*cases, strict=True)])
    assert said == pytest.approx(np.array([one(*case) for case in cases]), rel=1e-9)
