"""The live page in a real browser: its numbers against the engine's, its texts against the terminal's, its manners."""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from estimator.languages.program import Program
from estimator.languages.scales import scale_of_kind
from estimator.languages.spans import safe
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import answer, estimate
from estimator.reckoning.mean_points import POINTS
from estimator.units.display import show
from estimator.writers import html
from estimator.writers.page.data import scale_object
from tests.browser import open_browser
from tests.changes import EXACT, Change, changed, loaded, sheets, within_luck
from tests.data import part_of
from tests.hostile_text import HOSTILE, hostile_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from estimator.reckoning.evaluate import Evaluation

SHEETS = sorted({"twitter", *part_of(sheets(), 24)})
ENDS = 0.01  # of 1024 points, read where 100,000 draws gave the ends before the change, relative to the width


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    yield page
    page.close()


class Case(NamedTuple):
    """A sheet, its page and where that is, and its inputs changed at random, if they can be."""

    evaluation: Evaluation
    text: str
    path: Path
    change: Change | None


@pytest.fixture(scope="module", params=SHEETS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Each sheet once for all tests that go through the sheets: it is reckoned, changed and written once."""
    evaluation = loaded(request.param)
    path = tmp_path_factory.mktemp("page") / "page.html"
    text = html.content(evaluation)
    path.write_text(text, encoding="utf-8")
    return Case(evaluation, text, path, changed(evaluation, 3))


def show_in(tab: Page, case: Case) -> None:
    """The page of a sheet as it was written."""
    tab.goto("about:blank")
    tab.goto(f"file://{case.path}")


def set_inputs(tab: Page, values: list[float]) -> None:
    tab.evaluate("values => values.forEach((value, place) => estimate.set(place, value))", values)


def opened(evaluation: Evaluation, tab: Page, folder: Path, state: str = "") -> None:
    """The page of an evaluation in the browser, from a file."""
    path = folder / "page.html"
    path.write_text(html.content(evaluation), encoding="utf-8")
    tab.goto("about:blank")
    tab.goto(f"file://{path}{state}")


def needed_values(evaluation: Evaluation) -> dict[str, float]:
    return {
        name: float(evaluation.values[quantity.step])
        for name, quantity in evaluation.model.quantities.items()
        if quantity.step is not None
    }


def page_values(tab: Page, evaluation: Evaluation) -> dict[str, float]:
    """What the page reckons for each quantity."""
    found = tab.evaluate("estimate.values().map(Number)")
    places = {index: place for place, index in enumerate(Program(evaluation).needed)}
    quantities = evaluation.model.quantities.items()
    return {name: found[places[each.step]] for name, each in quantities if each.step is not None}


def test_sheets_are_found() -> None:
    assert len(sheets()) > 80


def test_the_page_reckons_as_the_engine(case: Case, tab: Page) -> None:
    show_in(tab, case)
    if case.change is None or tab.evaluate("typeof estimate") == "undefined":
        assert "data-input" not in case.text
        return
    expected = needed_values(case.evaluation)
    assert page_values(tab, case.evaluation) == pytest.approx(expected, rel=EXACT)
    set_inputs(tab, case.change.values)
    changed_values = needed_values(case.change.evaluation)
    assert page_values(tab, case.evaluation) == pytest.approx(changed_values, rel=EXACT)
    set_inputs(tab, [each.value for each in Program(case.evaluation).inputs])
    assert page_values(tab, case.evaluation) == pytest.approx(expected, rel=EXACT)


def test_an_edited_range_spreads_as_the_engine_says(case: Case, tab: Page) -> None:
    if not case.evaluation.spreads or "data-slider" not in case.text:
        return
    assert case.change is not None
    show_in(tab, case)
    set_inputs(tab, case.change.values)
    found = tab.evaluate("estimate.spreads()")
    places = {index: str(place) for place, index in enumerate(Program(case.evaluation).needed)}
    inputs = Program(case.evaluation).inputs_of
    for name, quantity in case.change.evaluation.model.quantities.items():
        there, step = quantity.step, case.evaluation.model.quantities[name].step  # other numbers may make other steps
        spread = None if there is None else case.change.evaluation.spreads.get(there)
        if spread is None or there is None or step is None or step in inputs:
            continue  # the ends of an input are in its fields
        width = spread.high - spread.low
        ends = [found[places[step]][end] for end in ("low", "high")]
        near = pytest.approx([spread.low, spread.high], abs=ENDS * width, rel=ENDS)
        assert ends == near or within_luck(case.change.evaluation, there, ends, POINTS), (ends, spread)


def test_texts_are_those_of_the_terminal(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    generator = random.Random(4)
    kinds = {}
    for text in ("1", "1 B", "1 B/s", "1 s", "1 m", "1 W", "1 user", "1 request/s", "1 B/user", "1 USD", "1 s/request"):
        evaluation = answer(text)
        kinds[text] = evaluation.model.steps[-1].kind
    cases: list[list[Any]] = []
    expected: list[str] = []
    for kind in kinds.values():
        scale = scale_of_kind(kind)
        as_json = scale_object(scale)
        values = [0.0, 1.0, 999.5, 1000.0, 0.99999, 1e-13, 60.0, 119.9999, 120.0, 1e15, 1e18, -5.0, 86_400.0, 172_800.0]
        values += [math.exp(generator.uniform(-25, 45)) for _ in range(300)]
        cases += [[value, as_json] for value in values]
        expected += [str(show(value, kind, None)) for value in values]
    found = tab.evaluate("cases => cases.map(([value, scale]) => show(value, scale))", cases)
    assert found == expected


def test_a_share_of_the_cases_is_corrected_by_no_more_than_it_was(tab: Page, tmp_path: Path) -> None:
    """By what 100,000 draws had more as the sheet was written, where nearly all of them held."""
    opened(loaded("twitter"), tab, tmp_path)
    found = tab.evaluate("[0.99, 0.76, 0.999, 1, 0].map((share) => shareOf(share, [0.99, 0.984]))")
    assert found == pytest.approx([0.984, 0.754, 0.999 - 0.006 * 0.000999 / 0.0099, 1, 0])


def test_what_a_mean_came_to_is_remembered_and_anew_where_it_rests_on_something_else(tab: Page, tmp_path: Path) -> None:
    sheet = """n = 10
floor = 2
x = uniform(1, 9)
y = 3 (2 to 4)
inner = mean(max(floor, x * y))
outer = mean(min(n, inner + x))
"""
    evaluation = estimate(module_from_text(sheet, "means.est"))
    opened(evaluation, tab, tmp_path)
    for overrides in ([], ["floor=20"], ["n=30"], [], ["floor=20", "n=30"], ["n=12"]):
        other = estimate(evaluation.model.module, overrides)
        given = {each.partition("=")[0]: float(each.partition("=")[2]) for each in overrides}
        inputs = Program(evaluation).inputs
        set_inputs(tab, [given.get(each.quantity.definition.name, each.value) for each in inputs])
        assert page_values(tab, evaluation) == pytest.approx(needed_values(other), rel=EXACT)


def test_the_script_says_what_the_markup_said(case: Case, tab: Page, tmp_path: Path) -> None:
    """Before anything is changed, no text of the page is another one for the script."""
    show_in(tab, case)
    if tab.evaluate("typeof estimate") == "undefined":
        return
    written = tmp_path / "without_script.html"
    written.write_text(case.text[: case.text.rindex("<script>")], encoding="utf-8")
    texts = (
        "() => [...document.querySelectorAll('[data-value],[data-operand],[data-range],[data-says],[data-relation]')]"
    )
    texts += ".map((each) => each.textContent)"
    live = tab.evaluate(texts)
    tab.goto(f"file://{written}")
    assert live == tab.evaluate(texts)


def test_a_field_a_slider_and_a_scenario_recalculate(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    answer_text = "() => document.querySelector('.card .big').textContent"
    assert tab.evaluate(answer_text) == "6.94 k QPS"
    field = tab.get_by_label("monthly_users", exact=True)
    field.fill("1 bn")
    assert tab.evaluate(answer_text) == "23.1 k QPS"
    field.fill("nonsense")
    assert "write a number" in tab.inner_text(".fault:not(:empty)")
    assert tab.evaluate(answer_text) == "23.1 k QPS"
    tab.get_by_role("button", name="Reset").click()
    assert tab.evaluate(answer_text) == "6.94 k QPS"
    assert field.input_value() == "300 M"
    tab.get_by_label("peak_factor, slider").focus()
    tab.keyboard.press("End")
    assert tab.evaluate(answer_text) == "69.4 k QPS"
    tab.get_by_role("button", name="Reset").click()
    tab.get_by_role("button", name="Try it").click()
    assert tab.evaluate(answer_text) == "69.4 k QPS"
    assert tab.get_by_label("tweets_per_user low", exact=True).input_value() == "4"
    assert "as written" in tab.inner_text(".card .was")


def test_a_changed_root_is_no_decimal_that_it_looks_like(tab: Page, tmp_path: Path) -> None:
    text = "a = 16\nroot = sqrt(a)\ntwice = a * 2\nnone = 1 - exp(-a)"
    opened(estimate(module_from_text(text, "roots.est")), tab, tmp_path)
    relations = "() => [...document.querySelectorAll('[data-relation]')].map((each) => each.textContent).join('')"
    assert tab.evaluate(relations) == "==≈"
    tab.get_by_label("a", exact=True).fill("50")
    assert tab.evaluate(relations) == "≈=≈"
    tab.get_by_role("button", name="Reset").click()
    assert tab.evaluate(relations) == "==≈"


def test_the_address_holds_the_state(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    tab.get_by_label("monthly_users", exact=True).fill("1 bn")
    tab.get_by_label("tweets_per_user high", exact=True).fill("5.5")
    tab.wait_for_url(lambda url: "tweets_per_user.high" in url)
    shared = tab.url
    first = page_values(tab, loaded("twitter"))
    tab.goto("about:blank")
    tab.goto(shared)
    assert page_values(tab, loaded("twitter")) == first
    assert tab.get_by_label("monthly_users", exact=True).input_value() == "1 bn"
    tab.goto("about:blank")
    tab.goto(shared.split("#")[0] + "#monthly_users=3%20parsec&nobody=1&peak_factor=%E0%A4%A")
    message = tab.inner_text("[data-message]")
    assert message.startswith("The link names nobody, which this sheet does not have.")
    assert "monthly_users = 3 parsec, peak_factor=%E0%A4%A, which this page cannot take" in message
    tab.wait_for_timeout(400)
    assert "nobody" in tab.url  # as long as nothing is changed, it can be looked at
    assert page_values(tab, loaded("twitter")) == pytest.approx(needed_values(loaded("twitter")))


def test_an_end_that_passes_the_other_is_said(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    tab.get_by_label("tweets_per_user low", exact=True).fill("7")
    assert "above the high end" in tab.inner_text(".fault:not(:empty)")
    assert "no value" in tab.inner_text(".card .big")
    assert "NaN" not in tab.inner_text(".estimate")
    assert tab.locator(".checks .says").inner_text() == "no value"
    assert not tab.locator(".card .bars").first.is_visible()
    tab.get_by_label("tweets_per_user low", exact=True).fill("1")
    assert tab.locator(".card .bars").first.is_visible()
    assert tab.locator(".fault:not(:empty)").count() == 0


def test_the_page_asks_nobody(browser: Browser, tmp_path: Path) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    opened(loaded("map_int64"), page, tmp_path)
    page.close()
    assert [url for url in asked if not url.startswith(("file://", "about:"))] == []


def test_everything_is_reached_by_keyboard_and_has_a_name(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    unnamed = """() => [...document.querySelectorAll('input, select, button')].filter((each) =>
        !(each.getAttribute('aria-label') || each.labels?.length || each.textContent.trim())).length"""
    assert tab.evaluate(unnamed) == 0
    wanted = tab.evaluate("""() => [...document.querySelectorAll('input, select, button:not(:disabled), summary')]
        .filter((each) => each.checkVisibility()).length""")
    reached = set()
    for _ in range(wanted + 2):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) >= wanted


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_nothing_sticks_out(width: int, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for name in ("twitter", "map_int64", "latency"):
        opened(loaded(name), page, tmp_path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_inert(text: str, browser: Browser, tmp_path: Path) -> None:
    evaluation = estimate(module_from_text(hostile_sheet(text), "hostile.est"))
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    opened(evaluation, page, tmp_path)
    assert page.evaluate("document.title") != "hit"
    assert page.evaluate("document.querySelectorAll('img, a, iframe, object').length") == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    assert page.inner_text("h1").split() == safe(text).split()
    assert page.evaluate("estimate.values().length") == 3
    assert [url for url in asked if not url.startswith(("file://", "about:"))] == []
    page.close()


def test_the_data_is_strict_json() -> None:
    text = html.content(loaded("map_int64"))
    start = text.index('id="data">') + len('id="data">')
    data = json.loads(text[start : text.index("</script>", start)], parse_constant=pytest.fail)
    assert {"inputs", "shown", "scales", "answers", "checks", "scenarios"} <= set(data)
