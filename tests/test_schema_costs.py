"""What reading a schema costs: its length, whatever its quotes, comments, blanks and statements are."""

from __future__ import annotations

import time

import pytest

from estimator.problems import EstimateError
from estimator.producers.schema import catalogue, engine_sizes, shelf
from estimator.producers.schema.reckoning import sizes_of
from estimator.producers.schema.sizes_record import TOO_MANY
from estimator.producers.schema.systems import system_of
from estimator.producers.schema.tables import read_schema
from fuzzing.pace import in_time

LENGTH = 40_000  # characters; what tries each place of them for each place takes minutes
SECONDS = 5  # of processor time, for 0.03 s
TABLE = "CREATE TABLE t (id integer PRIMARY KEY, name text);\n"
# What hides words and has no end, blanks in a row, and signs that one system begins with.
REPEATED = ("/*", "'", "\\'", "''", "$a$ ", "$", "#\n", "\n", " \n", "\t", "--", "\n--", "GO\n", "(", "[", "`",
            "CREATE TABLE a (b integer primary key, ", "TABLE a ( b, ", "TRIGGER a ON b WHEN ",
            ") CHARSET     ")  # fmt: skip


@pytest.mark.parametrize("text", REPEATED)
def test_a_system_is_told_in_one_pass(text: str) -> None:
    written = TABLE + text * (LENGTH // len(text))
    started = time.process_time()
    system_of(written)
    system_of(f"CREATE TABLE u (ts timestamptz);{'$' * 3}{written}")
    assert in_time(time.process_time() - started, SECONDS)


def test_dollar_quotes_without_an_end_are_looked_for_once() -> None:
    started = time.process_time()
    assert system_of(" ".join([f"$a{number}$" for number in range(LENGTH // 8)]) + TABLE) == "PostgreSQL"
    assert in_time(time.process_time() - started, SECONDS)


def test_what_has_no_end_hides_nothing() -> None:
    """But for what follows it as its like: a system is told by the words behind a quote that only looks like one."""
    for opening in ("'\\'", "/* ", "$a$ "):
        assert system_of(f"{opening}\nCREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);") == "SQLite"
    assert system_of("-- it's\n" + TABLE + "CREATE TABLE u (a serial); -- it's") == "PostgreSQL"


@pytest.mark.parametrize("blanks", [" ", "\n\n\n", "  \n\t "])
def test_a_refused_system_is_marked_where_its_word_stands(blanks: str) -> None:
    text = f"{blanks}CREATE{blanks}TABLE t (a{blanks}int,{blanks}b UNIQUEIDENTIFIER,{blanks}c NVARCHAR(MAX));"
    with pytest.raises(EstimateError, match="SQL Server") as caught:
        read_schema(text, "t.sql")
    [mark] = caught.value.problems[0].marks
    assert mark.source.text[mark.start : mark.end] == "UNIQUEIDENTIFIER"
    assert mark.source.location(mark.start)[0] == text[: text.index("UNIQUE")].count("\n") + 1


MADE = "CREATE TABLE t (a int); CREATE TABLE u AS SELECT {} AS x FROM t;"


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite", "mysql"])
@pytest.mark.parametrize("signs", ["- " * 3000 + "a", "+ " * 3000 + "a", "a" + " AT TIME ZONE a" * 3000])
def test_signs_without_an_end_are_no_query_that_is_read(signs: str, dialect: str) -> None:
    try:
        schema = read_schema(MADE.format(signs), "t.sql", dialect)
    except EstimateError:
        assert "ZONE" in signs  # which is of PostgreSQL alone
    else:
        assert "u is left out: made from a query: " in schema.notes[0]


def test_a_long_sum_is_one_of_its_terms() -> None:
    (_, made) = read_schema(MADE.format("a * a - " * 4_000 + "a ^ a"), "t.sql", "postgresql").tables
    assert [column.written for column in made.columns] == ["double precision"]


@pytest.mark.parametrize("dialect", ["mysql", "sqlite"])
def test_tables_are_found_by_their_names_alone(dialect: str) -> None:
    """In their order, after some got other names: each new name took a look at all tables."""
    count = 700
    made = [f"CREATE TABLE t{number} (a integer);" for number in range(count)]
    renamed = [f"ALTER TABLE t{number} RENAME TO u{number};" for number in range(count)]
    started = time.process_time()
    last = f"CREATE TABLE t1 (b integer); ALTER TABLE t1 RENAME TO u{count - 1};"
    schema = read_schema("".join([*made, *renamed, last]), "t.sql", dialect)
    assert in_time(time.process_time() - started, 3 * SECONDS)
    assert [each.name for each in schema.tables] == [f"u{number}" for number in range(count)]
    assert schema.tables[-1].columns[0].name == "b"


def test_an_index_of_sqlite_goes_where_it_is() -> None:
    text = TABLE + "CREATE TABLE u (name text); CREATE INDEX i ON t (name); CREATE INDEX j ON u (name); DROP INDEX I;"
    found = read_schema(text + "CREATE INDEX IF NOT EXISTS J ON u (name);", "t.sql", "sqlite")
    assert [[index.original for index in table.indexes] for table in found.tables] == [[], ["j"]]
    found = read_schema(text + "CREATE INDEX IF NOT EXISTS J ON t (name);", "t.sql", "sqlite")  # a name is one index's
    assert [len(table.indexes) for table in found.tables] == [0, 1]


def refused(text: str, dialect: str) -> str:
    with pytest.raises(EstimateError) as caught:
        read_schema(text, "t.sql", dialect)
    return caught.value.problems[0].message


def test_more_indexes_than_mysql_allows_are_refused() -> None:
    assert "t has more than the 128 indexes" in refused(f"CREATE TABLE t (a int {'UNIQUE ' * 4000});", "mysql")


def test_columns_without_end_by_like_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_LIKE", 30)
    chain = [
        f"CREATE TABLE t{number} LIKE t{number - 1}; ALTER TABLE t{number} ADD c{number} int;" for number in range(1, 9)
    ]
    text = "CREATE TABLE t0 (id int);" + "".join(chain)
    assert refused(text, "mysql") == "the tables of this file have more than 30 columns from other tables"


@pytest.mark.parametrize("does", ["ALTER TABLE p ADD c{} int", "ALTER TABLE p ALTER a SET NOT NULL",
                                  "CREATE INDEX ON p (a)"])  # fmt: skip
def test_what_is_done_to_many_partitions_time_and_again_is_refused(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MOST_FOLLOWING", 100)
    text = "CREATE TABLE p (a int) PARTITION BY LIST (a);"
    text += "".join([f"CREATE TABLE p{number} PARTITION OF p FOR VALUES IN ({number});" for number in range(20)])
    text += "".join([does.format(number) + ";" for number in range(5)])
    assert len(read_schema(text, "t.sql").tables) == 1
    assert "more than 100 partitions and heirs" in refused(f"{text}{does.format(5)};", "postgresql")


def test_tables_of_other_engines_are_reckoned_up_to_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_sizes, "MOST_COLUMNS", 5)
    text = "CREATE TABLE t (a int); CREATE TABLE u (a int, b int, KEY (a)); CREATE TABLE v (a int, b int);"
    found = sizes_of(list(read_schema(text, "t.sql", "mysql").tables))
    assert [isinstance(each, str) for each in found] == [False, False, True]
    assert found[2] == TOO_MANY
