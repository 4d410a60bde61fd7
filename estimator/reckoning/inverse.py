"""Back-solving: what an assumption must be for a quantity to have a value.

By algebra where sympy can invert the expression; where rounding, `min`, `max` or `if` stand in the way, by halving the
interval in which the quantity passes the value, on the engine itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import sympy

from estimator.model.steps import Draw, references
from estimator.problems import EstimateError, command_line_problem
from estimator.reckoning.central import Fault, execute
from estimator.reckoning.closures import compile_steps
from estimator.reckoning.symbolic import Solution, inlined, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.reckoning.evaluate import Evaluation

CLOSE = 1e-9
WIDEST = 1e12  # how far from its present value an assumption is looked for, as a factor
STEPS = 200


def solve(evaluation: Evaluation, target: str, value: float, unknown: str) -> Solution:
    """The value of an assumption, in base units, at which a quantity has a value in base units. EstimateError."""
    quantities = evaluation.model.quantities
    wanted, free = quantities[target].step, quantities[unknown].step
    assert wanted is not None
    assert free is not None
    if not _depends(evaluation, wanted, free):
        raise _fault(unknown, f"{target} does not depend on {unknown}", "solve for another assumption")
    reckoned = _function(evaluation, wanted, free)
    found = _algebra(evaluation, wanted, value, free, reckoned)
    if len(found) > 1:
        shown = " and ".join([f"{each:.6g}" for each in found])
        raise _fault(unknown, f"{target} has that value at several {unknown}: {shown} in base units", "look at a plot")
    if found:
        return Solution(found[0], True)
    halved = _halved(reckoned, value, float(evaluation.values[free]))
    if halved is None:
        raise _fault(target, f"no value of {unknown} gives {target} that value", "solve for another assumption")
    return Solution(halved, False)


def _depends(evaluation: Evaluation, wanted: int, free: int) -> bool:
    found: set[int] = set()
    waiting = [wanted]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting.extend(references(evaluation.model.steps[index].expression))
    return free in found


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
    try:
        kept = {
            index for index, step in enumerate(evaluation.model.steps) if _is_kept(evaluation, index) or index == free
        }
        made = inlined(evaluation, wanted, kept)
        numbers = {}
        for symbol in made.free_symbols:
            index = next(each for each in kept if evaluation.model.steps[each].name == symbol.name)
            numbers[symbol] = unknown if index == free else number(float(evaluation.values[index]))
        equation = sympy.together(made.xreplace(numbers)) - number(value)
        if equation.has(sympy.Piecewise, sympy.Min, sympy.Max) or equation.atoms(sympy.Function):
            equation = sympy.piecewise_fold(equation) if equation.has(sympy.Piecewise) else equation
        if equation.atoms(sympy.core.function.AppliedUndef) or equation.has(sympy.Piecewise, sympy.Min, sympy.Max):
            return []
        candidates = sympy.solve(equation, unknown)
    except (EstimateError, NotImplementedError, ValueError, TypeError):
        return []
    found = []
    for each in candidates:
        at = sympy.N(each, 25)
        if at.is_real and _is_close(reckoned(float(at)), value):
            found.append(float(at))
    return sorted(set(found))


def _is_kept(evaluation: Evaluation, index: int) -> bool:
    from estimator.model.steps import Mean

    step = evaluation.model.steps[index]
    if isinstance(step.expression, Draw | Mean):
        return True
    quantities = evaluation.model.quantities.values()
    return any(each.step == index and each.assumption for each in quantities)


def _halved(reckoned: Callable[[float], float], value: float, start: float) -> float | None:
    """Where a quantity passes a value, looked for around the present one; None where it does not."""
    if _is_close(reckoned(start), value):
        return start
    if start <= 0:
        return None
    factor = 2.0
    while factor <= WIDEST:
        for other in (start * factor, start / factor):
            inner = other / 2 if other > start else other * 2
            first, second = reckoned(inner) - value, reckoned(other) - value
            if not (math.isfinite(first) and math.isfinite(second)) or first * second > 0:
                continue
            return _between(reckoned, value, inner, other)
        factor *= 2
    return None


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


def _fault(text: str, message: str, remedy: str) -> EstimateError:
    return EstimateError([command_line_problem(text, message, remedy)])
