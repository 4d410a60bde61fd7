"""What is guarded may be undefined: in every evaluator and every output, of certain and of uncertain sheets."""

from __future__ import annotations

import json
import math
import subprocess
from typing import TYPE_CHECKING

import pytest

from estimator.api.estimates import Estimate
from estimator.languages.javascript.steps import Script
from estimator.languages.program import Program
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.reckoning.faults import Fault
from estimator.writers.export import rendered
from estimator.writers.html import library_text
from estimator.writers.json import to_object
from tests.data import files
from tests.real import which
from tests.thirty_digits import numeric

if TYPE_CHECKING:
    from pathlib import Path

GUARDS = {path.stem: path for path in files("guards", ".est")}
SUFFIXES = (".md", ".html", ".tex", ".csv", ".json", ".xlsx", ".ipynb")


def made(name: str) -> Estimate:
    return Estimate(module_from_text(GUARDS[name].read_text(encoding="utf-8"), f"{name}.est"))


@pytest.mark.parametrize("name", GUARDS)
def test_a_guarded_sheet_is_told(name: str) -> None:
    evaluation = made(name).evaluation
    lines = [plain(line) for line in Words(evaluation, opened=frozenset("*")).sheet()]
    assert any("holds" in line or "=" in line for line in lines)
    json.dumps(to_object(evaluation), allow_nan=False)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", GUARDS)
def test_a_guarded_sheet_is_exported(name: str, suffix: str) -> None:
    sheet = made(name)
    assert rendered(sheet.evaluation, suffix)
    for title in sheet.scenarios:
        assert rendered(sheet.scenario(title).evaluation, suffix)


@pytest.mark.parametrize("name", GUARDS)
def test_sympy_leaves_the_untaken_side_out(name: str) -> None:
    evaluation = made(name).evaluation
    found = numeric(evaluation)
    shown = [each.step for each in evaluation.model.quantities.values() if each.step is not None]
    for step in [*shown, *[check.step for check in evaluation.model.checks]]:
        assert found[step] is not None
        assert float(bool(found[step]) if found[step] in (True, False) else found[step]) == pytest.approx(
            float(evaluation.values[step]), rel=1e-9
        )
    for quantity in evaluation.model.quantities.values():
        assert quantity.step is not None
        made(name).sympy(quantity.definition.name)


NODE = which("node")


@pytest.mark.skipif(NODE is None, reason="no node here")
@pytest.mark.parametrize("name", GUARDS)
def test_the_page_leaves_the_untaken_side_out(name: str, tmp_path: Path) -> None:
    evaluation = made(name).evaluation
    program = Program(evaluation)
    script = library_text()
    inputs = json.dumps([each.value for each in program.inputs])
    script += f"const program = {Script(program).source()};\n"
    script += f"console.log(JSON.stringify(run(program, {inputs}).map((x) => (x !== x ? null : Number(x)))));"
    (tmp_path / "page.js").write_text(script, encoding="utf-8")
    done = subprocess.run([str(NODE), str(tmp_path / "page.js")], capture_output=True, text=True, check=True)
    for index, found in zip(program.needed, json.loads(done.stdout), strict=True):
        expected = evaluation.values[index]
        if isinstance(expected, Fault):
            assert found is None, evaluation.model.steps[index].name
        else:
            assert math.isclose(found, float(expected), rel_tol=1e-9, abs_tol=1e-15), evaluation.model.steps[index].name


def test_a_check_that_its_certain_side_decides_is_no_matter_of_chance() -> None:
    first, second, third = made("check_certain_and_uncertain").evaluation.checks
    assert (first.holds, first.probability) == (False, None)
    spread = math.log(10) / 2 / 1.6448536269514722
    below = 0.5 * math.erfc(-math.log(8 / math.sqrt(10)) / spread / math.sqrt(2))
    assert second.probability == pytest.approx(below, abs=1e-4)
    assert (third.holds, third.probability) == (True, None)


def test_draws_without_a_value_are_told_apart_from_those_that_have_one() -> None:
    with pytest.raises(Exception, match="in 10% of the cases of its ranges this has no value"):
        estimate(module_from_text("x = 1 to 2\ny = uniform(0, 10)\ncheck x / floor(y) > 5", "undefined.est"))
    guarded = "x = 1 to 2\ny = uniform(0, 10)\ncheck floor(y) == 0 or x / floor(y) > 0"
    assert estimate(module_from_text(guarded, "guarded.est")).checks[0].probability == pytest.approx(1.0, abs=1e-4)
