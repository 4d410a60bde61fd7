"""GIN, GiST and hash indexes, duplicates, updates and compression: the formulas against a running PostgreSQL."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from tests.data import CASES, part_of
from tests.postgresql import Server, server
from tests.predictions import predicted_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 8192
RECORDS = (CASES / "postgresql" / "indexes.txt").read_text(encoding="utf-8").splitlines()
# Measured once: what a formula says, the pages of PostgreSQL 15, and how far it may be off.
MEASURED = [
    re.fullmatch(r"(.+) = (\d+) ± (\d+)%", line).groups()  # type: ignore[union-attr]
    for line in RECORDS
    if line and not line.startswith("#")
]
# A number as often as Zipf's law has it, or a random one.
ZIPF = "floor(exp(random() * ln({0} + 1)))::int + 0 * i"
EVEN = "floor(random() * {0})::int + 0 * i"
# Of a GIN index: the type, the rows, what a row has of items, as a query of `e`, and its class of operators.
GINS = [
    ("int[]", 30_000, f"SELECT {ZIPF.format(4000)} AS e FROM generate_series(1, 6)", "array_ops", "zipf", 4),
    ("int[]", 20_000, f"SELECT {EVEN.format(7000)} AS e FROM generate_series(1, 8)", "array_ops", "even", 4),
    ("text[]", 20_000, f"SELECT lpad(({ZIPF.format(900)})::text, 9, 'k') AS e FROM generate_series(1, 5)", "array_ops",
     "zipf", 10),
    ("uuid[]", 15_000, "SELECT gen_random_uuid() AS e FROM generate_series(1, 3) WHERE i > 0", "array_ops", "singles",
     16),
    ("jsonb", 20_000, f"SELECT 'k' || ({ZIPF.format(3000)}) AS e FROM generate_series(1, 7)", "jsonb_path_ops", "zipf",
     4),
    ("tsvector", 15_000, f"SELECT 'w' || ({ZIPF.format(20_000)}) AS e FROM generate_series(1, 12)", "tsvector_ops",
     "zipf", 6),
]  # fmt: skip
MADE_OF = {
    "jsonb": "to_jsonb(array_agg(DISTINCT e))",
    "tsvector": "array_to_tsvector(array_agg(DISTINCT e))",
}
GISTS = [
    ("point", "point(random(), random())", 25_000, "32 B"),
    ("int8range", "int8range(n, n + 50)", 20_000, "22 B"),
    ("tsrange", "tsrange('2026-01-01'::timestamp + i * interval '5 min', NULL)", 20_000, '14 B, "ascending"'),
    ("box", "box(point(n / 1e6, i), point(n / 1e6 + 1e-3, i + 1e-3))", 15_000, '32 B, "ascending"'),
    ("circle", "circle(point(n, (n * 7919::bigint) % 1000003), 5)", 20_000, "32 B"),
]  # fmt: skip
FILLED, FILLING = ("built", "inserting")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.mark.parametrize(("formula", "pages", "bound"), MEASURED)
def test_a_formula_is_near_what_was_measured(formula: str, pages: str, bound: str) -> None:
    assert predicted_bytes(formula) / PAGE == pytest.approx(float(pages), rel=float(bound) / 100, abs=1)


@pytest.mark.parametrize("case", part_of(GINS, 6), ids=lambda case: f"{case[0]} {case[4]}")
def test_a_gin_index_is_within_fifteen_percent(postgresql: Server, case: tuple[str, int, str, str, str, int]) -> None:
    kind, rows, items, operators, spread, key = case
    made = MADE_OF.get(kind, "array_agg(DISTINCT e)")
    postgresql.sql(
        f"DROP TABLE IF EXISTS t, u; CREATE UNLOGGED TABLE t (k {kind}); CREATE UNLOGGED TABLE u (k {kind});"
        f" SELECT setseed(0.5); INSERT INTO t SELECT (SELECT {made} FROM ({items}) AS q)"
        f" FROM generate_series(1, {rows}) AS i; CREATE INDEX x ON t USING gin (k {operators});"
        f" CREATE INDEX y ON u USING gin (k {operators}); INSERT INTO u SELECT * FROM t; VACUUM u"
    )
    each = {"jsonb": "jsonb_array_elements(k)", "tsvector": "unnest(tsvector_to_array(k))"}.get(kind, "unnest(k)")
    [[all_items, distinct]] = postgresql.sql(f"SELECT count(*), count(DISTINCT e) FROM t, {each} AS e")
    of_row, on_page = int(all_items) / rows, rows / (postgresql.size("t") / PAGE)
    given = f"0, 1, {key} B" if spread == "singles" else f'{of_row}, {distinct}, {key} B, "{spread}"'
    for order, index in ((FILLED, "x"), (FILLING, "y")):
        singles = f", singles = {of_row}" if spread == "singles" else ""
        said = predicted_bytes(f'postgresql.gin({rows}, {given}, order = "{order}"{singles}, heap_rows = {on_page})')
        assert postgresql.size(index) == pytest.approx(said, rel=0.15)


@pytest.mark.parametrize("case", part_of(GISTS, 5), ids=lambda case: case[0])
def test_a_gist_index_is_within_fifteen_percent(postgresql: Server, case: tuple[str, str, int, str]) -> None:
    kind, value, rows, key = case
    postgresql.sql(
        f"DROP TABLE IF EXISTS t, u; CREATE UNLOGGED TABLE t (k {kind}); CREATE UNLOGGED TABLE u (k {kind});"
        f" SELECT setseed(0.5); CREATE INDEX x ON t USING gist (k); INSERT INTO t SELECT {value} FROM"
        f" (SELECT i, (random() * 1e6)::int AS n FROM generate_series(1, {rows}) AS i) AS q;"
        " INSERT INTO u SELECT * FROM t; CREATE INDEX y ON u USING gist (k)"
    )
    for filled, index in ((FILLING, "x"), (FILLED, "y")):
        said = predicted_bytes(f'postgresql.gist({rows}, {key}, filled = "{filled}")')
        assert postgresql.size(index) == pytest.approx(said, rel=0.15)


@pytest.mark.parametrize("rows", part_of([700, 9000, 61_000, 90_000, 130_000], 5))
def test_a_hash_index_is_within_three_percent(postgresql: Server, rows: int) -> None:
    postgresql.sql(
        "DROP TABLE IF EXISTS t, u; CREATE UNLOGGED TABLE t (k text); CREATE UNLOGGED TABLE u (k text);"
        f" INSERT INTO t SELECT repeat('x', 90) || i FROM generate_series(1, {rows}) AS i; ANALYZE t;"
        " CREATE INDEX x ON t USING hash (k); CREATE INDEX y ON u USING hash (k); INSERT INTO u SELECT * FROM t"
    )
    assert postgresql.size("x") == pytest.approx(predicted_bytes(f"postgresql.hash({rows})"), rel=0.001)
    said = predicted_bytes(f'postgresql.hash({rows}, "inserting")')
    assert postgresql.size("y") == pytest.approx(said, rel=0.03, abs=2 * PAGE)


@pytest.mark.parametrize("rows_per_key", part_of([40, 81, 136, 204, 390, 400, 407, 408, 410, 600, 815], 5))
def test_a_hash_index_of_keys_that_come_by_chance_is_within_two_percent(postgresql: Server, rows_per_key: int) -> None:
    rows, pages = 60_000, 0
    for round_ in range(8):  # each with keys of its own, for the buckets of a key are the same ones each time
        postgresql.sql(
            f"SELECT setseed({round_ / 10}); DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t AS SELECT"
            f" {round_ * 100_000} + floor(random() * {rows // rows_per_key})::int AS k"
            f" FROM generate_series(1, {rows}); ANALYZE t; CREATE INDEX x ON t USING hash (k)"
        )
        pages += postgresql.size("x")
    said = predicted_bytes(f"postgresql.hash({rows}, per_key = {rows / (rows // rows_per_key)})")
    assert pages / 8 == pytest.approx(said, rel=0.02)


@pytest.mark.parametrize("order", ["built", "inserting"])
def test_one_row_a_key_more_makes_no_step_in_a_hash_index(order: str) -> None:
    sizes = [predicted_bytes(f'postgresql.hash(60_000, "{order}", per_key = {each})') for each in range(395, 421)]
    steps = [abs(after / before - 1) for before, after in itertools.pairwise(sizes)]
    assert max(steps) < 0.015


@pytest.mark.parametrize("rows_per_key", part_of([3, 12, 50, 300, 5000], 5))
def test_inserted_duplicates_are_within_fifteen_percent(postgresql: Server, rows_per_key: int) -> None:
    rows = 90_000
    postgresql.sql(
        "DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t (k bigint); CREATE INDEX x ON t (k); INSERT INTO t"
        f" SELECT (hashint4(i) & 2147483647) % {rows // rows_per_key} FROM generate_series(1, {rows}) AS i"
    )
    [[keys]] = postgresql.sql("SELECT count(DISTINCT k) FROM t")
    said = predicted_bytes(f"postgresql.btree.inserted_duplicates({rows}, 8 B, {rows / int(keys)})")
    assert postgresql.size("x") == pytest.approx(said, rel=0.15)


@pytest.mark.parametrize(("fill", "parts"), part_of([(100, 1), (100, 4), (85, 1), (70, 3), (60, 1)], 5))
def test_the_heap_after_updates_is_within_fifteen_percent(postgresql: Server, fill: int, parts: int) -> None:
    """Three rounds, each of all rows in so many parts, with a vacuum behind each part."""
    rows = 15_000
    postgresql.sql(
        f"DROP TABLE IF EXISTS t; CREATE TABLE t (id int, n int, b char(50)) WITH (fillfactor = {fill});"
        f" INSERT INTO t SELECT i, 0, 'x' FROM generate_series(1, {rows}) AS i; VACUUM t"
    )
    before = postgresql.size("t")
    for step in range(3 * parts):
        postgresql.sql(f"UPDATE t SET n = n + 1 WHERE id % {parts} = {step % parts}; VACUUM t")
    said = predicted_bytes(f"postgresql.heap.after_updates({before} B, {100 / parts}%, {fill}%)")
    assert postgresql.size("t") == pytest.approx(said, rel=0.15)


@pytest.mark.parametrize("share", part_of([2, 30, 70], 3))
def test_toast_of_a_column_with_nulls_is_within_one_percent(postgresql: Server, share: int) -> None:
    rows = 4000
    postgresql.sql(
        "DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t (b text); ALTER TABLE t ALTER b SET STORAGE EXTERNAL;"
        f" INSERT INTO t SELECT CASE WHEN i % 100 >= {share} THEN repeat('x', 5300) END"
        f" FROM generate_series(1, {rows}) AS i"
    )
    [[toast]] = postgresql.sql(
        "SELECT pg_relation_size(reltoastrelid) + pg_indexes_size(reltoastrelid) FROM pg_class WHERE relname = 't'"
    )
    moved = f"if uniform(0, 1) >= {share}% then 5300 B else 0 B"
    assert int(toast) == pytest.approx(predicted_bytes(f"postgresql.toast.column({rows}, {moved})"), rel=0.01)
