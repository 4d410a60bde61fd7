"""The unit table: from a unit's text, as glued to a number, to its kind and its exact factor.

Made from `definitions.txt` (pint's format) line by line as words are asked for. A sheet's own declarations lie
over the shipped ones in a table of their own.
"""

from __future__ import annotations

import math
from os.path import dirname

from estimator.records import record
from estimator.units.kinds import EVENT, INFORMATION, PLAIN, Kind, kind, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, SupportsIndex

BYTE_BITS = 8
LONGEST_UNIT = 200
LARGEST_FACTOR = 1e100
DEFINITIONS = dirname(__file__) + "/definitions.txt"
# What is one unit by the letter and another to many who type it, with the words that say which.
AMBIGUOUS = {"kb": "KB or Kbit"}


@record
class UnitMeaning:
    """What one of a unit is: `numerator / denominator` of the base units of `kind` (bit, second, metre, watt)."""

    kind: Kind
    numerator: float
    denominator: float
    text: str

    @property
    def factor(self) -> float:
        """The size in base units."""
        return self.numerator / self.denominator

    def to_base(self, value: float) -> float:
        """A number of this unit in base units."""
        return ratio_of(value, self.numerator, self.denominator)

    def from_base(self, value: float, magnitude: float = 1.0) -> float:
        """A number of base units in this unit, in thousands of it, say, by its `magnitude`."""
        found = ratio_of(value, self.denominator, self.numerator) / magnitude
        return found if math.isfinite(found) else ratio_of(value / magnitude, self.denominator, self.numerator)


def ratio_of(value: float, over: float, under: float) -> float:
    """`value * over / under`, in the other order where the product leaves a float's range and the result does not."""
    found = value * over / under
    return found if (found or not value) and math.isfinite(found) else value / under * over


_ONE = UnitMeaning(PLAIN, 1.0, 1.0, "")


