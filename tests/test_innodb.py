"""The formulas for InnoDB against a running MariaDB: tables and indexes of random shapes, by what it reports."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central
from tests.data import lines, part_of
from tests.mariadb import Server, server
from tests.predictions import BITS_PER_BYTE, predicted_all, predicted_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 16_384
EXTENT = 64  # pages: space is taken by extents
# A primary key's type, its bytes, whether its length is variable, and its values in ascending and in random order.
KEYS = {
    "bigint": ("bigint", 8, 0, "seq", "conv(left(md5(seq), 15), 16, 10)"),
    "binary": ("binary(16)", 16, 0, "lpad(seq, 16, '0')", "unhex(md5(seq))"),
    "char": ("char(36) character set ascii", 36, 0, "lpad(seq, 36, '0')", "concat(md5(seq), 'abcd')"),
    "varchar": ("varchar(40) character set ascii", 32, 1, "lpad(seq, 32, '0')", "md5(seq)"),
}


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Server]:
    with server() as running:
        yield running


def columns(chance: random.Random) -> tuple[list[str], list[str], int, int, int]:
    """Random columns and a row's values for them; the bytes, the bytes of lengths and the nullable columns."""
    kinds, values, size, lengths, nullable = [], [], 0, 0, 0
    for place in range(chance.randint(1, 5)):
        kind = chance.choice(["int", "bigint", "datetime", "decimal", "char", "short", "long", "text", "null"])
        length = chance.choice([0, 10, 126, 127, 128, 129, chance.randint(0, 900)])
        if kind in ("int", "datetime", "decimal"):
            written, bytes_, value = {
                "int": ("int", 4, "7"),
                "datetime": ("datetime(6)", 8, "now()"),
                "decimal": ("decimal(10, 2)", 5, "1.5"),
            }[kind]
            kinds.append(f"c{place} {written} NOT NULL")
            size += bytes_
        elif kind in ("bigint", "null"):
            kinds.append(f"c{place} bigint")
            value = "7" if kind == "bigint" else "NULL"
            size += 8 if kind == "bigint" else 0
            nullable += 1
        elif kind == "char":
            kinds.append(f"c{place} char({length % 60 + 1}) character set latin1 NOT NULL")
            value = "'a'"
            size += length % 60 + 1
        else:
            length = length % 60 if kind == "short" else length
            written = {"short": "varchar(60)", "long": "varchar(1000)", "text": "text"}[kind]
            kinds.append(f"c{place} {written} NOT NULL")
            value = f"repeat('x', {length})"
            size += length
            lengths += 1 if length <= 127 else 2
        values.append(value)
    return kinds, values, size, lengths, nullable


@pytest.mark.parametrize("seed", range(24))
def test_a_table_filled_in_order_is_within_half_a_percent(mariadb: Server, seed: int) -> None:
    """Its clustered index, and a secondary one whose keys ascend too."""
    chance = random.Random(seed)
    kind, key, variable, ascending, _ = KEYS[chance.choice([*KEYS])]
    kinds, values, size, lengths, nullable = columns(chance)
    rows = chance.choice([1, 50, chance.randint(100, 2000), chance.randint(2000, 20_000)])
    mariadb.sql(
        f"DROP TABLE IF EXISTS t; CREATE TABLE t (k {kind} NOT NULL PRIMARY KEY, {', '.join(kinds)},"
        " z int NOT NULL, KEY (z)) ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4;"
        f" INSERT INTO t SELECT {ascending}, {', '.join(values)}, seq FROM seq_1_to_{rows}"
    )
    table, index = mariadb.sizes("t")
    row = f"innodb.row({key} B, {size + 4} B, {lengths + variable}, {nullable})"
    assert table == pytest.approx(predicted_bytes(f"innodb.table({rows}, {row})"), rel=0.005)
    entry = f"innodb.index_entry(4 B, {key} B, {variable})"
    said = predicted_bytes(f'innodb.index({rows}, {entry}, "ascending")')
    assert index == pytest.approx(said, rel=0.005)


@pytest.mark.parametrize("name", KEYS)
def test_a_table_filled_in_random_order_is_within_ten_percent(mariadb: Server, name: str) -> None:
    """How full pages are swings as they split in step; space is taken by extents of a megabyte."""
    kind, key, variable, _, shuffled = KEYS[name]
    rows = 60_000
    mariadb.sql(
        f"DROP TABLE IF EXISTS t; CREATE TABLE t (k {kind} NOT NULL PRIMARY KEY, v varchar(300) NOT NULL)"
        f" ROW_FORMAT=DYNAMIC; INSERT INTO t SELECT {shuffled}, repeat('x', 120) FROM seq_1_to_{rows}"
    )
    table, _ = mariadb.sizes("t")
    said = predicted_bytes(f'innodb.table({rows}, innodb.row({key} B, 120 B, {1 + variable}), "random")')
    assert table == pytest.approx(said, rel=0.10)


