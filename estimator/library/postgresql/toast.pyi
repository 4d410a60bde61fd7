"""PostgreSQL: TOAST, where long values go

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: TOAST, where long values go"""

    threshold: Quantity  # The length of a row above which values are moved out.
    pointer: Quantity  # The bytes that a moved value leaves behind in its row.
    entry_log: Quantity  # The log of a chunk's entry in the index of its TOAST table.
    def __call__(  # type: ignore[override]
        self, /, *, threshold: Value = ..., pointer: Value = ..., entry_log: Value = ...
    ) -> Self: ...

class Formulas:
    """PostgreSQL: TOAST, where long values go"""

    threshold: Quantity  # The length of a row above which values are moved out.
    pointer: Quantity  # The bytes that a moved value leaves behind in its row.
    entry_log: Quantity  # The log of a chunk's entry in the index of its TOAST table.
    def toast(self, values: Value | Column, length: Value | Column, compression: Value | Column = "1") -> Quantity:
        """The size of the TOAST table of so many moved values, without its index.
        A length may be a range: the spread of the values' lengths. Texts that compress are first compressed by pglz:
        `compression` is raw over compressed, 1 for what does not compress.
        Sizes just over a whole number of chunks waste the most: 2,100 bytes cost 2,731.

        toast(values: count, length: B, compression: count = 1) -> B = ceil(mixed_pages(length / compression) * values) * 8192 B

            values: a plain number or a count
            length: B
            compression: a plain number or a count; 1 unless given

        Source: postgres/postgres 15: src/backend/access/common/toast_internals.c, toast_save_datum
        Source: measured: the TOAST tables of PostgreSQL 15 for values of 100 to 100,000 bytes
        As of: 2026-11
        Example: toast(300 row, 2100 B) = 819_200 B
        Example: toast(300 row, 4000 B) = 1_638_400 B
        Example: toast(400 row, 10_000 B) = 4_915_200 B
        In the notation: postgresql.toast.toast
        """
    def stored(
        self, length: Value | Column, kind: Value | bool | Column, by: Literal["pglz", "lz4"] | Column = "pglz"
    ) -> Quantity:
        """The bytes that a value takes where its row is too long: compressed, which may bring it back into the row.
        A row that is short enough is not compressed, so a value of up to 1.9 KB is as long as it is. What does not get
        smaller by a quarter stays as it is with pglz.

        stored(length: B, kind, by: "pglz" or "lz4" = "pglz") -> B = if length <= 1900 B then length else if by == "lz4" then length / compressing(kind).lz4 else length / compressing(kind).pglz

            length: B
            kind: anything
            by: "pglz" or "lz4"; "pglz" unless given

        Source: postgres/postgres 15: src/backend/access/heap/heaptoast.c, heap_toast_insert_or_update
        Source: postgres/postgres 15: src/common/pg_lzcompress.c, strategy_default_data
        As of: 2026-11
        Example: stored(1000 B, "json") = 1000 B
        Example: stored(60 KB, "json") = 22.5 KB
        Example: stored(60 KB, "encoded") = 60 KB
        Example: stored(30 KB, "jsonb array") = 30 KB / 5.3
        Example: stored(10 KB, "html table", "lz4") = 10 KB / 3.3
        Example: stored(30 KB, "hex log") = 30 KB / 1.77
        In the notation: postgresql.toast.stored
        """
    def index(self, values: Value | Column, length: Value | Column, compression: Value | Column = "1") -> Quantity:
        """The size of the TOAST table's index, which has an entry for each chunk of each value.

        index(values: count, length: B, compression: count = 1) -> B = postgresql.btree(values * mean(ceil(length / compression / 1996 B)), 8 B, "ascending")

            values: a plain number or a count
            length: B
            compression: a plain number or a count; 1 unless given

        Source: postgres/postgres 15: src/backend/access/common/toast_internals.c, toast_save_datum
        As of: 2026-11
        Example: index(10_000 row, 4000 B) = 0.68 MB
        In the notation: postgresql.toast.index
        """
    def mixed_pages(self, length: Value | Column) -> Quantity:
        """The pages that a value's chunks fill in the mean, whose lengths may be a range: their spread over the values.

        mixed_pages(length: B) = beside_others(mean(pages_per_value(length)), mean(full), mean(if rest > 0 B then chunk_row(rest) else 0 B), deviation)

            length: B

        Source: as beside_others
        As of: 2026-11
        Example: mixed_pages(uniform(2500 B, 11_500 B)) = 0.93
        Example: mixed_pages(uniform(2100 B, 2600 B)) = 1 / 3
        Example: mixed_pages(2100 B) = 1 / 3
        In the notation: postgresql.toast.mixed_pages
        """
    def beside_others(
        self, apart: Value | Column, full: Value | Column, last: Value | Column, deviation: Value | Column
    ) -> Quantity:
        """The pages that a value's chunks fill beside those of other lengths, by what they fill `apart`, beside those of their
        own, by their whole chunks and their last one's row, and by how far lengths deviate.
        Whole chunks fill four to a page, or three where a last one is; of the room that last ones ask for otherwise a
        quarter is saved where lengths differ by more than some 200 bytes, for the gaps of some fit others.
        TOAST tables of PostgreSQL 15

        beside_others(apart: count, full: count, last: B, deviation: B) = apart - saved * (1 - 1 / (1 + (deviation / 200 B)^2))

            apart: a plain number or a count
            full: a plain number or a count
            last: B
            deviation: B

        Source: postgres/postgres 15: src/backend/access/heap/hio.c, RelationGetBufferForTuple
        Source: fitted to a simulation of it for 460 spreads of lengths, 2.4% for 95% of them; itself within 0.3% of ten
        As of: 2026-11
        Example: beside_others(1 / 3, 1, 140 B, 0 B) = 1 / 3
        Example: beside_others(0.962, 3, 1044 B, 2600 B) = 0.929
        In the notation: postgresql.toast.beside_others
        """
    def chunk_row(self, size: Value | Column) -> Quantity:
        """The bytes of a chunk's row on its page, with its line pointer.

        chunk_row(size: B) -> B = ceil((32 B + size + (if size > 126 B then 4 B else 1 B)) / 8 B) * 8 B + 4 B

            size: B

        Source: postgres/postgres 15: src/backend/access/common/toast_internals.c, toast_save_datum
        As of: 2026-11
        Example: chunk_row(1996 B) = 2036 B
        Example: chunk_row(20 B) = 60 B
        In the notation: postgresql.toast.chunk_row
        """
    def pages_per_value(self, length: Value | Column) -> Quantity:
        """The pages that a value's chunks fill, where all have one length.
        Chunks are rows of 1996 bytes of the value, four to a page; the last one of a value is shorter. A page that has it
        on it holds three others, and has room for more last ones, which the free space map finds in steps of 32 bytes: so a
        value of four whole chunks and a little takes hardly more than a page.

        pages_per_value(length: B) = if rest <= 0 B then full / 4 else if full == 0 then 1 / floor(8168 B / last) else if full == 1 then if last <= 684 B then 1 / 3 else if last <= 812 B then 4 / 11 else if last <= 1028 B then 3 / 8 else 1 / 2 else if full == 2 and last > 1028 B and last <= 1356 B then 5 / 7 else if floor(full / 2) * 2 == full and last <= 1028 B then if floor(full / 4) * 4 == full then full / 4 + 1 / (4 * sharing) else full / 4 + 1 / 6 else (full + 1) / 4

            length: B

        Source: postgres/postgres 15: src/include/access/heaptoast.h, EXTERN_TUPLES_PER_PAGE
        Source: postgres/postgres 15: src/backend/storage/freespace/freespace.c, fsm_space_needed_to_cat
        Source: measured: 400 lengths of 2,000 to 50,000 bytes on PostgreSQL 15
        As of: 2026-11
        Example: pages_per_value(1996 B) = 0.25
        Example: pages_per_value(2100 B) = 1 / 3
        Example: pages_per_value(2800 B) = 3 / 8
        Example: pages_per_value(3500 B) = 1 / 2
        Example: pages_per_value(4000 B) = 2 / 3
        Example: pages_per_value(8000 B) = 1.0074
        Example: pages_per_value(10_000 B) = 3 / 2
        In the notation: postgresql.toast.pages_per_value
        """
    def column(self, rows: Value | Column, moved: Value | Column) -> Quantity:
        """The size of one column's TOAST table with its index, by the bytes of each row's value that move: 0 where it stays.
        The bytes may be a range: their spread over the rows. Whether values are of one length is told by those that move.

        column(rows: count, moved: B) -> B = if share > 0 then ceil(rows * pages) * 8192 B + index_size else 0 B

            rows: a plain number or a count
            moved: B

        Source: as mixed_pages
        Source: measured: TOAST tables of PostgreSQL 15 with up to 90% of NULL, within 1%
        As of: 2026-11
        Example: column(1000 row, 0 B) = 0 B
        Example: column(3000 row, 10_000 B) = toast(3000 row, 10_000 B) + index(3000 row, 10_000 B)
        Example: column(3000 row, uniform(2500 B, 11_500 B)) = 23.2 MB
        Example: column(20_000 row, if uniform(0, 1) >= 10% then 6148 B else 0 B) = 149.1 MB
        In the notation: postgresql.toast.column
        """
    def log(self, moved: Value | Column) -> Quantity:
        """The log of a row's moved values: a row of the TOAST table and an entry of its index for each chunk.

        log(moved: B) -> B = mean(full * chunk_log(2032 B) + (if rest > 0 B then chunk_log(chunk_row(rest) - 4 B) else 0 B))

            moved: B

        Source: postgres/postgres 15: src/backend/access/common/toast_internals.c, toast_save_datum
        As of: 2026-11
        Example: log(0 B) = 0 B
        Example: log(1996 B) = postgresql.wal.insert(2032 B) + postgresql.wal.index(8 B)
        In the notation: postgresql.toast.log
        """
    def chunk_log(self, row_length: Value | Column) -> Quantity:
        """The log of one chunk, by the length of its row.

        chunk_log(row_length: B) -> B = ceil((31 B + row_length) / 8 B) * 8 B + entry_log

            row_length: B

        Source: as log
        As of: 2026-11
        Example: chunk_log(2032 B) = postgresql.wal.insert(2032 B) + postgresql.wal.index(8 B)
        In the notation: postgresql.toast.chunk_log
        """
    def __call__(self, values: Value | Column, length: Value | Column, compression: Value | Column = "1") -> Quantity:
        """toast(values: count, length: B, compression: count = 1) -> B: The size of the TOAST table of so many moved values, without its index."""
