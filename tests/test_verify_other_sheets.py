"""`verify` of sheets of MySQL and SQLite, and of those that call Redis's and memcached's formulas."""

from __future__ import annotations

import json
import random
import zlib
from typing import TYPE_CHECKING

import pytest

from estimator.comparers import ledger
from estimator.comparers.columns import PLACES, Values
from estimator.comparers.memcached.sheets import of_sheet as of_memcached
from estimator.comparers.mysql.compression import noisy
from estimator.comparers.mysql.sheet_values import DIALECT
from estimator.comparers.mysql.sheets import of_sheet as of_mysql
from estimator.comparers.redis import entries
from estimator.comparers.redis.ownership import delete
from estimator.comparers.redis.servers import running
from estimator.comparers.redis.sheets import of_sheet as of_redis
from estimator.comparers.sqlite.sheet_values import at_random, blob, text, whole
from estimator.comparers.sqlite.sheets import of_sheet as of_sqlite
from estimator.comparers.systems import SYSTEMS
from estimator.problems import EstimateError
from estimator.producers.redis.client import Address, connect
from tests.data import is_quick, part_of
from tests.real import a_server
from tests.redis_server import fill

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

MYSQL = """
CREATE TABLE `visits` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `state` enum('new', 'seen') NOT NULL,
  `token` binary(16) NOT NULL,
  `agent` varchar(100) NOT NULL,
  `price` decimal(10, 2),
  `at` datetime(6) NOT NULL,
  `body` text,
  PRIMARY KEY (`id`),
  KEY `by_state` (`state`, `at`),
  KEY `by_body` (`body`(10)),
  UNIQUE KEY `by_token` (`token`)
) ENGINE=InnoDB;
CREATE TABLE `b` (`k` int PRIMARY KEY, `v` varchar(200), KEY `by_k` (`k`)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TABLE `sessions` (`token` varchar(20) PRIMARY KEY, `user` int NOT NULL) ENGINE=InnoDB;
"""
SQLITE = """
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, age INT, score REAL,
                    created DATETIME, active BOOLEAN NOT NULL);
CREATE INDEX users_created ON users (created) WHERE active;
CREATE INDEX users_aged ON users (age, created);
CREATE TABLE pairs (a INT, b INT, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX pairs_b ON pairs (b);
CREATE TABLE lines (bill INT NOT NULL, line INT, at DATETIME, PRIMARY KEY (bill, line)) WITHOUT ROWID;
CREATE INDEX lines_at ON lines (line, at);
CREATE TABLE codes (code TEXT PRIMARY KEY, v ANY NOT NULL) STRICT, WITHOUT ROWID;
"""
REDIS = """
users = 10 M
lengths = spread(14 B to 40 B)
sessions = redis.string(users, 24 B, lengths, ttl = 30%)
likes = redis.string(users, 20 B, 3 B, "counter") + redis.hash(1000 key, 6, 20 B)
board = redis.sorted_set(1 key, 30_000, 16 B, 12 B)
newer = redis.set(1 M key, 20, 20 B, version = 8.2)
gone = redis.hash(20 key, 500, 20 B, deleted = 50%)
fewer = redis.sorted_set(40 key, 60, 20 B, 10 B, deleted = 30%)
fresh = redis.set(20 key, 1100, 20 B, 10 B, just_loaded = yes)
node = redis.string(10 k key, 24 B, 20 B, cluster = "yes", slots = 5461)
rings = redis.string(10 k key, cluster = yes, slots = 20_000)
each(n: count) = redis.string(n)
"""
MEMCACHED = """
item = memcached.item(30 B, spread(100 B to 2000 B))
flagged = 5 M * memcached.item(40 B, 500 B, yes)
short = memcached.item(10 B, 500 B)
"""
KEYS = 3000


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def plan(subject: str, tmp_path: Path, run: Run) -> str:
    """The sheet of a system."""
    path = tmp_path / "plan.est"
    if subject in ("redis", "memcached"):
        path.write_text(REDIS if subject == "redis" else MEMCACHED)
        return str(path)
    schema = tmp_path / "schema.sql"
    schema.write_text(MYSQL if subject == "mysql" else SQLITE)
    assert run("table", str(schema), "--dialect", subject, "-o", str(path)).code == 0
    return str(path)


NAMES = {
    "mysql": {"visits_data", "visits.by_state", "visits.by_body", "visits.by_token", "b_data", "sessions_data"},
    "sqlite": {
        "users_data",
        "sqlite_autoindex_users_1",
        "users_created",
        "users_aged",
        "pairs_data",
        "pairs_b",
        "lines_data",
        "lines_at",
        "codes_data",
    },
    "redis": {"sessions", "likes_1", "likes_2", "board", "newer", "gone", "fewer", "fresh", "node"},
    "memcached": {"item", "flagged"},
}


