"""The column order that wastes the least padding, and the order in which an index is filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.schema.conditions import led

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Column, Index, Table

ASCENDING = ("bigserial", "serial", "smallserial", "timestamp", "date", "bigint", "int", "integer")
IN_ORDER, DESCENDING, BY_TURNS = "ascending", "descending", "by turns"
GROUPS = "1", "k"  # of an index that grows by turns, to be filled in
COMING = ("timestamp", "bigserial", "serial", "smallserial")
_OF_NOW = re.compile(r"updated|modified|changed|edited|seen|accessed|touched|heartbeat|active|synced", re.IGNORECASE)
LONG = 126  # bytes; a longer text has a header of four bytes that is aligned to four


def padding_free(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns of fixed size by falling alignment, then texts with the long ones first; else in their own order.

    Each size is then a multiple of every alignment that follows, whichever columns are NULL, so that nothing needs
    padding. After a size that is no multiple of its own alignment, as a time with a zone of 12 bytes, comes what fits
    there without padding.
    """
    fixed = sorted([each for each in columns if not each.payload], key=_place)
    texts = sorted([each for each in columns if each.payload], key=lambda each: longest(each) <= LONG)
    found, offset = [], 0
    while fixed:
        column = next((each for each in fixed if offset % each.alignment == 0), fixed[0])
        fixed.remove(column)
        offset = -(-offset // column.alignment) * column.alignment + column.size
        found.append(column)
    return (*found, *texts)


def _place(column: Column) -> tuple[int, bool]:
    return -column.alignment, column.size % column.alignment != 0


def longest(column: Column) -> float:
    """The upper end of a payload as it is guessed, in bytes: 200 of `20 to 200 B`."""
    return float(column.payload.rpartition(" to ")[2].split()[0])


def key_order(table: Table, index: Index) -> str:
    """Whether an index is filled in the order of its keys, as one on a sequence, on a time or on now() is.

    A number that is the first of several columns mostly names something else: a shard, a customer. Where a time or the
    table's own number comes behind it, the rows of each of those ascend, and theirs come by turns. An index on
    (created_at DESC) is filled from its end on.
    """
    if index.holder is not None:
        return "random"  # of the order of expressions nothing is known
    keys = led(table.columns, index)
    if not keys or _comes_in_order(table, keys[0]):
        return DESCENDING if index.descending and keys else IN_ORDER
    if len(keys) > 1 and table.system == "PostgreSQL" and _comes_in_order(table, keys[1]):
        return BY_TURNS
    return "random"


def is_set_to_now(table: Table, index: Index) -> bool:
    """Whether an index is on a time that updates set to now, by its column's name, as updated_at and last_seen."""
    if index.holder is not None or index.partial or key_order(table, index) != IN_ORDER:
        return False
    column = next(each for each in table.columns if each.name == index.columns[0])
    return column.written.startswith("timestamp") and _OF_NOW.search(column.original or column.name) is not None


def _comes_in_order(table: Table, column: str) -> bool:
    """Whether a column has a time, the number that new rows of its table get, or what its default gives in order."""
    field = next(each for each in table.columns if each.name == column)
    kind = field.written.split("(", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    alone = any(each.primary and each.columns == (column,) for each in table.indexes)
    return field.ascends or kind.startswith(COMING) or (alone and kind in ASCENDING)