def test_random_order_is_as_it_was_measured() -> None:
    """Leaf pages of tables within 6%; what is reserved within a tenth, or an extent of it."""
    tables = [line.split() for line in lines("innodb/random_tables.txt")]
    indexes = [line.split() for line in lines("innodb/random_indexes.txt")]
    leaves = predicted_all([f'innodb.leaf_pages({rows}, {row} B, "random")' for rows, row, _, _ in tables])
    for said, (rows, row, found, _) in zip(leaves, tables, strict=True):
        assert said == pytest.approx(int(found), rel=0.06), (rows, row)
    sizes = [f'innodb.table({rows}, {row} B, "random", 16 B)' for rows, row, _, _ in tables]
    sizes += [f'innodb.index({rows}, {entry} B, "random")' for rows, entry, _ in indexes]
    both = [*tables, *indexes]
    missed = 0
    for said, case in zip(predicted_all(sizes), both, strict=True):
        taken = int(case[-1])
        pages = said / BITS_PER_BYTE / PAGE
        assert pages == pytest.approx(taken, abs=max(0.1 * taken, EXTENT + 1)), case
        missed += abs(pages - taken) > 0.1 * taken
    assert missed <= 0.1 * len(both)


def test_what_is_built_is_as_it_was_measured() -> None:
    """To the page."""
    cases = [[int(number) for number in line.split()] for line in lines("innodb/built.txt")]
    asked, found = [], []
    for rows, text, table, index in cases:
        asked.append(f'innodb.table({rows}, innodb.row(8 B, {text} B, {1 if text < 128 else 2}), "built")')
        asked.append(f'innodb.index({rows}, innodb.index_entry(20 B, 8 B, 1), "built")')
        found += [table, index]
    assert [answer / BITS_PER_BYTE / PAGE for answer in predicted_all(asked)] == found


def test_repeated_keys_are_as_they_were_measured() -> None:
    """Within a tenth or an extent of what was reserved; leaf pages swing where a value takes about one."""
    cases = [line.split() for line in lines("innodb/repeated_keys.txt")]
    said = predicted_all([f"innodb.grouped({rows}, {entry} B, {values})" for rows, values, entry, _, _ in cases])
    for answer, case in zip(said, cases, strict=True):
        found = int(case[-1])
        assert answer / BITS_PER_BYTE / PAGE == pytest.approx(found, abs=max(0.1 * found, EXTENT + 1)), case


def test_few_values_take_extents_of_their_own_in_large_trees() -> None:
    """Within a tenth or an extent, nine in ten within a tenth, and together within 2%."""
    indexes = [line.split() for line in lines("innodb/few_values.txt")]
    tables = [line.split() for line in lines("innodb/few_groups.txt")]
    asked = [f"innodb.grouped({rows}, {entry} B, {values})" for rows, values, entry, _ in indexes]
    asked += [f'innodb.table({rows}, {row} B, "by turns", 12 B, {groups})' for rows, groups, row, _ in tables]
    errors = []
    for answer, case in zip(predicted_all(asked), [*indexes, *tables], strict=True):
        pages, found = answer / BITS_PER_BYTE / PAGE, int(case[-1])
        assert pages == pytest.approx(found, abs=max(0.1 * found, EXTENT + 2)), case
        errors.append(pages / found - 1)
    assert sum(abs(each) > 0.1 for each in errors) <= 0.1 * len(errors)
    assert abs(sum(errors)) <= 0.02 * len(errors)


def test_rows_that_became_longer_are_as_they_were_measured() -> None:
    """Within a tenth or an extent, but for one of all."""
    cases = [line.split() for line in lines("innodb/lengthened.txt")]
    said = predicted_all([
        f"innodb.lengthened({rows}, {before} B, {after} B, {share}%)" for rows, before, after, share, _ in cases
    ])  # fmt: skip
    missed = []
    for answer, case in zip(said, cases, strict=True):
        pages, found = answer / BITS_PER_BYTE / PAGE, int(case[-1])
        if abs(pages - found) > max(0.1 * found, EXTENT + 2):
            missed.append(case)
            assert pages == pytest.approx(found, rel=0.11), case
    assert len(missed) <= 1, missed


