"""Several processes, each with a campaign; one that dies leaves the case that killed it."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fuzzing.attempts import TRACEBACK, Fault
from fuzzing.campaign import Campaign, Plan, Tally, prepared
from fuzzing.cases import read
from fuzzing.findings import Finding

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def tallies(plans: list[Plan]) -> list[Tally]:
    """What the processes of some plans did."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder:
        started = []
        for plan in plans:
            receiver, sender = context.Pipe(duplex=False)
            notes = Path(folder) / str(plan.process)
            process = context.Process(target=_work, args=(plan, str(notes), sender))
            process.start()
            sender.close()
            started.append((process, receiver, notes))
        found = []
        for process, receiver, notes in started:
            try:
                found.append(receiver.recv())
            except EOFError:
                process.join()
                found.append(_died(process.exitcode or 0, notes))
            process.join()
    return found


def _work(plan: Plan, notes: str, sender: Connection) -> None:
    prepared()
    with open(notes, "w", encoding="ascii") as file:

        def begin(case: str) -> None:
            file.seek(0)
            file.write(case + "\n")
            file.flush()

        sender.send(Campaign(plan, _report).run(begin))


def _report(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _died(code: int, notes: Path) -> Tally:
    from collections import Counter

    from fuzzing.campaign import Extreme

    findings: dict[str, Finding] = {}
    text = notes.read_text(encoding="ascii").partition("\n")[0] if notes.exists() else ""
    if text:
        cause = f"the process ended with exit code {code}"
        findings[cause] = Finding(Fault(TRACEBACK, cause, ""), 1, read(text))
    return Tally(Counter(), Counter(), Counter(), {}, Extreme(0.0, None), 0, 0.0, findings)
