"""What broke, gathered by cause, each with the smallest input that was found for it, and kept in files."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, NamedTuple

from fuzzing.cases import Case, written
from fuzzing.minimise import minimised

if TYPE_CHECKING:
    from pathlib import Path

    from fuzzing.attempts import Fault


class Finding(NamedTuple):
    """A cause: how often it was seen, the smallest case, and what was seen of it first."""

    fault: Fault
    times: int
    case: Case


class Findings:
    """The findings of a process, kept in a folder as they come."""

    def __init__(self, folder: Path | None, limit: float) -> None:
        self.folder = folder
        self.limit = limit
        self.by_cause: dict[str, Finding] = {}
        self.seconds = 0.0  # of processor time that went into making inputs small

    def add(self, fault: Fault, case: Case) -> None:
        """One more fault; the first of its cause is minimised."""
        known = self.by_cause.get(fault.cause)
        if known is not None:
            self.by_cause[fault.cause] = known._replace(times=known.times + 1)
            return
        start = time.process_time()
        found = Finding(fault, 1, minimised(case, fault.cause, self.limit))
        self.seconds += time.process_time() - start
        self.by_cause[fault.cause] = found
        if self.folder is not None:
            keep(found, self.folder)

    def merge(self, others: dict[str, Finding]) -> None:
        """Add another process's; of two cases the smaller one stays."""
        for cause, other in others.items():
            known = self.by_cause.get(cause)
            if known is None:
                self.by_cause[cause] = other
            else:
                case = min(known.case, other.case, key=size)
                self.by_cause[cause] = known._replace(times=known.times + other.times, case=case)


def size(case: Case) -> int:
    """The characters of a case."""
    return sum(map(len, case.parts))


def keep(found: Finding, folder: Path) -> Path:
    """Write a finding to a file named by its cause."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(found.fault.cause.encode("utf-8", "replace")).hexdigest()[:10]
    path = folder / f"{found.fault.sort}-{digest}.txt"
    lines = [f"# {found.fault.cause!r}", f"# {found.fault.detail!r}", written(found.case)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
