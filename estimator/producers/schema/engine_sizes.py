"""What tables of MySQL and SQLite take for the assumptions as their sheet writes them.

The sheet itself is reckoned, some tables at a time; those that differ in names alone are reckoned once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.producers.schema.engine_sheet import engine_sheet
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.sizes_record import MOST_COLUMNS, TOO_MANY, Sizes
from estimator.reckoning.estimate import central
from estimator.records import replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Table

AT_ONCE = 60  # columns of the tables that are one sheet, but one table at least


def engine_sizes(tables: list[Table]) -> list[Sizes | str]:
    """The sizes of each table, or why they cannot be reckoned."""
    plain = [_plain(table) for table in tables]
    known: dict[Table, Sizes | str] = {}
    group: list[Table] = []
    size, left = 0, MOST_COLUMNS
    for each in dict.fromkeys(plain):
        left -= len(each.columns) + sum([len(index.columns) for index in each.indexes])
        if left < 0:
            known[each] = TOO_MANY
            continue
        if group and size + len(each.columns) > AT_ONCE:
            known.update(zip(group, _reckoned(group), strict=True))
            group, size = [], 0
        group.append(each)
        size += len(each.columns)
    if group:
        known.update(zip(group, _reckoned(group), strict=True))
    return [known[each] for each in plain]


def _plain(table: Table) -> Table:
    """A table without what is its own and changes no number: its names and its notes."""
    names = {column.name: f"c{place}" for place, column in enumerate((*table.columns, *table.virtual))}
    columns, virtual = [[replace(column, name=names[column.name], original="") for column in held]
                        for held in (table.columns, table.virtual)]  # fmt: skip
    indexes = [
        replace(index, name=f"i{place}", original="", where="", columns=tuple([names[each] for each in index.columns]))
        for place, index in enumerate(table.indexes)
    ]
    return replace(
        table,
        name="t",
        original="",
        notes=(),
        columns=tuple(columns),
        virtual=tuple(virtual),
        indexes=tuple(indexes),
        clustered=tuple([names[each] for each in table.clustered]),
    )


def _reckoned(parts: list[Table]) -> list[Sizes | str]:
    """The sizes of tables; where one of several cannot be reckoned, each is tried alone."""
    tables = [replace(part, name=f"t{place}") for place, part in enumerate(parts)]
    names = SheetNames()
    try:
        numbers = central(module_from_text(engine_sheet(tables, "tables", names), "tables"))
        return [_sizes(table, numbers, names) for table in tables]
    except EstimateError as error:
        if len(parts) > 1:
            return [each for part in parts for each in _reckoned([part])]
        return [f"not reckoned, for its {len(parts[0].columns)} columns are too much: {error.problems[0].message}"]


def _sizes(table: Table, numbers: dict[str, float], names: SheetNames) -> Sizes:
    row, data, off, size = [
        numbers.get(names.of(table, part), 0.0) / BYTE_BITS for part in ("row", "data", "off_page", "size")
    ]
    outside = off if table.block else 0.0  # what is off the pages of other tables is in their data
    indexes = size - data - outside if table.secondary else 0.0
    return Sizes(row, data + outside - off, off, indexes, 0, 0, 0)
