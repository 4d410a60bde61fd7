"""A cell without its notebook: its layout on many sheets, its colours, and what is left when it is stripped.

The notebooks themselves are opened in test_notebook_hosts.py.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from estimator import load, sheet
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers.html import library_text
from estimator.writers.page.cell import cell_html, cell_style, frame_html, widget_parts
from estimator.writers.page.inline import formula
from tests.browser import open_browser
from tests.changes import loaded, sheets
from tests.data import part_of
from tests.hostile_text import HOSTILE, hostile_sheet
from tests.laid_out import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from estimator.reckoning.evaluate import Evaluation

SHEETS = sorted({"twitter", "chat", "latency", *part_of(sheets(), 24)})
WIDTHS = (500, 740, 900, 1100, 1400)
# What each notebook says of its theme, and the colours that it gives.
DARK, LIGHT = "rgb(24, 28, 26)", "rgb(255, 255, 255)"
VSCODE = "--vscode-editor-background: #1e1e1e; --vscode-editor-foreground: #d4d4d4"
HOSTS = {
    "nothing is said": ("<html><body>", LIGHT),
    "JupyterLab, dark": (
        '<html><body data-jp-theme-light="false" style="--jp-layout-color0: #111">',
        "rgb(17, 17, 17)",
    ),
    "JupyterLab, light": ('<html><body data-jp-theme-light="true">', LIGHT),
    "VS Code, dark": (f'<html><body data-vscode-theme-kind="vscode-dark" style="{VSCODE}">', "rgb(30, 30, 30)"),
    "VS Code, high contrast": ('<html><body data-vscode-theme-kind="vscode-high-contrast">', DARK),
    "VS Code, light": ('<html><body data-vscode-theme-kind="vscode-light">', LIGHT),
    "Colab, dark": ('<html theme="dark"><body>', DARK),
    "marimo, dark": ('<html style="color-scheme: dark" class="dark"><body class="dark">', DARK),
}
ROOMS = ("#still .estimate-cell", "#alive .estimate-cell")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1500, "height": 900}, color_scheme="light")
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    yield page
    page.close()


def cells(evaluation: Evaluation) -> str:
    """An estimate that stands still, and below it one that lives."""
    parts = widget_parts(evaluation)
    data, start = json.dumps(parts["data"]).replace("<", "\\u003c"), "document.querySelector('#alive .estimate')"
    programs = f"{parts['program']}, null, null, {parts['opened']}"
    script = f"{library_text()}\nbringToLife({start}, {data}, {programs});" if parts["live"] else ""
    alive = f'<style>{parts["style"]}</style><div class="estimate-cell">{parts["markup"]}</div>'
    return f'<div id="still">{cell_html(evaluation)}</div><div id="alive">{alive}</div><script>{script}</script>'


def opened(tab: Page, folder: Path, body: str, head: str = "<html><body>") -> None:
    file = folder / "cell.html"
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8">{head}{body}', encoding="utf-8")
    tab.goto(f"file://{file}")


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_broken_or_cut_at_any_width(name: str, tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, cells(loaded(name)))
    for width in WIDTHS:
        tab.evaluate("width => { document.body.style.width = `${width}px`; }", width)
        for room in ROOMS:
            assert faults(tab, room) == [], (room, width)


def test_a_long_name_in_a_formula_breaks_where_it_is_joined() -> None:
    assert formula('f(orders_indexes.by_customer_and_day.rows, daily_users, "<b>")') == (
        "f(orders_<wbr>indexes.<wbr>by_<wbr>customer_<wbr>and_<wbr>day.<wbr>rows, daily_users, &quot;&lt;b&gt;&quot;)"
    )


def test_what_is_broken_or_cut_is_seen(tab: Page, tmp_path: Path) -> None:
    room = """<div id="room" style="width: 60px; overflow-wrap: anywhere">
      <p>let_<wbr>ters_<wbr>of_<wbr>a_<wbr>word</p><p>unbreakable</p>
      <p style="white-space: nowrap">one beside another</p>
      <p class="unit">MB / tweet / day</p><input style="box-sizing: border-box; width: 153px"></div>"""
    opened(tab, tmp_path, room)
    assert faults(tab, "#room") == [
        *("broken: unbreakable", "cut: beside", "cut: another", "broken: MB / tweet / day"),
        "cut: a INPUT of 153 pixels",
    ]


@pytest.mark.parametrize("host", HOSTS)
def test_colours_are_the_notebooks_and_not_the_systems(host: str, tab: Page, tmp_path: Path) -> None:
    head, paper = HOSTS[host]
    # As a notebook does it, with colours of its own for tables and code.
    own = "<style>div tbody tr:nth-child(odd), div td, div code { background: red; color: yellow; }</style>"
    opened(tab, tmp_path, own + cells(loaded("twitter")), head)
    script = """(rooms) => rooms.map((room) => [room, ...room.querySelectorAll("*")].map((each) => {
      const { color, backgroundColor, borderBottomColor, colorScheme } = getComputedStyle(each);
      return [color, backgroundColor, borderBottomColor, colorScheme].join();
    }))"""
    found = []
    for system in ("light", "dark"):
        tab.emulate_media(color_scheme="light" if system == "light" else "dark")
        found.append(tab.locator(".estimate-cell .estimate").evaluate_all(script))
        for room in tab.locator(".estimate-cell .estimate").all():
            assert room.evaluate("each => getComputedStyle(each).backgroundColor") == paper
    tab.emulate_media(color_scheme="light")
    assert found[0] == found[1]
    assert not re.search(r"rgb\(255, 0, 0\)|rgb\(255, 255, 0\)", json.dumps(found))


@pytest.mark.parametrize("name", ["twitter", "chat", "latency", "map_int64"])
def test_without_its_style_it_is_a_heading_and_tables(name: str) -> None:
    text = cell_html(loaded(name))
    assert re.findall(r"<(h[1-6])>", text) == ["h3"]
    assert text.count("<table") == text.count("</table>") > 0
    plain = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", text, flags=re.DOTALL)
    assert "<script" not in plain
    for row in load(name).report.answers:
        assert html.escape(str(row.shown)) in plain
    for verdict in load(name).report.verdicts:
        assert ("✓ " if verdict.holds else "✗ ") + html.escape(verdict.sentence, quote=False) in html.unescape(plain)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_inert_in_a_cell_and_in_a_frame(text: str, browser: Browser, tmp_path: Path) -> None:
    evaluation = estimate(module_from_text(hostile_sheet(text), "hostile.est"))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, tmp_path, f'<div id="still">{cell_html(evaluation)}</div>{frame_html(evaluation)}')
    frame = page.frames[1]
    frame.wait_for_selector("[data-input]")
    assert page.title() != "hit" != frame.title()
    assert page.evaluate("document.querySelectorAll('img, a, script, object').length") == 0
    assert frame.evaluate("document.querySelectorAll('img, a, iframe, object').length") == 0
    assert frame.evaluate("document.querySelectorAll('script').length") == 2
    assert [url for url in asked if not url.startswith(("file://", "about:"))] == []
    page.close()


def test_a_frame_is_of_no_origin_and_lives_without_being_told(tab: Page, tmp_path: Path) -> None:
    body = frame_html(loaded("twitter"))
    opened(tab, tmp_path, re.sub(r' onload="[^"]*"', "", body))
    frame = tab.frames[1]
    frame.get_by_label("monthly_users", exact=True).fill("600 M")
    assert frame.locator(".card .big").first.inner_text() == "13.9 k QPS"
    assert frame.evaluate("() => { try { return parent.document.title; } catch { return 'closed'; } }") == "closed"
    assert tab.locator(".estimate-frame .estimate-cell").is_hidden()
    opened(tab, tmp_path, re.sub(r"<iframe.*?</iframe>", "", body, flags=re.DOTALL))
    assert tab.locator(".estimate-frame .estimate-cell").is_visible()


def test_what_cannot_be_moved_has_no_frame() -> None:
    assert "<iframe" not in frame_html(loaded("latency"))
    assert "<table" in frame_html(loaded("latency"))


def test_the_style_of_a_cell_speaks_of_the_cell() -> None:
    style = cell_style()
    assert not re.search(r"\drem\b|@media[^{]*-width", style)
    assert "@container estimate (min-width: 896px)" in style


def test_a_widget_tells_which_text_was_chosen() -> None:
    """A text, a release, a yes or no and a number, moved as the page moves them, are what Python reckons with."""
    lines = ['server = "redis"', "version = 7.2", "big = no", "keys = 1 M key", "with server, version"]
    lines += ["memory = redis.string(keys, 20 B, if big then 100 B else 50 B) -> MB"]
    widget = sheet("\n".join(lines)).widget()
    assert list(widget.texts) == ["server", "version"]
    assert widget.estimate.memory == sheet("\n".join(lines)).memory
    widget.chosen = [widget.texts["server"].index("valkey"), widget.texts["version"].index("8.0")]
    widget.inputs = [2e6, 1.0]
    moved = (
        "\n".join(lines).replace('redis"', 'valkey"').replace("7.2", "8.0").replace("no", "yes").replace("1 M", "2 M")
    )
    assert widget.estimate.text("memory") == sheet(moved).text("memory")


def test_a_saved_widget_is_the_page_in_a_frame(capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[dict[str, Any]] = []
    widget = load("twitter").widget()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("IPython.display.display", lambda data, **_: shown.append(data))
        widget._ipython_display_()
    first, second = shown
    assert f'data-saved="{widget.mark}"' in first["text/html"]
    assert "<iframe" in first["text/html"]
    assert second["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert "54.8 PB" in first["text/plain"] == repr(load("twitter").page())
    assert (second["text/plain"], capsys.readouterr().out) == ("", "")
