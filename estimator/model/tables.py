"""A table to definitions, one a cell: `services.feed.size`; and the names that an expression over its rows needs.

So a cell is a quantity like any other: an assumption or worked, with overrides and ranges, in every output.
"""

from __future__ import annotations

from estimator.notation.tables import in_unit
from estimator.notation.tree import Definition, Documentation, Name, Sum
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from estimator.notation.rows import Cell, Column, Table, TableRow
    from estimator.notation.tree import Expression

_LONGEST_NAME = 60


class Rows:
    """A table with its rows by the part of a name that stands for each: `us_east_1` for the label us-east-1."""

    __slots__ = ("by_label", "columns", "keys", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.keys = [key_of(row.label) for row in table.rows]
        self.by_label = {row.label: key for row, key in zip(table.rows, self.keys, strict=True)}
        self.columns = {column.name: place for place, column in enumerate(table.columns)}

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    def repeated(self) -> TableRow | None:
        """The first row that is called as one above it."""
        for place, key in enumerate(self.keys):
            if key in self.keys[:place]:
                return self.table.rows[place]
        return None

    def definitions(self) -> Iterator[Definition]:
        """The cells as definitions, row by row."""
        table = self.table
        said = table.documentation
        documentation = Documentation((), said.sources, said.as_of, said.confidence, said.examples)
        for row, key in zip(table.rows, self.keys, strict=True):
            own = {column.name: f"{table.name}.{key}.{column.name}" for column in table.columns}
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield _definition(own, column, cell or column.default, row, cell is not None, documentation)
                documentation = replace(documentation, examples=())

    def cells(self) -> list[str]:
        """The names of all cells."""
        return [f"{self.name}.{key}.{column}" for key in self.keys for column in self.columns]

    def of_column(self, column: str) -> list[str]:
        """The names of a column's cells."""
        return [f"{self.name}.{key}.{column}" for key in self.keys]


def key_of(label: str) -> str:
    """The label of a row as a part of a name."""
    key = "".join([char if char.isalnum() or char == "_" else "_" for char in label])[:_LONGEST_NAME]
    return key if key.isidentifier() else f"_{key}"


def _definition(
    own: Mapping[str, str],
    column: Column,
    cell: Cell | None,
    row: TableRow,
    is_given: bool,  # noqa: FBT001  whether the row has a cell of its own
    documentation: Documentation,
) -> Definition:
    assert cell is not None  # the parser has asked for one
    expression = renamed(in_unit(cell.expression, column.unit), own)
    names = tuple([own.get(name, name) for name in cell.names])
    span = cell.expression.span if is_given else row.span
    return Definition(own[column.name], None, column.unit, expression, (), row.note, documentation, names, span)


def renamed(tree: Expression, names: Mapping[str, str]) -> Expression:
    """A tree in which some names go by others."""
    made: Expression = _renamed(tree, names)
    return made


def _renamed(tree: Any, names: Mapping[str, str]) -> Any:  # of the kind that it was
    if isinstance(tree, Name):
        return replace(tree, path=names[tree.path]) if tree.path in names else tree
    if isinstance(tree, Sum) and tree.variable in names:
        names = {name: other for name, other in names.items() if name != tree.variable}
    if not isinstance(tree, tuple):
        return tree
    parts = [_renamed(part, names) for part in tree]
    return tree.__class__(*parts) if hasattr(tree, "__match_args__") else tuple(parts)


def needed(names: tuple[str, ...], tables: Mapping[str, Rows]) -> tuple[str, ...]:
    """Names with the cells of a column in place of it; those of a table alone are found when they are asked for."""
    found: dict[str, None] = {}
    for name in names:
        table, _, column = name.rpartition(".")
        if table in tables and column in tables[table].columns:
            found.update(dict.fromkeys(tables[table].of_column(column)))
        else:
            found[name] = None
    return tuple(found)
