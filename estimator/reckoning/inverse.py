"""Back-solving: what an assumption must be for a quantity to have a value.

By algebra where sympy can invert the expression; where rounding, `min`, `max` or `if` stand in the way, by halving the
interval in which the quantity passes the value, on the engine itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import sympy

from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Apply, Choice, Draw, Lookup, Mean, Missing, children, reached, references
from estimator.problems import EstimateError, refused
from estimator.reckoning.faults import Fault, execute
from estimator.reckoning.running import compile_steps
from estimator.reckoning.symbolic import Solution, number, step_expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import StepExpression
    from estimator.reckoning.evaluate import Evaluation

CLOSE = 1e-9
WIDEST = 1e12  # how far from its present value an assumption is looked for, as a factor
STEPS = 200
MOST_STEPS = 60


def solve(evaluation: Evaluation, target: str, value: float, unknown: str) -> Solution:
    """The value of an assumption, in base units, at which a quantity has a value in base units. EstimateError."""
    quantities = evaluation.model.quantities
    wanted, free = quantities[target].step, quantities[unknown].step
    assert wanted is not None
    assert free is not None
    if wanted not in _dependent(evaluation, wanted, free):
        raise refused(unknown, f"{target} does not depend on {unknown}", "solve for another assumption")
    reckoned = _function(evaluation, wanted, free)
    found = _algebra(evaluation, wanted, value, free, reckoned)
    if len(found) > 1:
        shown = " and ".join([f"{each:.6g}" for each in found])
        raise refused(unknown, f"{target} has that value at several {unknown}: {shown} in base units", "look at a plot")
    if found:
        return Solution(found[0], True)
    halved = _halved(reckoned, value, float(evaluation.values[free]))
    if halved is None:
        raise refused(target, f"no value of {unknown} gives {target} that value", "solve for another assumption")
    return Solution(halved, False)


def _function(evaluation: Evaluation, wanted: int, free: int) -> Callable[[float], float]:
    """The engine's value of a quantity as a function of one assumption; not a number where it has none."""
    steps = evaluation.model.steps

    def reckoned(at: float) -> float:
        values, program = compile_steps(steps)
        values[free] = at
        execute([each for each in program if each[0] != free], steps, values)
        found = values[wanted]
        return math.nan if isinstance(found, Fault) else float(found)

    return reckoned


def _algebra(
    evaluation: Evaluation, wanted: int, value: float, free: int, reckoned: Callable[[float], float]
) -> list[float]:
    """The values that sympy finds and the engine confirms; none where it finds none, or cannot."""
    unknown = sympy.Symbol("unknown", positive=True)
    steps, values = evaluation.model.steps, evaluation.values
    made: dict[int, sympy.Expr] = {free: unknown}
    try:
        for index in sorted(_dependent(evaluation, wanted, free) - {free}):
            if not _is_algebraic(steps[index].expression) or len(made) > MOST_STEPS:
                return []
            made[index] = step_expression(
                steps[index].expression, lambda each: made[each] if each in made else number(float(values[each]))
            )
        candidates = sympy.solve(sympy.together(made[wanted]) - number(value), unknown)
    except (EstimateError, NotImplementedError, ValueError, TypeError):
        return []
    found = []
    for each in candidates:
        at = sympy.N(each, 25)
        if at.is_real and _is_close(reckoned(float(at)), value):
            found.append(float(at))
    return sorted(set(found))


def _dependent(evaluation: Evaluation, wanted: int, free: int) -> set[int]:
    """The steps on the way from an assumption to a quantity."""
    steps = evaluation.model.steps
    found = {free}
    for index in range(free + 1, wanted + 1):
        if any(each in found for each in references(steps[index].expression)):
            found.add(index)
    return set(reached(steps, [wanted], among=found.__contains__))


def _is_algebraic(tree: StepExpression) -> bool:
    """Whether sympy can be expected to turn an expression around."""
    if isinstance(tree, Apply) and not FUNCTIONS[tree.function].algebraic:
        return False
    if isinstance(tree, Choice | Mean | Draw | Lookup | Missing):
        return False
    return all(_is_algebraic(child) for child in children(tree))


def _halved(reckoned: Callable[[float], float], value: float, start: float) -> float | None:
    """Where a quantity passes a value, looked for around the present one; None where it does not."""
    if _is_close(reckoned(start), value):
        return start
    if start <= 0:
        return None
    factor = 2.0
    while factor <= WIDEST:
        for far in (start * factor, start / factor):
            other = far
            inner = other / 2 if other > start else other * 2
            first, second = reckoned(inner) - value, reckoned(other) - value
            if math.isfinite(first) and not math.isfinite(second):  # beyond a share's bound, say
                other = _last(reckoned, inner, other)
                second = reckoned(other) - value
            if not (math.isfinite(first) and math.isfinite(second)) or first * second > 0:
                continue
            return _between(reckoned, value, inner, other)
        factor *= 2
    return None


def _last(reckoned: Callable[[float], float], inner: float, outer: float) -> float:
    """The last place with a value on the way to one that has none."""
    for _ in range(STEPS):
        middle = (inner + outer) / 2
        if middle in (inner, outer):
            break
        if math.isfinite(reckoned(middle)):
            inner = middle
        else:
            outer = middle
    return inner


def _between(reckoned: Callable[[float], float], value: float, inner: float, outer: float) -> float:
    rises = reckoned(outer) > reckoned(inner)
    low, high = (inner, outer) if rises else (outer, inner)
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        found = reckoned(middle)
        if found >= value:
            high = middle
        else:
            low = middle
    return high


def _is_close(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=CLOSE, abs_tol=CLOSE * abs(right))
