"""A port of this machine that leads to a server's socket: a server of our own as if it were somebody's."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 65_536


@contextlib.contextmanager
def forwarded(path: str) -> Iterator[int]:
    """The port, on which a connection is one to the socket at a path."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        serving = threading.Thread(target=_serve, args=(listener, path), daemon=True)
        serving.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)  # which wakes whoever waits for a connection
            serving.join()


def _serve(listener: socket.socket, path: str) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = listener.accept()
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(path)
            except OSError:
                client.close()
                server.close()
                continue
            threading.Thread(target=_forward, args=(client, server), daemon=True).start()


def _forward(client: socket.socket, server: socket.socket) -> None:
    """What one side says goes to the other, until one of them has no more to say."""
    with client, server, contextlib.suppress(OSError):
        while True:
            for one in select.select([client, server], [], [])[0]:
                if not (piece := one.recv(PIECE)):
                    return
                (server if one is client else client).sendall(piece)
