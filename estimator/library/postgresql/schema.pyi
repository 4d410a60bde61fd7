"""PostgreSQL: a table by its columns

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, NamedTuple, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class CutResults(NamedTuple):
    of_row: Quantity
    in_all: Quantity

class Sheet(Estimate):
    """PostgreSQL: a table by its columns"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: a table by its columns"""
    def untoasted(self, columns: Any) -> Quantity:
        """untoasted(columns: table(type, length, not_null)) -> B: The length of a row before any value moves to TOAST."""
    def moved(
        self,
        columns: Any,
        type: Value | bool | Column,
        length: Value | Column,
        there: bool | str | Column,
        untoasted: Value | Column,
        texts: Literal["few", "many"] | Column = "few",
        limit: Value | Column = "0 B",
    ) -> Quantity:
        """moved(columns: table(type, length, not_null), type, length: B, there: yes or no, untoasted: B, texts: "few" or "many" = "few", limit: B = 0 B) -> B: The bytes of a value that go to TOAST: all of it, or none."""
    def longer(self, columns: Any, length: Value | Column) -> Quantity:
        """longer(columns: table(type, length, not_null), length: B) -> B: The bytes of the values of a row that may move and are longer than one."""
    def least_moved(self) -> Quantity:
        """least_moved() -> B: The length of the longest value that always stays in its row."""
    def row(self, columns: Any, texts: Literal["few", "many"] | Column = "few") -> Quantity:
        """row(columns: table(type, length, not_null), texts: "few" or "many" = "few") -> B: The length of a row, with a pointer in place of each value that moved to TOAST."""
    def kept(
        self,
        start: Value | Column,
        type: Value | bool | Column,
        length: Value | Column,
        there: bool | str | Column,
        moved: Value | Column,
    ) -> Quantity:
        """kept(start: B, type, length: B, there: yes or no, moved: B) -> B: Where the data ends behind a column whose value may have moved to TOAST."""
    def headed(self, columns: Any, end: Value | Column) -> Quantity:
        """headed(columns: table(not_null), end: B) -> B: The length of a row by where its data ends, with the bits that say what is NULL where anything is."""
    def saved(
        self,
        heap: Value | Column,
        rows: Value | Column,
        row: Value | Column,
        updated: Value | bool | Column = "0%",
        fillfactor: Value | Column = "100%",
        updates: Literal["hot", "keys change", "set to now", "hot row by row", "keys change row by row"]
        | Column = "hot",
    ) -> Quantity:
        """saved(heap: B, rows: count, row: B, updated = 0%, fillfactor: share = 100%, updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row" = "hot") -> B: What a heap would take less, if its rows had another length; of one that would take more, nothing: where lengths vary"""
    def best_row(self, columns: Any, texts: Literal["few", "many"] | Column = "few") -> Quantity:
        """best_row(columns: table(type, length, not_null), texts: "few" or "many" = "few") -> B: The length of the same row in the order of its columns that wastes least."""
    def of_layout(
        self, columns: Any, start: Value | Column, layout: Value | bool | Column, align: Value | bool | Column
    ) -> Quantity:
        """of_layout(columns: table(type, length, not_null), start: B, layout, align) -> B: Where the data ends behind the columns that are laid out in one way."""
    def of_texts(
        self,
        columns: Any,
        start: Value | Column,
        which: Literal["long", "short"] | Column,
        texts: Literal["few", "many"] | Column,
        untoasted: Value | Column,
        limit: Value | Column,
    ) -> Quantity:
        """of_texts(columns: table(type, length, not_null), start: B, which: "long" or "short", texts: "few" or "many", untoasted: B, limit: B) -> B: Where the data ends behind the texts and their like, of those that are long or of those that are short."""
    @overload
    def is_among(  # type: ignore[overload-overlap]
        self, length: Value, which: Literal["long", "short"]
    ) -> bool:
        """is_among(length: B, which: "long" or "short"): Whether the lengths of a column are long or short: long if one in twenty has a header of four bytes."""
    @overload
    def is_among(self, length: Value | Column, which: Literal["long", "short"] | Column) -> NDArray[Any]: ...
    def toast(self, columns: Any, rows: Value | Column, texts: Literal["few", "many"] | Column = "few") -> Quantity:
        """toast(columns: table(type, length, not_null), rows: count, texts: "few" or "many" = "few") -> B: The size of the TOAST tables of all columns, with their indexes."""
    def cut(self, columns: Any, untoasted: Value | Column) -> CutResults:
        """cut(columns: table(type, length, not_null), untoasted: B): The length above which values of a row move to TOAST, for tables of many texts, and the same for the size of TOAST."""
    @overload
    def too_long(  # type: ignore[overload-overlap]
        self, row: Value, length: Value
    ) -> bool:
        """too_long(row: B, length: B): Whether a row is too long with one value more of a length."""
    @overload
    def too_long(self, row: Value | Column, length: Value | Column) -> NDArray[Any]: ...
    def crossing(
        self, below: Value | Column, above: Value | Column, low: Value | Column, high: Value | Column
    ) -> Quantity:
        """crossing(below: B, above: B, low: B, high: B) -> B: The length between two at which a row, and one value of it, reach the threshold."""
    def spread(self, length: Value | Column, chance: Value | bool | Column) -> Quantity:
        """spread(length: B, chance) -> B: A length of rows as it spreads over them, if that is a normal distribution, of which `chance` is a draw."""
    def log(self, columns: Any, row: Value | Column, texts: Literal["few", "many"] | Column = "few") -> Quantity:
        """log(columns: table(type, length, not_null), row: B, texts: "few" or "many" = "few") -> B: The log of a row, without its indexes: its record, those of what moves to TOAST, and a commit."""
    def index(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column,
        rows_per_key: Value | Column = "1",
        fill: Value | bool | Column = "90%",
        pivot: Value | Column = "0 B",
        groups: Value | Column = "1000",
        crowded: Value | Column = "0%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """index(rows: count, key: B, order: "built" or "ascending" or "random" or "descending" or "by turns", rows_per_key: count = 1, fill = 90%, pivot: B = 0 B, groups: count = 1000, crowded: share = 0%) -> B with postgresql_version: The size of an index, by its key and how it is filled; of one that is not unique with how many rows share a key."""
    def index_of_equal_counts(
        self,
        rows: Value | Column,
        key: Value | Column,
        rows_per_key: Value | Column,
        fill: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """index_of_equal_counts(rows: count, key: B, rows_per_key: count, fill = 90%) -> B with postgresql_version: The size of an index that is built, all of whose keys have equal numbers of rows."""
    def nullable(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column,
        entries: Literal["shared", "unique", "apart", "other end"] | Column,
        nulls: Value | Column,
        rows_per_key: Value | Column = "1",
        fill: Value | bool | Column = "90%",
        crowded: Value | Column = "0%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """nullable(rows: count, key: B, order: "built" or "ascending" or "random" or "descending" or "by turns", entries: "shared" or "unique" or "apart" or "other end", nulls: share, rows_per_key: count = 1, fill = 90%, crowded: share = 0%) -> B with postgresql_version: The size of an index on a column that may be NULL, by the share of the rows without a key, `nulls`; as index."""
    def nullable_columns(
        self,
        rows: Value | Column,
        key: Value | Column,
        order: Literal["built", "ascending", "random", "descending", "by turns"] | Column,
        entries: Literal["shared", "unique", "apart", "other end", "first group", "last group"] | Column,
        nulls: Value | Column,
        null_key: Value | Column,
        groups: Value | Column = "1000",
        fill: Value | bool | Column = "90%",
        postgresql_version: Release | Column = "15",
    ) -> Quantity:
        """nullable_columns(rows: count, key: B, order: "built" or "ascending" or "random" or "descending" or "by turns", entries: "shared" or "unique" or "apart" or "other end" or "first group" or "last group", nulls: share, null_key: B, groups: count = 1000, fill = 90%) -> B with postgresql_version: The same of an index of several columns that grows in order, whose first may be NULL, or that includes columns; or"""
    def index_log(self, indexes: Any) -> Quantity:
        """index_log(indexes: table(order, share, key)) -> B: The log of a row in all indexes of a table."""
    def index_images(
        self, indexes: Any, inserts: Value | Column, checkpoint_interval: Value | Column = "5 min"
    ) -> Quantity:
        """index_images(indexes: table(order, share, size), inserts: row/s, checkpoint_interval: s = 5 min) -> B: The images of pages of all indexes of a table that a row writes to the log, after a checkpoint."""
    def grouped_images(
        self, indexes: Any, inserts: Value | Column, checkpoint_interval: Value | Column = "5 min"
    ) -> Quantity:
        """grouped_images(indexes: table(order, share, size, groups), inserts: row/s, checkpoint_interval: s = 5 min) -> B: The same for a table that has indexes that grow by turns: a row touches the last page of its group."""
    def last_pages(self, order: Value | bool | Column, size: Value | Column, groups: Value | Column) -> Quantity:
        """last_pages(order, size: B, groups: count) -> B: What the pages take that rows go to: of an index that grows by turns one of each group."""
    def scattered_images(
        self, indexes: Any, inserts: Value | Column, checkpoint_interval: Value | Column = "5 min"
    ) -> Quantity:
        """scattered_images(indexes: table(share, size), inserts: row/s, checkpoint_interval: s = 5 min) -> B: The images of pages of indexes whose entries come in random order, as those of hash and GiST indexes do."""
    def moved_to_the_end(
        self,
        size: Value | Column,
        key: Value | Column,
        updated: Value | bool | Column,
        updates: Literal["hot", "keys change", "set to now", "hot row by row", "keys change row by row"] | Column,
    ) -> Quantity:
        """moved_to_the_end(size: B, key: B, updated, updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row") -> B: What an index on a column that updates set to now takes more in the long run than one whose keys stay the same."""
    def index_bloat(
        self,
        indexes: Any,
        updated: Value | bool | Column,
        fillfactor: Value | Column = "100%",
        updates: Literal["hot", "keys change", "set to now", "hot row by row", "keys change row by row"]
        | Column = "hot",
    ) -> Quantity:
        """index_bloat(indexes: table(order, size, key), updated, fillfactor: share = 100%, updates: "hot" or "keys change" or "set to now" or "hot row by row" or "keys change row by row" = "hot") -> B: What the indexes of a table take more in the long run, by the share of its rows that are updated between two vacuums."""
    def __call__(self) -> Sheet: ...
