"""Central values: the steps run once on floats, and every quantity and check found to have one."""

from __future__ import annotations

import math

from estimator.model.input_distributions import are_of_unit
from estimator.model.steps import Draw, is_share
from estimator.notation.tree import MAGNITUDES
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.careful import SMALLEST
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import TOO_LARGE, Fault, problem
from estimator.reckoning.running import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.model.steps import Step


VAST = 1e300  # what is larger may be too large in the unit that it is shown in


def central_values(model: Model, *, on_arrays: bool = False) -> list[Any]:
    """The central values of a model, as `run` gives them; EstimateError if a quantity or a check has none."""
    values = run(model.steps, on_arrays=on_arrays)
    check_values(model, values)
    return values


def check_values(model: Model, values: list[Any]) -> None:
    """EstimateError if a quantity or a check of a model has no value among those of its steps."""
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
    for quantity in model.quantities.values():
        if quantity.unit is not None and quantity.step is not None:
            step = model.steps[quantity.step]
            check_unit(values[quantity.step], quantity, step)
            if step.expression.__class__ is Draw:
                _check_parameters(step, quantity, values)
        elif quantity.step is not None and abs(values[quantity.step]) > VAST:
            from estimator.units.display import base_factor  # which a line without such a number does without

            if not math.isfinite(values[quantity.step] / base_factor(quantity.kind)):  # for each byte, of eight bits
                step = model.steps[quantity.step]
                raise EstimateError([problem(Fault(step, TOO_LARGE), step)])


def _check_parameters(step: Step, quantity: Quantity, values: list[Any]) -> None:
    """EstimateError where a number of a range is so large that none counts it in the unit of its quantity."""
    draw = step.expression
    assert isinstance(draw, Draw)
    of_unit = are_of_unit(draw.distribution, len(draw.arguments))
    for argument in [each for each, measured in zip(draw.arguments, of_unit, strict=True) if measured]:
        number = compile_step(argument)(values)
        if abs(number) > 1:  # a small one shows as 0
            check_unit(number, quantity, step)


def check_unit(value: float, quantity: Quantity, step: Step) -> None:
    """EstimateError where a quantity is shown in so small, or large, a unit that a float cannot count it."""
    assert quantity.unit is not None
    own = quantity.unit.from_base(float(value), MAGNITUDES.get(quantity.magnitude, 1.0))
    if math.isfinite(own) and (abs(own) >= SMALLEST or not value):
        return
    unit = f"{quantity.magnitude} {quantity.unit.text}".strip()
    size, other = ("small", "smaller") if math.isfinite(own) else ("large", "larger")
    mark = Mark(step.source, *step.span)
    raise EstimateError([Problem(f"this is too {size} a number in {unit}", (mark,), f"choose a {other} unit")])
