"""A sheet of `estimate table` for SQLite as workloads: each table, with row ids or without, and each index."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from estimator.comparers.columns import Values, ascending, digits, has_enough, leading
from estimator.comparers.sheets import Sheet, by_name, loads_of, texts_of
from estimator.comparers.sqlite import selection as kinds
from estimator.comparers.sqlite.sheet_values import DIALECT, ROWID, kind_of
from estimator.comparers.tables import Load, by_splits, of_rows
from estimator.notation.tree import Call, Literal
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TABLE, TREE, PART, PAGE = "sqlite.table", "sqlite.without_rowid", "sqlite.part", "page_size"
LONGEST_ROW = 10**9  # bytes (SQLITE_MAX_LENGTH)
ORDER = 3  # the place of the order among the arguments of these
ORDERS = ("ascending", "random")
INDEX_ORDERS = {"built": kinds.INDEX, "ascending": kinds.INSERTED, "random": kinds.INSERTED}
FEW = "its columns that are never NULL have no {} different values of these lengths; give fewer rows with --keys"
AT_RANDOM = "at_random(i)"


class Tables(Sheet):
    """The tables of SQLite of a sheet."""

    system, dialect, most_rows = "SQLite", DIALECT, 20_000
    sized, functions = "data", (TABLE, TREE)

    @property
    def page(self) -> int:
        """Bytes of a page."""
        return round(self.size(PAGE)) if PAGE in self.module.definitions else kinds.PAGE

    def why_not(self, table: str, columns: list[Values]) -> str:
        """Pages and numbers of sizes that there are not."""
        if self.page.bit_count() != 1 or not 512 <= self.page <= 65_536:
            return f"there are no pages of {self.page} B"
        if sum([max(each.lengths) for each in columns]) > LONGEST_ROW:
            return f"there are no rows of more than {LONGEST_ROW:,} B"
        odd = [each for each in columns if kind_of(each) == "REAL" and max(each.lengths) > 8]
        return f"a number as {odd[0].name}, which is {odd[0].kind}, has no more than 8 B" if odd else ""

    def of_table(self, table: str, columns: list[Values]) -> Iterator[Load | str]:
        """The table itself and its indexes."""
        line = self.line(table, "data")
        tree = self.call(line, TREE)
        data = tree or self.call(line, TABLE)
        assert data is not None, "it is by one of them that a table is known"
        order = self.chosen(data.arguments[ORDER].value) if len(data.arguments) > ORDER else "ascending"
        if order in ORDERS:
            yield self._clustered(table, columns, order) if tree else self._rowid(table, columns, order)
        else:
            yield f"{table} is not loaded: the order of its rows is not written as one of {', '.join(ORDERS)}"
        yield from self._indexes(table, by_name(columns), clustered=tree is not None)

    def _rowid(self, table: str, columns: list[Values], order: str) -> Load:
        """A table with row ids, one of which may be a column."""
        ids = [each for each in columns if each.note.endswith(ROWID)]
        row = "i" if order == "ascending" else kinds.SHUFFLED
        if order == "random" and not ids:
            ids = [Values(DIALECT, ROWID, "integer", 0, [0], len(columns), note=ROWID)]
            columns = [*columns, *ids]
        kind = kinds.RANDOM if order == "random" else kinds.SPREAD if self.is_spread(columns) else kinds.IN_ORDER
        made = f"CREATE TABLE t ({', '.join([each.column for each in columns])})"
        values = [row if each in ids else each.value(_chance(each)) for each in columns]
        return self._load(self.line(table, "data"), kind, self.rows[table], ((made,), ()), values, "t", order)

    def _clustered(self, table: str, columns: list[Values], order: str) -> Load | str:
        """A table WITHOUT ROWID: a row takes the same by whichever of its columns it is found."""
        rows = self.rows[table]
        key = leading([each for each in columns if not each.null])
        groups = self._groups(self.line(table, "groups"), order)
        places = _by_turns(key, groups, rows) if groups else _of_each(key, order, rows)
        if not self._differ(key, groups, rows):
            return f"{table} is not loaded: {FEW.format(rows)}"
        values = [each.value(places.get(each.place, _chance(each))) for each in columns]
        listed = ", ".join([each.column for each in columns])
        made = f"CREATE TABLE t ({listed}, PRIMARY KEY ({', '.join([each.label for each in key])})) WITHOUT ROWID"
        line = self.line(table, "data")
        return replace(self._load(line, kinds.WITHOUT_ROWID, rows, ((made,), ()), values, "t", order), distinct=True)

    def _indexes(self, table: str, columns: Mapping[str, Values], *, clustered: bool) -> Iterator[Load | str]:
        indexes = self.sized_table(table, "indexes")
        for key in self.keys(indexes):
            place = f"{indexes}.{key}"
            parts, order = self._parts(table, place, columns), self.text(f"{place}.order")
            rows = round(self.rows[table] * self.number(f"{place}.share", 1))
            if not parts:
                yield f'{place} is not loaded: its key is not a sum of {PART}({table}, "column")'
            elif order not in INDEX_ORDERS:
                yield f"{place} is not loaded: its order is {order}, not {', '.join(INDEX_ORDERS)}"
            elif rows < 1:
                yield f"{place} is not loaded: {of_rows(self.rows[table])} it has none; give it more with --keys"
            else:
                yield self._index(place, order, rows, parts, clustered=clustered)

    def _index(self, place: str, order: str, rows: int, parts: Sequence[Values], *, clustered: bool) -> Load | str:
        key = leading([each for each in parts if not each.null])
        groups = self._groups(f"{place}.groups", order)
        if clustered and not self._differ(key, groups, rows):
            return f"{place} is not loaded: {FEW.format(rows)}"
        listed, labels = ", ".join([each.column for each in parts]), ", ".join([each.label for each in parts])
        placed = [_by_turns(each, groups, rows) if groups else _of_each(each, order, rows) for each in (parts, key)]
        places = placed[0] | (placed[1] if clustered else {})
        values = [each.value(places[each.place]) for each in parts]
        made = f"CREATE TABLE t ({listed})"
        if order == "random" and not groups:  # equal keys, too: they lie by their row ids
            made = f"CREATE TABLE t ({listed}, r INTEGER PRIMARY KEY)"
            values.append(f"1 + (i * {kinds.FACTOR}) % {_prime_above(rows)}")
        if clustered:
            values = values[: len(parts)]
            made = f"CREATE TABLE t ({listed}, PRIMARY KEY ({', '.join([each.label for each in key])})) WITHOUT ROWID"
        index = f"CREATE INDEX x ON t ({labels})"
        statements, of = (((made,), (index,)), "x") if order == "built" else (((made, index), ()), kinds.FREED)
        load = self._load(place, INDEX_ORDERS[order], rows, statements, values, of, order)
        return replace(load, distinct=clustered)

    def _groups(self, name: str, order: str) -> int:
        """How many groups a line or a cell says to come by turns, at least two of them; else none."""
        groups = round(self.number(name))
        return groups if order == "random" and groups > 1 else 0

    def _differ(self, key: Sequence[Values], groups: int, rows: int) -> bool:
        """Whether so many rows have different keys: of groups by chance, those of each by the columns in order."""
        if not groups:
            return has_enough(key, rows)
        return _has_for_each(_in_order(key, groups, rows), groups, rows)

    def _parts(self, table: str, index: str, columns: Mapping[str, Values]) -> list[Values]:
        """The columns of an entry, the row id that is one of them by its bytes; none where it is written otherwise."""
        if f"{index}.key" not in self.module.definitions:
            return []
        found: list[Values] = []
        for each in self.addends(self.expression(f"{index}.key")):
            names = texts_of(each, self.columns_of[table]) if isinstance(each, Call) and each.path == PART else None
            if isinstance(each, Literal) and each.unit == "B":
                found.append(Values(DIALECT, ROWID, "integer", 0, [round(float(each.number))], len(found)))
            elif names is None or len(names) != 1 or names[0] not in columns:
                return []
            else:
                found.append(replace(columns[names[0]], place=len(found)))
        return found

    def _load(
        self,
        name: str,
        kind: str,
        rows: int,
        made: tuple[tuple[str, ...], tuple[str, ...]],
        values: list[str],
        of: str,
        order: str,
    ) -> Load:
        size = name if of == "t" else f"{name}.size"
        said, short = f"{size} of {self.name}", name.rpartition(".")[2]
        before = (f"PRAGMA page_size = {self.page}", *made[0])
        row = ", ".join(values)
        chance = self._by_chance if order == "random" else None
        return Load(
            short, kind, rows, before, row, made[1], of, said, grain=self.page, chance=chance, predicted=self.size(size)
        )

    def _by_chance(self, size: float) -> int:
        """By how many bytes a size may be off where pages split by chance."""
        return by_splits(size / self.page) * self.page


def _chance(column: Values) -> str:
    """A place for a column by which nothing is ordered: by chance, and by another one than another column's."""
    return f"at_random(i * 1000 + {column.place})"


