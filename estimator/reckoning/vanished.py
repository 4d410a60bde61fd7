"""Quantities that are 0 only because a float holds nothing smaller: what is shown as 0 says so.

A power, e^x and a product in a formula of the library may come to less than the smallest float, as the chance does that
a million servers fail at once. That is 0 then, which is right in all that is made of it but a lie on its own.
"""

from __future__ import annotations

from estimator.model.numerics import COMPARISONS
from estimator.model.steps import Apply, Choice, Negative, Operation, Ref, Total
from estimator.problems import Mark, Problem
from estimator.reckoning.closures import compile_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import Model
    from estimator.model.steps import Step, StepExpression

# Functions that are 0 where their arguments are; e^x never is.
_PASSING = ("sqrt", "abs", "share", "min", "max", "round", "ceil", "floor")


def vanished(model: Model, values: list[Any]) -> list[Problem]:
    """A note for each quantity, and for each side that a check compares, that is shown as 0 and is none."""
    found = []
    for quantity in model.quantities.values():
        index = quantity.step
        if index is not None and values[index] == 0 and _vanishes(model.steps[index].expression, model.steps, values):
            found.append(_note(model.steps[index], f"{quantity.definition.name} is no 0"))
    for check in model.checks:
        step = model.steps[check.step]
        if (
            isinstance(step.expression, Operation)
            and step.expression.operator in COMPARISONS
            and any(
                not isinstance(side, Ref) and _vanishes(side, model.steps, values)
                for side in (step.expression.left, step.expression.right)
            )
        ):
            found.append(_note(step, "what is compared with is no 0"))
    return found


def _note(step: Step, message: str) -> Problem:
    text = f"{message}, but too small a number for anything else"
    return Problem(text, (Mark(step.source, *step.span),), "work with the logarithm where it counts", "note")


def _vanishes(expression: StepExpression, steps: list[Step], values: list[Any]) -> bool:
    """Whether an expression is 0 by what was too small for a float, and by that alone."""
    waiting, found = [expression], False
    while waiting:
        at_hand = waiting.pop()
        if not isinstance(at_hand, Ref) and compile_step(at_hand)(values) != 0:
            return False
        match at_hand:
            case Ref(index):
                if values[index] != 0:
                    return False
                waiting.append(steps[index].expression)
            case Negative(operand):
                waiting.append(operand)
            case Operation("*" | "/" | "^" as operator, left, right):
                sides = (left, right) if operator == "*" else (left,)
                zeros = [side for side in sides if compile_step(side)(values) == 0]
                found = found or not zeros
                waiting += zeros
            case Apply("exp"):
                found = True
            case Apply(name, arguments) if name in _PASSING:
                waiting += [each for each in arguments if compile_step(each)(values) == 0]
            case Total(terms):
                waiting += terms
            case Operation("+", left, right):
                waiting += (left, right)
            case Choice(condition, consequence, alternative):
                waiting.append(consequence if compile_step(condition)(values) else alternative)
            case _:
                return False
    return found
