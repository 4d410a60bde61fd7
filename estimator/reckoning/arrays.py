"""The built-in functions on numpy arrays, with the same snapping as on floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.functions import FUNCTIONS
from estimator.model.numerics import EQUAL, equal_to
from estimator.model.steps import Apply, parts
from estimator.reckoning import counting_arrays, popularity_arrays, popularity_ranks, whole_arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import StepExpression

_MODULES = {
    "numpy": np,
    "whole_arrays": whole_arrays,
    "counting_arrays": counting_arrays,
    "popularity_arrays": popularity_arrays,
}


def array_function(name: str) -> tuple[str, Callable[..., Any]]:
    """The module of a built-in function on arrays, and the function, as its row says."""
    module, _, function = FUNCTIONS[name].array.partition(".")
    return module, getattr(_MODULES[module], function)


def apply_function(name: str, arguments: list[Any]) -> Any:
    """A built-in function on arguments of which at least one is an array."""
    module, function = array_function(name)
    if module != "numpy":
        looked_at = np.geterr()["invalid"] == "raise"
        with np.errstate(all="ignore"):
            found = function(*arguments)
        if looked_at and not np.isfinite(found).all():
            raise FloatingPointError
        return found
    if not FUNCTIONS[name].variadic:
        return function(*arguments)
    result = arguments[0]
    for further in arguments[1:]:
        result = function(result, further)
    return result


def all_shares(values: Any) -> Any:
    """The values cut at 0 and 1, if each is a share but for the last bits; else the first that is none, as a float."""
    outside = ~((values >= -EQUAL) & (values <= 1 + EQUAL))
    return float(values[outside].flat[0]) if outside.any() else np.clip(values, 0.0, 1.0)


def are_exact(expressions: list[StepExpression], cases: int = 1024) -> bool:
    """Whether expressions give the same on arrays of so many cases as number by number: nothing is tabulated then."""
    if cases <= popularity_arrays.FEW:
        return True
    applied = [part for each in expressions for part in parts(each) if isinstance(part, Apply)]
    return not any(part.function in popularity_ranks.POLICIES for part in applied)


_TURNED = str.maketrans("<>", "><")


def _compared_with(operator: str, values: Any, limit: float) -> Any:
    """A comparison with one number, at the cost of one pass: against the last number that is still equal to it."""
    low, high = equal_to(limit)
    match operator:
        case "==":
            return (values >= low) & (values <= high)
        case "!=":
            return ~((values >= low) & (values <= high))
        case "<":
            return values < low
        case "<=":
            return values <= high
        case ">":
            return values > high
        case _:
            return values >= low


def compared(operator: str, left: Any, right: Any) -> Any:
    """A comparison on arrays, in which numbers that differ only in the last bits are equal."""
    if np.ndim(right) == 0:
        return _compared_with(operator, left, float(right))
    if np.ndim(left) == 0:
        return _compared_with(operator.translate(_TURNED), right, float(left))
    with np.errstate(all="ignore"):
        off = np.abs(left - right)
        same = (left == right) | ((off <= EQUAL * np.maximum(np.abs(left), np.abs(right))) & (off < np.inf))
    match operator:
        case "==":
            return same
        case "!=":
            return ~same
        case "<":
            return (left < right) & ~same
        case "<=":
            return (left < right) | same
        case ">":
            return (left > right) & ~same
        case _:
            return (left > right) | same


def looked_up(given: Any, limits: list[float], values: tuple[float, ...], *, is_below: bool) -> Any:
    """The values of the first thresholds that numbers are up to, or below; of what is no number, none."""
    places = np.searchsorted(limits, given, side="right" if is_below else "left")
    return np.where(np.isnan(given), np.nan, np.asarray(values)[np.minimum(places, len(values) - 1)])


def choose(condition: Any, consequence: Callable[[], Any], alternative: Callable[[], Any]) -> Any:
    """`if` on arrays: both branches are computed; Faulted, ArithmeticError or ValueError if one has no value."""
    sides = [branch() for branch in (consequence, alternative)]
    return np.where(condition, *[side if np.ndim(side) else float(side) for side in sides])
