"""Bare numbers, for scripts: every digit, in the unit that was asked for or written, else in the one that is shown."""

from __future__ import annotations

from estimator.languages.values import Values
from estimator.problems import refused
from estimator.units.table import UnknownUnit
from estimator.writers.json import value_and_unit, without_noise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

WHOLE = 1e21  # from here on a float's own text has an exponent, as that of other languages has


def bare(evaluation: Evaluation, name: str, digits: int | None = None) -> str:
    """The number of a quantity, rounded to so many digits if any are asked for; a yes, a no or a text as it is.

    EstimateError where the unit that it is shown in has no name to ask for.
    """
    values = Values(evaluation)
    quantity = evaluation.model.quantities[name]
    value, _ = value_and_unit(quantity, evaluation, values)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) or quantity.step is None:
        return str(value)
    shown = values.shown(quantity)
    asked = quantity.definition.unit is not None or (quantity.unit is None and values.unit(quantity) is not None)
    if not asked and shown.unit:
        try:
            unit = evaluation.model.module.table.unit(shown.unit)
        except UnknownUnit:
            message = f"{shown.unit} is no unit to print a bare number in"
            raise refused(name, message, "choose one with ->") from None
        value = without_noise(unit.from_base(float(evaluation.values[quantity.step])))
    if digits is not None:
        value = float(f"{value:.{digits}g}")
    return str(int(value)) if abs(value) < WHOLE and value == int(value) else repr(value)