def _prime_above(rows: int) -> int:
    """The first prime above a number, and above FACTOR's own factors."""
    return next(each for each in itertools.count(rows + 1) if all(each % part for part in range(2, int(each**0.5) + 1)))


def _of_each(key: Sequence[Values], order: str, rows: int) -> dict[int, str]:
    """The places of a key's columns, by theirs in the table."""
    place = AT_RANDOM if order == "random" else ascending(rows)
    return dict(zip([each.place for each in key], digits(key, place), strict=True))


def _in_order(key: Sequence[Values], groups: int, rows: int) -> Sequence[Values]:
    """The columns of a key behind those that tell groups apart, from one on that has enough values for each's rows."""
    bits = 0
    for place, each in enumerate(key):
        if bits >= math.log2(groups) or (place and _has_for_each([each], groups, rows)):
            return key[place:]
        bits += each.dialect.bits(each)
    return []


def _has_for_each(key: Sequence[Values], groups: int, rows: int) -> bool:
    """Whether the rows of each of some groups, which come by chance, can have different values in order."""
    return has_enough(key, max(1, 2 * rows // groups))


def _by_turns(key: Sequence[Values], groups: int, rows: int) -> dict[int, str]:
    """Groups that come mixed by chance: the first columns tell them apart, and the others come in order."""
    group = f"({AT_RANDOM} % {groups} * {2**32 // groups})"
    later = _in_order(key, groups, rows)
    first = key[: len(key) - len(later)]
    places = dict(zip([each.place for each in first], digits(first, group), strict=True))
    return places | dict(zip([each.place for each in later], digits(later, ascending(rows)), strict=True))


def of_sheet(path: str, keys: int | None) -> tuple[list[Load], list[str]]:
    """The workloads of a sheet, and what is to be said of the rest. EstimateError where there is none."""
    return loads_of(Tables(path, keys))
