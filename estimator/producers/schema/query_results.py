"""What values become together, in one column or as what a function is asked: a type, and whether it can be NULL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema import query_functions as functions
from estimator.producers.schema.column_types import TypeName
from estimator.producers.schema.query_operators import INTEGERS, WIDER, built_in, common, loose
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

UNNAMED = "?column?"


@record
class Selected:
    """A value that a query selects: its type, None where that is not known, whether it can be NULL, and its name."""

    kind: TypeName | None
    nullable: bool
    name: str
    filled: bool = False  # NULL only where that was written
    untyped: bool = False  # a text or NULL as it is written: of the type that it stands beside


def joined(values: Sequence[Selected], name: str) -> Selected:
    """Values of which one or another is taken, as those of CASE and the rows of VALUES are."""
    typed = [each.kind for each in values if not each.untyped]
    kind = common(typed) if typed else built_in("text")
    if kind is not None and typed and len(typed) < len(values):
        kind = loose(kind)  # a text that is written beside others has no length
    return Selected(kind, any(each.nullable for each in values), name)


def of_function(function: str, arguments: list[Selected]) -> Selected:
    """What a function gives of values."""
    unknown = Selected(None, nullable=True, name=function)
    some = any(each.nullable for each in arguments)
    if function in functions.RESULTS:
        nullable = function not in functions.ALWAYS and (function in functions.NULL_TOO or some)
        return Selected(built_in(functions.RESULTS[function]), nullable, function)
    if function in functions.LISTS:
        nullable = some or function in functions.NULL_TOO
        return Selected(TypeName("", functions.LISTS[function], (), array=True), nullable, function)
    if not arguments:
        return unknown
    if function in functions.OF_ALL:
        return replace(joined(arguments, function), nullable=all(each.nullable for each in arguments))
    if function in functions.FIRST:
        kind = _beside_others(function, arguments)
        if kind is not None and function in ("min", "max") and kind.name in functions.LEAST_OF and not kind.schema:
            kind = TypeName("", functions.LEAST_OF[kind.name], (), kind.array)
        if kind is not None and function == "nullif" and kind.name == "varchar" and not kind.schema:
            kind = TypeName("", "text", (), kind.array)  # which it is compared as
        elif kind is not None and function != "nullif":
            kind = loose(kind)
        return Selected(kind, arguments[0].nullable or function in functions.MAY_MISS, function)
    if function in ("date_trunc", "date_bin") and len(arguments) > 1 and arguments[1].kind is not None:
        kind = loose(arguments[1].kind)
        if not kind.schema and kind.name in functions.TRUNCATED:
            kind = built_in(functions.TRUNCATED[kind.name])
        return Selected(kind, some, function)
    first = arguments[0].kind
    if first is None or first.schema:
        return unknown
    if function == "array_agg" and not first.array:
        return Selected(TypeName(first.schema, loose(first).name, (), array=True), some, function)
    if function == "unnest" and first.array:
        return Selected(TypeName("", first.name, (), array=False), nullable=True, name=function)
    if first.array:
        return unknown
    if len(arguments) > 1 and (function in functions.TO_DIGITS or function in ("mod", "power", "pow")):
        return Selected(_of_two(function, arguments), some, function)
    found = functions.GIVES_BY_TYPE.get(function, {}).get(first.name)
    nullable = some or first.name in functions.ENDS or function == "substring"
    return Selected(built_in(found), nullable, function) if found else unknown


def _beside_others(function: str, arguments: list[Selected]) -> TypeName | None:
    """The type of the first value, or what it becomes beside others; None where that is not known."""
    first, others = arguments[0].kind, [each.kind for each in arguments[1:] if not each.untyped]
    if function in ("lag", "lead") and len(arguments) > 2 and not arguments[2].untyped:
        return common([first, arguments[2].kind])
    if function == "nullif" and others:
        return _compared(first, others[0])
    if function.startswith("array_") and first is not None:
        alike = [each is not None and (each.schema, each.name) == (first.schema, first.name) for each in others]
        return first if all(alike) else None
    return first


def _compared(first: TypeName | None, other: TypeName | None) -> TypeName | None:
    """What a number is compared as: itself where there is a comparison of these two, as there is of all integers."""
    if first is None or other is None or not {first.name, other.name} <= {*WIDER} or first.array or other.array:
        return first
    if first.name == other.name or any({first.name, other.name} <= {*each} for each in (INTEGERS, WIDER[4:])):
        return first
    name = max(first.name, other.name, key=WIDER.index)
    return first if first.name == name else built_in("double precision" if name == "real" else name)


def series(values: list[Selected]) -> TypeName | None:
    """The type of the rows of generate_series: of numbers that of all, of times that of a time."""
    kinds = [each.kind for each in values if not each.untyped]
    kind = common(kinds if all(each is not None and is_number(each) for each in kinds) else kinds[:2])
    if kind is None or kind.array or kind.schema:
        return None
    if kind.name == "date":
        return built_in("timestamptz")
    return {"smallint": built_in("int")}.get(kind.name, kind) if kind.name not in WIDER[4:] else None


def _of_two(function: str, arguments: list[Selected]) -> TypeName | None:
    """The type of a function of two numbers."""
    kinds = [each.kind for each in arguments[:2]]
    if any(each is None or not is_number(each) for each in kinds):
        return None
    names = [each.name for each in kinds if each is not None]
    floats = any(each in WIDER[4:] for each in names)
    if function in functions.TO_DIGITS:
        return None if floats else built_in("numeric")
    if function == "mod":
        return None if floats else common([loose(each) for each in kinds if each is not None])
    return built_in("numeric" if "numeric" in names and not floats else "double precision")


def is_number(kind: TypeName) -> bool:
    """Whether what is of a type may have a sign."""
    return kind.name in (*WIDER, "interval") and not kind.schema and not kind.array
