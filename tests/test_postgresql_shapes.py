"""The formulas for PostgreSQL against a running one, for shapes drawn at random: columns, keys, lengths, rows.

A third of them each day.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.data import part_of
from tests.postgresql import Server, server
from tests.predictions import predicted_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

# Types of fixed size: a value, bytes and alignment.
FIXED = {
    "boolean": ("true", 1, 1),
    "smallint": ("7", 2, 2),
    "int": ("i", 4, 4),
    "date": ("'2026-01-01'::date", 4, 4),
    "real": ("1.5", 4, 4),
    "bigint": ("i", 8, 8),
    "timestamptz": ("'2026-01-01'::timestamptz", 8, 8),
    "double precision": ("i", 8, 8),
    "uuid": ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", 16, 1),
    "interval": ("'1 day'::interval", 16, 8),
    "macaddr": ("'08:00:2b:01:02:03'::macaddr", 6, 4),
    "timetz": ("'10:00+00'::timetz", 12, 8),
    "point": ("'(1,2)'::point", 16, 8),
}
LENGTHS = [0, 1, 7, 20, 40, 125, 126, 127, 128, 300, 900]
# A key's type, its value of number i, and the end of the data behind it, from an offset.
KEYS = {
    "int": ("int", "{i}", "postgresql.row.integer({end})"),
    "bigint": ("bigint", "{i}::bigint * 1000003", "postgresql.row.bigint({end})"),
    "uuid": ("uuid", "lpad(to_hex({i}), 32, '0')::uuid", "postgresql.row.uuid({end})"),
    "time": ("timestamptz", "to_timestamp({i})", "postgresql.row.timestamp({end})"),
    **{
        f"text {length}": ("text", f"lpad({{i}}::text, {length}, '0')", f"postgresql.row.text({{end}}, {length} B)")
        for length in (7, 8, 12, 20, 36, 100, 126, 127, 200, 333, 600)
    },
}
BUILT, ASCENDING, RANDOM = '"built"', '"ascending"', '"random"'
SHUFFLED = "(hashint4(i) & 2147483647)"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


def column(chance: random.Random, end: str) -> tuple[str, str, str]:
    """A random column: its type, a value, and where the data ends behind it."""
    kind = chance.choice(["fixed", "fixed", "text", "char", "numeric", "int[]", "bigint[]", "inet"])
    if kind == "fixed":
        name = chance.choice([*FIXED])
        value, size, alignment = FIXED[name]
        return name, value, f"postgresql.row.fixed({end}, {size} B, {alignment} B)"
    length = chance.choice(LENGTHS)
    if kind == "text":
        return kind, f"repeat('x', {length})", f"postgresql.row.variable({end}, {length} B)"
    if kind == "char":
        return f"char({length + 1})", "'a'", f"postgresql.row.variable({end}, {length + 1} B)"
    if kind == "numeric":
        before, after = chance.randint(1, 15), chance.randint(0, 8)
        value = "".join(chance.choices("123456789", k=before)) + "." + "".join(chance.choices("123456789", k=after))
        return kind, value, f"postgresql.row.variable({end}, postgresql.row.numeric({before}, {after}))"
    if kind == "inet":
        return kind, "'10.1.2.3'::inet", f"postgresql.row.variable({end}, 6 B)"
    items, size = chance.randint(1, 40), 8 if kind == "bigint[]" else 4
    value = f"array_fill(1::{kind.removesuffix('[]')}, array[{items}])"
    return kind, value, f"postgresql.row.variable({end}, postgresql.row.array({items}, {size} B), {size} B)"


@pytest.mark.parametrize("seed", part_of(range(60), 6))
def test_a_heap_of_random_columns_is_exact(postgresql: Server, seed: int) -> None:
    """To the page, whatever the order, the NULLs, the fillfactor and the rows."""
    chance = random.Random(seed)
    kinds, values, end, has_null = [], [], "0 B", "no"
    for _ in range(chance.choice([1, 2, 3, 5, 8, 9, 17])):
        kind, value, behind = column(chance, end)
        if predicted_bytes(behind) > 2000:
            break  # longer rows move values out
        kinds.append(kind)
        if chance.random() < 0.12:
            values.append("NULL")
            has_null = "yes"
        else:
            values.append(value)
            end = behind
    row = f'postgresql.row({end}, {len(kinds)}, "{has_null}")'
    length = predicted_bytes(row)
    fillfactor = chance.choice([100, 100, 90, 70, 50, 10])
    rows = min(chance.choice([1, 2, 50, 1000, chance.randint(1, 30_000)]), int(1e7 / length))
    columns = ", ".join([f"c{place} {kind}" for place, kind in enumerate(kinds)])
    postgresql.sql(
        f"DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t ({columns}) WITH (fillfactor = {fillfactor});"
        f" INSERT INTO t SELECT {', '.join(values)} FROM generate_series(1, {rows}) AS i"
    )
    assert postgresql.size("t") == predicted_bytes(f"postgresql.heap({rows}, {row}, {fillfactor}%)")


def plain(**kinds: str) -> str:
    """Statements that keep a table's texts from being compressed or moved out, by its columns' types."""
    return "".join([f" ALTER TABLE t ALTER {name} SET STORAGE PLAIN;" for name in kinds if kinds[name] == "text"])


def indexed(
    running: Server, chance: random.Random, rows: int, number: str, *, built: bool, fillfactor: int = 90
) -> str:
    """Fill an index `x` on one or two random columns; what the library takes its key for, and its pages' keys."""
    names = [chance.choice([*KEYS]) for _ in range(chance.choice([1, 1, 2]))]
    end, pivot, kinds, values = "0 B", "", dict[str, str](), []
    for place, name in enumerate(names):
        kinds[f"c{place}"], value, behind = KEYS[name]
        values.append(value.format(i=number))
        end = behind.format(end=end)
        pivot = pivot or end  # the first column tells the keys apart
    columns = ", ".join([f"{column} {kind}" for column, kind in kinds.items()])
    index = f"CREATE INDEX x ON t ({', '.join(kinds)}) WITH (fillfactor = {fillfactor});"
    filling = f"INSERT INTO t SELECT {', '.join(values)} FROM generate_series(1, {rows}) AS i;"
    running.sql(
        f"DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t ({columns});{plain(**kinds)}"
        + (filling + index if built else index + filling)
    )
    return f"{end}, ORDER, {fillfactor}%, {pivot}"


