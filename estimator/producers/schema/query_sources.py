"""What a query selects from: tables, views and queries with their columns, and what * is of those that are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.query_operators import common, plain
from estimator.producers.schema.query_parts import Unselected

if TYPE_CHECKING:
    from estimator.producers.schema.catalogue import Catalogue, DraftColumn

    Sources = list["Source"]
    Shown = list["Column"]


class Source:
    """A table, a view or a query that another query selects from."""

    def __init__(self, name: str, columns: list[DraftColumn]) -> None:
        self.name = name
        self.columns = columns
        self.by_name = {each.name: each for each in columns}
        self.optional = False  # on the side of an outer join that may have no row


class Column:
    """A column that * shows: of a source, or one that a join has made of two."""

    def __init__(
        self,
        source: Source | None = None,
        column: DraftColumn | None = None,
        parts: tuple[Column, ...] = (),
        kind: str = "",
    ) -> None:
        self.source, self.column, self.parts, self.kind = source, column, parts, kind
        self.name: str = column.name if column is not None else parts[0].name

    def draft(self, catalogue: Catalogue) -> DraftColumn:
        """It as a column of a table; Unselected."""
        if self.column is not None and self.source is not None:
            return selected_column(self.column, optional=self.source.optional)
        left, right = (each.draft(catalogue) for each in self.parts)
        together = common([catalogue.kind_of(left), catalogue.kind_of(right)])
        if together is None:
            raise Unselected(f"the tables of its join have other types for {self.name}")
        left.become(together)
        left.not_null = (left.not_null and self.kind != "right") or (right.not_null and self.kind != "left")
        return left


def alone(source: Source) -> tuple[Sources, Shown]:
    """A source that is joined to none."""
    return [source], [Column(source, each) for each in source.columns]


def merged(left: Shown, right: Shown, names: list[str], kind: str) -> Shown:
    """What * is of a join: the columns that are one come first, each once."""
    found = []
    for name in names:
        own = [each for each in left if each.name == name]
        other = [each for each in right if each.name == name]
        if len(own) != 1 or len(other) != 1:
            raise Unselected(f"it joins by {name}, which is not once in each of its tables")
        found.append(Column(parts=(own[0], other[0]), kind=kind))
    return [*found, *[each for each in (*left, *right) if each.name not in names]]


def selected_column(column: DraftColumn, *, optional: bool) -> DraftColumn:
    """A column of a source as one of what is selected; with `optional` there may be no row of it."""
    made = column.copy()
    made.kind = plain(made.kind)
    made.stored = True
    made.not_null = made.not_null and not optional
    made.filled = made.filled and not optional
    return made
