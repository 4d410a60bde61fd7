"""A survey's large keys: found by what the server uses, standing for themselves alone; and the bounds of the sample."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from estimator.comparers.redis.servers import running
from estimator.producers.redis.survey.apart import set_apart
from estimator.producers.redis.survey.elements import packed_lengths
from estimator.producers.redis.survey.key_sizes import beyond, key_sizes
from estimator.producers.redis.survey.plans import Place
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.searching import search
from estimator.producers.redis.survey.strata import APART, Strata
from tests.all_of import all_of
from tests.real import a_server
from tests.redis_server import fill
from tests.survey_populations import sampled

if TYPE_CHECKING:
    from estimator.producers.redis.survey.strata import Stratum
    from tests.commands import Run

HUGE = 2_000_000


def test_a_huge_key_among_others_is_found_and_has_a_line_of_its_own(run: Run) -> None:
    chance = random.Random(3)
    with running(a_server().path) as address:
        keys = [("SET", f"session:{place}", "x" * chance.randint(20, 400)) for place in range(2500)]
        keys[1700] = ("SET", "session:1700", "x" * HUGE)
        fill(address, keys)
        done = run("survey", str(address), "--json", "--keys", "150", "--rate", "100000")
        unsought = run("survey", str(address), "--json", "--keys", "150", "--rate", "100000", "--search", "0")
    found, other = json.loads(done.out), json.loads(unsought.out)
    assert found["sampled"] <= 150
    [huge] = [group for group in found["groups"] if group["name"].startswith("session_by_itself")] or [None]
    if found["searched"]:  # else the sample has met it
        assert [note for note in found["notes"] if "more keys were asked for their bytes" in note]
    assert huge is not None
    assert huge["keys"] == 1
    assert HUGE <= huge["bytes"] <= 1.2 * HUGE
    assert abs(found["by_sample"] / found["used_memory"] - 1) < 0.1
    assert other["searched"] == 0
    low, high = other["interval"]
    assert low <= other["used_memory"] <= high
    if other["interval_by"] == "used_memory":
        assert high - low < 0.05 * other["used_memory"]
        assert [note for note in other["notes"] if "not explained by the keys that were sampled" in note]


def strata_of(huge: float) -> Strata:
    """One hundred of a thousand keys were looked at; one of them is that large."""
    strata = Strata()
    stratum = strata.of(0, "k:{number}")
    stratum.seen = 1000
    for place in range(99):
        stratum.add(100.0 + place)
    stratum.add(huge)
    return strata


@all_of("surplus, apart", [(900_000.0, True), (500_000.0, True), (400_000.0, False), (0.0, False), (-1e6, False)])
def test_a_key_stands_for_itself_where_its_like_would_be_too_much(surplus: float, apart: bool) -> None:  # noqa: FBT001
    strata = strata_of(100_000)
    assert set_apart(strata, surplus, 1_150_000) is apart
    assert sum(each.seen for each in strata.found.values()) == 1000
    assert strata.looked == 100
    assert ((0, "k:{number}" + APART) in strata.found) is apart
    estimate = sum(each.seen * each.mean for each in strata.found.values())
    assert estimate == pytest.approx(100_000 + 999 * 149 if apart else 10 * (100_000 + 99 * 149))
    assert sum(cell.bytes for _, cell in strata.cells()) == pytest.approx(100_000 + 99 * 149)


@all_of("patterns, looks", [(30, 60), (400, 600), (3000, 600), (3, 10), (1, 1)])
def test_no_more_keys_are_looked_at_than_may_be_whatever_the_patterns(patterns: int, looks: int) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghij", k=9)) for _ in range(patterns)]
    sizes = {f"{word}:{place}".encode(): 100.0 + place for word in words for place in range(6000 // patterns)}
    strata, _ = sampled(sizes, looks, 1)
    assert 0 < strata.looked <= looks
    estimate = sum(each.seen * each.mean for each in strata.found.values())
    if looks >= 60:
        assert estimate == pytest.approx(sum(sizes.values()), rel=0.25)


def test_what_the_server_counts_beyond_what_was_read_is_said() -> None:
    # INFO keysizes of Redis 8.2.3
    counts = key_sizes(
        {
            "db0_distrib_strings_sizes": "1=1,32=1,1K=3,4M=1",
            "db0_distrib_zsets_items": "1=1,128K=2",
            "db3_distrib_strings_sizes": "0=1,1=1",
            "db0_distrib_lists_items": "2=1",
            "db0_distrib_hashes_items": "2K=1,8K=1",
            "db5_distrib_sets_items": "2K=1",
            "db0_distrib_sets_items": "nonsense,1.5K=1,-4K=2,4=x,=",
        }
    )
    assert counts[0, "string"] == {1: 1, 32: 1, 1024: 3, 4 * 2**20: 1}
    samples = [
        Sample(0, "a", 5, "string", "raw", "text", False, 1500),
        Sample(0, "z", 5, "zset", "listpack", "packed", False, 1),
        Sample(3, "b", 5, "string", "raw", "text", False, 1),
    ]
    said = beyond(counts, samples)
    assert len(said) == 3  # of database 5 nothing was read
    assert "2 hashes of 2048 to 16384 elements, beyond any that was read" in said[0]
    assert "1 string of 4.19 MB to 8.39 MB, beyond any that was read" in said[1]
    assert "2 sorted sets of 131072 to 262144 elements, beyond any that was read" in said[2]


def test_a_search_leaves_alone_the_databases_that_were_read_whole() -> None:
    class Server:
        """What a search asks of a server: of database 0 all keys were read, of database 1 one in ten was looked at."""

        def __init__(self) -> None:
            self.strata, self.selected = strata_of(100.0), list[int]()

        def select(self, database: int) -> None:
            self.selected.append(database)

        def scanned(self, _place: Place) -> list[list[bytes]]:
            return [[b"k:%d" % number for number in range(50)]]

        def look_at(self, chosen: list[tuple[bytes, Stratum]]) -> list[tuple[float, Stratum]]:
            for _, stratum in chosen[1:]:  # the first is gone
                stratum.add(100.0)
            return [(100.0, stratum) for _, stratum in chosen[1:]]

        def read_some(self, database: int, reads: float) -> None:
            """Nothing waits."""

    server = Server()
    places = {0: Place(1, whole=True), 1: Place(2, whole=False)}
    asked: Any = server
    assert search(asked, places, {0: 1000, 1: 50}, 1e6, 1000, 1e6, lambda: None)
    assert server.selected == [1]
    assert server.strata.searched == 49
    assert not search(asked, {0: places[0]}, {0: 1000, 1: 50}, 1e6, 1000, 1e6, lambda: None)


# Bytes in a listpack, without its own length behind it: redis 7.2.6, src/listpack.c, lpEncodeIntegerGetType.
@all_of(
    "elements, lengths, integers",
    [
        ([b"7", b"42", b"127"], (1, 2, 2), True),
        ([b"128", b"4095", b"-4096"], (3, 3, 3), True),
        ([b"1700000000", b"2147483647", b"-9000000"], (9, 9, 8), True),
        ([b"2147483648", b"1700000000000"], (11, 13), True),
        ([b"ada", b"42", b"1700000000", b"1700000000000"], (3, 0, 4, 8), False),
        ([b"007", b"1.5"], (3, 3), False),
        ([], (), False),
    ],
)
def test_packed_numbers_are_as_long_as_what_takes_as_many_bytes(
    elements: list[bytes],
    lengths: tuple[int, ...],
    integers: bool,  # noqa: FBT001
) -> None:
    assert packed_lengths(elements) == (lengths, integers)
