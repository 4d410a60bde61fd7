"""PostgreSQL: a B-tree on a column that may be NULL

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, NamedTuple, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class KeyedResults(NamedTuple):
    item: Quantity
    variance: Quantity

class Sheet(Estimate):
    """PostgreSQL: a B-tree on a column that may be NULL"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: a B-tree on a column that may be NULL"""
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        nulls: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "ascending",
        fillfactor: Value | bool | Column = "90%",
        null_key: Value | Column = "8 B",
        entries: Literal["shared", "unique", "apart", "other end"] | Column = "shared",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """index(rows: count, key: B, nulls: share, order: "built" or "ascending" or "random" or "descending" = "ascending", fillfactor = 90%, null_key: B = 8 B, entries: "shared" or "unique" or "apart" or "other end" = "shared") -> B with postgresql_version: The size of a B-tree index some of whose rows have no key, by the share of these."""
    def of_entries(
        self,
        rows: Value | Column,
        nulls: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "ascending",
        fillfactor: Value | bool | Column = "90%",
        null_key: Value | Column = "8 B",
        entries: Literal["shared", "unique", "apart", "other end"] | Column = "shared",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """of_entries(rows: count, nulls: share, item: B, variance: count, order: "built" or "ascending" or "random" or "descending" = "ascending", fillfactor = 90%, null_key: B = 8 B, entries: "shared" or "unique" or "apart" or "other end" = "shared") -> B with postgresql_version: The same by the mean entry of the rows that have a key and how far these vary around it, see"""
    def of_repeated(
        self,
        rows: Value | Column,
        nulls: Value | Column,
        item: Value | Column,
        rows_per_key: Value | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column = "ascending",
        fillfactor: Value | bool | Column = "90%",
        entries: Literal["shared", "unique", "apart", "other end"] | Column = "shared",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """of_repeated(rows: count, nulls: share, item: B, rows_per_key: count, order: "built" or "ascending" or "random" or "descending" = "ascending", fillfactor = 90%, entries: "shared" or "unique" or "apart" or "other end" = "shared") -> B with postgresql_version: The same of keys that some rows share."""
    def grouped(
        self,
        rows: Value | Column,
        key: Value | Column,
        nulls: Value | Column,
        groups: Value | Column,
        null_key: Value | Column,
        entries: Literal["shared", "unique", "apart", "other end"] | Column = "shared",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """grouped(rows: count, key: B, nulls: share, groups: count, null_key: B, entries: "shared" or "unique" or "apart" or "other end" = "shared") -> B with postgresql_version: The size of an index that grows by turns, as (user, time), whose time may be NULL."""
    def of_grouped(
        self,
        rows: Value | Column,
        nulls: Value | Column,
        item: Value | Column,
        groups: Value | Column,
        null_key: Value | Column,
        entries: Literal["shared", "unique", "apart", "other end", "first group", "last group"] | Column = "shared",
        variance: Value | Column = "0",
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """of_grouped(rows: count, nulls: share, item: B, groups: count, null_key: B, entries: "shared" or "unique" or "apart" or "other end" or "first group" or "last group" = "shared", variance: count = 0, fillfactor = 90%) -> B with postgresql_version: The same by the mean entry of the rows that have a time."""
    def grouped_keys(
        self,
        there: Value | Column,
        without: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        null_item: Value | Column,
        groups: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """grouped_keys(there: count, without: count, item: B, variance: count, null_item: B, groups: count, fillfactor = 90%) with postgresql_version: The leaves of the rows that have a group, in an index that grows by turns and has others behind them."""
    def of_group(
        self,
        without: Value | Column,
        null_item: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        last: bool | str | Column,
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """of_group(without: count, null_item: B, item: B, variance: count, last: yes or no, fillfactor = 90%) with postgresql_version: The leaves of the rows that have no group, in an index that grows by turns."""
    @overload
    def are_shared(  # type: ignore[overload-overlap]
        self,
        entries: Literal["shared", "unique", "apart", "other end"],
        order: Literal["built", "ascending", "random", "descending"],
        postgresql_version: Release = "15",
    ) -> bool:
        """are_shared(entries: "shared" or "unique" or "apart" or "other end", order: "built" or "ascending" or "random" or "descending") with postgresql_version: Whether rows without a key share entries."""
    @overload
    def are_shared(
        self,
        entries: Literal["shared", "unique", "apart", "other end"] | Column,
        order: Literal["built", "ascending", "random", "descending"] | Column,
        postgresql_version: Release | Column = "15",
    ) -> NDArray[Any]: ...
    def parents_of_halves(self, leaves: Value | Column, item: Value | Column) -> Quantity:
        """parents_of_halves(leaves: count, item: B): The pages above leaves that split in halves; a root takes as many as it has room for."""
    def keyed(self, key: Value | Column, nulls: Value | Column, null_key: Value | Column = "8 B") -> KeyedResults:
        """keyed(key: B, nulls: share, null_key: B = 8 B): The mean entry of the rows that have a key, and how far these vary around it, by the keys of all rows."""
    def in_list(self) -> Quantity:
        """in_list() -> B: The bytes of a row without a key in a list that such rows share, with its part of what the list itself takes."""
    def null_leaves(
        self,
        without: Value | Column,
        item: Value | Column,
        shared: bool | str | Column,
        further: bool | str | Column,
        fillfactor: Value | bool | Column = "90%",
        keys_a_null: Value | Column = "0",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """null_leaves(without: count, item: B, shared: yes or no, further: yes or no, fillfactor = 90%, keys_a_null: count = 0) with postgresql_version: The leaves of the rows without a key, filled by inserting: they come in the table's order, so that only the last of"""
    def by_turns(
        self,
        there: Value | Column,
        without: Value | Column,
        groups: Value | Column,
        item: Value | Column,
        null_item: Value | Column,
        shared: bool | str | Column,
    ) -> Quantity:
        """by_turns(there: count, without: count, groups: count, item: B, null_item: B, shared: yes or no): The leaves of an index that grows by turns whose second column may be NULL."""
    def ascending(
        self,
        there: Value | Column,
        without: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        null_row: Value | Column,
        fillfactor: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """ascending(there: count, without: count, item: B, variance: count, null_row: B, fillfactor = 90%) with postgresql_version: The leaves of keys that ascend before NULLs that stand behind them."""
    def at_the_end(
        self,
        there: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        fillfactor: Value | bool | Column = "90%",
    ) -> Quantity:
        """at_the_end(there: count, item: B, variance: count, fillfactor = 90%): The leaves of keys that ascend at the end of their index."""
    def left_behind(
        self, item: Value | Column, variance: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """left_behind(item: B, variance: count, fillfactor = 90%): The keys that stay behind when the last page splits."""
    def built(
        self, item: Value | Column, variance: Value | Column, fillfactor: Value | bool | Column = "90%"
    ) -> Quantity:
        """built(item: B, variance: count, fillfactor = 90%): The keys on a page of a built index."""
    def halves(
        self,
        there: Value | Column,
        item: Value | Column,
        variance: Value | Column,
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """halves(there: count, item: B, variance: count) with postgresql_version: The leaves of keys that come in order to one page that splits in halves each time, of which the one with the older"""
    def behind_nulls(
        self, there: Value | Column, without: Value | Column, item: Value | Column, null_row: Value | Column
    ) -> Quantity:
        """behind_nulls(there: count, without: count, item: B, null_row: B): The leaves of keys that descend to the NULLs that stand before them."""
    def most(self, item: Value | Column) -> Quantity:
        """most(item: B): The entries on a page whose high key is NULL."""
    def in_random_order(
        self,
        there: Value | Column,
        without: Value | Column,
        item: Value | Column,
        null_row: Value | Column,
        fillfactor: Value | bool | Column = "90%",
    ) -> Quantity:
        """in_random_order(there: count, without: count, item: B, null_row: B, fillfactor = 90%): The leaves of keys in random order before NULLs."""
    def list(self, item: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """list(item: B, rows_per_key: count) -> B: The bytes of a key that many rows share, in a list or several."""
    def __call__(self) -> Sheet: ...
