"""A sheet of `estimate table` for PostgreSQL as workloads: each table's heap and TOAST, and each of its indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.comparers.postgresql import methods
from estimator.comparers.postgresql.other_indexes import CHANCE, GROUPED, INSERTED
from estimator.comparers.postgresql.selection import (
    ASCENDING,
    BUILT,
    HEAP,
    RANDOM,
    SPREAD_HEAP,
    SPREAD_TOAST,
    TOAST,
)
from estimator.comparers.postgresql.sheet_values import DIALECT, before, storage, why_not
from estimator.comparers.sheets import TAIL, Sheet, by_name, loads_of, texts_of
from estimator.comparers.tables import Load, of_rows
from estimator.notation.printer import print_expression
from estimator.notation.tree import Call, Text
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from estimator.comparers.columns import Values

    Statements: TypeAlias = tuple[str, ...]

KEY, VALUES = "postgresql.key", "postgresql.key.values"  # the second of rows that have all of its columns
NULLABLE = ("postgresql.schema.nullable", "postgresql.schema.nullable_columns")
PAGE, FEWEST_PAGES = 8192, 12  # bytes; pages of rows that are long by chance: of fewer each is much
LEAST_MOVED = 24  # bytes a row in the mean: where a row in a hundred is long, of 1024 points of a mean ten are
LONGEST_ENTRY = 2680  # bytes of a key; a server takes none of more than a third of a page
FILL = "verified_fillfactor_of_"
KINDS = {"ascending": ASCENDING, "built": BUILT, "random": RANDOM, "descending": RANDOM,
         "by turns": GROUPED}  # fmt: skip


class Tables(Sheet):
    """The tables of PostgreSQL of a sheet."""

    system, dialect, most_rows = "PostgreSQL", DIALECT, 20_000
    sized, functions = "heap", ("postgresql.heap",)

    def more_lines(self) -> list[str]:
        """The fillfactors of the heaps."""
        found = []
        for table in self.tables:
            heap = self.call(self.line(table, "heap"), "postgresql.heap")
            if heap is not None and len(heap.arguments) > 2:
                found.append(f"{FILL}{table} = {print_expression(heap.arguments[2].value)}")
        return found

    def given(self) -> list[str]:
        """A fresh load has no updates."""
        lines = [self.line(each, "updated") for each in self.tables]
        return [f"{each}=0%" for each in lines if each in self.module.definitions]

    def why_not(self, table: str, columns: list[Values]) -> str:
        """Types of which no values are made."""
        return next((reason for each in columns if (reason := why_not(each))), "")

    def of_table(self, table: str, columns: list[Values]) -> Iterator[Load | str]:
        """Its heap, its TOAST and its indexes."""
        fill = round(100 * self.number(f"{FILL}{table}", 1))
        made = f"CREATE UNLOGGED TABLE t ({', '.join([each.column for each in columns])}) WITH (fillfactor = {fill})"
        made_of = ((*before(columns), made, *_stored(columns)), ())
        values = ", ".join([each.value("i") for each in columns])
        is_spread = self.is_spread(columns)
        heap, toast = self.line(table, "heap"), self.line(table, "toast")
        yield self._load(heap, SPREAD_HEAP if is_spread else HEAP, self.rows[table], made_of, values, "t")
        moved = self.size(toast)
        if is_spread and 0 < moved < LEAST_MOVED * self.rows[table]:
            yield f"{toast} is not loaded: too few of its rows are so long for a mean over lengths"
        elif is_spread and 0 < moved < FEWEST_PAGES * PAGE:
            yield f"{toast} is not loaded: few of its rows are so long; give more with --keys"
        elif moved > 0:
            kind = SPREAD_TOAST if is_spread else TOAST
            yield self._load(toast, kind, self.rows[table], made_of, values, "toast with index")
        yield from self._indexes(table, by_name(columns))

    def _load(self, name: str, kind: str, rows: int, made: tuple[Statements, Statements], values: str, of: str) -> Load:
        """A workload that is predicted by a quantity of the sheet, an index by its size."""
        size, short = (f"{name}.size", name.rpartition(".")[2]) if of == "x" else (name, name)
        said = f"{size} of {self.name}"
        return Load(short, kind, rows, made[0], values, made[1], of, said, predicted=self.size(size))

    def _indexes(self, table: str, columns: Mapping[str, Values]) -> Iterator[Load | str]:
        yield from methods.loads(self, table)
        yield from self.other_indexes(table, "B-trees, GIN, GiST, SP-GiST, hash and BRIN", methods.METHODS)
        indexes = self.sized_table(table, "indexes")
        for key in self.keys(indexes):
            place = f"{indexes}.{key}"
            parts = self._key_columns(table, place)
            if parts is None or not all(part in columns for part in parts):
                yield f'{place} is not loaded: its key is not written as {KEY}({table}, "column")'
                continue
            order = self.text(f"{place}.order")
            if order not in KINDS:
                yield f"{place} is not loaded: its order is {order}, not {', '.join(KINDS)}"
                continue
            if (call := self.call(f"{place}.key", VALUES)) is not None and call == self.expression(f"{place}.key"):
                columns = {**columns, **{part: replace(columns[part], null=0.0) for part in parts}}
            rows = round(self.number(f"{place}.rows", self.rows[table]))
            if rows < 1:
                yield f"{place} is not loaded: {of_rows(self.rows[table])} it has none; give it more with --keys"
                continue
            key_of, room = [columns[part] for part in parts], LONGEST_ENTRY // len(parts)
            beyond = max([len([one for one in each.lengths if one > room]) / len(each.lengths) for each in key_of])
            if beyond > TAIL:
                yield f"{place} is not loaded: {beyond:.0%} of its keys are longer than a server takes"
                continue
            yield self._index(place, order, rows, [_cut(each, room) for each in key_of])

    def _index(self, place: str, order: str, rows: int, parts: list[Values]) -> Load:
        per_key, groups = (self.number(f"{place}.{name}", 1) for name in ("per_key", "groups"))
        first, rest, kind = "i", "i", KINDS[order]
        if order == "by turns":
            first = f"i % {max(1, round(groups))}"
        elif order in ("random", "built"):
            first = CHANCE
        if per_key > 1:
            keys = max(1, round(rows / per_key))
            first = f"i::bigint * {keys} / {rows}" if order == "ascending" else f"{CHANCE} % {keys}"
            rest, kind = first, INSERTED
        values = [part.value(first if place == 0 else rest) for place, part in enumerate(parts)]
        table = f"CREATE UNLOGGED TABLE t ({', '.join([part.column for part in parts])})"
        options = f"fillfactor = {round(100 * self.number(f'{place}.fill', 0.9))}{self._apart(place, order)}"
        labels = [part.label for part in parts]
        if order in ("ascending", "descending"):
            labels[0] += {"descending": " DESC"}.get(order, "")
            labels[0] += f" NULLS {'FIRST' if self._says(place, 'other end') == (order == 'ascending') else 'LAST'}"
        if order == "by turns" and self._says(place, "first group"):
            labels[0] += " NULLS FIRST"
        grouped = self.call(f"{place}.size", "postgresql.btree.grouped")
        if order == "by turns" and grouped is not None and "newest first" in _texts(grouped):
            labels[1] += " DESC"
        made = f"CREATE INDEX x ON t ({', '.join(labels)}) WITH ({options})"
        first_of_all = (*before(parts), table, *_stored(parts))
        statements = (first_of_all, (made,)) if order == "built" else ((*first_of_all, made), ())
        return self._load(place, kind, rows, statements, ", ".join(values), "x")

    def _says(self, place: str, word: str) -> bool:
        """Whether the size of an index some of whose rows have no key says something of these."""
        calls = [self.call(f"{place}.size", each) for each in NULLABLE]
        return any(word in _texts(each) for each in calls if each is not None)

    def _apart(self, place: str, order: str) -> str:
        """What keeps rows without a key from sharing entries, where they do not by the index's own kind."""
        apart = self._says(place, "apart") or (order == "built" and self._says(place, "unique"))
        return ", deduplicate_items = off" if apart else ""

    def _key_columns(self, table: str, index: str) -> list[str] | None:
        """The columns of an index, by its key; None where that is written otherwise."""
        found = self.expression(f"{index}.key") if f"{index}.key" in self.module.definitions else None
        return (
            texts_of(found, self.columns_of[table]) if isinstance(found, Call) and found.path in (KEY, VALUES) else None
        )


def _texts(call: Call) -> list[str]:
    """The texts among a call's arguments."""
    return [each.value.value for each in call.arguments if isinstance(each.value, Text)]


def _cut(column: Values, room: int) -> Values:
    """A column whose values are no longer than an index has room for."""
    return replace(column, lengths=[min(each, room) for each in column.lengths])


def _stored(columns: list[Values]) -> list[str]:
    """What keeps the values of columns from being compressed."""
    return [found for each in columns if (found := storage(each))]


def of_sheet(path: str, keys: int | None) -> tuple[list[Load], list[str]]:
    """The workloads of a sheet, and what is to be said of the rest. EstimateError where there is none."""
    return loads_of(Tables(path, keys))
