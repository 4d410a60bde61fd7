"""The workbook of an evaluation as its worksheets share it: the file, the cells that others refer to, the report."""

from __future__ import annotations

import io
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from estimator.languages.imprint import made_at, product
from estimator.languages.program import Program
from estimator.languages.reporting import reported
from estimator.languages.scales import scale_of
from estimator.languages.spans import width
from estimator.languages.values import Values
from estimator.writers.workbook.cells import Names, Unit, cell_text, unit_of
from estimator.writers.workbook.points import Points
from estimator.writers.workbook.points_sheet import PointsWorksheet
from estimator.writers.workbook.styles import LINE, MOST_LINES, PlainWorksheet, Styles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import xlsxwriter.worksheet

    from estimator.languages.report import Row
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.writers.workbook.rows import Line

LEFT_HEADS = {
    "Name",
    "Assumption",
    "Answer",
    "Check",
    "Threshold",
    "Gives",
    "Unit",
    "Note",
    "Source",
    "As written",
    "Formula in the notation",
    "Function",
}
HEAD_HEIGHTS = (26, 20, 18)
LONGEST_COLUMN = 46
PRINTED_WIDTH, USUAL_WIDTH = 170, 8.43  # in characters: of a page, and of a column that nobody has set
LONGEST_PROPERTY = 200  # characters; a header takes 255 with its codes


