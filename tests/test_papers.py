"""Documents that are printed or sent on: Word, Typst and PDF; and the picture of the answers."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pytest
import typst

from estimator.languages import imprint
from estimator.languages.spans import width
from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.export import export, rendered
from estimator.writers.pdf import pdf
from estimator.writers.typ import string
from tests.data import ROOT, part_of
from tests.documents import of, text_of
from tests.hostile_text import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation

SHEETS = [*shipped_library().names(), *sorted(str(each) for each in (ROOT / "examples").rglob("*.est"))]
PLAN = ROOT / "examples" / "capacity_plan.md"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SVG = "{http://www.w3.org/2000/svg}"


def content_of(evaluation: Evaluation, suffix: str) -> bytes:
    found = rendered(evaluation, suffix)
    assert isinstance(found, bytes)
    return found


def words_of(document: bytes) -> str:
    """The text of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "".join(ET.fromstring(archive.read("word/document.xml")).itertext())  # noqa: S314  our own


@pytest.mark.parametrize("name", part_of(SHEETS, 24), ids=lambda name: name.rpartition("/")[2])
def test_each_sheet_is_a_document_in_word_and_print_and_a_picture(name: str) -> None:
    """Typst refuses a PDF/UA with a character that no font has, or that a screen reader could not read in order."""
    evaluation = estimate(read_module(name, shipped_library()))
    try:
        printed = content_of(evaluation, ".pdf")
    except EstimateError as error:
        assert "no quantities to export" in str(error)  # noqa: PT017
        return
    assert printed.startswith(b"%PDF-")
    title = evaluation.model.module.sheet.title or "Answers"
    assert title.split()[0] in words_of(content_of(evaluation, ".docx"))
    picture = ET.fromstring(text_of(evaluation, ".svg"))  # noqa: S314
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    for each in picture.iter(f"{SVG}rect"):
        x, y, wide, high = (float(each.attrib.get(key, "0")) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    assert {each.tag for each in picture.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text")}


def test_the_same_day_gives_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(imprint.EPOCH, "1790000000")
    for suffix in (".docx", ".pdf", ".typ", ".svg"):
        first, second = (rendered(estimate(read_module("twitter", shipped_library())), suffix) for _ in range(2))
        assert first == second
    for at in ("0", "9999999999"):  # before and after what an archive may have
        monkeypatch.setenv(imprint.EPOCH, at)
        assert content_of(of("x = 2\ny = x * 3\n"), ".docx")


def test_a_plan_brings_its_prose_its_author_and_its_figures() -> None:
    text = PLAN.read_text(encoding="utf-8").replace("```est\n", "```est\n## author: Kim Lee\n\n", 1)
    evaluation = estimate(module_from_text(text, str(PLAN)))
    typ = "".join([each[1:-1] for each in _STRING.findall(text_of(evaluation, ".typ"))])
    for words in (words_of(content_of(evaluation, ".docx")), typ.replace("\\u{200b}", "")):
        for said in ("Owner: the platform team", "growth from the business plan", "The next review", "Author: Kim Lee"):
            assert said in words
        assert "6.73 PB" in words
        assert "estimate: begin" not in words


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:30])
def test_a_hostile_text_stands_in_strings_of_typst_alone(words: str) -> None:
    mark = "zqx"
    note = words.replace("\n", " ").replace("\r", " ")
    sheet = (
        f"## Plan {mark} {note} {mark}\n## source: {mark} {note}\n\nx = 5 user   # {mark} {note} {mark}\ny = x * 2\n"
    )
    evaluation = of(sheet)
    typ = text_of(evaluation, ".typ")
    assert mark not in _STRING.sub("", typ)
    assert typ.count(mark) >= 4
    assert pdf(typ).startswith(b"%PDF-")
    assert mark in words_of(content_of(evaluation, ".docx"))
    picture = ET.fromstring(text_of(evaluation, ".svg"))  # noqa: S314
    assert any(mark in (each.text or "") for each in picture.iter(f"{SVG}text"))


def test_a_string_of_typst_is_read_back_as_it_was() -> None:
    for words in ('a "b" \\ c', "\\u{41}", "#panic()", "$x$ // */ `", "中文"):
        found = typst.query(f"#metadata({string(words)}) <it>".encode(), "<it>", field="value", one=True)
        assert json.loads(found) == words


