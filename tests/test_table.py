"""`estimate table`: schemas of public projects against a running PostgreSQL, filled as their sheets assume."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.tables import read_tables
from estimator.reckoning.estimate import central, estimate
from tests.data import CASES, part_of, some_days
from tests.postgresql import Server, server
from tests.predictions import BITS_PER_BYTE
from tests.schema_data import KNOWN, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from estimator.producers.schema.stored import Table

# Tables of the whole schemas, which stand there with all their foreign keys and triggers.
FILLED = {
    "pagila": ("customer", "film", "film_actor"),
    "temporal": ("executions", "buffered_events", "cluster_membership"),
    "thingsboard": ("alarm", "device_credentials", "rule_node_state"),
}
ROWS_ALONE = "SET session_replication_role = replica;\n"  # no foreign keys, no triggers
ROWS, LOGGED = 8000, 1000


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


def filled(running: Server, table: Table) -> None:
    """Load a table of the schema with rows as its sheet assumes."""
    lines = ["\t".join(row) for row in rows(table, range(1, ROWS + 1))]
    running.sql(f"{ROWS_ALONE}COPY {table.name} FROM stdin;\n" + "\n".join(lines) + "\n\\.\n")


def logged(running: Server, table: Table) -> float:
    """The bytes of log for a row more, each in a transaction of its own; of all but what one more commit writes."""
    inserts = []
    for row in rows(table, range(ROWS + 1, ROWS + 1 + LOGGED)):
        values = ", ".join(["NULL" if each == "\\N" else "'" + each.replace("\\\\", "\\") + "'" for each in row])
        inserts.append(f"INSERT INTO {table.name} VALUES ({values});")
    [[before]] = running.sql("SELECT pg_current_wal_insert_lsn()")
    running.sql(ROWS_ALONE + "\n".join(inserts))
    [[size]] = running.sql(f"SELECT pg_current_wal_insert_lsn() - '{before}'::pg_lsn")
    return int(size) / LOGGED


@pytest.mark.parametrize("schema", part_of(list(FILLED), 3))
def test_a_schema_agrees_with_a_server(schema: str, postgresql: Server) -> None:
    path = CASES / "schemas" / f"{schema}.sql"
    tables = [each for each in read_tables(path.read_text(encoding="utf-8"), path.name) if each.name in FILLED[schema]]
    postgresql.sql(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n{path.read_text(encoding='utf-8')}")
    names, overrides = SheetNames(), []
    sheet = sheet_text(tables, path.name, names)
    for table in tables:
        filled(postgresql, table)
        overrides.append(f"{table.name}_rows={ROWS} row")
        overrides += [f"{names.index_cell(table, index, 'order')}=built" for index in table.indexes]
        overrides += [
            f"{names.cell(table, column, 'length')}={KNOWN.get(column.name, column.payload.rpartition(' to ')[2])}"
            for column in table.columns
            if column.name in KNOWN or column.written.startswith(("decimal", "numeric"))
        ]
    as_guessed = [each for each in overrides if not each.endswith("=built")]
    evaluation = estimate(module_from_text(sheet, path.name), overrides)
    assert evaluation.model.problems == []
    inserting = central(module_from_text(sheet, path.name), as_guessed)

    def said(name: str) -> float:
        step = evaluation.model.quantities[name].step
        assert step is not None
        return float(evaluation.values[step]) / BITS_PER_BYTE

    for table in tables:
        heap = postgresql.size(table.name)
        assert heap == pytest.approx(said(f"{table.name}_heap"), rel=0.015, abs=2 * 8192), table.name
        [[toast]] = postgresql.sql(
            "SELECT coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0) FROM pg_class"
            f" WHERE oid = '{table.name}'::regclass"
        )
        moved = said(names.of(table, "toast"))
        assert int(toast) == pytest.approx(moved, rel=0.04, abs=30 * 8192), table.name
        for index in table.indexes:
            columns = ", ".join(index.columns)
            postgresql.sql(f"DROP INDEX IF EXISTS probe; CREATE {'UNIQUE' if index.unique else ''} INDEX probe"
                           f" ON {table.name} ({columns})")  # fmt: skip
            found = postgresql.size("probe")
            assert found == pytest.approx(said(names.index_cell(table, index, "size")), rel=0.02, abs=3 * 8192), index
        if not table.notes:
            postgresql.sql("DROP INDEX IF EXISTS probe")
            log = inserting[names.of(table, "log")] / BITS_PER_BYTE
            assert logged(postgresql, table) == pytest.approx(log, rel=0.06)


def test_the_proposed_order_is_smaller_on_the_server(postgresql: Server) -> None:
    schema = (
        "CREATE TABLE p (a boolean NOT NULL, b bigint NOT NULL, c boolean NOT NULL, d bigint NOT NULL, e int NOT NULL)"
    )
    (table,) = read_tables(schema, "p.sql")
    sheet = sheet_text([table], "p.sql")
    order = re.search(r"The order of columns that wastes least: (.+)\.", sheet)
    assert order is not None
    saved = central(module_from_text(sheet, "p"), ["p_rows=100000 row"])["p_saved"] / BITS_PER_BYTE
    kinds = {column.name: column.written for column in table.columns}
    sizes = []
    for columns in (list(kinds), order[1].split(", ")):
        postgresql.sql(f"DROP TABLE IF EXISTS p; CREATE TABLE p ({', '.join([f'{c} {kinds[c]}' for c in columns])})")
        values = ", ".join(["true" if kinds[column] == "boolean" else "1" for column in columns])
        postgresql.sql(f"INSERT INTO p SELECT {values} FROM generate_series(1, 100000)")
        sizes.append(postgresql.size("p"))
    assert sizes[0] - sizes[1] == saved > 0


def test_the_command_writes_a_sheet_that_runs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "estimator"]
    schema = CASES / "schemas" / "pagila.sql"
    done = subprocess.run(
        [*command, "table", schema, "film", "-o", "plan.est"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "customer" not in (tmp_path / "plan.est").read_text(encoding="utf-8")
    ran = subprocess.run(
        [*command, "plan.est", "film_rows=2 M row"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "film_size" in ran.stdout
    said = subprocess.run([*command, "table", schema, "--json"], capture_output=True, text=True, check=True)
    assert {each["name"] for each in json.loads(said.stdout)["tables"]} > {"customer", "film", "film_actor"}
    wrong = subprocess.run([*command, "table", schema, "films"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "it has actor, address, category" in wrong.stderr


@some_days(6)
def test_a_table_may_have_a_hundred_columns_and_a_schema_hundreds_of_tables() -> None:
    kinds = ("int", "text", "boolean NOT NULL", "varchar(20)")
    columns = ", ".join([f"c{place} {kinds[place % 4]}" for place in range(100)])
    schema = f"CREATE TABLE wide (id bigint PRIMARY KEY, {columns});\n"
    schema += "\n".join([f"CREATE TABLE t{place} (id bigint PRIMARY KEY);" for place in range(200)])
    evaluation = estimate(module_from_text(sheet_text(read_tables(schema, "wide.sql"), "wide.sql"), "wide.sql"))
    assert len(evaluation.model.problems) == 0
    step = evaluation.model.quantities["total_size"].step
    assert step is not None
    assert evaluation.values[step] / BITS_PER_BYTE > 200 * 50e6


def test_fillfactors_partial_and_covering_indexes_agree(postgresql: Server) -> None:
    schema = """
        CREATE TABLE orders (id bigint PRIMARY KEY, customer int NOT NULL, total bigint NOT NULL)
            WITH (fillfactor = 80);
        CREATE INDEX orders_open ON orders (customer) INCLUDE (total) WITH (fillfactor = 70) WHERE id % 4 = 0;
        CREATE UNIQUE INDEX orders_total ON orders (total, id) WITH (fillfactor = 50);
    """
    rows = 100_000
    (table,) = read_tables(schema, "orders.sql")
    postgresql.sql(f"DROP TABLE IF EXISTS orders; {schema}")
    postgresql.sql(f"INSERT INTO orders SELECT i, i * 7 % 1000, i FROM generate_series(1, {rows}) AS i")
    postgresql.sql("REINDEX TABLE orders")
    names = SheetNames()
    sheet = sheet_text([table], "orders.sql", names)
    given = [f"orders_rows={rows} row", f"{names.index_cell(table, table.indexes[1], 'share')}=25%"]
    given += [f"{names.index_cell(table, index, 'order')}=built" for index in table.indexes]
    values = central(module_from_text(sheet, "orders.sql"), given)
    assert postgresql.size("orders") == values["orders_heap"] / BITS_PER_BYTE
    for index in table.indexes:
        said = values[names.index_cell(table, index, "size")] / BITS_PER_BYTE
        assert postgresql.size(index.original) == pytest.approx(said, rel=0.01), index
