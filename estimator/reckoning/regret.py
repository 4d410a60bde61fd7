"""The fleet that is regretted least: too much is money spent in vain, too little is missing when it is needed.

The regret of a fleet in a draw is what it costs beyond the cheapest fleet for that draw, had one known it; where it is
too small, beyond that what its missing machines cost, times a penalty. Both are raised to an exponent, by which large
errors count for more than small ones, and the mean over the draws is least.

Source: regret as the loss beyond the best decision's: Savage, "The Theory of Statistical Decision", Journal of the
American Statistical Association 46, 1951. Over- and under-provisioning with a factor each, the difference of costs
raised to an exponent, and its numbers (1, 1.25, 1.2): service-capacity-modeling 0.3.212 (Netflix),
`CapacityRegretParameters` and `CapacityModel.regret`. It compares what fleets cost, so that a dear fleet that is too
small counts as too large; here a fleet is too small where it does not carry the draw. Of one shape both are the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.numerics import SNAP
from estimator.records import record, replace

if TYPE_CHECKING:
    from estimator.reckoning.fleets import Demands, Shapes, Spares

PENALTY, EXPONENT = 1.25, 1.2
MOST_WORK = 60_000_000  # operations on draws, about half a second of the processor
OPERATIONS, POWER = 3, 12  # a draw of a resource of a shape, and of a mean with powers
_ROWS = 128  # shapes whose neighbours are looked at together


@record
class Loss:
    """How errors count: what a missing machine's price is multiplied by, and the exponent of what is regretted."""

    penalty: float = PENALTY
    exponent: float = EXPONENT

    def of(self, machines: float, price: float, right: Any, least: Any) -> float:
        """The mean regret, in money to the exponent, of so many machines at a price.

        `right` is how many would have been bought of the shape in each draw, `least` what the cheapest fleet costs.
        """
        spent = np.maximum(machines, right) * price - least
        missing = np.maximum(right - machines, 0.0) * (price * self.penalty)
        if self.exponent == 1:
            return float(np.mean(np.maximum(spent, 0.0) + missing))
        return float(np.mean(np.maximum(spent, 0.0) ** self.exponent + missing**self.exponent))


@record
class Least:
    """The fleet that is regretted least: of which shape, how many, and its mean regret in money.

    `draws` is how many of them it is reckoned over.
    """

    shape: int
    machines: float
    regret: float
    draws: int


def undominated(usable: Any, prices: Any) -> Any:
    """The shapes that may be cheapest for some demand: a whole number of no other one has as much and costs less."""
    order = np.lexsort((-usable.sum(axis=1), prices))
    kept: list[int] = []
    for begin in range(0, len(order), _ROWS):
        rows = order[begin : begin + _ROWS]
        known = np.array([*kept, *rows], dtype=int)
        times = np.ones((len(rows), len(known)))
        with np.errstate(divide="ignore", invalid="ignore"):
            for mine, theirs in zip(usable[rows].T, usable[known].T, strict=True):
                ratio = mine[:, None] / theirs[None, :]
                times = np.maximum(times, np.where(mine[:, None] > 0, np.ceil(ratio * (1 - SNAP)), 1.0))
            better = times * prices[known][None, :] <= prices[rows][:, None]
        first = len(kept)
        # Whatever replaces a shape costs no more a machine, so it is among those before.
        kept += [int(shape) for row, shape in enumerate(rows) if not better[row, : first + row].any()]
    return np.array(sorted(kept), dtype=int)


def least_regret(demands: Demands, shapes: Shapes, spares: Spares, loss: Loss) -> Least | None:
    """The fleet of least mean regret. None where no shape with a price can carry every draw.

    Of very many shapes that are each the best for something, the first draws stand for all.
    """
    usable, prices = shapes.usable, shapes.prices
    most = np.array([each[-1] for each in demands.ascending])
    able = np.isfinite(prices) & ((usable > 0) | (most <= 0)[None, :]).all(axis=1)
    certain = np.array([each for each in np.flatnonzero(able) if int(each) not in shapes.uncertain], dtype=int)
    found = [int(certain[each]) for each in undominated(usable[certain], prices[certain])]
    found += [each for each in shapes.uncertain if able[each]]
    if not found:
        return None
    draws = max(1, min(demands.draws, MOST_WORK // (OPERATIONS * len(found) * usable.shape[1])))
    few = demands.first(draws)
    least, means = np.full(draws, math.inf), {}
    for shape in found:
        cost = spares.bought(shapes.machines(shape, few)) * prices[shape]
        np.minimum(least, cost, out=least)
        means[shape] = float(cost.mean())
    floor, best, work = float(least.mean()), None, MOST_WORK
    for shape in sorted(found, key=lambda each: means[each]):
        # By Jensen's inequality no number of its machines is regretted less than this.
        bound = max(0.0, means[shape] - floor) ** loss.exponent
        if best is not None and (bound >= best.regret or work < 0):
            break
        right = spares.bought(shapes.machines(shape, few))
        machines, regret, tried = _fewest_regrets(right, float(prices[shape]), least, spares, loss)
        work -= tried * draws * POWER
        if best is None or regret < best.regret * (1 - SNAP):
            best = Least(shape, machines, regret, draws)
    assert best is not None
    return replace(best, regret=best.regret ** (1 / loss.exponent))


def _fewest_regrets(right: Any, price: float, least: Any, spares: Spares, loss: Loss) -> tuple[float, float, int]:
    """The number of machines of a shape that is regretted least, its regret, and how many numbers were tried.

    The regret is convex in the number, so that it is closed in on from both sides.
    """
    known: dict[int, float] = {}

    def regret(steps: int) -> float:
        if steps not in known:
            known[steps] = loss.of(float(steps * spares.stride), price, right, least)
        return known[steps]

    fewest, most = int(right.min()) // spares.stride, int(right.max()) // spares.stride
    low = high = int(np.quantile(right, loss.penalty / (1 + loss.penalty))) // spares.stride
    width = 1
    while low > fewest and regret(max(fewest, low - width)) < regret(low):
        low, width = max(fewest, low - width), width * 2
    low, width = max(fewest, low - width), 1
    while high < most and regret(min(most, high + width)) < regret(high):
        high, width = min(most, high + width), width * 2
    high = min(most, high + width)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if regret(middle) <= regret(middle + 1) else (middle + 1, high)
    return float(low * spares.stride), regret(low), len(known)
