"""Two thousand slips: each line is answered rightly, refused, or answered with a word on how it was read."""

from __future__ import annotations

from collections import Counter
from random import Random, SystemRandom

import pytest

from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer
from tests.spoken_corpus import Line, line

LINES = 2_000
FEWEST_RIGHT = 0.85  # of the lines whose meaning is certain


def outcome(typed: Line) -> str:
    """What came of a line: right, refused, noted, or wrong and silent."""
    try:
        evaluation = answer(typed.typed)
    except EstimateError:
        return "refused"
    value = evaluation.values[-1]
    if typed.value is not None and value == pytest.approx(typed.value, rel=1e-9):
        return "right"
    return "noted" if evaluation.read_as or evaluation.problems else "silent"


def test_no_line_is_wrong_without_a_word() -> None:
    seed = SystemRandom().randrange(2**32)
    random = Random(seed)
    lines = [line(random) for _ in range(LINES)]
    found = {typed: outcome(typed) for typed in lines}
    wrong = [typed for typed, came in found.items() if came == "silent"]
    misread = [typed for typed, came in found.items() if came == "noted" and typed.value is not None]
    assert wrong == [], f"seed {seed}"
    assert misread == [], f"seed {seed}"
    certain = Counter(found[typed] for typed in lines if typed.value is not None)
    assert certain["right"] >= FEWEST_RIGHT * certain.total(), [
        typed for typed, came in found.items() if came == "refused" and typed.value is not None
    ][:40]
