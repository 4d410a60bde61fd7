"""Checks that are to hold for some time: `check media_total < 100 PB for 18 month` fails before it is too late.

The time begins today; a sheet whose numbers are of an earlier month (`as_of`) is followed from then on.
"""

from __future__ import annotations

import math

from estimator.model.steps import reached
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.calendar import MONTH, begins, this_month
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.courses import Course
from estimator.reckoning.evaluate import Evaluation, Later
from estimator.reckoning.failing import holding
from estimator.reckoning.faults import Fault, problem
from estimator.reckoning.growth import Grown, InMonth
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from estimator.model.model import CheckStep
    from estimator.reckoning.evaluate import CheckResult


def with_horizons(evaluation: Evaluation, today: date | None = None, *, central: bool = False) -> list[CheckResult]:
    """The results of checks, of which those that are to hold for some time fail where they do not last so long.

    `today` is another day than today's. With `central` the central values decide whatever share is asked for.
    """
    found = lasting(evaluation, today, central=central)
    return [
        result if later is None else replace(result, holds=False, later=later)
        for result, later in zip(evaluation.checks, found, strict=True)
    ]


def horizon_of(check: CheckStep, begins_ago: int) -> int:
    """How many months from the beginning of a plan on a check is to hold: until today, and as long as it asks for."""
    return max(begins_ago, 0) + math.ceil((check.horizon or 0.0) / MONTH - 1e-9)


def still(evaluation: Evaluation) -> list[Problem]:
    """Notes on checks that ask for some time, where nothing that they rest on grows."""
    model = evaluation.model
    grown = {each.step for each in model.growing}
    notes = []
    for each in model.checks:
        if each.check.horizon is not None and grown.isdisjoint(reached(model.steps, [each.step])):
            lasting = print_expression(each.check.horizon)
            message = f"nothing that this check rests on grows: for {lasting} it is as it is today"
            notes.append(Problem(message, (Mark(model.module.source, *each.check.span),), "", "note"))
    return notes


def lasting(today_is: Evaluation, today: date | None, *, central: bool) -> list[Later | None]:
    """For each check that holds, when it fails within the time that it is to hold for; None where it lasts.

    With `central` the central values decide whatever share is asked for.

    EstimateError where it has no value then.
    """
    model, results = today_is.model, today_is.checks
    start = begins(model, today)
    ago = start.until(this_month(today))
    found: list[Later | None] = [None] * len(results)
    last = {
        place: horizon_of(each.check, ago)
        for place, each in enumerate(results)
        if each.check.horizon is not None and each.holds
    }
    if not last or not model.growing:
        return found
    grown = Grown(model, start)
    last = {place: each for place, each in last.items() if grown.model.checks[place].step in grown.moved}
    drawn = [place for place in last if results[place].check.probability is not None and not central]
    course = Course(grown, [grown.model.checks[place].step for place in drawn], max(last.values(), default=0))
    for months in range(1, max(last.values(), default=0) + 1):
        at_hand = [place for place, end in last.items() if found[place] is None and months <= end]
        values = grown.at(months)
        checks = [grown.model.checks[place] for place in at_hand]
        forms = ClosedForms(grown.model.steps, values)
        asked = [grown.model.checks[place] for place in at_hand if place in drawn]
        with InMonth(start.later(months)):
            shares = iter(holding(course, asked, values, forms))
        for place, check in zip(at_hand, checks, strict=True):
            with InMonth(start.later(months)):
                held = next(shares) if place in drawn else _central(check, values, grown)
            share = float(held.mean()) if hasattr(held, "mean") else None
            holds = bool(held) if share is None or check.probability is None else share >= check.probability
            if not holds:
                found[place] = Later(str(start.later(months)), check, Evaluation(grown.model, values), share)
    return found


def _central(check: CheckStep, values: list[Any], grown: Grown) -> bool:
    value = values[check.step]
    if isinstance(value, Fault):
        raise EstimateError([problem(value, grown.model.steps[check.step])])
    return bool(value)
