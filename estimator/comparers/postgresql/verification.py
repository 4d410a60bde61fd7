"""Tables of PostgreSQL predicted and measured, on a server that is started or in a schema of one that runs."""

from __future__ import annotations

import contextlib
import secrets
import time
from typing import TYPE_CHECKING

from estimator.comparers import ledger
from estimator.comparers.comparison import Server, System
from estimator.comparers.interruptions import terminable
from estimator.comparers.lending import cleaned_up, lent
from estimator.comparers.postgresql.items import ITEMS
from estimator.comparers.postgresql.selection import BOUNDS, LOG, WORKLOADS
from estimator.comparers.postgresql.servers import MISSING, listening, program, programs, running
from estimator.comparers.postgresql.sheet_values import ROW_OF_TEXT
from estimator.comparers.postgresql.sheets import of_sheet
from estimator.comparers.tables import Load, compared
from estimator.problems import refused
from estimator.producers.redis.client import Address, parse_address
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from estimator.comparers.comparison import Comparison, Left, Program, Progress, Run
    from estimator.comparers.ledger import Note
    from estimator.comparers.sessions import Client

MEASURED = "18"  # the newest release that the formulas were held against; the oldest is 13
BLOCK = 8192
ENDS = 100  # looks, ten a second, at whether what was to be ended has ended
PORT = 5432
PREFIX = "estimator_"
_TABLES = (
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind IN ('r', 'p', 'm')"
    " AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'"
)


class Session:
    """A schema of a database, in which a table `t` is filled."""

    grain = BLOCK

    def __init__(self, client: Client, schema: str) -> None:
        self._client, self._path = client, f"{_known_as(schema)} SET search_path = {schema};\n"
        self._start = ""  # of the log

    def run(self, statement: str) -> list[list[str]]:
        """The rows that it prints."""
        return self._client.ask(f"{self._path}{statement};")

    def fill(self, load: Load, first: int, last: int) -> None:
        """Insert the rows of these numbers, each by itself where the log is measured."""
        if load.kind == LOG:
            self._start = self._start or self.run("SELECT pg_current_wal_insert_lsn()")[0][0]
            insert = f"INSERT INTO t SELECT {load.row}; COMMIT;"
            self.run(f"DO $$ BEGIN FOR i IN {first}..{last} LOOP {insert} END LOOP; END $$")
            return
        self.run(f"INSERT INTO t SELECT {load.row} FROM generate_series({first}, {last}) AS i")

    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.run("SELECT count(*) FROM t")[0][0])

    def size(self, of: str) -> int:
        """The bytes of the table, its TOAST table, the index `x` or the log, main forks alone."""
        match of:
            case "log":
                asked = f"SELECT pg_current_wal_insert_lsn() - '{self._start}'::pg_lsn"
            case "toast":
                asked = "SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = 't'::regclass"
            case "toast with index":
                # Without the fork that an index of an unlogged table has for after a crash, a page.
                asked = "SELECT pg_relation_size(reltoastrelid) + pg_relation_size(indexrelid) FROM pg_class"
                asked += " JOIN pg_index ON indrelid = reltoastrelid WHERE pg_class.oid = 't'::regclass"
            case _:
                asked = f"SELECT pg_relation_size('{of}')"
        return int(self.run(asked)[0][0])


def on_program(found: Program, loads: list[Load], progress: Progress) -> Run:
    """A fresh server of a program; what it says of itself, and the comparisons as they come."""
    title = found.version

    def all_of_them() -> Generator[Comparison]:
        with running(found.path) as client:
            for load in loads:
                client.ask(f"SET client_min_messages = error; DROP TABLE IF EXISTS t; {_made_of('public')}")
                yield compared(Session(client, "public"), load, BOUNDS, progress)

    version = title.removeprefix("PostgreSQL ")
    return Server("postgresql", "postgresql", version, title, _notes(version)), all_of_them()


def on_server(text: str, loads: list[Load], progress: Progress, even_if_not_empty: bool) -> Run:  # noqa: FBT001  of a table
    """A server that runs already: a schema of our own in its database, which goes again with all that is in it."""
    address = parse_address(text, PORT)
    client = listening(address)
    facts = _usable(client, even_if_not_empty=even_if_not_empty)

    def all_of_them() -> Generator[Comparison]:
        for load in loads:
            if load.kind == LOG:  # others write there, too
                continue
            with terminable(), _lent(client, address, facts, load) as schema:
                comparison = compared(Session(client, schema), load, BOUNDS, progress)
            yield comparison

    title = f"PostgreSQL {facts.version}"
    return Server("postgresql", "postgresql", facts.version, title, _notes(facts.version)), all_of_them()


@record
class _Facts:
    version: str
    database: str


