"""Functions by thresholds as tables: for a report, and as lines for a terminal."""

from __future__ import annotations

from estimator.languages.report import StepTable
from estimator.languages.spans import padded, safe, width, wrapped
from estimator.languages.values import SIGNS
from estimator.notation.printer import rows_of, signature
from estimator.notation.tree import Thresholds
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.languages.spans import Spans
    from estimator.model.modules import Module

SAME = "the same"  # what a class gives
_LARGEST_COLUMN = 34


def step_tables(module: Module) -> tuple[StepTable, ...]:
    """The functions by thresholds that a sheet defines."""
    found = []
    for each in module.definitions.values():
        if isinstance(each.expression, Thresholds):
            said = each.documentation.title or each.note
            found.append(StepTable(each.name, signature(each), said, step_rows(each.expression)))
    return tuple(found)


def step_rows(tree: Thresholds) -> tuple[tuple[str, str], ...]:
    """The rows of a function by thresholds: what is asked, and what it gives; classes give themselves."""
    found = []
    for row in rows_of(replace(tree, notes=("",) * len(tree.notes))):
        asked, then, given = row.partition(" then ")
        if row.startswith("else "):
            asked, then, given = row.partition(" ")
        found.append((asked, given.replace("*", SIGNS["*"]) if then else SAME))
    return tuple(found)


def row_lines(rows: Sequence[tuple[str, str]], columns: int) -> list[Spans]:
    """The rows, a line each; a long list of classes goes on below."""
    narrow = max([width(asked) for asked, _ in rows if width(asked) <= _LARGEST_COLUMN], default=0)
    lines: list[Spans] = []
    for asked, given in rows:
        *above, last = _filled(asked, columns - 16)
        lines += [[("    " + part, "value")] for part in above]
        first, *below = wrapped(given, columns - 6 - max(narrow, width(last)))
        role = "note" if given == SAME else "value"
        lines.append([("    " + padded(last, narrow) + "  ", "value"), (safe(first), role)])
        lines += [[(" " * (6 + narrow) + part, role)] for part in below]
    return lines


def _filled(text: str, columns: int) -> list[str]:
    """A list of classes in lines, none of which ends within a class."""
    first, *others = safe(text).split(", ")
    lines = [first]
    for each in others:
        if width(f"{lines[-1]}, {each},") > columns:
            lines[-1] += ","
            lines.append(each)
        else:
            lines[-1] += f", {each}"
    return lines
