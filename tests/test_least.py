"""`first(k = a to b, condition)`: what it finds, what it refuses, and the same in every evaluator.

The oracle is the condition itself, worked out for one number after the other.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from tests.data import CASES, some_days
from tests.evaluators import engine, in_sympy, in_workbooks, on_a_page, on_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

SHEET = (CASES / "workbooks" / "searches.est").read_text(encoding="utf-8")
EXACT = 1e-9
MOST_STEPS = 300  # of a search among a million, of one operation


class Change(NamedTuple):
    """Assumptions typed in, as overrides and in base units; and quantities that have no value then."""

    overrides: tuple[str, ...]
    values: dict[str, float]
    missing: tuple[str, ...] = ()


CHANGES = [
    Change((), {}),
    Change(("longest=100 us", "most=5000 server"), {"longest": 1e-4, "most": 5000.0}),
    Change(("rate=15 request/s", "growth=95%"), {"rate": 15.0, "growth": 0.95}, ("never",)),
    Change(("most=10 server", "longest=1 ns"), {"most": 10.0, "longest": 1e-9}, ("machines",)),
    Change(("growth=-15%",), {"growth": -0.15}, ("years",)),
]


def sheet(text: str, *overrides: str) -> Evaluation:
    return estimate(module_from_text(text, "searches.est"), overrides)


def found(text: str) -> float:
    return engine(sheet(f"found = {text}\n"))["found"]


def problem(text: str) -> tuple[str, str]:
    with pytest.raises(EstimateError) as caught:
        sheet(f"found = {text}\n")
    (only,) = caught.value.problems
    return only.message, only.remedy


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first(k = 1 to 1000, k * 3 > 100)", 34),
        ("first(k = 1 to 1000, k * 3 >= 99)", 33),
        ("first(k = 1 to 1000, k > 0)", 1),
        ("first(k = 1 to 1000, k >= 1000)", 1000),
        ("first(k = 7 to 7, k > 6)", 7),
        ("first(k = -10 to 10, k^3 > -100)", -4),
        ("first(k = 0.5 to 9.5, k > 8)", 9),
        ("first(k = 1 to 1e15, k^2 >= 1e20)", 1e10),
        ("first(k = 1 to 1 M, not k^2 < 1 M)", 1000),
        ("first(k = 0 to 1000, 5 - k > 2)", 0),
        ("first(k = 1 to 1000, 100 / k < 7)", 15),
        ("first(k = 1 to 1000, 1 - (1 - 1%)^k >= 50%)", 69),
        ("first(k = 1 to 1000, (if 2 > 1 then k else k / 2) > 10)", 11),
        ("first(k = 1 to 1000, sum(j = 1 to 3, j * k) > 100)", 17),
        ("first(k = 1 to 1000, poisson_cdf(k, 100) > 99.9%)", 132),
        ("first(k = 1 to 1000, abs(-3) * k > 100)", 34),
        ("first(k = 1 to 99, abs(k - 50) < 3)", 48),  # one by one
        ("first(k = 1 to 10, k == 4)", 4),
        ("first(k = 1 server to 1000 server, k * 3 QPS/server > 1 kQPS) / 1 server", 334),
        ("first(k = 1 to 1000 server, k > 5 server) / 1 server", 6),
        ("first(k = 0 to 2 k server, k > 5 server) / 1 server", 6),
        ("first(a = 1 to 60, a^2 > first(b = 1 to 60, b * 7 > 150))", 5),
        ("first(k = 1 to 50, k > mean(uniform(0, 20)))", 11),
    ],
)
def test_the_least_is_found(text: str, value: float) -> None:
    assert found(text) == value


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("first(k = 1 to 10, k > 10)", "no whole number from 1 to 10 meets this condition", "raise the high end"),
        ("first(k = 1 to 1 k, k < 0)", "no whole number from 1 to 1 k meets this condition", "raise the high end"),
        ("first(k = 9 to 1, k > 3)", "there is no whole number between these ends", "put the lower one first"),
        ("first(k = 1.2 to 1.8, k > 1)", "there is no whole number between these ends", "put the lower one first"),
        ("first(k = 1 to 1e16, k > 1)", "first goes up to 1e15 at most", "choose a lower end"),
        ("first(k = 1 to 1000, abs(k - 50) < 3)", "whether this goes on to hold", "less than 100 apart"),
        ("first(k = 1 to 1000, k == 4)", "whether this goes on to hold", "less than 100 apart"),
        ("first(k = 1 to 1000, (k - 50) * (k - 60) > 0)", "whether this goes on to hold", "less than 100 apart"),
        ("first(k = 1 to 1000, mean(ceil(spread * k)) > 9)\nspread = -1 to 2", "whether this goes on", "less than 100"),
        ("first(k = 1 to 1000, k + 2)", "first needs a condition, not a plain number", "compare it"),
        ("first(k = 1 GB to 9 GB, k > 3 GB)", "first goes through whole numbers, not B", "divide it by 1 B"),
        ("first(k = 1 user to 9 server, k > 3)", "the ends of first have one unit", "give both the same unit"),
        ("first(k = 1 to 2 k server, k > 3 server)", "1 may be 1 or 1 k server", "write 1 server to 2 k server"),
        ("first(k = 1 to 9, k > (1 to 5))", "a range in the condition of first", "name it on a line of its own"),
        ("first(1 to 9, 3)", "first needs a variable with its two ends", "write first(k = 1 to 1000, condition)"),
        ("first(k = 3)", "first needs a variable with its two ends", "write first(k = 1 to 1000, condition)"),
        ("first(k = 0 to 9, 1 / k > 1)", "this divides by zero", "k comes to 0: change a number"),
    ],
)
def test_what_cannot_be_answered_is_refused(text: str, message: str, remedy: str) -> None:
    said, way_out = problem(text)
    assert said.startswith(message)
    assert remedy in way_out


def test_first_may_be_a_name_and_a_function_of_ones_own() -> None:
    assert found("first * 2\nfirst = 3") == 6
    assert found("first(k = 4, y = 2)\nfirst(k, y) = k + y") == 6
    assert engine(sheet("first(k, y = 1) = k + y\nx = first(3)\n"))["x"] == 4


def test_a_line_of_a_where_block_is_worked_out_once_and_sees_no_variable() -> None:
    evaluation = sheet("f(k: count) = first(j = 1 to 50, j > twice) * 1\n  where\n    twice = 2 * k\nx = f(10)\n")
    assert engine(evaluation)["x"] == 21
    assert len([step for step in evaluation.model.steps if step.name.endswith(".twice")]) == 1
    shadowed = "f(k: count) = first(k = 1 to 50, k > twice) * 1\n  where\n    twice = 2 * k\nx = f(10)\n"
    assert engine(sheet(shadowed))["x"] == 21


def test_a_search_of_searches_of_searches_ends() -> None:
    inner = "first(c = 1 to 1e15, c + bb > first(dd = 1 to 9, dd > 5 - c))"
    deep = f"first(a = 1 to 1e15, a > first(bb = 1 to 1e15, bb + a > {inner}))"
    assert problem(deep)[0].startswith(("whether this goes on", "the calls expand"))


def test_a_search_that_is_the_same_in_each_trial_is_made_once() -> None:
    deep = "first(a = 1 to 1e15, a > first(b1 = 1 to 1e15, b1 > first(c = 1 to 1e15, c > first(d1 = 1 to 9, d1 > 5))))"
    assert found(deep) == 9
    assert len(sheet(f"x = {deep}\n").model.steps) < 4 * MOST_STEPS
    assert found("sum(k = 1 to 100, k * first(k = 1 to 1000, k^2 > 50))") == 8 * 5050
    assert found("sum(k = 1 to 4, first(n = k to 1000, n^2 > 8 * k))") == 3 + 5 + 5 + 6
    assert found("sum(k = 1 to 4, first(n = 1 to 1000, n^2 > first(m = 1 to 9, m > 3) * k))") == 3 + 3 + 4 + 5


def test_halving_takes_few_steps() -> None:
    assert len(sheet("x = first(k = 1 to 1_000_000, k * 3 > 1e6)\n").model.steps) < MOST_STEPS


def test_a_search_rests_on_what_it_says() -> None:
    """A factor that is below 0 turns the condition around, so that a search by halving would find anything."""
    text = "price = 3\nfee = 1\nx = first(k = 1 to 1000, k * price - k * fee / 1000 > 1000)\n"
    for price, fee in ((3, 1), (3, -1), (-3, -4000), (0.001, 2)):
        try:
            said = engine(sheet(text, f"price={price}", f"fee={fee}"))["x"]
        except EstimateError:
            continue
        assert said == next(k for k in range(1, 1001) if k * price - k * fee / 1000 > 1000)


# ------------------------------------------------------------------------------------------ against one by one

LEAVES = ("K", "K", "K", "aa", "bb", "cc", "7", "0.4", "(0 - 3)")
SHAPES = (
    *("({x} + {y})", "({x} - {y})", "({x} * {y})", "({x} / ({y}))", "(-{x})", "min({x}, {y})", "max({x}, {y})"),
    *("floor({x})", "({x})^2", "({x})^3", "sqrt(abs({x}))", "exp(({x}) / 20)", "0.9^(({x}) / 10)", "cc^(({x}) / 10)"),
    *("abs({x})", "max(0, {x})", "poisson_cdf({x}, abs({y}))", "(if {x} > {y} then {y} else {x})"),
    *("sum(j = 1 to 3, {x} * j)", "ln(abs({x}) + 1)", "share(min(1, abs({x})))"),
)


def expression(chance: random.Random, depth: int) -> str:
    if not depth or chance.random() < 0.15:
        return chance.choice(LEAVES)
    return chance.choice(SHAPES).format(x=expression(chance, depth - 1), y=expression(chance, depth - 1))


def condition(chance: random.Random) -> str:
    depth = chance.randint(1, 3)
    text = f"{expression(chance, depth)} {chance.choice(('<', '<=', '>', '>='))} {expression(chance, depth)}"
    if chance.random() < 0.3:
        text = f"({text}) {chance.choice(('and', 'or'))} {expression(chance, 1)} > {expression(chance, 1)}"
    return f"not ({text})" if chance.random() < 0.1 else text


def test_what_is_found_is_what_trying_each_finds() -> None:
    """Of conditions of any kind: what is answered at all is the least, and many are."""
    right = refused = 0
    for seed in range(400):
        chance = random.Random(seed)
        low, high = chance.choice((0, 1, -20, 3)), 120
        given = f"aa = {chance.choice((2, -3, 0.5))}\nbb = {chance.choice((7, -1, 0.3, 40))}\n"
        given += f"cc = {chance.choice((0.2, 3, 1))}\nlow = {low}\nhigh = {high}\n"
        asked = condition(chance)
        ends = chance.choice((f"{low} to {high}", "low to high"))
        text = f"{given}found = first(k = {ends}, {asked.replace('K', 'k')})\n"
        try:
            said = engine(sheet(text))["found"]
        except EstimateError:
            refused += 1
            continue
        tried = "".join(
            [f"t{k + 20} = if {asked.replace('K', f'({k})')} then 1 else 0\n" for k in range(low, int(said) + 1)]
        )
        holds = engine(sheet(given + tried))
        assert [k for k in range(low, int(said) + 1) if holds[f"t{k + 20}"]] == [said], text
        right += 1
    assert right > 80
    assert refused > 80


# -------------------------------------------------------------------------------------------- in every evaluator


def expected(change: Change) -> dict[str, float]:
    """The engine's values; each quantity that has none is asked for alone, and an error says so."""
    text = SHEET
    for name in change.missing:
        lines = [line for line in text.splitlines() if line.startswith(name)]
        alone = "\n".join([line for line in SHEET.splitlines() if line and not line.startswith("check")])
        with pytest.raises(EstimateError, match=r"no whole number|rests on numbers"):
            sheet(alone, *change.overrides)
        text = text.replace(lines[0], "")
    values = engine(sheet(text, *change.overrides))
    return values | dict.fromkeys(change.missing, math.nan)


