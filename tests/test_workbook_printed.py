"""A workbook as LibreOffice prints it: every number fits its column, none has more digits than a reader wants.

And what a file manager and another program see of it: who wrote it and when, its size, its formulas.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
from datetime import datetime
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

from estimator.languages.imprint import EPOCH
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers import xlsx
from estimator.writers.export import rendered
from estimator.writers.workbook.cells import DIGITS, HUNDREDTHS, TENTHS, WHOLE, format_of_all, unit_of_part
from tests.changes import loaded, sheets
from tests.data import part_of
from tests.office import converted, office

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000  # bytes of any workbook
PARTS = 24
ALWAYS = ("twitter", "session_store")
NAMES = sorted({*ALWAYS, *part_of(sheets(), PARTS)})
# A number of more digits than a float is shown with, and bytes or things that show a fraction of one and more digits.
_LONG = re.compile(r"\d[.]\d{8,}")
_FRACTION = re.compile(r"\d[.]\d+ +(servers?|shards?|machines?|nodes?|replicas?|instances?)\b")


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("printed")
    found = {}
    for name in NAMES:
        content = rendered(loaded(name), ".xlsx")
        assert isinstance(content, bytes)
        found[name] = folder / f"{name.replace('/', '_').replace('.', '_')}.xlsx"
        found[name].write_bytes(content)
    return found


@pytest.fixture(scope="module")
def pages(workbooks: dict[str, Path]) -> dict[str, str]:
    """The words of all printed pages of each."""
    office()
    program = which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext on the PATH: apt-get install poppler-utils")
    folder = next(iter(workbooks.values())).parent
    files = converted(list(workbooks.values()), "pdf", folder)
    texts = [
        subprocess.run([program, "-layout", str(each), "-"], capture_output=True, check=True, text=True).stdout
        for each in files
    ]
    return dict(zip(workbooks, texts, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_number_fits_its_column_and_is_short(name: str, pages: dict[str, str]) -> None:
    lines = pages[name].splitlines()
    assert len(lines) > 10
    assert [line for line in lines if "##" in line] == []
    assert [line for line in lines if _LONG.search(line)] == []
    assert [line for line in lines if _FRACTION.search(line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_format_keeps_all_digits_of_what_has_many(name: str, workbooks: dict[str, Path]) -> None:
    """In every cell of every worksheet, be it folded away or never printed."""
    import openpyxl

    wrong: list[tuple[str, str, Any]] = []
    book = openpyxl.load_workbook(workbooks[name], data_only=True, read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            wrong += [
                (sheet.title, cell.coordinate, cell.value)
                for cell in row
                if isinstance(cell.value, float) and "General" in cell.number_format and len(f"{cell.value:.15g}") > 9
            ]
    book.close()
    assert [each for each in wrong if each[1][0] < "Z" or len(each[1]) > 4] == []


@pytest.mark.parametrize("value", [0.999999999999923, 999.9999999999989, 3.00000000001])
def test_what_is_nearly_whole_is_cut_by_its_format(value: float) -> None:
    assert unit_of_part(1.0, value).format == format_of_all(unit_of_part(1.0, 1.0), [value, 1.0]) == DIGITS
    assert unit_of_part(1.0, round(value) * (1 + 2**-52)).format == WHOLE


@pytest.mark.parametrize(
    ("value", "shape"), [(0.902, TENTHS), (0.0347, HUNDREDTHS), (0.0999999, TENTHS), (1.234, DIGITS), (-0.25, TENTHS)]
)
def test_a_number_below_one_has_three_digits(value: float, shape: str) -> None:
    assert unit_of_part(1.0, value).format == format_of_all(unit_of_part(1.0, 0.5), [value, value / 3]) == shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("share = 66 to 74%\nrest = 100% - share -> %", "#,##0.0%"),
        ("wait = 8.96 to 8.97 ms\ntwice = wait * 2", "#,##0.000"),
        ("users = 1 to 5 M user\nroom = users * 2 KB/user", 'GB"'),
    ],
)
def test_the_edges_of_a_histogram_can_be_told_apart(text: str, shape: str) -> None:
    book = xlsx.content(estimate(module_from_text(text + "\n", "edges.est")))
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        axis = package.read("xl/charts/chart1.xml").decode("utf-8").partition("<c:catAx>")[2].partition("</c:catAx>")[0]
    assert shape in html.unescape(axis)


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_small(name: str, workbooks: dict[str, Path]) -> None:
    assert workbooks[name].stat().st_size < LARGEST


PLAN = """\
## A plan of servers
## author: Kim Lee
## as_of: 2026-11

users = 10 to 100
servers = ceil(users / 8)
check servers < 20 at 90%
scenario "a campaign": users = 50 to 500
"""


def test_a_workbook_says_who_wrote_it_and_is_made_again_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    monkeypatch.setenv(EPOCH, "1790000000")
    first, again = [rendered(estimate(module_from_text(PLAN, "plan.est")), ".xlsx") for _ in range(2)]
    assert first == again
    assert isinstance(first, bytes)
    book = openpyxl.load_workbook(io.BytesIO(first))
    properties = book.properties
    assert (properties.title, properties.creator) == ("A plan of servers", "Kim Lee")
    assert properties.created == datetime(2026, 9, 21)  # noqa: DTZ001  as openpyxl has it
    sheet = book.worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert sheet.title == "Answers"
    assert texts[0] == "A plan of servers"
    assert any("Author: Kim Lee" in text and "Made: 2026-09-21" in text for text in texts)
    heads = [text for text in texts if text in ("Answer", "Check", "What matters for servers", "Scenarios")]
    assert heads == ["Answer", "Check", "What matters for servers", "Scenarios"]
    assert all(each.print_area and each.page_setup.orientation == "landscape" for each in book.worksheets)
    assert all(each.sheet_properties.pageSetUpPr.fitToPage for each in book.worksheets)


def test_the_prose_of_a_plan_has_a_worksheet_of_its_own() -> None:
    import openpyxl

    head = "# A plan\n\nOwner: the platform team\n\n```est\nx = 2\ny = x * 3\n```\n\n"
    text = f"{head}- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    content = rendered(estimate(module_from_text(text, "plan.md")), ".xlsx")
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:2] == ["Answers", "Plan"]
    texts = [cell.value for row in book["Plan"].iter_rows() for cell in row if cell.value]
    assert [each for each in texts if each in ("Owner: the platform team", "• one", "• two", "a", "2")] == [
        *("Owner: the platform team", "• one", "• two", "a", "2"),
    ]
