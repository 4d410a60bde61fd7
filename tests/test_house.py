"""The house rules that a reader cannot see in one file: imports point down, files are short, names say something."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "estimator"
LONGEST_FILE = 400
EMPTY_NAMES = {"common", "helper", "helpers", "misc", "util", "utils"}

# From the ground up; each may import its own floor and those below. Imports under `if TYPE_CHECKING` count as well:
# whoever names a type of a higher floor has to know that floor in order to be understood.
FLOORS = (
    ("records", "problems"),  # modules at the top of the package that everything stands on
    ("notation",),
    ("units",),
    ("model",),
    ("reckoning",),
    ("languages",),
    ("writers",),
    ("probes",),
    ("api",),
    ("cli",),
    ("", "__main__", "jupyter"),  # the doors: estimator itself is one
)
HEIGHTS = {name: height for height, names in enumerate(FLOORS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))
FILES = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The part of a module's path that has a floor: `units` of `estimator.units.table`."""
    return module.split(".")[1] if "." in module else ""


def imports(source: str, known: set[str]) -> list[tuple[int, str]]:
    """Every module of ours that a source imports, anywhere in it, with the line."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: a relative import"
            base = node.module or ""
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                found.append((node.lineno, submodule if submodule in known else base))
    return [(line, name) for line, name in found if name.split(".")[0] == "estimator"]


def upward(module: str, source: str, known: set[str]) -> list[str]:
    """The imports of a module that point up."""
    height = HEIGHTS[room(module)]
    return [
        f"line {line} imports {name}" for line, name in imports(source, known) if HEIGHTS.get(room(name), 99) > height
    ]


def test_the_house_is_found() -> None:
    assert PACKAGE / "records.py" in MODULES


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_down(path: Path) -> None:
    known = {dotted(module) for module in MODULES}
    assert room(dotted(path)) in HEIGHTS, "it has no floor: give it one in FLOORS"
    assert upward(dotted(path), path.read_text(encoding="utf-8"), known) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import estimator.records", 0),
        ("from estimator.notation import tree", 0),
        ("import os, estimator.cli.door", 1),
        ("from estimator.cli import door", 1),
        ("from estimator import model", 1),
        ("from estimator import records", 0),
        ("import estimator", 1),
        ("TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from estimator.model.steps import Step", 1),
        ("def late():\n    from estimator.model.steps import Step", 1),
    ],
)
def test_an_import_that_points_up_is_seen(source: str, found: int) -> None:
    known = {"estimator", "estimator.records", "estimator.model", "estimator.notation.tree", "estimator.cli.door"}
    assert len(upward("estimator.units.table", source, known)) == found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_short_and_has_a_telling_name(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    assert not EMPTY_NAMES & {part.partition(".")[0] for part in path.relative_to(PACKAGE).parts}


@pytest.mark.parametrize("path", [path for path in MODULES if room(dotted(path)) in ("writers", "api")], ids=dotted)
def test_a_writer_reads_the_report_and_no_terminals_words(path: Path) -> None:
    known = {dotted(module) for module in MODULES}
    read = {name for _, name in imports(path.read_text(encoding="utf-8"), known)}
    assert "estimator.languages.words" not in read


STILL_ROUND = {"notation", "reckoning", "probes"}  # where circles are left


@pytest.mark.parametrize("name", sorted({room(dotted(path)) for path in MODULES} - STILL_ROUND))
def test_the_modules_of_a_room_import_each_other_in_no_circle(name: str) -> None:
    known = {dotted(module) for module in MODULES}
    own = {dotted(path): path.read_text(encoding="utf-8") for path in MODULES if room(dotted(path)) == name}
    read = {module: {found for _, found in imports(text, known)} for module, text in own.items()}
    TopologicalSorter({module: (found & set(own)) - {module} for module, found in read.items()}).prepare()
