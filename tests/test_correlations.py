"""`correlated a, b: 60%`: read, printed and refused as a line of the notation, and kept by every evaluator."""

from __future__ import annotations

import io
import math
import statistics
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pytest

from estimator import EstimateError, formatted, sheet
from estimator.api.cells import Cells
from estimator.model.files import module_from_text
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import Source
from estimator.writers import html
from tests.browser import open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

Z95 = statistics.NormalDist().inv_cdf(0.95)
RANGES = "first = 1 to 4\nsecond = 2 to 9\nthird = 1 to 3\n"
LINE = "correlated first, second: 60%"
CLOSE = 0.02  # of the width of a range from 100,000 draws
ROUNDED = 0.2


def sigma(low: float, high: float) -> float:
    return math.log(high / low) / 2 / Z95


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("correlated first, second: 60%", None),
        ("correlated first,second:  60%  # busy users", "correlated first, second: 60%   # busy users"),
        ("correlated first, second, third: - 0.25", "correlated first, second, third: -0.25"),
        ("correlated first , second : 0", "correlated first, second: 0"),
    ],
)
def test_a_line_is_read_printed_and_laid_out(text: str, printed: str | None) -> None:
    whole = f"{RANGES}{text}\ntotal = first * second * third\n"
    read = parse_sheet(Source("sheet", whole))
    assert not read.problems
    assert parse_sheet(Source("printed", print_sheet(read))) == read
    laid = formatted(whole)
    assert (printed or text) in laid.splitlines()
    assert formatted(laid) == laid
    sheet(whole)


def test_a_quantity_may_still_be_called_so() -> None:
    assert sheet("correlated = 3\ntotal = correlated * 2").text("total") == "6"


WRONG = {
    "correlated first: 60%": "first alone is correlated with nothing",
    "correlated first, first: 60%": "first is there twice",
    "correlated first, second": "a colon is needed behind the names",
    "correlated first, second: 60": "what is correlated by 100% is one range",
    "correlated first, second: -100%": "what is correlated by 100% is one range",
    "correlated first, second: 3 GB": "a correlation is a plain number",
    "correlated first, second: third": "a correlation is a plain number",
    "correlated first, secnd: 60%": "there is no quantity secnd to correlate",
    "correlated first, total: 60%": "total is worked out, and only ranges are correlated",
    "correlated first, count_of: 60%": "count_of is no range",
    "correlated first, is_large: 60%": "is_large is a yes or no",
    "correlated first, length: 60%": "length differs from case to case",
    "correlated first, second: 60%\ncorrelated second, first: 50%": "first has another correlation with second already",
    "correlated first, second, third: -60%": "these correlations cannot all hold",
    "correlated first, second: 90%\ncorrelated second, third: 90%": "these correlations cannot all hold",
}


@pytest.mark.parametrize("lines", WRONG)
def test_what_cannot_be_is_said(lines: str) -> None:
    others = "count_of = 3\nis_large = bernoulli(20%)\nlength = spread(1 to 3)\ntotal = first * second * third\n"
    with pytest.raises(EstimateError) as raised:
        sheet(f"{RANGES}{others}{lines}\n")
    (problem,) = raised.value.problems
    assert WRONG[lines] in problem.message
    assert problem.remedy
    assert (
        "correlated"
        in problem.marks[0].source.text.splitlines()[problem.marks[0].source.location(problem.marks[0].start)[0] - 1]
    )


def test_a_mean_over_correlated_ranges_is_refused() -> None:
    with pytest.raises(EstimateError, match="a mean is over first, which is correlated"):
        sheet(f"{RANGES}{LINE}\ntotal = mean(ceil(first * second))")
    beside = sheet(f"{RANGES}{LINE}\nlength = spread(1 to 3)\ntotal = mean(ceil(first * second * length))")
    alone = sheet(f"{RANGES}length = spread(1 to 3)\ntotal = mean(ceil(first * second * length))")
    assert spread_of(beside, "total") > 1.2 * spread_of(alone, "total")


def spread_of(estimate: Any, name: str) -> float:
    low, high = [float(end.magnitude) for end in estimate.interval(name)]
    return high - low


