"""Expressions on arrays, with an eye on each of their parts: what careful.py is on numbers.

A part that is infinite or, in a sheet's own line, too small for a float is a fault of the draws where it is: such a
draw is not a number (nan) in whatever is made of it, a comparison included, unless the branch of an `if` or the side of
an `and` or `or` that it belongs to is not taken in that draw.
"""

from __future__ import annotations

import math

from estimator.model.steps import Choice, Lookup, Mean, Missing, Negative, Not, Number, Operation, Ref, Total, children
from estimator.reckoning.careful import SMALLEST, TINIEST
from estimator.reckoning.closures import compile_step
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import StepExpression


def samples(expression: StepExpression, values: list[Any], *, shipped: bool = True) -> Any:
    """The samples of an expression, nan in each draw where a part that it is made of has no value. ValueError.

    A product that is too small for a float is 0 in a formula that is `shipped`, and has no value in a user's line.
    """
    import numpy as np

    with np.errstate(all="ignore"):
        return _samples(expression, values, np, 0.0 if shipped else math.nan)


def _samples(expression: StepExpression, values: list[Any], np: Any, lost: float) -> Any:
    """The same, with numpy at hand; truth values are 1.0, 0.0 or nan. `lost` is what a product too small counts as."""
    inside = lost
    if lost and not isinstance(expression, Operation | Choice | Negative | Total):
        inside = TINIEST  # no 0, for a function
    elif lost and isinstance(expression, Operation) and expression.operator not in ("+", "-", "*", "/", "and", "or"):
        inside = TINIEST  # nor for a comparison
    parts = [_samples(child, values, np, inside) for child in children(expression)]
    match expression:
        case Number(value):
            return value
        case Missing():
            return math.nan
        case Ref(index):
            value = values[index]
            if not hasattr(value, "shape"):
                return value if isinstance(value, (float, bool, int)) else math.nan  # a Fault, in each draw
            return np.where(np.isfinite(value), value, math.nan)
        case Operation("and", _, _):
            first, second = parts
            return np.where(first == 0, 0.0, np.where(np.isnan(first), math.nan, second))
        case Operation("or", _, _):
            first, second = parts
            return np.where(np.isnan(first), math.nan, np.where(first != 0, 1.0, second))
        case Choice():
            condition, *branches = parts
            return np.where(np.isnan(condition), math.nan, np.where(condition != 0, *branches))
        case Not():
            return np.where(np.isnan(parts[0]), math.nan, parts[0] == 0)
        case Operation("+" | "-" as operator, _, _):
            found = parts[0] + parts[1] if operator == "+" else parts[0] - parts[1]
            return np.where(np.isfinite(found), found, math.nan)
        case Operation("*" | "/" as operator, _, _):
            left, right = [np.asarray(part, dtype=float) for part in parts]
            return _products(operator, left, right, np, lost)
        case Negative():
            return -parts[0]
        case Total():
            found = sum(parts)
            return np.where(np.isfinite(found), found, math.nan)
        case _:
            return _where_known(expression, parts, np)


def _products(operator: str, left: Any, right: Any, np: Any, lost: float) -> Any:
    found = left * right if operator == "*" else left / right
    if lost:
        too_small = (np.abs(found) < SMALLEST) & (left != 0) & (right != 0)
        found = np.where(too_small, np.copysign(lost, found), found)
    return np.where(np.isfinite(found), found, math.nan)


def _with_parts(expression: StepExpression, parts: tuple[Any, ...]) -> StepExpression:
    """The expression with other parts: a sign, a power, a function, a sum, a draw."""
    match expression:
        case Operation():
            return replace(expression, left=parts[0], right=parts[1])
        case Negative() | Lookup():
            return replace(expression, operand=parts[0])
        case Total():
            return replace(expression, terms=parts)
        case _:
            assert not isinstance(expression, Mean)
            return replace(expression, arguments=parts)


def _where_known(expression: StepExpression, parts: list[Any], np: Any) -> Any:
    """A comparison, a power or a function, of the draws in which all its parts have a value."""
    inner = _with_parts(expression, tuple([Ref(place) for place in range(len(parts))]))
    if not any(np.ndim(part) for part in parts):
        try:
            return float(compile_step(inner)([float(part) for part in parts]))
        except (ArithmeticError, ValueError):
            return math.nan
    known = np.logical_and.reduce(np.broadcast_arrays(*[np.isfinite(part) for part in parts]))
    found = np.full(known.shape, math.nan)
    if known.any():
        # A part that is the same in all draws may stand there once.
        given = [np.broadcast_to(part, known.shape)[known] if np.ndim(part) else float(part) for part in parts]
        found[known] = compile_step(inner)(given)
        found[~np.isfinite(found)] = math.nan
    return found
