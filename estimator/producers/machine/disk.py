"""A disk: reads past the system's cache, writes that are waited for. In a file of our own, which is deleted."""

from __future__ import annotations

import contextlib
import mmap
import os
import random
import time
from typing import TYPE_CHECKING

from estimator.producers.machine.timing import Sample, Unmeasurable, batches
from estimator.writers.files import MEASURED, scratch_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE_SIZE = 64 << 20
BLOCK = 4096
LARGE = 1 << 20
VIRTUAL = "a virtual machine's host may have it in its cache"


IN_MEMORY = ("tmpfs", "ramfs")


def file_system(folder: str) -> str:
    """The kind of file system that a folder is on."""
    best, kind = "", "an unknown file system"
    try:
        with open("/proc/mounts", encoding="utf-8") as file:
            for line in file:
                _, place, name, *_ = line.split()
                inside = os.path.realpath(folder).startswith(place.rstrip("/") + "/") or place == os.path.realpath(
                    folder
                )
                if inside and len(place) >= len(best):
                    best, kind = place, name
    except OSError:
        pass
    return kind


def _needs_a_disk(folder: str) -> None:
    kind = file_system(folder)
    if kind in IN_MEMORY:
        raise Unmeasurable(f"files there are in memory ({kind}), not on a disk; try --folder")


@contextlib.contextmanager
def file_of(size: int, folder: str) -> Iterator[str]:
    """A file of random bytes in a folder, on the disk and out of the system's cache; deleted afterwards."""
    with scratch_file(folder, MEASURED) as (file, path):
        descriptor, text = file.fileno(), os.urandom(LARGE)
        for _ in range(size // LARGE):
            os.write(descriptor, text)
        os.fsync(descriptor)
        with contextlib.suppress(AttributeError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        yield path


@contextlib.contextmanager
def _direct(path: str) -> Iterator[int]:
    """A file opened past the system's cache."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECT)
    except (OSError, AttributeError) as error:
        raise Unmeasurable("the file system does not read past the cache (O_DIRECT); try --folder") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def random_read(folder: str) -> Callable[[float], Sample]:
    """The time to read 4 KiB at a random place."""

    def measured(seconds: float) -> Sample:
        _needs_a_disk(folder)
        chance = random.Random(2)  # noqa: S311  places in a file
        with file_of(FILE_SIZE, folder) as path, _direct(path) as descriptor, mmap.mmap(-1, BLOCK) as room:
            values: list[float] = []
            end = time.perf_counter() + seconds
            while len(values) < 50 or time.perf_counter() < end:
                place = chance.randrange(FILE_SIZE // BLOCK) * BLOCK
                start = time.perf_counter()
                os.preadv(descriptor, [room], place)
                values.append(time.perf_counter() - start)
        return Sample(tuple(values), "s", f"4 KiB past the system's cache; {VIRTUAL}", single=True)

    return measured


def sequential_read(folder: str) -> Callable[[float], Sample]:
    """The time to read a megabyte in order."""

    def measured(seconds: float) -> Sample:
        _needs_a_disk(folder)
        with file_of(FILE_SIZE, folder) as path, _direct(path) as descriptor, mmap.mmap(-1, LARGE) as room:
            values: list[float] = []
            end = time.perf_counter() + seconds
            while len(values) < 30 or time.perf_counter() < end:
                place = len(values) % (FILE_SIZE // LARGE) * LARGE
                start = time.perf_counter()
                os.preadv(descriptor, [room], place)
                values.append((time.perf_counter() - start) * 1_000_000 / LARGE)
        return Sample(tuple(values), "s", f"in pieces of 1 MiB past the system's cache; {VIRTUAL}", single=True)

    return measured


def cached_read(folder: str) -> Callable[[float], Sample]:
    """The time to read 4 KiB that the system has in memory."""

    def measured(seconds: float) -> Sample:
        with file_of(LARGE, folder) as path:
            descriptor = os.open(path, os.O_RDONLY)
            try:

                def work(repeats: int) -> None:
                    for _ in range(repeats):
                        os.pread(descriptor, BLOCK, 0)

                return Sample(
                    batches(work, seconds, least=100), "s", "4 KiB from the system's cache; half of it Python's"
                )
            finally:
                os.close(descriptor)

    return measured


def synced_write(folder: str) -> Callable[[float], Sample]:
    """The time to write 4 KiB and wait until it is safe."""

    def measured(seconds: float) -> Sample:
        _needs_a_disk(folder)
        with file_of(LARGE, folder) as path:
            descriptor = os.open(path, os.O_WRONLY)
            try:
                block = os.urandom(BLOCK)
                values: list[float] = []
                end = time.perf_counter() + seconds
                while len(values) < 20 or time.perf_counter() < end:
                    start = time.perf_counter()
                    os.pwrite(descriptor, block, len(values) % 200 * BLOCK)
                    os.fsync(descriptor)
                    values.append(time.perf_counter() - start)
            finally:
                os.close(descriptor)
        note = "4 KiB over existing data; whether the disk's own cache answers cannot be told"
        return Sample(tuple(values), "s", note, single=True)

    return measured
