"""InnoDB's tables predicted and measured, on a server that is started or in a database of one that runs."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

from estimator.comparers import ledger
from estimator.comparers.comparison import Server, System
from estimator.comparers.interruptions import terminable
from estimator.comparers.lending import cleaned_up, lent
from estimator.comparers.mysql.selection import BOUNDS, PAGE, WORKLOADS
from estimator.comparers.mysql.servers import MISSING, listening, program, programs, running
from estimator.comparers.mysql.sheets import of_sheet
from estimator.comparers.tables import Load, compared
from estimator.problems import EstimateError, refused
from estimator.producers.redis.client import Address, parse_address

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from estimator.comparers.comparison import Comparison, Left, Program, Progress, Run
    from estimator.comparers.ledger import Note
    from estimator.comparers.sessions import Client

PORT = 3306
PREFIX = "estimator_"
# How deep a table may refer to itself: either server reads its own name for it alone. MySQL remembers sizes for a day.
SETTINGS = (
    "/*M! SET SESSION max_recursive_iterations = 4294967295 */;"
    "SET SESSION time_zone = '+00:00';"  # no hour is missing
    "/*!80000 SET SESSION cte_max_recursion_depth = 4294967295, information_schema_stats_expiry = 0 */;"
)
_OTHERS = (
    "SELECT count(*) FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
    " AND table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"
)


class Session:
    """A database, in which a table `t` is filled."""

    grain = PAGE

    def __init__(self, client: Client, database: str) -> None:
        self._client, self._database = client, database

    def run(self, statement: str) -> list[list[str]]:
        """The rows that it prints."""
        return self._client.ask(f"USE {self._database};\n{SETTINGS}\n{statement};")

    def fill(self, load: Load, first: int, last: int) -> None:
        """Insert the rows of these numbers, in their order."""
        numbers = f"WITH RECURSIVE n (i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
        again = " ON DUPLICATE KEY UPDATE c0 = t.c0" if load.distinct else ""
        self.run(f"INSERT INTO t {numbers} SELECT {load.row} FROM n{again}")

    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.run("SELECT count(*) FROM t")[-1][0])

    def size(self, of: str) -> int:
        """The bytes of the clustered index, or of the others, as the server reports them."""
        found = self.run(
            f"ANALYZE TABLE t; SELECT {of} FROM information_schema.tables"
            f" WHERE table_schema = '{self._database}' AND table_name = 't'"
        )
        return int(found[-1][0])


def on_program(found: Program, loads: list[Load], progress: Progress) -> Run:
    """A fresh server of a program; what it says of itself, and the comparisons as they come."""

    def all_of_them() -> Generator[Comparison]:
        with running(found.path) as client:
            for load in loads:
                client.ask("DROP TABLE IF EXISTS test.t;")
                yield compared(Session(client, "test"), load, BOUNDS, progress)

    return Server("mysql", "mariadb", found.version.rpartition(" ")[2], found.version), all_of_them()


def on_server(text: str, loads: list[Load], progress: Progress, even_if_not_empty: bool) -> Run:  # noqa: FBT001  of a table
    """A server that runs already: a database of our own on it, which goes again with all that is in it."""
    address = parse_address(text, PORT)
    client = listening(address)
    server, version = _usable(client, even_if_not_empty=even_if_not_empty)

    def all_of_them() -> Generator[Comparison]:
        for load in loads:
            with terminable(), _lent(client, address, load) as database:
                comparison = compared(Session(client, database), load, BOUNDS, progress)
            yield comparison

    return Server("mysql", server.lower(), version, f"{server} {version}"), all_of_them()


def _usable(client: Client, *, even_if_not_empty: bool) -> tuple[str, str]:
    """A server's name and version. EstimateError where it cannot be written to for a measurement."""
    [[said, page, read_only, tables]] = client.ask(
        f"SELECT version(), @@innodb_page_size, @@global.read_only, ({_OTHERS});"
    )
    place, message, remedy = client.place, "", ""
    if int(read_only):
        message, remedy = f"{place} takes no writes", "use its primary, or a server of your own"
    elif int(page) != PAGE:
        message, remedy = f"{place} has pages of {page} B, which are not modelled", "use a server with pages of 16 KiB"
    elif int(tables) and not even_if_not_empty:
        message = f"{place} is not empty: it has {tables} table{'s' if int(tables) > 1 else ''}"
        remedy = "use an empty server, or add --even-if-not-empty: what is there stays as it is"
    if message:
        raise refused(place, message, remedy)
    return ("MariaDB" if "MariaDB" in said else "MySQL"), said.partition("-")[0]


@contextlib.contextmanager
def _lent(client: Client, address: Address, load: Load) -> Iterator[str]:
    """A database for the time of a workload, noted before it is there. EstimateError."""
    database = PREFIX + secrets.token_hex(8)
    content = {"system": "mysql", "workload": load.name, "database": database}
    with lent(address, content, lambda: _dropped(client, database)):
        client.ask(f"CREATE DATABASE {database};")
        yield database


def _dropped(client: Client, database: str) -> tuple[int, int]:
    """How many tables of ours were there and are dropped, and how many were left that somebody else put there."""
    # What a client that was killed has asked for still runs; what has this database in use is ours.
    for [number] in client.ask(f"SELECT id FROM information_schema.processlist WHERE db = '{database}';"):
        with contextlib.suppress(EstimateError):  # it has ended meanwhile
            client.ask(f"KILL {number};")
    there = f"SELECT count(*) FROM information_schema.tables WHERE table_schema = '{database}'"
    [[ours]] = client.ask(f"{there} AND table_name = 't';")
    client.ask(f"SET SESSION lock_wait_timeout = 60; DROP TABLE {database}.t;" if int(ours) else "SELECT 1;")
    routines, events = [f"SELECT count(*) FROM information_schema.{kind}s WHERE {kind}_schema = '{database}'"
                        for kind in ("routine", "event")]  # fmt: skip
    [[others]] = client.ask(f"SELECT ({there}) + ({routines}) + ({events});")  # all of which would go with it
    if not int(others):
        client.ask(f"DROP DATABASE IF EXISTS {database};")
    return int(ours), int(others)


def cleaned(note: Note, server: str) -> Left | None:
    """Drop what a run that was killed left behind, if it is on this server; a note that cannot be done stays."""
    match note.content:
        case {"host": str(host), "port": int(port), "workload": str(workload), "database": str(database)} if (
            database.startswith(PREFIX) and database.removeprefix(PREFIX).isalnum() and database.isascii()
        ):
            address = Address(host, port)
        case _:
            ledger.says_nothing(note.path)
    if server and parse_address(server, PORT) != address:
        return None
    return cleaned_up(note, address, workload, "table", lambda: _dropped(listening(address), database))


SYSTEM = System(
    "mysql",
    "rows",
    "bytes a row of information_schema",
    "1%, 3% where lengths differ, 10% in random order and of long values, 22% of groups",
    WORKLOADS,
    programs,
    program,
    lambda: MISSING,
    on_program,
    on_server,
    cleaned,
    of_sheet,
    pieces="a few pages, or beyond 32 an extent of 64, by which InnoDB takes them",
)
