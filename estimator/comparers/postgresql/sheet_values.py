"""Values of PostgreSQL's types for the columns of a sheet: of those that most have, else of what is laid out alike.

How a type is laid out is what the library says of it, the table `postgresql.types.built_in`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from estimator.comparers.columns import Dialect
from estimator.model.modules import shipped_library
from estimator.notation.tree import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.comparers.columns import Values

# Columns that are loaded by their own types, each with a value of the number `n`.
OWN_TYPES = {
    "boolean": ("boolean", "({n}) % 2 = 0"),
    "smallint": ("smallint", "(({n}) % 32768)::smallint"),
    "int": ("int", "({n})::int"),
    "bigint": ("bigint", "({n})::bigint"),
    "real": ("real", "({n})::real"),
    "double precision": ("double precision", "({n})::double precision"),
    "date": ("date", "'2000-01-01'::date + (({n}) % 1000000)::int"),
    "time": ("time", "'00:00'::time + ({n}) % 86400 * interval '1 second'"),
    "timestamp": ("timestamp", "'2000-01-01'::timestamp + ({n}) * interval '1 second'"),
    "timestamptz": ("timestamptz", "'2000-01-01'::timestamptz + ({n}) * interval '1 second'"),
    "interval": ("interval", "({n}) * interval '1 second'"),
    "uuid": ("uuid", "lpad(to_hex(({n})::bigint), 32, '0')::uuid"),
    "money": ("bigint", "({n})::bigint"),
}
OWN_TYPES |= {"smallserial": OWN_TYPES["smallint"], "serial": OWN_TYPES["int"], "bigserial": OWN_TYPES["bigint"]}
# Of all other types of one length those that are laid out alike: by what they are aligned to, and their bytes.
ALIKE = {
    ("char", 1): ('"char"', 'chr((65 + ({n}) % 26)::int)::"char"'),
    ("char", 16): OWN_TYPES["uuid"],
    ("char", 64): ("name", "to_hex(({n})::bigint)::name"),
    ("short", 2): OWN_TYPES["smallint"],
    ("short", 6): ("tid", "format('(%s,1)', ({n})::bigint % 4294967295)::tid"),
    ("int", 4): OWN_TYPES["int"],
    ("int", 6): ("macaddr", "lpad(to_hex(({n})::bigint), 12, '0')::macaddr"),
    ("int", 8): ("macaddr8", "lpad(to_hex(({n})::bigint), 16, '0')::macaddr8"),
    ("double", 8): OWN_TYPES["bigint"],
    ("double", 12): ("timetz", "'00:00+00'::timetz + ({n}) % 86400 * interval '1 second'"),
    ("double", 16): ("point", "point({n}, 0)"),
    ("double", 24): ("circle", "circle(point({n}, 0), 1)"),
    ("double", 32): ("box", "box(point({n}, 0), point(({n}) + 1, 1))"),
}
DIGITS = 8  # of a number, with which a text begins
SHORT = 126  # bytes of a value that is aligned to nothing, its length in a byte before it
# Longer ones that are aligned to 8 B are loaded as rows of one text, which are so, too: the bytes beside that text's.
ROW_OF_TEXT = "estimator_text"
BESIDE_SHORT, BESIDE_LONG = 21, 24


@cache
def layouts() -> dict[str, tuple[str, bool, bool]]:
    """What each type is aligned to, whether all of its values have one length, and whether long ones leave the row."""
    module = shipped_library().module("postgresql.types")
    assert module is not None
    table, found = module.tables["built_in"], {}
    for row in table.table.rows:
        cells = []
        for name in ("align", "layout", "toast"):
            place = table.columns[name]
            cell = row.cells[place] if place < len(row.cells) else None
            cell = cell or table.table.columns[place].default
            assert cell is not None
            assert isinstance(cell.expression, Text)
            cells.append(cell.expression.value)
        found[row.label] = (cells[0], cells[1] != "variable", cells[2] == "yes")
    return found


def before(columns: Sequence[Values]) -> tuple[str, ...]:
    """What makes the types that columns are loaded by."""
    return (f"CREATE TYPE {ROW_OF_TEXT} AS (of_text text)",) if any(map(_is_row, columns)) else ()


def storage(column: Values) -> str:
    """What keeps texts of few different letters from being compressed; empty for other types."""
    kept = _own(column)
    if kept is not None:
        return ""
    return f"ALTER TABLE t ALTER {column.label} SET STORAGE {'EXTERNAL' if layouts()[column.kind][2] else 'MAIN'}"


def why_not(column: Values) -> str:
    """Why there are no values of a column; empty where there are."""
    if column.kind not in layouts():
        return f"no values are made of the type {column.kind}"
    if layouts()[column.kind][1] and _own(column) is None:
        if len(set(column.lengths)) > 1:
            return f"{column.name}, which is {column.kind}, has one length, and here they differ"
        return f"no values are made of {column.lengths[0]} B aligned as {column.name} is, which is {column.kind}"
    return ""


def _own(column: Values) -> tuple[str, str] | None:
    """The type of one length that a column is loaded by, and its value; None where it is loaded by texts."""
    align, is_fixed, _ = layouts()[column.kind]
    if not is_fixed:
        return None
    return OWN_TYPES.get(column.kind) or (ALIKE.get((align, column.lengths[0])) if is_one(column) else None)


def is_one(column: Values) -> bool:
    """Whether all values of a column are of one length."""
    return len(set(column.lengths)) == 1


def _is_row(column: Values) -> bool:
    align, is_fixed, _ = layouts()[column.kind]
    return not is_fixed and align == "double" and max(column.lengths) > SHORT


def _type(column: Values) -> str:
    own = _own(column)
    return own[0] if own is not None else ROW_OF_TEXT if _is_row(column) else "text"


def _made(column: Values, length: str, number: str) -> str:
    own = _own(column)
    if own is not None:
        return own[1].format(n=number)
    if _is_row(column):
        # Its text has one byte before it up to 126 B, four above: of lengths between these the next is taken.
        whole = f"GREATEST(0, CASE WHEN {length} <= {BESIDE_SHORT + SHORT} THEN {length} - {BESIDE_SHORT}"
        return f"ROW({_text(f'{whole} ELSE {length} - {BESIDE_LONG} END)', number)})::{ROW_OF_TEXT}"
    return _text(length, number)


def _text(length: str, number: str) -> str:
    """A text that stands at a number: its digits come first, whatever its length is, or the last of them alone."""
    short = f"right(lpad(to_hex(({number})::bigint), {DIGITS}, '0'), {length})"
    long = f"rpad(lpad(to_hex(({number})::bigint), {DIGITS}, '0'), {length}, 'x')"
    if length.isdecimal():
        return short if int(length) < DIGITS else long
    return f"CASE WHEN {length} < {DIGITS} THEN {short} ELSE {long} END"


def _chosen(lengths: Sequence[int], place: str) -> str:
    return f"('{{{','.join(map(str, lengths))}}}'::int[])[1 + {place}]"


DIALECT = Dialect(_type, _made, _chosen)
