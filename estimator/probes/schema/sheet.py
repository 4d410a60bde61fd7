"""Tables as a sheet in the notation: a line a column in its order, and what heap, indexes, TOAST and log take."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from estimator.probes.schema.tables import padding_free

if TYPE_CHECKING:
    from estimator.probes.schema.tables import Column, Index, Table

LEAST_MOVED = "127 B"  # shorter values stay in their row
ASCENDING = ("bigserial", "serial", "smallserial", "timestamp", "date", "bigint", "int", "integer")


def sheet_text(tables: list[Table], source: str) -> str:
    """The sheet of some tables, with its assumptions to fill in."""
    lines = [
        f"## {source}: rows, indexes and log of {len(tables)} tables in PostgreSQL".replace(" 1 tables", " 1 table"),
        "## Rows, lengths and shares of NULL are assumptions: fill in your own.",
        "## A length is the bytes in a value, and a range of it the spread over the rows.",
        f"## source: {source}; postgresql.heap, postgresql.btree, postgresql.toast, postgresql.wal",
        f"## as_of: {dt.datetime.now(tz=dt.UTC).date().isoformat()[:7]}",
        "",
    ]
    for table in tables:
        lines += _Writer(table).lines()
    totals = " + ".join([f"{table.name}_size" for table in tables])
    lines += ["# all together", f"total_size = {totals} -> GB"]
    lines += [f"total_log  = {' + '.join([f'{table.name}_log_per_day' for table in tables])} -> GB/day"]
    return "\n".join(lines) + "\n"


class _Writer:
    """One table's lines."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = table.name
        self.texts = [column for column in table.columns if column.payload]
        self.nullable = [column for column in table.columns if column.nullable]

    def lines(self) -> list[str]:
        """The table's part of the sheet."""
        found = [f"# {'-' * 20} {self.name}"]
        found += [f"# note: {note}" for note in self.table.notes]
        return [*found, *self._assumptions(), "", *self._row(), *self._toast(), "", *self._sizes(), ""]

    def _own(self, column: Column, what: str) -> str:
        return f"{self.name}_{column.name}_{what}"

    def _assumptions(self) -> list[str]:
        found = [f"{self.name}_rows = 1 M row", f"{self.name}_inserts = 10 row/s   # new rows"]
        for column in self.texts:
            note = (
                f"{column.written}: {'a type unknown here, taken for a text' if column.guessed else 'bytes of a value'}"
            )
            found.append(f"{self._own(column, 'length')} = {column.payload}   # {note}")
        found += [f"{self._own(column, 'null')} = 10%   # rows without it" for column in self.nullable]
        for index in self.table.indexes:
            found.append(f'{self._index(index)}_order = "{self._order(index)}"{self._hint(index)}')
            if not index.unique:
                found.append(f"{self._index(index)}_rows_per_key = 1   # more where keys repeat")
        return found

    def _order(self, index: Index) -> str:
        """Whether an index is filled in the order of its keys, as one on a sequence or on a time is."""
        first = next(each for each in self.table.columns if each.name == index.columns[0])
        key = first.written.split("(")[0].split(" ")[0]
        if (index.primary and key in ASCENDING) or key.startswith(("timestamp", "bigserial", "serial")):
            return "ascending"
        return "random"

    def _hint(self, index: Index) -> str:
        return '   # "ascending" if built after loading' if self._order(index) == "random" else ""

    def _index(self, index: Index) -> str:
        return f"{self.name}_{index.name}_index"

    def _row(self) -> list[str]:
        """The walk over the columns, for rows as they are and for the order that wastes least."""
        found = [
            f"{self._own(column, 'there')} = uniform(0, 1) >= {self._own(column, 'null')}" for column in self.nullable
        ]
        found += self._walk(self.table.columns, "full", moved=False)
        found += self._moved()
        found += self._walk(self.table.columns, "end", moved=True)
        found.append(f"{self.name}_row = {self._with_header('end')}")
        best = tuple(padding_free(self.table.columns))
        if best != self.table.columns:
            found.append(f"# the order that wastes least: {', '.join([column.name for column in best])}")
            found += self._walk(best, "best", moved=True)
            found.append(f"{self.name}_best_row = {self._with_header('best')}")
        return found

    def _with_header(self, walk: str) -> str:
        count = len(self.table.columns)
        end = f"{self.name}_{walk}_{count}"
        if not self.nullable:
            return f"postgresql.row({end}, {count})"
        whole = " and ".join([self._own(column, "there") for column in self.nullable])
        return f'if {whole} then postgresql.row({end}, {count}) else postgresql.row({end}, {count}, "yes")'

    def _walk(self, columns: tuple[Column, ...], walk: str, *, moved: bool) -> list[str]:
        found, before = [], "0 B"
        for place, column in enumerate(columns, 1):
            if column.payload:
                step = f"postgresql.row.variable({before}, {self._own(column, 'length')})"
                if moved and column in self._movable():
                    step = f"(if {self._own(column, 'moves')} then {before} + postgresql.toast.pointer else {step})"
            else:
                step = f"postgresql.row.fixed({before}, {column.size} B, {column.alignment} B)"
            if column.nullable:
                step = f"if {self._own(column, 'there')} then {step} else {before}"
            name = f"{self.name}_{walk}_{place}"
            note = f"   # {column.name} {column.written}" if walk == "end" else ""
            found.append(f"{name} = {step}{note}")
            before = name
        return found

    def _movable(self) -> list[Column]:
        """The columns that may go to TOAST: texts and their like without a small limit."""
        return [
            column for column in self.texts if _most(column.payload) > 127 and not column.written.startswith("char(")
        ]

    def _moved(self) -> list[str]:
        """Which values go out: the longest first, while the row is too long."""
        found = []
        for column in self._movable():
            own = self._own(column, "length")
            longer = []
            for other in self._movable():
                if other is not column:
                    there = f"{self._own(other, 'there')} and " if other.nullable else ""
                    length = self._own(other, "length")
                    longer.append(f" - (if {there}{length} > {own} then {length} else 0 B)")
            row = f"{self.name}_full_{len(self.table.columns)} + 24 B{''.join(longer)}"
            there = f"{self._own(column, 'there')} and " if column.nullable else ""
            moves = f"{there}{own} > {LEAST_MOVED} and {row} > postgresql.toast.threshold"
            found.append(f"{self._own(column, 'moves')} = {moves}")
        return found

    def _toast(self) -> list[str]:
        found = []
        for column in self._movable():
            moves, length, rows = self._own(column, "moves"), self._own(column, "length"), f"{self.name}_rows"
            chunks, last, moved = (self._own(column, what) for what in ("chunks", "last", "moved"))
            rest = f"postgresql.toast.chunk_row({length} - floor({length} / 1996 B) * 1996 B)"
            table = f"postgresql.toast.shared({rows}, {moved}, {chunks}, {last})"
            index = f"postgresql.btree({rows} * ({chunks} + {moved}), 8 B)"
            found += [
                f"{chunks} = mean(if {moves} then floor({length} / 1996 B) else 0)",
                f"{last} = mean(if {moves} then {rest} else 0 B)",
                f"{moved} = mean(if {moves} then 1 else 0) -> %",
                f"{self._own(column, 'toast')} = if {moved} > 0 then {table} + {index} else 0 B -> MB",
            ]
        return found

    def _sizes(self) -> list[str]:
        name = self.name
        found = [f"{name}_heap = postgresql.heap({name}_rows, {name}_row) -> MB"]
        parts = [f"{name}_heap", *[self._own(column, "toast") for column in self._movable()]]
        logs = [f"postgresql.wal.insert({name}_row)", "postgresql.wal.commit"]
        for index in self.table.indexes:
            own = self._index(index)
            found.append(f"{own}_key = {self._key(index)}")
            built = " or ".join([f"postgresql.btree({name}_rows, {own}_key, {own}_order)"])
            if not index.unique:
                shared = f"postgresql.btree.deduplicated({name}_rows, mean({own}_key), {own}_rows_per_key)"
                built = f"(if {own}_rows_per_key > 1 then {shared} else {built})"
            found.append(f"{own} = {built} -> MB")
            parts.append(own)
            logs.append(f"postgresql.wal.index({own}_key, {own}_order)")
        found.append(f"{name}_size = {' + '.join(parts)} -> MB")
        found.append(
            f"{name}_log = postgresql.wal.with_page_headers({' + '.join(logs)})   # of one row, in a transaction"
        )
        found.append(f"{name}_log_per_day = {name}_inserts * {name}_log * 1/row -> GB/day")
        found.append(f"{name}_growth = {name}_inserts * {name}_size / {name}_rows -> GB/year")
        if tuple(padding_free(self.table.columns)) != self.table.columns:
            best = f"postgresql.heap({name}_rows, {name}_best_row)"
            found.append(f"{name}_padding = {name}_heap - {best} -> MB   # what the other order saves")
        return found

    def _key(self, index: Index) -> str:
        """The bytes of a key; a NULL in it leaves its value out and adds 8 bytes that say so."""
        end = "0 B"
        columns = [each for name in index.columns for each in self.table.columns if each.name == name]
        for column in columns:
            before = end
            if column.payload:
                end = f"postgresql.row.variable({end}, {self._own(column, 'length')})"
            else:
                end = f"postgresql.row.fixed({end}, {column.size} B, {column.alignment} B)"
            if column.nullable:
                end = f"(if {self._own(column, 'there')} then {end} else {before})"
        nullable = [self._own(column, "there") for column in columns if column.nullable]
        return f"{end} + (if {' and '.join(nullable)} then 0 B else 8 B)" if nullable else end


def _most(payload: str) -> float:
    """The upper end of a payload as it is guessed: 200 of `20 to 200 B`."""
    return float(payload.rpartition(" to ")[2].split()[0])
