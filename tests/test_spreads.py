"""What differs from case to case told apart from what is not known: a mean is over the first, and keeps the second."""

from __future__ import annotations

import math
import random
from statistics import quantiles
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from tests.evaluators import engine, on_a_page, ranges_on_a_page, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASES = 800
SIGMAS = 2 * 1.6448536269514722  # of a logarithm between the ends of a range


def lognormal(chance: random.Random, low: float, high: float) -> float:
    return math.exp(math.log(low * high) / 2 + chance.gauss(0, 1) * math.log(high / low) / SIGMAS)


def found(text: str, name: str) -> tuple[float, list[float] | None]:
    """The central value of a quantity and its range, in base units."""
    evaluation = estimate(module_from_text(text, "s.est"))
    step = evaluation.model.quantities[name].step
    assert step is not None
    spread = evaluation.spreads.get(step)
    return float(evaluation.values[step]), None if spread is None else [spread.low, spread.high]


def notes(text: str, given: list[str] | None = None) -> list[str]:
    return [each.message for each in estimate(module_from_text(text, "s.est"), given or []).problems]


SHEET = "users = 1 to 5\nlength = spread(20 to 200)\n"


TAKEN: dict[str, Callable[[float, float], float]] = {
    "ceil(length * users / 100)": lambda length, users: math.ceil(length * users / 100),
    "max(length, 20 * users)": lambda length, users: max(length, 20 * users),
    "if length > 40 * users then length else 0": lambda length, users: length if length > 40 * users else 0,
}


@pytest.mark.parametrize("taken", TAKEN)
def test_a_mean_keeps_what_is_not_known(taken: str) -> None:
    """Against sums over both, by another generator."""
    chance = random.Random(7)
    lengths = [lognormal(chance, 20, 200) for _ in range(CASES)]
    known = [lognormal(chance, 1, 5) for _ in range(CASES)]
    means = [math.fsum(TAKEN[taken](each, users) for each in lengths) / CASES for users in known]
    ends = quantiles(means, n=20)
    value, range_ = found(f"{SHEET}taken = mean({taken})\n", "taken")
    assert value == pytest.approx(math.fsum(TAKEN[taken](each, 5**0.5) for each in lengths) / CASES, rel=0.08)
    assert range_ == pytest.approx([ends[0], ends[-1]], rel=0.1)


def test_a_product_is_taken_apart_exactly() -> None:
    value, range_ = found(f"{SHEET}taken = mean(length * users)\n", "taken")
    mean = math.sqrt(20 * 200) * math.exp((math.log(10) / SIGMAS) ** 2 / 2)
    assert value == pytest.approx(mean * math.sqrt(5), rel=1e-12)
    assert range_ == pytest.approx([mean, 5 * mean], rel=1e-12)


def test_a_mean_over_spreads_alone_is_one_number() -> None:
    assert found(f"{SHEET}taken = mean(ceil(length / 16))\n", "taken")[1] is None


def test_a_sheet_that_calls_nothing_a_spread_is_told_the_line() -> None:
    text = "length = 20 to 200 B\nblocks = mean(ceil(length / 16 B))\n"
    assert notes(text) == ["a mean is over length, as a spread from case to case: write length = spread(20 to 200 B)"]
    assert notes(text.replace("20 to 200 B", "spread(20 to 200 B)", 1)) == []
    value, range_ = found(text, "blocks")
    assert range_ is None
    assert value == found(text.replace("20 to 200 B", "spread(20 to 200 B)", 1), "blocks")[0]


def test_an_answer_that_differs_from_case_to_case_is_told() -> None:
    (note,) = notes("length = spread(20 to 200 B)\ntwice = 2 * length\n")
    assert note.startswith("twice differs from case to case, as length does")


def test_a_range_that_is_given_for_a_spread_is_one() -> None:
    text = "length = spread(20 to 200 B)\nblocks = mean(ceil(length / 16 B))\n"
    assert notes(text, ["length=30 to 60 B"]) == []
    given = estimate(module_from_text(text, "s.est"), ["length=30 to 60 B"])
    assert given.model.quantities["blocks"].step not in given.spreads


def test_a_range_that_is_given_for_a_range_is_what_is_not_known() -> None:
    text = f"{SHEET}taken = mean(ceil(length * users / 100))\n"
    module, (value, ends) = module_from_text(text, "s.est"), found(text, "taken")
    again = estimate(module, ["users=1 to 5"])
    step = again.model.quantities["taken"].step
    assert step is not None
    assert (again.values[step], [again.spreads[step].low, again.spreads[step].high]) == (value, ends)


def test_a_chance_is_yes_in_its_share_of_the_cases() -> None:
    value, _ = found("taken = mean(if bernoulli(30%) then 1 else 0)\n", "taken")
    assert value == pytest.approx(0.3, abs=1e-3)
    check = estimator.sheet("there = bernoulli(30%)\ncheck there\n").evaluation.checks[0]
    assert check.probability == pytest.approx(0.3, abs=0.002)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x = spread(3)", "spread needs a range, a distribution or a chance, not a plain number"),
        ('x = spread("a")', "spread needs a range, a distribution or a chance, not a text"),
        ("x = spread()", "spread needs a range"),
        ("x = bernoulli(3 s)", "a chance is a share, from 0 to 100%, not s"),
        ("x = bernoulli(30)", "30 is no share"),
    ],
)
def test_what_is_no_spread_or_chance_is_an_error(line: str, message: str) -> None:
    with pytest.raises(estimator.EstimateError, match=message.replace("(", r"\(")):
        estimator.sheet(f"{line}\n")


PAGE = """users = 1 to 5
length = spread(20 to 200)
other = spread(uniform(1, 9))
rounded = mean(ceil(length * users / 100))
both = mean(max(length, 10 * other) * users)
nested = mean(ceil(length / rounded) + other)
whole = 2 * rounded + nested
"""


@pytest.mark.parametrize("change", [{}, {"users.low": 4.0}])
def test_a_page_says_the_same(tmp_path: Path, change: dict[str, float]) -> None:
    """Central values to the last digits, also where an end is another; the workbook holds such a mean, and says so."""
    lines = PAGE.replace("1 to 5", f"{change.get('users.low', 1):g} to 5")
    expected = engine(estimate(module_from_text(lines, "s.est")))
    evaluation = estimate(module_from_text(PAGE, "s.est"))
    for name, value in on_a_page(evaluation, tmp_path, **change).items():
        assert value == pytest.approx(expected[name], rel=1e-9), name


def test_a_page_draws_the_same_ranges(tmp_path: Path) -> None:
    evaluation = estimate(module_from_text(PAGE, "s.est"))
    names = ["rounded", "both", "nested", "whole"]
    for name, ends in ranges_on_a_page(evaluation, names, tmp_path).items():
        spread = evaluation.spreads[steps_of(evaluation)[name]]
        assert ends == pytest.approx([spread.low, spread.high], rel=0.05), name
