"""The workbook of an evaluation: Summary, Assumptions, Working, Scenarios and Points."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from estimator.languages.excel import Speller
from estimator.languages.excel_terms import Term, scaled
from estimator.languages.program import Program
from estimator.languages.reference import is_reference
from estimator.languages.scales import scale_of
from estimator.languages.spans import plain
from estimator.languages.values import SIGNS, Values, step_text
from estimator.languages.words import Words
from estimator.model.describe import BOOLEAN
from estimator.model.steps import Draw
from estimator.notation.printer import print_expression
from estimator.reckoning.means import POINTS
from estimator.writers.workbook.cells import Names, Unit, cell_text, unit_of
from estimator.writers.workbook.points import Points, ends, ends_of
from estimator.writers.workbook.styles import LINE, MOST_LINES, PlainWorksheet, Styles
from estimator.writers.workbook.working import Row, Rows

if TYPE_CHECKING:
    import xlsxwriter.worksheet

    from estimator.languages.program import Input
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation

LEFT_HEADS = {"Name", "Answer", "Unit", "Note", "Source", "As written", "Formula in the notation"}
HEAD_HEIGHTS = (26, 20, 18)
LONGEST_COLUMN = 46
ENDLESS = 10**9
ROLE_COLUMNS = {"best": 3, "mean": 3, "mode": 3, "low": 4, "sd": 4, "high": 5}
ASSUMPTIONS = ("Name", "Value", "Unit", "Best guess", "Low", "High", "Note", "Source", "As written")
WORKING = ("Name", "Formula in the notation", "Value", "Unit", "Low (P5)", "High (P95)", "Note")


class Book:
    """What the worksheets share. `cells` has the reference and the unit of each input's step."""

    def __init__(self, evaluation: Evaluation) -> None:
        import xlsxwriter

        self.evaluation = evaluation
        self.model = evaluation.model
        self.program = Program(evaluation)
        self.values = Values(evaluation)
        self.words = Words(evaluation)
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
        self.known: dict[int, tuple[str, Unit]] = {}  # steps of assumptions: their names
        self.inputs: dict[tuple[int, str], tuple[str, Unit]] = {}  # each input's own cell
        self.summary = self.worksheet("Summary")
        self.assumptions = self.worksheet("Assumptions")
        self.working = self.worksheet("Working")
        self.parameters: dict[int, list[str]] = {}  # the cells of the numbers of a range, by its step
        self.points: Points | None = None
        self.rows: Rows | None = None
        self.shown: dict[int, Row] = {}  # the rows of Working by step
        self.result_names: dict[int, str] = {}  # the name of each quantity's cell, by its step
        title = self.model.module.sheet.title or self.model.module.source.name
        self.title = cell_text(title)
        self.file.set_properties({"title": self.title[:250], "comments": "Made by capacity-estimator"})
        self.file.set_size(2400, 1400)
        names = [len(each) for each in self.model.quantities]
        self.longest_name = min(LONGEST_COLUMN, max(names, default=0) + 2)

    def worksheet(self, name: str) -> xlsxwriter.worksheet.Worksheet:
        """A new worksheet behind the others."""
        return self.file.add_worksheet(name, PlainWorksheet)

    def content(self) -> bytes:
        """The whole file."""
        from estimator.writers.workbook.charts import add_charts
        from estimator.writers.workbook.scenarios import write_scenarios
        from estimator.writers.workbook.summary import write_summary

        self.write_assumptions()
        scenarios = list(self.model.module.scenarios.values())
        scenario_sheet = self.worksheet("Scenarios") if scenarios else None
        if any(isinstance(self.program.steps[index].expression, Draw) for index in self.program.needed):
            self.points = Points(self.worksheet("Points"), self.styles)
            self.points.start()
        self.write_working()
        ratios = write_scenarios(self, scenario_sheet, scenarios) if scenario_sheet is not None else None
        last = write_summary(self)
        self.summary.print_area(0, 0, add_charts(self, last, ratios), 5)
        if self.points is not None:
            self.points.sheet.print_area(0, 0, 60, 20)  # 1024 rows say nothing on paper
        for sheet in self.file.worksheets():
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.set_footer("&L&A&RPage &P of &N")
            sheet.hide_gridlines(2)
        self.file.close()
        return self.stream.getvalue()

    def hide(self, sheet: xlsxwriter.worksheet.Worksheet, first: int, last: int) -> None:
        """Hide columns that have nothing to say in this workbook."""
        sheet.set_column(first, last, None, None, {"hidden": True})

    def wrap(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, texts: dict[int, int]) -> None:
        """Make a row as high as its texts, given their lengths by the widths of their columns."""
        lines = max([-(-length // width) for width, length in texts.items()], default=1)
        if lines > 1:
            sheet.set_row(row, LINE * min(lines, MOST_LINES))

    def heads(self, sheet: xlsxwriter.worksheet.Worksheet, heads: tuple[str, ...], widths: tuple[int, ...]) -> None:
        """The title of a worksheet, its column heads and their widths; the heads stay in sight."""
        sheet.write_string(0, 0, self.title, self.styles("title"))
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            style = "heading_right"
            if head in LEFT_HEADS:
                style = "heading" if column == 0 else "heading_indented"
            sheet.write_string(2, column, head, self.styles(style))
            sheet.set_column(column, column, width if column else max(width, self.longest_name))
        for row, height in enumerate(HEAD_HEIGHTS):
            sheet.set_row(row, height)
        sheet.freeze_panes(3, 1)

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

    def write_assumptions(self) -> None:
        """A row an assumption; what may be changed looks like it."""
        sheet, styles = self.assumptions, self.styles
        self.heads(sheet, ASSUMPTIONS, (26, 14, 18, 11, 10, 10, 38, 30, 28))
        sheet.write_string(1, 0, "Change what is blue on yellow; all else is recalculated.", styles("line"))
        row = 3
        sourced = False
        for quantity in self.model.quantities.values():
            if not quantity.assumption:
                continue
            sheet.write_string(row, 0, cell_text(quantity.definition.name), styles("name"))
            self.assumption(quantity, row)
            documentation = quantity.definition.documentation
            sources = "; ".join([*documentation.sources, *([documentation.as_of] if documentation.as_of else [])])
            note = quantity.definition.note or " ".join(documentation.text)
            for column, text in ((6, note), (7, sources), (8, self.values.written(quantity))):
                sheet.write_string(row, column, cell_text(text), styles("note"))
            self.wrap(sheet, row, {44: max(len(note), len(sources)), 34: len(self.values.written(quantity))})
            sourced = sourced or bool(sources)
            row += 1
        used = {ROLE_COLUMNS[role] for _, role in self.inputs if role != "value"}
        for column in {3, 4, 5} - used:
            self.hide(sheet, column, column)
        if not sourced:
            self.hide(sheet, 7, 7)

    def assumption(self, quantity: Quantity, row: int) -> None:
        """The cells of one assumption."""
        sheet, styles = self.assumptions, self.styles
        if quantity.step is None:
            sheet.write_string(row, 1, cell_text(quantity.text), styles("text"))
            sheet.write_string(row, 2, "fixed: it chooses formulas", styles("unit"))
            return
        found = self.program.inputs_of.get(quantity.step)
        value = self.evaluation.values[quantity.step]
        if not found:  # it needs other quantities, so that it is worked
            sheet.write_string(row, 1, cell_text(str(self.values.shown(quantity))), styles("text"))
            sheet.write_string(
                row, 2, "fixed" if quantity.step not in self.rows_needed() else "see Working", styles("unit")
            )
            return
        unit = self.unit(quantity, typed=True)
        sheet.write_string(row, 2, cell_text(unit.text), styles("unit"))
        name = self.name_cell(quantity.definition.name, "Assumptions", row, 1)
        self.known[quantity.step] = (name, unit)
        self.result_names[quantity.step] = name
        if found[0].role == "value":
            sheet.write_number(row, 1, unit.of(value), styles("input", unit.format))
            self.inputs[quantity.step, "value"] = (name, unit)
            return
        parameters = [self.parameter(each, row, unit) for each in found]
        self.parameters[quantity.step] = parameters
        draw = self.program.steps[quantity.step].expression
        assert isinstance(draw, Draw)
        speller = Speller(self.never, self.never)
        median = speller.median(draw.distribution, [Term(unit.factor, text) for text in parameters])
        sheet.write_formula(
            row, 1, f"={scaled(median, unit.factor).text}", styles("value", self.unit(quantity).format), unit.of(value)
        )

    def parameter(self, each: Input, row: int, unit: Unit) -> str:
        """The cell of one number of a range; its name."""
        column = ROLE_COLUMNS[each.role]
        self.assumptions.write_number(row, column, unit.of(each.value), self.styles("input", unit.format))
        if each.role in ("mean", "sd", "mode"):
            self.assumptions.write_comment(row, column, f"the {each.role} of the distribution")
        name = self.name_cell(f"{each.quantity.definition.name}.{each.role}", "Assumptions", row, column)
        self.inputs[each.step, each.role] = (name, unit)
        return name

    def never(self, *_: object) -> Any:
        """The parameters of an assumption are inputs, and refer to nothing."""
        raise AssertionError

    def rows_needed(self) -> set[int]:
        """The steps that have a row in Working."""
        return {index for index in self.program.needed if index not in self.known}

    def write_working(self) -> None:
        """A row a step; those inside a quantity's calls can be folded away."""
        self.heads(self.working, WORKING, (30, 46, 14, 18, 12, 12, 40))
        place = [3]
        quantities = {each.step: each for each in self.model.quantities.values() if each.step is not None}
        checks = {result.check.step for result in self.evaluation.checks}

        def put(row: Row) -> str:
            row.row = place[0]
            place[0] += 1
            quantity = quantities.get(row.index)
            self.step_row(row, quantity, inner=quantity is None and row.index not in checks)
            if quantity is not None:
                name = self.name_cell(quantity.definition.name, "Working", row.row, 2)
                self.result_names[row.index] = name
                return name
            return f"C{row.row + 1}"

        self.rows = Rows(self.program, self.known, put, self.points, self.outside, self.parameters)
        draws = {each.step for each in self.program.inputs}
        for index in self.program.needed:
            if index not in draws:
                self.rows.add(index)
        self.write_ends()
        if not self.is_ranged:
            self.hide(self.working, 4, 5)
        if any(index not in quantities and index not in checks for index in self.shown):
            self.working.write_string(1, 0, "The + at the left unfolds the inner steps.", self.styles("line"))

    def outside(self, reference: str) -> str:
        """A cell of Working as another worksheet refers to it."""
        if reference[:1] == "C" and reference[1:].isdigit():
            return f"Working!$C${reference[1:]}"
        return reference

    def step_row(self, row: Row, quantity: Quantity | None, *, inner: bool) -> None:
        """Write a row of Working."""
        sheet, styles = self.working, self.styles
        if row.index >= 0:
            self.shown[row.index] = row
        step = self.program.steps[row.index] if row.index >= 0 else None
        title = quantity.definition.name if quantity is not None else row.title
        sheet.write_string(row.row, 0, cell_text(title), styles("inner" if inner else "name"))
        written = step_text(step) if step is not None else ""
        if quantity is not None:
            written = self.values.formula(quantity)
        sheet.write_string(row.row, 1, cell_text(written), styles("formula"))
        value = row.unit.of(row.value)
        style = styles("held" if row.held else "range" if inner else "value", row.unit.format)
        if row.formula:
            sheet.write_formula(row.row, 2, f"={row.formula}", style, value)
        elif isinstance(value, float):
            sheet.write_number(row.row, 2, value, style)
        else:
            sheet.write_string(row.row, 2, str(value), style)
        sheet.write_string(row.row, 3, cell_text(row.unit.text), styles("unit"))
        note = quantity.definition.note if quantity is not None else ""
        sheet.write_string(
            row.row, 6, cell_text("; ".join([each for each in (note, row.held) if each])), styles("note")
        )
        if not inner:
            self.wrap(sheet, row.row, {52: max(len(written), len(note))})
        if inner:
            sheet.set_row(row.row, None, None, {"level": 1, "hidden": True})

    def write_ends(self) -> None:
        """The 90% ranges of the uncertain quantities, from the points."""
        assert self.rows is not None
        block = self.rows.uncertain()
        self.block = block
        for quantity in self.model.quantities.values():
            index = quantity.step
            spread = self.evaluation.spreads.get(index) if index is not None else None
            if index is None or spread is None or index not in self.shown or quantity.kind is BOOLEAN:
                continue
            row = self.shown[index]
            if block is None or self.points is None:
                for column, end in ((4, spread.low), (5, spread.high)):
                    self.working.write_number(row.row, column, row.unit.of(end), self.styles("held", row.unit.format))
                continue
            reference = self.points.reference(block.columns[index])
            numbers = ends_of(block.arrays[index])
            for column, formula, number in zip((4, 5), ends(reference), numbers, strict=True):
                style = self.styles("range", row.unit.end_format(number))
                self.working.write_formula(row.row, column, formula, style, row.unit.of(number))

    def remarks(self) -> list[str]:
        """What a reader must know: conventions, sources, and what does not recalculate."""
        words = Words(self.evaluation, columns=ENDLESS)
        said = [plain(line) for line in [*words.remarks(), *words.footer()] if line]
        if self.block is not None and self.evaluation.draws:
            draws, points = f"{self.evaluation.draws:,} draws", f"{POINTS:,} points"
            said = [line.replace(draws, points) if line.startswith("Ranges hold") else line for line in said]
        if self.rows is not None and self.rows.held:
            said.append("What is orange is held as it was exported, or depends on it: see the notes in Working.")
        if not self.is_ranged:
            said = [line for line in said if not line.startswith("Ranges hold")]
        elif self.block is None:
            said.append("The 90% ranges in orange are those of the export: they do not recalculate.")
        return said

    @property
    def is_ranged(self) -> bool:
        """Whether a worked quantity or a check is uncertain, so that there is a range to show."""
        return bool(self.program.uncertain)

    def is_table(self) -> bool:
        """Whether the sheet is a table of sourced numbers."""
        return is_reference(self.model)

    def check_text(self, place: int) -> str:
        """A check as it was written."""
        return cell_text(print_expression(self.evaluation.checks[place].check.check.expression, signs=SIGNS))
