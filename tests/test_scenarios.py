"""A scenario beside a run is what it is by itself: with the run's own steps where it gives other numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning import scenarios
from estimator.reckoning.estimate import estimate
from estimator.reckoning.running import run_again
from estimator.reckoning.scenarios import anew, with_other_numbers
from tests.changes import loaded, sheets

if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import Model
    from estimator.reckoning.evaluate import Evaluation

SHEETS = [name for name in sheets() if "/" not in name]
LEAST_SHARED = 25

# Scenarios that give other numbers, of a sheet with all that could hide a choice among steps.
NUMBERS = """\
users = 10 (5 to 20) M user
rate = 2 request/user/day
share = 40%
limit = 1 k to 4 k QPS
size = 3 KB/request -> MB/request
peak = 3
busy = 2 * peak
requests = users * rate * peak -> QPS
bytes = requests * size
large = if share > 50% then bytes * 2 else bytes
check requests < limit
check peak < 8
scenario "a number for a number": rate = 3 request/user/day, share = 60%
scenario "a number for a range": users = 50 M user
scenario "another range": users = 3 (2 to 8) M user
scenario "another unit": size = 2 MB/request
scenario "of what stands behind an arrow": size = 700 B/request, peak = 10
"""
# Scenarios whose steps are others.
OTHERS = """\
server = "redis"
growth = 20%
size = 20 (10 to 40) B
keys = 1 M
extra = keys / 2
moment = mean(keys ^ 2)
stored = redis.string(keys * 1 key, 16 B, size)
grown = 50% + growth
held = if server == "redis" then stored else 2 * stored
check held < 1 TB
scenario "a text": server = "valkey"
scenario "a range for a number that a mean may be over": keys = 1 M to 2 M
scenario "a number for a range that a mean is over": size = 30 B
scenario "of what is worked": extra = 7
scenario "by another name": keys = 2 * extra
scenario "a plain number for a share": growth = 20
"""


def outcome(model: Model, values: list[Any]) -> dict[str, Any]:
    """What a reader has of a model: each quantity's value, kind and unit, and what the checks give."""
    found: dict[str, Any] = {
        name: (
            None if each.step is None else values[each.step],
            str(each.kind),
            None if each.unit is None else each.unit.text,
            each.magnitude,
            each.text,
            each.assumption,
            each.override,
        )
        for name, each in model.quantities.items()
    }
    return found | {f"check {place}": values[check.step] for place, check in enumerate(model.checks)}


def of(text: str, *overrides: str) -> Evaluation:
    return estimate(module_from_text(text, "plan.est"), overrides)


def differences(evaluation: Evaluation) -> tuple[list[str], list[str]]:
    """The scenarios that share the run's steps, and those of them whose outcome is another than by themselves."""
    shared, wrong = [], []
    for title, scenario in evaluation.model.module.scenarios.items():
        found = with_other_numbers(evaluation, scenario)
        if found is not None:
            shared.append(title)
            if outcome(*found) != outcome(*anew(evaluation, scenario)):
                wrong.append(title)
    return shared, wrong


def test_those_of_the_library_are_what_they_are_by_themselves() -> None:
    count = 0
    for name in SHEETS:
        shared, wrong = differences(loaded(name))
        assert wrong == [], name
        count += len(shared)
    assert count >= LEAST_SHARED


@pytest.mark.parametrize("given", [(), ("peak=4", "users=8 (7 to 9) M user"), ("size=1 to 3 MB/request",)])
def test_numbers_are_put_into_the_steps_of_the_run(given: tuple[str, ...]) -> None:
    evaluation = of(NUMBERS, *given)
    titles = list(evaluation.model.module.scenarios)
    assert differences(evaluation) == (titles, [])


def test_other_steps_are_flattened_anew() -> None:
    assert differences(of(OTHERS)) == ([], [])


def test_a_run_in_a_scenario_hands_none_of_its_numbers_on() -> None:
    evaluation = estimate(module_from_text(NUMBERS, "plan.est"), scenario="another unit")
    assert differences(evaluation) == ([], [])


def test_the_steps_of_the_run_stay_as_they_were() -> None:
    evaluation = of(NUMBERS)
    before = (list(evaluation.model.steps), list(evaluation.values), dict(evaluation.model.quantities))
    differences(evaluation)
    assert before == (evaluation.model.steps, evaluation.values, evaluation.model.quantities)


def test_only_what_a_number_reaches_is_reckoned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long sheet costs a scenario no more than the lines that it changes."""
    text = "\n".join([f"a{place} = {place + 1}\nb{place} = a{place} * 2" for place in range(500)])
    evaluation = of(text + '\nscenario "one": a7 = 70')
    wanted: list[int] = []

    def counted(steps: Any, values: Any, reached: Any) -> Any:
        wanted.extend(reached)
        return run_again(steps, values, reached)

    monkeypatch.setattr(scenarios, "run_again", counted)
    assert scenarios.in_scenario(evaluation, evaluation.model.module.scenarios["one"]).values[15] == 140
    assert sorted(wanted) == [14, 15]


def test_a_plain_number_for_a_share_is_still_a_mistake() -> None:
    evaluation = of(OTHERS)
    scenario = evaluation.model.module.scenarios["a plain number for a share"]
    with pytest.raises(EstimateError, match="a plain number and a share do not add up"):
        scenarios.in_scenario(evaluation, scenario)
