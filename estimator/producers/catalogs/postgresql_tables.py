"""The rows of PostgreSQL's catalogs as a table of a schema, its columns, indexes and numbers."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs.lengths import USUAL_SPREAD, middle, payload, width
from estimator.producers.catalogs.readings import ColumnReading, IndexReading, OtherSize, TableReading
from estimator.producers.schema.column_types import OTHER_NAMES, VARIABLE, Rooms, TypeName
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.stored import FILL, FULL, Column, Index, Table
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.asking import Rows

ALIGNMENTS = {"c": 1, "s": 2, "i": 4, "d": 8}
# Types whose equal values may differ in what they look like, so that they never share an entry of an index.
UNSHARED = frozenset(("numeric", "real", "double precision", "jsonb"))
# Types whose values are nearly all of one length.
EVEN = frozenset(("inet", "cidr", "bit", "char", *[each for each in VARIABLE if each.endswith("range")]))
SHARING = 130_000  # the version since which equal keys share an entry
MOST_KEY_COLUMNS = 32
HEAD_OF_A_ROW = 31.5  # bytes, with its place on the page, and half of what aligns it
LEAST_FACTOR = 1e-3
NEAR = 0.25  # how far the counter of live rows may be off the planner's number
NEARLY_ONE = 0.99
A_CHUNK = 2048  # bytes of a page of a TOAST table, four of whose rows fill it
_MODIFIERS = re.compile(r"\(([\d, ]+)\)")
_FILL = re.compile(r"\bfillfactor=(\d{2,3})\b")


class Relation:
    """A table or a partition as pg_class has it; `parts` are those that hold its rows."""

    def __init__(self, oid: int, schema: str, name: str, kind: str) -> None:
        self.oid = oid
        self.schema = schema
        self.name = name
        self.kind = kind
        self.parts: list[Relation] = []
        self.own_size = self.own_toast = 0
        self.own_chunks = self.own_rows = self.own_dead = self.own_inserted = 0.0
        self.rows_from = ""
        self.options = ""

    @classmethod
    def of(cls, row: Any, toast: Any) -> Relation:
        """The relation of a row of RELATIONS, with the TOAST table of a row of TOASTS."""
        oid, schema, name, kind, counted, pages, _, _, options, size, live, dead, inserted, deleted, known, _ = row
        found = cls(int(oid), str(schema), str(name), str(kind))
        found.own_size = int(pages) * 8192 if size is None else int(size)
        found.own_dead, found.options = float(dead or 0), str(options)
        found.own_inserted = float(inserted or 0) - float(deleted or 0)
        found.own_rows, found.rows_from = _rows(
            float(counted), int(pages), found.own_size, float(live or 0), known=bool(known)
        )
        if toast is not None:
            toast_size, toast_counted, toast_live, toast_pages, toast_index = toast
            chunks, _ = _rows(
                float(toast_counted), int(toast_pages), int(toast_size), float(toast_live or 0), known=True
            )
            found.own_chunks = chunks or int(toast_size) / A_CHUNK
            found.own_toast = int(toast_size) + (int(toast_index) if toast_size else 0)
        return found

    @property
    def size(self) -> int:
        """The bytes of all its parts."""
        return sum(each.own_size for each in self.parts)

    @property
    def toast(self) -> int:
        """The bytes of their TOAST tables."""
        return sum(each.own_toast for each in self.parts)

    @property
    def rows(self) -> float:
        """The live rows of all its parts."""
        return sum(each.own_rows for each in self.parts)

    @property
    def written(self) -> str:
        """Its name in SQL, with its schema unless that is the usual one."""
        return self.name if self.schema == "public" else f"{self.schema}.{self.name}"


def _rows(counted: float, pages: int, size: int, live: float, *, known: bool) -> tuple[float, str]:
    """The live rows of a relation and who says so; 0 where nobody does.

    What the planner reckons with are the rows a page of the last ANALYZE or vacuum, on all pages that are there now.
    The counter of live rows has followed since; but it begins at nothing after a crash, and counts twice what a session
    has written within a second before its ANALYZE. So it is believed as far as it is near.
    """
    reckoned = counted * size / 8192 / pages if counted > 0 and pages > 0 else 0.0
    if live > 0 and (not reckoned or (known and abs(live / reckoned - 1) <= NEAR)):
        return live, "n_live_tup"
    return reckoned, "reltuples" if reckoned else ""


def table_reading(
    name: str,
    own: Relation,
    columns: dict[int, Rows],
    indexes: dict[int, Rows],
    statistics: dict[int, Rows],
    seconds: float | None,
    version: int,
) -> TableReading:
    """A table of a sheet's name, with what its rows of the catalogs say; `seconds` is how long rows were counted."""
    notes: list[str] = []
    if own.kind == "p" or len(own.parts) > 1:
        notes.append(f"its rows are in {len(own.parts)} partitions: reckoned as one table")
    first = own.parts[0]
    readings = _readings(own, statistics)
    rows, rows_from = own.rows, first.rows_from
    if not rows:
        rows, rows_from = own.size / 8192 * 50, "guessed from its size, for nobody has counted"
        notes.append("its rows are guessed from its size: no ANALYZE was run")
    made, by_number, dropped = _columns(columns.get(first.oid, []), readings)
    for each in made:
        if each.original in readings and each.written.partition("(")[0] in EVEN:
            readings[each.original] = replace(readings[each.original], spread=0.0)
    made = _fitting(made, readings, own.size / rows)
    if dropped:
        notes.append(f"columns were dropped, {dropped} of them: a fresh load is without them")
    found, numbers, others = _Indexes(own, by_number, made, readings, rows, version).read(indexes)
    table = Table(
        name,
        tuple(made),
        tuple(found),
        tuple(notes),
        own.written,
        _fill(first.options, FULL),
        tuple([part.written for part in own.parts if part is not own]),
    )
    inserted = sum(part.own_inserted for part in own.parts)
    return TableReading(
        table,
        rows,
        rows_from,
        own.size,
        own.toast,
        sum(part.own_chunks for part in own.parts),
        readings,
        numbers,
        tuple(others),
        inserted / seconds if seconds else None,
        sum(part.own_dead for part in own.parts),
    )


