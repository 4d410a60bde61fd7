"""What a sheet's values are at other inputs is what the sheet with these inputs gives."""

from __future__ import annotations

import math

import pytest

from estimator import sheet
from estimator.reckoning.responses import Responses

SHEET = """
users  = 3 M user
size   = 2 KB/user (1 to 4)
share  = 25%
copies = if share > 30% then 3 else 2
total  = users * size * max(share, 10%) * copies -> GB
racks  = ceil(total / 100 GB)
"""
CHANGES = (
    ("users", 5e6, "5 M user"),
    ("size", 3 * 8000.0, "3 KB/user"),
    ("share", 0.4, "40%"),
    ("share", 0.05, "5%"),
)


@pytest.mark.parametrize(("name", "value", "written"), CHANGES)
def test_it_is_the_sheet_with_another_assumption(name: str, value: float, written: str) -> None:
    base = sheet(SHEET)
    names = list(base)
    wanted = [base.evaluation.model.quantities[each].step for each in names]
    step = base.evaluation.model.quantities[name].step
    assert step is not None
    other = base(**{name: written}).evaluation
    expected = [other.values[found.step] for each in names if (found := other.model.quantities[each]).step is not None]
    answers = Responses(base.evaluation, [step], [each for each in wanted if each is not None])
    assert answers({step: value}) == pytest.approx(expected, rel=1e-15)


def test_what_has_no_value_is_not_a_number() -> None:
    found = sheet("parts = 3\nshare = 1 / parts\nother = 2").evaluation
    parts, share, other = range(3)
    answers = Responses(found, [parts], [share, other])
    assert answers({parts: 4.0}) == [0.25, 2.0]
    shown = answers({parts: 0.0})
    assert math.isnan(shown[0])
    assert shown[1] == 2
    assert answers({}) == [1 / 3, 2.0]
