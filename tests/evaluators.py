"""One sheet in every evaluator: numbers, draws, sympy, the page's JavaScript and a workbook after LibreOffice.

Each gives the values of the sheet's quantities by their names, in base units; what has none is nan.
"""

from __future__ import annotations

import json
import math
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator.languages.javascript.steps import Script
from estimator.languages.program import Program
from estimator.model.steps import Draw, Number
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import Fault, Faulted
from estimator.reckoning.sampling import computed
from estimator.writers.html import library_text
from estimator.writers.workbook.book import Book
from estimator.writers.workbook.write import write
from tests.office import cells, converted, edited, office
from tests.real import which
from tests.thirty_digits import float_of, numeric

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

NODE = which("node")


def steps_of(evaluation: Evaluation) -> dict[str, int]:
    """The steps of the quantities."""
    return {name: each.step for name, each in evaluation.model.quantities.items() if each.step is not None}


def number(value: Any) -> float:
    """A value as a number; nan where there is none."""
    return math.nan if isinstance(value, Fault | str) or value is None else float(value)


def engine(evaluation: Evaluation) -> dict[str, float]:
    """The central values."""
    return {name: number(evaluation.values[step]) for name, step in steps_of(evaluation).items()}


def on_arrays(evaluation: Evaluation) -> dict[str, float]:
    """The steps on arrays, as draws are reckoned, of which all are the central value."""
    steps, values = evaluation.model.steps, list(evaluation.values)
    faulty: set[int] = set()
    for index, step in enumerate(steps):
        if isinstance(step.expression, Draw | Number):
            values[index] = np.full(3, float(compile_step(step.expression)(values)))
            continue
        try:
            values[index] = computed(step.expression, values, faulty, index)
        except Faulted as faulted:
            values[index] = faulted.fault
        except (ArithmeticError, ValueError) as error:
            values[index] = Fault(step, str(error))
    shown = {name: values[step] for name, step in steps_of(evaluation).items()}
    return {name: number(found[1] if np.ndim(found) else found) for name, found in shown.items()}


def in_sympy(evaluation: Evaluation) -> dict[str, float]:
    """The values that sympy reckons with thirty digits."""
    found = numeric(evaluation)
    return {
        name: math.nan if found[step] is None else float_of(found[step]) for name, step in steps_of(evaluation).items()
    }


def on_a_page(evaluation: Evaluation, folder: Path, **changes: float) -> dict[str, float]:
    """The values that the script of a page has, some inputs changed (of a range `users.low`), in base units."""
    program = Program(evaluation)
    named = [(each.quantity.definition.name, each) for each in program.inputs]
    inputs = [changes.get(f"{name}.{each.role}", changes.get(name, each.value)) for name, each in named]
    values = _printed(program, f"run(program, {json.dumps(inputs)})", folder)
    found = dict(zip(program.needed, values, strict=True))
    return {name: number(found[step]) for name, step in steps_of(evaluation).items() if step in found}


def ranges_on_a_page(evaluation: Evaluation, names: list[str], folder: Path) -> dict[str, list[float]]:
    """The ends of some ranges, as the script of a page draws them."""
    program = Program(evaluation)
    places = {index: place for place, index in enumerate(program.needed)}
    wanted = [places[steps_of(evaluation)[name]] for name in names]
    inputs = json.dumps([each.value for each in program.inputs])
    drawn = f"sample(program, run(program, {inputs}), {inputs}, {wanted})"
    found = _printed(program, f"[...{drawn}.values()].map((each) => [spreadOf(each).low, spreadOf(each).high])", folder)
    return dict(zip(names, found, strict=True))


def _printed(program: Program, expression: str, folder: Path) -> Any:
    """What an expression of JavaScript gives beside the script of a page."""
    if NODE is None:
        pytest.skip("no node on the PATH")
    script = (
        f"{library_text()}\nconst program = {Script(program).source()};\nconsole.log(JSON.stringify({expression}));"
    )
    path = folder / "page.js"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([str(NODE), str(path)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def in_workbooks(
    evaluation: Evaluation, folder: Path, changes: list[dict[str, float]]
) -> list[dict[str, tuple[Any, float]]]:
    """What each cell holds after the inputs were typed in, for each set of them, and its unit in base units."""
    office()
    book = Book(evaluation)
    paths = [folder / f"{place}.xlsx" for place in range(len(changes) + 1)]
    paths[0].write_bytes(write(book).content)
    steps = {each.quantity.definition.name: (each.step, each.role) for each in book.program.inputs}
    for path, change in zip(paths[1:], changes, strict=True):
        places = {name: book.inputs[steps[name]] for name in change}
        edited(paths[0], {place: unit.of(change[name]) for name, (place, unit) in places.items()}, path)
    names = {step: name for name, step in steps_of(evaluation).items()}
    rows = {names[index]: row for index, row in book.shown.items() if index in names}
    assert not [name for name, row in rows.items() if row.held]
    return [
        {name: (cells(path, "Working")[row.row][2], 1 / row.unit.of(1.0)) for name, row in rows.items()}
        for path in converted(paths, "xlsx", folder)[1:]
    ]
