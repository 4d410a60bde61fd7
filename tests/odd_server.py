"""A server that answers as a small Redis does, but for one command, which it answers with bytes of a test's choice."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = bytes | Callable[[socket.socket], None]

KINDS = {b"s": b"string", b"n": b"string", b"h": b"hash", b"g": b"hash", b"l": b"list"}
KINDS |= {b"t": b"set", b"z": b"zset", b"x": b"stream"}
# Where one command is odd, the server has the keys that it is asked about, and few others.
KEYS = {
    "HLEN": b"hg",
    "HSCAN": b"g",
    "HRANDFIELD": b"h",
    "HSTRLEN": b"h",
    "GETRANGE": b"n",
    "LLEN": b"l",
    "LRANGE": b"l",
}
KEYS |= {"SCARD": b"t", "SSCAN": b"t", "ZCARD": b"z", "ZSCAN": b"z", "XLEN": b"x", "XRANGE": b"x", "": b"snhgltzx"}
ENCODINGS = {b"s": b"embstr", b"n": b"int", b"h": b"hashtable", b"g": b"hashtable", b"l": b"quicklist"}
INFO = """\
redis_version:7.2.4\r\nrole:master\r\nmem_allocator:jemalloc-5.3.0\r\nmaxmemory:0\r\ncluster_enabled:0\r
used_memory:{used}\r\nused_memory_startup:900000\r\nmem_clients_normal:0\r\ndb0:keys=8,expires=0,avg_ttl=0\r
"""


def bulk(text: bytes) -> bytes:
    """A text of the protocol."""
    return b"$%d\r\n%b\r\n" % (len(text), text)


def array(*items: bytes) -> bytes:
    """A list of the protocol."""
    return b"*%d\r\n" % len(items) + b"".join(items)


def texts(*items: bytes) -> bytes:
    """A list of texts."""
    return array(*map(bulk, items))


FIXED = {
    "PING": b"+PONG\r\n",
    "AUTH": b"+OK\r\n",
    "SELECT": b"+OK\r\n",
    "CLIENT": b"+OK\r\n",
    "CONFIG": texts(b"hash-max-listpack-entries", b"128"),
    "MEMORY MALLOC-STATS": bulk(b" 24 a b c d\n 40 a b c d\n"),
    "MEMORY USAGE": b":1000\r\n",
    "SCAN": b"",
    "PTTL": b":-1\r\n",
    "STRLEN": b":7\r\n",
    "GETRANGE": bulk(b"1234567"),
    "HLEN": b"",
    "LLEN": b":3\r\n",
    "SCARD": b":3\r\n",
    "ZCARD": b":3\r\n",
    "XLEN": b":3\r\n",
    "HRANDFIELD": texts(b"a", b"b"),
    "HSTRLEN": b":5\r\n",
    "HSCAN": array(bulk(b"0"), texts(b"a", b"1", b"b", b"2")),
    "SSCAN": array(bulk(b"0"), texts(b"a", b"b")),
    "ZSCAN": array(bulk(b"0"), texts(b"a", b"1", b"b", b"2.5")),
    "LRANGE": texts(b"a", b"b"),
    "XRANGE": array(array(bulk(b"1-0"), texts(b"a", b"b"))),
    "EXISTS": b":0\r\n",
    "HSET": b":5\r\n",
    "HEXISTS": b":1\r\n",
    "DEL": b":1\r\n",
    "UNLINK": b":1\r\n",
}
ASKED = ("INFO", "TYPE", "OBJECT", *FIXED)


class OddServer:
    """What it was asked is in `asked`; the command `odd` gets the answer `with_`."""

    def __init__(self, odd: str, with_: Answer) -> None:
        self.asked: list[str] = []
        self._odd, self._with = odd, with_
        self._used = 1_000_000

    def answer(self, command: list[bytes]) -> Answer:
        """The answer to a command."""
        name = command[0].decode().upper()
        name += " " + command[1].decode().upper() if name == "MEMORY" else ""
        self.asked.append(name)
        if name == self._odd:
            return self._with
        if name == "INFO":
            return bulk(INFO.format(used=self._used).encode())
        if name == "SCAN":
            return array(bulk(b"0"), texts(*[b"%c" % key for key in KEYS.get(self._odd, b"sg")]))
        if name == "HLEN":
            return b":50000\r\n" if command[1] == b"h" else b":3\r\n"
        if name == "TYPE":
            return b"+" + KINDS.get(command[1], b"hash") + b"\r\n"
        if name == "OBJECT":
            return bulk(ENCODINGS.get(command[2], b"listpack"))
        if name == "HSET":
            self._used += 100
        if name == "UNLINK":
            self._used = 1_000_000
        return FIXED.get(name, b"-ERR unknown command\r\n")

    def serve(self, connection: socket.socket) -> None:
        """Answer all that comes on a connection."""
        with connection, contextlib.suppress(OSError, ValueError), connection.makefile("rb") as lines:
            while head := lines.readline():
                command = [lines.read(int(lines.readline()[1:]) + 2)[:-2] for _ in range(int(head[1:]))]
                answer = self.answer(command)
                if callable(answer):
                    answer(connection)
                else:
                    connection.sendall(answer)

    @contextlib.contextmanager
    def listening(self) -> Iterator[str]:
        """Its address, as long as it listens."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()

            def accept() -> None:
                with contextlib.suppress(OSError):
                    while True:
                        connection, _ = listener.accept()
                        threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

            thread = threading.Thread(target=accept, daemon=True)
            thread.start()
            yield f"127.0.0.1:{listener.getsockname()[1]}"
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


def hang_up(connection: socket.socket) -> None:
    """No answer, but an end."""
    connection.shutdown(socket.SHUT_RDWR)


def drip(connection: socket.socket) -> None:
    """A text that goes on, a byte at a time, each soon enough to wait for the next."""
    connection.sendall(b"$1000000\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def pour(connection: socket.socket) -> None:
    """A text of 200 MB, in pieces."""
    connection.sendall(b"$200000000\r\n")
    for _ in range(200):
        connection.sendall(b"x" * 1_000_000)
