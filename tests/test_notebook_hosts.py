"""Cells in the real JupyterLab and marimo: laid out by their width, in the notebook's colours, alive when reopened."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browser import open_browser
from tests.data import some_days
from tests.laid_out import faults
from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ElementHandle, Page

JUPYTERLABS, MARIMOS = some_days(2, 0), some_days(2, 1)  # a host a day: either takes ten seconds to start and to end
WIDTHS = (500, 740, 900, 1100, 1400)
SLOW = 60_000  # milliseconds, for a machine that does much else
CELLS = (
    "import estimator\ntwitter = estimator.load('twitter')\ntwitter",
    "twitter.page()",
    "widget = twitter.widget()\nwidget",
)
STILL, FRAMED, ALIVE = (
    ".jp-OutputArea-output > .estimate-cell",
    ".estimate-frame:not([data-saved])",
    ".jp-OutputArea-output > .lm-Widget:has(> .estimate-cell)",
)
IN_FRAME = ".estimate"
SAVED = ".estimate-frame[data-saved]"
OPENED = (
    "window.jupyterapp?.shell?.currentWidget?.context?.isReady && jupyterapp.shell.currentWidget.content.widgets.length"
)
MARIMO = """# /// script
# [tool.marimo.display]
# theme = "dark"
# ///
import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import estimator

    twitter = estimator.load("twitter")
    return (twitter,)


@app.cell
def _(twitter):
    twitter
    return


@app.cell
def _(twitter):
    twitter.page()
    return


@app.cell
def _(twitter):
    twitter.widget()
    return
"""


class Lab(NamedTuple):
    """A JupyterLab with one notebook, and a browser's page that shows it."""

    url: str
    folder: Path
    browser: Browser

    def ask(self, path: str, method: str = "GET") -> Any:
        """What the server's own interface answers."""
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method)  # noqa: S310  ours, on loopback
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None

    def stop_kernels(self) -> None:
        """No kernel that a notebook was saved with lives on.

        One that goes away by itself meanwhile is an error of the server's, which is asked again.
        """
        for trial in range(5):
            try:
                for kernel in self.ask("kernels"):
                    self.ask(f"kernels/{kernel['id']}", "DELETE")
            except urllib.error.HTTPError:
                if trial == 4:
                    raise
                time.sleep(0.5)
            else:
                return

    def opened(self, name: str) -> Page:
        """A notebook in a page of its own, in a system that is darker than the notebook."""
        page = self.browser.new_page(viewport={"width": 1300, "height": 900}, color_scheme="dark")
        page.goto(f"{self.url}/doc/tree/{name}?reset", timeout=SLOW)
        page.wait_for_function(OPENED, timeout=SLOW)
        return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def program(name: str) -> str:
    """A program that was installed beside this Python."""
    found = which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"no {name} beside {sys.executable}: pip install '.[test]'")
    return found


