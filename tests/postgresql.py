"""A real PostgreSQL for tests: the one that `verify postgresql` starts, with eyes and hands of a test's own."""

from __future__ import annotations

import contextlib
import subprocess
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.postgresql.servers import MISSING, programs, running
from tests.data import is_quick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.sessions import Client


class Server:
    """A running server; `sql` asks it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.folder = client.command[client.command.index("-h") + 1]
        self.sql = client.ask  # the rows that a script's last queries print, as texts

    @contextlib.contextmanager
    def meanwhile(self, text: str) -> Iterator[None]:
        """A script that goes on in a session of its own; the session is ended in the end."""
        running = subprocess.Popen(
            self._client.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=dict(self._client.environment),
            text=True,
        )
        with running:
            assert running.stdin is not None
            running.stdin.write(text)
            running.stdin.flush()
            try:
                yield
            finally:
                running.terminate()
                # A session that sleeps does not notice that nobody listens.
                self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                         " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")  # fmt: skip

    def size(self, relation: str) -> int:
        """The bytes of a table or an index, its main fork alone."""
        return int(self.sql(f"SELECT pg_relation_size('{relation}')")[0][0])


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A server of its own; the test skips where there is none."""
    found = [] if is_quick() else programs()
    if not found:
        pytest.skip(f"no PostgreSQL: {MISSING}")
    with running(found[0].path) as client:
        yield Server(client)
