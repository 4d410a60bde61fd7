"""InnoDB: rows, pages and indexes

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

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
    def __call__(self) -> Sheet: ...
