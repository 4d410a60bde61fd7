"""The workloads that `verify postgresql` knows: heaps, TOAST, indexes by how they came to be, and the log."""

from __future__ import annotations

from estimator.comparers.postgresql.other_indexes import OTHER_BOUNDS, OTHERS
from estimator.comparers.tables import Load

# Of lengths that are spread, how many are too long for a row is drawn, and the sheet's own mean is over points.
SPREAD_HEAP, SPREAD_TOAST = "heap, lengths spread", "TOAST, lengths spread"
HEAP, TOAST, BUILT, ASCENDING = "heap", "TOAST", "btree, built", "btree, ascending"
RANDOM, DUPLICATES, LOG = "btree, random", "btree, equal keys", "log"
BOUNDS = {
    HEAP: 0.01,
    TOAST: 0.01,
    SPREAD_HEAP: 0.02,
    SPREAD_TOAST: 0.15,
    BUILT: 0.01,
    ASCENDING: 0.01,
    RANDOM: 0.10,
    DUPLICATES: 0.01,
    **OTHER_BOUNDS,
    LOG: 0.03,
}
LOGGED_BEFORE = 20_001  # rows that are there before the log of further ones is measured
SPLITS_BY_CHANCE, LOG_OF_A_SPLIT = 10, 4096  # of pages, more or fewer among some thousand rows; bytes of half a page
PLAIN = "ALTER TABLE t ALTER b SET STORAGE EXTERNAL"  # a text of one letter would be compressed to nothing


def _heap(name: str, rows: int, columns: str, values: str, expression: str, options: str = "") -> Load:
    made = (f"CREATE UNLOGGED TABLE t ({columns}) {options}", *([PLAIN] if "b text" in columns else []))
    return Load(name, HEAP, rows, made, values, (), "t", f"postgresql.heap({{rows}}, {expression})")


def _toast(name: str, rows: int, length: str, spread: str) -> Load:
    made = ("CREATE UNLOGGED TABLE t (a bigint, b text)", PLAIN)
    said = f"postgresql.toast({{rows}}, {spread})"
    return Load(name, TOAST, rows, made, f"i, repeat('x', {length})", (), "toast", said)


def _built(name: str, kind: str, rows: int, column: tuple[str, str], said: str) -> Load:
    made = (f"CREATE UNLOGGED TABLE t (k {column[0]})",)
    return Load(name, kind, rows, made, column[1], ("CREATE INDEX x ON t (k)",), "x", said)


def _inserted(name: str, kind: str, rows: int, column: tuple[str, str], said: str) -> Load:
    made = (f"CREATE UNLOGGED TABLE t (k {column[0]})", "CREATE INDEX x ON t (k)")
    return Load(name, kind, rows, made, column[1], (), "x", said)


def _log(name: str, column: tuple[str, str], length: int, said: str, grain: int = 0) -> Load:
    rows = 20_000
    filled = f"INSERT INTO t SELECT {column[1]}, '' FROM generate_series(-{LOGGED_BEFORE - 1}, 0) AS i"
    made = (f"CREATE TABLE t (k {column[0]} PRIMARY KEY, b text)", filled)
    return Load(name, LOG, rows, made, f"{column[1]}, repeat('x', {length})", (), "log", said, grain)


_BIGINT, _UUID = ("bigint", "i"), ("uuid", "lpad(to_hex(i), 32, '0')::uuid")
_TEXT = ("text", "lpad(i::text, 36, '0')")
_SHUFFLED, _RANDOM_UUID = ("bigint", "hashint8(i)::bigint * 1000000 + i"), ("uuid", "md5(i::text)::uuid")

WORKLOADS: dict[str, Load] = {
    each.name: each
    for each in (
        _heap("heap_of_integers", 200_000, "a int", "i", "postgresql.row(4 B, 1)"),
        _heap("heap_of_bigint_and_text", 50_000, "a bigint, b text", "i, repeat('x', 33)", "postgresql.row(42 B, 2)"),
        _heap("heap_of_three_kinds", 50_000, "a smallint, b bigint, c bool", "1, i, true", "postgresql.row(17 B, 3)"),
        _heap("heap_with_null", 50_000, "a bigint, b text", "i, NULL", 'postgresql.row(8 B, 2, "yes")'),
        _heap(
            "heap_of_texts_100_to_1100",
            20_000,
            "a bigint, b text",
            "i, repeat('x', 100 + ((i * 7919) % 1001)::int)",
            "postgresql.row(postgresql.row.variable(8 B, uniform(99 B, 1100 B)), 2)",
        ),
        _heap(
            "heap_with_fillfactor_70",
            20_000,
            "a bigint, b text",
            "i, repeat('x', 60)",
            "postgresql.row(69 B, 2), 70%",
            "WITH (fillfactor = 70)",
        ),
        _toast("toast_3000", 3000, "3000", "3000 B"),
        _toast("toast_10_000", 3000, "10000", "10_000 B"),
        _toast("toast_2500_to_11_500", 3000, "2500 + ((i * 7919) % 9001)::int", "uniform(2500 B, 11_501 B)"),
        _built("built_bigint", BUILT, 200_000, _BIGINT, "postgresql.btree({rows}, 8 B)"),
        _built("built_uuid", BUILT, 120_000, _UUID, "postgresql.btree({rows}, 16 B)"),
        _built("built_text", BUILT, 120_000, _TEXT, "postgresql.btree({rows}, postgresql.btree.text_key(36 B))"),
        _inserted("ascending_bigint", ASCENDING, 150_000, _BIGINT, 'postgresql.btree({rows}, 8 B, "ascending")'),
        _inserted("ascending_uuid", ASCENDING, 100_000, _UUID, 'postgresql.btree({rows}, 16 B, "ascending")'),
        _inserted("random_bigint", RANDOM, 150_000, _SHUFFLED, 'postgresql.btree({rows}, 8 B, "random")'),
        _inserted("random_uuid", RANDOM, 100_000, _RANDOM_UUID, 'postgresql.btree({rows}, 16 B, "random")'),
        _built(
            "equal_keys_10",
            DUPLICATES,
            200_000,
            ("int", "i / 10"),
            "postgresql.btree.deduplicated({rows}, 4 B, 10)",
        ),
        _built(
            "equal_keys_500",
            DUPLICATES,
            200_000,
            ("bigint", "i / 500"),
            "postgresql.btree.deduplicated({rows}, 8 B, 500)",
        ),
        *OTHERS,
        _log(
            "log_of_inserts",
            _BIGINT,
            100,
            "{rows} * postgresql.wal(postgresql.row(postgresql.row.variable(8 B, 100 B), 2), 8 B)",
        ),
        _log(
            "log_of_random_keys",
            _RANDOM_UUID,
            100,
            "{rows} * postgresql.wal.with_page_headers(postgresql.wal.commit"
            " + postgresql.wal.insert(postgresql.row(postgresql.row.variable(16 B, 100 B), 2))"
            f" + postgresql.wal.index_from(16 B, {LOGGED_BEFORE}, {{rows}}))",
            SPLITS_BY_CHANCE * LOG_OF_A_SPLIT,
        ),
    )
}
