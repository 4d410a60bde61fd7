"""Speed, as ratios that travel from machine to machine: `./run benchmark [--json] [--quick]`.

Whatever is compared runs in turns (A B A B …) in this one call, and medians are compared; beside them stands the
ratio of the best times, which other work on the machine disturbs less. Starts are timed by the clock, all else by the
processor time of this process. Exit code 1 if a bound is passed. Lines a second are an absolute bound, and machines
differ; the last row says the same in turns of a Python loop.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
import tracemalloc
from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
from measuring import Processes, Row, against, in_turns, shown, table
from plain import function, inputs, results
from sheets import MIXED, realistic

from estimator.model.modules import Module, shipped_library
from estimator.model.steps import Draw
from estimator.notation.parser import parse_sheet
from estimator.problems import Source
from estimator.reckoning.estimate import PausedCollection, flattened
from estimator.reckoning.faults import Fault, Faulted
from estimator.reckoning.running import compile_steps, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import Step

EXPRESSION = "300 M user * 50% * 2 tweet/user/day -> QPS"
RANGE = "300 M user * 50% * (1 to 4) tweet/user/day -> QPS"
SAMPLES = 1_000_000
TURNS = 1_000_000
LINES = (1_000, 10_000, 100_000)
COLD, TYPER, CLOSURES, ARRAYS, LINES_A_SECOND, LINEAR = 3.0, 1.5, 8.0, 1.2, 50_000, 1.25
SEARCH, NUMPY = 3.0, 4.0
SAMPLED = ("url_shortener", "news_feed", "leaderboard", "rate_limiter")  # the slowest sheets of the library


def cold(processes: Processes, rounds: int) -> list[Row]:
    """A one-line answer in a fresh process."""
    python = sys.executable
    bare, module, script, ranged = in_turns(
        [
            processes.timed(python, "-c", "pass"),
            processes.timed(python, "-m", "estimator", EXPRESSION),
            processes.timed(processes.estimate, EXPRESSION),
            processes.timed(python, "-m", "estimator", RANGE),
        ],
        rounds,
    )
    rows = [
        against("python -m estimator EXPRESSION / python -c pass", module, bare, COLD),
        against("estimate EXPRESSION / python -c pass", script, bare, COLD),
        against("python -m estimator RANGE / python -c pass", ranged, bare, COLD),
    ]
    for name, text in (("EXPRESSION", EXPRESSION), ("RANGE", RANGE)):
        heavy = processes.loaded(text)
        rows.append(Row(f"heavy libraries loaded by {name}", len(heavy), bound=0, detail=", ".join(heavy) or "none"))
    return rows


def sheets(processes: Processes, rounds: int) -> list[Row]:
    """Commands that need Typer, against the import of Typer and Rich; sheets that are drawn, against that of numpy."""
    imported, twitter, listed, found, drawn, *sampled = in_turns(
        [
            processes.timed(sys.executable, "-c", "import typer, rich.table"),
            processes.timed(processes.estimate, "twitter"),
            processes.timed(processes.estimate, "list"),
            processes.timed(processes.estimate, "list", "redis", "内存"),
            processes.timed(sys.executable, "-c", "import numpy"),
            *[processes.timed(processes.estimate, name) for name in SAMPLED],
        ],
        rounds,
    )
    heavy = [name for name in processes.loaded("twitter") if name != "typer"]
    return [
        against("estimate twitter / import typer, rich.table", twitter, imported, TYPER),
        against("estimate list / import typer, rich.table", listed, imported, TYPER),
        against("estimate list redis 内存 / import typer, rich.table", found, imported, SEARCH),
        *[
            against(f"estimate {name} / import numpy", taken, drawn, NUMPY)
            for name, taken in zip(SAMPLED, sampled, strict=True)
        ],
        Row("heavy libraries but typer loaded by twitter", len(heavy), bound=0, detail=", ".join(heavy) or "none"),
    ]


def library_steps() -> dict[str, list[Step]]:
    """The steps of two sheets of the library and of fifty mixed lines."""
    modules = {name: shipped_library().module(name) for name in ("twitter", "map_int64")}
    modules["mixed"] = Module(parse_sheet(Source("mixed", MIXED)))
    found = {}
    for name, module in modules.items():
        assert module is not None, name
        found[name] = faultless(flattened(module)).steps
    return found


def faultless(model: Any) -> Any:
    """A model, if nothing is wrong with it: nobody wants to know how fast mistakes are."""
    errors = [problem.message for problem in model.problems if problem.severity == "error"]
    assert not errors, errors[:3]
    return model


def evaluated(steps: list[Step], values: list[Any], program: list[tuple[int, Any]]) -> list[Any]:
    """What `central.run` does once the closures are compiled, on a copy of the values."""
    at_hand = values.copy()
    for index, closure in program:
        try:
            at_hand[index] = closure(at_hand)
        except Faulted as faulted:
            at_hand[index] = faulted.fault
        except (ArithmeticError, ValueError) as error:
            at_hand[index] = Fault(steps[index], str(error))
    return at_hand


def repeated(times: int, work: Callable[..., object], *arguments: object) -> Callable[[], float]:
    """A side that does its work so many times and takes as long as one of them."""

    def side() -> float:
        start = time.process_time()
        for _ in range(times):
            work(*arguments)
        return (time.process_time() - start) / times

    return side


def closures(rounds: int) -> list[Row]:
    """The steps on floats."""
    rows = []
    for name, steps in library_steps().items():
        values, program = compile_steps(steps)
        plain, central = function(steps, arrays=False), run(steps)
        given = [central[index] for index in inputs(steps)]
        expected = [central[index] for index in results(steps)]
        assert list(plain(*given)) == expected == [evaluated(steps, values, program)[at] for at in results(steps)], name
        times = 20_000 // len(steps)
        sides = [repeated(times, evaluated, steps, values, program), repeated(times, plain, *given)]
        ours, theirs = in_turns(sides, rounds)
        rows.append(against(f"{name}, {len(steps)} steps: closures / plain Python", ours, theirs, CLOSURES))
    return rows


def arrays(rounds: int) -> list[Row]:
    """The same closures on a million samples: all inputs uncertain, or in the long sheet one of them."""
    rows = []
    generator = np.random.default_rng(1)
    for name, steps in library_steps().items():
        if name == "map_int64":  # it rounds and chooses at each step: numpy by hand is another program
            continue
        values, program = compile_steps(steps)
        central = run(steps)
        given = inputs(steps)
        drawn = given
        for index in given:
            values[index] = central[index]
            if index in drawn:
                values[index] = central[index] * generator.uniform(0.9, 1.1, SAMPLES)
        program = [(index, closure) for index, closure in program if not isinstance(steps[index].expression, Draw)]
        by_hand, arguments = function(steps, arrays=True), [values[index] for index in given]
        got, expected = evaluated(steps, values, program), by_hand(*arguments)
        assert all(np.array_equal(got[at], one) for at, one in zip(results(steps), expected, strict=True)), name
        del got, expected
        ours, theirs = in_turns(
            [repeated(1, evaluated, steps, values, program), repeated(1, by_hand, *arguments)], rounds
        )
        row = against(f"{name}, {SAMPLES:,} samples: closures / numpy", ours, theirs, ARRAYS)
        own, other = peak(evaluated, steps, values, program), peak(by_hand, *arguments)
        rows += [row, Row(f"{name}: memory at its peak", own / other, detail=f"{own:.0f} MB to {other:.0f} MB")]
    return rows


def peak(work: Callable[..., object], *arguments: object) -> float:
    """The most memory that some work needs beyond what was there, in MB."""
    tracemalloc.start()
    work(*arguments)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def loop() -> float:
    """The yardstick for lines a second: a loop of a million turns."""
    start = time.process_time()
    total = 0
    for turn in range(TURNS):
        total += turn
    return time.process_time() - start


def lines(rounds: int) -> list[Row]:
    """Text to checked steps, as `estimate` does it."""

    def reading(text: str) -> Callable[[], float]:
        def side() -> float:
            gc.collect()
            start = time.process_time()
            with PausedCollection():
                model = flattened(Module(parse_sheet(Source("benchmark", text))))
            taken = time.process_time() - start
            faultless(model)
            return taken

        return side

    *taken, turns = in_turns([*(reading(realistic(count)) for count in LINES), loop], rounds)
    rows = []
    for count, seconds in zip(LINES, taken, strict=True):
        speed, best, bound = count / median(seconds), count / min(seconds), LINES_A_SECOND
        rows.append(Row(f"lines a second, sheet of {count:,} lines", speed, best, bound, at_least=True))
    middle, long = taken[-2:]
    scale = LINES[-1] / LINES[-2]
    row = against(f"a line of {LINES[-1]:,} / a line of {LINES[-2]:,}", [each / scale for each in long], middle, LINEAR)
    row.detail = "1 is linear"
    normal = LINES[-1] / median(long) * median(turns)
    detail = f"lines in the {shown(median(turns))} of {TURNS:,} turns of a Python loop"
    return [*rows, row, Row("lines on any machine", normal, detail=detail)]


def main() -> int:
    """Measure, print, and say whether every bound holds."""
    parser = argparse.ArgumentParser(prog="./run benchmark", description="Measure speed as ratios, in turns.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--quick", action="store_true", help="a third of the rounds")
    chosen = parser.parse_args()
    share = 3 if chosen.quick else 1
    with tempfile.TemporaryDirectory() as scratch:
        processes = Processes(scratch)
        rows = [*cold(processes, 30 // share), *sheets(processes, 15 // share)]
    rows += [*closures(30 // share), *arrays(9 // share), *lines(6 // share)]
    over = [row.what for row in rows if row.over]
    if chosen.json:
        print(json.dumps([{**asdict(row), "over": row.over} for row in rows], indent=2))
    else:
        print(table(rows))
        print(f"\nOver: {'; '.join(over)}" if over else "\nAll bounds hold.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
