"""Settings: declared once, named by functions, passed on by functions and sheets, and overridden at a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_sheet
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from pathlib import Path

TEAM = """release "box": 1.0, 1.5, 2.0
choice content = "text" or "integer"
setting server: "redis" or "valkey" = "redis"
setting edition: release of "box" = 1.5
setting clustered: yes or no = no
setting factor: count = 2

entry(n: count, kind: content = "text") with server, edition, clustered, factor =
  n * factor + (if server == "redis" then 0 else 1000) + (if clustered then 200 else 0)
    + (if edition >= 2.0 then 40 else 0) + (if kind == "text" then 0 else 5)
both(n: count) with server = entry(n) + entry(n, "integer")
through(n: count) = both(n)
"""
ALONE = {
    "entry(3)": 6,
    'entry(3, server = "valkey")': 1006,
    "entry(3, clustered = yes)": 206,
    "entry(3, clustered = 3 > 2)": 206,
    'entry(3, clustered = "yes")': 206,
    'entry(3, "integer", edition = 2.0)': 51,
    'both(3, server = "valkey")': 2017,
    "through(3)": 17,
}
PASSED = {
    "team.entry(3)": 1030 + 40,
    "team.through(3)": 2 * (1030 + 40) + 5,
    'team.both(3, server = "redis")': 2 * (30 + 40) + 5,
    "team.entry(3, edition = 1.0)": 1030,
    "team.entry(3, factor = 1)": 1003 + 40,
}


@pytest.mark.parametrize("call", ALONE)
def test_a_setting_has_its_default_or_what_the_call_gives(call: str) -> None:
    assert value(estimate(module_from_text(f"{TEAM}x = {call}\n", "team.est"))) == ALONE[call]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet that passes settings on to a file that it uses."""
    (tmp_path / "team.est").write_text(TEAM, encoding="utf-8")
    path = tmp_path / "plan.est"
    quantities = 'server = "valkey"\nedition = 2.0\nfactor = 10\nwith server, edition, factor\n'
    path.write_text(f'use "team.est" as team\n{quantities}', encoding="utf-8")
    return path


@pytest.mark.parametrize("call", PASSED)
def test_a_sheet_passes_its_settings_on(call: str, sheet: Path) -> None:
    with sheet.open("a", encoding="utf-8") as file:
        file.write(f"x = {call}\n")
    assert value(estimate(read_module(str(sheet), shipped_library()))) == PASSED[call]


def test_overrides_and_scenarios_change_what_is_passed_on(sheet: Path) -> None:
    with sheet.open("a", encoding="utf-8") as file:
        file.write('x = team.through(3)\nscenario "small": server = "redis", factor = 1\n')
    module = read_module(str(sheet), shipped_library())
    assert value(estimate(module, overrides=["factor=1"])) == 2 * (1003 + 40) + 5
    assert value(estimate(module, scenario="small")) == 2 * (3 + 40) + 5


def test_lines_of_settings_are_printed_as_they_are_read() -> None:
    module = module_from_text(TEAM + "factor = 3\nwith factor\n", "team.est")
    assert not module.problems
    assert module_from_text(print_sheet(module.sheet), "again.est").sheet == module.sheet


@pytest.mark.parametrize("text", ["choice = 3", "setting = 3", "with = 3", "yes = 3\nx = yes", "no(a) = a\nx = no(3)"])
def test_the_words_may_be_names(text: str) -> None:
    assert not estimate(module_from_text(text + "\n", "plan.est")).problems


def value(evaluation: object) -> float:
    """What x comes to."""
    model = evaluation.model  # type: ignore[attr-defined]
    return float(evaluation.values[model.quantities["x"].step])  # type: ignore[attr-defined]
