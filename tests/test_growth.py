"""Growth in the notation: how it is written and read back, what is refused, and what a quantity comes to in time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

import estimator
from estimator import EstimateError
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import Source
from estimator.reckoning.calendar import Month, month_of, months_in
from estimator.reckoning.growth import Grown

if TYPE_CHECKING:
    from pathlib import Path

# A line, and how it is printed; empty where that is the line itself.
IF = "(if 2 > 1 then 1%/month else 2%/month)"
LINES = [
    ("monthly_users = 300 M user growing 40%/year   # monthly actives", ""),
    ("users = 200 to 400 M user growing 20 to 50%/year", ""),
    ("users = 300 (200 to 400) M user growing -5 to 5%/year", ""),
    (
        "users = 3 user growing 60%/year for 1 year, then 25%/year for 2 year then 5 user/month",
        "users = 3 user growing 60%/year for 1 year then 25%/year for 2 year then 5 user/month",
    ),
    ("size = 3 TB growing 100 GB/month -> GB", ""),
    ("users = 3 user growing yearly * 2 for lasting", ""),
    ("users = 3 user growing (if 2 > 1 then 1%/month else 2%/month) for 1 year then 0%/year", ""),
    (
        "orders = 3 order/s growing 2%/month peaking in Nov at 150% and 十二月 at 180%",
        "orders = 3 order/s growing 2%/month peaking in November at 150% and December at 180%",
    ),
    ("orders = 3 order/s peaking around 11月 at 130%", "orders = 3 order/s peaking around November at 130%"),
    ("用户 = 3亿 user growing 40%/year", "用户 = 3 亿 user growing 40%/year"),
    ('scenario "boom": users = 9 user growing 80%/year, size = 3 TB', ""),
    ("check size < 3 TB for 18 month", ""),
    ("check size < 3 TB for 18 months at 95%   # full", "check size < 3 TB at 95% for 18 months   # full"),
    # Behind a value alone are these words reserved.
    ("growing = 3 growing 2%/year", ""),
    ("check growing < for", ""),
    ("total = growing * peaking + for", ""),
    ("peaking = for peaking in May at 2", ""),
]


@pytest.mark.parametrize(("line", "printed"), LINES)
def test_growth_is_printed_as_it_is_read_and_read_back(line: str, printed: str) -> None:
    sheet = parse_sheet(Source("plan.est", line))
    assert sheet.problems == []
    text = print_sheet(sheet).rstrip()
    wanted = printed or line
    assert text in (
        wanted,
        wanted.replace("(if 2 > 1 then 1%/month else 2%/month)", "if 2 > 1 then 1%/month else 2%/month"),
    )
    assert parse_sheet(Source("plan.est", text)) == sheet


@pytest.mark.parametrize(("line", "_printed"), LINES)
def test_the_formatter_keeps_growth(line: str, _printed: str) -> None:
    text = estimator.formatted(line + "\n")
    assert parse_sheet(Source("plan.est", text)) == parse_sheet(Source("plan.est", line))


WRONG = [
    ("users = 3 user growing 40%", "users cannot grow by a plain number", "say per what time: 40%/year or 40%/month"),
    ("users = 3 user growing 4 GB/year", "users cannot grow by B/s", ""),
    ("users = 3 user growing", "growing needs how fast", "write growing 40%/year"),
    ("users = 3 user growing 1%/year then 2%/year", "this never begins", "for 1 year then"),
    ("users = 3 user growing 1%/year for 3 GB", "this is no time but B", "write for 2 year"),
    ("users = 3 user peaking in Smarch at 2", "this is no month", "peaking in November"),
    ("users = 3 user peaking in May at 2 and May at 3", "May is there twice", "leave one out"),
    ("users = 3 user peaking on May at 2", "peaking needs in or around a month", ""),
    ("users = 3 user peaking in May at 0", "the year would go to nothing", "a factor above 0"),
    ("users = 3 user peaking around May at 300%", "the year would go to nothing", "between 0 and 200%"),
    ('name = "a" growing 4%/year', "only a number grows", "leave the growth out"),
    ("f(x) = x growing 4%/year", "nothing grows or lasts here", "write it behind a quantity"),
    ("f(x) = y\n  where\n    y = x growing 4%/year", "only a quantity of a sheet grows", ""),
    (
        "users = 3 user growing yearly\nyearly = users / 3 user / 1 year -> %/year",
        "how fast users grows rests on users",
        "",
    ),
    ("users = 3 user growing yearly", "there is no name yearly", ""),
    ("users = 3 user growing 1/3 * 1%/year", "this does not say per what time it is", "write it as a number: 40%/year"),
    ("table t\n  n | r: QPS\n  x | 3 growing 4%/year", "a cell does not grow", "name it in the cell"),
    ("size = 3 GB\ncheck size < 4 GB for 3 GB", "a check is to hold for a time that is known", "write for 18 month"),
    ("size = 3 GB\ncheck size < 4 GB for 300 year", "a check is for 100 years at most", ""),
    ("size = 3 GB\ncheck size < 4 GB for 3 day for 3 day", "for is there twice", ""),
]


@pytest.mark.parametrize(("text", "message", "remedy"), WRONG)
def test_growth_that_is_none_is_refused(text: str, message: str, remedy: str) -> None:
    with pytest.raises(EstimateError) as refused:
        estimator.sheet(text)
    (problem,) = refused.value.problems
    assert message in problem.message
    assert remedy in problem.remedy


def _course(line: str, months: int, start: str = "2026-11") -> float:
    """What the first quantity of a sheet comes to after some months, in base units."""
    model = estimator.sheet(line).evaluation.model
    grown = Grown(model, month_of(start))
    (first, *_) = model.quantities.values()
    assert first.step is not None
    return float(grown.at(months)[grown.place(first.step)])


YEAR = 12
COURSES = [
    ("users = 300 user growing 40%/year", 24, 300 * 1.96),
    ("users = 300 user growing 40%/year", 1, 300 * 1.4 ** (1 / 12)),
    ("users = 300 user growing 3%/month", 24, 300 * 1.03**24),
    ("users = 300 user growing -10%/year", 12, 270),
    ("users = 300 user growing -150%/year", 12, 0),
    ("users = 300 user growing 5 user/month", 24, 420),
    ("users = 300 user growing 60%/year for 1 year then 25%/year for 6 month then 10 user/month", 12, 480),
    (
        "users = 300 user growing 60%/year for 1 year then 25%/year for 6 month then 10 user/month",
        20,
        480 * 1.25**0.5 + 20,
    ),
    ("users = 300 user growing 60%/year for 1 year", 36, 480),
    ("users = 300 user peaking in December at 150%", 1, 450),
    ("users = 300 user peaking in November at 150%", 1, 200),  # today it is at its peak
    ("users = 300 user peaking in November at 150%", 12, 300),
    ("users = 300 user growing 40%/year peaking in December at 150% and May at 80%", 6, 300 * 1.4**0.5 * 0.8),
    ("users = 300 user peaking around November at 130%", 6, 300 * 0.7 / 1.3),
    ("users = 300 user peaking around February at 130%", 3, 300 * 1.3),
    ("share = 50% growing 10%/year", 12, 0.55),
    ("users = 300 user growing 100% / 18 month", 36, 1200),
    ("age = 0 month growing 1 month/month", 30, 30 * 2_628_000),
    ("users = 300 user growing pace\npace = 4%/month", 2, 300 * 1.04**2),
    ("users = 300 user growing pace\npace = 48%/year -> %/month", 2, 300 * 1.04**2),
    ("users = 300 user growing pace * 2\npace = 4 user/month", 2, 316),
    ("unit month = 30 day\nusers = 300 user growing 1 user/day", 12, 665),
    ("total = users * 2 KB/user\nusers = 300 user growing 40%/year", 12, 300 * 1.4 * 16_000),
    ("blocks = ceil(size / 4 KiB)\nsize = 4000 B growing 100%/year", 12, 2),
]


@pytest.mark.parametrize(("text", "months", "value"), COURSES)
def test_a_quantity_grows_as_it_is_said(text: str, months: int, value: float) -> None:
    assert _course(text, months) == pytest.approx(value, rel=1e-12)


def test_a_mean_over_what_grows_is_taken_anew() -> None:
    text = "blocks = mean(ceil(size / 4 KB))\nsize = spread(uniform(1 KB, 9 KB)) growing 100%/year"
    doubled = "blocks = mean(ceil(size / 4 KB))\nsize = spread(uniform(2 KB, 18 KB))"
    assert _course(text, 0) == pytest.approx(estimator.sheet(text).central("blocks").magnitude, rel=1e-12)
    assert _course(text, 12) == pytest.approx(estimator.sheet(doubled).central("blocks").magnitude, rel=1e-3)


PLAN = (
    "users = 200 to 400 M user{}   # actives\nposts = 1 to 4 post/user/day\nrate = users * posts -> QPS\n"
    "check rate < 20 k QPS at 60%\n"
)


def test_today_is_what_every_command_shows_and_the_note_has_the_growth() -> None:
    plain, growing = (estimator.sheet(PLAN.format(text)).to_dict() for text in ("", " growing 20 to 50%/year"))
    assert growing["quantities"][0].pop("note") == "actives; growing 20 to 50%/year"
    assert plain["quantities"][0].pop("note") == "actives"
    assert growing == plain


@pytest.mark.parametrize("suffix", [".md", ".html", ".tex", ".csv", ".ipynb", ".typ"])
def test_every_export_mentions_the_growth(suffix: str) -> None:
    assert "growing 20 to 50" in str(estimator.sheet(PLAN.format(" growing 20 to 50%/year")).rendered(suffix))


def test_another_value_keeps_the_growth_and_may_bring_its_own() -> None:
    sheet = estimator.sheet(PLAN.format(" growing 40%/year"))
    for given, after in (("100 M user", 140e6), ("100 M user growing 10%/year", 110e6), ("1 user growing 0%/year", 1)):
        changed = sheet(users=given)
        row = changed.timeline("1 year", "users", "year", from_="2026-11").rows[0]
        assert row.points[1].value == pytest.approx(after)
    assert "given, instead of 200 to 400 M user; growing" in repr(sheet(users="100 M user"))


def test_growth_is_a_change_that_a_review_names(tmp_path: Path) -> None:
    for name, growth in (("old.est", " growing 20%/year"), ("new.est", " growing 40%/year")):
        (tmp_path / name).write_text(PLAN.format(growth), encoding="utf-8")
    found = estimator.diff(tmp_path / "old.est", tmp_path / "new.est")
    assert "growing 20%/year" in repr(found)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3 years", 36),
        ("18 month", 18),
        ("quarter", 3),
        ("2.5 years", 30),
        ("3年", 36),
        ("18 个月", 18),
        ("1 year", 12),
    ],
)
def test_times_are_read_as_months(text: str, months: int) -> None:
    assert months_in(text) == months


@pytest.mark.parametrize("text", ["", "3", "3 weeks", "0 years", "soon", "1.3 months", "3000 years", "-1 year"])
def test_what_is_no_number_of_months_is_refused(text: str) -> None:
    with pytest.raises(EstimateError):
        months_in(text)


def test_months_go_on_over_years() -> None:
    assert str(Month(2026, 11).later(14)) == "2028-01"
    assert Month(2026, 11).until(Month(2028, 1)) == 14


# Today's rate, its growth a year, retention and age in years.
STORED = [
    (30e12 * 365, 0.4, 5.0, 5.0),
    (1.0, 0.4, 5.0, 9.0),
    (1.0, -0.3, 2.0, 7.0),
    (1.0, 1e-7, 3.0, 4.0),
    (1, 0, 1, 2),
]


@pytest.mark.parametrize(("rate", "growth", "retention", "age"), STORED)
def test_what_piles_up_is_the_sum_of_the_months(rate: float, growth: float, retention: float, age: float) -> None:
    names = ("accumulated_monthly", "accumulated", "held")
    given = f"{rate} GB/year, {growth}/year, {retention} year, {age} year"
    values: list[Any] = [estimator.answer(f"growth.{name}({given})").value for name in names]
    monthly, whole, held = [each.to("gigabyte").magnitude for each in values]
    first, last = round(12 * max(0.0, age - retention)), round(12 * age)
    assert monthly == pytest.approx(
        math.fsum(rate / 12 * (1 + growth) ** (k / 12) for k in range(first, last)), rel=1e-9
    )
    fine = 2000  # parts of a month, each with the rate in its middle
    step = 1 / 12 / fine
    parts = range(first * fine, last * fine)
    assert whole == pytest.approx(math.fsum(rate * step * (1 + growth) ** ((k + 0.5) * step) for k in parts), rel=1e-9)
    assert held * (1 + growth) ** age == pytest.approx(whole, rel=1e-9)


def test_a_comparison_shows_what_grows_otherwise() -> None:
    sheet = estimator.sheet(
        "users = 3 user growing 40%/year\ntotal = users * 2 GB/user\ncheck total < 8 GB for 1 year\n"
        'scenario "slow": users = 3 user growing 1%/year'
    )
    told = sheet.compare("slow").markdown()
    assert "| users | 3 user growing 40%/year | 3 user growing 1%/year |" in told
    assert "✗ fails in " in told
    assert "is 8.0" in told or "is 8" in told
    assert [check["holds"] for check in sheet.to_dict()["scenarios"][0]["checks"]] == [True]


def test_what_a_called_sheet_has_that_grows_grows_with_it(tmp_path: Path) -> None:
    (tmp_path / "team.est").write_text("users = 10 user growing 100%/year\nload = users * 2 request/user/day\n")
    text = 'use "team.est" as team\nbig = team(users = 20 user).load -> request/day\nsmall = team.load -> request/day\n'
    (tmp_path / "mine.est").write_text(text, encoding="utf-8")
    rows = (
        estimator.load(tmp_path / "mine.est").timeline("1 year", every="year", from_="2026-11").to_dict()["quantities"]
    )
    assert [each["rows"][1]["value"] for each in rows] == [pytest.approx(80), pytest.approx(40)]


def test_an_export_as_text_has_the_growth_that_was_given() -> None:
    sheet = estimator.sheet("users = 60 user growing 40%/year   # actives\ntotal = users * 2 GB/user")
    for given, line in (("5 user", "5 user growing 40%/year"), ("5 user growing 3%/month", "5 user growing 3%/month")):
        assert f"users = {line}   # actives" in str(sheet(users=given).rendered(".md"))
