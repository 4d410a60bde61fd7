"""An evaluated sheet as a Word document, with Word's own headings, lists and tables, for whoever goes on with it.

Its pictures are characters, which every reader of such files shows.
"""

from __future__ import annotations

import calendar
import io
import zipfile
from datetime import UTC, datetime
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
    plain_text,
)
from estimator.languages.imprint import made_at, product
from estimator.languages.spans import safe
from estimator.languages.spans import width as columns
from estimator.writers.paper import by_line, paper

if TYPE_CHECKING:
    from collections.abc import Iterable
    from time import struct_time

    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Row as TableRow
    from docx.text.paragraph import Paragraph as Words
    from docx.text.run import Run

    from estimator.languages.blocks import Block, Line
    from estimator.reckoning.evaluate import Evaluation
    from estimator.writers.paper import Paper

NEEDS: tuple[str, ...] = ("docx", "docx")
MONOSPACE, SMALL, SMALLER, ACCENT = "Consolas", 9, 8, "2F6DB5"
MOST_INDENTED = 3  # levels of lists that Word's template has styles for
MANY = 7  # columns, from which on a table is set smaller
ROOM = 17  # centimetres between the margins
WIDEST = 32  # characters, as which a longer text counts in the width of its column
WIDER = 1.5  # is a character of a picture than one of a text
CHARACTER = 0.2  # centimetres of one in a table
PADDING = 0.4  # centimetres of a cell at both sides
BOLDER = 1.15  # is a character of a head than one of a text
UNBROKEN = 26  # characters of a text that no line breaks, as 20 to 80 message/user/day
WIDE = 18  # characters of a name behind which there is no room on its line
_LOOK = "0620"  # a head; no bands of rows or columns
_FIRST, _LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)


def content(evaluation: Evaluation) -> bytes:
    """The document. ImportError without python-docx."""
    return _Writer(paper(evaluation)).content()


