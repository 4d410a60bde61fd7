"""Values of PostgreSQL's types for the columns of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.comparers.columns import Dialect

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
    "enum": ("int", "({n})::int"),  # which is laid out alike, as all that follows is
    "money": ("bigint", "({n})::bigint"),
}
OWN_TYPES |= {"smallserial": OWN_TYPES["smallint"], "serial": OWN_TYPES["int"], "bigserial": OWN_TYPES["bigint"]}
TEXTS = ("text", "varchar", "bpchar", "char", "bytea", "numeric", "json", "jsonb", "xml", "variable", "array", "citext")
STAYS = ("char", "numeric")  # whose values do not move to TOAST


def storage(column: Values) -> str:
    """What keeps texts of few different letters from being compressed; empty for other types."""
    if column.kind in OWN_TYPES:
        return ""
    return f"ALTER TABLE t ALTER {column.label} SET STORAGE {'MAIN' if column.kind in STAYS else 'EXTERNAL'}"


def is_known(kind: str) -> bool:
    """Whether values of a type can be made."""
    return kind in OWN_TYPES or kind in TEXTS


def _made(column: Values, length: str, number: str) -> str:
    if column.kind in OWN_TYPES:
        return OWN_TYPES[column.kind][1].format(n=number)
    return f"right(repeat('0', {length}) || to_hex(({number})::bigint), {length})"


def _chosen(lengths: Sequence[int], place: str) -> str:
    return f"('{{{','.join(map(str, lengths))}}}'::int[])[1 + {place}]"


DIALECT = Dialect(lambda column: OWN_TYPES.get(column.kind, ("text", ""))[0], _made, _chosen)