def test_what_is_compressed_is_as_it_was_measured() -> None:
    """Tables, and indexes in them, within 18% or an extent, by what zlib makes of their rows."""
    cases = [line.split() for line in lines("innodb/compressed.txt")]
    asked, found = [], []
    for order, rows, block, row, shrinks, table, shrinks_index, index in cases:
        asked.append(f'innodb.table({rows}, innodb.in_block({row} B, {block} KiB, {shrinks}), "{order}")')
        asked.append(f'innodb.index({rows}, innodb.in_block(17 B, {block} KiB, {shrinks_index}, 0 B), "random")')
        found += [int(table), int(index)]
    for line, said, taken in zip(asked, predicted_all(asked), found, strict=True):
        assert said / BITS_PER_BYTE / PAGE == pytest.approx(taken, abs=max(0.18 * taken, EXTENT + 1)), line


def test_rows_of_many_groups_are_as_they_were_measured() -> None:
    """Leaf pages within 5% where a group has a page, else 9%; what is reserved within a tenth more, or an extent."""
    cases = [line.split() for line in lines("innodb/turns.txt")]
    leaves = predicted_all([f'innodb.leaf_pages({case[0]}, {case[2]} B, "by turns", {case[1]})' for case in cases])
    sizes = predicted_all([f'innodb.table({case[0]}, {case[2]} B, "by turns", 12 B, {case[1]})' for case in cases])
    for case, pages, size in zip(cases, leaves, sizes, strict=True):
        rows, groups, row, found, taken = [float(number) for number in case]
        near = 0.05 if rows / groups * row > 15_228 else 0.09
        assert pages == pytest.approx(found, rel=near), case
        assert size / BITS_PER_BYTE / PAGE == pytest.approx(taken, abs=max((near + 0.1) * taken, EXTENT + 1)), case


def test_the_redo_log_is_as_it_was_measured() -> None:
    """Inserts within 12%, updates within 20%: what a transaction costs differs, and purges come when they come."""
    cases = [line.split() for line in lines("innodb/redo.txt")]
    asked = []
    for whose, _, what, row, changed, indexes, at_once, order, _ in cases:
        own = f"{row} B" if what == "insert" else f"{changed} B"
        end = f', "{order}"' if what == "insert" else ""
        entries = f"{17 * int(indexes)} B, {indexes}"
        asked.append(f'redo_log.{what}({own}, {entries}, {at_once}{end}, server = "{whose}")')
    for said, answer, case in zip(asked, predicted_all(asked), cases, strict=True):
        near = 0.12 if case[2] == "insert" else 0.20
        assert answer / BITS_PER_BYTE == pytest.approx(int(case[-1]), rel=near), said


def test_mysql_fills_its_pages_as_mariadb_does() -> None:
    """MySQL 9.7: in order within 1%; random or grouped within a tenth, or an extent of it."""
    cases = [line.split(maxsplit=2) for line in lines("innodb/mysql.txt")]
    missed = 0
    for (pages, _, said), answer in zip(cases, predicted_all([case[2] for case in cases]), strict=True):
        found, taken = answer / BITS_PER_BYTE / PAGE, int(pages)
        if '"ascending"' in said:
            assert found == pytest.approx(taken, rel=0.01), said
        assert found == pytest.approx(taken, abs=max(0.1 * taken, EXTENT + 1)), said
        missed += abs(found - taken) > 0.1 * taken
    assert missed <= 0.1 * len(cases)


def test_mysql_keeps_long_values_by_an_index_of_their_pages() -> None:
    """MySQL 9.7, to the page: what is left of a COMPACT row fills a few of its own."""
    cases = [line.split() for line in lines("innodb/long_values.txt")]
    asked = [f'innodb.off_page({case[1]} B, server = "mysql", row_format = "{case[0]}")' for case in cases]
    for (form, length, rows, pages), answer in zip(cases, predicted_all(asked), strict=True):
        own = 0 if form == "dynamic" else int(rows) // (15_228 // 820) + 2
        assert 0 <= int(pages) - int(rows) * answer / BITS_PER_BYTE / PAGE <= max(4, own), (form, length)


def test_a_file_is_as_it_was_measured() -> None:
    """To the page, but for an extent on a few."""
    cases = [[int(number) for number in line.split()] for line in lines("innodb/files.txt")]
    said = predicted_all([f"innodb.file({pages} * 16 KiB, {indexes})" for pages, indexes, _ in cases])
    apart = [abs(answer / BITS_PER_BYTE - case[-1]) for answer, case in zip(said, cases, strict=True)]
    assert max(apart) <= EXTENT * PAGE
    assert sum(each > PAGE for each in apart) <= 0.1 * len(cases)


