"""PostgreSQL: the size of a GIN index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, NamedTuple, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class OfAllRanksResults(NamedTuple):
    entries: Quantity
    bytes: Quantity
    pages: Quantity

class OfRanksResults(NamedTuple):
    entries: Quantity
    bytes: Quantity
    pages: Quantity

class OfListResults(NamedTuple):
    entries: Quantity
    bytes: Quantity
    pages: Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a GIN index"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a GIN index"""
    def gin(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        key: Value | Column,
        frequency: Literal["zipf", "even"] | Column = "zipf",
        order: Literal["built", "inserting"] | Column = "built",
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
    ) -> Quantity:
        """The size of a GIN index, by the items of a row, those of all rows that are different, and the bytes of one.
        Of the `distinct` items some are in many rows, as Zipf's law has it, or all in as many ("even"); `singles` more of
        each row are in no other: identifiers, times. `key` is 4 B of integers, trigrams and jsonb_path_ops; of words and
        texts their length and 1 B, of jsonb_ops their length and 2 B. "built" is by CREATE INDEX, with maintenance_work_mem
        for all of it; an index that fills by "inserting" splits pages in random order, and keeps up to 4 MB for the list of
        rows that wait (fastupdate). `heap_rows` are the table's rows on a page.

        gin(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", order: "built" or "inserting" = "built", singles: count = 0, heap_rows: count = 50) -> B = if order == "built" then pages * 8192 B else with_waiting(pages * 8192 B, waited)

            rows: a plain number or a count
            items: a plain number or a count
            distinct: a plain number or a count
            key: B
            frequency: "zipf" or "even"; "zipf" unless given
            order: "built" or "inserting"; "built" unless given
            singles: a plain number or a count; 0 unless given
            heap_rows: a plain number or a count; 50 unless given

        Source: postgres/postgres 15: src/backend/access/gin/ginentrypage.c, GinFormTuple, entrySplitPage
        Source: postgres/postgres 15: src/backend/access/gin/gindatapage.c, createPostingTree, leafRepackItems
        Source: measured: relpages of PostgreSQL 15, within 15%
        As of: 2026-11
        Example: gin(100_000 row, 5, 1000, 4 B, "even", heap_rows = 65) = 202 * 8192 B
        Example: gin(200_000 row, 3, 10, 4 B, "even", heap_rows = 70) = 92 * 8192 B
        Example: gin(40_000 row, 0, 1, 4 B, singles = 5) = 1368 * 8192 B
        Example: gin(200_000 row, 3, 10, 4 B, "even", "inserting", heap_rows = 70) = 587 * 8192 B
        In the notation: postgresql.gin.gin
        """
    def of_all_ranks(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        frequency: Literal["zipf", "even"] | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
    ) -> OfAllRanksResults:
        """What all items but the single ones take: entries and their bytes in the tree, and pages of lists of their own.

        of_all_ranks(rows: count, items: count, distinct: count, frequency: "zipf" or "even", inner_item: B, heap_rows: count) = entries, bytes, pages

            rows: a plain number or a count
            items: a plain number or a count
            distinct: a plain number or a count
            frequency: "zipf" or "even"
            inner_item: B
            heap_rows: a plain number or a count

        Source: as gin
        As of: 2026-11
        Example: of_all_ranks(100_000, 5, 1000, "even", 20 B, 65).entries = 1000
        In the notation: postgresql.gin.of_all_ranks
        """
    def of_ranks(
        self,
        rows: Value | Column,
        items: Value | Column,
        words: Value | Column,
        frequency: Literal["zipf", "even"] | Column,
        k: Value | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
    ) -> OfRanksResults:
        """What the items of some ranks take: entries and their bytes in the tree, and pages of lists that have some of their
        own. By Zipf's law the items of rank 2^k to 2^(k+1) are alike, and have one in ln(different ones) times ln 2 of all;
        "even" ones are all of rank 1.

        of_ranks(rows: count, items: count, words: count, frequency: "zipf" or "even", k: count, inner_item: B, heap_rows: count) = entries, bytes, pages

            rows: a plain number or a count
            items: a plain number or a count
            words: a plain number or a count
            frequency: "zipf" or "even"
            k: a plain number or a count
            inner_item: B
            heap_rows: a plain number or a count

        Source: as gin
        As of: 2026-11
        Example: of_ranks(100_000, 5, 1000, "even", 0, 20 B, 65).entries = 1000
        Example: of_ranks(100_000, 5, 1000, "even", 0, 20 B, 65).bytes / 1000 = 993 B
        Example: of_ranks(200_000, 3, 10, "even", 0, 20 B, 70).pages = 90
        In the notation: postgresql.gin.of_ranks
        """
    def of_list(
        self,
        rows: Value | Column,
        number: Value | Column,
        expected: Value | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
    ) -> OfListResults:
        """What so many items take that are in as many rows each, as expected: entries and their bytes in the tree, and pages
        of lists that have some of their own.

        of_list(rows: count, number: count, expected: count, inner_item: B, heap_rows: count) = entries, bytes, pages

            rows: a plain number or a count
            number: a plain number or a count
            expected: a plain number or a count
            inner_item: B
            heap_rows: a plain number or a count

        Source: as gin
        As of: 2026-11
        Example: of_list(200_000, 10, 60_000, 20 B, 70).pages = 100
        Example: of_list(200_000, 10, 1, 20 B, 70).entries = 10 * (1 - exp(-1))
        In the notation: postgresql.gin.of_list
        """
    def of_lists(
        self,
        rows: Value | Column,
        lists: Any,
        key: Value | Column,
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
    ) -> Quantity:
        """The size of a GIN index that was built, where statistics know how often items are: so many `number` of items, each in
        a `share` of the rows, and `singles` more of each row that are in no other. `key` is as in gin.

        of_lists(rows: count, lists: table(number, share), key: B, singles: count = 0, heap_rows: count = 50) -> B = pages * 8192 B

            rows: a plain number or a count
            lists: table(number, share)
            key: B
            singles: a plain number or a count; 0 unless given
            heap_rows: a plain number or a count; 50 unless given

        Source: as gin
        Source: measured: relpages of PostgreSQL 15 by its pg_stats, within 15%
        As of: 2026-11
        Example: of_lists(100_000, sample_lists, 4 B) = 320 * 8192 B
        In the notation: postgresql.gin.of_lists
        """
    def distance(self, rows: Value | Column, each: Value | Column, heap_rows: Value | Column) -> Quantity:
        """The bytes of the distance to the next row that has an item, by the rows that have it.
        A row's place is 2048 times its page and its number there, in seven bits to a byte: one byte within a page of up to
        127 rows, two within eight pages, three within 1024.

        distance(rows: count, each: count, heap_rows: count) -> B = bytes * 1 B

            rows: a plain number or a count
            each: a plain number or a count
            heap_rows: a plain number or a count

        Source: postgres/postgres 15: src/backend/access/gin/ginpostinglist.c, itemptr_to_uint64, encode_varbyte
        As of: 2026-11
        Example: distance(100_000, 100_000, 50) = 1.02 B
        Example: distance(100_000, 2000, 50) = 1.636 B
        Example: distance(10 M, 10, 50) = 3.95 B
        In the notation: postgresql.gin.distance
        """
    def beyond(self, rows: Value | Column, each: Value | Column, distance: Value | Column) -> Quantity:
        """The share of the distances that are longer than so many rows.

        beyond(rows: count, each: count, distance: count) = if distance >= rows then 0 else (1 - distance / rows)^each

            rows: a plain number or a count
            each: a plain number or a count
            distance: a plain number or a count

        Source: as distance
        As of: 2026-11
        Example: beyond(1000, 10, 100) = 0.9^10
        In the notation: postgresql.gin.beyond
        """
    def leaf_pages(
        self, bytes: Value | Column, item: Value | Column, alike: bool | str | Column, at_once: bool | str | Column
    ) -> Quantity:
        """The leaves of the tree of entries.
        A page that is full splits in halves of its bytes, the left one with the entry in the middle, and where an index is
        built in the order of its items, it is never filled again.

        leaf_pages(bytes: B, item: B, alike: yes or no, at_once: yes or no) = if bytes <= room then 1 else if not at_once then max(2, bytes / (room * ln(2))) else 1 + ceil((bytes - whole + left) / left)

            bytes: B
            item: B
            alike: yes or no
            at_once: yes or no

        Source: postgres/postgres 15: src/backend/access/gin/ginentrypage.c, entrySplitPage
        As of: 2026-11
        Example: leaf_pages(5.6 MB, 28 B, yes, yes) = 1361
        In the notation: postgresql.gin.leaf_pages
        """
    def inner_pages(self, leaves: Value | Column, item: Value | Column) -> Quantity:
        """The pages above the leaves, up to four levels, which split in halves likewise.

        inner_pages(leaves: count, item: B) = first + second + third + fourth

            leaves: a plain number or a count
            item: B

        Source: as leaf_pages
        As of: 2026-11
        Example: inner_pages(1361, 20 B) = 7 + 1
        Example: inner_pages(1, 20 B) = 0
        In the notation: postgresql.gin.inner_pages
        """
    def with_waiting(self, tree: Value | Column, waited: Value | Column, limit: Value | Column = "4 MiB") -> Quantity:
        """The size with the list of rows that wait to be put in their places, by the bytes that went through it.
        When the list is longer than its limit of 4 MB all of it goes to the tree, whose pages come behind it; then the list
        begins again on its own pages.

        with_waiting(tree: B, waited: B, limit: B = 4 MiB) -> B = if times < 1 then tree + waited else max(tree * floor(times) / times + limit, tree + (times - floor(times)) * limit)

            tree: B
            waited: B
            limit: B; 4 MiB unless given

        Source: postgres/postgres 15: src/backend/access/gin/ginfast.c, ginHeapTupleFastInsert, ginInsertCleanup
        Source: PostgreSQL 15 documentation, 20.11.1 "Statement Behavior", gin_pending_list_limit
        As of: 2026-11
        Example: with_waiting(1 MB, 1 MB) = 2 MB
        Example: with_waiting(40 MB, 100 * 4 MiB) = 40 MB + 4 MiB
        In the notation: postgresql.gin.with_waiting
        """
    def log(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        key: Value | Column,
        frequency: Literal["zipf", "even"] | Column = "zipf",
        singles: Value | Column = "0",
    ) -> Quantity:
        """The log of one row of an index that fills by inserting, with that of putting it in its place later.
        A row's items wait in one record; then each item that is among those of some 4 MB takes a record of its entry, and
        pages that split are logged whole. `size` is the index's, without what waits.

        log(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", singles: count = 0) -> B = waiting + (found + singles * batch) * (72 B + tuple) / batch + (150% * bytes + pages * 8192 B) / max(1, rows)

            rows: a plain number or a count
            items: a plain number or a count
            distinct: a plain number or a count
            key: B
            frequency: "zipf" or "even"; "zipf" unless given
            singles: a plain number or a count; 0 unless given

        Source: postgres/postgres 15: src/backend/access/gin/ginfast.c, ginHeapTupleFastInsert; ginbtree.c, ginPlaceToPage
        Source: measured: pg_current_wal_insert_lsn of PostgreSQL 15, within 20%
        As of: 2026-11
        Example: log(20_000 row, 5, 100_000, 4 B, "even") = 691 B
        Example: log(20_000 row, 5, 1000, 4 B, "even") = 258 B
        In the notation: postgresql.gin.log
        """
    def entry(self, key: Value | Column) -> Quantity:
        """The bytes of an entry with its line pointer, without its list of rows, by those of its item.

        entry(key: B) -> B = ceil((8 B + key) / 8 B) * 8 B + 4 B

            key: B

        Source: postgres/postgres 15: src/backend/access/gin/ginentrypage.c, GinFormTuple
        As of: 2026-11
        Example: entry(4 B) = 20 B
        Example: entry(13 B) = 28 B
        In the notation: postgresql.gin.entry
        """
    def in_all(self, rows: Value | Column, items: Value | Column, heap_rows: Value | Column = "50") -> Quantity:
        """The size of the lists of items that all rows have, as the keys of a jsonb whose documents are alike.

        in_all(rows: count, items: count, heap_rows: count = 50) -> B = items * (leaves + (if leaves > 1 then 1 else 0)) * 8192 B

            rows: a plain number or a count
            items: a plain number or a count
            heap_rows: a plain number or a count; 50 unless given

        Source: as gin
        As of: 2026-11
        Example: in_all(60_000 row, 6) = 54 * 8192 B
        In the notation: postgresql.gin.in_all
        """
    def __call__(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        key: Value | Column,
        frequency: Literal["zipf", "even"] | Column = "zipf",
        order: Literal["built", "inserting"] | Column = "built",
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
    ) -> Quantity:
        """gin(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", order: "built" or "inserting" = "built", singles: count = 0, heap_rows: count = 50) -> B: The size of a GIN index, by the items of a row, those of all rows that are different, and the bytes of one."""
