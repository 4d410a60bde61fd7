"""The values that a sweep goes through, as a person writes them.

    100 M..1 bn user           from one to the other; `from 100 M to 1 bn user`, 从1亿到10亿
    1..64 log in 6 steps       the scale and the number of steps, or of values: in 7 values; 1..64 对数 分6步
    10..100 by 10, 1..64 by ×2 the step
    1, 2, 5, 10 M user         a list; of texts, of yes and no, of ranges as well

A bare number takes the magnitude and the unit of the last one, as the low end of a range does.
"""  # noqa: RUF002  the sign of multiplication is meant

from __future__ import annotations

import re

from estimator.notation.tree import MAGNITUDES
from estimator.problems import refused
from estimator.records import record

LOG, LINEAR = "log", "linear"
MOST_VALUES = 10_000_000  # of a sweep
_DOTS = re.compile(r"\.\.+|…+|‥")
_FROM_TO = re.compile(r"(?i:from)\s+(.+?)\s+(?i:to)\s+(.+)|从\s*(.+?)\s*[到至]\s*(.+)")
_COUNT = re.compile(
    r"[\s,\uff0c]+in\s+(\S+)\s+(steps?|values?|points?)$|[\s,\uff0c]*分(?:成)?\s*(\S+?)\s*(步|个值|个点)$"
)
_SCALE = re.compile(r"[\s,\uff0c]+(log|logarithmic|linear)$|[\s,\uff0c]*(对数|线性)$")
_BY = re.compile(r"\s+by\s+(.+)$|\s*每\s*(.+?)\s*一步$")
_SCALES = {"对数": LOG, "线性": LINEAR, "logarithmic": LOG}
_STEPS = ("step", "steps", "步")
_TIMES = "×x*✕"  # noqa: RUF001  the sign of multiplication is meant
_SEPARATORS = ",，、"  # noqa: RUF001  as they are typed in Chinese
_NUMERAL = re.compile(r"([-+−]?\s*(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)", re.DOTALL)  # noqa: RUF001

_TAIL = re.compile(r"(?!to\b)[^\W\d_][^()]*|[%/][^()]*")  # a magnitude, a unit, both; and not the rest of a range


@record
class Course:
    """From a first to a last value, as texts.

    scale   `log` or `linear`; empty where it was not said
    steps   how many steps there are between the ends; 0 where it was not said
    by      what a step adds, or multiplies by where `times` says so; empty where it was not said
    """

    first: str
    last: str
    scale: str = ""
    steps: int = 0
    by: str = ""
    times: bool = False


def course_or_list(text: str) -> Course | tuple[str, ...] | None:
    """What a text goes through; None where it is one value. EstimateError for what cannot be meant."""
    whole = text.strip()
    found, rest = _with_settings(whole)
    ends = _ends(rest)
    if ends is not None:
        first, last = (each.strip() for each in ends)
        if not first or not last:
            raise refused(text, f"{text} has no {'last' if first else 'first'} value", "write both ends: 1..10")
        scale, steps, by, times = found
        if by and not times:
            by, first, last = _alike([by, first, last])
            first, last, by = _alike([first, last, by])
        first, last = _alike([first, last])
        return Course(first, last, scale, steps, by, times)
    pieces = _pieces(whole)
    if len(pieces) == 1:
        return None
    if any(not piece.strip() for piece in pieces):
        raise refused(text, f"{text} has a comma too many", "write the values with a comma between each two: 1, 2, 5")
    _refuse_thousands(whole)
    return tuple(_alike([piece.strip() for piece in pieces]))


def _with_settings(text: str) -> tuple[tuple[str, int, str, bool], str]:
    """The scale, the number of steps, and the step, and the text without them."""
    scale, steps, by, times = "", 0, "", False
    while True:
        if found := _COUNT.search(text):
            steps = _steps(found[1] or found[3], found[2] or found[4])
        elif found := _SCALE.search(text):
            said = found[1] or found[2]
            scale = _SCALES.get(said, said)
        elif found := _BY.search(text):
            by = (found[1] or found[2]).strip()
            times = by[0] in _TIMES
            by = by[1:].strip() if times else by
        else:
            break
        text = text[: found.start()]
    return (scale, steps, by, times), text


def _steps(number: str, what: str) -> int:
    """How many steps a number of steps or of values is."""
    digits = number.replace("_", "").replace(",", "")
    count = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else 0
    least = 1 if what in _STEPS else 2
    if not least <= count <= MOST_VALUES:
        message = f"{number} is no number of {what} here"
        raise refused(number, message, f"give a whole number from {least} to {MOST_VALUES:,}".replace(",", "_"))
    return count if what in _STEPS else count - 1


def _ends(text: str) -> tuple[str, str] | None:
    """Both ends of a course; None for a text that is none."""
    said = _FROM_TO.fullmatch(text)
    if said:
        return (said[1], said[2]) if said[1] else (said[3], said[4])
    if '"' in text:
        return None
    dots = _DOTS.search(text)
    return None if dots is None else (text[: dots.start()], text[dots.end() :])


def _pieces(text: str) -> list[str]:
    """A text cut at its commas, outside of brackets and quotes."""
    found, depth, is_text = [""], 0, False
    for char in text:
        is_text ^= char == '"'
        depth += 0 if is_text else (char in "([（") - (char in ")]）")  # noqa: RUF001
        if char in _SEPARATORS and not depth and not is_text:
            found.append("")
        else:
            found[-1] += char
    return found


def _refuse_thousands(text: str) -> None:
    """EstimateError where a comma may be one between thousands: 1,000 is no 1 and no 0."""
    found = re.search(r"(?<![\d.])\d{1,3}(,\d{3})+(?![\d.])", text)
    if found:
        number = found[0]
        remedy = f"write {number.replace(',', '_')} for the number, {number.replace(',', ', ')} for the list"
        raise refused(number, f"{number} may be one number or {number.count(',') + 1}", remedy)


def _alike(texts: list[str]) -> list[str]:
    """Texts of which bare numbers have the magnitude and the unit of the last one, the others its unit."""
    last = _NUMERAL.fullmatch(texts[-1])
    if last is None or not _TAIL.fullmatch(last[2]):
        return texts
    words = last[2].split(None, 1)
    unit = last[2] if words[0] not in MAGNITUDES else words[1] if len(words) > 1 else ""
    found = []
    for text in texts:
        number = _NUMERAL.fullmatch(text)
        if number is None:
            found.append(text)
        elif not number[2]:
            found.append(joined(number[1], last[2]))
        elif number[2] in MAGNITUDES and unit:
            found.append(joined(text, unit))
        else:
            found.append(text)
    return found


def joined(number: str, unit: str) -> str:
    """A number with a unit behind it."""
    return f"{number}{unit}" if unit[:1] in ("", "%", "/") else f"{number} {unit}"
