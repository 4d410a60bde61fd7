"""What is too small for a float: an error or said, on numbers, draws, in means and in the page; never a quiet 0."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
import sympy

from estimator import sheet
from estimator.languages.javascript.steps import Script
from estimator.languages.program import Program
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.html import library_text
from tests.real import which

if TYPE_CHECKING:
    from pathlib import Path

NODE = which("node")
# What is no number of a sheet's own: as one value, in some draws, in a closed form, in a mean over points.
REFUSED = {
    "a product": ("x = 1e-200\ny = x * x", "too small a number"),
    "a quotient": ("x = 1e-200\ny = x / 1e200", "too small a number"),
    "a part of a product": ("x = 1e-200\ny = x * x * 1e300", "too small a number"),
    "a range in closed form": ("x = 1e-200 to 1e-100\ny = x * 1e-150", "too small a number"),
    "some draws": ("x = 1e-180 to 1e-140\ny = (x + 1e-170) * 1e-145", "in 41% of the cases .*too small a number"),
    "a part in some draws": ("x = 1e-180 to 1e-140\ny = (x + 1e-170) * 1e-145 * 1e100", "cases .*too small a number"),
    "points of a mean": ("x = 1e-180 to 1e-140\ny = mean((x + 1e-170) * 1e-145)", "too small a number"),
}
# What a 0 that is none would decide, or is multiplied until it might be anything.
REFUSED |= {
    "more than nothing": ("x = 1000\ncheck exp(-x) > 0", "too small a number"),
    "equal to nothing": ("y = if 10^-400 == 0 then 1 else 2", "too small a number"),
    "by a name": ("x = 0.5^2000\ny = x > 0", "too small a number"),
    "two of them": ("y = 0.5^2000 > 0.4^3000", "too small a number"),
    "multiplied": ("x = 0.5^2000\ny = x * 1e300 * 1e300\ncheck y < 1e-100", "too small a number"),
    "multiplied and compared with much": ("y = exp(-2000) * 1e300 * 1e300 * 1e300 > 5", "too small a number"),
    "divided by what vanished": ("x = 0.5^2000\ny = 7 * (x / (1e-38 * 1e-308))", "too small a number"),
    "multiplied in a check": ("x = exp(-1000)\ncheck x * 1e300 < 1e-200", "too small a number"),
}
# What is 0 and is none, and which of its names say so.
NOTED = {
    "exp": ("y = exp(-1000)", {"y"}),
    "a power": ("p = 99.9%\ny = p^1e9", {"y"}),
    "a product with one": ("x = 3\ny = x * exp(-1000) / 7", {"y"}),
    "by a name": ("x = exp(-1000)\ny = -x\nz = if x < 1 then y else 3", {"x", "y", "z"}),
    "of a range": ("x = 1% to 20%\ny = exp(-1e6 * x)", {"y"}),
}
EXACT = {
    "nothing": "x = 0\ny = x * exp(-1000)",
    "nothing divided by what vanished": "x = 0 / (4e-38 * 4e-308)",
    "multiplied and compared with more": "y = exp(-2000) * 1e300 > 5",
    "a difference": "x = 0.1 + 0.2\ny = x - 0.3",
    "a chance of none": "y = poisson_pmf(2.5, 3)",
    "added to more": "y = 5 + exp(-1000)",
    "a product in a sum": "x = 1e-200\ny = 5 + x * x",
    "a truth": "y = if exp(-1000) > 1 then 1 else 2",
}


def notes(text: str) -> set[str]:
    """The names of the quantities that are said to be no 0."""
    remarks = estimate(module_from_text(text, "tiny.est")).remarks
    return {each.message.split()[0] for each in remarks if "too small a number for anything else" in each.message}


@pytest.mark.parametrize("name", REFUSED)
def test_a_product_of_ones_own_that_vanishes_is_refused(name: str) -> None:
    text, message = REFUSED[name]
    with pytest.raises(EstimateError, match=message):
        estimate(module_from_text(text, "tiny.est"))


@pytest.mark.parametrize("name", NOTED)
def test_what_is_shown_as_0_and_is_none_is_noted(name: str) -> None:
    text, names = NOTED[name]
    assert notes(text) == names


@pytest.mark.parametrize("name", EXACT)
def test_what_is_0_or_shown_as_more_goes_without_a_note(name: str) -> None:
    assert notes(EXACT[name]) == set()


def test_a_product_in_a_formula_of_the_library_is_0_and_noted() -> None:
    """As the chance of next to nothing; the same line of a user's is refused."""
    shipped = estimate(module_from_text("x = 1e-200\ny = x * x\nz = 1 - y", "formulas/tiny.est"))
    assert [each.message.split()[0] for each in shipped.remarks] == ["y"]
    assert shipped.values[-1] == 1.0


def test_a_check_that_compares_it_says_so() -> None:
    assert notes("x = 1000\ncheck exp(-x) < 1") == {"what"}


def test_draws_that_vanish_in_a_power_are_0() -> None:
    found = estimate(module_from_text("x = uniform(1%, 20%)\ncheck (1 - x)^1e5 < 1 at 90%", "tiny.est"))
    assert found.checks[0].probability == 1.0


def test_sympy_holds_what_no_float_does() -> None:
    found = sheet("x = 1e-200\ny = x^2").sympy("y")
    (x,) = found.free_symbols
    assert found.subs(x, sympy.Rational(1, 10**200)) == sympy.Rational(1, 10**400)


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_the_page_has_no_value_where_the_engine_has_none(tmp_path: Path) -> None:
    """With an assumption that a reader moves to where products vanish."""
    lines = [
        "x = 1",
        "p = x * x",
        "q = x / 1e200",
        "r = x * x * 1e300",
        "sum_ = 5 + x * x",
        "t = x^2",
        "u = exp(-1 / x)",
    ]
    text = "\n".join(lines)
    program = Program(estimate(module_from_text(text, "tiny.est")))
    script = f"{library_text()}const program = {Script(program).source()};\n"
    script += "console.log(JSON.stringify(run(program, [1e-200]).map((x) => (x !== x ? null : Number(x)))));"
    (tmp_path / "page.js").write_text(script, encoding="utf-8")
    done = subprocess.run([str(NODE), str(tmp_path / "page.js")], capture_output=True, text=True, check=True)
    names = [program.steps[index].name for index in program.needed]
    found = dict(zip(names, json.loads(done.stdout), strict=True))
    assert found == {"x": 1e-200, "p": None, "q": None, "r": None, "sum_": 5, "t": 0, "u": 0}
