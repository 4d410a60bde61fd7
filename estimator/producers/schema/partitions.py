"""The partitions of a table of PostgreSQL: each has a heap, a TOAST table and indexes of its own.

Rows are taken as shared out evenly among those that have any. Beside them stand those that have none yet, as the
default one of ranges and those of months to come: these take a page of each B-tree, and of the index of TOAST.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from estimator.notation.making import binary, called, column, defined, name, number, sum_of
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.notation.rows import Column as ColumnTree
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.schema.catalogue import Draft
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Column, Index, Table

PARTITIONS, EMPTY, EACH, OF_EMPTY = "partitions", "empty", "rows_each", "of_empty"
HEAP_EACH, PAGES_EACH = "heap_each", "pages_each"
TABLES = "tables"  # of an index: the partitions that have it
PAGE = 8192
# What an index takes that has no entry yet, by its method, as PostgreSQL 13.23, 15.18 and 18.4 make it for a partition.
# Of hash indexes it is what the planner guesses of an empty table: 4 to 6 pages.
OF_NO_ROWS = {
    "btree": "postgresql.btree(0 row, 8 B)", "gin": "postgresql.gin(0 row, 0, 1, 4 B)",
    "gist": "postgresql.gist(0 row, 8 B)", "spgist": "postgresql.spgist(0 row, 16 B)",
    "hash": "postgresql.hash(0 row)", "brin": "postgresql.btree.brin(0 page)", "bloom": "postgresql.bloom(0 row)",
}  # fmt: skip
MOVING = 2032  # bytes that a row may have at most before PostgreSQL makes a TOAST table for its table
_LIMITED = re.compile(r"(varchar|char|numeric|bit|varbit)\((\d{1,9})(?:,\s*-?\d+)?\)")
BYTES_A_CHARACTER = 4  # at most, in UTF-8
BYTES_A_UNIT = {"numeric": 0.5, "bit": 0.125, "varbit": 0.125}  # of a limit that is no number of characters


def leaves_of(draft: Draft) -> tuple[list[Draft], int]:
    """The partitions that hold a table's rows, theirs among them; and how many more are foreign tables."""
    found = [each for each in draft.family()[1:] if not each.partitioned]
    kept = [each for each in found if not each.foreign]
    return kept, len(found) - len(kept)


def without_rows(leaves: list[Draft]) -> int:
    """How many of the partitions are taken as empty: the default ones of ranges, which catch what fits nowhere."""
    found = [each for each in leaves if each.is_default and each.parent is not None and each.parent.method == "range"]
    return len(found) if len(found) < len(leaves) else 0


def fill_of(draft: Draft, leaves: list[Draft]) -> tuple[int, list[str]]:
    """The fillfactor of a table, of one that is partitioned that of most partitions; a note where they differ."""
    if not leaves:
        return draft.fillfactor, []
    [(fill, count), *others] = Counter([each.fillfactor for each in leaves]).most_common()
    if not others:
        return fill, []
    return fill, [f"{count} of its {len(leaves)} partitions have a fillfactor of {fill}: reckoned as if all had"]


def partition_lines(own: Table, names: SheetNames) -> list[Line]:
    """How many partitions there are, of a table that is partitioned, and the rows of each."""
    if not own.is_partitioned:
        return []
    rows, partitions = name(names.of(own, "rows")), name(names.of(own, PARTITIONS))
    said = "with a heap and indexes each; as if they had equally many rows"
    return [
        defined(partitions.path, number(str(own.partition_count)), "", said),
        defined(names.of(own, EMPTY), number(str(own.empty_partitions)), "", "more without rows, as of months to come"),
        defined(names.of(own, EACH), binary(rows, "/", partitions)),
    ]


def rows_of_one(own: Table, names: SheetNames) -> Expression:
    """The rows of a table, of one that is partitioned those of a partition."""
    return name(names.of(own, EACH if own.is_partitioned else "rows"))


def of_all(own: Table, names: SheetNames, size: Expression) -> Expression:
    """A size, of a table that is partitioned times its partitions."""
    return binary(name(names.of(own, PARTITIONS)), "*", size) if own.is_partitioned else size