@pytest.mark.parametrize("seed", part_of(range(40), 6))
def test_an_index_on_random_columns_built_is_within_one_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    rows = chance.choice([1, 2, 50, 366, 367, 368, 407, 408, chance.randint(500, 40_000), chance.randint(500, 40_000)])
    fillfactor = chance.choice([90, 90, 100, 70, 50, 20])
    key = indexed(postgresql, chance, rows, "i", built=True, fillfactor=fillfactor)
    said = predicted_bytes(f"postgresql.btree({rows}, {key.replace('ORDER', BUILT)})")
    assert postgresql.size("x") == pytest.approx(said, rel=0.01)


@pytest.mark.parametrize("seed", part_of(range(30), 6))
def test_an_index_on_random_columns_filled_in_order_is_within_one_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    rows = chance.choice([1, 50, 367, 407, chance.randint(2000, 30_000), chance.randint(2000, 30_000)])
    key = indexed(postgresql, chance, rows, "i", built=False)
    said = predicted_bytes(f"postgresql.btree({rows}, {key.replace('ORDER', ASCENDING)})")
    assert postgresql.size("x") == pytest.approx(said, rel=0.01)


@pytest.mark.parametrize("seed", part_of(range(12), 3))
def test_an_index_on_random_columns_filled_in_random_order_is_within_ten_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    rows = chance.randint(20_000, 60_000)
    key = indexed(postgresql, chance, rows, SHUFFLED, built=False)
    said = predicted_bytes(f"postgresql.btree({rows}, {key.replace('ORDER', RANDOM)})")
    assert postgresql.size("x") == pytest.approx(said, rel=0.10)


