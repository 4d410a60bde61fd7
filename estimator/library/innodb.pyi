"""InnoDB: rows, pages and indexes

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """InnoDB: rows, pages and indexes"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """InnoDB: rows, pages and indexes"""
    def row(
        self,
        primary_key: Value | Column,
        columns: Value | Column,
        lengths: Value | Column = "0",
        nullable: Value | Column = "0",
    ) -> Quantity:
        """The bytes of a row in the clustered index.
        `lengths` is a byte for each variable column, two where it may exceed 255 bytes and the value exceeds 127. NULL takes
        nothing beyond its bit. A table without primary key gets one of 6 bytes. char(n) in utf8mb4 counts as variable.

        row(primary_key: B, columns: B, lengths: count = 0, nullable: count = 0) -> B = 5 B + ceil(nullable / 8) * 1 B + lengths * 1 B + primary_key + 13 B + columns

            primary_key: B
            columns: B
            lengths: a plain number or a count; 0 unless given
            nullable: a plain number or a count; 0 unless given

        Source: MySQL 8.0 Reference Manual, 17.10 "InnoDB Row Formats"
        Source: MariaDB/server 10.11: storage/innobase/include/rem0rec.h, REC_N_NEW_EXTRA_BYTES
        Source: MariaDB/server 10.11: storage/innobase/include/data0type.h, DATA_TRX_ID_LEN, DATA_ROLL_PTR_LEN
        Source: measured: MariaDB 10.11, 15 shapes within 0.4%
        As of: 2026-10
        Example: row(8 B, 100 B, 1) = 127 B
        Example: row(16 B, 100 B, 1, 9) = 137 B
        In the notation: innodb.row
        """
    def leaf_pages(
        self, rows: Value | Column, row: Value | Column, order: Literal["ascending", "random"] | Column = "ascending"
    ) -> Quantity:
        """The number of a table's leaf pages.
        In the order of its primary key they are fifteen sixteenths full, in random order 66%.

        leaf_pages(rows: count, row: B, order: "ascending" or "random" = "ascending") = if rows <= floor(16_252 B / (mean(row) + 0.5 B)) then 1 else if order == "ascending" then ceil(rows / floor(15_228 B / (mean(row) + 0.5 B)) + 0.5) else ceil(rows / (66% * 16_252 B / mean(row)))

            rows: a plain number or a count
            row: B
            order: "ascending" or "random"; "ascending" unless given

        Source: MySQL 8.0 Reference Manual, 17.6.2.2 "The Physical Structure of an InnoDB Index"
        Source: MariaDB/server 10.11: storage/innobase/include/page0page.inl, page_get_free_space_of_empty (16252)
        Source: MariaDB/server 10.11: storage/innobase/include/dict0dict.inl, dict_index_get_space_reserve (1024)
        Source: measured: MariaDB 10.11, ascending within 0.4%, random within 9%, as pages split in step
        As of: 2026-10
        Example: leaf_pages(1 M, 127 B) = 8404
        Example: leaf_pages(1 M, 127 B, "random") / leaf_pages(1 M, 127 B) = 1.41
        In the notation: innodb.leaf_pages
        """
    def reserved(
        self, leaf_pages: Value | Column, order: Literal["ascending", "random"] | Column = "ascending"
    ) -> Quantity:
        """The bytes that a table or an index reserves: 32 single pages, then extents of 64, and its inner pages.
        In random order pages are taken from extents of their own, and an eighth of all is kept free.

        reserved(leaf_pages: count, order: "ascending" or "random" = "ascending") -> B = (if leaf_pages <= 32 then leaf_pages else 32 + 64 * ceil((taken - 32) / 64)) * 16 KiB + inner * 16 KiB

            leaf_pages: a plain number or a count
            order: "ascending" or "random"; "ascending" unless given

        Source: MariaDB/server 10.11: storage/innobase/fsp/fsp0fsp.cc, fseg_alloc_free_page_low (an eighth may be unused)
        Source: measured: MariaDB 10.11, within 0.4% on 220 indexes filled in order
        Source: measured: MariaDB 10.11, of 29 indexes in random order half within 0.3%, all within 9%
        As of: 2026-11
        Example: reserved(8404) = 138.4 MB
        Example: reserved(20) = 344_064 B
        Example: reserved(1000, "random") = 19.4 MB
        In the notation: innodb.reserved
        """
    def table(
        self, rows: Value | Column, row: Value | Column, order: Literal["ascending", "random"] | Column = "ascending"
    ) -> Quantity:
        """The size of a table: its clustered index, as data_length says.

        table(rows: count, row: B, order: "ascending" or "random" = "ascending") -> MB = reserved(leaf_pages(rows, row, order), order)

            rows: a plain number or a count
            row: B
            order: "ascending" or "random"; "ascending" unless given

        Source: measured: MariaDB 10.11
        As of: 2026-10
        Example: table(1 M, 127 B) = 138.4 MB
        In the notation: innodb.table
        """
    def index_entry(
        self,
        key: Value | Column,
        primary_key: Value | Column,
        lengths: Value | Column = "0",
        nullable: Value | Column = "0",
    ) -> Quantity:
        """The bytes of a secondary index's entry, which holds the key and the primary key with it.
        A char(36) in place of a bigint as primary key adds 28 bytes to every one. Equal keys share nothing.

        index_entry(key: B, primary_key: B, lengths: count = 0, nullable: count = 0) -> B = 5 B + ceil(nullable / 8) * 1 B + lengths * 1 B + key + primary_key

            key: B
            primary_key: B
            lengths: a plain number or a count; 0 unless given
            nullable: a plain number or a count; 0 unless given

        Source: MySQL 8.0 Reference Manual, 17.6.2.1 "Clustered and Secondary Indexes"
        As of: 2026-10
        Example: index_entry(8 B, 8 B) = 21 B
        Example: index_entry(8 B, 36 B, 1) = 50 B
        In the notation: innodb.index_entry
        """
    def index(
        self, rows: Value | Column, entry: Value | Column, order: Literal["ascending", "random"] | Column = "random"
    ) -> Quantity:
        """The size of a secondary index.

        index(rows: count, entry: B, order: "ascending" or "random" = "random") -> MB = reserved(if rows <= one_page then 1 else if order == "ascending" then ceil(rows / one_page + 0.5) else ceil(rows / (66% * 16_252 B / mean(entry))), if order == "random" then "random" else "ascending")

            rows: a plain number or a count
            entry: B
            order: "ascending" or "random"; "random" unless given

        Source: measured: MariaDB 10.11
        As of: 2026-10
        Example: index(1 M, 21 B, "random") = 37.3 MB
        In the notation: innodb.index
        """
    def off_page(self, length: Value | Column) -> Quantity:
        """The bytes of a long value that is kept off its page, in whole pages: 9,000 bytes cost 16.4 KB.
        The longest values of a row that exceeds half a page go out.

        off_page(length: B) -> B = mean(ceil(length / 16_330 B)) * 16 KiB

            length: B

        Source: MySQL 8.0 Reference Manual, 17.10 "InnoDB Row Formats" (DYNAMIC)
        Source: MariaDB/server 10.11: storage/innobase/btr/btr0cur.cc, btr_store_big_rec_extern_fields (payload_size)
        Source: measured: MariaDB 10.11, within 0.3%
        As of: 2026-10
        Example: off_page(9000 B) = 16 KiB
        Example: off_page(20_000 B) = 32 KiB
        In the notation: innodb.off_page
        """
    def value(self, length: Value | Column, most: Value | Column, there: bool | str | Column = True) -> Quantity:
        """The bytes of a column's value with those that say its length, by the most bytes that the column may have.
        A NULL takes nothing. `most` is 0 B of a type of fixed length; varchar(100) has 400 B in utf8mb4, 100 B in latin1.

        value(length: B, most: B, there: yes or no = yes) -> B = if not there then 0 B else if most == 0 B then length else if most > 255 B and length > 127 B then length + 2 B else length + 1 B

            length: B
            most: B
            there: yes or no; yes unless given

        Source: MySQL 8.0 Reference Manual, 17.10 "InnoDB Row Formats"
        Source: MariaDB/server 10.11: storage/innobase/rem/rem0rec.cc, rec_get_converted_size_comp_prefix_low
        As of: 2026-11
        Example: value(8 B, 0 B) = 8 B
        Example: value(20 B, 255 B) = 21 B
        Example: value(200 B, 255 B) = 201 B
        Example: value(200 B, 1020 B) = 202 B
        Example: value(20 B, 1020 B, no) = 0 B
        In the notation: innodb.value
        """
    def whole_row(self, columns: Any, nullable: Value | Column = "0", hidden: Value | Column = "13 B") -> Quantity:
        """The bytes of a row by its columns, with all its values in it.
        `hidden` is 13 B of the transaction and what undoes it, 19 B in a table without a primary key.

        whole_row(columns: table(length, most, not_null), nullable: count = 0, hidden: B = 13 B) -> B = 5 B + ceil(nullable / 8) * 1 B + hidden + sum(value(columns.length, columns.most, columns.not_null))

            columns: table(length, most, not_null)
            nullable: a plain number or a count; 0 unless given
            hidden: B; 13 B unless given

        Source: as row
        As of: 2026-11
        Example: whole_row(sample) = 5 B + 13 B + 8 B + 21 B
        Example: whole_row(sample, 1) = 5 B + 1 B + 13 B + 8 B + 21 B
        In the notation: innodb.whole_row
        """
    def moved(
        self,
        columns: Any,
        length: Value | Column,
        most: Value | Column,
        there: bool | str | Column,
        row: Value | Column,
    ) -> Quantity:
        """The bytes of a value that are kept off its page: all of it, or none. `row` is the row with all its values in it.
        The longest value of a row of half a page goes out, then the next, until the row is short enough. Values of 40 bytes
        stay, and those of columns that have at most 255.

        moved(columns: table(length, most, not_null), length: B, most: B, there: yes or no, row: B) -> B = if there and most > 255 B and length > 40 B and row - longer(columns, length) >= 8126 B then length else 0 B

            columns: table(length, most, not_null)
            length: B
            most: B
            there: yes or no
            row: B

        Source: MariaDB/server 10.11: storage/innobase/data/data0data.cc, dtuple_convert_big_rec
        Source: MySQL 8.0 Reference Manual, 17.10 "InnoDB Row Formats" (DYNAMIC)
        As of: 2026-11
        Example: moved(sample, 300 B, 65_535 B, yes, 9000 B) = 300 B
        Example: moved(sample, 300 B, 65_535 B, yes, 8000 B) = 0 B
        Example: moved(sample, 20 B, 255 B, yes, 9000 B) = 0 B
        In the notation: innodb.moved
        """
    def longer(self, columns: Any, length: Value | Column) -> Quantity:
        """The bytes that a row loses by the values that are longer than one, each of which leaves 20 bytes behind.

        longer(columns: table(length, most, not_null), length: B) -> B = sum(if columns.not_null and columns.most > 255 B and columns.length > length then columns.length - 20 B else 0 B)

            columns: table(length, most, not_null)
            length: B

        Source: as moved
        As of: 2026-11
        Example: longer(sample, 300 B) = 0 B
        In the notation: innodb.longer
        """
    def row_of(self, columns: Any, nullable: Value | Column = "0", hidden: Value | Column = "13 B") -> Quantity:
        """The bytes of a row by its columns, without the values that are kept off its page.

        row_of(columns: table(length, most, not_null), nullable: count = 0, hidden: B = 13 B) -> B = 5 B + ceil(nullable / 8) * 1 B + hidden + sum(if moved(columns, columns.length, columns.most, columns.not_null, whole) > 0 B then 22 B else value(columns.length, columns.most, columns.not_null))

            columns: table(length, most, not_null)
            nullable: a plain number or a count; 0 unless given
            hidden: B; 13 B unless given

        Source: as row and moved
        As of: 2026-11
        Example: row_of(sample) = whole_row(sample)
        In the notation: innodb.row_of
        """
    def off_pages_of(
        self, columns: Any, rows: Value | Column, nullable: Value | Column = "0", hidden: Value | Column = "13 B"
    ) -> Quantity:
        """What all values of a table take that are kept off their pages.

        off_pages_of(columns: table(length, most, not_null), rows: count, nullable: count = 0, hidden: B = 13 B) -> MB = rows * sum(off_page(moved(columns, columns.length, columns.most, columns.not_null, whole)))

            columns: table(length, most, not_null)
            rows: a plain number or a count
            nullable: a plain number or a count; 0 unless given
            hidden: B; 13 B unless given

        Source: as off_page and moved
        As of: 2026-11
        Example: off_pages_of(sample, 1 M) = 0 B
        In the notation: innodb.off_pages_of
        """
    def part(self, columns: Any, name: Value | bool | Column, prefix: Value | Column = "0 B") -> Quantity:
        """The bytes of a column in an index's entry, by its name; of a prefix of it, at most those of the prefix.

        part(columns: table(length, most, not_null), name, prefix: B = 0 B) -> B = value(if prefix > 0 B then min(columns(name).length, prefix) else columns(name).length, if prefix > 0 B and columns(name).most > 0 B then min(columns(name).most, prefix) else columns(name).most, columns(name).not_null)

            columns: table(length, most, not_null)
            name: anything
            prefix: B; 0 B unless given

        Source: MySQL 8.0 Reference Manual, 15.1.15 "CREATE INDEX Statement" (column prefix key parts)
        As of: 2026-11
        Example: part(sample, "id") = 8 B
        Example: part(sample, "email") = 21 B
        Example: part(sample, "email", 10 B) = 11 B
        Example: part(sample, "note") = 0 B
        In the notation: innodb.part
        """
    def __call__(self) -> Sheet: ...
