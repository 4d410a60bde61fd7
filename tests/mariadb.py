"""A real MariaDB for tests: Debian's, in a folder of its own, on a socket in it and no port; stopped by its pid."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.comparers.mysql.servers import OPTIONS
from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 60


class Server:
    """A running server; `sql` asks it."""

    def __init__(self, socket: str, client: str) -> None:
        self.socket = socket
        self._command = [client, "--no-defaults", f"--socket={socket}", "--batch", "--skip-column-names"]

    def sql(self, text: str, database: str = "test") -> list[list[str]]:
        """The rows that a script's queries print, as texts."""
        command = [*self._command, *([database] if database else [])]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

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
    daemon, install, client = (
        which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        for name in ("mariadbd", "mariadb-install-db", "mariadb")
    )
    if daemon is None or install is None or client is None:
        pytest.skip("no mariadbd: Debian's package mariadb-server brings one")
    user = pwd.getpwnam("mysql") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="mariadb"))
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        owner = ["--user=mysql"] if user is not None else []
        data = f"--datadir={folder / 'data'}"
        made = subprocess.run(
            [install, "--no-defaults", data, *owner, "--skip-test-db", "--auth-root-authentication-method=normal"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stdout + made.stderr
        (folder / "data" / "test").mkdir()
        if user is not None:
            os.chown(folder / "data" / "test", user.pw_uid, user.pw_gid)
        socket = folder / "socket"
        log = folder / "log"
        with log.open("wb") as errors:
            running = subprocess.Popen(
                [daemon, "--no-defaults", data, *owner, f"--socket={socket}", f"--pid-file={folder / 'pid'}", *OPTIONS],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        try:
            _wait(socket, log, running, client)
            yield Server(str(socket), client)
        finally:
            running.terminate()
            running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(socket: Path, log: Path, running: subprocess.Popen[bytes], client: str) -> None:
    """Until the server answers."""
    command = [client, "--no-defaults", f"--socket={socket}", "-e", "SELECT 1"]
    for _ in range(START_SECONDS * 10):
        assert running.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        if socket.exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    pytest.fail(f"MariaDB did not start within {START_SECONDS} s: {log.read_text(encoding='utf-8', errors='replace')}")
