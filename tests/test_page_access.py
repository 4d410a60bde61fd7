"""Who reads the page otherwise: by a screen reader, on a phone, in the dark, on paper. One browser for all sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.writers import html
from tests.axe import axe_source, violations
from tests.browser import open_browser
from tests.changes import loaded, sheets
from tests.data import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHEETS = sorted({"twitter", "latency", "examples/capacity_plan.md", *part_of(sheets(), 40)})
WIDTHS = (1400, 800, 390)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_keeps_anybody_from_the_page(name: str, browser: Browser, axe: str, tmp_path: Path) -> None:
    """axe-core finds nothing, light and dark; nothing is wider than the window; the console says nothing."""
    page, said = browser.new_page(viewport={"width": WIDTHS[0], "height": 900}), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    path = tmp_path / "page.html"
    path.write_text(html.content(loaded(name)), encoding="utf-8")
    page.goto(f"file://{path}")
    assert violations(page, axe, {}) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, axe, {"runOnly": ["color-contrast"]}) == []
    assert [width for width in WIDTHS if is_wider(page, width)] == []
    assert said == []
    page.close()


def is_wider(page: Page, width: int) -> bool:
    """Whether something of the page sticks out of a window of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    return bool(page.evaluate("width => document.documentElement.scrollWidth > width", width))
