"""Every row of the function table, in places where a pattern without its brackets goes wrong, through every evaluator.

A new row fails until it has arguments here, and until each language that it names says what the engine says: numbers,
arrays, a workbook after LibreOffice, the page's JavaScript, sympy. LaTeX, which nothing reckons, keeps arguments whole.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator.languages import latex
from estimator.languages.javascript.steps import Script
from estimator.languages.program import Program
from estimator.model.files import module_from_text
from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Number
from estimator.reckoning.arrays import array_function
from estimator.reckoning.closures import compile_step
from estimator.reckoning.estimate import estimate
from estimator.writers.html import library_text
from estimator.writers.workbook.book import Book
from estimator.writers.workbook.write import write
from tests.office import cells, converted
from tests.real import which
from tests.thirty_digits import float_of, numeric

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

EXACT = 1e-9
NODE = which("node")
# Arguments of each function, not whole where that makes a difference; each is written as a sum of two assumptions.
ARGUMENTS: dict[str, tuple[float, ...]] = {
    "min": (7.5, 3.25, 4),
    "max": (7.5, 3.25, 4),
    "abs": (-2.5,),
    "mean": (2.5,),
    "share": (0.375,),
    "sqrt": (6.25,),
    "exp": (1.5,),
    "ln": (6.5,),
    "log2": (6.5,),
    "log10": (650.0,),
    "round": (4.5,),
    "ceil": (4.25,),
    "floor": (4.75,),
    "ceil_pow2": (4.5,),
    "poisson_pmf": (4, 3.5),
    "poisson_cdf": (4.5, 3.5),
    "binomial_cdf": (4.5, 9, 0.375),
    "zipf_head": (10, 100, 0.75),
    "lru_hit_ratio": (10, 100, 0.75),
    "fifo_hit_ratio": (10, 100, 0.75),
    "ln_factorial": (6,),
    "choose": (9, 4),
}
# Around a call, by the operator that would take a part of a pattern for itself; what the value is then.
PLACES: dict[str, tuple[str, Callable[[float], float]]] = {
    "alone": ("{call}", lambda x: x),
    "exponent": ("2 ^ {call}", lambda x: 2.0**x),
    "base": ("{call} ^ 2", lambda x: x * x),
    "divisor": ("3 / {call}", lambda x: 3 / x),
    "ratio": ("{call} / {call}", lambda _: 1.0),
    "sign": ("-{call}", lambda x: -x),
    "taken_off": ("1 - {call}", lambda x: 1 - x),
    "factor": ("7 * {call}", lambda x: 7 * x),
    "argument": ("abs({call} / 2)", lambda x: abs(x / 2)),
}


def text() -> str:
    """A sheet of all rows in all places."""
    lines = []
    for name, arguments in ARGUMENTS.items():
        parts = []
        for place, argument in enumerate(arguments):
            first, second = f"{name}_first{place}", f"{name}_second{place}"
            lines += [f"{first} = {argument - 0.25}", f"{second} = 0.25"]
            parts.append(f"{first} + {second}")
        call = f"{name}({', '.join(parts)})"
        lines += [f"{name}_{place} = {pattern.format(call=call)}" for place, (pattern, _) in PLACES.items()]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return estimate(module_from_text(text(), "rows.est"))


def expected() -> dict[str, float]:
    """What each line is, by the row's function of numbers alone."""
    return {
        f"{name}_{place}": around(float(FUNCTIONS[name].number(*arguments)))
        for name, arguments in ARGUMENTS.items()
        for place, (_, around) in PLACES.items()
    }


def off(found: dict[str, float]) -> list[tuple[str, float, float]]:
    """The lines that have another value."""
    pairs = [(name, found[name], value) for name, value in expected().items() if name in found]
    return [each for each in pairs if not math.isclose(each[1], each[2], rel_tol=EXACT)]


def steps_of(evaluation: Evaluation) -> dict[str, int]:
    return {name: each.step for name, each in evaluation.model.quantities.items() if each.step is not None}


