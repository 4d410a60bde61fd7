"""How reports call a kind, and the remedies for a forgotten noun."""

from __future__ import annotations

from estimator.notation.tree import Literal
from estimator.units.kinds import PLAIN, kind, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.notation.tree import Expression
    from estimator.units.kinds import Kind

BOOLEAN = kind(((word("yes/no", "truth"), 1),))
TEXT = kind(((word("text", "text"), 1),))
RELEASE = kind(((word("release", "release of software"), 1),))
# The words of an annotation that are no unit, with what they take; each is a plain number inside the function.
# Names that one mistyped word is compared with, or all of a sheet: some take 50 µs each.
MOST_COMPARED = 50_000
ANNOTATIONS = {"count": "a plain number or a count", "share": "a share, from 0 to 100%"}


def describe(what: Kind) -> str:
    """A kind in a word or two: `user`, `B/s`, `a plain number`."""
    if what is BOOLEAN:
        return "yes or no"
    if what is TEXT:
        return "a text"
    if what is RELEASE:
        return "a release"
    return str(what) or "a plain number"


def is_special(what: Kind) -> bool:
    """Whether a kind is no number at all."""
    return what is BOOLEAN or what is TEXT or what is RELEASE


def is_fixed(what: Kind) -> bool:
    """Whether a value is decided before any step: a text or a release, which choose."""
    return what is TEXT or what is RELEASE


def noun_remedy(left: Kind, right: Kind, left_tree: Expression, right_tree: Expression) -> str:
    """What to write where one of two sides lacks the other's unit; empty where that would be a guess."""
    for plain, other, tree in ((left, right, left_tree), (right, left, right_tree)):
        if plain is PLAIN and isinstance(tree, Literal) and tree.percent:
            return f"multiply: … * (1 + {tree.text}%)"
        if plain is PLAIN and isinstance(tree, Literal) and not is_special(other):
            written = f"{tree.text}{'%' if tree.percent else ''} {tree.magnitude}".strip()
            return f"write {written} {other}"
        if plain is PLAIN and other.counts and len(other.powers) == 1 and other.powers[0][1] == 1:
            return f"multiply the plain number by 1 {other}, or take count(…) of the other side"
    if left is PLAIN or right is PLAIN:
        return "give the plain number a unit, or divide the other side by one"
    return "give both sides the same unit"


def suggestion(word: str, known: Iterable[str]) -> str:
    """The known name that a mistyped one resembles, or nothing: too short a word, or one among too many, has none."""
    if len(word) > 60:
        return ""
    known = list(known)
    if len(known) > MOST_COMPARED:
        return ""
    alike = [name for name in known if name.lower() == word.lower() and name != word]
    if alike or len(word) < 3:
        return " or ".join(dict.fromkeys(alike))
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    lowered = {name.lower(): name for name in names}
    found = get_close_matches(word, names, 1, 0.75) or get_close_matches(word.lower(), lowered, 1, 0.8)
    return lowered.get(found[0], found[0]) if found else ""


def longer_or_shorter(word: str, known: Iterable[str]) -> str:
    """The one known name that has a word or more at an end of another: `peak` for `peak_factor`; else nothing."""
    found = [name for name in known if _is_part(name, word) or _is_part(word, name)]
    return found[0] if len(found) == 1 else ""


def _is_part(short: str, long: str) -> bool:
    """Whether a name is the first or the last words of a longer one."""
    return len(short) > 2 and (long.startswith(f"{short}_") or long.endswith(f"_{short}"))
