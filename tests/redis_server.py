"""A real Redis server for a test: in, the path of a program; out, a server on loopback that takes commands.

Nothing is kept: no snapshots, no log of writes, a temporary folder. When the `with` ends, that one process ends.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import TypeAlias

    Argument: TypeAlias = str | int
    Reply: TypeAlias = "str | int | list[Reply] | None"

LOOPBACK = "127.0.0.1"
STARTS = 5  # another process may take the free port between our look and the server's
START_SECONDS = 20.0
STOP_SECONDS = 10.0
BATCH = 1_000  # commands sent before their replies are read; far below what a socket's buffers hold of short replies


class ServerError(Exception):
    """The server did not start, or answered a command with an error."""


class Connection:
    """A connection that speaks RESP 2, with pipelining."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((LOOPBACK, port), timeout=START_SECONDS)
        self._replies = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._replies.close()
        self._socket.close()

    def call(self, *command: Argument) -> Reply:
        """The reply to one command."""
        self._socket.sendall(_encoded(command))
        return self._reply()

    def pipeline(self, commands: Iterable[tuple[Argument, ...]]) -> int:
        """Send many commands, read every reply and give their number; an error in any is raised."""
        remaining = iter(commands)
        done = 0
        while batch := [_encoded(command) for command in itertools.islice(remaining, BATCH)]:
            self._socket.sendall(b"".join(batch))
            for _ in batch:
                self._reply()
            done += len(batch)
        return done

    def _reply(self) -> Reply:
        line = self._replies.readline()
        if not line.endswith(b"\r\n"):
            message = "the server closed the connection"
            raise ServerError(message)
        sort, rest = line[:1], line[1:-2].decode()
        if sort == b"+":
            return rest
        if sort == b":":
            return int(rest)
        if sort == b"$":
            return None if rest == "-1" else self._replies.read(int(rest) + 2)[:-2].decode()
        if sort == b"*":
            return None if rest == "-1" else [self._reply() for _ in range(int(rest))]
        raise ServerError(rest)


class RedisServer:
    """A running server with one connection that stays open, so that it weighs the same in every reading."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self.port = port
        self._probe = Connection(port)

    def close(self) -> None:
        """Leave the server without stopping it."""
        self._probe.__exit__(None, None, None)

    def connect(self) -> Connection:
        """A connection of one's own; its memory is the server's until it is closed."""
        return Connection(self.port)

    def call(self, *command: Argument) -> Reply:
        """The reply to one command."""
        return self._probe.call(*command)

    def info(self, section: str) -> dict[str, str]:
        """The fields of one section of INFO."""
        text = self.call("INFO", section)
        assert isinstance(text, str)
        pairs = (line.split(":", 1) for line in text.splitlines() if ":" in line)
        return {name: value for name, value in pairs}  # noqa: C416  mypy: dict() of lists has no key type

    def is_ours(self) -> bool:
        """Whether the process that answers on the port is the one started."""
        return self.info("server")["process_id"] == str(self._process.pid)

    def used_memory(self) -> int:
        """Bytes that the allocator has given out, once every other connection is gone and two readings agree."""
        before = -1
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            alone = self.info("clients")["connected_clients"] == "1"
            now = int(self.info("memory")["used_memory"])
            if alone and now == before:
                return now
            before = now
            time.sleep(0.02)
        message = "used_memory did not come to rest"
        raise ServerError(message)


@contextlib.contextmanager
def running(executable: str | Path, *options: str) -> Iterator[RedisServer]:
    """A fresh, empty server of a program, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="estimator-redis-") as folder, contextlib.ExitStack() as stack:
        for _ in range(STARTS):
            server = stack.enter_context(_attempt(executable, options, Path(folder)))
            if server is not None:
                yield server
                return
        log = (Path(folder) / "log").read_text(errors="replace")
        message = f"{executable} does not start: {log[-2000:]}"
        raise ServerError(message)


@contextlib.contextmanager
def _attempt(executable: str | Path, options: tuple[str, ...], folder: Path) -> Iterator[RedisServer | None]:
    port = _free_port()
    command = [
        *(str(executable), "--bind", LOOPBACK, "--port", str(port), "--dir", str(folder)),
        *("--save", "", "--appendonly", "no", "--daemonize", "no", *options),
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        server = _answering(process, port)
        try:
            yield server
        finally:
            if server is not None:
                server.close()
    finally:
        process.terminate()  # by its pid, and no other
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answering(process: subprocess.Popen[bytes], port: int) -> RedisServer | None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            server = RedisServer(process, port)
        except ConnectionRefusedError:
            time.sleep(0.01)
            continue
        if server.is_ours():
            return server
        server.close()
        return None
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def _encoded(command: tuple[Argument, ...]) -> bytes:
    parts = [str(argument).encode() for argument in command]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(part), part) for part in parts)
