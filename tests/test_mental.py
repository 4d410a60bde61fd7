"""Sums done in one's head: each operation that is shown is right, and how far off it says it is, it is."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest

from estimator import EstimateError, answer, load, sheet
from estimator.languages.head_operations import OVER, TAKEN_OVER, TIMES
from estimator.model.modules import shipped_library
from estimator.reckoning.mental import digits, neighbours, off, over, over_time, rounded, times
from tests.all_of import all_of

if TYPE_CHECKING:
    from estimator import Estimate
    from estimator.api.mental import Mental
    from estimator.reckoning.mental import Move
    from tests.commands import Run

SHEETS = list(shipped_library().names())
MADE = {
    "tiny": "first = 1e-300 m\nsecond = first * 3e-7\nthird = second * 1.7\n",
    "huge": "first = 1e300 m\nsecond = first * 3.3e7 / 7\n",
    "lent": "first = -5 GB/day\nsecond = first * 2 -> GB/s\nthird = first * 3 year -> TB\n",
    "table": "table machines\n    machine | cores: core/server | price: USD/month | all = cores * 3\n"
    "    small   | 4 | 120 |\nbill = sum(machines.price) * 12 month -> USD\n",
    "chinese": "用户 = 3 亿 user\n每天 = 2 request/user/day\n峰值 = 用户 * 每天 * 2 -> QPS\n",
    "texts": 'kind = "big"\nis_big = kind == "big"\nsize = if is_big then 3 GB else 1 GB\ntotal = size * 7\n',
    "none": "first = 0 GB\nsecond = first * 3\n",
    "minus": "first = 3 GB\nsecond = first - 5 GB\nthird = -first * 2\n",
    "close": "first = 1000 GB\nsecond = first - 999 GB\nthird = second * 3\n",
    "spread": "first = spread(1 to 4) KB\nsecond = first * 2 M\n",
}


@cache
def loaded(name: str) -> Estimate:
    return sheet(MADE[name]) if name in MADE else load(name)


@cache
def in_head(name: str) -> Mental | None:
    """What is done in the head of a sheet; None where nothing is worked out."""
    try:
        return loaded(name).mental()
    except EstimateError as error:
        told = str(error)
    assert "nothing to do in one's head" in told
    return None


def steps(name: str) -> list[tuple[str, str, str]]:
    found = in_head(name)
    return [(step.text, step.gives, step.note) for each in found.quantities for step in each.steps] if found else []


@all_of("name", [*SHEETS, *MADE])
def test_every_sheet_is_done_in_the_head_or_has_nothing_to_do(name: str) -> None:
    found = in_head(name)
    if found is None:
        return
    text = repr(found)
    assert "At the end" in text
    assert "\x1b" not in text
    json.dumps(found.to_dict(), allow_nan=False)
    assert found.markdown()
    assert found._repr_html_()


@all_of("name", [*SHEETS, *MADE])
def test_each_product_and_quotient_that_is_shown_is_one(name: str) -> None:
    """Its text, reckoned by the notation, gives what is said to come of it, in two digits."""
    found = in_head(name)
    for step in [step for each in (found.quantities if found else ()) for step in each.steps]:
        if step.sign not in (TIMES, OVER) or step.note == TAKEN_OVER or len(step.sides) > 2 or step.sides[1] == "8":
            continue
        left, right = step.sides
        evaluation = answer(f"({left}) {'*' if step.sign == TIMES else '/'} ({right})").evaluation
        told = answer(step.gives.replace("link", "").strip()).evaluation
        value, said = (float(each.values[each.model.quantities["answer"].step or 0]) for each in (evaluation, told))
        assert said == pytest.approx(value, rel=0.1), step


@all_of("name", [*SHEETS, *MADE])
def test_how_far_off_it_is_is_measured_against_the_sheet(name: str) -> None:
    found = in_head(name)
    values = loaded(name).evaluation.values
    for each in found.quantities if found else ():
        exact = float(values[each.quantity.step or 0])
        assert each.exact == exact
        assert each.off == pytest.approx(each.mental / exact - 1 if exact else 0.0, abs=1e-9)
        assert each.steps[-1].off == pytest.approx(each.off, abs=1e-6)


def test_the_library_is_mostly_done_in_the_head_and_stays_near() -> None:
    found = [each for done in map(in_head, SHEETS) if done for each in done.quantities]
    own = [each for each in found if not any(step.note == TAKEN_OVER for step in each.steps)]
    assert len(own) > 0.7 * len(found) > 200
    # What is rounded up to whole ones may leap: 2 of 3.
    near = [each for each in own if abs(each.off) <= 0.2]
    assert len(near) > 0.98 * len(own)


def test_the_exercise_that_everyone_knows() -> None:
    assert steps("twitter")[1:3] == [
        ("150 M × 2/day", "300 M/day", ""),  # noqa: RUF001
        ("300 M/day ÷ 10^5 s/day (86,400)", "3 k QPS", ""),
    ]
    assert ("30 M/day × 1 MB", "30 TB/day", "M × MB = TB") in steps("twitter")  # noqa: RUF001
    assert steps("twitter")[-2:] == [("5 year", "1825 day", ""), ("30 TB/day × 1825 day", "55 PB", "")]  # noqa: RUF001
    ends = [round(each.off, 4) for each in load("twitter").mental().answers]
    assert ends == [-0.136, 0.0046]


@pytest.mark.parametrize(
    ("line", "last", "far"),
    [
        ("300 M * 2 / day -> QPS", "6 k QPS", -0.136),
        ("1 TB / 10 Gbit/s", "13 minute", -0.025),
        ("30 TB/day -> Gbit/s", "2.4 Gbit/s", -0.136),
        ("64 GiB / 3 KiB", "23 M", 0.028),
        ("(9 + 101) B/row * 47 M row", "5.2 GB", 0.0058),
        ("ceil(7000 QPS / (1.9 k QPS/server))", "4 server", 0.0),
        ("3 TB/day * 30 day -> PB", "0.09 PB", 0.0),
        ("2 GB/hour * 5 year -> TB", "88 TB", 0.0046),
        ("1 k/s * 1 day", "100 M", 0.157),
        ("-3 GB * 2", "-6 GB", 0.0),
        ("1e300 * 1e5", "1e305", 0.0),
        ("1 PB / 7 KB/s -> year", "4600 year", 0.015),
        ("3 USD/month * 12 month", "36 USD", 0.0),
        ("0.01% * 1 year -> min", "53 min", 0.008),
        ("10 GB/hour * 1 week -> TB", "1.7 TB", 0.012),
    ],
)
def test_lines(line: str, last: str, far: float) -> None:
    found = answer(line).mental().answers[0]
    assert found.steps[-1].gives == last
    assert found.off == pytest.approx(far, abs=0.001)


def test_other_assumptions_and_scenarios_are_done_with_their_own_numbers() -> None:
    found = load("twitter").scenario("world cup").mental("peak_qps").answers[0]
    assert (found.steps[-1].gives, round(found.off, 3)) == ("60 k QPS", -0.136)
    given = load("twitter")(daily_users="70 M user").mental("media_per_day")
    assert given.answers[0].steps[0].text == "70 M × 2/day"  # noqa: RUF001
    assert [each.quantity.definition.name for each in given.quantities] == ["media_per_day"]


def test_what_is_taken_over_is_run_with_what_is_in_the_head() -> None:
    found = sheet("users = 87 M user\nrate = users * 3/user/day -> 1/s\nlog_of_it = log2(count(rate * 1 s))\n").mental()
    (logarithm,) = found.answers
    assert logarithm.steps[0].note == TAKEN_OVER
    rate = next(each for each in found.quantities if each.quantity.definition.name == "rate")
    assert rate.off != 0 != logarithm.off


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (times(3, 1825, 5475), (3, 1825, 5500)),
        (times(24, 13.98, 335.52), (25, 13, 330)),
        (over_time(3e8, 86_400, 3e8 / 86_400, divides=True), (3e8, 1e5, 3000)),
        (over(280, 68.72, 280 / 68.72), (280, 70, 4)),
        (over(24, 48, 0.5), (24, 48, 0.5)),
    ],
)
def test_moves(move: Move, expected: tuple[float, float, float]) -> None:
    assert (move.left, move.right, move.result) == expected


def test_a_round_day_is_left_where_it_leads_too_far() -> None:
    """Twice a day of 10^5 s would be a third off."""
    exact = 1e12 / 86_400**2
    first = over_time(1e12, 86_400, 1e12 / 86_400, divides=True)
    second = over_time(first.result, 86_400, exact, divides=True)
    assert first.right == 1e5
    assert second.right != 1e5
    assert abs(off(second.result, exact)) < 0.2


def test_the_next_rounding_gives_back_what_the_last_one_took() -> None:
    assert rounded(345, 360) == 350
    assert rounded(345, 330) == 340
    assert sorted(neighbours(0.03456, 2)) == [0.034, 0.035]
    assert (digits(1825), digits(30_000), digits(0.25)) == (4, 1, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["twitter", "--mental", "--say"], "do not go together"),
        (["twitter", "--mental", "-q"], "do not go together"),
        (["twitter", "nothing", "--mental"], "twitter has no quantity nothing"),
        (["bloom", "--mental"], "nothing to do in one's head"),
        (["5 > 3", "--mental"], "this line is not worked out"),
        (["map_int64", "server", "--mental"], "server is no number"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.err