def agree(said: dict[str, float], change: Change) -> None:
    wanted = expected(change)
    assert set(said) == set(wanted)
    for name, value in wanted.items():
        assert said[name] == pytest.approx(value, rel=EXACT, nan_ok=True), name


@pytest.mark.parametrize("change", [each for each in CHANGES if not each.missing], ids=str)
def test_draws_and_sympy_agree(change: Change) -> None:
    evaluation = sheet(SHEET, *change.overrides)
    agree(on_arrays(evaluation), change)
    agree(in_sympy(evaluation), change)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_page_agrees_when_assumptions_change(change: Change, tmp_path: Path) -> None:
    evaluation = sheet(SHEET)
    said = on_a_page(evaluation, tmp_path, **change.values)
    agree(said, change)


@some_days(3, 2)
def test_a_workbook_agrees_when_assumptions_change(tmp_path: Path) -> None:
    said = in_workbooks(sheet(SHEET), tmp_path, [each.values for each in CHANGES])
    for change, cells in zip(CHANGES, said, strict=True):
        for name, value in expected(change).items():
            if name not in cells:
                continue  # an assumption
            cell, unit = cells[name]
            if math.isnan(value):
                assert str(cell).startswith("#"), name
            else:
                assert cell * unit == pytest.approx(value, rel=EXACT), name


def test_a_range_is_searched_in_each_draw() -> None:
    evaluation = sheet("load = (800 to 1200) request/s\nfleet = first(n = 1 to 100_000, n * 20 request/s > load)\n")
    spread = evaluation.spreads[evaluation.model.quantities["fleet"].step or 0]
    assert (spread.low, spread.high) == pytest.approx((40.5, 60.5), abs=0.6)
    with pytest.raises(
        EstimateError, match="of the cases of its ranges this has no value \\(no whole number from 1 to 55"
    ):
        sheet("load = (800 to 1200) request/s\nfleet = first(n = 1 to 55, n * 20 request/s > load)\n")


def test_a_working_shows_what_was_found_and_not_the_trials() -> None:
    evaluation = sheet("speed = 3\nx = first(k = 1 to 1_000, k * speed > 100)\n")
    lines = [plain(line).split() for line in Words(evaluation, opened=frozenset("*")).working()]
    said = [line for line in lines if line[0].startswith("first.")]
    assert [line[: line.index("first(k") if "first(k" in line else 5] for line in said] == [
        ["first.k", "34"],
        ["first.k", "holds", "yes", "k", "×"],  # noqa: RUF001
        ["first.k", "-", "1", "holds", "no"],
    ]
