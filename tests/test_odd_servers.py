"""What an odd server says, a proxy or a hostile one, is a sentence or a safe value: no fault of ours, never raw."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

from estimator.producers.redis import client
from tests.odd_server import ASKED, FIXED, OddServer, array, bulk, drip, hang_up, pour, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.commands import Run
    from tests.conftest import Done
    from tests.odd_server import Answer

SECONDS = "0.3"
ESCAPE = b"\x1b[31mred\x07\x1b]2;title\x07\xff\xfe\x00"
# What any command may be answered with.
KINDS: dict[str, Answer] = {
    "an error": b"-ERR \x1b[31mno\x07 {0} {address} error\r\n",
    "a long error": b"-NOPERM " + b"\x1b[31m" * 10_000 + b"\r\n",
    "a negative number": b":-7\r\n",
    "a number of 30 digits": b":" + b"9" * 30 + b"\r\n",
    "the highest number": b":9223372036854775807\r\n",
    "no number": b":1_000\r\n",
    "nothing": b"$-1\r\n",
    "no list": b"*-1\r\n",
    "an empty list": b"*0\r\n",
    "an empty text": b"$0\r\n\r\n",
    "escapes": bulk(ESCAPE),
    "a word with escapes": b"+\x1b[31mred\x07\r\n",
    "a list of escapes": texts(ESCAPE, ESCAPE),
    "a list of numbers": array(b":1\r\n", b":2\r\n"),
    "a list of an error": array(b"-ERR \x1b[31mno\r\n"),
    "a list of nothing": array(b"$-1\r\n", b"$-1\r\n"),
    "a list of lists": array(bulk(b"0"), array(array(bulk(b"k")))),
    "lists 100,000 deep": b"*1\r\n" * 100_000 + b":1\r\n",
    "a text of 10 GB": b"$9999999999\r\nabc",
    "a list of a billion": b"*1000000000\r\n",
    "a negative length": b"$-5\r\n",
    "another length": b"$3\r\nabcdef\r\n",
    "RESP3": b"%1\r\n$1\r\n0\r\n~1\r\n$1\r\nk\r\n",
    "a page": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "a line without end": b"+" + b"x" * 500_000,
    "noise": b"\x00\xff" * 1000 + b"\r\n",
    "an end": hang_up,
    "a byte at a time": drip,
    "200 MB": pour,
}


def info(*lines: bytes, without: bytes = b"") -> bytes:
    """INFO with lines that stand for those of the same name."""
    plain = [b"redis_version:7.2.4", b"role:master", b"mem_allocator:jemalloc-5.3.0", b"used_memory:1000000"]
    kept = [line for line in [*plain, b"db0:keys=7,expires=0"] if line.split(b":")[0] != without]
    return bulk(b"\r\n".join([*kept, *lines]))


# What one command alone may be answered with.
SINGLE: dict[str, tuple[str, Answer]] = {
    "no used_memory": ("INFO", info(without=b"used_memory")),
    "used_memory of lots": ("INFO", info(b"used_memory:lots")),
    "used_memory of 0": ("INFO", info(b"used_memory:0")),
    "used_memory of -5": ("INFO", info(b"used_memory:-5")),
    "no version": ("INFO", info(without=b"redis_version")),
    "a version with escapes": ("INFO", info(b"redis_version:\x1b[31m9.x\x07.1")),
    "a version without end": ("INFO", info(b"redis_version:7." + b"9" * 100_000)),
    "a version of 2^64": ("INFO", info(b"redis_version:18446744073709551616.1.1")),
    "version 0": ("INFO", info(b"redis_version:0.0.0")),
    "an allocator with escapes": ("INFO", info(b"mem_allocator:\x1b]2;title\x07mimalloc")),
    "no allocator": ("INFO", info(without=b"mem_allocator")),
    "maxmemory of x": ("INFO", info(b"maxmemory:x")),
    "a policy with escapes": ("INFO", info(b"maxmemory:1000001", b"maxmemory_policy:\x1b[31mred")),
    "many keys": ("INFO", info(b"db0:keys=many")),
    "no keys": ("INFO", info(b"db0:expires=0")),
    "-7 keys": ("INFO", info(b"db0:keys=-7")),
    "10^30 keys": ("INFO", info(b"db0:keys=" + b"9" * 30)),
    "10^18 keys": ("INFO", info(b"db0:keys=" + b"9" * 18)),
    "10^12 keys": ("INFO", info(b"db0:keys=" + b"9" * 12)),
    "one key": ("INFO", info(b"db0:keys=1")),
    "20,000 databases": ("INFO", info(*[b"db%d:keys=1" % number for number in range(20_000)])),
    "a database of 10^9": ("INFO", info(b"db999999999:keys=1000000")),
    "names twice": ("INFO", info(b"used_memory:5", b"used_memory:x")),
    "colons": ("INFO", bulk(b":::\r\n::\r\nredis_version\r\n")),
    "an odd setting": ("CONFIG", texts(b"hash-max-listpack-entries")),
    "a setting of lots": ("CONFIG", texts(b"hash-max-listpack-entries", b"lots")),
    "a setting of 10^18": ("CONFIG", texts(b"hash-max-listpack-entries", b"9" * 18)),
    "a stream's node of -1": ("CONFIG", texts(b"stream-node-max-entries", b"-1")),
    "a million classes": ("MEMORY MALLOC-STATS", bulk(b"24 1 1 1\n" * 300_000)),
    "a cursor of abc": ("SCAN", array(bulk(b"abc"), texts(b"s"))),
    "a cursor that goes on": ("SCAN", array(bulk(b"5"), array())),
    "a key that comes again": ("SCAN", array(bulk(b"5"), texts(b"s"))),
    "a key of 10 MB": ("SCAN", array(bulk(b"0"), texts(b"k" * 10_000_000))),
    "a key of 1 MB": ("SCAN", array(bulk(b"0"), texts(b"s" * 1_000_000))),
    "evil names": ("SCAN", array(bulk(b"0"), texts(ESCAPE, b"\n\ncheck 1 < 0", b"{}", b"", b"=cmd()", b"<script>"))),
    "a type of a module": ("TYPE", b"+ReJSON-RL\r\n"),
    "a type with escapes": ("TYPE", b"+hash\x1b[31m\r\n"),
    "an encoding that is new": ("OBJECT", bulk(b"newpack")),
    "a time to live of a text": ("PTTL", bulk(b"x")),
    "a time to live of -3": ("PTTL", b":-3\r\n"),
    "an integer that is none": ("GETRANGE", bulk(b"12abc")),
    "an integer of 40 digits": ("GETRANGE", bulk(b"9" * 40)),
    "a size of 0": ("MEMORY USAGE", b":0\r\n"),
    "a size of 8 EB": ("MEMORY USAGE", b":9223372036854775807\r\n"),
    "no such command": ("MEMORY USAGE", b"-ERR unknown command 'MEMORY', with args beginning with:\r\n"),
    "a length of -5": ("STRLEN", b":-5\r\n"),
    "an odd hash": ("HSCAN", array(bulk(b"0"), texts(b"a", b"b", b"c"))),
    "a hash that is empty": ("HSCAN", array(bulk(b"0"), array())),
    "a hash of 100,000": ("HSCAN", array(bulk(b"0"), texts(*[b"f"] * 100_000))),
    "a score of abc": ("ZSCAN", array(bulk(b"0"), texts(b"m", b"abc"))),
    "a score of nan": ("ZSCAN", array(bulk(b"0"), texts(b"m", b"nan"))),
    "a score without end": ("ZSCAN", array(bulk(b"0"), texts(b"m", b"inf", b"n", b"-inf"))),
    "a score with a line": ("ZSCAN", array(bulk(b"0"), texts(b"m", b"1_0"))),
    "an odd entry": ("XRANGE", array(array(bulk(b"1-0"), texts(b"a", b"b", b"c")))),
    "an entry without fields": ("XRANGE", array(array(bulk(b"1-0"), b"*-1\r\n"))),
    "a stream without entries": ("XRANGE", array()),
    "elements of 1 MB": ("LRANGE", texts(*[b"x" * 1_000_000] * 20)),
    "types of another time": ("LRANGE", b"-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"),
    "fields without values": ("HSTRLEN", b"-WRONGTYPE Operation\r\n"),
}
EVERY = 1 if "EVERY_ODD_CASE" in os.environ else 4  # all of them take minutes: each command has a quarter, each its own
CASES = [
    *[
        (f"{kind} to {command}", command, answer)
        for place, (kind, answer) in enumerate(KINDS.items())
        for number, command in enumerate(ASKED)
        if (place + number) % EVERY == 0
    ],
    *[(name, *case) for name, case in SINGLE.items()],
]
IN_BOTH = ("PING", "AUTH", "INFO", "CONFIG", "MEMORY MALLOC-STATS", "OBJECT", "TYPE")
IN_VERIFY = ("EXISTS", "HSET", "HEXISTS", "DEL", "UNLINK")


@pytest.fixture(autouse=True)
def bounded(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A place for what `verify` notes, little patience, and an end for what has none."""

    def end(*_: object) -> NoReturn:
        raise AssertionError("it does not end")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setattr(client, "REPLY_SECONDS", 0.3)
    monkeypatch.setattr(client, "CONNECT_SECONDS", 0.3)
    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def safe(done: Done, name: str) -> None:
    """A sentence and exit 2, or an answer: neither moves a cursor nor sets a title."""
    assert done.code in (0, 1, 2), name
    lines = (done.out + done.err).replace("\n", "")
    assert lines.isprintable(), name
    assert "Traceback" not in done.err
    if done.code == 2:
        assert done.err.startswith("error: "), name
        assert done.err.count("\nerror: ") == 0, name
    else:
        assert done.err == "", name


