"""Values of estimates: pint's quantities, shown as estimates show numbers.

`6.94 k QPS`; where there is a range `579 QPS (231 to 1.04 k)` and a small picture of it; of an array its first and last
numbers. That is what a quantity prints as, whatever arithmetic it comes out of. Numbers are rounded in the text alone:
`magnitude` has them in full, and a format says how else they are to be written (`f"{size:.3f~}"`), as pint has it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pint

from estimator.units.display import Shown, blocks, counted, show
from estimator.units.own_words import own_word
from estimator.units.samples import Samples, bars, middle_and_ends, sum_of
from estimator.units.table import UnknownUnit, shipped_units

if TYPE_CHECKING:
    from typing import Self, SupportsIndex

_SPELT = {"minute", "hour", "year"}  # whose symbols estimates do not use
MOST_SHOWN = 6  # numbers of an array
_EDGE = 3


class Quantity(pint.Quantity[Any]):
    """A number with its unit, or an array of them; of a range it holds the samples.

    A subclass of `pint.Quantity` that prints as an estimate does.
    """

    _told: tuple[Any, str, str] | None = None  # for which magnitude and unit a sheet has said which text

    if TYPE_CHECKING:  # what pint leaves without types
        magnitude: Any
        m: Any
        units: Any

        def to(self, other: Any = None, *contexts: Any, **context: Any) -> Self: ...  # noqa: D102  as pint says
        def to_base_units(self) -> Self: ...  # noqa: D102  as pint says
        def to_reduced_units(self) -> Self: ...  # noqa: D102  as pint says
        def round(self, decimals: int = 0) -> Self: ...  # noqa: D102  as pint says
        def __round__(self, ndigits: SupportsIndex | None = None) -> Self: ...
        def __add__(self, other: Any) -> Self: ...
        def __radd__(self, other: Any) -> Self: ...
        def __sub__(self, other: Any) -> Self: ...
        def __rsub__(self, other: Any) -> Self: ...
        def __mul__(self, other: Any) -> Self: ...
        def __rmul__(self, other: Any) -> Self: ...
        def __truediv__(self, other: Any) -> Self: ...
        def __rtruediv__(self, other: Any) -> Self: ...
        def __pow__(self, other: Any) -> Self: ...
        def __neg__(self) -> Self: ...
        def __abs__(self) -> Self: ...

    def tell(self, text: str) -> None:
        """Say what the sheet that it is from shows of it, which holds until it is changed."""
        self._told = (_contents(self.magnitude), unit_text(self), text)

    def __str__(self) -> str:
        told = self._told
        if told is not None and told[:2] == (_contents(self.magnitude), unit_text(self)):
            return told[2]
        try:
            return _text(self)
        except (TypeError, ValueError, OverflowError):  # of what is no real number
            return super().__str__()

    def __repr__(self) -> str:
        return str(self)

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else str(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001  as IPython calls it
        printer.text(str(self))

    def _repr_html_(self) -> None:  # type: ignore[override]  # the text will do, where pint sets mathematics
        return None

    def _repr_latex_(self) -> None:  # type: ignore[override]
        return None


class Registry(pint.UnitRegistry[Any]):
    """A registry whose quantities these are."""

    Quantity = Quantity


def range_text(central: Shown, range_: str, heights: tuple[float, ...]) -> str:
    """A value with a range: `579 QPS (231 to 1.04 k) ▁▃█▆▃▂▁`."""
    return f"{central} ({range_}) {blocks(heights)}"


def unit_text(quantity: pint.Quantity[Any]) -> str:
    """The unit of a quantity in symbols, as the notation writes one: `GB/day`; empty of a plain number."""
    over: list[str] = []
    under: list[str] = []
    items: Any = quantity.unit_items()  # exponents are real, which pint does not say
    for name, exponent in items:
        power = f"^{abs(float(exponent)):g}" if abs(exponent) != 1 else ""
        (over if exponent > 0 else under).append(_symbol(quantity, name) + power)
    if not over and under:
        over = ["1"]
    return "/".join(["*".join(over), *under]) if over else ""


def _symbol(quantity: pint.Quantity[Any], name: str) -> str:
    """A unit's symbol, a sheet's own word, or the name where estimates spell it."""
    word = own_word(name)
    if word != name or name in _SPELT:
        return word
    found = str(quantity._REGISTRY.get_symbol(name))  # noqa: SLF001
    return f"{found[:-1]}bit" if name.endswith("bit") and found.endswith("b") else found


def _contents(magnitude: Any) -> object:
    """What tells whether a magnitude is the same as before; of samples that is the sum."""
    if not isinstance(magnitude, np.ndarray):
        return magnitude
    return (magnitude.shape, sum_of(magnitude) if magnitude.dtype.kind in "iuf" else str(magnitude))


def _text(quantity: Quantity) -> str:
    magnitude, unit = quantity.magnitude, unit_text(quantity)
    if isinstance(magnitude, Samples) and magnitude.ndim and magnitude.size:
        return _samples_text(magnitude, unit)
    if np.ndim(magnitude):
        return _array_text(np.asarray(magnitude), unit)
    return str(_shown(float(magnitude), unit))


def _shown(value: float, unit: str, *, whole: bool = True) -> Shown:
    """A number of a unit as an estimate shows it; `whole` is whether a whole one stays whole."""
    if not math.isfinite(value):
        return Shown(str(value), unit, rounded=False)
    try:
        meaning = shipped_units().unit(unit)
    except UnknownUnit:  # a sheet's own
        meaning = None
    base = meaning.to_base(value) if meaning is not None else math.inf
    if meaning is None or not math.isfinite(base):
        number, rounded = counted(value)
        return Shown(number, unit, rounded)
    return show(base, meaning.kind, meaning if unit else None, whole=whole)


def _samples_text(found: Samples, unit: str) -> str:
    if found.ndim > 1:
        rows = [_samples_text(each, unit) for each in _edges(found.reshape(-1, found.shape[-1]))]
        return _listed(rows, len(found.reshape(-1, found.shape[-1])))
    told = middle_and_ends(found)
    central, low, high = [_shown(each, unit, whole=False) for each in (told.central, told.low, told.high)]
    if central.unit == low.unit == high.unit:
        ends = f"{low.number} to {high.number}"
    else:
        ends = f"{low.number} to {high}" if low.unit == high.unit else f"{low} to {high}"
    return range_text(central, ends, bars(found.view(np.ndarray)))


def _array_text(array: Any, unit: str) -> str:
    shown = [_shown(float(each), unit, whole=False) for each in _edges(array.ravel())]
    units = {each.unit for each in shown} or {unit}
    texts = [each.number if len(units) == 1 else str(each) for each in shown]
    return str(Shown(_listed(texts, array.size), units.pop() if len(units) == 1 else "", rounded=False))


def _edges(array: Any) -> list[Any]:
    """The elements of an array, of a long one the first and the last."""
    return [*array] if len(array) <= MOST_SHOWN else [*array[:_EDGE], *array[-_EDGE:]]


def _listed(texts: list[str], count: int) -> str:
    if count > MOST_SHOWN:
        texts = [*texts[:_EDGE], f"… {count - 2 * _EDGE:_} more …", *texts[_EDGE:]]
    return f"[{', '.join(texts)}]"
