"""A survey of hashes whose fields have times to live of their own: how many, and how far apart."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from estimator.comparers.redis.servers import running
from estimator.producers.redis.dump.values import Times, Value
from estimator.producers.redis.replies import OddReply
from estimator.producers.redis.survey import field_times
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.samples import Sample
from estimator.records import replace
from tests.all_of import all_of
from tests.data import part_of
from tests.real import servers
from tests.redis_server import eyes, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from estimator.comparers.comparison import Program
    from tests.commands import Run

WITHIN = 0.02
TOGETHER = 100
# Hashes, fields of each, the share that has a time, and whether it is one for all of a hash.
SHAPES = [(1500, 10, 1.0, True), (40, 1000, 1.0, True), (40, 1000, 1.0, False), (40, 1000, 0.5, False)]


def knowing() -> list[Program]:
    """The servers that have times to live of fields."""
    found = []
    for program in servers():
        name, version = program.version.split()[0].lower(), program.version.split("v=")[1].split()[0]
        if field_times.are_known(name, ".".join(version.split(".")[:2])):
            found.append(program)
    return found


def loaded(hashes: int, fields: int, share: float, together: bool) -> Iterator[tuple[str | int, ...]]:  # noqa: FBT001
    chance = random.Random(4)
    for place in range(hashes):
        names = [f"f{each}" for each in range(fields)]
        for start in range(0, fields, TOGETHER):
            some = names[start : start + TOGETHER]
            yield "HSET", f"cart:{place}", *[part for each in some for part in (each, "x" * chance.randint(4, 20))]
            if together:
                yield "HEXPIRE", f"cart:{place}", 9999, "FIELDS", len(some), *some
        for each in [] if together else names:
            if chance.random() < share:
                yield "HPEXPIRE", f"cart:{place}", chance.randint(10**6, 10**6 + 1000 * fields), "FIELDS", 1, each


def cases() -> list[tuple[Program, tuple[int, int, float, bool]]]:
    """Each server with each shape; glibc gives small blocks the rests of others, by chance up to a twentieth more."""
    found = [(program, shape) for program in knowing() for shape in SHAPES]
    return [(program, shape) for program, shape in found if shape[1] > 100 or "libc" not in program.version]


@pytest.mark.parametrize(("program", "shape"), part_of(cases(), 2), ids=str)
def test_fields_that_expire_are_read_within_2_percent(
    program: Program, shape: tuple[int, int, float, bool], run: Run
) -> None:
    with running(program.path) as address:
        fill(address, loaded(*shape), 500)
        found = json.loads(run("survey", str(address), "--json").out)
    assert abs(found["predicted"] / found["used_memory"] - 1) < WITHIN
    assert "fields_expire" in found["sheet"]
    assert "field_ttl = yes" in " ".join(found["sheet"].split())


@all_of(
    "reply, elements, share, apart",
    [
        ([-1, -1, -1], 10, 0.0, 0.0),
        ([1000, -1], 10, 0.5, 0.0),  # of one time it is not known how far others are
        ([5000, 5000, 5000, 5000], 100, 1.0, 0.0),
        ([5000, 5000, 9000, 9000], 1000, 1.0, 0.0),  # of some times each has hundreds
        ([5000, 5000, 6000, 7000, 8000], 20, 1.0, 0.225),
        ([1000, 2000, 3000], 3, 1.0, 4 / 3),  # evenly spread ones reach to both sides
        ([1000, 2000, 3000, -1, -1, -1], 6, 0.5, 4 / 3),
        ([1000, -2, 3000], 2, 1.0, 3.0),  # one is gone meanwhile
        ([-2, -2], 2, 0.0, 0.0),
        ([], 2, 0.0, 0.0),
    ],
)
def test_times_of_some_say_how_far_apart_all_are(reply: Any, elements: int, share: float, apart: float) -> None:
    assert list(field_times.times(field_times.lifetimes(reply), elements)) == pytest.approx([share, apart])


def test_times_of_many_are_as_far_apart_as_those_of_some_say() -> None:
    chance = random.Random(1)
    found = []
    for _ in range(200):
        drawn = sorted([chance.uniform(0, 1e6) for _ in range(1000)])
        found.append(field_times.times([round(each) for each in chance.sample(drawn, field_times.FIELDS)], 1000)[1])
    assert sum(found) / len(found) == pytest.approx(1.0, rel=0.03)


@all_of("reply", [b"OK", [b"x"], [-3]])
def test_an_odd_reply_is_odd(reply: Any) -> None:
    with pytest.raises(OddReply):
        field_times.lifetimes(reply)


def test_some_fields_are_asked_each_once() -> None:
    asked = field_times.question(b"h", "HRANDFIELD", [[b"a", b"b", b"a"], [b"c"]])
    assert asked == ("HPTTL", b"h", "FIELDS", 3, b"a", b"b", b"c")
    scanned: Any = [[b"0", [b"a", b"1", b"b", b"2"]]]
    assert field_times.question(b"h", "HSCAN", scanned) == ("HPTTL", b"h", "FIELDS", 2, b"a", b"b")
    many: Any = [[b"%d" % each for each in range(99)]]
    assert len(field_times.question(b"h", "HRANDFIELD", many) or ()) == 4 + field_times.FIELDS
    assert field_times.question(b"h", "HRANDFIELD", [[]]) is None


@all_of(
    "server, version, known",
    [("redis", "7.2", False), ("redis", "7.4", True), ("valkey", "8.1", False), ("valkey", "9.0", True)],
)
def test_servers_without_them_are_not_asked(server: str, version: str, known: bool) -> None:  # noqa: FBT001
    assert field_times.are_known(server, version) is known


def test_a_part_that_expires_is_weighed() -> None:
    def sample(share: float, size: int) -> Sample:
        found = Sample(0, "h:{number}", 5, "hash", "hashtable", "table", False, size, (4,), (5,))
        return replace(found, fields_expire=share, read=1)

    [group] = grouped([sample(1.0, 300), sample(0.0, 100)])
    assert field_times.share(group) == pytest.approx(0.75)
    [whole] = grouped([sample(1.0, 300), sample(1.0, 100)])
    assert field_times.share(whole) == 1
    assert not field_times.assumptions("h", grouped([sample(0.0, 10)])[0])


@pytest.mark.parametrize("program", part_of(knowing(), 2), ids=lambda program: program.version)
def test_a_dump_says_of_fields_that_expire_what_its_server_says(program: Program, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    with running(program.path, "--dir", str(tmp_path), "--dbfilename", path.name) as address:
        fill(address, loaded(40, 1000, 0.5, together=False), 500)
        live = json.loads(run("survey", str(address), "--json").out)
        with eyes(address) as client:
            client.save()
    dump = json.loads(run("survey", "--rdb", str(path), "--json").out)
    [one], [other] = live["groups"], dump["groups"]
    assert other["bytes"] == pytest.approx(one["bytes"], rel=WITHIN)
    share, apart = re.findall(r"fields_expire += ([0-9.]+)%|times_apart += ([0-9.]+) s", dump["sheet"])
    assert 49 < float(share[0]) < 51
    assert float(apart[1]) == pytest.approx(2.0, rel=0.05)


@pytest.mark.parametrize(
    ("times", "apart"),
    [
        (range(10**12, 10**12 + 30_000_000, 1000), 1.0),  # more times than are kept of a hash
        ([10**12 + 1000 * (place // 10) for place in range(30_000)], 0.1),
        ([10**12 + 1000 * (place // 40) for place in range(30_000)], 0.0),
        ([10**12] * 500, 0.0),
    ],
)
def test_a_dump_tells_times_of_their_own_from_one_for_all(times: Sequence[int], apart: float) -> None:
    found = Times()
    for time in times:
        found.add(time)
    value = found.of(Value("hash", "table", "hashtable", len(times)))
    assert value.fields_expire == 1
    assert value.times_apart == pytest.approx(apart, rel=0.001)
