"""A writer is a file: what is put into the folder of the writers is in the list, in the help and at work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITER = '''"""The answers as YAML."""

import a_library_that_nobody_has

NEEDS: tuple[str, ...] = ()


def content(evaluation):
    return "".join([f"{name}: yes\\n" for name in evaluation.model.quantities])
'''


def test_a_new_file_is_a_new_writer(tmp_path: Path) -> None:
    """In the list, in the help and at work; where its library is missing it names the extra that has it."""
    for folder in ("estimator", "formulas"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    needing = WRITER.replace("= ()", '= ("a_library_that_nobody_has", "yaml")')
    (tmp_path / "estimator" / "writers" / "missing.py").write_text(needing, encoding="utf-8")
    (tmp_path / "estimator" / "writers" / "yaml").mkdir()
    own = WRITER.replace("import a_library_that_nobody_has\n", "")
    (tmp_path / "estimator" / "writers" / "yaml" / "__init__.py").write_text(own, encoding="utf-8")

    def said(*words: str) -> str:
        command = [sys.executable, "-m", "estimator", "export", *words]
        environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    assert ".yaml" in said("--help")
    assert ".yaml" in said("twitter", "-o", "out.odt")
    assert said("twitter", "-o", "-.yaml").startswith("monthly_users: yes\n")
    assert "install 'capacity-estimator[yaml]'" in said("twitter", "-o", "-.missing")
