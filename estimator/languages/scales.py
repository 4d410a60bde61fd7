"""How a quantity's value is shown, as a table that another language can follow: a page, a workbook.

The same choice as `Values.value` makes for one value, for whatever value the quantity may take.
"""

from __future__ import annotations

from functools import lru_cache

from estimator.notation.tree import MAGNITUDES
from estimator.records import record
from estimator.units.display import Rung, base_factor, is_money, ladder, rate_text, takes_prefix
from estimator.units.table import ratio_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

NUMBER, CHOSEN, COUNTED, PERCENT, PLAIN, PHYSICAL = "number", "chosen", "counted", "percent", "plain", "physical"


@record
class Scale:
    """How the values of a quantity are shown.

    unit        the unit's text, behind the magnitude that was chosen with it, if one was
    numerator   with `denominator`: one of the unit in base units
    style       `number`: without a magnitude; `counted`: with the one that fits, as is `chosen`; `percent`: a number,
                and `plain`: counted, but a share is never rounded up to the whole; `physical`: a number below 100,000,
                else counted. All but `counted` have a whole number of up to six digits in full
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


def scale_of(quantity: Quantity, values: Values) -> Scale:
    """The scale of a quantity."""
    unit = values.looked_at(quantity)
    if unit is None:
        return scale_of_kind(quantity.kind, values.time(quantity))
    return _chosen(unit, quantity.magnitude)


@lru_cache(maxsize=1024)
def scale_of_kind(kind: Kind, time: UnitMeaning | None = None) -> Scale:
    """The scale of a value for which no unit was chosen; `time` is what a rate is said of, else the second."""
    style = PLAIN if not kind.powers else PHYSICAL if is_money(kind) else COUNTED
    return Scale(rate_text(kind, time), base_factor(kind, time), 1.0, style, ladder(kind, time))


def _chosen(unit: UnitMeaning, magnitude: str) -> Scale:
    if magnitude:
        return Scale(
            f"{magnitude} {unit.text}".strip(), unit.numerator * MAGNITUDES[magnitude], unit.denominator, NUMBER, ()
        )
    powers = unit.kind.powers
    physical = bool(powers) and powers[0][1] > 0 and not powers[0][0].is_noun
    style = PERCENT if unit.text == "%" else PHYSICAL if physical else CHOSEN
    rungs = ladder(unit.kind) if style == PHYSICAL and takes_prefix(unit) else ()
    return Scale(unit.text, unit.numerator, unit.denominator, style, rungs)
