"""A schema as `estimate table` reads it, against MariaDB or SQLite that loaded the same text.

The tests hold their own schemas against the servers. `python -m tests.schemas_of_servers FILE…` does the same for files
that somebody has: a line a difference, and as exit code 1 if there is any.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.problems import EstimateError
from estimator.producers.schema.mysql_types import SHAPES
from estimator.producers.schema.shelf_tables import HIDDEN, NUMBERS
from estimator.producers.schema.tables import read_schema
from tests.mariadb import server

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Index, Schema, Table
    from tests.mariadb import Server

    Key = tuple[bool, list[tuple[str, int]]]  # whether it is unique, and its columns with how much of each
    Keys = dict[str, Key]  # by their names
    Known = dict[str, tuple[list[tuple[str, str]], Keys]]  # of a table by its name: columns with what is said of each

FOLDER = Path(__file__).parent / "cases" / "other_schemas"
FIXED = ("enum", "set", "binary", "uuid", "inet6", "inet4", "bit")
LARGEST = ("json", "point", *SHAPES)  # of which the server says no size
ALIKE = {"integer": "int", "numeric": "decimal", "json": "longtext", "bool": "tinyint", "fixed": "decimal"}
NOT_THERE = {"utf8mb4_0900_ai_ci": "utf8mb4_general_ci", "utf8mb4_0900_as_cs": "utf8mb4_bin"}  # of MySQL's collations
PARTITIONS = "partitions with their subpartitions"
OWN = "('mysql', 'information_schema', 'performance_schema', 'sys')"


def differences(text: str, name: str, mariadb: Server | None = None) -> list[str]:
    """What is read otherwise than the system itself reads it."""
    read = read_schema(text, name)
    if mariadb is not None:
        return compared(of_reading(read), of_mariadb(text, mariadb, read))
    return compared(of_reading(read), of_sqlite(text))


def of_mariadb(text: str, mariadb: Server, read: Schema) -> Known:
    """The tables of a text by MariaDB, without those indexes that are said not to be reckoned."""
    for theirs, ours in NOT_THERE.items():
        text = text.replace(theirs, ours)
    return of_mysql(text, mariadb, read)


def of_mysql(text: str, mariadb: Server, read: Schema) -> Known:
    """The tables of a text by MySQL, or by MariaDB which lacks some of its collations."""
    for (database,) in mariadb.sql(
        f"SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN {OWN}", database=""
    ):
        mariadb.sql(f"DROP DATABASE `{database}`", database="")
    mariadb.sql("SET GLOBAL character_set_server = utf8mb4", database="")  # as by default in MySQL 8
    mariadb.sql("CREATE DATABASE test", database="")
    mariadb.sql(text)
    notes = [note for table in read.tables for note in table.notes]
    found: Known = {}
    for table, column, kind, octets, characters, optional, extra in mariadb.sql(
        "SELECT table_name, column_name, data_type, ifnull(character_octet_length, 0),"
        " ifnull(character_maximum_length, 0), is_nullable, extra FROM"
        " information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
        f" WHERE table_schema NOT IN {OWN} AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position"
    ):
        columns, _ = found.setdefault(table, ([], {}))
        if "VIRTUAL" not in extra:
            fixed = kind in FIXED or (kind == "char" and octets == characters)
            most = 2**32 - 1 if kind in LARGEST else 0 if fixed else int(octets)
            columns.append((column, f"{ALIKE.get(kind, kind)} {most}{' null' if optional == 'YES' else ''}"))
    for table, index, repeated, column, part, kind in mariadb.sql(
        "SELECT table_name, index_name, non_unique, ifnull(column_name, ''), ifnull(sub_part, 0), index_type FROM"
        f" information_schema.statistics WHERE table_schema NOT IN {OWN} ORDER BY table_name, index_name, seq_in_index"
    ):
        is_reckoned = not any(note.startswith(f"{index}: an index of the elements") for note in notes)
        if kind in ("BTREE", "HASH") and table in found and is_reckoned:  # a hash of ENGINE=MEMORY
            found[table][1].setdefault(index, (repeated == "0", []))[1].append((column, int(part)))
        else:
            assert not is_reckoned or any(f"{index}: a {kind} index" in note for note in notes), index
    for table, count in mariadb.sql(
        "SELECT table_name, count(*) FROM information_schema.partitions WHERE partition_name IS NOT NULL"
        f" AND table_schema NOT IN {OWN} GROUP BY table_name HAVING count(*) > 1"
    ):
        found[table][1][PARTITIONS] = (False, [("", int(count))])
    return found


def of_record(name: str) -> dict[str, Known]:
    """What a server has said of the tables of files, by their names."""
    said = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {
        file: {
            table: (
                [(column, kind) for column, kind in columns],
                {key: (unique, [(each, most) for each, most in parts]) for key, (unique, parts) in keys.items()},
            )
            for table, (columns, keys) in tables.items()
        }
        for file, tables in said.items()
    }


def of_sqlite(text: str) -> Known:
    """The tables of a text by SQLite, without virtual ones and what these keep."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(text)
        tables = connection.execute("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'").fetchall()
        return {
            name: _of_sqlite_table(connection, name, rowid=not without)
            for name, kind, without in tables
            if kind == "table" and not name.startswith("sqlite_")
        }
    finally:
        connection.close()