def test_a_character_without_a_font_is_shown_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which ones these are hangs on the fonts of the machine, but for the compiler's own."""
    asked = []
    compiled = typst.compile

    def without_fonts(text: bytes, **named: Any) -> Any:
        asked.append(text.decode())
        return compiled(text, ignore_system_fonts=True, **named)

    monkeypatch.setattr(typst, "compile", without_fonts)
    evaluation = of("## Plan 日活\n\nx = 5 user   # 每天 \U00010330 é\ny = x * 2\n")
    assert content_of(evaluation, ".pdf").startswith(b"%PDF-")
    before, after = asked
    for char in "日活每天\U00010330":
        assert char in before
        assert char not in after
        assert f"[U+{ord(char):04X}]" in after
    assert "é" in after
    assert "stands here as its number" in after


def test_words_of_any_length_stay_on_the_page() -> None:
    long = "a" * 150
    typ = text_of(of(f"## {long}\n\n{long}_b = 5 user   # {long}\ny = {long}_b * 2\n"), ".typ")
    for found in _STRING.findall(typ):
        if "a" * 20 in found:
            assert (
                max(map(len, found.split("\\u{200b}"))) <= 40
                or "title:" in typ[typ.index(found) - 8 : typ.index(found)]
            )


def test_a_table_beyond_ascii_is_marked_as_utf_8_in_a_file(tmp_path: Path) -> None:
    for note, mark in (("plain", b""), ("每天", b"\xef\xbb\xbf")):
        evaluation = of(f"x = 5 user   # {note}\ny = x * 2\n")
        export(evaluation, str(tmp_path / f"{note}.csv"))
        assert (tmp_path / f"{note}.csv").read_bytes() == mark + text_of(evaluation, ".csv").encode()


def test_a_heading_of_a_plan_is_at_most_one_level_below_the_one_before() -> None:
    document = (
        "# Plan\n\n#### Deep\n\nOne.\n\n## High\n\nTwo.\n\n###### Deepest\n\nThree.\n\n```est\nx = 2\ny = x * 3\n```\n"
    )
    typ = text_of(of(document, name="plan.md"), ".typ")
    levels = [len(each) for each in re.findall(r"^(=+) ", typ, re.MULTILINE)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert pdf(typ).startswith(b"%PDF-")


def test_a_link_of_a_plan_leads_to_pages_alone() -> None:
    links = "[out](https://example.com/a_b?c=d&e) [in](notes.md) [bad](javascript:alert) <mailto:kim@example.com>"
    document = f"# Plan\n\n{links}\n\n```est\nx = 2\ny = x * 3\n```\n"
    evaluation = of(document, name="plan.md")
    assert re.findall(r"#link\((.*?)\)", text_of(evaluation, ".typ")) == [
        '"https://example.com/a_b?c=d&e"',
        '"mailto:kim@example.com"',
    ]
    with zipfile.ZipFile(io.BytesIO(content_of(evaluation, ".docx"))) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert re.findall(r'Target="([^"]*)" TargetMode="External"', relations) == [
        "https://example.com/a_b?c=d&amp;e",
        "mailto:kim@example.com",
    ]


def test_no_word_of_a_table_in_word_is_broken() -> None:
    """The narrowest letters of its fonts take 2 mm in the middle; a Chinese one takes two of them."""
    text = "users = 1.5亿 (1亿 to 2亿) user  # 日活用户\nrate = users * 2 request/user/day -> QPS\n"
    text += "check rate < 9 k QPS  # 机房预算\n"
    document = docx.Document(io.BytesIO(content_of(of(text), ".docx")))
    for table in document.tables:
        for column in table.columns:
            words = [word for cell in column.cells for word in cell.text.split()]
            assert column.width.cm >= 0.2 * max([width(word) for word in words], default=0), words
    answers = next(table for table in document.tables if table.rows[0].cells[0].text == "Answer")
    value = answers.rows[1].cells[1]
    assert value.width.cm >= 0.2 * width(value.text)  # 3.47 k QPS on one line
    assert sum(column.width.cm for column in answers.columns) == pytest.approx(17, abs=0.01)
