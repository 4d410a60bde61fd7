"""The workloads that `verify sqlite` knows: tables with and without row ids, in order and not, and indexes."""

from __future__ import annotations

from estimator.comparers.tables import Load

IN_ORDER, RANDOM, WITHOUT_ROWID = "table, in order", "table, random", "without rowid"
INDEX, LONG = "index, built", "long values"
BOUNDS = {IN_ORDER: 0.01, RANDOM: 0.05, WITHOUT_ROWID: 0.05, INDEX: 0.01, LONG: 0.01}
COLUMNS = "a INTEGER PRIMARY KEY, b TEXT"
# What is made of a row's number: one of the numbers below a prime once each, in no order that can be seen.
PRIME, FACTOR = 1_000_003, 611_953
SHUFFLED = f"(i * {FACTOR}) % {PRIME}"


def text(length: int) -> str:
    """A text of a length, which SQLite has no function for."""
    return f"replace(hex(zeroblob({length})), '00', 'x')"


def _table(name: str, kind: str, rows: int, columns: str, values: str, said: str) -> Load:
    order = ', 4096 B, "random"' if kind == RANDOM else ""
    return Load(
        name, kind, rows, (f"CREATE TABLE t ({columns})",), values, (), "t", f"sqlite.table({{rows}}, {said}{order})"
    )


def _without_rowid(name: str, rows: int, key: str, record: str, order: str) -> Load:
    made = ("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID",)
    said = f'sqlite.without_rowid({{rows}}, {record}, order = "{order}")'
    return Load(name, WITHOUT_ROWID, rows, made, f"{key}, {text(25)}", (), "t", said)


def _index(name: str, rows: int, length: int) -> Load:
    long = ", long_texts = 1" if length >= 58 else ""
    return Load(
        name,
        INDEX,
        rows,
        (f"CREATE TABLE t ({COLUMNS})",),
        f"i, printf('%0{length}d', i)",
        ("CREATE INDEX x ON t (b)",),
        "x",
        f"sqlite.index({{rows}}, {length} B{long})",
    )


WORKLOADS: dict[str, Load] = {
    each.name: each
    for each in (
        _table("table_of_texts_30", IN_ORDER, 100_000, COLUMNS, f"i, {text(30)}", "sqlite.record(30 B, 2)"),
        _table("table_of_texts_333", IN_ORDER, 50_000, COLUMNS, f"i, {text(333)}", "sqlite.record(333 B, 2, 1)"),
        _table(
            "table_of_numbers",
            IN_ORDER,
            100_000,
            "a INTEGER PRIMARY KEY, b REAL, c INT, d INT",
            "i, i + 0.5, 1000000, NULL",
            "sqlite.record(11 B, 4)",
        ),
        _table("table_random", RANDOM, 60_000, COLUMNS, f"{SHUFFLED}, {text(50)}", "sqlite.record(50 B, 2)"),
        _table("table_random_150", RANDOM, 60_000, COLUMNS, f"{SHUFFLED}, {text(150)}", "sqlite.record(150 B, 2, 1)"),
        _without_rowid("without_rowid", 60_000, "printf('%036d', i)", "sqlite.record(61 B, 2)", "ascending"),
        _without_rowid(
            "without_rowid_random", 60_000, f"printf('%036d', {SHUFFLED})", "sqlite.record(61 B, 2)", "random"
        ),
        _index("index_8", 100_000, 8),
        _index("index_36", 100_000, 36),
        _index("index_120", 60_000, 120),
        _table("long_values_5000", LONG, 3000, COLUMNS, f"i, {text(5000)}", "sqlite.record(5000 B, 2, 1)"),
        _table("long_values_20_000", LONG, 2000, COLUMNS, f"i, {text(20_000)}", "sqlite.record(20_000 B, 2, 2)"),
    )
}
