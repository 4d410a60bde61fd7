"""PostgreSQL: the size of a table

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a table"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a table"""
    def heap(
        self, rows: Value | Column, row_length: Value | Column, fillfactor: Value | bool | Column = "100%"
    ) -> Quantity:
        """The size of a table's heap, filled by inserting.
        A length may be a range: the spread of the rows' lengths. The rows per page then follow from its mean and its
        variance.
        Updating every row once doubles it (see after_updates), and deleting gives no page back.

        heap(rows: count, row_length: B, fillfactor = 100%) -> B = pages(rows, row_length, fillfactor) * 8192 B/page

            rows: a plain number or a count
            row_length: B
            fillfactor: anything; 100% unless given

        Source: postgres/postgres 15: src/backend/access/heap/hio.c, RelationGetBufferForTuple
        Source: measured: relpages of PostgreSQL 15, 63 shapes of fixed length exact
        As of: 2026-11
        Example: heap(1 M row, 53 B) = 60.24 MB
        Example: heap(1 M row, 32 B) = 36.25 MB
        Example: heap(137 row, 53 B) = 16_384 B
        In the notation: postgresql.heap.heap
        """
    def pages(
        self, rows: Value | Column, row_length: Value | Column, fillfactor: Value | bool | Column = "100%"
    ) -> Quantity:
        """The number of pages of a table's heap.

        pages(rows: count, row_length: B, fillfactor = 100%) -> page = ceil(rows / rows_per_page(row_length, fillfactor)) * 1 page

            rows: a plain number or a count
            row_length: B
            fillfactor: anything; 100% unless given

        Source: as heap
        As of: 2026-11
        Example: pages(1 M row, 53 B) = 7353 page
        In the notation: postgresql.heap.pages
        """
    def rows_per_page(self, row_length: Value | Column, fillfactor: Value | bool | Column = "100%") -> Quantity:
        """How many rows a page holds on average.
        Each takes its length, rounded up to 8 bytes, and 4 for its line pointer; a page has room for 8168 bytes and
        never holds more than 291. Of rows of one length the page holds a whole number. Where lengths differ, a row that
        does not fit goes to the next page, and a later and shorter one into the gap: `gap` is what that leaves unused, in
        rows, fitted to simulations of that rule for 48 mixtures with mean rows of 80 to 1000 bytes. However low the
        fillfactor, an empty page takes a row.

        rows_per_page(row_length: B, fillfactor = 100%) = max(1, min(291, if variance < 1e-9 then floor(fitting) else mean(floor(fitting + spread)) + 0.5 - gap))

            row_length: B
            fillfactor: anything; 100% unless given

        Source: postgres/postgres 15: src/include/access/htup_details.h, MaxHeapTuplesPerPage
        Source: postgres/postgres 15: src/backend/access/heap/hio.c, RelationGetBufferForTuple
        As of: 2026-11
        Example: rows_per_page(32 B) = 226
        Example: rows_per_page(53 B) = 136
        Example: rows_per_page(24 B) = 291
        Example: rows_per_page(53 B, 90%) = 122
        Example: rows_per_page(1500 B, 10%) = 1
        Example: rows_per_page(uniform(100 B, 300 B)) = 38.7
        In the notation: postgresql.heap.rows_per_page
        """
    def after_updates(self, size: Value | Column) -> Quantity:
        """The size of the heap after every row was updated, with a vacuum between two times: twice, however often.
        Vacuum lets the next update reuse the space of dead rows, but gives nothing back. At a fillfactor of 50%, rows
        that keep their size and their indexed columns find room on their own page, and nothing grows.

        after_updates(size: B) -> B = 2 * size

            size: B

        Source: PostgreSQL 15 documentation, 25.1.2 "Recovering Disk Space"
        Source: measured: PostgreSQL 15, every row updated once and twice
        As of: 2026-11
        Example: after_updates(65 MB) = 130 MB
        In the notation: postgresql.heap.after_updates
        """
    def maps(self, heap: Value | Column) -> Quantity:
        """The size of the free space map and of the visibility map, which vacuum adds.

        maps(heap: B) -> B = max(24 KiB, heap / 4000) + ceil(heap / 256 MiB) * 8 KiB

            heap: B

        Source: PostgreSQL 15 documentation, 73.3 "Free Space Map", 73.4 "Visibility Map"
        Source: postgres/postgres 15: src/backend/storage/freespace/README (a byte a page, about 4000 a page of the map)
        Source: measured: PostgreSQL 15, 24 KiB as the least after a vacuum
        As of: 2026-11
        Example: maps(60 MB) = 32 KiB
        Example: maps(10 GB) = 2.8 MB
        In the notation: postgresql.heap.maps
        """
    def __call__(
        self, rows: Value | Column, row_length: Value | Column, fillfactor: Value | bool | Column = "100%"
    ) -> Quantity:
        """heap(rows: count, row_length: B, fillfactor = 100%) -> B: The size of a table's heap, filled by inserting."""
