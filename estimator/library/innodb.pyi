"""InnoDB: rows, pages and indexes

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self

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
        """row(primary_key: B, columns: B, lengths: count = 0, nullable: count = 0) -> B: The bytes of a row in the clustered index."""
    def leaf_pages(
        self,
        rows: Value | Column,
        row: Value | Column,
        order: Literal["built", "ascending", "random", "by turns"] | Column = "ascending",
        groups: Value | Column = "1000",
    ) -> Quantity:
        """leaf_pages(rows: count, row: B, order: "built" or "ascending" or "random" or "by turns" = "ascending", groups: count = 1000): The number of a table's leaf pages."""
    def more_of_a_group(self, pages: Value | bool | Column, in_step: Value | bool | Column) -> Quantity:
        """more_of_a_group(pages, in_step): The leaf pages of a group beyond those that its rows would fill, by how many these are. A group of more than a page"""
    def random_leaf_pages(
        self,
        rows: Value | Column,
        entry: Value | Column,
        kept_free: Value | Column = "0",
        variance: Value | Column = "0",
    ) -> Quantity:
        """random_leaf_pages(rows: count, entry: B, kept_free: count = 0, variance: count = 0): The leaf pages of a table or an index that was filled in random order, as an expected value."""
    def reserved(
        self,
        leaf_pages: Value | Column,
        order: Literal["built", "ascending", "random", "by turns"] | Column = "ascending",
        fanout: Value | Column = "1000",
        off_pages: Value | Column = "0",
        groups: Value | Column = "1000",
    ) -> Quantity:
        """reserved(leaf_pages: count, order: "built" or "ascending" or "random" or "by turns" = "ascending", fanout: count = 1000, off_pages: count = 0, groups: count = 1000) -> B: The bytes that a table or an index reserves: 32 single pages, then extents of 64, and its inner pages."""
    def table(
        self,
        rows: Value | Column,
        row: Value | Column,
        order: Literal["built", "ascending", "random", "by turns"] | Column = "ascending",
        key: Value | Column = "8 B",
        groups: Value | Column = "1000",
        off_page: Value | Column = "0 B",
    ) -> Quantity:
        """table(rows: count, row: B, order: "built" or "ascending" or "random" or "by turns" = "ascending", key: B = 8 B, groups: count = 1000, off_page: B = 0 B) -> MB: The size of a table: its clustered index, as data_length says."""
    def lengthened(
        self,
        rows: Value | Column,
        row: Value | Column,
        longer: Value | Column,
        share: Value | bool | Column = "100%",
        key: Value | Column = "8 B",
    ) -> Quantity:
        """lengthened(rows: count, row: B, longer: B, share = 100%, key: B = 8 B) -> MB: The size of a table in the order of its key whose rows became longer by updates: from 7% more on it is of twice the"""
    def index_entry(
        self,
        key: Value | Column,
        primary_key: Value | Column,
        lengths: Value | Column = "0",
        nullable: Value | Column = "0",
    ) -> Quantity:
        """index_entry(key: B, primary_key: B, lengths: count = 0, nullable: count = 0) -> B: The bytes of a secondary index's entry, which holds the key and the primary key with it."""
    def index(
        self,
        rows: Value | Column,
        entry: Value | Column,
        order: Literal["built", "ascending", "random", "by turns"] | Column = "random",
        groups: Value | Column = "1000",
    ) -> Quantity:
        """index(rows: count, entry: B, order: "built" or "ascending" or "random" or "by turns" = "random", groups: count = 1000) -> MB: The size of a secondary index."""
    def grouped(self, rows: Value | Column, entry: Value | Column, groups: Value | Column) -> Quantity:
        """grouped(rows: count, entry: B, groups: count) -> MB: The size of a secondary index whose keys repeat, as those on a status or on (tenant, time): equal ones share nothing."""
    def more_of_a_value(self, pages: Value | bool | Column) -> Quantity:
        """more_of_a_value(pages): The leaf pages of a value beyond those that its rows would fill, by how many these are. A value of more than a page"""
    def in_block(
        self,
        entry: Value | Column,
        block: Value | Column = "8 KiB",
        shrinks_to: Value | bool | Column = "50%",
        raw: Value | Column = "13 B",
    ) -> Quantity:
        """in_block(entry: B, block: B = 8 KiB, shrinks_to = 50%, raw: B = 13 B) -> B: The bytes that a row or an entry counts for in pages of KEY_BLOCK_SIZE, so that as many of it come to lie on one:"""
    def file(self, reserved: Value | Column, indexes: Value | Column = "1") -> Quantity:
        """file(reserved: B, indexes: count = 1) -> MB: The size of a table's file, NAME.ibd, by what its indexes reserve and how many these are, the clustered one included."""
    def extent(self, reserved: Value | Column) -> Quantity:
        """extent(reserved: B) -> MB: By how much what an index reserves may be off: an extent, where it has more than 32 pages or nearly so. What is at an"""
    def kept_here(self, row_format: Literal["dynamic", "compact"] | Column = "dynamic") -> Quantity:
        """kept_here() -> B with row_format: The bytes that a row keeps of a value that goes out, beside the 20 that say where it is."""
    def off_page(
        self,
        length: Value | Column,
        row_format: Literal["dynamic", "compact"] | Column = "dynamic",
        server: Literal["mariadb", "mysql"] | Column = "mariadb",
    ) -> Quantity:
        """off_page(length: B) -> B with row_format, server: The bytes of a long value that is kept off its page, in whole pages: 9,000 bytes cost 16.4 KB."""
    def indexed_pages(self, length: Value | Column) -> Quantity:
        """indexed_pages(length: B): The pages of a long value in MySQL from 8.0 on: the first has ten entries of their index, pages of 272 the others."""
    def value(self, length: Value | Column, most: Value | Column, there: bool | str | Column = True) -> Quantity:
        """value(length: B, most: B, there: yes or no = yes) -> B: The bytes of a column's value with those that say its length, by the most bytes that the column may have."""
    def whole_row(self, columns: Any, nullable: Value | Column = "0", hidden: Value | Column = "13 B") -> Quantity:
        """whole_row(columns: table(length, most, not_null), nullable: count = 0, hidden: B = 13 B) -> B: The bytes of a row by its columns, with all its values in it."""
    def moved(
        self,
        columns: Any,
        length: Value | Column,
        most: Value | Column,
        there: bool | str | Column,
        row: Value | Column,
        row_format: Literal["dynamic", "compact"] | Column = "dynamic",
    ) -> Quantity:
        """moved(columns: table(length, most, not_null), length: B, most: B, there: yes or no, row: B) -> B with row_format: The bytes of a value that are kept off its page: all of it, or none. `row` is the row with all its values in it."""
    def longer(
        self, columns: Any, length: Value | Column, row_format: Literal["dynamic", "compact"] | Column = "dynamic"
    ) -> Quantity:
        """longer(columns: table(length, most, not_null), length: B) -> B with row_format: The bytes that a row loses by the values that are longer than one, each of which leaves 20 bytes behind."""
    def row_of(
        self,
        columns: Any,
        nullable: Value | Column = "0",
        hidden: Value | Column = "13 B",
        row_format: Literal["dynamic", "compact"] | Column = "dynamic",
    ) -> Quantity:
        """row_of(columns: table(length, most, not_null), nullable: count = 0, hidden: B = 13 B) -> B with row_format: The bytes of a row by its columns, without the values that are kept off its page."""
    def off_pages_of(
        self,
        columns: Any,
        rows: Value | Column,
        nullable: Value | Column = "0",
        hidden: Value | Column = "13 B",
        row_format: Literal["dynamic", "compact"] | Column = "dynamic",
        server: Literal["mariadb", "mysql"] | Column = "mariadb",
    ) -> Quantity:
        """off_pages_of(columns: table(length, most, not_null), rows: count, nullable: count = 0, hidden: B = 13 B) -> MB with row_format, server: What all values of a table take that are kept off their pages."""
    def part(self, columns: Any, name: Value | bool | Column, prefix: Value | Column = "0 B") -> Quantity:
        """part(columns: table(length, most, not_null), name, prefix: B = 0 B) -> B: The bytes of a column in an index's entry, by its name; of a prefix of it, at most those of the prefix."""
    def __call__(self) -> Sheet: ...
