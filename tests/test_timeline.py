"""Plans from month to month: `timeline`, `when`, and checks that are to hold for some time."""

from __future__ import annotations

import io
import math
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import estimator
from estimator import EstimateError
from estimator.model.frames import NumberQuantity
from estimator.model.modules import shipped_library
from tests.all_of import all_of
from tests.commands import parsed
from tests.data import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

PLAN = """\
## Posts of a small network
## as_of: 2026-11

users  = 200 to 400 M user growing pace
pace   = 20 to 50%/year
posts  = 1 to 4 post/user/day
spare  = 400 TB growing 5 TB/month
media  = users * posts * 2 KB/post * 1 year -> TB
disk   = media + spare
check media < 1500 TB
check disk < 2 PB at 90%
check disk < 5 PB for 18 month   # as long as it takes to buy
"""


@pytest.fixture(scope="module")
def plan() -> estimator.Estimate:
    return estimator.sheet(PLAN)


def _samples(plan: estimator.Estimate, name: str, unit: str) -> Any:
    value: Any = plan[name]
    return value.to(unit).magnitude


def _drawn(plan: estimator.Estimate, months: int) -> tuple[Any, Any]:
    """The media and the disk of the plan in bytes, in each of its own draws, reckoned by hand."""
    grown = _samples(plan, "users", "user") * (1 + _samples(plan, "pace", "1/year")) ** (months / 12)
    media = grown * _samples(plan, "posts", "post/user/day") * 2e3 * 365
    return media, media + 400e12 + 5e12 * months


def test_when_is_what_each_draw_comes_to_month_by_month(plan: estimator.Estimate) -> None:
    found = plan.when("5 years")
    assert found.draws == len(_drawn(plan, 0)[0])
    limits = {"media < 1500 TB": (0, 1500e12), "disk < 2 PB at 90%": (1, 2e15), "disk < 5 PB": (1, 5e15)}
    rows = {each["check"]: each for each in found.to_dict()["checks"]}
    first = {check: np.full(found.draws, 999) for check in limits}
    shares: dict[str, list[float]] = {check: [] for check in limits}
    for months in range(61):
        drawn = _drawn(plan, months)
        for check, (place, limit) in limits.items():
            failing = drawn[place] >= limit
            shares[check].append(float(np.mean(failing)))
            first[check] = np.minimum(first[check], np.where(failing, months, 999))
    earliest = np.minimum.reduce(list(first.values()))
    for check, each in first.items():
        row = rows[check]
        ordered = np.sort(each)
        for key, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
            months = int(ordered[math.ceil(share * len(ordered) - 1e-9) - 1])
            assert row[key] == (None if months == 999 else str(found.start.later(months)))
        assert row["probability"] == pytest.approx(np.mean(each < 999), abs=1e-9)
        assert row["first"] == pytest.approx(np.mean((each == earliest) & (each < 999)), abs=1e-9)
    by_share = next(months for months, share in enumerate(shares["disk < 2 PB at 90%"]) if share > 0.1)
    assert rows["disk < 2 PB at 90%"]["fails"] == str(found.start.later(by_share))


def test_the_percentiles_of_a_month_are_those_of_its_draws(plan: estimator.Estimate) -> None:
    for row in plan.timeline("2 years", ["media", "disk"], "year").rows:
        for point, months in zip(row.points[1:], (12, 24), strict=True):
            drawn = _drawn(plan, months)[row.name == "disk"]
            assert point.percentiles is not None
            in_bits = np.quantile(drawn, (0.05, 0.5, 0.95)) * 8
            assert point.percentiles == pytest.approx(tuple(in_bits), rel=1e-4)


def test_a_certain_plan_fails_in_the_month_that_the_formula_says() -> None:
    sheet = estimator.sheet("users = 300 user growing 40%/year\ncheck users < 1000 user\ncheck users > 1 user")
    found = sheet.when("10 years", from_="2026-11")
    months = math.ceil(math.log(1000 / 300) / math.log(1.4) * 12)
    assert [each.decided for each in found.failures] == [months, None]
    assert found.headline == "users first: 2030-06."
    assert sheet.when("1 year", from_="2026-11").headline == "No check fails within 1 year."
    assert sheet(users="2000 user").when(from_="2026-11").headline == "users fails already."


