"""Tables and columns by their paths: `services.rate` of this sheet, `fleet.machines.price` of another one."""

from __future__ import annotations

from estimator.model.faults import fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame, Instance
    from estimator.model.modules import Module
    from estimator.model.run import Run
    from estimator.model.tables import Rows
    from estimator.notation.tree import Name

_LISTED = 8


def path_of_table(run: Run, path: str, frame: Frame) -> str | None:
    """The path of the table that a name stands for, or of which it names a column; None for anything else."""
    before, _, last = path.rpartition(".")
    if not before:
        return path if path in frame.module.tables or path in frame.tables else None
    whole = rows_at(run, path, frame)
    if whole is not None:
        return path
    found = rows_at(run, before, frame)
    return before if found is not None and (last in found[0].columns or last == found[0].table.label) else None


def rows_at(run: Run, path: str, frame: Frame) -> tuple[Rows, Module, Instance | None] | None:
    """The table of a path, and the module that has it: this sheet's, a used one's, or the library's.

    With what a parameter was given comes the instance that has its cells.
    """
    given = frame.tables.get(path)
    if given is not None:
        return given[0], given[1].module, given[1]
    rows = frame.module.tables.get(path)
    if rows is not None:
        return rows, frame.module, None
    first, dot, rest = path.partition(".")
    if not dot or first in frame.module.definitions or first in frame.locals or first in frame.values:
        return None
    if first in frame.module.uses:
        from estimator.model.uses import used_module

        module = used_module(run, frame, frame.module.uses[first])
    else:
        found = run.library.find(path)
        if found is None:
            return None
        module, rest = found
    rows = module.tables.get(rest) if module is not None else None
    return None if rows is None or module is None else (rows, module, None)


def refuse_column(run: Run, node: Name, frame: Frame) -> None:
    """Report a table or a column of one where a number is needed; do nothing for a name of anything else."""
    path = node.path
    before, _, last = path.rpartition(".")
    whole = rows_at(run, path, frame)
    if whole is not None:
        column = next(iter(whole[0].columns))
        fail(frame, f"{path} is a table", node.span, "", f"name a column in an aggregate, as in sum({path}.{column})")
    found = rows_at(run, before, frame) if before else None
    if found is None:
        _refuse_row(run, node, before, frame)
        return
    rows = found[0]
    if last in rows.columns or last == rows.table.label:
        remedy = f"make one number of it, as in sum({path}), or name a row: {before}.{rows.keys[0]}.{last}"
        fail(frame, f"{path} is a column of {len(rows.keys)} rows", node.span, "", remedy)
    guess = run.budget.guess(last, rows.columns)
    remedy = f"did you mean {before}.{guess}?" if guess else f"its columns are {', '.join(rows.columns)}"
    fail(frame, f"{before} has no column {last}", node.span, "", remedy)


def _refuse_row(run: Run, node: Name, before: str, frame: Frame) -> None:
    """Report `services.fed.rate`, of a row or column that is not there."""
    table, _, key = before.rpartition(".")
    found = rows_at(run, table, frame) if table else None
    if found is None:
        return
    rows, last = found[0], node.path.rpartition(".")[2]
    if key not in rows.keys:
        guess = run.budget.guess(key, rows.keys)
        remedy = f"did you mean {table}.{guess}.{last}?" if guess else f"its rows are {', '.join(rows.keys[:_LISTED])}"
        fail(frame, f"{table} has no row {key}", node.span, "", remedy)
    guess = run.budget.guess(last, rows.columns)
    remedy = f"did you mean {before}.{guess}?" if guess else f"its columns are {', '.join(rows.columns)}"
    fail(frame, f"{table} has no column {last}", node.span, "", remedy)
