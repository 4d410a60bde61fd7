"""Which words the command line takes as counting nouns: only what cannot be meant as anything else."""

from __future__ import annotations

from estimator.notation.spoken.reading import is_phrase
from estimator.notation.tree import MAGNITUDES
from estimator.units.table import singulars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.units.table import UnitTable

SHORTEST = 3
# Prefixes of units, those included that the notation has none with: a word of one and a unit is no noun.
_PREFIXES = ("da", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi", *"kKMGTPEZYRQhdcmunpfµμ")
_LONG_PREFIXES = ("kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta", "milli", "micro", "nano", "pico")


def may_be_noun(word: str, table: UnitTable) -> bool:
    """Whether a word that is no unit may be the name of what is counted."""
    if len(word) < SHORTEST or not word.isidentifier() or word in MAGNITUDES:
        return False
    if any(char.isdigit() for char in word) or any(table.known(one) is not None for one in singulars(word)):
        return False  # a run-together duration, or the plural of a symbol: both are slips
    if is_phrase(word) or any(is_phrase(one) for one in singulars(word)):
        return False
    return not (begins_with_magnitude(word, table) or _is_prefixed(word, table) or _holds_phrase(word))


def begins_with_magnitude(word: str, table: UnitTable) -> bool:
    """Whether a word is a magnitude and a unit or noun in one: kreq, Musers, 亿用户."""
    for length in (2, 1):
        head, rest = word[:length], word[length:]
        if not rest or not (head in MAGNITUDES or (is_phrase(head) and not head.isascii())):
            continue
        if not rest[0].isascii() or not head.isascii():
            return True
        known = table.known(rest) or next((table.known(one) for one in singulars(rest) if len(one) >= SHORTEST), None)
        if (known is not None and len(rest) >= SHORTEST) or is_phrase(rest):
            return True
    return False


def _is_prefixed(word: str, table: UnitTable) -> bool:
    """Whether a word is a unit behind a prefix."""
    long = any(word.lower().startswith(one) and len(word) > len(one) + 2 for one in _LONG_PREFIXES)
    if long and table.known(word[4:].lower()) is not None:
        return True
    return any(
        word.startswith(one) and len(word) - len(one) <= SHORTEST and table.known(word[len(one) :]) is not None
        for one in _PREFIXES
    )


def _holds_phrase(word: str) -> bool:
    """Whether a word in Chinese has a phrase or a magnitude in it, which a noun would swallow."""
    return not word.isascii() and any(
        is_phrase(word[start:end]) or word[start:end] in MAGNITUDES
        for start in range(len(word))
        for end in range(start + 1, min(start + 6, len(word)) + 1)
        if not word[start].isascii()
    )
