"""What tables take for the assumptions as their sheet writes them.

Nothing joins tables, so each is reckoned by itself: some at a time as a sheet, which is then forgotten, and tables
that differ in names alone once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.probes.schema.names import Names
from estimator.probes.schema.sheet import sheet_text
from estimator.probes.schema.tables import Index, Table
from estimator.problems import EstimateError
from estimator.reckoning.estimate import central
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

BITS_PER_BYTE = 8
AT_ONCE = 100  # columns and indexes of the tables that are one sheet, but one table at least


@record
class Sizes:
    """What a table takes in bytes; `log` and `images` are of one row."""

    row: float
    heap: float
    toast: float
    indexes: float
    log: float
    images: float
    saved: float


def sizes_of(tables: list[Table]) -> list[Sizes | str]:
    """The sizes of each table, or why they cannot be reckoned."""
    shapes = [_shape(table) for table in tables]
    found: dict[Table, Sizes | str] = {}
    for group in _groups(list(dict.fromkeys(shapes))):
        found.update(zip(group, _reckoned(group), strict=True))
    return [found[shape] for shape in shapes]


def _shape(table: Table) -> Table:
    """A table without what is its own and changes no number: its names and its notes."""
    names = {column.name: f"c{place}" for place, column in enumerate(table.columns)}
    columns = [replace(column, name=names[column.name], original="") for column in table.columns]
    indexes = [_index_shape(index, place, names) for place, index in enumerate(table.indexes)]
    return Table("t", tuple(columns), tuple(indexes), (), "", table.fillfactor)


def _index_shape(index: Index, place: int, names: dict[str, str]) -> Index:
    return replace(
        index,
        name="primary_key" if index.primary else f"i{place}",
        columns=tuple([names[column] for column in index.columns]),
        include=tuple([names[column] for column in index.include]),
        original="",
    )


def _groups(shapes: list[Table]) -> Iterator[list[Table]]:
    """The shapes by some that are one sheet, each with a name of its own."""
    group: list[Table] = []
    size = 0
    for shape in shapes:
        own = len(shape.columns) + len(shape.indexes)
        if group and size + own > AT_ONCE:
            yield group
            group, size = [], 0
        group.append(shape)
        size += own
    if group:
        yield group


def _reckoned(shapes: list[Table]) -> list[Sizes | str]:
    """The sizes of shapes; where one of several cannot be reckoned, each is tried alone."""
    tables = [replace(shape, name=f"t{place}") for place, shape in enumerate(shapes)]
    names = Names()
    try:
        numbers = central(module_from_text(sheet_text(tables, "tables", names), "tables"))
    except EstimateError as error:
        if len(shapes) == 1:
            return [f"it cannot be reckoned: {error.problems[0].message}"]
        return [each for shape in shapes for each in _reckoned([shape])]
    return [_sizes(table, numbers, names) for table in tables]


def _sizes(table: Table, numbers: dict[str, float], names: Names) -> Sizes:
    def value(*parts: str) -> float:
        return numbers.get(names.of(table, *parts), 0.0) / BITS_PER_BYTE

    return Sizes(
        value("row"),
        value("heap"),
        sum([value(column.name, "toast") for column in table.columns]),
        sum([numbers[names.of_index(table, index)] / BITS_PER_BYTE for index in table.indexes]),
        value("log"),
        value("images"),
        value("saved"),
    )
