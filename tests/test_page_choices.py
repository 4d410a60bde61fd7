"""Texts that are chosen on the page: what it reckons then is what the engine does with them given."""

from __future__ import annotations

import random
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from estimator.languages.open_program import open_program
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.reckoning.mean_points import POINTS
from estimator.writers import html
from estimator.writers.page.data import Page
from tests.browser import open_browser
from tests.changes import EXACT, LIBRARY, loaded, within_luck
from tests.data import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from estimator.reckoning.evaluate import Evaluation

REDIS = ("counter_farm", "hash_buckets", "home_timeline", "json_cache", "leaderboard", "map_int64", "rate_limiter")
# The sheets with the texts that each opens, at least.
CHOOSING = {name: {"server", "version", "allocator"} for name in (*REDIS, "session_store")} | {
    "chat": {"gateway_tls"},
    "file_sync": {"notify_tls"},
    "websocket_gateway": {"reader", "tls", "traffic"},
}
TRIED = 2  # combinations of a sheet, where it has so many others
MOST_POINTS = 0.08  # a spread of 1024 points against one of 100,000 draws, relative to its width

OWN = """release "thing": 1.0, 1.5, 2.0, 10.0
size(of: "small" or "large", thing_version: release of "thing", packed: yes or no = no) -> B =
  if packed then 1 B else if of == "small" then (if thing_version < 2.0 then 8 B else 6 B)
  else if thing_version >= 10.0 then 100 B else 200 B
sort = "small"
thing_version = 1.5
packed = "no"
n = 4 (2 to 8) entry
each = size(sort, thing_version, packed)
stored = n * each
label = if sort == "small" then 1 else 2
check stored < 50 B*entry at 90%
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    page = browser.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    yield page
    page.close()


def opened(evaluation: Evaluation, tab: Tab, folder: Path, state: str = "") -> None:
    path = folder / "page.html"
    path.write_text(html.content(evaluation), encoding="utf-8")
    tab.goto("about:blank")
    tab.goto(f"file://{path}{state}")


def holds_as_the_engine(evaluation: Evaluation, combination: tuple[str, ...], page: Page, tab: Tab) -> None:
    """The values and the ranges of the page with some texts chosen are the engine's with them given."""
    assert page.opened is not None
    pairs = list(zip(page.opened.texts, combination, strict=True))
    other = estimate(evaluation.model.module, [f"{name}={text}" for name, text in pairs])
    tab.evaluate("picks => estimate.choose(picks)", [page.opened.texts[name].index(text) for name, text in pairs])
    values, spreads = tab.evaluate("[estimate.values().map(Number), estimate.spreads()]")
    for name, quantity in evaluation.model.quantities.items():
        there = other.model.quantities[name].step
        if quantity.step is None or there is None:
            continue
        assert values[page.place(quantity.step)] == pytest.approx(float(other.values[there]), rel=EXACT), (name, pairs)
        spread, found = other.spreads.get(there), spreads.get(str(page.place(quantity.step)))
        if spread is None or found is None or quantity.step in page.program.inputs_of:
            assert (spread is None) is (found is None) or quantity.step in page.program.inputs_of
            continue
        ends, width = [found["low"], found["high"]], spread.high - spread.low
        near = pytest.approx([spread.low, spread.high], abs=MOST_POINTS * width, rel=EXACT)
        assert ends == near or within_luck(other, there, ends, POINTS), (name, pairs)


@pytest.mark.parametrize("name", part_of([*CHOOSING], 8))
def test_a_chosen_text_recalculates_as_the_engine(name: str, tab: Tab, tmp_path: Path) -> None:
    evaluation = loaded(name)
    page = Page(evaluation, choices=True)
    assert page.opened is not None
    assert set(page.opened.texts) >= CHOOSING[name]
    others = page.opened.combinations[1:]
    assert others
    opened(evaluation, tab, tmp_path)
    for combination in random.Random(name).sample(others, min(TRIED, len(others))):
        holds_as_the_engine(evaluation, combination, page, tab)


