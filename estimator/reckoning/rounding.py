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
        return mean**whole * sympy.exp(-mean) / sympy.factorial(whole)


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
            return _back(mpmath.gammainc(int(whole) + 1, _there(mean), regularized=True))


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


def _there(value: Any) -> Any:
    return mpmath.mpf(str(sympy.N(value, _PLACES)))


def _back(value: Any) -> Any:
    return sympy.Float(mpmath.nstr(value, _PLACES), _PLACES - 5)


FUNCTIONS: dict[str, Callable[..., sympy.Expr]] = {
    each.__name__: each
    for each in (ceil, floor, round_half_away, ceil_pow2, pert_median, poisson_pmf, poisson_cdf, binomial_cdf)
}
