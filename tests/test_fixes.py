"""What an error says to write: put in its place it is read, keeps every magnitude, and is no error any more.

Asked of every mistake that has a message in cases/errors, and of the lines of the field that are refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.model.fixes import corrections
from estimator.problems import EstimateError, Problem
from estimator.reckoning.estimate import answer, estimate
from tests.all_of import all_of
from tests.data import CASES, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEWEST = 115
MISTAKES = files("errors", ".txt", ".est")
FIELD = [
    case["command"][0]
    for case in json.loads((CASES / "spoken.json").read_text(encoding="utf-8"))
    if len(case["command"]) == 1 and not case["files"]
]


def corrected(problem: Problem) -> str:
    """The one line that mends a problem; empty where there is none, or a choice."""
    lines = corrections(problem)
    return lines[0] if len(lines) == 1 else ""


def problems_of(work: Callable[[], object]) -> list[Problem]:
    """What is wrong with a text."""
    try:
        work()
    except EstimateError as error:
        return error.problems
    return []


def reckon(path: Path, text: str) -> Callable[[], object]:
    """The reckoning of an expression, or of a sheet in the place of another one."""
    if path.suffix == ".txt":
        return lambda: answer(text.removesuffix("\n"))
    return lambda: estimate(module_from_text(text, path.name))


def magnitudes(line: str) -> Counter[str]:
    """The magnitudes behind the numbers of a line."""
    return Counter(re.findall(r"\d[\d_,.]* ?(million|billion|bn|k|K|M|G|T|万亿|千万|百万|万|亿)(?![A-Za-z])", line))


def check(problem: Problem, again: list[Problem], line: str, fix: str) -> None:
    """A fix keeps what was written, and what it was for is gone."""
    lost = magnitudes(line) - magnitudes(fix)
    assert not lost, f"{line} -> {fix}"
    assert (problem.message, problem.marks[0].start) not in {(each.message, each.marks[0].start) for each in again}, fix


@all_of("path", MISTAKES, ids=lambda path: path.stem)
def test_the_fix_of_a_mistake_mends_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for problem in problems_of(reckon(path, text)):
        source = problem.marks[0].source
        if source.text.rstrip("\n") != text.rstrip("\n"):
            continue
        number = source.location(problem.marks[0].start)[0]
        for fix in corrections(problem):
            lines = text.split("\n")
            before, lines[number - 1] = lines[number - 1], fix
            check(problem, problems_of(reckon(path, "\n".join(lines))), before, fix)


def test_there_are_fixes() -> None:
    found = [
        fix
        for path in MISTAKES
        for problem in problems_of(reckon(path, path.read_text(encoding="utf-8")))
        if (fix := corrections(problem))
    ]
    assert len(found) >= FEWEST


@all_of("line", FIELD)
def test_the_fix_of_a_line_of_the_field_mends_it(line: str) -> None:
    for problem in problems_of(lambda: answer(line)):
        for fix in corrections(problem) if problem.marks[0].source.text == line else ():
            check(problem, problems_of(lambda fix=fix: answer(fix)), line, fix)  # type: ignore[misc]  # bound at once


@pytest.mark.parametrize(
    ("line", "fixes"),
    [
        ("10 kb", ("10 KB", "10 Kbit")),
        ("5 kw", ("5kw", "5 kW")),
        ("3 GB + 5 GB) * 2", ("3 GB + 5 GB * 2", "(3 GB + 5 GB) * 2")),
        ("(1 + 40%)^(3 year)", ("(1 + 40%)^3", "(1 + 40%)^(3 year / 1 year)")),
    ],
)
def test_where_either_may_be_meant_both_lines_are_told(line: str, fixes: tuple[str, ...]) -> None:
    (problem,) = problems_of(lambda: answer(line))
    assert corrections(problem) == fixes
    assert corrected(problem) == ""
