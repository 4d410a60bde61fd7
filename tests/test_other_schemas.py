"""Schemas of MySQL and SQLite as they are read, against MariaDB and SQLite that load the same files."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.producers.schema.engine_order import filling
from estimator.producers.schema.engine_sizes import engine_sizes
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.systems import system_of
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central
from estimator.units.table import BYTE_BITS
from tests.mariadb import Server, server
from tests.schemas_of_servers import compared, differences, of_reading, of_record, of_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases" / "other_schemas"
MYSQL = sorted((CASES / "mysql").glob("*.sql"))
SQLITE = sorted((CASES / "sqlite").glob("*.sql"))
BY_MYSQL = of_record("mysql9.json")
REFUSED = {"SQL Server": "sqlserver.sql", "Oracle": "oracle.sql", "ClickHouse": "clickhouse.sql"}


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.mark.parametrize("path", MYSQL, ids=lambda path: path.stem)
def test_a_schema_of_mysql_is_read_as_mariadb_reads_it(path: Path, mariadb: Server) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_schema(text, path.name).system == "MySQL"
    assert differences(text, path.name, mariadb) == []


@pytest.mark.parametrize("name", [*BY_MYSQL])
def test_a_schema_of_mysql_is_read_as_mysql_has_read_it(name: str) -> None:
    """MySQL 9.7.4, of what MariaDB does not read too."""
    read = read_schema((CASES / name).read_text(encoding="utf-8"), name)
    assert read.system == "MySQL"
    assert compared(of_reading(read), BY_MYSQL[name]) == []


@pytest.mark.parametrize("path", SQLITE, ids=lambda path: path.stem)
def test_a_schema_of_sqlite_is_read_as_sqlite_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_schema(text, path.name).system == "SQLite"
    assert differences(text, path.name) == []


def test_a_difference_is_seen() -> None:
    """What is compared is not empty, and a column, its kind or an index that is read wrongly has its line."""
    text = SQLITE[0].read_text(encoding="utf-8")
    theirs = of_sqlite(text)
    assert all(columns for columns, _ in theirs.values())
    name, ((first, _), *_) = next((name, columns) for name, (columns, _) in theirs.items())
    assert compared(of_sqlite(f'{text}; CREATE INDEX one_more ON "{name}" ("{first}")'), theirs)
    assert compared(of_sqlite(f'{text}; ALTER TABLE "{name}" ADD COLUMN one_more'), theirs)
    assert compared(theirs, theirs) == []


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
    ("CREATE TABLE t (id TEXT PRIMARY KEY, `order` INT NOT NULL, at INT);", "SQLite"),
    ("CREATE TABLE `t` (`id` TEXT PRIMARY KEY) ENGINE=InnoDB;", "MySQL"),
    ("CREATE TABLE IF NOT EXISTS `t` (`word` TEXT NOT NULL, `at` INTEGER, PRIMARY KEY(`word`))", "SQLite"),
    ("CREATE TABLE IF NOT EXISTS `t` (`at` INTEGER, `n` VARCHAR(20), PRIMARY KEY(`at`))", "MySQL"),
    ("CREATE TABLE [t] ([id] INTEGER PRIMARY KEY AUTOINCREMENT, [name] NVARCHAR(40));", "SQLite"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, made DATETIME, body BLOB);", "SQLite"),
    ("CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, n bigserial, made timestamp with time zone);", "SQLite"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, at TIMESTAMP WITHOUT TIME ZONE, body BLOB, r REAL);", "SQLite"),
    (f"CREATE TABLE t (id integer PRIMARY KEY, {', '.join(f'c{n} text NOT NULL' for n in range(8))});", "SQLite"),
    (f"CREATE TABLE t (id integer PRIMARY KEY, {', '.join(f'c{n} text NOT NULL' for n in range(4))});", "PostgreSQL"),
    (f"CREATE TABLE t (id integer PRIMARY KEY, at date, {', '.join(f'c{n} text' for n in range(9))});", "PostgreSQL"),
    ("CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL COLLATE unicase);", "SQLite"),
    ('CREATE TABLE t (id integer PRIMARY KEY, name text COLLATE "C", kind text COLLATE pg_catalog.x);', "PostgreSQL"),
    ("CREATE COLLATION german (locale = 'de'); CREATE TABLE t (id integer, name text COLLATE german);", "PostgreSQL"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, made DEFAULT CURRENT_TIMESTAMP NOT NULL);", "SQLite"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, value, PRIMARY KEY (a, b));", "SQLite"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, value, b) AS SELECT 1, 2, 3; SELECT b\n,c\n,d FROM t;", "PostgreSQL"),
    ("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, r REAL); DROP INDEX IF EXISTS i; DROP INDEX j;", "SQLite"),
    ("CREATE TABLE t (a int, b text); ALTER TABLE t DROP INDEX b;", "MySQL"),
    ("CREATE TABLE t (a, b); INSERT OR IGNORE INTO t VALUES (1, 2);", "SQLite"),
    ("CREATE TABLE t (a, b) AS SELECT 1, 2; CREATE TABLE u (c boolean);", "PostgreSQL"),
    ("CREATE TABLE blob (id serial PRIMARY KEY, blob bytea, at timestamp without time zone);", "PostgreSQL"),
    ("CREATE TABLE t (id serial PRIMARY KEY, made timestamptz, note text);", "PostgreSQL"),
    ("CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL, made timestamp);", "PostgreSQL"),
    ("CREATE TABLE t (a int, b varchar(20), c boolean);", "PostgreSQL"),
    ("CREATE TABLE t (a text DEFAULT '`x` AUTO_INCREMENT ENGINE=InnoDB');", "PostgreSQL"),
    ("CREATE FUNCTION f() RETURNS int AS $$ -- `x` PRAGMA y\n$$ LANGUAGE sql; CREATE TABLE t (a int);", "PostgreSQL"),
    ("CREATE TABLE t (a uniqueidentifier, b nvarchar(max));", "SQL Server"),
    ("CREATE TABLE t (a number(10), b varchar2(20));", "Oracle"),
    ("CREATE TABLE t ON CLUSTER c (id UInt64, at DateTime64(3)) ENGINE = Log;", "ClickHouse"),
    ('CREATE TABLE t ("ID" bigint NOT NULL, "C" char(10 OCTETS)) ORGANIZE BY ROW;', "Db2 or Derby"),
    ("CREATE TRANSIENT TABLE t (a number(38,0) AUTOINCREMENT, b varchar(max));", "Snowflake"),
    ("CREATE TABLE t (a number(38,0), b timestamp_ltz);", "Snowflake"),
    ("CREATE TABLE t (id bigint IDENTITY(0,1), note varchar(max) ENCODE zstd) DISTKEY (id);", "Redshift"),
    ("CREATE TABLE `p.d.t` (id INT64 NOT NULL, name STRING);", "BigQuery or Spanner"),
    ("CREATE TABLE t (id INT64, name STRING(MAX)) PRIMARY KEY (id);", "BigQuery or Spanner"),
    ("CREATE EXTERNAL TABLE t (id bigint, m MAP<string,string>) STORED AS PARQUET;", "Hive or Spark"),
    ("CREATE TABLE s.t (id uuid, tags set<text>, PRIMARY KEY (id));", "Cassandra"),
    ("CREATE TABLE t (id uuid NOT NULL, INDEX i (id ASC) STORING (a), FAMILY fam_0 (id));", "CockroachDB"),
    ("CREATE CACHED TABLE public.t (id bigint NOT NULL);", "H2 or HSQLDB"),
    ("CREATE MULTISET TABLE d.t, NO FALLBACK (id integer) PRIMARY INDEX (id);", "Teradata"),
    ("SET TERM ^ ;\nCREATE TABLE t (id integer NOT NULL);", "Firebird"),
    ("CREATE TABLE t (a hugeint, b struct(x integer));", "DuckDB"),
    ("CREATE COLUMN TABLE t (a integer);", "SAP HANA"),
    # Words of theirs that are names here.
    ("CREATE TABLE t (int64 int, hugeint int, timestamp_tz timestamptz, distkey int, struct text);", "PostgreSQL"),
    ("CREATE TABLE t (list int, map text, CHECK (map < 'x' AND list < 5), storing int, family text);", "PostgreSQL"),
    ("CREATE TABLE struct (`int64` int, KEY struct (`int64`), KEY storing (`int64`));", "MySQL"),
    ("CREATE TABLE t (a serial, term int); UPDATE t\nSET term = 5;", "PostgreSQL"),
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


# Queries whose columns are not known, or not alike, and what is said of them.
MADE = "CREATE TABLE `t` (`i` int, `s` smallint, `u` int unsigned, `v` varchar(300), `x` text) ENGINE=InnoDB;"
UNKNOWN = [
    ("mysql", "SELECT NULL AS n FROM t", "CAST(NULL AS …) says it"),
    ("mysql", "SELECT nosuch(i) FROM t", "of nosuch(i) the type is not known here: CAST(nosuch(i) AS …) says it"),
    ("mysql", "SELECT ifnull(i, 0) AS n FROM t", "COALESCE has one"),
    ("mysql", "SELECT year(now()) AS y FROM t", "of year(now()) the type is not known here"),
    ("mysql", "SELECT i FROM t UNION SELECT u FROM t", "other types for i"),
    ("mysql", "SELECT coalesce(u, i) AS n FROM t", "different types of it: CAST(… AS …) says one"),
    ("mysql", "SELECT concat(v, v) AS long_one FROM t", "of concat(v, v) the type is not known"),
    ("mysql", "SELECT x'41' AS bits FROM t", "the type is not known here"),
    ("mysql", "SELECT (SELECT max(i) FROM t) AS m", "different types of it"),
    ("mysql", "SELECT a.i, b.i FROM t a JOIN t b ON true", "two of its columns have one name"),
    ("mysql", "SELECT i FROM t a JOIN t b ON true", "i is in more than one of its tables"),
    ("mysql", "SELECT q.i FROM t", "q.i is in none of its tables"),
    ("mysql", "SELECT i FROM elsewhere", "it selects from elsewhere, whose columns are not known"),
    ("mysql", "SELECT * FROM t NATURAL JOIN t AS u", "it has a NATURAL JOIN"),
    ("mysql", "SELECT i, count(*) FROM t GROUP BY i WITH ROLLUP", "it has WITH ROLLUP"),
    ("mysql", "WITH RECURSIVE r AS (SELECT 1 AS n) SELECT n FROM r", "its query is recursive"),
    ("mysql", "VALUES ROW(1)", "its rows are those of VALUES"),
    ("sqlite", "SELECT nosuch(i) FROM t", "of nosuch(i) the type is not known here"),
    ("sqlite", "SELECT (SELECT 1) AS n", "the type is not known here"),
    ("sqlite", "SELECT i << 2 AS n FROM t", "the type is not known here"),
    ("sqlite", "SELECT x'4142' AS n", "the type is not known here"),
    ("sqlite", "SELECT 0x41 AS n", "the type is not known here"),
    ("mysql", "SELECT 999999999 AS n FROM t", "different types of it"),
    ("mysql", "SELECT i << 2 AS n FROM t", "the type is not known here"),
    ("mysql", "SELECT CAST(s AS SIGNED) AS n FROM t", "how large an integer CAST makes of so few digits differs"),
    ("mysql", "SELECT CAST(i > 1 AS CHAR) AS n FROM t", "the type is not known here"),
    ("mysql", "SELECT 1 AS n UNION SELECT 'abc'", "other types for n"),
    ("mysql", "SELECT bit_length(v) AS n FROM t", "the type is not known here"),
    ("sqlite", "SELECT i FROM t UNION SELECT x, i FROM t", "the parts of its UNION have not as many columns"),
    ("sqlite", "SELECT rowid FROM t", "rowid is in none of its tables"),
]


@pytest.mark.parametrize(("dialect", "query", "said"), UNKNOWN)
def test_what_cannot_be_known_of_a_query_is_said(dialect: str, query: str, said: str) -> None:
    schema = read_schema(f"{MADE} CREATE TABLE `made` AS {query};".replace(
        " ENGINE=InnoDB" if dialect == "sqlite" else "\0", ""), "t.sql", dialect)  # fmt: skip
    [note] = [note for note in schema.notes if note.startswith("made is left out: made from a query: ")]
    assert said in note


# What a value of SQLite's takes, and whether it can be NULL.
TAKEN = [
    ("-1, -128, -129, 0", [("1 B", False), ("1 B", False), ("2 B", False), ("0 B", False)]),
    ("max(1, v), min('x', v)", [("20 to 200 B", True), ("20 to 200 B", True)]),
    ("substr(v, 1, 3), substr(v, 2)", [("3 B", True), ("20 to 200 B", True)]),
    ("CASE WHEN i THEN 1 END, nullif(1, i), lag(1) OVER ()", [("0 B", True)] * 3),
]


@pytest.mark.parametrize(("items", "taken"), TAKEN)
def test_what_is_reckoned_in_a_query_takes_what_sqlite_keeps(items: str, taken: list[tuple[str, bool]]) -> None:
    text = f"CREATE TABLE t (i INTEGER, v TEXT); CREATE TABLE made AS SELECT {items} FROM t;"
    found = read_schema(text, "t.sql", "sqlite").tables[1]
    assert [(each.payload, each.nullable) for each in found.columns] == taken


def test_what_sqlite_keeps_for_itself_is_no_table() -> None:
    """A listing of a schema has it, though SQLite lets nobody make it."""
    text = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE sqlite_sequence(name,seq);"
    read = read_schema(f"{text} CREATE TABLE SQLITE_STAT1(tbl,idx,stat);", "t.sql")
    assert (read.system, [table.original for table in read.tables], read.notes) == ("SQLite", ["t"], ())


def test_queries_without_an_end_have_one() -> None:
    """What is nested or copied too often is refused in good time."""
    deep = f"CREATE TABLE `u` AS SELECT {'(' * 90}i{')' * 90} AS n FROM t;"
    many = "CREATE TABLE `v` AS " + "SELECT * FROM (" * 60 + "SELECT i FROM t" + ") AS a" * 60 + ";"
    wide = "CREATE TABLE `w` AS SELECT " + ", ".join(f"i AS c{count}" for count in range(1700)) + " FROM t;"
    schema = read_schema(MADE + deep + many + wide, "t.sql", "mysql")
    assert [note.partition(" ")[0] for note in schema.notes] == ["u", "v", "w"]


GROUPED = """CREATE TABLE `t` (`id` bigint AUTO_INCREMENT PRIMARY KEY, tenant bigint NOT NULL, at datetime NOT NULL,
state enum('a', 'b,c', 'd') NOT NULL, ok boolean NOT NULL, name varchar(20) NOT NULL, {} KEY by_time (at, tenant),
KEY by_tenant (tenant, at), KEY by_state (state), KEY by_both (state, at), KEY by_ok (ok), KEY by_name (name),
KEY tenant_alone (tenant), KEY by_name_state (name, state)) ENGINE=InnoDB{};"""


def test_an_index_of_few_values_or_of_times_of_many_grows_by_turns() -> None:
    """Where the rows' own number, or a time, ascends behind them; not behind what may be different in each row."""
    (table,) = read_schema(GROUPED.format("", ""), "t.sql").tables
    assert {index.original: filling(table, index) for index in table.indexes if not index.primary} == {
        "by_time": ("ascending", 1),
        "by_tenant": ("by turns", 1000),
        "by_state": ("by turns", 3),
        "by_both": ("by turns", 3),
        "by_ok": ("by turns", 2),
        "by_name": ("random", 1),
        "tenant_alone": ("random", 1),
        "by_name_state": ("random", 1),
    }
    uuids = GROUPED.format("", "").replace("bigint AUTO_INCREMENT", "binary(16)")
    (table,) = read_schema(uuids, "t.sql").tables
    assert [filling(table, index)[0] for index in table.indexes if index.original == "by_state"] == ["random"]


