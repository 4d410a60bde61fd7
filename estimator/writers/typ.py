"""An evaluated sheet as a Typst document, which `typst compile` or a web editor sets without a package.

Every text of a user stands in a string, which Typst sets and never runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.languages.blocks import (
    CODE,
    EMPHASIS,
    STRONG,
    Code,
    Heading,
    Histogram,
    Items,
    Paragraph,
    Quote,
    Rule,
    Span,
    Steps,
    Table,
)
from estimator.languages.exhibit import Bar
from estimator.languages.imprint import PRODUCT, made_at
from estimator.languages.spans import safe
from estimator.writers.paper import by_line, paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.blocks import Block, Line
    from estimator.reckoning.evaluate import Evaluation
    from estimator.writers.paper import Paper

NEEDS: tuple[str, ...] = ()
_PREAMBLE = """\
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 10pt, lang: "en")
#set par(leading: 0.6em, spacing: 0.9em)
#set table(stroke: none, inset: (x: 4pt, y: 3pt), align: (x, y) => left + top)
#show table: set text(size: 9pt, hyphenate: false)
#set table.cell(breakable: false)
#show raw: set text(size: 8.5pt)
#show heading: set block(above: 1.4em, below: 0.7em, sticky: true)
#let ink = rgb("#4078c0")
#let histogram(..heights) = box(width: heights.pos().len() * 4pt, height: 10pt, baseline: 1pt, {
  for (place-of, height) in heights.pos().enumerate() {
    place(bottom + left, dx: place-of * 4pt, rect(width: 3.4pt, height: calc.max(height, 0.04) * 10pt, fill: ink))
  }
})
#let bar(start, end, middle: none) = box(width: 70pt, height: 8pt, baseline: 1pt, {
  place(left + horizon, rect(width: 70pt, height: 0.4pt, fill: luma(200)))
  place(left + horizon, dx: start * 70pt, rect(width: calc.max(end - start, 0.01) * 70pt, height: 6pt, fill: ink))
  if middle != none { place(left + horizon, dx: middle * 70pt, rect(width: 0.8pt, height: 8pt, fill: black)) }
})
#let steps(name, ..lines) = block(breakable: false, above: 0.9em, pad(left: 4pt, grid(
  columns: (auto, auto, 1fr), column-gutter: 5pt, row-gutter: 5pt,
  ..lines.pos().enumerate().map(((place, line)) => (if place == 0 { name } else { hide(name) }, ..line)).flatten(),
)))
"""
_SIGNS = re.compile(r"(?<=[_.,/(=])(?=[^\s_.,/(=])")
_LONG = re.compile(r"\S{15,}")
_UNBROKEN = re.compile(r"[^\s\u200b]{30}(?=[^\s\u200b])")
_BREAK, _BREAK_SEEN = "\u200b", "\\u{200b}"  # where a word may be broken; what is safe has none of its own
_FUNCTIONS = {STRONG: "strong", EMPHASIS: "emph"}
_TALL = 1500  # characters of a cell that may be higher than a page
_SMALL = 7  # columns, from which on a table is set smaller


def content(evaluation: Evaluation) -> str:
    """The document."""
    return document(paper(evaluation))


def document(made: Paper) -> str:
    """The Typst text of a document."""
    at = made_at()
    authors = "".join([f"{string(each)}, " for each in made.report.imprint.authors])
    day = f"datetime(year: {at.tm_year}, month: {at.tm_mon}, day: {at.tm_mday})"
    head = f"#set document(title: {string(made.title)}, author: ({authors}), date: {day})\n"
    parts = [f"= {_line((Span(made.title),))}", _line(by_line(made.facts)), *[_block(each) for each in made.blocks]]
    return f"// Made by {PRODUCT}.\n{head}{_PREAMBLE}\n" + "\n\n".join(parts) + "\n"


def string(words: str) -> str:
    """A user's text as a string of Typst."""
    return _quoted(safe(words))


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _string(words: str) -> str:
    """A text as a string whose long words may be broken: behind their signs, and where they have none, anywhere."""
    broken = _LONG.sub(lambda found: _SIGNS.sub(_BREAK, found[0]), safe(words))
    broken = _UNBROKEN.sub(lambda found: found[0] + _BREAK, broken)
    return _quoted(broken).replace(_BREAK, _BREAK_SEEN)


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'=' * level} {_line(line)}"
        case Paragraph(line):
            return _line(line)
        case Items(start, items):
            inner = "".join([f"  [{_blocks(item)}],\n" for item in items])
            return f"#list(\n{inner})" if start is None else f"#enum(start: {start},\n{inner})"
        case Table():
            return _table(block)
        case Code(text):
            lines = "\\n".join([_string(line)[1:-1] for line in text.split("\n")])
            return f'#raw("{lines}", block: true)'
        case Steps(name, lines):
            rows = [f"  ([{_shown(sign)}], [{_shown(behind)}]),\n" for sign, behind in lines]
            return f"#steps([{_line((Span(name, CODE),))}],\n{''.join(rows)})"
        case Quote(blocks):
            return f"#quote(block: true)[{_blocks(blocks)}]"
        case Rule():
            return "#line(length: 100%, stroke: 0.5pt + luma(160))"
    raise AssertionError(block)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join([_block(each) for each in blocks])


def _table(table: Table) -> str:
    sides = ", ".join(["right" if each else "left" for each in table.right])
    heads = ", ".join([f"[#strong[{_line(head)}]]" if head else "[]" for head in table.heads])
    rows = "".join([f"  {', '.join([f'[{_line(cell)}]' for cell in row])},\n" for row in table.rows])
    made = (
        f"table(\n  columns: {len(table.heads)}, align: ({sides},),\n  table.hline(stroke: 0.8pt),\n"
        f"  table.header({heads}),\n  table.hline(stroke: 0.4pt),\n{rows}  table.hline(stroke: 0.8pt),\n)"
    )
    settings = "#show table: set text(size: 7pt)\n" if len(table.heads) >= _SMALL else ""
    if any(sum([len(span.text) for span in cell]) > _TALL for row in table.rows for cell in row):
        settings += "#set table.cell(breakable: true)\n"
    return f"#[\n{settings}#{made}\n]" if settings else f"#{made}"


def _line(line: Line) -> str:
    return "".join([_span(span) for span in line])


def _span(span: Span) -> str:
    if isinstance(span.picture, Histogram):
        return f"#histogram({', '.join([f'{each:.2f}' for each in span.picture.heights])})"
    if isinstance(span.picture, Bar):
        middle = "" if span.picture.middle is None else f", middle: {span.picture.middle:.3f}"
        return f"#bar({span.picture.start:.3f}, {span.picture.end:.3f}{middle})"
    made = " #linebreak() ".join([_shown(part, span.style) for part in span.text.split("\n")])
    return f"#link({string(span.link)})[{made}]" if span.link else made


def _shown(words: str, style: str = "") -> str:
    """A text in a style, in the midst of a line."""
    if not words:
        return ""
    if style == CODE:
        return f"#raw({_string(words)})"
    name = _FUNCTIONS.get(style)
    return f"#{name}({_string(words)})" if name else f"#{_string(words)}"
