"""axe-core, which looks a page over for what keeps people from using it: from npm, in a version that stays."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERSION = "4.11.0"
_FOUND = """async (rules) => (await axe.run(document, rules)).violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join("; ")}`)"""


def axe_source(folder: Path) -> str:
    """The script, got into a folder that stays; skips where npm is missing or cannot get it."""
    script = folder / VERSION / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        program = shutil.which("npm")
        if program is None:
            pytest.skip("no npm on the PATH, which axe-core comes by: apt-get install npm")
        with TemporaryDirectory(dir=folder) as made:  # put in its place when it is whole
            wanted = [program, "install", "--no-save", "--ignore-scripts", "--prefix", made, f"axe-core@{VERSION}"]
            done = subprocess.run(wanted, capture_output=True, text=True, timeout=120, check=False)
            if done.returncode:
                pytest.skip(f"npm does not get axe-core: {done.stderr.strip()[-200:]}")
            with suppress(FileExistsError):  # another process was faster
                shutil.move(made, folder / VERSION)
            Path(made).mkdir(exist_ok=True)
    return script.read_text(encoding="utf-8")


def violations(page: Page, source: str, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds on the page at hand, a line a rule with the places."""
    page.evaluate(source)
    found: list[str] = page.evaluate(_FOUND, rules)
    return found
