"""Sheets of schemas as they are read and edited: their layout, their names, and their numbers against the summary's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import formatted_text, module_from_text
from estimator.model.modules import shipped_library
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import Source
from estimator.producers.schema import reckoning
from estimator.producers.schema.column_types import FIXED, VARIABLE
from estimator.producers.schema.columns import MOST_PAIRED, STAYS, has_many_texts, type_of
from estimator.producers.schema.layout import Layout
from estimator.producers.schema.partitions import PAGE, has_toast
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.size_names import Names
from estimator.producers.schema.sizes import sizes_text
from estimator.producers.schema.tables import read_schema, read_tables
from estimator.reckoning.estimate import central, flattened
from estimator.records import replace
from estimator.units.table import BYTE_BITS
from tests.data import CASES, ROOT, part_of

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Table

FILES = [
    *sorted((CASES / "schemas").glob("*.sql")),
    *sorted((CASES / "schema_statements").glob("*.sql")),
    ROOT / "examples" / "shop.sql",
]
WIDEST = 120
ODD = """
CREATE TABLE "order" ("id" bigint PRIMARY KEY, "a b" text, a_b text, "Größe" int, "x|y" text NOT NULL, "#z" text,
    "q""t" varchar(20), "type" text, length int, "1st" int, "---" int, "table" text, "source:" text);
CREATE TABLE order_rows (rows int, "null" text);
CREATE TABLE "user" (id int, "用户" text, key text, size int);
CREATE INDEX "my idx" ON "user" ("用户", key);
CREATE INDEX "my-idx" ON "user" (key) WHERE key = 'a "b"' AND (id > 5);
CREATE TABLE sum (a int); CREATE TABLE postgresql (a int PRIMARY KEY); CREATE TABLE "KB" (a int);
CREATE TABLE s (a int); CREATE TABLE "check" (a int); CREATE TABLE share (a int); CREATE TABLE "table" (a int UNIQUE);
CREATE TABLE "to" (a text); CREATE TABLE spread (a int, b text); CREATE TABLE source (a text, source xml, also text);
"""
LONG = "a_name_that_is_as_long_as_the_server_lets_any_name_be_which_is_"
LONG_NAMES = f"""
CREATE TABLE {LONG} ({LONG[:-1]}1 bigint PRIMARY KEY, {LONG[:-1]}2 bigint, {LONG[:-1]}3 text, d int, e int, f int,
    g int, h text, i some_type_that_nobody_knows);
