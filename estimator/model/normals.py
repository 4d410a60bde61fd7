"""The standard normal distribution: its shares, its quantiles, and means of its exponentials."""

from __future__ import annotations

import math

Z95 = 1.6448536269514722  # the 95% quantile


def below(z: float) -> float:
    """The share of the cases that lies below."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def density(z: float) -> float:
    """The density, 0 at both ends."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


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


def upper_half(slope: float, beyond: float = 0.0) -> float:
    """The mean of exp(slope z) over a standard normal z, where it is beyond a place, and 0 elsewhere."""
    distance = beyond - slope
    if distance < 5:
        return math.exp(slope * slope / 2) * 0.5 * math.erfc(distance / math.sqrt(2))
    ratio = 0.0  # Mills', by Laplace's fraction (Abramowitz and Stegun, 26.2.14): both factors leave the floats here
    for level in range(60, 0, -1):
        ratio = level / (distance + ratio)
    return math.exp(beyond * (slope - beyond / 2)) / (distance + ratio) / math.sqrt(2 * math.pi)
