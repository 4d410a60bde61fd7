"""Processor time and memory of what is tried, against their limits.

Memory is the growth of the process's peak over what it held before, as Linux says it; elsewhere it is not looked at.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from typing import TYPE_CHECKING, NamedTuple

from fuzzing.pace import in_time, slowness

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS = 1.0  # of processor time for one operation
SLOW = {"sympy": 20.0, "solve": 20.0}  # algebra, which nobody asks for by accident: as many times longer
MEGABYTES = 300  # of a whole command
# What an interpreter with the package and numpy holds before it does anything; the growth comes on top.
BASE_MEGABYTES = 60
PATIENCE = 25.0  # seconds of processor time, after which an input is given up
ADDRESS_SPACE = 6 << 30  # bytes; beyond it is a MemoryError, not a machine that stands still
_STATUS = "/proc/self/status"
_CLEAR = "/proc/self/clear_refs"


class Overdue(BaseException):
    """An input took too long; no handler for ordinary errors may catch it."""


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise Overdue in a block after so many seconds of the processor, which other work on it does not take.

    They are those of `pace`: longer where this machine is found to be slower once they are over.
    """
    allowed = [seconds]

    def ring(_number: int, _frame: FrameType | None) -> None:
        at_this_pace = seconds * slowness()
        if at_this_pace <= 1.05 * allowed[0]:
            raise Overdue
        signal.setitimer(signal.ITIMER_PROF, at_this_pace - allowed[0])
        allowed[0] = at_this_pace

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Use(NamedTuple):
    """What one operation took."""

    operation: str
    seconds: float


class Watch:
    """The operations of one input: how long each took, and how much memory all of it."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.announced = False  # whether the product said beforehand that it will take longer
        self.nested = 0.0
        self.seconds = 0.0
        self.megabytes = 0.0

    def announce(self, _text: str) -> None:
        """Hear that it will take longer."""
        self.announced = True

    @contextlib.contextmanager
    def operation(self, name: str) -> Iterator[None]:
        """Count the processor time of a block, without that of operations inside it."""
        outside, self.nested = self.nested, 0.0
        start = time.process_time()
        try:
            yield
        finally:
            used = time.process_time() - start
            self.uses.append(Use(name, used - self.nested))
            self.nested = outside + used

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """Count the time and the memory of all of an input; Overdue after PATIENCE."""
        held = _clear()
        start = time.process_time()
        try:
            with alarm(PATIENCE):
                yield
        finally:
            self.seconds = time.process_time() - start
            self.megabytes = max(0.0, _peak() - held)

    def excess(self, seconds: float) -> list[tuple[str, str]]:
        """What passed a limit: the law, and how far; `seconds` are those of one operation."""
        slow = [
            each
            for each in self.uses
            if not self.announced and not in_time(each.seconds, seconds * SLOW.get(each.operation, 1.0))
        ]
        found = [(f"{each.operation} in little time", f"{each.seconds:.1f} s") for each in slow]
        if self.megabytes > MEGABYTES - BASE_MEGABYTES:
            found.append(("in little memory", f"{self.megabytes + BASE_MEGABYTES:.0f} MB"))
        return found


def bound_memory() -> None:
    """Bound this process's address space, so that an input cannot take the machine with it."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, hard))


def _clear() -> float:
    """Forget the peak, and say what the process holds now, in MB; 0 where that is not said."""
    if not os.path.exists(_STATUS):
        return 0.0
    with open(_CLEAR, "w", encoding="ascii") as file:
        file.write("5")
    return _said(b"VmRSS:")


def _peak() -> float:
    return _said(b"VmHWM:") if os.path.exists(_STATUS) else 0.0


def _said(field: bytes) -> float:
    with open(_STATUS, "rb") as file:
        text = file.read()
    at = text.index(field) + len(field)
    return int(text[at : text.index(b"kB", at)]) / 1024
