"""A survey of somebody's server: what is asked of it, what it costs the server, and what it leaves as it was."""

from __future__ import annotations

import itertools
import json
import re
import threading
from typing import TYPE_CHECKING, Any, Self

import pytest
import redis

from estimator.comparers.redis.servers import running
from estimator.producers.redis.client import TIME_IS_UP
from estimator.producers.redis.replies import Cut
from estimator.producers.redis.survey import room
from estimator.producers.redis.survey.elements import ENTRIES, ITEM, PACKED, Size, Terms, question
from tests.all_of import all_of
from tests.data import part_of
from tests.real import a_server, servers
from tests.redis_server import eyes, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from estimator.comparers.comparison import Program
    from estimator.producers.redis.client import Address
    from tests.commands import Run
    from tests.redis_server import Eyes

PROGRAMS = servers()
KB, MB = 1000, 1_000_000
PEAK = 16 * MB
# What reads a key or a server's state in little time, whatever the size of the key.
READING = {
    *["auth", "ping", "select", "info", "client", "config", "memory", "scan", "type", "object", "pttl", "strlen"],
    *["getrange", "hlen", "hscan", "hrandfield", "hstrlen", "llen", "lrange", "lindex", "scard", "sscan"],
    *["srandmember", "zcard", "zscan", "zrandmember", "xlen", "xrange", "xrevrange", "xinfo", "hpttl"],
}
ROUNDED = 0.08  # a mean has the allocator's rounding in it, which then is rounded again
MOST_ELEMENTS = 20  # of a table or list that one command asks for


def short(program: Program) -> str:
    return program.version.split(" sha")[0]


def jobs(lists: int, small: int) -> Iterator[tuple[str | int, ...]]:
    """Queues of large jobs beside small keys: what made a full server evict."""
    body = "x" * 100_000
    for number in range(lists):
        yield ("RPUSH", f"job:{number}", *[body] * 20)
    for number in range(small):
        yield ("SET", f"small:{number}", number)


def large(megabytes: int) -> Iterator[tuple[str | int, ...]]:
    """Each type with one element that no reply should hold, alone and among small ones."""
    body = "x" * megabytes * MB
    yield ("SET", "string:1", body)
    yield ("RPUSH", "list:1", body)
    yield ("RPUSH", "list:2", *["small"] * 50, body, *["small"] * 50)
    yield ("HSET", "hash:1", "field", body)
    yield ("HSET", "hash:2", "field", "value", body, "value")
    yield ("HSET", "hash:3", *[word for place in range(60) for word in (f"field:{place}", "value")], "f", body)
    yield ("SADD", "set:1", body)
    yield ("SADD", "set:2", *[f"member:{place}" for place in range(90)], body)
    yield ("ZADD", "zset:1", 5, body)
    yield ("XADD", "stream:1", "1-0", "field", body)
    yield ("XADD", "stream:2", "1-0", body, "value")
    for place in range(300):
        yield ("XADD", "stream:3", f"{place + 1}-0", "field", body if place == 2 else "value")


def evicted(client: Eyes) -> int:
    return int(client.info("stats")["evicted_keys"])


def peak(client: Eyes) -> int:
    return int(client.info("memory")["used_memory_peak"])


def close_to_full(client: Eyes, share: float) -> None:
    used = client.info("memory")["used_memory"]
    client.config_set("maxmemory-policy", "allkeys-lru")
    client.config_set("maxmemory", int(used / share))
    client.config_resetstat()


class Watched:
    """The commands that MONITOR saw, as lists of words."""

    def __init__(self, address: Address) -> None:
        self.commands: list[list[str]] = []
        self._address = address
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        with eyes(self._address) as client:
            client.echo("enough")
        self._thread.join(30)

    def _watch(self) -> None:
        with eyes(self._address) as client, client.monitor() as monitor:
            self._ready.set()
            for command in monitor.listen():
                words = command["command"].split(" ")
                if words[0] == "ECHO":
                    return
                self.commands.append(words)
                self._seen(command)

    def _seen(self, command: Any) -> None:
        """What else is kept of a command."""


def surveyed(run: Run, address: Address, *options: str) -> Any:
    """What a survey says, as JSON, with enough time on a slow machine."""
    done = run("survey", str(address), "--json", "--seconds", "100", "--rate", "100000", *options)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.mark.parametrize("program", part_of(PROGRAMS, 3), ids=short)
def test_a_server_that_is_nearly_full_keeps_its_keys(program: Program, run: Run) -> None:
    with running(program.path) as address:
        fill(address, jobs(30, 500), 20)
        with eyes(address) as client:
            close_to_full(client, 0.95)
            keys, high = client.dbsize(), peak(client)
            client.execute_command("SLOWLOG", "RESET")
            client.config_set("slowlog-log-slower-than", 100_000)
            with Watched(address) as watched:
                found = surveyed(run, address)
            assert (evicted(client), client.dbsize()) == (0, keys)
            assert peak(client) - high < PEAK
            assert client.slowlog_get() == []
        assert abs(found["error"]) < 0.02
        assert found["sampled"] == keys
        asked = {words[0].lower() for words in watched.commands}
        assert asked <= READING | {"slowlog", "dbsize"}


