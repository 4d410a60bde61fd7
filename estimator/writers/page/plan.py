"""What a plan says besides its numbers: its prose, and who wrote it, when and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.blocks import (
    CODE,
    EMPHASIS,
    STRONG,
    Code,
    Heading,
    Items,
    Paragraph,
    Quote,
    Rule,
    Steps,
    Table,
)
from estimator.writers.page.inline import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.blocks import Block, Line
    from estimator.languages.report import Report

_TAGS = {CODE: "code", STRONG: "strong", EMPHASIS: "em"}
_FIRST, _LAST = 3, 6  # the levels of headings below that of a section


def facts(report: Report) -> str:
    """Who wrote the sheet, of when its numbers are, and when and by what the page was made. EstimateError."""
    said = [f"<span>{text(head)}: {text(words)}</span>" for head, words in report.imprint.facts()]
    return f'<p class="facts">{" ".join(said)}</p>'


def plan_section(report: Report, prefix: str) -> str:
    """The prose of a Markdown plan."""
    if not report.prose:
        return ""
    label = f"{prefix}-plan"
    body = _blocks(report.prose, _FIRST)
    return f'<section class="plan" aria-labelledby="{label}"><h2 id="{label}">The plan</h2>{body}</section>'


def _blocks(blocks: Iterable[Block], level: int) -> str:
    return "\n".join([_block(each, level) for each in blocks])


def _block(block: Block, level: int) -> str:
    match block:
        case Heading(own, line):
            tag = f"h{min(_LAST, own + level - 1)}"
            return f"<{tag}>{_line(line)}</{tag}>"
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Items(start, items):
            tag = "ul" if start is None else "ol"
            first = f' start="{start}"' if start not in (None, 1) else ""
            return f"<{tag}{first}>{''.join([f'<li>{_blocks(item, level)}</li>' for item in items])}</{tag}>"
        case Table(heads, rows, right):
            sides = [' class="number"' if each else "" for each in right]
            head = "".join(
                [f'<th scope="col"{side}>{_line(each)}</th>' for side, each in zip(sides, heads, strict=False)]
            )
            cells = [
                "".join([f"<td{side}>{_line(each)}</td>" for side, each in zip(sides, row, strict=False)])
                for row in rows
            ]
            body = "".join([f"<tr>{row}</tr>" for row in cells])
            shown = f"<thead><tr>{head}</tr></thead>" if heads else ""
            return f'<div class="wide"><table>{shown}<tbody>{body}</tbody></table></div>'
        case Steps(name, steps):
            lines = "\n".join([text(f"{sign} {step}") for sign, step in steps])
            return f"<pre><code>{text(name)}\n{lines}</code></pre>"
        case Code(words):
            lines = "\n".join([text(line) for line in words.split("\n")])
            return f"<pre><code>{lines}</code></pre>"
        case Quote(blocks):
            return f"<blockquote>{_blocks(blocks, level)}</blockquote>"
        case Rule():
            return "<hr>"
    raise AssertionError(block)


def _line(line: Line) -> str:
    shown = []
    for span in line:
        words = text(span.text)
        tag = _TAGS.get(span.style)
        words = f"<{tag}>{words}</{tag}>" if tag else words
        shown.append(f'<a href="{text(span.link)}" rel="noopener noreferrer">{words}</a>' if span.link else words)
    return "".join(shown)
