"""How a number differs from another one: `+5 server`, and as a factor or in per cent: `× 10`, `+25%`."""  # noqa: RUF002

from __future__ import annotations

from math import isclose

from estimator.languages.values import SIGNS
from estimator.model.describe import BOOLEAN
from estimator.units.display import SAME, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity

TWICE = 2.0  # from here on, and below a half, a ratio is said as a factor


def is_same(before: float, after: float) -> bool:
    """Whether two values are equal but for the noise of floats."""
    return before == after or isclose(before, after, rel_tol=SAME)


def ratio_of(before: float, after: float) -> float | None:
    """How many times the first the second is; None where that says nothing: of zero, or across it."""
    if before == 0 or before * after < 0:
        return None
    ratio = after / before
    return ratio if ratio < float("inf") else None


def factor_text(before: float, after: float) -> str:
    """`× 10`, `÷ 4`, `+25%` or `-12.5%`; empty for equal values and where there is no factor."""  # noqa: RUF002
    ratio = ratio_of(before, after)
    if ratio is None or is_same(before, after):
        return ""
    if ratio >= TWICE:
        return f"{SIGNS['*']} {number(ratio)[0]}"
    if 0 < ratio <= 1 / TWICE:
        return f"÷ {number(1 / ratio)[0]}"
    return percent_text(ratio)


def percent_text(ratio: float) -> str:
    """`+50%` of 1.5."""
    percent = (ratio - 1) * 100
    return f"{'+' if percent > 0 else ''}{number(percent)[0]}%"


def added_text(before: float, after: float, quantity: Quantity, values: Values) -> str:
    """`+5 server`, in the unit of a quantity."""
    shown = str(values.value(after - before, quantity))
    return shown if shown.startswith("-") else f"+{shown}"


def is_number(quantity: Quantity | None) -> bool:
    """Whether a quantity is a number, of which there is a difference."""
    return quantity is not None and quantity.step is not None and quantity.kind is not BOOLEAN


def difference_text(before: tuple[Quantity, Values], after: tuple[Quantity, Values]) -> str:
    """How a quantity differs from itself elsewhere, as a factor or in per cent, else by how much; empty if not."""
    (here, values), (there, others) = before, after
    if not (is_number(here) and is_number(there)) or here.kind.dimension != there.kind.dimension:
        return ""
    first, second = central(here, values), central(there, others)
    if is_same(first, second):
        return ""
    return factor_text(first, second) or added_text(first, second, there, others)


def central(quantity: Quantity, values: Values) -> float:
    """The central value of a number, in base units."""
    assert quantity.step is not None
    return float(values.evaluation.values[quantity.step])
