"""memcached's text protocol, as much of it as a measurement needs; whatever goes wrong is one sentence."""

from __future__ import annotations

import contextlib
import itertools
import socket
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.redis.replies import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    from estimator.comparers.memcached.items import Items
    from estimator.producers.redis.client import Address

    T = TypeVar("T")

CONNECT_SECONDS, REPLY_SECONDS = 5.0, 60.0
# Answers that wait, each of which takes a buffer of its own: a server whose socket is full of them reads no more.
BATCH = 100
MOST_LINES, LONGEST_LINE = 10_000, 8192


class Client:
    """A connection to a server, which is called by `place`."""

    def __init__(self, connection: socket.socket, place: str) -> None:
        self.place = place
        connection.settimeout(REPLY_SECONDS)
        self._socket, self._file = connection, connection.makefile("rb")

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()

    def figures(self, what: str = "") -> dict[str, str]:
        """What the server says in answer to `stats`. EstimateError."""
        self._send(f"stats {what}".strip().encode() + b"\r\n")
        parts: list[list[str]] = []
        for _ in range(MOST_LINES):
            line = self._line()
            if line == "END":
                return {part[1]: part[2] for part in parts if len(part) > 2}
            parts.append(line.split(maxsplit=2))
            if parts[-1][:1] != ["STAT"]:
                raise self._odd()
        raise self._odd()

    def number(self, name: str, what: str = "") -> int:
        """One of these that is a number. EstimateError."""
        said = self.figures(what).get(name, "")
        if not said.isascii() or not said.isdigit():
            raise self._odd()
        return int(said)

    def write(self, items: Items, names: Iterable[str], first: int = 0) -> None:
        """Set these items, whose values are those from a place on. EstimateError where not all of them are stored."""
        lengths = ((name, items.value_of(place)) for place, name in enumerate(names, first))
        sets = (
            f"set {name} {items.flags} 0 {length}\r\n".encode() + b"x" * length + b"\r\n" for name, length in lengths
        )
        for part in _batches(sets):
            self._send(b"".join(part))
            for _ in part:
                said = self._line()
                if said != "STORED":
                    raise self.problem(f"{self.place} stores no item: {plain(said)}", "give it more memory with -m")

    def delete(self, names: Iterable[str]) -> int:
        """Delete items; how many of them there were. EstimateError."""
        deleted = 0
        for part in _batches(names):
            self._send("".join([f"delete {name}\r\n" for name in part]).encode())
            deleted += sum(self._line() == "DELETED" for _ in part)
        return deleted

    def problem(self, message: str, remedy: str) -> EstimateError:
        """One sentence about this server."""
        return EstimateError([command_line_problem(self.place, message, remedy)])

    def _odd(self) -> EstimateError:
        return self.problem(f"what answers at {self.place} is no memcached", "check the port")

    def _silent(self) -> EstimateError:
        return self.problem(f"{self.place} stopped answering", "try again when it is less busy")

    def _send(self, text: bytes) -> None:
        try:
            self._socket.sendall(text)
        except TimeoutError:
            raise self._silent() from None
        except OSError:
            raise self.problem(f"{self.place} went away in the middle", "see its log") from None

    def _line(self) -> str:
        try:
            line = self._file.readline(LONGEST_LINE)
        except TimeoutError:
            raise self._silent() from None
        except OSError:
            line = b""
        if not line:
            raise self.problem(f"{self.place} went away in the middle", "see its log")
        return line.decode(errors="replace").rstrip("\r\n")


def _batches(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(all_of_them)
    while part := list(itertools.islice(remaining, BATCH)):
        yield part


@contextlib.contextmanager
def connected(address: Address) -> Iterator[Client]:
    """A connection to a server that listens at an address. EstimateError."""
    place = str(address)
    message, remedy = f"no server listens at {place}", "start one, or check the port"
    try:
        connection = socket.create_connection((address.host, address.port), timeout=CONNECT_SECONDS)
    except socket.gaierror:
        message, remedy = f"there is no host of this name: {address.host}", "check the host"
        raise EstimateError([command_line_problem(place, message, remedy)]) from None
    except OSError:
        raise EstimateError([command_line_problem(place, message, remedy)]) from None
    with contextlib.closing(Client(connection, place)) as client:
        yield client


@contextlib.contextmanager
def connected_here(path: str, place: str) -> Iterator[Client]:
    """A connection to a server of our own, by its socket. OSError until it listens."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    with contextlib.closing(Client(connection, place)) as client:
        yield client
