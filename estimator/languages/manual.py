"""The documents of the language as a terminal shows them: cut into topics, one a heading, and laid out from Markdown.

Markdown reads well as it is, so little is changed: headings, code and quotes of code keep their words, paragraphs and
tables are laid out for the width, and a link to another topic says how to ask for that one.
"""

from __future__ import annotations

import re

from estimator.languages.spans import padded, safe, width, wrapped
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.languages.spans import Spans

_HEADING = re.compile(r"(#{1,3}) (.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_ITEM = re.compile(r"(\s*)(- |\d+\. )(.*)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*)(\S(?:[^*`]*\S)?)\1(?![\w*])")
_CELL = re.compile(r"(?<!\\)\|")
_NARROWEST = 12  # columns of a table that a terminal has no room for


@record
class Topic:
    """A heading of a document and what stands below it, its own lower headings included."""

    name: str
    title: str
    document: str
    text: str

    def summary(self) -> str:
        """The first sentence below the heading."""
        for kind, lines in _blocks(self.text.splitlines()):
            if kind == "text":
                sentence = re.split(r"(?<=[a-z)`*][.:]) ", _plain_text(" ".join(lines)), maxsplit=1)[0]
                return re.sub(r":$", ".", sentence)
        return self.title


def name_of(title: str) -> str:
    """What a topic is asked for as: `-> unit` is unit, `Your own ranges` your-own-ranges."""
    return "-".join(re.findall(r"\w+", title.lower()))


def topics_of(text: str, document: str) -> list[Topic]:
    """The topics of a document, in its order."""
    lines = text.splitlines()
    heads: list[tuple[int, int, str]] = []
    fenced = False
    for place, line in enumerate(lines):
        fenced ^= line.startswith("```")
        found = None if fenced else _HEADING.fullmatch(line)
        if found is not None:
            heads.append((place, len(found[1]), found[2]))
    topics = []
    for at, (place, level, title) in enumerate(heads):
        # The first heading is the document's, and has what stands before the second one alone.
        ends = [other for other, height, _ in heads[at + 1 :] if height <= level or level == 1]
        body = "\n".join(lines[place + 1 : ends[0] if ends else len(lines)]).strip("\n")
        topics.append(Topic(name_of(title), title, document, body))
    return topics


def manual_lines(text: str, columns: int) -> list[Spans]:
    """A text in Markdown as lines for a terminal."""
    lines: list[Spans] = []
    previous = ""
    for kind, block in _blocks(text.splitlines()):
        if kind == "heading":
            made: list[Spans] = [[(block[0].lstrip("# "), "heading")]]
        elif kind == "code":
            room = max([width(line) for line in block], default=0) + 2 <= columns
            made = [_code("  " * room + line) for line in block]
        elif kind == "table":
            made = _table(block, columns)
        elif kind == "item":
            made = list(_item(block, columns))
        else:
            made = _coloured(wrapped(_plain_text(" ".join(block)), columns))
        lines += [[], *made] if lines and not (kind == "item" and previous == "item") else made
        previous = kind
    return lines


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The parts of a text with their kinds: heading, code, table, item or text."""
    place = 0
    while place < len(lines):
        line, start = lines[place], place
        place += 1
        if not line.strip():
            continue
        if line.startswith("```"):
            while place < len(lines) and not lines[place].startswith("```"):
                place += 1
            yield "code", lines[start + 1 : place]
            place += 1
        elif _HEADING.fullmatch(line):
            yield "heading", [line]
        elif line.startswith("|"):
            while place < len(lines) and lines[place].startswith("|"):
                place += 1
            yield "table", lines[start:place]
        else:
            while place < len(lines) and not _begins(lines[place]):
                place += 1
            yield "item" if _ITEM.fullmatch(line) else "text", lines[start:place]


def _begins(line: str) -> bool:
    """Whether a line is the first of another part."""
    return not line.strip() or line.startswith(("```", "|")) or bool(_HEADING.fullmatch(line) or _ITEM.fullmatch(line))


def _plain_text(text: str) -> str:
    """A paragraph without its marks of links and emphasis; those inside of code are no marks."""
    parts = " ".join(text.split()).split("`")
    whole = "`".join([part if at % 2 else _EMPHASIS.sub(r"\2", part) for at, part in enumerate(parts)])
    return safe(_LINK.sub(lambda found: found[1] + _where(found[2]), whole))


def _where(target: str) -> str:
    """How to come to what a link leads to: another topic is asked for, a file and an address are named."""
    file, _, anchor = target.partition("#")
    if anchor:
        return f" (estimate help {anchor.strip('-')})"
    return f" ({file})" if ":" in file else ""


def _coloured(lines: list[str]) -> list[Spans]:
    """Lines whose quotes of code, which may go on from one to the next, have a role of their own."""
    made: list[Spans] = []
    inside = False
    for line in lines:
        spans: Spans = []
        for at, part in enumerate(line.split("`")):
            inside ^= at > 0
            mark = "`" if at else ""
            text = (mark if inside else "") + part if at else part
            if at and not inside:
                spans[-1:] = [(spans[-1][0] + mark, "value")] if spans else [(mark, "value")]
            if text:
                spans.append((text, "value" if inside else ""))
        made.append(spans)
    return made


def _code(line: str) -> Spans:
    command = line.strip().startswith("$ ")
    return [(safe(line), "value" if command else "")]


def _item(block: list[str], columns: int) -> Iterator[Spans]:
    found = _ITEM.fullmatch(block[0])
    assert found is not None
    indent = width(found[1]) + width(found[2])
    parts = _coloured(wrapped(_plain_text(" ".join([found[3], *block[1:]])), columns - indent))
    for place, spans in enumerate(parts):
        yield [(found[1] + found[2] if place == 0 else " " * indent, ""), *spans]


def _table(block: list[str], columns: int) -> list[Spans]:
    """A table in columns, its long cells in several lines."""
    rows = [[_plain_text(cell.replace("\\|", "|")) for cell in _CELL.split(line.strip()[1:-1])] for line in block]
    head, rows = rows[0], rows[2:]
    rows = [head, *rows] if any(head) else rows
    count = max([len(row) for row in rows])
    rows = [row + [""] * (count - len(row)) for row in rows]
    widths = [max([width(row[at]) for row in rows]) for at in range(count)]
    while sum(widths) + 2 * (count - 1) > columns and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    made: list[Spans] = []
    for place, row in enumerate(rows):
        cells = [_coloured(wrapped(text, room)) for text, room in zip(row, widths, strict=True)]
        for at in range(max([len(cell) for cell in cells])):
            line: Spans = []
            for cell, room in zip(cells, widths, strict=True):
                spans = cell[at] if at < len(cell) else []
                used = sum([width(text) for text, _ in spans])
                line += [*spans, (padded("", room - used + 2), "")]
            heads = place == 0 and any(head)
            made.append([(text, "heading" if heads else role) for text, role in line])
    return made
