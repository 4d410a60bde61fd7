"""What a hostile text is told, in this process and under an alarm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from estimator.languages.problem_reports import report_text
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer, estimate
from estimator.writers.json import error_object, to_object
from fuzzing.watch import alarm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _pytest.mark.structures import ParameterSet

    from estimator.reckoning.evaluate import Evaluation

SMALL_SECONDS = 3  # of the processor, for what is read without starting a process
LARGE_SECONDS = 15  # the same of schemas of ten tables, which take it whole, too
MANY = 10_000
MEGA = 1_000_000
SEED = 20_261_122


def told(work: Callable[[], Evaluation], *, bare: bool = False, seconds: float = SMALL_SECONDS) -> list[str]:
    """The messages of the problems of a text, empty where it has an answer; both are written out in every way."""
    with alarm(seconds):
        try:
            evaluation = work()
        except EstimateError as error:
            return reported(error)
        words = Words(evaluation)
        lines = [plain(line) for line in (words.answer() if bare else words.sheet())]
        assert not any(char in "".join(lines) for char in "\x00\x1b\u202e")
        json.dumps(to_object(evaluation), allow_nan=False)
        return []


def reported(error: EstimateError) -> list[str]:
    """The messages of an error, written out in every way."""
    assert report_text(error.problems)
    json.dumps(error_object(error.problems), allow_nan=False)
    return [problem.message for problem in error.problems]


def told_of(
    text: str, *overrides: str, name: str = "hostile.est", scenario: str = "", seconds: float = SMALL_SECONDS
) -> list[str]:
    """The messages for a sheet."""
    return told(lambda: estimate(module_from_text(text, name), overrides, scenario), seconds=seconds)


def told_of_line(text: str) -> list[str]:
    """The messages for a bare expression."""
    return told(lambda: answer(text), bare=True)


def named(cases: Sequence[tuple[str, str]]) -> list[ParameterSet]:
    """Parameters with their names as ids."""
    return [pytest.param(text, id=name) for name, text in cases]
