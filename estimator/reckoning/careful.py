"""Expressions computed with an eye on each of their parts, where the quick way shows that something went wrong in one.

An infinite part may vanish again, for 5 divided by it is 0 and a comparison with it is a plain yes or no; so may a part
too small for a float, which is 0. Both are faults of the whole. careful_samples.py does the same on arrays.
"""

from __future__ import annotations

import math

from estimator.model.numerics import COMPARISONS, limits, looked_up
from estimator.model.steps import (
    Apply,
    Choice,
    Draw,
    Lookup,
    Mean,
    Missing,
    Negative,
    Not,
    Number,
    Operation,
    Ref,
    Total,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import StepExpression

# What is smaller is looked at: it may be what is left of larger numbers, or of one too small for a float.
LEAST = 1e-12
TINIEST = 2.0**-1074
SMALLEST = 2.0**-1022  # below it a float has fewer digits
NOISE = 2.0**-51  # of a difference, relative to its largest term: all that is left of 0.1 + 0.2 - 0.3


def carefully(expression: StepExpression, values: list[Any]) -> Any:
    """The value of an expression, each part of it a finite number that is not too small for its digits.

    OverflowError for too large a part, FloatingPointError for too small a one.
    """
    match expression:
        case Mean(operand):  # whose points were looked at
            return carefully(operand, values)
        case Operation("and" | "or" as operator, left, right):
            first = bool(carefully(left, values))
            return first if first is (operator == "or") else carefully(right, values)
        case Choice(condition, consequence, alternative):
            return carefully(consequence if carefully(condition, values) else alternative, values)
        case Operation("+" | "-"):
            return _difference(expression, values)
        case Operation("*" | "/" as operator, left, right):
            return _product(operator, carefully(left, values), carefully(right, values))
        case Operation(operator, left, right) if operator in COMPARISONS:
            return COMPARISONS[operator](float(carefully(left, values)), float(carefully(right, values)))
        case Not(operand):
            return carefully(operand, values) == 0
        case Number(value):
            return _finite(float(value))
        case Ref(index):
            value = values[index]
            return value if value.__class__ is bool else _finite(float(value))
        case Negative(operand):
            return -float(carefully(operand, values))
        case Operation(_, left, right):
            return _finite(power(float(carefully(left, values)), float(carefully(right, values))))
        case Total(terms):
            return _finite(sum([float(carefully(term, values)) for term in terms]))
        case Apply(name, arguments):
            from estimator.model.functions import FUNCTIONS

            return _finite(FUNCTIONS[name].number(*[float(carefully(argument, values)) for argument in arguments]))
        case Lookup(operand, is_below, bounds, rows):
            ends = limits(bounds, is_below=is_below)
            return looked_up(float(carefully(operand, values)), ends, rows, is_below=is_below)
        case Missing(reason):
            raise ValueError(reason)
        case Draw(distribution, arguments):
            from estimator.reckoning.distributions import median

            return _finite(median(distribution, [float(carefully(argument, values)) for argument in arguments]))
    raise AssertionError(expression)


def power(base: Any, exponent: Any) -> Any:
    """A power of numbers or arrays. ValueError where it is no real number."""
    if exponent.__class__ is float and exponent == 3.0 and base.__class__ is not float:  # pow takes 50 times as long
        return base * base * base
    found = base**exponent
    if found.__class__ is complex:
        raise ValueError("a negative number to a broken power")
    return found


def _difference(expression: Operation, values: list[Any]) -> Any:
    """A chain of sums and differences; 0 where what is left of its terms is their noise alone."""
    total, largest = _chain(expression, values)
    return 0.0 if abs(total) <= NOISE * largest else _finite(total)


def _chain(expression: StepExpression, values: list[Any]) -> tuple[Any, float]:
    """The value of a chain, and the size of its largest term."""
    if not isinstance(expression, Operation) or expression.operator not in ("+", "-"):
        value = carefully(expression, values)
        return value, abs(value)
    (left, first), (right, second) = _chain(expression.left, values), _chain(expression.right, values)
    return left + right if expression.operator == "+" else left - right, max(first, second)


def _product(operator: str, left: Any, right: Any) -> Any:
    found = left * right if operator == "*" else left / right
    if abs(found) < SMALLEST and left and right:
        raise FloatingPointError
    return _finite(found)


def _finite(value: Any) -> Any:
    if math.isinf(value):
        raise OverflowError
    if math.isnan(value):
        raise ValueError("this has no value")
    return value
