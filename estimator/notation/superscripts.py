"""Superscripts as the powers that they mean: `m²`, `s⁻¹`, `10³`."""

from __future__ import annotations

from estimator.notation.tree import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tokens import Token
    from estimator.notation.tree import Span

MINUS = "⁻"
DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_SIGNS = {MINUS: "-", **DIGITS}


def end(text: str, at: int) -> int:
    """The offset behind a superscript number at an offset, or the offset itself where none stands."""
    first = stop = at + (text[at] == MINUS)
    while text[stop] in DIGITS:
        stop += 1
    return stop if stop > first else at


def spelled(text: str) -> str:
    """A text with `^` and digits in place of superscripts: `m^2`."""
    if text.isascii():
        return text
    found, raised = "", False
    for char in text:
        sign = _SIGNS.get(char)
        if sign is not None and not raised:
            found += "^"
        raised = sign is not None
        found += sign or char
    return found


def power(text: str, magnitude: str, unit: str, span: Span) -> list[Token]:
    """A superscript as tokens: `^`, a minus sign if there is one, and the number with what stands behind it."""
    digits = spelled(text).lstrip("^-")
    literal = Literal(digits, float(digits), False, magnitude, unit, span)
    minus: list[Token] = [("-", "-", span[0], span[0] + 1)] if text[0] == MINUS else []
    return [("^", "^", span[0], span[0]), *minus, ("number", literal, *span)]