def grouped(running: Server, chance: random.Random, rows: int, group: str) -> tuple[str, str]:
    """Fill an index `x` whose first column is of group number `group`; what the library takes its key for, and that."""
    (first_kind, first, first_end), (last_kind, last, last_end) = (KEYS[chance.choice([*KEYS])] for _ in range(2))
    running.sql(
        f"DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t (a {first_kind}, b {last_kind});"
        f"{plain(a=first_kind, b=last_kind)} CREATE INDEX x ON t (a, b);"
        f" INSERT INTO t SELECT {first.format(i=group)}, {last.format(i='i')} FROM generate_series(1, {rows}) AS i"
    )
    column = first_end.format(end="0 B")
    return last_end.format(end=column), column


@pytest.mark.parametrize("seed", part_of(range(20), 3))
def test_an_index_whose_groups_grow_by_turns_is_within_ten_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    rows, groups = chance.randint(20_000, 60_000), int(2 ** chance.uniform(1, 13))
    key, group = grouped(postgresql, chance, rows, f"({SHUFFLED} % {groups})")
    given = f'{rows}, {key}, {groups}, "by turns", {group}'
    page_rows = rows / (postgresql.size("t") / 8192)
    said = predicted_bytes(f"postgresql.btree.grouped({given}, heap_rows = {page_rows:.0f})")
    assert postgresql.size("x") == pytest.approx(said, rel=0.10)


@pytest.mark.parametrize("seed", part_of(range(20), 3))
def test_an_index_whose_groups_follow_each_other_is_within_one_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    rows, size = chance.randint(5000, 30_000), chance.choice([2, 3, 5, 10, 20, 50, 200, chance.randint(2, 1000)])
    key, group = grouped(postgresql, chance, rows, f"(i / {size})")
    said = predicted_bytes(f'postgresql.btree.grouped({rows}, {key}, {rows / size}, "one after another", {group})')
    assert postgresql.size("x") == pytest.approx(said, rel=0.01)


@pytest.mark.parametrize("seed", part_of(range(24), 6))
def test_toast_of_random_lengths_is_within_a_tenth_of_a_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    length = chance.choice([1997, 2032, 3992, 3993, 7984, 7985, 8100, 16_100, chance.randint(2020, 30_000)])
    rows = chance.choice([1, 5, 300, 1000])
    postgresql.sql(
        "DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t (b text); ALTER TABLE t ALTER b SET STORAGE EXTERNAL;"
        f" INSERT INTO t SELECT repeat('x', {max(length, 2005)}) FROM generate_series(1, {rows}) AS i"
    )
    [[toast]] = postgresql.sql("SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 't'")
    said = predicted_bytes(f"postgresql.toast({rows}, {max(length, 2005)} B)")
    assert int(toast) == pytest.approx(said, rel=0.001)


