"""Python values as the notation: numbers, texts, pint quantities, and ranges as pairs."""

from __future__ import annotations

import decimal
import math
import numbers
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from estimator.problems import refused
from estimator.units.own_words import own_word
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from decimal import Decimal
    from fractions import Fraction

    import pint

    from estimator.units.quantity import Quantity

    class Column(Protocol):
        """An array of numbers, or of texts for what is chosen: of numpy, of pandas, or a quantity of one."""

        @property
        def shape(self) -> tuple[int, ...]: ...
        def __len__(self) -> int: ...

    Release: TypeAlias = "str | float"  # "7.2" or 7.2
    Value: TypeAlias = "str | float | Decimal | Fraction | Quantity | pint.Quantity[Any]"

WHOLE = 10**15  # whole numbers below are written with all their digits, as one types them


def notation(value: object, name: str = "value", own: Container[str] = ()) -> str:
    """A value as the notation writes it: `1 bn user` stays, 0.01 and a quantity are written out. EstimateError.

    `own` are units that are known besides the shipped ones.

    >>> notation(2.5), notation("1 bn user")
    ('2.5', '1 bn user')
    """
    if isinstance(value, str):
        if len(value.splitlines()) > 1:
            raise refused(name, f"{name} is a text of several lines", "write it in one line")
        return value
    unit = ""
    if hasattr(value, "magnitude") and hasattr(value, "unit_items"):
        quantity = _in_known_words(value, own)
        unit = unit_text(quantity, name, own)
        value = quantity.magnitude
    if getattr(value, "ndim", None) == 0:  # an array of one number
        value = value.item()  # type: ignore[attr-defined]
    if getattr(value, "ndim", 0):
        message = f"{name} is an array of {value.size} numbers"  # type: ignore[attr-defined]
        raise refused(name, message, f"give one, as in {name}.mean()")
    if _is_number(value):
        return f"{_number(value, name)}{'' if unit[:1] in ('', '/') else ' '}{unit}"
    raise refused(name, f"{name} is {type(value).__name__}", "give a number, a text in the notation or a pint quantity")


def is_column(value: Any) -> bool:
    """Whether an argument is an array, of numpy or pandas, or a pint quantity of one."""
    inner = getattr(value, "magnitude", value)
    return hasattr(inner, "shape") and inner.shape != ()


def assumptions_given(overrides: Mapping[str, object]) -> dict[str, str]:
    """What is given for assumptions, by name, as the notation writes it. EstimateError."""
    for name, value in overrides.items():
        size = getattr(getattr(value, "magnitude", value), "size", 1)
        if getattr(getattr(value, "magnitude", value), "ndim", 0):
            remedy = f"give one, as in {name}.mean(), or an estimate for each: over({name}=…)"
            raise refused(name, f"{name} is an array of {size} numbers", remedy)
    return {name: notation(value, name) for name, value in overrides.items()}


def _in_known_words(value: Any, own: Container[str]) -> Any:
    """A quantity without prefixes that pint gives a word and the notation does not: 3 Muser as 3,000,000 user."""
    names = [name for name, _ in value.unit_items()]
    if all(own_word(name) in own or shipped_units().known(own_word(name)) is not None for name in names):
        return value
    registry = value._REGISTRY  # noqa: SLF001
    product = registry.Unit("")
    for name, exponent in value.unit_items():
        parsed = registry.parse_unit_name(name)
        root = next((root for _, root, _ in parsed if shipped_units().known(root) is not None), name)
        product = product * registry.Unit(root) ** exponent
    return value.to(product)


def unit_text(value: Any, name: str = "value", own: Container[str] = ()) -> str:
    """The unit of a pint quantity, of any registry whose words the notation knows. EstimateError."""
    over: list[str] = []
    under: list[str] = []
    for registered, exponent in value.unit_items():
        word = own_word(registered)
        if word not in own and shipped_units().known(word) is None:
            raise refused(name, f"{name} is in {word}, which is no unit here", "see what there is: estimate units")
        if exponent != int(exponent):
            raise refused(name, f"{name} is in a broken power of {word}", "give it in whole powers")
        power = f"^{abs(int(exponent))}" if abs(exponent) != 1 else ""
        (over if exponent > 0 else under).append(word + power)
    if not over and not under:
        return ""
    return "/".join(["*".join(over), *under])


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real | decimal.Decimal) and not isinstance(value, bool)


def _number(value: Any, name: str) -> str:
    """Any kind of real number as the notation writes it: an int of any length, a fraction, one of numpy's."""
    try:
        number = float(value)
    except OverflowError:
        raise refused(name, f"{name} has more than 308 digits", "give a smaller number") from None
    except ValueError:  # a decimal that signals that it is none
        number = math.nan
    if not math.isfinite(number):
        raise refused(name, f"{name} is {number}", "give a finite number")
    is_whole = isinstance(value, numbers.Integral) or number.is_integer()
    return str(int(number)) if is_whole and abs(number) < WHOLE else repr(number)


__all__ = ["assumptions_given", "is_column", "notation", "unit_text"]
