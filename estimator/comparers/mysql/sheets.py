"""A sheet of `estimate table` for MySQL as workloads: each of InnoDB's tables with what is off its pages, each index.

A table's rows lie by its primary key, as the sheet has it, and each entry of an index holds it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.comparers.columns import ascending, digits, has_enough, leading
from estimator.comparers.mysql import selection as kinds
from estimator.comparers.mysql.compression import block_of, noisy
from estimator.comparers.mysql.sheet_values import DIALECT, cut, why_not
from estimator.comparers.sheets import COLUMNS, Sheet, by_name, loads_of, texts_of
from estimator.comparers.tables import Load
from estimator.notation.tree import Call, Literal, Text
from estimator.producers.schema.engine_order import MANY
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from estimator.comparers.columns import Values
    from estimator.notation.tree import Expression

TABLE, ROW, PART, IN_BLOCK = "innodb.table", "innodb.row_of", "innodb.part", "innodb.in_block"
ORDER, KEY, HIDDEN = 2, 3, 2  # places among the arguments of the first two
TABLE_ORDERS = {"ascending": kinds.IN_ORDER, "random": kinds.RANDOM, "built": kinds.IN_ORDER}
INDEX_ORDERS = {
    "ascending": kinds.INDEX_IN_ORDER,
    "random": kinds.INDEX_RANDOM,
    "by turns": kinds.GROUPED,
    "built": kinds.INDEX_IN_ORDER,
}
ANEW = "OPTIMIZE TABLE t"  # which builds all trees of a table
ROW_ID = 6  # bytes
PARTITIONS = "partitions"
FEW = "its key has no {} different values of these lengths; give fewer rows with --keys"


@record
class Part:
    """A column of an index's entry; of a `prefix` so many bytes, of the whole column for 0."""

    column: Values
    prefix: int

    @property
    def said(self) -> str:
        """It in KEY."""
        return f"{self.column.label}({self.prefix})" if self.prefix else self.column.label


@record
class Packed:
    """Columns of a compressed table, or of an index of it, and its row format."""

    columns: list[Values]
    said: str


