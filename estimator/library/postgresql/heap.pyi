"""PostgreSQL: the size of a table

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

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
        Updates leave dead rows in it (see after_updates), and deleting gives no page back.

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
    def after_updates(
        self,
        size: Value | Column,
        updated: Value | bool | Column = "100%",
        fillfactor: Value | Column = "100%",
        where_updated: Literal["scattered", "in stretches"] | Column = "scattered",
        row_length: Value | Column = "0 B",
        updates: Literal["hot", "keys change", "set to now", "hot row by row", "keys change row by row"]
        | Column = "hot",
    ) -> Quantity:
        """The size of the heap in the long run, by the share of its rows that are updated between two vacuums.
        Dead rows keep their room until a vacuum, so the heap grows by `updated`, twice where all rows are, and stays so: the
        vacuum gives nothing back, but the next updates find its room. A fillfactor leaves room on each page; what fits there
        changes no index where no indexed column changes (HOT). Autovacuum begins at 20% of the rows (autovacuum_
        vacuum_scale_factor), later where it cannot keep pace: `updated` is vacuum's lag. Updates are "scattered" over the
        table, or of whole stretches of it at a time. Full pages of rows of a given `row_length` have fewer of them after
        "hot" updates, which leave a line pointer behind. All this is of updates of many rows in one statement; those of
        single rows, each in its own transaction ("hot row by row"), find the room of the version before: see one_by_one.

        after_updates(size: B, updated = 100%, fillfactor: share = 100%, where_updated: "scattered" or "in stretches" = "scattered", row_length: B = 0 B, updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row" = "hot") -> B = size * (if updated <= 0 then 1 else if updates == "hot row by row" or updates == "keys change row by row" then one_by_one(if mean(row_length) > 0 B then row_length else 100 B, updated, fillfactor, updates) else if updates == "hot" and where_updated == "scattered" and fillfactor >= 100% and mean(row_length) > 0 B then grown * fewer(row_length, updated) else grown)

            size: B
            updated: anything; 100% unless given
            fillfactor: a share, from 0 to 100%; 100% unless given
            where_updated: "scattered" or "in stretches"; "scattered" unless given
            row_length: B; 0 B unless given
            updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row"; "hot" unless given

        Source: PostgreSQL 15 documentation, 25.1.2 "Recovering Disk Space"; 20.10 "Automatic Vacuuming"
        Source: postgres/postgres 15: src/backend/access/heap/README.HOT; hio.c, RelationGetBufferForTuple
        Source: measured: PostgreSQL 15, eight rounds at fillfactors of 50 to 100% and lags of 5 to 200%, within 5%, but for
        Source: measured: 9% where half the room is left and all are updated
        As of: 2026-11
        Example: after_updates(65 MB) = 130 MB
        Example: after_updates(65 MB, 20%) = 78 MB
        Example: after_updates(65 MB, 25%, 70%) = 65 MB
        Example: after_updates(65 MB, 100%, 70%) / 65 MB = 1.85
        Example: after_updates(65 MB, 100%, 90%) / 65 MB = 1.92
        Example: after_updates(65 MB, 200%) = 195 MB
        Example: after_updates(834 * 8192 B, 20%, row_length = 336 B) = 1044 * 8192 B
        Example: after_updates(834 * 8192 B, 20%, row_length = 336 B, updates = "keys change") = 1001 * 8192 B
        Example: after_updates(1579 * 8192 B, 20%, row_length = 400 B, updates = "hot row by row") = 1680 * 8192 B
        Example: after_updates(883 * 8192 B, 100%, 90%, row_length = 200 B, updates = "hot row by row") = 884 * 8192 B
        In the notation: postgresql.heap.after_updates
        """
    def one_by_one(
        self,
        row_length: Value | Column,
        updated: Value | bool | Column,
        fillfactor: Value | Column = "100%",
        updates: Literal["hot", "keys change", "set to now", "hot row by row", "keys change row by row"]
        | Column = "hot row by row",
    ) -> Quantity:
        """How many times as many pages rows take that are updated one by one, each in a transaction of its own.
        A page prunes its dead versions as it is read again, so that all its rows move about in the room of one or two. Each
        keeps a line pointer more: of a "hot" one it leads from the one that indexes know, as of nearly all rows in the end;
        of one whose keys change it is dead until the vacuum. A page has at most 291, so that rows of 32 B take half as much
        again.

        one_by_one(row_length: B, updated, fillfactor: share = 100%, updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row" = "hot row by row") = max(1, rows_per_page(row_length, fillfactor) / max(1, left))

            row_length: B
            updated: anything
            fillfactor: a share, from 0 to 100%; 100% unless given
            updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row"; "hot row by row" unless given

        Source: postgres/postgres 15: src/backend/access/heap/pruneheap.c, heap_page_prune_opt; README.HOT
        Source: fitted to what was measured
        Source: measured: PostgreSQL 15, 2026-11-29, 4 to 36 rounds of updates in order of chance, rows of 32 to 2000 B, 5 to
        Source: measured: 100% of them, fillfactors of 70 to 100%: heaps within 5%, of rows of 32 B after 24 rounds of 20%
        As of: 2026-11
        Example: one_by_one(400 B, 20%) = 1.064
        Example: one_by_one(32 B, 20%) = 1.5
        Example: one_by_one(32 B, 100%, 70%) = 1.116
        Example: one_by_one(104 B, 100%, 90%) = 1
        In the notation: postgresql.heap.one_by_one
        """
    def fewer(self, row_length: Value | Column, updated: Value | bool | Column) -> Quantity:
        """How many times as many pages rows take that were updated in place (HOT), on full pages. Such a row keeps the line
        pointer that indexes know, which leads to the one of its new version, until an update finds no room on its page:
        where rows leave less on a page than these pointers take, it holds fewer. Rows of 32 B reach the most pointers of a
        page and go on growing: of 20% 33% after 16 rounds, 47% after 40.

        fewer(row_length: B, updated) = if mean((item / mean_item - 1)^2) >= 1e-9 then 1 + pointers / mean_item else 3 * beside(mean_item, 0) / (beside(mean_item, 80% * pointers / 4 B) + beside(mean_item, pointers / 4 B) + beside(mean_item, 120% * pointers / 4 B))

            row_length: B
            updated: anything

        Source: postgres/postgres 15: src/backend/access/heap/README.HOT; pruneheap.c, heap_prune_record_redirect
        Source: fitted to what was measured
        Source: measured: PostgreSQL 15, 12 to 16 rounds, rows of 48 to 336 B, 5 to 100% of them: heaps within 1%
        As of: 2026-11
        Example: fewer(336 B, 20%) = 24 / 23
        Example: fewer(328 B, 20%) = 1
        Example: fewer(336 B, 0%) = 1
        In the notation: postgresql.heap.fewer
        """
    def beside(self, item: Value | Column, pointers: Value | Column) -> Quantity:
        """The rows of one length on a page on which each has so many line pointers beside its own: a page has at most 291.

        beside(item: B, pointers: count) = max(1, floor(min(8168 B / (item + 4 B * pointers), 291 / (1 + pointers))))

            item: B
            pointers: a plain number or a count

        Source: as rows_per_page
        As of: 2026-11
        Example: beside(340 B, 0) = 24
        Example: beside(36 B, 45%) = 200
        In the notation: postgresql.heap.beside
        """
    def moving(
        self,
        updated: Value | bool | Column,
        fillfactor: Value | Column = "100%",
        where_updated: Literal["scattered", "in stretches"] | Column = "scattered",
    ) -> Quantity:
        """The share of the rows whose updates find no room on their own page, between two vacuums: each adds an entry to every
        index.

        moving(updated, fillfactor: share = 100%, where_updated: "scattered" or "in stretches" = "scattered") = if room >= 1 then 0 else if where_updated == "scattered" then scattered(updated, room) else updated * (1 - room * (0.9 - 0.4 * updated))

            updated: anything
            fillfactor: a share, from 0 to 100%; 100% unless given
            where_updated: "scattered" or "in stretches"; "scattered" unless given

        Source: as after_updates
        As of: 2026-11
        Example: moving(20%) = 20%
        Example: moving(20%, 70%) = 0
        Example: moving(100%, 50%) = 0
        Example: moving(25%, 70%, "in stretches") = 16%
        In the notation: postgresql.heap.moving
        """
    def scattered(self, updated: Value | bool | Column, room: Value | bool | Column) -> Quantity:
        """The same of updates that are scattered over the table, by the room of a page: pages on which more rows are updated
        than it has room for have others move, and these fill the room of pages that have less.

        scattered(updated, room) = if updated <= 0 or left <= -within then 0 else if left >= within then left else (left + within)^2 / (4 * within)

            updated: anything
            room: anything

        Source: fitted to what was measured
        Source: measured: PostgreSQL 15, eight rounds at fillfactors of 50 to 90% and lags of 10 to 100%: heaps within 5%
        As of: 2026-11
        Example: scattered(20%, 0) = 20%
        Example: scattered(20%, 1 / 90% - 1) = 12.8%
        Example: scattered(50%, 1 / 70% - 1) = 10.5%
        Example: scattered(30%, 1 / 80% - 1) = 7.4%
        In the notation: postgresql.heap.scattered
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
