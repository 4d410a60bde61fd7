"""How a survey samples: each key is stood for once, the interval holds, large keys are met, and it can be gone on."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.comparers.redis.servers import running
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.interval import precision
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.strata import PILOT, Strata
from tests.all_of import all_of
from tests.data import part_of
from tests.real import a_server
from tests.redis_server import eyes, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Run

KEYS = 6000
SERVERS = 40
HOLDS = (0.80, 0.98)  # of 40 servers: 90%, and what chance makes of it


def lognormal(chance: random.Random) -> dict[str, list[float]]:
    return {"session": [60 + chance.lognormvariate(5, 1) for _ in range(KEYS)]}


def pareto(chance: random.Random) -> dict[str, list[float]]:
    return {"page": [100 * chance.paretovariate(2.2) for _ in range(KEYS)]}


def zipf(chance: random.Random) -> dict[str, list[float]]:
    ranks = [60 + 40_000 / rank**0.8 for rank in range(1, KEYS // 4)]
    chance.shuffle(ranks)
    return {"followers": ranks, "likes": [64.0] * KEYS}


def huge(chance: random.Random) -> dict[str, list[float]]:
    return {**lognormal(chance), "leaderboard": [60.0 * KEYS]}


def many(chance: random.Random) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for group in range(30):
        middle, spread = chance.uniform(3, 7), chance.uniform(0.2, 1.2)
        found[f"g{group}"] = [60 + chance.lognormvariate(middle, spread) for _ in range(KEYS // 30)]
    return found


def sampled(data: dict[str, list[float]], share: float, chance: random.Random) -> Strata:
    """A survey as `sampling` does it: a round in which some keys are looked at, and one that knows the spreads."""
    keys = [(pattern, size) for pattern, sizes in data.items() for size in sizes]
    chance.shuffle(keys)
    strata, looks, rest = Strata(), share * len(keys), []
    for pattern, size in keys:
        stratum = strata.of(0, pattern)
        stratum.seen += 1
        if stratum.looked < PILOT or chance.random() < 0.4 * share:
            stratum.add(size)
        else:
            rest.append((pattern, size))
    rates = strata.rates(0, max(0.0, looks - strata.looked), seen=1.0)
    for pattern, size in rest:
        if chance.random() < rates[pattern]:
            strata.of(0, pattern).add(size)
    for _, cell in strata.cells():
        cell.undescribed["none"] = cell.looked
    return strata


@pytest.mark.parametrize("shape", part_of([lognormal, pareto, zipf, huge, many], 3))
def test_the_interval_holds_in_nine_of_ten(shape: Callable[[random.Random], dict[str, list[float]]]) -> None:
    held, off = 0, 0.0
    for seed in range(SERVERS):
        chance = random.Random(seed)
        data = shape(chance)
        truth = sum(map(sum, data.values()))
        strata = sampled(data, 0.15, chance)
        number = sum(map(len, data.values()))
        estimate = sum(each.seen * each.mean for each in strata.found.values())
        found = precision(strata, {0: number})
        held += estimate * (1 - found.low) <= truth <= estimate * (1 + found.high)
        off += (estimate / truth - 1) / SERVERS
    assert HOLDS[0] <= held / SERVERS <= HOLDS[1] + 0.02
    assert abs(off) < 0.02


def test_a_key_of_a_name_of_its_own_is_looked_at() -> None:
    chance = random.Random(1)
    strata = sampled(huge(chance), 0.02, chance)
    assert strata.found[0, "leaderboard"].looked == 1
    assert strata.found[0, "session"].looked < KEYS / 10


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(1, 1e6), st.booleans()), min_size=1, max_size=200))
def test_each_key_is_stood_for_once(keys: list[tuple[str, float, bool]]) -> None:
    strata = Strata()
    for place, (pattern, size, looked) in enumerate(keys):
        stratum = strata.of(0, pattern)
        stratum.seen += 1
        if looked or stratum.looked == 0:
            cell = stratum.add(size)
            if not cell.samples or place % 3:
                cell.samples.append(Sample(0, pattern, 5, "string", "raw", "text", False, int(size), usage=size))
    weighted = list(strata.weighted({0: len(keys)}))
    assert sum(sample.weight for sample in weighted) == pytest.approx(len(keys))
    groups = grouped(weighted)
    assert abs(sum(group.keys for group in groups) - len(keys)) <= len(groups)


@all_of("looks", [1, 10, 100, 1000, 100_000])
def test_the_looks_are_spent_and_none_twice(looks: int) -> None:
    strata = Strata()
    for pattern, seen, sizes in (
        ("even", 1000, [64.0] * 30),
        ("uneven", 500, [64.0, 9000.0] * 15),
        ("few", 5, [9.0] * 5),
    ):
        stratum = strata.of(0, pattern)
        stratum.seen = seen
        for size in sizes:
            stratum.add(size)
    rates = strata.rates(0, looks, seen=1.0)
    assert all(0 <= rate <= 1 for rate in rates.values())
    left = {each.pattern: each.seen - each.looked for each in strata.found.values()}
    spent = sum(rate * left[pattern] for pattern, rate in rates.items())
    assert spent == pytest.approx(min(looks, sum(left.values())))
    assert rates["uneven"] >= rates["even"]


def test_a_survey_goes_on_where_it_was_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "begun.json"
    with running(a_server().path) as address:
        fill(address, [("SET", f"secret:{number}", "x" * (number * 37 % 900)) for number in range(6000)])
        # By keys and not by time, of which a busy machine gives less.
        options = ("--json", "--resume", str(path), "--seconds", "60", "--rate", "100000")
        first = json.loads(run("survey", str(address), *options, "--keys", "400").out)
        with eyes(address) as client:
            client.config_resetstat()
            second = json.loads(run("survey", str(address), *options, "--keys", "2500").out)
            calls = {name: each["calls"] for name, each in client.info("commandstats").items()}
    asked = sum([number for name, number in calls.items() if name.startswith("cmdstat_memory")])
    assert asked < second["sampled"] - first["sampled"] / 2  # what was read before is not read again
    assert first["keys"] == second["keys"] == 6000
    assert second["sampled"] > 1.3 * first["sampled"]
    width = [found["interval_by_sample"][1] - found["interval_by_sample"][0] for found in (first, second)]
    assert width[1] < width[0]
    assert abs(second["error"]) < 0.05
    assert "secret:1" not in path.read_text(encoding="utf-8")
    with running(a_server().path) as other:
        fill(other, [("SET", "a", "b")])
        assert "another server" in run("survey", str(other), "--resume", str(path)).err
        path.write_text("{}", encoding="utf-8")
        assert "no survey to go on with" in run("survey", str(other), "--resume", str(path)).err
