"""The formats of a workbook, made once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet, xl_rowcol_to_cell_fast

if TYPE_CHECKING:
    import xlsxwriter

LINE, MOST_LINES = 15, 20  # the height of a line, and how many of them a row shows
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "lead": {"font_color": "#57606A", "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#24415F", "border": 1, "border_color": "#24415F"},
    "heading_indented": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#24415F",
        "border": 1,
        "border_color": "#24415F",
        "align": "left",
        "indent": 1,
    },
    "heading_right": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#24415F",
        "border": 1,
        "border_color": "#24415F",
        "align": "right",
    },
    "section": {"bold": True, "font_color": "#24415F", "bottom": 1, "bottom_color": "#24415F"},
    "chapter": {"bold": True, "font_size": 14, "font_color": "#24415F", "valign": "bottom"},
    "section_text": {"bold": True, "font_color": "#24415F", "valign": "bottom"},
    "paragraph": {"text_wrap": True, "valign": "top"},
    "facts": {"font_size": 9, "font_color": "#57606A", "text_wrap": True},
    "cell": {"text_wrap": True, "align": "left"},
    "heading_wrapped": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#24415F",
        "border": 1,
        "border_color": "#24415F",
        "align": "right",
        "text_wrap": True,
    },
    "name": {"font_name": "Consolas", "font_size": 10},
    "name_wrapped": {"font_name": "Consolas", "font_size": 10, "text_wrap": True},
    "cell_indented": {"align": "left", "indent": 1},
    "inner": {"font_name": "Consolas", "font_size": 9, "font_color": "#57606A", "indent": 1},
    "formula": {"font_name": "Consolas", "font_size": 9, "font_color": "#57606A", "text_wrap": True},
    "unit": {"font_color": "#57606A", "align": "left", "indent": 1},
    "note": {"font_color": "#57606A", "text_wrap": True, "align": "left", "valign": "top", "indent": 1},
    "line": {"font_color": "#57606A"},
    "value": {"bold": True, "align": "right"},
    "range": {"font_color": "#57606A", "align": "right"},
    "input": {"font_color": "#0000C0", "bg_color": "#FFF8DC", "border": 1, "border_color": "#E0D6A8", "align": "right"},
    "held": {"font_color": "#8A5A00", "bg_color": "#FBE9D0", "align": "right"},
    "text": {"align": "right"},
    "good": {"font_color": "#1A7F37", "bold": True},
    "bad": {"font_color": "#C1121F", "bold": True},
}


class Styles:
    """The formats by style and number format."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, style: str, number: str = "General") -> Any:
        """The format of a style."""
        if (style, number) not in self._made:
            properties = {"valign": "top", **_STYLES[style], "num_format": number}
            self._made[style, number] = self._workbook.add_format(properties)
        return self._made[style, number]


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose formulas are older than Excel 2010: none wants a prefix, none is dynamic or an array's.

    The searches for those, and the general way of writing a cell, take most of the time of 100,000 formulas.
    """

    def _write_formula(self, row: int, column: int, formula: str, style: Any = None, value: Any = 0) -> int:
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), style, value)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, CellFormulaTuple) or not cell.format or not isinstance(cell.value, float):
            super()._write_cell(row, col, cell)
            return
        formula = cell.formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        place = f'r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001  as there
        self.fh.write(f"<c {place}><f>{formula}</f><v>{cell.value}</v></c>")
