"""What a sheet says of a table above its columns: the order that wastes least, and what is not reckoned."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from estimator.producers.schema.ordering import padding_free

if TYPE_CHECKING:
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Table

WIDTH = 117  # of a line, behind its ##
_STRUCTURED = re.compile(r"\w+:")


def table_documentation(table: Table, names: SheetNames, unsaid: list[str]) -> tuple[str, ...]:
    """The lines of documentation of a table; `unsaid` of its columns is what found no room in their rows."""
    said = [f"In the schema: {table.original}."] if table.original not in ("", names.of(table)) else []
    said += [f"Note: {note}." for note in table.notes] + unsaid
    best = padding_free(table.columns)
    if table.system == "PostgreSQL" and best != table.columns:
        said.append(
            f"The order of columns that wastes least: {', '.join([names.label(table, each) for each in best])}."
        )
    return wrapped_documentation(said)


def index_documentation(table: Table, names: SheetNames) -> tuple[str, ...]:
    """The lines of documentation of a table's indexes: which rows are in those that leave some out."""
    return where_documentation([(names.index_label(table, each), each.where) for each in table.indexes])


def where_documentation(conditions: list[tuple[str, str]]) -> tuple[str, ...]:
    """The same for indexes by their labels and conditions."""
    return wrapped_documentation([f"Index {label}: where {condition}." for label, condition in conditions if condition])


def wrapped_documentation(said: list[str]) -> tuple[str, ...]:
    """Texts on as many lines as they need, none of which begins as one of the structured lines does."""
    found = list[str]()
    for text in said:
        lines = textwrap.wrap(" ".join(text.split()), WIDTH, break_on_hyphens=False)
        found += [f"… {line}" if number and _STRUCTURED.match(line) else line for number, line in enumerate(lines)]
    return tuple(found)
