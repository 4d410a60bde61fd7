"""Solving on every sheet of the library and of the examples: each answer, one and a half times, for each assumption.

The number that is found is put into the sheet, and the answer comes out; or the refusal is true: of many values of the
assumption none gives it.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from estimator import sheet
from estimator.api import solving
from estimator.api.solver import assumptions
from estimator.api.solving import solutions
from estimator.languages.reporting import answers_of
from estimator.model.frames import NumberQuantity
from estimator.model.steps import Draw
from estimator.reckoning.central import central_values
from estimator.reckoning.estimate import flattened
from estimator.reckoning.responses import Responses
from estimator.units.display import base_factor
from tests.changes import loaded, sheets
from tests.commands import parsed
from tests.data import part_of

if TYPE_CHECKING:
    from estimator.languages.solutions import Solution
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.kinds import Kind

CLOSE = 1e-9
SHEETS = [name for name in sheets() if not name.endswith("shop.est")]  # of 7,300 steps, a minute for each answer
PUT_IN = 9  # every so manieth solution is put into the sheet itself, all others into its steps
FACTORS = [10 ** (power / 6) for power in range(-54, 55)]


def written(value: float, kind: Kind) -> str:
    """A number in base units in the notation."""
    unit = str(kind)
    own = repr(value / base_factor(kind))
    return f"{own}{unit[1:]}" if unit.startswith("1/") else f"{own} {unit}".strip()


def answers(evaluation: Evaluation) -> list[NumberQuantity]:
    found = [each for each in answers_of(evaluation.model) if isinstance(each, NumberQuantity)]
    return [each for each in found if evaluation.values[each.step]]


@pytest.mark.parametrize("name", part_of(SHEETS, 10))
def test_each_answer_for_each_assumption(name: str) -> None:
    evaluation = loaded(name)
    module = evaluation.model.module
    for count, answer in enumerate(answers(evaluation)):
        wanted = 1.5 * float(evaluation.values[answer.step])
        found = solutions(module, [], "", f"{answer.definition.name} = {written(wanted, answer.kind)}")
        assert str(found)
        assert found.to_dict()
        for place, each in enumerate(found.solutions):
            if each.reason:
                assert is_true(each, answer, wanted, evaluation), (name, answer.definition.name, each.name, each.reason)
                continue
            is_range = isinstance(evaluation.model.steps[each.quantity.step].expression, Draw)
            in_steps = (count + place) % PUT_IN and not is_range
            got = answered(evaluation, answer, each, each.value, in_steps=bool(in_steps))
            if each.relation == "leap":
                over = answered(evaluation, answer, each, each.other, in_steps=bool(in_steps))
                assert got < wanted < over, (name, answer.definition.name, each.name)
                assert abs(each.other - each.value) <= (1 if each.whole else CLOSE * each.value)
                continue
            assert got == pytest.approx(wanted, rel=CLOSE), (name, answer.definition.name, each.name)


def answered(
    evaluation: Evaluation, answer: NumberQuantity, solution: Solution, value: float, *, in_steps: bool
) -> float:
    """An answer where an assumption has a value: in the steps that follow from it, or in the sheet itself."""
    if in_steps:
        return Responses(evaluation, [solution.quantity.step], [answer.step])({solution.quantity.step: value})[0]
    text = f"{solution.name}={written(value, solution.quantity.kind)}"
    model = flattened(evaluation.model.module, [text])
    return float(central_values(model)[model.quantities[answer.definition.name].step or 0])


def is_true(refusal: Solution, answer: NumberQuantity, wanted: float, evaluation: Evaluation) -> bool:
    """Whether no value of an assumption gives an answer, as far as many values tell."""
    free = refusal.quantity.step
    responses = Responses(evaluation, [free], [answer.step])
    if free not in responses.moved:
        return "does not depend on" in refusal.reason
    start = float(evaluation.values[free])
    tried = [0.0, 1.0, *[start * factor for factor in FACTORS]]
    if "more than all" in refusal.reason:
        tried = [each for each in tried if each <= 1]
    seen = [responses({free: each})[0] for each in tried]
    under = [each < wanted for each in seen if math.isfinite(each)]
    if any(math.isclose(each, wanted, rel_tol=CLOSE) for each in seen if math.isfinite(each)):
        return False
    return all(under) or not any(under)


@pytest.mark.parametrize("name", part_of(SHEETS, 20))
def test_each_limit_at_a_share_of_the_cases(name: str) -> None:
    """The command's own question about each answer, with and without a share; it works or says why it cannot."""
    evaluation = loaded(name)
    module = evaluation.model.module
    for answer in answers(evaluation)[:2]:
        limit = written(1.5 * float(evaluation.values[answer.step]), answer.kind)
        sign = "<" if float(evaluation.values[answer.step]) > 0 else ">"
        found = solutions(module, [], "", f"{answer.definition.name} {sign} {limit}", at="90%")
        for each in found.solutions:
            if each.reason or each.relation == "any":
                continue
            text = f"{each.name}={written(each.value, each.quantity.kind)}"
            again = solutions(module, [text], "", f"{answer.definition.name} {sign} {limit}", at="90%")
            now = [other.now for other in again.solutions if other.now is not None and other.name == each.name]
            assert all(share >= 0.9 - 0.01 for share in now), (name, text, now)
            break


@pytest.mark.parametrize("name", part_of(SHEETS, 4))
def test_the_command_says_something_of_each_sheet(name: str) -> None:
    """The first answer of each sheet, or one sentence that there is none: with all of its assumptions, or one."""
    evaluation = loaded(name)
    found = answers(evaluation)
    if not found:
        return
    answer = found[0]
    target = f"{answer.definition.name} <= {written(float(evaluation.values[answer.step]) * 2, answer.kind)}"
    told = solutions(evaluation.model.module, [], "", target)
    assert len(told.solutions) == len(assumptions(evaluation.model))
    assert max(len(line) for line in str(told).splitlines()) <= 80
    assert told.markdown()
    has_rows = any(not each.reason and each.relation != "any" for each in told.solutions)
    assert ("<table>" in told._repr_html_()) is has_rows
    assert isinstance(parsed(json.dumps(told.to_dict(), allow_nan=False)), dict)


def test_of_hundreds_of_assumptions_the_lines_come_first_and_what_was_not_tried_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "\n".join([f"    r{place} | {place + 1} | {place % 7 + 1}" for place in range(40)])
    head = "table services\n    service | rate: QPS | size: KB/query\n"
    found = sheet(f"{head}{rows}\n\nratio = 2\ntotal = sum(services.rate * services.size) * ratio")
    assert len(found.solutions("total < 10 MB/s").to_dict()["solutions"]) == 81
    monkeypatch.setattr(solving, "BUDGET", 1_000)
    told = found.solutions("total < 10 MB/s").to_dict()
    assert [each["name"] for each in told["solutions"]] == ["ratio"]
    assert {each["reason"] for each in told["unsolved"]} == {
        "not tried, for the sheet has many assumptions: name it with --for"
    }
    assert len(found.solutions("total < 10 MB/s", for_="services.r3.rate").to_dict()["solutions"]) == 1
