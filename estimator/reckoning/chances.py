"""Counting and chance for sympy: functions that stay symbols until they meet numbers, to thirty digits then.

sympy's own factorials, choices and harmonic numbers are multiplied and added out where the numbers are whole, and
mpmath's incomplete gamma and beta functions take a step for each count below: a million of them take too long. So the
chances go as model/counting.py does, with more digits; where what is from, and why, is said there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mpmath
import sympy
from sympy import Integer

from estimator.model.counting import MOST_CHOSEN
from estimator.reckoning.rounding import floor, snapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLACES = 40
_LARGE = 10**4  # variance from which on the expansion serves: what it leaves out is below 1e-16 there
_EXACT_FACTORIAL = 200
_NEAREST = 10**-20  # standard deviations; nearer to the middle the expansion is the same
_EXPANSION_PLACES = 250


class poisson_pmf(sympy.Function):  # type: ignore[misc]  # noqa: N801  as the notation calls it
    """P(X = k) of a Poisson count; 0 where k is no whole number."""

    nargs = 2

    @classmethod
    def eval(cls, k: Any, mean: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (k.is_number and mean.is_number):
            return None
        whole = snapped(k)
        if whole < 0 or whole != sympy.floor(whole):
            return Integer(0)
        if whole <= _EXACT_FACTORIAL:
            return mean**whole * sympy.exp(-mean) / sympy.factorial(whole)
        with mpmath.workdps(_PLACES):
            return _back(_poisson(mpmath.mpf(int(whole)), _there(mean)))


class poisson_cdf(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """P(X <= k) of a Poisson count: the regularized upper incomplete gamma function."""

    nargs = 2

    @classmethod
    def eval(cls, k: Any, mean: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (k.is_number and mean.is_number):
            return None
        whole = floor(k)
        if whole < 0:
            return Integer(0)
        with mpmath.workdps(_PLACES):
            return _back(_upper_gamma(mpmath.mpf(int(whole) + 1), _there(mean)))


class binomial_cdf(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """P(X <= k) of n tries with chance p: the regularized incomplete beta function."""

    nargs = 3

    @classmethod
    def eval(cls, k: Any, n: Any, p: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (k.is_number and n.is_number and p.is_number):
            return None
        hits, tries = int(floor(k)), int(floor(n))
        if hits < 0 or hits >= tries:
            return Integer(0 if hits < 0 else 1)
        with mpmath.workdps(_PLACES):
            chance = _there(p)
            return _back(_incomplete_beta(mpmath.mpf(tries - hits), mpmath.mpf(hits + 1), 1 - chance, chance))


class ln_factorial(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """ln(n!), by the gamma function between integers."""

    nargs = 1

    @classmethod
    def eval(cls, n: Any) -> Any:
        """The value of a number; None for a symbol."""
        if not n.is_number:
            return None
        with mpmath.workdps(2 * _PLACES):
            return _back(mpmath.loggamma(_there(n) + 1))

    def fdiff(self, argindex: int = 1) -> Any:
        """The derivative."""
        return sympy.digamma(self.args[0] + 1)


class choose(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The ways to choose k of n; 0 outside 0 <= k <= n."""

    nargs = 2

    @classmethod
    def eval(cls, n: Any, k: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (n.is_number and k.is_number):
            return None
        n, k = snapped(n), snapped(k)
        if k < 0 or k > n:
            return Integer(0)
        fewer = min(k, n - k)
        if n == sympy.floor(n) and k == sympy.floor(k):
            return (
                Integer(math.comb(int(n), int(fewer))) if fewer < MOST_CHOSEN else sympy.binomial(n, k, evaluate=False)
            )
        with mpmath.workdps(2 * _PLACES):
            n, k = _there(n), _there(k)
            return _back(mpmath.exp(mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)))


