"""The formulas for memcached against a running one: items to the byte, slab classes, what fits."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.predictions import predicted, predicted_bytes
from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTES = 16


class Client:
    """A connection that speaks memcached's text protocol."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._file = self._socket.makefile("rb")

    def ask(self, text: str, until: bytes = b"END\r\n") -> list[bytes]:
        """The lines of an answer."""
        self._socket.sendall(text.encode())
        lines = []
        while (line := self._file.readline()) not in (until, b""):
            lines.append(line)
        return lines

    def store(self, key: str, flags: int, length: int) -> None:
        """Set a value of a length."""
        assert self.ask(f"set {key} {flags} 0 {length}\r\n{'x' * length}\r\n", b"STORED\r\n") == []

    def fill(self, keys: int, key_length: int, flags: int, length: int) -> None:
        """Set many values without an answer each."""
        value = "x" * length
        for start in range(0, keys, 1000):
            part = [f"set {place:0{key_length}} {flags} 0 {length} noreply\r\n{value}\r\n"
                    for place in range(start, min(keys, start + 1000))]  # fmt: skip
            self._socket.sendall("".join(part).encode())
        self.figures("stats")  # answered after all of them

    def figures(self, text: str) -> dict[str, int]:
        """The numbers of a `stats` answer."""
        parts = [line.split() for line in self.ask(f"{text}\r\n")]
        return {part[1].decode(): int(part[2]) for part in parts if len(part) == 3 and part[2].isdigit()}

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()


@contextlib.contextmanager
def server(*options: str) -> Iterator[Client]:
    """A memcached of its own on a free loopback port, stopped by its pid."""
    program = which("memcached")
    if program is None:
        pytest.skip("no memcached on the PATH: Debian's package memcached brings one")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [program, "-l", "127.0.0.1", "-p", str(port), "-U", "0", "-m", str(MEGABYTES), *user, *options]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client = _connected(port)
        try:
            yield client
        finally:
            client.close()
    finally:
        process.terminate()
        process.wait()


def _connected(port: int) -> Client:
    """A client as soon as the server listens."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            return Client(port)
        time.sleep(0.05)
    pytest.fail("memcached did not start")


@pytest.fixture(scope="module")
def memcached() -> Iterator[Client]:
    with server() as client:
        yield client


@pytest.mark.parametrize("key_length", [1, 17, 40, 250])
@pytest.mark.parametrize("length", [0, 3, 100, 1000, 20_000, 300_000])
@pytest.mark.parametrize("flags", [0, 7])
def test_an_item_is_exact(memcached: Client, key_length: int, length: int, flags: int) -> None:
    before = memcached.figures("stats")["bytes"]
    memcached.store("k" * key_length, flags, length)
    taken = memcached.figures("stats")["bytes"] - before
    said = predicted_bytes(f'memcached.item({key_length} B, {length} B, "{"yes" if flags else "no"}")')
    assert taken == said
    memcached.ask(f"delete {'k' * key_length}\r\n", b"DELETED\r\n")


def test_an_item_without_compare_and_swap_is_exact() -> None:
    with server("-C") as client:
        client.store("k" * 9, 0, 55)
        assert client.figures("stats")["bytes"] == predicted_bytes('memcached.item(9 B, 55 B, cas = "no")')


def test_the_slab_classes_are_exact(memcached: Client) -> None:
    for length in (1, 40, 70, 110, 150, 250, 330, 430, 550, 700, 900, 1100, 1400, 5000, 20_000, 90_000, 200_000):
        memcached.store(f"k{length}", 0, length)
        item = predicted_bytes(f"memcached.item({len(f'k{length}')} B, {length} B)")
        sizes = sorted({size for name, size in memcached.figures("stats slabs").items() if name.endswith("chunk_size")})
        chunk = predicted_bytes(f"memcached.chunk({item} B)")
        assert chunk in sizes
        assert [size for size in sizes if item <= size < chunk] == []


def test_a_large_item_takes_the_chunks_that_are_said() -> None:
    with server("-I", "4m") as client:
        for key_length, length in ((10, 524_230), (10, 524_240), (40, 900_000), (200, 2_000_000), (40, 3_145_678)):
            client.store("k" * key_length, 0, length)
            slabs = client.figures("stats slabs")
            taken = sum(
                number * slabs[name.replace("used_chunks", "chunk_size")]
                for name, number in slabs.items()
                if name.endswith("used_chunks")
            )
            item = f"memcached.item({key_length} B, {length} B)"
            assert taken == predicted_bytes(f"memcached.chunk({item}, {key_length} B)")
            client.ask(f"delete {'k' * key_length}\r\n", b"DELETED\r\n")


@pytest.mark.parametrize(
    ("length", "flags"), [(60, 0), (100, 0), (100, 5), (333, 0), (1, 0), (1234, 7), (5678, 0), (43_210, 0)]
)
def test_what_fits_is_exact(length: int, flags: int) -> None:
    with server() as client:
        item = f'memcached.item(20 B, {length} B, "{"yes" if flags else "no"}")'
        fits = predicted(f"memcached.items_that_fit({MEGABYTES} MiB, {item})")
        client.fill(int(fits * 1.3), 20, flags, length)
        found = client.figures("stats")
        assert found["evictions"] > 0
        assert found["curr_items"] == fits
