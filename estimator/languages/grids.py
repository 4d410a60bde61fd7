"""The tables of a sheet as its readers have them: which rows of a report are cells, and what stands over them."""

from __future__ import annotations

from estimator.languages.report import Grid, GridLine
from estimator.languages.values import SIGNS
from estimator.notation.allowances import told_note
from estimator.notation.printer import print_expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.report import Row
    from estimator.model.modules import Module
    from estimator.model.tables import Rows


def cells_of(module: Module) -> set[str]:
    """The names of the quantities that are cells of tables."""
    return {name for rows in module.tables.values() for name in rows.cells()}


def grids_of(module: Module, rows: dict[str, Row]) -> tuple[Grid, ...]:
    """The tables, with the rows of the report that are their cells."""
    return tuple([_grid(each, rows) for each in module.tables.values()])


def _grid(table: Rows, rows: dict[str, Row]) -> Grid:
    tree = table.table
    formulas = [
        f"{column.name} = {print_expression(column.default.expression, signs=SIGNS)}"
        for column in tree.columns
        if column.default is not None and column.default.names
    ]
    lines = []
    for row, key in zip(tree.rows, table.keys, strict=True):
        cells = [rows[f"{table.name}.{key}.{column.name}"] for column in tree.columns]
        lines.append(GridLine(row.label if tree.label else "", tuple(cells), told_note(row.note)))
        formulas += [
            f"{cell.name} = {cell.written}"
            for cell, given in zip(cells, row.cells, strict=True)
            if given is not None and not cell.quantity.assumption
        ]
    said = " ".join(tree.documentation.text) or tree.note
    origin = [*tree.documentation.sources, *([tree.documentation.as_of] if tree.documentation.as_of else [])]
    heads = tuple([column.name for column in tree.columns])
    return Grid(table.name, tree.label, heads, tuple(lines), said, tuple(formulas), "; ".join(origin))
