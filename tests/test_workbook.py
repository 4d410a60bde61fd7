"""The workbook of a sheet says what the engine says: as it is exported, after recalculation, and after an edit.

LibreOffice is the reader: it recalculates every formula of the workbooks of the library and the examples, as they are
and with other numbers typed into their input cells.
"""

from __future__ import annotations

import io
import math
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from estimator.languages.excel_terms import constant, literal
from estimator.languages.spans import safe
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.faults import Fault
from estimator.reckoning.mean_points import POINTS
from estimator.writers.workbook.answers import remarks
from estimator.writers.workbook.book import Book
from estimator.writers.workbook.cells import Names
from estimator.writers.workbook.overview import HELD_CHECK
from estimator.writers.workbook.write import write
from tests.changes import changed, loaded, sheets, within_luck
from tests.data import files, part_of
from tests.office import cells, converted, edited, faults, office, places

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation
    from estimator.writers.workbook.working import Worked

EXACT = 1e-9
ENDS = 0.01  # of a changed range, whose ends are read at the places that 100,000 draws gave before
NEAR = 0.06  # 1024 points against a closed form or 100,000 draws: a sheet of many ranges is off by 5% at most
SEED = 7
SHEETS = sorted({"twitter", "examples/published/littles_law_threads.est", *part_of(sheets(), 12)})
LEAST_ANSWERS, LEAST_CELLS = 100, 10_000
LARGEST = 400_000  # bytes; a larger workbook is recalculated once only, with other inputs
MOST = 6_000_000  # bytes; LibreOffice takes half a minute for one that is larger still, and its formulas are no others
AMONG = 4  # of the library and the examples, one of so many is recalculated with its own inputs too

LONG = [f"q{place:03d}_{'x' * 120}" for place in range(90)]  # more than one formula takes
LARGE = [
    *[f"{name} = {place + 1}" for place, name in enumerate(LONG)],
    f"added = {' + '.join(LONG)}",
    f"greatest = max({', '.join(LONG)})",
    f"deep = {'sqrt(' * 70}added{')' * 70}",
]
OWN = {path.stem: path.read_text(encoding="utf-8") for path in files("workbooks", ".est")} | {"large": "\n".join(LARGE)}


class Case(NamedTuple):
    """A workbook, the evaluation that it was made from, and the one that its recalculated cells must equal."""

    book: Book
    path: Path
    expected: Evaluation
    overrides: list[str]
    worked: Worked


def made(name: str) -> Evaluation:
    """The evaluation of a sheet of ours, of the library or of the examples."""
    if name in OWN:
        return estimate(module_from_text(OWN[name], f"{name}.est"))
    return loaded(name)