def heap_lines(
    own: Table, names: SheetNames, heap: Expression, updated: Expression, *fill: Expression, **rows: Expression
) -> list[Line]:
    """What the heap takes, or the heaps of all partitions, by that of a load and what `rows` are like."""
    whole = names.of(own, "heap")
    if not own.is_partitioned:
        return [defined(whole, called("postgresql.heap.after_updates", heap, updated, *fill, **rows), "MB")]
    one = names.of(own, HEAP_EACH)  # by itself, for names may be long and a line is not
    after = called("postgresql.heap.after_updates", name(one), updated, *fill, **rows)
    return [defined(one, heap), defined(whole, of_all(own, names, after), "MB")]


def toast_of_all(own: Table, names: SheetNames, size: Expression) -> Expression:
    """The size of TOAST of all partitions, each of which has an index of it, whether anything is there or not."""
    if own.is_partitioned and has_toast(own.columns):
        size = called("max", number(str(PAGE), "B"), size)
    return of_all(own, names, size)


def empty_lines(own: Table, names: SheetNames) -> list[Line]:
    """What the partitions without rows take."""
    if not own.is_partitioned:
        return []
    taken = binary(name(names.of(own, EMPTY)), "*", number(str(empty_bytes(own)), "B"))
    said = "of those that are empty: a page of each index"
    return [defined(names.of(own, OF_EMPTY), taken, "MB", said)]


def empty_bytes(own: Table) -> int:
    """What a partition takes that has no rows."""
    indexes = sum([_of_no_rows(each.method) for each in (*own.indexes, *own.others) if not each.partitions])
    return indexes + has_toast(own.columns) * _of_no_rows("btree")


@cache
def _of_no_rows(method: str) -> int:
    """The bytes of an index without an entry, by the library."""
    from estimator.reckoning.estimate import answered_number

    return round(answered_number(OF_NO_ROWS[method]) / BYTE_BITS)


def rows_of_each(*, several: bool) -> Expression:
    """The rows of an index, or where `several` partitions have one those of one of them."""
    return binary(name("rows"), "/", name(TABLES)) if several else name("rows")


def times_each(size: Expression, *, several: bool) -> Expression:
    """The size of an index, or where `several` partitions have one that of all."""
    return binary(name(TABLES), "*", size) if several else size


class Shared:
    """How the size of an index follows from those of the indexes of partitions, which have `rows` of the table's."""

    def __init__(self, own: Table, names: SheetNames, parts: str = "") -> None:
        """`parts` is a table of the sheet, of the number of partitions that have each a share of the rows."""
        self.own = own
        self.parts = parts
        self.usual: Expression = name(names.of(own, PARTITIONS))

    def heads(self, indexes: Sequence[Index]) -> list[ColumnTree]:
        """The column that says how many partitions have an index, where that is asked."""
        if not self.own.is_partitioned or (self.parts and not any(each.partitions for each in indexes)):
            return []
        return [column(TABLES, default=number("1") if self.parts else self.usual)]

    def size(self, of: Callable[[Expression], Expression], index: Index | None = None) -> Expression:
        """The size of all, by that of one `of` so many rows; of an index that not all partitions have, if it is one."""
        rows = name("rows")
        if not self.own.is_partitioned:
            return of(rows)
        if not self.parts or (index is not None and index.partitions):
            return times_each(of(rows_of_each(several=True)), several=True)
        of_one = of(binary(rows, "*", name(f"{self.parts}.share")))
        return sum_of(binary(name(f"{self.parts}.number"), "*", of_one))


def holding(own: Table, index: Index) -> int:
    """How many partitions with rows have an index, of those that are reckoned."""
    return min(index.partitions or own.partition_count, own.partition_count)


def share_of_rows(own: Table, index: Index) -> float:
    """The share of the rows that are in partitions with an index."""
    return holding(own, index) / own.partition_count


def has_toast(columns: tuple[Column, ...]) -> bool:
    """Whether a table of PostgreSQL has a TOAST table: if a row may be too long."""
    longest = 24
    for each in columns:
        if not each.payload:
            longest += each.size
            continue
        limited = _LIMITED.fullmatch(" ".join(each.written.split()))
        if limited is None:
            return True
        longest += 8 + int(int(limited[2]) * BYTES_A_UNIT.get(limited[1], BYTES_A_CHARACTER))
    return longest > MOVING
