"""What is typed into the page, what is said of it, and what the page hands on: an address, a command, the sheet."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.languages.program import Program
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers import html
from tests.browser import open_browser
from tests.changes import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from estimator.reckoning.evaluate import Evaluation

PLAN = """## A plan of `two` parts
## author: Kim Lee

users = 3 M user        # of `all_of_them`
share = 50% (40% to 70%)
has_replica = yes
size = 2 KB/user 😀
rows = users * share -> user
stored = rows * size * (if has_replica then 2 else 1)   # with 😀 and <b>
check stored < 5 GB at 90%
scenario "all": share = 100%
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    yield page
    context.close()


def opened(evaluation: Evaluation, tab: Page, folder: Path, state: str = "") -> None:
    path = folder / "page.html"
    path.write_text(html.content(evaluation), encoding="utf-8")
    tab.goto("about:blank")
    tab.goto(f"file://{path}{state}")


def plan() -> Evaluation:
    return estimate(module_from_text(PLAN.replace(" 😀\nrows", "\nrows"), "plan.est"))


def shown(tab: Page) -> str:
    return tab.inner_text(".card .big")


FIELDS = [
    ("monthly_users", "300 M user", 3e8),
    ("monthly_users", "1,000,000", 1e6),
    ("monthly_users", "3亿", 3e8),
    ("monthly_users", "1w", 1e4),
    ("monthly_users", "about two million users", 2e6),
    ("monthly_users", "三千五百万", 3.5e7),
    ("monthly_users", "1e9", 1e9),
    ("daily_share", "50%", 0.5),
    ("daily_share", "40", 0.4),
    ("daily_share", "62.5", 0.625),
    ("media_size", "2 MB/tweet", 1.6e7),
    ("media_size", "1.5MB per tweet", 1.2e7),
    ("monthly_users", "-5", -5.0),
]


def test_a_field_takes_what_the_notation_and_people_write(tab: Page, tmp_path: Path) -> None:
    evaluation = loaded("twitter")
    opened(evaluation, tab, tmp_path)
    places = {each.quantity.definition.name: place for place, each in enumerate(Program(evaluation).inputs)}
    for name, text, value in FIELDS:
        field = tab.get_by_label(name, exact=True)
        field.fill(text)
        assert field.get_attribute("aria-invalid") is None, text
        steps = tab.evaluate(f"data.inputs[{places[name]}].step")
        assert tab.evaluate(f"estimate.values()[{steps}]") == pytest.approx(value, rel=1e-12), text


