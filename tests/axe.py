"""axe-core, which looks a page over for what keeps people from using it: the script that a wheel brings along."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FOUND = """async (rules) => (await axe.run(document, rules)).violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join("; ")}`)"""


def axe_source() -> str:
    """The script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, source: str, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds on the page at hand, a line a rule with the places."""
    page.evaluate(source)
    found: list[str] = page.evaluate(_FOUND, rules)
    return found
