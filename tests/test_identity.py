"""What the printer writes: canonical text comes back unchanged, other spellings become canonical.

The data is in cases/identity: `lines.est` a line each, other `.est` files as a whole, `spellings.txt` pairs in a line,
`blocks.txt` longer ones (title, `.`, input, `.`, expected, `.`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.languages.problem_reports import report_text
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import Source
from tests.all_of import all_of
from tests.data import blocks, files, lines

if TYPE_CHECKING:
    from pathlib import Path

LINES = lines("identity/lines.est")
SHEETS = [path for path in files("identity", ".est") if path.name != "lines.est"]
SPELLINGS = [tuple(line.split(" => ")) for line in lines("identity/spellings.txt")]
BLOCKS = {title: (written, canonical) for title, written, canonical in blocks("identity/blocks.txt")}


def printed(text: str) -> str:
    """The canonical text of a sheet that has no problems; to parse it gives the same tree, and so the same text."""
    sheet = parse_sheet(Source("test", text))
    assert not sheet.problems, report_text(sheet.problems)
    again = print_sheet(sheet)
    assert parse_sheet(Source("test", again)) == sheet
    return again


def test_the_data_is_found() -> None:
    assert (len(LINES) > 150, len(SHEETS) > 1, len(SPELLINGS) > 40, len(BLOCKS) > 5) == (True,) * 4
    assert all(len(pair) == 2 for pair in SPELLINGS)


@all_of("line", LINES)
def test_a_canonical_line_comes_back_unchanged(line: str) -> None:
    assert printed(line) == line + "\n"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_canonical_sheet_comes_back_unchanged(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert printed(text) == text


@pytest.mark.parametrize(("written", "canonical"), SPELLINGS)
def test_another_spelling_becomes_canonical(written: str, canonical: str) -> None:
    assert printed(written) == canonical + "\n"
    assert printed(canonical) == canonical + "\n"


@pytest.mark.parametrize("title", list(BLOCKS))
def test_another_layout_becomes_canonical(title: str) -> None:
    written, canonical = BLOCKS[title]
    assert printed(written) == canonical
