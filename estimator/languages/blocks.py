"""A text in blocks, as a document lays it out: headings, paragraphs, lists, tables, code. Laid out nowhere.

A line is a row of spans, each a text with one style. All texts are as the user wrote them: whoever shows one makes it
inert for where it goes.
"""

from __future__ import annotations

from estimator.records import record
from estimator.units.display import blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Line: TypeAlias = tuple["Span", ...]
    Block: TypeAlias = "Heading | Paragraph | Items | Table | Code | Steps | Quote | Rule"

    from estimator.languages.exhibit import Bar

PLAIN, CODE, STRONG, EMPHASIS = "", "code", "strong", "emphasis"


@record
class Histogram:
    """The heights of its bars, from 0 to 1."""

    heights: tuple[float, ...]

    @property
    def text(self) -> str:
        """The same in characters."""
        return blocks(self.heights)


@record
class Span:
    """A piece of a line; `link` is the address that it leads to, of a page or of mail, or nothing.

    Of a `picture` the text is what says the same in characters.
    """

    text: str
    style: str = PLAIN
    link: str = ""
    picture: Histogram | Bar | None = None


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
class Steps:
    """How a quantity is worked out: its name, then in each line a sign and what stands behind it."""

    name: str
    lines: tuple[tuple[str, str], ...]


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
