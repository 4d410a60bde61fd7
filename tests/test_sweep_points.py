"""A sweep of every sheet of the library and of the examples: each point is what the sheet itself says at that value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from estimator import sheet
from estimator.api.solver import assumptions
from estimator.api.sweeping import sweep
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.units.display import base_factor
from tests.changes import loaded, sheets
from tests.commands import parsed
from tests.data import ROOT, part_of

if TYPE_CHECKING:
    from estimator.api.sweeping import Sweep
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.kinds import Kind
    from tests.commands import Run

EQUAL = 1e-12
FACTORS = (0.4, 1.0, 1.7)
MOST_SWEPT = 3  # assumptions of a sheet, others every day
SHEETS = [name for name in sheets() if not name.endswith("shop.est")]  # of 7,300 steps


def written(value: float, kind: Kind) -> str:
    """A number in base units in the notation."""
    unit = str(kind)
    own = repr(value / base_factor(kind))
    return f"{own}{unit[1:]}" if unit.startswith("1/") else f"{own} {unit}".strip()


def near(value: float, other: float) -> bool:
    return value == other or abs(value - other) <= EQUAL * abs(other) or (math.isnan(value) and math.isnan(other))


def agree(found: Sweep, place: int, alone: Evaluation) -> None:
    """A point of a sweep is the sheet by itself: central values, both ends of ranges, checks and their shares."""
    result = found.result
    for row, name in enumerate(found.names):
        step = alone.model.quantities[name].step
        assert step is not None
        spread = alone.spreads.get(step)
        ends = (math.nan, math.nan) if spread is None else (spread.low, spread.high)
        assert near(result.numbers.central[row, place], float(alone.values[step])), name
        assert near(result.numbers.low[row, place], ends[0]), name
        assert near(result.numbers.high[row, place], ends[1]), name
    checks = {str(each.check.check.expression): each for each in alone.checks}
    for row, check in enumerate(result.checks):
        same = checks[str(check.check.expression)]
        assert result.holds(row, place) is same.holds
        assert near(result.numbers.shares[row, place], math.nan if same.probability is None else same.probability)


@pytest.mark.parametrize("name", part_of(SHEETS, 24))
def test_each_point_is_the_sheet_called_with_its_value(name: str) -> None:
    evaluation = loaded(name)
    module = evaluation.model.module
    moving = [each for each in assumptions(evaluation.model) if evaluation.values[each.step]]
    for quantity in part_of(moving, -(-len(moving) // MOST_SWEPT) or 1):
        own = quantity.definition.name
        texts = [written(float(evaluation.values[quantity.step]) * factor, quantity.kind) for factor in FACTORS]
        try:
            found = sweep(module, {}, "", evaluation, {own: ", ".join(texts)})
        except EstimateError as error:
            message = error.problems[0].message
            assert "depends on" in message or _fails(evaluation, own, texts[0])
            continue
        assert not found.result.axes[0].texts
        assert str(found)
        assert found.to_dict()["points"] == len(FACTORS)
        for place, text in enumerate(texts):
            try:
                alone = estimate(module, [f"{own}={text}"])
            except EstimateError:  # some other quantity has no value there
                continue
            agree(found, place, alone)
        turned = sweep(module, {}, "", evaluation, {own: ", ".join(texts[::-1])})
        for each, other in (
            (found.result.numbers.central, turned.result.numbers.central),
            (found.result.numbers.low, turned.result.numbers.low),
            (found.result.holding, turned.result.holding),
        ):
            assert np.array_equal(each, other[:, ::-1], equal_nan=True)
        one = sweep(module, {}, "", evaluation, {own: [texts[1]]})
        assert len(one) == 1
        assert np.array_equal(one.result.numbers.central[:, 0], found.result.numbers.central[:, 1], equal_nan=True)


def _fails(evaluation: Evaluation, name: str, text: str) -> bool:
    try:
        estimate(evaluation.model.module, [f"{name}={text}"])
    except EstimateError:
        return True
    return False


@pytest.mark.parametrize("name", part_of(SHEETS, 12))
def test_the_command_works_on_each_sheet_or_says_why_it_cannot(name: str, run: Run) -> None:
    evaluation = loaded(name)
    numbers = [each for each in assumptions(evaluation.model) if float(evaluation.values[each.step]) > 0]
    path = str(ROOT / name) if name.endswith((".est", ".md")) else name
    if not numbers:
        done = run("sweep", path)
        assert done.code == 2
        assert "assumption" in done.err
        return
    quantity = numbers[-1]
    value = float(evaluation.values[quantity.step])
    text = f"{written(value / 2, quantity.kind)} .. {written(value, quantity.kind)} in 2 steps"
    done = run("sweep", path, f"{quantity.definition.name}={text}", "--json")
    found = parsed(done.out)
    if done.code == 2:
        assert len(found["errors"]) >= 1
        assert found["errors"][0]["remedy"]
        return
    assert done.code == 0
    assert found["points"] in (2, 3)
    assert found["answers"]


def test_a_heavy_sheet_in_bounded_time() -> None:
    """One of 7,300 steps: a few points in less than a run of the sheet each."""
    import time

    evaluation = loaded("examples/shop.est")
    name = "customers_rows"
    start = time.process_time()
    found = sweep(evaluation.model.module, {}, "", evaluation, {name: "1, 2 M"}, of="customers_size")
    assert time.process_time() - start < 12
    assert found.result.numbers.central[0, 1] > found.result.numbers.central[0, 0]


def test_long_sheets_take_time_in_proportion() -> None:
    """Of 5,000 lines; what is drawn or worked at each point is what answers to it."""
    import time

    lines = ["users = 1 M user", "size = 2 KB/user"]
    lines += [f"part_{place} = users * size * {place + 1} -> GB" for place in range(5_000)]
    plan = sheet("\n".join(lines))
    start = time.process_time()
    found = plan.sweep(users="1 M..2 M", of="part_4999")
    assert time.process_time() - start < 8
    assert len(found) == 11
