"""The built-in functions on numpy arrays, with the same snapping as on floats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.functions import FUNCTIONS
from estimator.model.numerics import EQUAL, LARGEST_WHOLE, SNAP, equal_to
from estimator.model.steps import Apply, children

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import StepExpression

# The same of two uncertain arguments: shares of the draws that each lie below, as close in the tails as in the middle.
_SIDE = [0.0, *[math.erfc(-step / 4 / math.sqrt(2)) / 2 for step in range(-15, 16)], 1.0]
_GRID = 257  # points at which a costly function of one uncertain argument is computed before interpolating


def snapped(values: Any) -> Any:
    """The nearest integers where they are within 1e-9 relative, else the values."""
    nearest = np.floor(values + 0.5)
    near = np.abs(values - nearest) <= SNAP * np.maximum(1.0, np.abs(values))
    return np.where(near & (np.abs(values) < LARGEST_WHOLE), nearest, values)


def _round_half_away(values: Any) -> Any:
    size = np.abs(values)
    return np.where(size < LARGEST_WHOLE, np.copysign(np.floor(size + 0.5), values), values)


def _ceil_pow2(values: Any) -> Any:
    mantissa, exponent = np.frexp(np.where(values > 0.5, snapped(values), values))
    return np.where(values > 0, np.ldexp(1.0, exponent - (mantissa == 0.5)), np.nan)


_COSTLY = (FUNCTIONS["lru_hit_ratio"].number, FUNCTIONS["fifo_hit_ratio"].number, FUNCTIONS["zipf_head"].number)
_OWN: dict[str, Callable[[Any], Any]] = {
    "ceil": lambda values: np.ceil(snapped(values)),
    "floor": lambda values: np.floor(snapped(values)),
    "round": _round_half_away,
    "ceil_pow2": _ceil_pow2,
    "share": lambda values: np.clip(values, 0.0, 1.0),
}


def apply_function(name: str, arguments: list[Any]) -> Any:
    """A built-in function on arguments of which at least one is an array."""
    row = FUNCTIONS[name]
    if name in _OWN:
        return _OWN[name](arguments[0])
    if row.array:
        function = getattr(np, row.array)
        if not row.variadic:
            return function(*arguments)
        result = arguments[0]
        for further in arguments[1:]:
            result = function(result, further)
        return result
    result = _one_by_one(row.number, arguments)
    if np.geterr()["invalid"] == "raise" and np.isnan(result).any():
        raise FloatingPointError
    return result


def all_shares(values: Any) -> Any:
    """The values cut at 0 and 1, if each is a share but for the last bits; else the first that is none, as a float."""
    outside = ~((values >= -EQUAL) & (values <= 1 + EQUAL))
    return float(values[outside].flat[0]) if outside.any() else np.clip(values, 0.0, 1.0)


def are_exact(expressions: list[StepExpression]) -> bool:
    """Whether expressions give the same on arrays as number by number: of no function that is interpolated."""
    waiting = list(expressions)
    while waiting:
        at_hand = waiting.pop()
        if isinstance(at_hand, Apply) and not FUNCTIONS[at_hand.function].array and at_hand.function not in _OWN:
            return False
        waiting.extend(children(at_hand))
    return True


def _one_by_one(number: Callable[..., float], arguments: list[Any]) -> Any:
    """A function without a numpy spelling: exact for few distinct values, else interpolated between some."""
    varying = [place for place, argument in enumerate(arguments) if np.ndim(argument)]
    if len(varying) > 1:
        if number not in _COSTLY:
            return _safe(number, np.broadcast_arrays(*arguments))
        if len(varying) > 2:
            raise ValueError(f"{number.__name__} takes a range for two of its arguments at most")
        return _over_a_grid(number, arguments, varying)
    place = varying[0]
    distinct, inverse = np.unique(arguments[place], return_inverse=True)
    points = distinct
    if len(distinct) > _GRID:
        points = np.unique(np.quantile(distinct, np.linspace(0, 1, _GRID)))
    given = [np.full(len(points), argument) if np.ndim(argument) == 0 else points for argument in arguments]
    results = _safe(number, given)
    if points is not distinct:
        results = np.interp(distinct, points, results)
    return results[inverse]


def _over_a_grid(number: Callable[..., float], arguments: list[Any], varying: list[int]) -> Any:
    """A smooth function of two uncertain arguments: computed at the corners of a grid, and straight between them."""
    axes = [np.unique(np.quantile(arguments[place], _SIDE)) for place in varying]
    corners = np.meshgrid(*axes, indexing="ij")
    given = [np.full(corners[0].shape, argument) if np.ndim(argument) == 0 else argument for argument in arguments]
    for place, corner in zip(varying, corners, strict=True):
        given[place] = corner
    results = _safe(number, [argument.ravel() for argument in given]).reshape(corners[0].shape)
    (row, down), (column, right) = (_between(axis, arguments[place]) for axis, place in zip(axes, varying, strict=True))
    upper = results[row, column] * (1 - right) + results[row, column + 1] * right
    lower = results[row + 1, column] * (1 - right) + results[row + 1, column + 1] * right
    return upper * (1 - down) + lower * down


def _between(axis: Any, values: Any) -> tuple[Any, Any]:
    """The point of an axis below each value, and how much of the way to the next one it has gone."""
    below = np.clip(np.searchsorted(axis, values, "right") - 1, 0, len(axis) - 2)
    return below, (values - axis[below]) / (axis[below + 1] - axis[below])


def _safe(number: Callable[..., float], arguments: Any) -> Any:
    def one(*values: float) -> float:
        try:
            return float(number(*[float(value) for value in values]))
        except (ArithmeticError, ValueError):
            return float("nan")

    return np.array([one(*values) for values in zip(*arguments, strict=True)])


_TURNED = str.maketrans("<>", "><")


def _compared_with(operator: str, values: Any, limit: float) -> Any:
    """A comparison with one number, at the cost of one pass: against the last number that is still equal to it."""
    low, high = equal_to(limit)
    match operator:
        case "==":
            return (values >= low) & (values <= high)
        case "!=":
            return (values < low) | (values > high)
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
        same = (left == right) | (np.abs(left - right) <= EQUAL * np.maximum(np.abs(left), np.abs(right)))
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


def choose(condition: Any, consequence: Callable[[], Any], alternative: Callable[[], Any]) -> Any:
    """`if` on arrays: both branches are computed; Faulted, ArithmeticError or ValueError if one has no value."""
    sides = [branch() for branch in (consequence, alternative)]
    return np.where(condition, *[side if np.ndim(side) else float(side) for side in sides])
