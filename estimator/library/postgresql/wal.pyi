"""PostgreSQL: the write-ahead log

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the write-ahead log"""

    commit: Quantity  # The log of a commit.
    delete: Quantity  # The log of a deleted row. Its index entries stay until vacuu…
    prune: Quantity  # The log of the pruning of a page: where rows are updated one…
    def __call__(  # type: ignore[override]
        self, /, *, commit: Value = ..., delete: Value = ..., prune: Value = ...
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the write-ahead log"""

    commit: Quantity  # The log of a commit.
    delete: Quantity  # The log of a deleted row. Its index entries stay until vacuu…
    prune: Quantity  # The log of the pruning of a page: where rows are updated one…
    def insert(self, row_length: Value | Column) -> Quantity:
        """The log of one inserted row in its table, without indexes and commit.

        insert(row_length: B) -> B = ceil((31 B + mean(row_length)) / 8 B) * 8 B

            row_length: B

        Source: postgres/postgres 15: src/include/access/heapam_xlog.h, xl_heap_insert, xl_heap_header
        Source: measured: pg_current_wal_insert_lsn of PostgreSQL 15, median error 0.2%
        As of: 2026-11
        Example: insert(137 B) = 168 B
        In the notation: postgresql.wal.insert
        """
    def index(
        self,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column = "ascending",
    ) -> Quantity:
        """The log of one entry of a B-tree, its share of page splits with it.
        A split logs the entries that move and those that become keys of pages. In ascending order few move, in random order
        half a page does, and the share is a mean over many sizes of the index: see index_of_size. A built index is taken
        to go on in ascending order.

        index(key: B, order: "built" or "ascending" or "random" or "descending" or "by turns" = "ascending") -> B = entry_record(key) + (if order == "random" or order == "by turns" then split_record(body, (most + 1) / 2) / ((most + 1) * ln(2)) else if order == "descending" then split_record(body, (most + 1) / 2) / ((most + 1) / 2) else split_record(body, most + 1 - kept) / kept)

            key: B
            order: "built" or "ascending" or "random" or "descending" or "by turns"; "ascending" unless given

        Source: postgres/postgres 15: src/include/access/nbtxlog.h, xl_btree_insert, xl_btree_split
        Source: measured: pg_get_wal_records_info of PostgreSQL 15
        As of: 2026-11
        Example: index(8 B) = 66.1 B
        Example: index(16 B, "random") = 90 B
        Example: index(postgresql.btree.text_key(64 B)) = 141 B
        Example: index(8 B, "built") = index(8 B, "ascending")
        In the notation: postgresql.wal.index
        """
    def index_of_size(self, key: Value | Column, rows: Value | Column) -> Quantity:
        """The log of one entry of a B-tree of so many rows that is filled in random order.
        Pages of one age split at about the same time: the share of splits swings by a factor of three as the rows double.

        index_of_size(key: B, rows: count) -> B = entry_record(key) + split_record(body, 8152 B / item / 2) * splits

            key: B
            rows: a plain number or a count

        Source: as index, and postgresql.btree.leaves_in_random_order
        As of: 2026-11
        Example: index_of_size(8 B, 60_000 row) = 87.3 B
        In the notation: postgresql.wal.index_of_size
        """
    def entry_record(self, key: Value | Column) -> Quantity:
        """The record of one entry of a leaf.

        entry_record(key: B) -> B = mean(ceil((48 B + ceil((8 B + key) / 8 B) * 8 B) / 8 B) * 8 B)

            key: B

        Source: postgres/postgres 15: src/include/access/nbtxlog.h, xl_btree_insert
        As of: 2026-11
        Example: entry_record(8 B) = 64 B
        Example: entry_record(16 B) = 72 B
        In the notation: postgresql.wal.entry_record
        """
    def split_record(self, body: Value | Column, moved: Value | Column) -> Quantity:
        """The record of a page split, and of the entry above it, less the record that it takes the place of.

        split_record(body: B, moved: count) -> B = 80 B + 8 B + body * (moved + 1)

            body: B
            moved: a plain number or a count

        Source: postgres/postgres 15: src/include/access/nbtxlog.h, xl_btree_split
        Source: measured: pg_get_wal_records_info of PostgreSQL 15
        As of: 2026-11
        Example: split_record(16 B, 41) = 760 B
        In the notation: postgresql.wal.split_record
        """
    def wal(
        self,
        row_length: Value | Column,
        key: Value | Column,
        order: Literal["ascending", "random"] | Column = "ascending",
        rows_per_commit: Value | Column = "1",
    ) -> Quantity:
        """The log of one inserted row with one index, in a transaction of `rows_per_commit` rows, page headers with it.
        For further indexes add `index`. Full-page images after a checkpoint come on top: see full_page_images.

        wal(row_length: B, key: B, order: "ascending" or "random" = "ascending", rows_per_commit: count = 1) -> B = with_page_headers(insert(row_length) + index(key, order) + commit / rows_per_commit)

            row_length: B
            key: B
            order: "ascending" or "random"; "ascending" unless given
            rows_per_commit: a plain number or a count; 1 unless given

        Source: postgres/postgres 15: src/include/access/xlogrecord.h; src/include/access/xact.h, xl_xact_commit
        Source: measured: PostgreSQL 15, within 2%
        As of: 2026-11
        Example: wal(137 B, 8 B) = 275 B
        In the notation: postgresql.wal.wal
        """
    def update(self, changed: Value | Column) -> Quantity:
        """The log of an updated row whose new version fits on its page: only from the first byte to the last that differ.
        Where no indexed column changes this is all, a heap-only tuple (HOT); else add `index` for every index of the table.
        Before an update of a page that has little room, its old versions are pruned: see prune.

        update(changed: B) -> B = ceil((70 B + mean(changed)) / 8 B) * 8 B

            changed: B

        Source: postgres/postgres 15: src/backend/access/heap/heapam.c, log_heap_update
        Source: measured: pg_get_wal_records_info of PostgreSQL 15
        As of: 2026-11
        Example: update(1 B) = 72 B
        Example: update(1 B) + commit = 112 B
        Example: update(4 B) + 2 * index(4 B) = 212 B
        In the notation: postgresql.wal.update
        """
    def update_elsewhere(self, row_length: Value | Column) -> Quantity:
        """The log of an updated row that moves to another page: its lock on the old page and the whole row.
        Add `index` for every index of the table.

        update_elsewhere(row_length: B) -> B = 56 B + mean(ceil((50 B + row_length) / 8 B) * 8 B)

            row_length: B

        Source: postgres/postgres 15: src/backend/access/heap/heapam.c, log_heap_update; heapam_xlog.h, xl_heap_lock
        Source: measured: pg_get_wal_records_info of PostgreSQL 15
        As of: 2026-11
        Example: update_elsewhere(137 B) = 248 B
        Example: with_page_headers(update_elsewhere(137 B) + index(8 B) + commit) = 355 B
        In the notation: postgresql.wal.update_elsewhere
        """
    def copied(self, row_length: Value | Column) -> Quantity:
        """The log of a row that COPY loads into a table without indexes: many rows to a record.

        copied(row_length: B) -> B = mean(ceil((7 B + row_length - 23 B) / 2 B) * 2 B) * 101%

            row_length: B

        Source: postgres/postgres 15: src/include/access/heapam_xlog.h, xl_heap_multi_insert, xl_multi_insert_tuple
        Source: measured: PostgreSQL 15
        As of: 2026-11
        Example: copied(137 B) = 123.2 B
        In the notation: postgresql.wal.copied
        """
    def with_page_headers(self, records: Value | Column) -> Quantity:
        """Records with the headers of the log's own pages, 24 of 8192 bytes.

        with_page_headers(records: B) -> B = records * 8192 / 8168

            records: B

        Source: postgres/postgres 15: src/include/access/xlog_internal.h, SizeOfXLogShortPHD
        As of: 2026-11
        Example: with_page_headers(8168 B) = 8192 B
        In the notation: postgresql.wal.with_page_headers
        """
    def full_page_images(
        self, leaf_pages: Value | Column, rows: Value | Column, fill: Value | bool | Column = "69.3%"
    ) -> Quantity:
        """Full-page images for each row that is inserted in random order after a checkpoint.
        The first touch of each page logs the page itself, so with many pages each row logs one: 7 KB a row where the row
        has 100 bytes. `leaf_pages` are those of the index (or of the table, for updates in random order).

        full_page_images(leaf_pages: count, rows: count, fill = 69.3%) -> B = leaf_pages * (1 - (1 - 1 / leaf_pages)^rows) * (8192 B * fill + 50 B) / rows

            leaf_pages: a plain number or a count
            rows: a plain number or a count
            fill: anything; 69.3% unless given

        Source: PostgreSQL 15 documentation, 20.5.1 "Settings", full_page_writes
        Source: measured: PostgreSQL 15, a uuid key and 1,000 rows more, within 8%
        As of: 2026-11
        Example: full_page_images(10_040 page, 1000 row, 69.3%) = 5.5 KB
        In the notation: postgresql.wal.full_page_images
        """
    def images(
        self,
        size: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column,
        inserts: Value | Column,
        checkpoint_interval: Value | Column = "5 min",
    ) -> Quantity:
        """Full-page images for each row inserted into an index, by the index's size and the time between checkpoints.
        There are none worth counting in ascending order, where inserts touch one page after the other. Of an index that
        grows "by turns" give what its last pages take, one a group.

        images(size: B, order: "built" or "ascending" or "random" or "descending" or "by turns", inserts: row/s, checkpoint_interval: s = 5 min) -> B = if order == "random" or order == "by turns" then full_page_images(max(1, size / 8192 B), max(1, count(inserts * checkpoint_interval))) else 0 B

            size: B
            order: "built" or "ascending" or "random" or "descending" or "by turns"
            inserts: row/s
            checkpoint_interval: s; 5 min unless given

        Source: PostgreSQL 15 documentation, 20.5.1 "Settings", full_page_writes; 20.5.2 "Checkpoints", checkpoint_timeout
        As of: 2026-11
        Example: images(40 MB, "ascending", 10 row/s) = 0 B
        Example: images(82.25 MB, "random", 10 row/s, 100 s) = 5.5 KB
        In the notation: postgresql.wal.images
        """
    def __call__(
        self,
        row_length: Value | Column,
        key: Value | Column,
        order: Literal["ascending", "random"] | Column = "ascending",
        rows_per_commit: Value | Column = "1",
    ) -> Quantity:
        """wal(row_length: B, key: B, order: "ascending" or "random" = "ascending", rows_per_commit: count = 1) -> B: The log of one inserted row with one index, in a transaction of `rows_per_commit` rows, page headers with it."""
