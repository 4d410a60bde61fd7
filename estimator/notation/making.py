"""Trees that are made and not read, for what writes sheets: `called("max", number("0", "MB"), name("size"))`.

They stand at no place of any text. What `printer` prints of them reads as the same trees.
"""

from __future__ import annotations

from estimator.notation.rows import Cell, Column, Table, TableRow
from estimator.notation.tree import (
    Argument,
    Binary,
    Call,
    Check,
    Choices,
    Definition,
    Documentation,
    Literal,
    Name,
    Over,
    Parameter,
    Range,
    Text,
    Unit,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from estimator.notation.tree import Expression

NOWHERE = (0, 0)
UNDOCUMENTED = Documentation()
MOST_IN_A_ROW = 40  # terms of one sum; an expression may not be too deep


def number(text: str, unit: str = "", magnitude: str = "") -> Literal:
    """A number as it is written, with a unit and a magnitude: `number("1", "row", "M")`; `%` is a unit here."""
    is_percent = unit == "%"
    return Literal(text, float(text.replace("_", "")), is_percent, magnitude, "" if is_percent else unit, NOWHERE)


def between(low: str, high: str, unit: str = "") -> Expression:
    """A range of two numbers, or the number that both are."""
    return number(high, unit) if low == high else Range(number(low), number(high, unit), NOWHERE)


def name(path: str) -> Name:
    """What bears a name."""
    return Name(path, NOWHERE)


def text(value: str) -> Text:
    """A text, in which `"` cannot stand."""
    return Text(value.replace('"', "'"), NOWHERE)


def called(path: str, *values: Expression, **named: Expression) -> Call:
    """A call with its arguments."""
    given = [Argument("", value, NOWHERE) for value in values]
    given += [Argument(key, value, NOWHERE) for key, value in named.items()]
    return Call(path, tuple(given), "", NOWHERE)


def total_of(column: str) -> Over:
    """The sum of a column of a table."""
    return sum_of(name(column))


def sum_of(term: Expression) -> Over:
    """The sum of what is said of columns of a table."""
    return Over("sum", term, None, NOWHERE)


def binary(left: Expression, operator: str, right: Expression) -> Binary:
    """Two sides and an operator."""
    return Binary(operator, left, right, NOWHERE)


def added(terms: Sequence[Expression]) -> Expression:
    """A sum; one of many terms is a sum of sums."""
    parts = list(terms)
    while len(parts) > MOST_IN_A_ROW:
        parts = [added(parts[start : start + MOST_IN_A_ROW]) for start in range(0, len(parts), MOST_IN_A_ROW)]
    found = parts[0]
    for part in parts[1:]:
        found = binary(found, "+", part)
    return found


def unit_of(written: str) -> Unit:
    """A unit behind an arrow."""
    return Unit("", written, NOWHERE)


def defined(
    own: str, expression: Expression, unit: str = "", note: str = "", documentation: Documentation = UNDOCUMENTED
) -> Definition:
    """A line `own = expression -> unit   # note`."""
    arrow = unit_of(unit) if unit else None
    return Definition(own, None, arrow, expression, (), note, documentation, _names(expression), NOWHERE)


def function(own: str, parameters: Mapping[str, str | Sequence[str]], expression: Expression, unit: str) -> Definition:
    """A line `own(parameter: unit, …) -> unit = expression`; a parameter has a unit, or the texts that it may be."""
    given = [
        Parameter(each, unit_of(kind) if isinstance(kind, str) else Choices(tuple(kind), NOWHERE), None, NOWHERE)
        for each, kind in parameters.items()
    ]
    names = tuple([each for each in _names(expression) if each not in parameters])
    return Definition(own, tuple(given), unit_of(unit), expression, (), "", UNDOCUMENTED, names, NOWHERE)


def checked(expression: Expression) -> Check:
    """A line `check expression`."""
    return Check(expression, None, "", _names(expression), NOWHERE)


def column(own: str, unit: str = "", default: Expression | None = None) -> Column:
    """A column of a table; the default is what its empty cells hold."""
    return Column(own, unit_of(unit) if unit else None, None if default is None else _cell(default), NOWHERE)


def row(label: str, cells: Sequence[Expression | None], note: str = "") -> TableRow:
    """A row of a table, None where the column's own expression holds."""
    return TableRow(label, tuple([None if each is None else _cell(each) for each in cells]), note, NOWHERE)


def table(
    own: str, label: str, columns: Sequence[Column], rows: Sequence[TableRow], documentation: Documentation
) -> Table:
    """A table; `label` is the column with the names of the rows."""
    return Table(own, label, tuple(columns), tuple(rows), "", documentation, NOWHERE)


def _cell(expression: Expression) -> Cell:
    return Cell(expression, _names(expression))


def _names(expression: Expression) -> tuple[str, ...]:
    """The names that an expression needs, in order, as the parser gathers them."""
    return tuple(dict.fromkeys(_named(expression)))


def _named(tree: object) -> Iterator[str]:
    if isinstance(tree, (Name, Call)):
        yield tree.path
    if isinstance(tree, tuple):
        for part in tree:
            yield from _named(part)
