"""The same small sheets in every format, as files beside them; `--rewrite-golden` writes those anew.

Left out are a page's style and script, in which no sheet has a part, and of a workbook all but the first points.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from estimator.api.loading import sheet
from estimator.languages import imprint
from estimator.languages.report import REFERENCE, SHEET, TOOLBOX
from estimator.languages.reporting import MOST_RUN, NOT_RUN, kind_of, reported
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, overview
from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate, flattened
from estimator.writers.export import rendered
from tests.data import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

SHEETS = files("reports", ".est")
# What a run is given besides its sheet.
OVERRIDES = {"given": ["share=20%", "views=9 view/user/day"]}
FORMATS = (".md", ".tex", ".html", ".csv", ".json", ".ipynb")
POINTS = 3  # rows of the worksheet `Points`, of which all others are alike
DAY = "1790000000"  # on which all are made, of no version
DIGITS = 12  # of a number in full; the last ones differ with the C library and with the processor
_LONG = re.compile(r"\d+\.\d{9,}(e[-+]?\d+)?")
_OUR_OWN = re.compile('<style>.*?</style>|<script>.*?</script>|content="default-src[^"]*"', re.DOTALL)


def words_of(evaluation: Evaluation) -> str:
    return "".join([plain(line) + "\n" for line in Words(evaluation).sheet()])


def page_of(evaluation: Evaluation) -> str:
    """The page without what is ours, an element a line."""
    page = rendered(evaluation, ".html")
    assert isinstance(page, str)
    return _OUR_OWN.sub("…", page).replace("><", ">\n<")


def cells_of(evaluation: Evaluation) -> str:
    """A line a cell: its place, its formula or what else it holds, and the value that a formula was saved with."""
    import openpyxl

    content = rendered(evaluation, ".xlsx")
    assert isinstance(content, bytes)
    formulas, values = [openpyxl.load_workbook(io.BytesIO(content), data_only=each) for each in (False, True)]
    lines = []
    for page in formulas:
        for row in page.iter_rows(max_row=POINTS + 3 if page.title == "Points" else None):
            for cell in row:
                if cell.value is None:
                    continue
                value = values[page.title][cell.coordinate].value
                behind = f"   = {value}" if value != cell.value else ""
                lines.append(f"{page.title}!{cell.coordinate}   {cell.value}{behind}\n")
    return "".join(lines)


def in_format(evaluation: Evaluation, suffix: str) -> str:
    """What a writer gives; of a sheet that has nothing to export, what it says of that."""
    try:
        content = rendered(evaluation, suffix)
    except EstimateError as error:
        return f"{error.problems[0].message}\n"
    assert isinstance(content, str)
    return content


WRITERS: dict[str, Callable[[Evaluation], str]] = {
    ".txt": words_of,
    ".html": page_of,
    ".cells.txt": cells_of,
}


# What the catalogue, which parses no file, takes a sheet for.
KINDS = {TEMPLATES: SHEET, TABLES: REFERENCE, FORMULAS: TOOLBOX}


def test_the_sheets_are_found() -> None:
    assert len(SHEETS) > 6
    assert set(OVERRIDES) <= {path.stem for path in SHEETS}


@pytest.mark.parametrize("suffix", [".txt", *FORMATS, ".cells.txt"])
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_report_is_as_it_was(
    path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch, *, rewrite_golden: bool
) -> None:
    monkeypatch.setenv(imprint.EPOCH, DAY)
    monkeypatch.setattr(imprint, "product", lambda: "capacity-estimator 0.0")
    evaluation = estimate(module_from_text(path.read_text(encoding="utf-8"), path.name), OVERRIDES.get(path.stem, ()))
    found = WRITERS[suffix](evaluation) if suffix in WRITERS else in_format(evaluation, suffix)
    found = _LONG.sub(lambda number: f"{float(number[0]):.{DIGITS}g}", found.replace("\r\n", "\n"))
    golden = path.with_suffix(suffix)
    if rewrite_golden:
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_the_catalogue_takes_each_sheet_of_the_library_for_what_it_is() -> None:
    library = shipped_library()
    modules = {name: library.module(name) for name in library.names()}
    found = {name: kind_of(flattened(module)) for name, module in modules.items() if module is not None}
    assert found == {name: KINDS[kind] for name, _, kind in overview(library)}
    assert set(found.values()) == set(KINDS.values())


def test_of_many_scenarios_the_first_are_run() -> None:
    text = "x = 2\ny = x * 3\n" + "".join([f'scenario "s{place}": x = {place}\n' for place in range(MOST_RUN + 3)])
    outcomes = reported(estimate(module_from_text(text, "many.est"))).scenarios
    assert [str(row.shown) for each in outcomes[:MOST_RUN] for row in each.answers] == [
        str(3 * place) for place in range(MOST_RUN)
    ]
    assert {each.problem for each in outcomes[MOST_RUN:]} == {NOT_RUN}


def test_a_scenario_leaves_what_was_given_for_the_run_but_for_what_it_changes() -> None:
    text = 'x = 1\ny = 1\nz = 10 * x + y\nscenario "x": x = 5\nscenario "both": x = 6, y = 7\n'
    module = module_from_text(text, "given.est")
    for run in (estimate(module, ["x=2", "y=3"]), estimate(module, ["y=3"], "x"), estimate(module, ["y=3"], "both")):
        found = {each.title: str(each.answers[0].shown) for each in reported(run).scenarios}
        assert found == {"x": "53", "both": "67"}


def test_python_compares_the_scenarios() -> None:
    text = "x = 2\ny = x * 3 -> item\nz = y > 100 item\ncheck y < 9 item\nunit item\n" + 'scenario "more": x = 4\n'
    plan = sheet(text + 'scenario "none": x = 1 / 0\n')
    frame = plan.compare_scenarios()
    assert list(frame.columns) == ["as it is", "more", "none"]
    assert frame["as it is"].to_dict() == {"z": "no", "y < 9 item": "holds"}
    assert frame["more"].to_dict() == {"z": plan.scenario("more").text("z"), "y < 9 item": "fails"}
    assert set(frame["none"]) == {"no value"}
    assert plan.report is plan.report
    assert plan.report.scenarios[1].problem == "no value: this divides by zero"


def test_a_scenario_may_give_what_the_sheet_works_out() -> None:
    """Its steps have other places then: a workbook asks for the numbers of the scenario's own."""
    text = "growth = -10% to 20%\nper_server(n) = 100 k user / n\n"
    text += "load = if growth > 50% then per_server(0 server) else 20 k user / 1 server\n"
    evaluation = estimate(module_from_text(f'{text}scenario "given": load = 5 user/server\n', "given.est"))
    assert [str(row.shown) for row in reported(evaluation).scenarios[0].answers] == ["5 user/server"]
    assert isinstance(rendered(evaluation, ".xlsx"), bytes)
