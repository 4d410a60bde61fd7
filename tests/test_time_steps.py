"""The working of what an interviewer asks for: a time becomes another one; what a check that fails is instead."""

from __future__ import annotations

import re

import pytest

from estimator import load, sheet
from estimator.api.estimates import Estimate
from estimator.languages.reporting import reported
from estimator.languages.values import SIGNS

TIMES = SIGNS["*"]


def in_time(text: str, name: str = "asked") -> tuple[str, str]:
    """The line of a working in which a time becomes another one, and the factor of it."""
    found = {each.row.name: each for each in sheet(text).report.working}[name]
    return found.in_time, found.factor


@pytest.mark.parametrize(
    ("text", "line", "factor"),
    [
        ("users = 3 M user\nasked = users * 2 tweet/user/day -> QPS", "6 M tweet/day ÷ 86,400 s/day", "÷ 86,400 s/day"),
        ("rate = 50 QPS\nasked = rate -> request/day", f"50 query/s {TIMES} 86,400 s/day", f"{TIMES} 86,400 s/day"),
        ("rate = 30 TB/day\nasked = rate -> MB/s", "30 TB/day ÷ 86,400 s/day", "÷ 86,400 s/day"),
        (
            "rate = 30 TB/day\nkept = 5 year\nasked = rate * kept -> PB",
            f"30 TB/day {TIMES} 1825 day",
            f"{TIMES} 365 day/year",
        ),
        ("rate = 30 TB/day\nasked = 5 year * rate", f"1825 day {TIMES} 30 TB/day", f"{TIMES} 365 day/year"),
        (
            "rate = 10 QPS\nasked = rate * 1 KB/request * 1 day",
            f"10 QPS {TIMES} 1 KB/request {TIMES} 86400 s",
            f"{TIMES} 86,400 s/day",
        ),
        (
            "cost = 12 USD/month\nasked = cost -> USD/year",
            f"12 USD/month {TIMES} 12 month/year",
            f"{TIMES} 12 month/year",
        ),
        ("rate = 2 GB/hour\nasked = rate * 3 day", f"2 GB/hour {TIMES} 72 hour", f"{TIMES} 24 hour/day"),
        (
            "人 = 1 M user\nasked = 人 * 86_400 request/user/day -> QPS",
            "86.4 bn request/day ÷ 86,400 s/day",
            "÷ 86,400 s/day",
        ),
        ("rate = 30 TB/day\nasked = rate * 2", "", ""),
        ("wait = 20 ms\nasked = 50 QPS * wait", "", ""),
        ("size = 30 TB\nasked = size / 1 GB/s", "", ""),
        ("rate = 30 TB/day\nasked = if rate > 1 TB/day then yes else no", "", ""),
        ("a_day = 3 M user/day\nan_hour = 2 M user/hour\nasked = (a_day + an_hour) * 1 day", "", ""),
    ],
)
def test_the_step_stands_on_its_own(text: str, line: str, factor: str) -> None:
    assert in_time(text) == (line, factor)


UNITS = {"": 1.0, "s": 1.0, "hour": 3600.0, "day": 86400.0, "month": 2628000.0, "year": 31536000.0}


@pytest.mark.parametrize("per", ["hour", "day", "month", "year"])
@pytest.mark.parametrize("shown", ["s", "hour", "day", "month", "year"])
def test_it_comes_to_the_value(per: str, shown: str) -> None:
    """What the line says, reckoned by hand, is the value below it."""
    made = sheet(f"rate = 7_200_000 request/{per}\nasked = rate -> request/{shown}\n")
    (working,) = made.report.working
    value = made.to_dict()["quantities"][1]["value"]
    if per == shown:
        assert working.in_time == ""
        return
    found = re.fullmatch(r"7.2 M request/(\w+) (.) ([\d,.]+) (\w+)/(\w+)", working.in_time)
    assert found is not None
    assert found[1] == per
    number = float(found[3].replace(",", ""))
    assert UNITS[found[5]] / UNITS[found[4]] == pytest.approx(number, rel=2e-3)
    by_hand = 7.2e6 / number if found[2] == "÷" else 7.2e6 * number
    assert by_hand == pytest.approx(value, rel=2e-3)