def test_rows_are_kept_by_a_unique_key_where_there_is_no_primary_one() -> None:
    """MariaDB's index_length has the other indexes alone."""
    for keys, others in [
        ("UNIQUE KEY p (p), KEY k (v)", ["k"]),
        ("UNIQUE KEY v (v), UNIQUE KEY p (p), UNIQUE KEY q (p, v)", ["v", "q"]),
        ("UNIQUE KEY v (v), KEY p (p)", ["v", "p"]),
        ("UNIQUE KEY w (w(3)), UNIQUE KEY p (p)", ["w"]),
        ("UNIQUE KEY p (p), PRIMARY KEY (w)", ["p"]),
    ]:
        text = f"CREATE TABLE t (p int unsigned NOT NULL, v varchar(20), w varchar(20) NOT NULL, {keys}) ENGINE=InnoDB;"
        [table] = read_schema(text, "t.sql").tables
        assert [each.original for each in table.secondary] == others


def test_a_column_of_any_type_is_no_unknown_one() -> None:
    text = "PRAGMA foreign_keys = ON; CREATE TABLE t (k TEXT PRIMARY KEY, v ANY, w nonsense) STRICT;"
    [table] = read_schema(text, "t.sql", "sqlite").tables
    assert [each.guessed for each in table.columns] == [False, False, True]


