"""Solving: the number that is found is put in, and the target holds; beyond a border it does not."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from estimator import EstimateError, load, sheet
from tests.commands import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from estimator import Estimate
    from tests.commands import Run

FLEET = sheet("""
load    = 10 k QPS
each    = 3 k QPS/server
servers = ceil(load / each)
cost    = servers * egress(servers * 1 TB/server)
egress(volume: TB) -> USD/server =
  up to 3 TB then 90 USD/server
  up to 5 TB then 80 USD/server
  else 50 USD/server
""")
SEARCH = sheet("""
demand   = 100 k QPS
each     = 3 k QPS/machine
machines = first(n = 1 to 500 machine, n * each >= demand)
price    = 100 USD/machine * machines
""")
CURVE = sheet("shards = 4\nwork = 100 / shards + shards\nspare = (shards - 3)^2\n")
RANGES = sheet("""
users  = 3 M user
size   = 1 to 9 KB/user
copies = 2 to 4
growth = -5 to 10%
total  = users * size * copies -> GB
summed = total * (1 + growth) + users * 1 KB/user -> GB
""")
TABLE = sheet("""
table services
    service | rate: QPS | cost = rate * 2 USD/query
    feed    | 20 k      |
    chat    | 5 k       |

rates = sum(services.rate)
most  = max(services.cost)
""")
CHINESE = sheet("日活 = 1.5亿 user\n每人 = 10 request/user/day\n总量 = 日活 * 每人 -> QPS\n")


@pytest.mark.parametrize(
    ("target", "unknown", "expected"),
    [
        ("media_total = 100 PB", "retention", "9.132 year"),
        ("peak_qps = 10 kQPS", "peak_factor", "2.88 dimensionless"),
        ("write_qps = 10_000 QPS", "monthly_users", "864000000.0 user"),
        ("media_total = 100 PB", "monthly_users", "547945205.479 user"),
        ("media_total = 2 * 50 PB", "monthly_users", "547945205.479 user"),
        ("100 PB = media_total", "monthly_users", "547945205.479 user"),
        ("media_total / retention = 40 TB/day", "media_size", "1.333 megabyte / tweet"),
        ("media_total = write_qps * 1 GB/tweet * 1 day", "retention", "27.397 year"),
    ],
)
def test_an_equation_in_units(target: str, unknown: str, expected: str) -> None:
    assert f"{load('twitter').solve(target, for_=unknown).round(3):D}" == expected


def test_through_rounding_the_nearest_value_that_gives_it() -> None:
    found = FLEET.solutions("servers = 7 server", for_="load").solutions[0]
    assert (found.value, found.other) == pytest.approx((18_000, 21_000), rel=1e-6)
    assert FLEET.solve("servers = 7 server", for_="load").to("QPS").magnitude == pytest.approx(18_000, rel=1e-6)
    assert FLEET.solve("servers = 2 server", for_="load").to("QPS").magnitude == pytest.approx(6_000, rel=1e-6)


@pytest.mark.parametrize(
    ("estimate", "target", "unknown", "border", "unit"),
    [
        (FLEET, "servers <= 7 server", "load", 21_000, "QPS"),
        (FLEET, "cost >= 350 USD", "load", 12_000, "QPS"),  # by thresholds: 4 servers at 80 are 320, 5 are 400
        (SEARCH, "machines <= 40 machine", "demand", 120_000, "QPS"),
        (SEARCH, "price < 2000 USD", "each", 100_000 / 19, "QPS/machine"),
    ],
)
def test_borders_at_steps_thresholds_and_searches(
    estimate: Estimate, target: str, unknown: str, border: float, unit: str
) -> None:
    found = estimate.solve(target, for_=unknown)
    assert found.to(unit.replace("QPS", "query/s")).magnitude == pytest.approx(border, rel=2e-9)
    check = sheet_with(estimate, unknown, found, target)
    assert check


def sheet_with(estimate: Estimate, unknown: str, value: object, target: str) -> bool:
    """Whether a target holds where an assumption is given, as the sheet itself says."""
    text = estimate._module.source.text + f"\ncheck {target}\n"  # noqa: SLF001  its text, with the target as a check
    return sheet(text)(**{unknown: value}).holds  # type: ignore[arg-type]


STEPS = sheet("""
n    = 7
loss = 3 GB
step = if n < 10 then 1 else if n < 20 then 5 else 2
flat = min(n, 10)
left = n * 1 GB - loss
""")


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("step = 5", "10 to 19.9"),
        ("step >= 2", "from 10"),
        ("step > 2", "10 to 19.9"),
        ("flat = 10", "10 and more"),
        ("flat = 9", "9"),
        ("left > 0 GB", "above 3"),
        ("left >= 0 GB", "from 3"),
        ("left < 1 GB", "below 4"),
        ("left < 1/3 * 1 GB", "up to 3.33"),
        ("left > 1/3 * 1 GB", "from 3.34"),
        ("flat < 20", "any"),
    ],
)
def test_a_border_is_said_on_its_safe_side(target: str, text: str) -> None:
    (found,) = STEPS.solutions(target, for_="n").to_dict()["solutions"]
    assert found["text"] == text


@pytest.mark.parametrize("limit", ["64 GB", "3.2 GB", "500 MB", "1 TB"])
def test_a_map_of_redis_is_right_to_the_key(limit: str) -> None:
    found = load("map_int64").solutions(f"redis_map < {limit}", for_="entries").solutions[0]
    whole = int(found.value)
    assert (found.value, found.next) == (whole, whole + 1)
    bound = load("map_int64").solve(f"redis_map < {limit}", for_="entries")
    assert bound.to("entry").magnitude == whole
    at = [load("map_int64", entries=f"{count} entry").central("redis_map") for count in (whole, whole + 1)]
    size = sheet(f"x = {limit}").central("x")
    assert at[0] < size <= at[1]


def test_64_gb_take_so_many_entries() -> None:
    told = str(load("map_int64").solutions("redis_map < 64 GB", for_="entries"))
    assert "865_782_271 entry fit, one more does not" in told


@pytest.mark.parametrize(
    ("target", "unknown"),
    [
        ("total < 60 GB at 95%", "users"),
        ("total < 60 GB at 99%", "copies"),
        ("summed < 60 GB at 95%", "users"),
        ("summed < 60 GB at 80%", "size"),
        ("summed >= 20 GB at 75%", "users"),
        ("total * (1 + growth) < 60 GB at 50%", "users"),
    ],
)
def test_at_a_share_of_the_cases_the_sheet_says_so(target: str, unknown: str) -> None:
    """The sheet with the number in it: its check holds in that share of the cases, and a little beyond in fewer."""
    asked = float(target.rpartition("at ")[2].rstrip("%")) / 100
    found = RANGES.solve(target, for_=unknown)
    text = RANGES._module.source.text + f"\ncheck {target}\n"  # noqa: SLF001
    (result,) = sheet(text)(**{unknown: found}).evaluation.checks
    assert result.probability is not None
    assert result.probability >= asked - 1e-9
    assert result.probability == pytest.approx(asked, abs=max(1e-6, 5 * result.error))
    beyond = 0.98 if ">" in target else 1.02
    assert not sheet(text)(**{unknown: found * beyond}).holds


def test_at_may_be_said_apart() -> None:
    twitter = load("twitter")
    said = twitter.solve("media_total < 100 PB at 95%", for_="monthly_users")
    assert twitter.solve("media_total < 100 PB", for_="monthly_users", at=0.95) == said
    assert twitter.solve("media_total < 100 PB", for_="monthly_users", at="95%") == said
    assert said.magnitude == math.floor(100e15 / 54.75e15 * 300e6 / 2)  # 2 (1 to 4): the P95 is twice the median


@pytest.mark.parametrize("target", ["total = 60 GB", "summed = 60 GB", "total < 60 GB", "summed > 60 GB"])
def test_a_range_is_of_the_values_that_solve_it_draw_by_draw(target: str) -> None:
    """Each draw of all else asks for another number of users: P5 and P95 of these, by hand in numpy."""
    found = RANGES.solutions(target, for_="users").solutions[0]
    samples = [RANGES[name] for name in ("size", "copies", "growth")]
    size, copies, growth = (np.asarray(each.to_base_units().magnitude) for each in samples)  # type: ignore[union-attr]
    by_user = size * copies * ((1 + growth) if "summed" in target else 1) + (8000 if "summed" in target else 0)
    expected = np.quantile(60e9 * 8 / by_user, [0.05, 0.95])
    assert (found.low, found.high) == pytest.approx(expected, rel=0.02)


def test_a_range_that_ends_where_the_assumption_does_has_one_end() -> None:
    """All of the users on each day are not enough in the 5% of the cases with the fewest tweets."""
    (found,) = load("twitter").solutions("media_total = 100 PB", for_="daily_share").solutions
    assert found.low == pytest.approx(100 / 219, rel=1e-3)  # in 95% there are 219 PB if all are there
    assert found.high is None


def test_several_solutions_are_all_named() -> None:
    told = CURVE.solutions("work = 25", for_="shards")
    assert told.solutions[0].value == pytest.approx(5, rel=1e-9)
    assert "the target also holds at 20" in str(told)
    assert [each.low for each in told.solutions[0].inverse.stretches] == pytest.approx([5, 20])  # type: ignore[union-attr]
    touched = CURVE.solutions("work = 20", for_="shards").solutions[0]
    assert touched.value == pytest.approx(10, rel=1e-5)  # where two solutions meet, a float tells them no better apart
    between = CURVE.solutions("work <= 25", for_="shards").solutions[0]
    assert between.relation == "within"
    assert (between.value, between.other) == pytest.approx((5, 20))
    assert CURVE.solve("work <= 25", for_="shards").magnitude == pytest.approx(5)


@pytest.mark.parametrize(
    ("target", "unknown", "says"),
    [
        ("media_totl = 1 PB", "retention", "did you mean media_total"),
        ("media_total = 1 user", "retention", "B and user do not compare"),
        ("media_total", "retention", "name = value"),
        ("media_total = ", "retention", "a value is needed here"),
        ("media_total = 1 PB = 2 PB", "retention", ""),
        ("media_total != 1 PB", "retention", "one comparison"),
        ("media_total < 1 PB or media_total > 2 PB", "retention", "one comparison"),
        ("media_total = 100 PB", "peak_factor", "media_total does not depend on peak_factor"),
        ("media_total = 100 PB", "peak_qps", "worked out"),
        ("media_total = 100 PB", "retentoin", "did you mean retention"),
        (
            "media_total = -5 PB",
            "retention",
            "no value of retention that was tried gives media_total = -5 PB: media_total is 0",
        ),
        ("media_total = 1000 PB", "daily_share", "more than all, and at 100% media_total is 110 PB at most"),
        ("media_total < 100 PB at 120%", "retention", "between 0% and 100%"),
        ("media_total = 100 PB at 95%", "retention", "write media_total < 100 PB at 95%"),
        ("media_total >= 0 PB", "retention", "holds whatever retention is"),
    ],
)
def test_what_cannot_be_solved_is_said(target: str, unknown: str, says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        load("twitter").solve(target, for_=unknown)
    problem = raised.value.problems[0]
    assert says in f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize(
    ("text", "target", "unknown", "says"),
    [
        ('kind = "a"\nx = if kind == "a" then 1 else 2\n', "x = 2", "kind", "kind is a text"),
        ('kind = "a"\nx = 2\n', 'kind == "a"', "x", "a target is a number, not a text"),
        ("is_on = 1 == 1\nx = if is_on then 1 else 2\n", "x = 2", "is_on", "is_on is yes or no"),
        ("load = 3\nn = ceil(load)\n", "n = 2.5", "load", "exactly: at 2 it is 2, beyond it 3"),
    ],
)
def test_what_is_no_number_or_has_no_value(text: str, target: str, unknown: str, says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        sheet(text).solve(target, for_=unknown)
    assert says in f"{raised.value.problems[0].message} {raised.value.problems[0].remedy}"


def test_the_remedies_of_refusals_hold() -> None:
    """What a refusal proposes is done, and has an answer."""
    twitter, fleet = load("twitter"), FLEET
    for target, remedy in (("media_total = -5 PB", "or more"), ("media_total > 1000 PB", "or less")):
        with pytest.raises(EstimateError) as raised:
            twitter.solve(target, for_="daily_share")
        words = raised.value.problems[0].remedy
        assert remedy in words
        value = words.removeprefix("ask for ").partition(f" {remedy}")[0]
        assert twitter.solve(f"media_total = {value}", for_="daily_share").magnitude <= 100
    with pytest.raises(EstimateError) as raised:
        fleet.solve("servers = 3.5 server", for_="load")
    assert fleet.solve(raised.value.problems[0].remedy.rpartition(": ")[2], for_="load").magnitude > 0


def test_a_table_and_chinese_names() -> None:
    assert TABLE.solve("rates = 40 k QPS", for_="services.chat.rate").magnitude == pytest.approx(20_000)
    found = TABLE.solutions("most < 60 k USD/s", for_="services.feed.rate").solutions[0]
    assert found.value == pytest.approx(30_000, rel=1e-9)
    assert TABLE.solve("services.chat.cost = 30 k USD/s", for_="services.chat.rate").magnitude == pytest.approx(15_000)
    assert CHINESE.solve("总量 = 5 万 QPS", for_="日活").magnitude == pytest.approx(432e6)
    assert "日活 = 5 万 QPS / 每人" in str(CHINESE.solutions("总量 = 5 万 QPS", for_="日活"))


@pytest.mark.parametrize(
    ("target", "unknown", "says"),
    [
        ("redis_map = 3 GB + 1 B", "entries", "in whole ones: 38_486_392 or 38_486_393 entry"),
        ("redis_map = 64 GB", "entries", "entries = 865_782_272 entry"),
        ("redis_map = 64 GB", "key_length", "at 1.018 KB it is 53.7 GB, beyond it 66.5 GB"),
    ],
)
def test_an_equation_that_steps_leap_over_says_which_side_is_safe(target: str, unknown: str, says: str) -> None:
    assert says in " ".join(str(load("map_int64").solutions(target, for_=unknown)).split())


def test_in_a_scenario_and_with_other_assumptions() -> None:
    twitter = load("twitter", monthly_users="600 M user")
    assert twitter.solve("media_total = 100 PB", for_="retention").magnitude == pytest.approx(9.132 / 2, rel=1e-3)
    cup = load("twitter").scenario("world cup")
    assert cup.solve("media_total = 100 PB", for_="retention").magnitude == pytest.approx(9.132 / 2, rel=1e-3)
    assert cup.solve("peak_qps = 20 k QPS", for_="peak_factor").magnitude == pytest.approx(2.88)


@pytest.mark.parametrize(
    ("room", "most"), [("sqrt(100 - users)", 100), ("poisson_cdf(2, users) / poisson_pmf(2, users)", 757)]
)
def test_what_is_found_can_be_put_into_the_sheet(room: str, most: float) -> None:
    """Also where a line that the target does without has no value before the target fails."""
    of_users = sheet(f"users = 10\ntotal = users * 3\nroom = {room}\n")
    found = of_users.solve("total < 3000", for_="users").magnitude
    assert found == pytest.approx(most, rel=1e-2)
    assert of_users(users=found).central("total").magnitude < 3000
    said = "beyond that another line of the sheet has no value"
    assert said in str(of_users.solutions("total < 3000", for_="users"))
    assert said not in str(of_users.solutions("total < 60", for_="users"))
    assert of_users.solve("total < 60", for_="users").magnitude == pytest.approx(20)
    assert of_users.solve("total = 3000", for_="users").magnitude == pytest.approx(1000)


def test_a_question_about_a_converted_number_leaves_it_an_answer() -> None:
    told = sheet("size = 3 TB -> GB\ncopies = 2\n").solutions("size <= 6 TB")
    assert [each.name for each in told.solutions] == ["copies"]


def test_a_mean_is_taken_of_the_range_that_one_number_replaces() -> None:
    text = "size = 20 to 80 B\nblock = mean(ceil(size / 16 B) * 16 B)\n"
    found = sheet(text).solve("block = 64 B", for_="size")
    assert 48 < found.to("B").magnitude <= 64
    assert sheet(text)(size=found).central("block").to("B").magnitude == 64


def test_the_command(run: Run) -> None:
    done = run("solve", "twitter", "media_total=100 PB", "--for", "monthly_users")
    assert done.code == 0
    assert done.out.startswith("monthly_users ≈ 548 M user   274 M to 1.1 bn\n")
    each = run("solve", "twitter", "media_total=100", "PB", "peak_factor=3", "--json")
    rows = {row["name"]: row for row in parsed(each.out)["solutions"]}
    assert [rows[name]["text"] for name in ("monthly_users", "retention", "media_size")] == [
        "548 M user",
        "9.13 year",
        "1.83 MB/tweet",
    ]
    assert parsed(each.out)["unsolved"] == [
        {"name": "peak_factor", "reason": "media_total does not depend on it"},
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["media_total=100 PB"],
        ["media_total", "=", "100", "PB"],
        ["media_total", "=100", "PB"],
        ["peak_factor=3", "media_total=100", "PB"],
        ["media_total = 100 petabytes", "peak_factor", "=", "3"],
        ["media_total==100PB", "--scenario", "world cup", "tweets_per_user=2 tweet/user/day"],
    ],
)
def test_words_that_mean_the_same(run: Run, words: list[str]) -> None:
    done = run("solve", "twitter", *words, "--for", "retention")
    assert done.out.splitlines()[0].startswith("retention ≈ 9.13 year")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "there is no target"),
        (["monthly_users=3 M user"], "monthly_users is an assumption"),
        (["media_total<1 PB at 95%", "--at", "90%"], "the share of the cases is asked twice"),
        (["media_total<1 PB", "--at", "95"], "a probability lies between 0% and 100%"),
        (["media_total=1 PB", "--scenario", "nonsuch"], 'there is no scenario "nonsuch"'),
        (["media_total=1 PB", "peak_factr=3"], "did you mean peak_factor"),
    ],
)
def test_words_that_mean_nothing(run: Run, words: list[str], says: str) -> None:
    done = run("solve", "twitter", *words)
    assert done.code == 2
    assert says in done.err


def test_other_ways_to_name_a_sheet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("solve", "url", "shortener", "shards <= 4 shard", "--for", "retention").code == 0
    text = "users = 3 M user\ntotal = users * 2 KB/user\n"
    plan = tmp_path / "plan.md"
    plan.write_text(f"# Plan\n\n```est\n{text}```\n", encoding="utf-8")
    assert "1.5 M user" in run("solve", str(plan), "total = 3 GB").out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert "1.5 M user" in run("solve", "-", "total = 3 GB").out