def started(arguments: list[str], url: str, folder: Path) -> subprocess.Popen[bytes]:
    """A server that answers, with its own home."""
    environment = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_PLATFORM_DIRS": "0",
        "IPYTHONDIR": str(folder / "ipython"),
    }
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    for _ in range(SLOW // 100):
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310  ours, on loopback
                return server
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    server.kill()
    pytest.fail((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])


def stopped(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def notebook(*sources: str) -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{place}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for place, text in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    jupyter, folder, port = program("jupyter-lab"), tmp_path_factory.mktemp("lab"), free_port()
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "run.ipynb").write_text(notebook(*CELLS), encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    options = {
        "--port": port,
        "--ServerApp.root_dir": folder / "notebooks",
        "--IdentityProvider.token": "",
        "--ServerApp.disable_check_xsrf": True,
        "--LabApp.expose_app_in_browser": True,
        "--LabApp.news_url": None,
    }
    arguments = [jupyter, "--no-browser", "--allow-root", *[f"{name}={value}" for name, value in options.items()]]
    server = started(arguments, f"{url}/api/status", folder)
    found = Lab(url, folder / "notebooks", browser)
    yield found
    found.stop_kernels()
    stopped(server)


@pytest.fixture(scope="module")
def ran(lab: Lab) -> Iterator[Page]:
    """The notebook, run and saved."""
    page = lab.opened("run.ipynb")
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.ready")
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(f"{ALIVE} [data-input]", timeout=SLOW)
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty", timeout=SLOW)
    yield page
    page.close()


def set_theme(page: Page, name: str) -> None:
    page.evaluate("name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })", name)


# JupyterLab lays out behind the window, in the frames that follow, and an output has no width until it is there.
OWN_WIDTH = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return document.querySelector('.jp-OutputArea-output:has(.estimate-frame)')?.clientWidth ?? 0;
}"""


def set_width(page: Page, width: int) -> None:
    """The window so wide that the outputs of cells are."""
    window, own = width + 100, 0
    for _ in range(20):
        page.set_viewport_size({"width": window, "height": 900})
        own = page.evaluate(OWN_WIDTH)
        if own == width:
            return
        window += width - own if own else 0
    raise AssertionError(f"outputs are {own} wide, not {width}")


def framed(page: Page, selector: str) -> Any:
    """The document in the frame of an output."""
    frame = element(page, f"{selector} iframe").content_frame()
    assert frame is not None
    return frame


def element(page: Page, selector: str) -> ElementHandle:
    found = page.wait_for_selector(selector, timeout=SLOW, state="attached")
    assert found is not None
    return found


def colours(place: Any, selector: str) -> list[str]:
    """The colours of an estimate as they are seen: of its paper, its text, and what its rows and code lie on."""
    script = """(root) => [getComputedStyle(root).backgroundColor, getComputedStyle(root).color,
      ...[...root.querySelectorAll("tr, td, code")].map((each) => getComputedStyle(each).backgroundColor)]"""
    return [*dict.fromkeys(place.locator(selector).first.evaluate(script))]


@JUPYTERLABS
def test_jupyterlab_lays_out_by_the_width_of_the_cell(ran: Page) -> None:
    from playwright.sync_api import expect

    for width in WIDTHS:
        set_width(ran, width)
        laid_out = "grid" if width >= 900 else "block"  # which a busy machine takes a moment to do
        expect(ran.locator(f"{ALIVE} .columns")).to_have_css("display", laid_out, timeout=30_000)
        assert faults(ran, STILL) == [], width
        assert faults(ran, f"{ALIVE} .estimate-cell") == [], width
        assert faults(framed(ran, FRAMED), IN_FRAME) == [], width


@JUPYTERLABS
def test_jupyterlab_gives_its_colours_and_not_the_systems(ran: Page) -> None:
    clear = "rgba(0, 0, 0, 0)"
    for theme, paper, ink in [
        ("JupyterLab Dark", "rgb(17, 17, 17)", "rgb(255, 255, 255)"),
        ("JupyterLab Light", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0.87)"),
    ]:
        set_theme(ran, theme)
        ran.wait_for_function(
            "paper => getComputedStyle(document.querySelector('.estimate-cell .estimate')).backgroundColor === paper",
            arg=paper,
            timeout=SLOW,
        )
        assert colours(ran, f"{STILL} .estimate") == [paper, ink, clear]
        assert colours(ran, f"{ALIVE} .estimate") == [paper, ink, clear]
        frame = framed(ran, FRAMED)
        frame.wait_for_function(
            "paper => getComputedStyle(document.querySelector('.estimate')).backgroundColor === paper", arg=paper
        )
        assert colours(frame, ".estimate") == [paper, ink, clear]


@JUPYTERLABS
def test_jupyterlab_shows_the_widget_alone_and_it_tells_python(ran: Page) -> None:
    assert ran.locator(SAVED).is_hidden()
    ran.locator(ALIVE).get_by_label("monthly_users", exact=True).fill("600 M")
    assert ran.locator(f"{ALIVE} .card .big").first.inner_text() == "13.9 k QPS"
    ran.evaluate(
        """() => { const { content } = jupyterapp.shell.currentWidget;
          content.activeCellIndex = 2;
          content.activeCell.model.sharedModel.setSource("print(widget.estimate.text('peak_qps'))"); }"""
    )
    ran.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    ran.wait_for_function(
        "[...document.querySelectorAll('.jp-OutputArea-output')].at(-1).textContent.trim() === '13.9 k QPS'",
        timeout=SLOW,
    )


@JUPYTERLABS
def test_a_reopened_notebook_has_sliders_without_its_kernel(lab: Lab, ran: Page) -> None:
    assert ran.url.endswith("run.ipynb")  # it was run, and saved
    lab.stop_kernels()
    page = lab.opened("run.ipynb")
    for place in (FRAMED, SAVED):
        frame = framed(page, place)
        frame.get_by_label("monthly_users", exact=True).fill("600 M")
        assert frame.locator(".card .big").first.inner_text() == "13.9 k QPS"
        assert page.locator(f"{place} .estimate-cell").is_hidden()
        told = page.locator(f"{place} iframe").evaluate("frame => frame.clientHeight")
        assert told == frame.evaluate("document.documentElement.offsetHeight")
    page.wait_for_selector("text=Error displaying widget", timeout=SLOW, state="attached")
    assert page.locator("text=Error displaying widget").is_hidden()
    page.close()


@JUPYTERLABS
def test_a_notebook_that_is_not_trusted_reads_as_tables(lab: Lab, ran: Page) -> None:
    saved = json.loads((lab.folder / "run.ipynb").read_text(encoding="utf-8"))
    for cell in saved["cells"]:
        cell["source"] = [*cell["source"], "\n# not what was signed"]
        for output in cell["outputs"]:
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    (lab.folder / "strange.ipynb").write_text(json.dumps(saved), encoding="utf-8")
    assert not ran.is_closed()
    page = lab.opened("strange.ipynb")
    page.wait_for_selector(".estimate caption", timeout=SLOW)
    for place in (".jp-Cell:nth-of-type(1)", ".jp-Cell:nth-of-type(2)", ".jp-Cell:nth-of-type(3)"):
        room = page.locator(f"{place} .jp-OutputArea").first
        assert room.locator("iframe, style, .estimate-cell svg").count() == 0
        assert room.locator("h1, h2, h3, h4, h5, h6").all_text_contents() == [
            "Twitter: write QPS, peak and media storage"
        ]
        captions = room.locator("caption").all_text_contents()
        assert captions == ["Answers", "Checks", "Assumptions", "Scenarios", "Working"]
        text = room.text_content() or ""
        assert "54.8 PB" in text
        assert "✓ holds in 92% of the cases" in text
    page.close()


@MARIMOS
def test_marimo_shows_all_three_in_its_own_colours(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "plan.py").write_text(MARIMO, encoding="utf-8")
    port = free_port()
    arguments = [program("marimo"), "-q", "run", "plan.py", "--headless", "--no-token", "--host", "127.0.0.1"]
    url = f"http://127.0.0.1:{port}"
    server = started([*arguments, "--port", str(port)], url, tmp_path)
    try:
        page = browser.new_page(viewport={"width": 1050, "height": 900}, color_scheme="light")
        page.goto(url, timeout=SLOW)
        alive = "marimo-anywidget .estimate-cell, marimo-plugin .estimate-cell, .estimate-cell:has([data-input])"
        page.wait_for_selector("[data-input]", timeout=SLOW)
        paper = ["rgb(24, 28, 26)", "rgb(230, 237, 243)", "rgba(0, 0, 0, 0)"]
        assert colours(page, ".estimate.still") == paper
        assert colours(page, ".estimate:has([data-input])") == paper
        frame = framed(page, ".estimate-frame")
        frame.wait_for_function("getComputedStyle(document.querySelector('.estimate')).colorScheme === 'dark'")
        assert colours(frame, ".estimate") == paper
        assert page.locator(".estimate-frame .estimate-cell").is_hidden()
        assert faults(page, ".estimate-cell:has(.still)") == []
        assert faults(page, alive) == []
        assert faults(frame, ".estimate") == []
        page.get_by_label("monthly_users", exact=True).fill("600 M")
        assert page.locator(".estimate:has([data-input]) .card .big").first.inner_text() == "13.9 k QPS"
        page.close()
    finally:
        stopped(server)
