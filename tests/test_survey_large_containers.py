"""A survey of few large containers, of which some elements are read: their lengths by the draw and by MEMORY USAGE."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from estimator.comparers.redis.servers import running
from estimator.producers.redis.facts import Facts, default_thresholds
from estimator.producers.redis.replies import OddReply
from estimator.producers.redis.survey.by_usage import doubt, with_lengths_of_usage
from estimator.producers.redis.survey.elements import Question, Size, Terms, places_of_stream, question, repeated
from estimator.producers.redis.survey.groups import Group, grouped
from estimator.producers.redis.survey.memory_usage import said_by_usage
from estimator.producers.redis.survey.plans import FOR_LARGE, Plan
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.sheet import Row
from estimator.records import replace
from tests.all_of import all_of
from tests.data import part_of
from tests.real import servers
from tests.redis_server import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.comparers.comparison import Program
    from tests.commands import Run

ELEMENTS, TOGETHER = 30_000, 100
WITHIN = 0.02
LINKS = 16 * 0.2515 - 24  # of 20,000 elements in 32,768 buckets, of which each has 0.61 on average
LENGTHS: dict[str, Callable[[random.Random], int]] = {
    "even": lambda chance: chance.randint(4, 60),
    "skewed": lambda chance: max(4, min(3000, round(chance.lognormvariate(3, 0.9)))),
}


def loaded(length: Callable[[random.Random], int]) -> Iterator[tuple[str | int, ...]]:
    """A hash, a set, a sorted set and a list of elements of such lengths, whose tables are all moved."""
    chance = random.Random(7)

    def texts() -> list[str]:
        return ["".join(chance.choices("abcdefghijkl", k=length(chance))) for _ in range(TOGETHER)]

    for _ in range(ELEMENTS // TOGETHER):
        yield "HSET", "profile:1", *[part for pair in zip(texts(), texts(), strict=True) for part in pair]
        yield "SADD", "friends:1", *texts()
        yield "ZADD", "board:1", *[part for each in texts() for part in (chance.randint(1, 9999), each)]
        yield "RPUSH", "feed:1", *texts()
    for _ in range(2 * ELEMENTS):
        yield from (("HGET", "profile:1", "x"), ("SISMEMBER", "friends:1", "x"), ("ZSCORE", "board:1", "x"))


@pytest.mark.parametrize("lengths", LENGTHS)
@pytest.mark.parametrize("program", part_of(servers(), 3), ids=lambda program: program.version)
def test_few_large_containers_are_read_within_2_percent(program: Program, lengths: str, run: Run) -> None:
    with running(program.path) as address:
        fill(address, loaded(LENGTHS[lengths]))
        found = json.loads(run("survey", str(address), "--json").out)
    assert abs(found["predicted"] / found["used_memory"] - 1) < WITHIN
    assert "just_loaded" not in found["sheet"]
    assert "as MEMORY USAGE says" in found["sheet"]


# The words of the draw and of MEMORY USAGE, weighed

FACTS = Facts("redis", "7.2", "7.2.6", "jemalloc", False, False, 0, {0: 1}, default_thresholds(), ())


def set_of(usage: float, lengths: tuple[int, ...], elements: int = 20_000, usage_of: int = 5000) -> Row:
    found = Sample(0, "s:{number}", 5, "set", "hashtable", "table", False, elements, first=lengths, usage=usage)
    found = replace(found, read=len(lengths), usage_of=usage_of)
    [group] = grouped([found])
    return Row("s_set", group)


def weighed(row: Row, said: float) -> tuple[float, float]:
    """The scale of a set's lengths where each element takes fifty bytes besides, and what it then takes."""

    def valued(rows: list[Row]) -> dict[str, float]:
        [sample] = rows[0].group.samples
        value = sample.size * (50 + rows[0].group.scale * sum(sample.first) / len(sample.first))
        return {rows[0].name: value, "predicted": value}

    [chosen], values = with_lengths_of_usage([row], valued([row]), {row.name: said}, valued)
    return chosen.group.scale, values["predicted"]


def test_a_few_that_were_read_yield_to_what_memory_usage_says() -> None:
    row = set_of(0.0, (4, 60, 20, 44) * 5)  # 82 bytes each
    scale, value = weighed(row, 20_000 * 86.0)
    assert 20_000 * 85 < value < 20_000 * 86
    assert scale == pytest.approx((value / 20_000 - 50) / 32)


def test_many_that_were_read_hold_against_it() -> None:
    row = set_of(0.0, (4, 60, 20, 44) * 5000)
    assert doubt(row.group) == 0
    assert weighed(row, 20_000 * 86.0) == (1.0, 20_000 * 82.0)


def test_what_is_no_matter_of_the_draw_is_left_alone() -> None:
    row = set_of(0.0, (30, 34) * 10)
    assert weighed(row, 20_000 * 90.0) == (1.0, 20_000 * 82.0)


@all_of(
    "data_type, version, server, said",
    [
        ("set", "6.2", "redis", True),
        ("hash", "8.2", "redis", True),
        ("hash", "8.4", "redis", False),
        ("hash", "8.6", "redis", True),
        ("list", "8.6", "redis", True),
        ("zset", "9.0", "valkey", True),
        ("stream", "7.2", "redis", False),
    ],
)
def test_memory_usage_is_taken_where_it_is_understood(data_type: str, version: str, server: str, said: bool) -> None:  # noqa: FBT001
    row = set_of(1e6, (10,))
    given: Any = replace(row.group.samples[0], data_type=data_type)
    facts = replace(FACTS, server=server, version=version)
    group: Group = replace(row.group, data_type=data_type, samples=(given,))
    assert bool(said_by_usage([Row("x", group)], facts)) is said


