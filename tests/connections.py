"""Connections that stay open, to a server in a process of its own, and the memory by which that grew."""

from __future__ import annotations

import contextlib
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = 4096
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MESSAGE = b"x" * 100
FRAME = b"\x81\xe4\0\0\0\0" + MESSAGE  # of a client: masked, with zeros
# What a client sends, and what the answer to it has in it.
TALKS = {
    "socket": [(MESSAGE, MESSAGE)],
    "request": [(REQUEST, b"hello\n")],
    "page": [(REQUEST, b"\r\n0\r\n\r\n")],  # in chunks, the last of which is empty
    "websocket": [(UPGRADE, b"\r\n\r\n"), (FRAME, MESSAGE)],
}


def resident(process: int) -> int:
    """The resident memory of a process in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE


@contextlib.contextmanager
def serving(command: Sequence[str], environment: dict[str, str] | None = None) -> Iterator[tuple[int, int]]:
    """A server that says its port in its first line: its process and the port."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            yield process.pid, int(process.stdout.readline())
        finally:
            process.terminate()


@contextlib.contextmanager
def connected(port: int, number: int, talk: str) -> Iterator[None]:
    """So many connections, each of which has said what there is to say once."""
    with contextlib.ExitStack() as stack:
        for _ in range(number):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            for sent, end in TALKS[talk]:
                client.sendall(sent)
                answer = b""
                while end not in answer:
                    part = client.recv(4096)
                    assert part, answer
                    answer += part
        yield