def test_the_headline_names_the_first_with_its_months(plan: estimator.Estimate) -> None:
    found = plan.when()
    first = found.to_dict()["checks"][0]
    span = f"{first['p50']} ({first['p10']} to {first['p90'] or 'later'})"
    assert found.headline.startswith(f"{first['check'].split()[0]} first: {span}, ")
    assert found.headline.endswith("% within 5 years.")
    assert len(found.failures) == 3


def _growing(evaluation: Any) -> str:
    """The first assumption that may grow."""
    return next(
        (
            name
            for name, each in evaluation.model.quantities.items()
            if each.assumption and isinstance(each, NumberQuantity)
        ),
        "",
    )


@all_of("name", part_of(sorted(shipped_library().names()), 12))
def test_every_sheet_of_the_library_has_a_timeline_or_says_why_not(name: str) -> None:
    sheet = estimator.load(name)
    with pytest.raises(EstimateError) as refused:
        sheet.when("2 months")
    with pytest.raises(EstimateError) as refused:
        sheet.timeline("2 months")
    (problem,) = refused.value.problems
    assert problem.message.startswith("nothing in ")
    grows = _growing(sheet.evaluation)
    if not grows:
        assert "ask of a sheet with a number" in problem.remedy
        return
    assert "--growing" in problem.remedy
    told = sheet.timeline("1 month", growing={grows: "40%/year"}, from_="2026-11")
    for row in told.rows:
        first, step = row.points[0], sheet.evaluation.model.quantities[row.name].step
        assert step is not None
        assert first.value == pytest.approx(float(sheet.evaluation.values[step]), rel=1e-12)
        spread = sheet.evaluation.spreads.get(step)
        assert (first.percentiles is None) is (spread is None)
        if spread is not None and first.percentiles is not None:
            ends = (first.percentiles[0], first.percentiles[2])
            assert ends == pytest.approx((spread.low, spread.high), rel=1e-12)
    assert told.lines(80)
    assert told.lines(140)
    found = sheet.when("1 month", [f"{told.rows[0].name} <= 0"], growing={grows: "1%/year"})
    assert len(found.failures) >= 1
    assert found._repr_html_()


def test_the_line_of_the_remedy_works(run: Run, tmp_path: Path) -> None:
    done = run("timeline", "twitter")
    assert done.code == 2
    assert 'give --growing monthly_users="40%/year", or write monthly_users = 300 M user growing 40%/year' in done.err
    assert run("timeline", "twitter", "--growing", "monthly_users=40%/year").code == 0
    text = shipped_library().module("twitter")
    assert text is not None
    (tmp_path / "mine.est").write_text(
        text.source.text.replace("300 M user ", "300 M user growing 40%/year "), encoding="utf-8"
    )
    assert run("timeline", str(tmp_path / "mine.est")).code == 0


