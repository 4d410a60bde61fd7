"""The workloads that `verify mysql` knows: InnoDB's clustered and secondary indexes, in order and not, long values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.comparers.tables import Load, by_splits

if TYPE_CHECKING:
    from collections.abc import Callable

IN_ORDER, RANDOM = "table, in order", "table, random"
INDEX_IN_ORDER, INDEX_RANDOM, LONG = "index, in order", "index, random", "long values"
GROUPED = "index, grouped"
# Of lengths that are spread the mean alone is reckoned with, and how many go off their page is by chance.
SPREAD, LONG_ROWS = "table, lengths spread", "table, off-page"
COMPRESSED = "compressed"
BOUNDS = {
    IN_ORDER: 0.01,
    RANDOM: 0.10,
    INDEX_IN_ORDER: 0.01,
    INDEX_RANDOM: 0.10,
    GROUPED: 0.22,
    LONG: 0.10,
    SPREAD: 0.03,
    LONG_ROWS: 0.10,
    COMPRESSED: 0.18,
}
MADE = "CREATE TABLE t ({}) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4"
TABLE, INDEX = "data_length", "index_length"
PAGE = 16_384
SINGLE = 33  # pages of an index that are taken one by one, with the one above them
EXTENT = 64  # pages that are taken at a time then


def by_chance(size: float) -> int:
    """By how many bytes a size may be off where pages split by chance; a larger one has an extent more or not."""
    pages = size / PAGE
    return PAGE * (EXTENT + 1 if pages > SINGLE else by_splits(pages))


def _table(name: str, kind: str, rows: int, columns: str, values: str, row: str) -> Load:
    order = ', "random"' if kind == RANDOM else ""
    said = f"innodb.table({{rows}}, {row}{order})"
    return Load(name, kind, rows, (MADE.format(columns),), values, (), TABLE, said, elsewhere=_elsewhere(kind))


def _elsewhere(kind: str) -> Callable[[float], int] | None:
    return by_chance if kind in (RANDOM, INDEX_RANDOM) else None


def _index(name: str, kind: str, rows: int, column: tuple[str, str], entry: str) -> Load:
    order = "random" if kind == INDEX_RANDOM else "ascending"
    made = MADE.format(f"k bigint NOT NULL PRIMARY KEY, z {column[0]} NOT NULL, KEY (z)")
    said = f'innodb.index({{rows}}, {entry}, "{order}")'
    return Load(name, kind, rows, (made,), f"i, {column[1]}", (), INDEX, said, elsewhere=_elsewhere(kind))


def _grouped(name: str, groups: int) -> Load:
    """An index on a value that repeats, as a status or a tenant does; the values come by turns."""
    made = MADE.format(f"{_BIGINT}, z int NOT NULL, KEY (z)")
    said = f"innodb.grouped({{rows}}, innodb.index_entry(4 B, 8 B), {groups})"
    return Load(
        name, GROUPED, 100_000, (made,), f"i, i % {groups}", (), INDEX, said, EXTENT * PAGE, elsewhere=by_chance
    )


def _grouped_in_time(name: str, groups: int) -> Load:
    """An index on a value that repeats and on a time, as (tenant, created)."""
    made = MADE.format(f"{_BIGINT}, z int NOT NULL, w datetime(6) NOT NULL, KEY (z, w)")
    said = f"innodb.grouped({{rows}}, innodb.index_entry(12 B, 8 B), {groups})"
    values = f"i, i % {groups}, '2026-01-01' + INTERVAL i SECOND"
    return Load(name, GROUPED, 100_000, (made,), values, (), INDEX, said, EXTENT * PAGE, elsewhere=by_chance)


_BIGINT = "k bigint NOT NULL PRIMARY KEY"
_TEXT = "v varchar(300) NOT NULL"
_ASCII = "varchar(40) CHARACTER SET ascii"

WORKLOADS: dict[str, Load] = {
    each.name: each
    for each in (
        _table(
            "table_bigint", IN_ORDER, 60_000, f"{_BIGINT}, {_TEXT}", "i, repeat('x', 120)", "innodb.row(8 B, 120 B, 1)"
        ),
        _table(
            "table_of_numbers",
            IN_ORDER,
            60_000,
            f"{_BIGINT}, a int NOT NULL, b datetime(6) NOT NULL, c decimal(10, 2), d bigint",
            "i, 7, now(), 1.5, NULL",
            "innodb.row(8 B, 17 B, 0, 2)",
        ),
        _table(
            "table_uuid_text",
            IN_ORDER,
            40_000,
            f"k char(36) CHARACTER SET ascii NOT NULL PRIMARY KEY, {_TEXT}",
            "lpad(i, 36, '0'), repeat('x', 200)",
            "innodb.row(36 B, 200 B, 2)",
        ),
        _table(
            "table_random_bigint",
            RANDOM,
            60_000,
            f"{_BIGINT}, {_TEXT}",
            "conv(left(sha2(i, 256), 15), 16, 10), repeat('x', 120)",
            "innodb.row(8 B, 120 B, 1)",
        ),
        _table(
            "table_random_uuid",
            RANDOM,
            60_000,
            f"k binary(16) NOT NULL PRIMARY KEY, {_TEXT}",
            "unhex(left(sha2(i, 256), 32)), repeat('x', 120)",
            "innodb.row(16 B, 120 B, 1)",
        ),
        _table(
            "table_random_uuid_text",
            RANDOM,
            60_000,
            f"k {_ASCII} NOT NULL PRIMARY KEY, {_TEXT}",
            "left(sha2(i, 256), 32), repeat('x', 120)",
            "innodb.row(32 B, 120 B, 2)",
        ),
        _index("index_int", INDEX_IN_ORDER, 100_000, ("int", "i"), "innodb.index_entry(4 B, 8 B)"),
        _index("index_datetime", INDEX_IN_ORDER, 60_000, ("datetime(6)", "'2026-01-01' + INTERVAL i SECOND"),
               "innodb.index_entry(8 B, 8 B)"),
        _index("index_random_int", INDEX_RANDOM, 75_000, ("int unsigned", "conv(left(sha2(i, 256), 8), 16, 10)"),
               "innodb.index_entry(4 B, 8 B)"),
        # With 60,000 it needs about as many pages as its extents have: one more is taken in two of eight such indexes.
        _index("index_random_uuid", INDEX_RANDOM, 70_000, ("binary(16)", "unhex(left(sha2(i, 256), 32))"),
               "innodb.index_entry(16 B, 8 B)"),
        _index("index_random_text", INDEX_RANDOM, 100_000, (_ASCII, "left(sha2(i, 256), 32)"),
               "innodb.index_entry(32 B, 8 B, 1)"),
        _grouped("grouped_by_5", 5),
        _grouped("grouped_by_100", 100),
        _grouped("grouped_by_5000", 5000),
        _grouped_in_time("grouped_by_20_in_time", 20),
        Load("index_random_by_uuid", INDEX_RANDOM, 60_000,
             (MADE.format("k binary(16) NOT NULL PRIMARY KEY, z int NOT NULL, KEY (z)"),),
             "unhex(left(sha2(i, 256), 32)), conv(left(sha2(-i, 256), 7), 16, 10)", (), INDEX,
             'innodb.index({rows}, innodb.index_entry(4 B, 16 B), "random")', elsewhere=by_chance),
        *[
            Load(
                f"long_values_{length:_}",
                LONG,
                1000,
                (MADE.format(f"{_BIGINT}, v longtext NOT NULL"),),
                f"i, repeat('x', {length})",
                (),
                TABLE,
                "innodb.table({rows}, innodb.row(8 B, 20 B, 1), off_page = {rows} * "  # which are where it lies
                f"innodb.off_page({length} B))",
            )
            for length in (9000, 20_000, 40_000)
        ],
    )
}  # fmt: skip