def _of_sqlite_table(connection: sqlite3.Connection, name: str, *, rowid: bool) -> tuple[list[tuple[str, str]], Keys]:
    rows = connection.execute("SELECT name, type, hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
    keys: Keys = {}
    for index, unique, origin, partial in connection.execute(
        'SELECT name, "unique", origin, partial FROM pragma_index_list(?)', (name,)
    ).fetchall():
        held = connection.execute("SELECT name FROM pragma_index_info(?)", (index,)).fetchall()
        label = "the primary key" if origin == "pk" and not rowid else index
        keys[f"{label}{' partial' if partial else ''}"] = (bool(unique), [(each or "", 0) for (each,) in held])
    return [(column, _affinity(kind)) for column, kind, hidden in rows if hidden in (0, 3)], keys


def _affinity(kind: str) -> str:
    """By the rules of SQLite's document "Datatypes In SQLite", 3.1."""
    kind = kind.upper()
    if "INT" in kind:
        return "INTEGER"
    if any(part in kind for part in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if "BLOB" in kind or not kind:
        return "BLOB"
    return "REAL" if any(part in kind for part in ("REAL", "FLOA", "DOUB")) else "NUMERIC"


def of_reading(read: Schema) -> Known:
    return {
        table.original.rpartition(".")[2]: (_columns(table), _keys(table) | _partitions(table)) for table in read.tables
    }


def _partitions(table: Table) -> Keys:
    return {PARTITIONS: (False, [("", table.partition_count)])} if table.partition_count > 1 else {}


def _columns(table: Table) -> list[tuple[str, str]]:
    if table.system == "SQLite":
        return [(each.original, _affinity(each.written.removesuffix(", the row id"))) for each in table.columns]
    seen = [each for each in table.columns if not each.written.endswith(HIDDEN)]
    kinds = [each.written.partition("(")[0] for each in seen]
    return [
        (each.original, f"{ALIKE.get(kind, kind)} {each.most}{' null' if each.nullable else ''}")
        for each, kind in zip(seen, kinds, strict=True)
    ]


def _keys(table: Table) -> Keys:
    originals = {column.name: column.original for column in (*table.columns, *table.virtual)}
    return {
        _label(table, index): (
            index.unique,
            [(originals[each], most) for each, most in zip(index.columns, index.prefixes, strict=True)],
        )
        for index in table.indexes
        if index.original != NUMBERS or table.system != "MySQL"
    }


def _label(table: Table, index: Index) -> str:
    if table.system == "SQLite":
        label = "the primary key" if index.primary and table.clustered else index.original
        return f"{label}{' partial' if index.partial else ''}"
    return index.original


def compared(ours: Known, theirs: Known) -> list[str]:
    """A line for each difference."""
    found = [f"{name}: {'not' if name in theirs else 'wrongly'} read" for name in sorted(ours.keys() ^ theirs.keys())]
    for name in sorted(ours.keys() & theirs.keys()):
        (columns, keys), (their_columns, their_keys) = ours[name], theirs[name]
        if [column for column, _ in columns] != [column for column, _ in their_columns]:
            found.append(f"{name}: columns {columns}, the server has {their_columns}")
        else:
            found += [
                f"{name}.{column}: {kind}, the server has {theirs_kind}"
                for (column, kind), (_, theirs_kind) in zip(columns, their_columns, strict=True)
                if kind != theirs_kind
            ]
        found += [
            f"{name}: index {key}: {keys.get(key)}, the server has {their_keys.get(key)}"
            for key in sorted(keys.keys() | their_keys.keys())
            if keys.get(key) != their_keys.get(key) and not _is_expression(keys.get(key), their_keys.get(key))
        ]
    return found


def _is_expression(ours: Key | None, theirs: Key | None) -> bool:
    """Whether the two differ in that ours has a column where the server has an expression on it, of no name."""
    if ours is None or theirs is None or ours[0] != theirs[0] or len(ours[1]) != len(theirs[1]):
        return False
    return all(own == other or not other[0] for own, other in zip(ours[1], theirs[1], strict=True))


def main(paths: list[str]) -> int:
    """Compare the schemas of files."""
    failed = False
    with server() as mariadb:
        for path in paths:
            text = Path(path).read_text(encoding="utf-8")
            try:
                system = read_schema(text, path).system
                if system == "PostgreSQL":
                    found = ["taken for a schema of PostgreSQL"]
                else:
                    found = differences(text, path, mariadb if system == "MySQL" else None)
            except (EstimateError, AssertionError, sqlite3.Error) as error:
                found = [f"{type(error).__name__}: {error}"]
            failed = failed or bool(found)
            sys.stdout.write("\n".join([f"{path}: {len(found)} differences", *[f"  {each}" for each in found], ""]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
