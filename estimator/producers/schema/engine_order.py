"""The order in which indexes of MySQL and SQLite are filled: in order, at random, or group by group by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.ordering import BY_TURNS, IN_ORDER

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Column, Index, Table

COUNTED = ("int", "integer", "bigint", "mediumint", "smallint", "timestamp", "datetime", "date", "year")
TIMES = ("timestamp", "datetime")
NUMBERS = ("id", "seq", "sequence", "version", "revision", "position", "line", "number", "ordinal")
MANY = 1000  # tenants, customers: how many groups one guesses where the type does not say it
ROWID = ", the row id"  # ends the type of a column that is another name of it
MOST_IN_SETS = 6  # words of a set, of which any may be in a value
FEW = {"tinyint(1)": 2, "bit": 2, "bit(1)": 2, "bool": 2, "boolean": 2}  # values of types that have few
GUESSED = {"tinyint": 10, "year": 10}  # likewise, of states and levels: of these types a table rarely has all values


def order_of(own: Table, columns: tuple[str, ...], *, key: bool) -> str:
    """Whether keys come in order, as times, what AUTO_INCREMENT counts and the numbers of a primary key do."""
    kind = _kind(own, columns[0])
    return IN_ORDER if _comes(own, columns[0]) or (key and len(columns) == 1 and kind in COUNTED) else "random"


def keeping(own: Table) -> tuple[str, int]:
    """The order in which the rows come, by the key that they are kept by, and of how many groups they come by turns.

    They do where what ascends stands behind other columns, as under (tenant, id).
    """
    if not own.clustered or order_of(own, own.clustered, key=True) == IN_ORDER:
        return IN_ORDER, 1
    groups, is_many = 1, False
    for each in own.clustered:
        if _comes(own, each) or (groups > 1 and _numbers(own, each)):
            return BY_TURNS, groups
        values = _values(own, each)
        groups, is_many = (groups * values, is_many) if values else (groups if is_many else groups * MANY, True)
    return "random", 1


def _numbers(own: Table, column: str) -> bool:
    """Whether a column numbers the rows of what stands before it in a key, as its name and type say."""
    field = _column(own, column)
    return field.original.lower() in NUMBERS and _kind(own, column) in COUNTED


def filling(own: Table, index: Index) -> tuple[str, int]:
    """The order in which a secondary index is filled, and for one that grows by turns how many groups it has.

    An entry of InnoDB ends with the primary key, one of SQLite with the row id. Where that comes in order, or a time
    behind other columns does, the entries of each value before it do. Columns of which nobody knows how few values
    they have are groups only in front of a time: others may well be all different, and those are in random order. So
    are the entries without a time, as of what is deleted_at, where the rows' own key is.
    """
    order = order_of(own, index.columns, key=index.primary)
    if order == IN_ORDER and _column(own, index.columns[0]).nullable and keeping(own)[0] == "random":
        return "random", 1
    if order == IN_ORDER:
        return order, 1
    groups, is_many = 1, False
    for place, each in enumerate((*index.columns, *own.clustered)):
        if _comes(own, each) or (own.clustered == (each,) and order_of(own, own.clustered, key=True) == IN_ORDER):
            is_time = place < len(index.columns)
            return (BY_TURNS, groups * (MANY if is_many else 1)) if is_time or not is_many else ("random", 1)
        values = _values(own, each)
        groups, is_many = groups * max(1, values), is_many or not values
    if not own.clustered and not is_many:  # a row id comes in order
        return BY_TURNS, groups
    return "random", 1


def _comes(own: Table, column: str) -> bool:
    """Whether new rows have ever larger values."""
    field = _column(own, column)
    kind = _kind(own, column)
    return field.ascends or kind in TIMES or (own.system == "SQLite" and (kind == "date" or is_rowid(field)))


def is_rowid(column: Column) -> bool:
    """Whether a column of SQLite is another name of the row id, which new rows have ever larger ones of."""
    return column.written.endswith(ROWID)


def _values(own: Table, column: str) -> int:
    """How many values a column has at most, where its type says that they are few; else 0."""
    written = _column(own, column).written
    kind, _, inside = written.partition("(")
    if kind in ("enum", "set"):
        named = inside.count("', '") + 1
        return named if kind == "enum" else 2**named if named < MOST_IN_SETS else 0
    return FEW.get(written) or GUESSED.get(kind.partition(" ")[0], 0)


def _column(own: Table, column: str) -> Column:
    return next(each for each in (*own.columns, *own.virtual) if each.name == column)


def _kind(own: Table, column: str) -> str:
    written = _column(own, column).written
    return written.partition("(")[0].partition(",")[0]
