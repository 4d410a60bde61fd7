"""Notebooks: the examples as they are saved, each sheet exported as one, and the cells' manners."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from estimator import Estimate, EstimateError, load, sheet
from estimator.api.extras import optional
from estimator.languages.installing import installing
from estimator.languages.program import Program
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers import ipynb
from tests.browser import open_browser
from tests.changes import EXACT, changed, loaded, sheets
from tests.data import ROOT, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from estimator.reckoning.evaluate import Evaluation

# None of these has types.
nbformat: Any = import_module("nbformat")
NotebookClient: Any = import_module("nbclient").NotebookClient
HTMLExporter: Any = import_module("nbconvert").HTMLExporter
InteractiveShell: Any = import_module("IPython.core.interactiveshell").InteractiveShell
EXAMPLES = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
SHEETS = part_of(sheets(), 24)
VARYING = "verify"  # a cell that measures a real server is another one elsewhere


WIDGET_PAGE = """<div id="el"></div><script type="module">
import widget from "./widget.js";
window.saved = STATE;
const get = (key) => saved[key], set = (key, value) => { saved[key] = value; };
const model = { get, set, save_changes() {}, on() {} };
widget.render({ model, el: document.getElementById("el") });
</script>"""


class Session:
    """An IPython in this process."""

    def __init__(self) -> None:
        self.shell = InteractiveShell()
        self.shell.run_cell("%load_ext estimator")

    def run(self, cell: str) -> Any:
        """The value of a cell; what it raises is raised here."""
        result = self.shell.run_cell(cell)
        result.raise_error()
        return result.result


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from open_browser()


def texts(notebook: Any) -> list[str]:
    """The plain outputs of a notebook's cells, without what differs from run to run."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and VARYING not in cell.source:
            plain = [each.get("text") or each.get("data", {}).get("text/plain", "") for each in cell.outputs]
            found.append(re.sub(r"0x[0-9a-f]+", "", "".join(plain)))
    return found


def test_the_examples_are_found() -> None:
    assert {path.stem for path in EXAMPLES} == {"twitter", "map_int64", "latency", "capacity_plan"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_gives_the_outputs_that_are_saved(path: Path) -> None:
    saved = nbformat.read(path, 4)
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    assert not [
        output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == "error"
    ]
    assert texts(notebook) == texts(saved)
    assert all(cell.outputs for cell in saved.cells if cell.cell_type == "code" and "%load_ext" not in cell.source)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_shows_as_a_page(path: Path, browser: Browser, tmp_path: Path) -> None:
    html, _ = HTMLExporter().from_filename(str(path))
    file = tmp_path / "notebook.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.goto(f"file://{file}")
    assert page.locator(".estimate").count() >= 1
    assert page.locator(".estimate .answers .whole").first.inner_text() if path.stem != "latency" else True
    for frame in page.frames[1:]:  # the page of a widget whose kernel is gone
        frame.get_by_label("monthly_users", exact=True).fill("600 M")
        assert frame.locator(".card .big").first.inner_text() == "13.9 k QPS"
    assert len(page.frames) == (2 if path.stem == "twitter" else 1)
    page.close()


def compare(estimate: Estimate, evaluation: Evaluation) -> None:
    for name, quantity in evaluation.model.quantities.items():
        if quantity.step is not None and isinstance(evaluation.values[quantity.step], float):
            central = float(estimate.evaluation.values[estimate.evaluation.model.quantities[name].step or 0])
            assert central == pytest.approx(evaluation.values[quantity.step], rel=EXACT), name


@pytest.mark.parametrize("name", SHEETS)
def test_an_exported_notebook_runs_and_agrees(name: str, session: Session) -> None:
    evaluation = loaded(name)
    notebook = json.loads(ipynb.content(evaluation))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    results = [session.run(source) for source in sources[1:]]
    compare(results[0], evaluation)
    change = changed(evaluation, 9)
    if change is None:  # a table of calls
        assert Program(evaluation).inputs == []
        return
    given = dict(text.split("=", 1) for text in change.overrides)
    compare(results[0](**given), change.evaluation)


def test_cells_share_names(session: Session) -> None:
    session.run("boost = 3\nimport numpy")
    session.run("%%estimate first\nusers = 3 M user\nrate = 2 request/user/day\nqps = users * rate -> QPS")
    second = session.run("%%estimate second\npeak = qps * boost -> QPS")
    assert second.text("peak") == "208 QPS"
    assert session.run("round(peak.magnitude / qps.magnitude)") == 3
    session.run("qps = 100 * users.units / users.units")
    assert session.run("%%estimate\npeak = 1 request/s * qps * boost").text("peak") == "300 request/s"
    session.run("%%estimate first\nusers = 6 M user\nrate = 2 request/user/day\nqps2 = users * rate -> QPS")
    assert session.run("%%estimate\ntwice = qps2 * 2").text("twice") == "278 query/s"
    assert session.run("%estimate 3 M user * 2 request/user/day -> QPS").magnitude == pytest.approx(69.444, rel=1e-4)


def test_a_python_variable_is_not_overwritten(session: Session) -> None:
    session.run("total = 'mine'")
    session.run("%%estimate plan\ntotal = 3 GB * 2")
    assert session.run("total") == "mine"
    assert session.run("plan.text('total')") == "6 GB"


def test_units_hold_for_the_cells_behind(session: Session) -> None:
    session.run("%%estimate\nunit parcel\nparcels = 300 parcel")
    assert session.run("%%estimate\nmore = parcels * 2").text("more") == "600 parcel"


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("%%estimate\nbad = 3 parsec", "bad = 3 parsec"),
        ("%%estimate\nbad = nobody * 2", "nobody"),
        ("%%estimate not a name\nbad = 2", "no Python name"),
        ("%estimate 3 user + 2 s", "do not add up"),
    ],
)
def test_a_fault_is_shown_as_in_the_terminal(cell: str, says: str, session: Session) -> None:
    result = session.shell.run_cell(cell)
    error = result.error_in_exec
    assert error is not None
    lines = error._render_traceback_()  # what the notebook shows instead of a traceback
    assert says in "\n".join(lines)
    assert not any("Traceback" in line or ".py" in line for line in lines)


