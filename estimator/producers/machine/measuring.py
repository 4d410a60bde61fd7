"""What is measured, in which order, and what the machine is."""

from __future__ import annotations

import datetime as dt
import os
import platform
import time
from typing import TYPE_CHECKING

from estimator.model.describe import suggestion
from estimator.problems import EstimateError, command_line_problem
from estimator.producers.machine import disk, memory, system
from estimator.producers.machine.timing import (
    Sample,
    Unmeasurable,
    other_programs,
    quantile,
    undisturbed,
    unknown_name,
)
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

BUSY = 0.5  # processors that other programs keep busy, beyond which figures are not to be compared
WIDE = 3  # the 95% point over the 5% point
LONGEST = 8.0  # seconds for all of it; what takes longer than planned shortens the rest


@record
class Measured:
    """One figure: its median, the best, what 5% and 95% of the batches stayed below, and its base (`s` or `B/s`)."""

    name: str
    median: float
    best: float
    low: float
    high: float
    unit: str
    note: str


@record
class Machine:
    """What was measured: the machine in words, the figures, what could not be had and why, and warnings.

    `others` is how many processors other programs kept busy meanwhile.
    """

    description: str
    date: str
    figures: tuple[Measured, ...]
    missing: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    others: float

    @property
    def comparable(self) -> bool:
        """Whether nothing else ran, so that the figures may be held against others."""
        return self.others <= BUSY


def measurements(folder: str) -> dict[str, tuple[float, Callable[[float], Sample]]]:
    """The seconds for each figure and how it is had; the names are those of `latency` where it has the same thing."""
    return {
        "l1_cache_reference": (0.2, memory.chain(16 << 10)),
        "l2_cache_reference": (0.2, memory.chain(256 << 10)),
        "l3_cache_reference": (0.3, memory.chain(4 << 20)),
        "memory_read": (0.5, memory.chain(128 << 20)),
        "page_fault": (0.3, memory.page_fault),
        "read_1_mb_sequentially_from_memory": (0.4, memory.streaming_read),
        "memory_copy": (0.4, memory.copying),
        "system_call": (0.3, system.system_call),
        "context_switch": (0.4, system.context_switch),
        "loopback_round_trip": (0.4, system.loopback),
        "zlib_1_kb": (0.3, system.compression(1, 1000)),
        "compression": (0.4, system.compression(6, system.TEXT_SIZE)),
        "sha256": (0.3, system.hashing("sha256")),
        "crc32": (0.2, system.hashing("crc32")),
        "page_cache_read": (0.3, disk.cached_read(folder)),
        "ssd_random_read": (0.5, disk.random_read(folder)),
        "read_1_mb_sequentially_from_ssd": (0.5, disk.sequential_read(folder)),
        "ssd_write_with_fsync": (0.5, disk.synced_write(folder)),
    }


NOT_HERE = (
    ("compress_1_kb", "its Snappy is not in Python; see zlib_1_kb"),
    ("branch_mispredict", "takes more machine code than a probe should carry"),
    ("mutex_lock_unlock", "nine tenths of it would be Python's own time"),
    ("disk_seek", "a host's cache hides it"),
    ("round_trip_same_datacenter", "needs another machine"),
)


def measure(names: list[str], folder: str, progress: Callable[[str, float], None]) -> Machine:
    """Measure what is named, or all; `progress` hears each name and the share that is done.

    Raises EstimateError for a name that there is not, and for a folder that cannot be written.
    """
    known = measurements(folder)
    for name in names:
        if name not in known:
            guess = suggestion(name, known)
            raise unknown_name(name, f"did you mean {guess}?" if guess else f"there are {', '.join(known)}")
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        raise EstimateError([command_line_problem(folder, "no file can be written there", "choose another --folder")])
    chosen = {name: row for name, row in known.items() if not names or name in names}
    total = sum([seconds for seconds, _ in chosen.values()])
    figures, missing, disturbed, done = [], [], [], 0.0
    start, others = time.perf_counter(), other_programs()
    with undisturbed():
        for name, (seconds, work) in chosen.items():
            progress(name, done / total)
            left = LONGEST - (time.perf_counter() - start)
            try:
                sample = work(seconds * min(1.0, max(0.0, left / (total - done))))
            except Unmeasurable as reason:
                missing.append((name, str(reason)))
            else:
                figures.append(_figure(name, sample))
                if figures[-1].high > WIDE * figures[-1].low and not sample.single:
                    disturbed.append(name)
            done += seconds
    progress("", 1.0)
    busy = others()
    if not names:
        missing += NOT_HERE
    warnings = []
    if busy > BUSY:
        text = f"other programs kept {busy:.1f} processors busy: the figures are too high, and not to be compared"
        warnings.append(text)
    if disturbed:
        warnings.append(f"wide spread, measure again: {', '.join(disturbed)}")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return Machine(describe(folder), today, tuple(figures), tuple(missing), tuple(warnings), busy)


def _figure(name: str, sample: Sample) -> Measured:
    values = sample.values
    low, median, high = (quantile(values, share) for share in (0.05, 0.5, 0.95))
    best = min(values) if sample.unit == "s" else max(values)
    return Measured(name, median, best, low, high, sample.unit, sample.note)


def describe(folder: str) -> str:
    """The processor, the system, Python and the file system that the disk's figures are of."""
    processors = os.cpu_count() or 1
    system_name = f"{platform.system()} {platform.release()}"
    python = f"Python {platform.python_version()}"
    return f"{_processor()}, {processors} processors, {system_name}, {python}, files on {disk.file_system(folder)}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    except OSError:
        models = []
    return models[0] if models else platform.processor() or platform.machine()