@pytest.mark.parametrize("seed", range(10))
def test_the_log_of_rows_with_several_indexes_is_within_three_percent(postgresql: Server, seed: int) -> None:
    chance = random.Random(seed)
    length, rows, before, each = chance.choice([0, 20, 126, 127, 500, 1500]), 4000, 40_000, chance.choice([1, 10])
    columns, values, end, logs = ["b text"], [f"repeat('x', {length})"], f"postgresql.row.text(0 B, {length} B)", []
    for place in range(chance.randint(0, 3)):
        kind, value, behind = KEYS[chance.choice(["int", "bigint", "time", "text 20", "text 36"])]
        shuffled = chance.random() < 0.4
        columns.append(f"c{place} {kind}")
        values.append(value.format(i=SHUFFLED if shuffled else "(i + 100000)"))
        end, key = behind.format(end=end), behind.format(end="0 B")
        size = f", {before + rows // 2} row"
        logs.append(f"postgresql.wal.index_of_size({key}{size})" if shuffled else f"postgresql.wal.index({key})")
    indexes = "".join([f" CREATE INDEX ON t (c{place});" for place in range(len(columns) - 1)])
    filled = ", ".join(values)
    postgresql.sql(
        f"DROP TABLE IF EXISTS t; CREATE TABLE t ({', '.join(columns)});{indexes}"
        f" INSERT INTO t SELECT {filled} FROM generate_series(-{before}, 0) AS i"
    )
    [[start]] = postgresql.sql("SELECT pg_current_wal_insert_lsn()")
    postgresql.sql(
        f"DO $$ BEGIN FOR i IN 1..{rows} LOOP INSERT INTO t VALUES ({filled});"
        f" IF i % {each} = 0 THEN COMMIT; END IF; END LOOP; END $$"
    )
    [[size]] = postgresql.sql(f"SELECT pg_current_wal_insert_lsn() - '{start}'::pg_lsn")
    row = f"postgresql.wal.insert(postgresql.row({end}, {len(columns)}))"
    parts = " + ".join([row, f"postgresql.wal.commit / {each}", *logs])
    assert int(size) / rows == pytest.approx(predicted_bytes(f"postgresql.wal.with_page_headers({parts})"), rel=0.03)


@pytest.mark.parametrize(
    ("said", "statement"),
    [
        ("postgresql.wal.delete", "DELETE FROM t"),
        ("postgresql.wal.update(1 B)", "UPDATE t SET v = v # 1"),
        ("postgresql.wal.update(9 B)", "UPDATE t SET b = 'and' || substr(b, 1, 4) || 'or' || substr(b, 10)"),
        ("postgresql.wal.update(3 B) + postgresql.wal.index(4 B)", "UPDATE t SET k = k + 100000"),
    ],
)
def test_the_log_of_changes_is_within_three_percent(postgresql: Server, said: str, statement: str) -> None:
    """With room for the new versions on their pages, and in one transaction, so that no old ones are pruned."""
    rows = 8000
    postgresql.sql(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (id int, k int, v int, b text) WITH (fillfactor = 40);"
        f" INSERT INTO t SELECT i, i, i, repeat('x', 700) FROM generate_series(1, {rows}) AS i; CREATE INDEX ON t (k)"
    )
    [[start]] = postgresql.sql("SELECT pg_current_wal_insert_lsn()")
    postgresql.sql(statement)
    [[size]] = postgresql.sql(f"SELECT pg_current_wal_insert_lsn() - '{start}'::pg_lsn")
    assert int(size) / rows == pytest.approx(predicted_bytes(f"postgresql.wal.with_page_headers({said})"), rel=0.03)


@pytest.mark.parametrize("length", part_of([0, 40, 137, 900], 4))
def test_the_log_of_a_copy_is_within_three_percent(postgresql: Server, length: int) -> None:
    rows = 20_000
    postgresql.sql("DROP TABLE IF EXISTS t; CREATE TABLE t (a int NOT NULL, b text NOT NULL)")
    [[start]] = postgresql.sql("SELECT pg_current_wal_insert_lsn()")
    postgresql.sql("COPY t FROM stdin;\n" + f"1\t{'x' * length}\n" * rows + "\\.\n")
    [[size]] = postgresql.sql(f"SELECT pg_current_wal_insert_lsn() - '{start}'::pg_lsn")
    row = f"postgresql.row(postgresql.row.text(postgresql.row.integer(), {length} B), 2)"
    said = predicted_bytes(f"postgresql.wal.with_page_headers(postgresql.wal.copied({row}))")
    assert int(size) / rows == pytest.approx(said, rel=0.03)
