"""The worksheet `Scenarios`: the sheet as it is beside each of its scenarios, all of them live."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from estimator.languages.excel import Speller
from estimator.languages.excel_terms import Term, scaled
from estimator.languages.program import Program
from estimator.languages.scales import scale_of
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.steps import Draw, references
from estimator.writers.workbook.assumptions import never
from estimator.writers.workbook.cells import Unit, cell_text, unit_of, write_number
from estimator.writers.workbook.rows import Line, Rows
from estimator.writers.workbook.working import outside

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from estimator.languages.program import Input
    from estimator.languages.report import Outcome
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.points import Points

LONGEST_TITLE = 40
_CELL = re.compile("[A-Z]{1,3}[0-9]+")


class Beside:
    """What stands where on the worksheet, for others: the answers' ratios to the sheet as it is, and their values.

    first_row   of the ratios, of which there are `rows` by `columns`, no rows where nothing differs
    titles      those of the columns, `cells` the rows of the answers and checks by their names and texts
    runs        what each scenario gives by name: its cell, its value and its unit; of a check by `check 0`
    """

    def __init__(self, titles: tuple[str, ...], runs: list[dict[str, tuple[str, Any, Unit]]]) -> None:
        self.first_row = self.rows = self.columns = 0
        self.titles = titles
        self.runs = runs
        self.answers: dict[str, int] = {}
        self.checks: list[int] = []


class Table:
    """The rows of the worksheet by their keys; column 1 is the sheet as it is, the scenarios follow."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.rows: dict[str, int] = {}
        self.units: dict[str, Unit] = {}
        self.next_row = 3

    def heading(self, text: str, columns: int) -> None:
        """A section of the table."""
        for column in range(columns + 3):
            self.sheet.write_blank(self.next_row, column, None, self.book.styles("section"))
        self.sheet.write_string(self.next_row, 0, text, self.book.styles("section"))
        self.next_row += 1

    def row(self, key: str, title: str, unit: Unit, style: str = "name") -> int:
        """The row of a key, made where it is new."""
        if key not in self.rows:
            self.rows[key] = self.next_row
            self.units[key] = unit
            self.next_row += 1
            self.sheet.write_string(self.rows[key], 0, cell_text(title), self.book.styles(style))
        return self.rows[key]


def write_scenarios(book: Book, sheet: Sheet, points: Points | None) -> Beside:
    """Write the worksheet."""
    table = Table(book, sheet)
    runs = [(each, Program(each.evaluation)) for each in book.report.scenarios if each.evaluation is not None]
    titles = tuple([cell_text(outcome.title)[:100] for outcome, _ in runs])
    heads = ("Name", "As it is", *titles, "Unit")
    book.heads(sheet, heads, (34, 18, *[max(18, min(LONGEST_TITLE, len(title) + 3)) for title in titles], 18))
    sheet.write_string(1, 0, cell_text(_said(book.report.scenarios)), book.styles("line"))
    unit_column = len(runs) + 2
    table.heading("Assumptions", len(runs))
    for each in book.program.inputs:
        name = each.quantity.definition.name + ("" if each.role == "value" else f".{each.role}")
        reference, unit = book.inputs[each.step, each.role]
        row = table.row(f"input {name}", name, unit)
        style = book.styles("range", unit.format)
        sheet.write_formula(row, 1, f"={reference}", style, unit.of(each.value))
    for _, program in runs:
        for each in program.inputs:
            _input_row(book, table, each, program)
    answers = [each for each in book.report.answers if each.quantity.step is not None]
    answers_row = table.next_row
    table.next_row += len(answers) + 1
    checks_row = table.next_row
    table.next_row += len(book.report.verdicts) + (1 if book.report.verdicts else 0)
    ratios_row = table.next_row
    table.next_row += len(answers) + 1
    working: list[dict[str, tuple[str, Any, Unit]]] = []
    table_heading = table.next_row
    table.heading("Working (the + at the left unfolds it)", len(runs))
    for column, (outcome, program) in enumerate(runs, start=2):
        working.append(Column(table, column, program, frozenset(outcome.names), points).write())
    base = {each.name: each.quantity for each in answers}
    _answers(book, table, answers_row, base, working)
    _checks(book, table, checks_row, working)
    for key, row in table.rows.items():
        sheet.write_string(row, unit_column, cell_text(table.units[key].text), book.styles("unit"))
    beside = Beside(titles, working)
    beside.answers = {name: table.rows[f"answer {name}"] for name in base}
    beside.checks = [table.rows[f"check {place}"] for place in range(len(book.report.verdicts))]
    if table.next_row > table_heading + 1:
        _ratios(book, table, ratios_row, list(base), beside)
    return beside


