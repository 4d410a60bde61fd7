"""Five evaluators on the functions at their extremes, against the values of cases/function_points.txt, to 1e-9.

The engine on floats, the engine on arrays, sympy, the page's JavaScript in a browser, and the workbook's formulas after
LibreOffice. tests/function_points.py says what the points are and where their values are from.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sympy

from estimator.languages import excel_draws
from estimator.languages.excel import Speller
from estimator.languages.excel_terms import Inexpressible
from estimator.model.functions import FUNCTIONS
from estimator.model.normals import normal_quantile
from estimator.model.steps import Apply, Draw, Ref
from estimator.reckoning.arrays import apply_function
from estimator.reckoning.distributions import median, quantile, quantiles
from estimator.reckoning.symbolic import median as symbolic_median
from estimator.reckoning.symbolic import number, step_expression
from estimator.writers.html import library_text
from tests.browser import open_browser
from tests.data import lines, part_of
from tests.function_points import line, rows
from tests.office import cells, converted, office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from estimator.model.steps import StepExpression
    from tests.function_points import Point

EXACT = 1e-9
ENOUGH = 5000
LIMIT = 2048  # arrays of more cases have hit ratios from a table
AGAIN = 97  # every so many rows are worked out again
DISTRIBUTIONS = ("uniform", "triangular", "pert", "normal", "lognormal", "range")


def read() -> dict[str, list[tuple[Point, float]]]:
    """The points and their values, by the name of the function."""
    found: dict[str, list[tuple[Point, float]]] = {}
    for row in lines("function_points.txt"):
        said, _, value = row.partition(" = ")
        name, *arguments = said.split()
        found.setdefault(name, []).append((tuple([float(each) for each in arguments]), float(value)))
    return found


POINTS = read()
ASKED = part_of(list(POINTS), 4)  # those that sympy and LibreOffice are asked for
NAMES = [name for name in POINTS if name not in DISTRIBUTIONS]


def wrong(name: str, found: list[float]) -> list[tuple[Point, float, float]]:
    """The points at which a value is off, with it and what it should be."""
    pairs = zip(POINTS[name], found, strict=True)
    off = [(point, each, value) for (point, value), each in pairs if not math.isclose(each, value, rel_tol=EXACT)]
    return [each for each in off if not cancels(name, each)]


def cancels(name: str, off: tuple[Point, float, float]) -> bool:
    """Whether a quantile is the small difference of two larger numbers, of which the last digits are left."""
    point, found, value = off
    return name == "normal" and abs(found - value) <= EXACT * abs(point[0])


def test_the_points_are_many_and_of_all_functions() -> None:
    assert sum(map(len, POINTS.values())) >= ENOUGH
    trivial = {"min", "max", "abs", "mean", "share"}  # of one comparison
    assert set(NAMES) == set(FUNCTIONS) - trivial
    assert set(DISTRIBUTIONS) <= set(POINTS)


def test_the_points_are_those_of_the_script() -> None:
    drawn = list(rows())
    written = lines("function_points.txt")
    again = [line(name, point) for name, point in drawn[::AGAIN] if name != "lru_hit_ratio"]
    assert [row for row in again if row and row not in set(written)] == []


@pytest.mark.parametrize("name", part_of(list(POINTS), 2))
def test_the_engine(name: str) -> None:
    if name in DISTRIBUTIONS:
        assert wrong(name, [quantile(name, list(point[:-1]), point[-1]) for point, _ in POINTS[name]]) == []
        middle = [(point, value) for point, value in POINTS[name] if point[-1] == 0.5]
        assert [value for _, value in middle] == pytest.approx(
            [median(name, list(point[:-1])) for point, _ in middle], rel=EXACT
        )
    else:
        assert wrong(name, [FUNCTIONS[name].number(*point) for point, _ in POINTS[name]]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_on_arrays(name: str) -> None:
    assert len(POINTS[name]) <= LIMIT
    columns = [np.array(column) for column in zip(*[point for point, _ in POINTS[name]], strict=True)]
    assert wrong(name, apply_function(name, columns).tolist()) == []


@pytest.mark.parametrize("values", [[1.0, 2.0, 34.0], [0.0, 0.0, 1.0], [3.0, 9.0, 9.0], [5.0, 5.0, 5.0]])
def test_all_quantiles_at_once_are_each_of_them(values: list[float]) -> None:
    each = [quantile("pert", values, (rank + 0.5) / 1024) for rank in range(1024)]
    assert quantiles("pert", values, 1024) == pytest.approx(each, rel=1e-12)


@pytest.mark.parametrize("name", ASKED)
def test_sympy(name: str) -> None:
    if name in DISTRIBUTIONS:
        for point, value in POINTS[name]:
            if point[-1] == 0.5:
                found = symbolic_median(name, [number(each) for each in point[:-1]])
                assert float(sympy.N(found, 20)) == pytest.approx(value, rel=EXACT), point
        return
    if not FUNCTIONS[name].spelling.sympy:
        assert "equation without a closed form" in FUNCTIONS[name].missing
        return
    found = []
    for point, _ in POINTS[name]:
        exact = [sympy.Rational(*each.as_integer_ratio()) for each in point]  # not the decimal that it may stand for
        expression = step_expression(Apply(name, tuple([Ref(place) for place in range(len(point))])), exact.__getitem__)
        found.append(float(sympy.N(expression, 25)))
    assert wrong(name, found) == []


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    for browser in open_browser():
        yield browser.new_page()


@pytest.mark.parametrize("name", part_of(list(POINTS), 2))
def test_the_page(name: str, tab: Page) -> None:
    spelled = FUNCTIONS[name].spelling.javascript if name in FUNCTIONS else ""
    call = (
        f"{spelled}(...point)"
        if spelled
        else (f"quantileAt({json.dumps(name)}, point.slice(0, -1), point.at(-1), normalQuantile(point.at(-1)))")
    )
    script = f"points => {{ {library_text()}\nreturn points.map((point) => String({call})); }}"
    found = tab.evaluate(script, [point for point, _ in POINTS[name]])
    assert wrong(name, [float(each) for each in found]) == []


# What a spreadsheet has no function for, or none that is good to nine digits: its value is held as it was exported.
HELD = {"zipf_head", "lru_hit_ratio", "fifo_hit_ratio"}
FEWEST = 100  # points of every other function that it does say
FLOOR = (
    1e-14  # of ln(n!), which a spreadsheet has as the logarithm of gamma(n + 1): it is near 0 where n is near 0 and 1
)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The values of all formulas after LibreOffice; a function a column of a worksheet of its own."""
    import xlsxwriter

    office()
    path = tmp_path_factory.mktemp("points") / "points.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ASKED:
        sheet = book.add_worksheet(name)
        for row, (point, _) in enumerate(POINTS[name]):
            for column, each in enumerate(point, start=1):
                sheet.write_number(row, column, each)
            sheet.write_formula(row, 0, "=" + formula(name, point, row + 1), None, 0)
    book.close()
    (made,) = converted([path], "xlsx", path.parent)
    return {name: [row[0] for row in cells(made, name)] for name in ASKED}


