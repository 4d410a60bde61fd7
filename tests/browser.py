"""A real Chromium for the tests that need one: the system's own, found by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for path in map(which, PROGRAMS) if path), None)


def open_browser() -> Iterator[Browser]:
    """A browser for as long as a generator lives; the body of a fixture."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on the PATH: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
