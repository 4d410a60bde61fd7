"""SQLite: rows, tables and indexes in pages

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """SQLite: rows, tables and indexes in pages"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """SQLite: rows, tables and indexes in pages"""
    def varint(self, value: Value | Column) -> Quantity:
        """The bytes of a number as SQLite writes lengths and row ids: seven bits a byte, at most nine bytes.

        varint(value: count) -> B =
          below 2^7 then 1 B
          below 2^14 then 2 B
          below 2^21 then 3 B
          below 2^28 then 4 B
          below 2^35 then 5 B
          below 2^42 then 6 B
          below 2^49 then 7 B
          below 2^56 then 8 B
          else 9 B

            value: a plain number or a count

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages" (varint)
        As of: 2026-11
        Example: varint(127) = 1 B
        Example: varint(128) = 2 B
        Example: varint(1 M) = 3 B
        In the notation: sqlite.varint
        """
    def integer(self, value: Value | Column) -> Quantity:
        """An integer's bytes in a row, by how large it is: none for 0 and 1.
        An INTEGER PRIMARY KEY is the row id and takes none either.

        integer(value: count) -> B =
          below 2 then 0 B
          below 2^7 then 1 B
          below 2^15 then 2 B
          below 2^23 then 3 B
          below 2^31 then 4 B
          below 2^47 then 6 B
          else 8 B

            value: a plain number or a count

        Source: SQLite documentation, "Database File Format", 2.1 "Record Format"
        As of: 2026-11
        Example: integer(1) = 0 B
        Example: integer(100) = 1 B
        Example: integer(1 M) = 3 B
        Example: integer(3 bn) = 6 B
        In the notation: sqlite.integer
        """
    def record(self, values: Value | Column, columns: Value | Column, long_texts: Value | Column = "0") -> Quantity:
        """The bytes of a row's record: its header with a type for each column, and the values.
        A text of 58 bytes and more has a type of two bytes.

        record(values: B, columns: count, long_texts: count = 0) -> B = values + (1 + columns + long_texts) * 1 B

            values: B
            columns: a plain number or a count
            long_texts: a plain number or a count; 0 unless given

        Source: SQLite documentation, "Database File Format", 2.1 "Record Format"
        As of: 2026-11
        Example: record(100 B, 2, 1) = 104 B
        In the notation: sqlite.record
        """
    def cell(self, record: Value | Column, rows: Value | Column) -> Quantity:
        """The bytes of a row in a table with row ids, with its pointer in the page.
        Records above page - 35 bytes go on in pages of their own.

        cell(record: B, rows: count) -> B = max(4 B, varint(record / 1 B) + varint(rows) + record) + 2 B

            record: B
            rows: a plain number or a count

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        As of: 2026-11
        Example: cell(104 B, 1 M) = 110 B
        In the notation: sqlite.cell
        """
    def table(
        self,
        rows: Value | Column,
        record: Value | Column,
        page: Value | Column = "4096 B",
        order: Literal["ascending", "random"] | Column = "ascending",
    ) -> Quantity:
        """The size of a table that is filled in the order of its row ids.
        A record's length may be a range. With random row ids pages become about 88% full, not 69%.

        table(rows: count, record: B, page: B = 4096 B, order: "ascending" or "random" = "ascending") -> B = (leaves + inner) * page + overflow_pages * rows * page

            rows: a plain number or a count
            record: B
            page: B; 4096 B unless given
            order: "ascending" or "random"; "ascending" unless given

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        Source: sqlite/sqlite 3.40: src/btree.c, balance_quick (ascending row ids), balance_nonroot (NB, three neighbours)
        Source: measured: page counts of SQLite 3.40
        As of: 2026-11
        Example: table(100_000, record(100 B, 2, 1)) = 11.1 MB
        Example: table(0, record(100 B, 2, 1)) = 4096 B
        Example: table(8000, record(3900 B, 2), order = "random") = 8019 * 4096 B
        In the notation: sqlite.table
        """
    def random_fill(self, fitting: Value | bool | Column) -> Quantity:
        """How full pages become in random order, of the whole rows that a page has room for, by those that would fit if they
        could be cut: three neighbours share what they have before there is a fourth. Where one row fits, each has a page.

        random_fill(fitting) = if fitting < 2 then 100% else 88% + 4% * max(0, min(1, (fitting - 40) / 120))

            fitting: anything

        Source: sqlite/sqlite 3.40: src/btree.c, balance_nonroot (NB, three neighbours)
        Source: measured: page counts of SQLite 3.40, 1 to 240 rows on a page, within 3%
        As of: 2026-11
        Example: random_fill(1.03) = 100%
        Example: random_fill(10) = 88%
        Example: random_fill(200) = 92%
        In the notation: sqlite.random_fill
        """
    def on_leaf(self, fitting: Value | bool | Column, variance: Value | bool | Column) -> Quantity:
        """The rows on a page that fills in order, of which so many would fit if they could be cut.
        Rows of one length are a whole number. Where lengths differ, the one that does not fit begins the next page, and is
        longer than most: half such a row is left free on average.

        on_leaf(fitting, variance) = max(1, (1 - differing) * floor(fitting) + differing * (fitting - 0.5 - variance / 2))

            fitting: anything
            variance: anything

        Source: Feller, An Introduction to Probability Theory and Its Applications II, XI.3 (renewals)
        Source: measured: page counts of SQLite 3.40, rows of 130 to 730 bytes within 0.6%
        As of: 2026-11
        Example: on_leaf(7.2, 0) = 7
        Example: on_leaf(7.2, 20%) = 6.6
        In the notation: sqlite.on_leaf
        """
    def inner_pages(self, leaves: Value | Column, fanout: Value | Column) -> Quantity:
        """The number of pages above the leaves, up to four levels: one where it has room for all of them.

        inner_pages(leaves: count, fanout: count) = (if leaves > 1 then first else 0) + (if leaves > 1 and first > 1 then second else 0) + (if leaves > 1 and first > 1 and second > 1 then third else 0)

            leaves: a plain number or a count
            fanout: a plain number or a count

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        As of: 2026-11
        Example: inner_pages(1, 450) = 0
        Example: inner_pages(450, 450) = 1
        Example: inner_pages(1000, 450) = 3 + 1
        In the notation: sqlite.inner_pages
        """
    def kept(self, record: Value | Column, page: Value | Column = "4096 B") -> Quantity:
        """The bytes that a page keeps of a record that is too long for it.

        kept(record: B, page: B = 4096 B) -> B = if wanted <= page - 35 B then wanted else least

            record: B
            page: B; 4096 B unless given

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        As of: 2026-11
        Example: kept(5000 B) = 908 B
        In the notation: sqlite.kept
        """
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        columns: Value | Column = "1",
        page: Value | Column = "4096 B",
        order: Literal["built", "ascending", "random"] | Column = "built",
        long_texts: Value | Column = "0",
    ) -> Quantity:
        """The size of an index, whose entries hold the key and the row id.
        A unique text key of a table is such an index, beside the table that has the text once more: see without_rowid.
        "built" by CREATE INDEX it fills its pages; inserting in the order of the keys leaves them seven eighths full, for
        the last pages are balanced there, other than in a table with row ids; in random order they become about 87% full.

        index(rows: count, key: B, columns: count = 1, page: B = 4096 B, order: "built" or "ascending" or "random" = "built", long_texts: count = 0) -> B = without_rowid(rows, record(key + row_id, columns + 1, long_texts), page, order)

            rows: a plain number or a count
            key: B
            columns: a plain number or a count; 1 unless given
            page: B; 4096 B unless given
            order: "built" or "ascending" or "random"; "built" unless given
            long_texts: a plain number or a count; 0 unless given

        Source: SQLite documentation, "Database File Format", 2.5 "Representation Of SQL Indices"
        Source: sqlite/sqlite 3.40: src/btree.c, balance_nonroot; balance_quick is for tables with row ids alone
        Source: measured: page counts of SQLite 3.40
        As of: 2026-11
        Example: index(100_000, 20 B) = 2.896 MB
        Example: index(0, 20 B) = 4096 B
        In the notation: sqlite.index
        """
    def without_rowid(
        self,
        rows: Value | Column,
        record: Value | Column,
        page: Value | Column = "4096 B",
        order: Literal["built", "ascending", "random"] | Column = "ascending",
    ) -> Quantity:
        """The size of a table WITHOUT ROWID: the whole row lies in the tree of the key.
        The record holds all columns, see record.
        Within 1% if built; otherwise within 5%, but filled in order, where few entries fit a page, within 20%.

        without_rowid(rows: count, record: B, page: B = 4096 B, order: "built" or "ascending" or "random" = "ascending") -> B = (leaves + inner_pages(leaves, fill * floor((page - 12 B) / (one + 4 B)) + 1) + overflow) * page

            rows: a plain number or a count
            record: B
            page: B; 4096 B unless given
            order: "built" or "ascending" or "random"; "ascending" unless given

        Source: SQLite documentation, "Clustered Indexes and the WITHOUT ROWID Optimization"
        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        Source: measured: page counts of SQLite 3.40
        As of: 2026-11
        Example: without_rowid(60_000, record(40 B, 2)) = 3.2 MB
        Example: without_rowid(60_000, record(40 B, 2), order = "random") / 60_000 = 52 B
        In the notation: sqlite.without_rowid
        """
    def kept_of_entry(self, record: Value | Column, page: Value | Column = "4096 B") -> Quantity:
        """The bytes that a page keeps of an entry that is too long for it.

        kept_of_entry(record: B, page: B = 4096 B) -> B = if wanted <= most then wanted else least

            record: B
            page: B; 4096 B unless given

        Source: SQLite documentation, "Database File Format", 1.6 "B-tree Pages"
        As of: 2026-11
        Example: kept_of_entry(2000 B) = 489 B
        In the notation: sqlite.kept_of_entry
        """
    def value(self, length: Value | Column, there: bool | str | Column = True) -> Quantity:
        """The bytes of a column's value and of what its type has beyond one: texts and blobs of 58 bytes and more have two.

        value(length: B, there: yes or no = yes) -> B = if not there then 0 B else if length < 58 B then length else if length < 8186 B then length + 1 B else length + 2 B

            length: B
            there: yes or no; yes unless given

        Source: SQLite documentation, "Database File Format", 2.1 "Record Format"
        As of: 2026-11
        Example: value(20 B) = 20 B
        Example: value(60 B) = 61 B
        Example: value(9000 B) = 9002 B
        Example: value(20 B, no) = 0 B
        In the notation: sqlite.value
        """
    def record_of(self, columns: Any) -> Quantity:
        """The bytes of a row's record by its columns; the row id that is a column of its own takes none but for its type.

        record_of(columns: table(length, not_null)) -> B = record(sum(value(columns.length, columns.not_null)), count(columns)) + (if count(columns) > 126 then 1 B else 0 B)

            columns: table(length, not_null)

        Source: SQLite documentation, "Database File Format", 2.1 "Record Format"
        As of: 2026-11
        Example: record_of(sample) = record(20 B, 3)
        In the notation: sqlite.record_of
        """
    def part(self, columns: Any, name: Value | bool | Column) -> Quantity:
        """The bytes of a column in an index's entry, by its name.

        part(columns: table(length, not_null), name) -> B = value(columns(name).length, columns(name).not_null)

            columns: table(length, not_null)
            name: anything

        Source: SQLite documentation, "Database File Format", 2.5 "Representation Of SQL Indices"
        As of: 2026-11
        Example: part(sample, "email") = 20 B
        Example: part(sample, "note") = 0 B
        In the notation: sqlite.part
        """
    def __call__(self) -> Sheet: ...