# More of large containers, within what may be asked


@all_of(
    "kind, count, mean, commands",
    [
        (k, c, m, n)
        for k in ("set", "zset", "hash")
        for c in (10**4, 10**7)
        for m in (9, 400, 9000)
        for n in (1, 9, 999)
    ],
)
def test_more_is_drawn_within_what_may_be_in_flight(kind: str, count: int, mean: int, commands: int) -> None:
    for in_flight in (2**16, 2**22):
        terms = Terms(in_flight, draws=True, compresses_lists=False, entries_a_node=100)
        size = Size(kind, "hashtable", count, count * mean)
        asked = question(b"k", size, terms)
        assert asked is not None
        more = repeated(size, asked, terms, commands)
        assert 1 <= len(more.commands) <= commands
        assert more.bytes <= in_flight
        assert set(more.commands) == set(asked.commands)


def test_what_is_read_whole_is_asked_once() -> None:
    terms = Terms(2**22, draws=True, compresses_lists=False, entries_a_node=100)
    asked = Question((("HSCAN", b"k", 0, "COUNT", 20),), 100)
    assert repeated(Size("hash", "listpack", 50, 1000), asked, terms, 99) == asked


@all_of("keys, commands", [(10, 21_600.0), (3000, 21_600.0), (3600, 21_600.0), (10**6, 21_600.0), (10**6, 10.0)])
def test_what_is_for_large_containers_is_taken_from_the_plan(keys: int, commands: float) -> None:
    plan = Plan(keys, 100_000, commands)
    taken = plan.spare + (keys * 6 if plan.whole else plan.reads * 6 + plan.looks)
    assert FOR_LARGE * commands - 1 <= plan.spare <= 2000
    assert taken <= commands + 8


def entries() -> Iterator[tuple[str | int, ...]]:
    """Three streams of entries of three kinds, which come evenly."""
    chance = random.Random(5)
    for name in ("orders:1", "payments:eu:1", "log"):
        for place in range(8000):
            kind = chance.randrange(3)
            fields = [part for each in "ab" for part in (f"{each}{kind}", "x" * chance.randint(4, 60))]
            yield "XADD", name, f"{1_700_000_000_000 + 137 * place}-0", *fields


@pytest.mark.parametrize("program", part_of(servers(), 3), ids=lambda program: program.version)
def test_few_large_streams_are_read_in_several_places(program: Program, run: Run) -> None:
    with running(program.path) as address:
        fill(address, entries())
        found = json.loads(run("survey", str(address), "--json").out)
    assert abs(found["predicted"] / found["used_memory"] - 1) < WITHIN
    assert "same_fields" in found["sheet"]


@all_of(
    "first, last, commands, places",
    [
        ([[b"1000-0", []]], [[b"5000-3", []]], 99, 60),
        ([[b"1000-0", []]], [[b"5000-3", []]], 7, 7),
        ([[b"1000-0", []]], [[b"1000-9", []]], 99, 0),  # all at one time
        ([[b"1000-0", []]], [], 99, 0),
        ([[b"1000-0", []]], [[b"5000-3", []]], 1, 0),
    ],
)
def test_a_stream_is_read_at_random_times(first: Any, last: Any, commands: int, places: int) -> None:
    terms = Terms(2**22, draws=True, compresses_lists=False, entries_a_node=100)
    asked = places_of_stream(b"k", first, last, terms, Size("stream", "stream", 9000, 600_000), commands)
    found = asked.commands if asked else ()
    assert len(found) == places
    assert all(1000 <= int(str(place)) < 5000 for _, _, place, *_ in found)


def test_an_id_that_is_none_is_odd() -> None:
    terms = Terms(2**22, draws=True, compresses_lists=False, entries_a_node=100)
    with pytest.raises(OddReply):
        places_of_stream(b"k", [[b"x-0", []]], [[b"5-3", []]], terms, Size("stream", "stream", 9000, 600_000), 9)


@all_of(
    "data_type, first, second, unsaid",
    [
        # Entries of 24 bytes are counted that are links of 16 for those that share a bucket; blocks as asked for.
        ("zset", (10,), (), LINKS),
        ("set", (10,), (), LINKS + 4),  # 12 bytes in a block of 16
        ("set", (3, 10), (), LINKS + 3.5),
        ("hash", (8,), (8,), LINKS + 2),  # 22 bytes in 24
        ("hash", (60,), (80,), LINKS + 8 + 12),  # 72 and 84 bytes, in 80 and 96
    ],
)
def test_of_redis_8_6_the_room_in_blocks_is_left_out(
    data_type: str, first: tuple[int, ...], second: tuple[int, ...], unsaid: float
) -> None:
    row = set_of(1e6, first)
    sample = replace(row.group.samples[0], data_type=data_type, second=second)
    group = replace(row.group, data_type=data_type, samples=(sample,))
    [said] = said_by_usage([Row("x", group)], replace(FACTS, version="8.6")).values()
    assert said - 1e6 == pytest.approx(20_000 * unsaid, abs=20_000 * 0.1)
