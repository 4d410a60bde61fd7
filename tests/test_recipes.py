"""The recipes of docs/architecture.md, each performed on a copy of the house: what is added is found everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = """## Edges: what a network of caches near its users saves

## What the origin still has to serve.
## source: definition: what the edges do not answer
## example: origin_egress(10 Gbps, 90%) = 1 Gbps
origin_egress(egress: bit/s, edge_hits: share) -> bit/s = egress * (1 - edge_hits)
"""
ROW = """        Function(
            "cube_root",
            _X,
            "plain",
            numerics.cube_root,
            "numpy.cbrt",
            "cube root",
            Spelling("Math.cbrt", "{0}^(1/3)", "cbrt", r"\\sqrt[3]{{{0}}}", "power"),
        ),
"""
NUMBER = '''

def cube_root(x: float) -> float:
    """The cube root."""
    return math.cbrt(x)
'''
WRITER = '''"""The names of the answers."""

NEEDS: tuple[str, ...] = ()


def content(evaluation):
    return "".join([f"- {name}\\\\n" for name in evaluation.model.quantities])
'''
TWIN = '''"""How many nouns there are."""


def nouns() -> str:
    """How many nouns there are."""
    return "some nouns"
'''
COMMAND = '''"""`estimate nouns`."""

from estimator.api.nouns import nouns

TWINS = ("nouns",)


def command() -> None:
    """Say how many nouns there are."""
    print(nouns())
'''


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, the library and the scripts of the docs."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("estimator", "formulas", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "pictures"))
    return folder


def said(house: Path, *words: str) -> str:
    """What a command of the copy prints."""
    return python(house, "-m", "estimator", *words)


def python(house: Path, *words: str) -> str:
    """What Python prints on the copy; all must go well."""
    environment = {**os.environ, "PYTHONPATH": str(house), "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def insert(path: Path, before: str, text: str) -> None:
    """Put a text before another one, which is there."""
    found = path.read_text(encoding="utf-8")
    assert before in found
    path.write_text(found.replace(before, text + before, 1), encoding="utf-8")


def test_a_formula(house: Path) -> None:
    (house / "formulas" / "edges.est").write_text(FORMULA, encoding="utf-8")
    assert "1 of 1 examples agree" in said(house, "check", "formulas/edges.est")
    assert "origin_egress" in said(house, "list", "edges")
    assert "What the origin still has to serve." in said(house, "explain", "edges.origin_egress")
    assert said(house, "edges.origin_egress(10 Gbps, 90%)").startswith("= 1 G")
    assert "edges" in python(house, "-c", "from estimator.cli.names import library_names as n; print(n([], 'edg'))")
    python(house, "docs/make_catalogue.py")
    assert "`edges.origin_egress(" in (house / "docs" / "catalogue.md").read_text(encoding="utf-8")
    assert "1" in python(
        house, "-c", "from estimator import formulas as f; print(f.edges.origin_egress('1 Gbps', '0%'))"
    )


def test_a_unit(house: Path) -> None:
    with (house / "estimator" / "units" / "definitions.txt").open("a", encoding="utf-8") as file:
        file.write("core_day = core * day = cored  # symbols cored; prefixes large\n")
    assert said(house, "3 kcored -> core_day") == "= 3 k core_day\n"
    assert "core" in said(house, "units", "core_day")


def test_a_built_in_function(house: Path) -> None:
    insert(
        house / "estimator" / "model" / "functions.py",
        '        Function(\n            "exp",',
        ROW.replace("\\\\", "\\"),
    )
    with (house / "estimator" / "model" / "numerics.py").open("a", encoding="utf-8") as file:
        file.write(NUMBER)
    assert said(house, "cube_root(27)") == "≈ 3\n"  # that it is whole is known of no function by itself
    assert "cube root" in said(house, "explain", "cube_root")
    assert "≈ 2.82 " in said(house, "cube_root(10 to 50)")
    (house / "cubes.est").write_text("volume = 27\nedge = 2 * cube_root(volume + 0)\n", encoding="utf-8")
    assert "Math.cbrt" in said(house, "export", "cubes.est", "-o", "-.html")
    assert "\\sqrt[3]" in said(house, "export", "cubes.est", "-o", "-.tex")


def test_a_writer(house: Path) -> None:
    (house / "estimator" / "writers" / "names.py").write_text(WRITER.replace("\\\\", "\\"), encoding="utf-8")
    assert said(house, "export", "twitter", "-o", "-.names").startswith("- monthly_users\n")
    assert ".names" in said(house, "export", "--help")


def test_a_command(house: Path) -> None:
    (house / "estimator" / "api" / "nouns.py").write_text(TWIN, encoding="utf-8")
    insert(house / "estimator" / "__init__.py", '        "units": (', '        "nouns": ("nouns",),\n')
    insert(house / "estimator" / "__init__.py", '    "sheet",\n', '    "nouns",\n')
    (house / "estimator" / "cli" / "commands" / "nouns.py").write_text(COMMAND, encoding="utf-8")
    assert said(house, "nouns") == python(house, "-c", "import estimator; print(estimator.nouns())") == "some nouns\n"
    assert "Say how many nouns there are." in said(house, "--help")
    python(house, "docs/make_commands.py")
    assert "| `estimate nouns` | `nouns()` |" in (house / "docs" / "commands.md").read_text(encoding="utf-8")
    assert "## estimate nouns" in (house / "docs" / "commands.md").read_text(encoding="utf-8")


def test_a_release_of_a_server(house: Path) -> None:
    releases = house / "formulas" / "releases.est"
    text = releases.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith('release "redis"'))
    call = "redis.string(1 M key, version = 99.2)"
    assert "newer than" in said(house, call)
    releases.write_text(text.replace(line, f"{line}, 99.2"), encoding="utf-8")
    assert "newer than" not in said(house, call)
    assert "99.2" in said(house, "releases")
