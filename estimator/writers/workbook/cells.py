"""What a cell of a quantity is: its name, the unit of its number, and the number format that shows k, M and GB."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from estimator.languages.checks import percentage
from estimator.languages.scales import PERCENT, scale_of_kind
from estimator.languages.spans import safe
from estimator.model.describe import BOOLEAN
from estimator.reckoning.faults import Fault
from estimator.records import record
from estimator.units.kinds import INFORMATION

if TYPE_CHECKING:
    from typing import Any

    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.scales import Scale
    from estimator.units.display import Shown
    from estimator.units.kinds import Kind

WHOLE = "[>=999.5]#,##0;General"
DIGITS = "[>=100]#,##0;[>=10]0.0;0.00"  # three digits, as the terminal has them
TENTHS, HUNDREDTHS = "[>=10]0.0;[>=1]0.00;0.000", "[>=1]0.00;[>=0.1]0.000;0.0000"  # the same below one
PLAIN = frozenset((WHOLE, DIGITS, TENTHS, HUNDREDTHS))  # what shows a number and nothing beside it
YES_OR_NO = '"yes";"yes";"no"'  # of a number; a spreadsheet's own truths keep their words
LEAST = 0.01  # below which a number is shown with its power of ten
LONGEST_COUNT = 1e12  # from which on no column shows all digits
LONGEST_TYPED = 9  # characters of a number that a person typed
LARGEST_WHOLE = 1e15
LEAST_PERCENT, MOST_PERCENT = 1e-4, 0.9995
LONGEST_TEXT = 32_000  # a cell takes 32,767 characters
LONGEST_NAME = 200  # a name 255
_REFERENCE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*|true|false", re.IGNORECASE)
_PLAIN = frozenset("0123456789.-")
_RESERVED = re.compile("_xl|(print|auto|consolidate)_|(criteria|database|extract)$", re.IGNORECASE)
_COUNTS = ((1e12, ",,,,", "trillion"), (1e9, ",,,", "bn"), (1e6, ",,", "M"), (1e3, ",", "k"))
_BYTES = (
    (1e18, ",,,,,,", "E"),
    (1e15, ",,,,,", "P"),
    (1e12, ",,,,", "T"),
    (1e9, ",,,", "G"),
    (1e6, ",,", "M"),
    (1e3, ",", "k"),
)


def cell_text(text: str) -> str:
    """A user's text as it may stand in a cell."""
    shown = safe(text)
    return shown if len(shown) <= LONGEST_TEXT else shown[:LONGEST_TEXT] + " …"


class Names:
    """Names of cells: those of the quantities, or what is nearest to them that a spreadsheet takes."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wanted: str) -> str:
        """A name that is valid and not taken; upper and lower case are the same, as are the forms of a letter."""
        found = wanted if len(wanted) <= LONGEST_NAME else wanted[:40]
        head, dot, tail = found.partition(".")
        if _REFERENCE.fullmatch(head):
            found = f"{head}_{dot}{tail}"
        elif _RESERVED.match(head):
            found = f"own_{found}"
        base, count = found, 1
        while normalize("NFKC", found).casefold() in self._taken:
            count += 1
            found = f"{base}_{count}"
        self._taken.add(normalize("NFKC", found).casefold())
        return found


@record
class Unit:
    """The unit of a cell: its text, what one of it is in base units, and the format of its numbers."""

    text: str
    factor: float
    format: str

    def end_format(self, end: float, said: Shown) -> str:
        """The format of an end of a range, in base units, with the digits that the terminal leaves it."""
        if (not self.text and self.format not in PLAIN) or "%" in self.format:
            return self.format  # bytes, with their unit, and shares
        found = _counted(end / self.factor, typed=False)
        if found not in PLAIN or said.unit != self.text or not set(said.number) <= _PLAIN:
            return found
        decimals = len(said.number.partition(".")[2])
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"

    def format_of(self, value: Any) -> str:
        """The format of another value than that which the unit was made for, in the same unit."""
        is_number = self.format in PLAIN and isinstance(value, float) and math.isfinite(value)
        return _counted(value / self.factor, typed=False) if is_number else self.format

    def shaped(self, format: str) -> Unit:  # noqa: A002  as the field is called
        """The unit with another format."""
        return Unit(self.text, self.factor, format)

    def of(self, value: Any) -> Any:
        """A value in base units, as the cell holds it; of a step without a value, a spreadsheet's error."""
        if isinstance(value, Fault):
            return "#DIV/0!" if "zero" in value.message else "#NUM!"
        if isinstance(value, bool):
            return value
        number = float(value) / self.factor
        return number if math.isfinite(number) else "#NUM!"


def write_number(sheet: Sheet, row: int, column: int, value: Any, style: Any) -> None:
    """Write a number; what is beyond numbers in the unit of its cell is an error there."""
    if isinstance(value, str):
        sheet.write_formula(row, column, f"={value}", style, value)
    else:
        sheet.write_number(row, column, value, style)


def unit_of_part(factor: float, value: Any) -> Unit:
    """The unit of a part of a formula that has a cell of its own."""
    number = float(value) / factor if isinstance(value, (int, float)) else 0.0
    return Unit("", factor, _counted(number, typed=False) if math.isfinite(number) else DIGITS)


