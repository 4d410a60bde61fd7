"""Schemas of MySQL and SQLite as they are read, against MariaDB and SQLite that load the same files."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.producers.schema.engine_sizes import engine_sizes
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.systems import system_of
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central
from estimator.units.table import BYTE_BITS
from tests.mariadb import Server, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.stored import Table

CASES = Path(__file__).parent / "cases" / "other_schemas"
MYSQL = sorted((CASES / "mysql").glob("*.sql"))
SQLITE = sorted((CASES / "sqlite").glob("*.sql"))
REFUSED = {"SQL Server": "sqlserver.sql", "Oracle": "oracle.sql", "ClickHouse": "clickhouse.sql"}


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Server]:
    with server() as running:
        yield running


def by_name(tables: tuple[Table, ...]) -> dict[str, Table]:
    return {table.original.rpartition(".")[2]: table for table in tables}


def keys_of(table: Table) -> dict[str, tuple[bool, list[tuple[str, int]]]]:
    """The indexes by name: whether one is unique, and its columns with how much of each it holds."""
    originals = {column.name: column.original for column in table.columns}
    return {
        index.original: (
            index.unique,
            [(originals[each], most) for each, most in zip(index.columns, index.prefixes, strict=True)],
        )
        for index in table.indexes
    }


@pytest.mark.parametrize("path", MYSQL, ids=lambda path: path.stem)
def test_a_schema_of_mysql_is_read_as_mariadb_reads_it(path: Path, mariadb: Server) -> None:
    text = path.read_text(encoding="utf-8")
    mariadb.sql(f"DROP DATABASE IF EXISTS test; CREATE DATABASE test; USE test;\n{text}")
    read = read_schema(text, path.name)
    assert read.system == "MySQL"
    columns: dict[str, list[tuple[str, int]]] = {}
    for table, name, kind, octets, characters, extra in mariadb.sql(
        "SELECT table_name, column_name, data_type, ifnull(character_octet_length, 0),"
        " ifnull(character_maximum_length, 0), extra FROM"
        " information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = 'test' AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position"
    ):
        if "VIRTUAL" not in extra:
            fixed = kind in ("enum", "set", "binary") or (kind == "char" and octets == characters)
            most = 2**32 - 1 if kind == "point" else 0 if fixed else int(octets)
            columns.setdefault(table, []).append((name, most))
    ours = by_name(read.tables)
    assert {
        name: [(column.original, column.most) for column in table.columns] for name, table in ours.items()
    } == columns
    found: dict[str, dict[str, tuple[bool, list[tuple[str, int]]]]] = {}
    for table, index, repeated, column, part, kind in mariadb.sql(
        "SELECT table_name, index_name, non_unique, column_name, ifnull(sub_part, 0), index_type FROM"
        " information_schema.statistics WHERE table_schema = 'test' ORDER BY table_name, index_name, seq_in_index"
    ):
        if kind == "BTREE":
            of_table = found.setdefault(table, {})
            of_table.setdefault(index, (repeated == "0", []))[1].append((column, int(part)))
        else:
            assert any(f"{index}: a {kind} index" in note for note in ours[table].notes)
    assert {name: keys_of(table) for name, table in ours.items() if table.indexes} == found


@pytest.mark.parametrize("path", SQLITE, ids=lambda path: path.stem)
def test_a_schema_of_sqlite_is_read_as_sqlite_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    read = read_schema(text, path.name)
    assert read.system == "SQLite"
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(text)
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                " AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'"
            )
        ]
        ours = by_name(read.tables)
        assert sorted(ours) == sorted(names)
        for name in names:
            rows = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            assert [column.original for column in ours[name].columns] == [row[1] for row in rows if row[6] in (0, 3)]
            found: dict[str, tuple[bool, list[tuple[str, int]]]] = {}
            for _, index, unique, origin, partial in connection.execute(f'PRAGMA index_list("{name}")').fetchall():
                held = [row[2] for row in connection.execute(f'PRAGMA index_info("{index}")').fetchall()]
                key = next(each for each in ours[name].indexes if each.original == index or
                           (origin == "pk" and each.primary))  # fmt: skip
                assert key.partial == bool(partial), index
                found[key.original] = (bool(unique), [(each, 0) for each in held])
            assert keys_of(ours[name]) == found
    finally:
        connection.close()


@pytest.mark.parametrize("system", REFUSED)
def test_another_system_is_named_and_refused(system: str) -> None:
    path = CASES / "refused" / REFUSED[system]
    with pytest.raises(EstimateError) as raised:
        read_schema(path.read_text(encoding="utf-8"), path.name)
    (problem,) = raised.value.problems
    assert f"a schema of {system}" in problem.message
    assert problem.marks[0].source.name == path.name


# What is in a file, and whose it is then.
TOLD = [
    ("# a comment\nCREATE TABLE t (id int NOT NULL);", "MySQL"),
    ("CREATE TABLE t (id int unsigned, KEY k (id));", "MySQL"),
    ("CREATE TABLE t (a int) ENGINE=InnoDB;", "MySQL"),
    ("CREATE TABLE t (a mediumtext);", "MySQL"),
    ("CREATE TABLE t (a int) DEFAULT CHARSET=utf8;", "MySQL"),
    ("PRAGMA foreign_keys=ON; CREATE TABLE t (id integer PRIMARY KEY, made DATETIME);", "SQLite"),
    ("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID;", "SQLite"),
    ("CREATE TABLE `t` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `made` DATETIME);", "SQLite"),
    ("CREATE TABLE [t] ([id] INTEGER PRIMARY KEY AUTOINCREMENT, [name] NVARCHAR(40));", "SQLite"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, made DATETIME, body BLOB);", "SQLite"),
    ("CREATE TABLE t (id serial PRIMARY KEY, made timestamptz, note text);", "PostgreSQL"),
    ("CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL, made timestamp);", "PostgreSQL"),
    ("CREATE TABLE t (a int, b varchar(20), c boolean);", "PostgreSQL"),
    ("CREATE TABLE t (a text DEFAULT '`x` AUTO_INCREMENT ENGINE=InnoDB');", "PostgreSQL"),
    ("CREATE FUNCTION f() RETURNS int AS $$ -- `x` PRAGMA y\n$$ LANGUAGE sql; CREATE TABLE t (a int);", "PostgreSQL"),
    ("CREATE TABLE t (a uniqueidentifier, b nvarchar(max));", "SQL Server"),
    ("CREATE TABLE t (a number(10), b varchar2(20));", "Oracle"),
]


@pytest.mark.parametrize(("text", "system"), TOLD)
def test_a_system_is_told_by_what_is_in_the_file(text: str, system: str) -> None:
    assert system_of(text) == system


@pytest.mark.parametrize("path", [*MYSQL, *SQLITE], ids=lambda path: path.stem)
def test_the_summary_says_what_the_sheet_says(path: Path) -> None:
    tables = list(read_schema(path.read_text(encoding="utf-8"), path.name).tables)
    numbers = central(module_from_text(sheet_text(tables, path.name), path.name))
    total = 0.0
    for table, sizes in zip(tables, engine_sizes(tables), strict=True):
        assert not isinstance(sizes, str), sizes
        assert sizes.row > 0
        total += sizes.heap + sizes.toast + sizes.indexes
        assert table.original
    assert numbers["total_size"] / BYTE_BITS == pytest.approx(total, rel=1e-3)


def test_tables_of_innodb_take_what_mariadb_says(mariadb: Server) -> None:
    """Filled in the order of the primary key, an index in order and one at random, a prefix, a long value off page."""
    rows = 30_000
    text = (
        "CREATE TABLE `t` (`id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, `made` datetime NOT NULL, `code` char(8)"
        " CHARACTER SET latin1 NOT NULL, `name` varchar(200) CHARACTER SET utf8mb4 NOT NULL, `body` longtext NOT NULL,"
        " KEY `made` (`made`), KEY `name` (`name`(10))) ROW_FORMAT=DYNAMIC;"
    )
    mariadb.sql(
        f"DROP TABLE IF EXISTS t; {text} INSERT INTO t SELECT seq, from_unixtime(seq * 1000), 'abcdefgh',"
        f" concat(md5(seq), repeat('x', 60)), repeat('y', 50) FROM seq_1_to_{rows};"
        f" UPDATE t SET body = repeat('y', 50) WHERE id = 0"
    )
    tables = list(read_schema(text, "t.sql").tables)
    given = [f"t_rows={rows} row", "t.name.length=92 B", "t.body.length=50 B"]
    numbers = central(module_from_text(sheet_text(tables, "t.sql"), "t.sql"), given)
    data, indexes = mariadb.sizes("t")
    assert numbers["t_data"] / BYTE_BITS == pytest.approx(data, rel=0.01)
    said = (numbers["t_size"] - numbers["t_data"]) / BYTE_BITS
    assert said == pytest.approx(indexes, rel=0.15)  # pages of a random key split in step


def test_a_table_of_sqlite_takes_what_its_pages_say() -> None:
    rows = 30_000
    text = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, made DATETIME NOT NULL, name TEXT NOT NULL);\n"
    text += "CREATE INDEX t_made ON t (made);"
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(text)
        before = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.executemany(
            "INSERT INTO t VALUES (?, ?, ?)",
            [(each, f"2026-01-01 {each:08d}", "x" * 90) for each in range(1, rows + 1)],
        )
        pages = connection.execute("PRAGMA page_count").fetchone()[0] - before + 2
    finally:
        connection.close()
    tables = list(read_schema(text, "t.sql").tables)
    numbers = central(
        module_from_text(sheet_text(tables, "t.sql"), "t.sql"), [f"t_rows={rows} row", "t.name.length=90 B"]
    )
    assert numbers["t_size"] / BYTE_BITS == pytest.approx(pages * 4096, rel=0.01)
