"""`verify redis` and `survey` as their users meet them: good servers, bad input, and servers that are somebody's."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.comparers.comparison import predicted_bytes
from estimator.comparers.redis.servers import running
from estimator.model.files import module_from_text
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError
from estimator.producers.redis.client import Address, connect, parse_address
from estimator.producers.redis.facts import Facts, facts
from estimator.producers.redis.survey.groups import grouped, spread
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.sheet import Fixed, Head, named, sheet_text
from estimator.reckoning.estimate import answer, estimate
from tests.data import part_of
from tests.odd_server import OddServer, bulk
from tests.real import a_server, servers
from tests.redis_server import eyes, fill
from tests.survey_data import commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from estimator.comparers.comparison import Program
    from tests.commands import Run
    from tests.conftest import Done

    Command: TypeAlias = Callable[..., Done]

PROGRAMS = servers()
PASSWORD = "not in any list of processes"  # noqa: S105  of a server that lives for a second
NEAR = 0.02


@pytest.fixture
def command(run: Run, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in an environment with some variables more."""

    def command(*arguments: str, **variables: str) -> Done:
        with monkeypatch.context() as patched:
            for name, value in variables.items():
                patched.setenv(name, value)
            return run(*arguments)

    return command


@pytest.fixture(params=["verify", "survey"])
def asked(request: pytest.FixtureRequest, command: Command) -> Any:
    """Either command, on an address."""

    def ask(address: object, **variables: str) -> Done:
        if request.param == "verify":
            return command("verify", "redis", "hash_5", "--keys", "50", "--server", str(address), **variables)
        return command("survey", str(address), **variables)

    return ask


@pytest.fixture
def server() -> Iterator[Address]:
    with running(a_server().path) as address:
        yield address


