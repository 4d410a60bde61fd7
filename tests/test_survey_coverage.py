"""How far off a sampled survey says that it may be: of populations with known bytes, as light as heavy-tailed ones."""

from __future__ import annotations

import random
import re

import pytest

from estimator.model.files import module_from_text
from estimator.producers.redis.facts import Facts, default_thresholds
from estimator.producers.redis.survey.beside import Beside
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.interval import Precision, precision
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.sheet import Fixed, Head, named, sheet_text
from estimator.reckoning.estimate import estimate
from estimator.units.table import BYTE_BITS
from tests.all_of import all_of
from tests.data import part_of
from tests.survey_populations import OTHERS, SHAPES, beside, sampled

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


def test_beside_used_memory_it_is_narrow_and_holds_in_nine_of_ten() -> None:
    held = surveys = 0
    halves: list[tuple[float, float]] = []
    for shape, drawn in {**SHAPES, **OTHERS}.items():
        for seed in range(0 if shape in ("huge, among others", "constant") else 5):
            sizes = drawn(random.Random(1000 + seed), KEYS)
            found, _ = beside(sizes, round(0.1 * len(sizes)), seed)
            (low, high), alone = found.interval, found.by_sample
            held += low <= found.used <= high
            surveys += 1
            halves.append(((high - low) / found.used, (alone[1] - alone[0]) / found.used))
    assert 0.85 <= held / surveys <= 0.97  # of 80: nine in ten, and what chance makes of it
    bounded, alone_too = [sorted(each)[surveys // 2] for each in zip(*halves, strict=True)]
    assert bounded < 0.6 * alone_too


MB = 1_000_000.0
LUCK = Precision(0.2, 5.0, 0.5, 9.0, 0.1)


@all_of(
    "predicted, used, comparable, low, high",
    [
        (10, 12, True, 9, 12.118),  # no more than the server uses
        (10, 9.5, True, 9, 9.594),
        (10, 8.5, True, 9, 60),  # luck: all of it is above that
        (10, 70, True, 8, 60),  # or below it
        (10, 4, True, 3.9605, 4.0395),  # other keys than those that were met
        (10, 200, True, 198.026, 201.974),
        (10, 200, False, 8, 60),  # of a part of the databases
        (10, 12, False, 9, 12.118),
        (10, 0, True, 8, 60),  # nobody says it
    ],
)
def test_what_the_server_uses_is_the_upper_end(
    predicted: float,
    used: float,
    comparable: bool,  # noqa: FBT001
    low: float,
    high: float,
) -> None:
    found = Beside(predicted * 1e3 * MB, predicted * 1e3 * MB, LUCK, round(used * 1e3 * MB), comparable=comparable)
    assert [end / 1e3 / MB for end in found.interval] == pytest.approx([low, high], rel=1e-4)
    assert found.bounded is (high < 60 and not found.refuted)
    alone = [end / 1e3 / MB for end in found.by_sample]
    assert alone == pytest.approx([0.8 * predicted, 6 * predicted], rel=1e-4)


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


def sheet_of(used: int, found: Precision, not_met: int) -> str:
    """The sheet of a sample of texts of 5000 bytes, beside a server that uses so much."""
    key = Sample(0, "k:{number}", 5, "string", "raw", "text", False, 5000, usage=5120.0, read=1, weight=1000.0)
    facts = Facts("redis", "7.2", "7.2.6", "jemalloc", False, False, 0, {0: 1000}, default_thresholds(), ())
    head = Head("h", "2026-11-28", 10, found, (), not_met)
    return sheet_text(head, facts, named(grouped([key])), Fixed(used, 10**6, 0, 0, 0))


def bytes_of(text: str, *given: str) -> dict[str, float]:
    """What is worked in a sheet, in bytes."""
    found = estimate(module_from_text(text, "survey.est"), given)
    names = ("predicted", "sampled_now", "all_keys", "not_met", "met_too_often")
    steps = {name: found.model.quantities[name].step for name in names if name in found.model.quantities}
    return {name: float(found.values[step]) / BYTE_BITS for name, step in steps.items() if step is not None}


@all_of(
    "used, found, line",
    [
        (10**8, Precision(0.1, 0.2, 0.1, 0.3), "not_met"),
        (10**6, Precision(0.9, 0.2, 0.999, 0.3), "met_too_often"),
        (10**8, Precision(0.0, 1e6, 0.0, 1e9), "not_met"),
    ],
)
def test_what_used_memory_has_besides_is_a_line_of_its_own(used: int, found: Precision, line: str) -> None:
    besides = 1_000_000 if line == "not_met" else -1_000_000
    text = sheet_of(used, found, besides)
    now, grown = bytes_of(text), bytes_of(text, "growth=10")
    assert re.search(rf"^{line} +=", text, re.MULTILINE)
    assert now[line] == abs(besides)
    assert now["predicted"] == pytest.approx(now["sampled_now"] + besides)
    assert grown["sampled_now"] == now["sampled_now"]
    assert grown["all_keys"] == pytest.approx(10 * now["all_keys"])
    assert grown["predicted"] > 9.5 * (now["all_keys"] + besides)
