"""How long the values of a column are, out of the mean width and the deviation that statistics know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.notation.making import between, called, number

if TYPE_CHECKING:
    from estimator.notation.tree import Expression
    from estimator.producers.schema.stored import Column

SHORT_MOST = 126  # bytes of the longest value whose own length takes one byte, and not four
NEARLY_EVEN = 0.01  # a deviation, of the mean, below which lengths are all alike
HALF_RANGE = 1.6448536269514722  # deviations of a normal distribution on each side of 90% of it
USUAL_SPREAD = 0.5  # of values whose lengths nobody has measured
WIDE = 1024  # bytes of a value above which ANALYZE leaves it out of what it keeps of values
LEAST_MORE, LUCK = 16, 0.3  # bytes, and deviations, that the mean of a hundred values may be off
NEARLY_ALL = 0.97  # of the values
FEW_LONG = 0.002  # of values, that may be longer than their rows have room


def payload(width: float, spread: float) -> float:
    """The mean bytes of values by that of their widths in rows, each with its length in one byte, or in four."""
    if spread < NEARLY_EVEN:
        return max(0.0, width - (1 if width <= SHORT_MOST + 1 else 4))
    found = max(0.1, width - 1)
    for _ in range(3):
        found = max(0.1, width - 1 - 3 * _share_above(SHORT_MOST + 0.5, found, spread))
    return found


def head(length: float) -> int:
    """The bytes that say how long a value is."""
    return 1 if length <= SHORT_MOST else 4


def width(mean: float, spread: float) -> float:
    """The mean width in rows of values, each with its length in one byte, or in four."""
    if spread < NEARLY_EVEN or mean <= 0:
        return mean + (1 if mean <= SHORT_MOST else 4)
    return mean + 1 + 3 * _share_above(SHORT_MOST + 0.5, mean, spread)


def _share_above(limit: float, mean: float, spread: float) -> float:
    """The share of a lognormal distribution above a limit."""
    sigma = math.sqrt(math.log1p(spread * spread))
    middle = math.log(mean) - sigma * sigma / 2
    return 0.5 * math.erfc((math.log(limit) - middle) / sigma / math.sqrt(2))


def length(mean: float, spread: float, unit: str = "") -> Expression:
    """Lengths of a mean and a deviation as a cell of a sheet: one number, or a range whose mean it is."""
    found = _ranged(mean, spread, unit)
    return found if spread < NEARLY_EVEN or mean < 1 else called("spread", found)


def _ranged(mean: float, spread: float, unit: str) -> Expression:
    """The same as a part of what is spread."""
    if spread < NEARLY_EVEN or mean < 1:
        return number(digits(mean), unit)
    sigma = math.sqrt(math.log1p(spread * spread))
    middle = math.log(mean) - sigma * sigma / 2
    low, high = (digits(math.exp(middle + end * HALF_RANGE * sigma)) for end in (-1, 1))
    return between(low, high, unit)


def in_row(mean: float, spread: float, room: float, measured: float, *, even: bool, moved: bool) -> Expression:
    """The same of values that lie in their rows, of which none is longer than the room that a row has for it.

    What is longer is in TOAST, if anything has `moved`, and has left 17 B there, which are in the mean. Statistics keep
    no values of more than WIDE bytes: where the others have a mean well below that of all, `measured`, there are both,
    and where none is kept all are so long. `even` is whether rows lie on their pages as if all were of one length.
    """
    all_wide = mean > WIDE and not measured
    wide = max(0.0, mean - measured) / max(1.0, (WIDE + room) / 2 - measured)
    if measured and not moved and mean - measured > LEAST_MORE + LUCK * spread * measured and wide < NEARLY_ALL:
        kept = _ranged(measured, spread, "B")
        parts = [number(f"{1 - wide:.4g}"), kept, number(f"{wide:.4g}"), _between(WIDE, room)]
        return called("spread", called("mixture", *parts))
    if spread < NEARLY_EVEN or mean >= room or _share_above(room, mean, spread) < FEW_LONG:
        return length(mean, spread)
    least = WIDE if all_wide and not moved else 1
    half = min(math.sqrt(3) * spread * mean, room - mean, mean - least)
    if half < NEARLY_EVEN * mean or (all_wide and even):
        return number(digits(mean))
    return called("spread", _between(mean - half, mean + half))


def _between(low: float, high: float) -> Expression:
    """Lengths that are as often near one as near another."""
    return called("uniform", number(digits(low), "B"), number(digits(high), "B"))


def mixed(lengths: tuple[tuple[float, float], ...]) -> Expression:
    """Lengths with their shares as a cell of a sheet."""
    parts = [part for each, share in lengths for part in (number(f"{share:.4g}"), number(digits(each), "B"))]
    return called("spread", called("mixture", *parts))


def digits(value: float) -> str:
    """A number of a reading: a whole one, or four digits."""
    return f"{value:.0f}" if float(value).is_integer() or value >= 1000 else f"{value:.4g}"


def middle(each: Column) -> float:
    """The middle of what is guessed of the lengths of a column."""
    low, _, high = each.payload.removesuffix(" B").rpartition(" to ")
    return math.sqrt(float(low or high) * float(high))
