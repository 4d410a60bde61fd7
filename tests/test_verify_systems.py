"""`verify` of the databases and of memcached: every workload holds, and somebody's server stays as it was."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.comparers import ledger
from estimator.comparers.memcached import servers as memcached
from estimator.comparers.memcached.items import WORKLOADS as ITEMS
from estimator.comparers.mysql import servers as mysql
from estimator.comparers.mysql.selection import by_chance
from estimator.comparers.postgresql import servers as postgresql
from estimator.comparers.systems import SYSTEMS
from estimator.comparers.tables import Load
from estimator.producers.redis.client import parse_address
from tests.commands import parsed
from tests.data import is_quick, part_of
from tests.forwarding import forwarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from estimator.comparers.memcached.client import Client as Connection
    from estimator.comparers.sessions import Client
    from tests.commands import Run

PATIENCE = 60  # seconds; a slow machine
OTHERS = [name for name in SYSTEMS if name != "redis"]
WITH_SERVERS = [name for name in OTHERS if name != "sqlite"]
SMALL = {"redis": "map_int64", "postgresql": "built_bigint", "mysql": "index_int", "memcached": "item_100"}


class Somebody:
    """A server of somebody, with something of theirs in it; `count` is how much there is in all."""

    def __init__(self, subject: str, port: int, count: Callable[[], int]) -> None:
        self.subject, self.address, self.count = subject, f"127.0.0.1:{port}", count


def _programs(subject: str) -> str:
    found = [] if is_quick() else SYSTEMS[subject].programs()
    if not found:
        pytest.skip(f"nothing of {subject} is installed: {SYSTEMS[subject].missing()}")
    return found[0].path


def test_what_holds_by_pieces_alone_is_named(run: Run) -> None:
    """Of 36 pages in random order, four are more than 5% and no more than chance."""
    done = run("verify", "sqlite", "without_rowid_uuids", "table_random_150", "index_8", "--keys", "1000")
    assert done.code == 0
    assert "within a page, or in random order the few that split by chance:\n  without_rowid_uuids\n" in done.out


def test_a_tree_of_innodb_may_have_an_extent_more_where_it_has_more_than_single_pages() -> None:
    assert [by_chance(pages * 16_384) // 16_384 for pages in (1, 4, 15, 33, 34, 97, 1000)] == [1, 1, 2, 3, 65, 65, 65]
    [load] = [each for each in SYSTEMS["mysql"].workloads.values() if each.name == "table_bigint"]
    assert isinstance(load, Load)
    assert load.chance is None  # rows in order have no chance


@contextlib.contextmanager
def _postgresql(path: str) -> Iterator[Somebody]:
    with postgresql.running(path) as client:
        client.ask("CREATE TABLE mine (a int); INSERT INTO mine VALUES (1);")
        with forwarded(os.path.join(_after(client, "-h"), ".s.PGSQL.5432")) as port:
            yield Somebody(
                "postgresql", port, lambda: _counted(client, "pg_tables", "schemaname NOT LIKE '%\\_schema'")
            )


@contextlib.contextmanager
def _mysql(path: str) -> Iterator[Somebody]:
    with mysql.running(path) as client:
        client.ask("CREATE TABLE test.mine (a int);")
        [socket] = [word.partition("=")[2] for word in client.command if word.startswith("--socket=")]
        with forwarded(socket) as port:
            yield Somebody("mysql", port, lambda: _counted(client, "information_schema.tables", "engine = 'InnoDB'"))


@contextlib.contextmanager
def _memcached(path: str) -> Iterator[Somebody]:
    with memcached.running(path) as client:
        client.write(ITEMS["item_10"], ["mine"])
        with forwarded(_socket_of(client)) as port:
            yield Somebody("memcached", port, lambda: client.number("curr_items"))


SERVERS = {"postgresql": _postgresql, "mysql": _mysql, "memcached": _memcached}


def _after(client: Client, word: str) -> str:
    return client.command[client.command.index(word) + 1]


def _counted(client: Client, table: str, condition: str) -> int:
    [[number]] = client.ask(f"SELECT count(*) FROM {table} WHERE {condition};")
    return int(number)


def _socket_of(client: Connection) -> str:
    return str(client._socket.getpeername())  # noqa: SLF001  where it listens is nobody's business but a test's


@pytest.fixture(scope="module", params=part_of(WITH_SERVERS, 3))
def somebody(request: pytest.FixtureRequest) -> Iterator[Somebody]:
    with SERVERS[request.param](_programs(request.param)) as found:
        yield found


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PGUSER", "postgres")
    monkeypatch.setenv("PGDATABASE", "postgres")
    return tmp_path / "state"


@pytest.mark.parametrize("subject", part_of(OTHERS, 2))
def test_what_is_promised_holds(subject: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the workloads a part a day, on a server of our own wherever the user's own clients would go."""
    _programs(subject)
    for name in ("PGHOSTADDR", "PGHOST", "MYSQL_HOST"):
        monkeypatch.setenv(name, "192.0.2.1")  # nobody's
    monkeypatch.setenv("PGSERVICE", "theirs")
    monkeypatch.setenv("PGOPTIONS", "-c default_tablespace=theirs")
    names = part_of([*SYSTEMS[subject].workloads], 8)
    found = estimator.verify(subject, names)
    assert found.holds, str(found)
    [server] = found.servers
    assert [row.workload for row in server.comparisons] == names
    assert server.facts.version[0].isdigit()
    assert max(map(len, str(found).splitlines())) <= 80


