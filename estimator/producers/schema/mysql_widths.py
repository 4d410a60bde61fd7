"""How many digits and characters a value of MySQL's has at most, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Spelled
    from estimator.producers.schema.shelf_queries import Value

LARGEST_INT = 10  # digits, from which on a sum is a bigint
DIGITS = {"tinyint": 3, "smallint": 5, "mediumint": 7, "int": 10, "bigint": 19, "year": 4}
SHOWN = {"tinyint": 4, "smallint": 6, "mediumint": 9, "int": 11, "bigint": 20, "date": 10, "double": 22, "float": 12,
         "datetime": 19, "timestamp": 19, "time": 10}  # fmt: skip
FORMATS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 7, "i": 2, "s": 2, "S": 2, "j": 3, "x": 4, "v": 2, "u": 2, "%": 1}


def digits_of(value: Value) -> int:
    """The digits of a number, those behind its point too."""
    kind = value.kind
    if kind is None:
        return 0
    if kind.name == "decimal":
        return int(kind.modifiers[0]) if kind.modifiers else 10
    return value.digits or DIGITS.get(kind.name, 0) + (kind.unsigned and kind.name == "bigint")


def scale_of(value: Value) -> int:
    """The digits behind the point."""
    kind = value.kind
    return int(kind.modifiers[1]) if kind is not None and kind.name == "decimal" and len(kind.modifiers) > 1 else 0


def characters(value: Value) -> int:
    """The most characters of a value as a text; 0 where that is not known."""
    kind = value.kind
    if kind is None:
        return 0
    if kind.name in ("char", "varchar"):
        return _number(kind, 1 if kind.name == "char" else 0)
    if kind.name == "enum":
        return max((len(each) - 2 for each in kind.modifiers), default=0)
    if kind.name == "decimal":
        return digits_of(value) + (2 if scale_of(value) else 1)
    if value.digits and kind.name in ("int", "bigint"):
        return value.digits if value.written else 0  # of what is reckoned it is by how
    fraction = _number(kind, 0) if kind.name in ("datetime", "timestamp", "time") else 0
    shown = SHOWN.get(kind.name, 0) - (kind.unsigned and kind.name != "bigint")  # no sign
    return shown + (fraction + 1 if fraction else 0)


def formatted(pattern: str) -> int:
    """The characters of a time in a format of DATE_FORMAT; 0 where that is not known."""
    count, place = 0, 0
    while place < len(pattern):
        if pattern[place] == "%":
            place += 1
            width = FORMATS.get(pattern[place : place + 1], 0)
            if not width:
                return 0
            count += width
        else:
            count += 1
        place += 1
    return count


def any_of(values: list[Value]) -> str:
    """What one of several texts takes, as the notation writes it; empty where that is not known of one of them."""
    if not all(each.payload for each in values):
        return ""
    return _between(min(_ends(each)[0] for each in values), max(_ends(each)[1] for each in values))


def one_after_another(values: list[Value]) -> str:
    """What several texts take together, likewise."""
    if not all(each.payload for each in values):
        return ""
    return _between(sum(_ends(each)[0] for each in values), sum(_ends(each)[1] for each in values))


def _ends(value: Value) -> tuple[int, int]:
    low, _, high = value.payload.removesuffix(" B").rpartition(" to ")
    return int(low or high), int(high)


def _between(low: int, high: int) -> str:
    return f"{low} B" if low == high else f"{low} to {high} B"


def _number(kind: Spelled, otherwise: int) -> int:
    return int(kind.modifiers[0]) if kind.modifiers and kind.modifiers[0].isdecimal() else otherwise
