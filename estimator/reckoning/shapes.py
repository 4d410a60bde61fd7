"""Distributions that are no normal spread of a value or of its logarithm: each by what may be asked of it.

All take the list of a draw's parameters, in base units. ValueError for parameters that make no distribution.
"""

from __future__ import annotations

import math

from estimator.model.counting import beta_cdf
from estimator.model.input_distributions import MEASURED, PERCENTILES
from estimator.reckoning.betas import beta_quantile, pert_shape
from estimator.reckoning.curves import (
    curve_cumulative,
    curve_moment,
    curve_quantile,
    measured_cumulative,
    measured_moment,
    measured_quantile,
)
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_SHAPE = 1e6  # of a beta distribution
ENDLESS = "its tail is so heavy that this has no mean"


@record
class Shape:
    """What is known of a distribution: the quantile of a share, the share up to a value, and the mean of a power.

    The mean of a power is None where there is no closed form. ValueError where there is none at all.
    """

    quantile: Callable[[list[float], float], float]
    cumulative: Callable[[list[float], float], float]
    moment: Callable[[list[float], float], float | None]


def ends(values: list[float]) -> tuple[float, float]:
    """The ends of a bounded range; ValueError where they are too far apart or out of order."""
    low, high = values[0], values[-1]
    if not math.isfinite(high - low):
        raise ValueError("this range is too wide to have a middle")
    if low > high or not low <= values[1] <= high:
        raise ValueError("the ends of a range are out of order")
    return low, high


def _uniform_cumulative(values: list[float], value: float) -> float:
    low, high = ends(values)
    return float(value >= low) if high == low else min(1.0, max(0.0, (value - low) / (high - low)))


def _uniform_moment(values: list[float], power: float) -> float | None:
    low, high = ends(values)
    return (low + high) / 2 if power == 1 else None


def _triangular_quantile(values: list[float], share: float) -> float:
    (low, high), mode = ends(values), values[1]
    if share * (high - low) <= mode - low:
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - mode))


def _triangular_cumulative(values: list[float], value: float) -> float:
    (low, high), mode = ends(values), values[1]
    if not low < value < high:
        return float(value >= high)
    if value <= mode:
        return (value - low) / (high - low) * ((value - low) / (mode - low))
    return 1 - (high - value) / (high - low) * ((high - value) / (high - mode))


def _triangular_moment(values: list[float], power: float) -> float | None:
    low, high = ends(values)
    return low + (values[1] - low + high - low) / 3 if power == 1 else None


def _pert_quantile(values: list[float], share: float) -> float:
    low, high = ends(values)
    if low == high:
        return low
    return low + (high - low) * beta_quantile(share, *pert_shape(low, values[1], high))


def _pert_cumulative(values: list[float], value: float) -> float:
    low, high = ends(values)
    if not low < value < high:
        return float(value >= high)
    return beta_cdf((value - low) / (high - low), *pert_shape(low, values[1], high))


def _pert_moment(values: list[float], power: float) -> float | None:
    low, high = ends(values)
    return low + (4 * (values[1] - low) + high - low) / 6 if power == 1 else None


def _exponential(values: list[float]) -> float:
    (mean,) = values
    if not 0 < mean < math.inf:
        raise ValueError("exponential needs a mean above 0")
    return mean


def _exponential_moment(values: list[float], power: float) -> float:
    if power <= -1:
        raise ValueError(ENDLESS)
    return float(_exponential(values) ** power * math.exp(math.lgamma(1 + power)))


def pareto(values: list[float]) -> tuple[float, float]:
    """The least value and the shape of a Pareto distribution."""
    least, shape = values
    if not (0 < least < math.inf and 0 < shape < math.inf):
        raise ValueError("pareto needs a least value and a shape above 0")
    return least, shape


def _pareto_moment(values: list[float], power: float) -> float:
    least, shape = pareto(values)
    if power >= shape:
        raise ValueError(ENDLESS)
    return float(least**power * shape / (shape - power))


def _pareto_cumulative(values: list[float], value: float) -> float:
    least, shape = pareto(values)
    return -math.expm1(shape * math.log(least / value)) if value > least else 0.0


def beta_shape(values: list[float]) -> tuple[float, float]:
    """The two shapes of a beta distribution."""
    a, b = values[:2]
    if not (1 <= a <= LARGEST_SHAPE and 1 <= b <= LARGEST_SHAPE):
        raise ValueError("beta needs shapes from 1 to 1e6")
    return a, b


def beta_end(values: list[float]) -> float:
    """Where a beta distribution ends, 1 unless told."""
    return values[2] if len(values) > 2 else 1.0


def _beta_moment(values: list[float], power: float) -> float:
    a, b = beta_shape(values)
    end: float = beta_end(values) ** power
    if power == 1:
        return end * a / (a + b)
    if power <= -a:
        raise ValueError(ENDLESS)
    found = math.lgamma(a + power) - math.lgamma(a) + math.lgamma(a + b) - math.lgamma(a + b + power)
    return end * math.exp(found)


SHAPES: dict[str, Shape] = {
    "uniform": Shape(
        lambda values, share: ends(values)[0] + (values[1] - values[0]) * share, _uniform_cumulative, _uniform_moment
    ),
    "triangular": Shape(_triangular_quantile, _triangular_cumulative, _triangular_moment),
    "pert": Shape(_pert_quantile, _pert_cumulative, _pert_moment),
    "exponential": Shape(
        lambda values, share: -_exponential(values) * math.log1p(-share),
        lambda values, value: -math.expm1(-value / _exponential(values)) if value > 0 else 0.0,
        _exponential_moment,
    ),
    "pareto": Shape(
        lambda values, share: pareto(values)[0] * math.exp(-math.log1p(-share) / values[1]),
        _pareto_cumulative,
        _pareto_moment,
    ),
    "beta": Shape(
        lambda values, share: beta_end(values) * beta_quantile(share, *beta_shape(values)),
        lambda values, value: beta_cdf(value / beta_end(values), *beta_shape(values)),
        _beta_moment,
    ),
    PERCENTILES: Shape(curve_quantile, curve_cumulative, curve_moment),
    MEASURED: Shape(measured_quantile, measured_cumulative, measured_moment),
}