def test_an_index_on_a_tiny_number_grows_by_turns() -> None:
    """As MariaDB 10.11 says of ten levels in the rows at random: data_length and index_length, in pages."""
    text = "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, level tinyint unsigned NOT NULL, KEY (level));"
    sheet = sheet_text(list(read_schema(text, "t.sql").tables), "t.sql")
    for rows, data, index in ((60_000, 161, 97), (200_000, 417, 225)):
        numbers = central(module_from_text(sheet, "t"), [f"t_rows={rows} row"])
        assert numbers["t_data"] / BYTE_BITS / 16384 == data
        assert numbers["t_indexes.level.size"] / BYTE_BITS / 16384 == index


def test_an_index_on_a_time_that_few_rows_have_lies_by_the_key() -> None:
    """As MariaDB 10.11 says of it, 30,000 rows with random keys of which one in 20 has a time: 161 pages."""
    text = "CREATE TABLE t (id char(36) CHARACTER SET ascii PRIMARY KEY, gone datetime{}, KEY (gone)) ENGINE=InnoDB;"
    (table,) = read_schema(text.format(""), "t.sql").tables
    numbers = central(module_from_text(sheet_text([table], "t.sql"), "t"), ["t_rows=30_000 row", "t.gone.null=95%"])
    assert numbers["t_indexes.gone.size"] / BYTE_BITS / 16384 == 161
    (table,) = read_schema(text.format(" NOT NULL"), "t.sql").tables
    assert filling(table, table.indexes[1]) == ("ascending", 1)


