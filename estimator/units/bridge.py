"""The bridge to pint: the same unit definitions as a registry, and values as quantities of it.

pint is loaded on first use, and so is a registry of its own made from `definitions.txt` alone: in pint's shipped one
a byte is a plain number, and so is whatever is counted. Plurals are the table's, for pint knows `-s` only.
"""

from __future__ import annotations

from estimator.units.kinds import EVENT
from estimator.units.table import DEFINITIONS, UnknownUnitError, shipped_units, singulars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    import pint
    from pint.facets.plain import PlainUnit

    from estimator.units.kinds import Kind, Word
    from estimator.units.table import UnitMeaning

    UnitRegistry: TypeAlias = pint.UnitRegistry[Any]
    Quantity: TypeAlias = pint.Quantity[Any]

_made: list[UnitRegistry] = []
_own: dict[Word, str] = {}  # nouns of sheets, with the names that they got


def registry() -> UnitRegistry:
    """The registry of `definitions.txt`, made once."""
    if not _made:
        from pint import UnitRegistry

        _made.append(UnitRegistry(DEFINITIONS, on_redefinition="raise", autoconvert_to_preferred=False))
    return _made[0]


def quantity(value: Any, kind: Kind, unit: UnitMeaning | None = None) -> Quantity:
    """A value in base units, or an array of them, as a quantity in the shown unit.

    A unit that a sheet declares or redefines is no part of the registry, for another sheet may mean another by it:
    such a value, and one without a unit, is given in the words of its kind (`2 rule_day` as 200,000 s).
    """
    if unit is not None and _is_shipped(unit):
        return registry().Quantity(unit.from_base(value), pint_unit(unit.text))
    product = registry().Unit("")
    factor = 1.0
    for each, exponent in kind.powers:
        name, size = _base(each)
        product = product * registry().Unit(name) ** exponent
        factor *= size**exponent
    return registry().Quantity(value / factor, product)


def pint_unit(text: str) -> PlainUnit:
    """The unit of the registry that a unit's text means; UnknownUnitError names a word that is none."""
    product = registry().Unit("")
    for word, exponent in _powers(text):
        product = product * _word(word) ** exponent
    return product


def own_word(name: str) -> str:
    """The word of a sheet's own for which the registry has a name, which may be another one; else the name."""
    return next((word.name for word, registered in _own.items() if registered == name), name)


def _powers(text: str) -> Iterator[tuple[str, int]]:
    """The words of a unit's text with their exponents: `tweet/user/day^2` has -2 for the last."""
    sign = 1
    for part in text.replace("/", " / ").replace("*", " * ").split():
        if part in "*/":
            sign = 1 if part == "*" else -1
        elif part != "1":
            name, _, exponent = part.partition("^")
            yield name, sign * int(exponent or 1)
            sign = 1


def _word(name: str) -> PlainUnit:
    for each in (name, *singulars(name)):
        if shipped_units().known(each) is not None:
            return registry().Unit(each)
    raise UnknownUnitError(name)


def _is_shipped(unit: UnitMeaning) -> bool:
    try:
        shipped = shipped_units().unit(unit.text)
    except UnknownUnitError:
        return False
    return shipped.kind is unit.kind and shipped.factor == unit.factor


def _base(word: Word) -> tuple[str, float]:
    """The registry's name of a word of a kind, and its size in base units; a sheet's own noun is added."""
    shipped = shipped_units().known(word.name)
    if shipped is not None and [each for each, _ in shipped.kind.powers] == [word]:
        return word.name, shipped.factor
    name = _own.get(word)
    if name is None:
        # A name that the registry has is something else there: `unit user: event`, or a noun like `kuser`.
        name = word.name
        while name in registry():
            name = f"own_{name}"
        registry().define(f"{name} = {EVENT}" if word.dimension == EVENT else f"{name} = [{name}]")
        _own[word] = name
    return name, 1.0
