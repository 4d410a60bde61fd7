"""How far off a sampled survey says that it may be: of populations with known bytes, as light as heavy-tailed ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from estimator.producers.redis.survey.interval import precision
from tests.data import part_of
from tests.survey_populations import SHAPES, sampled

if TYPE_CHECKING:
    from estimator.producers.redis.survey.interval import Precision

SERVERS = 40
KEYS = 1200
SHARE = 0.03
FEWEST = 32  # of 40: what chance makes of nine in ten
LIKE_THE_OTHERS = [shape for shape in SHAPES if shape != "huge, among others"]


def surveyed(shape: str, seed: int, keys: int = KEYS, share: float = SHARE) -> tuple[float, float, Precision]:
    """The bytes of all keys, those that the sample stands for, and the interval."""
    sizes = SHAPES[shape](random.Random(seed), keys)
    strata, _ = sampled(sizes, max(1, round(share * len(sizes))), seed)
    truth = float(sum(map(int, sizes.values())))
    estimate = sum(each.seen * each.mean for each in strata.found.values())
    return truth, estimate, precision(strata, {0: len(sizes)}, 1.5 * truth)


@pytest.mark.parametrize("shape", part_of(LIKE_THE_OTHERS, 5))
def test_the_interval_holds_in_nine_of_ten(shape: str) -> None:
    found = [surveyed(shape, seed) for seed in range(SERVERS)]
    held = sum(estimate * (1 - ends.low) <= truth <= estimate * (1 + ends.high) for truth, estimate, ends in found)
    assert held >= FEWEST


def test_a_tail_that_was_not_seen_widens_the_interval() -> None:
    def half(shape: str, share: float = SHARE) -> float:
        return sorted(surveyed(shape, seed, share=share)[2].half for seed in range(9))[4]

    halves = [half(shape) for shape in ("Pareto 2", "Pareto 1.5", "Pareto 1.1")]
    assert halves == sorted(halves)
    assert half("Pareto 1.5", 0.3) < halves[1] / 3


def test_a_huge_key_among_others_is_beyond_the_far_end() -> None:
    for seed in range(4):
        truth, estimate, ends = surveyed("huge, among others", seed, 3000, 0.1)
        assert truth > estimate * (1 + ends.far_high) or estimate > 0.8 * truth
