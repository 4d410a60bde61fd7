"""Names of the notation for the tables, columns and indexes of a schema: readable, and no two alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.identifiers import Taken

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Index, Table


class Names:
    """Gives each thing of a table its name, the same whenever it is asked for.

    `a_b` with a column `c` and `a` with a column `b_c` want one name: who comes second gets a number.
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], str] = {}
        self._taken = Taken()

    def of(self, table: Table, *parts: str) -> str:
        """The name of a thing of a table: `film_title_length`."""
        key = (table.name, *parts)
        if key not in self._given:
            self._given[key] = self._taken.distinct("_".join(key))
        return self._given[key]

    def of_index(self, table: Table, index: Index, *parts: str) -> str:
        """The name of an index or of a thing of it: `film_primary_key`, `film_title_index_order`."""
        return self.of(table, index.name if index.primary else f"{index.name}_index", *parts)
