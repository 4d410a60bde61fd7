"""The types that values have together: of operators between them, and of values that stand in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.column_types import SERIALS, TypeName
from estimator.producers.schema.query_functions import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDER = ("smallint", "int", "bigint", "numeric", "real", "double precision")
INTEGERS = WIDER[:3]
TIMES = ("date", "timestamp", "timestamptz")
SIGNS = ("->>", "->", "#>>", "#>", "||", "+", "-", "*", "/", "%", "^", "&", "|", "#", "<<", ">>")
# Of a time and what is added to it, or taken from it.
_LATER = {
    ("date", "int"): "date", ("date", "smallint"): "date", ("date", "interval"): "timestamp",
    ("date", "time"): "timestamp", ("timestamp", "interval"): "timestamp",
    ("timestamptz", "interval"): "timestamptz", ("time", "interval"): "time", ("timetz", "interval"): "timetz",
    ("interval", "interval"): "interval",
}  # fmt: skip
_BETWEEN = {("date", "date"): "int", ("timestamp", "timestamp"): "interval", ("timestamptz", "timestamptz"): "interval",
            ("time", "time"): "interval", ("timestamp", "date"): "interval", ("date", "timestamp"): "interval",
            ("timestamptz", "timestamp"): "interval", ("timestamp", "timestamptz"): "interval",
            ("timestamptz", "date"): "interval", ("date", "timestamptz"): "interval"}  # fmt: skip
_SCALED = ("interval", "money")


def built_in(name: str) -> TypeName:
    """A type of PostgreSQL's own."""
    return TypeName("", name, (), array=False)


def common(kinds: Sequence[TypeName | None]) -> TypeName | None:
    """The type that values of these become together; None where that is not known."""
    known = [each for each in kinds if each is not None]
    return _common(known) if known and len(known) == len(kinds) else None


def _common(kinds: list[TypeName]) -> TypeName | None:
    names = {(each.schema, each.name, each.array) for each in kinds}
    if len(names) == 1:
        return kinds[0] if all(each == kinds[0] for each in kinds) else loose(kinds[0])
    if any(each.array or each.schema for each in kinds):
        return None
    if all(each.name in WIDER for each in kinds):
        return built_in(max([each.name for each in kinds], key=WIDER.index))
    if all(each.name in TIMES for each in kinds):
        return built_in(max([each.name for each in kinds], key=TIMES.index))
    if all(each.name in TEXTS for each in kinds):
        return loose(kinds[0])  # each becomes each, so that the first decides
    return None


def loose(kind: TypeName) -> TypeName:
    """A type without its length or digits."""
    # A char without a length would be one of a single character.
    return TypeName(kind.schema, "bpchar" if kind.name == "char" else kind.name, (), kind.array)


def of_sign(sign: str, left: TypeName | None, right: TypeName | None) -> TypeName | None:
    """The type of two values with a sign between them, None of one that is not known or written as a text alone."""
    if sign in ("->", "->>", "#>", "#>>"):
        if left is None or left.array or left.schema or left.name not in ("json", "jsonb"):
            return None
        return built_in("text") if sign.endswith(">>") else left
    if sign == "||":
        return _joined(left, right)
    if left is None or right is None or left.schema or right.schema or left.array or right.array:
        return None
    pair = (left.name, right.name)
    if all(each in WIDER for each in pair):
        return _of_numbers(sign, *pair)
    if sign == "+":
        found = _LATER.get(pair) or _LATER.get(pair[::-1])
    elif sign == "-":
        found = _BETWEEN.get(pair) or (None if pair == ("date", "time") else _LATER.get(pair))
    elif sign == "*":
        found = next((one for one, other in (pair, pair[::-1]) if one in _SCALED and other in WIDER), None)
        found = None if found == "money" and "numeric" in pair else found
    else:
        found = pair[0] if sign == "/" and pair[0] == "interval" and pair[1] in WIDER else None
    return built_in(found) if found else None


def _of_numbers(sign: str, left: str, right: str) -> TypeName | None:
    names = (left, right)
    floats = any(each in ("real", "double precision") for each in names)
    if sign == "^":
        return built_in("numeric" if "numeric" in names and not floats else "double precision")
    if sign in ("&", "|", "#") or (sign == "%" and floats):
        return built_in(max(names, key=WIDER.index)) if all(each in INTEGERS for each in names) else None
    if sign in ("<<", ">>"):
        return built_in(left) if left in INTEGERS and right in INTEGERS[:2] else None
    if floats:
        return built_in("real" if left == right == "real" else "double precision")
    return built_in(max(names, key=WIDER.index))


def _joined(left: TypeName | None, right: TypeName | None) -> TypeName | None:
    """The type of `left || right`."""
    if left is None or right is None:
        return None
    known = [left, right]
    if any(each.array for each in known):
        arrays = [each for each in known if each.array]
        elements = {(each.schema, each.name) for each in known}
        return loose(arrays[0]) if len(elements) == 1 else None
    if any(each.schema for each in known):
        return None
    names = {each.name for each in known}
    if len(names) == 1 and names <= {"jsonb", "bytea", "tsvector", "varbit"}:
        return built_in(known[0].name)
    if any(each in TEXTS for each in names) and not names & {"jsonb", "bytea", "tsvector", "bit", "varbit", "citext"}:
        return built_in("text")
    return None


def plain(kind: TypeName) -> TypeName:
    """The type of a column that is made from one of this type: that of a serial is its integer's."""
    if kind.schema or kind.name not in SERIALS:
        return kind
    return built_in({"smallserial": "smallint", "serial": "int", "bigserial": "bigint"}[SERIALS[kind.name]])