@pytest.mark.parametrize("case", lines("innodb/partitions.txt"), ids=lambda case: case.rpartition("PARTITION BY")[2])
def test_each_partition_has_trees_and_a_file_of_its_own(case: str) -> None:
    rows, data, indexes, files, made = case.split(" ", 4)
    sheet = sheet_text(list(read_schema(f"CREATE TABLE t ({made};", "t.sql", "mysql").tables), "t.sql")
    said = central(module_from_text(sheet, "t.sql"), [f"t_rows={rows} row"])
    assert said["t_data"] / BITS_PER_BYTE == pytest.approx(int(data), rel=0.01)
    assert said["t_files"] / BITS_PER_BYTE == pytest.approx(int(files), rel=0.01)
    if int(indexes):
        assert (said["t_size"] - said["t_data"]) / BITS_PER_BYTE == pytest.approx(int(indexes), rel=0.01)


@pytest.mark.parametrize("length", [700, 5000, 17_000])
def test_a_compact_row_keeps_the_head_of_a_long_value(mariadb: Server, length: int) -> None:
    sizes = [5000, length, 3000]
    columns = ", ".join([f"c{place} longtext CHARACTER SET latin1 NOT NULL" for place in range(3)])
    text = f"CREATE TABLE `t` (`k` bigint NOT NULL PRIMARY KEY, {columns}) ENGINE=InnoDB ROW_FORMAT=COMPACT;"
    values = ", ".join([f"repeat('x', {size})" for size in sizes])
    mariadb.sql(f"DROP TABLE IF EXISTS t; {text} INSERT INTO t SELECT seq, {values} FROM seq_1_to_1000")
    found, _ = mariadb.sizes("t")
    given = ["t_rows=1000 row", *[f"t.c{place}.length={size} B" for place, size in enumerate(sizes)]]
    sheet = sheet_text(list(read_schema(text, "t.sql").tables), "t.sql")
    said = central(module_from_text(sheet, "t.sql"), given)["t_size"] / BITS_PER_BYTE
    assert found == pytest.approx(said, abs=(2 * EXTENT + 1) * PAGE)  # of 22 to 38 MB


# What an index is on, the bytes of its entry beside an int, and its random values.
VALUES = {
    "int": ("int", 13, "floor(rand(1) * 2147483647)"),
    "decimal": ("decimal(18, 4)", 17, "rand(1) * 1e12"),
    "varchar": ("varchar(60) character set ascii", 50, "concat(md5(rand(1)), 'abcdefgh')"),
    "texts": ("varchar(400) character set ascii", 110, "concat(md5(rand(1)), repeat('x', floor(rand(2) * 137)))"),
}


@pytest.mark.parametrize("name", part_of([*VALUES], 2))
def test_an_index_on_random_values_grows_as_its_pages_split_in_step(mariadb: Server, name: str) -> None:
    kind, entry, values = VALUES[name]
    mariadb.sql(
        f"DROP TABLE IF EXISTS t; CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v {kind} NOT NULL, KEY (v))"
    )
    before = 0
    for rows in (30_000, 48_000, 70_000):
        mariadb.sql(
            f"INSERT INTO t (v) SELECT {values.replace('rand(', f'rand({rows} + ')} FROM seq_{before + 1}_to_{rows}"
        )
        before = rows
        _, found = mariadb.sizes("t")
        said = predicted_bytes(f'innodb.index({rows}, {entry} B, "random")')
        assert found == pytest.approx(said, abs=max(0.1 * found, (EXTENT + 1) * PAGE)), rows


def test_rows_of_several_lengths_fill_the_pages_that_have_split(mariadb: Server) -> None:
    """In random order: where all are of one length, half of the pages keep 512 bytes free."""
    mariadb.sql(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (k binary(16) NOT NULL PRIMARY KEY, v varbinary(300) NOT NULL);"
        " INSERT INTO t SELECT unhex(md5(seq)), repeat('x', 30 + conv(left(sha2(seq, 256), 8), 16, 10) % 121)"
        " FROM seq_1_to_40000"
    )
    found, _ = mariadb.sizes("t")
    row = "innodb.row(16 B, spread(uniform(30 B, 150 B)), 1.2)"
    said = predicted_bytes(f'innodb.table(40_000, {row}, "random", 16 B)')
    assert found == pytest.approx(said, rel=0.02)  # an extent more with as many rows of 90 bytes each


@pytest.mark.parametrize("length", [9000, 16_000, 20_000, 40_000])
def test_long_values_are_kept_in_whole_pages(mariadb: Server, length: int) -> None:
    mariadb.sql(
        "DROP TABLE IF EXISTS t; CREATE TABLE t (k bigint NOT NULL PRIMARY KEY, v longtext NOT NULL)"
        f" ROW_FORMAT=DYNAMIC; INSERT INTO t SELECT seq, repeat('x', {length}) FROM seq_1_to_1000"
    )
    table, _ = mariadb.sizes("t")
    assert table == pytest.approx(1000 * predicted_bytes(f"innodb.off_page({length} B)"), rel=0.08)