def _usable(client: Client, *, even_if_not_empty: bool) -> _Facts:
    """What a server says of itself. EstimateError where it cannot be written to for a measurement."""
    asked = ["current_setting('server_version')", "current_database()", "current_setting('block_size')"]
    asked += ["pg_is_in_recovery()", f"({_TABLES})"]
    [[version, database, block, replica, tables]] = client.ask(f"SELECT {', '.join(asked)};")
    place, message, remedy = client.place, "", ""
    if replica == "t":
        message, remedy = f"{place} is a replica, which takes no writes", "use its primary, or a server of your own"
    elif int(block) != BLOCK:
        message, remedy = f"{place} has pages of {block} B, which are not modelled", "use a server with pages of 8 KiB"
    elif int(tables) and not even_if_not_empty:
        message = f"{place} is not empty: its database {database} has {tables} table{'s' if int(tables) > 1 else ''}"
        remedy = "use an empty database (PGDATABASE), or add --even-if-not-empty: what is there stays as it is"
    if message:
        raise refused(place, message, remedy)
    return _Facts(version.partition(" ")[0], database)


@contextlib.contextmanager
def _lent(client: Client, address: Address, facts: _Facts, load: Load) -> Iterator[str]:
    """A schema for the time of a workload, noted before it is there. EstimateError."""
    schema = PREFIX + secrets.token_hex(8)
    content = {"system": "postgresql", "database": facts.database, "workload": load.name, "schema": schema}
    with lent(address, content, lambda: _dropped(client, schema)):
        client.ask(f"{_known_as(schema)} CREATE SCHEMA {schema};")
        yield schema


def _known_as(schema: str) -> str:
    """What tells a connection of ours from those of others."""
    return f"SET application_name = '{schema}';"


def _ended(client: Client, schema: str) -> None:
    """End what still runs of a client that was killed: the server goes on with a statement that nobody waits for."""
    ours = f"FROM pg_stat_activity WHERE application_name = '{schema}' AND pid <> pg_backend_pid()"
    for _ in range(ENDS):
        [[running]] = client.ask(f"SELECT count(pg_terminate_backend(pid)) {ours};")
        if not int(running):
            break
        time.sleep(0.1)


def _made_of(schema: str) -> str:
    """What drops the function and the type that a table of ours may be made with."""
    return f"DROP FUNCTION IF EXISTS {schema}.{ITEMS}(bigint); DROP TYPE IF EXISTS {schema}.{ROW_OF_TEXT};"


def _dropped(client: Client, schema: str) -> tuple[int, int]:
    """How many tables of ours were there and are dropped, and how many were left that somebody else put there."""
    _ended(client, schema)
    counted = f"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}'"
    patience = "SET lock_timeout = '60s'; SET client_min_messages = error;"
    [[ours]] = client.ask(f"{counted} AND tablename = 't';")
    client.ask(f"{patience} DROP TABLE IF EXISTS {schema}.t;" if int(ours) else "SELECT 1;")
    client.ask(f"{patience} {_made_of(schema)}")
    [[others]] = client.ask(
        f"SELECT (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND relkind NOT IN ('i', 'I', 't', 'c'))"
        f" + (SELECT count(*) FROM pg_proc WHERE pronamespace = n.oid) FROM (SELECT 1) AS one"
        f" LEFT JOIN pg_namespace n ON nspname = '{schema}';"
    )
    if not int(others):
        client.ask(f"{patience} DROP SCHEMA IF EXISTS {schema};")
    return int(ours), int(others)


def cleaned(note: Note, server: str) -> Left | None:
    """Drop what a run that was killed left behind, if it is on this server; a note that cannot be done stays."""
    match note.content:
        case {
            "host": str(host),
            "port": int(port),
            "database": str(database),
            "workload": str(workload),
            "schema": str(schema),
        } if schema.startswith(PREFIX) and schema.removeprefix(PREFIX).isalnum() and schema.isascii():
            address = Address(host, port)
        case _:
            ledger.says_nothing(note.path)
    if server and parse_address(server, PORT) != address:
        return None
    return cleaned_up(note, address, workload, "table", lambda: _dropped(listening(address, database), schema))


def _notes(version: str) -> tuple[str, ...]:
    major = int(version.split(".", maxsplit=1)[0]) if version.split(".", maxsplit=1)[0].isdecimal() else 0
    if major > int(MEASURED):
        return (f"PostgreSQL {version} is newer than any that was measured: the rules of {MEASURED} are used",)
    if major and major < 13:
        return (f"PostgreSQL {version} is older than any that is modelled",)
    return ()


SYSTEM = System(
    "postgresql",
    "rows",
    "bytes a row of pg_relation_size",
    "1%, 10% of btrees in random order or of groups, 15% of GIN, GiST and inserted equal keys, 3% of hash and the log",
    WORKLOADS,
    programs,
    program,
    lambda: MISSING,
    on_program,
    on_server,
    cleaned,
    of_sheet,
)
