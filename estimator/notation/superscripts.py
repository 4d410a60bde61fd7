"""Superscripts as the powers that they mean: `m²`, `s⁻¹`, `10³`."""

from __future__ import annotations

from estimator.notation.tree import MAGNITUDES, Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Span, Token

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
    if text.isascii() or any(
        text[place] in _SIGNS
        and text[place + 1] not in _SIGNS
        and (text[place + 1].isalnum() or text[place + 1] == "_")
        for place in range(len(text) - 1)
    ):
        return text  # in the middle of a word it is a letter, of a word that is no unit
    found, raised = "", False
    for char in text:
        sign = _SIGNS.get(char)
        if sign is not None and not raised:
            found += "^"
        raised = sign is not None
        found += sign or char
    return found


def magnitude_or_word(word: str) -> str:
    """The magnitude that a word is but for a superscript, whose power is that of the whole number; else the word."""
    if word.isascii():
        return word
    bare = word.rstrip("".join(DIGITS))
    return bare if bare in MAGNITUDES else word


def power(text: str, magnitude: str, unit: str, span: Span) -> list[Token]:
    """A superscript as tokens: `^`, a minus sign if there is one, and the number with what stands behind it."""
    digits = spelled(text).lstrip("^-")
    literal = Literal(digits, float(digits), False, magnitude, unit, span)
    minus: list[Token] = [("-", "-", span[0], span[0] + 1)] if text[0] == MINUS else []
    return [("^", "^", span[0], span[0]), *minus, ("number", literal, *span)]