@pytest.mark.parametrize("subject", ["sqlite", *part_of(["mysql", "redis", "memcached"], 3)])
def test_each_line_is_near_what_the_system_says(subject: str, tmp_path: Path, run: Run) -> None:
    if is_quick() and subject != "sqlite":
        pytest.skip("servers are for all tests")
    if not SYSTEMS[subject].programs():
        pytest.skip(f"nothing of {subject} is installed: {SYSTEMS[subject].missing()}")
    done = run(
        "verify", subject, plan(subject, tmp_path, run), "--keys", str(KEYS if subject != "redis" else 300), "--json"
    )
    assert (done.code, done.err) == (0, ""), done.out
    [server] = json.loads(done.out)["servers"]
    assert {row["workload"] for row in server["workloads"]} == NAMES[subject]


def test_the_lines_of_a_table_are_found_beside_tables_of_their_names(tmp_path: Path, run: Run) -> None:
    """`x_partitions` and `x_data` of the schema stand where those of `x` would."""
    column = "(`id` int AUTO_INCREMENT PRIMARY KEY, `v` varchar(99), KEY `k` (`v`)) ENGINE=InnoDB"
    tables = [f"CREATE TABLE `{name}` {column};" for name in ("x_partitions", "x_indexes", "x", "x_data", "x_rows")]
    tables[2] = tables[2].replace("InnoDB;", "InnoDB PARTITION BY HASH(id) PARTITIONS 4;")
    (tmp_path / "schema.sql").write_text("".join(tables))
    sheet = str(tmp_path / "names.est")
    assert run("table", str(tmp_path / "schema.sql"), "-o", sheet).code == 0
    loads, notes = of_mysql(sheet, KEYS)
    assert len(loads) == 2 * len(tables)
    assert notes == ["x is loaded as one partition with all of its rows"]


def test_keys_too_short_to_differ_are_few_or_the_table_is_not_loaded(tmp_path: Path, run: Run) -> None:
    """Of 60,000 rows, with guesses of 2 to 10 letters and of 1 to 4."""
    for most, loaded in ((20, True), (8, False)):
        schema, sheet = tmp_path / "schema.sql", str(tmp_path / f"{most}.est")
        schema.write_text(f"CREATE TABLE `t` (`k` varchar({most}) PRIMARY KEY) ENGINE=InnoDB;")
        assert run("table", str(schema), "-o", sheet).code == 0
        if loaded:
            assert [load.name for load in of_mysql(sheet, 60_000)[0]] == ["t_data"]
        else:
            with pytest.raises(EstimateError, match="no 60000 different values"):
                of_mysql(sheet, 60_000)


def test_what_is_not_loaded_is_said(tmp_path: Path, run: Run) -> None:
    loads, notes = of_mysql(plan("mysql", tmp_path, run), KEYS)
    assert {each.name for each in loads} == NAMES["mysql"]
    assert notes == ["b_indexes.by_k is not loaded: no values of its columns are made that zlib compresses to 50%"]
    workloads, notes = of_redis(plan("redis", tmp_path, run), None)
    assert {each.name: each.keys for each in workloads} == {
        "sessions": 20_000, "likes_1": 20_000, "likes_2": 1000, "board": 1, "newer": 10_000, "gone": 20, "fewer": 40,
        "fresh": 20, "node": 10_000,
    }  # fmt: skip
    assert notes == [
        "sessions: 20,000 of its 10,000,000 keys",
        "likes_1: 20,000 of its 10,000,000 keys",
        "newer: 10,000 of its 1,000,000 keys",
        "newer: predicted for the server at hand, not for version = 8.2",
        "rings is not loaded: a node of a cluster has 1 to 16,384 slots",
        "each is not loaded: it is in the formula each, and what it is called with says more",
    ]
    items, notes = of_memcached(plan("memcached", tmp_path, run), None)
    assert {each.name for each in items} == NAMES["memcached"]
    assert notes == ["short is not loaded: its keys are of 10 B, and those of 24 to 250 B are written"]


