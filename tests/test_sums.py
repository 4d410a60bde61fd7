"""Sums that mean something else than they say: each is an error, a warning or a note that says what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.model.steps import Draw
from estimator.problems import EstimateError, Problem, Source
from estimator.reckoning.estimate import answer_strictly, estimate
from tests.all_of import all_of
from tests.data import lines

if TYPE_CHECKING:
    from pathlib import Path

CASES = [line.partition("=>") for line in lines("sums.txt")]
ROWS = {expression.strip(): said.strip() for expression, _, said in CASES}


def problems(text: str) -> list[Problem]:
    try:
        return answer_strictly(Source("expression", text)).problems
    except EstimateError as refused:
        return refused.problems


def sheet_problems(text: str) -> list[Problem]:
    try:
        return estimate(module_from_text(text, "test.est")).problems
    except EstimateError as refused:
        return refused.problems


def way_out(problem: Problem) -> str:
    """Severity and remedy, which a note has in its message."""
    return f"{problem.severity}: {problem.remedy or problem.message}"


def test_the_cases_are_found() -> None:
    assert len(ROWS) == len(CASES) > 100


@all_of("expression", ROWS)
def test_what_is_said(expression: str) -> None:
    assert [way_out(problem) for problem in problems(expression)] == [ROWS[expression]] * bool(ROWS[expression])


@all_of("expression", [each for each, said in ROWS.items() if said])
def test_a_sheet_says_the_same(expression: str) -> None:
    assert [way_out(problem) for problem in sheet_problems(f"x = {expression}\n")] == [ROWS[expression]]


@pytest.mark.parametrize("expression", [each for each, said in ROWS.items() if said.startswith("error: write ")])
def test_a_remedy_put_in_its_place_is_answered_without_another_word(expression: str) -> None:
    [problem] = problems(expression)
    start, end = problem.marks[0].start, problem.marks[0].end
    mended = expression[:start] + problem.remedy.removeprefix("write ") + expression[end:]
    assert problems(mended) == [], mended


@pytest.mark.parametrize("expression", [each for each, said in ROWS.items() if said.startswith("error: multiply: ")])
def test_a_product_with_the_share_is_answered(expression: str) -> None:
    [problem] = problems(expression)
    assert problems(problem.remedy.removeprefix("multiply: ")) == []


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("base = 100\ntax = 15%\ntotal = base + tax\n", "multiply: base * (1 + tax)"),
        ("base = 100\ntax = 5 to 15%\ntotal = base - tax\n", "multiply: base * (1 - tax)"),
        ("base = 100\nrate = 15%\ntax = rate\ntotal = tax + base\n", "multiply: base * (1 + tax)"),
        ("base = 100\ntax = 0.15 -> %\ntotal = base + tax\n", "multiply: base * (1 + tax)"),
        ("base = 100\nfull(tax: share) = base + tax\ntotal = full(15%)\n", "multiply: base * (1 + tax)"),
        ("full(base: count, tax = 15%) = base + t\n  where\n    t = 20%\n", "multiply: base * (1 + t)"),
        ("total = 40 * 3 + 2 * share_of_it\nshare_of_it = 5%\n", ""),
        ("full(base: count, tax: share) = base * (1 + tax)\ntotal = full(100, 5%)\n", ""),
        ("k = 20%\ntotal = sum(k = 1 to 3, 100 + k)\n", ""),
        ("all(k) = sum(k = 1 to 3, 100 + k)\ntotal = all(20%)\n", ""),
        ("table t\n  row | v\n  a | 20%\n  c | 0\ntotal = 100 + sum(t.v)\n", "multiply: 100 * (1 + sum(t.v))"),
        ("table t\n  row | v\n  a | 20%\n  c | 30\ntotal = 100 + sum(t.v)\n", ""),
        ("hits = 80%\nmisses = 1 - hits\nagain = 1 + hits + misses\n", ""),
        ("base = 0.5\ntax = 15%\ntotal = base + tax\n", ""),
        ("base = 10 user / 2 user\ntax = 15%\ntotal = base + tax\n", ""),
    ],
)
def test_shares_by_name(text: str, remedy: str) -> None:
    assert [problem.remedy for problem in sheet_problems(text)] == [remedy] * bool(remedy)


def test_an_override_is_looked_at() -> None:
    text = 'base = 50%\ntax = 15%\ntotal = base + tax\nscenario "more": base = 100\n'
    with pytest.raises(EstimateError, match="a plain number and a share do not add up"):
        estimate(module_from_text(text, "test.est"), scenario="more")


def test_only_answers_are_asked_for_their_unit() -> None:
    """What something else needs is on its way, and what has a unit of its own was meant."""
    text = "area = 3 user * 2 GB\nspeed = 5 GB/day / 1 month\nx = area / 3 user\ny = speed * 1 month\n"
    assert sheet_problems(text) == []
    named = "users = 3 user\neach = 2 GB\nx = users * each\n"
    assert [problem.message for problem in sheet_problems(named)] == ["user never cancelled: write each = 2 GB/user"]
    assert sheet_problems("users = 3 user\neach = 2 GB/user\nx = users * each\n") == []


def test_a_unit_of_another_file_is_no_stumbling_block(tmp_path: Path) -> None:
    (tmp_path / "team.est").write_text("unit parcel\nmean_weight = 3 parcel\n", encoding="utf-8")
    plan = tmp_path / "plan.est"
    plan.write_text('use "team.est" as team\nx = team.mean_weight / 24 hour / 3600 s\n', encoding="utf-8")
    [warning] = estimate(read_module(str(plan), shipped_library())).problems
    assert warning.remedy == "leave / 3600 s out, for units convert by themselves"


# Sums of a hundred terms, and what they come to.
HYPERLOGLOG = "redis.hyperloglog(2 k key, 10, 12 B, cluster = yes)"
ALIKE = [
    (f"sum(k = 1 to 100, {HYPERLOGLOG})", f"100 * {HYPERLOGLOG}"),
    (f"sum(k = 1 to 100, k * {HYPERLOGLOG})", f"5050 * {HYPERLOGLOG}"),
    (f"sum(k = 1 to 100, sum(j = 1 to 3, k * j * {HYPERLOGLOG}))", f"6 * 5050 * {HYPERLOGLOG}"),
    (f"sum(k = 1 to 100, if k > 90 then {HYPERLOGLOG} else 0 B)", f"10 * {HYPERLOGLOG}"),
]


@pytest.mark.parametrize(("terms", "product"), ALIKE)
def test_what_all_terms_have_alike_is_worked_out_once(terms: str, product: str) -> None:
    found = [estimate(module_from_text(f"x = {text} -> MB\n", "test.est")) for text in (terms, product)]
    added, multiplied = [each.values[each.model.quantities["x"].step or 0] for each in found]
    assert added == pytest.approx(multiplied, rel=1e-12)
    steps, of_one = [len(each.model.steps) for each in found]
    assert steps <= of_one + 1


def test_a_range_is_another_one_in_each_term() -> None:
    evaluation = estimate(module_from_text("f(x) = x * (1 to 9)\ny = sum(k = 1 to 3, f(2))\n", "test.est"))
    assert sum(isinstance(step.expression, Draw) for step in evaluation.model.steps) == 3
