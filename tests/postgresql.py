"""A real PostgreSQL for tests: Debian's, in a folder of its own, on a socket in it and no port; stopped by its pid."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.postgresql.servers import SETTINGS
from tests.data import is_quick

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
START_SECONDS = 60


class Server:
    """A running server; `sql` asks it."""

    def __init__(self, folder: str, binaries: Path) -> None:
        self.folder = folder
        self._command = [str(binaries / "psql"), "-X", "-A", "-t", "-q", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        self._environment = {**os.environ, "PGHOST": folder, "PGUSER": "postgres", "PGDATABASE": "postgres"}

    def sql(self, text: str) -> list[list[str]]:
        """The rows that a script's last queries print, as texts."""
        done = subprocess.run(
            self._command, input=text, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

    @contextlib.contextmanager
    def meanwhile(self, text: str) -> Iterator[None]:
        """A script that goes on in a session of its own; the session is ended in the end."""
        running = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=self._environment, text=True
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
    if not FOLDERS or is_quick():
        pytest.skip("no PostgreSQL in /usr/lib/postgresql: Debian's package postgresql brings one")
    binaries = FOLDERS[-1]
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None  # initdb refuses root
    folder = tempfile.mkdtemp(prefix="postgresql")
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    log = Path(folder, "log")  # and no pipe, which nobody reads while the server runs: full, it would stop it

    def start(*command: str) -> subprocess.Popen[bytes]:
        with log.open("ab") as errors:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=folder,
                user=user.pw_uid if user is not None else None,
                group=user.pw_gid if user is not None else None,
                extra_groups=[] if user is not None else None,
            )

    data = f"{folder}/data"
    try:
        made = start(str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        assert made.wait() == 0, log.read_text(encoding="utf-8")
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        running = start(str(binaries / "postgres"), "-D", data, "-k", folder, *options)
        try:
            found = Server(folder, binaries)
            _wait(binaries, folder, running, log)
            yield found
        finally:
            running.terminate()
            running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(binaries: Path, folder: str, running: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers."""
    command = [str(binaries / "pg_isready"), "-q", "-h", folder, "-t", "1"]
    for _ in range(START_SECONDS * 10):
        assert running.poll() is None, log.read_text(encoding="utf-8")
        if subprocess.run(command, check=False).returncode == 0:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.1)
    pytest.fail(f"PostgreSQL did not start within {START_SECONDS} s")
