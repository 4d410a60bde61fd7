"""How much of a compressed table's values is noise, for zlib to make of its rows what the sheet says."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

from estimator.comparers.columns import PLACES, PLACES_BITS
from estimator.comparers.mysql.sheet_values import DIGITS_FIRST
from estimator.notation.tree import Call, Literal
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from estimator.comparers.columns import Values

PAGE = 16_384  # bytes of rows that are compressed at once
LEVEL = 6  # innodb_compression_level
HEADER = 5  # bytes before each row or entry, which are compressed with it
STEPS = 12
NEAR = 0.02  # of the whole, that what is reached may be off
UNITS = {"KiB": 1, "B": 1 / 1024}


def block_of(call: Call) -> int | None:
    """KEY_BLOCK_SIZE in KiB of what counts rows in blocks; None where it is worked."""
    given = [each.value for each in call.arguments if not each.name]
    size = given[1] if len(given) > 1 else None
    if not isinstance(size, Literal) or size.unit not in UNITS:
        return None
    return round(float(size.number) * UNITS[size.unit])


def noisy(columns: Sequence[Values], ordered: Collection[int], shrinks_to: float) -> list[Values] | None:
    """The same columns, as much of their values noise as rows shrink by then to a share of what they were.

    `ordered` are the places of those that lie in order. None where their values cannot shrink to that.
    """
    low, high = 0.0, 1.0
    if not _shrunk(columns, ordered, low) - NEAR <= shrinks_to <= _shrunk(columns, ordered, high) + NEAR:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _shrunk(columns, ordered, middle) >= shrinks_to else (middle, high)
    return [replace(each, noise=high) for each in columns]


def _shrunk(columns: Sequence[Values], ordered: Collection[int], noise: float) -> float:
    """What zlib makes of a page of rows, of what they are."""
    chance = random.Random(1)  # noqa: S311  rows that are the same on every run
    rows = max(1, round(PAGE / (HEADER + sum([each.mean for each in columns]))))
    numbers = {each.place: [chance.randrange(PLACES) for _ in range(rows)] for each in columns}
    for place in ordered:
        step = PLACES // 100_000  # of a table of some such number of rows, in which neighbours are alike
        numbers[place] = [row * step for row in range(rows)]
    page = bytearray()
    for row in range(rows):
        page += bytes((0, 0, 16 + row // 32, row * 8 % 256)) + chance.randbytes(1)
        for each in columns:
            if not each.null or chance.random() >= each.null:
                page += _value(each, numbers[each.place][row], noise, chance)
    return len(zlib.compress(bytes(page), LEVEL)) / len(page)


def _value(column: Values, number: int, noise: float, chance: random.Random) -> bytes:
    """About the bytes that a column's value of a number has."""
    length = chance.choice(column.lengths)
    if not column.most:
        whole = number >> max(0, PLACES_BITS - 8 * length)
        return whole.to_bytes(4, "big")[-length:].rjust(length, b"\0")
    first = f"{number:0{DIGITS_FIRST}x}".encode()
    without_order = round(noise * max(0, length - DIGITS_FIRST))
    return (first + chance.randbytes(without_order) + b"x" * length)[:length]
