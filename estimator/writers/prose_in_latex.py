"""The prose of a plan as LaTeX. Every text of a user is escaped, so that it is set and never run."""

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
    Span,
    Steps,
    Table,
)
from estimator.languages.latex import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.blocks import Block, Line

_COMMANDS = {CODE: "texttt", STRONG: "textbf", EMPHASIS: "emph"}
_DEEPEST = 3  # LaTeX has lists in lists four deep, and a quotation takes part in that
_UNBROKEN = 25  # letters of code that may stand without a place to break
_HIGHEST = 2  # levels of headings that stand on a line of their own


def latex_blocks(blocks: Iterable[Block], depth: int = 0) -> list[str]:
    """Blocks as lines of LaTeX, an empty one behind each."""
    found: list[str] = []
    for block in blocks:
        found += [*_block(block, depth), ""]
    return found


def latex_line(line: Line) -> str:
    """The spans of a line; a link has its address behind it."""
    return "".join([_span(span) for span in line])


def _block(block: Block, depth: int) -> list[str]:
    match block:
        case Heading(level, line):
            return [rf"\{'subsubsection*' if level <= _HIGHEST else 'paragraph*'}{{{latex_line(line)}}}"]
        case Paragraph(line):
            return ["{}" + latex_line(line) + r"\par\smallskip"]
        case Items(start, items):
            return _items(start, items, depth)
        case Table():
            return _table(block)
        case Code(text):
            lines = [rf"\mbox{{}}\texttt{{{_blanks(line)}}}" for line in text.split("\n")]
            return [r"{\small\raggedright", "\\\\\n".join(lines), r"\par}"]
        case Quote(blocks) if depth < _DEEPEST:
            return [r"\begin{quote}", *latex_blocks(blocks, depth + 1), r"\end{quote}"]
        case Quote(blocks):
            return latex_blocks(blocks, depth)
        case Rule():
            return [r"\noindent\hrulefill"]
        case Steps():
            return []  # which a plan has none of
    raise AssertionError(block)


def _items(start: int | None, items: tuple[tuple[Block, ...], ...], depth: int) -> list[str]:
    signs = [r"\textbullet" if start is None else f"{start + place}." for place in range(len(items))]
    if depth >= _DEEPEST:
        parts = [[rf"{sign}\ ", *latex_blocks(item, depth)] for sign, item in zip(signs, items, strict=True)]
        return [line for part in parts for line in part]
    lines = [r"\begin{itemize}"]
    for sign, item in zip(signs, items, strict=True):
        lines += [rf"\item[{sign}]", *latex_blocks(item, depth + 1)]
    return [*lines, r"\end{itemize}"]


def _table(table: Table) -> list[str]:
    width = f"{0.93 / len(table.heads) - 0.01:.3f}\\textwidth"
    left, right = (rf">{{\{side}\arraybackslash}}p{{{width}}}" for side in ("raggedright", "raggedleft"))
    sides = "".join([right if each else left for each in table.right])
    rows = ["{}" + " & ".join([latex_line(cell) for cell in row]) + r" \\" for row in (table.heads, *table.rows)]
    return [
        rf"{{\small\begin{{longtable}}{{@{{}}{sides}@{{}}}}",
        *(r"\toprule", rows[0], r"\midrule\endhead", *rows[1:]),
        r"\bottomrule\end{longtable}}",
    ]


def _span(span: Span) -> str:
    shown = r"\newline ".join([_broken(part) for part in span.text.split("\n")])
    command = _COMMANDS.get(span.style)
    made = rf"\{command}{{{shown}}}" if command else shown
    address = f" ({_broken(span.link)})" if span.link and span.link.removeprefix("mailto:") != span.text else ""
    return made + address


def _broken(text: str) -> str:
    """A text, whose long words may be broken behind their signs."""
    words = text.split(" ")
    return " ".join([_in_parts(word) if len(word) > _UNBROKEN else escaped(word) for word in words])


def _in_parts(word: str) -> str:
    return "".join([escaped(char) + ("" if char.isalnum() else r"\allowbreak{}") for char in word])


def _blanks(text: str) -> str:
    """A line of code with each of its blanks."""
    return _broken(text).replace(" ", r"\ ")
