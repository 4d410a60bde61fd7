"""The tree of a table: its columns, its rows, and what stands in their cells."""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Documentation, Expression, Span, Unit


@record
class Cell:
    """What stands in a cell of a table, or behind a column's name for those that are left empty.

    `names` are those that it needs; the columns of its own row go by their names alone.
    """

    expression: Expression
    names: tuple[str, ...]


@record
class Column:
    """A column of a table: `size: KB`, `replicas = 3`. Its unit is that of its bare numbers."""

    name: str
    unit: Unit | None
    default: Cell | None
    span: Span


@record
class TableRow:
    """A row of a table: how it is called, and a cell for each column, None where the column's own holds."""

    label: str
    cells: tuple[Cell | None, ...]
    note: str
    span: Span


@record
class Table:
    """`table services` with a head and rows below it; `label` is the column that names the rows, empty without one."""

    name: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: str
    documentation: Documentation
    span: Span
