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
        """insert(row_length: B) -> B: The log of one inserted row in its table, without indexes and commit."""
    def index(
        self,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column = "ascending",
    ) -> Quantity:
        """index(key: B, order: "built" or "ascending" or "random" or "descending" or "by turns" = "ascending") -> B: The log of one entry of a B-tree, its share of page splits with it."""
    def index_of_size(self, key: Value | Column, rows: Value | Column) -> Quantity:
        """index_of_size(key: B, rows: count) -> B: The log of one entry of a B-tree of so many rows that is filled in random order."""
    def index_from(self, key: Value | Column, before: Value | Column, rows: Value | Column) -> Quantity:
        """index_from(key: B, before: count, rows: count) -> B: The log of each of so many entries that come to a B-tree of `before` rows in random order, their page splits with"""
    def entry_record(self, key: Value | Column) -> Quantity:
        """entry_record(key: B) -> B: The record of one entry of a leaf."""
    def split_record(self, body: Value | Column, moved: Value | Column) -> Quantity:
        """split_record(body: B, moved: count) -> B: The record of a page split, and of the entry above it, less the record that it takes the place of."""
    def wal(
        self,
        row_length: Value | Column,
        key: Value | Column,
        order: Literal["ascending", "random"] | Column = "ascending",
        rows_per_commit: Value | Column = "1",
    ) -> Quantity:
        """wal(row_length: B, key: B, order: "ascending" or "random" = "ascending", rows_per_commit: count = 1) -> B: The log of one inserted row with one index, in a transaction of `rows_per_commit` rows, page headers with it."""
    def update(self, changed: Value | Column) -> Quantity:
        """update(changed: B) -> B: The log of an updated row whose new version fits on its page: only from the first byte to the last that differ."""
    def update_elsewhere(self, row_length: Value | Column) -> Quantity:
        """update_elsewhere(row_length: B) -> B: The log of an updated row that moves to another page: its lock on the old page and the whole row."""
    def copied(self, row_length: Value | Column) -> Quantity:
        """copied(row_length: B) -> B: The log of a row that COPY loads into a table without indexes: many rows to a record."""
    def with_page_headers(self, records: Value | Column) -> Quantity:
        """with_page_headers(records: B) -> B: Records with the headers of the log's own pages, 24 of 8192 bytes."""
    def full_page_images(
        self, leaf_pages: Value | Column, rows: Value | Column, fill: Value | bool | Column = "69.3%"
    ) -> Quantity:
        """full_page_images(leaf_pages: count, rows: count, fill = 69.3%) -> B: Full-page images for each row that is inserted in random order after a checkpoint."""
    def images(
        self,
        size: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column,
        inserts: Value | Column,
        checkpoint_interval: Value | Column = "5 min",
    ) -> Quantity:
        """images(size: B, order: "built" or "ascending" or "random" or "descending" or "by turns", inserts: row/s, checkpoint_interval: s = 5 min) -> B: Full-page images for each row inserted into an index, by the index's size and the time between checkpoints."""
    def index_of_equal_keys(self, key: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """index_of_equal_keys(key: B, rows_per_key: count) -> B: The log of one entry of a B-tree whose keys repeat, inserted in random order, its share of page splits and of the"""
    def built(self, size: Value | Column, fillfactor: Value | bool | Column = "90%") -> Quantity:
        """built(size: B, fillfactor = 90%) -> B: The log of an index that CREATE INDEX builds: its pages without their free room."""
    def vacuum(
        self,
        dead: Value | Column,
        heap_rows: Value | Column = "60",
        indexes: Value | Column = "1",
        leaf_rows: Value | Column = "366",
    ) -> Quantity:
        """vacuum(dead: share, heap_rows: count = 60, indexes: count = 1, leaf_rows: count = 366) -> B: What vacuum logs for each dead row, by the share of the rows that are dead, scattered over the table, and the rows"""
    def touched(self, dead: Value | Column, on_page: Value | Column) -> Quantity:
        """touched(dead: share, on_page: count): The pages that have a dead row, for each of those."""
    def checkpoint_distance(
        self,
        max_wal_size: Value | Column = "1 GiB",
        completion_target: Value | Column = "90%",
        segment: Value | Column = "16 MiB",
    ) -> Quantity:
        """checkpoint_distance(max_wal_size: B = 1 GiB, completion_target: share = 90%, segment: B = 16 MiB) -> B: The log between two checkpoints that come because of it, and not of checkpoint_timeout."""
    def between_checkpoints(
        self,
        log: Value | Column,
        timeout: Value | Column = "5 min",
        max_wal_size: Value | Column = "1 GiB",
        completion_target: Value | Column = "90%",
    ) -> Quantity:
        """between_checkpoints(log: B/s, timeout: s = 5 min, max_wal_size: B = 1 GiB, completion_target: share = 90%) -> s: The time between two checkpoints, by the log of a second: checkpoint_timeout, or less where much is written."""
    def __call__(
        self,
        row_length: Value | Column,
        key: Value | Column,
        order: Literal["ascending", "random"] | Column = "ascending",
        rows_per_commit: Value | Column = "1",
    ) -> Quantity:
        """wal(row_length: B, key: B, order: "ascending" or "random" = "ascending", rows_per_commit: count = 1) -> B: The log of one inserted row with one index, in a transaction of `rows_per_commit` rows, page headers with it."""
