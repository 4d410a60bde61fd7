"""`table`: what the tables of a schema take in PostgreSQL, and the sheet of them; the twin of `estimate table`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.api.writing import sheet_file
from estimator.languages.sizes import bytes_text
from estimator.languages.spans import padded, plain, safe, wrapped
from estimator.problems import refused
from estimator.producers.schema.reckoning import sizes_of
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema_file
from estimator.records import record
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.spans import Spans
    from estimator.producers.schema.reckoning import Sizes
    from estimator.producers.schema.tables import Table

COLUMNS = 80
MOST_NOTES, MOST_NAMED = 40, 100
EXPLANATION = (
    "row, log and images are of one row; images are of pages that a key in random order touches, logged whole after"
    " each checkpoint. saved is what the column order in the sheet would save. Lengths and NULLs are guesses."
    " As a sheet to fill in:"
)
HEADS = ("row", "heap", "TOAST", "indexes", "log", "images", "saved")
_FIELDS = tuple([head.lower() for head in HEADS])


@record
class TableSize:
    """What a million rows of a table take, in bytes; None where it cannot be reckoned, as its notes say why.

    `row`, `log` and `images` are of one row; `saved` is what another order of the columns would save.
    """

    name: str
    row: float | None
    heap: float | None
    toast: float | None
    indexes: float | None
    log: float | None
    images: float | None
    saved: float | None
    notes: tuple[str, ...]


@record
class Tables:
    """The tables of a schema that were asked for, and in `notes`, sentences, what is left out of it."""

    schema: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]

    @property
    def sheet(self) -> str:
        """The text of the sheet, to fill in: what `-o` writes."""
        return sheet_text(list(self.tables), self.schema.rpartition("/")[2])

    def sizes(self) -> tuple[TableSize, ...]:
        """What each table takes for the assumptions as the sheet has them; reckoned anew at each call."""
        found = zip(self.tables, sizes_of(list(self.tables)), strict=True)
        return tuple([_size_of(table, sizes) for table, sizes in found])

    def to_dict(self) -> dict[str, Any]:
        """What `estimate table --json` prints."""
        tables = []
        for each in self.sizes():
            numbers = {field: getattr(each, field) for field in _FIELDS}
            tables.append({"name": each.name, **numbers, "notes": list(each.notes)})
        return {"tables": tables, "notes": list(self.notes), "sheet": self.sheet}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        tail: Spans = [(f"  estimate table {safe(self.schema)} -o plan.est", "note")]
        table = size_lines(self.sizes(), columns)
        return [*table, [], *_indented(EXPLANATION, columns), tail, *note_lines(self.notes, columns)]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def table(
    schema: str | os.PathLike[str],
    names: Iterable[str] = (),
    *,
    output: str | os.PathLike[str] = "",
    force: bool = False,
) -> Tables:
    """Reckon the `CREATE TABLE` statements of a file, or of these names alone, for PostgreSQL.

    With `output` the sheet is written to that file, over one that exists if `force` is given. EstimateError for what
    is no SQL, has no such table, or cannot be written.
    """
    path, sheet = os.fspath(schema), os.fspath(output)
    read = read_schema_file(path)
    found = Tables(path, tuple(_named(list(read.tables), list(names), path)), read.notes)
    if sheet:
        write_whole(sheet_file(sheet), found.sheet, over=force)
    return found


def _named(tables: list[Table], names: list[str], schema: str) -> list[Table]:
    """The tables that are asked for: all of them, or those of the names."""
    known = {table.name for table in tables} | {table.original for table in tables}
    for name in names:
        if name not in known:
            some = sorted([table.name for table in tables])
            rest = f" and {len(some) - MOST_NAMED} more" if len(some) > MOST_NAMED else ""
            remedy = f"it has {', '.join(some[:MOST_NAMED])}{rest}"
            raise refused(name, f"{schema} has no table {name}", remedy)
    return [table for table in tables if not names or table.name in names or table.original in names]


def _size_of(table: Table, sizes: Sizes | str) -> TableSize:
    if isinstance(sizes, str):
        return TableSize(table.name, None, None, None, None, None, None, None, (*table.notes, sizes))
    heap, toast, indexes = sizes.heap, sizes.toast, sizes.indexes
    return TableSize(table.name, sizes.row, heap, toast, indexes, sizes.log, sizes.images, sizes.saved, table.notes)


def size_lines(sizes: Iterable[TableSize], columns: int) -> list[Spans]:
    """A table of what tables take."""
    rows = list(sizes)
    room = max(12, min(max([len(each.name) for each in rows]), columns - 65))
    head = f"  {padded('a million rows', room)}" + "".join([f"{label:>9}" for label in HEADS])
    lines: list[Spans] = [[(head, "heading")]]
    for each in rows:
        text = each.name if len(each.name) <= room else each.name[: room - 1] + "…"
        cells = "".join([f" {_size(getattr(each, field)):>8}" for field in _FIELDS])
        lines.append([(f"  {padded(text, room)}", "name"), (cells, "value")])
        lines += note_lines(each.notes, columns)
    return lines


def note_lines(notes: tuple[str, ...], columns: int) -> list[Spans]:
    """Notes below a table, the first of many."""
    lines = [line for note in notes[:MOST_NOTES] for line in _indented(f"note: {note}", columns)]
    if len(notes) > MOST_NOTES:
        lines += _indented(f"note: and {len(notes) - MOST_NOTES} notes more, which --json has", columns)
    return lines


def _indented(text: str, columns: int) -> list[Spans]:
    return [[("  " + part, "note")] for part in wrapped(text, columns - 2)]


def _size(size: float | None) -> str:
    if size is None:
        return "?"
    return bytes_text(size) if size >= 1 else "-"
