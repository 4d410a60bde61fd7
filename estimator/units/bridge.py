"""The bridge to pint: the same unit definitions as a registry, and values as quantities of it.

pint is loaded on first use, and so is a registry of its own made from `definitions.txt` alone: in pint's shipped one
a byte is a plain number, and so is whatever is counted. Plurals are the table's, for pint knows `-s` only.

A quantity that is pickled belongs to this registry again where it is read, in whatever process; pint by itself would
put it into its shipped one.
"""

from __future__ import annotations

import os
import threading

from estimator.units.kinds import EVENT
from estimator.units.own_words import REGISTERED
from estimator.units.table import DEFINITIONS, UnknownUnit, shipped_units, singulars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeAlias

    from pint.facets.plain import PlainUnit

    from estimator.units.kinds import Kind, Word
    from estimator.units.quantity import Quantity, Registry
    from estimator.units.table import UnitMeaning

    Powers: TypeAlias = tuple[tuple[str | Word, Any], ...]  # words, or names of the registry, with their exponents

HUGE = 1e200  # beyond which an array is scaled by one number, not by two
_made: list[Registry] = []
_defining = [threading.Lock()]  # held while a noun gets its name


def _unlock() -> None:
    _defining[0] = threading.Lock()


if hasattr(os, "register_at_fork"):
    # A thread that holds it does not live on in a child process, which would wait for it.
    os.register_at_fork(after_in_child=_unlock)


def registry() -> Registry:
    """The registry of `definitions.txt`, made once."""
    if not _made:
        from estimator.units.quantity import Registry

        # pint defines a unit with a prefix when it is first asked for; two threads may do so at once.
        made: Registry = Registry(DEFINITIONS, on_redefinition="ignore", autoconvert_to_preferred=False)
        for each, reduced in ((made.Quantity, _reduced_quantity), (made.Unit, _reduced_unit)):
            setattr(each, "__reduce__", reduced)  # noqa: B010  classes of this registry alone, which mypy takes for pint's
        _made.append(made)
    return _made[0]


def _reduced_quantity(quantity: Quantity) -> tuple[Callable[[Any, Powers], Quantity], tuple[Any, Powers]]:
    return _quantity_again, (quantity.magnitude, _named(quantity.unit_items()))


def _reduced_unit(unit: PlainUnit) -> tuple[Callable[[Powers], PlainUnit], tuple[Powers]]:
    return _product, (_named(unit._units.items()),)  # noqa: SLF001  pint's own way to ask a unit is by a quantity


def _named(items: Iterable[tuple[str, Any]]) -> Powers:
    """The words of a unit with their exponents; a sheet's own noun may have another name in another process."""
    own = {name: word for word, name in REGISTERED.copy().items()}
    return tuple([(own.get(name, name), exponent) for name, exponent in items])


def _quantity_again(magnitude: Any, powers: Powers) -> Quantity:
    return registry().Quantity(magnitude, _product(powers))


def _product(powers: Powers) -> PlainUnit:
    product = registry().Unit("")
    for each, exponent in powers:
        product = product * registry().Unit(each if isinstance(each, str) else _base(each)[0]) ** exponent
    return product


def quantity(value: Any, kind: Kind, unit: UnitMeaning | None = None) -> Quantity:
    """A value in base units, or an array of them, as a quantity in the shown unit.

    A unit that a sheet declares or redefines is no part of the registry, for another sheet may mean another by it:
    such a value, and one without a unit, is given in the words of its kind (`2 rule_day` as 200,000 s).
    """
    if unit is not None and _is_shipped(unit):
        return registry().Quantity(in_unit(value, unit), pint_unit(unit.text))
    factor = 1.0
    for each, exponent in kind.powers:
        factor *= _base(each)[1] ** exponent
    return registry().Quantity(value / factor, _product(kind.powers))


def in_unit(value: Any, unit: UnitMeaning, magnitude: float = 1.0) -> Any:
    """A number of base units, or an array of them, in a unit, or in thousands of it, say, by their `magnitude`."""
    if not getattr(value, "ndim", 0):
        return unit.from_base(float(value), magnitude)
    if value.size and float(abs(value).max()) > HUGE:  # whose product would leave a float
        return value * (unit.denominator / unit.numerator / magnitude)
    return value * unit.denominator / unit.numerator / magnitude


def pint_unit(text: str) -> PlainUnit:
    """The unit of the registry that a unit's text means; UnknownUnit names a word that is none."""
    product = registry().Unit("")
    for word, exponent in _powers(text):
        product = product * _word(word) ** exponent
    return product


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
    raise UnknownUnit(name)


def _is_shipped(unit: UnitMeaning) -> bool:
    try:
        shipped = shipped_units().unit(unit.text)
    except UnknownUnit:
        return False
    return shipped.kind is unit.kind and shipped.factor == unit.factor


def _base(word: Word) -> tuple[str, float]:
    """The registry's name of a word of a kind, and its size in base units; a sheet's own noun is added."""
    shipped = shipped_units().known(word.name)
    if shipped is not None and [each for each, _ in shipped.kind.powers] == [word]:
        return word.name, shipped.factor
    if word not in REGISTERED:
        with _defining[0]:
            if word not in REGISTERED:
                # A name that the registry has is something else there: `unit user: event`, or a noun like `kuser`.
                name = word.name
                while name in registry():
                    name = f"own_{name}"
                registry().define(f"{name} = {EVENT}" if word.dimension == EVENT else f"{name} = [{name}]")
                REGISTERED[word] = name
    return REGISTERED[word], 1.0
