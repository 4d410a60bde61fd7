"""What tables take for the assumptions as their sheet writes them.

Nothing joins tables, nor a table's rows and its indexes: each is reckoned by itself, some at a time as a sheet that is
then forgotten, and those that differ in names alone are reckoned once. The size of a B-tree takes many steps and
follows from three numbers, so that one sheet serves all indexes that are filled in one order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.producers.schema.conditions import led, never_null, only_null
from estimator.producers.schema.engine_sizes import engine_sizes
from estimator.producers.schema.nullable import guessed_share, null_keys, shares
from estimator.producers.schema.ordering import BY_TURNS, DESCENDING, IN_ORDER, key_order
from estimator.producers.schema.other_sizes import other_sizes
from estimator.producers.schema.partitions import PAGE, empty_bytes, has_toast, holding, share_of_rows
from estimator.producers.schema.size_names import Names
from estimator.producers.schema.sizes import ENTRIES, IMAGES, LOG, ROWS, TREE, TREES, sizes_text, tree_text
from estimator.producers.schema.sizes_record import MOST_COLUMNS, TOO_MANY, Sizes
from estimator.producers.schema.stored import Index, Table
from estimator.reckoning.estimate import central
from estimator.reckoning.repeated import Repeated
from estimator.records import replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.stored import Column

AT_ONCE = 100  # columns of the tables that are one sheet, but one table at least


def sizes_of(tables: list[Table]) -> list[Sizes | str]:
    """The sizes of each table, or why they cannot be reckoned."""
    if tables and tables[0].system != "PostgreSQL":
        return engine_sizes(tables)
    parts = [[_rows_of(table), *[_index_of(table, index) for index in table.indexes]] for table in tables]
    known: dict[Table, Sizes | str] = {}
    trees = _Trees()
    left = MOST_COLUMNS
    asked: dict[Table, None] = {}
    for each in parts:
        new = [part for part in each if part not in asked and part not in known]
        left -= sum([len(part.columns) for part in new])
        if left >= 0:
            asked.update(dict.fromkeys(new))
        else:
            known.update(dict.fromkeys(new, TOO_MANY))
    for group in _groups(list(asked)):
        known.update(zip(group, _reckoned(group, trees), strict=True))
    return [_with_empty(table, _together(_with_others(table, [known[part] for part in each])))
            for table, each in zip(tables, parts, strict=True)]  # fmt: skip


def _with_empty(table: Table, sizes: Sizes | str) -> Sizes | str:
    """The sizes of a table with what its partitions take that have no rows, or nothing in TOAST."""
    if not table.is_partitioned or isinstance(sizes, str):
        return sizes
    one = PAGE if has_toast(table.columns) else 0
    toast = max(sizes.toast, one * table.partition_count) + one * table.empty_partitions
    indexes = sizes.indexes + (empty_bytes(table) - one) * table.empty_partitions
    return replace(sizes, toast=toast, indexes=indexes)


def _with_others(table: Table, parts: list[Sizes | str]) -> list[Sizes | str]:
    """The parts of a table with one for all its indexes that are no B-trees, which follow from the size of its heap."""
    rows = parts[0]
    if not table.others or isinstance(rows, str):
        return parts
    try:
        return [*parts, other_sizes(table, rows.heap)]
    except EstimateError as error:
        return [*parts, f"not reckoned, for its other indexes are too much: {error.problems[0].message}"]


def _rows_of(table: Table) -> Table:
    """A table without its indexes, and without what is its own and changes no number: its names and its notes."""
    columns = [_plain(column, place, "char(1)" if column.written.startswith("char(") else "")
               for place, column in enumerate(table.columns)]  # fmt: skip
    return Table("t", tuple(columns), (), (), "", table.fillfactor, partition_count=table.partition_count)


def _index_of(table: Table, index: Index) -> Table:
    """A table with one index and the columns that this holds, in the table's order, without their names."""
    held = [column for column in table.columns if column.name in index.columns or column.name in index.include]
    names = {column.name: f"c{place}" for place, column in enumerate(held)}
    always = only_null(table.columns, index) & names.keys() if index.holder is None else frozenset()
    own = replace(
        index,
        name="primary_key" if index.primary else "i",
        columns=tuple([names[column] for column in index.columns]),
        include=tuple([names[column] for column in index.include]),
        original="",
        where=" and ".join([f"{names[each]} is null" for each in sorted(always)]),
        partial=index.partial or bool(index.partitions),
        share=(guessed_share(table, index) if index.partial else 100) * share_of_rows(table, index),
        partitions=0,
    )
    # Of the types the order of the keys is left, for which one that comes in time stands, and what shares no entries.
    order, never = key_order(table, index), never_null(table.columns, index)
    keys = (*led(table.columns, index), "", "")
    first = keys[0] if order in (IN_ORDER, DESCENDING) else keys[1] if order == BY_TURNS else ""
    columns = [
        _plain(
            replace(column, nullable=column.nullable and column.name not in never, absent=column.name in always),
            place,
            "timestamp" if column.name == first else "" if shares(column) else "numeric",
        )
        for place, column in enumerate(held)
    ]
    return Table("t", tuple(columns), (own,), (), partition_count=holding(table, index))