CREATE INDEX {LONG[:-2]}x ON {LONG} ({LONG[:-1]}1, {LONG[:-1]}2, {LONG[:-1]}3, d, e, f, g, h) WHERE d > 5;
CREATE UNIQUE INDEX {LONG[:-2]}y ON {LONG} (e) INCLUDE (f) WITH (fillfactor = 70);
"""
LENGTHS = (7, 90, 300, 1500, 3000, 40)  # bytes


def schemas() -> dict[str, list[Table]]:
    read = {path.stem: read_tables(path.read_text(encoding="utf-8"), path.name) for path in FILES}
    return {**read, "odd": read_tables(ODD, "odd.sql"), "long": read_tables(LONG_NAMES, "long.sql")}


SCHEMAS = schemas()
# Some of each file, for all of them take long.
TABLES = {
    f"{stem}-{table.name}": table for stem, tables in SCHEMAS.items() for table in tables[:: max(1, len(tables) // 4)]
}


@pytest.mark.parametrize("schema", part_of(list(SCHEMAS), 3))
def test_a_sheet_is_laid_out_and_reads_as_the_tree_that_it_was_made_of(schema: str) -> None:
    text = sheet_text(SCHEMAS[schema], f"{schema}.sql")
    assert max([len(line) for line in text.splitlines()]) <= WIDEST
    assert formatted_text(text) == text
    sheet = parse_sheet(Source("sheet.est", text))
    assert sheet.problems == []
    again = parse_sheet(Source("again.est", print_sheet(sheet)))
    assert (again.problems, again) == ([], sheet)


@pytest.mark.parametrize("schema", ["odd", "long", "shop"])
def test_a_sheet_has_every_table_column_and_index_of_the_schema_by_its_name(schema: str) -> None:
    names = SheetNames()
    model = flattened(module_from_text(sheet_text(SCHEMAS[schema], "s.sql", names), "s.est"))
    quantities = model.quantities
    assert model.problems == []
    cells: list[str] = []
    for table in SCHEMAS[schema]:
        cells += [names.cell(table, column, "length") for column in table.columns]
        cells += [names.index_cell(table, index, "size") for index in table.indexes]
        assert [quantities[names.of(table, part)].step is not None for part in ("heap", "toast", "log")]
        labels = [names.label(table, column) for column in table.columns]
        assert len(set(labels)) == len(labels)
        for column, label in zip(table.columns, labels, strict=True):
            if column.original.isidentifier() and len(column.original) < 60:
                assert label == column.original
        assert all(names.index_label(table, index).startswith(index.original[:50]) for index in table.indexes)
    assert len(set(cells)) == len(cells)
    assert set(cells) <= set(quantities)


def given(table: Table, old: Names, new: SheetNames) -> tuple[list[str], list[str]]:
    """Lengths without a spread, long ones where values may go to TOAST by either text, and all or nothing of NULL."""
    before, after = [], []
    for place, column in enumerate(table.columns):
        if column.payload:
            length = LENGTHS[(place * 7 + len(table.name)) % len(LENGTHS)]
            length = length if column in Layout(table, old).movable else min(length, 120)
            before.append(f"{old.of(table, column.name, 'length')}={length} B")
            after.append(f"{new.cell(table, column, 'length')}={length} B")
        if column.nullable:
            share = (0, 100)[(place * 5 + len(table.name)) % 2]
            before.append(f"{old.of(table, column.name, 'null')}={share}%")
            after.append(f"{new.cell(table, column, 'null')}={share}%")
    return before, after


@pytest.mark.parametrize("name", part_of(list(TABLES), 3))
def test_a_sheet_gives_what_the_summary_reckons_by_a_text_of_its_own(name: str) -> None:
    """Exactly, where lengths have no spread: each pairs the draws in an order of its own; see test_table_costs."""
    table, old, new = replace(TABLES[name], indexes=()), Names(), SheetNames()
    before, after = given(table, old, new)
    said = central(module_from_text(sizes_text([table], old), "before.est"), before)
    found = central(module_from_text(sheet_text([table], "s.sql", new), "after.est"), after)
    for part in ("row", "heap", "saved"):
        if part != "saved" or old.of(table, part) in said:
            count = 1 if part == "row" else table.partition_count
            assert found[new.of(table, part)] == pytest.approx(count * said[old.of(table, part)], rel=1e-9), part
    toast = [said.get(old.of(table, column.name, "toast"), 0.0) for column in table.columns]
    # A partition has an index of its TOAST table, whether anything is there or not.
    least = table.partition_count * PAGE * BYTE_BITS if table.is_partitioned and has_toast(table.columns) else 0
    if not has_many_texts(table):
        whole = table.partition_count * sum(toast)
        assert found[new.of(table, "toast")] == pytest.approx(max(least, whole), rel=1e-9)


def test_indexes_take_what_the_summary_says_where_keys_have_no_spread() -> None:
    tables = read_tables(
        """CREATE TABLE t (a int PRIMARY KEY, b uuid NOT NULL, c smallint NOT NULL, d timestamptz NOT NULL, e bigint);
        CREATE INDEX ON t (b, c); CREATE INDEX ON t (c, d) WHERE e > 4; CREATE UNIQUE INDEX ON t (d, b) INCLUDE (a, c);
        CREATE INDEX ON t (d) WITH (fillfactor = 60);""",
        "t.sql",
    )
    names = SheetNames()
    found = central(module_from_text(sheet_text(tables, "t.sql", names), "t.est"))
    (sizes,) = reckoning.sizes_of(tables)
    assert not isinstance(sizes, str)
    indexes = [found[names.index_cell(tables[0], index, "size")] for index in tables[0].indexes]
    assert sum(indexes) / BYTE_BITS == pytest.approx(sizes.indexes, rel=1e-9)
    assert found[names.of(tables[0], "images")] / BYTE_BITS == pytest.approx(sizes.images, rel=1e-9)
    assert found[names.of(tables[0], "log")] / BYTE_BITS == pytest.approx(sizes.log, rel=1e-3)  # e is NULL in a tenth


OTHERS = """
CREATE TABLE t (id bigint PRIMARY KEY, tenant int NOT NULL, made timestamptz NOT NULL, doc jsonb NOT NULL,
    tags text[] NOT NULL, at point NOT NULL, during tstzrange NOT NULL, body text NOT NULL);
