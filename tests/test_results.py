"""Functions that give several results: a call asks for one of them by its name."""

from __future__ import annotations

import pytest

import estimator
from estimator.model.files import module_from_text
from estimator.notation.printer import print_sheet
from estimator.reckoning.estimate import estimate

ROW = """row(content: B = 5 B) = size, padding
  where
    size    = ceil(content / 8 B) * 8 B
    padding = size - content
"""
VALUES = {
    "row(13 B).size": 128,
    "row(13 B).padding": 24,
    "row().padding": 24,
    "row(content = 1 B).size + row(9 B).size": 192,
    "if row(1 B).size > 3 B then row(2 B).padding else 0 B": 48,
    "sum(k = 1 to 3, row(k * 8 B).size)": 384,
    "row(row(13 B).size).padding": 0,
}


@pytest.mark.parametrize("call", VALUES)
def test_a_result_has_its_value(call: str) -> None:
    found = estimate(module_from_text(f"{ROW}x = {call}\n", "rows.est"))
    step = found.model.quantities["x"].step
    assert step is not None
    assert found.values[step] == VALUES[call]  # bits


def test_results_of_a_range_are_drawn_once() -> None:
    text = f"{ROW}content = 10 to 100 B\nwhole = row(content).size - row(content).padding - content -> B\n"
    found = estimator.sheet(text)
    assert found.interval("whole")[0].magnitude == pytest.approx(0, abs=1e-9)
    assert found.interval("whole")[1].magnitude == pytest.approx(0, abs=1e-9)


def test_results_are_printed_as_they_are_read() -> None:
    module = module_from_text(ROW, "rows.est")
    assert module_from_text(print_sheet(module.sheet), "again.est").sheet == module.sheet