@contextlib.contextmanager
def listening(answer_with: bytes) -> Iterator[int]:
    """A port on which something answers each request with the same bytes."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(10)

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, contextlib.suppress(OSError):
                        connection.recv(4096)
                        connection.sendall(answer_with)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


def one_sentence(done: Done, *parts: str) -> None:
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.count("error:") == 1
    for part in parts:
        assert part in done.err


# Bad input, the same for both commands


def test_no_server(asked: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    one_sentence(asked(f"127.0.0.1:{free}"), f"no server listens at 127.0.0.1:{free}")


@pytest.mark.parametrize("text", ["localhost:99999", "localhost:redis", ":6379"])
def test_no_address(text: str, asked: Any) -> None:
    one_sentence(asked(text), "a server is HOST:PORT")


def test_nothing_to_survey(command: Command) -> None:
    one_sentence(command("survey", ""), "a survey is of a server or of a dump")


def test_no_host(asked: Any) -> None:
    one_sentence(asked("no-such-host.invalid:6379"), "no host of this name")


def test_another_kind_of_server(asked: Any) -> None:
    with listening(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") as port:
        one_sentence(asked(f"127.0.0.1:{port}"), "is no Redis or Valkey server")


def test_a_password(asked: Any) -> None:
    with running_with_password() as address:
        one_sentence(asked(address), "needs a password", "REDISCLI_AUTH")
        one_sentence(asked(address, REDISCLI_AUTH="wrong"), "refuses the password")
        assert "wrong" not in asked(address, REDISCLI_AUTH="wrong").err
        right = asked(address, REDISCLI_AUTH=PASSWORD)
        assert "password" not in right.err


@contextlib.contextmanager
def running_with_password() -> Iterator[Address]:
    with running(a_server().path) as address:
        with eyes(address) as client:
            client.config_set("requirepass", PASSWORD)
        yield address


def test_a_node_of_a_cluster(command: Command) -> None:
    with running(a_server().path, "--cluster-enabled", "yes") as address:
        one_sentence(command("verify", "redis", "hash_5", "--server", str(address)), "is a node of a cluster")
        one_sentence(command("survey", str(address)), "has no keys to describe")


def test_a_replica_is_not_written_to(server: Address, command: Command) -> None:
    with running(a_server().path, "--replicaof", server.host, str(server.port)) as replica:
        one_sentence(command("verify", "redis", "--server", str(replica)), "is a replica")


@pytest.mark.parametrize(
    ("info", "version", "note"),
    [
        (
            {"redis_version": "9.0.1"},
            "9.0",
            "Redis 9.0.1 is newer than any that was measured: the rules of 8.6",
        ),
        ({"redis_version": "7.2.4", "valkey_version": "10.1.0"}, "10.1", "Valkey 10.1.0 is newer than any"),
        ({"redis_version": "2.8.24"}, "3.2", "older than any that is modelled"),
        ({"redis_version": "7.2.6"}, "7.2", ""),
        ({"redis_version": "7.10.1"}, "7.4", "is no release that is known: the rules of 7.4 are used"),
        ({"redis_version": "8.10.0"}, "8.10", "Redis 8.10.0 is newer than any that was measured: the rules of 8.6"),
        ({"redis_version": "255.255.255"}, "255.255", "is newer than any"),
    ],
)
def test_a_version_that_is_not_known__is_said(info: dict[str, str], version: str, note: str) -> None:
    lines = {"mem_allocator": "jemalloc-5.3.0", "role": "master", **info}
    with (
        OddServer("INFO", bulk("\r\n".join(map(":".join, lines.items())).encode())).listening() as address,
        connect(parse_address(address)) as client,
    ):
        found = facts(client)
    assert found.version == version
    assert found.thresholds["max_packed_entries"] == 128
    assert [part for part in found.notes if note in part] == list(found.notes)
    assert bool(found.notes) == bool(note)
    newest = 'server = "valkey", version = 9.1' if found.server == "valkey" else "version = 8.6"
    if "newer" in note:
        assert predicted_bytes(f"redis.string(1000, {found.arguments})") == predicted_bytes(
            f"redis.string(1000, {newest})"
        )


# verify


def test_verify__json(server: Address, command: Command) -> None:
    done = command("verify", "redis", "hash_5", "string_44", "--keys", "300", "--json", "--server", str(server))
    assert (done.code, done.err) == (0, "")
    [found] = json.loads(done.out)["servers"]
    assert {"server", "version", "allocator", "workloads"} <= found.keys()
    assert [row["workload"] for row in found["workloads"]] == ["hash_5", "string_44"]
    for row in found["workloads"]:
        assert row.keys() == {"workload", "keys", "expression", "predicted", "measured", "error", "encoding"}
        assert row["error"] == pytest.approx(row["predicted"] / row["measured"] - 1)
        evaluation = answer(row["expression"])
        assert evaluation.values[evaluation.model.quantities["answer"].step or 0] / 8 / 300 == row["predicted"]


def test_verify__a_table_for_a_person(command: Command) -> None:
    a_server()
    done = command("verify", "redis", "hash_5", "--keys", "300")
    assert (done.code, done.err) == (0, "")
    assert "✓ hash_5" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_verify__a_workload_that_is_not_there(command: Command) -> None:
    one_sentence(command("verify", "redis", "hash_6"), "there is no workload hash_6", "did you mean hash_5?")
    one_sentence(
        command("verify", "postgres"),
        "verify knows redis, postgresql, mysql, memcached and sqlite, not postgres",
        "verify postgresql",
    )
    one_sentence(command("verify", "redis", "--program", "/bin/true"), "no server program")


# survey


@contextlib.contextmanager
def filled(program: Program, scale: float) -> Iterator[Address]:
    with running(program.path) as address:
        fill(address, commands(scale))
        time.sleep(1.5)  # tables that have just grown are still moving
        yield address


@pytest.mark.parametrize("program", part_of(PROGRAMS, 6), ids=lambda program: program.version.split(" sha")[0])
def test_survey__predicts_real_looking_data(program: Program, tmp_path: Path, command: Command) -> None:
    with filled(program, 0.4) as address:
        path = tmp_path / "plan.est"
        done = command("survey", str(address), "-o", str(path), "--json", "--seconds", "300", "--rate", "100000")
        assert (done.code, done.err) == (0, "")
        found = json.loads(done.out)
        assert abs(found["error"]) < NEAR
        assert found["sampled"] == found["keys"]
        assert path.read_text() == found["sheet"]
        with eyes(address) as client:
            statistics: dict[str, Any] = client.info("commandstats")
        writing = {"del", "unlink", "expire", "rename", "flushall", "flushdb", "config|set", "copy", "move", "append"}
        assert not {name.removeprefix("cmdstat_") for name in statistics} & writing
    ran = command(str(path), "growth=10", "--json")
    assert ran.code == 0, ran.err
    [tenfold] = [row for row in json.loads(ran.out)["quantities"] if row["name"] == "predicted"]
    assert tenfold["value"] * 1e6 > 8 * (found["predicted"] - 2e6)
    again = command("survey", str(address), "-o", str(path))
    assert again.code == 2


def test_survey__a_part_of_the_keys_and_a_person(tmp_path: Path, command: Command) -> None:
    few = ("--keys", "1500", "--rate", "100000")
    with filled(a_server(), 0.15) as address:
        done = command("survey", str(address), *few, "--seconds", "300")
        assert (done.code, done.err) == (0, "")
        assert "user:{number}:profile" in done.out
        assert "used_memory" in done.out
        assert max(map(len, done.out.splitlines())) <= 80
        path = tmp_path / "there.est"
        path.write_text("mine = 1\n")
        assert "exists" in command("survey", str(address), *few, "-o", str(path)).err
        assert path.read_text() == "mine = 1\n"
        assert command("survey", str(address), *few, "-o", str(path), "--force").code == 0
        assert "growth" in path.read_text()


def test_survey__nothing_there(server: Address, tmp_path: Path, command: Command) -> None:
    one_sentence(command("survey", str(server), "-o", str(tmp_path / "plan.est")), "no keys to describe")
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None, max_examples=12)
@given(
    st.lists(
        st.tuples(
            st.binary(max_size=60),
            st.sampled_from(["string", "hash", "list", "set", "zset", "stream"]),
            st.integers(1, 2000),
            st.lists(st.integers(0, 300), min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=40,
        unique_by=lambda each: each[0],
    )
)
def test_survey__whatever_the_keys_are_called_the_sheet_is_one(keys: list[tuple[bytes, str, int, list[int]]]) -> None:
    samples = []
    for name, kind, size, lengths in keys:
        form = "text" if kind == "string" else "table"
        usage = float(size * sum(lengths))
        sample = Sample(0, pattern(name), len(name), kind, "raw", form, False, size, tuple(lengths), usage=usage)
        samples.append(sample)
    names = ("packed_members", "packed_value")
    thresholds = {f"{prefix}{name}": 64 for prefix in ("set_", "sorted_set_") for name in names}
    thresholds |= {"max_packed_entries": 512, "max_packed_value": 64, "set_intset_members": 512}
    found = Facts("redis", "7.2", "7.2.6", "jemalloc", False, False, 0, {0: len(keys)}, thresholds, ())
    rows = named(grouped(samples))
    head = Head("host\n## evil:1", "2026-11-24", len(keys))
    text = sheet_text(head, found, rows, Fixed(10**6, 10**6, 0, 0, 0))
    evaluation = estimate(module_from_text(text, "survey.est"))
    assert "predicted" in evaluation.model.quantities
    assert not any(problem for problem in evaluation.model.problems)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"user:1000:profile", "user:{number}:profile"),
        (b"session:0123456789abcdef0123456789abcdef", "session:{hex}"),
        (b"550e8400-e29b-41d4-a716-446655440000", "{uuid}"),
        (b"token:Ab1Cd2Ef3Gh4Ij5Kl6", "token:{id}"),
        (b"a b\n\xff", "a b\\x0a\\xff"),
    ],
)
def test_survey__pattern_of_a_key(name: bytes, expected: str) -> None:
    assert pattern(name) == expected


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 9)), min_size=1, max_size=200))
def test_survey__a_spread_has_the_mean_of_its_sample(values: list[tuple[int, int]]) -> None:
    mean = sum(value * weight for value, weight in values) / sum(weight for _, weight in values)
    tree = spread([(float(value), float(weight)) for value, weight in values], "B")
    evaluation = answer(f"mean(3 * {print_expression(tree)} + 1 B) / 3 - 1 B / 3")  # over points, not in closed form
    step = evaluation.model.quantities["answer"].step
    assert step is not None
    assert evaluation.values[step] / 8 == pytest.approx(mean, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        *[("localhost:7000", "localhost", 7000), ("localhost", "localhost", 6379), ("[::1]:7000", "::1", 7000)],
        *[("redis://localhost", "localhost", 6379), ("valkey://[::1]:7000/0", "::1", 7000)],
    ],
)
def test_address(text: str, host: str, port: int) -> None:
    assert parse_address(text) == Address(host, port)


def test_address__out_of_range() -> None:
    with pytest.raises(EstimateError):
        parse_address("localhost:0")


@pytest.mark.parametrize("text", ["redis://me:secret@host:7000", "rediss://host", "redis://host/3", "redis://"])
def test_address__of_what_is_not_spoken(text: str) -> None:
    with pytest.raises(EstimateError) as raised:
        parse_address(text)
    assert "secret" not in str(raised.value)
    (problem,) = raised.value.problems
    given = problem.remedy.removeprefix("write ").split(",")[0]
    assert parse_address(given).host in ("host", "localhost")
