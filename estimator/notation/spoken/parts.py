"""Parts of what is read: their text in the notation, how tightly it holds together, and their dimension."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from estimator.notation.tree import MAGNITUDES
from estimator.records import record

RANGE, SUM, PRODUCT, POWER, ATOM = range(5)


@record
class Number:
    """The number of a quantity: `digits` with `magnitudes` (forms of the notation) and `unit`, as they are written."""

    digits: str
    magnitude: str
    unit: str
    percent: bool
    glue: str = ""  # between the digits and the magnitude

    def written(self, digits: str = "") -> str:
        """The literal, or one with other digits."""
        text = (digits or self.digits) + ("%" if self.percent else "")
        if self.magnitude:
            text += self.glue + self.magnitude
        if self.unit.startswith("/"):
            return text + self.unit
        return f"{text} {self.unit}" if self.unit else text

    @property
    def value(self) -> Decimal:
        """The value without its unit."""
        return exact(self.digits) * exact(str(MAGNITUDES.get(self.magnitude, 1))) / (100 if self.percent else 1)


@record
class Part:
    """`text` in the notation, its `level` (RANGE to ATOM), `dimension` (None where it is not known) and what marks it.

    `noun` is the first thing that it counts; `share` says that it is a plain share, `role` what it is beside other
    parts of a line: `each`, `factor` or `overhead`.
    """

    text: str
    level: int
    dimension: tuple[tuple[str, int], ...] | None
    number: Number | None = None
    noun: str = ""
    share: bool = False
    role: str = ""

    def within(self, level: int) -> str:
        """The text as a side of an operator of this level."""
        return self.text if self.level >= level else f"({self.text})"

    def exponent(self, dimension: str) -> int:
        """The exponent of a dimension in it."""
        return dict(self.dimension or ()).get(dimension, 0)

    @property
    def is_time(self) -> bool:
        """Whether it is a duration."""
        return self.dimension == (("time", 1),)

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without a unit."""
        return self.dimension == ()


def exact(text: str) -> Decimal:
    """A number's exact value."""
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:
        return Decimal(0)


def plain_digits(value: Decimal, *, groups: bool = False) -> str:
    """A value's digits without an exponent or zeros at the end."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{int(text):_}" if groups and "." not in text else text


def times(left: tuple[tuple[str, int], ...] | None, right: tuple[tuple[str, int], ...] | None, sign: int = 1) -> (
    tuple[tuple[str, int], ...] | None
):  # fmt: skip
    """The dimension of a product, or with sign -1 of a quotient."""
    if left is None or right is None:
        return None
    total = dict(left)
    for name, exponent in right:
        total[name] = total.get(name, 0) + sign * exponent
    return tuple(sorted((name, exponent) for name, exponent in total.items() if exponent))


def product(left: Part, sign: str, right: Part) -> Part:
    """Two parts joined by * or /."""
    text = f"{left.within(PRODUCT)} {sign} {right.within(PRODUCT + (sign == '/'))}"
    dimension = times(left.dimension, right.dimension, 1 if sign == "*" else -1)
    share = left.share and right.share and sign == "*"
    noun = left.noun or right.noun
    if right.noun and dimension is not None and not {name for name, _ in left.dimension or () if name != "time"} & {
        name for name, _ in dimension
    }:  # fmt: skip
        noun = right.noun  # of each user's posts those are left
    return Part(text, PRODUCT, dimension, None, noun, share)


def total(left: Part, sign: str, right: Part) -> Part:
    """Two parts joined by + or -."""
    text = f"{left.within(SUM)} {sign} {right.within(SUM + (sign == '-'))}"
    known = left.dimension if left.dimension is not None else right.dimension
    return Part(text, SUM, known, None, left.noun, left.share and right.share)