def _plain(column: Column, place: int, written: str) -> Column:
    return replace(column, name=f"c{place}", written=written, guessed=False, original="", ascends=False)


def _groups(parts: list[Table]) -> Iterator[list[Table]]:
    """The parts by some that are one sheet."""
    group: list[Table] = []
    size = 0
    for part in parts:
        if group and size + len(part.columns) > AT_ONCE:
            yield group
            group, size = [], 0
        group.append(part)
        size += len(part.columns)
    if group:
        yield group


class _Trees:
    """The sizes of B-trees and the images of their pages, by what their entries are like."""

    def __init__(self) -> None:
        self._names = Names()
        self._sheets: dict[tuple[Index, str, str], Repeated] = {}

    def sizes(
        self, index: Index, order: str, entries: list[float], nulls: str = "", trees: int = 1
    ) -> tuple[float, float]:
        """The size of an index and the images of a row, in bits; `entries` are the first of its ENTRIES. EstimateError.

        `nulls` is how rows without a key stand in it, if they do: then it has all ENTRIES. Rows are in so many `trees`.
        """
        own = Index("i", (), unique=True, primary=False, partial=index.partial, fillfactor=index.fillfactor,
                    newest_first=order == BY_TURNS and index.newest_first, share=index.share)  # fmt: skip
        if (own, order, nulls) not in self._sheets:
            text = tree_text(own, order, self._names, nulls)
            self._sheets[own, order, nulls] = Repeated(module_from_text(text, TREE.name))
        given = [self._names.of_index(TREE, own, part) for part in ENTRIES]
        asked = dict(zip(given, entries, strict=False))
        if trees > 1:
            asked |= {self._names.of(TREE, ROWS): 1e6 / trees, self._names.of(TREE, TREES): float(trees)}
        found = self._sheets[own, order, nulls].central(asked)
        return found[self._names.of_index(TREE, own)], found[self._names.of_index(TREE, own, IMAGES)]


def _reckoned(parts: list[Table], trees: _Trees) -> list[Sizes | str]:
    """The sizes of parts; where one of several cannot be reckoned, each is tried alone."""
    tables = [replace(part, name=f"t{place}") for place, part in enumerate(parts)]
    names = Names()
    try:
        numbers = central(module_from_text(sizes_text(tables, names, alike=True), "tables"))
        return [_sizes(table, numbers, names, trees) for table in tables]
    except EstimateError as error:
        if len(parts) > 1:
            return [each for part in parts for each in _reckoned([part], trees)]
        what = f"its index of {len(parts[0].columns)}" if parts[0].indexes else f"a row of its {len(parts[0].columns)}"
        return [f"not reckoned, for {what} columns is too much: {error.problems[0].message}"]


def _sizes(table: Table, numbers: dict[str, float], names: Names, trees: _Trees) -> Sizes:
    if table.indexes:
        (index,) = table.indexes
        log = _value(numbers, names.of_index(table, index, LOG))
        without = null_keys(table, index)
        of_all = ENTRIES if without is not None else ENTRIES[:3]
        entries = [numbers[names.of_index(table, index, part)] for part in of_all]
        stand = "" if without is None else without.entries
        size, images = trees.sizes(index, key_order(table, index), entries, stand, table.partition_count)
        return Sizes(0, 0, 0, size / BYTE_BITS, log, images / BYTE_BITS, 0)
    toast = sum([_value(numbers, names.of(table, column.name, "toast")) for column in table.columns])
    row, heap, log, saved = [_value(numbers, names.of(table, part)) for part in ("row", "heap", LOG, "saved")]
    count = table.partition_count
    return Sizes(row, count * heap, count * toast, 0, log, 0, count * saved)


def _value(numbers: dict[str, float], name: str) -> float:
    """A size in bytes, 0 of what the table does not have."""
    return numbers.get(name, 0.0) / BYTE_BITS


def _together(parts: list[Sizes | str]) -> Sizes | str:
    """The sizes of a table by those of its parts; why there are none, if one has none."""
    known = [part for part in parts if isinstance(part, Sizes)]
    if len(known) < len(parts):
        return next(part for part in parts if isinstance(part, str))
    return Sizes(*[sum(values) for values in zip(*known, strict=True)])
