"""`why`: what is said of what moves an answer, on every sheet of the library and on odd ones, in every form."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

import estimator
from estimator import EstimateError, load, sheet
from estimator.languages.spans import width
from estimator.model.modules import shipped_library
from fuzzing.pace import in_time
from tests.commands import parsed

if TYPE_CHECKING:
    from tests.commands import Run

MOST_SECONDS = 1.0  # of the processor, for a sheet of the library and its why together
SHEETS = list(shipped_library().names())
TRAFFIC = """
users     = 3 M user
per_user  = 2 (1 to 4) request/user/day
size      = 1 to 9 KB/request
is_large  = bernoulli(20%)
traffic   = users * per_user * size -> GB/day
servers   = ceil(if is_large then 3 * traffic / 10 GB/day else traffic / 10 GB/day) * 1 server
"""


def rows(found: Any) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in found.to_dict()["drivers"]}


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_of_the_library_is_told_in_a_second_or_has_no_answer(name: str) -> None:
    start = time.process_time()
    try:
        found = load(name).why()
    except EstimateError as error:
        (problem,) = error.problems
        assert "nothing" in problem.message
        return
    assert in_time(time.process_time() - start, MOST_SECONDS)
    json.dumps(found.to_dict(), allow_nan=False)
    for columns in (80, 140):
        assert max(width("".join(text for text, _ in line)) for line in found.lines(columns)) <= columns
    assert found.sensitivity.drivers
    shares = [each.share for each in found.sensitivity.ranged if each.share is not None]
    assert shares == sorted(shares, reverse=True)
    if shares:
        assert 0.98 < sum(shares) < 1.6
        assert found.headline


def test_what_drives_an_answer_is_measured_first() -> None:
    found = load("twitter").why("media_total")
    assert found.headline == "tweets_per_user drives all of the spread: measure it."
    assert rows(found)["tweets_per_user"] == {
        "name": "tweets_per_user",
        "elasticity": 1.0,
        "share": 1.0,
        "share_of_value": 1.0,
        "narrower_if_halved": pytest.approx(1 - (2**0.5 - 2**-0.5) / (2 - 2**-1)),
        "low": 1.0,
        "high": 4.0,
        "unit": "tweet/user/day",
        "answer_at_low": 27.375,
        "answer_at_high": 109.5,
    }
    assert rows(found)["retention"] == {"name": "retention", "elasticity": 1.0}
    two = sheet("users = 150 M user\nrate = 1 to 4\nsize = 1.5 to 3 KB/user\ntotal = users * rate * size").why()
    assert two.headline == "rate drives 80% of the spread: measure it first."
    even = sheet("first = 1 to 4\nsecond = 2 to 8\nthird = 1 to 3\ntotal = first * second * third").why()
    assert even.headline == "first drives 38% of the spread and second 38%: measure these first."


def test_the_last_answer_with_a_range_is_asked_unless_one_is_named() -> None:
    found = sheet("rate = 1 to 4\nfirst = rate * 2\nthird = 4\nsecond = 3 * third").why()
    assert found.name == "first"
    assert "first is the last of the answers; name another to ask about it, as second." in repr(found)
    assert sheet("count = 3\nfirst = count * 2\nsecond = count * 4").why().name == "second"
    assert load("twitter").why("write_qps").name == "write_qps"


@pytest.mark.parametrize(
    ("text", "moved", "elasticity"),
    [
        ("total = base^3", "base", 3.0),
        ("total = 1 / sqrt(base)", "base", -0.5),
        ("total = base + 6 * other", "base", 0.25),
        ("total = base - 4 * other", "base", -1.0),
        ("total = -base", "base", 1.0),
        ("total = 2 * other", "base", None),
        ("total = min(base, 100)", "base", 1.0),
        ("total = max(base, 100)", "base", 0.0),
        ("total = ceil(base * 10)", "base", pytest.approx(1.0, abs=0.1)),
        ("total = mean(base * spread(1 to 3))", "base", 1.0),
    ],
)
@pytest.mark.parametrize("base", ["2", "2 (1 to 4)"])
def test_an_elasticity_is_what_one_per_cent_more_gives(text: str, moved: str, elasticity: object, base: str) -> None:
    drivers = rows(sheet(f"base = {base}\nother = 1\n{text}").why("total"))
    found = drivers[moved]["elasticity"] if moved in drivers else None
    assert found == (pytest.approx(elasticity, abs=1e-3) if isinstance(elasticity, float) else elasticity)


def test_what_goes_in_steps_has_a_trend_and_says_so() -> None:
    found = sheet("users = 27_000 user\neach = 1000 user/server\nservers = ceil(users / each)").why()
    assert rows(found)["users"]["elasticity"] == pytest.approx(1, abs=0.1)
    assert "servers goes in steps, or has a bend nearby: for users and each" in repr(found).replace("\n  ", " ")


def test_what_differs_from_case_to_case_is_in_no_share() -> None:
    text = "size = spread(uniform(1 KB, 9 KB))\nfiles = 1 to 3 M file\ncopies = 1 to 2\n"
    found = sheet(f"{text}each = files * copies * size / 1 file").why()
    assert rows(found)["size"] == {"name": "size", "elasticity": 1.0}
    assert rows(found)["files"]["share"] == pytest.approx(0.715, abs=0.001)
    assert "size differs from case to case, which is known" in repr(found).replace("\n  ", " ")
    found = sheet(f"{text}blocks = files * copies * mean(ceil(size / 4 KiB))").why()
    assert rows(found)["files"]["share"] == pytest.approx(0.715, abs=0.001)
    assert "A mean is taken over size, so it makes up none of the range" in repr(found).replace("\n  ", " ")
    found = sheet("size = spread(uniform(1 KB, 9 KB))\nfiles = 3 file\nboth = files * size").why()
    assert not found.headline
    assert "What is not known makes up none of the range" in repr(found).replace("\n", " ")


def test_a_sheet_without_ranges_says_so_and_ranks_by_elasticity() -> None:
    found = sheet("width = 3 m\nheight = 2 m\ndepth = 5\nvolume = width^2 * height + 1 m^3 * depth").why()
    assert found.headline == ""
    assert repr(found).startswith("Why volume = 23 m^3\nNo assumption behind volume has a range")
    assert [each["name"] for each in found.to_dict()["drivers"]] == ["width", "height", "depth"]
    assert found.to_dict().keys() == {"name", "value", "unit", "text", "headline", "drivers", "notes"}


def test_a_chance_and_a_range_in_a_line_are_inputs_too() -> None:
    found = sheet(TRAFFIC).why("servers")
    assert [each["name"] for each in found.to_dict()["drivers"]] == ["size", "is_large", "per_user", "users"]
    chance = rows(found)["is_large"]
    assert (chance["low"], chance["high"], chance["narrower_if_halved"]) == (False, True, None)
    assert chance["answer_at_high"] > 2 * chance["answer_at_low"]
    found = sheet("base = 2\ntotal = base * (3 to 5) * (twitter(daily_share = 40%).media_total / 1 PB)").why()
    assert list(rows(found)) == ["twitter.tweets_per_user", "3 to 5 in total", "base"]
    line = load("twitter")(monthly_users="(100 to 400) M user").why()
    assert rows(line)["monthly_users"]["share"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("rate = 1 to 4\ntotal = rate * 2", "totl", "the sheet has no totl"),
        ("rate = 1 to 4\ntotal = rate * 2", "rate", "nothing moves rate: it is an assumption"),
        ("rate = 1 to 4\ntotal = rate * 2 > 3", "total", "total is no number"),
        ("rate = 1 to 4", "", "works out no number"),
        ('kind = "a"\ntotal = if kind == "a" then 3 else 4', "", "nothing moves total"),
    ],
)
def test_what_has_no_why_says_so(text: str, name: str, message: str) -> None:
    with pytest.raises(EstimateError, match=message):
        sheet(text).why(name)


def test_the_command_tells_what_its_twin_tells(run: Run) -> None:
    done = run("why", "twitter", "media_total")
    assert done.out == f"{load('twitter').why('media_total')}\n"
    assert parsed(run("why", "twitter", "media_total", "--json").out) == load("twitter").why("media_total").to_dict()
    scenario = run("why", "url", "shortener", "servers", "--json", "reads_per_link=3 read/url").out
    assert parsed(scenario) == estimator.load("url_shortener", reads_per_link="3 read/url").why("servers").to_dict()
    assert run("why", "twitter", "--scenario", "world cup").code == 0
    assert run("why", "(1 to 5) M user * 2 KB/user").out.startswith(
        "Why answer ≈ 4.47 GB, 2 to 10\n(1 to 5) M user drives"
    )
    done = run("why", "twitter", "media_total", "peak_qps")
    assert done.code == 2
    assert "why is asked of one quantity at a time" in done.err


def test_it_names_the_scenario_that_it_is_asked_in() -> None:
    found = sheet('rate = 1 to 4 QPS\ntotal = rate * 2\nscenario "sale": rate = 3 to 9 QPS').scenario("sale").why()
    assert repr(found).splitlines()[0].endswith('(scenario "sale")')
    assert found.to_dict()["scenario"] == "sale"


def test_it_reads_alike_in_a_notebook_a_document_and_a_table() -> None:
    found = sheet("用户 = 1 to 4 M user\n大小 = 2 (1 to 3) KB/user\n总量 = 用户 * 大小 -> GB").why()
    assert "<svg" in found._repr_html_()
    assert "| 用户 |" in found.markdown()
    assert found.csv().splitlines()[1].startswith("用户,")
    assert str(found) == repr(found)
    assert found.headline.startswith("用户 drives ")


def test_a_table_of_thousands_of_assumptions_takes_no_longer_than_a_second() -> None:
    rows = "\n".join([f"    r{place} | {place + 1} | {place % 7 + 1}" for place in range(3_000)])
    head = "table services\n    service | rate: QPS | size: KB/query\n"
    found = sheet(f"{head}{rows}\n\nratio = 1 to 2\ntotal = sum(services.rate * services.size) * ratio")
    start = time.process_time()
    told = found.why()
    assert in_time(time.process_time() - start, 3 * MOST_SECONDS)
    assert told.headline == "ratio drives all of the spread: measure it."
    assert told.sensitivity.skipped > 1_000
    assert "further assumptions are not shown" in repr(told)
