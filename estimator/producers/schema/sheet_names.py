"""Names of a sheet: of its tables and lines as names of the notation, of columns and indexes as in the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.tables import key_of
from estimator.notation.over import AGGREGATES
from estimator.notation.settings import DECLARERS
from estimator.notation.tokens import RESERVED, STARTERS
from estimator.producers.schema.identifiers import Taken
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.producers.schema.stored import Column, Index, Table

# What a row's own columns are called there, and other words that a table's bare name would stand in the way of.
_OWN = ("column", "type", "length", "null", "not_null", "index", "order", "share", "per_key", "fill", "key", "pivot",
        "nulls", "null_key", "rows", "size", "postgresql", "fold", "first", "table", "release", "yes", "no", "for",
        "of", "spread")  # fmt: skip
_NOT_BARE = frozenset((*_OWN, *FUNCTIONS, *DISTRIBUTIONS, *AGGREGATES, *DECLARERS, *RESERVED, *STARTERS))
LONGEST_STEM = 50  # of a label with a number behind it
LONGEST = 63  # of what names of the schema are called: SQLite has longer ones, and the lines of a sheet are to fit


class SheetNames:
    """Gives each thing of a schema its name, the same whenever it is asked for, and no two the same."""

    def __init__(self, reserved: Sequence[str] = ()) -> None:
        """Names other than the reserved ones, which are the sheet's own."""
        self._given: dict[tuple[str, ...], str] = {}
        self._taken = Taken()
        for each in reserved:
            self._taken.distinct(each)
        self._labels: dict[str, dict[str, str]] = {}

    def of(self, table: Table, *parts: str) -> str:
        """The name of a table or of a thing of it: `film`, `film_heap`."""
        key = (table.name, *parts)
        if key not in self._given:
            wanted = "_".join((table.name[:LONGEST], *parts))
            if not parts and (wanted in _NOT_BARE or shipped_units().is_symbol(wanted)):
                wanted = f"{wanted}_table"
            self._given[key] = self._taken.distinct(wanted)
        return self._given[key]

    def label(self, table: Table, column: Column) -> str:
        """What the row of a column is called: as in the schema, unless another one would be called so too."""
        return self._label(f"{table.name} columns", table.columns, column)

    def index_label(self, table: Table, index: Index) -> str:
        """What the row of an index is called."""
        return self._label(f"{table.name} indexes", table.indexes, index)

    def other_label(self, table: Table, index: Index) -> str:
        """What the row of an index that is no B-tree is called."""
        return self._label(f"{table.name} others", table.others, index)

    def cell(self, table: Table, column: Column, field: str) -> str:
        """The name of a cell of a column's row: `film.title.length`."""
        return f"{self.of(table)}.{key_of(self.label(table, column))}.{field}"

    def index_cell(self, table: Table, index: Index, field: str) -> str:
        """The name of a cell of an index's row: `film_indexes.film_pkey.size`."""
        return f"{self.of(table, 'indexes')}.{key_of(self.index_label(table, index))}.{field}"

    def other_cell(self, table: Table, index: Index, field: str) -> str:
        """The name of a cell of the row of an index that is no B-tree: `film_gin.film_words.size`."""
        return f"{self.of(table, index.method)}.{key_of(self.other_label(table, index))}.{field}"

    def _label(self, among: str, things: Sequence[Column | Index], one: Column | Index) -> str:
        if among not in self._labels:
            self._labels[among] = _labels([(each.name, each.original or each.name) for each in things])
        return self._labels[among][one.name]


def _labels(named: list[tuple[str, str]]) -> dict[str, str]:
    """For each name that nothing else has what a row is called; those that are names of the notation stay as they are.

    No two labels may stand for one name, and none holds a quote or a line break.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for own, original in sorted(named, key=lambda pair: not pair[1].isidentifier()):
        wanted = label = " ".join(original.replace('"', "'").split())[:LONGEST].strip() or "_"
        number = 1
        while key_of(label) in taken:
            number += 1
            label = f"{wanted[:LONGEST_STEM]}_{number}"
        taken.add(key_of(label))
        found[own] = label
    return found
