"""The kind of an expression as it is written, before its result is given another unit."""

from __future__ import annotations

from estimator.model.describe import BOOLEAN
from estimator.notation.tree import Binary, Literal, Name, Negation
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.notation.tree import Expression
    from estimator.units.kinds import Kind


def kind_written(tree: Expression, values: Values) -> Kind | None:
    """The kind of sums and products of names and numbers; None where it is not seen from here, as of a call."""
    match tree:
        case Literal(unit=unit):
            try:
                return values.model.module.table.unit(unit).kind if unit else PLAIN
            except UnknownUnit:
                return None
        case Name(path):
            quantity = values.model.quantities.get(path) or values.model.references.get(path)
            return quantity.kind if quantity is not None and quantity.kind is not BOOLEAN else None
        case Negation("negative", operand):
            return kind_written(operand, values)
        case Binary("*" | "/" as operator, left, right):
            one, other = kind_written(left, values), kind_written(right, values)
            if one is None or other is None:
                return None
            return one.times(other) if operator == "*" else one.per(other)
        case Binary("+" | "-", left, _):
            return kind_written(left, values)
        case _:
            return None
