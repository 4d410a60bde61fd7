"""The formulas for SQLite against the one in Python: pages of tables and indexes, of the shapes named here."""

from __future__ import annotations

import random
import sqlite3

import pytest

from tests.data import part_of
from tests.predictions import predicted_bytes

ROWS = 60_000


def size(statements: list[str], rows: list[tuple[object, ...]], insert: str) -> int:
    """The bytes of a database after inserting rows, its schema page aside."""
    connection = sqlite3.connect(":memory:")
    try:
        for statement in statements:
            connection.execute(statement)
        before = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.executemany(insert, rows)
        after = connection.execute("PRAGMA page_count").fetchone()[0]
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        return int((after - before + 1) * page)  # the root page was there
    finally:
        connection.close()


def freed(page: int, keys: list[tuple[int, bytes]]) -> int:
    """The bytes of an index that fills with its table: what its end frees."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"PRAGMA page_size = {page}")
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, k BLOB)")
        connection.execute("CREATE INDEX x ON t (k)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", keys)
        connection.execute("DROP INDEX x")
        return int(connection.execute("PRAGMA freelist_count").fetchone()[0]) * page
    finally:
        connection.close()


# Columns, the values of row i, and the record that the library says.
SHAPES = [
    ("a INTEGER PRIMARY KEY, b TEXT", lambda i: (i, "x" * 30), "sqlite.record(30 B, 2)"),
    ("a INTEGER PRIMARY KEY, b TEXT", lambda i: (i, "x" * 75), "sqlite.record(75 B, 2, 1)"),
    ("a INTEGER PRIMARY KEY, b TEXT", lambda i: (i, "x" * 333), "sqlite.record(333 B, 2, 1)"),
    ("a INTEGER PRIMARY KEY, b REAL, c REAL", lambda i: (i, 0.5 + i, 1.5), "sqlite.record(16 B, 3)"),
    ("a INTEGER PRIMARY KEY, b INT, c INT", lambda i: (i, 1_000_000, 5), "sqlite.record(4 B, 3)"),
    ("a INTEGER PRIMARY KEY, b INT, c INT", lambda i: (i, None, 3_000_000_000), "sqlite.record(6 B, 3)"),
    ("a INTEGER PRIMARY KEY, b BLOB", lambda i: (i, b"x" * 16), "sqlite.record(16 B, 2)"),
]


@pytest.mark.parametrize(("columns", "values", "record"), SHAPES, ids=[each[2] for each in SHAPES])
def test_an_ascending_table_is_within_one_percent(columns: str, values: object, record: str) -> None:
    assert callable(values)
    rows = [values(i) for i in range(1, ROWS + 1)]
    marks = ", ".join("?" * len(rows[0]))
    found = size([f"CREATE TABLE t ({columns})"], rows, f"INSERT INTO t VALUES ({marks})")
    assert found == pytest.approx(predicted_bytes(f"sqlite.table({ROWS}, {record})"), rel=0.01)


@pytest.mark.parametrize("seed", range(30))
def test_a_table_of_random_columns_is_within_one_percent(seed: int) -> None:
    chance = random.Random(seed)
    kinds: dict[str, list[object]] = {
        "integer": [0, 1, 5, 200, 40_000, 10**7, 3 * 10**9, 2**50],
        "real": [1.5],
        "text": ["x" * length for length in (0, 10, 57, 58, chance.randint(0, 300), chance.randint(0, 2500))],
        "blob": [b"x" * 8, b"x" * 16, b"x" * 58],
        "null": [None],
    }
    values: list[object] = [chance.choice(kinds[chance.choice([*kinds])]) for _ in range(chance.randint(1, 10))]
    sizes = [
        predicted_bytes(f"sqlite.integer({value})") if isinstance(value, int) else
        8 if isinstance(value, float) else len(value) if isinstance(value, (str, bytes)) else 0
        for value in values
    ]  # fmt: skip
    rows = min(int(2e7 / (sum(sizes) + 20)), chance.choice([1, 2, 50, 1000, chance.randint(1000, 30_000)]))
    page = chance.choice([1024, 4096, 4096, 8192, 65_536])
    columns = ", ".join([f"c{place}" for place in range(len(values))])
    found = size(
        [f"PRAGMA page_size = {page}", f"CREATE TABLE t (id INTEGER PRIMARY KEY, {columns})"],
        [(place, *values) for place in range(1, rows + 1)],
        f"INSERT INTO t VALUES (?, {', '.join('?' * len(values))})",
    )
    long = sum([isinstance(value, (str, bytes)) and len(value) >= 58 for value in values])
    record = f"sqlite.record({sum(sizes)} B, {len(values) + 1}, {long})"
    assert found == pytest.approx(predicted_bytes(f"sqlite.table({rows}, {record}, {page} B)"), rel=0.01)


@pytest.mark.parametrize("length", [8, 36, 100])
@pytest.mark.parametrize("order", ["ascending", "random"])
def test_a_table_without_rowid_is_within_five_percent(length: int, order: str) -> None:
    places = list(range(ROWS // 2))
    if order == "random":
        random.Random(7).shuffle(places)
    found = size(
        ["CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID"],
        [(f"{place:0{length}}", "x" * 25) for place in places],
        "INSERT INTO t VALUES (?, ?)",
    )
    record = f"sqlite.record({length + 25} B, 2, {int(length >= 58)})"
    said = predicted_bytes(f'sqlite.without_rowid({ROWS // 2}, {record}, order = "{order}")')
    assert found == pytest.approx(said, rel=0.05)


# Bytes of a key and of a page: entries of which 150 to 4 fit on one.
IN_ORDER = [(20, 4096), (100, 4096), (130, 1024), (165, 1024), (201, 4096), (350, 4096), (420, 4096), (590, 4096)]
IN_ORDER += [(900, 4096), (200, 16_384), (1480, 16_384), (700, 65_536)]


@pytest.mark.parametrize(("length", "page"), part_of(IN_ORDER, 4))
@pytest.mark.parametrize("kind", ["table", "index"])
def test_keys_that_come_in_order_leave_the_pages_that_are_left_behind(kind: str, length: int, page: int) -> None:
    rows = min(6000, 2_000_000 // length)
    keys = [(place, place.to_bytes(4, "big") + b"x" * (length - 4)) for place in range(1, rows + 1)]
    long = int(length >= 58)
    if kind == "table":
        made = [f"PRAGMA page_size = {page}", "CREATE TABLE t (k BLOB PRIMARY KEY) WITHOUT ROWID"]
        found = size(made, [(key,) for _, key in keys], "INSERT INTO t VALUES (?)")
        said = predicted_bytes(f"sqlite.without_rowid({rows}, sqlite.record({length} B, 1, {long}), {page} B)")
    else:
        found = freed(page, keys)
        said = predicted_bytes(f'sqlite.index({rows}, {length} B, 1, {page} B, "ascending", {long})')
    assert found == pytest.approx(said, rel=0.01)


@pytest.mark.parametrize(("least", "most"), part_of([(20, 57), (100, 600), (300, 420), (405, 415), (600, 900)], 2))
def test_keys_of_several_lengths_that_come_in_order_are_within_two_percent(least: int, most: int) -> None:
    chance = random.Random(least)
    rows = 1_600_000 // most
    keys: list[tuple[object, ...]] = [
        (place.to_bytes(4, "big") + b"x" * (chance.randint(least, most) - 4),) for place in range(rows)
    ]
    found = size(["CREATE TABLE t (k BLOB PRIMARY KEY) WITHOUT ROWID"], keys, "INSERT INTO t VALUES (?)")
    record = f"sqlite.record(spread(uniform({least} B, {most} B)), 1, {int(most >= 58)})"
    assert found == pytest.approx(predicted_bytes(f"sqlite.without_rowid({rows}, {record})"), rel=0.02)


FEW = [(900, 1500), (1500, 2400), (1700, 2300), (600, 3000), (1900, 2100), (2000, 3600), (100, 4000), (2200, 2600)]


@pytest.mark.parametrize(("least", "most"), part_of(FEW, 2))
def test_few_rows_a_page_of_several_lengths_are_within_three_percent(least: int, most: int) -> None:
    chance = random.Random(1)
    rows: list[tuple[object, ...]] = [(i, "x" * chance.randint(least, most)) for i in range(4000)]
    found = size(["CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"], rows, "INSERT INTO t VALUES (?, ?)")
    said = f"sqlite.table(4000, sqlite.record(spread(uniform({least} B, {most} B)), 2, 1))"
    assert predicted_bytes(said) == pytest.approx(found, rel=0.03), said


@pytest.mark.parametrize("length", [50, 150])
def test_a_table_in_random_order_is_within_five_percent(length: int) -> None:
    order = list(range(1, ROWS + 1))
    random.Random(7).shuffle(order)
    rows: list[tuple[object, ...]] = [(i, "x" * length) for i in order]
    found = size(["CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"], rows, "INSERT INTO t VALUES (?, ?)")
    record = f"sqlite.record({length} B, 2, {int(length >= 58)})"
    assert found == pytest.approx(predicted_bytes(f'sqlite.table({ROWS}, {record}, 4096 B, "random")'), rel=0.05)


@pytest.mark.parametrize(
    ("least", "most"), part_of([(900, 3000), (1800, 2200), (50, 3900), (1100, 1800), (800, 1900)], 3)
)
def test_rows_of_several_lengths_in_random_order_are_within_five_percent(least: int, most: int) -> None:
    """Two or three of them on a page: a long one finds a page of its own, a short one a place beside it."""
    chance = random.Random(least)
    rows: list[tuple[object, ...]] = [(i, "x" * chance.randint(least, most)) for i in range(1, 4001)]
    chance.shuffle(rows)
    found = size(["CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"], rows, "INSERT INTO t VALUES (?, ?)")
    record = f"sqlite.record(spread(uniform({least} B, {most} B)), 2, 1)"
    assert found == pytest.approx(predicted_bytes(f'sqlite.table(4000, {record}, order = "random")'), rel=0.05)


@pytest.mark.parametrize(("length", "groups"), [(8, 40), (8, 60), (30, 60), (100, 100), (100, 20)])
def test_an_index_of_groups_that_come_by_turns_is_within_four_percent(length: int, groups: int) -> None:
    """As conversations with their messages do."""
    chance = random.Random(length)
    keys = [(i, chance.randrange(groups).to_bytes(4, "big").ljust(length, b"x")) for i in range(1, 30_001)]
    said = predicted_bytes(
        f'sqlite.index(30_000, {length} B, order = "random", long_texts = {length // 58}, groups = {groups})'
    )
    assert freed(4096, keys) == pytest.approx(said, rel=0.04)


@pytest.mark.parametrize(
    ("first", "step", "bits"), [(1_700_000_000_000, 977, 0), (2**60, 4096, 0), (0, 0, 31), (0, 0, 62)]
)
def test_row_ids_that_are_times_or_random_numbers_are_longer(first: int, step: int, bits: int) -> None:
    """Of a table and of an index that is built on it: 8 to 25% more than where ids are counted."""
    chance = random.Random(bits)
    ids = [chance.getrandbits(bits) if bits else first + i * step for i in range(20_000)]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, k INT, v TEXT)")
        rows = [(each, 10**6 + chance.randrange(10**6), "x" * 30) for each in ids]
        connection.executemany("INSERT OR IGNORE INTO t VALUES (?, ?, ?)", rows)
        table = connection.execute("PRAGMA page_count").fetchone()[0] - 1  # of the schema
        connection.execute("CREATE INDEX x ON t (k)")
        index = connection.execute("PRAGMA page_count").fetchone()[0] - 1 - table
    finally:
        connection.close()
    order = "random" if bits else "ascending"
    said = f'sqlite.table(20_000, sqlite.record(33 B, 3), order = "{order}", largest_id = {max(ids)})'
    assert table * 4096 == pytest.approx(predicted_bytes(said), rel=0.03 if bits else 0.005)
    assert index * 4096 == pytest.approx(
        predicted_bytes(f"sqlite.index(20_000, 3 B, largest_id = {max(ids)})"), rel=0.005
    )


@pytest.mark.parametrize("length", [4100, 5000, 9000, 20_000])
def test_long_values_go_on_in_pages_of_their_own(length: int) -> None:
    rows: list[tuple[object, ...]] = [(i, "x" * length) for i in range(1, 2001)]
    found = size(["CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)"], rows, "INSERT INTO t VALUES (?, ?)")
    long = 1 if length < 8186 else 2  # the type's own length
    assert found == pytest.approx(
        predicted_bytes(f"sqlite.table(2000, sqlite.record({length} B, 2, {long}))"), rel=0.01
    )


@pytest.mark.parametrize("length", [8, 20, 40, 120, 300])
def test_an_index_is_within_one_percent(length: int) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", [(i, f"{i:0{length}}") for i in range(1, ROWS + 1)])
    before = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute("CREATE INDEX i ON t (b)")
    found = (connection.execute("PRAGMA page_count").fetchone()[0] - before) * 4096
    connection.close()
    assert found == pytest.approx(
        predicted_bytes(f"sqlite.index({ROWS}, {length} B, long_texts = {int(length >= 58)})"), rel=0.01
    )