def _said(outcomes: tuple[Outcome, ...]) -> str:
    """The notes of the scenarios, and which of them have no column."""
    said = [outcome.note for outcome in outcomes if outcome.note]
    said += [f"{outcome.title}: {outcome.problem}" for outcome in outcomes if outcome.problem]
    return "; ".join(said) or "What a scenario changes is blue on yellow."


def _input_row(book: Book, table: Table, each: Input, program: Program) -> tuple[int, Unit]:
    """The row of an input, and its unit: that of the sheet as it is, where it has the input."""
    name = each.quantity.definition.name
    known = book.model.quantities[name]
    own = book.known[known.step][1] if known.step in book.known else _unit(each, program)
    key = name + ("" if each.role == "value" else f".{each.role}")
    return table.row(f"input {key}", key, own), table.units[f"input {key}"]


def _unit(each: Input, program: Program) -> Unit:
    """The unit of an input that the sheet as it is does not have: there its quantity is worked out."""
    values = Values(program.evaluation)
    return unit_of(each.quantity.kind, scale_of(each.quantity, values), values.evaluation.values[each.step], typed=True)


class Column:
    """The cells of one scenario: its inputs, and its own working."""

    def __init__(
        self, table: Table, column: int, program: Program, changed: frozenset[str], points: Points | None
    ) -> None:
        self.table = table
        self.book = table.book
        self.column = column
        self.program = program
        self.changed = changed
        self.points = points
        self.seen: dict[str, int] = {}
        self.untouched: dict[int, bool] = {}
        self.parameters: dict[int, list[str]] = {}

    def reference(self, row: int) -> str:
        """A cell of this column."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(row, self.column))

    def write(self) -> dict[str, tuple[str, Any, Unit]]:
        """Write the column; the references, values and units of the quantities and checks."""
        known = {step: self.assumption(step, found) for step, found in self.program.inputs_of.items()}
        for index in self.program.needed:
            if index not in known and self._is_untouched(index):
                known[index] = self._base(index)
                if index in self.book.parameters:
                    self.parameters[index] = [outside(text) for text in self.book.parameters[index]]
        rows = Rows(self.program, known, self.put, self.points, self.outside, self.parameters)
        for index in self.program.needed:
            if index not in known:
                rows.add(index)
        values, cells = self.program.evaluation.values, rows.cells
        found: dict[str, tuple[str, Any, Unit]] = {}
        for name, quantity in self.program.model.quantities.items():
            if quantity.step is not None and quantity.step in cells.references:
                found[name] = (
                    cells.references[quantity.step],
                    values[quantity.step],
                    cells.unit(quantity.step),
                )
        for place, result in enumerate(self.program.evaluation.checks):
            step = result.check.step
            found[f"check {place}"] = (cells.references[step], values[step], cells.unit(step))
        return found

    def _is_untouched(self, index: int) -> bool:
        """Whether a step is the same in the sheet as it is, and stands on nothing that the scenario changes."""
        if index not in self.untouched:
            own, base = self.program.steps[index], self.book.program.steps
            same = index < len(base) and base[index].name == own.name and base[index].expression == own.expression
            same = same and (index in self.book.shown or index in self.book.known)
            self.untouched[index] = same and all(self._is_untouched(each) for each in references(own.expression))
        return self.untouched[index]

    def _base(self, index: int) -> tuple[str, Unit]:
        if index in self.book.known:
            return self.book.known[index]
        row = self.book.shown[index]
        return f"Working!$C${row.row + 1}", row.unit

    def outside(self, reference: str) -> str:
        """A cell of this column as another worksheet refers to it."""
        if not _CELL.fullmatch(reference):
            return reference
        letters = reference.rstrip("0123456789")
        return f"Scenarios!${letters}${reference[len(letters) :]}"

    def assumption(self, step: int, found: list[Input]) -> tuple[str, Unit]:
        """The cells of an assumption's numbers, and the cell that has its value."""
        sheet, book = self.table.sheet, self.book
        name = found[0].quantity.definition.name
        parameters: list[tuple[str, Unit]] = []
        for each in found:
            row, unit = _input_row(book, self.table, each, self.program)
            original = next((one for one in book.program.inputs if self._is_same(one, each)), None)
            if original is not None and name not in self.changed and original.value == each.value:
                text = f"={book.inputs[original.step, original.role][0]}"
                sheet.write_formula(row, self.column, text, book.styles("range", unit.format), unit.of(each.value))
            else:
                write_number(sheet, row, self.column, unit.of(each.value), book.styles("input", unit.format))
            parameters.append((self.reference(row), unit))
        draw = self.program.steps[step].expression
        if not isinstance(draw, Draw):
            return parameters[0]
        self.parameters[step] = [text for text, _ in parameters]
        unit = parameters[0][1]
        speller = Speller(never, never)
        median = speller.median(draw.distribution, [Term(one.factor, text) for text, one in parameters])
        row = self.table.row(f"median {name}", name, unit)
        value = unit.of(self.program.evaluation.values[step])
        sheet.write_formula(
            row, self.column, f"={scaled(median, unit.factor).text}", book.styles("range", unit.format), value
        )
        return self.reference(row), unit

    def _is_same(self, one: Input, other: Input) -> bool:
        return one.quantity.definition.name == other.quantity.definition.name and one.role == other.role

    def put(self, row: Line) -> str:
        """Write a row of the working in this column."""
        self.seen[row.title] = self.seen.get(row.title, 0) + 1
        key = f"step {row.title} {self.seen[row.title]}"
        place = self.table.row(key, row.title, row.unit, "inner")
        self.table.sheet.set_row(place, None, None, {"level": 1, "hidden": True})
        value = row.unit.of(row.value)
        style = self.book.styles("held" if row.held else "range", row.unit.format)
        if row.formula:
            self.table.sheet.write_formula(place, self.column, f"={row.formula}", style, value)
        else:
            self.table.sheet.write(place, self.column, value, style)
        return self.reference(place)


