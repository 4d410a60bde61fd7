"""What a step has for a value where it cannot be computed, and how the steps of a program are run in order.

A step that cannot be computed (a division by zero, a number too large) is a fault only if a quantity or a check needs
it: the branch of an `if` that is not taken may be undefined. So a faulty step gets a `Fault` for a value, which raises
again wherever it is used.
"""

from __future__ import annotations

import math

from estimator.model.steps import Missing, is_share, parts
from estimator.problems import Mark, Problem, Source
from estimator.reckoning.careful import LEAST
from estimator.reckoning.closures import looked_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from estimator.model.steps import Step
    from estimator.reckoning.closures import Closure

SHIPPED = "formulas/"  # how the names of the library's sources begin
BY_ZERO, TOO_LARGE, TOO_SMALL = "this divides by zero", "this gives too large a number", "this gives too small a number"
_REMEDIES = {
    TOO_LARGE: "a number has at most 308 digits: use smaller ones, or work with the logarithm",
    TOO_SMALL: "a number has at most 307 zeros behind its point: use larger ones, or work with the logarithm",
}


class Faulted(Exception):
    """A value was used that could not be computed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Fault:
    """The value of a step that could not be computed: where, and why."""

    __slots__ = ("message", "step")

    def __init__(self, step: Step, message: str) -> None:
        self.step = step
        self.message = message

    def _raise(self, *others: object) -> NoReturn:
        raise Faulted(self)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _raise
    __pow__ = __rpow__ = __neg__ = __abs__ = __float__ = __bool__ = _raise
    __lt__ = __le__ = __gt__ = __ge__ = _raise
    __eq__ = __ne__ = _raise
    __hash__ = None  # type: ignore[assignment]


def execute(program: list[tuple[int, Closure]], steps: list[Step], values: list[Any]) -> None:
    """Fill in the values of the steps of a program; of one that cannot be computed, a Fault."""
    least, infinite = LEAST, math.inf
    for index, closure in program:
        try:
            value = closure(values)
            if not least < value < infinite:  # a fault raises here; the rest is seldom, and looked at
                value = looked_at(steps[index].expression, value, values)
            values[index] = value
        except Faulted as faulted:
            values[index] = faulted.fault
        except FloatingPointError as error:
            values[index] = 0.0 if is_shipped(steps[index]) else Fault(steps[index], reason(error))
        except (ArithmeticError, ValueError) as error:
            values[index] = Fault(steps[index], reason(error))


def is_shipped(step: Step) -> bool:
    """Whether a step is of a formula of the library, where a product too small for a float is 0.

    There it is the chance of next to nothing; a user's numbers were meant as written.
    """
    return step.source.name.startswith(SHIPPED)


def reason(error: Exception) -> str:
    """Why a value cannot be computed, in words of ours."""
    message = str(error)
    match error:
        case ZeroDivisionError():
            return BY_ZERO
        case OverflowError():
            return TOO_LARGE
        case FloatingPointError():
            return TOO_SMALL
        case ValueError() if not message.startswith("math"):
            return message
        case _:
            return "this has no value"


def problem(fault: Fault, asked: Step) -> Problem:
    """What is wrong where a value could not be computed; inside a formula, the line that asked for it comes first."""
    step = fault.step
    marks: tuple[Mark, ...] = (Mark(step.source, *step.span), *step.asked)
    missing = [each for each in parts(step.expression) if isinstance(each, Missing)]
    lacking = next((each for each in missing if each.reason == fault.message), None)
    inside = step.source is asked.source and asked.span[0] <= step.span[0] <= step.span[1] <= asked.span[1]
    if all(mark.source is not asked.source for mark in marks) or (lacking is not None and not inside):
        marks = (Mark(asked.source, *asked.span, "asked here"), *marks)
    if lacking is not None:
        return Problem(fault.message, marks, lacking.remedy)
    if is_share(step.expression):
        from estimator.reckoning.shares import remedy

        return Problem(fault.message, marks, remedy(step))
    if fault.message == BY_ZERO:
        return Problem(fault.message, marks, _nonzero(step))
    return Problem(fault.message, marks, _REMEDIES.get(fault.message, "check the numbers that go into it"))


def _nonzero(step: Step) -> str:
    """What to do about a division by zero: the divisor is named where the text at the step's place divides once."""
    from estimator.notation.bare import parse_expression
    from estimator.notation.tree import Binary, is_bare
    from estimator.notation.walking import walk

    text = step.source.text[step.span[0] : step.span[1]]
    parsed = parse_expression(Source("divided", text), [])
    divisors = [part.right for part in walk(parsed) if isinstance(part, Binary) and part.operator == "/"]
    if len(divisors) != 1:
        return "check what stands below the division line"
    if is_bare(divisors[0]):
        return "divide by another number than 0"
    return f"{text[slice(*divisors[0].span)]} comes to 0: change a number that it rests on"