@pytest.mark.parametrize("program", part_of(PROGRAMS, 3), ids=short)
def test_no_value_is_read_because_it_is_large(program: Program, run: Run) -> None:
    with running(program.path) as address:
        fill(address, large(6), 1)
        with eyes(address) as client:
            client.config_resetstat()
            high, sent = peak(client), client.info("stats")["total_net_output_bytes"]
            with Watched(address) as watched:
                found = surveyed(run, address)
            assert peak(client) - high < PEAK
            assert client.info("stats")["total_net_output_bytes"] - sent < 3 * MB  # MONITOR's own among them
        assert found["sampled"] == found["keys"] == client_keys(address)
        assert abs(found["error"]) < ROUNDED
        assert [note for note in found["notes"] if "too large to be read" in note]
        for words in watched.commands:
            name, last = words[0].upper(), words[-1]
            if name in ("HSCAN", "SSCAN", "ZSCAN", "XRANGE"):
                assert int(last) <= MOST_ELEMENTS
            if name == "LRANGE":
                assert int(last) < MOST_ELEMENTS


def client_keys(address: Address) -> int:
    with eyes(address) as client:
        return int(client.dbsize())


@pytest.mark.parametrize("program", part_of(PROGRAMS, 3), ids=short)
def test_what_is_read_does_not_look_used(program: Program, run: Run) -> None:
    with running(program.path) as address:
        fill(address, [*jobs(2, 20), ("SADD", "s", "a"), ("ZADD", "z", 1, "a"), ("HSET", "h", "f", "v")])
        with eyes(address) as client:
            names = [name.decode() for name in client.scan_iter()]
            wait_until_idle(client, names[0])
            found = surveyed(run, address)
            idle = min(int(client.object("IDLETIME", name)) for name in names)
        word = [note for note in found["notes"] if "look used just now" in note]
        if knows_no_touch(address):
            assert idle >= 1
            assert word == []
        else:
            assert len(word) == 1
            assert str(found["sampled"]) in word[0]


def knows_no_touch(address: Address) -> bool:
    with eyes(address) as client:
        try:
            return bool(client.execute_command("CLIENT", "NO-TOUCH", "ON"))
        except redis.ResponseError:
            return False


def wait_until_idle(client: Eyes, name: str) -> None:
    """OBJECT IDLETIME counts seconds."""
    while int(client.object("IDLETIME", name)) < 2:
        threading.Event().wait(0.1)


# Near maxmemory


@pytest.fixture
def full() -> Iterator[Address]:
    """A server that is within a few hundred kB of its limit."""
    with running(a_server().path) as address:
        fill(address, jobs(5, 50), 5)
        with eyes(address) as client:
            client.config_set("maxmemory-policy", "allkeys-lru")
            client.config_set("maxmemory", int(client.info("memory")["used_memory"]) + 600 * KB)
            client.config_resetstat()
        yield address


@pytest.mark.parametrize(
    ("policy", "harm"),
    [("allkeys-lru", "evict keys"), ("volatile-ttl", "evict keys"), ("noeviction", "refuse the writes")],
)
def test_a_full_server_is_left_alone_unless_told(policy: str, harm: str, full: Address, run: Run) -> None:
    with eyes(full) as client:
        client.config_set("maxmemory-policy", policy)
        keys = client.dbsize()
        done = run("survey", str(full))
        assert (done.code, done.out) == (2, "")
        assert done.err.count("error:") == 1
        assert "below its maxmemory" in done.err
        assert harm in done.err
        assert "--even-near-maxmemory" in done.err
        told = surveyed(run, full, "--even-near-maxmemory")
        assert (evicted(client), client.dbsize()) == (0, keys)
    assert told["sampled"] == told["keys"] == keys


def test_a_replica_does_not_evict_and_may_be_full(full: Address, run: Run) -> None:
    with running(a_server().path, "--replicaof", full.host, str(full.port)) as replica, eyes(replica) as client:
        while client.info("replication").get("master_link_status") != "up":
            threading.Event().wait(0.05)
        client.config_set("maxmemory", 1_000_000)
        assert surveyed(run, replica)["keys"] == client.dbsize()
        client.config_set("replica-ignore-maxmemory", "no")
        assert "below its maxmemory" in run("survey", str(replica)).err


def test_a_server_that_fills_up_meanwhile_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SPARE", 10**12)
    monkeypatch.setattr("estimator.producers.redis.survey.reading.SECONDS_BETWEEN_LOOKS", 0.0)
    with running(a_server().path) as address:
        fill(address, jobs(0, 3000))
        with eyes(address) as client:
            client.config_set("maxmemory", 10**9)
        done = run("survey", str(address))
        assert (done.code, done.out) == (2, "")
        assert "came near its maxmemory" in done.err


# One time for all