def close(found: Any, expected: Any, exact: float = EXACT) -> bool:
    """Whether a cell has a value; of a step that has none, an error."""
    if isinstance(expected, str) and expected.startswith("#"):
        return isinstance(found, str) and found.startswith("#")
    if isinstance(expected, str | bool) or expected is None:
        return bool((found or None) == (expected or None))
    return isinstance(found, int | float) and math.isclose(found, expected, rel_tol=exact, abs_tol=1e-300)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Every sheet as a workbook, and with its inputs changed if it has any and is not too large."""
    folder = tmp_path_factory.mktemp("workbooks")
    found: dict[str, Case] = {}
    for name in [*OWN, *SHEETS]:
        evaluation = made(name)
        book = Book(evaluation)
        path = folder / f"{name.replace('/', '_').replace('.', '_')}.xlsx"
        written = write(book)
        path.write_bytes(written.content)
        found[name] = Case(book, path, evaluation, [], written.worked)
        change = changed(evaluation, SEED) if path.stat().st_size <= MOST else None
        if change is not None:
            values = {}
            for each, value in zip(book.program.inputs, change.values, strict=True):
                cell, unit = book.inputs[each.step, each.role]
                values[cell] = unit.of(value)
            target = path.with_stem(path.stem + "_edited")
            edited(path, values, target)
            found[f"{name} edited"] = Case(book, target, change.evaluation, change.overrides, written.worked)
    return found


@pytest.fixture(scope="module")
def recalculated(cases: dict[str, Case]) -> dict[str, Path]:
    """The workbooks with other inputs after LibreOffice, and ours and some that are not large with their own.

    The formulas are the same in both, and what is cached in a workbook is compared with the engine in any case.
    """
    office()
    found = {name: case.path for name, case in cases.items()}
    own = [name for name in [*OWN, *SHEETS[::AMONG]] if found[name].stat().st_size <= LARGEST]
    chosen = [name for name in found if name.endswith("edited") or name in own]
    folder = found[chosen[0]].parent
    return found | dict(zip(chosen, converted([found[name] for name in chosen], "xlsx", folder), strict=True))


NAMES = [f"{name}{kind}" for name in [*OWN, *SHEETS] for kind in ("", " edited")]


def test_the_sheets_are_found() -> None:
    assert len(sheets()) > 80


@pytest.mark.parametrize("name", NAMES)
def test_a_recalculated_workbook_says_what_the_engine_says(
    name: str, cases: dict[str, Case], recalculated: dict[str, Path]
) -> None:
    if name not in cases:
        pytest.skip("there is nothing to change, or too much to recalculate")
    book, _, expected, _, _ = cases[name]
    rows = cells(recalculated[name], "Working")
    wrong = []
    for index, row in book.shown.items():
        if row.held and name.endswith("edited"):
            continue  # which is why it is held
        found, value = rows[row.row][2], row.unit.of(expected.values[index])
        if not close(found, value):
            wrong.append((book.program.steps[index].name, found, value, row.formula))
    assert wrong == []
    without = any(isinstance(expected.values[index], Fault) for index in book.shown)
    assert without or faults(recalculated[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_ranges_answers_and_checks_are_recalculated(
    name: str, cases: dict[str, Case], recalculated: dict[str, Path]
) -> None:
    if name not in cases:
        pytest.skip("there is nothing to change, or too much to recalculate")
    book, _, expected, _, worked = cases[name]
    listed = [row for row in cells(recalculated[name], "Answers") if row and row[0] is not None]
    rows = {str(row[0]): row for row in reversed(listed)}  # the scenarios have the same names further down
    for verdict, result in zip(book.report.verdicts, expected.checks, strict=True):
        row = rows[safe(verdict.text)]
        sampled = result.probability is not None and bool(worked.column(result.check.step))
        if result.probability is not None and not sampled and name.endswith("edited"):
            assert HELD_CHECK in str(row[5])
            continue
        if sampled:
            room = NEAR if name.endswith("edited") else EXACT
            assert row[2] == pytest.approx(result.probability, abs=room)
        doubtful = sampled and abs((result.check.probability or 0) - (result.probability or 0)) < NEAR
        if not doubtful and not book.shown[result.check.step].held:
            assert row[1] == ("holds" if result.holds else "fails")
    for quantity in [answer.quantity for answer in book.report.answers]:
        spread = expected.spreads.get(quantity.step) if quantity.step is not None else None
        if spread is None or quantity.step is None or not worked.column(quantity.step):
            continue
        unit = book.shown[quantity.step].unit
        low, high = rows[safe(quantity.definition.name)][3:5]
        ends = [unit.of(spread.low), unit.of(spread.high)]
        # What is rounded up to whole servers may be one off, where the share of the cases lies between two of them.
        whole = 1 if all(end == round(end) for end in ends) else 0
        near = pytest.approx(ends, abs=max(ENDS * abs(ends[1] - ends[0]), whole), rel=ENDS)
        own = [end * unit.factor for end in (low, high)]
        if not name.endswith("edited"):
            assert [low, high] == pytest.approx(ends, rel=EXACT)
        assert [low, high] == near or within_luck(expected, quantity.step, own, POINTS), (ends, [low, high])


def test_scenarios_are_recalculated(cases: dict[str, Case], recalculated: dict[str, Path]) -> None:
    wrong, compared = [], 0
    for name, (book, _, _, overrides, _) in cases.items():
        if not book.model.module.scenarios:
            continue
        rows = cells(recalculated[name], "Scenarios")
        start = next(place for place, row in enumerate(rows) if row[0] == "Answers")
        answers = {str(row[0]): row for row in rows[start + 1 : start + 1 + len(book.report.answers)]}
        for column, (title, scenario) in enumerate(book.model.module.scenarios.items(), start=2):
            own = {each.name for each in scenario.overrides}
            kept = [each for each in overrides if each.partition("=")[0] not in own]
            try:
                expected = estimate(book.model.module, kept, title)
            except EstimateError:
                continue
            for quantity in [answer.quantity for answer in book.report.answers]:
                theirs = expected.model.quantities[quantity.definition.name]
                if quantity.step is None or theirs.step is None or book.shown[quantity.step].held:
                    continue
                found = answers[safe(quantity.definition.name)][column]
                value = book.shown[quantity.step].unit.of(expected.values[theirs.step])
                compared += 1
                if not close(found, value):
                    wrong.append((name, title, quantity.definition.name, found, value))
    assert wrong == []
    assert compared > LEAST_ANSWERS


def test_cached_values_are_those_of_a_recalculation(cases: dict[str, Case], recalculated: dict[str, Path]) -> None:
    """Of every cell, but for large workbooks."""
    wrong, compared = [], 0
    for name, case in cases.items():
        if name.endswith("edited") or recalculated[name] == case.path:
            continue
        for sheet in ("Answers", "Assumptions", "Working", "Scenarios", "Points"):
            for row, other in zip(cells(case.path, sheet), cells(recalculated[name], sheet), strict=False):
                if str(row[0]).endswith(": part"):
                    continue  # it may belong to the branch of an IF that is not taken, and a function to its limits
                wrong += [(name, sheet, old, new) for old, new in zip(row, other, strict=False) if not close(new, old)]
                compared += len(row)
    assert wrong == []
    assert compared > LEAST_CELLS


FORMULAS = [
    ("twitter", "write_qps", "daily_users*tweets_per_user/86400"),
    ("twitter", "media_per_day", "daily_users*tweets_per_user*media_share*media_size/1000000"),
    ("twitter", "media_total", "media_per_day*retention*0.365"),
    ("examples/published/littles_law_threads.est", "pool_rate", "pool/pool_latency*1000"),
    ("functions", "minus_square", "-(n^2)"),
    ("functions", "below", "-n<-3"),
    ("functions", "lazy", "IF(n>100,1/(n-20.5),5)"),
    ("units", "tot", "rate*259200000000+bits/8"),
    ("units", "sum3", "rate*6+small/500000+bits/8000000"),
    ("units", "stored", "users/500000"),
]


@pytest.mark.parametrize(("sheet", "name", "formula"), FORMULAS, ids=[name for _, name, _ in FORMULAS])
def test_a_formula_is_what_a_person_would_type(sheet: str, name: str, formula: str, cases: dict[str, Case]) -> None:
    book = cases[sheet].book
    step = book.model.quantities[name].step
    assert step is not None
    assert book.shown[step].formula == formula


def test_no_formula_is_longer_than_a_cell_takes(cases: dict[str, Case]) -> None:
    rows = [row for case in cases.values() for row in case.book.shown.values()]
    assert max([len(row.formula) for row in rows]) < 8000
    assert max([_depth(row.formula) for row in rows]) < 60


def _depth(formula: str) -> int:
    depth = deepest = 0
    for char in formula:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 86400, "/86400"),
        (1.0, ""),
        (1000.0, "*1000"),
        (0.365, "*0.365"),
        (7 / 30, "*7/30"),
        (0.1 + 0.2, "*0.3"),
        (2.0**-40, "/1099511627776"),
        (math.pi, "*3.14159265358979"),
    ],
)
def test_a_constant_is_what_a_person_would_type(value: float, text: str) -> None:
    assert constant(value) == text


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (-0.5, "-0.5"), (1e300, "1E300"), (1e-7, "1E-07")])
def test_a_number_is_one_to_a_spreadsheet(value: float, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["A1", "a1_", "R1C1", "r", "c.low"], ["A1_", "a1__2", "R1C1_", "r_", "c_.low"]),
        (["rate", "RATE", "rate_2"], ["rate", "RATE_2", "rate_2_2"]),
        (["true", "XFD1048576", "ABCD12"], ["true_", "XFD1048576_", "ABCD12"]),
        (["x" * 10_000, "x" * 10_000], ["x" * 40, "x" * 40 + "_2"]),
        (["总数", "fix", "\ufb01x"], ["总数", "fix", "\ufb01x_2"]),
        (
            ["Print_Area", "_xlnm", "database", "databases"],
            ["own_Print_Area", "own__xlnm", "own_database", "databases"],
        ),
    ],
)
def test_a_name_is_valid_and_its_own(wanted: list[str], given: list[str]) -> None:
    names = Names()
    assert [names.name(each) for each in wanted] == given


HOSTILE = """\
## =HYPERLINK("http://example.org","click")
## +1+1 and @SUM(1) \a bell
## source: =WEBSERVICE("http://example.org")

