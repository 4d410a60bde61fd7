"""The tests' own processes: each test is told of once, though its process dies, and what they share is taken down."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "conftest.py": """
import os, pytest

@pytest.fixture(scope="session")
def shared(request):
    with open(request.config.rootpath / "log", "a") as log:
        log.write(f"up {os.getpid()}\\n")
        yield "shared"
        log.write(f"down {os.getpid()}\\n")
""",
    "test_good.py": """
import pytest, warnings
@pytest.mark.parametrize("number", range(40))
def test_number(number, shared, tmp_path): print("said"); assert not list(tmp_path.iterdir())
def test_warned(): warnings.warn("a warning of a test", RuntimeWarning)
@pytest.mark.skip(reason="not today")
def test_left_out(): pass
""",
    "test_more.py": """
import os
def test_first(shared): pass
def test_wrong(shared): print("what it printed"); assert shared == "other"
def test_dies(): os._exit(7)
def test_after_it(shared): pass
""",
    "test_last.py": "def test_it(shared): pass\n",
}
SUMMARY = "2 failed, 44 passed, 1 skipped, 1 warning"


def run(folder: Path, *options: str) -> str:
    """What pytest says of the files in two processes."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.workers", "--workers", "2", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run(
        [*command, *options, "-rA"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_each_test_is_told_of_once(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = run(tmp_path)
    assert SUMMARY in said.splitlines()[-1]
    for told in ("a warning of a test", "what it printed", "not today", "ended with 7", "assert 'shared' == 'other'"):
        assert told in said
    passed = re.findall(r"^PASSED (\S+)", said, re.MULTILINE)
    assert len(set(passed)) == len(passed) == 44
    log = (tmp_path / "log").read_text(encoding="utf-8").split("\n")
    starts = [line.split()[1] for line in log if line.startswith("up")]
    ends = [line.split()[1] for line in log if line.startswith("down")]
    assert len(set(starts)) == len(starts) in (2, 3)  # once a process; the one that died took nothing down
    assert len(ends) in (len(starts) - 1, len(starts))
    assert "1 failed" in run(tmp_path, "--maxfail=1", "test_more.py", "test_last.py").splitlines()[-1]