@pytest.mark.parametrize(
    ("subject", "text", "other", "said"),
    [
        ("mysql", 'visits_row, "ascending"', "order", "visits is not loaded: the order of its rows is worked"),
        ("mysql", '"bigint"   | 8 ', '"bigint"   | 9 ', "visits is not loaded: id, which is bigint, has 8 B and not 9"),
        ("mysql", "| 400 B", "| 40 B", "of the values of agent are longer than the 40 B that it may have"),
        (
            "mysql",
            'innodb.part(visits, "token")',
            "16 B",
            "visits_indexes.by_token is not loaded: its key is not a",
        ),
        ("sqlite", '"random"   # in which', '"any"   # in which', "error"),
        (
            "sqlite",
            'sqlite.part(pairs, "b")',
            "4 * 1 B",
            "pairs_indexes.pairs_b is not loaded: its key is not a",
        ),
        ("sqlite", "page_size = 4096 B", "page_size = 5000 B", "users is not loaded: there are no pages of 5000 B"),
        (
            "sqlite",
            "| spread(",
            "| spread(uniform(-9 B, 9 B))  # ",
            "users is not loaded: the length of email is below zero",
        ),
        (
            "sqlite",
            "| spread(",
            "| spread(90 KB to 900 KB)  # ",
            "users is not loaded: 20,000 of its rows are too much",
        ),
        (
            "sqlite",
            "| spread(",
            "| spread(2 GB to 3 GB)  # ",
            "users is not loaded: there are no rows of more than 1,000,000,000 B",
        ),
        ("redis", "24 B", "3 B", "sessions is not loaded: keys of 3 B are too short for 20,000 different ones"),
        ("redis", '3 B, "counter"', '3 B, "integer"', "likes_1 is not loaded: numbers of up to 4 digits are small"),
        ("redis", "ttl = 30%", "field_ttl = yes", "error"),
        ("redis", "deleted = 50%", "deleted = 99.9%", "gone is not loaded: more than 99% of it is deleted again"),
        ("redis", "lengths, ttl", "-lengths, ttl", "sessions is not loaded: value_length is below zero"),
        ("redis", '3 B, "counter"', '0 B, "appended"', "likes_1 is not loaded: a value to which nothing is appended"),
        ("redis", "users = 10 M", "users = 10^50", "sessions: 20,000 of its 1e+50 keys"),
        ("memcached", "40 B", "spread(30 B to 50 B)", "flagged is not loaded: the length of its keys is spread"),
    ],
)
def test_what_the_sheet_has_otherwise_is_said(
    subject: str, text: str, other: str, said: str, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "plan.est"
    before = (tmp_path / plan(subject, tmp_path, run)).read_text()
    assert text in before
    changed = before.replace(text, other, 1)
    if other == "order":
        worked = 'visits_row, if side == "left" then "random" else "ascending"'
        changed = 'side = "left"\n' + before.replace(text, worked, 1)
    path.write_text(changed)
    of_sheet = {"mysql": of_mysql, "sqlite": of_sqlite, "redis": of_redis, "memcached": of_memcached}[subject]
    if said == "error":
        assert run("verify", subject, str(path)).code == 2
        return
    try:
        _, notes = of_sheet(str(path), None)
    except EstimateError as error:
        notes = [each.message for each in error.problems]
    assert any(said in each for each in notes), notes


@pytest.mark.parametrize("subject", ["sqlite", "redis"])
def test_the_sheet_in_a_document_is_loaded(subject: str, tmp_path: Path, run: Run) -> None:
    sheet = (tmp_path / plan(subject, tmp_path, run)).read_text()
    path = tmp_path / "plan.md"
    path.write_text(f"# Plan\n\n```est\n{sheet}```\n\nWhat follows is no sheet.\n")
    loads, _ = (of_sqlite if subject == "sqlite" else of_redis)(str(path), 100)
    assert {each.name for each in loads} == NAMES[subject]


@pytest.mark.parametrize("rate", [0.0041, 0.1, 5.8, 1000, 1e9])
def test_ids_of_a_stream_ascend_at_any_rate(rate: float, tmp_path: Path) -> None:
    path = tmp_path / "own.est"
    path.write_text(f"events = redis.stream(1 key, 700, entry_rate = {rate:f} entry/s)\n")
    [workload], _ = of_redis(str(path), None)
    ids = [tuple(map(int, str(command[2]).split("-"))) for command in workload.commands()]
    assert ids == sorted(set(ids))
    assert min(number for _, number in ids) == 0


def test_names_of_keys_shorter_than_their_number_stay_different(tmp_path: Path) -> None:
    path = tmp_path / "own.est"
    path.write_text("users = redis.string(1000 key, spread(uniform(0 B, 300 B)))\n")
    [workload], _ = of_redis(str(path), None)
    assert len({command[1] for command in workload.commands()}) == 1000


def test_a_note_that_was_changed_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.est"
    path.write_text("users = redis.hash(1 M key, 3)\n")
    [workload], _ = of_redis(str(path), 40)
    note = entries.write_down(Address("127.0.0.1", 6379), workload.seeded(1)).note
    for parameters in ({"type": "hash"}, {"type": "hash", "key_len": "many"}, {"type": "hash", "key_len": None}):
        note.content["parameters"] = parameters
        with pytest.raises(EstimateError, match="says nothing that this version wrote"):
            entries.read(note)
    with pytest.raises(EstimateError, match="too long to be read again"):
        ledger.write_down("127.0.0.1:6379", {"values": [0.5] * ledger.LONGEST})
    note.strike_out()


@pytest.mark.parametrize("shrinks_to", [0.3, 0.5, 0.7])
def test_rows_of_a_compressed_table_shrink_as_its_sheet_says(shrinks_to: float) -> None:
    """The values that are loaded, as zlib takes them."""
    plain = [Values(DIALECT, name, "varchar", 0, list(range(8, 160)), place, 320) for place, name in enumerate("kv")]
    columns = noisy(plain, {0}, shrinks_to)
    assert columns is not None
    assert "sha2" in columns[1].value("7")
    chance, page = random.Random(3), bytearray()
    while len(page) < 16_000:
        page += bytes(5)
        for each in columns:
            length = chance.choice(each.lengths)
            first = f"{chance.randrange(PLACES):08x}"[: length if each.place else 8].encode()
            page += (first + chance.randbytes(round(each.noise * (length - 8))) + b"x" * length)[:length]
    assert len(zlib.compress(bytes(page), 6)) / len(page) == pytest.approx(shrinks_to, abs=0.06)
    assert noisy([Values(DIALECT, "k", "int", 0, [4], 0)], {0}, 0.9) is None


def test_workloads_of_one_name_are_told_apart(tmp_path: Path, run: Run) -> None:
    schema, path = tmp_path / "schema.sql", tmp_path / "plan.est"
    schema.write_text("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL);\nCREATE INDEX t_data ON t (a);")
    assert run("table", str(schema), "--dialect", "sqlite", "-o", str(path)).code == 0
    assert [each.name for each in of_sqlite(str(path), KEYS)[0]] == ["t_data", "t.t_data"]


@pytest.mark.parametrize("subject", ["sqlite", "mysql", "postgresql"])
def test_of_a_table_of_no_rows_nothing_is_loaded(subject: str, tmp_path: Path, run: Run) -> None:
    schema, path = tmp_path / "schema.sql", tmp_path / "plan.est"
    schema.write_text("CREATE TABLE t (id INTEGER PRIMARY KEY, a varchar(90) NOT NULL);\nCREATE INDEX t_a ON t (a);")
    assert run("table", str(schema), "--dialect", subject, "-o", str(path)).code == 0
    path.write_text(path.read_text().replace("= 1 M row\n", "= 0 row\n"))
    text = "\n".join([each for each in path.read_text().splitlines() if "growth" not in each])
    path.write_text(f"{text}\n")
    done = run("verify", subject, str(path))
    assert (done.code, done.out) == (2, "")
    assert "t is not loaded: it has no rows" in done.err
    assert "= give it some with --keys" in done.err


def test_the_sheet_of_another_system_says_which(tmp_path: Path, run: Run) -> None:
    done = run("verify", "mysql", plan("sqlite", tmp_path, run))
    assert (done.code, done.out) == (2, "")
    assert f"= estimate verify sqlite {tmp_path / 'plan.est'}" in done.err


def test_values_stand_in_order_and_have_their_lengths() -> None:
    places = sorted(at_random(number) for number in range(500))
    assert len(set(places)) == 500
    assert places[-1] < PLACES
    for made in (lambda place: text(9, place), lambda place: blob(5, place), lambda place: whole("[1, 2, 3]", place)):
        values = [made(place) for place in places]
        assert values == sorted(values)
    assert [len(text(length, 77)) for length in (0, 3, 40)] == [0, 3, 40]
    assert [whole(f"[{length}]", PLACES - 1) for length in (1, 2, 4)] == [2**7 - 1, 2**15 - 1, 2**31 - 1]


def test_what_a_killed_run_left_of_a_sheet_is_known_by_its_note(tmp_path: Path) -> None:
    """The note has the lengths of its keys and fields, by which their names come again."""
    text = 'users = redis.hash(1 M key, spread(2 to 5), spread(16 B to 40 B), 8 B, 9 B, "text", "integer", ttl = 50%)\n'
    path = tmp_path / "own.est"
    text += 'scores = redis.sorted_set(1 M key, 3, 16 B, 8 B, "text", "decimal", 8 B)\n'
    path.write_text(
        text + "".join(f'c{digits} = redis.string(1 M key, 16 B, {digits} B, "counter")\n' for digits in (1, 3))
    )
    workloads, _ = of_redis(str(path), 40)
    with running(a_server().path) as address:
        for workload in workloads:
            ours = workload.seeded(1234)
            entry = entries.write_down(address, ours)
            entry.note.file.close()
            fill(address, list(ours.commands()))
            [noted] = [note for each in ledger.paths() if (note := ledger.read(each)) is not None]
            again = entries.read(noted)
            with connect(address) as client:
                deletion = delete(client, again.workload)
            assert (deletion.deleted, deletion.left) == (40, 0)
            noted.strike_out()
