"""What a draw is: its median, its shape for closed forms, and its samples.

`a to b` is a 90% interval: lognormal where both ends are positive, else normal. `best (a to b)` has the median `best`
and the same ends, each side with a spread of its own. The central value of every draw is its median.
"""

from __future__ import annotations

import math

from estimator.model.functions import BEST, RANGE
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Z95 = 1.6448536269514722  # the 95% quantile of the standard normal distribution
_BISECTIONS = 80


@record
class Sides:
    """A two-sided normal spread around a center, of the value or (`log`) of its logarithm."""

    log: bool
    center: float
    below: float
    above: float


def sides(distribution: str, values: list[float]) -> Sides | None:
    """A distribution as a normal or lognormal spread, or None if it is neither. ValueError for ends out of order."""
    if distribution in (RANGE, BEST):
        low, high = values[-2], values[-1]
        if low > high:
            raise ValueError("the low end of a range is above its high end")
        if low > 0:
            center = math.log(values[0]) if distribution == BEST else (math.log(low) + math.log(high)) / 2
            return Sides(True, center, (center - math.log(low)) / Z95, (math.log(high) - center) / Z95)
        center = values[0] if distribution == BEST else (low + high) / 2
        return Sides(False, center, (center - low) / Z95, (high - center) / Z95)
    if distribution == "normal":
        return Sides(False, values[0], values[1], values[1])
    if distribution == "lognormal":
        mean, sd = values
        variance = math.log1p((sd / mean) ** 2)
        return Sides(True, math.log(mean) - variance / 2, math.sqrt(variance), math.sqrt(variance))
    return None


def median(distribution: str, values: list[float]) -> float:
    """The central value of a draw."""
    if distribution == BEST:
        sides(distribution, values)
        return values[0]
    spread = sides(distribution, values)
    if spread is not None:
        center = math.exp(spread.center) if spread.log else spread.center
        if spread.log and not 0 < center < math.inf:
            raise ValueError("this range is too wide to have a middle")
        return center
    low, high = _ends(values)
    if distribution == "uniform" or low == high:
        return (low + high) / 2
    mode = values[1]
    if distribution == "triangular":
        if mode >= (low + high) / 2:
            return low + math.sqrt((high - low) * (mode - low) / 2)
        return high - math.sqrt((high - low) * (high - mode) / 2)
    return low + (high - low) * _beta_quantile(0.5, *pert_shape(low, mode, high))


def mean(distribution: str, values: list[float]) -> float:
    """The mean of a draw, exactly; ValueError for ends out of order, OverflowError where it is no float.

    A spread whose sides differ is two halves of normal distributions: of the value, each adds or takes away its
    deviation times 1/sqrt(2 pi); of the logarithm, the upper one of deviation s has exp(s^2 / 2) Phi(s) of the center.
    """
    if distribution in ("normal", "lognormal"):
        return values[0]
    spread = sides(distribution, values)
    if spread is None:
        low, high = _ends(values)
        if distribution == "uniform":
            return (low + high) / 2
        return low + (values[1] - low + high - low) / 3 if distribution == "triangular" else _pert_mean(*values)
    if not spread.log:
        return spread.center + (spread.above - spread.below) / math.sqrt(2 * math.pi)
    if spread.below == spread.above:
        return math.exp(spread.center + spread.above**2 / 2)
    upper = math.exp(spread.center + spread.above**2 / 2) * 0.5 * math.erfc(-spread.above / math.sqrt(2))
    return upper + math.exp(spread.center) * _lower_half(spread.below)


def _pert_mean(low: float, mode: float, high: float) -> float:
    return low + (4 * (mode - low) + high - low) / 6


def _lower_half(deviation: float) -> float:
    """exp(s^2 / 2) Phi(-s), which is what the lower half of a lognormal distribution adds to its mean."""
    if deviation < 5:
        return math.exp(deviation**2 / 2) * 0.5 * math.erfc(deviation / math.sqrt(2))
    fraction = 0.0  # Laplace's, of Mills' ratio (Abramowitz and Stegun, 26.2.14); the factors alone leave the floats
    for level in range(60, 0, -1):
        fraction = level / (deviation + fraction)
    return 1 / (deviation + fraction) / math.sqrt(2 * math.pi)


def _ends(values: list[float]) -> tuple[float, float]:
    """The ends of a bounded range; ValueError where they are too far apart or out of order."""
    low, high = values[0], values[-1]
    if not math.isfinite(high - low):
        raise ValueError("this range is too wide to have a middle")
    if low > high or not low <= values[1] <= high:
        raise ValueError("the ends of a range are out of order")
    return low, high


def pert_shape(low: float, mode: float, high: float) -> tuple[float, float]:
    """The parameters of the beta distribution behind a PERT estimate (Malcolm et al., Operations Research, 1959)."""
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def quantile(distribution: str, values: list[float], share: float) -> float:
    """The value below which a share of the cases lies, 0 < share < 1."""
    spread = sides(distribution, values)
    if spread is not None:
        z = normal_quantile(share)
        at = spread.center + z * (spread.below if z < 0 else spread.above)
        return math.exp(at) if spread.log else at
    median(distribution, values)  # checks the order of the ends
    low, high = values[0], values[-1]
    if distribution == "uniform" or low == high:
        return low + (high - low) * share
    mode = values[1]
    if distribution == "triangular":
        if share * (high - low) <= mode - low:
            return low + math.sqrt(share * (high - low) * (mode - low))
        return high - math.sqrt((1 - share) * (high - low) * (high - mode))
    return low + (high - low) * _beta_quantile(share, *pert_shape(low, mode, high))


def normal_quantile(share: float) -> float:
    """The inverse of the standard normal distribution's cumulative function."""
    if share == 0.5:
        return 0.0
    if share > 0.5:
        return -normal_quantile(1 - share)
    # Abramowitz and Stegun 26.2.23 is good to 4.5e-4; each step of Halley's method triples the digits.
    t = math.sqrt(-2 * math.log(share))
    z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
    for _ in range(3):
        error = (0.5 * math.erfc(-z / math.sqrt(2)) - share) * math.sqrt(2 * math.pi) * math.exp(z * z / 2)
        z -= error / (1 + z * error / 2)
    return z


def _beta_quantile(share: float, a: float, b: float) -> float:
    from estimator.model.numerics import beta_cdf

    below, above = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (below + above) / 2
        below, above = (middle, above) if beta_cdf(middle, a, b) < share else (below, middle)
    return (below + above) / 2


def sample(distribution: str, values: list[float], count: int, generator: Any) -> Any:
    """Samples of a draw as a numpy array."""
    spread = sides(distribution, values)
    if spread is not None:
        import numpy as np

        normal = generator.standard_normal(count)
        normal *= np.where(normal < 0, spread.below, spread.above) if spread.below != spread.above else spread.above
        normal += spread.center
        return np.exp(normal, out=normal) if spread.log else normal
    median(distribution, values)  # checks the order of the ends
    low, high = values[0], values[-1]
    if low == high:
        return generator.uniform(low, high, count)
    if distribution == "uniform":
        return generator.uniform(low, high, count)
    if distribution == "triangular":
        return generator.triangular(low, values[1], high, count)
    a, b = pert_shape(low, values[1], high)
    return low + (high - low) * generator.beta(a, b, count)
