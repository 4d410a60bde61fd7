"""`verify --server` on somebody's server: what it writes goes again, after whatever end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.comparers import ledger
from estimator.comparers.interruptions import sheltered, terminable
from estimator.comparers.processes import ending_with_us
from estimator.comparers.redis import entries
from estimator.comparers.redis.loan import borrowed
from estimator.comparers.redis.ownership import delete
from estimator.comparers.redis.selection import WORKLOADS
from estimator.comparers.redis.servers import running
from estimator.comparers.redis.workloads import Workload
from estimator.problems import EstimateError
from estimator.producers.redis.client import Address, connect
from tests.data import part_of
from tests.real import a_server, servers
from tests.redis_server import eyes, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.comparison import Program
    from tests.commands import Run

PROGRAMS = servers()
PATIENCE = 60  # seconds; a slow machine
SEED = 1234


@pytest.fixture
def server() -> Iterator[Address]:
    with running(a_server().path) as address:
        yield address


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def keys(address: Address) -> int:
    with eyes(address) as client:
        return int(client.dbsize())


@contextlib.contextmanager
def verifying(address: Address, workload: str, number: int, least: int) -> Iterator[subprocess.Popen[str]]:
    """A verification that has written so many keys, and goes on."""
    line = [sys.executable, "-m", "estimator", "verify", "redis", workload, "--keys", str(number)]
    line += ["--server", str(address), "--even-if-not-empty"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while keys(address) < least:
            assert process.poll() is None
            time.sleep(0.02)
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_leaves_nothing_behind(number: signal.Signals, server: Address, state: Path) -> None:
    with eyes(server) as client:
        client.set("mine", "untouched")
    with verifying(server, "map_int64", 15_000, 2000) as process:
        process.send_signal(number)
        time.sleep(0.05)
        if number == signal.SIGHUP:  # a terminal that closes sends several
            process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number
    assert "Traceback" not in said
    assert "what was written is deleted" in said
    assert keys(server) == 1
    assert not [path for path in state.rglob("*") if path.is_file()]


@pytest.mark.parametrize("first", [None, signal.SIGHUP])
def test_a_request_to_end_while_something_is_put_away_is_heard_behind_it(first: signal.Signals | None) -> None:
    done = []

    def put_away() -> None:
        try:
            if first is not None:
                os.kill(os.getpid(), first)
        finally:
            with sheltered():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("put away")

    with terminable(), pytest.raises(KeyboardInterrupt) as ended:
        put_away()
    assert ended.value.args == (first or signal.SIGTERM,)
    assert done == ["put away"]


def test_a_program_whose_starter_is_gone_already_does_not_begin(tmp_path: Path) -> None:
    """The system tells a program of an end that comes after it is asked to."""
    if not (asked := ending_with_us(signal.SIGTERM)):
        pytest.skip("no setpriv, by which a server hears that we were killed")
    for between, begins in (((), True), (("/bin/sh", "-c", '"$@"; true', "sh"), False)):
        file = tmp_path / f"begun-{begins}"
        subprocess.run([*between, *asked, "touch", str(file)], check=False)
        assert file.exists() == begins


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_server_of_our_own_ends_with_us(number: signal.Signals, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "estimator", "verify", "redis", "map_int64", "--keys", "5000000"]  # for minutes
    a_server()
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        deadline = time.monotonic() + PATIENCE
        while not list(tmp_path.glob("estimator-*/log")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 128 + number
    assert list(tmp_path.glob("estimator-*")) == []


@pytest.mark.parametrize("workload", ["map_int64", "hash_5"])
def test_after_a_kill_the_clean_up_deletes_what_is_ours_alone(workload: str, server: Address, run: Run) -> None:
    with verifying(server, workload, 25_000, 2000) as process:
        alone = run("verify", "--clean-up")
        assert (alone.code, alone.out) == (0, "a run that has not ended is left alone\n")
        process.kill()
        process.wait(PATIENCE)
    time.sleep(0.5)  # the server still runs what it had received
    left = keys(server)
    assert left > 1000
    with eyes(server) as client:
        ours = client.randomkey()
        client.delete(ours)
        client.rpush(ours, "somebody else's, of the same name")
        client.set("mine", "untouched")
    [entry] = ledger.paths()
    content = json.loads(Path(entry).read_text())
    assert content["seed"] > 0
    assert content["keys"] == 25_000
    done = run("verify", "--clean-up", "--json")
    assert done.code == 0
    [cleaned] = json.loads(done.out)["cleaned"]
    assert cleaned == {"server": str(server), "workload": workload, "deleted": left - 1, "left": 1}
    with eyes(server) as client:
        assert set(client.scan_iter()) == {ours, b"mine"}  # a scan may say a key twice
    assert ledger.paths() == []
    again = run("verify", "redis", "--clean-up")
    assert (again.code, again.out) == (0, "nothing is left of an earlier run\n")


def test_a_clean_up_that_cannot_be_done_stays_to_be_done(run: Run) -> None:
    workload = WORKLOADS["hash_5"].scaled(50).seeded(SEED)
    with running(a_server().path) as address:
        entries.write_down(address, workload).note.file.close()
    done = run("verify", "--clean-up")
    assert done.code == 2
    assert f"no server listens at {address}" in done.err
    [path] = ledger.paths()
    assert path in done.err.replace("\n", "").replace("    ", "")
    Path(path).write_text('{"host": 5}')
    assert "says nothing that this version wrote" in run("verify", "--clean-up").err


@pytest.mark.parametrize("program", part_of(PROGRAMS, 3), ids=lambda program: program.version.split(" sha")[0])
def test_each_workload_is_known_again_in_part_and_whole(program: Program) -> None:
    with running(program.path) as address:
        for workload in WORKLOADS.values():
            if "field_ttl" in workload.name or workload.options:
                continue
            small = workload.scaled(3).seeded(SEED)
            if small.name == "leaderboard":
                small = Workload("leaderboard", {**small.parameters, "elements": 60}, SEED)  # 50,000 say no more
            commands = list(small.commands())
            for part in (commands[:1], commands):
                fill(address, part)
                written = keys(address)
                with connect(address) as client:
                    deletion = delete(client, small)
                assert (workload.name, deletion.deleted, deletion.left) == (workload.name, written, 0)
                assert keys(address) == 0


@pytest.mark.parametrize("workload", WORKLOADS.values(), ids=lambda workload: workload.name)
def test_names_of_a_seed_are_as_long_and_nobody_elses(workload: Workload) -> None:
    few = {"elements": min(2, workload.parameters.get("elements", 2))}
    small = Workload(workload.name, {**workload.parameters, **few, "keys": 100})
    plain, ours, theirs = list(small.names()), list(small.seeded(SEED).names()), list(small.seeded(SEED + 1).names())
    assert [len(name) for name in ours] == [len(name) for name in plain]
    assert len(set(ours)) == 100
    assert not set(ours) & (set(plain) | set(theirs))
    assert ours == list(dict.fromkeys(str(command[1]) for command in small.seeded(SEED).commands()))


def test_a_server_that_is_not_empty_stays_as_it_is(server: Address, run: Run) -> None:
    with eyes(server) as client:
        client.set("mine", "untouched")
        done = run("verify", "redis", "--server", str(server))
        assert (done.code, done.out) == (2, "")
        assert "is not empty" in done.err
        assert "--even-if-not-empty" in done.err
        done = run("verify", "redis", "hash_5", "--keys", "50", "--server", str(server), "--even-if-not-empty")
        assert "hash_5" in done.out
        assert (client.keys(), client.get("mine")) == ([b"mine"], b"untouched")
        workload = WORKLOADS["hash_5"].scaled(50).seeded(SEED)
        name = list(workload.names())[7]
        client.set(name, "mine too")
        with (
            pytest.raises(EstimateError, match="has a key that hash_5 would write"),
            borrowed(server, workload, even_if_not_empty=True),
        ):
            pass
        assert client.get(name) == b"mine too"
        assert client.dbsize() == 2


def test_nothing_is_written_that_could_not_be_noted(
    server: Address, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    done = run("verify", "redis", "hash_5", "--keys", "50", "--server", str(server))
    assert done.code == 2
    assert "cannot be noted" in done.err
    assert "XDG_STATE_HOME" in done.err
    with eyes(server) as client:
        statistics = client.info("commandstats")
    assert "cmdstat_hset" not in statistics


def test_the_server_goes_away_in_the_middle() -> None:
    with running(a_server().path) as address, verifying(address, "map_int64", 15_000, 1000) as process:
        with eyes(address) as client, contextlib.suppress(Exception):
            client.shutdown(nosave=True)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "Traceback" not in said
    assert "went away in the middle" in said or "no server listens" in said
    assert "verify --clean-up" in said
    assert len(ledger.paths()) == 1


def test_a_note_goes_again_where_one_is_asked_to_end_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for place in ("_settle", "_lock"):
        monkeypatch.setattr(ledger, place, lambda _: os.kill(os.getpid(), signal.SIGTERM))
        with terminable(), pytest.raises(KeyboardInterrupt):
            ledger.write_down("127.0.0.1:1", {})
        assert not Path(ledger.folder()).exists() or not list(Path(ledger.folder()).iterdir())
