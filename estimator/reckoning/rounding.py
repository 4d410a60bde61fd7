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


def snapped(value: sympy.Expr) -> sympy.Expr:
    """The nearest integer if it is within 1e-9 relative, else the value."""
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
        return sympy.ceiling(snapped(value))

    def _latex(self, printer: Any) -> str:
        return rf"\left\lceil {printer.doprint(self.args[0])} \right\rceil"


class floor(_Whole):  # noqa: N801
    """Down to an integer."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        return sympy.floor(snapped(value))

    def _latex(self, printer: Any) -> str:
        return rf"\left\lfloor {printer.doprint(self.args[0])} \right\rfloor"


class round_half_away(_Whole):  # noqa: N801
    """To the nearest integer."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        size = snapped(abs(value))
        if size != sympy.floor(size) and size < LARGEST_WHOLE:
            size = sympy.floor(size + _HALF + _SNAP * max(Integer(1), size))
        return -size if value < 0 else size


class ceil_pow2(_Whole):  # noqa: N801
    """Up to a power of two."""

    @staticmethod
    def of(value: Any) -> Any:
        """The value of a number."""
        if value <= 0:
            return sympy.nan
        wanted = snapped(value) if value > _HALF else value
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


FUNCTIONS: dict[str, Callable[..., sympy.Expr]] = {
    each.__name__: each for each in (ceil, floor, round_half_away, ceil_pow2, pert_median)
}
