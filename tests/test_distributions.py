"""What a draw is, against mpmath: its mean by quadrature over the density."""

from __future__ import annotations

import mpmath
import pytest

from estimator.model.normals import Z95
from estimator.reckoning.distributions import mean

EXACT = 1e-13
PLACES = 20

MEANS = [
    ("normal", [3.0, 2.0]),
    ("normal", [-1e9, 1e3]),
    ("lognormal", [10.0, 100.0]),
    ("lognormal", [1e-9, 1e-12]),
    ("uniform", [-3.0, 11.0]),
    ("uniform", [5.0, 5.0]),
    ("triangular", [1.0, 1.0, 9.0]),
    ("triangular", [-4.0, 2.0, 2.5]),
    ("pert", [1.0, 2.0, 40.0]),
    ("pert", [-7.0, -7.0, 1.0]),
    ("pert", [0.0, 1e6, 1e6]),
    ("range", [1.0, 1000.0]),
    ("range", [1e-3, 1e3]),
    ("range", [2.0, 2.0]),
    ("range", [-5.0, 10.0]),
    ("best", [2.0, 1.0, 8.0]),
    ("best", [7.9, 1e-30, 8.0]),
    ("best", [1.0, 1e-12, 3.0]),
    ("best", [1.01, 1.0, 30.0]),
    ("best", [0.0, -1.0, 4.0]),
]


def half(deviation: mpmath.mpf, log: bool, center: mpmath.mpf, sign: int) -> mpmath.mpf:  # noqa: FBT001
    """What one half of a normal spread adds to the mean."""
    peak = deviation if log and sign > 0 else mpmath.mpf(0)

    def weighted(z: mpmath.mpf) -> mpmath.mpf:
        at = center + sign * z * deviation
        return mpmath.npdf(z) * (mpmath.exp(at) if log else at)

    return mpmath.quad(weighted, mpmath.linspace(0, peak + 30, 40))


def by_quadrature(distribution: str, values: list[float]) -> mpmath.mpf:
    """The mean as the integral over the density."""
    numbers = [mpmath.mpf(value) for value in values]
    low, high = numbers[-2], numbers[-1]
    if distribution in ("range", "best"):
        log = low > 0
        scale = mpmath.log if log else mpmath.mpf
        center = scale(numbers[0]) if distribution == "best" else (scale(low) + scale(high)) / 2
        sides = [((center - scale(low)) / Z95, -1), ((scale(high) - center) / Z95, 1)]
        return sum(half(deviation, log, center, sign) for deviation, sign in sides)
    if distribution == "normal":
        return sum(half(high, False, low, sign) for sign in (-1, 1))
    if distribution == "lognormal":
        variance = mpmath.log1p((high / low) ** 2)
        center = mpmath.log(low) - variance / 2
        return sum(half(mpmath.sqrt(variance), True, center, sign) for sign in (-1, 1))
    low = numbers[0]
    if low == high:
        return low
    if distribution == "uniform":
        return mpmath.quad(lambda x: x / (high - low), [low, high])
    mode = numbers[1]
    if distribution == "triangular":
        rising = (
            mpmath.quad(lambda x: x * 2 * (x - low) / (high - low) / (mode - low), [low, mode]) if mode > low else 0
        )
        return rising + mpmath.quad(lambda x: x * 2 * (high - x) / (high - low) / (high - mode), [mode, high])
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return mpmath.quad(
        lambda x: (low + (high - low) * x) * x ** (a - 1) * (1 - x) ** (b - 1) / mpmath.beta(a, b), [0, 0.5, 1]
    )


@pytest.mark.parametrize(("distribution", "values"), MEANS, ids=[f"{name} {values}" for name, values in MEANS])
def test_a_mean_is_the_integral_over_the_density(distribution: str, values: list[float]) -> None:
    with mpmath.workdps(PLACES):
        expected = by_quadrature(distribution, values)
        scale = max(abs(expected), *[abs(value) for value in values])
        assert abs(mean(distribution, values) - expected) <= EXACT * (expected if distribution == "best" else scale)


@pytest.mark.parametrize("values", [[2.0, 1.0], [3.0, 1.0, 2.0]])
def test_a_mean_of_ends_out_of_order_is_none(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"out of order|above its high end"):
        mean("uniform" if len(values) == 2 else "pert", values)


def test_a_mean_that_is_no_float_overflows() -> None:
    with pytest.raises(OverflowError):
        mean("range", [1e-300, 1e300])
