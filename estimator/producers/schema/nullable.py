"""Indexes some of whose rows have no key: of which column, and how such rows stand in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.conditions import led, never_null, null_share_of, whole_share_of
from estimator.producers.schema.ordering import BY_TURNS, DESCENDING, IN_ORDER, key_order
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Column, Index, Table

# Types whose equal values may differ in what they look like, so that not even NULLs share an entry of an index.
UNSHARED = frozenset((
    *("numeric", "decimal", "real", "double precision", "jsonb", "interval", "citext", "tsvector", "tsquery"),
    *[f"{kind}{many}range" for kind in ("int4", "int8", "num", "ts", "tstz", "date") for many in ("", "multi")],
))  # fmt: skip
SHARED, UNIQUE, APART, OTHER_END = "shared", "unique", "apart", "other end"
FIRST_GROUP, LAST_GROUP = "first group", "last group"  # of an index whose groups come by turns
TENTH = 10  # percent


@record
class NullKeys:
    """The rows of an index without a key."""

    column: str  # that is NULL
    entries: str  # how they stand: SHARED, UNIQUE, APART; at the OTHER_END, or as a group
    beside: tuple[str, ...] = ()  # the other columns of their key
    are_all: bool = False  # as the condition of a partial index has it


def null_keys(own: Table, index: Index, *, built: bool = False) -> NullKeys | None:
    """The rows of an index without a key, where its size follows from how many these are; None where it does not.

    A key of several columns without its first one ends up elsewhere only where the index grows in order, or by turns:
    there rows without it are one group, the last. Without its second one it does where it grows by turns and that is
    the last. Where it is `built` all keys are sorted. A column that is NULL in all rows, by the condition of a partial
    index, makes no difference beside others.
    """
    columns = {each.name: each for each in (index.holder or own).columns}
    order, never = key_order(own, index), never_null(own.columns, index)
    keys = led(own.columns, index)
    if not keys:
        alone = len(index.columns) == 1 and not index.include and shares(columns[index.columns[0]])
        stand = (UNIQUE if index.unique else SHARED) if alone else APART
        return NullKeys(index.columns[0], stand, (*index.columns[1:], *index.include), are_all=True)
    missing = [each for each in keys if columns[each].nullable and each not in never]
    if order == BY_TURNS and not built and missing == [keys[0]]:
        stand = FIRST_GROUP if index.nulls_first else LAST_GROUP
        return NullKeys(missing[0], stand, (*keys[1:], *index.include))
    by_turns = order == BY_TURNS and not built and len(keys) == 2
    name, *further = keys[1:] if by_turns else keys
    if name not in missing:
        return None
    if further and (built or order not in (IN_ORDER, DESCENDING)):
        return None
    beside = (*(keys[:1] if by_turns else further), *index.include)
    if order in (IN_ORDER, DESCENDING) and index.nulls_first != index.descending:
        return NullKeys(name, OTHER_END, beside)
    if further or index.include or not all(shares(columns[each]) for each in index.columns):
        return NullKeys(name, APART, beside)
    return NullKeys(name, UNIQUE if index.unique else SHARED, beside)


def guessed_share(own: Table, index: Index) -> float:
    """The percent of the rows that are in a partial index, as a guess."""
    whole, without = whole_share_of(own.columns, index), null_share_of(own.columns, index)
    if without is not None and without.nullable:
        return guessed_nulls(without)
    return index.share if whole is None else 100 - guessed_nulls(whole)


def guessed_nulls(column: Column) -> int:
    """The percent of the rows that have no value of a column, as a guess: few where there is a default."""
    if column.absent:
        return 100
    return 0 if column.filled or not column.nullable else TENTH


def shares(column: Column) -> bool:
    """Whether equal values of a column share an entry of an index."""
    return column.written.partition("(")[0] not in UNSHARED and not column.written.endswith("[]")
