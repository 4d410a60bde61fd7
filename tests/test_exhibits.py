"""Exhibits: the same cells in a terminal, in Markdown, in HTML and as comma-separated values, inert in each."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest

from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.languages.exhibit_lines import bar_text, exhibit_lines
from estimator.languages.spans import plain, width
from estimator.writers.exhibits import as_csv, as_html, markdown

HOSTILE = ("=1+1", "<script>alert(1)</script>", "a|b", "\x1b[31mred", "日活用户", "`code`", "x" * 60)


def exhibit(text: str) -> Exhibit:
    first = (Cell(text, "name"), Cell("3 GB"), Cell("60%", bar=Bar(0, 0.6)))
    second = (Cell("b", "name"), Cell("12 GB"), Cell("5%", bar=Bar(0.2, 0.5, 0.3)))
    columns = (Column("assumption", LEFT), Column("value"), Column("share"))
    return Exhibit(text, (f"All of {text}.",), columns, (first, second), (f"Not {text}.",))


@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("text", HOSTILE)
def test_lines_fit_and_cannot_act_on_a_terminal(text: str, columns: int) -> None:
    lines = [plain(line) for line in exhibit_lines(exhibit(text), columns)]
    assert all("\x1b" not in line for line in lines)
    longest = max(width(word) for word in text.split())
    assert max(width(line) for line in lines) <= max(columns, longest + 10)
    assert any("3 GB" in line for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_inert_elsewhere(text: str) -> None:
    found = exhibit(text)
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Reader().feed(as_html((found,)))
    assert "script" not in tags
    assert tags.count("tr") == 3
    assert tags.count("svg") == 2
    for row in csv.reader(io.StringIO(as_csv((found, found)))):
        assert not row or row[0][0] not in "=+-@"
    table = [line for line in markdown((found,)).splitlines() if line.startswith("|")]
    assert [line.replace("\\|", "").count("|") for line in table] == [4] * 4
    assert "<script" not in markdown((found,))


@pytest.mark.parametrize(
    ("bar", "text"),
    [
        (Bar(0, 1), "████████"),
        (Bar(0, 0.5), "████    "),
        (Bar(0, 1 / 64), "▏       "),
        (Bar(0, 0), "        "),
        (Bar(0.5, 1), "   ━━━━━"),
        (Bar(0, 1, 0.5), "━━━━┃━━━"),
        (None, "        "),
        (Bar(-3, 7), "████████"),
    ],
)
def test_a_bar_has_its_length(bar: Bar | None, text: str) -> None:
    assert bar_text(bar, 8) == text
