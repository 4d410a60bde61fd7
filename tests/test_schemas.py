"""Schemas as they are read, against a running PostgreSQL that has run the same files: the server says what is right."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.producers.schema import queries
from estimator.producers.schema.column_types import EXTENSIONS, FIXED, SERIALS, VARIABLE, Rooms, TypeName
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema, read_tables
from estimator.reckoning.estimate import estimate
from fuzzing.pace import in_time
from tests.data import CASES, part_of, some_days
from tests.postgresql import Server, server
from tests.schemas_of_postgresql import ALIGNMENTS, differences, emptied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from estimator.producers.schema.stored import Schema

# Whole schemas of public projects, and ways of writing that no one of them uses together.
FILES = [*sorted((CASES / "schemas").glob("*.sql")), *sorted((CASES / "schema_statements").glob("*.sql"))]
INSTALLED = ("citext", "cube", "hstore", "intarray", "isn", "ltree", "seg")  # extensions that Debian's server has
NOT_THERE = {"vector", "halfvec", "sparsevec", "geometry", "geography", "box2d", "raster"}
LARGE_SECONDS = 30


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


def loaded(running: Server, path: Path) -> Schema:
    """The file on the server, in a database without anything else of ours; and as it is read."""
    emptied(running)
    text = path.read_text(encoding="utf-8")
    running.sql(text)
    return read_schema(text, path.name)


@pytest.mark.parametrize("path", part_of(FILES, 3), ids=lambda path: path.stem)
def test_columns_and_indexes_are_those_of_the_server(path: Path, postgresql: Server) -> None:
    schema = loaded(postgresql, path)
    assert len(schema.tables) > 5
    assert differences(schema, postgresql) == []


def test_built_in_types_take_what_the_server_says(postgresql: Server) -> None:
    postgresql.sql("\n".join([f"CREATE EXTENSION IF NOT EXISTS {name};" for name in INSTALLED]))
    try:
        asked = sorted((FIXED.keys() | VARIABLE.keys()) - set(SERIALS) - NOT_THERE)
        values = ", ".join([f"('{name}'::regtype, $${name}$$)" for name in asked])
        rows = postgresql.sql(f"SELECT v.name, typlen, typalign FROM (VALUES {values}) v (type, name)"
                              " JOIN pg_type t ON t.oid = v.type")  # fmt: skip
        arrays = postgresql.sql(f"SELECT v.name, a.typalign FROM (VALUES {values}) v (type, name)"
                                " JOIN pg_type t ON t.oid = v.type JOIN pg_type a ON a.oid = t.typarray")  # fmt: skip
    finally:
        postgresql.sql("\n".join([f"DROP EXTENSION {name};" for name in INSTALLED]))
    assert len(rows) == len(asked) > 70
    rooms = Rooms(lambda _: None)
    for name, size, alignment in rows:
        ours = rooms.of(TypeName("", name, (), array=False))
        assert (ours.size, ours.alignment) == (max(0, int(size)), ALIGNMENTS[alignment]), name
    for name, alignment in arrays:
        assert rooms.of(TypeName("", name, (), array=True)).alignment == ALIGNMENTS[alignment], name
    assert EXTENSIONS >= NOT_THERE


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("bit(9)", "B'101010101'"),
        ("numeric(12, 2)", "9999999999.99"),
        ("numeric(5, 5)", "0.99999"),
        ("char(7)", "'a'"),
        ("int4range", "'[1,5)'"),
        ("int8range", "'[1,5)'"),
        ("tstzrange", "'[2026-01-01,2026-02-01)'"),
        ("daterange", "'[2026-01-01,2026-02-01)'"),
        ("inet", "'10.0.0.1'"),
        ("varbit(70)", f"B'{'1' * 70}'"),
        ("uuid[]", "ARRAY[gen_random_uuid()]"),
        ("int[]", "'{1,2,3,4,5,6,7,8,9,10}'"),
    ],
)
def test_a_payload_is_what_a_value_takes(kind: str, value: str, postgresql: Server) -> None:
    (table,) = read_tables(f"CREATE TABLE t (a {kind})", "t.sql")
    postgresql.sql(f"DROP TABLE IF EXISTS t; CREATE TABLE t (a {kind}); INSERT INTO t VALUES ({value})")
    [[size]] = postgresql.sql("SELECT pg_column_size(a) FROM t")
    low, _, high = table.columns[0].payload.removesuffix(" B").rpartition(" to ")
    payload = int(size) - (1 if int(size) <= 127 else 4)
    assert payload in (int(low or high), int(high))


FAULTS = [
    # A schema; where it is wrong, as line and column; what is said; the remedy.
    ("CREATE TABLE t (a int, b", (1, 16), "the bracket is not closed", ""),
    ("CREATE TABLE t (\n  a int\n  b text\n);", (3, 3), "'b' stands where a constraint, a comma or ) is due", ""),
    ("CREATE TABLE t (a int,\n);", (2, 1), "')' stands where a name is due", ""),
    ("CREATE TABLE t (a int, b);", (1, 25), "')' stands where a type is due", ""),
    ("CREATE TABLE;", (1, 13), "the statement ends where a name is due", ""),
    ("CREATE TABLE t;", (1, 15), "the statement ends where ( is due", ""),
    ("CREATE TABLE t (a int)\nCREATE TABLE u (b int);", (2, 1), "'create' stands where the end", ""),
    ("CREATE TABLE t (a int, a text);", (1, 24), "t has a column 'a' already", ""),
    ("CREATE TABLE t (a int, PRIMARY KEY);", (1, 35), "')' stands where ( is due", ""),
    ("-- é\nCREATE TABLE t (a timestamp with zone);", (2, 29), "is due", ""),
    ("CREATE TABLE ok (a int);\nCREATE INDEX i ON ok a;", (2, 22), "'a' stands where ( is due", ""),
    ("CREATE TABLE [dbo].[t] ([a] int);", (1, 14), "this is a schema of SQL Server", "mysqldump"),
    ("CREATE TABLE t (\n  a NUMBER(10),\n  b VARCHAR2(20)\n);", (2, 5), "this is a schema of Oracle", "pg_dump"),
    ("CREATE TABLE {{ .Prefix }}.t (a int);", (1, 14), "'{' stands where a name is due", ""),
    (
        f"CREATE TABLE t ({', '.join([f'a{n} int' for n in range(5_000)])});",
        (1, 16),
        "5000 columns and constraints",
        "",
    ),
    ("CREATE TABLE t (a text DEFAULT 'never ends);", (1, 1), "a quote or a comment has no end", ""),
]


@pytest.mark.parametrize(("text", "place", "message", "remedy"), FAULTS)
def test_a_fault_is_told_at_its_place(text: str, place: tuple[int, int], message: str, remedy: str) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        with pytest.raises(EstimateError) as raised:
            read_tables(written, "schema.sql")
        (problem,) = raised.value.problems
        assert message in problem.message
        assert remedy in problem.remedy
        mark = problem.marks[0]
        assert mark.source.location(mark.start) == place


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(EstimateError) as raised:
        read_tables("CREATE TABLE a (x);\nCREATE TABLE b (y int);\nCREATE TABLE c (z);", "schema.sql")
    assert [problem.marks[0].source.location(problem.marks[0].start)[0] for problem in raised.value.problems] == [1, 3]


@pytest.mark.parametrize("text", ["", "SELECT 1", "-- CREATE TABLE t (a int);", "DROP TABLE IF EXISTS t;", "\\c x\n;;"])
def test_a_schema_without_tables_is_told(text: str) -> None:
    with pytest.raises(EstimateError, match="there is no CREATE TABLE"):
        read_tables(text, "schema.sql")


NOTES = [
    # What is not reckoned, and how it is said: of a table, or of the file.
    ("CREATE TABLE t (a int); CREATE INDEX i ON t USING rum (a);", "i: a rum index is not reckoned"),
    (
        "CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (f(a));",
        "i: a gin index on an expression of unknown size",
    ),
    ("CREATE TABLE t (a json); CREATE INDEX i ON t USING gist (a);", "i: a gist index on a type of unknown size"),
    (
        "CREATE TABLE t (a text); CREATE INDEX i ON t USING brin (a text_bloom_ops);",
        "i: a brin index by text_bloom_ops",
    ),
    ("CREATE TABLE t (a int); CREATE INDEX i ON t ((a + 1));", "i is on an expression: not reckoned"),
    ("CREATE TABLE t (a text); CREATE INDEX i ON t (lower(a));", "i is on lower(a): reckoned as if on the column"),
    (
        "CREATE DOMAIN mail AS text; CREATE TABLE t (a mail); CREATE INDEX i ON t (lower(a));",
        "i is on lower(a): reckoned as if on the column",
    ),
    ("CREATE TABLE t (a int); CREATE INDEX i ON t (coalesce(a, -1));", "reckoned as if on the column"),
    ("CREATE TABLE t (a text); CREATE INDEX i ON t (coalesce(lower(a), ''::text));", "reckoned as if on the column"),
    ("CREATE TABLE t (a text); CREATE INDEX i ON t (coalesce(a, 'none'));", "i is on an expression: not reckoned"),
    ("CREATE TABLE t (a int); CREATE INDEX i ON t ((a::text));", "i is on an expression: not reckoned"),
    ("CREATE TABLE t (a int, EXCLUDE USING rum (a WITH =));", "an EXCLUDE constraint with a rum index is not"),
    ("CREATE TABLE t (a int) PARTITION BY HASH (a);", "partitioned, without partitions here"),
    ("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2));", "b: generated when read, so it takes no room"),
    ("CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b;", "columns were dropped"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT f(1);", "u is left out: made from a query"),
    ("CREATE TABLE t (a int); CREATE MATERIALIZED VIEW u AS SELECT f(1);", "u is left out: a materialized view"),
    ("CREATE TABLE t (a int); WITH x AS (TABLE t) SELECT f(a) INTO TABLE u FROM x;", "u is left out: made from"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS VALUES (f(1));", "of column 1 of its VALUES"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT * FROM f(1);", "it selects from the function f"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT f(a) AS b FROM t;", "of f ( a ) AS b the type is not known"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT coalesce(f(a), a) AS b FROM t;", "the type is not known here"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT lower(f(a)) AS b FROM t;", "the type is not known here"),
    (
        "CREATE TABLE t (a int); CREATE TABLE u AS SELECT CASE a WHEN 1 THEN CASE a WHEN 2 THEN f(a) END END FROM t",
        "the type is not known here",
    ),
    ("CREATE TABLE s.w (a int); CREATE VIEW w AS SELECT f(1) AS b; CREATE TABLE u AS TABLE w;", "it selects from w"),
    (
        "CREATE TABLE t (a int); CREATE VIEW w AS TABLE t; CREATE VIEW w AS SELECT f(a); CREATE TABLE u AS TABLE w;",
        "it selects from w, whose columns are not known",
    ),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT ~a FROM t;", "of ~ a the type is not known"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT rank(5) WITHIN GROUP (ORDER BY a) FROM t;", "of rank ( 5 )"),
    ("CREATE TABLE t (a int[]); CREATE TABLE u AS SELECT * FROM unnest(ARRAY[1], ARRAY[2]) x;", "function unnest"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a IS f FROM t;", "of a IS f the type is not known"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT b FROM t;", "b is in none of its tables"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a FROM t x, t y;", "a is in more than one of its tables"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT * FROM t x JOIN t y USING (b);", "it joins by b, which"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a FROM w;", "it selects from w, whose columns are not known"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a FROM t UNION SELECT 'x'::text;", "other types for a"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a, a FROM t;", "two of its columns have one name"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS SELECT a FROM t JOIN;", "its query is not understood here"),
    ("CREATE TABLE t (a int); CREATE TABLE u AS WITH RECURSIVE r AS (SELECT 1) SELECT * FROM r;", "is recursive"),
    ("CREATE TABLE t (a int, b nonsense(3));", "b: nonsense(3) is a type unknown here"),
    ("CREATE TABLE t (a int); CREATE TABLE u (LIKE v);", "u is left out: it has its columns from v"),
    ("CREATE TABLE t (a int); CREATE TEMP TABLE u (a int);", "u is left out: it is temporary"),
    ("CREATE TABLE t (a int); CREATE INDEX i ON u (a);", "i is on u, which is not in the file: left out"),
    ("CREATE TABLE t (a int); ALTER TABLE u ADD b int;", "an ALTER TABLE is on u, which is not in the file"),
]


@pytest.mark.parametrize(("text", "note"), NOTES)
def test_what_is_not_reckoned_is_said(text: str, note: str) -> None:
    schema = read_schema(text, "schema.sql")
    assert len(schema.tables) == 1
    assert note in "\n".join([*schema.notes, *schema.tables[0].notes])


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("CREATE TABLE `t` (`a` int);", (1, 14), "names in backticks are MySQL's", "--dialect mysql"),
        ("CREATE TABLE t (a int AUTO_INCREMENT);", (1, 23), "AUTO_INCREMENT is of MySQL", "--dialect mysql"),
        ("CREATE TABLE t (a int) ENGINE=InnoDB;", (1, 24), "ENGINE is of MySQL", "--dialect mysql"),
        ("CREATE TABLE t (a int PRIMARY KEY AUTOINCREMENT);", (1, 35), "is of SQLite", "--dialect sqlite"),
        ("CREATE TABLE [dbo].[t] ([a] int);", (1, 14), "names in square brackets are SQL Server's", "pg_dump"),
    ],
)
def test_another_systems_schema_is_told_once(text: str, place: tuple[int, int], message: str, remedy: str) -> None:
    with pytest.raises(EstimateError) as raised:
        read_schema(f"{text}\n{text}", "schema.sql", "postgresql")
    (problem,) = raised.value.problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.marks[0].source.location(problem.marks[0].start) == place


HOSTILE = {
    "types of each other": "CREATE TYPE t0 AS (a int);\n"
    + "\n".join([f"CREATE TYPE t{n} AS ({', '.join([f'a{c} t{n - 1}' for c in range(20)])});" for n in range(1, 40)])
    + "\nCREATE TABLE t (a t39, b t39[]);",
    "a table of itself": "CREATE TABLE t (a int); ALTER TABLE t ADD b t[], ADD c t[];",
    "deep brackets": f"CREATE TABLE t (a int CHECK {'(' * 50_000}a{')' * 50_000});",
    "many columns": f"CREATE TABLE t ({', '.join([f'a{n} int' for n in range(1_600)])});",
    "many partitions": "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE INDEX ON t (a);\n"
    + "\n".join([f"CREATE TABLE t{n} PARTITION OF t FOR VALUES IN ({n});" for n in range(2_000)]),
    "many indexes without names": "CREATE TABLE t (a int);" + "CREATE INDEX ON t (a);" * 2_000,
    "quotes": "CREATE TABLE t (a int);" + "SELECT $a$ $b$ ' $a$; " * 20_000 + "SELECT 1 /* " * 3_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_schemas_are_read_quickly(text: str) -> None:
    started = time.process_time()
    assert len(read_tables(text, "schema.sql")) == 1
    assert in_time(time.process_time() - started, LARGE_SECONDS)


def test_an_unknown_type_is_a_guess() -> None:
    (table,) = read_tables("CREATE TABLE t (a mytype, b other.thing[], c vector(3), d geometry(Point, 4326))", "t.sql")
    assert [column.guessed for column in table.columns] == [True, True, False, False]
    assert [column.payload for column in table.columns[2:]] == ["16 B", "28 B"]


def test_any_names_make_a_sheet_that_runs() -> None:
    tables = read_tables((CASES / "schema_statements" / "tables.sql").read_text(encoding="utf-8"), "tables.sql")
    assert len({table.name for table in tables}) == len(tables)
    for table in tables:
        assert len({column.name for column in table.columns}) == len(table.columns)
        assert len({index.name for index in table.indexes}) == len(table.indexes)
    evaluation = estimate(module_from_text(sheet_text(tables, "tables.sql"), "tables.sql"))
    assert evaluation.model.problems == []
    assert evaluation.model.quantities["total_size"].step is not None


def test_only_the_half_of_a_migration_that_does_it_is_read() -> None:
    goose = (
        "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE t;\n-- +goose up\nALTER TABLE t ADD b int"
    )
    for text in (goose, goose.replace("+goose Up", "migrate:up").replace("+goose Down", "migrate:down")):
        (table,) = read_tables(text, "schema.sql")
        assert [column.name for column in table.columns] == ["a", "b"]


@some_days(3, 1)
def test_a_large_dump_is_quick() -> None:
    text = (CASES / "schemas" / "pagila.sql").read_text(encoding="utf-8")
    body = "\n".join([line for line in text.splitlines() if not line.startswith("SELECT")])
    count = 7_900_000 // len(body)
    parts = [body.replace("public.", f"s{number}.") for number in range(count)]
    started = time.process_time()
    tables = read_tables("\n".join(parts), "large.sql")
    assert len(tables) == 16 * count
    assert in_time(time.process_time() - started, LARGE_SECONDS)


def test_what_follows_a_block_of_code_is_read() -> None:
    text = (
        "CREATE TABLE first (id int PRIMARY KEY);\nCREATE OR REPLACE TRIGGER t BEFORE INSERT ON first FOR EACH ROW\n"
        "BEGIN\n  SELECT s.nextval INTO :new.id FROM dual;\nEND;\n/\nCREATE TABLE second (name text);\n"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
        "CREATE FUNCTION g() RETURNS text AS 'SELECT ''a;b''' LANGUAGE sql;\nCREATE TABLE third (a int);\n"
        "CREATE INDEX second_name ON second (name);"
    )
    schema = read_schema(text, "schema.sql", "postgresql")
    assert [table.name for table in schema.tables] == ["first", "second", "third"]
    assert [index.original for index in schema.tables[1].indexes] == ["second_name"]


def test_a_default_is_hardly_null() -> None:
    (table,) = read_tables("CREATE TABLE t (a int DEFAULT 5, b int, c int DEFAULT NULL, d int NOT NULL)", "t.sql")
    assert [column.filled for column in table.columns] == [True, False, False, False]
    assert [column.nullable for column in table.columns] == [True, True, True, False]


@pytest.mark.parametrize(
    "query",
    ["(" * 300 + "SELECT a FROM t" + ")" * 300, "SELECT a FROM " + "(" * 300 + "t" + ")" * 300,
     "SELECT " + "coalesce(" * 3000 + "a" + ")" * 3000 + " FROM t", "SELECT " + ", ".join(["*"] * 3000) + " FROM t",
     "SELECT a FROM " + ", ".join(f"t AS t{place}" for place in range(3000)),
     "SELECT t1.a FROM " + ", ".join(f"t AS t{place}" for place in range(3000)),
     "SELECT a FROM " + "(" * 3000 + "SELECT a FROM t" + ")" * 3000 + " AS x"],
)  # fmt: skip
def test_a_query_that_nobody_writes_is_not_reckoned(query: str) -> None:
    schema = read_schema(f"CREATE TABLE t (a int); CREATE TABLE u AS {query};", "schema.sql")
    assert "u is left out: made from a query: " in schema.notes[0]


def test_queries_of_little_text_that_select_much_are_not_reckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_COPIED", 1000)
    wide = ", ".join(f"c{place} int" for place in range(100))
    text = f"CREATE TABLE t ({wide}); CREATE TABLE u AS {' UNION '.join(['TABLE t'] * 20)}; CREATE TABLE v (a int);"
    schema = read_schema(text, "schema.sql")
    assert [table.name for table in schema.tables] == ["t", "v"]
    assert "the queries of this file select more than 1,000 columns" in schema.notes[0]
