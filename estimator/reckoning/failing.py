"""When checks first fail: month by month, in each case of the ranges, and as the check is decided."""

from __future__ import annotations

import math

from estimator.problems import EstimateError
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.courses import Course
from estimator.reckoning.faults import Fault, problem
from estimator.reckoning.growth import InMonth
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from estimator.model.model import CheckStep
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.growth import Grown

QUANTILES = (0.1, 0.5, 0.9)


@record
class Failure:
    """When a check first fails, in months from the beginning; None where it does not within the horizon.

    decided     as it is decided: at the central values, or where its share falls below the one that it asks for
    quantiles   the months by which it has failed in 10%, 50% and 90% of the cases
    share       of the cases in which it fails within the horizon; None where it depends on no range
    first       the share of the cases in which no other check fails before it, of all cases
    """

    check: CheckStep
    decided: int | None
    quantiles: tuple[int | None, int | None, int | None]
    share: float | None
    first: float


def failures(today: Evaluation, grown: Grown, horizon: int) -> tuple[list[Failure], int]:
    """When each check of a sheet first fails within so many months, and the number of draws, 0 without any.

    EstimateError where a check has no value in some month.
    """
    import numpy as np

    checks = grown.model.checks
    course = Course(grown, [each.step for each in checks], horizon + 1)
    decided: list[int | None] = [None] * len(checks)
    first: list[Any] = [np.full(1, horizon + 1) for _ in checks]  # in each case; beyond the horizon where it holds
    for months in range(horizon + 1):
        values = grown.at(months)
        forms = ClosedForms(grown.model.steps, values)
        with InMonth(grown.start.later(months)):
            found = holding(course, checks, values, forms)
        for place, (check, held) in enumerate(zip(checks, found, strict=True)):
            holds = bool(values[check.step])
            if check.probability is not None and np.ndim(held):
                known = today.checks[place].probability if not months else None
                holds = (float(np.mean(held)) if known is None else known) >= check.probability
            if decided[place] is None and not holds:
                decided[place] = months
            failing = np.where(held, horizon + 1, months)
            first[place] = np.minimum(first[place], failing)
    earliest = np.minimum.reduce(np.broadcast_arrays(*first)) if first else np.zeros(1)
    made = []
    told: set[object] = set()
    for place, check in enumerate(today.model.checks):
        if (check.check.expression, check.probability) in told:
            continue  # the same for another time
        told.add((check.check.expression, check.probability))
        is_uncertain = first[place].size > 1
        share = float(np.mean(first[place] <= horizon)) if is_uncertain else None
        quantiles = [_quantile(np.sort(first[place]), each, horizon) for each in QUANTILES]
        is_first = (first[place] == earliest) & (earliest <= horizon)
        made.append(Failure(check, decided[place], tuple(quantiles), share, float(np.mean(is_first))))  # type: ignore[arg-type]
    return made, course.draws


def holding(course: Course, checks: Sequence[CheckStep], values: list[Any], forms: ClosedForms) -> list[Any]:
    """Whether each check holds in a month, an array of the cases where it depends on a range."""
    drawn = {each.step for each in checks if not forms.is_certain(each.step)}
    found = dict(course.samples(drawn, values, forms)) if drawn else {}
    held = []
    for check in checks:
        value = found.get(check.step, values[check.step])
        if isinstance(value, Fault):
            raise EstimateError([problem(value, course.steps[check.step])])
        held.append(value.astype(bool) if hasattr(value, "astype") else bool(value))
    return held


def _quantile(ascending: Any, share: float, horizon: int) -> int | None:
    """The month by which so many of the cases have failed."""
    month = int(ascending[max(0, math.ceil(share * len(ascending) - 1e-9) - 1)])
    return month if month <= horizon else None
