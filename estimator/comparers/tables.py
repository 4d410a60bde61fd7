"""Tables that are filled to be measured: the same experience for each database."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from estimator.comparers.comparison import Comparison, predicted_bytes
from estimator.languages.sizes import plural
from estimator.problems import refused
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from estimator.comparers.comparison import Progress

MOST_TRIED = 2  # times the rows of a table whose keys meet by chance
PARTS = 10  # in which a table is filled: a bar moves, and whoever stops it does not wait for all of it


@record
class Load:
    """A table `t` with so many rows, and the line of the notation that predicts what is measured of it.

    `before` makes it, `values` are those of row `i`, `after` is done to it then. `of` is what is measured, a table or
    an index; `expression` and `values` have the number of rows as {rows}. It is taken `grain` bytes at a time where
    that is more than a page, or as many as `chance` says of a size; with another number of rows than its own, as
    `elsewhere` says. What is `predicted`, in bytes of all, is by the expression unless it is given. Where keys are
    `distinct` but may meet by chance, rows that have one already are left out and made up for by further ones.
    """

    name: str
    kind: str
    keys: int
    before: tuple[str, ...]
    values: str
    after: tuple[str, ...]
    of: str
    expression: str
    grain: int = 0
    chance: Callable[[float], int] | None = None
    elsewhere: Callable[[float], int] | None = None
    predicted: float | None = None
    distinct: bool = False

    @property
    def length(self) -> int:
        """How many rows are written."""
        return self.keys

    @property
    def row(self) -> str:
        """The values of row `i`."""
        return self.values.replace("{rows}", str(self.keys))

    @property
    def said(self) -> str:
        """The line that predicts it."""
        return self.expression.format(rows=self.keys)

    def scaled(self, keys: int) -> Load:
        """The same with another number of rows: nobody has looked whether an edge is near."""
        return replace(self, keys=keys, chance=self.elsewhere or self.chance) if keys != self.keys else self


class Session(Protocol):
    """A database that a table can be made in; what it measures is as near as `grain` bytes, a page."""

    grain: int

    def run(self, statement: str) -> object:
        """Do it. EstimateError."""

    def fill(self, load: Load, first: int, last: int) -> None:
        """Insert the rows of these numbers. EstimateError."""

    def rows(self) -> int:
        """How many rows the table has. EstimateError."""

    def size(self, of: str) -> int:
        """The bytes of what is measured. EstimateError."""


def compared(session: Session, load: Load, bounds: Mapping[str, float], progress: Progress) -> Comparison:
    """What a line predicts beside what the database says, in bytes a row; it may be off by a page. EstimateError."""
    for statement in load.before:
        session.run(statement)
    for first, last in _parts(load.keys):
        session.fill(load, first, last)
        progress(load, last - first + 1)
    if load.distinct:
        _made_up(session, load)
    for statement in load.after:
        session.run(statement)
    size = session.size(load.of)
    if size <= 0:
        raise refused(load.name, f"{load.name} {of_rows(load.keys)} takes nothing", "give it more with --keys")
    predicted = (predicted_bytes(load.said) if load.predicted is None else load.predicted) / load.keys
    said, measured, grain = load.said, size / load.keys, load.grain or session.grain
    if load.chance is not None:
        grain = load.chance(max(size, predicted * load.keys))
    return Comparison(load.name, load.keys, said, "", predicted, measured, bounds[load.kind], load.kind, grain)


def by_splits(pages: float) -> int:
    """By how many pages a tree may be off that was filled in random order, for what splits is chance.

    Three deviations of their number, a sixth of its root as measured on 20 tables each of 3 to 1500 pages of SQLite,
    and on 8 indexes each of 2 to 30 pages of InnoDB.
    """
    return math.ceil(math.sqrt(pages) / 2)


def of_rows(rows: int) -> str:
    """`of 1 row`, `of 20,000 rows`."""
    return f"of {rows:,} {plural(rows, 'row')}"


def _made_up(session: Session, load: Load) -> None:
    """Further rows for those whose key was there already. EstimateError where there are not so many keys."""
    number = load.keys
    while missing := load.keys - session.rows():
        if number >= MOST_TRIED * load.keys:
            message = f"there are no {load.keys} different keys of {load.name}: what its columns hold is too short"
            raise refused(load.name, message, "give it fewer rows with --keys, or longer keys")
        session.fill(load, number + 1, number + missing)
        number += missing


def _parts(rows: int) -> Iterator[tuple[int, int]]:
    step = -(-rows // PARTS)
    for first in range(1, rows + 1, step):
        yield first, min(rows, first + step - 1)