class UnknownUnit(Exception):
    """No unit of this name; `word` is the part of the text that is none."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class UnitTable:
    """The shipped units, or a sheet's own over them."""

    def __init__(self, parent: UnitTable | None = None) -> None:
        self.parent = parent
        self._texts: dict[str, UnitMeaning] = {}
        self._words: dict[str, UnitMeaning] = {}
        self._lines: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._prefixes: dict[str, tuple[str, float]] = {}
        self._groups: dict[str, str] = {}  # of each prefix
        self._taken: dict[str, frozenset[str]] = {}  # prefixes and groups of them, by the unit
        self._symbols: set[str] = set()
        self._without_plural: set[str] = set()
        if parent is None:
            self._read()

    def _read(self) -> None:
        with open(DEFINITIONS, encoding="utf-8") as file:
            for line in file:
                if line[0] in "#\n":
                    continue
                definition, _, comment = line.rstrip("\n").partition("  # ")
                name, value, *others = definition.split(" = ")
                if name[-1] == "-":
                    self._groups[name[:-1]] = comment
                    for each in (name, *others):
                        self._prefixes[each[:-1]] = (name[:-1], float(value))
                else:
                    self._lines[name] = value
                    self._names[name] = name
                    for each in others:
                        self._names[each] = name
                    if comment:
                        self._remark(name, comment)
        del self._names["_"]

    def _remark(self, name: str, comment: str) -> None:
        """Keep what a unit's comment says; see the head of the definitions."""
        for part in comment.split("; "):
            what, *words = part.split(" ")
            if what == "prefixes":
                self._taken[name] = frozenset(words)
            elif what == "plurals":
                self._without_plural.difference_update(words)
            else:
                self._without_plural.update(words)
                if what == "symbols":
                    self._symbols.update(words)

    def _takes(self, name: str, prefix: str) -> bool:
        """Whether a unit takes a prefix; pint would take any, but no engineer means a millibyte."""
        taken = self._taken.get(name, ())
        return prefix in taken or self._groups[prefix] in taken

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        return (shipped_units, ()) if self.parent is None else super().__reduce_ex__(protocol)

    def unit(self, text: str) -> UnitMeaning:
        """The meaning of a unit's text: `tweet/user/day`, `/s`, `MB^2`, `%`; UnknownUnit names a wrong word."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = self._product(text)
        return found

    def _product(self, text: str) -> UnitMeaning:
        if len(text) > LONGEST_UNIT:
            raise UnknownUnit(text)
        numerator = denominator = 1.0
        total = PLAIN
        sign = 1
        for part in text.replace("/", " / ").replace("*", " * ").split(" "):
            if part == "/":
                sign = -1
            elif part == "*":
                sign = 1
            elif part and part != "1":
                name, _, exponent = part.partition("^")
                one = self.word(name)
                power = sign * int(exponent or 1) if len(exponent) < 3 else 10
                if abs(power) > 9:
                    raise UnknownUnit(part)
                total = total.times(one.kind.power(power))
                over, under = _raised(one.numerator, power), _raised(one.denominator, power)
                if power > 0:
                    numerator, denominator = numerator * over, denominator * under
                else:
                    numerator, denominator = numerator * under, denominator * over
                sign = 1
        if not (0 < numerator < LARGEST_FACTOR and 0 < denominator < LARGEST_FACTOR):
            raise UnknownUnit(text)
        return UnitMeaning(total, numerator, denominator, text)

    def word(self, name: str) -> UnitMeaning:
        """The meaning of one word: a unit, one with a prefix, or a plural."""
        found = self.known(name)
        if found is None:
            for singular in singulars(name):
                found = self.known(singular) if self._has_plural(singular) else None
                if found is not None:
                    break
            else:
                raise UnknownUnit(name)
        return found

    def _has_plural(self, name: str) -> bool:
        """Whether a name is a word, which has a plural, and not a symbol: Mbs is no megabit but a megabit a second."""
        if self.parent is not None:
            return name in self._words or self.parent._has_plural(name)  # noqa: SLF001  of this class
        if name in self._names:
            return name not in self._without_plural
        return name.islower() and self._split(name)[1] not in self._without_plural

    def known(self, name: str) -> UnitMeaning | None:
        """The meaning of a word that is not a plural, or None."""
        found = self._words.get(name)
        if found is None and self.parent is not None:
            return self.parent.known(name)
        if found is None:
            canonical = self._names.get(name)
            found = self._defined(canonical) if canonical is not None else self._prefixed(name)
            if found is not None:
                self._words[name] = found
        return found

    def _defined(self, name: str) -> UnitMeaning:
        value = self._lines[name]
        if value[0] == "[":
            base = {"second": "s", "metre": "m", "watt": "W"}.get(name, name)
            return UnitMeaning(kind(((word(base, value[1:-1]), 1),)), 1.0, 1.0, name)
        if name == "byte":
            return UnitMeaning(kind(((word("B", INFORMATION), 1),)), BYTE_BITS, 1.0, name)
        if value == EVENT:
            return UnitMeaning(kind(((word(name, EVENT), 1),)), 1.0, 1.0, name)
        numerator = denominator = 1.0
        total, under = PLAIN, False
        for part in value.split(" "):
            if part in "*/":
                under = part == "/"
                continue
            one = _ONE if part[0] in "0123456789" else self.word(part)
            over = float(part) if one is _ONE else 1.0
            if under:
                total = total.per(one.kind)
                numerator, denominator = numerator * one.denominator, denominator * over * one.numerator
            else:
                total = total.times(one.kind)
                numerator, denominator = numerator * over * one.numerator, denominator * one.denominator
        return UnitMeaning(total, numerator, denominator, name)

    def _prefixed(self, name: str) -> UnitMeaning | None:
        prefix, unit = self._split(name)
        if not prefix:
            return None
        one, size = self._defined(self._names[unit]), self._prefixes[prefix][1]
        if size >= 1:
            return UnitMeaning(one.kind, one.numerator * size, one.denominator, name)
        return UnitMeaning(one.kind, one.numerator, one.denominator * round(1 / size), name)

    def _split(self, name: str) -> tuple[str, str]:
        """A word as a prefix and the name of a unit that takes it; two empty texts for any other."""
        if name not in AMBIGUOUS:
            for length in range(1, min(len(name), 6)):
                prefix, unit = self._prefixes.get(name[:length]), self._names.get(name[length:])
                if prefix is not None and unit is not None and self._takes(unit, prefix[0]):
                    return name[:length], name[length:]
        return "", ""

    def declare(self, name: str, meaning: UnitMeaning) -> None:
        """Give a word a meaning of the sheet's own."""
        self._words[name] = meaning
        self._texts.clear()

    def declare_noun(self, name: str, *, event: bool) -> None:
        """Declare a counting noun: an event, or a thing with a dimension of its own."""
        self.declare(name, UnitMeaning(kind(((word(name, EVENT if event else name), 1),)), 1.0, 1.0, name))

    def own_names(self) -> list[str]:
        """The words that were declared here, over the shipped ones."""
        return list(self._words) if self.parent is not None else []

    def is_symbol(self, name: str) -> bool:
        """Whether a name is a unit's symbol (`s`, `KB`, `QPS`), which no quantity may bear."""
        if self.parent is not None:
            return self.parent.is_symbol(name)
        return name in self._symbols or (name not in self._names and self._split(name) != ("", ""))

    def names(self) -> Iterator[str]:
        """Every name, symbol and alias without prefixes, those of the sheet first."""
        yield from self._words if self.parent is not None else ()
        if self.parent is not None:
            yield from self.parent.names()
        else:
            yield from self._names

    def definitions(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Each shipped unit: its name, what it is, its other names."""
        for name, value in self._lines.items():
            yield name, value, tuple(other for other, own in self._names.items() if own == name and other != name)

    def prefixed_names(self) -> Iterator[str]:
        """Every unit that takes prefixes, with each of them."""
        if self.parent is not None:
            yield from self.parent.prefixed_names()
        for other, canonical in self._names.items():
            for prefix, (long, _) in self._prefixes.items():
                if self._takes(canonical, long) and prefix + other not in AMBIGUOUS:
                    yield prefix + other


def _raised(factor: float, power: int) -> float:
    try:
        return float(factor ** abs(power))
    except OverflowError:
        return float("inf")


def singulars(name: str) -> Iterator[str]:
    """What a regular plural may be the plural of."""
    if name.endswith("ies"):
        yield name[:-3] + "y"
    if name.endswith("es"):
        yield name[:-2]
    if name.endswith("s"):
        yield name[:-1]


_shipped: list[UnitTable] = []


def shipped_units() -> UnitTable:
    """The table of `definitions.txt`, read once."""
    if not _shipped:
        _shipped.append(UnitTable())
    return _shipped[0]
