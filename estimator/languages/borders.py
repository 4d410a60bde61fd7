"""A border as text, rounded to the side on which what is said of it is true."""

from __future__ import annotations

import math

from estimator.notation.tree import MAGNITUDES
from estimator.units.display import DIGITS, Shown
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.model.frames import NumberQuantity

_MOST_DIGITS = 12  # of a border that is rounded to its safe side


def inside(value: float, quantity: NumberQuantity, direction: int, values: Values) -> str:
    """A value in the unit of a quantity, rounded up with direction 1 and down with -1."""
    shown = values.value(value, quantity)
    for digits in range(DIGITS, _MOST_DIGITS + 1):
        shown = values.value(value, quantity, digits)
        number = said(shown, values)
        if number is None:
            return str(shown)
        if (number - value) * direction >= -1e-12 * abs(value):
            return str(shown)
        step = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1) if value else 0.0
        moved = values.value(value + direction * step / 2, quantity, digits)
        number = said(moved, values)
        if number is not None and 0 <= (number - value) * direction <= 0.006 * abs(value):
            return str(moved)
    return str(shown)


def said(shown: Shown, values: Values) -> float | None:
    """The number in base units that a text says; None where its unit cannot be read."""
    text, _, magnitude = shown.number.partition(" ")
    unit, factor = shown.unit, MAGNITUDES.get(magnitude, 1.0)
    if unit.startswith("%"):
        unit, factor = unit[1:], factor / 100
    if not unit:
        return float(text) * factor
    try:
        meaning = values.model.module.table.unit(unit)
    except UnknownUnit:
        return None
    return float(text) * factor * meaning.factor
