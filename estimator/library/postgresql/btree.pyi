"""PostgreSQL: the size of an index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of an index"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of an index"""
    def btree(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "built",
        fillfactor: Value | bool | Column = "90%",
        pivot: Value | Column = "0 B",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """btree(rows: count, key: B, order: "built" or "ascending" or "random" or "descending" = "built", fillfactor = 90%, pivot: B = 0 B) -> B with postgresql_version: The size of a B-tree index, by the bytes of its key."""
    def of_entries(
        self,
        rows: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        inner_item: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "built",
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """of_entries(rows: count, item: B, variance: count, inner_item: B, order: "built" or "ascending" or "random" or "descending" = "built", fillfactor = 90%) -> B with postgresql_version: The size of a B-tree index, by the mean size of its entries and how far they vary around it."""
    def grouped(
        self,
        rows: Value | Column,
        key: Value | Column,
        groups: Value | Column,
        arrival: Literal["by turns", "in rotation", "newest first", "one after another"] | Column = "by turns",
        group: Value | Column = "0 B",
        fillfactor: Value | bool | Column = "90%",
        heap_rows: Value | Column = "100",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """grouped(rows: count, key: B, groups: count, arrival: "by turns" or "in rotation" or "newest first" or "one after another" = "by turns", group: B = 0 B, fillfactor = 90%, heap_rows: count = 100) -> B with postgresql_version: The size of a B-tree on several columns whose first repeats, as (user, time), by its number of values."""
    def by_turns(
        self,
        rows: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        group_item: Value | Column,
        groups: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        heap_rows: Value | Column = "100",
        arrival: Literal["by turns", "in rotation", "newest first"] | Column = "by turns",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """by_turns(rows: count, item: B, variance: count, group_item: B, groups: count, fillfactor = 90%, heap_rows: count = 100, arrival: "by turns" or "in rotation" or "newest first" = "by turns") -> B with postgresql_version: The size of such an index whose groups come by turns, by the mean size of its entries and how far they vary around"""
    def turns_leaves(
        self,
        rows: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        groups: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        heap_rows: Value | Column = "100",
        arrival: Literal["by turns", "in rotation", "newest first"] | Column = "by turns",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """turns_leaves(rows: count, item: B, variance: count, groups: count, fillfactor = 90%, heap_rows: count = 100, arrival: "by turns" or "in rotation" or "newest first" = "by turns") with postgresql_version: The leaves of such an index."""
    def rotation_leaves(
        self, rows: Value | Column, groups: Value | Column, item: Value | Column, kept: Value | Column
    ) -> Quantity:
        """rotation_leaves(rows: count, groups: count, item: B, kept: count): The leaves of an index whose groups come in rotation and take a page at most: all pages have as many groups, and"""
    def shared(self, groups: Value | Column, fitting: Value | Column, kept: Value | Column) -> Quantity:
        """shared(groups: count, fitting: count, kept: count): The leaves of so many groups that come in rotation, by how many of them fit on a page: those of the first round stand"""
    def splits_to_a_boundary(
        self,
        size: Value | Column,
        kept: Value | Column,
        ideal: Value | Column,
        legal: Value | Column,
        reach: Value | Column,
    ) -> Quantity:
        """splits_to_a_boundary(size: count, kept: count, ideal: count, legal: count, reach: count): The splits of a growing index up to one that falls between two groups of its keys, or 0 beyond six."""
    def boundary(
        self,
        size: Value | Column,
        split: Value | Column,
        kept: Value | Column,
        ideal: Value | Column,
        legal: Value | Column,
    ) -> Quantity:
        """boundary(size: count, split: count, kept: count, ideal: count, legal: count): The end of a group that is next to a split, by the number of the split, and not beyond its last legal place; 0 before"""
    def turns_unseen(
        self, rows: Value | Column, groups: Value | Column, item: Value | Column, kept: Value | Column
    ) -> Quantity:
        """turns_unseen(rows: count, groups: count, item: B, kept: count): The leaves of an index whose groups grow by turns where PostgreSQL does not see the pattern."""
    def turns_seen(
        self,
        rows: Value | Column,
        groups: Value | Column,
        item: Value | Column,
        kept: Value | Column,
        heap_rows: Value | Column,
    ) -> Quantity:
        """turns_seen(rows: count, groups: count, item: B, kept: count, heap_rows: count): The leaves of an index whose groups grow by turns where PostgreSQL sees the pattern."""
    def in_step(self, pages: Value | Column, most: Value | Column) -> Quantity:
        """in_step(pages: count, most: count): How many more pages a group has than in the mean, of groups that grow alike and open a page at about the same time:"""
    def leaves_in_random_order(
        self,
        rows: Value | Column,
        item: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        high_key: Value | Column = "0 B",
    ) -> Quantity:
        """leaves_in_random_order(rows: count, item: B, fillfactor = 90%, high_key: B = 0 B): The leaves of a B-tree that was filled in random order, by the size of its entries."""
    def random_leaves(self, rows: Value | Column, most: Value | Column) -> Quantity:
        """random_leaves(rows: count, most: count): The leaves below one page that had all keys and split in halves ever since, in random order, as an expected value."""
    def share_split(self, reached: Value | Column, most: Value | Column, generation: Value | Column) -> Quantity:
        """share_split(reached: count, most: count, generation: count): The share of the pages of a generation that have split, by the rows over those at which they do on average."""
    def kept_left(
        self, entries: Value | Column, item: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """kept_left(entries: count, item: B, fillfactor = 90%): The entries that stay behind when the last leaf of an ascending index splits."""
    def ideal_left(
        self, entries: Value | Column, item: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """ideal_left(entries: count, item: B, fillfactor = 90%): The place of that split before it is rounded to an entry."""
    def entry(self, key: Value | Column) -> Quantity:
        """entry(key: B) -> B: The bytes of a B-tree's entry with its line pointer, by those of its key."""
    def text_key(self, payload: Value | Column, start: Value | Column = "0 B") -> Quantity:
        """text_key(payload: B, start: B = 0 B) -> B: The bytes of a key that is a text; a key of several columns goes on at `start`, the end of those before it."""
    def inner_pages(self, leaves: Value | Column, fanout: Value | Column) -> Quantity:
        """inner_pages(leaves: count, fanout: count): The pages above the leaves, up to five levels."""
    def unshared(
        self,
        rows: Value | Column,
        key: Value | Column,
        rows_per_key: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "built",
        fillfactor: Value | bool | Column = "90%",
        pivot: Value | Column = "0 B",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """unshared(rows: count, key: B, rows_per_key: count, order: "built" or "ascending" or "random" or "descending" = "built", fillfactor = 90%, pivot: B = 0 B) -> B with postgresql_version: The size of an index whose keys repeat before PostgreSQL 13, where each row has an entry of its own."""
    def pages_of_key(self, filled: Value | Column, rows: Value | Column) -> Quantity:
        """pages_of_key(filled: count, rows: count): The pages of a key that has pages of its own, by how many it fills, in the mean of keys whose rows are as many by"""
    def deduplicated(
        self,
        rows: Value | Column,
        key: Value | Column,
        rows_per_key: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        counts: Literal["equal", "by chance"] | Column = "equal",
    ) -> Quantity:
        """deduplicated(rows: count, key: B, rows_per_key: count, fillfactor = 90%, counts: "equal" or "by chance" = "equal") -> B: The size of an index whose keys repeat, built by CREATE INDEX: equal keys share one entry with a list of rows."""
    def deduplicated_leaves(
        self,
        rows: Value | Column,
        item: Value | Column,
        rows_per_key: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        counts: Literal["equal", "by chance"] | Column = "equal",
    ) -> Quantity:
        """deduplicated_leaves(rows: count, item: B, rows_per_key: count, fillfactor = 90%, counts: "equal" or "by chance" = "equal"): The leaves of such an index, by the mean entry of a key that one row has."""
    def chance_leaves(
        self,
        rows: Value | Column,
        item: Value | Column,
        rows_per_key: Value | Column,
        fillfactor: Value | bool | Column,
    ) -> Quantity:
        """chance_leaves(rows: count, item: B, rows_per_key: count, fillfactor): The leaves of such an index whose keys have as many rows as chance gives them, of few each."""
    def listed_on_page(self, key: Value | Column, fillfactor: Value | bool | Column = "90%") -> Quantity:
        """listed_on_page(key: B, fillfactor = 90%): The rows of one key that a page of a built index holds, in lists that are as long as they may be."""
    def mean_list(self, base: Value | Column, rows: Value | Column) -> Quantity:
        """mean_list(base: B, rows: count) -> B: The mean entry of keys that have so many rows each, or, of a number between, the one below it and the one above."""
    def of_list(self, base: Value | Column, rows: Value | Column) -> Quantity:
        """of_list(base: B, rows: count) -> B: The entry of a key that has so many rows, with its line pointer."""
    def inserted_duplicates(self, rows: Value | Column, key: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """inserted_duplicates(rows: count, key: B, rows_per_key: count) -> B: The size of an index whose keys repeat, filled by inserting in random order."""
    def duplicates_in_step(self, rows: Value | Column, key: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """duplicates_in_step(rows: count, key: B, rows_per_key: count) -> B: The same in a seventh of the steps, for sheets of hundreds of indexes: all pages split in"""
    def turns_of_lists(
        self, rows: Value | Column, key: Value | Column, rows_per_key: Value | Column, groups: Value | Column
    ) -> Quantity:
        """turns_of_lists(rows: count, key: B, rows_per_key: count, groups: count) -> B: The size of an index whose keys repeat and ascend within each of its groups, which come by turns, as on (tenant,"""
    def leaves_in_step(self, rows: Value | Column, item: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """leaves_in_step(rows: count, item: B, rows_per_key: count): The leaves of such an index, by the mean entry of a key that one row has."""
    def splits_in_step(
        self, growth: Value | bool | Column, variance: Value | bool | Column, more: Value | bool | Column
    ) -> Quantity:
        """splits_in_step(growth, variance, more): How many times as many pages there are when what is on them has grown, for those that grow alike and split in halves"""
    def later(self, reached: Value | bool | Column, variance: Value | bool | Column) -> Quantity:
        """later(reached, variance): The share of pages that have split, by what is on them over what is there when they do on average."""
    def after_updates(
        self,
        size: Value | Column,
        renewed: Value | bool | Column,
        order: Literal["ascending", "random"] | Column = "ascending",
        fillfactor: Value | Column = "90%",
        key: Value | Column = "8 B",
        keys: Literal["same", "other", "newest"] | Column = "same",
    ) -> Quantity:
        """after_updates(size: B, renewed, order: "ascending" or "random" = "ascending", fillfactor: share = 90%, key: B = 8 B, keys: "same" or "other" or "newest" = "same") -> B: The size of an index in the long run, by the share of its rows that get a new entry between two vacuums."""
    def at_the_end(self, renewed: Value | Column, kept: Value | Column) -> Quantity:
        """at_the_end(renewed: share, kept: count): What an index takes more, of its own size, that rows go to the end of when they are updated: pages that are used"""
    def brin(
        self, heap_pages: Value | Column, key: Value | Column = "8 B", pages_per_range: Value | Column = "128"
    ) -> Quantity:
        """brin(heap_pages: count, key: B = 8 B, pages_per_range: count = 128) -> B: The size of a BRIN index, which sums up each range of pages by the least and the greatest value."""
    def built_fanout(self, item: Value | Column) -> Quantity:
        """built_fanout(item: B): The pages that one above them points to when an index is built, by the size of its entries."""
    def left_free(self, left: Value | Column) -> Quantity:
        """left_free(left: share) -> B: The bytes of a page that a fillfactor leaves free, by the share that it leaves."""
    def page_size(self) -> Quantity:
        """page_size() -> B: A page, of a table as of an index."""
    def line_pointer(self) -> Quantity:
        """line_pointer() -> B: What points at an entry from the start of its page."""
    def row_place(self) -> Quantity:
        """row_place() -> B: What says where in the table a row is, rounded up to 8: a high key may need one to tell equal keys apart."""
    def page_room(self) -> Quantity:
        """page_room() -> B: What entries and their line pointers may take of a page of a B-tree."""
    def built_room(self) -> Quantity:
        """built_room() -> B: The same while the page is built: less the line pointers of its high key and of the entry that comes next."""
    def __call__(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "built",
        fillfactor: Value | bool | Column = "90%",
        pivot: Value | Column = "0 B",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """btree(rows: count, key: B, order: "built" or "ascending" or "random" or "descending" = "built", fillfactor = 90%, pivot: B = 0 B) -> B with postgresql_version: The size of a B-tree index, by the bytes of its key."""
