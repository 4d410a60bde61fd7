"""Texts that look like what a writer puts in by itself: they stay what they are, and stand for nothing else."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import openpyxl
import pytest

from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers.export import rendered
from tests.all_of import all_of

# Characters that nobody types: private ones, which a program may put its marks between, and those of control.
MARKERS = ["\ue000", "\ue001", "\uf8ff", "\U000f0000", "\0", "\x01", "\x1a", "\x7f", "\ufffe", "\ufff9"]
HOLES = [
    "\ue000{}\ue001",
    "{{{}}}",
    "{}",
    "\0{}\0",
    "\ue000{}",
    '<span data-operand="{}">\'',
    "%({})s",
    "\\{}",
    "$\u200b{}",
]
NUMBERS = ["0", "1", "2", "9" * 5000, "-1", "0x1", "\u0661"]
SUFFIXES = (".html", ".md", ".tex", ".csv", ".json", ".ipynb", ".xlsx", ".typ", ".svg")


def text_of(sheet: str, suffix: str) -> str:
    """A sheet as a document of a text format."""
    found = rendered(estimate(module_from_text(sheet, "plan.est")), suffix)
    return found if isinstance(found, str) else ""


@pytest.mark.parametrize("hole", HOLES)
def test_a_text_stands_for_no_step(hole: str) -> None:
    sheet, expected = 'x = 5\nmode = "a"\n', []
    for place, number in enumerate(NUMBERS):
        words = hole.format(number)
        quoted = words.replace('"', "")
        sheet += f'y_{place} = if mode == "{quoted}" then x else x * 2   # {words}\n'
        sheet += f'check mode != "{quoted}"\n'
        shown = "".join([char if char.isprintable() else "\ufffd" for char in quoted])
        expected.append(f'if "a" == "{shown}" then 5 else 5 \N{MULTIPLICATION SIGN} 2')
    pages = {suffix: text_of(sheet, suffix) for suffix in SUFFIXES}
    found = re.findall(r"</span> (if .*?)</p>", pages[".html"])
    told = [unescape(re.sub(r"<[^>]*>", "", line)) for line in found]
    assert [line for line in told if line.startswith('if "a"')] == expected


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_is_in_no_document(marker: str) -> None:
    sheet = f'## A{marker}B\n## C{marker}\n## source: {marker}\n\nmode = "{marker}1{marker}"\nx = 5 user # {marker}\n'
    sheet += f'y = if mode == "{marker}" then x else x * 2\n'
    for suffix in (".html", ".tex", ".csv", ".typ", ".svg"):
        assert marker not in text_of(sheet, suffix)
    assert "A\ufffdB" in text_of(sheet, ".html")


def test_a_star_in_a_text_is_no_sign() -> None:
    sheet = (
        'f(a, mode) = b\n  where\n    c = if mode == "a*b  c" then a * 3 else a\n    b = c * 2\nx = f(5, "a*b  c")\n'
    )
    evaluation = estimate(module_from_text(sheet, "plan.est"))
    opened = "\n".join([plain(line) for line in Words(evaluation, 200, opened=frozenset("*")).sheet()])
    for shown in (opened, unescape(text_of(sheet, ".html"))):
        assert '"a*b  c" then a \N{MULTIPLICATION SIGN} 3' in shown


def test_a_source_that_speaks_of_draws_is_left_alone() -> None:
    sheet = "## Plan\n## source: a paper with 100,000 draws\n\nx = 1 to 5\nz = -1 to 1\ny = x * x + z\n"
    content = rendered(estimate(module_from_text(sheet, "plan.est")), ".xlsx")
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "Source: a paper with 100,000 draws" in texts


SIGNS = [*"=+-@", *"\uff1d\uff0b\uff0d\uff20", *"\ufe66\ufe62\ufe63\ufe6b"]


@pytest.mark.parametrize("sign", SIGNS)
@all_of("before", ["", " ", "   ", "\t", '"', "'", ' "', "\r", "\u3000"])
def test_a_text_that_a_spreadsheet_would_run__is_kept_from_it(sign: str, before: str) -> None:
    words = f'{before}{sign}HYPERLINK("http://example.org")'
    sheet = f"x = 5 user # {words}\ny = x * 2\ncheck y < 20 user # {words}\n"
    rows = list(csv.DictReader(io.StringIO(text_of(sheet, ".csv"), newline=""), strict=True))
    notes = [row["note"] for row in rows if row["note"]]
    assert len(notes) == 2
    for note in notes:
        assert note.startswith(("'", "\ufffd"))
        assert note.removeprefix("'").endswith(f'{sign}HYPERLINK("http://example.org")')


def test_a_text_that_no_spreadsheet_would_run__is_left_alone() -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("x = 5 user # a = b - 1 @ c\ny = x * -2\n", ".csv"), newline="")))
    assert rows[0]["note"] == "a = b - 1 @ c"
    assert rows[1]["value"] == "-10.0"


def test_a_page_goes_nowhere() -> None:
    for sheet in ("x = 5 user\ny = x * 2\n", "## source: a\nx = 5 user\n## source: b\ny = 3 user\n"):
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text_of(sheet, ".html"))
        directives = dict(each.strip().split(" ", 1) for each in policy.split(";"))
        assert {name for name, allowed in directives.items() if allowed == "'none'"} == {
            *("default-src", "base-uri", "form-action")
        }
        assert set(directives) == {"default-src", "base-uri", "form-action", "script-src", "style-src"}
        assert all("unsafe" not in allowed and "http" not in allowed for allowed in directives.values())
