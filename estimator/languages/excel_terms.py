"""Parts of a spreadsheet's formulas, each with the factor that takes it to base units."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from estimator.model.numerics import SNAP, ceil, floor, snapped
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMPARED, ADDED, MULTIPLIED, RAISED, ATOM = range(5)
LARGEST_WHOLE = 1e15
LARGEST_RATIO = 10**7
SHORT = 8  # characters of a number that a person would type
FLOAT = 1e-15


class Inexpressible(Exception):
    """A step that a spreadsheet cannot compute; the text says why."""


@record
class Term:
    """A part of a formula: its value in base units is `factor` times `text`; without a text, it is `factor` alone.

    The factor of a text is above 0, so that what stands in a comparison or in `MIN` keeps its order; a sign is in the
    text. `unit` is the factor without the numbers that were multiplied into it.
    """

    factor: float
    text: str
    precedence: int = ATOM
    depth: int = 0
    unit: float = 1.0

    def wrapped(self, precedence: int) -> str:
        """The text, in brackets where it binds less than what stands around it."""
        return f"({self.text})" if self.precedence < precedence else self.text


def literal(value: float) -> str:
    """A number as a spreadsheet reads it. Inexpressible."""
    if not math.isfinite(value):
        raise Inexpressible("a unit or a factor that is beyond the numbers of a spreadsheet")
    short = float(f"{value:.15g}")
    if abs(value - short) <= FLOAT * abs(value):
        value = short
    if abs(value) < LARGEST_WHOLE and value == int(value):
        return str(int(value))
    return repr(value).replace("e+", "E").replace("e", "E")


@lru_cache(maxsize=1024)
def constant(value: float) -> str:
    """What multiplies by a number above 0, as a person would type it: `/86400`, `*0.365`, `*7/30`."""
    whole, inverse = _whole(value), _whole(1 / value)
    if whole:
        return f"*{whole}" if whole > 1 else ""
    if inverse:
        return f"/{inverse}"
    short = literal(value)
    if len(short) > SHORT:
        ratio = Fraction(value).limit_denominator(LARGEST_RATIO)
        if ratio and abs(float(ratio) - value) <= FLOAT * value:
            return f"*{ratio.numerator}/{ratio.denominator}"
    return f"*{short}"


def _whole(value: float) -> int:
    """The whole number that this is but for the last bits, or 0."""
    if not 0.5 < value < LARGEST_WHOLE or abs(value - round(value)) > FLOAT * value:
        return 0
    return round(value)


def scaled(term: Term, factor: float) -> Term:
    """A term in a unit of so many base units, with the constant that this takes."""
    ratio = term.factor / factor
    if not term.text:
        return Term(1.0, literal(ratio), ATOM if ratio >= 0 else ADDED)
    if not ratio or not math.isfinite(ratio) or not math.isfinite(1 / ratio):
        return Term(1.0, f"{term.wrapped(MULTIPLIED)}*{literal(term.factor)}/{literal(factor)}", MULTIPLIED, term.depth)
    behind = constant(ratio)
    if not behind:
        return Term(1.0, term.text, term.precedence, term.depth)
    return Term(1.0, term.wrapped(MULTIPLIED) + behind, MULTIPLIED, term.depth)


def negated(term: Term) -> Term:
    """The opposite of a term. A spreadsheet takes the sign before `^`, so that a power needs brackets."""
    if not term.text:
        return Term(-term.factor, "")
    bare = term.precedence == ATOM or (term.precedence == MULTIPLIED and not set("^-") & set(term.text))
    return Term(term.factor, f"-{term.text}" if bare else f"-({term.text})", ADDED, term.depth + 1, term.unit)


def number_in(text: str) -> float:
    """The number that a text is; none where it is more than one."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def ends_of(value: Any) -> tuple[float, float]:
    """The least and the greatest of a value at points, or of one number; no numbers of what is none."""
    if hasattr(value, "max"):
        return float(value.min()), float(value.max())
    return (float(value), float(value)) if isinstance(value, int | float) else (math.nan, math.nan)


def snapped_text(text: str) -> dict[str, str]:
    """A number after snapping, what takes a half to the number above, and what to hand to INT for floor and ceiling.

    Up to 5E8, rounding down after snapping is rounding down what is larger by the tolerance; beyond that, every number
    is so near to a whole one that it is rounded.
    """
    near = f"1E-9*MAX(1,ABS({text}))"
    return {
        "whole": f"IF(ABS({text}-ROUND({text},0))<={near},ROUND({text},0),{text})",
        "floor": f"{text}+MIN(0.5,{near})",
        "ceil": f"IF(ABS({text})<5E8,{near}-{text},-INT({text}+0.5))",
        "near": f"IF(ABS({text})<5E8,SIGN({text})*{near},0)",
    }


def snapped_number(value: float) -> dict[str, str]:
    """The same of a number that is known."""
    whole = snapped(value)
    near = math.copysign(SNAP * max(1.0, abs(whole)), whole) if whole != math.floor(whole) else 0.0
    return {
        "whole": literal(whole),
        "floor": literal(floor(value)),
        "ceil": literal(-ceil(value)),
        "near": literal(near),
    }