def test_every_row_is_here() -> None:
    assert set(ARGUMENTS) == set(FUNCTIONS)


def test_the_engine(evaluation: Evaluation) -> None:
    found = {name: float(evaluation.values[step]) for name, step in steps_of(evaluation).items()}
    assert set(found) > set(expected())
    assert off(found) == []


def test_the_engine_on_arrays(evaluation: Evaluation) -> None:
    steps = evaluation.model.steps
    values: list[Any] = []
    for step in steps:
        match step.expression:
            case Number(value):
                values.append(np.full(3, value))
            case expression:
                values.append(compile_step(expression)(values))
    found = {name: values[step] for name, step in steps_of(evaluation).items()}
    assert all(np.shape(each) == (3,) for name, each in found.items() if name in expected())
    assert off({name: float(np.asarray(each)[1]) for name, each in found.items()}) == []


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"mean"}))
def test_a_row_names_what_takes_arrays(name: str) -> None:
    module, function = array_function(name)
    assert callable(function)
    assert function.__module__.startswith(("numpy", "estimator.reckoning")) or module == "numpy"


def test_sympy(evaluation: Evaluation) -> None:
    values = numeric(evaluation)
    said = {name: float_of(values[step]) for name, step in steps_of(evaluation).items()}
    assert off(said) == []


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_the_page(evaluation: Evaluation, tmp_path: Path) -> None:
    program = Program(evaluation)
    script = f"{library_text()}\nconst program = {Script(program).source()};\n"
    script += f"console.log(JSON.stringify(run(program, {json.dumps([each.value for each in program.inputs])})));"
    (tmp_path / "page.js").write_text(script, encoding="utf-8")
    done = subprocess.run([str(NODE), str(tmp_path / "page.js")], capture_output=True, text=True, check=True)
    found = dict(zip(program.needed, json.loads(done.stdout), strict=True))
    said = {name: float(found[step]) for name, step in steps_of(evaluation).items() if step in found}
    assert set(said) >= set(expected())
    assert off(said) == []


def test_the_workbook(evaluation: Evaluation, tmp_path: Path) -> None:
    book = Book(evaluation)
    (tmp_path / "rows.xlsx").write_bytes(write(book).content)
    (made,) = converted([tmp_path / "rows.xlsx"], "xlsx", tmp_path)
    rows = cells(made, "Working")
    names = {step: name for name, step in steps_of(evaluation).items()}
    held = {names[index] for index, row in book.shown.items() if row.held and index in names}
    unsaid = {name for name, row in FUNCTIONS.items() if not row.spelling.excel and name != "mean"}
    assert {each.rpartition("_")[0].removesuffix("_taken") for each in held} == unsaid
    said = {names[index]: rows[row.row][2] for index, row in book.shown.items() if index in names and not row.held}
    assert set(said) | held >= set(expected())
    assert off(said) == []


# What keeps a sum in a formula of LaTeX together: brackets, braces, bars, commas.
KEPT = re.compile(r"(\\left(\(|\\lceil|\\lfloor|\|) ?|\{|, ?(\\ )?|X = |\\le )FIRST \+ SECOND( ?\\right|\}|,|\))")


@pytest.mark.parametrize("name", ARGUMENTS)
def test_latex_keeps_arguments_whole(name: str, evaluation: Evaluation) -> None:
    tree = evaluation.model.quantities[f"{name}_factor"].definition.expression
    said = latex.expression(tree)
    for place in range(len(ARGUMENTS[name])):
        first, second = [latex.name(f"{name}_{part}{place}") for part in ("first", "second")]
        marked = said.replace(first, "FIRST").replace(second, "SECOND")
        assert KEPT.search(marked), said


def test_a_row_is_spelled_or_says_why_not() -> None:
    for name, row in FUNCTIONS.items():
        spelled = [row.spelling.javascript, row.spelling.excel, row.spelling.sympy, row.spelling.latex]
        assert all(spelled) or row.missing, name
        assert bool(row.array) or name == "mean", name
