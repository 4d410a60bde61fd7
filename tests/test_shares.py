"""Shares in every evaluator: floats, draws, sympy, a page and a workbook, of cases/workbooks/shares.est."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import estimator
from estimator.api.estimates import Estimate
from estimator.languages.latex import expression
from estimator.languages.program import Program
from estimator.languages.spans import plain
from estimator.languages.values import SIGNS
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.notation.bare import parse_expression
from estimator.problems import EstimateError, Source
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import estimate
from estimator.reckoning.sampling import DRAWS, Sampler
from estimator.reckoning.symbolic import equations
from estimator.writers import html
from estimator.writers.workbook.book import Book
from estimator.writers.workbook.write import write
from tests.browser import open_browser
from tests.data import CASES, some_days
from tests.office import cells, converted, edited, office
from tests.thirty_digits import float_of, numeric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from estimator.reckoning.evaluate import Evaluation

SHEET = (CASES / "workbooks" / "shares.est").read_text(encoding="utf-8")
EXACT = 1e-9
NEAR = 0.06  # 1024 points against 100,000 draws, relative to the width of a spread
MISSED = "missed(hit: share) = 1 - hit\n"
OTHER = "hit_ratio=80%"


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    for browser in open_browser():
        yield browser.new_page()


def reckoned(*overrides: str) -> Evaluation:
    return estimate(module_from_text(SHEET, "shares.est"), overrides)


def values(evaluation: Evaluation) -> dict[str, float]:
    found = evaluation.model.quantities.items()
    return {name: float(evaluation.values[each.step]) for name, each in found if each.step is not None}


def test_the_values_are_those_of_hand() -> None:
    found = values(reckoned())
    # The mean of 1 - min(1, x) for x even between 0.4 and 1.3: the triangle of 0.6 below 1, over a width of 0.9.
    expected = {"misses": 500.0, "chosen": 1450.0, "whole": 0.85, "averaged": 10_000 * 0.6**2 / 2 / 0.9}
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-5), name


def test_draws_are_cut_at_the_bounds() -> None:
    evaluation = reckoned()
    steps = evaluation.model.steps
    names = {name: each.step for name, each in evaluation.model.quantities.items() if each.step is not None}
    wanted = {names[name] for name in ("down", "pair", "whole", "lost")}
    forms = ClosedForms(steps, evaluation.values)
    found = dict(Sampler(steps, evaluation.values, forms).sampled(wanted))
    for name in ("down", "lost"):
        assert 0 <= found[names[name]].min() <= found[names[name]].max() <= 10_000
    assert found[names["down"]].min() == 0  # 90 to 99.5% passes the whole in some cases
    assert found[names["whole"]].max() == 1
    # Even between 40% and 130%: a third of the draws lies above the whole.
    assert np.mean(found[names["whole"]] == 1) == pytest.approx(1 / 3, abs=4 / math.sqrt(DRAWS))


def test_a_range_that_no_bound_cuts_is_exact() -> None:
    text = "x = share(1 to 4%) * 2 GB\ny = share(90 to 99%) * 2 GB\n"
    evaluation = estimate(module_from_text(text, "t.est"))
    forms = ClosedForms(evaluation.model.steps, evaluation.values)
    spreads = {name: forms.summary(each.step or 0) for name, each in evaluation.model.quantities.items() if each.step}
    assert spreads["y"] is None  # 3% of the draws are cut
    exact = spreads["x"]
    assert exact is not None
    assert (exact.low, exact.high) == pytest.approx((0.16e9, 0.64e9), rel=EXACT)


def test_sympy_agrees_and_has_no_line_for_a_bound() -> None:
    for evaluation in (reckoned(), reckoned(OTHER)):
        found = numeric(evaluation)
        for name, each in evaluation.model.quantities.items():
            if each.step is not None:
                assert float_of(found[each.step]) == pytest.approx(float(evaluation.values[each.step]), rel=EXACT), name
    shown = [str(each) for each in equations(reckoned()) if "misses.missed.hit" in str(each)]
    assert shown == []


def test_solving_stays_within_the_bounds() -> None:
    sheet = Estimate(module_from_text(f"{MISSED}hit = 60%\nx = missed(hit) * 100\ny = ceil(x)\n", "t.est"))
    assert sheet.solve("x = 5", for_="hit").to("").magnitude == pytest.approx(0.95)
    # By halving, whose first step from 60% would be 120%.
    assert 0.95 <= sheet.solve("y = 5", for_="hit").to("").magnitude < 0.96
    for target in ("x = -20", "y = -20"):
        with pytest.raises(EstimateError, match="no value of hit"):
            sheet.solve(target, for_="hit")


def test_a_formula_takes_an_array_of_shares_alone() -> None:
    found: Any = estimator.formulas.availability.downtime(np.array([0.9, 0.99]))
    assert found.to("day").magnitude == pytest.approx([36.5, 3.65])
    with pytest.raises(EstimateError, match="99 is no share"):
        estimator.formulas.availability.downtime(np.array([0.9, 99.0]))


def opened(evaluation: Evaluation, tab: Page, folder: Path) -> None:
    path = folder / "page.html"
    path.write_text(html.content(evaluation), encoding="utf-8")
    tab.goto(f"file://{path}")


def test_a_page_agrees(tab: Page, tmp_path: Path) -> None:
    evaluation, program = reckoned(), Program(reckoned())
    opened(evaluation, tab, tmp_path)
    places = {index: place for place, index in enumerate(program.needed)}
    quantities = {name: places[each.step] for name, each in evaluation.model.quantities.items() if each.step in places}

    def shown() -> dict[str, float]:
        found = tab.evaluate("estimate.values().map(Number)")
        return {name: found[place] for name, place in quantities.items()}

    assert shown() == pytest.approx(values(evaluation), rel=EXACT)
    spreads = tab.evaluate("estimate.spreads()")
    for step, spread in evaluation.spreads.items():
        if step not in program.inputs_of:
            ends = [spreads[str(places[step])][end] for end in ("low", "high")]
            assert ends == pytest.approx([spread.low, spread.high], abs=NEAR * (spread.high - spread.low))
    place = [each.quantity.definition.name for each in program.inputs].index("hit_ratio")
    tab.evaluate("place => estimate.set(place, 0.8)", place)
    assert shown() == pytest.approx(values(reckoned(OTHER)), rel=EXACT)
    tab.evaluate("place => estimate.set(place, 1.5)", place)  # a value that the engine refuses
    found = shown()
    assert math.isnan(found["misses"])
    assert math.isnan(found["whole"])
    assert found["lost"] == pytest.approx(values(evaluation)["lost"], rel=EXACT)


@some_days(3)
def test_a_workbook_agrees(tmp_path: Path) -> None:
    office()
    book = Book(reckoned())
    paths = [tmp_path / "as_is.xlsx", tmp_path / "other.xlsx", tmp_path / "wrong.xlsx"]
    paths[0].write_bytes(write(book).content)
    names = {book.program.steps[index].name: row.row for index, row in book.shown.items()}
    cell = next(book.inputs[each.step, each.role] for each in book.program.inputs if each.step == 0)
    edited(paths[0], {cell[0]: cell[1].of(0.8)}, paths[1])
    edited(paths[0], {cell[0]: cell[1].of(1.5)}, paths[2])
    for path, evaluation in zip(converted(paths, "xlsx", tmp_path), (reckoned(), reckoned(OTHER), None), strict=True):
        found = {name: cells(path, "Working")[row][2] for name, row in names.items()}
        if evaluation is None:
            assert str(found["misses"]).startswith("#")
            continue
        expected = {book.program.steps[index].name: row.unit for index, row in book.shown.items()}
        for name, value in values(evaluation).items():
            if name in expected:
                assert found[name] == pytest.approx(expected[name].of(value), rel=EXACT), name


def test_a_bound_is_no_line_of_a_working() -> None:
    sheet = estimate(module_from_text(f"{MISSED}hit = 90%\nx = missed(hit)\ny = share(hit) * 2\n", "t.est"))
    lines = [plain(line) for line in Words(sheet, opened=frozenset("*")).working()]
    assert [line.replace(SIGNS["*"], "*") for line in lines] == [
        *("  x = missed(hit)", "    = missed(90%)", "    = 0.1"),
        *("  y = share(hit) * 2", "    = share(90%) * 2", "    = 1.8"),
    ]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("share(x)", r"\mathit{x}"),
        ("share(x + 1) * 2", r"\left(\mathit{x} + 1\right) \cdot 2"),
        ("share(x / 2)^2", r"\left(\frac{\mathit{x}}{2}\right)^{2}"),
    ],
)
def test_latex_sets_the_argument_itself(text: str, latex: str) -> None:
    parsed = parse_expression(Source("test", text), [])
    assert parsed is not None
    assert expression(parsed[0]) == latex
