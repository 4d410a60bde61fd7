"""Laws that hold of every formula of the library, whatever it gives: see formula_laws.py for the sheets.

Held in the value, in what it measures, in what is printed, read again, and in JSON; in the page's JavaScript, the
workbook after LibreOffice, sympy and draws for the formulas that these can be asked.
"""

from __future__ import annotations

import json
import math
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pytest

from estimator.languages.javascript.steps import Script
from estimator.languages.program import Program
from estimator.languages.scales import scale_of
from estimator.languages.values import Values
from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.reckoning import sampling
from estimator.reckoning.estimate import estimate
from estimator.units.kinds import PLAIN
from estimator.writers.html import library_text
from estimator.writers.json import to_object
from estimator.writers.page.data import scale_object
from estimator.writers.workbook.book import Book
from estimator.writers.workbook.write import write
from tests.data import part_of
from tests.formula_laws import formulas, functions, has_formulas, nouns, sheet, short_sheet, uncertain
from tests.office import cells, converted, office
from tests.real import which
from tests.thirty_digits import numeric

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation
    from tests.formula_laws import Line

EXACT = 1e-9
THREE_DIGITS = 0.0051
FILES = [name for name in shipped_library().names() if has_formulas(name)]
# What gives a yes or no, of which there is neither a half nor a rate.
TRUTHS = {
    *("consensus.reads_see_writes", "database.ids_collide", "feed.scores_collide"),
    *("postgresql.nulls.are_shared", "postgresql.schema.is_among", "queue.is_stable"),
}
SOME_STEPS = 40  # the same of the page
FEW_STEPS = 5  # of a call whose laws sympy and LibreOffice are asked for
SLOW = ("redis.keyspace",)  # sympy takes its time over powers
ASKED = tuple([name for name in FILES if name not in SLOW])
DRAWS = 1000
# A power below the smallest float, which is 0 in Excel and for the engine, has no value in LibreOffice.
UNDERFLOWS = {"availability.fullest_random"}
LEAST_FORMULAS, LEAST_LAWS = 570, 8_000


def test_every_formula_is_asked() -> None:
    asked = {each.path for name in FILES for each in formulas(name)}
    assert {path for name in shipped_library().names() for path in functions(name)} - asked == TRUTHS
    assert len(asked) >= LEAST_FORMULAS
    assert sum(len(sheet(name)[1]) for name in FILES) >= LEAST_LAWS


def broken(evaluation: Evaluation, expected: dict[str, Line], name: str) -> list[str]:
    """The lines whose value, unit, printed text or JSON is not what the law says."""
    values = Values(evaluation)
    quantities = evaluation.model.quantities
    wrong: dict[str, str] = {}
    shown = {}
    for key, line in expected.items():
        quantity = quantities[key]
        assert quantity.step is not None
        value = float(evaluation.values[quantity.step])
        shown[key] = str(values.shown(quantity))
        if not same(value, line.value) or quantity.kind.dimension != line.kind.dimension:
            wrong[key] = f"{value!r} {quantity.kind}, not {line.value!r} {line.kind}"
        elif line.law == "over_itself" and (values.relation(quantity), shown[key]) != ("=", "1"):
            wrong[key] = f"printed {values.relation(quantity)} {shown[key]}"
    # What is printed is read again: its number and its unit are those of the value.
    text = "\n".join([*nouns(name), *[f"{key} = {each}" for key, each in shown.items()]])
    again = estimate(module_from_text(text + "\n", "again.est"))
    table = evaluation.model.module.table
    for row in to_object(evaluation)["quantities"]:
        if row["name"] not in expected:
            continue
        key, line = row["name"], expected[row["name"]]
        read = again.model.quantities[key]
        assert read.step is not None
        if read.kind.dimension != line.kind.dimension or not near(float(again.values[read.step]), line.value):
            wrong.setdefault(key, f"printed {shown[key]}, not {line.value!r} {line.kind}")
        unit = table.unit(row["unit"].removeprefix("1"))
        if unit.kind.dimension != line.kind.dimension or not same(unit.to_base(row["value"]), line.value):
            wrong.setdefault(key, f"in JSON {row['value']!r} {row['unit']}, not {line.value!r} {line.kind}")
    return [f"{expected[key].formula.path}: {expected[key].text}: {said}" for key, said in wrong.items()]


def same(value: float, expected: float) -> bool:
    return math.isclose(value, expected, rel_tol=EXACT, abs_tol=1e-300)


def near(value: float, expected: float) -> bool:
    return math.isclose(value, expected, rel_tol=THREE_DIGITS, abs_tol=1e-300)


@pytest.mark.parametrize("name", part_of(FILES, 3))
def test_laws_hold_of_the_engine(name: str) -> None:
    text, expected = sheet(name)
    assert broken(estimate(module_from_text(text, "laws.est")), expected, name) == []


