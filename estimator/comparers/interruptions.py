"""Requests to stop: whoever is asked to end puts away what was laid out first."""

from __future__ import annotations

import contextlib
import signal
import sys
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


@contextlib.contextmanager
def sheltered() -> Iterator[None]:
    """A request to end waits for the end of the `with`; where one is being followed a further one is not heard at all.

    A closed terminal sends several. Ctrl-C is heard at once.
    """
    heard: list[int] = []
    is_followed = isinstance(sys.exc_info()[1], KeyboardInterrupt)
    with _handled(lambda number, _frame: heard.append(number)):
        yield
    if heard and not is_followed:
        raise KeyboardInterrupt(heard[0])


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
