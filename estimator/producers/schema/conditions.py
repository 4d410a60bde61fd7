"""What the condition of a partial index says of its columns: which are never NULL in it, and which always are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.stored import Column, Index

_AND = re.compile(r"\band\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:or|case)\b", re.IGNORECASE)
_NOT_NULL = re.compile(r'\(*\s*"?([^"()]+?)"?\s+is\s+not\s+null\s*\)*', re.IGNORECASE)
_NULL = re.compile(r'\(*\s*"?([^"()]+?)"?\s+is\s+null\s*\)*', re.IGNORECASE)
# A comparison of a column with something is true of no NULL, unless it is asked whether it IS NULL or IS NOT TRUE.
_COMPARED = re.compile(r'\(*\s*"?([^"()<>=~!\s]+)"?\)*(?:::[\w ]+)?\s*(?:[<>=~!]|(?:like|in|between)\b)', re.IGNORECASE)
_ASKED = re.compile(r"\bis\b", re.IGNORECASE)


def never_null(own: Iterable[Column], index: Index) -> frozenset[str]:
    """The columns that the condition of a partial index keeps from being NULL: x and y of `x IS NOT NULL AND y > 0`."""
    if not index.partial or _OTHERWISE.search(index.where):
        return frozenset()
    named = {_with_value(part) or _compared(part) for part in _AND.split(index.where)}
    return frozenset([each.name for each in own if (each.original or each.name) in named])


def only_null(own: Iterable[Column], index: Index) -> frozenset[str]:
    """The columns that are NULL in all rows of a partial index: x of `x IS NULL AND y > 0`."""
    if not index.partial or _OTHERWISE.search(index.where):
        return frozenset()
    named = {_without_value(part) for part in _AND.split(index.where)}
    return frozenset([each.name for each in own if (each.original or each.name) in named])


def led(own: Iterable[Column], index: Index) -> tuple[str, ...]:
    """The columns that an index is in the order of: all but those that are NULL in all its rows."""
    always = only_null(own, index) if index.holder is None else frozenset()
    return tuple([each for each in index.columns if each not in always])


def whole_share_of(own: Iterable[Column], index: Index) -> Column | None:
    """The column that a partial index has all rows with a value of, and no others, as `WHERE x IS NOT NULL` says."""
    named = _with_value(index.where) if index.partial else ""
    return next((each for each in own if named and (each.original or each.name) == named),
                None)  # fmt: skip


def null_share_of(own: Iterable[Column], index: Index) -> Column | None:
    """The column that a partial index has all rows without a value of, and no others, as `WHERE x IS NULL` says."""
    named = _without_value(index.where) if index.partial else ""
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


def _without_value(condition: str) -> str:
    """The column that a condition wants no value of; empty where it is another one."""
    found = _NULL.fullmatch(condition.strip())
    return found[1].strip() if found is not None else ""
