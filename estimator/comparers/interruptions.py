"""Requests to stop: whoever is asked to end puts away what was laid out first."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

# A closed terminal and a polite kill; Ctrl-C is an exception already. Windows has no SIGHUP.
REQUESTS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def terminable() -> contextlib.AbstractContextManager[None]:
    """A request to end unwinds the stack as Ctrl-C does; the exception carries the signal's number."""

    def interrupt(number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt(number)

    return _handled(interrupt)


def sheltered() -> contextlib.AbstractContextManager[None]:
    """No further request to end is heard, for one is being followed: a closed terminal sends several. Ctrl-C is."""
    return _handled(lambda _number, _frame: None)


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {}
    try:
        for number in REQUESTS:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):  # as nohup has it, or not Python's to give back
                before[number] = signal.signal(number, handler)
    except ValueError:  # not in the main thread, where signals do not arrive anyway
        yield
        return
    try:
        yield
    finally:
        for number, handled in before.items():
            signal.signal(number, handled)
