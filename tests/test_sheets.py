"""The worked estimates of cases/sheets against their expected values (name, value, unit, relative tolerance).

They are older than the table of nouns, and declare some that are built in by now: that must go on working.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import estimate
from estimator.writers.json import to_object
from tests.data import CASES, files

FLOAT = 1e-9  # a tolerance of 0 is one of floats
SHEETS = files("sheets", ".est")
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((CASES / "sheets" / "expected.json").read_text(encoding="utf-8"))
QUANTITIES = [(name, row) for name, rows in EXPECTED.items() for row in rows]


def test_the_sheets_are_found() -> None:
    assert len(SHEETS) == 28
    assert {path.stem for path in SHEETS} == set(EXPECTED)
    assert len(QUANTITIES) > 100


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, Any]]:
    """The quantities of each sheet by name, as JSON has them."""
    found = {}
    for path in SHEETS:
        evaluation = estimate(read_module(str(path), shipped_library()))
        assert [problem.message for problem in evaluation.model.problems if problem.severity == "warning"] == []
        found[path.stem] = {row["name"]: row for row in to_object(evaluation)["quantities"]}
    return found


@pytest.mark.parametrize(("sheet", "row"), QUANTITIES, ids=[f"{sheet}-{row['name']}" for sheet, row in QUANTITIES])
def test_a_quantity_has_its_value_and_unit(sheet: str, row: dict[str, Any], results: dict[str, dict[str, Any]]) -> None:
    found = results[sheet][row["name"]]
    assert found["value"] == pytest.approx(row["value"], rel=row["tolerance"] or FLOAT)
    assert found["unit"] == row["unit"]
