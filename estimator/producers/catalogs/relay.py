"""A socket for a driver, whose bytes a thread carries to a server and back until the time is up or too many came.

The drivers bound neither how long a server may take in all, nor what it may send: a thread between them and the server
does, beneath their TLS too.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

CHUNK = 65_536
TIME, BYTES, GONE = "time", "bytes", "gone"


class Relay:
    """Carries what two sockets say; `cut` is why it ended, empty while it goes on."""

    def __init__(self, server: socket.socket, ends: float, most: int) -> None:
        self.driver, self._near = socket.socketpair()
        self._server = server
        self.ends = ends
        self._left = most
        self.cut = ""
        server.setblocking(False)
        self._thread = threading.Thread(target=self._carry, name="relay", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up at both ends."""
        with contextlib.suppress(OSError):
            self.driver.close()
        self._shut(self._near)
        self._thread.join()
        for each in (self._near, self._server):
            each.close()

    def _carry(self) -> None:
        try:
            while not self.cut:
                left = self.ends - time.monotonic()
                if left <= 0:
                    self.cut = TIME
                    break
                ready, _, _ = select.select([self._near, self._server], [], [], left)
                if self._near in ready and not self._pass_on(self._near, self._server):
                    break
                if self._server in ready and not self._pass_on(self._server, self._near):
                    self._gone()
        except (OSError, ValueError):
            self._gone()
        for each in (self._near, self._server):
            self._shut(each)

    def _gone(self) -> None:
        if not self.cut:
            self.cut = GONE

    def _pass_on(self, one: socket.socket, other: socket.socket) -> bool:
        """Hand over what has come; False at its end."""
        received = one.recv(CHUNK)
        if one is self._server:
            self._left -= len(received)
            if self._left < 0:
                self.cut = BYTES
                return False
        while received:
            left = self.ends - time.monotonic()
            _, ready, _ = select.select([], [other], [], max(0.0, left))
            if not ready:
                self.cut = TIME
                return False
            received = received[other.send(received) :]
            if not received:
                return True
        return False

    @staticmethod
    def _shut(one: socket.socket) -> None:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
