"""The partitions of a table of MySQL in its sheet: each has trees and a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import binary, column, defined, name, number, row, sum_of, table
from estimator.notation.tree import Documentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression

SAID = "each with trees and a file of its own; as if rows were shared out evenly"
SHARES = "The partitions, each with trees of its own: how many are alike, and the share of the rows in each."


class Partitions:
    """What is said of one partition and of all, by a count, or by a table of those that are alike.

    `shares` are those of partitions that differ: of each so many have that share of the rows.
    """

    def __init__(self, path: str, count: int, shares: Sequence[tuple[int, float]]) -> None:
        """`path` is what their count or their table is called."""
        self._path, self._count, self._shares = path, count, shares

    def lines(self) -> list[Line]:
        """How many partitions there are; nothing of a table that has one."""
        if self._shares:
            made = [
                row(f"p{place + 1}", [number(str(alike)), number(f"{100 * share:.4g}", "%")])
                for place, (alike, share) in enumerate(self._shares)
            ]
            heads = [column("alike"), column("share", "%")]
            return [table(self._path, "partition", heads, made, Documentation((SHARES,)))]
        return [] if self._count == 1 else [defined(self._path, number(str(self._count)), "", SAID)]

    def of_one(self, whole: Expression) -> Expression:
        """A partition's part of what is a table's."""
        if self._shares:
            return binary(whole, "*", name(f"{self._path}.share"))
        return binary(whole, "/", name(self._path)) if self._count > 1 else whole

    def of_all(self, size: Expression) -> Expression:
        """What all partitions have, by what one has."""
        if self._shares:
            return sum_of(binary(name(f"{self._path}.alike"), "*", size))
        return binary(name(self._path), "*", size) if self._count > 1 else size
