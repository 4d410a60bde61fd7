"""Values for the columns of a sheet: of the type and the lengths that it has, as often NULL, in an order of choice."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_LENGTHS = 4000
# Each column goes through its lengths by a period of its own, and through its NULLs by another one, so that what two of
# them are in a row meets as if by chance.
PERIODS = (4001, 4003, 4007, 4013, 4019, 4021, 4027, 4049, 4051, 4057, 4073, 4079, 4091, 4093, 4099, 4111, 4127, 4129)
PLACES_BITS = 32
PLACES = 2**PLACES_BITS  # of which keys in order have one each
FACTOR = 1597  # whose multiples go through a period in no order that can be seen


@record
class Dialect:
    """How a database is told of a column, and of its value of row `i`.

    `column` says a column's type, and `made` its value of a length, an expression, that stands at a number among all
    where they are in order. `chosen` is the length at a place, from 0 on, of several; `divided` divides whole numbers.
    Values of a column can tell `bits` of a number apart.
    """

    column: Callable[[Values], str]
    made: Callable[[Values, str, str], str]
    chosen: Callable[[Sequence[int], str], str]
    divided: str = "/"
    bits: Callable[[Values], int] = lambda _column: PLACES_BITS


@record
class Values:
    """What a column of a sheet is loaded with: its lengths are those of values as likely as each other, in bytes."""

    dialect: Dialect
    name: str
    kind: str
    null: float
    lengths: Sequence[int]
    place: int  # among the columns of its table
    most: int = 0  # bytes, where the type says it
    note: str = ""

    @property
    def mean(self) -> float:
        """Bytes of a value."""
        return sum(self.lengths) / len(self.lengths)

    @property
    def label(self) -> str:
        """What the column is called, by its place: names are nobody's business."""
        return f"c{self.place}"

    @property
    def column(self) -> str:
        """The column in CREATE TABLE."""
        return f"{self.label} {self.dialect.column(self)}"

    @property
    def quantile(self) -> str:
        """The place of row `i` among the lengths, from 0 on."""
        period = PERIODS[self.place % len(PERIODS)]
        return f"(i % {period} * {FACTOR} % {period} * {len(self.lengths)} {self.dialect.divided} {period})"

    def value(self, number: str) -> str:
        """The value of row `i` that stands at a number, where values are put in order."""
        is_one = len(set(self.lengths)) == 1
        length = str(self.lengths[0]) if is_one else self.dialect.chosen(self.lengths, self.quantile)
        found = self.dialect.made(self, length, number)
        if not self.null:
            return found
        other = PERIODS[(self.place + len(PERIODS) // 2) % len(PERIODS)]
        is_null = f"i % {other} * {FACTOR} % {other} < {round(self.null * other)}"
        return f"CASE WHEN {is_null} THEN NULL ELSE {found} END"


def ascending(rows: int) -> str:
    """The place of row `i` of so many among all places; as many further ones lie between."""
    step = PLACES // (rows + 1)
    return f"CASE WHEN i <= {rows} THEN i * {step} ELSE (i - {rows}) * {step} - {step // 2} END"


def digits(parts: Sequence[Values], place: str) -> list[str]:
    """A place for each column of a key, that all of them together have one: each has what those before it lose."""
    found, bits = [], 0
    for part in parts:
        found.append("0" if bits >= PLACES_BITS else f"(({place}) * {2**bits} % {PLACES})" if bits else place)
        bits += part.dialect.bits(part)
    return found


def leading(parts: Sequence[Values]) -> list[Values]:
    """The first columns that tell all places apart, or all columns where these do not."""
    found: list[Values] = []
    for part in parts:
        if sum([each.dialect.bits(each) for each in found]) >= PLACES_BITS:
            break
        found.append(part)
    return found


def has_enough(key: Sequence[Values], rows: int) -> bool:
    """Whether so many rows can have different keys of some columns."""
    return sum([part.dialect.bits(part) for part in key]) >= math.log2(rows)
