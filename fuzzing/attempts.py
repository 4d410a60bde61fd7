"""One case tried under watch: what it broke, and what it took."""

from __future__ import annotations

import random
import re
import sys
import traceback
from os.path import basename
from typing import TYPE_CHECKING, NamedTuple

from estimator.model.budget import WAITING
from fuzzing.laws import Broken
from fuzzing.targets import target
from fuzzing.watch import SECONDS, Overdue, Watch

if TYPE_CHECKING:
    from fuzzing.cases import Case

LAW, TRACEBACK, TIME, MEMORY = "law", "traceback", "time", "memory"
_FRAMES = 3
_PACKAGE = "/estimator/"


class Fault(NamedTuple):
    """One thing that went wrong. Faults of one `cause` are taken for the same; `detail` is what was seen."""

    sort: str
    cause: str
    detail: str


class Attempt(NamedTuple):
    """What became of a case."""

    faults: list[Fault]
    watch: Watch


def attempt(case: Case, seconds: float = SECONDS) -> Attempt:
    """Try a case; an operation of it may take so many seconds of processor time."""
    watch = Watch()
    faults: list[Fault] = []
    waiting = WAITING.set(watch.announce)
    try:
        with watch.whole():
            target(case.target).tried(case.parts, random.Random(case.seed), watch)
    except Broken as broken:
        faults.append(Fault(LAW, _alike(broken.law), broken.detail))
    except Overdue as overdue:
        operation = watch.uses[-1].operation if watch.uses else case.target
        faults.append(Fault(TIME, f"{operation} in little time", f"given up in {_place(overdue)}"))
        return Attempt(faults, watch)
    except KeyboardInterrupt:
        raise
    except MemoryError as error:
        faults.append(Fault(MEMORY, "in little memory", f"no memory left in {_place(error)}"))
    except BaseException as error:  # noqa: BLE001  whatever it is, it is what the fuzzer looks for
        faults.append(
            Fault(TRACEBACK, f"{type(error).__name__} in {_place(error)}: {_alike(str(error))}", _frames(error))
        )
    finally:
        WAITING.reset(waiting)
    for law, seen in watch.excess(seconds):
        faults.append(Fault(MEMORY if "memory" in law else TIME, law, seen))
    return Attempt(faults, watch)


def confirmed(case: Case, seconds: float = SECONDS) -> Attempt:
    """Try a case, and once more where it was slow or large: a machine that does other work makes anything slow once.

    What sympy has kept of the first time is forgotten, for a user has waited for that.
    """
    first = attempt(case, seconds)
    if not any(fault.sort in (TIME, MEMORY) for fault in first.faults):
        return first
    if kept := sys.modules.get("sympy.core.cache"):
        kept.clear_cache()
    again = attempt(case, seconds)
    causes = {fault.cause for fault in again.faults}
    return Attempt([fault for fault in first.faults if fault.cause in causes], first.watch)


def _alike(message: str) -> str:
    """A message without what differs from input to input: numbers and what stands in quotes."""
    return re.sub(r"\d[\d.e+-]*", "N", re.sub(r"“.*?”|'.*?'|\".*?\"", "“…”", message, flags=re.DOTALL))[:90]


def _ours(error: BaseException) -> list[traceback.FrameSummary]:
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if _PACKAGE in frame.filename] or list(frames)


def _place(error: BaseException) -> str:
    last = _ours(error)[-1]
    return f"{basename(last.filename)}:{last.name}"


def _frames(error: BaseException) -> str:
    """The last frames of the package, the innermost last, and what was raised."""
    shown = [f"{basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in _ours(error)[-_FRAMES:]]
    return f"{' > '.join(shown)}: {type(error).__name__}: {str(error)[:300]}"
