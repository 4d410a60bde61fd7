"""The pictures of the README: each is there, and the terminal's is what the command prints today."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from tests.data import ROOT

PICTURES = ROOT / "docs" / "pictures"
SIGNATURES = {".png": b"\x89PNG\r\n", ".svg": b"<svg"}


def test_the_pictures_of_the_readme_are_there() -> None:
    named = {ROOT / path for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))}
    assert named == set(PICTURES.iterdir())
    assert all(path.read_bytes().startswith(SIGNATURES[path.suffix]) for path in named)


def test_the_terminal_is_drawn_as_it_is() -> None:
    """`docs/make_pictures.py` makes all of them anew."""
    path = ROOT / "docs" / "make_pictures.py"
    spec = spec_from_file_location("make_pictures", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (PICTURES / "terminal.svg").read_text("utf-8") == module.terminal()


def test_no_picture_asks_anybody() -> None:
    text = Path(PICTURES / "terminal.svg").read_text("utf-8")
    assert re.findall("https?://[^\"' ]+", text) == ["http://www.w3.org/2000/svg"]
