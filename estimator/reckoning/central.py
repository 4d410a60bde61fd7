"""Central values: the steps run once on floats.

A step that cannot be computed (a division by zero, a number too large) is a fault only if a quantity or a check needs
it: the branch of an `if` that is not taken may be undefined. So a faulty step gets a `Fault` for a value, which raises
again wherever it is used.
"""

from __future__ import annotations

import math

from estimator.model.steps import Choice, Ref, children, is_share
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.closures import compile_step, compile_steps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from estimator.model.model import Model
    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure

BY_ZERO, TOO_LARGE = "this divides by zero", "this gives too large a number"
_REMEDIES = {
    BY_ZERO: "check what stands below the division line",
    TOO_LARGE: "a number has at most 308 digits: use smaller ones, or work with the logarithm",
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


def run(steps: list[Step]) -> list[Any]:
    """The central value of each step: a float, a truth value or a Fault."""
    values, program = compile_steps(steps)
    execute(program, steps, values)
    return values


def execute(program: list[tuple[int, Closure]], steps: list[Step], values: list[Any]) -> None:
    """Fill in the values of the steps of a program; of one that cannot be computed, a Fault."""
    for index, closure in program:
        try:
            values[index] = closure(values)
        except Faulted as faulted:
            values[index] = faulted.fault
        except ZeroDivisionError:
            values[index] = Fault(steps[index], BY_ZERO)
        except OverflowError:
            values[index] = Fault(steps[index], TOO_LARGE)
        except ValueError as error:
            values[index] = Fault(steps[index], reason(error))


def reason(error: Exception) -> str:
    """Why a value cannot be computed, in words of ours."""
    message = str(error)
    return message if isinstance(error, ValueError) and not message.startswith("math") else "this has no value"


def problem(fault: Fault, asked: Step) -> Problem:
    """What is wrong where a value could not be computed; inside a formula, the line that asked for it comes first."""
    step = fault.step
    marks: tuple[Mark, ...] = (Mark(step.source, *step.span), *step.asked)
    if all(mark.source is not asked.source for mark in marks):
        marks = (Mark(asked.source, *asked.span, "asked here"), *marks)
    if is_share(step.expression):
        from estimator.reckoning.shares import remedy

        return Problem(fault.message, marks, remedy(step))
    return Problem(fault.message, marks, _REMEDIES.get(fault.message, "check the numbers that go into it"))


def taken_steps(index: int, steps: list[Step], values: list[Any]) -> set[int]:
    """The steps that the value of one came from; of an `if`, only the branch that was taken."""
    found: set[int] = set()
    waiting: list[StepExpression] = [steps[index].expression]
    while waiting:
        at_hand = waiting.pop()
        if isinstance(at_hand, Ref):
            if at_hand.index not in found:
                found.add(at_hand.index)
                waiting.append(steps[at_hand.index].expression)
        elif isinstance(at_hand, Choice):
            chosen = compile_step(at_hand.condition)(values)
            waiting += [at_hand.condition, at_hand.consequence if chosen else at_hand.alternative]
        else:
            waiting.extend(children(at_hand))
    return found


def central_values(model: Model) -> list[Any]:
    """The central values of a model; EstimateError if a quantity or a check has none."""
    values = run(model.steps)
    problems: dict[Problem, None] = {}
    reported: set[object] = set()
    needed = [quantity.step for quantity in model.quantities.values() if quantity.step is not None]
    needed += [check.step for check in model.checks]
    for index in needed:
        value = values[index]
        if value.__class__ is float and math.isfinite(value):
            continue
        if not isinstance(value, Fault):
            if isinstance(value, (bool, int)) or math.isfinite(value):
                continue
            value = Fault(model.steps[index], TOO_LARGE)
        step = value.step
        # A number that is no share is one mistake, however many functions it is handed to.
        place = (id(step.source), step.span) if is_share(step.expression) else id(step)
        if place not in reported:
            reported.add(place)
            problems[problem(value, model.steps[index])] = None
    if problems:
        raise EstimateError(list(problems))
    return values