def format_of_all(unit: Unit, numbers: list[float]) -> str:
    """The format of a column of numbers in a unit."""
    if unit.format not in (*PLAIN, "General"):
        return unit.format
    if all(_is_whole(number) for number in numbers if math.isfinite(number)):
        return WHOLE
    sizes = [abs(number) for number in numbers if number and math.isfinite(number)]
    return _digits(max(sizes, default=1.0))


def unit_of(kind: Kind, scale: Scale | None, value: Any, *, typed: bool = False) -> Unit:
    """The unit of a cell of a kind, or of a quantity with a scale, whose value is about this; `typed`: an input."""
    if kind is BOOLEAN:
        return Unit("", 1.0, YES_OR_NO)
    scale = scale or scale_of_kind(kind)
    number = float(value) if isinstance(value, (int, float)) and math.isfinite(value) else 0.0
    if scale.rungs:
        return _prefixed(kind, scale, number, typed=typed)
    factor = scale.numerator / scale.denominator
    if scale.style == PERCENT:
        return Unit("", factor * 100, _percent(number / (factor * 100), typed=typed))
    return Unit(safe(scale.unit), factor, _counted(number / factor, typed=typed))


def _percent(share: float, *, typed: bool) -> str:
    """The format of a share, which is never shown as all or nothing where it is not."""
    size = abs(share)
    if typed and _is_whole(share * 100):
        return "0%"
    if 0 < size < LEAST_PERCENT:
        return "0.00E+00"
    return "0.00%" if not MOST_PERCENT < size < 1 else "0.0000%"


def _prefixed(kind: Kind, scale: Scale, number: float, *, typed: bool) -> Unit:
    """Bytes stay bytes, for a format can show their thousands; what grows smaller takes the prefix that it has now."""
    base = scale.numerator / scale.denominator
    first = kind.powers[0][0]
    if first.dimension == INFORMATION and kind.powers[0][1] == 1:
        if typed:
            return Unit(scale.unit, base, _counted(number / base, typed=True))
        behind = scale.unit.removeprefix(first.name)
        return Unit("", base, _thousands(abs(number) / base, _BYTES, first.name, behind))  # the format has the unit
    for rung in scale.rungs:
        if abs(number) >= rung.least * (base if rung.rounds else 1.0):
            return Unit(rung.unit, rung.factor, _counted(number / rung.factor, typed=False))
    return Unit(scale.unit, base, _counted(number / base, typed=False))


def share_format(text: str) -> str:
    """The format of a percentage with as many decimals as a text of one has: `0.00%` for `99.95%`."""
    decimals = len(text.rstrip("%").partition(".")[2])
    return f"0.{'0' * decimals}%" if decimals else "0%"


def probability_format(share: float, asked: float | None) -> str:
    """The format of a probability, which is not rounded onto the one that is asked."""
    return max(share_format(percentage(share, asked)), share_format("0.0%"), key=len)


def _is_whole(number: float) -> bool:
    """Whether a number is whole to the digits of a spreadsheet: what is off by more keeps them where no format cuts."""
    return math.isfinite(number) and float(f"{number:.15g}").is_integer()


def _counted(number: float, *, typed: bool) -> str:
    """The format of a number: with k, M or bn, but for what was typed, which is shown with all its digits."""
    size = abs(number)
    if size >= (LONGEST_COUNT if typed else LARGEST_WHOLE):
        return "0.00E+00"
    if typed and _is_whole(number):
        return "#,##0" if 1000 <= size < LARGEST_WHOLE else "General"
    if typed and len(f"{number:.15g}") <= LONGEST_TYPED:
        return "General"
    if size >= 10_000 and not typed:
        return _thousands(size, _COUNTS, "", "")
    return WHOLE if _is_whole(number) else _digits(size)


def _digits(size: float) -> str:
    """The format of three digits of a number of this size."""
    if size < LEAST:
        return "0.00E+00"
    return DIGITS if size >= 0.9995 else TENTHS if size >= 0.09995 else HUNDREDTHS  # which three digits make 1 and 0.1


def _thousands(size: float, steps: tuple[tuple[float, str, str], ...], unit: str, behind: str) -> str:
    """A format with the prefixes around a size: two conditions are the most that a format has."""
    place = next((at for at, (least, _, _) in enumerate(steps) if size >= least), len(steps) - 1)
    place = min(max(place, 1), len(steps) - 1)
    parts = []
    for least, commas, prefix in steps[place - 1 : place + 1]:
        shown = "K" if prefix == "k" and unit == "B" else prefix
        parts.append(f'[>={int(least)}]0.00{commas}" {shown}{unit}{_quoted(behind)}"')
    if place + 1 < len(steps):
        _, commas, prefix = steps[place + 1]
        shown = "K" if prefix == "k" and unit == "B" else prefix
        parts.append(f'0.00{commas}" {shown}{unit}{_quoted(behind)}"')
    else:  # below a thousand: a format of two conditions shows as many decimals of all that is left
        decimals = "0" if size >= 100 or _is_whole(size) else "0.0" if size >= 10 else "0.00"
        parts.append(f'{decimals}" {unit}{_quoted(behind)}"' if unit else "#,##0")
    return ";".join(parts)


def _quoted(text: str) -> str:
    return text.replace('"', "")
