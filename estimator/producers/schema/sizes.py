"""What the sizes of tables follow from, as sheets that are reckoned and forgotten: see `reckoning`.

They are made for speed, by parts that many tables share. What people read is made in `sheet`, and a test holds both
against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.layout import BEST_ORDER, ROW, Layout, wrapped
from estimator.producers.schema.nullable import NullKeys, guessed_nulls, null_keys
from estimator.producers.schema.ordering import BY_TURNS, GROUPS, key_order
from estimator.producers.schema.stored import FILL, FULL, Column, Table
from estimator.producers.schema.wide import CUT, grouped
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.size_names import Names
    from estimator.producers.schema.stored import Index

LOG, IMAGES, ROWS, TREES = "log", "images", "rows", "trees"
SOME = 4  # columns of a table that stand for all of the same guess
ITEM, VARIANCE, INNER_ITEM, NULLS, NULL_KEY = ENTRIES = ("item", "variance", "inner_item", "nulls", "null_key")
TREE = Table("tree", (Column("key", "bigint", 8, 8, "", nullable=False, guessed=False),), (), ())
CHECKPOINTS = "checkpoint_interval = 5 min   # the default of checkpoint_timeout"


def sizes_text(tables: list[Table], names: Names, *, alike: bool = False) -> str:
    """A sheet of some tables for their sizes alone: of each its rows, or its indexes where it has some.

    Of an index it has the log, and what the size of a B-tree follows from: see tree_text. What of a value goes to
    TOAST has a name, for both that ask for it; where columns of one guess are taken as `alike` some stand for all.
    """
    writers = [_Writer(table, names, moves_named=True, alike=alike) for table in tables]
    return "\n".join([CHECKPOINTS, *[line for writer in writers for line in writer.size_lines()]]) + "\n"


def tree_text(index: Index, order: str, names: Names, nulls: str = "") -> str:
    """A sheet of an index of TREE that is filled in an order, by what its entries are like, which any may give.

    `nulls` is how rows without a key stand in it, if they do. There may be several such TREES of so many rows each.
    """
    return "\n".join([CHECKPOINTS, *_Writer(TREE, names).tree_lines(index, order, nulls)]) + "\n"


class _Writer:
    """One table's lines."""

    def __init__(self, table: Table, names: Names, *, moves_named: bool = False, alike: bool = False) -> None:
        self.table = table
        self.names = names
        self.layout = Layout(table, names)
        self.counted = _standing(self.layout.movable, SOME if alike else len(table.columns))
        self.moves_named = moves_named or self.layout.is_wide

    def size_lines(self) -> list[str]:
        """What `sizes_text` has of the table."""
        assumptions = _aligned([self._rows(), *self._columns(), *self._indexes()])
        if not self.table.indexes:
            return [*assumptions, *self.layout.lines(), *self._sizes(), self._log()]
        found = [*assumptions, *(self.layout.lines() if self.layout.answers_keys else [])]
        for index in self.table.indexes:
            found += self._entries(index)
            found.append(f"{self._index(index, LOG)} = postgresql.wal.with_page_headers({self._record(index)})")
        return found

    def _entries(self, index: Index) -> list[str]:
        """What the size of an index follows from: its mean entry, how far these vary, the entry of its upper pages."""
        key, item = self._key(index), self._index(index, ITEM)
        pivot = self.layout.pivot(index)
        inner = f"mean(postgresql.btree.entry({pivot}))" if pivot else item
        without = null_keys(self.table, index)
        if without is not None:
            return [*self._key_line(index), *self._without(index, without, key, inner)]
        return [
            *self._key_line(index),
            f"{item} = mean(postgresql.btree.entry({key}))",
            f"{self._index(index, VARIANCE)} = mean((postgresql.btree.entry({key}) / {item} - 1)^2)",
            *wrapped(f"{self._index(index, INNER_ITEM)} = {inner}", "  "),
        ]

    def _without(self, index: Index, found: NullKeys, key: str, inner: str) -> list[str]:
        """The same of an index some of whose rows have no key: the entries are those of the others."""
        item, variance, inner_item, nulls, null_key = [self._index(index, part) for part in ENTRIES]
        beside = [each for name in found.beside for each in self.table.columns if each.name == name]
        given = f"{key}, {nulls}, {null_key}"
        return [
            f"{nulls} = {self._of(found.column, 'null')}",
            f"{null_key} = {self.layout.key_of_columns(beside)} + 8 B" if beside else f"{null_key} = 8 B",
            f"{item} = postgresql.nulls.keyed({given}).item",
            f"{variance} = postgresql.nulls.keyed({given}).variance",
            *wrapped(f"{inner_item} = {inner}", "  "),
        ]

    def tree_lines(self, index: Index, order: str, without: str) -> list[str]:
        """What `tree_text` has: the assumptions that an index fills in, its size and its images."""
        item, variance, inner, nulls, null_key = [self._index(index, part) for part in ENTRIES]
        share = [f"{self._index(index, 'share')} = {index.share}%"] if index.partial else []
        given = f'{self._indexed_rows(index)}, {item}, {variance}, {inner}, "{order}"{_filled(index)}'
        size = f"postgresql.btree.of_entries({given})"
        if order == BY_TURNS:
            groups = " ".join(GROUPS)
            given = f"{self._indexed_rows(index)}, {item}, {variance}, {inner}, {groups}{_filled(index)}"
            newest = ', arrival = "newest first"' if index.newest_first else ""
            size = f"postgresql.btree.by_turns({given}{newest})"
        if without and order == BY_TURNS:
            given = f"{self._indexed_rows(index)}, {nulls}, {item}, {''.join(GROUPS)}, {null_key}"
            size = f'postgresql.nulls.of_grouped({given}, "{without}")'
        elif without:
            given = f'{self._indexed_rows(index)}, {nulls}, {item}, {variance}, "{order}", {index.fillfactor}%'
            size = f'postgresql.nulls.of_entries({given}, {null_key}, "{without}")'
        return [
            *_aligned([self._rows()]),
            f"{self._of(TREES)} = 1",
            *share,
            f'{self._index(index, "order")} = "{order}"',
            f"{item} = 20 B",
            f"{variance} = 0",
            f"{inner} = 20 B",
            *([f"{nulls} = 10%", f"{null_key} = 8 B"] if without else []),
            f"{self._index(index)} = {self._of(TREES)} * {size}",
            f"{self._index(index, IMAGES)} = {self._image(index, order)}",
        ]

    def _moved(self, column: Column) -> str:
        """The bytes of a column's value that go to TOAST: a name, or the call that gives them."""
        return self._of(column.name, "moved") if self.moves_named else self.layout.moved(column)

    def _of(self, *parts: str) -> str:
        return self.names.of(self.table, *parts)

    def _index(self, index: Index, *parts: str) -> str:
        return self.names.of_index(self.table, index, *parts)

    def _rows(self) -> list[tuple[str, str, str]]:
        rows = "1 M row" if self.table.partition_count == 1 else f"{1e6 / self.table.partition_count:.12g} row"
        return [(self._of("rows"), rows, ""), (self._of("inserts"), "10 row/s", "new rows")]

    def _columns(self) -> Iterable[list[tuple[str, str, str]]]:
        """What is to be filled in of each column, in the table's order."""
        for column in self.table.columns:
            found = []
            if column.payload:
                length = f"spread({column.payload})" if " to " in column.payload else column.payload
                found.append((self._of(column.name, "length"), length, _kind(column)))
            if column.nullable:
                note = "" if column.payload else f"{_kind(column)}; "
                found.append((self._of(column.name, "null"), f"{guessed_nulls(column)}%", f"{note}rows without it"))
            yield found

    def _indexes(self) -> Iterable[list[tuple[str, str, str]]]:
        for index in self.table.indexes:
            found = [(self._index(index, "order"), f'"{key_order(self.table, index)}"', "")]
            if index.partial:
                found.append((self._index(index, "share"), f"{index.share}%", "of the rows are in it"))
            if _shares_keys(index):
                found.append((self._index(index, "rows_per_key"), "1", "more where keys repeat"))
            yield found

    def _sizes(self) -> list[str]:
        rows, row, heap = self._of("rows"), self._of("row"), self._of("heap")
        found = [f"{row} = {self.layout.call(ROW)}", f"{heap} = postgresql.heap({rows}, {row}{self._fill()}) -> MB"]
        if self.layout.is_wide:
            found.append(f"{self._of(CUT)} = {self.layout.call(CUT)}   # longer values go to TOAST")
        for column in self.layout.movable:
            if column.name not in self.counted:
                continue
            if self.moves_named:
                found.append(f"{self._moved(column)} = {self.layout.moved(column)}")
            size = f"postgresql.toast.column({rows}, {self._moved(column)})"
            found.append(f"{self._of(column.name, 'toast')} = {self.counted[column.name]}{size}")
        if self.layout.best != self.table.columns:
            best = f"postgresql.heap({rows}, {self.layout.call(BEST_ORDER)}{self._fill()})"
            # Where lengths vary the difference can be less than the averages' noise: that is no loss.
            found.append(f"{self._of('saved')} = max(0 MB, {heap} - {best}) -> MB   # by that order")
        return found

    def _fill(self) -> str:
        return f", {self.table.fillfactor}%" if self.table.fillfactor < FULL else ""

    def _key_line(self, index: Index) -> list[str]:
        """The bytes of an index's key, where they have a name."""
        key = self._index(index, "key")
        return wrapped(f"{key} = {self.layout.key(index)}", "  ") if self._key(index) == key else []

    def _indexed_rows(self, index: Index) -> str:
        """The rows that are in an index."""
        rows = self._of("rows")
        return f"{rows} * {self._index(index, 'share')}" if index.partial else rows

    def _key(self, index: Index) -> str:
        """An index's key in the lines below: a name, or its bytes where they are always the same."""
        key = self.layout.key(index)
        return key if key.removesuffix(" B").isdigit() else self._index(index, "key")

    def _log(self) -> str:
        """What a new row writes to the log, without its indexes."""
        records = [f"postgresql.wal.insert({self._of('row')})", "postgresql.wal.commit"]
        records += [f"{self.counted[column.name]}postgresql.toast.log({self._moved(column)})"
                    for column in self.layout.movable if column.name in self.counted]  # fmt: skip
        return f"{self._of(LOG)} = postgresql.wal.with_page_headers({grouped(records, ' + ')})"

    def _record(self, index: Index) -> str:
        """What an index writes to the log for a new row."""
        return self._shared(index, f"postgresql.wal.index({self._key(index)}, {self._index(index, 'order')})")

    def _image(self, index: Index, order: str) -> str:
        """The images of the pages of an index that a new row touches."""
        rate = self._shared(index, self._of("inserts"))
        size = self._index(index)
        if order == BY_TURNS:
            size = f'postgresql.schema.last_pages("{BY_TURNS}", {size}, {" ".join(GROUPS)})'
        given = f"{size}, {self._index(index, 'order')}, {rate}, checkpoint_interval"
        return self._shared(index, f"postgresql.wal.images({given})")

    def _shared(self, index: Index, expression: str) -> str:
        """What an index takes of a row on average: nothing of those that a partial one leaves out."""
        return f"{self._index(index, 'share')} * {expression}" if index.partial else expression