def test_while_a_field_is_wrong_the_answers_say_so(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    before = shown(tab)
    field = tab.get_by_label("monthly_users", exact=True)
    field.fill("many")
    assert "write a number, as in 300 M user" in tab.inner_text(".fault:not(:empty)")
    alert = tab.get_by_role("alert").filter(has_text="monthly_users: not understood")
    assert alert.is_visible()
    assert "of before" in tab.evaluate("getComputedStyle(document.querySelector('.answers h2'), '::after').content")
    assert shown(tab) == before
    tab.get_by_label("peak_factor", exact=True).fill("4")
    assert alert.is_visible()  # another number does not mend the wrong one
    field.fill("600 M")
    assert not alert.is_visible()
    assert shown(tab) == "27.8 k QPS"
    field.fill("many")
    tab.get_by_role("button", name="Reset").click()
    assert not alert.is_visible()


def test_what_is_said_of_the_page_is_never_of_something_before(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    said = tab.locator("[data-message]")
    tab.get_by_label("peak_factor", exact=True).fill("3")
    tab.get_by_role("button", name="Reset").click()
    assert said.inner_text() == "As written again."
    tab.get_by_role("button", name="Try it").click()
    assert said.inner_text() == "This is “world cup”."
    tab.get_by_role("button", name="Copy as command").click()
    tab.wait_for_function("document.querySelector('[data-message]').textContent.includes('copied')")
    tab.get_by_label("peak_factor", exact=True).fill("5")
    assert said.inner_text() == ""


def test_a_scenario_makes_certain_what_it_gives_as_one_number(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path)
    tab.get_by_role("button", name="Try it").click()
    assert tab.inner_text(".card .range") == ""
    assert tab.inner_text(".checks .says") == "fails"
    assert "110 PB" in tab.inner_text(".checks li")
    tab.get_by_label("tweets_per_user high", exact=True).fill("9")
    assert " to " in tab.inner_text(".card .range")
    assert "of the cases" in tab.inner_text(".checks .says")


def test_the_command_and_the_sheet_say_what_the_page_shows(tab: Page, tmp_path: Path) -> None:
    opened(plan(), tab, tmp_path)
    assert tab.inner_text("h1 + .facts").startswith("Author: Kim Lee")
    tab.get_by_label("users", exact=True).fill("1 bn user")
    tab.get_by_label("share high", exact=True).fill("90%")
    tab.get_by_label("has_replica", exact=True).select_option("no")
    stored = tab.evaluate("estimate.values().at(-2)")
    command = tab.evaluate("estimate.command()")
    program, name, *overrides = shlex.split(command)
    assert (program, name) == ("estimate", "plan.est")
    assert overrides == ["users=1 bn user", "share=50% (40% to 90%)", "has_replica=no"]
    again = estimate(plan().model.module, overrides)
    step = again.model.quantities["stored"].step
    assert step is not None
    assert again.values[step] == pytest.approx(stored, rel=1e-12)
    text = tab.evaluate("estimate.sheet()")
    assert "with 😀 and <b>" in text
    other = estimate(module_from_text(text, "plan.est"))
    assert [*other.values] == pytest.approx([*again.values], rel=1e-12)
    assert other.spreads[step].high == pytest.approx(again.spreads[step].high, rel=1e-12)
    tab.locator(".sheet summary").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download the sheet").click()
    assert waiting.value.suggested_filename == "plan.est"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == text


def test_a_page_of_given_numbers_hands_them_on(tab: Page, tmp_path: Path) -> None:
    given = loaded("map_int64", "allocator=debian", "entries=1 M entry")
    opened(given, tab, tmp_path)
    overrides = shlex.split(tab.evaluate("estimate.command()"))[2:]
    assert sorted(overrides) == ["allocator=debian", "entries=1 M entry"]
    text = tab.evaluate("estimate.sheet()")
    assert [*estimate(module_from_text(text, "map.est")).values] == pytest.approx([*given.values])


def test_a_link_takes_a_range_as_an_override_does(tab: Page, tmp_path: Path) -> None:
    opened(loaded("twitter"), tab, tmp_path, "#tweets_per_user=4+tweet/user/day&monthly_users=1 bn user")
    assert tab.get_by_label("tweets_per_user low", exact=True).input_value() == "4"
    assert shown(tab) == "46.3 k QPS"
    assert tab.inner_text("[data-message]") == ""
    assert not tab.get_by_role("button", name="Copy link").is_visible()  # a file is nobody else's


def test_a_printed_page_has_no_controls(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    opened(loaded("twitter"), page, tmp_path)
    page.emulate_media(media="print")
    left = (
        "() => [...document.querySelectorAll('button, input[type=range], select')].filter((e) => e.checkVisibility())"
    )
    assert page.evaluate(f"({left})().length") == 0
    assert page.inner_text(".moves h2 + p").split() == ["What", "moves", "peak_qps"]
    page.close()


def test_names_break_at_their_joints_and_descriptions_have_code() -> None:
    text = html.content(plan())
    assert "has_<wbr>replica" in text
    assert "of <code>all_of_them</code>" in text
    assert "<h1>A plan of `two` parts</h1>" in text


def test_a_page_is_light() -> None:
    assert len(html.content(loaded("twitter")).encode()) < 100_000


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("1.5亿 (1亿 to 2亿) user", [1.5e8, 1e8, 2e8]),
        ("150 M (100 to 200 M) user", [1.5e8, 1e8, 2e8]),
        ("150 M (100 to 200) user", [1.5e8, 1e8, 2e8]),
        ("150 (100 to 200 M) user", [1.5e8, 1e8, 2e8]),
        ("(100 to 200 M) user", [1e8, 2e8]),
        ("150 (100 to 200) M user", [1.5e8, 1e8, 2e8]),
    ],
)
def test_each_number_of_a_range_has_a_field_wherever_its_magnitude_stands(value: str, numbers: list[float]) -> None:
    evaluation = estimate(module_from_text(f"## t\n\nx = {value}\ny = x * 2\n", "t"))
    assert [each.value for each in Program(evaluation).inputs] == numbers
