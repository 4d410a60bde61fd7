"""Tables: a head with the names of columns, and a row a line, with `|` between the cells.

    table services                                   # what calls us
        service | rate: QPS | size       | traffic = rate * size -> MB/s
        feed    | 20 k      | 4 KB
        chat    | 5 k       | 200 to 900 B

    head = name [ ":" unit ] [ "=" expression [ "->" unit ] ]     # in each column; the first names the rows
    cell = expression                                             # or empty, where the column's own expression holds

The first column holds the rows' names, unless it has a unit or an expression: then they are numbered. The columns of a
row see each other by name. A table that was copied from Markdown, with bars around it and a line of dashes below its
head, reads as well.
"""

from __future__ import annotations

from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.growth_words import CONTINUING
from estimator.notation.line_ends import read_arrow
from estimator.notation.rows import Cell, Column, Table, TableRow
from estimator.notation.table_lines import WORD, end_of_line, lines
from estimator.notation.tree import Argument, Best, Call, Documentation, Literal, Measure, Negation, Range, Unit
from estimator.problems import Mark, Problem
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.table_lines import Line
    from estimator.notation.tokens import Tokenizer
    from estimator.notation.tree import Expression, Span

MOST_CELLS = 10_000
_REMEDY = "write name | size | rate: QPS"


