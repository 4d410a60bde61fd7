"""Memory: the time of a read that waits for the one before, at four sizes; and how fast it streams."""

from __future__ import annotations

import ctypes
import mmap
import platform
from typing import TYPE_CHECKING

from estimator.producers.machine.timing import Sample, Unmeasurable, batches

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = 64  # bytes that are fetched together
MEGABYTE = 1_000_000
# follow(address, steps): address = [address], as often as there are steps. For x86-64 as Linux calls functions.
CODE = bytes.fromhex("488b3f 48ffce 75f8 4889f8 c3")
CHAIN_NOTE = "each read waits for the one before"
TRANSLATED = "; finding its page is in it"
LARGE = 64 << 20  # beyond what the processor remembers of where pages are


def chain(size: int) -> Callable[[float], Sample]:
    """The measurement of dependent reads over so many bytes, in random order."""

    def measured(seconds: float) -> Sample:
        import numpy as np

        follow = _follower()
        lines = size // LINE
        room = np.zeros(lines * LINE // 8 + 8, dtype=np.uint64)
        start = (-room.ctypes.data % LINE) // 8
        order = np.random.default_rng(1).permutation(lines)
        base = room.ctypes.data + start * 8
        room[start + order * (LINE // 8)] = (base + np.roll(order, -1) * LINE).astype(np.uint64)
        at = base + int(order[0]) * LINE

        def walk(steps: int) -> None:
            nonlocal at
            at = follow(at, steps)

        walk(lines)  # touches every line once
        return Sample(
            batches(walk, seconds, least=1000),
            "s",
            f"{_size(size)} in random order, {CHAIN_NOTE}{TRANSLATED if size > LARGE else ''}",
        )

    return measured


def _follower() -> Callable[[int, int], int]:
    """The machine code as a function; Unmeasurable elsewhere, for a step of Python takes longer than a read."""
    if platform.machine() not in ("x86_64", "AMD64") or platform.system() != "Linux":
        raise Unmeasurable("needs machine code, which is here for x86-64 on Linux alone")
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError as error:
        raise Unmeasurable("needs a page of machine code, which the system refuses") from error
    page.write(CODE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    function = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_size_t, ctypes.c_size_t)(address)

    def follow(start: int, steps: int) -> int:
        return int(function(start, steps)) if page else 0  # the page lives as long as this function

    return follow


def _size(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"


def streaming_read(seconds: float) -> Sample:
    """The time to read a megabyte in order."""
    import numpy as np

    numbers = np.ones(16 * MEGABYTE)  # 128 MB, more than any cache

    def work(repeats: int) -> None:
        for _ in range(repeats):
            np.dot(numbers, numbers)

    found = batches(work, seconds)
    return Sample(
        tuple([each / 128 for each in found]),
        "s",
        "numpy's dot product over 128 MB, one processor where the system lets us choose",
    )


def copying(seconds: float) -> Sample:
    """Bytes a second that are copied."""
    import numpy as np

    source = np.ones(8 * MEGABYTE)
    target = np.zeros(8 * MEGABYTE)

    def work(repeats: int) -> None:
        for _ in range(repeats):
            np.copyto(target, source)

    found = batches(work, seconds)
    return Sample(tuple([64 * MEGABYTE / each for each in found]), "B/s", "64 MB from place to place, one thread")


def page_fault(seconds: float) -> Sample:
    """The first touch of a page."""
    import numpy as np

    pages = 2000

    def work(repeats: int) -> None:
        for _ in range(repeats):
            with mmap.mmap(-1, pages * mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as room:
                if hasattr(mmap, "MADV_NOHUGEPAGE"):
                    room.madvise(mmap.MADV_NOHUGEPAGE)
                view = np.frombuffer(room, dtype=np.uint8)
                view[:: mmap.PAGESIZE] = 1
                del view

    found = batches(work, seconds)
    return Sample(tuple([each / pages for each in found]), "s", "first write to a page of fresh memory")
