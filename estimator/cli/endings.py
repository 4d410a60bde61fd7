"""How the command ends when it does not end by itself: a request to stop, a stream that is full, a fault of its own."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

from estimator.cli.codes import BROKEN, INTERRUPTED, NO_OUTPUT, SIGNALLED
from estimator.cli.streams import Unwritable, give_up, write_text
from estimator.languages.spans import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType
    from typing import Any, NoReturn

TRACEBACK = "ESTIMATOR_TRACEBACK"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_OF_STREAMS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE, errno.EAGAIN)
LONGEST = 200


class Terminated(BaseException):
    """Someone asked the process to end, or its terminal is gone; like an interruption, it unwinds what is under way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """Inside, TERM and HUP delete scratch files before they end the process; unless it was started to ignore them.

    A terminal that closes sends HUP twice, and the second one must not cut the first one's work short.
    """
    before: dict[int, Any] = {}

    def unwind(number: int, _frame: FrameType | None) -> NoReturn:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise Terminated(number)

    with contextlib.suppress(ValueError):  # not in the main thread, where signals do not arrive anyway
        for number in [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]:
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, unwind)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def code_of(ending: BaseException) -> int:
    """The exit code for an exception that nothing else took, after saying what it is."""
    match _first(ending):
        case SystemExit(code=code):
            return code if isinstance(code, int) else int(bool(code))
        case KeyboardInterrupt():
            return INTERRUPTED
        case Terminated(number=number):
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)  # whoever waits for the process sees what ended it
            return SIGNALLED + number
        case Unwritable() as full:
            _say(f"error: {full}")
            return NO_OUTPUT
        case OSError(errno=number, filename=None) as full if number in _OF_STREAMS:  # written past our own door
            try:
                give_up(sys.stdout, full)
            except Unwritable as error:
                _say(f"error: {error}")
                return NO_OUTPUT
            return 0
        case MemoryError():
            _say("error: there is not enough memory for this\n  = give it more, or ask for less at a time")
            return BROKEN
        case _:
            _say(fault_text(ending))
            return BROKEN


def _first(ending: BaseException) -> BaseException:
    """The request to stop that an exception came of, if it did: an import that is interrupted may call it a failure."""
    at_hand: BaseException | None = ending
    while at_hand is not None:
        if isinstance(at_hand, KeyboardInterrupt | Terminated):
            return at_hand
        at_hand = at_hand.__cause__ or at_hand.__context__
    return ending


def fault_text(fault: BaseException) -> str:
    """The report of a fault of ours: what it was and where, what to tell, and the traceback if that is asked for."""
    import platform
    import traceback
    from importlib.metadata import version

    lines = []
    if os.environ.get(TRACEBACK):
        whole = "".join(traceback.format_exception(fault))
        lines += [safe(line) for line in whole.splitlines()]
    what = safe(" ".join(f"{type(fault).__name__}: {fault}".split()))
    what = what if len(what) <= LONGEST else what[:LONGEST] + "…"
    ours = f"capacity-estimator {version('capacity-estimator')}"
    python = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    lines.append(f"error: this is a fault of estimate, not of yours: {what} ({_place(fault.__traceback__)})")
    lines.append(f"  = report it with the command and the sheet: {ours}, {python}")
    if not os.environ.get(TRACEBACK):
        lines.append(f"  = {TRACEBACK}=1 shows the traceback")
    return "\n".join(lines)


def _place(trace: TracebackType | None) -> str:
    """The innermost line of this package on the way to a fault."""
    found = "its start"
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(PACKAGE + os.sep):
            found = f"{file[len(PACKAGE) + 1 :]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _say(text: str) -> None:
    write_text(text + "\n", sys.stderr)