def test_the_command_gives_a_row_a_month_in_each_form(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.est").write_text(PLAN, encoding="utf-8")
    words = ["timeline", str(tmp_path / "plan.est"), "media", "--for", "1 year", "--every", "quarter"]
    told = parsed(run(*words, "--json").out)
    assert [each["month"] for each in told["quantities"][0]["rows"]] == [
        "2026-11",
        "2027-02",
        "2027-05",
        "2027-08",
        "2027-11",
    ]
    assert told["quantities"][0]["unit"] == "TB"
    assert "| 2027-11 |" in run(*words, "--markdown").out
    assert run(*words, "--csv").out.splitlines()[1].startswith("2026-11,media,")
    assert "━┃━" in run(*words).out
    picture = str(tmp_path / "media.svg")
    assert run(*words, "-o", picture).code == 0
    assert (tmp_path / "media.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert run(*words, "-o", picture).code == 2
    assert run(*words, "-o", str(tmp_path / "media.gif")).code == 2


def test_when_takes_checks_beside_those_of_the_sheet(run: Run) -> None:
    words = ["when", "twitter", "peak_qps", "<", "20", "k", "QPS", "--growing", "monthly_users=40%/year", "--json"]
    found = parsed(run(*words).out)
    assert {each["check"] for each in found["checks"]} == {"media_total < 100 PB", "peak_qps < 20 k QPS"}
    wrong = run("when", "twitter", "peak_qps < 20 PB", "--growing", "monthly_users=40%/year")
    assert wrong.code == 2
    assert "error: check:1:1: query/s and B do not compare" in wrong.err


@pytest.mark.parametrize(
    ("growing", "said"),
    [
        ("peak_qps=40%/year", "peak_qps is worked out, and grows with what it is worked out of"),
        ("nonsuch=40%/year", "the sheet has no nonsuch"),
        ("monthly_users", "what grows is name=rate"),
        ("monthly_users=40%", "monthly_users cannot grow by a plain number"),
    ],
)
def test_growth_that_is_given_wrong_is_refused(run: Run, growing: str, said: str) -> None:
    done = run("timeline", "twitter", "--growing", growing)
    assert done.code == 2
    assert said in done.err


LASTING = "## Plan\n## as_of: 2026-11\n\nsize = 60 TB growing 40%/year\ncheck size < 100 TB for 18 month   # to buy\n"


@pytest.mark.parametrize(
    ("today", "line"),
    [
        ("2026-11-03", "✓ size < 100 TB for 18 month   holds"),
        ("2026-11-30", "✓ size < 100 TB for 18 month   holds"),
        ("2026-12-01", "✗ size < 100 TB for 18 month: is 102 TB then   fails in 2028-06"),
        ("2025-01-01", "✓ size < 100 TB for 18 month   holds"),
    ],
)
def test_a_check_for_some_time_fails_before_it_is_too_late(tmp_path: Path, today: str, line: str) -> None:
    """At 40% a year 60 TB are 100 TB in month 19, which is 18 months after the first."""
    (tmp_path / "plan.est").write_text(LASTING, encoding="utf-8")
    found = estimator.check(tmp_path / "plan.est", today=today)
    assert found.holds is ("✓" in line)
    assert line in repr(found)


def test_a_check_for_some_time_is_decided_by_its_share(tmp_path: Path) -> None:
    text = LASTING.replace("60 TB growing", "50 to 70 TB growing").replace("< 100 TB", "< 100 TB at 90%")
    (tmp_path / "plan.est").write_text(text, encoding="utf-8")
    found = estimator.check(tmp_path / "plan.est", today="2026-11-01")
    assert not found.holds
    assert "of the cases then" in repr(found)
    assert "90% asked" in repr(found)


def test_a_check_for_some_time_that_fails_today_says_so() -> None:
    found = estimator.sheet(LASTING.replace("60 TB", "160 TB"))
    assert not found.holds
    assert "✗ size < 100 TB for 18 month: is 160 TB" in repr(found)


def test_a_check_for_some_time_of_what_does_not_grow_is_that_of_today() -> None:
    found = estimator.sheet("size = 60 TB\nrate = 3 QPS growing 4%/year\ncheck size < 100 TB for 18 month")
    assert found.holds
    assert found.to_dict()["notes"] == ["nothing that this check rests on grows: for 18 month it is as it is today"]
    assert estimator.sheet(LASTING).to_dict()["notes"] == []


@pytest.mark.parametrize("suffix", [".md", ".html", ".tex", ".csv", ".json"])
def test_an_export_has_the_check_that_fails_later(suffix: str) -> None:
    text = LASTING.replace("2026-11", "2020-01")
    rendered = str(estimator.sheet(text).rendered(suffix))
    assert "18 month" in rendered


def test_more_draws_than_time_are_cut_and_said() -> None:
    lines = [f"part_{place} = 1 to {place + 2} GB growing 1 to 9%/year" for place in range(12)]
    text = "\n".join([*lines, f"total = {' + '.join([f'part_{place}' for place in range(12)])}"])
    found = estimator.sheet(text).timeline("50 years")
    assert 1000 <= found.draws < 100_000
    assert f"{found.draws:,} draws" in repr(found)


def test_correlated_ranges_stay_so_in_every_month() -> None:
    text = (
        "pace = 20 to 50%/year\nusers = 200 to 400 M user growing pace\nsize = 1 to 4 KB/user\n"
        "correlated users, size, pace: 70%\ntotal = users * size\n"
    )
    plan = estimator.sheet(text)
    row = plan.timeline("2 years", "total", "2 years", from_="2026-11").rows[0]
    grown = _samples(plan, "users", "user") * (1 + _samples(plan, "pace", "1/year")) ** 2
    drawn = grown * _samples(plan, "size", "B/user") * 8
    assert row.points[1].percentiles == pytest.approx(tuple(np.quantile(drawn, (0.05, 0.5, 0.95))), rel=1e-4)


@pytest.mark.parametrize("said", ["40%/year", "growing 40%/year", "每年40%", "40%/yr"])
def test_growth_is_given_as_it_is_written_or_said(said: str) -> None:
    told = estimator.load("twitter").timeline("1 year", "monthly_users", "year", growing={"monthly_users": said})
    assert told.rows[0].points[1].value == pytest.approx(420e6)


@pytest.mark.parametrize("ask", ["timeline", "when"])
def test_what_has_no_value_in_a_month_is_told_with_it(ask: str) -> None:
    sheet = estimator.sheet("room = 3 GB growing -1 GB/month\nparts = 10 GB / room\ncheck parts < 40")
    with pytest.raises(EstimateError, match="in 2027-02, this divides by zero"):
        getattr(sheet, ask)("1 year", from_="2026-11")


def test_a_share_that_grows_beyond_all_says_what_it_is_then() -> None:
    sheet = estimator.sheet("known = 70% growing 40%/year\ntwice(part: share) = part * 2\ntotal = twice(known)")
    with pytest.raises(EstimateError, match=r"in 2027-12, 1\.01 is no share"):
        sheet.timeline("2 years", from_="2026-11")


def test_a_page_keeps_what_becomes_of_a_check_until_it_is_changed() -> None:
    page = str(estimator.sheet(LASTING.replace("2026-11", "2020-01")).rendered(".html"))
    assert '"lasting":' in page
    assert "fails in 2021-08" in page
    assert "is 102 TB then" in str(estimator.sheet(LASTING.replace("2026-11", "2020-01")))


def test_a_workbook_says_what_it_was_written_with() -> None:
    content = estimator.sheet(LASTING.replace("2026-11", "2020-01")).rendered(".xlsx")
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "as written: fails in 2021-08: is 102 TB then" in texts


def test_what_is_held_of_a_growing_rate_is_its_integral_in_every_month() -> None:
    text = (
        "pace = 40%/year\nrate = 30 TB/day growing pace\nheld = growth.held(rate, pace, 5 year) -> PB\n"
        "age = 0 month growing 1 month/month\nfilled = growth.held(rate, pace, 5 year, age) -> PB\n"
    )
    held, filled = estimator.sheet(text).timeline("8 years", ["held", "filled"], "4 years", from_="2026-11").rows
    fine = 20_000  # parts of a year, each with the rate in its middle

    def integral(first: int, last: int) -> float:
        parts = range(first * fine, last * fine)
        return math.fsum(30e12 * 8 * 365 / fine * 1.4 ** ((k + 0.5) / fine) for k in parts)

    assert [each.value for each in held.points[1:]] == pytest.approx([integral(-1, 4), integral(3, 8)], rel=1e-9)
    assert [each.value for each in filled.points] == pytest.approx([0, integral(0, 4), integral(3, 8)], rel=1e-9)


def test_it_says_why_it_begins_where_the_sheet_does() -> None:
    plan = estimator.sheet("## Plan\n## as_of: 2020-05\n\nusers = 3 M user growing 40%/year\ncheck users < 9 M user\n")
    line = "It begins in 2020-05, for the numbers of the sheet are as of 2020-05."
    assert line in plan.when().exhibits[0].remarks
    assert line in plan.timeline("1 year").exhibits[0].lead
    assert line not in plan.when(from_="2026-11").exhibits[0].remarks
