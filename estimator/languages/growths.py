"""What is said of growth beside today's value, and of a check that fails later on."""

from __future__ import annotations

from estimator.languages.cases import case_of
from estimator.languages.checks import percentage
from estimator.languages.pieces import Piece
from estimator.languages.values import Values
from estimator.notation.printer import print_growth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Growth
    from estimator.reckoning.evaluate import CheckResult


def growth_of(quantity: Quantity) -> Growth | None:
    """How a quantity grows: as it was given, else as its sheet says."""
    given = quantity.override.growth if quantity.override is not None else None
    return given or quantity.definition.growth


def with_growth(text: str, quantity: Quantity) -> str:
    """A note on a quantity, and how it grows."""
    growth = growth_of(quantity)
    if growth is None:
        return text
    return f"{text}; {print_growth(growth)}" if text else print_growth(growth)


def later_case(result: CheckResult, values: Values) -> tuple[Piece, ...]:
    """What is the case when a check fails that holds today: `is 101 PB then`, which no change of a page keeps up."""
    if result.later is None:
        return ()
    if result.later.share is not None:
        return (Piece(f"holds in {percentage(result.later.share, result.check.probability)} of the cases then", None),)
    then = Values(result.later.evaluation, values.digits, exact=values.exact)
    said = "".join([piece.text for piece in case_of(result.later.check, then)])
    return (Piece(f"{said} then" if said else "no more", None),)
