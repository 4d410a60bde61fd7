"""Indexes some of whose rows have no key: of which column, and how such rows stand in the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.schema.ordering import BY_TURNS, DESCENDING, IN_ORDER, key_order
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.stored import Column, Index, Table

# Types whose equal values may differ in what they look like, so that not even NULLs share an entry of an index.
UNSHARED = frozenset(("numeric", "decimal", "real", "double precision", "jsonb"))
SHARED, UNIQUE, APART, OTHER_END = "shared", "unique", "apart", "other end"
FIRST_GROUP, LAST_GROUP = "first group", "last group"  # of an index whose groups come by turns
TENTH = 10  # percent
_AND = re.compile(r"\band\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:or|case)\b", re.IGNORECASE)
_NOT_NULL = re.compile(r'\(*\s*"?([^"()]+?)"?\s+is\s+not\s+null\s*\)*', re.IGNORECASE)
# A comparison of a column with something is true of no NULL, unless it is asked whether it IS NULL or IS NOT TRUE.
_COMPARED = re.compile(r'\(*\s*"?([^"()<>=~!\s]+)"?\)*(?:::[\w ]+)?\s*(?:[<>=~!]|(?:like|in|between)\b)', re.IGNORECASE)
_ASKED = re.compile(r"\bis\b", re.IGNORECASE)


@record
class NullKeys:
    """The rows of an index without a key."""

    column: str  # that is NULL
    entries: str  # how they stand: SHARED, UNIQUE, APART; at the OTHER_END, or as a group
    beside: tuple[str, ...] = ()  # the other columns of their key


def null_keys(own: Table, index: Index, *, built: bool = False) -> NullKeys | None:
    """The rows of an index without a key, where its size follows from how many these are; None where it does not.

    A key of several columns without its first one ends up elsewhere only where the index grows in order, or by turns:
    there rows without it are one group, the last. Without its second one it does where it grows by turns and that is
    the last. Where it is `built` all keys are sorted.
    """
    columns = {each.name: each for each in (index.holder or own).columns}
    order, never = key_order(own, index), never_null(own.columns, index)
    missing = [each for each in index.columns if columns[each].nullable and each not in never]
    if order == BY_TURNS and not built and missing == [index.columns[0]]:
        stand = FIRST_GROUP if index.nulls_first else LAST_GROUP
        return NullKeys(missing[0], stand, (*index.columns[1:], *index.include))
    by_turns = order == BY_TURNS and not built and len(index.columns) == 2
    name, *further = index.columns[1:] if by_turns else index.columns
    if name not in missing:
        return None
    if further and (built or order not in (IN_ORDER, DESCENDING)):
        return None
    beside = (*(index.columns[:1] if by_turns else further), *index.include)
    if order in (IN_ORDER, DESCENDING) and index.nulls_first != index.descending:
        return NullKeys(name, OTHER_END, beside)
    if further or index.include or not all(shares(columns[each]) for each in index.columns):
        return NullKeys(name, APART, beside)
    return NullKeys(name, UNIQUE if index.unique else SHARED, beside)


def guessed_share(own: Table, index: Index) -> float:
    """The percent of the rows that are in a partial index, as a guess."""
    whole = whole_share_of(own.columns, index)
    return index.share if whole is None else 100 - guessed_nulls(whole)


def guessed_nulls(column: Column) -> int:
    """The percent of the rows that have no value of a column, as a guess: few where there is a default."""
    return 0 if column.filled or not column.nullable else TENTH


def shares(column: Column) -> bool:
    """Whether equal values of a column share an entry of an index."""
    return column.written.partition("(")[0] not in UNSHARED and not column.written.endswith("[]")


def never_null(own: Iterable[Column], index: Index) -> frozenset[str]:
    """The columns that the condition of a partial index keeps from being NULL: x and y of `x IS NOT NULL AND y > 0`."""
    if not index.partial or _OTHERWISE.search(index.where):
        return frozenset()
    named = {_with_value(part) or _compared(part) for part in _AND.split(index.where)}
    return frozenset([each.name for each in own if (each.original or each.name) in named])


def whole_share_of(own: Iterable[Column], index: Index) -> Column | None:
    """The column that a partial index has all rows with a value of, and no others, as `WHERE x IS NOT NULL` says."""
    named = _with_value(index.where) if index.partial else ""
    return next((each for each in own if named and (each.original or each.name) == named),
                None)  # fmt: skip


def _compared(condition: str) -> str:
    """The column that a condition compares; empty where it is another one."""
    found = _COMPARED.match(condition.strip())
    return found[1] if found is not None and not _ASKED.search(condition) else ""


def _with_value(condition: str) -> str:
    """The column that a condition wants a value of; empty where it is another one."""
    found = _NOT_NULL.fullmatch(condition.strip())
    return found[1].strip() if found is not None else ""
