"""Where a check turns over between two neighbouring values of an assumption, closed in on the steps of the sheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.reckoning.evaluate import Evaluation
from estimator.reckoning.responses import Responses
from estimator.reckoning.sampled_points import substituted, with_steps
from estimator.reckoning.targets import FEW_DRAWS, Shares, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from estimator.model.model import CheckStep

    Looking: TypeAlias = Callable[[float], bool]

CLOSE, NEAR = 1e-12, 1e-4  # relative; to this a border is closed in, and where the cases are counted
MOST_LOOKS = 200
FAR = 2.0  # ratio of two values from which the middle is that of their logarithms


def border(look: Looking, low: float, high: float, *, before: bool, whole: bool, close: float) -> tuple[float, float]:
    """The last value at which something is as at the low end, and the first at which it is as at the high one."""
    if whole and math.floor(high) > math.ceil(low):
        inner = math.ceil(low), math.floor(high)
        first, last = (look(float(each)) == before for each in inner)
        if first and not last:
            low, high = float(inner[0]), float(inner[1])
    for _ in range(MOST_LOOKS):
        if high - low <= (1.0 if whole else close * max(abs(low), abs(high))):
            break
        is_far = low > 0 and high / low > FAR
        middle = math.sqrt(low) * math.sqrt(high) if is_far else low + (high - low) / 2
        middle = float(math.floor(middle)) if whole else middle
        if not low < middle < high:
            break
        if look(middle) == before:
            low = middle
        else:
            high = middle
    return low, high


def looking(evaluation: Evaluation, check: CheckStep, free: int, others: Mapping[int, float]) -> tuple[Looking, float]:
    """Whether a check holds at a value of a free step, and how close borders of it can be told.

    `others` are the values of other free steps.
    """
    if others:
        steps = substituted(evaluation.model.steps, tuple(others), tuple(others.values()))
        values = Responses(evaluation, tuple(others), range(len(steps))).values(others)
        evaluation = Evaluation(with_steps(evaluation.model, steps), values)
    if check.probability is not None:
        asked = check.probability
        shares = Shares(
            Target(evaluation, "", check.step, check.step, check.step, check.step), free, check.step, FEW_DRAWS
        )
        if not shares.is_certain:
            start = float(evaluation.values[free])
            return (lambda value: shares.at(value) >= asked), CLOSE if shares.is_closed(start) else NEAR
    responses = Responses(evaluation, [free], [check.step])
    return (lambda value: responses({free: value})[0] == 1.0), CLOSE