def _readings(own: Relation, statistics: dict[int, Rows]) -> dict[str, ColumnReading]:
    """What is known of each column: of the parts that have statistics, by the rows that they have."""
    gathered: dict[str, list[tuple[float, Any]]] = {}
    for part in own.parts:
        for row in statistics.get(part.oid, []):
            name, inherited = str(row[0]), bool(row[1])
            if not inherited:
                gathered.setdefault(name, []).append((max(part.own_rows, 1.0), row))
    found: dict[str, ColumnReading] = {}
    for name, parts in gathered.items():
        total = sum(rows for rows, _ in parts)
        null = sum(rows * float(row[2] or 0) for rows, row in parts) / total
        there = [(rows * (1 - float(row[2] or 0)), row) for rows, row in parts]
        count = sum(rows for rows, _ in there)
        average = sum(rows * _width(*row[3:4], *row[5:7]) for rows, row in there) / count if count else None
        spread = max([_deviation(row[5], row[6]) for _, row in parts])
        distinct = sum(abs(value) if value >= 0 else -value * rows for rows, value in
                       [(rows, float(row[4] or 0)) for rows, row in parts])  # fmt: skip
        found[name] = ColumnReading(null, average, spread, distinct)
    return found


def _width(average: Any, mean: Any, square: Any) -> float:
    """The mean width of values, of which statistics keep the whole bytes and the lengths of some values."""
    low = float(average)
    if mean is None or square is None:
        return low
    spread = _deviation(mean, square)
    return min(max(low, width(float(mean), spread)), low + (NEARLY_ONE if spread else 0.0))


def _deviation(mean: Any, square: Any) -> float:
    """The deviation of lengths, of their mean; what is usual where they were not measured."""
    if mean is None or square is None or float(mean) <= 0:
        return USUAL_SPREAD
    return math.sqrt(max(0.0, float(square) / float(mean) ** 2 - 1))


def _columns(rows: Rows, readings: dict[str, ColumnReading]) -> tuple[list[Column], dict[int, str], int]:
    """The columns, which number in the catalog has which name here, and how many were dropped."""
    made, by_number, dropped, taken = list[Column](), dict[int, str](), 0, Taken()
    rooms = Rooms(lambda _: None)
    for number, name, gone, not_null, _, kind, size, align, _, formatted in rows:
        if gone:
            dropped += 1
            continue
        own = taken.distinct(identifier(str(name)))
        by_number[int(number)] = own
        reading = readings.get(str(name))
        nullable = not not_null and (reading is None or reading.null > 0)
        typed, alignment = _type(str(kind), str(formatted)), ALIGNMENTS.get(str(align), 4)
        if int(size) > 0:
            made.append(Column(own, typed.text, int(size), alignment, "", nullable, False, str(name)))
            continue
        guess = rooms.of(typed).payload or "20 to 200 B"
        if reading is not None and reading.mean is not None:
            guess = f"{payload(reading.mean, reading.spread):.4g} B"
        made.append(Column(own, typed.text, 0, 0, guess, nullable, False, str(name), max(alignment, 4)))
    return made, by_number, dropped


