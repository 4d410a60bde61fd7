"""Names of a plan: of its tables and lines as names of the notation, of columns and indexes as in the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.tables import key_of
from estimator.notation.over import AGGREGATES
from estimator.notation.settings import DECLARERS
from estimator.notation.tokens import RESERVED, STARTERS
from estimator.probes.schema.identifiers import Taken
from estimator.units.table import shipped_units

if TYPE_CHECKING:
    from estimator.probes.schema.tables import Column, Index, Table

# What a row's own columns are called there, and other words that a table's bare name would stand in the way of.
_OWN = ("column", "type", "length", "null", "not_null", "index", "order", "share", "per_key", "fill", "key", "pivot",
        "rows", "size", "postgresql", "fold", "first", "table", "release", "yes", "no", "for", "of")  # fmt: skip
_NOT_BARE = frozenset((*_OWN, *FUNCTIONS, *DISTRIBUTIONS, *AGGREGATES, *DECLARERS, *RESERVED, *STARTERS))
LONGEST_LABEL = 60


class PlanNames:
    """Gives each thing of a schema its name, the same whenever it is asked for, and no two the same."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], str] = {}
        self._taken = Taken()
        self._labels: dict[str, dict[str, str]] = {}

    def of(self, table: Table, *parts: str) -> str:
        """The name of a table or of a thing of it: `film`, `film_heap`."""
        key = (table.name, *parts)
        if key not in self._given:
            wanted = "_".join(key)
            if not parts and (wanted in _NOT_BARE or shipped_units().is_symbol(wanted)):
                wanted = f"{wanted}_table"
            self._given[key] = self._taken.distinct(wanted)
        return self._given[key]

    def label(self, table: Table, column: Column) -> str:
        """What the row of a column is called: as in the schema, unless another one would be called so too."""
        return self._row(f"{table.name} columns", column.name, column.original or column.name)

    def index_label(self, table: Table, index: Index) -> str:
        """What the row of an index is called."""
        return self._row(f"{table.name} indexes", index.name, index.original or index.name)

    def _row(self, among: str, own: str, original: str) -> str:
        labels = self._labels.setdefault(among, {})
        if own not in labels:
            keys = {key_of(label) for label in labels.values()}
            wanted = " ".join(original.replace('"', "'").split()).strip()[:LONGEST_LABEL] or "_"
            label, number = wanted, 1
            while key_of(label) in keys:
                number += 1
                label = f"{wanted[: LONGEST_LABEL - 6]}_{number}"
            labels[own] = label
        return labels[own]
