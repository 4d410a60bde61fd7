"""Times of short things: in batches, on one processor, with nothing collected in between."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH_SECONDS = 0.02  # long against the clock's own 50 ns, short against what else the machine does

MOMENT = 0.1  # seconds to see which processor has least to do


@record
class Sample:
    """What was measured: one value a batch, in the base of `unit`, and what a reader must know of it.

    `single` values are of one operation each, whose spread is its own and no sign of a disturbed measurement.
    """

    values: tuple[float, ...]
    unit: str
    note: str
    single: bool = False


class Unmeasurable(Exception):
    """Why something cannot be measured here."""


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """On one processor, where the system lets us choose, and without collecting garbage; as before afterwards."""
    enabled, processors = gc.isenabled(), _processors()
    gc.disable()
    if processors:
        os.sched_setaffinity(0, {_quietest(processors)})
    try:
        yield
    finally:
        if processors:
            os.sched_setaffinity(0, processors)
        if enabled:
            gc.enable()


def _quietest(processors: set[int]) -> int:
    """The processor that does least for a moment; the last of them where the system does not tell."""
    before = _busy_ticks()
    time.sleep(MOMENT)
    after = _busy_ticks()
    return min(sorted(processors, reverse=True), key=lambda each: after.get(each, 0) - before.get(each, 0))


def _busy_ticks() -> dict[int, int]:
    """What each processor has done since the system started, in its own ticks."""
    found = {}
    with contextlib.suppress(OSError, ValueError), open("/proc/stat", encoding="utf-8") as file:
        for line in file:
            name, *words = line.split()
            if name.startswith("cpu") and name != "cpu":
                found[int(name[3:])] = _worked(words)
    return found


def _worked(words: list[str]) -> int:
    """Ticks of work in a line of /proc/stat: all but those spent idle and waiting for a disk."""
    user, nice, system, _idle, _waiting, *interrupts = [int(word) for word in words[:8]]
    return user + nice + system + sum(interrupts)


def on_one_processor() -> str:
    """How a note says that two processes took turns on one processor, or that the system does not let us choose."""
    return "one processor" if _processors() else "on whatever processors the system chose"


def other_programs() -> Callable[[], float]:
    """From now on: a function that gives the processors that other programs kept busy on average, until it is called.

    What a virtual machine's host took away counts. Without /proc/stat, the load of the last minute stands for it.
    """
    start, before, own = time.perf_counter(), _busy_seconds(), _own_seconds()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0

    def until_now() -> float:
        after = _busy_seconds()
        if before is None or after is None:
            return load
        return max(0.0, after - before - (_own_seconds() - own)) / (time.perf_counter() - start)

    return until_now


def _busy_seconds() -> float | None:
    """Seconds that all processors together have worked, or were taken away, since the system started."""
    try:
        with open("/proc/stat", encoding="utf-8") as file:
            return _worked(file.readline().split()[1:]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return None


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _processors() -> set[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def batches(work: Callable[[int], object], seconds: float, *, least: int = 1) -> tuple[float, ...]:
    """Seconds that one repetition takes, a batch each; `work` is given how often to repeat."""
    repeats = least
    while (first := _timed(work, repeats)) < BATCH_SECONDS / 4:
        repeats *= 2
    repeats = max(least, round(repeats * BATCH_SECONDS / max(first, 1e-9)))
    found: list[float] = []
    end = time.perf_counter() + seconds
    while len(found) < 5 or time.perf_counter() < end:
        found.append(_timed(work, repeats) / repeats)
    return tuple(found)


def _timed(work: Callable[[int], object], repeats: int) -> float:
    start = time.perf_counter()
    work(repeats)
    return time.perf_counter() - start


def quantile(values: tuple[float, ...], share: float) -> float:
    """A quantile of some values, between two of them where it falls there."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def unknown_name(name: str, remedy: str) -> EstimateError:
    """The error for a measurement that there is not."""
    return EstimateError([command_line_problem(name, f"there is no measurement {name}", remedy)])
