"""SQLite: rows, tables and indexes in pages

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """SQLite: rows, tables and indexes in pages"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """SQLite: rows, tables and indexes in pages"""
    def varint(self, value: Value | Column) -> Quantity:
        """varint(value: count) -> B: The bytes of a number as SQLite writes lengths and row ids: seven bits a byte, at most nine bytes."""
    def integer(self, value: Value | Column) -> Quantity:
        """integer(value: count) -> B: An integer's bytes in a row, by how large it is: none for 0 and 1."""
    def record(self, values: Value | Column, columns: Value | Column, long_texts: Value | Column = "0") -> Quantity:
        """record(values: B, columns: count, long_texts: count = 0) -> B: The bytes of a row's record: its header with a type for each column, and the values."""
    def cell(self, record: Value | Column, rows: Value | Column) -> Quantity:
        """cell(record: B, rows: count) -> B: The bytes of a row in a table with row ids, with its pointer in the page."""
    def table(
        self,
        rows: Value | Column,
        record: Value | Column,
        page: Value | Column = "4096 B",
        order: Literal["ascending", "random"] | Column = "ascending",
        largest_id: Value | Column = "0",
    ) -> Quantity:
        """table(rows: count, record: B, page: B = 4096 B, order: "ascending" or "random" = "ascending", largest_id: count = 0) -> B: The size of a table that is filled in the order of its row ids."""
    def random_fill(self, in_order: Value | bool | Column) -> Quantity:
        """random_fill(in_order): How full pages become in random order, of the rows that are on one in order: three neighbours share what they have"""
    def on_leaf(self, fitting: Value | bool | Column, variance: Value | bool | Column) -> Quantity:
        """on_leaf(fitting, variance): The rows on a page that fills in order, of which so many would fit if they could be cut."""
    def first_longer(
        self, fitting: Value | bool | Column, variance: Value | bool | Column, surely: Value | Column = "1"
    ) -> Quantity:
        """first_longer(fitting, variance, surely: count = 1): By how much of a mean row the first one on a page is longer than that: it is there as it did not fit on the page"""
    def excess(self, deviations: Value | bool | Column) -> Quantity:
        """excess(deviations): By how many deviations a normal number is above its mean, on average, if it is above a bound that is so many there."""
    def inner_pages(self, leaves: Value | Column, fanout: Value | Column) -> Quantity:
        """inner_pages(leaves: count, fanout: count): The number of pages above the leaves, up to four levels: one where it has room for all of them."""
    def kept(self, record: Value | Column, page: Value | Column = "4096 B") -> Quantity:
        """kept(record: B, page: B = 4096 B) -> B: The bytes that a page keeps of a record that is too long for it."""
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        columns: Value | Column = "1",
        page: Value | Column = "4096 B",
        order: Literal["built", "ascending", "random"] | Column = "built",
        long_texts: Value | Column = "0",
        groups: Value | Column = "0",
        largest_id: Value | Column = "0",
    ) -> Quantity:
        """index(rows: count, key: B, columns: count = 1, page: B = 4096 B, order: "built" or "ascending" or "random" = "built", long_texts: count = 0, groups: count = 0, largest_id: count = 0) -> B: The size of an index, whose entries hold the key and the row id."""
    def without_rowid(
        self,
        rows: Value | Column,
        record: Value | Column,
        page: Value | Column = "4096 B",
        order: Literal["built", "ascending", "random"] | Column = "ascending",
        groups: Value | Column = "0",
    ) -> Quantity:
        """without_rowid(rows: count, record: B, page: B = 4096 B, order: "built" or "ascending" or "random" = "ascending", groups: count = 0) -> B: The size of a table WITHOUT ROWID: the whole row lies in the tree of the key."""
    def grouped_fill(self, pages: Value | bool | Column, fitting: Value | bool | Column) -> Quantity:
        """grouped_fill(pages, fitting): What is left of how full pages become in random order where groups come by turns, each in its own order, by the pages"""
    def pages_in_order(
        self,
        entries: Value | Column,
        fitting: Value | bool | Column,
        variance: Value | bool | Column = "0",
        one: Value | Column = "100 B",
    ) -> Quantity:
        """pages_in_order(entries: count, fitting, variance = 0, one: B = 100 B): The pages of one level of a tree that fills in the order of its keys, by how many entries would fit on one if they"""
    def left_behind(
        self, fitting: Value | bool | Column, variance: Value | bool | Column = "0", one: Value | Column = "100 B"
    ) -> Quantity:
        """left_behind(fitting, variance = 0, one: B = 100 B): The entries on the page that is left as it is when three full ones become four: each takes from the one before it as"""
    def inner_in_order(
        self,
        leaves: Value | Column,
        fitting: Value | bool | Column,
        variance: Value | bool | Column = "0",
        one: Value | Column = "100 B",
    ) -> Quantity:
        """inner_in_order(leaves: count, fitting, variance = 0, one: B = 100 B): The pages above the leaves of a tree that fills in the order of its keys, by the entries that would fit on one."""
    def kept_of_entry(self, record: Value | Column, page: Value | Column = "4096 B") -> Quantity:
        """kept_of_entry(record: B, page: B = 4096 B) -> B: The bytes that a page keeps of an entry that is too long for it."""
    def value(self, length: Value | Column, there: bool | str | Column = True) -> Quantity:
        """value(length: B, there: yes or no = yes) -> B: The bytes of a column's value and of what its type has beyond one: texts and blobs of 58 bytes and more have two."""
    def record_of(self, columns: Any) -> Quantity:
        """record_of(columns: table(length, not_null)) -> B: The bytes of a row's record by its columns; the row id that is a column of its own takes none but for its type."""
    def part(self, columns: Any, name: Value | bool | Column) -> Quantity:
        """part(columns: table(length, not_null), name) -> B: The bytes of a column in an index's entry, by its name."""
    def __call__(self) -> Sheet: ...