CREATE INDEX a ON t USING gin (doc); CREATE INDEX b ON t USING gin (doc jsonb_path_ops) WHERE tenant > 5;
CREATE INDEX c ON t USING gin (to_tsvector('english', body), tags); CREATE INDEX d ON t USING hash (lower(body));
CREATE INDEX e ON t USING gist (at); CREATE INDEX f ON t USING gist (body gist_trgm_ops);
CREATE INDEX g ON t USING brin (made) WITH (pages_per_range = 32); CREATE INDEX h ON t (tenant, made);
ALTER TABLE t ADD CONSTRAINT i EXCLUDE USING gist (tenant WITH =, during WITH &&) WHERE (tenant > 0);
CREATE INDEX j ON t USING rum (at); CREATE INDEX l ON t USING spgist (at kd_point_ops);
CREATE INDEX m ON t USING bloom (tenant, id) WITH (length = 200); CREATE INDEX k ON t USING gin (some_function(doc));
"""


def test_indexes_that_are_no_b_trees_are_in_the_totals_and_what_is_left_out_is_an_answer() -> None:
    (table,) = read_tables(OTHERS, "t.sql")
    assert [(index.original, index.method) for index in table.others] == [
        *[("a", "gin"), ("b", "gin"), ("c", "gin"), ("d", "hash"), ("e", "gist"), ("f", "gist"), ("g", "brin")],
        *[("i", "gist"), ("l", "spgist"), ("m", "bloom")],
    ]
    found = central(module_from_text(sheet_text([table], "t.sql"), "t.est"))
    (sizes,) = reckoning.sizes_of([table])
    assert not isinstance(sizes, str)
    indexes = [value for name, value in found.items() if name.endswith(".size")]
    assert len(indexes) == len(table.others) + len(table.indexes)
    assert sum(indexes) / BYTE_BITS == pytest.approx(sizes.indexes, rel=0.001)  # a mean of lengths is in the heap
    assert found["t_size"] == pytest.approx(found["t_heap"] + found["t_toast"] + sum(indexes), rel=1e-9)
    assert found["t_log"] / BYTE_BITS == pytest.approx(sizes.log, rel=0.01)
    assert found["t_images"] / BYTE_BITS == pytest.approx(sizes.images, rel=1e-9)
    assert found["t_bloom.m.size"] / BYTE_BITS == 8192 * (1 + math.ceil(1e6 / (8160 // 32)))
    assert found["total_not_reckoned"] == 2
    assert sum([note.endswith("not reckoned") for note in table.notes]) == 2


def test_rows_that_are_updated_between_vacuums_take_more_room() -> None:
    tables = read_tables("CREATE TABLE t (id bigint PRIMARY KEY, a int) WITH (fillfactor = 70);", "t.sql")
    text = sheet_text(tables, "t.sql")
    still, some, all_of_them = [
        central(module_from_text(text, "t.est"), [f"t_updated={share}%"]) for share in (0, 20, 100)
    ]
    assert still["t_size"] == some["t_size"]  # they find room on their pages
    assert all_of_them["t_heap"] / still["t_heap"] == pytest.approx(1.8, rel=0.1)
    one_by_one = central(module_from_text(text, "t.est"), ["t_updated=100%", 't_updates="hot row by row"'])
    assert one_by_one["t_heap"] / still["t_heap"] == pytest.approx(1.05, abs=0.06)  # 1.116 of rows of 32 B
    assert one_by_one["t_size"] - one_by_one["t_heap"] == still["t_size"] - still["t_heap"]
    assert all_of_them["t_size"] - all_of_them["t_heap"] > 1.9 * (still["t_size"] - still["t_heap"])


def test_a_longer_value_than_was_guessed_goes_to_toast() -> None:
    tables = read_tables("CREATE TABLE t (id bigint PRIMARY KEY, a varchar(255) NOT NULL);", "t.sql")
    found = central(module_from_text(sheet_text(tables, "t.sql"), "t.est"), ["t.a.length=6000 B"])
    assert found["t_row"] / BYTE_BITS == 24 + 8 + 18
    assert found["t_toast"] / BYTE_BITS == pytest.approx(8.5e9, rel=0.1)


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "sqlite"])
def test_a_table_may_be_called_as_a_line_of_the_sheet_is(dialect: str) -> None:
    found = read_schema("CREATE TABLE total (a int); CREATE TABLE checkpoint_interval (a int);", "t.sql", dialect)
    assert central(module_from_text(sheet_text(list(found.tables), "t.sql"), "t.est"))["total_size"] > 0


def test_the_library_lays_out_each_type_as_the_reader_of_schemas_does() -> None:
    module = shipped_library().module("postgresql.types")
    assert module is not None
    (table,) = module.tables.values()
    alignments = {"double": 8, "int": 4, "short": 2, "char": 1}
    rows = {}
    for row in table.table.rows:
        cells = [cell or column.default for cell, column in zip(row.cells, table.table.columns, strict=True)]
        align, layout, toast = [str(cell.expression.value) for cell in cells if cell is not None]  # type: ignore[union-attr]
        rows[row.label] = (alignments[align], layout, toast)
    for name, (size, alignment) in FIXED.items():
        layout = "uneven" if size % alignment else "fixed"
        assert rows["internal char" if name == '"char"' else name] == (alignment, layout, "no"), name
    for name, (alignment, _) in VARIABLE.items():
        assert rows[name] == (alignment, "variable", "no" if name in STAYS else "yes"), name
    made = read_tables(
        "CREATE TYPE e AS ENUM ('a'); CREATE TYPE c AS (a int, b text);"
        " CREATE TABLE t (a e, b c, c int[], d bigint[], e varchar(3)[], f nothing);",
        "t.sql",
    )
    kinds = [type_of(column) for column in made[0].columns]
    assert kinds == ["enum", "variable aligned to 8", "array", "array aligned to 8", "array", "text"]
    assert set(kinds) <= set(rows)


def test_a_table_of_many_texts_has_another_rule() -> None:
    def tables(count: int) -> list[Table]:
        columns = ", ".join([f"c{place} text NOT NULL" for place in range(count)])
        return list(read_tables(f"CREATE TABLE t (id bigint PRIMARY KEY, {columns});", "t.sql"))

    few, many = sheet_text(tables(MOST_PAIRED), "t.sql"), sheet_text(tables(MOST_PAIRED + 1), "t.sql")
    assert 'texts = "many"' not in few
    assert 'texts = "many"' in many
    both = [central(module_from_text(text, "t.est"))["t_row"] / BYTE_BITS for text in (few, many)]
    assert both[0] < both[1] < both[0] * 1.1


def test_the_sheet_of_the_example_is_the_one_that_is_written() -> None:
    path = ROOT / "examples" / "shop.sql"
    written = sheet_text(read_tables(path.read_text(encoding="utf-8"), path.name), path.name).splitlines()
    kept = path.with_suffix(".est").read_text(encoding="utf-8").splitlines()
    assert [line for line in written if not line.startswith("## as_of")] == [
        line for line in kept if not line.startswith("## as_of")
    ]


def test_how_rows_wait_for_a_gin_index_is_in_its_sheet() -> None:
    text = (
        "CREATE TABLE t (id bigint PRIMARY KEY, a int[] NOT NULL);"
        " CREATE INDEX at_once ON t USING gin (a) WITH (fastupdate = off);"
        " CREATE INDEX waits ON t USING gin (a) WITH (gin_pending_list_limit = 512);"
        " CREATE INDEX turned ON t USING gin (a) WITH (fastupdate = off); ALTER INDEX turned SET (fastupdate = on);"
    )
    tables = read_tables(text, "t.sql")
    assert "waits lets 512 KiB wait: reckoned as if 4096, the default" in tables[0].notes
    values = central(module_from_text(sheet_text(tables, "t.sql"), "t.est"))
    at_once, waits, turned = [values[f"t_gin.{each}.size"] for each in ("at_once", "waits", "turned")]
    assert at_once < waits == turned
    assert values["t_gin.at_once.log"] > values["t_gin.waits.log"] == values["t_gin.turned.log"]


def test_updates_of_indexed_columns_reach_every_index() -> None:
    # Five rounds of a fifth of the rows, with vacuums between, on PostgreSQL 15: such indexes were 1.98 times as large
    # where an indexed column changed, and as large as before where none did.
    schema = (
        "CREATE TABLE t (id bigint PRIMARY KEY, a timestamptz NOT NULL) WITH (fillfactor = 70); CREATE INDEX ON t (a);"
    )
    text = sheet_text(read_tables(schema, "t.sql"), "t.sql")
    hot, changed = [
        central(module_from_text(text, "t.est"), ["t_updated=20%", f't_updates="{what}"'])
        for what in ("hot", "keys change")
    ]
    assert hot["t_size"] == hot["t_heap"] + hot["t_toast"] + sum(
        hot[f"t_indexes.{each}.size"] for each in ("t_pkey", "t_a_idx")
    )
    grown = (changed["t_size"] - changed["t_heap"]) / (hot["t_size"] - hot["t_heap"])
    assert grown == pytest.approx(1.98, rel=0.1)


def test_an_index_on_the_time_of_the_last_update_grows_at_its_end() -> None:
    # Fifty rounds of a fifth of 20,000 rows by chance, set to clock_timestamp(), each with a vacuum, on PostgreSQL 15.
    schema = (
        "CREATE TABLE s (id bigserial PRIMARY KEY, user_id bigint NOT NULL, body char(60) NOT NULL,"
        " updated_at timestamptz NOT NULL); CREATE INDEX s_user ON s (user_id); CREATE INDEX s_time ON s (updated_at);"
    )
    text = sheet_text(read_tables(schema, "s.sql"), "s.sql")
    given = ["s_rows=20 k row", "s_updated=20%", 's_updates="set to now"']
    found = central(module_from_text(text, "s.est"), given)
    assert found["s_size"] / BYTE_BITS == pytest.approx(7_307_264, rel=0.03)