def _answers(
    book: Book,
    table: Table,
    row: int,
    base: dict[str, Any],
    working: list[dict[str, tuple[str, Any, Unit]]],
) -> None:
    table.next_row, after = row, table.next_row
    table.heading("Answers", len(working))
    for name, quantity in base.items():
        own = book.shown[quantity.step]
        place = table.row(f"answer {name}", name, own.unit)
        style = book.styles("value", own.unit.format)
        value = own.unit.of(own.value)
        table.sheet.write_formula(place, 1, f"=Working!C{own.row + 1}", style, value)
        for column, found in enumerate(working, start=2):
            if name in found:
                text, number, unit = found[name]
                formula = scaled(Term(unit.factor, text), own.unit.factor).text
                shown = book.styles("value", own.unit.format_of(number))
                table.sheet.write_formula(place, column, f"={formula}", shown, own.unit.of(number))
    table.next_row = after


def _checks(book: Book, table: Table, row: int, working: list[dict[str, tuple[str, Any, Unit]]]) -> None:
    if not book.report.verdicts:
        return
    table.next_row, after = row, table.next_row
    table.heading("Checks, at the central values", len(working))
    for place, verdict in enumerate(book.report.verdicts):
        own = book.shown[verdict.step]
        at = table.row(f"check {place}", verdict.today, own.unit)
        cells = [(f"Working!C{own.row + 1}", own.value)]
        cells += [found[f"check {place}"][:2] for found in working]
        for column, (text, value) in enumerate(cells, start=1):
            says = "holds" if value else "fails"
            table.sheet.write_formula(at, column, f'=IF({text},"holds","fails")', book.styles("value"), says)
    for text, style in (("holds", "good"), ("fails", "bad")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": book.styles(style)}
        table.sheet.conditional_format(row + 1, 1, row + len(book.report.verdicts), len(working) + 1, rule)
    table.next_row = after


def _multiples(
    book: Book, names: list[str], working: list[dict[str, tuple[str, Any, Unit]]]
) -> dict[str, list[float | str]]:
    """What the formulas of the ratios give."""
    found: dict[str, list[float | str]] = {}
    for name in names:
        base = book.evaluation.values[book.model.quantities[name].step or 0]
        others = [run[name][1] if name in run else None for run in working]
        numbers = [each for each in (base, *others) if isinstance(each, float)]
        whole = len(numbers) == len(others) + 1
        found[name] = [each / base if base else 1.0 for each in numbers] if whole else ["#VALUE!"] * (len(others) + 1)
    return found


def _ratios(book: Book, table: Table, row: int, names: list[str], beside: Beside) -> None:
    """Each answer as a multiple of what it is without the scenario."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    table.next_row, after, columns = row, table.next_row, len(beside.runs)
    table.heading("Answers, as multiples of the sheet as it is", columns)
    numbers = [name for name in names if book.model.quantities[name].kind is not BOOLEAN]
    multiples = _multiples(book, numbers, beside.runs)
    for name in numbers:
        source = table.rows[f"answer {name}"]
        place = table.row(f"ratio {name}", name, Unit("", 1.0, "0.00"))
        for column in range(1, columns + 2):
            over, under = xl_rowcol_to_cell(source, column), xl_rowcol_to_cell(source, 1)
            formula = f"=IF({under}=0,1,{over}/{under})"
            table.sheet.write_formula(place, column, formula, book.styles("range", "0.00"), multiples[name][column - 1])
    table.next_row = after
    beside.first_row, beside.rows, beside.columns = row + 1, len(numbers), columns + 1
