"""`estimate table`: schemas of public projects against a running PostgreSQL, filled as their sheets assume."""

from __future__ import annotations

import json
import math
import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.probes.schema.sheet import sheet_text
from estimator.probes.schema.tables import Column, Table, read_tables
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from tests.data import CASES
from tests.postgresql import Server, server
from tests.predictions import BITS_PER_BYTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMAS = sorted((CASES / "schemas").glob("*.sql"))
ROWS = 8000
NULL_SHARE = 0.1
HALF_RANGE = 1.6448536269514722  # standard deviations from the median to the end of a 90% interval
# What who knows the schema fills in: identifiers of 16 bytes, as they are there.
KNOWN = {"namespace_id": "16 B", "run_id": "16 B", "host_id": "16 B"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


def length(column: Column, chance: random.Random) -> int:
    """A length as the sheet's range says: lognormal, and whole bytes."""
    low, _, high = KNOWN.get(column.name, column.payload).removesuffix(" B").rpartition(" to ")
    if not low:
        return int(high)
    middle = math.sqrt(float(low) * float(high))
    spread = math.log(float(high) / float(low)) / 2 / HALF_RANGE
    return max(1, math.ceil(middle * math.exp(chance.gauss(0, spread))))


def text(column: Column, chance: random.Random) -> str:
    """A value of a payload's length that does not compress, as COPY reads it."""
    size = length(column, chance)
    letters = "".join(chance.choices(LETTERS, k=size))
    limit = re.search(r"char\((\d+)\)", column.written)
    if column.written.startswith("bytea"):
        return "\\\\x" + chance.randbytes(size).hex()
    if column.written.startswith("tsvector"):
        return letters.replace("+", "p").replace("/", "s")[: max(1, min(size - 8, 2000))]
    if column.written.endswith("[]"):
        return "{" + letters[: max(1, size - 24)] + "}"
    if column.written.startswith(("decimal", "numeric")):
        return "9" * (2 if "4" in column.written else 3) + ".99"
    return letters[: int(limit[1])] if limit else letters


def value(column: Column, place: int, chance: random.Random) -> str:
    """A value of a column; NULL as often as the sheet says."""
    if column.nullable and chance.random() < NULL_SHARE:
        return "\\N"
    if column.payload:
        return text(column, chance)
    kind = column.written
    if kind == "uuid":
        return f"{chance.getrandbits(128):032x}"
    if kind.startswith("bool"):
        return "t"
    if kind == "date":
        return "2026-11-24"
    if kind.startswith("timestamp"):
        return f"2026-11-24 12:{place // 60 % 60:02}:{place % 60:02}.{place:06}"
    if kind == "mpaa_rating":
        return "PG"
    return str(2000 if column.name == "release_year" or kind == "smallint" else place)


def filled(running: Server, table: Table) -> None:
    """Load a table of the schema with rows as its sheet assumes."""
    chance = random.Random(table.name)
    rows = ["\t".join([value(column, place, chance) for column in table.columns]) for place in range(1, ROWS + 1)]
    running.sql(f"COPY {table.name} FROM stdin;\n" + "\n".join(rows) + "\n\\.\n")


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_agrees_with_a_server(path: Path, postgresql: Server) -> None:
    tables = read_tables(path.read_text(encoding="utf-8"), path.name)
    postgresql.sql(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n{path.read_text(encoding='utf-8')}")
    overrides = []
    for table in tables:
        filled(postgresql, table)
        overrides.append(f"{table.name}_rows={ROWS} row")
        overrides += [f"{table.name}_{index.name}_index_order=ascending" for index in table.indexes]
        overrides += [
            f"{table.name}_{column.name}_length={KNOWN.get(column.name, column.payload.rpartition(' to ')[2])}"
            for column in table.columns
            if column.name in KNOWN or column.written.startswith(("decimal", "numeric"))
        ]
    evaluation = estimate(module_from_text(sheet_text(tables, path.name), path.name), overrides)
    assert evaluation.model.problems == []

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
        names = [f"{table.name}_{column.name}_toast" for column in table.columns]
        moved = sum([said(name) for name in names if name in evaluation.model.quantities])
        assert int(toast) == pytest.approx(moved, rel=0.04, abs=30 * 8192), table.name
        for index in table.indexes:
            columns = ", ".join(index.columns)
            postgresql.sql(f"DROP INDEX IF EXISTS probe; CREATE {'UNIQUE' if index.unique else ''} INDEX probe"
                           f" ON {table.name} ({columns})")  # fmt: skip
            found = postgresql.size("probe")
            assert found == pytest.approx(said(f"{table.name}_{index.name}_index"), rel=0.02, abs=3 * 8192), index


def test_the_proposed_order_is_smaller_on_the_server(postgresql: Server) -> None:
    schema = (
        "CREATE TABLE p (a boolean NOT NULL, b bigint NOT NULL, c boolean NOT NULL, d bigint NOT NULL, e int NOT NULL)"
    )
    (table,) = read_tables(schema, "p.sql")
    sheet = sheet_text([table], "p.sql")
    order = re.search(r"# the order that wastes least: (.+)", sheet)
    assert order is not None
    evaluation = estimate(module_from_text(sheet, "p"), ["p_rows=100000 row"])
    step = evaluation.model.quantities["p_padding"].step
    assert step is not None
    kinds = {column.name: column.written for column in table.columns}
    sizes = []
    for columns in (list(kinds), order[1].split(", ")):
        postgresql.sql(f"DROP TABLE IF EXISTS p; CREATE TABLE p ({', '.join([f'{c} {kinds[c]}' for c in columns])})")
        values = ", ".join(["true" if kinds[column] == "boolean" else "1" for column in columns])
        postgresql.sql(f"INSERT INTO p SELECT {values} FROM generate_series(1, 100000)")
        sizes.append(postgresql.size("p"))
    assert sizes[0] - sizes[1] == evaluation.values[step] / BITS_PER_BYTE > 0


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("CREATE TABLE t (a int, b", "this is no SQL"),
        ("SELECT 1", "there is no CREATE TABLE"),
        ("", "there is no CREATE TABLE"),
    ],
)
def test_a_faulty_schema_is_told(schema: str, message: str) -> None:
    with pytest.raises(EstimateError, match=message):
        read_tables(schema, "schema.sql")


def test_an_unknown_type_is_said() -> None:
    (table,) = read_tables("CREATE TABLE t (a geometry, b mytype, c vector(3))", "schema.sql")
    assert [column.guessed for column in table.columns] == [True, True, True]
    assert "a type unknown here" in sheet_text([table], "schema.sql")


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
    assert {each["name"] for each in json.loads(said.stdout)["tables"]} == {"customer", "film", "film_actor"}
    wrong = subprocess.run([*command, "table", schema, "films"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "it has customer, film, film_actor" in wrong.stderr