class harmonic(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The sum of 1 / i^skew over the ranks up to `items`."""

    nargs = 2

    @classmethod
    def eval(cls, items: Any, skew: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (items.is_number and skew.is_number):
            return None
        with mpmath.workdps(2 * _PLACES):
            last, power = mpmath.mpf(int(floor(items))), _there(skew)
            if power == 1:
                return _back(mpmath.digamma(last + 1) + mpmath.euler)
            return _back(mpmath.zeta(power) - mpmath.zeta(power, last + 1))


def _there(value: Any) -> Any:
    return mpmath.mpf(str(sympy.N(value, 2 * _PLACES)))


def _back(value: Any) -> Any:
    return sympy.Float(mpmath.nstr(value, _PLACES), _PLACES - 5)


def _poisson(k: Any, mean: Any) -> Any:
    with mpmath.workdps(2 * _PLACES):
        return mpmath.exp(k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1)) if mean else mpmath.mpf(k == 0)


def _upper_gamma(a: Any, x: Any) -> Any:
    """The regularized upper incomplete gamma function."""
    if not x:
        return mpmath.mpf(1)
    if a > _LARGE:
        with mpmath.workdps(_EXPANSION_PLACES):
            return _expansion((x - a) / a, a, mpmath.mpf(1), mpmath.mpf(0), upper=True)
    if x < a + 1:
        return 1 - _poisson(a, x) * mpmath.hyp1f1(1, a + 1, x)

    def parts() -> Iterator[tuple[Any, Any]]:
        step = 0
        while True:
            step += 1
            yield step * (a - step), x - a + 1 + 2 * step

    return _poisson(a, x) * a / _fraction(x - a + 1, parts())


def _incomplete_beta(a: Any, b: Any, x: Any, rest: Any) -> Any:
    """The regularized incomplete beta function at x; `rest` is 1 - x."""
    if not x or not rest:
        return mpmath.mpf(0 if not x else 1)
    both = a + b
    off = a - both * x
    if a * b / both > _LARGE:
        with mpmath.workdps(_EXPANSION_PLACES):
            return _expansion(-off * both / (a * b), a * b / both, b / both, -a / both, upper=False)
    if off < 0:
        return 1 - _incomplete_beta(b, a, rest, x)
    with mpmath.workdps(2 * _PLACES):
        gammas = mpmath.loggamma(both) - mpmath.loggamma(a) - mpmath.loggamma(b)
        front = mpmath.exp(a * mpmath.log(x) + b * mpmath.log(rest) + gammas)

    def parts() -> Iterator[tuple[Any, Any]]:
        m = 0
        while True:
            m += 1
            step = a + 2 * m - 1
            over = m * (a + m - 1) * (both + m - 1) * (b - m) * x * x / step**2
            yield over, m + m * (b - m) * x / step + (a + m) * (off + 1 + m * (1 + rest)) / (step + 2)

    return front / _fraction(a * (off + 1) / (a + 1), parts())


def _fraction(first: Any, parts: Iterator[tuple[Any, Any]]) -> Any:
    """A continued fraction by Lentz's way: what it begins with, then what is divided, and by what."""
    least = mpmath.mpf(10) ** -(5 * _PLACES)
    found, before, after = first, first, mpmath.mpf(0)
    for over, under in parts:
        after = 1 / (under + over * after or least)
        before = under + over / before or least
        found *= before * after
        if abs(before * after - 1) < mpmath.mpf(10) ** (2 - _PLACES):
            break
    return found


def _expansion(t: Any, variance: Any, right: Any, left: Any, *, upper: bool) -> Any:
    """A cumulative probability of large variance, or the other tail; of digits enough for parts that cancel."""
    least = _NEAREST / mpmath.sqrt(variance)
    t = least if abs(t) < least else t
    bent = (mpmath.log1p(left * t) / left if left else t) - mpmath.log1p(right * t) / right
    y = mpmath.sign(t) * mpmath.sqrt(2 * bent)
    gain = -(1 + right * left) / 12
    rise, bend = (1 + right * t) * (1 + left * t), right + left + 2 * right * left * t
    second = rise / t**3 - 1 / y**3 - gain / t
    third = 3 / y**5 + rise / t**3 * (bend / t - 3 * rise / t**2 + gain) - gain**2 / (2 * t)
    total = 1 / y - 1 / t + (second + third / variance) / variance
    rest = mpmath.exp(-variance * bent) / mpmath.sqrt(2 * mpmath.pi * variance) * total
    sign = 1 if upper else -1
    return mpmath.erfc(sign * y * mpmath.sqrt(variance / 2)) / 2 - sign * rest


FUNCTIONS: dict[str, Callable[..., sympy.Expr]] = {
    each.__name__: each for each in (poisson_pmf, poisson_cdf, binomial_cdf, ln_factorial, choose, harmonic)
}