def _fitting(made: list[Column], readings: dict[str, ColumnReading], room: float) -> list[Column]:
    """The columns, with lengths that nobody knows such that a row with its place on a page takes so many bytes."""
    asked, fixed = 0.0, HEAD_OF_A_ROW
    for each in made:
        reading = readings.get(each.original)
        if reading is not None and reading.mean is not None:
            fixed += (1 - reading.null) * reading.mean
        elif each.payload:
            asked += middle(each)
            fixed += 1
        else:
            fixed += each.size
    if not asked:
        return made
    factor = max(LEAST_FACTOR, (room - fixed) / asked)
    return [
        replace(each, payload=f"{middle(each) * factor:.4g} B", nullable=False)
        if each.payload and (each.original not in readings or readings[each.original].mean is None)
        else each
        for each in made
    ]


def _type(kind: str, formatted: str) -> TypeName:
    """A type by the name that the manual calls it by."""
    array = kind.endswith("[]")
    name = kind.removesuffix("[]")
    name = '"char"' if name == "char" else {"bpchar": "char"}.get(name, OTHER_NAMES.get(name, name))
    found = _MODIFIERS.search(formatted)
    modifiers = tuple(part.strip() for part in found[1].split(",")) if found is not None else ()
    if name == "char" and not modifiers:
        name = "bpchar"
    return TypeName("", name, modifiers, array)


class _Indexes:
    """The indexes of a table and of its partitions, each kind once."""

    def __init__(
        self,
        own: Relation,
        by_number: dict[int, str],
        columns: list[Column],
        readings: dict[str, ColumnReading],
        rows: float,
        version: int,
    ) -> None:
        self._own = own
        self._by_number = by_number
        self._columns = {each.name: each for each in columns}
        self._readings = readings
        self._rows = rows
        self._shares = version >= SHARING

    def read(self, rows: dict[int, Rows]) -> tuple[list[Index], dict[str, IndexReading], list[OtherSize]]:
        """The B-trees on columns, what they take by their names, and what else there is."""
        found: dict[object, Index] = {}
        sizes: dict[object, list[tuple[int, float]]] = {}
        others, taken = list[OtherSize](), Taken()
        for part in self._own.parts:
            for row in rows.get(part.oid, []):
                _, name, method, unique, primary, numbers, keys, partial, counted, size, options, where = row
                columns = self._names(str(numbers))
                if method != "btree" or columns is None:
                    what = f"a {method} index" if method != "btree" else "an index on an expression"
                    others.append(OtherSize(str(name), int(size), what))
                    continue
                shape = (columns, int(keys), bool(unique), bool(partial), str(where))
                if shape not in found:
                    key, held = columns[: int(keys)], columns[int(keys) :]
                    wanted = "primary_key" if primary else "_".join(key)
                    found[shape] = Index(
                        taken.distinct(wanted), key, bool(unique), bool(primary), held, bool(partial),
                        _fill(str(options), FILL), str(name), str(where),
                    )  # fmt: skip
                sizes.setdefault(shape, []).append((int(size), float(counted)))
        numbers_of = {index.name: self._reading(index, sizes[shape]) for shape, index in found.items()}
        return list(found.values()), numbers_of, _joined(others)

    def _names(self, numbers: str) -> tuple[str, ...] | None:
        """The columns of an index; None where one is an expression."""
        found = [self._by_number.get(int(each)) for each in numbers.split()]
        return None if None in found or len(found) > MOST_KEY_COLUMNS else tuple([str(each) for each in found])

    def _reading(self, index: Index, sizes: list[tuple[int, float]]) -> IndexReading:
        counted = sum(max(0.0, rows) for _, rows in sizes)
        rows = counted if index.partial and counted > 0 else self._rows
        return IndexReading(sum(size for size, _ in sizes), rows, self._per_key(index, rows))

    def _per_key(self, index: Index, rows: float) -> float:
        """How many rows have one key, if its columns are independent; 1 where equal keys do not share an entry."""
        if index.unique or index.include or not self._shares:
            return 1.0
        distinct = 1.0
        for name in index.columns:
            column = self._columns[name]
            reading = self._readings.get(column.original)
            if reading is None or not reading.distinct or column.written.partition("(")[0] in UNSHARED:
                return 1.0
            if column.written.endswith("[]"):
                return 1.0
            distinct *= reading.distinct + (1 if reading.null else 0)
        return max(1.0, rows / distinct)


def _joined(others: list[OtherSize]) -> list[OtherSize]:
    """Of many partitions' indexes of one kind one line."""
    found: dict[str, list[OtherSize]] = {}
    for each in others:
        found.setdefault(each.what, []).append(each)
    joined = []
    for what, group in found.items():
        if len(group) <= 3:
            joined += group
        else:
            joined.append(OtherSize(f"{group[0].name} and {len(group) - 1} more", sum([x.size for x in group]), what))
    return joined


def _fill(options: str, usual: int) -> int:
    found = _FILL.search(options)
    return int(found[1]) if found is not None and 10 <= int(found[1]) <= 100 else usual
