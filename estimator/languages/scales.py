"""How a quantity's value is shown, as a table that another language can follow: a page, a workbook.

The same choice as `Values.value` makes for one value, for whatever value the quantity may take.
"""

from __future__ import annotations

from estimator.languages.values import WITHOUT_PREFIX, is_computed
from estimator.notation.tree import MAGNITUDES
from estimator.records import record
from estimator.units.display import Rung, base_factor, ladder, takes_prefix
from estimator.units.table import ratio_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

NUMBER, COUNTED, PERCENT, PLAIN, PHYSICAL = "number", "counted", "percent", "plain", "physical"


@record
class Scale:
    """How the values of a quantity are shown.

    unit        the unit's text, behind the magnitude that was chosen with it, if one was
    numerator   with `denominator`: one of the unit in base units
    style       `number`: without a magnitude; `counted`: with the one that fits; `percent`: a number, and `plain`:
                counted, but a share is never rounded up to the whole; `physical`: a number below 100,000, else counted
    rungs       instead, the units with a prefix that values of different sizes take; with `physical` from 100,000 on
    """

    unit: str
    numerator: float
    denominator: float
    style: str
    rungs: tuple[Rung, ...]

    def from_base(self, value: float) -> float:
        """A number of base units in the unit."""
        return ratio_of(value, self.denominator, self.numerator)

    def to_base(self, value: float) -> float:
        """A number of the unit in base units."""
        return ratio_of(value, self.numerator, self.denominator)


def scale_of(quantity: Quantity, values: Values) -> Scale:
    """The scale of a quantity."""
    unit = values.unit(quantity)
    if quantity.unit is None and (is_computed(quantity) or (unit is not None and unit.text in WITHOUT_PREFIX)):
        unit = None
    return scale_of_kind(quantity.kind) if unit is None else _chosen(unit, quantity.magnitude)


def scale_of_kind(kind: Kind) -> Scale:
    """The scale of a value for which no unit was chosen."""
    return Scale(str(kind), base_factor(kind), 1.0, COUNTED if kind.powers else PLAIN, ladder(kind))


def _chosen(unit: UnitMeaning, magnitude: str) -> Scale:
    if magnitude:
        return Scale(
            f"{magnitude} {unit.text}".strip(), unit.numerator * MAGNITUDES[magnitude], unit.denominator, NUMBER, ()
        )
    powers = unit.kind.powers
    physical = bool(powers) and powers[0][1] > 0 and not powers[0][0].is_noun
    style = PERCENT if unit.text == "%" else PHYSICAL if physical else COUNTED
    rungs = ladder(unit.kind) if style == PHYSICAL and takes_prefix(unit) else ()
    return Scale(unit.text, unit.numerator, unit.denominator, style, rungs)
