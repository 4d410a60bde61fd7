"""Runs side by side: each side is what a run by itself is, and what differs is what differs between the runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from estimator import EstimateError, load, sheet
from estimator.api.comparing import Comparison, _parts
from estimator.languages.differences import added_text, factor_text
from estimator.languages.spans import plain, width
from estimator.languages.values import SIGNS, Values
from estimator.model.modules import shipped_library
from tests.commands import parsed
from tests.commands import sheet as file_of
from tests.data import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from estimator import Estimate
    from tests.commands import Run

LIBRARY = list(shipped_library().names())
CHINESE = """## 短链
日活 = 1 (0.5 to 2) M user
倍数 = 2
次数 = 日活 * 3 request/user/day * 倍数 -> QPS
检查 = yes
check 次数 < 100 QPS
scenario "双十一": 倍数 = 10
scenario "没有": 倍数 = 0
"""


def answers(found: Comparison) -> dict[str, list[Any]]:
    return {each["name"]: each["values"] for each in found.to_dict()["answers"]}


def told(found: Comparison, columns: int = 80) -> list[str]:
    return [plain(line) for line in found.lines(columns)]


def test_a_side_is_what_its_run_is() -> None:
    twitter = load("twitter")
    found = twitter.compare("world cup", "peak_factor=3, retention=10 year", {"monthly_users": "1 bn user"})
    runs = [twitter, twitter.scenario("world cup"), twitter(peak_factor=3, retention="10 year"), None]
    runs[3] = twitter(monthly_users="1 bn user")
    for place, run in enumerate(runs):
        assert run is not None
        for name in ("peak_qps", "media_total"):
            value = answers(found)[name][place]
            low, high = run.interval(name)
            assert value["text"] == run.text(name)
            assert value["value"] == pytest.approx(run.central(name).to(value["unit"]).magnitude, rel=1e-12)
            if low != high:
                ends = [end.to(value["unit"]).magnitude for end in (low, high)]
                assert [value["low"], value["high"]] == pytest.approx(ends, rel=1e-9)
            factor = run.central(name) / twitter.central(name)
            assert value["factor"] == pytest.approx(factor.to("").magnitude, rel=1e-12)
    assert [side.title for side in found.sides] == [
        *("as it is", "world cup", "retention = 10 year, peak_factor = 3", "monthly_users = 1 bn user"),
    ]


def test_checks_that_turn_are_said() -> None:
    found = load("twitter").compare()
    assert not found.holds
    assert found.to_dict()["turns"] == [{"check": "media_total < 100 PB", "side": "world cup"}]
    assert "  media_total < 100 PB fails with world cup: is 110 PB" in told(found)
    back = load("twitter").scenario("world cup").compare({"tweets_per_user": "1 tweet/user/day"})
    assert "  media_total < 100 PB holds with tweets_per_user = 1 tweet/user/day" in told(back, 140)


def test_a_scenario_changes_what_was_given() -> None:
    """As in the scenarios that stand below a run: they hold, and what they leave alone stays as it was given."""
    found = load("twitter", peak_factor=3, retention="10 year").compare("world cup")
    assert [value["text"] for value in answers(found)["peak_qps"]] == ["10.4 k QPS", "69.4 k QPS"]
    assert [value["text"] for value in answers(found)["media_total"]] == ["110 PB", "219 PB"]
    assert found.sides[0].title == "retention = 10 year, peak_factor = 3"


def test_a_scenario_without_values_is_a_side_that_says_so(run: Run, tmp_path: Path) -> None:
    text = 'size = 6 TB\nparts = 3\neach = size / parts\nscenario "no parts": parts = 0   # which is none\n'
    found = sheet(text).compare()
    assert answers(found)["each"] == [
        {"text": "2 TB", "value": 2e12, "unit": "B", "factor": 1.0, "difference": ""},
        None,
    ]
    assert '"no parts": no value: this divides by zero' in told(found)
    assert '"no parts": which is none' in told(found)
    assert run("compare", file_of(tmp_path, text)).code == 2


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_it_fits_the_terminal(columns: int) -> None:
    chinese = sheet(CHINESE).compare()
    assert "倍数" in "\n".join(told(chinese, columns))
    many = load("twitter").compare(*[f"peak_factor={each}" for each in range(3, 12)])
    for line in [*told(chinese, columns), *told(many, columns), *told(load("url_shortener").compare(), columns)]:
        assert width(line) <= max(columns, 60), line


def test_differences_of_nothing_and_across_it() -> None:
    evaluation = sheet("a = 5 server\n").evaluation
    quantity = evaluation.model.quantities["a"]
    assert [factor_text(2.0, each) for each in (2.0, 2.0 * (1 + 1e-15), 3.0, 4.0, 1.0, 0.0, -2.0, 1.9)] == [
        *("", "", "+50%", f"{SIGNS['*']} 2", "÷ 2", "-100%", "", "-5%"),
    ]
    assert factor_text(0.0, 3.0) == ""
    assert factor_text(-2.0, -3.0) == "+50%"
    assert [added_text(5.0, each, quantity, Values(evaluation)) for each in (9.0, 2.0)] == ["+4 server", "-3 server"]
    found = sheet("size = 0 GB\nsum_ = size + 0 GB\non = yes\noff = not on\n").compare({"size": "3 GB", "on": "no"})
    assert [value["text"] for value in answers(found)["sum_"]] == ["0 B", "3 GB"]
    assert answers(found)["sum_"][1]["factor"] is None
    assert answers(found)["sum_"][1]["difference"] == "+3 GB"
    assert [value["value"] for value in answers(found)["off"]] == [False, True]


def test_sheets_side_by_side(run: Run, tmp_path: Path) -> None:
    one = file_of(tmp_path, "size = 2 TB\ntotal = size * 3\ncheck total < 9 TB\n", "one.est")
    two = file_of(tmp_path, "size = 4 TB\ntotal = size * 3\nmore = size / 2\ncheck total < 9 TB\n", "two.est")
    done = run("compare", one, two, "size=1 TB", "--json")
    found = parsed(done.out)
    assert done.code == 1
    assert [side["title"] for side in found["sides"]] == ["one.est", "two.est", "two.est, size = 1 TB"]
    values = {each["name"]: [value and value["text"] for value in each["values"]] for each in found["answers"]}
    assert values == {"total": ["6 TB", "12 TB", "3 TB"], "more": [None, "2 TB", "500 GB"]}
    assert found["turns"] == [{"check": "total < 9 TB", "side": "two.est"}]


def test_other_dimensions_have_no_factor() -> None:
    found = sheet("one = 2 GB\ntwo = one * 2\n").compare(sheet("one = 2 s\ntwo = one * 2\n"))
    assert "factor" not in answers(found)["two"][1]


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        (["twitter", "world", "cup"], ["as it is", "world cup"]),
        (["twitter", "retention=10", "year", "peak_factor=3"], ["as it is", "retention = 10 year", "peak_factor = 3"]),
        (["twitter", "retention=10 year,", "peak_factor=3"], ["as it is", "retention = 10 year, peak_factor = 3"]),
        (["url", "shortener", "peak_factor=3"], ["as it is", "peak_factor = 3"]),
        (["twitter", "chat"], ["twitter", "chat"]),
        (["twitter", "--scenario", "world cup", "peak_factor=3"], ["world cup", "peak_factor = 3"]),
    ],
)
def test_words_of_the_command(run: Run, words: list[str], sides: list[str]) -> None:
    found = parsed(run("compare", *words, "--json").out)
    assert [side["title"] for side in found["sides"]] == sides


def test_a_list_of_changes_is_cut_at_its_commas() -> None:
    text = 'a=f(1, b = 2), b="x, y=3", c.d.e=uniform(1, 2),d = 3 == 4'
    assert [each.strip() for each in _parts(text)] == [
        *("a=f(1, b = 2)", 'b="x, y=3"', "c.d.e=uniform(1, 2)", "d = 3 == 4"),
    ]


@pytest.mark.parametrize("name", part_of(LIBRARY, 4))
def test_every_sheet_is_compared_or_says_why_not(name: str) -> None:
    estimate: Estimate = load(name)
    quantities = estimate.evaluation.model.quantities.values()
    number = next((each for each in quantities if each.assumption and each.step is not None), None)
    if not estimate.scenarios:
        with pytest.raises(EstimateError, match="has no scenarios to compare"):
            estimate.compare()
    if not estimate.scenarios and number is None:
        return
    name = number.definition.name if number is not None else ""
    found = estimate.compare(estimate.scenarios[0] if estimate.scenarios else {name: estimate.text(name)})
    assert len(found.sides) == 2
    assert told(found)
    assert found.markdown().startswith("### ")


def test_each_form_has_the_same_numbers(run: Run) -> None:
    assert f"| media\\_total | ≈ 54.8 PB | ≈ 110 PB ({SIGNS['*']} 2) |" in run("compare", "twitter", "--markdown").out
    rows = list(csv.DictReader(io.StringIO(run("compare", "twitter", "--csv").out)))
    (total,) = [row for row in rows if (row["name"], row["side"]) == ("media_total", "as it is")]
    assert (float(total["value"]), total["unit"], round(float(total["high"]), 3)) == (54.75, "PB", 109.5)
    found = load("twitter").compare()
    frame = found.to_frame()
    assert list(frame["name"]) == [row["name"] for row in rows]
    assert '<th scope="row"' in found._repr_html_()
    done = run("compare", "twitter", "--csv", "--json")
    assert (done.code, parsed(done.out)["errors"][0]["message"]) == (2, "one form can be printed at a time")


def test_what_a_user_wrote_acts_nowhere() -> None:
    text = 'kind = "a"\nsize = 2 GB * 2\nscenario "<script>\x1b[2J|`x`": kind = "=1+1"\n'
    found = sheet(text).compare()
    assert "<script>" not in found._repr_html_()
    assert "<script>" not in found.markdown()
    assert "\x1b" not in "\n".join(told(found)) + found.csv()


def test_a_scenario_run_says_its_name_in_every_text() -> None:
    found = load("twitter").scenario("world cup")
    assert found.title == 'Twitter: write QPS, peak and media storage (scenario "world cup")'
    for text in (repr(found), found.rendered(".md"), found.rendered(".tex"), found.rendered(".html")):
        assert "world cup" in str(text)[:3000]
    assert found.to_dict()["scenario"] == "world cup"
    assert '(scenario \\"world cup\\")' in str(found.rendered(".ipynb"))
    rows = list(csv.DictReader(io.StringIO(str(found.rendered(".csv")))))
    assert {row["scenario"] for row in rows} == {"world cup"}
    assert "it is what is shown here" in repr(found)
    assert "scenario" not in load("twitter").to_dict()
