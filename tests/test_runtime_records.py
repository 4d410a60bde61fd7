"""The formulas for runtimes and their connections against what was measured of them: records of several versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from tests.data import files, lines
from tests.predictions import BITS_PER_BYTE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", files("runtimes", ".txt"), ids=lambda path: path.stem)
def test_the_records_are_met(path: Path) -> None:
    records = [line.split(" | ") for line in lines(f"runtimes/{path.name}")]
    assert records
    sheet = "\n".join([f"record_{place} = {formula}" for place, (formula, _, _) in enumerate(records)])
    evaluation = estimate(module_from_text(f"## t\n\n{sheet}\n", "t"))
    assert not evaluation.model.problems, evaluation.model.problems
    beyond = []
    for place, (formula, measured, near) in enumerate(records):
        step = evaluation.model.quantities[f"record_{place}"].step
        assert step is not None
        said = float(evaluation.values[step]) / BITS_PER_BYTE
        allowed = float(near.rstrip("%")) / 100 * float(measured)
        if abs(said - float(measured)) > allowed + 1e-6:
            beyond.append(f"{formula} is {said:.1f}, measured {measured} ({said / float(measured) - 1:+.1%})")
    assert beyond == []