def _standing(columns: list[Column], some: int) -> dict[str, str]:
    """The columns that stand for all, by name, with the factor by which each counts for those of the same guess."""
    groups: dict[Column, list[str]] = {}
    for column in columns:
        groups.setdefault(replace(column, name="", original="", written=""), []).append(column.name)
    found = {}
    for names in groups.values():
        factor = f"{len(names) / some:.12g} * " if len(names) > some else ""
        found.update(dict.fromkeys(names[:some], factor))
    return found


def _shares_keys(index: Index) -> bool:
    """Whether equal keys share an entry: not in a unique index, nor in one that includes columns."""
    return not index.unique and not index.include


def _filled(index: Index) -> str:
    """The fillfactor of an index as a further argument, unless it is the usual one."""
    return f", {index.fillfactor}%" if index.fillfactor != FILL else ""


def _kind(column: Column) -> str:
    """A column's type as a note."""
    written = " ".join(column.written.split())
    return f"{written}: a type unknown here, taken for a text" if column.guessed else written


def _aligned(groups: list[list[tuple[str, str, str]]]) -> list[str]:
    """Assumptions with their values and notes under each other."""
    rows = [row for group in groups for row in group]
    name = max([len(each) for each, _, _ in rows])
    value = max([len(each) for _, each, _ in rows])
    return [f"{left:<{name}} = {middle:<{value}}   # {note}" if note else f"{left:<{name}} = {middle}"
            for left, middle, note in rows]  # fmt: skip