@pytest.mark.parametrize("correlation", [0.6, -0.4, 0.95, 0])
@pytest.mark.parametrize("wrapped", ["{}", "max(0, {})"], ids=["closed", "sampled"])
@pytest.mark.parametrize(
    ("formula", "powers"), [("first * second * third", (1, 1, 1)), ("first^2 / second", (2, -1, 0))]
)
def test_a_product_has_the_range_of_its_logarithm(
    formula: str, powers: tuple[int, int, int], wrapped: str, correlation: float
) -> None:
    found = sheet(f"{RANGES}correlated first, second: {correlation}\ntotal = {wrapped.format(formula)}")
    deviations = [power * sigma(*ends) for power, ends in zip(powers, [(1, 4), (2, 9), (1, 3)], strict=True)]
    variance = sum(each**2 for each in deviations) + 2 * correlation * deviations[0] * deviations[1]
    middle = math.log(float(found.central("total").magnitude))
    for end, sign in zip(found.interval("total"), (-1, 1), strict=True):
        expected = math.exp(middle + sign * Z95 * math.sqrt(variance))
        assert float(end.magnitude) == pytest.approx(expected, rel=1e-9 if wrapped == "{}" else CLOSE)


def test_each_range_keeps_its_quantiles_and_the_scores_have_the_correlation(stats: Any) -> None:
    text = "first = 2 (1 to 9)\nsecond = uniform(1, 3)\nthird = triangular(0, 1, 5)\nfourth = normal(3, 1)\n"
    lines = "correlated first, second: 60%\ncorrelated third, second: -30%\ntotal = first + second + third + fourth"
    alone, found = sheet(f"{text}total = first + second + third + fourth"), sheet(f"{text}{lines}")
    names = ("first", "second", "third", "fourth")
    columns = {name: np.asarray(found[name].magnitude) for name in names}  # type: ignore[union-attr]
    for name, column in columns.items():
        expected = np.sort(np.asarray(alone[name].magnitude))  # type: ignore[union-attr]
        assert np.array_equal(np.sort(column), expected)
    scores = {name: stats.norm.ppf((stats.rankdata(column) - 0.5) / len(column)) for name, column in columns.items()}
    wanted = {("first", "second"): 0.6, ("second", "third"): -0.3, ("first", "third"): 0, ("first", "fourth"): 0}
    for (one, other), correlation in wanted.items():
        assert np.corrcoef(scores[one], scores[other])[0, 1] == pytest.approx(correlation, abs=0.015)


def test_an_assumption_that_is_given_as_a_number_goes_with_nothing() -> None:
    base = sheet(f"{RANGES}{LINE}\ntotal = first * second")
    assert base(first=2).interval("total")[1].magnitude == pytest.approx(18)
    assert spread_of(base(first="1 to 9"), "total") > spread_of(base, "total")
    other = sheet(f'{RANGES}{LINE}\ntotal = first * second\nscenario "more": first = 3').scenario("more")
    assert other.interval("total")[1].magnitude == pytest.approx(27)


def test_the_same_line_holds_in_a_sheet_that_is_called(tmp_path: Path) -> None:
    (tmp_path / "team.est").write_text(f"{RANGES}{LINE}\ntotal = first * second\n", encoding="utf-8")
    plan = 'use "team.est" as team\nboth = team.total * 2\nless = team(third = 2).total\n'
    (tmp_path / "plan.est").write_text(plan, encoding="utf-8")
    from estimator import load

    base = sheet(f"{RANGES}{LINE}\ntotal = first * second")
    found = load(tmp_path / "plan.est")
    expected = float(base.interval("total")[1].magnitude)
    assert float(found.interval("both")[1].magnitude) == pytest.approx(2 * expected)
    assert float(found.interval("less")[1].magnitude) == pytest.approx(expected)


def test_it_is_said_below_the_sheet() -> None:
    found = sheet(f"{RANGES}{LINE}\ntotal = first * second")
    assert "first and second are correlated by 60%." in repr(found)
    assert "first and second are correlated by 60%." in str(found.rendered(".md"))
    assert "correlated" not in repr(found(first=2)).split("Working")[1]