def test_full_text_indexes_number_the_rows() -> None:
    """As MariaDB 10.11 says of 200,000 rows of 8 characters: data_length and index_length."""
    for key, data, indexes in [("PRIMARY KEY", 8_929_280, 3_686_400), ("NULL", 11_026_432, 4_734_976)]:
        text = f"CREATE TABLE t (p int unsigned {key}, t varchar(20) NOT NULL, FULLTEXT KEY (t)) ENGINE=InnoDB;"
        sheet = sheet_text(list(read_schema(text, "t.sql").tables), "t.sql")
        numbers = central(module_from_text(sheet, "t"), ["t_rows=200_000 row", "t.t.length=8 B", "t.p.null=0%"])
        assert numbers["t_data"] / BYTE_BITS == data
        assert (numbers["t_size"] - numbers["t_data"]) / BYTE_BITS == indexes


def test_long_names_take_the_same_in_lines_that_fit() -> None:
    """Sizes of indexes in a cell, in cells of their parts, and by a function of the sheet's own."""
    columns = """(tenant int NOT NULL, id int NOT NULL AUTO_INCREMENT, v varchar(40), PRIMARY KEY (tenant, id),
        KEY (id), KEY (v)) ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 8 """
    names = ["t", "order_lines_of_30_letters_long", "order_lines_of_45_letters_which_are_more_again"]
    for block in ("", "ROW_FORMAT=COMPRESSED"):
        written = [
            f"CREATE TABLE {name} {columns};".replace("ENGINE=InnoDB", f"ENGINE=InnoDB {block}") for name in names
        ]
        sheet = sheet_text(list(read_schema("".join(written), "names.sql").tables), "names.sql")
        numbers = central(module_from_text(sheet, "sheet"))
        assert len({numbers[f"{name}_size"] for name in names}) == 1
        assert max(len(line) for line in sheet.splitlines()) <= 120


