"""Values of SQLite for the columns of a sheet, made by functions that its connection is given.

What stands in order is a place of 32 bits, of which each value has as much as it has room for.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from functools import cache
from statistics import median_low
from typing import TYPE_CHECKING

from estimator.comparers.columns import PLACES, PLACES_BITS, Dialect, told_apart
from estimator.producers.schema.shelf import Spelled
from estimator.producers.schema.sqlite_types import affinity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.comparers.columns import Values

ROWID = ", the row id"  # what a sheet notes of the column that is one
WHOLE, REAL, BLOB = "INTEGER", "REAL", "BLOB"
# The numbers that need so many bytes, from the first that is not shorter.
BYTES = {0: (0, 2), 1: (2, 2**7), 2: (2**7, 2**15), 3: (2**15, 2**23), 4: (2**23, 2**31), 6: (2**31, 2**47)}
BYTES[8] = (2**47, 2**63)
FIRST_LETTER, LETTERS_BITS = ord(">"), 6  # 64 letters in their order, of which no text is a number
PLACED_LETTERS = 6  # that a place takes


def at_random(number: int) -> int:
    """A place of a row among all, in no order, the same on every run."""
    return int.from_bytes(hashlib.blake2b(number.to_bytes(8, "big"), digest_size=4).digest(), "big")


def whole(lengths: str, place: int) -> int | bytes:
    """A number of one of several lengths, which grows with its place; of a length that no number has those bytes."""
    listed = _parsed(lengths)
    length = listed[place * len(listed) // PLACES]
    first, last = bisect_left(listed, length), bisect_right(listed, length)
    part = (place * len(listed) - first * PLACES) // (last - first)  # of the places of this length
    if length not in BYTES:
        return blob(length, part)
    low, high = BYTES[length]
    found: int = low + (high - low) * part // PLACES
    return found


def text(length: int, place: int) -> str:
    """A text of a length, which grows with its place."""
    shifts = range(LETTERS_BITS * (PLACED_LETTERS - 1), -1, -LETTERS_BITS)
    placed = place << LETTERS_BITS * PLACED_LETTERS - PLACES_BITS
    letters = [chr(FIRST_LETTER + (placed >> shift) % 2**LETTERS_BITS) for shift in shifts]
    return "".join(letters)[:length].ljust(length, "x")


def blob(length: int, place: int) -> bytes:
    """Bytes of a length, which grow with their place."""
    return place.to_bytes(4, "big")[:length].ljust(length, b"x")


def at(lengths: str, place: int) -> int:
    """One of several lengths."""
    return _parsed(lengths)[place]


@cache
def _parsed(lengths: str) -> list[int]:
    return [int(each) for each in json.loads(lengths)]


FUNCTIONS: dict[str, Callable[..., int | float | str | bytes]] = {
    "at_random": at_random, "whole": whole, "text": text, "bytes_of": blob, "at": at,
}  # fmt: skip


def kind_of(column: Values) -> str:
    """The affinity of a column's type: numbers keep less room than texts."""
    return affinity(Spelled(column.kind, ())) if column.kind != "any" else BLOB


def _made(column: Values, length: str, number: str) -> str:
    kind = kind_of(column)
    if kind == REAL and set(column.lengths) == {8}:
        return f"({number}) + 0.5"
    if kind == BLOB:
        return f"bytes_of({length}, {number})"
    if is_number(column):
        return f"whole('{json.dumps(list(column.lengths))}', {number})"
    return f"text({length}, {number})"


def is_number(column: Values) -> bool:
    """Whether a column holds whole numbers: a date is a text in a column of numbers, and no number is as long."""
    return kind_of(column) != "TEXT" and median_low(column.lengths) <= max(BYTES)


def _bits(column: Values) -> int:
    is_blob = kind_of(column) == BLOB
    is_whole = not is_blob and is_number(column)

    def values(length: int) -> float:
        low, high = BYTES.get(length, (0, 0)) if is_whole else (0, 0)
        return high - low or 2.0 ** ((8 if is_blob or is_whole else LETTERS_BITS) * min(length, 8))

    return told_apart(column, values)


def _chosen(lengths: Sequence[int], place: str) -> str:
    return f"at('{json.dumps(list(lengths))}', {place})"


def _type(column: Values) -> str:
    return "INTEGER PRIMARY KEY" if column.note.endswith(ROWID) else kind_of(column)


DIALECT = Dialect(_type, _made, _chosen, bits=_bits)