@pytest.mark.parametrize("name", part_of(FILES, 3))
def test_laws_hold_in_called_sheets_scenarios_and_overrides(name: str, tmp_path: Path) -> None:
    """A quantity of another sheet over one of its unit; a plain number that a scenario or an override makes a ratio."""
    lines = list(enumerate([line for line in sheet(name)[1].values() if line.law == "over_one"]))
    declared = nouns(name)
    other = [*declared, "k = 1", *[f"w_{place} = k * ({line.formula.call})" for place, line in lines]]
    main = [*declared, 'use "other.est" as other']
    main += [f"called_{place} = other(k = 2).w_{place} / ({line.formula.one})" for place, line in lines]
    main += [f"{name}_{place} = 1" for place, _ in lines for name in ("asked", "given")]
    main += [f'scenario "asked": {", ".join([f"asked_{place} = {line.text}" for place, line in lines])}']
    for file, text in (("other.est", other), ("main.est", main)):
        (tmp_path / file).write_text("\n".join(text) + "\n", encoding="utf-8")
    given = [f"given_{place}={line.text}" for place, line in lines]
    evaluation = estimate(read_module(str(tmp_path / "main.est"), shipped_library()), given, "asked")
    expected = {f"{key}_{place}": line for place, line in lines for key in ("asked", "given")}
    expected |= {f"called_{place}": line._replace(value=2 * line.value) for place, line in lines}
    assert broken(evaluation, expected, name) == []


@cache
def short(names: tuple[str, ...], most_steps: int) -> tuple[Evaluation, dict[str, Line]]:
    text, expected = short_sheet(names, most_steps)
    return estimate(module_from_text(text, "short.est")), expected


NODE = which("node")


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_laws_hold_of_the_page(tmp_path: Path) -> None:
    """Its values, and what it shows, which is what a terminal does; all files in one process."""
    parts, wanted = [library_text(), "const all = {};"], {}
    for name in FILES:
        evaluation, expected = short((name,), SOME_STEPS)
        program, values = Program(evaluation), Values(evaluation)
        script = Script(program)
        inputs = json.dumps([each.value for each in program.inputs])
        scales = {
            key: [script.places[quantity.step], scale_object(scale_of(quantity, values))]
            for key, quantity in evaluation.model.quantities.items()
            if key in expected and quantity.step is not None
        }
        parts.append(
            f"{{ const values = run({script.source()}, {inputs}); all[{json.dumps(name)}] = Object.fromEntries("
            f"Object.entries({json.dumps(scales)}).map(([key, [step, scale]]) => "
            "[key, [values[step], show(values[step], scale)]])); }"
        )
        wanted[name] = (expected, {key: str(values.shown(evaluation.model.quantities[key])) for key in expected})
    parts.append("console.log(JSON.stringify(all));")
    (tmp_path / "page.js").write_text("\n".join(parts), encoding="utf-8")
    done = subprocess.run([str(NODE), str(tmp_path / "page.js")], capture_output=True, text=True, check=True)
    wrong = []
    for name, found in json.loads(done.stdout).items():
        expected, shown = wanted[name]
        assert set(found) == set(expected)
        for key, (value, text) in found.items():
            if not same(value, expected[key].value) or text != shown[key]:
                wrong.append(f"{expected[key].formula.path}: {expected[key].text}: {value!r} {text}, not {shown[key]}")
    assert wrong == []


def test_laws_hold_of_sympy() -> None:
    evaluation, expected = short(ASKED, FEW_STEPS)
    found = numeric(evaluation)
    for key, line in expected.items():
        step = evaluation.model.quantities[key].step
        assert step is not None
        assert same(float(found[step]), line.value), f"{line.formula.path}: {line.text}"


def test_laws_hold_of_the_workbook(tmp_path: Path) -> None:
    """The unit of a cell, and its number after LibreOffice."""
    office()
    evaluation, expected = short(ASKED, FEW_STEPS)
    book = Book(evaluation)
    (tmp_path / "laws.xlsx").write_bytes(write(book).content)
    (made,) = converted([tmp_path / "laws.xlsx"], "xlsx", tmp_path)
    rows = {name: cells(made, name) for name in ("Working", "Assumptions")}
    wrong, table = [], evaluation.model.module.table
    for key, line in expected.items():
        step = evaluation.model.quantities[key].step
        assert step is not None
        if step not in book.shown or line.formula.path in UNDERFLOWS:
            continue
        row = book.shown[step]
        found = rows["Working"][row.row][2]
        unit = table.unit(row.unit.text.removeprefix("1")) if row.unit.text else None
        if not isinstance(found, int | float) or not same(found * row.unit.factor, line.value):
            wrong.append(f"{line.formula.path}: {line.text}: {found!r} {row.unit.text}, not {line.value!r}")
        elif unit is not None and unit.kind.dimension != line.kind.dimension:
            wrong.append(f"{line.formula.path}: {line.text}: in {row.unit.text}, not {line.kind}")
    assert wrong == []


@pytest.mark.parametrize("name", part_of(FILES, 3))
def test_laws_hold_of_draws(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an uncertain argument a value over itself is 1 in every draw, and twice it less it is what it is."""
    monkeypatch.setattr(sampling, "DRAWS", DRAWS)
    lines = [*nouns(name), "k = uniform(0.999_999, 1)"]
    for place, formula in enumerate(formulas(name)):
        call = uncertain(formula)
        if call and formula.value and formula.steps <= FEW_STEPS:
            lines += [f"v_{place} = {call}", f"over_itself_{place} = ({call}) / v_{place}"]
            lines += [f"twice_{place} = 2 * ({call}) / v_{place} - v_{place} / v_{place}"]
    evaluation = estimate(module_from_text("\n".join(lines) + "\n", "draws.est"))
    for key, quantity in evaluation.model.quantities.items():
        if key.startswith(("over_itself", "twice")):
            assert quantity.step is not None
            spread = evaluation.spreads.get(quantity.step)
            assert quantity.kind is PLAIN
            assert same(float(evaluation.values[quantity.step]), 1.0), key
            assert spread is None or (same(spread.low, 1.0) and same(spread.high, 1.0)), key
