"""Means that few of their points decide, or none: of what is beyond a limit in one case of a thousand or less.

As the bytes of rows that are too long for their page, where nearly none is. Sixteen times as many points, in other
pairs, tell what such a mean is about.
"""

from __future__ import annotations

import math

from estimator.model.steps import Draw
from estimator.reckoning.distributions import quantile, quantiles
from estimator.reckoning.faults import Faulted
from estimator.reckoning.mean_points import POINTS, order_array
from estimator.reckoning.means import Averaging, parameters_of
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FINER = 16  # times as many points
FEW = 16  # points other than zero
MOST_KEPT = 16
_quantiles: dict[tuple[str, tuple[float, ...]], Any] = {}  # of draws, at all those points


@record
class Seldom:
    """A mean that few points decide."""

    deciding: int  # points that are not zero
    share: float  # of the cases, that are not: by more points
    off: float  # how far, relative, the mean is from what these give


class Finer(Averaging):
    """What a mean is of at the points of one of so many parts of each stratum."""

    part = 0

    def _points(self, index: int, place: int) -> Any:
        import numpy as np

        draw = self.steps[index].expression
        assert isinstance(draw, Draw)
        parameters = parameters_of(draw, self.at_hand)
        known = (draw.distribution, tuple(parameters))
        found = _quantiles.get(known)
        if found is None:
            found = np.array(quantiles(draw.distribution, parameters, POINTS * FINER))
            if len(_quantiles) >= MOST_KEPT:
                _quantiles.clear()
            _quantiles[known] = found
        return found[self.part :: FINER][order_array(place)]

    def parts(self) -> tuple[float, float] | None:
        """The mean over the points of all parts, and the share of them that are not zero; None where one has none."""
        total, deciding = 0.0, 0
        for self.part in range(FINER):
            each = self._at_once((1 + self.part) * len(self.draws), None)
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
        more = Finer(averaging.mean_of, averaging.steps, averaging.at_hand, None, averaging.dependence).parts()
    except (Faulted, ArithmeticError, ValueError):
        return None
    if more is None or not more[1]:
        return None
    return Seldom(deciding, more[1], abs(more[0] / found - 1) if found else math.inf)


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
