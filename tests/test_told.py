"""A fault of the user's text as Python shows it: the report of the command line, and in IPython no frames of ours."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from estimator import EstimateError, formulas, load, sheet
from estimator.languages.problem_reports import report_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAULTS: dict[str, Callable[[], object]] = {
    "a sheet": lambda: sheet("## Two\n\nx = 3 GBx\ny = 2 TB + 5 s\n"),
    "a name": lambda: load("twiter"),
    "an assumption": lambda: load("twitter")(monthly_user="1 bn user"),  # type: ignore[call-arg]
    "a formula's argument": lambda: formulas.bloom.bits("1 bn usr", fp=0.01),
    "a text that acts on a terminal": lambda: sheet('x = "\x1b[2J" + 1'),
}


def raised(work: Callable[[], object]) -> EstimateError:
    with pytest.raises(EstimateError) as caught:
        work()
    return caught.value


@pytest.mark.parametrize("work", FAULTS.values(), ids=FAULTS)
def test_as_a_text_it_is_the_report(work: Callable[[], object]) -> None:
    error = raised(work)
    text = str(error)
    assert text == report_text(error.problems)
    assert text.startswith("error: ")
    assert "^" in text
    assert "\x1b" not in text


def test_place_marks_and_remedy_are_in_it() -> None:
    assert str(raised(FAULTS["a sheet"])).splitlines() == [
        "error: sheet:3:7: GBx is no unit",
        "  |",
        "3 | x = 3 GBx",
        "  |       ^^^",
        "  = did you mean GB?",
        "",
        "error: sheet:4:5: B and s do not add up",
        "  |",
        "4 | y = 2 TB + 5 s",
        "  |     ^^^^   ^^^",
        "  |     B      s",
        "  = give both sides the same unit",
    ]


@pytest.mark.parametrize("first", ["pickle", "estimator.problems", "estimator"])
def test_it_is_told_alike_in_another_process(first: str, tmp_path: Path) -> None:
    error = raised(FAULTS["a sheet"])
    (tmp_path / "error").write_bytes(pickle.dumps(error))
    code = f"import {first}, pickle, sys; print(pickle.load(open(sys.argv[1], 'rb')))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "error")], capture_output=True, text=True, check=True
    )
    assert done.stdout == str(error) + "\n"


def test_ipython_shows_the_report_and_no_frame_of_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("import estimator\ndef plan():\n    return estimator.load('twiter')\n")
    command = [sys.executable, "-m", "IPython", "--colors=NoColor", "--quick", "-c", "import mine\nmine.plan()"]
    environment = {"PATH": "", "HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    lines = (done.stdout + done.stderr).splitlines()
    assert "error: command line:1:1: the library has no sheet twiter" in lines
    assert "  = did you mean twitter?" in lines
    frames = [line for line in lines if line.lstrip().startswith("File ")]
    assert [line.partition(str(tmp_path))[2] for line in frames] == ['/mine.py", line 3, in plan']


def test_what_ipython_shows_needs_no_traceback() -> None:
    error = EstimateError(raised(FAULTS["a name"]).problems)
    assert error._render_traceback_() == str(error).splitlines()
