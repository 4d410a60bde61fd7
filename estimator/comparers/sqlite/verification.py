"""Tables of SQLite predicted and measured, in this very process and in memory: nothing is left of them anywhere."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, NoReturn

from estimator.comparers.comparison import Program, Server, System
from estimator.comparers.interruptions import terminable
from estimator.comparers.sqlite.selection import BOUNDS, FREED, PAGE, WORKLOADS
from estimator.comparers.sqlite.sheet_values import FUNCTIONS
from estimator.comparers.sqlite.sheets import of_sheet
from estimator.comparers.tables import compared
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Generator

    from estimator.comparers.comparison import Comparison, Progress, Run
    from estimator.comparers.tables import Load


class Session:
    """A database in memory, in which a table `t` is filled."""

    grain = PAGE

    def __init__(self, connection: sqlite3.Connection) -> None:
        for name, function in FUNCTIONS.items():
            connection.create_function(name, -1, function, deterministic=True)
        self._connection = connection
        self._pages = 0  # before what is measured was made; the first page has the schema

    def run(self, statement: str) -> list[tuple[int, ...]]:
        """The rows that it gives."""
        self._pages = self._counted()
        return self._connection.execute(statement).fetchall()

    def fill(self, load: Load, first: int, last: int) -> None:
        """Insert the rows of these numbers, in their order."""
        numbers = "WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        insert = "INSERT OR IGNORE" if load.distinct else "INSERT"
        self._connection.execute(f"{numbers} {insert} INTO t SELECT {load.row} FROM n", (first, last))

    def rows(self) -> int:
        """How many rows the table has."""
        return int(self._connection.execute("SELECT count(*) FROM t").fetchone()[0])

    def size(self, of: str) -> int:
        """The bytes by which the last statement, and what was filled in behind it, made the database larger.

        Of an index that fills with its table, those of the pages that become free with it.
        """
        if of != FREED:
            return (self._counted() - self._pages) * self._asked("page_size")
        self._connection.execute("DROP INDEX x")
        return self._asked("freelist_count") * self._asked("page_size")

    def _counted(self) -> int:
        return self._asked("page_count") or 1

    def _asked(self, what: str) -> int:
        return int(self._connection.execute(f"PRAGMA {what}").fetchone()[0])


def programs() -> list[Program]:
    """The SQLite that Python brings."""
    return [Program(sqlite3.__name__, f"SQLite {sqlite3.sqlite_version}")]


def program(path: str = "") -> Program:
    """The SQLite that Python brings; EstimateError for any other."""
    if path:
        raise refused(path, "SQLite runs within Python, and is no program", "leave --program away")
    return programs()[0]


def on_program(found: Program, loads: list[Load], progress: Progress) -> Run:
    """A fresh database for each workload; what SQLite says of itself, and the comparisons as they come."""

    def all_of_them() -> Generator[Comparison]:
        for load in loads:
            with terminable(), contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
                connection.execute(f"PRAGMA page_size = {PAGE}")
                comparison = compared(Session(connection), load, BOUNDS, progress)
            yield comparison

    return Server("sqlite", "sqlite", sqlite3.sqlite_version, found.version), all_of_them()


def on_server(text: str, _loads: list[Load], _progress: Progress, _even_if_not_empty: bool) -> NoReturn:  # noqa: FBT001  of a table
    """EstimateError: there is no server."""
    raise refused(text, "SQLite runs within Python, and is no server", "leave --server away")


SYSTEM = System(
    "sqlite",
    "rows",
    "bytes a row of page_count",
    "1%, 2% where lengths differ, 5% in random order and without row ids",
    WORKLOADS,
    programs,
    program,
    str,
    on_program,
    on_server,
    None,
    of_sheet,
    pieces="a page, or in random order the few that split by chance",
)
