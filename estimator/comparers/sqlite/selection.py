"""The workloads that `verify sqlite` knows: tables with and without row ids, in order and not, and indexes."""

from __future__ import annotations

from estimator.comparers.tables import Load, by_splits

IN_ORDER, RANDOM, WITHOUT_ROWID = "table, in order", "table, random", "without rowid"
INDEX, INSERTED, LONG = "index, built", "table with index", "long values"
SPREAD = "table, lengths spread"
BOUNDS = {
    IN_ORDER: 0.01,
    RANDOM: 0.05,
    WITHOUT_ROWID: 0.05,
    INDEX: 0.01,
    INSERTED: 0.05,
    LONG: 0.01,
    SPREAD: 0.02,
}
PAGE = 4096
FREED = "index that is freed"  # what is measured of one that fills with its table
COLUMNS = "a INTEGER PRIMARY KEY, b TEXT"
# What is made of a row's number: one of the numbers below a prime once each, in no order that can be seen.
PRIME, FACTOR = 1_000_003, 611_953
SHUFFLED = f"(i * {FACTOR}) % {PRIME}"


def by_chance(size: float) -> int:
    """By how many bytes a size may be off where pages split by chance."""
    return by_splits(size / PAGE) * PAGE


def text(length: int) -> str:
    """A text of a length, which SQLite has no function for."""
    return f"replace(hex(zeroblob({length})), '00', 'x')"


def _table(name: str, kind: str, rows: int, columns: str, values: str, said: str) -> Load:
    order = ', 4096 B, "random"' if kind == RANDOM else ""
    said = f"sqlite.table({{rows}}, {said}{order})"
    made = (f"CREATE TABLE t ({columns})",)
    return Load(name, kind, rows, made, values, (), "t", said, elsewhere=by_chance if kind == RANDOM else None)


def _without_rowid(name: str, rows: int, key: str, record: str, order: str) -> Load:
    made = ("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID",)
    said = f'sqlite.without_rowid({{rows}}, {record}, order = "{order}")'
    elsewhere = by_chance if order == "random" else None
    return Load(name, WITHOUT_ROWID, rows, made, f"{key}, {text(25)}", (), "t", said, elsewhere=elsewhere)


def _inserted(name: str, kind: str, values: str, order: str) -> Load:
    """A table with an index that fills with it: both are what the database grows by."""
    made = ("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", "CREATE INDEX x ON t (b)")
    said = f'sqlite.table({{rows}}, sqlite.record(36 B, 2)) + sqlite.index({{rows}}, 36 B, order = "{order}")'
    return Load(name, kind, 60_000, made, values, (), "t", said, elsewhere=by_chance if order == "random" else None)


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
        Load(
            "without_rowid_pairs",  # as a table between two others has them
            WITHOUT_ROWID,
            60_000,
            ("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID",),
            f"1000 + {SHUFFLED} % 5000, 1000000 + i",
            (),
            "t",
            'sqlite.without_rowid({rows}, sqlite.record(5 B, 2), order = "random")',
            elsewhere=by_chance,
        ),
        Load(
            "without_rowid_uuids",
            WITHOUT_ROWID,
            40_000,
            ("CREATE TABLE t (k BLOB PRIMARY KEY, v TEXT) WITHOUT ROWID",),
            f"CAST(printf('%016d', {SHUFFLED}) AS BLOB), {text(100)}",
            (),
            "t",
            'sqlite.without_rowid({rows}, sqlite.record(116 B, 2, 1), order = "random")',
            elsewhere=by_chance,
        ),
        _inserted("index_ascending_36", INSERTED, "i, printf('%036d', i)", "ascending"),
        _inserted("index_random_36", INSERTED, f"i, printf('%036d', {SHUFFLED})", "random"),
        _index("index_8", 100_000, 8),
        _index("index_36", 100_000, 36),
        _index("index_120", 60_000, 120),
        _table("long_values_5000", LONG, 3000, COLUMNS, f"i, {text(5000)}", "sqlite.record(5000 B, 2, 1)"),
        _table("long_values_20_000", LONG, 2000, COLUMNS, f"i, {text(20_000)}", "sqlite.record(20_000 B, 2, 2)"),
    )
}