def test_every_output_with_a_working_has_it() -> None:
    twitter = load("twitter")
    for text in (repr(twitter), repr(twitter.derivation()), str(twitter.rendered(".md"))):
        assert "= 300 M tweet/day ÷ 86,400 s/day" in text
        assert f"= 30 TB/day {TIMES} 1825 day" in text
    assert r" \div \text{86,400 s/day}" in str(twitter.rendered(".tex"))
    assert " ÷ 86,400 s/day</p>" in str(twitter.rendered(".html"))


CASES = [
    ("size = 110 PB * 1\ncheck size < 100 PB", "is 110 PB"),
    ("size = 110 PB * 1\ncheck 100 PB > size", "size is 110 PB"),
    ("size = 3 GB * 1\nroom = 2 GB\ncheck size < room", "is 3 GB against 2 GB"),
    ("size = 3 GB\nroom = 2 GB\ncheck size * 2 < room", "is 6 GB against 2 GB"),
    ("size = 3 GB\nroom = 2 GB\ncheck size < room / 2", "is 3 GB against 2 GB / 2"),
    ("size = 3 GB\nrest = 1 GB\ncheck size + rest < 2 GB", "is 4 GB"),
    ("on = no\ncheck on", "is no"),
    ('kind = "a"\ncheck kind == "b"', 'is "a"'),
    ("size = 3 GB\ncheck size < 2 GB and size > 1 GB", "3 GB < 2 GB and 3 GB > 1 GB"),
    ("loss = -3 GB\ncheck loss > 0 GB", "is -3 GB"),
    ("size = 3 (2 to 5) GB\ncheck size < 4 GB at 99%", "is 3 GB, 2 to 5"),
    ("size = 3 (2 to 5) GB\ncheck size < 2 GB", "is 3 GB"),
    ("size = 3 GB\ncheck size < 4 GB", ""),
]


@pytest.mark.parametrize(("text", "failing"), CASES)
def test_a_check_that_fails_says_what_is_the_case(text: str, failing: str) -> None:
    made = sheet(text)
    (verdict,) = made.report.verdicts
    assert verdict.failing == failing
    if failing:
        line = next(line for line in repr(made).splitlines() if line.startswith("  ✗"))
        assert line.startswith(f"  ✗ {verdict.text}: {failing}")
        assert verdict.sentence.endswith(f": {failing}")


def test_a_limit_is_not_rounded_onto() -> None:
    assert (
        sheet("size = 100.04 GB * 1\nrest = 0 GB\ncheck size + rest < 100 GB").report.verdicts[0].failing
        == "is 100.04 GB"
    )


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("size = 3 TB -> GB", ["size"]),
        ("size = 24 disk/server * 14 TB/disk -> TB/server", ["size"]),
        ("size = 3 TB -> GB\nboth = size * 2", ["both"]),
        ("size = 3 TB", []),
        ("share = 99% -> %", []),
        ("size = 1 to 3 TB -> GB", []),
        ("size = 2 * 3 TB", []),
        ("size = 3 TB -> GB\ncheck size < 5 TB", ["size"]),
        ('size = 3 TB -> GB\nscenario "more": size = 4 TB', ["size"]),
        ("table disks\n    size: TB\n    3\n", []),
    ],
)
def test_numbers_alone_in_another_unit_are_an_answer(text: str, answers: list[str]) -> None:
    report = sheet(text).report
    assert [row.name for row in report.answers] == answers
    assert {row.name for row in report.assumptions} & set(answers) == set()


def test_such_an_answer_can_be_given_anew() -> None:
    made = sheet("size = 3 TB -> GB")(size="5 TB")
    assert isinstance(made, Estimate)
    assert [row.name for row in reported(made.evaluation).assumptions] == ["size"]
    assert made.text("size") == "5000 GB"