class _Writer:
    """Writes the blocks of one document."""

    def __init__(self, made: Paper) -> None:
        import docx

        self.made = made
        self.document: Document = docx.Document()

    def content(self) -> bytes:
        """The file, the same for the same paper and the same day."""
        self._set_up()
        self.document.add_heading(safe(self.made.title), 0)
        self._line(self.document.add_paragraph(), by_line(self.made.facts))
        self._blocks(self.made.blocks)
        file = io.BytesIO()
        self.document.save(file)
        return _as_of(file, made_at())

    def _set_up(self) -> None:
        """Page, styles and properties."""
        from docx.shared import Cm, Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(10)
        normal.paragraph_format.space_after = Pt(4)
        self.document.styles["No Spacing"].font.size = Pt(10)
        self.document.styles["Title"].font.size = Pt(20)
        about, now = self.document.core_properties, datetime.fromtimestamp(calendar.timegm(made_at()), tz=UTC)
        about.title, about.author = safe(self.made.title)[:255], safe(self.made.report.imprint.author)[:255]
        about.created = about.modified = now.replace(tzinfo=None)
        about.last_modified_by, about.comments, about.revision = "", product(), 1

    def _blocks(self, blocks: Iterable[Block], depth: int = 0) -> None:
        for block in blocks:
            self._block(block, depth)

    def _block(self, block: Block, depth: int) -> None:
        match block:
            case Heading(level, line):
                self._line(self.document.add_heading("", level - 1), line)
            case Paragraph(line):
                self._line(self._paragraph("Normal", depth), line)
            case Items(start, items):
                for place, item in enumerate(items):
                    self._item(item, f"{start + place}. " if start is not None else "", depth + 1)
            case Table():
                self._table(block)
            case Code(text):
                for each in text.split("\n"):
                    self._line(self._tight("No Spacing", depth), (Span(each, CODE),))
            case Steps(name, steps):
                for place, (sign, behind) in enumerate(steps):
                    self._step(name if not place else "", sign, behind, is_last=place + 1 == len(steps))
            case Quote(blocks):
                for inner in blocks:
                    if isinstance(inner, Paragraph):
                        self._line(self._paragraph("Quote", depth), inner.line)
                    else:
                        self._block(inner, depth + 1)
            case Rule():
                self._line(self._paragraph("Normal", depth), (Span("⁂"),))

    def _paragraph(self, style: str, depth: int) -> Words:
        from docx.shared import Cm

        made = self.document.add_paragraph(style=style)
        if depth:
            made.paragraph_format.left_indent = Cm(0.6 * depth)
        return made

    def _tight(self, style: str, depth: int) -> Words:
        made = self._paragraph(style, depth)
        made.paragraph_format.keep_together = True
        return made

    def _item(self, blocks: tuple[Block, ...], number: str, depth: int) -> None:
        """An item of a list: its first paragraph behind a point or its number, all else below that."""
        first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], Paragraph) else (None, blocks)
        line = first.line if isinstance(first, Paragraph) else ()
        if number:
            made = self._paragraph("Normal", depth)
            self._line(made, (Span(number), *line))
        else:
            level = min(depth, MOST_INDENTED)
            self._line(self.document.add_paragraph(style=f"List Bullet{f' {level}' if level > 1 else ''}"), line)
        self._blocks(rest, depth)

    def _step(self, name: str, sign: str, behind: str, *, is_last: bool) -> None:
        """A line of a working, its sign below the one before."""
        from docx.shared import Cm, Pt

        made = self._tight("No Spacing", 0)
        layout = made.paragraph_format
        layout.left_indent, layout.first_line_indent = Cm(4.5), Cm(-4.5)
        layout.tab_stops.add_tab_stop(Cm(4))
        layout.tab_stops.add_tab_stop(Cm(4.5))
        layout.keep_with_next = not is_last
        if is_last:
            layout.space_after = Pt(6)
        if name:
            self._line(made, (Span(name, CODE),))
        made.add_run("\t" if len(name) < WIDE else "\n\t")
        self._line(made, (Span(sign),))
        made.add_run("\t")
        self._line(made, (Span(behind),))

    def _table(self, table: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        made = self.document.add_table(rows=0, cols=len(table.heads), style="Light Shading")
        made.autofit = False
        widths = [Cm(each) for each in _widths(table)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        _without_bands(made)
        size = Pt(SMALL if len(table.heads) < MANY else SMALLER)
        heads = tuple([tuple([Span(span.text, STRONG) for span in head]) for head in table.heads])
        for place, row in enumerate([heads, *table.rows]):
            cells = made.add_row()
            _marked(cells, is_head=not place)
            for cell, line, to_right, width in zip(cells.cells, row, table.right, widths, strict=True):
                cell.width = width
                words = cell.paragraphs[0]
                words.paragraph_format.space_after = Pt(1)
                if to_right:
                    words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._line(words, line, size)
        behind = self.document.add_paragraph(style="No Spacing")  # else two tables would be one
        behind.add_run(" ").font.size = Pt(4)

    def _line(self, words: Words, line: Line, size: int | None = None) -> None:
        for span in line:
            for place, part in enumerate(span.text.split("\n")):
                if place:
                    words.add_run().add_break()
                if part:
                    self._run(words, span, safe(part), size)

    def _run(self, words: Words, span: Span, text: str, size: int | None) -> None:
        from docx.shared import Pt, RGBColor

        run = words.add_run(text)
        if size is not None:
            run.font.size = size
        if span.style == STRONG:
            run.bold = True
        elif span.style == EMPHASIS:
            run.italic = True
        elif span.style == CODE:
            run.font.name = MONOSPACE
            run.font.size = Pt(SMALLER)
        if span.picture is not None:
            run.font.name = MONOSPACE
            run.font.color.rgb = RGBColor.from_string(ACCENT)
        if span.link:
            _link(words, run, span.link)


def _widths(table: Table) -> list[float]:
    """The widths of the columns in centimetres: as much of the page as their longest words ask for, and their texts.

    None is narrower than its longest word, as long as the page has room for that.
    """
    asked, least = [], []
    for place in range(len(table.heads)):
        head, *texts = [plain_text(row[place]) for row in (table.heads, *table.rows)]
        word = max([columns(word) for text in (head, *texts) for word in text.split()], default=1)
        line = max([columns(line) for text in (head, *texts) for line in text.split("\n")], default=1)
        drawn = max(
            [len(span.text) for row in table.rows for span in row[place] if span.picture is not None], default=0
        )
        asked.append(max(3, min(word, WIDEST), min(line, WIDEST), round(WIDER * drawn)))
        bold = max([BOLDER * columns(word) for word in head.split()], default=1)
        whole = max([columns(text) for text in texts if columns(text) <= UNBROKEN], default=1)
        least.append(PADDING + CHARACTER * max(min(word, WIDEST), bold, whole, WIDER * drawn))
    if sum(least) >= ROOM:
        return [ROOM * each / sum(least) for each in least]
    widths = [ROOM * each / sum(asked) for each in asked]
    for _ in asked:  # what some lack comes from those that have more
        lacking = [max(width, need) for width, need in zip(widths, least, strict=True)]
        spare = [width - need for width, need in zip(lacking, least, strict=True)]
        over = sum(lacking) - ROOM
        widths = [width - over * each / (sum(spare) or 1) for width, each in zip(lacking, spare, strict=True)]
    return widths


def _link(words: Words, run: Run, address: str) -> None:
    """Put a run into a link, for which python-docx has no words of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), words.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(run._r)  # noqa: SLF001
    words._p.append(made)  # noqa: SLF001


def _marked(row: TableRow, *, is_head: bool) -> None:
    """Keep a row on one page, and repeat the head on each."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    settings = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no other name for them
    for tag in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), "true")
        settings.append(mark)


def _without_bands(table: WordTable) -> None:
    """Every second row is not grey, and the first column not bold."""
    from docx.oxml.ns import qn

    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    if look is not None:
        look.attrib.clear()
        look.set(qn("w:val"), _LOOK)


def _as_of(file: io.BytesIO, day: struct_time) -> bytes:
    """The archive with one time at all its entries, as its format has them: from 1980 to 2107."""
    at = min(max(day[:6], _FIRST), _LAST)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
