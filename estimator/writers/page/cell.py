"""An estimate in the cell of a notebook: standing still, alive with a kernel, or alive in a frame without one."""

from __future__ import annotations

import html
import re
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING

from estimator.writers.html import document, style_text
from estimator.writers.page.data import Page, opened_text, page_data
from estimator.writers.page.handed import handed
from estimator.writers.page.inline import text as inert
from estimator.writers.page.markup import fragment
from estimator.writers.page.still import still

if TYPE_CHECKING:
    from typing import Any

    from estimator.reckoning.evaluate import Evaluation

_numbers = count(1)
_REM = 14  # pixels: what a notebook makes of `rem` is its own affair, and its text is smaller than a page's
_REMS = re.compile(r"(\d*\.?\d+)rem\b")
_WINDOW = re.compile(r"@media (?:screen and )?(?=\((?:min|max)-width:)")
_FRAME_HEIGHT = 640  # pixels, until the page in the frame has said its own
_FRAMED = "html { color-scheme: light dark; } body { margin: 0; }\n"
_COPY = re.compile(r'<button type="button" data-copy>[^<]*</button>')


def cell_html(evaluation: Evaluation) -> str:
    """The estimate as HTML that stands still: for a cell's output, also in a saved notebook."""
    return f"<style>{cell_style()}</style>{_still(evaluation)}"


def _still(evaluation: Evaluation) -> str:
    return f'<div class="estimate-cell">{still(Page(evaluation, still=True))}</div>'


def cell_style() -> str:
    """The style of the page, laid out by the width of the cell and not of the window, and a cell's own."""
    page = _REMS.sub(lambda found: f"{float(found[1]) * _REM:g}px", style_text())
    return _WINDOW.sub("@container estimate ", page) + _own("cell.css")


def _own(name: str) -> str:
    return (files("estimator.writers.page") / name).read_text(encoding="utf-8")


def widget_parts(evaluation: Evaluation) -> dict[str, Any]:
    """What a live widget needs: markup, style, data, the scripts of the program and of its open texts, and these."""
    page = Page(evaluation, choices=True)
    opened = page.opened if page.is_live else None
    return {
        "markup": _unaddressed(page),
        "style": cell_style(),
        "data": page_data(page) | {"handed": handed(page)},
        "program": page.script.source(),
        "opened": opened_text(page),
        "live": page.is_live,
        "texts": opened.texts if opened is not None else {},
        "chosen": opened.chosen if opened is not None else {},
    }


def _unaddressed(page: Page) -> str:
    """The markup of the page without the button that copies its address, for a cell has none."""
    return _COPY.sub("", fragment(page, f"estimate-{next(_numbers)}"))


def frame_html(evaluation: Evaluation, mark: str = "") -> str:
    """The page in a frame of its own, alive without a kernel, and for who takes the frame away what stands still.

    The frame may run its own script and nothing else: it is of no origin, so the notebook around it is closed to it.
    Both tell each other the height of the page and whether it is dark, where the notebook lets the frame's `onload` be.
    `mark` names the frame, for a widget that takes its place.
    """
    page = Page(evaluation, choices=True)
    if not page.is_live:
        return cell_html(evaluation)
    start = f"const program = {page.script.source()};\nconst opened = {opened_text(page)};\n{_own('frame.js')}"
    body = f'<div class="estimate-cell">{_unaddressed(page)}</div>'
    text = document(page, cell_style() + _FRAMED, start, body)
    named = f' data-saved="{mark}"' if mark else ""
    listens = html.escape(_own("around.js"))
    return (
        f'<style>{cell_style()}</style><div class="estimate-frame"{named}>'
        f'<iframe sandbox="allow-scripts allow-downloads" allow="clipboard-write *" title="{inert(page.report.title)}" '
        f'style="height:{_FRAME_HEIGHT}px" onload="{listens}" srcdoc=\'{_in_single_quotes(text)}\'></iframe>'
        f"{_still(evaluation)}</div>"
    )


def _in_single_quotes(text: str) -> str:
    """A document as an attribute: there are fewer single quotes in it than double ones."""
    return text.replace("&", "&amp;").replace("'", "&#39;")
