"""The built-in functions on plain floats, where `math` has none.

Whole-number functions first snap to the nearest integer within 1e-9 relative, in every backend, for
`n request/day * 1 day` is a hair above n for every thirteenth n. All are deterministic and need no library.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SNAP = 1e-9
EQUAL = 1e-12  # relative; two ways to one number differ by less
LARGEST_WHOLE = 2.0**52  # beyond it every float is a whole number


def finite(value: float) -> float:
    """The value; OverflowError where it is infinite or no number."""
    if value - value != 0:
        raise OverflowError
    return value


def snapped(value: float) -> float:
    """The nearest integer if it is within 1e-9 relative, else the value."""
    if abs(value) >= LARGEST_WHOLE:
        return value
    nearest = math.floor(value + 0.5)
    return float(nearest) if abs(value - nearest) <= SNAP * max(1.0, abs(value)) else value


def equal(left: float, right: float) -> bool:
    """Whether two numbers are the same but for the last bits: 0.1 + 0.2 and 0.3 are."""
    return left == right or abs(left - right) <= EQUAL * max(abs(left), abs(right)) < math.inf


# The comparisons, in which numbers that differ only in the last bits are equal.
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: left < right and not equal(left, right),
    "<=": lambda left, right: left <= right or equal(left, right),
    ">": lambda left, right: left > right and not equal(left, right),
    ">=": lambda left, right: left >= right or equal(left, right),
}


def equal_to(value: float) -> tuple[float, float]:
    """The least and the largest number that is equal to a value."""
    ends = (value * (1 - EQUAL), value / (1 - EQUAL))
    return ends if value > 0 else ends[::-1]


def limits(bounds: tuple[float, ...], *, is_below: bool) -> list[float]:
    """The largest numbers that are up to some thresholds, or the least that are not below: with what is equal."""
    return [equal_to(bound)[0 if is_below else 1] for bound in bounds]


def looked_up(value: float, limits: list[float], values: tuple[float, ...], *, is_below: bool) -> float:
    """The value of the first threshold that a number is up to, or below, by their limits; the last beyond all."""
    place = bisect_right(limits, finite(value)) if is_below else bisect_left(limits, finite(value))
    return values[min(place, len(values) - 1)]


def share(value: float) -> float:
    """A share, cut at its bounds: what a range says beyond 0 and 1 is the tail of its distribution."""
    return 0.0 if value < 0 else 1.0 if value > 1 else value


def is_share(value: float) -> bool:
    """Whether a number lies within 0 and 1, but for the last bits."""
    return -EQUAL <= value <= 1 + EQUAL


def ceil(value: float) -> float:
    """Round up, after snapping."""
    value = snapped(value)
    return value if abs(value) >= LARGEST_WHOLE else float(math.ceil(value))


def floor(value: float) -> float:
    """Round down, after snapping."""
    value = snapped(value)
    return value if abs(value) >= LARGEST_WHOLE else float(math.floor(value))


def round_half_away(value: float) -> float:
    """Round to the nearest integer, halves away from zero; what is within 1e-9 relative of a half is one."""
    size = snapped(abs(value))
    if size >= LARGEST_WHOLE:
        return value
    if size != math.floor(size):  # so that what is near is nearer than a half
        size = math.floor(size + 0.5 + SNAP * max(1.0, size))
    return math.copysign(size, value) if size else 0.0


def ceil_pow2(value: float) -> float:
    """The smallest power of two that is not below the value, after snapping; ValueError unless positive."""
    if finite(value) <= 0:
        raise ValueError("ceil_pow2 needs a number above 0")
    mantissa, exponent = math.frexp(snapped(value) if value > 0.5 else value)  # 0 is no power of two to snap to
    return math.ldexp(1.0, exponent - 1 if mantissa == 0.5 else exponent)


def exponential(value: float) -> float:
    """The base of the natural logarithm to a power."""
    return math.exp(finite(value))


def logarithm(value: float) -> float:
    """Natural logarithm; ValueError unless positive."""
    if finite(value) <= 0:
        raise ValueError("the logarithm needs a number above 0")
    return math.log(value)


def binary_logarithm(value: float) -> float:
    """Logarithm to base 2; ValueError unless positive."""
    return math.log2(value) if 0 < value < math.inf else logarithm(value)


def decimal_logarithm(value: float) -> float:
    """Logarithm to base 10; ValueError unless positive."""
    return math.log10(value) if 0 < value < math.inf else logarithm(value)


def smallest(*values: float) -> float:
    """The smallest of one or more."""
    return min(values)


def largest(*values: float) -> float:
    """The largest of one or more."""
    return max(values)


def square_root(value: float) -> float:
    """Square root; ValueError below zero."""
    if finite(value) < 0:
        raise ValueError("the square root needs a number of at least 0")
    return math.sqrt(value)