class Tables(Sheet):
    """InnoDB's tables of a sheet."""

    system, dialect, most_rows = "MySQL", DIALECT, 60_000
    columns = (*COLUMNS, "most")
    sized, functions = "data", (TABLE,)

    def why_not(self, table: str, columns: list[Values]) -> str:
        """Values that there are not."""
        return next((reason for each in columns if (reason := why_not(each))), "")

    def given(self) -> list[str]:
        """That tables have one partition each: as such they are loaded."""
        lines = [self.line(each, PARTITIONS) for each in self.tables]
        return [f"{each}=1" for each in lines if each in self.module.definitions]

    def of_table(self, table: str, columns: list[Values]) -> Iterator[Load | str]:
        """The table itself and its indexes."""
        if self.line(table, PARTITIONS) in self.module.definitions:
            yield f"{table} is loaded as one partition with all of its rows"
        columns = [cut(each) for each in columns]
        data = self.call(self.line(table, "data"), TABLE)
        assert data is not None, "it is by it that a table is known"
        given = [each.value for each in data.arguments if not each.name]
        order = self.chosen(given[ORDER]) if len(given) > ORDER else "ascending"
        if order in TABLE_ORDERS:
            yield self._table(table, columns, data, order)
        elif order:
            yield f"{table} is not loaded: its rows come in order {order}, not {' or '.join(TABLE_ORDERS)}"
        else:
            yield f"{table} is not loaded: the order of its rows is worked, and no text"
        yield from self.other_indexes(table, "those of InnoDB's trees")
        indexes = self.sized_table(table, "indexes")
        for key in self.keys(indexes):
            yield self._index(table, f"{indexes}.{key}", by_name(columns))

    def _table(self, table: str, columns: list[Values], data: Call, order: str) -> Load | str:
        """A table with what is off its pages, which data_length has too."""
        given = [each.value for each in data.arguments if not each.name]
        key = given[KEY] if len(given) > KEY else None
        rows, row = self.rows[table], self.call(self.line(table, "row"), ROW)
        has_key = row is None or len([each for each in row.arguments if not each.name]) <= HIDDEN
        places: dict[int, str] = {}
        end = ""
        if has_key:
            parts = self._parts(table, key, by_name(columns)) if key is not None else None
            kept_by = [each.column for each in parts] if parts else leading([each for each in columns if not each.null])
            if not has_enough(kept_by, rows):
                return f"{table} is not loaded: {FEW.format(rows)}"
            places, end = _of_each(kept_by, order, rows), f", PRIMARY KEY ({_labels(kept_by)})"
        kept = [each.value for each in row.arguments if each.name == "row_format"] if row is not None else []
        compact = "COMPACT" if any(isinstance(each, Text) and each.value == "compact" for each in kept) else "DYNAMIC"
        line, off = self.line(table, "data"), self.line(table, "off_page")
        off = off if off in self.module.definitions else ""
        packed = self._packed(table, line, columns, places)
        if isinstance(packed, str):
            return f"{table} is not loaded: {packed}"
        if packed is not None and off and self.size(off) > 0:
            return (
                f"{table} is not loaded: it is compressed, and so are its values that leave their rows, each by itself"
            )
        columns, compact = (packed.columns, packed.said) if packed is not None else (columns, compact)
        values = [each.value(places.get(each.place, _chance(each))) for each in columns]
        made = kinds.MADE.format(", ".join([each.column for each in columns]) + end).replace("DYNAMIC", compact)
        apart = off and not any(each.name == "off_page" for each in data.arguments)
        predicted = self.size(line) + (self.size(off) if apart else 0)
        said = f"{line}{f' + {off}' if apart else ''} of {self.name}"
        kind = kinds.LONG_ROWS if off and self.size(off) > 0 else TABLE_ORDERS.get(order, kinds.RANDOM)
        if kind == kinds.IN_ORDER and self.is_spread(columns):
            kind = kinds.SPREAD
        kind = kinds.COMPRESSED if packed is not None else kind
        return Load(
            f"{table}_data", kind, rows, (made,), ", ".join(values), _after(order), kinds.TABLE, said,
            chance=_by_chance("" if packed is not None else order), predicted=predicted, distinct=has_key,
        )  # fmt: skip

    def _index(self, table: str, place: str, columns: Mapping[str, Values]) -> Load | str:
        key = self.module.definitions.get(f"{place}.key")
        parts = self._parts(table, key.expression, columns) if key is not None else None
        order, rows = self.text(f"{place}.order"), self.rows[table]
        kind = INDEX_ORDERS.get(order, "")
        if parts is None:
            return f'{place} is not loaded: its key is not a sum of {PART}({table}, "column")'
        if order not in INDEX_ORDERS:
            return f"{place} is not loaded: its order is {order}, not {', '.join(INDEX_ORDERS)}"
        parts = [replace(each, column=replace(each.column, place=number)) for number, each in enumerate(parts)]
        has_key = not any(each.column.kind == "row id" for each in parts)
        parts = parts if has_key else parts[:-1]
        own = self._key_of(parts, rows) if has_key else []
        if own is None:
            return f"{place} is not loaded: {FEW.format(rows)}"
        first = [each for each in parts if each not in own] or parts
        groups = max(1, round(self.number(f"{place}.groups", MANY)))
        listed = [each.column for each in parts]
        places = _by_turns(listed, groups, rows) if order == "by turns" else _of_each(listed, order, rows)
        if has_key and order != "by turns":
            places |= _of_each([each.column for each in own], order, rows)
        packed = self._packed(table, f"{place}.entry", listed, places)
        if isinstance(packed, str):
            return f"{place} is not loaded: {packed}"
        listed = packed.columns if packed is not None else listed
        values = [each.value(places[each.place]) for each in listed]
        end = f", PRIMARY KEY ({_labels([each.column for each in own])})" if has_key else ""
        keyed = f", KEY x ({', '.join([each.said for each in first])})"
        made = kinds.MADE.format(", ".join([each.column for each in listed]) + end + keyed)
        if packed is not None:
            made, order, kind = made.replace("DYNAMIC", packed.said), "", kinds.COMPRESSED
        said, name = f"{place}.size of {self.name}", f"{table}.{place.rpartition('.')[2]}"
        return Load(
            name, kind, rows, (made,), ", ".join(values), _after(order), kinds.INDEX, said,
            chance=_by_chance(order), predicted=self.size(f"{place}.size"), distinct=has_key,
        )  # fmt: skip

    def _packed(self, table: str, counted: str, columns: list[Values], places: Collection[int]) -> Packed | str | None:
        """Columns of which zlib makes what the sheet says; why there are none, or None where nothing is compressed."""
        call = self.call(counted, IN_BLOCK)
        if call is None:
            return None
        block, shrinks_to = block_of(call), self.number(self.line(table, "shrinks_to"), -1.0)
        if block is None or shrinks_to < 0:
            return "it is compressed, and into which blocks and how far is not written as estimate table writes it"
        found = noisy(columns, places, shrinks_to)
        if found is None:
            return f"no values of its columns are made that zlib compresses to {shrinks_to:.0%}"
        return Packed(found, f"COMPRESSED KEY_BLOCK_SIZE={block}")

    def _key_of(self, parts: Sequence[Part], rows: int) -> list[Part] | None:
        """The last columns of an entry that can be a primary key; None where there are none."""
        found: list[Part] = []
        for each in reversed(parts):
            if each.prefix or each.column.null:
                break
            found.insert(0, each)
            if has_enough([part.column for part in found], rows):
                return found
        return None

    def _parts(self, table: str, key: Expression, columns: Mapping[str, Values]) -> list[Part] | None:
        """The columns of a key, which is a sum of parts; None where it is written otherwise."""
        found: list[Part] = []
        for each in self.addends(key):
            if isinstance(each, Literal) and each.unit == "B" and each.number == ROW_ID:
                column = replace(next(iter(columns.values())), kind="row id", null=0.0)
                found.append(Part(column, 0))
                continue
            if not isinstance(each, Call) or each.path != PART:
                return None
            prefixes = [one.value for one in each.arguments[2:]]
            names = texts_of(replace(each, arguments=each.arguments[:2]), self.columns_of[table])
            if names is None or len(names) != 1 or names[0] not in columns:
                return None
            if any(not isinstance(one, Literal) or one.unit != "B" for one in prefixes):
                return None
            bytes_ = [round(one.number) for one in prefixes if isinstance(one, Literal)]
            found.append(Part(columns[names[0]], bytes_[0] if bytes_ else 0))
        return found


