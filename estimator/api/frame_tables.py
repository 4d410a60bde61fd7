"""A table of pandas as a table of the notation: each row a row, each column whose head can be a name a column.

The first column of texts names the rows, else the index does, where it is no mere count; else they are numbered. The
unit of a column stands in its head, as in the notation (`rate: QPS`), or in `frame.attrs["units"]`; without one its
numbers are plain. Texts are texts, which choose; a cell that is missing has no value.
"""

from __future__ import annotations

import numbers
import re
from typing import Any

from estimator.api.arguments import notation
from estimator.notation.parser import parse_sheet
from estimator.notation.rows import Table
from estimator.problems import EstimateError, Source, refused

_HEAD = re.compile(r"\s*([^\W\d]\w*)\s*(?::\s*(\S.*?))?\s*")
MOST_ROWS = 10_000  # of the limits of a table


def is_frame(value: object) -> bool:
    """Whether a Python variable is a table of pandas."""
    return hasattr(value, "columns") and hasattr(value, "itertuples") and hasattr(value, "index")


def table_of(name: str, frame: Any) -> Table:
    """A table of pandas as a line of the notation. EstimateError for what is no table, or has cells without values."""
    if len(frame) > MOST_ROWS:
        raise refused(name, f"{name} has {len(frame):_} rows", f"give a table of at most {MOST_ROWS:_}")
    named = {head: head_of(head, frame) for head in frame.columns if _HEAD.fullmatch(str(head)) is not None}
    if not len(frame):
        raise refused(name, f"{name} has no rows", "give it a row at least")
    labels, label = _labels(frame, named)
    rest = {head: each for head, each in named.items() if head != label}
    if not rest:
        raise refused(name, f"{name} has no columns of values whose heads can be names", "name them as in rate: QPS")
    titles = [f"{column}: {unit}" if unit else column for column, unit in rest.values()]
    first = (
        named[label][0] if label is not None else "row" if "row" not in {each for each, _ in rest.values()} else "row_"
    )
    lines = [f"table {name}", "    " + " | ".join([first, *titles])]
    for place, row in enumerate(labels):
        cells = [_cell(frame[head].iloc[place], f"{name}.{rest[head][0]}", row) for head in rest]
        lines.append("    " + " | ".join([row, *cells]))
    sheet = parse_sheet(Source(f"Python's {name}", "\n".join(lines) + "\n"))
    if sheet.problems:
        raise EstimateError(sheet.problems)
    (found,) = [line for line in sheet.lines if isinstance(line, Table)]
    return found


def head_of(head: Any, frame: Any) -> tuple[str, str]:
    """The name and the unit that a column's head says; its unit may be in the table's attributes."""
    found = _HEAD.fullmatch(str(head))
    unit = str(frame.attrs.get("units", {}).get(head, ""))
    return (found[1], found[2] or unit) if found is not None else (str(head), unit)


def _labels(frame: Any, named: dict[Any, tuple[str, str]]) -> tuple[list[str], Any]:
    """The names of the rows, and the head of the column that they are from, if they are from one."""
    for head, (_, unit) in named.items():
        if not unit and all(isinstance(each, str) for each in frame[head]) and frame[head].is_unique:
            return [_label(each) for each in frame[head]], head
    if all(isinstance(each, str) for each in frame.index) and frame.index.is_unique:
        return [_label(each) for each in frame.index], None
    return [f"row_{place + 1}" for place in range(len(frame))], None


def _label(text: str) -> str:
    """A row's name, which neither ends a cell nor begins a note."""
    return re.sub(r"[|#\"\\\s]+", " ", text).strip() or "row"


def _cell(value: Any, column: str, row: str) -> str:
    """What stands in a cell. EstimateError where nothing does."""
    if isinstance(value, str):
        if '"' in value or len(value.splitlines()) > 1:
            raise refused(value, f"{column} of {row} is a text with a quote or of several lines", "leave these out")
        return f'"{value}"'
    if type(value).__name__ in ("bool", "bool_"):
        return "1 == 1" if value else "1 == 0"
    if value is None or (isinstance(value, numbers.Real) and value != value):  # noqa: PLR0124  nan alone is not itself
        raise refused(column, f"{column} of {row} is missing", "fill it in, or leave the row out: dropna()")
    return notation(value, column)
