"""The workloads of `verify postgresql` whose index is no plain btree: groups and equal keys, GIN, GiST, hash, BRIN."""

from __future__ import annotations

from estimator.comparers.tables import Load

GROUPED, INSERTED, GIN, GIST = "btree, grouped", "btree, equal keys inserted", "gin", "gist"
HASH, BRIN, SPGIST = "hash", "BRIN", "sp-gist"
OTHER_BOUNDS = {GROUPED: 0.10, INSERTED: 0.15, GIN: 0.15, GIST: 0.15, SPGIST: 0.15, HASH: 0.03, BRIN: 0.01}
# Whole numbers of 31 bits of a row, the same on every run and in no order that can be seen; of each `e` in a row.
CHANCE_OF_GROUPS = "(hashint8(i * 16 + 3) & 2147483647)"
CHANCE, CHANCE_OF_EACH = "(hashint8(i) & 2147483647)", "(hashint8(i * 16 + e) & 2147483647)"


def _index(name: str, kind: str, rows: int, columns: str, values: str, index: str, said: str) -> Load:
    """An index `x` that is built on a filled table, or filled with it; then what waits in it is put in its place."""
    table, made = f"CREATE UNLOGGED TABLE t ({columns})", f"CREATE INDEX x ON t {index}"
    if '"inserting"' not in said and kind in (GIN, GIST, HASH):
        return Load(name, kind, rows, (table,), values, ("ANALYZE t", made), "x", said)
    return Load(name, kind, rows, (table, made), values, ("VACUUM t",), "x", said)


def _items(each: str, number: int, made: str = "array_agg(DISTINCT v)") -> str:
    """What a row has of items: one for each number, and those that come twice once."""
    return f"(SELECT {made} FROM (SELECT {each} AS v FROM generate_series(1, {number}) AS e) AS each_one)"


def _even(different: int) -> str:
    """One of so many items, each as often."""
    return f"{CHANCE_OF_EACH} % {different}"


def _zipf(different: int) -> str:
    """One of so many items, as often as Zipf's law has it."""
    return f"floor(exp({CHANCE_OF_EACH} / 2147483648.0 * ln({different + 1})))::int"


def _different(drawn: int, possible: int, frequency: str = "zipf") -> str:
    """How many of so many items are in a table whose rows draw so many each."""
    return f'postgresql.gin.found({drawn} * {{rows}}, {possible}, "{frequency}")'


def _gin(name: str, rows: int, kind: str, items: tuple[str, str], arguments: str, more: str) -> list[Load]:
    return [
        _index(
            f"gin_{name}_{order}",
            GIN,
            rows,
            f"k {kind}",
            items[0],
            f"USING gin (k {items[1]})",
            f'postgresql.gin({{rows}}, {arguments}, order = "{order}", {more})',
        )
        for order in ("built", "inserting")
    ]


def _gist(name: str, rows: int, column: tuple[str, str], key: str, built: str = "built") -> list[Load]:
    return [
        _index(
            f"gist_{name}_{filled}",
            GIST,
            rows,
            f"k {column[0]}",
            column[1],
            "USING gist (k)",
            f'postgresql.gist({{rows}}, {key}, filled = "{filled}")',
        )
        for filled in (built, "inserting")
    ]


def _hash(name: str, rows: int, order: str) -> Load:
    said = f'postgresql.hash({{rows}}, "{order}")'
    return _index(name, HASH, rows, "k text", "repeat('x', 90) || i", "USING hash (k)", said)


def _grouped(name: str, groups: int, group: tuple[str, str]) -> Load:
    """An index on a group and on what grows in it, as (tenant, time): the groups come by chance."""
    said = f"postgresql.btree.grouped({{rows}}, 16 B, {groups}, group = {group[1]}, heap_rows = 185)"
    values = f"{CHANCE_OF_GROUPS} % {groups}, i"
    return _index(name, GROUPED, 150_000, f"a {group[0]}, b bigint", values, "(a, b)", said)


def _inserted(rows_per_key: int) -> Load:
    said = f"postgresql.btree.inserted_duplicates({{rows}}, 8 B, {rows_per_key})"
    values = f"{CHANCE} % ({{rows}} / {rows_per_key})"
    return _index(f"inserted_equal_keys_{rows_per_key}", INSERTED, 100_000, "k bigint", values, "(k)", said)


def _brin(name: str, rows: int, column: tuple[str, str], row: str, pages: int) -> Load:
    """Of integers that ascend, one that sums up so many pages each."""
    made = f"CREATE INDEX x ON t USING brin (k) WITH (pages_per_range = {pages})"
    said = f"postgresql.btree.brin(postgresql.heap.pages({{rows}}, postgresql.row({row}, 1)), {row}, {pages})"
    return Load(name, BRIN, rows, (f"CREATE UNLOGGED TABLE t (k {column[0]})",), column[1], (made,), "x", said)


_JSON = "to_jsonb(array_agg(DISTINCT v))"
_WORDS = "array_to_tsvector(array_agg(DISTINCT v))"
_TIMES = ("tsrange", "tsrange('2026-01-01'::timestamp + i * interval '5 min', NULL)")

OTHERS: tuple[Load, ...] = (
    _grouped("grouped_by_20", 20, ("bigint", "8 B")),
    _grouped("grouped_by_2000", 2000, ("int", "4 B")),
    _inserted(12),
    _inserted(300),
    *_gin("integers_even", 30_000, "int[]", (_items(_even(1000), 5), "array_ops"),
          f'4.99, {_different(5, 1000, "even")}, 4 B, "even"', "heap_rows = 107"),
    *_gin("integers_zipf", 30_000, "int[]", (_items(_zipf(4000), 6), "array_ops"),
          f'5.80, {_different(6, 4000)}, 4 B, "zipf"', "heap_rows = 107"),
    *_gin("uuids", 15_000, "uuid[]", (_items("md5(i || '/' || e)::uuid", 3), "array_ops"), "0, 1, 16 B",
          "singles = 3, heap_rows = 80.6"),
    *_gin("jsonb_paths", 20_000, "jsonb", (_items(f"'k' || {_zipf(3000)}", 7, _JSON), "jsonb_path_ops"),
          f'6.71, {_different(7, 3000)}, 4 B, "zipf"', "heap_rows = 94.8"),
    *_gin("words", 20_000, "tsvector", (_items(f"'w' || {_zipf(20_000)}", 12, _WORDS), "tsvector_ops"),
          f'11.43, {_different(12, 20_000)}, 6.3 B, "zipf"', "heap_rows = 64.7"),
    *_gist("points", 25_000, ("point", f"point({CHANCE}, hashint8(-i))"), "32 B", "sorted"),
    *_gist("ranges", 25_000, ("int8range", f"int8range({CHANCE}, {CHANCE}::bigint + 50)"), "22 B"),
    *_gist("times", 25_000, _TIMES, '14 B, "ascending"'),
    _hash("hash_built", 90_000, "built"),
    _hash("hash_inserted", 90_000, "inserting"),
    _brin("brin", 200_000, ("bigint", "i"), "8 B", 2),
    _brin("brin_of_128_pages", 200_000, ("bigint", "i"), "8 B", 128),
    _brin("brin_of_single_pages", 200_000, ("int", "i"), "4 B", 1),
)  # fmt: skip
