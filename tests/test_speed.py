"""How long answers take: in processor time beside what they must load, and in what they look at.

The benchmark holds the ratios that are aimed at, on a machine of its own (`./run benchmark`); here they have room.
"""

from __future__ import annotations

import importlib
import math
import os
import sys
from typing import TYPE_CHECKING

import pytest

from estimator.cli.commands import command_names
from estimator.model.files import module_from_text
from estimator.model.modules import Module, shipped_library
from estimator.notation.parser import parse_sheet
from estimator.problems import Source
from estimator.reckoning import doubts, means
from estimator.reckoning.closed import is_formed
from estimator.reckoning.estimate import estimate, flattened
from tests.data import ROOT, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from estimator.model.steps import Step

SLOWEST = ("chat", "leaderboard", "news_feed", "rate_limiter", "url_shortener")
SHEETS = sorted({*SLOWEST, *part_of(list(shipped_library().names()), 20)})
# Times what is loaded: four and three are aimed at.
SHEET, SEARCH = 6.0, 4.5
TURNS = 7
CALLS = 56.0  # of functions, for a line of a realistic sheet: each is some ten millionths of a second


def processor(*arguments: str) -> float:
    """The seconds of the processor that a fresh Python takes, which says nothing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    command = [sys.executable, *arguments]
    process = os.posix_spawn(sys.executable, command, environment, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1), arguments  # 1 where a check fails
    return used.ru_utime + used.ru_stime


def ratio(command: tuple[str, ...], loaded: str, most: float) -> float:
    """The least of some runs in turns, to the least import of a library; no more runs than it takes to be seen."""
    ours = theirs = math.inf
    for _ in range(TURNS):
        ours = min(ours, processor("-m", "estimator", *command))
        theirs = min(theirs, processor("-c", f"import {loaded}"))
        if ours < most * theirs:
            break
    return ours / theirs


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_the_library_takes_a_few_imports_of_numpy(name: str) -> None:
    words = ("run", name) if name in command_names() else (name,)  # a command goes before a sheet that is called so
    assert ratio(words, "numpy", SHEET) < SHEET


@pytest.mark.parametrize("words", [("redis", "内存"), ("令牌桶",), ("bloom", "filter", "memory")])
def test_a_search_takes_a_few_imports_of_typer(words: tuple[str, ...]) -> None:
    assert ratio(("list", *words), "typer, rich.table", SEARCH) < SEARCH


def test_doubts_look_once_at_what_means_are_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a schema with hundreds of means each look at all steps would be a thousand times as many."""
    text = "\n".join([f"a{place} = 1 to {place + 20}\nm{place} = mean(ceil(a{place}))" for place in range(20)])
    evaluation = estimate(module_from_text(text, "means.est"))
    looked = 0

    class Counted(means.Dependence):
        def __init__(self, steps: list[Step]) -> None:
            nonlocal looked
            looked += 1
            super().__init__(steps)

    for module in (doubts, means):
        monkeypatch.setattr(module, "Dependence", Counted)
    assert doubts.doubts(evaluation.model, evaluation.values) is not None
    assert looked == 1


@pytest.mark.parametrize(
    ("line", "formed"),
    [
        ("x = a * b / 3", True),
        ("x = sqrt(a) ^ 2", True),
        ("x = a + 1", False),
        ("x = max(a, 5)", False),
        ("x = if a > 2 then 1 else 2", False),
        ("x = uniform(1, 2)", False),
        ("x = mean(ceil(a))", True),
        ("x = 3 to 1", True),  # a mistake, said where it is run
    ],
)
def test_what_will_be_drawn_is_told_before_there_are_values(line: str, formed: bool) -> None:  # noqa: FBT001
    model = flattened(module_from_text(f"a = 1 to 5\nb = 2 to 3\n{line}\n", "plan.est"))
    if model.quantities:
        assert is_formed(model.steps, {each.step for each in model.quantities.values() if each.step}) is formed


def test_the_sheets_are_there() -> None:
    assert all((ROOT / "formulas" / f"{name}.est").exists() for name in SLOWEST)


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the benchmark's own modules found, and forgotten again."""
    known = set(sys.modules)
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    yield
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(ROOT / "benchmarks")):
            del sys.modules[name]


@pytest.mark.usefixtures("benchmark")
def test_the_benchmark_can_spell_what_it_compares() -> None:
    """It fails itself where a result differs from plain Python's."""
    rows = importlib.import_module("run").closures(1)
    assert len(rows) == 3


@pytest.mark.usefixtures("benchmark")
def test_a_line_of_a_sheet_takes_few_calls() -> None:
    """Seconds are the benchmark's; calls are the same on every machine."""
    lines = 1000
    text = importlib.import_module("sheets").realistic(lines)
    called = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    for _ in range(2):  # the first loads what it needs
        called = 0
        sys.setprofile(count)
        try:
            flattened(Module(parse_sheet(Source("lines", text))))
        finally:
            sys.setprofile(before)
    assert called / lines < CALLS