def formula(name: str, point: Point, row: int) -> str:
    """The formula of a point whose arguments stand in the cells of a row, from B on."""

    def cell(index: int) -> tuple[str, float]:
        return f"{'BCDE'[index]}{row}", 1.0

    def value(expression: StepExpression) -> float:
        assert isinstance(expression, Ref)
        return point[expression.index]

    speller = Speller(cell, lambda text, _expression, _factor: f"({text})", value)
    try:
        if name not in DISTRIBUTIONS:
            return speller.formula(Apply(name, tuple([Ref(place) for place in range(len(point))])), 1.0)
        return _quantile(name, point, row)
    except Inexpressible:
        return '"held"'


def _quantile(name: str, point: Point, row: int) -> str:
    """The formula of a draw at a point: its parameters stand in cells, its middle and the point are numbers."""
    middle = repr(median(name, list(point[:-1])))
    constant = excel_draws.constant_of(name, point[-1], normal_quantile(point[-1]))
    draw = Draw(name, tuple([Ref(place) for place in range(len(point) - 1)]))
    text = [f"{letter}{row}" for letter in "BCD"[: len(point) - 1]]
    return excel_draws.quantile(draw, middle, repr(constant), text)


@pytest.mark.parametrize("name", ASKED)
def test_the_workbook(name: str, recalculated: dict[str, list[Any]]) -> None:
    if name in HELD:
        assert FUNCTIONS[name].missing
        assert not FUNCTIONS[name].spelling.excel
        return
    said = [
        (point, value, float(found))
        for (point, value), found in zip(POINTS[name], recalculated[name], strict=True)
        if found != "held"
    ]
    assert len(said) >= min(FEWEST, len(POINTS[name]))
    floor = FLOOR if name == "ln_factorial" else 0.0
    off = [
        (point, found, value)
        for point, value, found in said
        if not math.isclose(found, value, rel_tol=EXACT, abs_tol=floor)
    ]
    assert [each for each in off if not cancels(name, each)] == []
    if name in ("round", "ceil", "floor"):
        assert [(point, found, value) for point, value, found in said if found != value] == []
