"""`mean(x)`: the mean of a value over the ranges that it depends on, at points that are the same on every run.

Each draw runs through its 1024 quantiles from (0 + 1/2)/1024 to (1023 + 1/2)/1024, so that the mean over one of them is
a midpoint rule. The first in order of the steps runs through them in ascending order; each further one in the order of
the fractional parts of i times the square root of a prime, which spreads the pairs evenly (a Latin hypercube made from
a Kronecker sequence). Any backend can do the same with a column for each draw.
"""

from __future__ import annotations

import math

from estimator.model.steps import Choice, Draw, Mean, Ref, children, references
from estimator.reckoning.central import Fault, Faulted, execute
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import quantile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure

POINTS = 1024
# From so many steps on below a mean, or in a sheet, all its points are computed at once: numpy's start pays then.
LONG, LARGE = 150, 3000
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
_orders: dict[int, list[int]] = {}
# The quantiles of a draw serve all the means that it is in; a sheet has few, a library of sheets many.
_ascending: dict[tuple[str | float, ...], list[float]] = {}
MOST_KEPT = 64


def mean_of(
    operand: StepExpression, steps: list[Step], values: list[Any], closures: dict[int, Closure] | None = None
) -> float:
    """The mean of an expression over the draws in it; `closures` are those of the steps that are at hand.

    Faulted where a point of it has no value.
    """
    if not _taken_draw(operand, steps, values):
        return float(compile_step(operand)(values))
    varying = varying_steps(operand, steps)
    draws = [index for index in varying if isinstance(steps[index].expression, Draw)]
    drawn, known = set(draws), closures or {}
    program = [
        (index, known.get(index) or compile_step(steps[index].expression)) for index in varying if index not in drawn
    ]
    closure = compile_step(operand)
    at_hand = list(values)
    columns = [_quantiles(steps[index].expression, values, place) for place, index in enumerate(draws)]
    if len(program) > LONG or len(steps) > LARGE:
        expressions = [operand, *[steps[index].expression for index in varying]]
        found = _at_once(expressions, steps, at_hand, dict(zip(draws, columns, strict=True)), program, closure)
        if found is not None:
            return found
    total = []
    for point in zip(*columns, strict=True):
        for index, value in zip(draws, point, strict=True):
            at_hand[index] = value
        execute(program, steps, at_hand)
        value = closure(at_hand)
        if isinstance(value, Fault):
            raise Faulted(value)
        total.append(float(value))
    return math.fsum(total) / POINTS


def _at_once(
    expressions: list[StepExpression],
    steps: list[Step],
    at_hand: list[Any],
    columns: dict[int, list[float]],
    program: list[tuple[int, Closure]],
    closure: Closure,
) -> float | None:
    """The mean with all points at once, which serves long sheets; None where that is not exact, or a point faults."""
    import numpy as np

    from estimator.reckoning.arrays import are_exact

    if not are_exact(expressions):
        return None
    for index, column in columns.items():
        at_hand[index] = np.array(column)
    with np.errstate(all="ignore"):
        execute(program, steps, at_hand)
        try:
            found = np.broadcast_to(np.asarray(closure(at_hand), dtype=float), (POINTS,))
        except (Faulted, ArithmeticError, TypeError, ValueError):
            return None
    return math.fsum(found.tolist()) / POINTS if np.isfinite(found).all() else None


def order(place: int) -> list[int]:
    """Which quantile the draw of a place has at each point."""
    if place not in _orders:
        if place == 0:
            _orders[place] = list(range(POINTS))
        else:
            step = math.sqrt(_PRIMES[(place - 1) % len(_PRIMES)]) + (place - 1) // len(_PRIMES) * math.pi
            by_fraction = sorted(range(POINTS), key=lambda point: (point + 0.5) * step % 1.0)
            ranks = [0] * POINTS
            for rank, point in enumerate(by_fraction):
                ranks[point] = rank
            _orders[place] = ranks  # whole, for another thread may look at any moment
    return _orders[place]


def _quantiles(draw: StepExpression, values: list[Any], place: int) -> list[float]:
    assert isinstance(draw, Draw)
    parameters = [float(compile_step(argument)(values)) for argument in draw.arguments]
    known: tuple[str | float, ...] = (draw.distribution, *parameters)
    ascending = _ascending.get(known)
    if ascending is None:
        ascending = [quantile(draw.distribution, parameters, (rank + 0.5) / POINTS) for rank in range(POINTS)]
        if len(_ascending) >= MOST_KEPT:
            _ascending.clear()  # also under another thread, which has what it asked for in its hand
        _ascending[known] = ascending
    return [ascending[rank] for rank in order(place)]


def _taken_draw(operand: StepExpression, steps: list[Step], values: list[Any]) -> bool:
    """Whether the central value came from a draw: of an `if`, only the branch that was taken counts."""
    seen: set[int] = set()
    waiting: list[StepExpression] = [operand]
    while waiting:
        at_hand = waiting.pop()
        if isinstance(at_hand, Draw):
            return True
        if isinstance(at_hand, Ref):
            if at_hand.index not in seen:
                seen.add(at_hand.index)
                waiting.append(steps[at_hand.index].expression)
        elif isinstance(at_hand, Choice):
            chosen = compile_step(at_hand.condition)(values)
            waiting += [at_hand.condition, at_hand.consequence if chosen else at_hand.alternative]
        elif not isinstance(at_hand, Mean):
            waiting.extend(children(at_hand))
    return False


def varying_steps(operand: StepExpression, steps: list[Step]) -> list[int]:
    """The steps below an expression that differ from point to point, in order."""
    found: set[int] = set()
    waiting = list(references(operand))
    while waiting:
        index = waiting.pop()
        if index not in found and not isinstance(steps[index].expression, Mean):
            found.add(index)
            waiting.extend(references(steps[index].expression))
    varying: set[int] = set()
    for index in sorted(found):
        expression = steps[index].expression
        if isinstance(expression, Draw) or any(each in varying for each in references(expression)):
            varying.add(index)
    return sorted(varying)
