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
    moved: Quantity
    memory: Quantity
    logged: Quantity

class OfRanksResults(NamedTuple):
    lists: Quantity
    pages: Quantity
    logged: Quantity

class OfListResults(NamedTuple):
    entries: Quantity
    bytes: Quantity
    pages: Quantity
    moved: Quantity
    memory: Quantity
    logged: Quantity

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
        order: Literal["built", "inserting", "one by one"] | Column = "built",
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
        common: Value | Column = "0",
    ) -> Quantity:
        """gin(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", order: "built" or "inserting" or "one by one" = "built", singles: count = 0, heap_rows: count = 50) -> B with common: The size of a GIN index, by the items of a row, those of all rows that are different, and the bytes of one."""
    def draws(
        self, items: Value | Column, distinct: Value | Column, frequency: Literal["zipf", "even"] | Column = "zipf"
    ) -> Quantity:
        """draws(items: count, distinct: count, frequency: "zipf" or "even" = "zipf"): How many times items are drawn for a row to have so many different ones: by Zipf's law frequent ones come again."""
    def in_a_row(self, draws: Value | Column, possible: Value | Column) -> Quantity:
        """in_a_row(draws: count, possible: count): How many different items so many draws for one row have, by Zipf's law."""
    def found(
        self, draws: Value | Column, possible: Value | Column, frequency: Literal["zipf", "even"] | Column = "zipf"
    ) -> Quantity:
        """found(draws: count, possible: count, frequency: "zipf" or "even" = "zipf"): How many different items so many that are drawn of `possible` ones have, by Zipf's law or each as often: the"""
    def possible(
        self, draws: Value | Column, distinct: Value | Column, frequency: Literal["zipf", "even"] | Column = "zipf"
    ) -> Quantity:
        """possible(draws: count, distinct: count, frequency: "zipf" or "even" = "zipf"): Of how many items so many are drawn that `distinct` ones are different: the inverse of found."""
    def nearer(self, draws: Value | Column, distinct: Value | Column, guess: Value | Column) -> Quantity:
        """nearer(draws: count, distinct: count, guess: count): A number of items that is nearer to that of which so many different ones are drawn."""
    def exponential_integral(self, lower: Value | bool | Column) -> Quantity:
        """exponential_integral(lower): The integral of exp(-t) / t above a number, within 1.5%."""
    def unlike(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        possible: Value | Column,
        frequency: Literal["zipf", "even"] | Column,
    ) -> Quantity:
        """unlike(rows: count, items: count, distinct: count, possible: count, frequency: "zipf" or "even"): The items of a row that no law of frequency has: where more are different than 100 M by Zipf's law give, so many of"""
    def of_all_ranks(
        self,
        rows: Value | Column,
        items: Value | Column,
        possible: Value | Column,
        frequency: Literal["zipf", "even"] | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
        at_once: Value | Column = "100%",
    ) -> OfAllRanksResults:
        """of_all_ranks(rows: count, items: count, possible: count, frequency: "zipf" or "even", inner_item: B, heap_rows: count, at_once: share = 100%): What all items but the single ones take: entries and their bytes in the tree, pages of lists of their own, and how"""
    def rank(
        self, rows: Value | Column, items: Value | Column, words: Value | Column, expected: Value | Column
    ) -> Quantity:
        """rank(rows: count, items: count, words: count, expected: count): The first rank of which an item is in fewer rows than so many, by Zipf's law: at most one more than there are."""
    def longest(self, rows: Value | Column, bytes: Value | Column, heap_rows: Value | Column) -> Quantity:
        """longest(rows: count, bytes: B, heap_rows: count): How many rows have an item whose list takes so many bytes."""
    def of_ranks(
        self,
        rows: Value | Column,
        items: Value | Column,
        words: Value | Column,
        first: Value | Column,
        factor: Value | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
        at_once: Value | Column = "100%",
    ) -> OfRanksResults:
        """of_ranks(rows: count, items: count, words: count, first: count, factor: count, inner_item: B, heap_rows: count, at_once: share = 100%): What the items take of the ranks from `first` to `factor` times as much, by Zipf's law, all taken for alike: the"""
    def page_keeps(self, stored: Value | Column, at_once: Value | Column) -> Quantity:
        """page_keeps(stored: B, at_once: share) -> B: What stays on a page of a list that grows at its end and splits: three quarters, or, of many rows at once, all."""
    def of_list(
        self,
        rows: Value | Column,
        number: Value | Column,
        expected: Value | Column,
        inner_item: Value | Column,
        heap_rows: Value | Column,
        at_once: Value | Column = "100%",
    ) -> OfListResults:
        """of_list(rows: count, number: count, expected: count, inner_item: B, heap_rows: count, at_once: share = 100%): What so many items take that are in as many rows each, as expected; see of_all_ranks."""
    def item_memory(self, rows: Value | Column, key: Value | Column) -> Quantity:
        """item_memory(rows: count, key: B) -> B: The memory of an item and its rows until they are put in their places, by the number of the rows."""
    def of_lists(
        self,
        rows: Value | Column,
        lists: Any,
        key: Value | Column,
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
    ) -> Quantity:
        """of_lists(rows: count, lists: table(number, share), key: B, singles: count = 0, heap_rows: count = 50) -> B: The size of a GIN index that was built, where statistics know how often items are: so many `number` of items, each in"""
    def distance(self, rows: Value | Column, each: Value | Column, heap_rows: Value | Column) -> Quantity:
        """distance(rows: count, each: count, heap_rows: count) -> B: The bytes of the distance to the next row that has an item, by the rows that have it."""
    def leaf_pages(self, bytes: Value | Column, item: Value | Column, alike: bool | str | Column) -> Quantity:
        """leaf_pages(bytes: B, item: B, alike: yes or no): The leaves of the tree of entries, where all come at once, in the order of the items."""
    def leaf_pages_of(self, bytes: Value | Column, item: Value | Column, alike: bool | str | Column) -> Quantity:
        """leaf_pages_of(bytes: B, item: B, alike: yes or no): The same of items of one size, or of many sizes."""
    def batches(
        self,
        first: Value | Column,
        ratio: Value | bool | Column,
        item: Value | Column,
        zipf: Value | Column,
        single: Value | Column,
    ) -> Quantity:
        """batches(first: count, ratio, item: B, zipf: share, single: share): The leaves where rows are put in their places batch by batch, by those of the first, by how many times as much is"""
    def one_by_one(
        self, bytes: Value | Column, entries: Value | Column, zipf: Value | Column, single: Value | Column
    ) -> Quantity:
        """one_by_one(bytes: B, entries: count, zipf: share, single: share): The leaves where each row is put in its place at once."""
    def waiting_on_page(self, row: Value | Column) -> Quantity:
        """waiting_on_page(row: B): How many rows wait on a page of the list, by what the items of one take: none is on two pages that fits on one."""
    def inner_pages(self, leaves: Value | Column, item: Value | Column) -> Quantity:
        """inner_pages(leaves: count, item: B): The pages above the leaves, up to four levels, which split in halves likewise."""
    def log(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        key: Value | Column,
        frequency: Literal["zipf", "even"] | Column = "zipf",
        singles: Value | Column = "0",
        order: Literal["built", "inserting", "one by one"] | Column = "inserting",
    ) -> Quantity:
        """log(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", singles: count = 0, order: "built" or "inserting" or "one by one" = "inserting") -> B: The log of one row of an index that fills by inserting, with that of putting it in its place later."""
    def entry(self, key: Value | Column) -> Quantity:
        """entry(key: B) -> B: The bytes of an entry with its line pointer, without its list of rows, by those of its item."""
    def mean_entry(self, key: Value | Column) -> Quantity:
        """mean_entry(key: B) -> B: The bytes of an entry, likewise, of items that differ in length where the mean is no whole number: by about a third."""
    def in_all(self, rows: Value | Column, items: Value | Column, heap_rows: Value | Column = "50") -> Quantity:
        """in_all(rows: count, items: count, heap_rows: count = 50) -> B: The size of the lists of items that all rows have, as the keys of a jsonb whose documents are alike."""
    def __call__(
        self,
        rows: Value | Column,
        items: Value | Column,
        distinct: Value | Column,
        key: Value | Column,
        frequency: Literal["zipf", "even"] | Column = "zipf",
        order: Literal["built", "inserting", "one by one"] | Column = "built",
        singles: Value | Column = "0",
        heap_rows: Value | Column = "50",
        common: Value | Column = "0",
    ) -> Quantity:
        """gin(rows: count, items: count, distinct: count, key: B, frequency: "zipf" or "even" = "zipf", order: "built" or "inserting" or "one by one" = "built", singles: count = 0, heap_rows: count = 50) -> B with common: The size of a GIN index, by the items of a row, those of all rows that are different, and the bytes of one."""
