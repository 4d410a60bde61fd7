"""Numbers and quantities as text that parses back.

A quantity is shown in the unit that the user chose, or in one that fits its size: bytes and bits with a prefix,
durations in the unit that a person would say, rates per second, those of data and money per the time that they were
written in, counts with a magnitude (`3.47 k QPS`, `150 M user`, `1.5 bn url`). Numbers are rounded half up to three
significant digits unless asked otherwise; a whole one of up to six digits stays whole where it is a plain number or its
unit was chosen: 8192 MiB.
"""

from __future__ import annotations

from math import isfinite

from estimator.notation.tree import MAGNITUDES
from estimator.records import record
from estimator.units.kinds import INFORMATION, LENGTH, POWER, TIME
from estimator.units.table import BYTE_BITS, ratio_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.units.kinds import Kind, Word
    from estimator.units.table import UnitMeaning

DIGITS = 3
NOISE_DIGITS = 15  # a float has these many decimal digits that mean something
TIE_DIGITS = 13  # a half is taken for one in spite of the noise of a few operations
NOISE = 4e-15  # relative; by so much the few operations of an estimate may be off, and are shown as equal
LAST_BITS = 4.5e-16  # the same where every digit is asked for
LEAST_WITHOUT_NOISE = 2.0**48  # from here on a whole number is shown as equal only where it is, to the digit
LARGEST_EXACT = 2.0**53  # up to here a float has every digit of a whole number
SAME = 1e-12  # relative; by less, two values are equal to a comparison
COUNT_MAGNITUDES = ((1e12, "trillion"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
_MILLI = ((1.0, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"), (1e-12, "p"))
_KILO = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_METRIC = ((1e3, "k"), *_MILLI)  # the prefixes that definitions.txt has for these
_WATTS = (*_KILO, *_MILLI)
_DURATIONS = ((31_536_000.0, 1.0, "year"), (86_400.0, 2.0, "day"), (3_600.0, 2.0, "hour"), (60.0, 2.0, "minute"))
SNAP = 1e-9
WHOLE_DIGITS = 6
LONGEST_PLAIN = 1e5  # up to here a chosen unit like GB/s goes without a magnitude or a prefix
_BLOCKS = "▁▂▃▄▅▆▇█"
_FEW = 10.0**TIE_DIGITS


@record
class Shown:
    """A quantity as text: its number with magnitude, its unit, and whether digits were left out."""

    number: str
    unit: str
    rounded: bool

    def __str__(self) -> str:
        if not self.unit:
            return self.number
        unit = self.unit.removeprefix("1") if self.unit.startswith("1/") else self.unit
        return self.number + unit if unit[0] in "/%" else f"{self.number} {unit}"


def significant(value: float, digits: int) -> tuple[int, int, bool]:
    """The digits of a positive number, rounded half up, as an integer; the power of ten it counts; whether rounded."""
    if value < _FEW and value == int(value):  # most numbers of a sheet are counts, which no float spoils
        text = str(int(value))
        dropped = len(text) - digits
        if dropped <= 0:
            return int(value) * 10**-dropped, dropped, False
        head = int(text[:digits]) + (text[digits] >= "5")
        return head, dropped, abs(head * 10**dropped - value) > NOISE * value
    # Two digits more at least: one more, rounded itself, would make a half of what is less.
    text = f"{value:.{min(NOISE_DIGITS, max(TIE_DIGITS, digits + 2)) - 1}e}"
    mantissa, exponent = text.split("e")
    whole = mantissa.replace(".", "")
    power = int(exponent) - len(whole) + 1
    dropped = len(whole) - digits
    head = int(whole[:digits])
    if dropped > 0:
        power += dropped
        head += whole[digits] >= "5"
    if value >= LEAST_WITHOUT_NOISE and value.is_integer():  # a float has no digits left for the noise of a fraction
        return head, power, power < 0 or int(value) != head * 10**power
    noise = LAST_BITS if digits > TIE_DIGITS else NOISE
    return head, power, abs(float(f"{head}e{power}") - value) > noise * value


def decimal(digits: int, power: int) -> str:
    """An integer times a power of ten, written out, without zeros that say nothing."""
    text = str(digits)
    if power >= 0:
        return text + "0" * power
    if -power >= len(text):
        text = "0" * (1 - power - len(text)) + text
    return (text[:power] + "." + text[power:]).rstrip("0").rstrip(".")


def number(value: float, digits: int = DIGITS, *, exact: bool = False) -> tuple[str, bool]:
    """A number without a magnitude: `54.8`, `0.00347`, `3.47e-7`; and whether digits were left out."""
    if value == 0:
        return "0", False
    sign = "-" if value < 0 else ""
    if exact and LEAST_WITHOUT_NOISE <= abs(value) <= LARGEST_EXACT and value.is_integer():
        return str(int(value)), False
    head, power, rounded = significant(abs(value), NOISE_DIGITS if exact else digits)
    size = len(str(head)) + power
    if -4 <= size <= (NOISE_DIGITS if exact else max(6, digits)):
        return sign + decimal(head, power), rounded
    text = str(head)
    fraction = text[1:].rstrip("0")
    return f"{sign}{text[0]}{'.' if fraction else ''}{fraction}e{size - 1}", rounded


def _enough(value: float, digits: int, whole: float = 1.0) -> int:
    """As many digits as keep a share below one from being rounded to one: 0.9999 stays 0.9999."""
    if 0.99 < value / whole < 1:
        head, power, _ = significant(value, digits)
        while float(f"{head}e{power}") == whole and digits < NOISE_DIGITS:
            digits += 1
            head, power, _ = significant(value, digits)
    return digits


def apart(value: float, digits: int, limits: Iterable[float]) -> int:
    """As many digits as keep a value from being rounded onto a limit that it is held against: 98.96% of 99%."""
    for limit in limits:
        if value * limit > 0 and abs(value - limit) > SAME * abs(limit):
            while digits < NOISE_DIGITS and _rounded(abs(value), digits) == _rounded(abs(limit), digits):
                digits += 1
    return digits


def in_full(value: float, digits: int) -> tuple[str, bool] | None:
    """A whole number of up to six digits with all of them, where three are not enough for it and `digits` no fewer."""
    if digits < DIGITS or not value or not significant(abs(value), DIGITS)[2]:
        return None
    head, power, rounded = significant(abs(value), WHOLE_DIGITS)
    text = decimal(head, power)
    if rounded or "." in text or len(text) > WHOLE_DIGITS:
        return None
    return ("-" if value < 0 else "") + text, False


def counted(value: float, digits: int = DIGITS, *, exact: bool = False) -> tuple[str, bool]:
    """A number with the magnitude that fits: `3.47 k`, `150 M`, `1.5 bn`."""
    if exact or value == 0:
        return number(value, digits, exact=exact)
    head, power, rounded = significant(abs(value), digits)
    size = len(str(head)) + power
    if size <= 15:
        for factor, name in COUNT_MAGNITUDES:
            places = len(str(int(factor))) - 1
            if size > places:
                sign = "-" if value < 0 else ""
                return f"{sign}{decimal(head, power - places)} {name}", rounded
    return number(value, digits)


def show(
    value: float,
    kind: Kind,
    unit: UnitMeaning | None,
    magnitude: str = "",
    *,
    digits: int = DIGITS,
    exact: bool = False,
    time: UnitMeaning | None = None,
    whole: bool = True,
    limits: tuple[float, ...] = (),
) -> Shown:
    """A value in base units as text, in the chosen unit or in one that fits.

    `time` is what a rate without a chosen unit is said of, else the second; `whole` is whether whole numbers stay
    whole; `limits` are what the value is held against, in base units: it is never rounded onto one of them.
    """
    if unit is not None:
        factor = unit.factor * (MAGNITUDES[magnitude] if magnitude else 1.0)
        if not isfinite(value / factor):  # what is worked out on the way may be beyond numbers in it
            return show(value, kind, None, digits=digits, exact=exact, whole=whole, limits=limits)
        digits = apart(value / factor, digits, [limit / factor for limit in limits])
        return _chosen(value, unit, magnitude, digits, exact=exact, whole=whole)
    scaled = _scaled(value, kind, digits, time)
    factor = scaled[0] if scaled is not None else base_factor(kind, time)
    if time is not None and not isfinite(value / factor):  # beyond numbers a day, though not a second
        return show(value, kind, None, magnitude, digits=digits, exact=exact, whole=whole, limits=limits)
    digits = apart(value / factor, digits, [limit / factor for limit in limits])
    if scaled is None:
        own = value / factor
        full = in_full(own, digits) if whole and not exact and (not kind.powers or is_money(kind)) else None
        if full is None and is_money(kind) and abs(own) < LONGEST_PLAIN:
            full = number(own, digits, exact=exact)
        text, rounded = full or counted(own, digits if kind.powers else _enough(own, digits), exact=exact)
        return Shown(text, rate_text(kind, time), rounded)
    text, rounded = counted(value / factor, digits, exact=exact)
    return Shown(text, scaled[1], rounded)


def _chosen(value: float, unit: UnitMeaning, magnitude: str, digits: int, *, exact: bool, whole: bool) -> Shown:
    own = unit.from_base(value, MAGNITUDES[magnitude] if magnitude else 1.0)
    full = in_full(own, digits) if whole and not exact else None
    if magnitude:
        text, rounded = full or number(own, digits, exact=exact)
        return Shown(f"{text} {magnitude}", unit.text, rounded)
    powers = unit.kind.powers
    physical = bool(powers) and powers[0][1] > 0 and not powers[0][0].is_noun
    if full is not None:
        text, rounded = full
    elif unit.text == "%":
        text, rounded = number(own, _enough(own, digits, 100.0), exact=exact)
    elif physical and abs(own) < LONGEST_PLAIN:
        text, rounded = number(own, digits, exact=exact)
    elif takes_prefix(unit):
        return show(value, unit.kind, None, digits=digits, exact=exact)
    else:
        text, rounded = counted(own, digits, exact=exact)
    return Shown(text, unit.text, rounded)


def takes_prefix(unit: UnitMeaning) -> bool:
    """Whether a chosen unit is bytes or bits without a prefix: `-> B` shows 16384 B and 3.74 GB, not 3.74 bn B."""
    leading = _leading(unit.kind)
    return leading is not None and leading.dimension == INFORMATION and unit.text == str(unit.kind)


def base_factor(kind: Kind, time: UnitMeaning | None = None) -> float:
    """What one of `rate_text(kind, time)` is in base units, which count bits: 8 for `B/s`, 1 for `tweet/s`."""
    factor = 1.0
    for each, exponent in kind.powers:
        if each.name == "B" and each.dimension == INFORMATION:
            factor *= float(BYTE_BITS) ** exponent
    return factor if time is None else ratio_of(factor, time.denominator, time.numerator)


def rate_text(kind: Kind, time: UnitMeaning | None = None) -> str:
    """A kind in the user's words, per another time than the second where one is given: `USD/month`, `B/day/user`."""
    text = str(kind)
    if time is None:
        return text
    return "/".join([time.text if place and part == "s" else part for place, part in enumerate(text.split("/"))])


def is_money(kind: Kind) -> bool:
    """Whether it is money, or so much money for something: shown as 1150 USD, not as 1.15 k USD."""
    measured = [each.dimension for each, exponent in kind.powers if exponent > 0 and not each.is_noun]
    return len(measured) == 1 and measured[0].startswith("currency_")


def keeps_time(kind: Kind) -> bool:
    """Whether a rate of this kind is said of the time that it was written in: data and money, but no event."""
    under = [exponent for each, exponent in kind.powers if each.dimension == TIME]
    leading = _leading(kind)
    is_data = leading is not None and leading.dimension == INFORMATION
    return under == [-1] and (is_data or is_money(kind))


@record
class Rung:
    """A unit with a prefix, and the least size (in what `str(kind)` counts) from which a value is shown in it."""

    least: float
    factor: float
    unit: str
    rounds: bool  # whether the size is rounded to the digits shown before it is held against `least`


def ladder(kind: Kind, time: UnitMeaning | None = None) -> tuple[Rung, ...]:
    """The units that a value of a kind is shown in where none was chosen, from large to small; the last has no least.

    Empty where no prefix applies: such a number takes a magnitude. What `show` does for a value, as a table.
    """
    leading = _leading(kind)
    if leading is None:
        return ()
    base = base_factor(kind, time)
    rungs: list[Rung] = []
    if leading.dimension == TIME and len(kind.powers) == 1:
        rungs += [Rung(seconds * least * (1 - SNAP), seconds, name, False) for seconds, least, name in _DURATIONS]
    for factor, prefix in _prefixes(leading):
        rungs.append(Rung(factor, base * factor, _prefixed(kind, leading, prefix, time), True))
    if leading.dimension == TIME:
        return (*rungs, Rung(0.0, base * 1e-12, _with_prefix(kind, leading, "p", time), False))
    return (*rungs, Rung(0.0, base, rate_text(kind, time), False))


def _prefixes(leading: Word) -> tuple[tuple[float, str], ...]:
    if leading.dimension == TIME:
        return _MILLI
    if leading.dimension == INFORMATION:
        return _KILO
    return _METRIC if leading.dimension == LENGTH else _WATTS


def _prefixed(kind: Kind, leading: Word, prefix: str, time: UnitMeaning | None) -> str:
    return _with_prefix(kind, leading, "K" if prefix == "k" and leading.name == "B" else prefix, time)


def _scaled(value: float, kind: Kind, digits: int, time: UnitMeaning | None) -> tuple[float, str] | None:
    """The factor and the name of the unit that fits a value, or None where no prefix applies."""
    leading = _leading(kind)
    if leading is None:
        return None
    base = base_factor(kind, time)
    size = _rounded(abs(value) / base, digits)
    if leading.dimension == TIME and len(kind.powers) == 1:
        for seconds, least, name in _DURATIONS:
            if abs(value) / base >= seconds * least * (1 - SNAP):
                return seconds, name
    for factor, prefix in _prefixes(leading):
        if size >= factor:
            return base * factor, _prefixed(kind, leading, prefix, time)
    if leading.dimension == TIME and size:
        return base * 1e-12, _with_prefix(kind, leading, "p", time)
    return base, rate_text(kind, time)


def _rounded(size: float, digits: int) -> float:
    if size == 0 or size == float("inf"):
        return size
    head, power, _ = significant(size, digits)
    return float(f"{head}e{power}")


def _leading(kind: Kind) -> Word | None:
    """The word that takes the prefix: the first measured one over the bar, with exponent one."""
    for dimension in (INFORMATION, TIME, LENGTH, POWER):
        for each, exponent in kind.powers:
            if each.dimension == dimension and exponent == 1:
                return each
    return None


def _with_prefix(kind: Kind, leading: Word, prefix: str, time: UnitMeaning | None) -> str:
    text = rate_text(kind, time)
    if not prefix:
        return text
    parts = text.split("/", 1)
    over = "*".join(prefix + name if name == leading.name else name for name in parts[0].split("*"))
    return "/".join([over, *parts[1:]])


def blocks(bars: tuple[float, ...]) -> str:
    """Heights from 0 to 1 as a line of blocks."""
    return "".join([_BLOCKS[min(7, int(bar * 7 + 0.5))] for bar in bars])
