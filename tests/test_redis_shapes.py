"""Streams with groups, keys that grew, were just loaded or have lost elements: predicted, and as servers have them."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.comparison import predicted_bytes
from estimator.comparers.redis.servers import running
from estimator.producers.redis.client import connect
from estimator.producers.redis.facts import facts
from estimator.reckoning.estimate import answered_number
from tests.data import CASES, part_of
from tests.real import servers
from tests.redis_shapes import SEED, SHAPES, growth

if TYPE_CHECKING:
    from estimator.comparers.comparison import Program

RECORDS = list(csv.DictReader((CASES / "redis" / "shapes.csv").read_text(encoding="utf-8").splitlines()))
GLIBC = 0.05
# What is not met, with its cause.
NOT_MET = {("redis 3.2.13", "bitmap_ascending"): "1 KB in all beside 200 keys, as in each row of this server"}
PROGRAMS = servers()


def error(shape: str, arguments: str, full_blocks: str, used: float) -> float:
    return predicted_bytes(SHAPES[shape].expression(arguments, full_blocks)) / used - 1


def bound(shape: str, arguments: str) -> float:
    return max(SHAPES[shape].bound, GLIBC if "glibc" in arguments else 0)


def test_records_are_of_all_shapes_and_of_ten_servers() -> None:
    assert {row["shape"] for row in RECORDS} == SHAPES.keys()
    assert len({row["server"] for row in RECORDS}) > 10


@pytest.mark.parametrize("shape", SHAPES)
def test_records_are_met(shape: str) -> None:
    rows = [row for row in RECORDS if row["shape"] == shape]
    missed = {
        (row["server"], shape): off
        for row in part_of(rows, 4)
        if abs(off := error(shape, row["arguments"], row["full_blocks"], float(row["used_memory"])))
        > bound(shape, row["arguments"])
    }
    assert missed.keys() <= NOT_MET.keys(), missed


@pytest.mark.parametrize("program", part_of(PROGRAMS, 6), ids=lambda program: program.version.split(" sha")[0])
def test_a_real_server_takes_what_is_predicted(program: Program) -> None:
    with running(program.path) as address, connect(address) as client:
        found = facts(client)
        commands = {each.needs: client.ask("COMMAND", "INFO", each.needs) for each in SHAPES.values() if each.needs}
    lacking = {name for name, answer in commands.items() if not isinstance(answer, list) or not any(answer)}
    missed = {}
    for name in part_of([name for name, shape in SHAPES.items() if shape.needs not in lacking], 3):
        with running(program.path) as address:
            off = error(name, found.arguments, found.full_blocks, growth(address, SHAPES[name]))
        if abs(off) > bound(name, found.arguments):
            missed[name] = off
    assert missed == {}


@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [(1, 10, 1), (1, 10, 2), (10, 99, 2), (64, 100, 2), (100, 1000, 2), (1000, 10_000, 2), (10, 99, 3), (1, 10, 4)],
)
def test_so_many_decimals_are_kept_as_they_came_by_17_digits(low: int, high: int, digits: int) -> None:
    chance, kept, number = random.Random(SEED), 0, 40_000
    for _ in range(number):
        behind = chance.choice([part for part in (chance.randrange(10**digits) for _ in range(9)) if part % 10])
        text = f"{chance.randrange(low, high)}.{behind:0{digits}d}"
        kept += f"{float(text):.17g}" == text
    said = answered_number(f"mean(redis.sorted_set.kept_short(spread(uniform({low}, {high})), {digits}))")
    assert said == pytest.approx(kept / number, abs=0.008)
