"""A place in what was typed: the token at hand, and what the ones around it may mean."""

from __future__ import annotations

from estimator.notation.spoken.words import Token, Unread
from estimator.notation.tokens import RESERVED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.notation.spoken.parts import Part
    from estimator.notation.spoken.words import Units

    Dimension: TypeAlias = tuple[tuple[str, int], ...]

_IS = ("is", "are", "是", "为")
_PHYSICAL = frozenset(("information", "time", "length", "power"))


def is_counted(dimension: Dimension | None) -> bool:
    """Whether a dimension is that of one thing or event."""
    return dimension is not None and len(dimension) == 1 and dimension[0][1] == 1 and not _is_physical(dimension[0][0])


def is_money(dimension: Dimension | None) -> bool:
    """Whether a dimension is that of a sum of money."""
    return bool(dimension) and len(dimension or ()) == 1 and (dimension or ())[0][0].startswith("currency_")


def singular(word: str) -> str:
    """The singular of a noun in English; the word itself where it is none's plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _is_physical(name: str) -> bool:
    return name in _PHYSICAL or name.startswith("currency_")


class Cursor:
    """Tokens and the place among them; `nesting` counts the brackets and signs that recursion follows.

    `slots` are the parts that stand between two of the tokens, by what they were read as; None where nothing does.
    """

    def __init__(self, tokens: list[Token], units: Units) -> None:
        self.tokens = tokens
        self.units = units
        self.at = 0
        self.nesting = 0
        self.slots: dict[tuple[str, int, int], Part | None] = {}
        self.factors: list[str] = []  # the words that say what the factors read so far are

    @property
    def token(self) -> Token:
        """The token at hand."""
        return self.tokens[self.at]

    def role(self, kind: str, ahead: int = 0) -> str | None:
        """What a token may mean as one of a kind of the table; None where it may not."""
        place = self.at + ahead
        return self.tokens[place].roles.get(kind) if place < len(self.tokens) else None

    def sign(self, text: str, ahead: int = 0) -> bool:
        """Whether a token is this sign."""
        place = self.at + ahead
        return place < len(self.tokens) and self.tokens[place].kind == "sign" and self.tokens[place].text == text

    def is_number(self, ahead: int = 0) -> bool:
        """Whether a number begins at a token: digits, a word for one, a sum of money."""
        place = self.at + ahead
        if place >= len(self.tokens):
            return False
        token = self.tokens[place]
        return token.kind in ("number", "currency") or "number" in token.roles or self.is_great(token)

    def is_great(self, token: Token) -> bool:
        """Whether a token is a magnitude that may stand without digits: 百万, million."""
        return token.kind == "word" and "magnitude" in token.roles and len(token.text) + (not token.text.isascii()) > 2

    def unread(self, message: str, token: Token | None = None, remedy: str = "") -> Unread:
        """The end of an attempt at a token."""
        token = token or self.token
        return Unread(message, token.start, max(token.end, token.start + 1), remedy)

    def unit_at(self, ahead: int = 0) -> str | None:
        """The unit that a token means, or None."""
        place = self.at + ahead
        if place >= len(self.tokens):
            return None
        token = self.tokens[place]
        if token.kind != "word":
            return token.text if token.kind == "currency" else None
        found = token.roles.get("unit")
        return found if found is not None else token.roles.get("label")

    def joins(self, ahead: int) -> int:
        """How many signs or words stand between a label and its number: `DAU: 1M`, `peak of 3`, `DAU is 1M`."""
        is_verb = self.role("verb", ahead) is not None and self.tokens[self.at + ahead].text.lower() in _IS
        return int(self.sign("=", ahead) or self.sign(":", ahead) or self.role("of", ahead) is not None or is_verb)

    def multiplies(self) -> bool:
        """Whether the word at hand, a sign or a factor (`3 x 5`, `3x`), is a sign."""
        return self.role("sign") is not None and (self.is_number(1) or self.sign("(", 1))

    def thing(self, ahead: int) -> bool:
        """Whether a token is a counted thing: a noun of the notation, or a word that the table does not have."""
        place = self.at + ahead
        if place >= len(self.tokens) or self.tokens[place].kind != "word":
            return False
        token = self.tokens[place]
        if not all(kind.startswith("word ") for kind in token.roles):
            return "unit" in token.roles and is_counted(self.dimension(token.roles["unit"])) and len(token.text) > 1
        following = self.tokens[place + 1]
        is_word = token.text.isascii() and token.text.isalpha()
        if len(token.text) < 3 and self.units(token.text.upper()) is None:
            return False  # kb may mean two units, of which the notation asks which
        return is_word and token.text not in RESERVED and not (following.text == "(" and following.glued)

    def dimension(self, unit: str) -> Dimension | None:
        """The dimension of a unit; a word that is none is a thing of its own."""
        if not unit:
            return ()
        known = self.units(unit)
        return known[0] if known is not None else ((unit, 1),)
