"""Values for the columns of a sheet: of the type and the lengths that it has, as often NULL, in an order of choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

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
MOST_LENGTHS = 4000
# Each column goes through its lengths by a period of its own, and through its NULLs by another one, so that what two of
# them are in a row meets as if by chance.
PERIODS = (4001, 4003, 4007, 4013, 4019, 4021, 4027, 4049, 4051, 4057, 4073, 4079, 4091, 4093, 4099, 4111, 4127, 4129)
FACTOR = 1597  # whose multiples go through a period in no order that can be seen


@record
class Values:
    """What a column of a sheet is loaded with: its lengths are those of values as likely as each other, in bytes."""

    name: str
    kind: str
    null: float
    lengths: Sequence[int]
    place: int  # among the columns of its table

    @property
    def column(self) -> str:
        """The column in CREATE TABLE, by its place: names are nobody's business."""
        return f"c{self.place} {OWN_TYPES.get(self.kind, ('text', ''))[0]}"

    @property
    def storage(self) -> str:
        """What keeps texts of few different letters from being compressed; empty for other types."""
        if self.kind in OWN_TYPES:
            return ""
        return f"ALTER TABLE t ALTER c{self.place} SET STORAGE {'MAIN' if self.kind in STAYS else 'EXTERNAL'}"

    def value(self, number: str) -> str:
        """The value of row `i` that stands at a number, where values are put in order."""
        period, other = (PERIODS[place % len(PERIODS)] for place in (self.place, self.place + len(PERIODS) // 2))
        if self.kind in OWN_TYPES:
            found = OWN_TYPES[self.kind][1].format(n=number)
        else:
            length = str(self.lengths[0])
            if len(set(self.lengths)) > 1:
                quantile = f"1 + i % {period} * {FACTOR} % {period} * {len(self.lengths)} / {period}"
                length = f"('{{{','.join(map(str, self.lengths))}}}'::int[])[{quantile}]"
            found = f"right(repeat('0', {length}) || to_hex(({number})::bigint), {length})"
        if not self.null:
            return found
        is_null = f"i % {other} * {FACTOR} % {other} < {round(self.null * other)}"
        return f"CASE WHEN {is_null} THEN NULL ELSE {found} END"


def is_known(kind: str) -> bool:
    """Whether values of a type can be made."""
    return kind in OWN_TYPES or kind in TEXTS
