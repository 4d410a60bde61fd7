"""Means that few of their points decide, or none: of what is beyond a limit in one case of a thousand or less.

As the bytes of rows that are too long for their page, where nearly none is. Sixteen times as many points, in other
pairs, tell what such a mean is about.
"""

from __future__ import annotations

import math

from estimator.model.steps import Draw
from estimator.reckoning.distributions import quantile
from estimator.reckoning.faults import Faulted
from estimator.reckoning.mean_points import POINTS
from estimator.reckoning.means import Averaging, parameters_of
from estimator.records import record

FINER = 16  # times as many points
FEW = 16  # points other than zero


@record
class Seldom:
    """A mean that few points decide."""

    deciding: int  # points that are not zero
    share: float  # of the cases, that are not: by more points
    off: float  # how far, relative, the mean is from what these give; at least what half a point is of theirs


def by_more(averaging: Averaging) -> tuple[float, float] | None:
    """The mean over so many times the points, and the share of them that are not zero; None where one has no value."""
    total, deciding = 0.0, 0
    for part in range(FINER):
        each = averaging.of_part(part, FINER)
        if each is None:
            return None
        total += math.fsum(each)
        deciding += POINTS - each.count(0.0)
    return total / POINTS / FINER, deciding / POINTS / FINER


def seldom(averaging: Averaging, found: float) -> Seldom | None:
    """How seldom what a mean is of is anything, where that is too seldom for its points; else None."""
    try:
        if not _may_be(averaging, found):
            return None
        each = averaging.each() if found else []
        deciding = len(each) - each.count(0.0)
        if deciding > FEW:
            return None
        more = by_more(Averaging(averaging.mean_of, averaging.steps, averaging.at_hand, None, averaging.dependence))
    except (Faulted, ArithmeticError, ValueError):
        return None
    if more is None or not more[1]:
        return None
    least = 0.5 / (more[1] * POINTS * FINER)  # a chance is no whole number of these points either
    return Seldom(deciding, more[1], max(least, abs(more[0] / found - 1)) if found else math.inf)


def _may_be(averaging: Averaging, found: float) -> bool:
    """Whether a mean is of what is nothing in the middle, and something at an end of all its draws."""
    if averaging.at(_at(averaging, 0.5)):
        return False
    last = 0.5 / POINTS / FINER
    return found != 0 or any(averaging.at(_at(averaging, end)) != 0 for end in (1 - last, last))


def _at(averaging: Averaging, share: float) -> tuple[float, ...]:
    """The values of all draws below which a share of each lies."""
    found = []
    for index in averaging.draws:
        draw = averaging.steps[index].expression
        assert isinstance(draw, Draw)
        found.append(quantile(draw.distribution, parameters_of(draw, averaging.at_hand), share))
    return tuple(found)
