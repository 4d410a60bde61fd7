"""The points over which a mean is: for each draw the middles of 1024 equal strata of it, and their order."""

from __future__ import annotations

import math
from functools import lru_cache

from estimator.model.input_distributions import PERCENTILES
from estimator.model.normals import normal_quantile, upper_half
from estimator.reckoning.curves import curve, slice_means
from estimator.reckoning.distributions import quantile, quantiles, sides, values_of_mixture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

POINTS = 1024
# Where the last stratum of a standard normal distribution begins, and its mean there.
LAST = normal_quantile(1 - 1 / POINTS)
FIRST = normal_quantile(0.5 / POINTS)  # the middle of the first one
LAST_MEAN = POINTS * math.exp(-LAST * LAST / 2) / math.sqrt(2 * math.pi)
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
MOST_KEPT = 64  # quantiles of draws: they serve all the means that a draw is in; a sheet has few, a library many
_orders: dict[int, list[int]] = {}
_order_arrays: dict[int, Any] = {}
_ascending: dict[tuple[str | float, ...], list[float]] = {}


def order(place: int) -> list[int]:
    """Which quantile the draw of a place has at each point."""
    if place not in _orders:
        if place == 0:
            _orders[place] = list(range(POINTS))
        else:
            step = math.sqrt(PRIMES[(place - 1) % len(PRIMES)]) + (place - 1) // len(PRIMES) * math.pi
            by_fraction = sorted(range(POINTS), key=lambda point: (point + 0.5) * step % 1.0)
            ranks = [0] * POINTS
            for rank, point in enumerate(by_fraction):
                ranks[point] = rank
            _orders[place] = ranks  # whole, for another thread may look at any moment
    return _orders[place]


def order_array(place: int) -> Any:
    """The same as an array."""
    import numpy as np

    if place not in _order_arrays:
        _order_arrays[place] = np.array(order(place))
    return _order_arrays[place]


@lru_cache(maxsize=16)
def _fine(distribution: str, values: tuple[float, ...], parts: int) -> Any:
    """The values of a draw at the middles of so many parts of each stratum, as an array."""
    import numpy as np

    return np.array(quantiles(distribution, list(values), POINTS * parts))


def part_points(distribution: str, values: tuple[float, ...], part: int, parts: int) -> Any:
    """The values of a draw at the middle of one of so many parts of each stratum, as an array."""
    return _fine(distribution, values, parts)[part::parts]


def points(distribution: str, values: list[float]) -> list[float]:
    """The values of a draw at its points, in ascending order: the middle of each stratum, the mean of an endless one.

    What lies beyond the middle of the last stratum is what makes the mean of a heavy tail. A mixture of values has the
    mean of each stratum, for in one that holds two of them the middle would give one of them too much.
    """
    alone = values_of_mixture(distribution, values)
    if alone is not None:
        return slice_means(alone, POINTS)
    found = quantiles(distribution, values, POINTS)
    spread = sides(distribution, values)
    if spread is not None and spread.above:
        if spread.log:
            found[-1] = _last_stratum(spread.center, spread.above, found[-1])
        else:
            found[0] = spread.center - spread.below * LAST_MEAN
            found[-1] = spread.center + spread.above * LAST_MEAN
    elif distribution == PERCENTILES:
        _curve_strata(values, found)
    elif distribution == "exponential":
        found[-1] = values[0] * (1 + math.log(POINTS))
    elif distribution == "pareto" and values[1] > 1:
        found[-1] = quantile(distribution, values, 1 - 1 / POINTS) * values[1] / (values[1] - 1)
    return found


def _last_stratum(center: float, slope: float, middle: float) -> float:
    """The mean of the last stratum of a lognormal spread; its middle where no float holds the mean of such a tail."""
    try:
        return POINTS * math.exp(center) * upper_half(slope, LAST)
    except OverflowError:
        return middle


def _curve_strata(values: list[float], found: list[float]) -> None:
    """Put in the means of the outermost strata of a curve, where these lie on its outermost lines."""
    known = curve(values)
    (first_center, first_slope), (last_center, last_slope) = known.line(0), known.line(len(known.at) - 2)
    if known.at[-2] <= LAST:
        found[-1] = (
            _last_stratum(last_center, last_slope, found[-1]) if known.log else last_center + last_slope * LAST_MEAN
        )
    if known.at[1] >= -LAST and not known.log:
        found[0] = first_center - first_slope * LAST_MEAN


def points_of(distribution: str, values: list[float]) -> list[float]:
    """The same, kept, for a draw serves all the means that it is in."""
    known: tuple[str | float, ...] = (distribution, *values)
    found = _ascending.get(known)
    if found is None:
        found = points(distribution, values)
        if len(_ascending) >= MOST_KEPT:
            _ascending.clear()  # also under another thread, which has what it asked for in its hand
        _ascending[known] = found
    return found
