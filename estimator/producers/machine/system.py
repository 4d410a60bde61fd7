"""The operating system: system calls, switches between processes, the loopback, compression and hashing."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import socket
import zlib
from typing import TYPE_CHECKING

from estimator.producers.machine.timing import Sample, Unmeasurable, batches, on_one_processor

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT_SIZE = 1_000_000


def system_call(seconds: float) -> Sample:
    """A system call that does next to nothing."""
    call = os.getppid

    def work(repeats: int) -> None:
        for _ in range(repeats):
            call()

    return Sample(batches(work, seconds, least=1000), "s", "getppid; an upper bound, for 30 to 50 ns are Python's")


def context_switch(seconds: float) -> Sample:
    """From one process to another on the same processor, through a pipe."""
    to_child, from_parent = os.pipe()
    to_parent, from_child = os.pipe()

    def echo() -> None:
        while os.read(to_child, 1):
            os.write(from_child, b"x")

    def work(repeats: int) -> None:
        for _ in range(repeats):
            os.write(from_parent, b"x")
            os.read(to_parent, 1)

    found = _beside(echo, [from_parent], lambda: batches(work, seconds), [to_child, from_parent, to_parent, from_child])
    return Sample(
        tuple([each / 2 for each in found]), "s", f"half a round trip through two pipes, {on_one_processor()}"
    )


def loopback(seconds: float) -> Sample:
    """A byte to another process over TCP and back."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ours = socket.create_connection(listening.getsockname())
        theirs, _ = listening.accept()
    for each in (ours, theirs):
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def echo() -> None:
        ours.close()
        while text := theirs.recv(1):
            theirs.sendall(text)

    def work(repeats: int) -> None:
        for _ in range(repeats):
            ours.sendall(b"x")
            ours.recv(1)

    with ours, theirs:
        found = _beside(echo, [], lambda: batches(work, seconds), [])
    return Sample(
        found, "s", f"one byte over TCP and back, {on_one_processor()}; an idle one takes 10 times as long to wake"
    )


def _beside(
    echo: Callable[[], None], hang_up: list[int], work: Callable[[], tuple[float, ...]], close: list[int]
) -> tuple[float, ...]:
    """Work with a child process that answers; the child is gone afterwards, whatever happens."""
    if not hasattr(os, "fork"):
        raise Unmeasurable("needs fork, which this system does not have")
    child = os.fork()
    if not child:
        try:
            for number in hang_up:
                os.close(number)
            echo()
        finally:
            os._exit(0)
    try:
        return work()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for number in close:
            os.close(number)


def _text() -> bytes:
    """A megabyte that compresses as prose does: words drawn by Zipf's law."""
    chance = random.Random(1)  # noqa: S311  the same text everywhere, no secret
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(5000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return " ".join(chance.choices(words, weights, k=220_000)).encode()[:TEXT_SIZE]


def compression(level: int, size: int) -> Callable[[float], Sample]:
    """The time to compress so many bytes of text with zlib, or bytes a second for a megabyte."""

    def measured(seconds: float) -> Sample:
        text = _text()[:size]

        def work(repeats: int) -> None:
            for _ in range(repeats):
                zlib.compress(text, level)

        found = batches(work, seconds)
        if size < TEXT_SIZE:
            return Sample(
                found, "s", f"zlib, level {level}, words by Zipf's law; Snappy and lz4 are 5 to 20 times as fast"
            )
        return Sample(tuple([size / each for each in found]), "B/s", f"zlib, level {level}, words by Zipf's law")

    return measured


def hashing(name: str) -> Callable[[float], Sample]:
    """Bytes a second of a hash function."""

    def measured(seconds: float) -> Sample:
        text = os.urandom(TEXT_SIZE)

        def work(repeats: int) -> None:
            for _ in range(repeats):
                if name == "crc32":
                    zlib.crc32(text)
                else:
                    hashlib.new(name, text).digest()

        return Sample(tuple([TEXT_SIZE / each for each in batches(work, seconds)]), "B/s", f"{name}, 1 MB at a time")

    return measured
