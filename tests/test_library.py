"""The knowledge in formulas/ and the sheets in examples/published: each states its sources, and its examples hold."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from estimator.languages.problem_reports import report_text
from estimator.model.files import module_from_text
from estimator.model.modules import Library, Module, shipped_library
from estimator.notation.printer import print_example
from estimator.reckoning.estimate import estimate, flattened
from estimator.reckoning.examples import ExampleResult, example_results
from tests.all_of import all_of
from tests.data import ROOT, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.notation.tree import Definition, Documentation
    from estimator.reckoning.evaluate import Evaluation

FORMULAS = sorted((ROOT / "formulas").rglob("*.est"))
PUBLISHED = sorted((ROOT / "examples" / "published").rglob("*.est"))
FILES = [*FORMULAS, *PUBLISHED]
LEAST_PUBLISHED = 30
LEAST_EXAMPLES = 2
MOST_ARGUMENTS = 8


def label(path: Path) -> str:
    return str(path.relative_to(ROOT).with_suffix(""))


@cache
def module(path: Path) -> Module:
    """The module of a file, as the library has it where it belongs to that."""
    if path in FORMULAS:
        name = ".".join(path.relative_to(ROOT / "formulas").with_suffix("").parts)
        found = shipped_library().module(name)
        assert found is not None
        return found
    return module_from_text(path.read_text(encoding="utf-8"), str(path))


@cache
def evaluation(path: Path) -> Evaluation:
    """A file with its examples, evaluated."""
    return estimate(module(path), examples=True)


@cache
def results(path: Path) -> list[ExampleResult]:
    """What the examples of a file come to."""
    return example_results(evaluation(path))


def blocks(path: Path) -> list[Documentation]:
    """The documentation of a sheet and of each of its definitions."""
    return [module(path).sheet.documentation, *[each.documentation for each in module(path).definitions.values()]]


def formulas(path: Path) -> list[Definition]:
    """What a file offers to others: its functions and its constants, which are what no other name goes into.

    The cells of a table have the documentation of the table.
    """
    found = module(path)
    cells = {cell for rows in found.tables.values() for cell in rows.cells()}
    return [
        each
        for name, each in found.definitions.items()
        if (each.parameters is not None or not each.names) and name not in cells
    ]


EXAMPLES = [
    pytest.param(path, place, id=f"{label(path)}: {print_example(example)}")
    for path in FILES
    for place, example in enumerate([example for block in blocks(path) for example in block.examples])
]


def test_the_files_are_found() -> None:
    assert len(FORMULAS) > 5
    assert len(PUBLISHED) >= LEAST_PUBLISHED
    assert len(EXAMPLES) > len(FILES)


@all_of(("path", "place"), EXAMPLES)
def test_an_example_holds(path: Path, place: int) -> None:
    assert len(results(path)) == sum(len(block.examples) for block in blocks(path))
    assert results(path)[place].holds, f"it is {results(path)[place].shown}"


@all_of("path", FILES, ids=label)
def test_a_file_has_neither_warnings_nor_notes(path: Path) -> None:
    assert report_text(evaluation(path).model.problems) == ""


@all_of("path", FILES, ids=label)
def test_the_checks_of_a_file_hold(path: Path) -> None:
    assert evaluation(path).all_hold


@all_of("path", part_of(FILES, 3), ids=label)
def test_the_scenarios_of_a_file_run(path: Path) -> None:
    for title in module(path).scenarios:
        assert report_text(estimate(module(path), scenario=title).model.problems) == ""


@all_of("path", FORMULAS, ids=label)
def test_a_formula_has_a_title_a_source_and_an_example(path: Path) -> None:
    """Of a template, whose sheet has the sources and the examples, these count for its assumptions."""
    sheet = module(path).sheet.documentation
    assert sheet.title
    template = bool(sheet.sources and sheet.examples)
    without = [
        each.name
        for each in formulas(path)
        if not (each.documentation.sources and each.documentation.examples)
        and not (template and each.parameters is None)
    ]
    assert without == []


@all_of("path", FORMULAS, ids=label)
def test_confidence_and_date_of_a_formula_are_readable(path: Path) -> None:
    for block in blocks(path):
        assert block.confidence in ("", "high", "medium", "low")
        year, _, month = block.as_of.partition("-")
        assert not block.as_of or (len(year) == 4 and year.isdecimal() and (not month or 1 <= int(month) <= 12))


@all_of("path", FORMULAS, ids=label)
def test_a_formula_takes_no_more_than_eight_arguments(path: Path) -> None:
    """Beyond that they are settings, rows of a table, or another function."""
    for definition in module(path).definitions.values():
        arguments = [each.name for each in definition.parameters or () if not each.setting]
        assert len(arguments) <= MOST_ARGUMENTS, definition.name


@all_of("path", PUBLISHED, ids=label)
def test_a_published_sheet_has_a_title_a_source_and_two_examples(path: Path) -> None:
    sheet = module(path).sheet.documentation
    assert sheet.title
    assert sheet.sources
    assert sum(len(block.examples) for block in blocks(path)) >= LEAST_EXAMPLES


@pytest.mark.parametrize("path", FORMULAS, ids=label)
def test_a_formula_file_loads_by_itself(path: Path) -> None:
    """In a library of its own that has read nothing yet, and reads what the file asks for and no more."""
    library = Library(str(ROOT / "formulas"))
    name = ".".join(path.relative_to(ROOT / "formulas").with_suffix("").parts)
    own = library.module(name)
    assert own is not None
    assert report_text(flattened(own, examples=True, library=library).problems) == ""


def test_the_library_is_the_folder() -> None:
    names = [".".join(path.relative_to(ROOT / "formulas").with_suffix("").parts) for path in FORMULAS]
    assert sorted(shipped_library().names()) == sorted(names)


def test_formulas_hold_nothing_but_the_notation() -> None:
    others = [path.name for path in (ROOT / "formulas").rglob("*") if path.is_file() and path.suffix != ".est"]
    assert others == []


def test_the_published_sheets_pass_the_command_for_ci() -> None:
    command = [sys.executable, "-m", "estimator", "check", *map(str, part_of(FILES, 8))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
