"""The prose of a Markdown document around its sheet, in blocks; the sheet and the tables that we made are left out.

markdown-it reads it as CommonMark with the tables of code hosts. HTML is not carried on, its words are.
"""

from __future__ import annotations

import re

from estimator.languages.blocks import (
    CODE,
    EMPHASIS,
    PLAIN,
    STRONG,
    Code,
    Heading,
    Items,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    plain_text,
)
from estimator.notation.prose import written_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from estimator.languages.blocks import Block, Line

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FOLDED, _END_OF_FOLD = "<summary", "</details"
_LEADS_OUT = ("http://", "https://", "mailto:")
_STYLES = {"strong": STRONG, "em": EMPHASIS}
_LAST_LEVEL = 6


def plan_blocks(document: str, said: Sequence[str] = ()) -> tuple[Block, ...]:
    """The blocks of a document, its headings at the levels from 1 on without a gap.

    Left out are the headings and paragraphs that are one of the texts that are `said` already, and headings with
    nothing below them any more.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark").enable("table")  # what is struck through keeps its tildes
    tree = SyntaxTreeNode(parser.parse(written_text(document)))
    known = {_words(each) for each in said}
    blocks = [each for each in _blocks(tree.children) if not _is_said(each, known)]
    kept = [each for place, each in enumerate(blocks) if _has_content(blocks, place)]
    levels = sorted({each.level for each in kept if isinstance(each, Heading)})
    return tuple(
        [Heading(levels.index(each.level) + 1, each.line) if isinstance(each, Heading) else each for each in kept]
    )


def _is_said(block: Block, known: set[str]) -> bool:
    return isinstance(block, (Heading, Paragraph)) and _words(plain_text(block.line)) in known


def _words(text: str) -> str:
    return "".join([char for char in text if char.isalnum()])


def _has_content(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block is one, or a heading with something below it before the next of its level."""
    block = blocks[place]
    if not isinstance(block, Heading):
        return bool(block != Paragraph(()))
    for below in blocks[place + 1 :]:
        if not isinstance(below, Heading):
            return below != Paragraph(())  # an empty one is where something folded ends
        if below.level <= block.level:
            break
    return False


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
    found: list[Block] = []
    for node in nodes:
        if node.type == "heading":
            line = _line(node)  # of a picture or a tag alone there are no words
            found += [Heading(int(node.tag[1:]), line)] if plain_text(line).strip() else []
        elif node.type == "paragraph":
            found += [Paragraph(line)] if (line := _line(node)) else []
        elif node.type in ("bullet_list", "ordered_list"):
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            found.append(Items(start, tuple([_blocks(item.children) for item in node.children])))
        elif node.type == "blockquote":
            found.append(Quote(_blocks(node.children)))
        elif node.type == "table":
            found.append(_table(node))
        elif node.type == "code_block" or (node.type == "fence" and node.info.split(" ")[0] != "est"):
            found.append(Code(node.content.removesuffix("\n")))
        elif node.type == "hr":
            found.append(Rule())
        elif node.type == "html_block":
            found += _of_html(node.content)
    return tuple(found)


def _of_html(content: str) -> list[Block]:
    """The words of a block of HTML; what a fold is called stands as a heading over what is in it."""
    words = " ".join(_TAG.sub(" ", _COMMENT.sub(" ", content)).split())
    line = (Span(words),)
    found: list[Block] = [Paragraph(())] if _END_OF_FOLD in content else []
    if words:
        found.append(Heading(_LAST_LEVEL, line) if _FOLDED in content else Paragraph(line))
    return found


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    heads, *others = [tuple([_line(cell) for cell in row.children]) for row in rows]
    right = tuple(["right" in str(cell.attrs.get("style", "")) for cell in rows[0].children])
    return Table(heads, tuple(others), right)


def _line(node: SyntaxTreeNode) -> Line:
    """The spans of an inline text, those of one style and one link joined."""
    spans: list[Span] = []
    for inline in node.children:
        spans += _spans(inline.children, PLAIN, "")
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].style == span.style and joined[-1].link == span.link:
            joined[-1] = Span(joined[-1].text + span.text, span.style, span.link)
        elif span.text:
            joined.append(span)
    return tuple(joined)


def _spans(nodes: Sequence[SyntaxTreeNode], style: str, link: str) -> list[Span]:
    found: list[Span] = []
    for node in nodes:
        if node.type == "code_inline":
            found.append(Span(node.content, CODE, link))
        elif node.type == "softbreak":
            found.append(Span(" ", style, link))
        elif node.type == "hardbreak":
            found.append(Span("\n", style, link))
        elif node.type in ("link", "image"):
            target = str(node.attrs.get("href", node.attrs.get("src", "")))
            found += _spans(node.children, style, target if target.startswith(_LEADS_OUT) else link)
        elif node.type == "html_inline":
            pass  # a tag or a comment, behind which its words stand
        elif node.children:
            found += _spans(node.children, _STYLES.get(node.type, style), link)
        else:
            found.append(Span(node.content, style, link))
    return found
