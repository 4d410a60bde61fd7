"""Values for the columns of a sheet: of the type and the lengths that it has, as often NULL, in an order of choice."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_LENGTHS = 4000
# Each column goes through its lengths by multiples of a share of its own, and through its NULLs by those of another:
# the fractions of square roots of primes, by which what columns are in a row meets as evenly as can be.
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107)
LONGEST_PERIOD = 40_000  # rows, whose squares are numbers of 32 bits
PLACES_BITS = 32
TAIL = 0.05  # of a range's values, that may be made otherwise than they are
PLACES = 2**PLACES_BITS  # of which keys in order have one each


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
    rows: int = LONGEST_PERIOD  # of its table, over which its lengths are spread
    noise: float = 0.0  # the share of its bytes that no compression makes less

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
        return f"({self._turn(self.place)} * {len(self.lengths)} {self.dialect.divided} {self._period})"

    @property
    def _period(self) -> int:
        """The rows after which lengths come again: as many as there are, or one or a few more."""
        return prime_from(min(max(self.rows, 3), LONGEST_PERIOD))

    def _turn(self, place: int) -> str:
        """A number below the period for each row `i`, another one for each place, each once."""
        root = math.sqrt(PRIMES[place % len(PRIMES)]) + place // len(PRIMES) * math.pi
        return f"(i % {self._period} * {1 + round(root % 1 * (self._period - 2))} % {self._period})"

    def value(self, number: str) -> str:
        """The value of row `i` that stands at a number, where values are put in order."""
        is_one = len(set(self.lengths)) == 1
        length = str(self.lengths[0]) if is_one else self.dialect.chosen(self.lengths, self.quantile)
        found = self.dialect.made(self, length, number)
        if not self.null:
            return found
        is_null = f"{self._turn(len(PRIMES) + self.place)} < {round(self.null * self._period)}"
        return f"CASE WHEN {is_null} THEN NULL ELSE {found} END"


def prime_from(number: int) -> int:
    """The first prime that is no less than a number above 2."""
    return next(each for each in itertools.count(number) if all(each % part for part in range(2, math.isqrt(each) + 1)))


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


def told_apart(column: Values, values: Callable[[int], float]) -> int:
    """The bits of a place that a column's values tell apart, of which there are so many of a length in bytes.

    It is that of the length that has the fewest values for its share of the rows. A few that are too short for theirs
    do no harm: rows whose key is there already are made up for by further ones.
    """
    shares = {length: number / len(column.lengths) for length, number in Counter(column.lengths).items()}
    bits = {length: math.log2(max(1, values(length)) / share) for length, share in shares.items()}
    short = {length for length, each in bits.items() if each < math.log2(max(2, column.rows))}
    if sum(shares[each] for each in short) <= TAIL:
        bits = {length: each for length, each in bits.items() if length not in short}
    return min(PLACES_BITS, int(min(bits.values())))


def has_enough(key: Sequence[Values], rows: int) -> bool:
    """Whether so many rows can have different keys of some columns."""
    return sum([part.dialect.bits(part) for part in key]) >= math.log2(rows)
