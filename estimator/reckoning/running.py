"""All steps of a sheet compiled, and run once on floats for their central values."""

from __future__ import annotations

import math

from estimator.model.steps import Apply, Draw, Mean, Number, references
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import execute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.closures import Closure, Values
    from estimator.reckoning.means import Means


def run(steps: list[Step], *, on_arrays: bool = False) -> list[Any]:
    """The central value of each step: a float, a truth value or a Fault.

    `on_arrays` says that numpy is needed behind it anyway, so that means may start it.
    """
    values, program = compile_steps(steps, on_arrays=on_arrays)
    execute(program, steps, values)
    return values


def run_again(steps: list[Step], values: list[Any], wanted: Collection[int]) -> list[Any]:
    """The central values where those of the steps that are not wanted anew are known."""
    found, program = compile_steps(steps, values, wanted)
    execute(program, steps, found)
    return found


def reached_by(steps: list[Step], changed: Collection[int]) -> set[int]:
    """The steps that some steps go into, however far, with these."""
    found = set(changed)
    for index in range(min(found, default=len(steps)), len(steps)):
        if index not in found and not found.isdisjoint(references(steps[index].expression)):
            found.add(index)
    return found


def compile_steps(
    steps: list[Step],
    known: list[Any] | None = None,
    wanted: Collection[int] | None = None,
    *,
    on_arrays: bool = False,
) -> tuple[Values, list[tuple[int, Closure]]]:
    """The values with literals and draws of literals put in, and the other steps with their closures, in order.

    Of the `wanted` steps alone, beside the `known` values of the others.
    """
    values: Values = [None] * len(steps) if known is None else list(known)
    program: list[tuple[int, Closure]] = []
    closures: dict[int, Closure] = {}
    means: Means | None = None
    for index in range(len(steps)) if wanted is None else sorted(wanted):
        step = steps[index]
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

                    means = Means(steps, closures, on_arrays=on_arrays)
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
