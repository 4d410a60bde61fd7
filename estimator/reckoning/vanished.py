"""Quantities that are 0 only because a float holds nothing smaller: what is shown as 0 says so.

A power, e^x and a product in a formula of the library may come to less than the smallest float, as the chance does that
a million servers fail at once. That is 0 then, which is right in most that is made of it but a lie on its own.
"""

from __future__ import annotations

from math import inf, log2

from estimator.model.numerics import COMPARISONS
from estimator.model.steps import Apply, Choice, Negative, Operation, Ref, Total, parts
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.careful import TINIEST
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import TOO_SMALL, Fault, Faulted, is_shipped, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import Model
    from estimator.model.steps import Step, StepExpression

NOTHING = 1e-200  # what is less makes no difference to anything; what is 0 and may be more is refused
MAX_EXPONENT = 1024  # of a float
# Functions that are 0 where their arguments are; e^x never is.
_PASSING = ("sqrt", "abs", "share", "min", "max", "round", "ceil", "floor")


def vanished(model: Model, values: list[Any]) -> list[Problem]:
    """A note for each quantity, and for each side that a check compares, that is shown as 0 and is none.

    EstimateError where such a 0 decides a comparison of the user's, or is multiplied until it might be anything.
    """
    found = []
    for quantity in model.quantities.values():
        index = quantity.step
        if index is None or values[index] != 0:
            continue
        most = _most(model.steps[index].expression, model.steps, values)
        if most is not None:
            if most > NOTHING:
                step = model.steps[index]
                raise EstimateError([problem(Fault(step, TOO_SMALL), step)])
            found.append(_note(model.steps[index], f"{quantity.definition.name} is no 0"))
    for step in model.steps:
        _look(step, model.steps, values)
    for check in model.checks:
        step = model.steps[check.step]
        if (
            isinstance(step.expression, Operation)
            and step.expression.operator in COMPARISONS
            and any(
                not isinstance(side, Ref) and _most(side, model.steps, values) is not None
                for side in (step.expression.left, step.expression.right)
            )
        ):
            found.append(_note(step, "what is compared with is no 0"))
    return found


def _look(step: Step, steps: list[Step], values: list[Any]) -> None:
    """EstimateError where a step compares what is 0 for a float alone with what might be less than it."""
    if is_shipped(step):
        return
    for part in parts(step.expression):
        if not isinstance(part, Operation) or part.operator not in COMPARISONS:
            continue
        for side, other in ((part.left, part.right), (part.right, part.left)):
            beside = _value(other, values)
            if beside is None or _value(side, values) != 0:
                continue
            most = _most(side, steps, values, products=False)
            if most is not None and abs(beside) <= most:
                raise EstimateError([problem(Fault(step, TOO_SMALL), step)])


def _value(expression: StepExpression, values: list[Any]) -> float | None:
    """What an expression comes to; None where it has no value."""
    try:
        found = compile_step(expression)(values)
    except (Faulted, ArithmeticError, ValueError):
        return None
    return None if isinstance(found, Fault) else float(found)


def _note(step: Step, message: str) -> Problem:
    text = f"{message}, but too small a number for anything else"
    return Problem(text, (Mark(step.source, *step.span),), "work with the logarithm where it counts", "note")


def _most(expression: StepExpression, steps: list[Step], values: list[Any], *, products: bool = True) -> float | None:
    """What an expression comes to at most that is 0 by what was too small for a float, and by that alone; else None.

    Without `products` by a power or e^x: how a product of one's own compares with 0 is seen by its signs.
    """
    # Powers of two, for what a bound is multiplied by in turn may itself be no float.
    waiting, found, most = [(expression, log2(TINIEST))], False, -inf
    while waiting:
        at_hand, least = waiting.pop()
        if not isinstance(at_hand, Ref) and compile_step(at_hand)(values) != 0:
            return None
        match at_hand:
            case Ref(index):
                if values[index] != 0:
                    return None
                waiting.append((steps[index].expression, least))
            case Negative(operand):
                waiting.append((operand, least))
            case Operation("*" | "/" | "^" as operator, left, right):
                sides = (left, right) if operator == "*" else (left,)
                zeros = [side for side in sides if compile_step(side)(values) == 0]
                if not zeros and operator != "^" and not products:
                    return None
                if not zeros:
                    found, most = True, max(most, least)
                elif operator != "^" and len(zeros) == 1:
                    other = abs(float(compile_step(left if zeros[0] is right else right)(values)))
                    power = log2(other) if other else -inf  # a divisor may have vanished itself
                    least += power if operator == "*" else -power
                waiting += [(each, least) for each in zeros]
            case Apply("exp"):
                found, most = True, max(most, least)
            case Apply(name, arguments) if name in _PASSING:
                waiting += [(each, least) for each in arguments if compile_step(each)(values) == 0]
            case Total(terms):
                waiting += [(each, least) for each in terms]
            case Operation("+", left, right):
                waiting += [(left, least), (right, least)]
            case Choice(condition, consequence, alternative):
                waiting.append((consequence if compile_step(condition)(values) else alternative, least))
            case _:
                return None
    if not found:
        return None
    return inf if most >= MAX_EXPONENT else 2.0**most
