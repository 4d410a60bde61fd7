"""Makes the pictures of the README: .venv/bin/python docs/make_pictures.py (needs Chromium for all but the terminal).

terminal.svg   `estimate twitter`, as a terminal shows it
page.png       `estimate export twitter -o twitter.html`, in Chromium
notebook.png   examples/notebooks/twitter.ipynb as it is saved, in Chromium
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from estimator import load
from estimator.cli.output import STYLES
from estimator.languages.words import Words
from estimator.writers import html

FOLDER = Path(__file__).parent / "pictures"
NOTEBOOK = Path(__file__).parent.parent / "examples" / "notebooks" / "twitter.ipynb"
COLUMNS = 80
WIDTH = 1200
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def terminal() -> str:
    """The walk through `estimate twitter`, drawn; it names no font that a reader would have to fetch."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ estimate twitter", "bold"))
    for line in Words(load("twitter").evaluation, COLUMNS).sheet():
        console.print(Text.assemble(*[(text, STYLES[role] if role else "") for text, role in line]), soft_wrap=True)
    drawn = console.export_svg(title="estimate twitter", unique_id="estimate")
    return re.sub(r"<!--.*?-->\s*", "", _FONT.sub("", drawn))


def photographs() -> None:
    """The page and the notebook in Chromium."""
    program = next(
        (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None
    )
    if program is None:
        sys.exit("make_pictures: no Chromium on the PATH; the terminal's picture alone is made")
    exporter: Any = import_module("nbconvert").HTMLExporter()
    notebook, _ = exporter.from_filename(str(NOTEBOOK))
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, text, height in (
            ("page", html.content(load("twitter").evaluation), 760),
            ("notebook", notebook, 900),
        ):
            file = Path(folder) / f"{name}.html"
            file.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
            page.route(re.compile("^https?:"), lambda route: route.abort())
            page.goto(f"file://{file}")
            page.wait_for_timeout(500)
            if name == "notebook":
                page.evaluate("scrollTo(0, document.querySelectorAll('.jp-CodeCell')[1].offsetTop)")
            page.screenshot(path=str(FOLDER / f"{name}.png"))
            page.close()
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(), encoding="utf-8")
    photographs()
