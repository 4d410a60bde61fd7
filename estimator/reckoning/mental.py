"""Sums done in one's head: factors of one or two digits, results of two, and how far off one is by then.

A product is easy where one side has a single digit and the other at most four (3 times 1825), or where one is 11, 12,
15 or 25 and the other has two digits at most; one divides by such numbers, or where it comes out even. Else sides are
rounded to numbers with which it is easy, and the result to two digits; of all ways to do so that one is taken which
leaves the whole sum nearest to the exact one: who rounded one side up rounds the next one down (Hale-Evans, Mind
Performance Hacks, 2006, hack 41, Estimate Orders of Magnitude, where a day is 100,000 s as well). Numbers are without
units.
"""

from __future__ import annotations

from math import floor, isfinite

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = 2  # of a result
MOST_DIGITS = 4  # of a number that a single digit goes into
NEARLY = 0.1  # as far as a number is rounded to one of these
HANDY = frozenset((11, 12, 15, 25))  # of two digits, and yet easy
# What people take for the seconds of a time; a day of 100,000 s takes 14% from a rate, which is as far as this goes.
ROUND_TIMES = {86_400.0: 1e5, 31_536_000.0: 3e7, 2_628_000.0: 2.5e6, 604_800.0: 6e5}
FARTHEST = 0.2  # of the exact value: so far off a round time may leave a sum, else it is rounded as any number is
TROUBLE = 0.02  # one rounding more has to bring the sum nearer by this share
NOISE, NOISE_DIGITS = 1e-9, 12


@record
class Move:
    """One operation: both sides as they are reckoned with, and the result.

    `changes` are by what share each rounding changes the result: of the sides, then of the result.
    """

    left: float
    right: float
    result: float
    changes: tuple[float, ...]


def digits(value: float) -> int:
    """The significant digits of a number."""
    return len(f"{abs(value):.{NOISE_DIGITS - 1}e}".split("e")[0].replace(".", "").rstrip("0")) or 1


def off(mental: float, exact: float) -> float:
    """How far off a number is, as a share of the exact one: -0.14 is 14% too little."""
    if mental == exact:
        return 0.0
    found = mental / exact - 1 if exact and isfinite(exact) else float("inf")
    return found if abs(found) > NOISE else 0.0


def neighbours(value: float, places: int) -> Iterator[float]:
    """The numbers of so many digits next to a positive one, below and above; itself where it has no more."""
    mantissa, exponent = _scientific(value)
    power = exponent - places + 1
    head = float(f"{mantissa * 10 ** (places - 1):.{NOISE_DIGITS}g}")
    for whole in {floor(head), floor(head) if head == floor(head) else floor(head) + 1}:
        if whole:
            yield float(f"{whole}e{power}")


def rounded(value: float, exact: float, places: int = DIGITS) -> float:
    """A number with so many digits at most, the one of its neighbours that is nearer to the exact value."""
    if value == 0 or digits(value) <= places:
        return value
    sign = 1.0 if value > 0 else -1.0
    return min([sign * each for each in neighbours(abs(value), places)], key=lambda each: abs(off(each, exact)))


def times(left: float, right: float, exact: float) -> Move:
    """The product of two positive numbers, of which the exact result is known."""
    return _moved(left, right, exact, divides=False)


def over(left: float, right: float, exact: float) -> Move:
    """The quotient of two positive numbers, of which the exact result is known."""
    return _moved(left, right, exact, divides=True)


def over_time(left: float, right: float, exact: float, *, divides: bool) -> Move:
    """A number by the seconds of a day, a month or a year, taken for a round number where that is not too far off."""
    round_time = ROUND_TIMES.get(right)
    if round_time is not None:
        result = left / round_time if divides else left * round_time
        found = rounded(result, exact)
        if abs(off(found, exact)) <= FARTHEST:
            return _told(left, right, left, round_time, result, found, divides=divides)
    return _moved(left, right, exact, divides=divides)


def _moved(left: float, right: float, exact: float, *, divides: bool) -> Move:
    best: tuple[float, float, float, float, float] | None = None
    for one in _candidates(left):
        for other in _candidates(right):
            result = _clean(one / other if divides else one * other)
            if not (_divides_easily(one, other, result) if divides else _is_easy(one, other)):
                continue
            found = rounded(result, exact)
            sides = (one != left) + (other != right)
            # A side that is rounded without need is no better for being nearer.
            rank = sides and abs(off(found, exact)) + (sides + (found != result)) * TROUBLE
            if best is None or rank < best[0]:
                best = (rank, one, other, result, found)
        if best is not None and best[0] == 0:
            break
    assert best is not None  # two single digits are easy
    return _told(left, right, *best[1:], divides=divides)


def _candidates(value: float) -> list[float]:
    """A number, and what it may be rounded to: the nearest of two digits, of one, and the handy ones."""
    found = [value]
    for places in (DIGITS, 1):
        found += [each for each in neighbours(value, places) if each not in found]
    power = _scientific(value)[1] - 1
    handy = [float(f"{each}e{power}") for each in sorted(HANDY)]
    return found + [each for each in handy if abs(off(each, value)) <= NEARLY and each not in found]


def _is_easy(one: float, other: float) -> bool:
    fewer, more = sorted((digits(one), digits(other)))
    if fewer == 1:
        return more <= MOST_DIGITS
    return more <= DIGITS and (_head(one) in HANDY or _head(other) in HANDY)


def _divides_easily(one: float, other: float, result: float) -> bool:
    """By a single digit, by a handy number, or where it comes out even: 24 by 48."""
    return (digits(other) == 1 or digits(result) <= DIGITS or _head(other) in HANDY) and digits(one) <= MOST_DIGITS


def _head(value: float) -> int:
    """The first two digits of a number."""
    return round(_scientific(value)[0] * 10)


def _scientific(value: float) -> tuple[float, int]:
    """A positive number as one from 1 to 10, and the power of ten that it is to be multiplied by."""
    mantissa, exponent = f"{value:.{NOISE_DIGITS - 1}e}".split("e")
    return float(mantissa), int(exponent)


def _told(left: float, right: float, one: float, other: float, result: float, found: float, *, divides: bool) -> Move:
    by_right = right / other if divides else other / right
    changes = [each for each in (off(one, left), by_right - 1, off(found, result)) if abs(each) > 10.0**-NOISE_DIGITS]
    return Move(one, other, _clean(found), tuple(changes))


def _clean(value: float) -> float:
    """A number without the noise of its float."""
    return float(f"{value:.{NOISE_DIGITS}g}")