def test_all_combinations_of_a_sheet_of_ones_own(tab: Tab, tmp_path: Path) -> None:
    evaluation = estimate(module_from_text(OWN, "own.est"))
    page = Page(evaluation, choices=True)
    assert page.opened is not None
    assert page.opened.texts == {
        "sort": ("small", "large"),
        "thing_version": ("1.0", "1.5", "2.0", "10.0"),
        "packed": ("yes", "no"),
    }
    opened(evaluation, tab, tmp_path)
    assert len(page.opened.combinations) == 16
    for combination in page.opened.combinations:
        holds_as_the_engine(evaluation, combination, page, tab)


def test_every_sheet_with_texts_has_them_open() -> None:
    texts = [name for name in part_of(LIBRARY, 6) if name not in CHOOSING]
    for name in texts:
        evaluation = loaded(name)
        page = Page(evaluation)
        assert not page.is_live or all(row.quantity.step is not None for row in page.report.assumptions), name


def test_a_text_is_a_choice_that_goes_with_the_others(tab: Tab, tmp_path: Path) -> None:
    opened(loaded("json_cache"), tab, tmp_path)
    answer = "() => document.querySelector('.card .big').textContent"
    before = tab.evaluate(answer)
    tab.get_by_label("version", exact=True).select_option("8.2")
    assert tab.get_by_label("version", exact=True).get_attribute("aria-invalid") is None
    tab.get_by_label("server", exact=True).select_option("valkey")
    fault = tab.inner_text(".fault:not(:empty)")
    assert fault == "not with version = 8.2: it goes with 7.2, 8.0, 8.1, 9.0, 9.1"
    assert tab.get_by_role("alert").filter(has_text="server: not understood").is_visible()
    tab.get_by_label("version", exact=True).select_option("9.1")
    assert tab.locator(".fault:not(:empty)").count() == 0
    overrides = shlex.split(tab.evaluate("estimate.command()"))[2:]
    assert overrides == ["server=valkey", "version=9.1"]
    text = tab.evaluate("estimate.sheet()")
    there = estimate(module_from_text(text, "json.est"))
    assert [*there.values] == pytest.approx([*loaded("json_cache", *overrides).values])
    shared = f"#{tab.evaluate('estimate.state()')}"
    shown = tab.evaluate(answer)
    opened(loaded("json_cache"), tab, tmp_path, shared)
    assert tab.evaluate(answer) == shown
    tab.get_by_role("button", name="Reset").click()
    assert tab.evaluate(answer) == before
    opened(loaded("json_cache"), tab, tmp_path, "#server=valkey&version=3.2&allocator=none")
    message = tab.inner_text("[data-message]")
    assert message == "The link says allocator = none, valkey with 3.2, which this page cannot take."


def test_a_scenario_of_texts_is_tried(tab: Tab, tmp_path: Path) -> None:
    evaluation = loaded("map_int64")
    opened(evaluation, tab, tmp_path)
    tab.get_by_role("button", name="Try it").nth(2).click()
    assert tab.get_by_label("server", exact=True).evaluate("each => each.selectedOptions[0].textContent") == "valkey"
    there = estimate(evaluation.model.module, ["server=valkey", "version=9.1"])
    step, own = there.model.quantities["redis_map"].step, evaluation.model.quantities["redis_map"].step
    assert step is not None
    assert own is not None
    place = Page(evaluation).place(own)
    assert tab.evaluate(f"estimate.values()[{place}]") == pytest.approx(there.values[step])
    assert tab.locator("[data-inside]").first.is_hidden()


def test_a_table_of_many_texts_stays_as_it_is() -> None:
    assert open_program(loaded("twitter")) is None


CELLS = """
table columns
    column | length: B | null = 10% | is_there = not spread(bernoulli(null))
    id     | 8         |            | yes
    name   | 20        |            |
taken = sum(columns.length * (if columns.is_there then 1 else 0))
"""


def test_a_choice_of_a_table_is_in_its_table_alone() -> None:
    page = html.content(estimate(module_from_text(CELLS, "cells.est")))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert page.count('aria-label="columns.id.is_there"') == 1
    assert len(ids) == len(set(ids))
