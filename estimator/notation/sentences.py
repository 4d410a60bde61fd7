"""What is said of something in a sentence: the first one of its description, to its end."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Documentation

_ENDS = (".", "?", "!", "。")
_SHORT = ("e.g", "i.e", "etc", " vs")  # whose dot ends none


def summary(documentation: Documentation) -> str:
    """The first line of a description to the end of its sentence, which may stand in a later one."""
    return whole_sentence(documentation.title, " ".join(documentation.text[1:]))


def whole_sentence(first: str, rest: str) -> str:
    """The first line of a text, and of the rest what its sentence goes on with; a title without an end stays alone."""
    if not rest or first.rstrip(")")[-1:] in _ENDS:
        return first
    for place, sign in enumerate(rest):
        if sign in _ENDS and rest[place + 1 : place + 2] in ("", " ", ")") and not rest[:place].endswith(_SHORT):
            return f"{first} {rest[: place + 1]}{')' * (rest[place + 1 : place + 2] == ')')}"
    return first
