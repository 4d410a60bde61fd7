"""How things are measured: in turns, by medians, in fresh processes; and the table that is printed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEAVY = frozenset(("pint", "numpy", "sympy", "rich", "typer", "pydantic"))


@dataclass
class Row:
    """One line of the table; without a bound it is there to be read."""

    what: str
    measured: float
    best: float | None = None
    bound: float | None = None
    at_least: bool = False
    detail: str = ""

    @property
    def over(self) -> bool:
        """Whether the bound is passed."""
        if self.bound is None:
            return False
        return self.measured < self.bound if self.at_least else self.measured > self.bound


def in_turns(sides: list[Callable[[], float]], rounds: int) -> list[list[float]]:
    """The seconds of each side, which says itself how long it took; the first round is thrown away."""
    taken: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds + 1):
        for side, seconds in zip(sides, taken, strict=True):
            seconds.append(side())
    return [seconds[1:] for seconds in taken]


def against(what: str, ours: list[float], theirs: list[float], bound: float | None) -> Row:
    """How many times as long ours takes."""
    detail = f"{shown(median(ours))} to {shown(median(theirs))}"
    return Row(what, median(ours) / median(theirs), min(ours) / min(theirs), bound, detail=detail)


def shown(value: float) -> str:
    """Seconds with a unit that fits."""
    for size, unit in ((1.0, "s"), (1e-3, "ms")):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e6:.3g} us"


class Processes:
    """Starts fresh processes as a user's shell would, with bytecode in a folder that goes away again.

    The variables that change Python are left out: with PYTHONDONTWRITEBYTECODE, say, every start compiles the sources,
    and no ratio to `python -c pass` means anything.
    """

    def __init__(self, scratch: str) -> None:
        self.folder = scratch
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.environment |= {"PYTHONPYCACHEPREFIX": os.path.join(scratch, "bytecode"), "COLUMNS": "80"}
        self.estimate = os.path.join(os.path.dirname(sys.executable), "estimate")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command with its output in a pipe; it must succeed."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )

    def timed(self, *command: str) -> Callable[[], float]:
        """A side that takes as long as the command."""

        def side() -> float:
            start = time.perf_counter()
            self.run(*command)
            return time.perf_counter() - start

        return side

    def loaded(self, *arguments: str) -> list[str]:
        """Which of the heavy libraries `estimate` loads for some arguments."""
        lines = self.run(sys.executable, "-X", "importtime", "-m", "estimator", *arguments).stderr.splitlines()
        return sorted({line.rpartition("|")[2].strip().split(".")[0] for line in lines} & HEAVY)


def table(rows: list[Row]) -> str:
    """The rows as text."""
    wide = max(len(row.what) for row in rows)
    text = [f"{'what':{wide}}  {'median':>8}  {'best':>8}  {'bound':>10}        measured"]
    for row in rows:
        best = "" if row.best is None else _number(row.best)
        sign = "at least" if row.at_least else "at most"
        bound = "" if row.bound is None else f"{sign} {_number(row.bound)}"
        verdict = "" if row.bound is None else ("over" if row.over else "ok")
        text.append(f"{row.what:{wide}}  {_number(row.measured):>8}  {best:>8}  {bound:>15}  {verdict:4}  {row.detail}")
    return "\n".join(line.rstrip() for line in text)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.2f}"
