"""How fast this machine is at the moment, so that a limit in seconds means the same work on a slower or busier one.

Limits are those of the machine that they were set on. A piece of work like the product's own (dictionaries, tuples,
texts, calls) took `REFERENCE` seconds of the processor there; what it takes here, now, says by how much a second is
worth less. A faster machine is held to the same seconds.
"""

from __future__ import annotations

import statistics
import time

REFERENCE = 0.013  # seconds of the processor for the piece of work, where the limits were set
_MEASURED = 5


def in_time(seconds: float, limit: float) -> bool:
    """Whether so many seconds of the processor are within a limit, on a machine of this pace."""
    return seconds < limit or seconds < limit * slowness()


def slowness() -> float:
    """How many times longer the processor takes here and now than where the limits were set; at least 1."""
    return max(1.0, statistics.median([_measured() for _ in range(_MEASURED)]) / REFERENCE)


def _measured() -> float:
    start = time.process_time()
    found: dict[str, tuple[str, float]] = {}
    for number in range(20_000):
        _take(found, number)
    sorted(found.values())
    return time.process_time() - start


def _take(found: dict[str, tuple[str, float]], number: int) -> None:
    name = f"step{number % 3_000}"
    before = found.get(name)
    found[name] = (name, number / 3 if before is None else before[1] + number / 7)