@pytest.mark.parametrize("subject", OTHERS)
def test_every_line_that_predicts_is_reckoned(subject: str) -> None:
    from estimator.comparers.comparison import predicted_bytes

    for workload in SYSTEMS[subject].workloads.values():
        said = workload.scaled(1000).said  # type: ignore[attr-defined]  # redis alone asks the server first
        assert predicted_bytes(said) > 0, said


def test_the_command_prints_what_the_function_has(run: Run) -> None:
    done = run("verify", "sqlite", "index_8", "table_random", "--keys", "3000", "--json")
    found = estimator.verify("sqlite", ["index_8", "table_random"], keys=3000)
    assert parsed(done.out) == found.to_dict()
    assert done.code == (0 if found.holds else 1)
    listed = run("verify", "sqlite", "--list", "--json")
    assert parsed(listed.out) == estimator.workloads("sqlite").to_dict()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sqlite", "--server", "localhost:1"], "is no server"),
        (["sqlite", "--program", "/bin/true"], "is no program"),
        (["sqlite", "index_9"], "did you mean index_8?"),
        (["postgresql", "--program", "/bin/true"], "no PostgreSQL server"),
        (["mysql", "--program", "/bin/true"], "no MariaDB server"),
        (["memcached", "--program", "/bin/true"], "no memcached"),
        (["memcached", "--server", "127.0.0.1:1"], "no server listens at 127.0.0.1:1"),
        (["memcached", "--server", "nosuch:host"], "write localhost:11211"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: list[str], said: str, run: Run) -> None:
    done = run("verify", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("error:") == 1


@pytest.mark.parametrize(
    ("subject", "package"),
    [("postgresql", "postgresql"), ("mysql", "mariadb-server"), ("memcached", "memcached")],
)
def test_a_program_that_is_missing_is_one_sentence(
    subject: str, package: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "FOLDERS", ())
    monkeypatch.setattr(mysql, "FOLDERS", ())
    done = run("verify", subject)
    assert (done.code, done.out) == (2, "")
    assert "on the PATH" in done.err
    assert f"apt install {package}" in done.err
    assert f"apt install {package}" in run("verify", subject, "--list").out


def test_items_of_many_bytes_are_written_while_their_answers_are_read(run: Run) -> None:
    _programs("memcached")
    done = run("verify", "memcached", "item_50_000", "--keys", "700")
    assert (done.code, done.err) == (0, "")


def test_more_items_than_a_server_has_room_for_are_refused_before_any_is_written(run: Run) -> None:
    _programs("memcached")
    done = run("verify", "memcached", "item_100", "item_50_000", "--keys", "100000")
    assert (done.code, done.out) == (2, "")
    assert "item_50_000 of 100,000 items fills more than half of a server of 1024 MiB" in done.err


def test_nobody_listens(run: Run) -> None:
    for subject in WITH_SERVERS:
        _programs(subject)
        done = run("verify", subject, "--server", "127.0.0.1:1")
        assert (done.code, done.out) == (2, "")
        assert "no server listens at 127.0.0.1:1" in done.err


def test_a_server_that_is_not_empty_stays_as_it_is(somebody: Somebody, run: Run, state: Path) -> None:
    before, arguments = somebody.count(), (somebody.subject, SMALL[somebody.subject], "--server", somebody.address)
    refused = run("verify", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert "is not empty" in refused.err
    assert "--even-if-not-empty" in refused.err
    done = run("verify", *arguments, "--keys", "3000", "--even-if-not-empty")
    assert (done.code, done.err) == (0, "")
    assert SMALL[somebody.subject] in done.out
    assert somebody.count() == before
    assert not [path for path in state.rglob("*") if path.is_file()]


@contextlib.contextmanager
def verifying(somebody: Somebody) -> Iterator[subprocess.Popen[str]]:
    """A verification that has begun to write, and goes on."""
    before = somebody.count()
    line = [sys.executable, "-m", "estimator", "verify", somebody.subject, SMALL[somebody.subject]]
    line += ["--keys", "300000", "--server", somebody.address, "--even-if-not-empty"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while somebody.count() == before:
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.02)
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", part_of([signal.SIGINT, signal.SIGTERM, signal.SIGHUP], 3))
def test_a_request_to_end_leaves_nothing_behind(number: signal.Signals, somebody: Somebody, state: Path) -> None:
    before = somebody.count()
    with verifying(somebody) as process:
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number, said
    assert "Traceback" not in said
    assert "what was written is deleted" in said
    assert somebody.count() == before
    assert not [path for path in state.rglob("*") if path.is_file()]


def test_after_a_kill_the_clean_up_deletes_it(somebody: Somebody, run: Run) -> None:
    before = somebody.count()
    with verifying(somebody) as process:
        alone = run("verify", "--clean-up")
        assert (alone.code, alone.out) == (0, "a run that has not ended is left alone\n")
        process.kill()
        process.wait(PATIENCE)
    [path] = ledger.paths()
    assert json.loads(Path(path).read_text())["system"] == somebody.subject
    elsewhere = run("verify", "--clean-up", "--server", "127.0.0.1:1")
    assert elsewhere.out == "nothing is left of an earlier run\n"
    done = run("verify", "--clean-up", "--json")
    assert (done.code, done.err) == (0, "")
    [cleaned] = parsed(done.out)["cleaned"]
    assert (cleaned["server"], cleaned["workload"]) == (somebody.address, SMALL[somebody.subject])
    assert cleaned["deleted"] > 0
    assert cleaned["left"] == 0
    assert somebody.count() == before
    assert ledger.paths() == []


def test_what_others_put_beside_it_is_left(somebody: Somebody, run: Run) -> None:
    """In a schema or database that we made, views and functions of others too, which would go with it."""
    if somebody.subject == "memcached":
        pytest.skip("it has no schemas")
    name, address = f"estimator_{'0f' * 8}", parse_address(somebody.address)
    host = {"host": address.host, "port": address.port, "system": somebody.subject, "workload": "built_bigint"}
    if somebody.subject == "postgresql":
        client = postgresql.listening(address)
        client.ask(f"CREATE SCHEMA {name}; CREATE TABLE {name}.t (a int); CREATE VIEW {name}.theirs AS SELECT 1;")
        note = ledger.write_down(somebody.address, {**host, "schema": name, "database": "postgres"})
        remove = f"DROP SCHEMA {name} CASCADE;"
    else:
        client = mysql.listening(address)
        client.ask(f"CREATE DATABASE {name}; CREATE TABLE {name}.t (a int); CREATE PROCEDURE {name}.theirs() SELECT 1;")
        note = ledger.write_down(somebody.address, {**host, "database": name})
        remove = f"DROP PROCEDURE {name}.theirs; DROP DATABASE {name};"
    note.file.close()
    [cleaned] = parsed(run("verify", "--clean-up", "--json").out)["cleaned"]
    assert (cleaned["deleted"], cleaned["left"]) == (1, 1)
    client.ask(remove)  # it is there


def test_a_note_of_another_hand_is_not_followed(run: Run, state: Path) -> None:
    """A name that is not ours would be anybody's table."""
    folder = state / "capacity-estimator" / "verify"
    folder.mkdir(parents=True)
    place = {"host": "127.0.0.1", "port": 1, "workload": "item_10"}
    notes = [
        {**place, "system": "postgresql", "database": "postgres", "schema": "public"},
        {**place, "system": "postgresql", "database": "postgres", "schema": "estimator_; DROP TABLE mine"},
        {**place, "system": "mysql", "database": "test"},
        {**place, "system": "memcached", "keys": 5, "draw": "*"},
        {**place, "system": "sqlite"},
        {**place, "system": "oracle"},
    ]
    for number, note in enumerate(notes):
        (folder / f"{number}.json").write_text(json.dumps(note))
    done = run("verify", "--clean-up")
    assert done.code == 2
    assert done.err.count("says nothing that this version wrote") == len(notes)


@pytest.mark.parametrize("subject", part_of(["redis", *WITH_SERVERS], 4))
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_of_our_own_ends_with_us(subject: str, number: signal.Signals) -> None:
    """After a kill the scratch folder alone is left, for nobody is there to remove it."""
    _programs(subject)
    if number == signal.SIGKILL and shutil.which("setpriv") is None:
        pytest.skip("no setpriv, by which a server hears that we were killed")
    short = Path("/tmp") / f"est{os.getpid()}{subject[:2]}"  # noqa: S108  a socket's path may have a hundred letters
    short.mkdir(mode=0o755)
    keys = "2000000" if subject == "memcached" else "9000000"  # for minutes; more fill a memcached of our own
    line = [sys.executable, "-m", "estimator", "verify", subject, SMALL[subject], "--keys", keys]
    environment = {**os.environ, "TMPDIR": str(short)}
    try:
        with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
            deadline = time.monotonic() + PATIENCE
            while not list(short.glob("estimator-*/log")) and time.monotonic() < deadline:
                time.sleep(0.02)
            while not (servers := _servers_in(short)) and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(number)
            assert process.wait(PATIENCE) == (-number if number == signal.SIGKILL else 128 + number)
        assert servers
        while _servers_in(short) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert _servers_in(short) == []
        assert len(list(short.glob("estimator-*"))) == (number == signal.SIGKILL)
    finally:
        shutil.rmtree(short)


def _servers_in(folder: Path) -> list[str]:
    """The processes that were started in a folder, or further down; there is /proc where this is tested."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(process.name)
    return found
