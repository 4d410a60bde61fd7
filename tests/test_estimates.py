"""Small sheets and what must be said of them: cases/estimates.txt (title, `.`, sheet, `.`, lines of the output, `.`).

Each expected line must stand in the output at 80 columns, with any blanks before it and between its parts; no line may
be longer.
"""

from __future__ import annotations

import pytest

from estimator.languages.spans import plain, width
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from tests.data import blocks

COLUMNS = 80
BLOCKS = {title: (sheet, expected.splitlines()) for title, sheet, expected in blocks("estimates.txt")}


def words(line: str) -> str:
    """A line without its indent and with one blank for many."""
    return " ".join(line.split())


def test_the_estimates_are_found() -> None:
    assert len(BLOCKS) > 10


@pytest.mark.parametrize("title", list(BLOCKS))
def test_an_estimate_says_what_matters(title: str) -> None:
    sheet, expected = BLOCKS[title]
    evaluation = estimate(module_from_text(sheet, "test.est"))
    found = [plain(line) for line in Words(evaluation, COLUMNS).sheet()]
    said = [words(line) for line in found]
    assert [line for line in expected if words(line) not in said] == [], "\n".join(found)
    assert [line for line in found if width(line) > COLUMNS] == []
