"""What a message says to type for a missing library: for how this copy was installed, and for how it was started."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from estimator.languages import installing
from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "/opt/tools/bin/python"
XLSX = "'xlsxwriter<4,>=3.2'"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment that `./run` has not made, with a pip that is not the one on the PATH, and no notebook."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", PROGRAM)
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: SimpleNamespace())
    return tmp_path


def in_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=object))


def test_in_a_clone_that_run_has_set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    monkeypatch.chdir(ROOT)
    assert installing.installing("xlsx") == "./run extras xlsx"
    monkeypatch.chdir(tmp_path)
    assert installing.installing("xlsx") == f"{ROOT}/run extras xlsx"
    in_notebook(monkeypatch)
    assert installing.installing("xlsx") == f"!{ROOT}/run extras xlsx"


def test_a_pip_of_this_environment_is_named_as_one_types_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert installing.installing("xlsx") == f"{PROGRAM} -m pip install {XLSX}"
    pip = tmp_path / "pip"
    pip.write_text("#!/bin/sh\n", encoding="utf-8")
    pip.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installing.installing("xlsx") == f"{PROGRAM} -m pip install {XLSX}"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert installing.installing("xlsx") == f"pip install {XLSX}"
    in_notebook(monkeypatch)
    assert installing.installing("xlsx") == f"%pip install {XLSX}"


def test_an_environment_without_a_pip_is_installed_into_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert installing.installing("xlsx") == f"python3 -m pip --python {PROGRAM} install {XLSX}"
    in_notebook(monkeypatch)
    assert installing.installing("xlsx") == f"!python3 -m pip --python {PROGRAM} install {XLSX}"


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("pipx_metadata.json", "pipx inject capacity-estimator "),
        ("uv-receipt.toml", f"uv pip install --python {PROGRAM} "),
    ],
)
def test_an_environment_of_another_tool_is_left_to_it(file: str, start: str, elsewhere: Path) -> None:
    (elsewhere / file).write_text("{}", encoding="utf-8")
    assert installing.installing("xlsx") == start + XLSX


def test_a_copy_from_an_index_is_asked_for_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    requires = ["rich<16,>=15", 'xlsxwriter<4,>=3.2; extra == "xlsx"']
    from_index = SimpleNamespace(requires=requires, read_text=lambda _name: None)
    monkeypatch.setattr(installing, "distribution", lambda _name: from_index)
    assert installing.installing("xlsx").endswith(" 'capacity-estimator[xlsx]'")
    from_wheel = SimpleNamespace(requires=requires, read_text=lambda _name: '{"url": "file:///plan.whl"}')
    monkeypatch.setattr(installing, "distribution", lambda _name: from_wheel)
    assert installing.installing("xlsx").endswith(f" {XLSX}")


def test_every_extra_stands_for_something() -> None:
    from importlib.metadata import metadata

    for extra in metadata("capacity-estimator").get_all("Provides-Extra") or []:
        assert "capacity-estimator[" not in installing.installing(extra), extra


def test_run_knows_the_extras_of_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is installed for one that there is not."""
    monkeypatch.setenv("PATH", os.defpath)
    done = subprocess.run(
        [str(ROOT / "run"), "extras", "nonsuch"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 2
    named = set(done.stderr.partition("only ")[2].split())
    assert {"xlsx", "redis", "sql", "symbolic", "frames", "plots", "notebook", "all"} <= named
    assert "test" not in named
    assert os.listdir(tmp_path) == []
