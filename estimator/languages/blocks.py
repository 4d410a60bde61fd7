"""A text in blocks, as a document lays it out: headings, paragraphs, lists, tables, code. Laid out nowhere.

A line is a row of spans, each a text with one style. All texts are as the user wrote them: whoever shows one makes it
inert for where it goes.
"""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Line: TypeAlias = tuple["Span", ...]
    Block: TypeAlias = "Heading | Paragraph | Items | Table | Code | Quote | Rule"

PLAIN, CODE, STRONG, EMPHASIS = "", "code", "strong", "emphasis"


@record
class Span:
    """A piece of a line; `link` is the address that it leads to, of a page or of mail, or nothing."""

    text: str
    style: str = PLAIN
    link: str = ""


@record
class Heading:
    """A heading, of level 1 to 6."""

    level: int
    line: Line


@record
class Paragraph:
    """A paragraph."""

    line: Line


@record
class Items:
    """A list, numbered from `start` on or, where that is None, with points; an item has blocks of its own."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@record
class Table:
    """A table: its heads, perhaps none, its rows, and whether each column stands to the right."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    right: tuple[bool, ...]


@record
class Code:
    """Lines that stand as they are, with each blank."""

    text: str


@record
class Quote:
    """What is quoted."""

    blocks: tuple[Block, ...]


@record
class Rule:
    """A line across."""


def plain_text(line: Line) -> str:
    """The words of a line."""
    return "".join([span.text for span in line])
