"""Values of InnoDB's columns for a sheet: of fixed types by these themselves, all others by their bytes.

What stands in order is a place of 32 bits, of which each value has as much as it has room for.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.comparers.columns import PLACES_BITS, TAIL, Dialect, told_apart
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.comparers.columns import Values

WHOLE = {"tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8}
OF_LENGTH = {1: "tinyint", 2: "smallint", 3: "mediumint", 4: "int", 8: "bigint"}
SETS = ("enum", "set")  # which are laid out as whole numbers are
# Types with a part of a second, with their bytes without it, and a value of the place `n`.
TIMES = {
    "time": (3, "sec_to_time(({n}) DIV 2000)"),
    "datetime": (5, "timestamp '2000-01-01 00:00:00' + INTERVAL ({n}) DIV 2 SECOND"),
    "timestamp": (4, "timestamp '1971-01-01 00:00:00' + INTERVAL ({n}) DIV 4 SECOND"),
}
OTHERS = {
    "date": (3, "date '1000-01-01' + INTERVAL ({n}) DIV 2048 DAY"),
    "year": (1, "1901 + ({n}) DIV 17000000"),
    "double": (8, "({n})"),
}
LONG = ("tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob")
LONGEST = {255: "tiny", 65_535: "", 2**24 - 1: "medium", 2**32 - 1: "long"}
DIGITS = {0: 0, 1: 2, 2: 4, 3: 6}  # of a decimal's bytes beyond whole fours, each for nine digits
DIGITS_FIRST, HASHED = 8, 64  # letters of its place with which a text begins; bytes of a hash
BYTES_BITS = 8  # of a place, that a letter of a short text has: any byte is one in latin1


def why_not(column: Values) -> str:
    """Why there are no such values; empty where there are."""
    lengths = sorted(set(column.lengths))
    if column.most:
        beyond = len([each for each in column.lengths if each > column.most]) / len(column.lengths)
        share = f"{beyond:.0%} of the values of {column.name} are longer than the {column.most} B that it may have"
        return share if beyond > TAIL else ""
    if len(lengths) > 1:
        return f"the length of {column.name} is spread, and it has none (most = 0 B)"
    allowed = _allowed(column.kind)
    if allowed and lengths[0] not in allowed:
        return f"{column.name}, which is {column.kind}, has {allowed[0]} B and not {lengths[0]}"
    return ""


def _allowed(kind: str) -> Sequence[int]:
    """The bytes that a fixed type may have; none where any are right."""
    if kind in WHOLE:
        return (WHOLE[kind],)
    if kind in TIMES:
        return range(TIMES[kind][0], TIMES[kind][0] + 4)
    if kind in OTHERS:
        return (OTHERS[kind][0],)
    return {"enum": (1, 2), "set": (1, 2, 3, 4, 8), "float": (4, 8), "decimal": range(1, 30)}.get(kind, ())


def _type(column: Values) -> str:
    length, null = column.lengths[0], "" if column.null else " NOT NULL"
    if column.most:
        return f"{_variable(column)}{null}"
    if column.kind in WHOLE or column.kind in SETS:
        return f"{OF_LENGTH[length]} unsigned{null}"
    if column.kind in TIMES:
        return f"{column.kind}({2 * (length - TIMES[column.kind][0])}){null}"
    if column.kind == "float":
        return f"{'float' if length == 4 else 'double'}{null}"
    if column.kind == "decimal":
        return f"decimal({_digits(length)}, 0){null}"
    if column.kind in OTHERS:
        return f"{column.kind}{null}"
    return f"binary({length}){null}"


def _variable(column: Values) -> str:
    """A type of as many bytes: how many characters these are is all the same to a row."""
    if column.most in LONGEST and column.kind not in ("varchar", "varbinary", "char"):
        size = LONGEST[column.most]
        return f"{size}blob" if column.kind.endswith("blob") else f"{size}text CHARACTER SET latin1"
    return f"varchar({column.most}) CHARACTER SET latin1 COLLATE latin1_bin"


def _made(column: Values, length: str, number: str) -> str:
    size = column.lengths[0]
    if column.most:
        first = f"lpad(hex({number}), {DIGITS_FIRST}, '0')"
        if min(column.lengths) < DIGITS_FIRST:  # so that short ones differ
            first = f"CAST(unhex({first}) AS char CHARACTER SET latin1)"
        return f"rpad({_with_noise(column, first, length)}, {length}, 'x')"
    if column.kind in WHOLE or column.kind in SETS:
        return f"({number}) DIV {2 ** (32 - 8 * size)}" if size < 4 else f"({number})"
    if column.kind in TIMES:
        return TIMES[column.kind][1].format(n=number)
    if column.kind in OTHERS:
        return OTHERS[column.kind][1].format(n=number)
    if column.kind == "float":
        return f"({number})"
    if column.kind == "decimal":
        digits = _digits(size)
        return f"({number}) DIV {max(1, math.ceil(2**32 / 10**digits))}"
    return f"rpad(unhex(lpad(hex({number}), 8, '0')), {size}, 'x')"


def _with_noise(column: Values, first: str, length: str) -> str:
    """What a value begins with, and so many bytes by chance behind it."""
    most = round(column.noise * max(0, max(column.lengths) - DIGITS_FIRST))
    if not most:
        return first
    pieces = [f"unhex(sha2(concat(i, '/{column.place}/{place}'), 512))" for place in range(-(-most // HASHED))]
    wanted = f"round({column.noise:.6f} * GREATEST(0, {length} - {DIGITS_FIRST}))"
    return f"concat({first}, left(CAST(concat({', '.join(pieces)}) AS char CHARACTER SET latin1), {wanted}))"


def _digits(length: int) -> int:
    """The most digits of a decimal of so many bytes."""
    return min(65, 9 * (length // 4) + DIGITS[length % 4])


def _bits(column: Values) -> int:
    shortest = min(column.lengths)
    if column.most:
        return told_apart(column, lambda length: 2.0 ** (BYTES_BITS * min(length, PLACES_BITS // BYTES_BITS)))
    if column.kind == "decimal":
        return min(PLACES_BITS, int(math.log2(10 ** _digits(shortest))))
    held = {"float": 23, "year": 7, "date": 20, "time": 20, "datetime": 31, "timestamp": 30}
    return min(PLACES_BITS, held.get(column.kind, 8 * shortest))


def _chosen(lengths: Sequence[int], place: str) -> str:
    return f"elt(1 + {place}, {', '.join(map(str, lengths))})"


def cut(column: Values) -> Values:
    """A column whose values are no longer than it has room for."""
    if not column.most or column.lengths[-1] <= column.most:
        return column
    return replace(column, lengths=[min(each, column.most) for each in column.lengths])


DIALECT = Dialect(_type, _made, _chosen, "DIV", _bits)
