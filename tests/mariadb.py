"""A real MariaDB for tests: the one that `verify mysql` starts, with what a test asks it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.mysql.servers import MISSING, programs, running
from estimator.records import replace
from tests.data import is_quick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.sessions import Client


class Server:
    """A running server; `sql` asks it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        [self.socket] = [word.partition("=")[2] for word in client.command if word.startswith("--socket=")]

    def sql(self, text: str, database: str = "test") -> list[list[str]]:
        """The rows that a script's queries print, as texts."""
        chosen = (database,) if database else ()
        return replace(self._client, command=(*self._client.command, *chosen)).ask(text)

    def sizes(self, table: str) -> tuple[int, int]:
        """The bytes of a table's clustered index and of its secondary ones, as it reports them."""
        found = self.sql(
            f"ANALYZE TABLE {table}; SELECT data_length, index_length FROM information_schema.tables"
            f" WHERE table_schema = 'test' AND table_name = '{table}'"
        )
        return int(found[-1][0]), int(found[-1][1])


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A server of its own; the test skips where there is none."""
    found = [] if is_quick() else programs()
    if not found:
        pytest.skip(f"no MariaDB: {MISSING}")
    with running(found[0].path) as client:
        yield Server(client)