class TableReader:
    """Reads one table; its problems go where those of the sheet go."""

    def __init__(self, tokenizer: Tokenizer, start: int, end: int) -> None:
        self.tokenizer = tokenizer
        self.source, self.text = tokenizer.source, tokenizer.text
        self.start, self.end = start, end
        self.faults: list[Problem] = []
        self.columns: list[Column] = []
        self.label = ""
        self.name = ""

    def read(self, documentation: Documentation) -> Table | None:
        """The table, or None where a part of it cannot be read."""
        head = self.text[self.start : end_of_line(self.text, self.start, self.end)]
        written, _, note = head.partition("#")
        name = self.name = written.removeprefix(WORD).strip()
        begin = self.text.index(name, self.start + len(WORD))
        known = len(self.tokenizer.problems)
        waiting = list(lines(self.text, self.start, self.end))
        if len(waiting) < 2:
            self.report("a table has a head and rows", (self.start, begin + len(name)), f"below it, {_REMEDY}")
        elif len(waiting) * len(waiting[0].cells) > MOST_CELLS:
            message = f"a table of {len(waiting) * len(waiting[0].cells)} cells; {MOST_CELLS} are the most"
            self.report(message, (begin, begin + len(name)), "split it into several")
        else:
            self.read_head(waiting[0])
        rows = [] if self.faults else [self.row(line, number) for number, line in enumerate(waiting[1:], start=1)]
        if len(self.tokenizer.problems) == known:  # a token that cannot be read explains what follows from it
            self.tokenizer.problems += self.faults
        if len(self.tokenizer.problems) > known:
            return None
        span = (self.start, begin + len(name))
        return Table(name, self.label, tuple(self.columns), tuple(rows), note.strip(), documentation, span)

    def report(self, message: str, span: Span, remedy: str = "", *others: Mark) -> None:
        """Add an error at a place."""
        at = (span[0], max(span[1], span[0] + 1))
        self.faults.append(Problem(message, (*others, Mark(self.source, *at)), remedy))

    def read_head(self, line: Line) -> None:
        """The columns, and the one that names the rows."""
        for place, (begin, last) in enumerate(line.cells):
            try:
                column = self.column(begin, last)
            except ParseFault as fault:
                self.faults.append(fault.problem)
                continue
            if column.name in [*[each.name for each in self.columns], self.label]:
                self.report(f"the column {column.name} is there twice", column.span, "rename one of them")
            if place == 0 and column.unit is None and column.default is None:
                self.label = column.name
            else:
                self.columns.append(column)
        if not self.columns and not self.faults:
            self.report("this table names its rows and has no other column", line.span, _REMEDY)

    def column(self, begin: int, last: int) -> Column:
        """A column of the head."""
        parser = ExpressionParser(self.source, self.tokenizer.tokens(begin, last))
        _, name, start, stop = parser.expect("name", "a column needs a name, a word with _ for blanks", _REMEDY)
        if "." in name:
            parser.fail("a column is named without dots", (start, stop), f"write {name.replace('.', '_')}")
        if parser.type == "(":
            inside = self.text[parser.tokens[1][3] : last].rstrip(")").strip()
            parser.fail("the unit of a column stands behind a colon", (start, last), f"write {name}: {inside}")
        if parser.type == "name":
            whole = self.text[start:last]
            parser.fail("the name of a column is one word", (start, last), f"write {'_'.join(whole.split())}")
        unit: Unit | None = None
        if parser.type == ":":
            parser.advance()
            _, (magnitude, text), at, end = parser.expect("unit", "a unit is needed behind the colon", _REMEDY)
            if not magnitude and text in ("count", "share"):
                parser.fail(f"{text} is no unit: a column of plain numbers has none", (start, end), f"write {name}")
            unit = Unit(magnitude, text, (at, end))
        default = None
        if parser.type == "=":
            parser.advance()
            default, arrow = self.cell(parser)
            if unit is not None and arrow is not None:
                parser.fail("the unit of this column is given twice", arrow.span, "leave one of them out")
            unit = unit or arrow
        elif parser.type != "end":
            parser.unexpected("a column is a name, a unit behind a colon, and what an empty cell holds behind =")
        return Column(name, unit, default, (start, stop))

    def cell(self, parser: ExpressionParser) -> tuple[Cell, Unit | None]:
        """An expression that ends where its cell does."""
        expression = parser.expression()
        arrow = read_arrow(parser)
        if parser.type in CONTINUING:
            parser.unexpected("a cell does not grow", "let a quantity of the sheet grow, and name it in the cell")
        if parser.type != "end":
            parser.unexpected("an operator or the end of the cell is needed")
        return Cell(expression, tuple(parser.names)), arrow

    def row(self, line: Line, number: int) -> TableRow:
        """A row below the head."""
        cells = list(line.cells)
        label = f"row {number}"
        if self.label:
            label = self.name_of_row(*cells.pop(0))
        if len(cells) > len(self.columns):
            surplus = (cells[len(self.columns)][0], line.span[1])
            columns = "one column" if len(self.columns) == 1 else f"{len(self.columns)} columns"
            more = f"this row has {len(cells)} cells, and the head {columns} for them"
            self.report(more, surplus, "give each a column in the head")
        found: list[Cell | None] = []
        for place, column in enumerate(self.columns):
            begin, last = cells[place] if place < len(cells) else (line.span[1], line.span[1])
            if begin < last:
                found.append(self.given(begin, last, column))
            else:
                found.append(None)
                if column.default is None:
                    remedy = f"write it, or what an empty cell holds in the head: {column.name} = …"
                    self.report(f"{label} has no {column.name}", line.span, remedy)
        return TableRow(label, tuple(found), line.note, line.span)

    def name_of_row(self, begin: int, last: int) -> str:
        """The text of a row's first cell, with or without quotes."""
        written = self.text[begin:last]
        label = written[1:-1] if len(written) > 1 and written[0] == written[-1] == '"' else written
        if not label.strip() or '"' in label:
            self.report("a row needs its name in the first cell", (begin, last), 'write a text, as in "us-east"')
        return label

    def given(self, begin: int, last: int, column: Column) -> Cell | None:
        """What a cell holds; its bare numbers are in the unit of the column."""
        try:
            cell, arrow = self.cell(ExpressionParser(self.source, self.tokenizer.tokens(begin, last)))
        except ParseFault as fault:
            self.faults.append(fault.problem)
            return None
        if arrow is not None:
            remedy = f"write it in the head: {column.name}: {arrow}"
            self.report("a column has one unit for all of its cells", arrow.span, remedy)
        return cell


def in_unit(tree: Expression, unit: Unit | None) -> Expression:
    """A bare number or range with the unit of its column; what has one of its own, or is worked, as it is."""
    if unit is None:
        return tree
    match tree:
        case Literal(percent=False, unit="", magnitude="") if unit.text == "%":
            return replace(tree, percent=True)
        case Literal(percent=False, unit=""):
            return replace(tree, unit=unit.text, magnitude=tree.magnitude or unit.magnitude)
        case Negation("negative", operand):
            return replace(tree, operand=in_unit(operand, unit))
        case Range(low, Literal(percent=False, unit="") as high) if isinstance(low, (Literal, Negation)):
            return replace(tree, high=in_unit(high, unit))
        case Call("spread", (Argument("", operand) as argument,), ""):
            return replace(tree, arguments=(replace(argument, value=in_unit(operand, unit)),))
        case Best(Literal(percent=False, unit=""), _, Literal(unit="", percent=False)):
            return Measure(tree, unit.magnitude, unit.text, tree.span)
        case _:
            return tree
