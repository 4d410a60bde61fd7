"""Several processes, each with a campaign; one that dies leaves the case that killed it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fuzzing.attempts import TRACEBACK, Fault
from fuzzing.campaign import Campaign, Plan, Tally, prepared
from fuzzing.cases import read
from fuzzing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from types import FrameType

ENDINGS = (signal.SIGINT, signal.SIGTERM)


def tallies(plans: list[Plan]) -> list[Tally]:
    """What the processes of some plans did; a signal that ends the command ends them after their current input."""
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
        with _passed_on([process for process, _, _ in started]):
            for process, receiver, notes in started:
                try:
                    found.append(receiver.recv())
                except EOFError:
                    process.join()
                    found.append(_died(process.exitcode or 0, notes))
                process.join()
    return found


@contextlib.contextmanager
def _passed_on(processes: list[SpawnProcess]) -> Iterator[None]:
    """Within a block, what ends this process is handed to those it started."""

    def end(number: int, _frame: FrameType | None) -> None:
        for process in processes:
            if process.pid is not None and process.is_alive():
                os.kill(process.pid, number)

    before = [signal.signal(number, end) for number in ENDINGS]
    try:
        yield
    finally:
        for number, handler in zip(ENDINGS, before, strict=True):
            signal.signal(number, handler)


def _work(plan: Plan, notes: str, sender: Connection) -> None:
    prepared()
    with open(notes, "w", encoding="ascii") as file:

        def begin(case: str) -> None:
            file.seek(0)
            file.write(case + "\n")
            file.flush()

        campaign = Campaign(plan, _report)
        for number in ENDINGS:
            signal.signal(number, lambda _number, _frame: campaign.stop())
        sender.send(campaign.run(begin))


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