def _labels(columns: Sequence[Values]) -> str:
    return ", ".join([each.label for each in columns])


def _after(order: str) -> tuple[str, ...]:
    """What is done to a table that is filled."""
    return (ANEW,) if order == "built" else ()


def _by_chance(order: str) -> Callable[[float], int] | None:
    """How many bytes by chance, out of order."""
    return None if order in ("ascending", "built") else kinds.by_chance


def _at_random(number: str) -> str:
    return f"CAST(conv(left(sha2({number}, 256), 8), 16, 10) AS unsigned)"


def _chance(column: Values) -> str:
    """A place for a column by which nothing is ordered, another one than another column's."""
    return _at_random(f"i * 1000 + {column.place}")


def _of_each(key: Sequence[Values], order: str, rows: int) -> dict[int, str]:
    """The places of a key's columns, by theirs in the table."""
    place = _at_random("i") if order == "random" else ascending(rows)
    return dict(zip([each.place for each in key], digits(key, place), strict=True))


def _by_turns(parts: Sequence[Values], groups: int, rows: int) -> dict[int, str]:
    """Groups that come mixed: the first columns tell them apart, and the others come in order."""
    group = f"(i % {groups} * {2**32 // groups})"
    found, bits = dict[int, str](), 0
    for each, number in zip(parts, digits(parts, group), strict=True):
        found[each.place] = number if bits < math.log2(groups) else ascending(rows)
        bits += each.dialect.bits(each)
    return found


def of_sheet(path: str, keys: int | None) -> tuple[list[Load], list[str]]:
    """The workloads of a sheet, and what is to be said of the rest. EstimateError where there is none."""
    return loads_of(Tables(path, keys))
