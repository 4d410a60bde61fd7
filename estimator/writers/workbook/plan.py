"""The worksheet `Plan`: what the document of a sheet says around it, a row a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.blocks import Code, Heading, Items, Paragraph, Quote, Table, plain_text
from estimator.writers.workbook.cells import cell_text
from estimator.writers.workbook.styles import LINE, MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.blocks import Block, Line
    from estimator.writers.workbook.book import Book

NAME = "Plan"
COLUMNS, WIDTH = 6, 24  # a paragraph takes all columns, a cell of a table one
LARGE = 2  # headings up to this level are large


def write_plan(book: Book, sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Write the worksheet."""
    book.set_width(sheet, 0, COLUMNS - 1, WIDTH)
    sheet.write_string(0, 0, book.title, book.styles("title"))
    sheet.set_row(0, 26)
    page = _Page(book, sheet)
    page.write(blocks, "")


class _Page:
    """Writes blocks below each other; `before` stands before the first line of a block, and its width further ones."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 2

    def write(self, blocks: Sequence[Block], before: str) -> None:
        for block in blocks:
            match block:
                case Heading(level, line):
                    self.row += 1
                    self.line(plain_text(line), "chapter" if level <= LARGE else "section_text")
                case Paragraph(line):
                    self.line(before + plain_text(line), "paragraph")
                case Items(start, items):
                    for place, item in enumerate(items):
                        mark = "•" if start is None else f"{start + place}."
                        self.write(item, f"{before.replace('•', ' ')}{mark} ")
                case Table(heads, rows, right):
                    self.table(heads, rows, right)
                case Code(text):
                    for each in text.split("\n"):
                        self.line(each, "formula")
                case Quote(quoted):
                    self.write(quoted, f"{before}    ")
                case _:  # a line across
                    self.row += 1

    def line(self, text: str, style: str) -> None:
        """A text over all columns, as high as it needs."""
        found = self.book.styles(style)
        self.sheet.merge_range(self.row, 0, self.row, COLUMNS - 1, "", found)
        self.sheet.write_string(self.row, 0, cell_text(text), found)
        lines = sum([1 + len(part) // (COLUMNS * WIDTH - 8) for part in text.split("\n")])
        height = 22 if style == "chapter" else LINE
        self.sheet.set_row(self.row, height * min(lines, MOST_LINES) + 3)
        self.row += 1

    def table(self, heads: tuple[Line, ...], rows: tuple[tuple[Line, ...], ...], right: tuple[bool, ...]) -> None:
        """A table, a cell a column."""
        for place, head in enumerate(heads):
            style = "heading_right" if right[place] else "heading"
            self.sheet.write_string(self.row, place, cell_text(plain_text(head)), self.book.styles(style))
        for cells in rows:
            self.row += 1
            texts = [plain_text(cell) for cell in cells]
            for place, text in enumerate(texts):
                style = "text" if right[place] else "cell"
                self.sheet.write_string(self.row, place, cell_text(text), self.book.styles(style))
            self.book.wrap(self.sheet, self.row, [(text, WIDTH) for text in texts])
        self.row += 2
