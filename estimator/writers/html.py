"""An evaluated sheet as one self-contained page: no network, no library, live in any browser.

The content security policy lets run only the one script and the one style that are in the page, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from estimator.languages.javascript.constants import constants, constants_text
from estimator.model.steps import Draw
from estimator.notation.spoken.table import (
    spoken_fractions,
    spoken_hedges,
    spoken_magnitudes,
    spoken_numbers,
    spoken_units,
)
from estimator.notation.tokens import CURRENCIES
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES
from estimator.writers.page.data import FIELD_DIGITS, Page, json_text, opened_text, page_data
from estimator.writers.page.handed import handed
from estimator.writers.page.inline import text
from estimator.writers.page.markup import fragment
from estimator.writers.page.needed import needed

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ()
_BODY = "body { margin: 0; background: #fff; }\n@media (prefers-color-scheme: dark) { body { background: #0d1117; } }\n"
_NOWHERE = "base-uri 'none'; form-action 'none'"  # which default-src does not speak of
_NORMAL = ("range", "best", "normal", "lognormal")  # that distributions.js knows by itself
_SCRIPTS = (
    ("estimator.languages.javascript", "numerics.js"),
    ("estimator.languages.javascript", "counting.js"),
    ("estimator.languages.javascript", "popularity.js"),
    ("estimator.languages.javascript", "shapes.js"),
    ("estimator.languages.javascript", "distributions.js"),
    ("estimator.languages.javascript", "show.js"),
    ("estimator.languages.javascript", "numerals.js"),
    ("estimator.languages.javascript", "spoken.js"),
    ("estimator.writers.page", "reading.js"),
    ("estimator.writers.page", "handed.js"),
    ("estimator.writers.page", "choices.js"),
    ("estimator.writers.page", "drivers.js"),
    ("estimator.writers.page", "spreads.js"),
    ("estimator.writers.page", "page.js"),
)


def content(evaluation: Evaluation) -> str:
    """The page."""
    page = Page(evaluation, choices=True)
    style = _BODY + style_text() + (files("estimator.writers.page") / "alone.css").read_text(encoding="utf-8")
    return document(page, style, _start(page), f"<main>\n{fragment(page)}\n</main>")


def document(page: Page, style: str, start: str, body: str) -> str:
    """A document that asks nobody and runs nothing but what starts it, if there is anything to be moved."""
    script = _script(page, start) if page.is_live else ""
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; {_NOWHERE}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="capacity-estimator">
<title>{text(page.report.title)}</title>
<style>{style}</style>
</head>
<body>
{body}
{_scripts(page, script)}</body>
</html>
"""


def _scripts(page: Page, script: str) -> str:
    if not page.is_live:
        return ""
    data = json_text(page_data(page) | {"handed": handed(page)})
    return f'<script type="application/json" id="data">{data}</script>\n<script>{script}</script>\n'


def style_text() -> str:
    """The style of an estimate, all of it below the class `estimate`."""
    package = files("estimator.writers.page")
    return "".join([(package / name).read_text(encoding="utf-8") for name in ("page.css", "parts.css")])


def library_text() -> str:
    """The functions that a page's script stands on; they hold nothing of a sheet."""
    own = {
        "MAGNITUDES": MAGNITUDES,
        "GLUED_MAGNITUDES": sorted(GLUED_MAGNITUDES),
        "CURRENCIES": CURRENCIES,
        "SPOKEN_MAGNITUDES": spoken_magnitudes(),
        "SPOKEN_UNITS": spoken_units(),
        "SPOKEN_NUMBERS": spoken_numbers(),
        "SPOKEN_FRACTIONS": spoken_fractions(),
        "SPOKEN_HEDGES": spoken_hedges(),
        "FIELD_DIGITS": FIELD_DIGITS,
    }
    scripts = [(files(package) / name).read_text(encoding="utf-8") for package, name in _SCRIPTS]
    return "\n".join([constants_text(constants() | own), *scripts])


def _script(page: Page, start: str) -> str:
    """What starts a page, and what it stands on."""
    programs = [page.program] + ([page.opened.program] if page.opened is not None else [])
    draws = [each.steps[index].expression for each in programs for index in each.needed]
    shaped = any(isinstance(each, Draw) and each.distribution not in _NORMAL for each in draws)
    return f"{needed(library_text(), start, shaped=shaped)}\n{start}"


def _start(page: Page) -> str:
    return f"""const program = {page.script.source()};
const opened = {opened_text(page)};
const data = JSON.parse(document.getElementById("data").textContent);
const estimate = bringToLife(document.getElementById("e"), data, program, location, null, opened);
"""


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
