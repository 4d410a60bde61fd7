"""Kinds: what a number counts or measures, with the user's own words.

A `Word` is a base unit or a counting noun and the dimension it belongs to: `tweet` and `read` are both events, `B`
and `bit` both information. A `Kind` is a product of powers of words; its dimension, which is what must agree in a
sum, forgets the words. Kinds are interned, so that products are looked up and compared by identity: one that is met by
two threads at once, or comes out of a pickle, is the same one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Powers: TypeAlias = "tuple[tuple[Word, int], ...]"

INFORMATION = "information"
TIME = "time"
EVENT = "event"
LENGTH = "length"
POWER = "power"


class Word:
    """A base unit or counting noun, of one dimension; made once for each pair by `word`."""

    __slots__ = ("dimension", "name")

    def __init__(self, name: str, dimension: str) -> None:
        self.name = name
        self.dimension = dimension

    @property
    def is_noun(self) -> bool:
        """Whether it counts (an event or a thing), so that it may be dropped or renamed."""
        return not is_physical(self.dimension)

    def __reduce__(self) -> tuple[Callable[[str, str], Word], tuple[str, str]]:
        return word, (self.name, self.dimension)

    def __repr__(self) -> str:
        return f"Word({self.name!r}, {self.dimension!r})"


def is_physical(dimension: str) -> bool:
    """Whether a dimension is never dropped: bytes, time, length, power, money."""
    return dimension in (INFORMATION, TIME, LENGTH, POWER) or dimension.startswith("currency_")


class Kind:
    """A product of powers of words, in the order in which they were met; interned by `kind`."""

    __slots__ = ("_per", "_times", "counts", "dimension", "is_unit", "powers")

    def __init__(self, powers: Powers) -> None:
        self.powers = powers
        total: dict[str, int] = {}
        for each, exponent in powers:
            total[each.dimension] = total.get(each.dimension, 0) + exponent
        self.dimension: tuple[tuple[str, int], ...] = tuple(sorted((d, e) for d, e in total.items() if e))
        self.counts: bool = all(each.is_noun for each, _ in powers)
        self.is_unit: bool = all(-10 < exponent < 10 for _, exponent in powers)  # whether the notation can write it
        self._times: dict[Kind, Kind] = {}
        self._per: dict[Kind, Kind] = {}

    def times(self, other: Kind) -> Kind:
        """The kind of a product."""
        found = self._times.get(other)
        if found is None:
            found = self._times[other] = kind((*self.powers, *other.powers))
        return found

    def per(self, other: Kind) -> Kind:
        """The kind of a quotient."""
        found = self._per.get(other)
        if found is None:
            found = self._per[other] = kind((*self.powers, *((each, -exponent) for each, exponent in other.powers)))
        return found

    def power(self, exponent: int) -> Kind:
        """The kind of a power."""
        return kind(tuple((each, own * exponent) for each, own in self.powers))

    def root(self) -> Kind | None:
        """The kind of a square root, or None where an exponent is odd."""
        if any(exponent % 2 for _, exponent in self.powers):
            return None
        return kind(tuple((each, exponent // 2) for each, exponent in self.powers))

    def nouns(self) -> Kind:
        """What it counts, without bytes, time and the like."""
        return kind(tuple((each, exponent) for each, exponent in self.powers if each.is_noun))

    def physical(self) -> Kind:
        """What it measures, without the nouns."""
        return kind(tuple((each, exponent) for each, exponent in self.powers if not each.is_noun))

    def exponent(self, dimension: str) -> int:
        """The exponent of a dimension in it."""
        for each, exponent in self.dimension:
            if each == dimension:
                return exponent
        return 0

    def __str__(self) -> str:
        """Base units in the user's words: `tweet/user/day`, `1/s`; empty for a plain number."""
        over = [_power(each, exponent) for each, exponent in self.powers if exponent > 0]
        under = [_power(each, -exponent) for each, exponent in self.powers if exponent < 0]
        if not over and not under:
            return ""
        return "/".join(["*".join(over) or "1", *under])

    def __reduce__(self) -> tuple[Callable[[Powers], Kind], tuple[Powers]]:
        return kind, (self.powers,)

    def __repr__(self) -> str:
        return f"Kind({str(self)!r})"


def _power(each: Word, exponent: int) -> str:
    return each.name if exponent == 1 else f"{each.name}^{exponent}"


_words: dict[tuple[str, str], Word] = {}
_kinds: dict[Powers, Kind] = {}


def word(name: str, dimension: str) -> Word:
    """The word of this name and dimension."""
    found = _words.get((name, dimension))
    if found is None:
        found = _words.setdefault((name, dimension), Word(name, dimension))
    return found


def kind(powers: Powers) -> Kind:
    """The kind of a product of powers; like words are joined, and words of one dimension cancel each other."""
    joined: dict[Word, int] = {}
    for each, exponent in powers:
        joined[each] = joined.get(each, 0) + exponent
    words = tuple(joined)
    for each in words:
        for other in words:
            mine, theirs = joined[each], joined[other]
            if other.dimension == each.dimension and mine * theirs < 0:
                shared = min(abs(mine), abs(theirs))
                joined[each] -= shared if mine > 0 else -shared
                joined[other] -= shared if theirs > 0 else -shared
    cleaned = tuple((each, exponent) for each, exponent in joined.items() if exponent)
    found = _kinds.get(cleaned)
    if found is None:
        found = _kinds.setdefault(cleaned, Kind(cleaned))
    return found


PLAIN = kind(())