def test_groups_and_blocks_are_reckoned_as_mariadb_fills_them() -> None:
    """Blocks of MariaDB 10.11 for 200,000 rows of random tenants, states and yes or no, in the order of time."""
    sheet = sheet_text(list(read_schema(GROUPED.format("", ""), "t.sql").tables), "t.sql")
    for tenants, pages in ((20, 417), (50, 481), (200, 675)):  # of 20 two of three, which have 352 to 356 leaves
        given = ["t_rows=200_000 row", f"t_indexes.by_tenant.groups={tenants}"]
        found = central(module_from_text(sheet, "t.sql"), given)
        assert found["t_indexes.by_tenant.size"] / BYTE_BITS / 16384 == pytest.approx(pages, rel=0.01)
        assert found["t_indexes.by_state.size"] / BYTE_BITS / 16384 == pytest.approx(225, rel=0.01)
        assert found["t_indexes.by_both.size"] / BYTE_BITS / 16384 == pytest.approx(289, rel=0.01)
    for options, block in (
        (" ROW_FORMAT=COMPRESSED", 8),
        (" KEY_BLOCK_SIZE=4", 4),
        (" KEY_BLOCK_SIZE=16", 0),
        (" ROW_FORMAT=DYNAMIC KEY_BLOCK_SIZE=4", 0),
    ):
        (table,) = read_schema(GROUPED.format("", options), "t.sql").tables
        assert table.block == block
        said = [note for note in table.notes if "compressed into blocks" in note]
        assert bool(said) == bool(block)
        written = sheet_text([table], "t.sql")
        assert ("t_shrinks_to = 50%" in " ".join(written.split())) == bool(block)
        assert max(len(line) for line in written.splitlines()) <= 120
        assert central(module_from_text(written, "t.sql"))["t_size"] > 0
