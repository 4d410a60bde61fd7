"""The loop of one process: make an input, try it, keep what breaks and what reaches new code."""

from __future__ import annotations

import functools
import random
import time
import warnings
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from estimator.model import fixes, readings
from fuzzing.attempts import attempt, confirmed
from fuzzing.cases import Case, written
from fuzzing.coverage import Coverage
from fuzzing.findings import Finding, Findings
from fuzzing.mutations import mutated
from fuzzing.shipped import Shipped
from fuzzing.targets import names, target
from fuzzing.watch import BASE_MEGABYTES, bound_memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fuzzing.attempts import Attempt

GUIDED = 0.25  # of the inputs are changes of what reached new code
FOLLOWED = 0.01  # of the others are followed to see what they reach; that takes as long as twenty inputs
FOLLOWED_GUIDED = 0.03  # of the guided ones
POOL = 3_000  # inputs that reached new code are kept, a random one leaves
PROGRESS = 10_000  # inputs, after each of which a process says how far it is


class Plan(NamedTuple):
    """What one process is to do: until so much processor time or so many inputs are spent, whichever is first."""

    seed: int
    process: int
    seconds: float
    inputs: int
    targets: tuple[str, ...]
    limit: float  # seconds of processor time that an operation may take
    folder: Path | None


class Extreme(NamedTuple):
    """The worst of something, and the case that has it."""

    value: float
    case: Case | None


class Tally(NamedTuple):
    """What a process did."""

    inputs: Counter[str]  # by target
    operations: Counter[str]
    seconds: Counter[str]  # of processor time, by operation
    slowest: dict[str, Extreme]  # by operation
    largest: Extreme  # MB
    steps: int  # from line to line of the package that were taken
    spent: float  # seconds of processor time, without those that made findings small
    findings: dict[str, Finding]


class Campaign:
    """A process's loop; deterministic but for what its end depends on."""

    def __init__(self, plan: Plan, report: Callable[[str], None]) -> None:
        self.plan = plan
        self.report = report
        self.shipped = Shipped()
        self.coverage = Coverage()
        self.pool: list[Case] = []
        self.findings = Findings(plan.folder, plan.limit)
        self.inputs: Counter[str] = Counter()
        self.operations: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.slowest: dict[str, Extreme] = {}
        self.largest = Extreme(0.0, None)
        self.weights = [target(name).SHARE for name in plan.targets]
        self.stopped = False

    def stop(self) -> None:
        """End after the input that is being tried."""
        self.stopped = True

    def run(self, begin: Callable[[str], None] = lambda _case: None) -> Tally:
        """All of it; `begin` is told each case before it is tried."""
        start = time.process_time()
        number = 0
        while number < self.plan.inputs and time.process_time() - start < self.plan.seconds and not self.stopped:
            rng = random.Random(f"{self.plan.seed} {self.plan.process} {number}")
            guided = bool(self.pool) and rng.random() < GUIDED
            case = self.changed(rng) if guided else self.made(rng)
            begin(written(case))
            self.one(case, followed=rng.random() < (FOLLOWED_GUIDED if guided else FOLLOWED))
            number += 1
            if number % PROGRESS == 0:
                self.report(self._progress(number, time.process_time() - start))
        spent = time.process_time() - start - self.findings.seconds
        found = (self.operations, self.seconds, self.slowest, self.largest, len(self.coverage.steps), spent)
        return Tally(self.inputs, *found, self.findings.by_cause)

    def _progress(self, number: int, seconds: float) -> str:
        """How far the process is, for whoever reads the log of a run that never came to its end."""
        slowest = max((each.value for each in self.slowest.values()), default=0.0)
        largest = self.largest.value + BASE_MEGABYTES if self.largest.case is not None else 0.0
        return (
            f"process {self.plan.process}: {number:,} inputs in {seconds:,.0f} s of processor time, "
            f"{len(self.findings.by_cause)} causes, slowest {slowest:.1f} s, largest {largest:.0f} MB"
        )

    def made(self, rng: random.Random) -> Case:
        """A new case."""
        name = rng.choices(self.plan.targets, self.weights)[0]
        return Case(name, target(name).made(rng, self.shipped), rng.getrandbits(32))

    def changed(self, rng: random.Random) -> Case:
        """A change of a case that reached new code."""
        case = rng.choice(self.pool)
        place = rng.randrange(len(case.parts))
        lines = self.shipped.lines if case.target in ("sheet", "document", "cells") else ()
        part = mutated(case.parts[place], rng, lines)
        return case._replace(parts=(*case.parts[:place], part, *case.parts[place + 1 :]), seed=rng.getrandbits(32))

    def one(self, case: Case, *, followed: bool) -> None:
        """Try a case."""
        self.inputs[case.target] += 1
        if followed:
            with self.coverage.followed():
                found = attempt(case)
            if self.coverage.fresh:
                self._keep(case)
            found = found._replace(faults=[fault for fault in found.faults if fault.sort not in ("time", "memory")])
        else:
            found = confirmed(case, self.plan.limit)
            self._count(found, case)
        for fault in found.faults:
            is_new = fault.cause not in self.findings.by_cause
            self.findings.add(fault, case)
            if is_new:
                self.report(f"new: {fault.cause!r}\n     {written(self.findings.by_cause[fault.cause].case)[:300]}")

    def _keep(self, case: Case) -> None:
        if len(self.pool) < POOL:
            self.pool.append(case)
        else:
            self.pool[case.seed % POOL] = case

    def _count(self, found: Attempt, case: Case) -> None:
        for use in found.watch.uses:
            self.operations[use.operation] += 1
            self.seconds[use.operation] += use.seconds  # type: ignore[assignment]  # a Counter of floats
            if use.seconds > self.slowest.get(use.operation, Extreme(0.0, None)).value:
                self.slowest[use.operation] = Extreme(use.seconds, case)
        if found.watch.megabytes > self.largest.value:
            self.largest = Extreme(found.watch.megabytes, case)


def prepared() -> None:
    """Make this process one that fuzzes: warnings are faults, and memory has a bound.

    A fault is said on a terminal and in JSON; what its line was meant to say is worked out once for both.
    """
    warnings.simplefilter("error")
    bound_memory()
    vars(fixes)["reading"] = functools.lru_cache(maxsize=16)(readings.reading)


def all_targets() -> tuple[str, ...]:
    """The names of all targets."""
    return tuple(names())
