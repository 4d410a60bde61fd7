"""What a draw is: its median, its shape for closed forms, and its samples.

`a to b` is a 90% interval: lognormal where both ends are positive, else normal. `best (a to b)` has the median `best`
and the same ends, each side with a spread of its own. The central value of every draw is its median.
"""

from __future__ import annotations

import math

from estimator.model.input_distributions import BEST, RANGE
from estimator.records import record

TYPE_CHECKING = False

HUGE = 1e100  # from here on one more makes no difference to a square, which might be no float
Z95 = 1.6448536269514722  # the 95% quantile of the standard normal distribution
_TANGENTS = 40  # three or four do; each has three times the digits of the one before


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
        ratio = sd / mean
        variance = math.log1p(ratio**2) if ratio < HUGE else 2 * math.log(ratio)
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
    return upper + math.exp(spread.center) * upper_half(-spread.below)


def _pert_mean(low: float, mode: float, high: float) -> float:
    return low + (4 * (mode - low) + high - low) / 6


def upper_half(slope: float, beyond: float = 0.0) -> float:
    """The mean of exp(slope z) over a standard normal z, where it is beyond a place, and 0 elsewhere."""
    distance = beyond - slope
    if distance < 5:
        return math.exp(slope * slope / 2) * 0.5 * math.erfc(distance / math.sqrt(2))
    ratio = 0.0  # Mills', by Laplace's fraction (Abramowitz and Stegun, 26.2.14): both factors leave the floats here
    for level in range(60, 0, -1):
        ratio = level / (distance + ratio)
    return math.exp(beyond * (slope - beyond / 2)) / (distance + ratio) / math.sqrt(2 * math.pi)


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


def quantiles(distribution: str, values: list[float], count: int) -> list[float]:
    """The values at the middles of so many equal shares, in ascending order: what `quantile` says of each, at once."""
    shares = [(rank + 0.5) / count for rank in range(count)]
    if distribution != "pert" or values[0] == values[-1]:
        return [quantile(distribution, values, share) for share in shares]
    low, high = _ends(values)
    a, b = pert_shape(low, values[1], high)
    half = (count + 1) // 2
    lower = _lower_beta_quantiles(shares[:half], a, b)
    upper = [1 - each for each in reversed(_lower_beta_quantiles(shares[: count - half], b, a))]
    return [low + (high - low) * each for each in lower + upper]


def _beta_quantile(share: float, a: float, b: float) -> float:
    if share > 0.5:
        return 1 - _lower_beta_quantiles([1 - share], b, a)[0]
    return _lower_beta_quantiles([share], a, b)[0]


def _lower_beta_quantiles(shares: list[float], a: float, b: float) -> list[float]:
    """Quantiles of a beta distribution for ascending shares of at most a half.

    By Halley's method on the logarithms of both sides, which is near from the start: of the first, where the density is
    still a power; of each further one, from the two slopes at the one before.
    """
    from estimator.model.counting import beta_fraction, ln_factorial

    logarithm = ln_factorial(a - 1) + ln_factorial(b - 1) - ln_factorial(a + b - 1)  # of the beta function
    found: list[float] = []
    at = (math.log(shares[0] * a) + logarithm) / a
    slope, bend, before = a, 0.0, shares[0]
    for share in shares:
        step = math.log(share / before) / slope
        at = min(at + step * (1 - step * bend / slope / 2), -1e-9)
        for _ in range(_TANGENTS):
            x, rest = math.exp(at), -math.expm1(at)
            front = math.exp(a * at + b * math.log(rest) - logarithm)
            off = a - (a + b) * x
            below = (
                front / beta_fraction(a, b, x, rest, off)
                if off >= 0
                else 1 - front / beta_fraction(b, a, rest, x, -off)
            )
            slope = front / rest / below
            bend = slope * (a - (b - 1) * x / rest - slope)
            step = math.log(share / below) / slope
            at = min(at + step / (1 + step * bend / slope / 2), at / 2)
            if abs(step) <= 1e-6:
                break
        before = share
        found.append(math.exp(at))
    return found
