"""What moves an answer is the same in every form: a page in a browser, a workbook, a picture, the terminal."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from estimator import load, sheet
from estimator.languages.drivers import between, label, share_text
from estimator.languages.values import Values
from estimator.writers import html
from tests.browser import open_browser
from tests.data import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from estimator import Estimate

INNER = (
    "users = 3 M user\nper_user = 1 to 4 request/user/day\ntraffic = users * per_user * (2 to 3) KB/request -> GB/day"
)
SHEETS = {name: load(name) for name in ("twitter", "url_shortener", "photo_sharing")} | {"inner": sheet(INNER)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


def told(estimate: Estimate, name: str) -> dict[str, tuple[str, str]]:
    """The answer at the ends of each range, and the share of that, as the terminal shows them."""
    found = estimate.why(name)
    values = Values(estimate.evaluation)
    rows = {}
    for each in found.sensitivity.ranged:
        if each.at_low is not None and each.at_high is not None and each.at_low != each.at_high:
            ends = sorted((each.at_low, each.at_high))
            rows[label(each.input, values)] = (
                between(ends[0], ends[1], found.quantity, values),
                share_text(each.share),
            )
    return rows


@pytest.mark.parametrize("name", part_of(list(SHEETS), 2))
def test_the_page_shows_what_the_terminal_says(name: str, browser: Browser, tmp_path: Path) -> None:
    estimate = SHEETS[name]
    (tmp_path / "page.html").write_text(html.content(estimate.evaluation), encoding="utf-8")
    tab = browser.new_page()
    tab.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    tab.goto(f"file://{tmp_path}/page.html")
    answers = [row.name for row in estimate.report.answers if row.spread is not None]
    assert answers
    for answer in answers:
        tab.select_option("[data-driver]", label=answer)
        assert tab.inner_text("[data-headline]") == estimate.why(answer).headline
        rows = {}
        for row in tab.query_selector_all(".driver"):
            called, _, said = [each.inner_text() for each in row.query_selector_all(":scope > span")]
            ends, _, share = said.partition("\n")
            if share:
                rows[called.partition("\n")[0]] = (ends, share.removesuffix(" of the spread"))
        assert rows == told(estimate, answer)
    changed = estimate.program().inputs[0]
    tab.evaluate("value => estimate.set(0, value)", changed.value * 2)
    assert tab.is_hidden("[data-headline]")
    assert "of the spread" not in tab.inner_text("[data-drivers]")
    tab.close()


@pytest.mark.parametrize("name", part_of(list(SHEETS), 2))
def test_the_workbook_has_the_numbers_that_the_terminal_says(name: str) -> None:
    estimate = SHEETS[name]
    found = estimate.why()
    (rows, chart) = _worksheet(estimate)
    drivers = {each["name"]: each for each in found.to_dict()["drivers"]}
    middle = found.to_dict()["value"]
    assert len(rows) > 1
    for row in rows:
        driver = drivers[str(row[0])]
        for place, key in ((1, "share"), (2, "narrower_if_halved")):
            assert row[place] == (None if driver.get(key) is None else pytest.approx(driver[key], rel=1e-12))
        assert row[3] == pytest.approx(driver["elasticity"] / 100)
        if "share" in driver:
            assert row[7] == pytest.approx(driver["answer_at_low"] / middle - 1)
            assert row[8] == pytest.approx(driver["answer_at_high"] / middle - 1)
    assert chart


def _worksheet(estimate: Estimate) -> tuple[list[tuple[Any, ...]], bool]:
    """The rows of the worksheet, and whether a chart is below them."""
    content = estimate.rendered(".xlsx")
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        charts = b"".join([package.read(each) for each in package.namelist() if each.startswith("xl/charts/chart")])
    book = openpyxl.load_workbook(io.BytesIO(content))["Why"]
    rows = list(book.iter_rows(min_row=4, values_only=True))
    return rows[: next((place for place, row in enumerate(rows) if row[0] is None), len(rows))], b"Why!" in charts


def test_a_sheet_without_ranges_has_no_such_worksheet() -> None:
    content = load("map_int64").rendered(".xlsx")
    assert isinstance(content, bytes)
    assert "Why" not in openpyxl.load_workbook(io.BytesIO(content)).sheetnames


@pytest.mark.parametrize("name", part_of(list(SHEETS), 2))
def test_the_picture_has_a_bar_for_each_end(name: str) -> None:
    found = SHEETS[name].why()
    (axis,) = found.plot().axes
    rows = told(SHEETS[name], found.name)
    labels = [label.get_text().rpartition("  ")[::2] for label in axis.get_yticklabels()]
    assert dict(labels) == {called: share for called, (_, share) in rows.items()}
    assert len(axis.patches) == 2 * len(rows)
    (without,) = load("map_int64").why().plot().axes
    assert without.get_title(loc="left") == "Each assumption at half and twice its value"


@pytest.mark.parametrize("name", ["twitter", "map_int64"])
def test_the_notebook_asks_it(name: str) -> None:
    assert f"{name}.why()" in str(SHEETS.get(name, load(name)).rendered(".ipynb"))
    assert ".why()" not in str(load("latency").rendered(".ipynb"))
