"""What is the case where a check fails: `is 110 PB` of `media_total < 100 PB`, in pieces."""

from __future__ import annotations

from estimator.languages.kinds_written import kind_written
from estimator.languages.pieces import Piece, put_in
from estimator.model.describe import BOOLEAN
from estimator.model.steps import Operation
from estimator.notation.tree import COMPARISONS, Binary, Name
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import Fault, Faulted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.model.model import CheckStep
    from estimator.notation.tree import Check, Expression


def case_of(check: CheckStep, values: Values) -> tuple[Piece, ...]:
    """What its first side is, and what it is held against where that is no number of the check; none if not to be said.

    What is no comparison says by its numbers what is the case.
    """
    tree = check.check.expression
    if isinstance(tree, Name):
        return _is(_named(tree, values), values)
    if not isinstance(tree, Binary) or tree.operator not in COMPARISONS:
        return ()
    left, right = tree.left, tree.right
    if isinstance(right, Name) and not isinstance(left, Name) and not put_in(left, values):  # 100 PB > total
        found = _is(_named(right, values), values)
        return (Piece(f"{right.path} ", None), *found) if found else ()
    first = _is(_named(left, values), values) if isinstance(left, Name) else _reckoned(check, left, values)
    if not first:
        return ()
    limit = _named(right, values) if isinstance(right, Name) else None
    against = put_in(right, values)
    if limit is not None:
        against = (Piece(values.operand(values.of_any(limit)), _own(limit, values)),)
    return (*first, Piece(" against ", None), *against) if against else first


def range_of(check: Check, values: Values) -> str:
    """The 90% interval of the quantity that a comparison begins with; empty where there is none."""
    tree = check.expression
    left = tree.left if isinstance(tree, Binary) and tree.operator in COMPARISONS else None
    quantity = values.model.quantities.get(left.path) if isinstance(left, Name) else None
    return values.range(quantity) if quantity is not None else ""


def _named(name: Name, values: Values) -> Quantity | None:
    return values.model.quantities.get(name.path) or values.model.references.get(name.path)


def _own(quantity: Quantity, values: Values) -> Quantity | None:
    """The quantity, where it is one of the sheet itself."""
    return quantity if values.model.quantities.get(quantity.definition.name) is quantity else None


def _is(quantity: Quantity | None, values: Values) -> tuple[Piece, ...]:
    if quantity is None:
        return ()
    own = _own(quantity, values)
    shown = values.shown(quantity) if own is not None else values.of_any(quantity)
    return (Piece("is ", None), Piece(str(shown), own))


def _reckoned(check: CheckStep, left: Expression, values: Values) -> tuple[Piece, ...]:
    """The value of a first side that is worked in the check itself."""
    kind, step = kind_written(left, values), values.model.steps[check.step].expression
    if kind is None or kind is BOOLEAN or not put_in(left, values) or not isinstance(step, Operation):
        return ()
    try:
        sides = [compile_step(side)(values.evaluation.values) for side in (step.left, step.right)]
    except (Faulted, ArithmeticError, ValueError):
        return ()
    if any(isinstance(side, Fault) or not isinstance(side, float) for side in sides):
        return ()
    shown = values.of_kind(sides[0], kind, limits=(sides[1],))
    return (Piece("is ", None), Piece(str(shown), None))