@pytest.mark.parametrize("command", [name for name in ASKED if name not in IN_VERIFY])
def test_survey(command: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if command == "AUTH":
        monkeypatch.setenv("REDISCLI_AUTH", "secret")
    for name, odd, answer in CASES:
        if odd == command:
            server = OddServer(odd, answer)
            with server.listening() as address:
                safe(run("survey", address, "--seconds", SECONDS), name)


@pytest.mark.parametrize("command", IN_BOTH + IN_VERIFY)
def test_verify(command: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimator.comparers.redis.measuring.STILL_SECONDS", 0.0)
    monkeypatch.setattr("estimator.comparers.redis.loan.EMPTIED_SECONDS", 0.0)
    if command == "AUTH":
        monkeypatch.setenv("REDISCLI_AUTH", "secret")
    for name, odd, answer in CASES:
        if odd == command:
            server = OddServer(odd, answer)
            with server.listening() as address:
                given = ("--server", address, "--even-if-not-empty")
                safe(run("verify", "redis", "hash_5", "--keys", "3", *given), name)


def test_the_server_of_these_tests_is_a_server(run: Run) -> None:
    """Each command that it may be odd about is asked, so that none of the cases above is idle."""
    server = OddServer("", b"")
    with server.listening() as address:
        done = run("survey", address, "--json", "--seconds", "300", "--rate", "100000")
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out)["sampled"] == json.loads(done.out)["keys"] == 8
        run("verify", "redis", "hash_5", "--keys", "3", "--server", address, "--even-if-not-empty")
    assert set(server.asked) >= set(ASKED) - {"AUTH"}
    assert len(CASES) > 250
    assert len(FIXED) + 3 == len(ASKED)


@pytest.mark.parametrize(("command", "answer"), [("INFO", pour), ("SCAN", pour), ("LRANGE", pour)])
def test_the_commands_own_memory_stays_small(command: str, answer: Callable[..., None], run: Run) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with OddServer(command, answer).listening() as address:
        safe(run("survey", address, "--seconds", "2"), command)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB; it sends 200 MB


def test_what_is_kept_and_printed_as_json_is_safe(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = os.path.join(tmp_path_factory.mktemp("plans"), "plan.est")
    odd = info(b"redis_version:\x1b[31m9.x\x07.1", b"mem_allocator:\x1b]2;title\x07mimalloc")
    with OddServer("INFO", odd).listening() as address:
        done = run("survey", address, "-o", path, "--json")
        assert done.code == 0
        with open(path, encoding="utf-8") as file:
            assert file.read().replace("\n", "").isprintable()
        for value in json.loads(done.out).values():
            assert str(value).replace("\n", "").isprintable()
    assert run(path).code in (0, 1)


if sys.platform == "win32":
    pytest.skip("no alarm, no resource", allow_module_level=True)
