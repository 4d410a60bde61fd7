"""P5 and P95 of closed forms at many points: where the form is the same at each, both ends follow the central value.

A product of powers of lognormal ranges has ends that are multiples of its central value; which multiples, one point
says, as long as nothing on the way chooses by a value.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.steps import Apply, Negative, Number, Operation, Ref, Total, parts, reached
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.faults import Faulted
from estimator.reckoning.responses import Responses
from estimator.reckoning.targets import uncertain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.reckoning.evaluate import Evaluation

TRIES = 3  # points at which a form is looked for


def closed_ends(
    evaluation: Evaluation, free: Sequence[int], wanted: Sequence[int], columns: Sequence[Any], central: Any
) -> dict[int, tuple[Any, Any]]:
    """P5 and P95 of those of the wanted steps that have a closed form at all points, by their places.

    `central` has a row of central values for each of them.
    """
    steps, varying = evaluation.model.steps, uncertain(evaluation.model.steps)
    found: dict[int, tuple[Any, Any]] = {}
    for row, index in enumerate(wanted):
        if index not in varying:
            continue
        responses = Responses(evaluation, free, [index])
        behind = set(reached(steps, [index]))
        anew = [each for each in responses.moved if each in varying and each in behind]
        if not all(_is_even(steps[each].expression) for each in anew):
            continue
        values = central[row]
        for place in np.flatnonzero(np.isfinite(values) & (values != 0))[:TRIES]:
            point = {each: float(column[place]) for each, column in zip(free, columns, strict=True)}
            ends = _ends(evaluation, responses.values(point), index)
            if ends is not None:
                first, second = (values * (end / values[place]) for end in ends)
                low, high = np.minimum(first, second), np.maximum(first, second)
                low[values == 0] = high[values == 0] = math.nan  # certain there
                found[row] = low, high
                break
    return found


def _ends(evaluation: Evaluation, values: list[Any], index: int) -> tuple[float, float] | None:
    try:
        spread = ClosedForms(evaluation.model.steps, values).summary(index)
    except (ArithmeticError, ValueError, Faulted):
        return None
    return None if spread is None else (spread.low, spread.high)


def _is_even(expression: Any) -> bool:
    """Whether the form of a step is the same whatever the values are."""
    for part in parts(expression):
        match part:
            case Ref() | Number() | Negative() | Total() | Operation("*" | "/" | "+" | "-"):
                continue
            case Operation("^", _, Number()) | Apply("sqrt"):
                continue
            case _:
                return False
    return True
