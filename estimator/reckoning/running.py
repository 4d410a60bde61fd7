"""All steps of a sheet compiled, and run once on floats for their central values."""

from __future__ import annotations

import math

from estimator.model.steps import Apply, Draw, Mean, Number
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import execute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure, Values
    from estimator.reckoning.means import Means


def run(steps: list[Step]) -> list[Any]:
    """The central value of each step: a float, a truth value or a Fault."""
    values, program = compile_steps(steps)
    execute(program, steps, values)
    return values


def compile_steps(steps: list[Step]) -> tuple[Values, list[tuple[int, Closure]]]:
    """The values with literals and draws of literals put in, and the other steps with their closures, in order."""
    values: Values = [None] * len(steps)
    program: list[tuple[int, Closure]] = []
    closures: dict[int, Closure] = {}
    means: Means | None = None
    for index, step in enumerate(steps):
        match step.expression:
            case Number(value) if math.isfinite(value):
                values[index] = value
                continue
            case Draw(_, arguments) if all(argument.__class__ is Number for argument in arguments):
                closure = compile_step(step.expression)
                try:
                    values[index] = closure(values)
                    continue
                except (ArithmeticError, ValueError):  # raised again where it is run, which knows what to say
                    pass
            case Mean():
                if means is None:
                    from estimator.reckoning.means import Means

                    means = Means(steps, closures)
                program.append((index, means.closure(index, step.expression)))
                continue
            case Apply("share", (operand,)):
                closures[index] = compile_step(step.expression)  # of a mean's points, which are cut
                program.append((index, _share(step, operand)))
                continue
            case _:
                pass
        closures[index] = compile_step(step.expression)
        program.append((index, closures[index]))
    return values, program


def _share(step: Step, operand: StepExpression) -> Closure:
    from estimator.reckoning.shares import checked

    return checked(step, compile_step(operand))