class Book:
    """What the worksheets share; write.py makes them in their order.

    known       the names of the cells of assumptions, and their units, by step
    inputs      each input's own cell, by its step and role; `parameters` those of a range, by its step
    shown       the lines of the worksheet Working, by step
    result_names  the name of each quantity's cell, by its step
    """

    def __init__(self, evaluation: Evaluation) -> None:
        import xlsxwriter

        self.evaluation = evaluation
        self.model = evaluation.model
        self.program = Program(evaluation)
        self.values = Values(evaluation)
        self.report = reported(evaluation, self.values)
        self.stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(self.stream, options)
        self.styles = Styles(self.file)
        self.names = Names()
        self.known: dict[int, tuple[str, Unit]] = {}
        self.inputs: dict[tuple[int, str], tuple[str, Unit]] = {}
        self.parameters: dict[int, list[str]] = {}
        self.shown: dict[int, Line] = {}
        self.result_names: dict[int, str] = {}
        self.widths: dict[tuple[str, int], float] = {}  # of columns, by worksheet and place, of those with heads
        self.title = cell_text(self.report.title)
        self.factors = {each.row.name: each.factor for each in self.report.working}  # ÷ 86,400 s/day
        self._tell_properties()
        self.file.set_size(2400, 1400)
        names = [len(row.name) for row in self.report.rows]
        self.longest_name = min(LONGEST_COLUMN, max(names, default=0) + 2)

    def _tell_properties(self) -> None:
        """What a file manager shows; the day alone, so that one and the same file can be made again that day."""
        imprint, day = self.report.imprint, datetime(*made_at()[:3])  # noqa: DTZ001  a property has no zone
        told = {"title": self.title, "author": imprint.author, "subject": imprint.source, "manager": imprint.owner}
        properties: dict[str, Any] = {name: cell_text(text)[:LONGEST_PROPERTY] for name, text in told.items() if text}
        self.file.set_properties({**properties, "created": day, "comments": f"Made by {product()}"})

    def print_all(self, last_rows: dict[str, int]) -> None:
        """How the worksheets are printed: as wide as a page, in about one size, with their heads on each page.

        A narrow worksheet gets empty columns beside it, so that it is not blown up. `last_rows` are those of worksheets
        with charts below their cells.
        """
        title = self.title.replace("&", "&&")[:LONGEST_PROPERTY]
        made = dict(self.report.imprint.facts())["Made"].replace("&", "&&")
        for place, sheet in enumerate(self.file.worksheets()):
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
            sheet.fit_to_pages(1, 0)
            sheet.set_header(f"&L&9 {title}&R&9 &A" if place else "")
            sheet.set_footer(f"&L&8 Made {made}&R&8 Page &P of &N")
            sheet.hide_gridlines(2)
            if not sheet.print_area_range:
                columns = sheet.dim_colmax + 1
                width = sum([self.widths.get((sheet.name, column), USUAL_WIDTH) for column in range(columns)])
                beside = max(0, int((PRINTED_WIDTH - width) / USUAL_WIDTH))
                sheet.print_area(0, 0, last_rows.get(sheet.name, sheet.dim_rowmax), columns + beside - 1)

    @property
    def is_ranged(self) -> bool:
        """Whether a worked quantity or a check is uncertain, so that there is a range to show."""
        return bool(self.program.uncertain)

    def worksheet(self, name: str) -> xlsxwriter.worksheet.Worksheet:
        """A new worksheet behind the others."""
        return self.file.add_worksheet(name, PlainWorksheet)

    def points(self) -> Points:
        """The worksheet of the points behind the others."""
        return Points(self.file.add_worksheet("Points", PointsWorksheet), self.styles, len(self.program.needed))

    def hide(self, sheet: xlsxwriter.worksheet.Worksheet, first: int, last: int) -> None:
        """Hide columns that have nothing to say in this workbook."""
        sheet.set_column(first, last, None, None, {"hidden": True})
        self.widths |= {(sheet.name, column): 0 for column in range(first, last + 1)}

    def set_width(self, sheet: xlsxwriter.worksheet.Worksheet, first: int, last: int, width: float) -> None:
        """Make columns as wide as so many characters."""
        sheet.set_column(first, last, width)
        self.widths |= {(sheet.name, column): width for column in range(first, last + 1)}

    def wrap(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as its texts, given the characters that a line of each has room for."""
        lines = max([_lines(text, room) for text, room in texts], default=1)
        if lines > 1:
            sheet.set_row(row, LINE * min(lines, MOST_LINES))

    def heads(self, sheet: xlsxwriter.worksheet.Worksheet, heads: tuple[str, ...], widths: tuple[int, ...]) -> None:
        """The title of a worksheet, its column heads and their widths; the heads stay in sight."""
        sheet.write_string(0, 0, self.title, self.styles("title"))
        for column, (head, wide) in enumerate(zip(heads, widths, strict=True)):
            style = "heading_right"
            if head in LEFT_HEADS:
                style = "heading" if column == 0 else "heading_indented"
            sheet.write_string(2, column, head, self.styles(style))
            self.set_width(sheet, column, column, wide if column else max(wide, self.longest_name))
        for row, height in enumerate(HEAD_HEIGHTS):
            sheet.set_row(row, height)
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)

    def end_formats(self, row: Row, unit: Unit) -> list[str]:
        """The formats of both ends of a range, with the digits that the terminal shows of them."""
        spread = row.spread
        assert spread is not None
        ends = (spread.low, spread.low_error), (spread.high, spread.high_error)
        return [unit.end_format(end, self.values.end(end, error, row.quantity)) for end, error in ends]

    def unit(self, quantity: Quantity, *, typed: bool = False) -> Unit:
        """The unit of a quantity's cell."""
        assert quantity.step is not None
        value = self.evaluation.values[quantity.step]
        return unit_of(quantity.kind, scale_of(quantity, self.values), value, typed=typed)

    def name_cell(self, wanted: str, sheet: str, row: int, column: int) -> str:
        """Give a cell a name; the name."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        name = self.names.name(wanted)
        self.file.define_name(name, f"={sheet}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}")
        return name


def _lines(text: str, room: int) -> int:
    """How many lines a text takes in a cell, of so many characters each; a wide one takes the room of two."""
    if len(text) * 2 <= room:
        return 1
    broad = "".join([each * max(1, width(each)) for each in text])
    return sum([max(1, len(wrap(part, room))) for part in broad.split("\n")])
