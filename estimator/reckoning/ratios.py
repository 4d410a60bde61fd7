"""Ratios of whole numbers: what they come to, and the one behind a float that someone wrote."""

from __future__ import annotations

import math

from estimator.units.display import LARGEST_EXACT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Ratio: TypeAlias = tuple[int, int]  # in lowest terms, the second above 0

MOST_BITS = 4096  # of a ratio's parts; longer ones are not followed, and pass for unknown
ROUNDINGS = 51  # bits; a literal in base units is off by less than 2^-51 of it, by the roundings on the way there
PLAIN_DIGITS = 12  # a literal of no more digits is the decimal that it looks like
SIMPLE = 2**40  # the product of the parts of a ratio which no float is near by chance
# What a decimal that was written with a unit may have been divided by: a time, and bits of a byte.
UNIT_FACTORS = (8, *[by * time for time in (60, 3600, 86_400, 604_800, 2_628_000, 31_536_000) for by in (1, 8)])
UNIT_DIGITS = 9


def combined(operator: str, left: Ratio | None, right: Ratio | None) -> Ratio | None:
    """`left operator right`; None where one is not known, or the result is no ratio or a long one."""
    if left is None or right is None:
        return None
    (over, under), (other_over, other_under) = left, right
    match operator:
        case "+":
            return reduced(over * other_under + other_over * under, under * other_under)
        case "-":
            return reduced(over * other_under - other_over * under, under * other_under)
        case "*":
            return reduced(over * other_over, under * other_under)
        case "/":
            return reduced(over * other_under, under * other_over) if other_over else None
        case _:
            return power(left, right)


def reduced(over: int, under: int) -> Ratio | None:
    """A ratio in lowest terms; None where it is a long one."""
    if under != 1:
        common = math.gcd(over, under)
        if under < 0:
            common = -common
        over, under = over // common, under // common
    return None if max(over.bit_length(), under.bit_length()) > MOST_BITS else (over, under)


def power(base: Ratio, exponent: Ratio) -> Ratio | None:
    """A power; None where it is irrational."""
    (over, under), (times, root) = base, exponent
    if root != 1:
        roots = _root(over, root), _root(under, root)
        if roots[0] is None or roots[1] is None:
            return None
        over, under = roots[0], roots[1]
    if times < 0:
        over, under, times = under, over, -times
    if not under or times * max(abs(over).bit_length() - 1, under.bit_length() - 1) > MOST_BITS:
        return None
    if abs(over) <= 1 == under:
        times = min(times, 2 - times % 2)  # 1 to the power of a billion
    return reduced(over**times, under**times)


def _root(number: int, degree: int) -> int | None:
    """The whole root of a whole number; None where there is none."""
    if number < 0:
        return None
    if degree == 2:
        found = math.isqrt(number)
        return found if found * found == number else None
    if number > LARGEST_EXACT:
        return None
    found = round(number ** (1 / degree))
    return found if number in (0, 1) or (found > 1 and degree < MOST_BITS and found**degree == number) else None


def ratio_of_text(text: str) -> Ratio:
    """The ratio that a decimal says: `-0.25`, `3.47e-7`."""
    head, _, exponent = text.partition("e")
    whole, _, fraction = head.partition(".")
    over, places = int(whole + fraction), int(exponent or "0") - len(fraction)
    found = (over * 10**places, 1) if places >= 0 else (over, 10**-places)
    common = math.gcd(*found)
    return found[0] // common, found[1] // common


def ratio_of_float(value: float) -> Ratio | None:
    """The ratio behind a number that someone wrote, as a float in base units: 2/86400 behind that of `2/day`."""
    if not math.isfinite(value):
        return None
    if abs(value) < LARGEST_EXACT and value == int(value):
        return int(value), 1
    text = repr(float(value))
    if len(text.partition("e")[0].replace(".", "").strip("-0")) <= PLAIN_DIGITS:
        return ratio_of_text(text)
    for factor in UNIT_FACTORS:  # as of 0.023 USD/GB/month
        scaled = abs(value) * factor
        short = f"{scaled:.{UNIT_DIGITS}g}"
        if abs(float(short) - scaled) <= scaled * 2.0**-ROUNDINGS:
            over, under = ratio_of_text(short)
            return reduced(over if value > 0 else -over, under * factor)
    found = _simplest(abs(value))
    if found[0] * found[1] < SIMPLE:
        return (found[0] if value > 0 else -found[0]), found[1]
    short = f"{value:.15g}"
    return ratio_of_text(short if abs(float(short) - value) <= abs(value) * 2.0**-ROUNDINGS else text)


def _simplest(value: float) -> Ratio:
    """The ratio of the smallest numbers that is as close to a positive float as the roundings on its way leave it.

    By the continued fraction of both ends: as long as these have the same whole part it is that of the ratio, too.
    """
    over, under = value.as_integer_ratio()
    low, high = (over * (2**ROUNDINGS - 1), under << ROUNDINGS), (over * (2**ROUNDINGS + 1), under << ROUNDINGS)
    wholes: list[int] = []
    whole, rest = divmod(low[0], low[1])
    while rest and (whole + 1) * high[1] > high[0]:
        wholes.append(whole)
        low, high = (high[1], high[0] - whole * high[1]), (low[1], rest)
        whole, rest = divmod(low[0], low[1])
    found = (whole + bool(rest), 1)
    for each in reversed(wholes):
        found = (each * found[0] + found[1], found[0])
    return found
