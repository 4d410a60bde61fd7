"""Quantiles of beta distributions, and the one behind a PERT estimate."""

from __future__ import annotations

import math

from estimator.model.counting import beta_cdf, beta_fraction, ln_factorial
from estimator.model.normals import normal_quantile

_TANGENTS = 40  # three or four do; each has three times the digits of the one before
MOST_BY_TURNS = 60.0  # a + b from which on the normal distribution is near enough to begin with


def pert_shape(low: float, mode: float, high: float) -> tuple[float, float]:
    """The parameters of the beta distribution behind a PERT estimate (Malcolm et al., Operations Research, 1959)."""
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def beta_quantile(share: float, a: float, b: float) -> float:
    """The value below which a share of the cases of a beta distribution lies; a and b are 1 or more."""
    if share > 0.5:
        return 1 - beta_quantile(1 - share, b, a)
    return near_normal_quantile(share, a, b) if a + b > MOST_BY_TURNS else lower_beta_quantiles([share], a, b)[0]


def near_normal_quantile(share: float, a: float, b: float) -> float:
    """The same for a large a + b: by Newton's method, from the approximation of Abramowitz and Stegun, 26.5.22."""
    z = normal_quantile(share)
    if min(a, b) > 1.5:
        p, q = 1 / (2 * a - 1), 1 / (2 * b - 1)
        h, shift = 2 / (p + q), (z * z - 3) / 6
        w = -z * math.sqrt(h + shift) / h - (q - p) * (shift + 5 / 6 - 2 / (3 * h))
        x = a / (a + b * math.exp(2 * w))
    else:
        x = a / (a + b)
    logarithm = ln_factorial(a - 1) + ln_factorial(b - 1) - ln_factorial(a + b - 1)
    low, high = 0.0, 1.0
    for _ in range(_TANGENTS * 3):
        off = beta_cdf(x, a, b) - share
        low, high = (low, x) if off > 0 else (x, high)
        density = math.exp((a - 1) * math.log(x) + (b - 1) * math.log1p(-x) - logarithm)
        following = x - off / density if density else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= 1e-15 * x:
            return following
        x = following
    return x


def lower_beta_quantiles(shares: list[float], a: float, b: float) -> list[float]:
    """Quantiles of a beta distribution for ascending shares of at most a half.

    By Halley's method on the logarithms of both sides, which is near from the start: of the first, where the density is
    still a power; of each further one, from the two slopes at the one before.
    """
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
