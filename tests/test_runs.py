"""What a flattening counts up and down: no fault leaves it wrong, so that a later, innocent line pays for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from estimator.model import flatten
from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.model.run import Run
from tests.data import CASES, files

if TYPE_CHECKING:
    from pathlib import Path

MISTAKES = [path for path in files("errors", ".est") if path.read_bytes().isascii()]
DEEP = 95  # brackets: of the 180 that calls and brackets may nest, twice as many are too many


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """The runs that are made while a test runs."""
    made: list[Run] = []

    def noted(*given: Any) -> Run:
        made.append(Run(*given))
        return made[-1]

    monkeypatch.setattr(flatten, "Run", noted)
    return made


def problems(text: str, name: str = "plan.est") -> list[str]:
    model = flatten.flatten(module_from_text(text, name), shipped_library(), {}, examples=True)
    return [problem.message for problem in model.problems if problem.severity == "error"]


def test_the_mistakes_are_found() -> None:
    assert len(MISTAKES) >= 60


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_leaves_nothing_counted(path: Path, runs: list[Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / "errors")
    problems(path.read_text(encoding="utf-8"), path.name)
    (run,) = runs
    assert (run.budget.nesting.depth, run.budget.sheets.depth, run.releases.nesting.depth) == (0, 0, 0)
    assert run.active == []
    for instance in run.instances.values():
        assert (instance.active, instance.running, instance.root.prefix) == (set(), set(), instance.prefix)


def test_what_stands_behind_a_fault_deep_inside_has_the_whole_depth(runs: list[Run]) -> None:
    wrong = "early = " + "-(" * DEEP + "1 GB + 1 s" + ")" * DEEP
    right = "later = " + "-(" * DEEP + "1 GB" + ")" * DEEP
    assert problems(f"{wrong}\n{right}\n") == ["B and s do not add up"]
    assert len(runs) == 1


def test_a_function_that_is_at_hand_while_another_sheet_fails_is_still_at_hand(tmp_path: Path) -> None:
    (tmp_path / "other.est").write_text("wrong = 1 GB + 1 s\n")
    functions = 'use "other.est" as other\nouter(x) = inner(x) + x\ninner(x) = other.wrong * x\n'
    text = f"{functions}first = outer(3)\nlast = outer(4)\n"
    assert problems(text, str(tmp_path / "plan.est")) == ["B and s do not add up"]
