"""The whole-number functions for sympy: they stay symbols until they meet a number, and snap to it then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath
import sympy
from sympy import Integer, Rational

from estimator.model.numerics import LARGEST_WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

_SNAP = Rational(1, 10**9)
_HALF = Rational(1, 2)


def _snapped(value: sympy.Expr) -> sympy.Expr:
    if abs(value) >= LARGEST_WHOLE:
        return value
    nearest = sympy.floor(value + _HALF)
    return nearest if abs(value - nearest) <= _SNAP * max(Integer(1), abs(value)) else value


class _Whole(sympy.Function):  # type: ignore[misc]  # sympy is without types
    """A function of one number, known where it is a number."""

    nargs = 1
    is_real = True

    @classmethod
    def eval(cls, argument: Any) -> Any:
        """The value of a number; None, which keeps the symbol, for anything else."""
        if argument.is_number and argument.is_real:
            exact = argument if argument.is_Rational else sympy.N(argument, 40)
            return cls.of(exact)
        return None

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        raise NotImplementedError


class ceil(_Whole):  # noqa: N801  as the notation calls it
    """Up to an integer."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        return sympy.ceiling(_snapped(value))

    def _latex(self, printer: Any) -> str:
        return rf"\left\lceil {printer.doprint(self.args[0])} \right\rceil"


class floor(_Whole):  # noqa: N801
    """Down to an integer."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        return sympy.floor(_snapped(value))

    def _latex(self, printer: Any) -> str:
        return rf"\left\lfloor {printer.doprint(self.args[0])} \right\rfloor"


class round_half_away(_Whole):  # noqa: N801
    """To the nearest integer."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        # Half a step up at a precision no better than a float's, for 2.5 may come as 2.4999999999999999999.
        size = sympy.floor(Rational(repr(float(abs(value)))) + _HALF)
        return -size if value < 0 else size


class ceil_pow2(_Whole):  # noqa: N801
    """Up to a power of two."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        if value <= 0:
            return sympy.nan
        wanted = _snapped(value) if value > _HALF else value
        exponent = int(sympy.ceiling(sympy.log(wanted, 2).evalf(40)))
        while Rational(2) ** (exponent - 1) >= wanted:
            exponent -= 1
        return Rational(2) ** exponent


class pert_median(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The median of a PERT estimate, which has no closed form."""

    nargs = 3

    @classmethod
    def eval(cls, low: Any, mode: Any, high: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (low.is_number and mode.is_number and high.is_number):
            return None
        a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
        first, second = mpmath.mpf(str(sympy.N(a, 30))), mpmath.mpf(str(sympy.N(b, 30)))
        share = mpmath.findroot(
            lambda x: mpmath.betainc(first, second, 0, x, regularized=True) - mpmath.mpf("0.5"),
            (0.01, 0.99),
            solver="anderson",
        )
        return low + (high - low) * sympy.Float(str(share), 25)


class poisson_pmf(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """P(X = k) of a Poisson count; 0 where k is no whole number."""

    nargs = 2

    @classmethod
    def eval(cls, k: Any, mean: Any) -> Any:
        """The value of numbers; None for symbols."""
        if not (k.is_number and mean.is_number):
            return None
        whole = _snapped(k)
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
            return _back(_upper_share(mpmath.mpf(int(whole) + 1), _there(mean)))


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
            return _back(mpmath.betainc(tries - hits, hits + 1, 0, 1 - _there(p), regularized=True))


_PLACES = 40
_EXACT_FACTORIAL = 200
_LARGE = 10**6


def _poisson(k: Any, mean: Any) -> Any:
    return mpmath.exp(k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1)) if mean else mpmath.mpf(k == 0)


def _upper_share(a: Any, x: Any) -> Any:
    """The regularized upper incomplete gamma function; mpmath's own takes a step for each whole number below `a`.

    Below the middle by the series of the lower one, above it by Legendre's continued fraction, computed forwards as by
    Lentz (Press et al., Numerical Recipes, 6.2 and 5.2).
    """
    if a > _LARGE:
        return _upper_share_of_large(a, x)
    if x < a + 1:
        return 1 - _poisson(a, x) * mpmath.hyp1f1(1, a + 1, x)
    least = mpmath.mpf(10) ** -(5 * _PLACES)
    below = x + 1 - a
    before, after = 1 / least, 1 / below
    found, step = after, 0
    while True:
        step += 1
        above = -step * (step - a)
        below += 2
        after = 1 / (above * after + below or least)
        before = below + above / before or least
        found *= before * after
        if abs(before * after - 1) < mpmath.mpf(10) ** (2 - _PLACES):
            return _poisson(a - 1, x) * x * found


def _there(value: Any) -> Any:
    return mpmath.mpf(str(sympy.N(value, _PLACES)))


def _back(value: Any) -> Any:
    return sympy.Float(mpmath.nstr(value, _PLACES), _PLACES - 5)


def _upper_share_of_large(a: Any, x: Any) -> Any:
    """The same by the uniform expansion for large `a`, to 1e-12 and better (Temme, SIAM J. Math. Anal. 10(4), 1979)."""
    with mpmath.workdps(3 * _PLACES):
        off = (x - a) / a
        eta = mpmath.sign(off) * mpmath.sqrt(2 * (off - mpmath.log1p(off)))
        if abs(off) < mpmath.mpf(10) ** -_PLACES:
            first, second = mpmath.mpf(-1) / 3, mpmath.mpf(-1) / 540
        else:
            first = 1 / off - 1 / eta
            second = 1 / eta**3 - 1 / off**3 - 1 / off**2 - 1 / (12 * off)
        rest = mpmath.exp(-a * eta**2 / 2) / mpmath.sqrt(2 * mpmath.pi * a) * (first + second / a)
        return mpmath.erfc(eta * mpmath.sqrt(a / 2)) / 2 + rest


FUNCTIONS: dict[str, Callable[..., sympy.Expr]] = {
    each.__name__: each
    for each in (ceil, floor, round_half_away, ceil_pow2, pert_median, poisson_pmf, poisson_cdf, binomial_cdf)
}