@pytest.mark.parametrize("wrapped", ["{}", "max(0, {})"], ids=["closed", "sampled"])
def test_correlated_ranges_have_one_share(wrapped: str) -> None:
    found = sheet(f"{RANGES}{LINE}\ntotal = {wrapped.format('first * second * third')}").why()
    one, other, third = sigma(1, 4), sigma(2, 9), sigma(1, 3)
    together = one**2 + other**2 + 2 * 0.6 * one * other
    total = together + third**2
    drivers = {each["name"]: each for each in found.to_dict()["drivers"]}
    near = 1e-9
    for name in ("first", "second"):
        assert drivers[name]["share"] == pytest.approx(together / total, rel=near, abs=0.01 if wrapped != "{}" else 0)
        assert drivers[name]["together"] == ["first", "second"]
    assert drivers["third"]["share"] == pytest.approx(third**2 / total, rel=near, abs=0.01 if wrapped != "{}" else 0)
    half = (one / 2) ** 2 + other**2 + 0.6 * one * other + third**2
    narrower = 1 - math.sinh(Z95 * math.sqrt(half)) / math.sinh(Z95 * math.sqrt(total))
    assert drivers["first"]["narrower_if_halved"] == pytest.approx(
        narrower, rel=near, abs=0.01 if wrapped != "{}" else 0
    )
    assert found.headline.startswith("first and second together drive")
    assert "Correlated: first and second." in repr(found)


FORMS = f"{RANGES}{LINE}\ncorrelated third, second: -30%\ntotal = first + third\nother = max(first * second, third)\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


def test_a_page_keeps_it_where_an_assumption_is_changed(browser: Browser, tmp_path: Path) -> None:
    found = sheet(FORMS)
    (tmp_path / "page.html").write_text(html.content(found.evaluation), encoding="utf-8")
    tab = browser.new_page()
    tab.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    tab.goto(f"file://{tmp_path}/page.html")
    tab.evaluate("estimate.set(1, 8)")  # the high end of the first
    changed = found(first="1 to 8")
    shown = tab.inner_text("section.answers .card:last-child .range")
    low, high = [float(part) for part in shown.split(" to ")]
    for end, expected in zip((low, high), changed.interval("other"), strict=True):
        assert end == pytest.approx(
            float(expected.magnitude), rel=ROUNDED
        )  # shown with the digits that 1024 points leave
    without = sheet(FORMS.replace("correlated", "# "))(first="1 to 8").interval("other")[1]
    assert high > 1.1 * float(without.magnitude)
    tab.close()


def test_a_workbook_keeps_it(stats: Any) -> None:
    content = sheet(FORMS).rendered(".xlsx")
    assert isinstance(content, bytes)
    points = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Points"]
    heads = {str(cell.value): cell.column for cell in points[3] if cell.value is not None}
    columns = {
        name: [float(points.cell(row, heads[name]).value) for row in range(4, 4 + 1024)]
        for name in ("first", "second", "third")
    }
    scores = {name: stats.norm.ppf((stats.rankdata(column) - 0.5) / 1024) for name, column in columns.items()}
    for (one, other), wanted in zip(pairwise(("first", "second", "third")), (0.6, -0.3), strict=True):
        assert np.corrcoef(scores[one], scores[other])[0, 1] == pytest.approx(wanted, abs=0.05)


def test_a_module_has_its_lines() -> None:
    (line,) = module_from_text(f"{RANGES}{LINE}", "sheet").correlations
    assert (line.correlation, [each.path for each in line.names]) == (0.6, ["first", "second"])


def test_it_stands_in_the_object_of_a_sheet() -> None:
    found = sheet(f"{RANGES}{LINE}\ntotal = first * second").to_dict()
    assert found["correlations"] == [{"names": ["first", "second"], "by": "60%"}]


def test_later_cells_of_a_notebook_keep_it() -> None:
    cells = Cells({})
    cells.run(RANGES, "one")
    cells.run(LINE, "two")
    found, _ = cells.run("total = first * second\n", "three")
    assert spread_of(found, "total") == pytest.approx(
        spread_of(sheet(f"{RANGES}{LINE}\ntotal = first * second"), "total")
    )
    cells.run("first = 3\n", "four")
    found, _ = cells.run("total = first * second\n", "five")
    assert float(found.interval("total")[1].magnitude) == pytest.approx(27)