def test_the_widget_follows_python_and_python_the_widget() -> None:
    twitter = load("twitter")
    widget = twitter.widget()
    assert widget.estimate.text("peak_qps") == "6.94 k QPS"
    widget.inputs = [widget.inputs[0] * 2, *widget.inputs[1:]]
    assert widget.estimate.text("peak_qps") == "13.9 k QPS"
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "54.8 PB" in data["text/html"]


def test_the_widget_lives_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """The widget's module in a page, with a model that stands for the notebook's."""
    widget = load("twitter").widget()
    state = {name: getattr(widget, name) for name in ("markup", "style", "data", "live", "inputs", "chosen")}
    (tmp_path / "widget.js").write_text(str(widget._esm), encoding="utf-8")  # noqa: SLF001
    page = browser.new_page()
    page.route("http://widget.test/**", lambda route: serve(route, tmp_path, state))
    page.goto("http://widget.test/")
    page.wait_for_selector(".card .big")
    page.get_by_label("monthly_users", exact=True).fill("600 M")
    assert page.locator(".card .big").first.inner_text() == "13.9 k QPS"
    assert page.evaluate("saved.inputs[0]") == pytest.approx(6e8)
    page.close()


def serve(route: Any, folder: Path, state: dict[str, Any]) -> None:
    if route.request.url.endswith(".js"):
        route.fulfill(body=(folder / "widget.js").read_text(encoding="utf-8"), content_type="text/javascript")
        return
    data = json.dumps(state).replace("<", "\\u003c")
    route.fulfill(body=WIDGET_PAGE.replace("STATE", data), content_type="text/html")


def test_a_missing_extra_is_one_sentence() -> None:
    with pytest.raises(EstimateError) as raised:
        optional("no_such_library", "plots", "a picture")
    (problem,) = raised.value.problems
    assert problem.message == "a picture needs no_such_library"
    assert problem.remedy == installing("plots")


def test_a_cell_takes_nothing_of_pythons_away(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    estimate = session.run("%%estimate plan\nlist = 5 user\nIn = 3\nget_ipython = 2\nimport = 4\nplan = list * 2")
    assert session.run("[list((1, 2)), type(In), callable(get_ipython)]") == [[1, 2], list, True]
    assert "note: list and In and get_ipython and import stay Python's own" in capsys.readouterr().out
    assert session.run("plan.text('plan')") == "10 user" == estimate.text("plan")
    assert session.run("%%estimate\nmore = list * In + plan").text("more") == "25 user"
    for name in ("print", "import", "In"):
        assert "is Python's own" in str(session.shell.run_cell(f"%%estimate {name}\nx = 5").error_in_exec)


@pytest.mark.parametrize("name", ["print.est", "list.est", "import.est", "twitter.est", "In.est"])
def test_an_exported_notebook_takes_nothing_of_pythons_away(name: str, session: Session) -> None:
    stem = name.removesuffix(".est")
    text = f"{'' if stem == 'import' else f'{stem}_sheet = 3 user'}\nself = 2\ntotal = self * 5 user\n"
    notebook = json.loads(ipynb.content(estimate(module_from_text(text, name))))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            session.run("".join(cell["source"]))
    assert session.run("[print is not None, list((1, 2)), type(In)]") == [True, [1, 2], list]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "x = 5/s",
            "x = 5 user / 1 user / 1 s -> 1/s",
            "x = 1/s to 3/s",
            "x = 2/s (1/s to 5/s)",
            "x = (1 to 3) k/day",
        ),
        *("x = 50%", "x = 20% (10% to 30%)", "x = -5 GB", "x = uniform(-3 user, 2 user)", "x = pert(1/s, 2/s, 5/s)"),
    ],
)
def test_what_the_widget_writes_is_read_in_every_unit(line: str) -> None:
    widget = sheet(f"{line}\ny = x * 2\n").widget()
    before = widget.estimate.central("y")
    widget.inputs = [each * 1.5 for each in widget.inputs]
    assert widget.estimate.central("y").magnitude == pytest.approx(before.magnitude * 1.5)