def test_the_time_is_up__what_was_read_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(a_server().path) as address:
        fill(address, [*jobs(0, 5000), *[("SET", f"other:{number}", number) for number in range(10)]])
        asked = 0

        def cut_later(*_: object) -> None:
            nonlocal asked
            asked += 1
            if asked > 20:
                raise Cut(TIME_IS_UP)

        monkeypatch.setattr("estimator.producers.redis.survey.reading.SECONDS_BETWEEN_LOOKS", 0.0)
        monkeypatch.setattr("estimator.producers.redis.survey.reading.look_again", cut_later)
        found = surveyed(run, address)
    assert 0 < found["sampled"] < 5010
    assert found["complete"] is False
    assert [note for note in found["notes"] if "ended early, for the time is up" in note]
    assert "ended early" in found["sheet"]


def test_more_databases_than_a_sheet_bears_are_said(run: Run) -> None:
    with running(a_server().path, "--databases", "100") as address:
        with eyes(address) as client:
            for number in range(40):
                client.execute_command("SELECT", number)
                for key in range(40 - number):
                    client.set(f"key:{key}", "value")
        found = surveyed(run, address)
    assert len({group["database"] for group in found["groups"]}) == 16
    assert [note for note in found["notes"] if "24 databases were not reached" in note]


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1"])
def test_no_time(seconds: str, run: Run) -> None:
    assert run("survey", "127.0.0.1:1", "--seconds", seconds).code == 2


# What may be asked, as a law


@all_of(
    "kind, encoding, count, mean, in_flight",
    itertools.product(
        ("hash", "list", "set", "zset", "stream"),
        ("listpack", "hashtable", "quicklist", "intset"),
        (1, 5, 99, 101, 5000, 10**7),
        (3, 40, 600, 20_000, 200_000, 10**8),
        (2**16, 2**22),
    ),
)
def test_no_question_asks_for_more_than_may_be_in_flight(
    kind: str, encoding: str, count: int, mean: int, in_flight: int
) -> None:
    for draws in (True, False):
        for compresses in (True, False):
            size = Size(kind, encoding, count, count * mean)
            asked = question(b"k", size, Terms(in_flight, draws, compresses, 100))
            if asked is not None:
                assert asked.bytes <= in_flight
                assert asked.names == (kind == "hash" and asked.commands[0][0] == "HRANDFIELD")
            elif kind not in ("list", "stream"):
                assert size.usage + 2 * count * ITEM > in_flight or not size.counted
            else:
                assert size.usage * PACKED * ENTRIES > in_flight


# How fast it asks, and how much of a large server


def test_a_few_hundred_commands_a_second_and_none_that_is_slow(run: Run) -> None:
    with running(a_server().path) as address:
        fill(address, [("SET", f"session:{number}", "x" * (number % 500)) for number in range(4000)])
        with eyes(address) as client:
            client.execute_command("SLOWLOG", "RESET")
            client.config_set("slowlog-log-slower-than", 50_000)
            with Timed(address) as watched:
                done = run("survey", str(address), "--json", "--seconds", "3", "--rate", "200")
            assert client.slowlog_get() == []
        found = json.loads(done.out)
        assert (done.code, done.err) == (0, "")
        assert found["sampled"] < found["keys"]
        low, high = found["interval"]
        # One interval in ten does not hold; three times as wide, none in ten thousand.
        assert low - (high - low) <= found["used_memory"] <= high + (high - low)
    times = sorted(watched.times)
    # What the server says of itself is asked before, in some twenty commands.
    assert max(sum(start <= time < start + 1 for time in times) for start in times) <= 200 + 20 + 20
    assert {words[0].lower() for words in watched.commands} <= READING | {"slowlog", "dbsize"}


class Timed(Watched):
    """The times of the commands, too, by the server's clock."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.times: list[float] = []

    def _seen(self, command: Any) -> None:
        self.times.append(command["time"])


def test_a_large_key_of_its_own_name_is_met_by_a_small_sample(run: Run) -> None:
    with running(a_server().path) as address:
        fill(address, [("SET", f"session:{number}", "x" * 100) for number in range(8000)])
        fill(address, [("RPUSH", "queue:all", *["y" * 200] * 1000)] * 10)
        done = run("survey", str(address), "--json", "--keys", "400", "--rate", "100000")
        found = json.loads(done.out)
    assert found["sampled"] < 800
    [queue] = [group for group in found["groups"] if group["pattern"] == "queue:all"]
    assert (queue["keys"], queue["type"]) == (1, "list")
    assert queue["bytes"] > 2_000_000
    assert abs(found["error"]) < 0.05


def test_the_check_of_a_sheet_stays_whatever_grows(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    with running(a_server().path) as address:
        fill(address, jobs(3, 3000))
        assert run("survey", str(address), "-o", str(path), "--rate", "100000").code == 0
    text = path.read_text(encoding="utf-8")
    assert run(str(path)).code == run(str(path), "growth=10").code == 0
    wrong = re.sub(r"(used_memory +=) [0-9_]+ B", r"\1 1000000000 B", text)
    assert wrong != text
    path.write_text(wrong, encoding="utf-8")
    assert run(str(path)).code == run(str(path), "growth=10").code == 1