rate = 3   # =CMD|' /C calc'!A0
text = "=1+1"
link = 4   # http://example.org/
plus = rate + link   # {=SUM(1)}
long = 5   # LONG
check plus > 3   # -1+1
scenario "=2+2": rate = 4   # =3+3
""".replace("LONG", "n" * 40_000)


def test_a_text_is_never_a_formula() -> None:
    import openpyxl

    content = write(Book(estimate(module_from_text(HOSTILE, "hostile.est")))).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    signs = ("HYPERLINK", "CMD", "WEBSERVICE", "SUM(", "1+1", "2+2", "3+3")
    assert len(formulas) > 3
    assert [formula for formula in formulas if any(sign in formula for sign in signs)] == []
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert '=HYPERLINK("http://example.org","click")' in texts
    assert any(text.endswith("n …") for text in texts)
    assert max(map(len, texts)) <= 32_767
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert [name for name in package.namelist() if "rels" in name and b"http://example" in package.read(name)] == []
        assert all(b"\a" not in package.read(name) for name in package.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize(
    "text", ["## Nothing\n", 'kind = "redis"\n', "f(x) = x * 2\n", "a1 = 1 > 2\n", "x1 = 3 -> %\n"]
)
def test_a_sheet_with_nothing_to_compute_is_a_workbook_too(text: str) -> None:
    content = write(Book(estimate(module_from_text(text, "test.est")))).content
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_what_a_spreadsheet_cannot_say_is_held_and_marked(cases: dict[str, Case]) -> None:
    book, worked = cases["distributions"].book, cases["distributions"].worked
    step = book.model.quantities["held"].step
    assert step is not None
    assert book.shown[step].held
    assert any("orange" in text for text in remarks(book, worked))


def test_every_input_is_a_named_cell(cases: dict[str, Case]) -> None:
    for case in cases.values():
        known = places(case.path)
        assert {name for name, _ in case.book.inputs.values()} <= set(known)
        worksheets = {"Assumptions", *(["Tables"] if case.book.model.module.tables else [])}
        assert {known[name][0] for name, _ in case.book.inputs.values()} <= worksheets
