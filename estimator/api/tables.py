"""`table`: what the tables of a schema take in their system, and the sheet of them; the twin of `estimate table`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from estimator.api.writing import sheet_file
from estimator.languages.sizes import bytes_text
from estimator.languages.spans import in_shell, padded, plain, wrapped
from estimator.model.files import module_from_text
from estimator.problems import refused
from estimator.producers.schema.reckoning import sizes_of
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema_file
from estimator.reckoning.estimate import flattened
from estimator.records import record
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.spans import Spans
    from estimator.producers.schema.sizes_record import Sizes
    from estimator.producers.schema.stored import Table

COLUMNS = 80
MOST_NOTES, MOST_NAMED = 40, 100
EXPLANATIONS = {
    "PostgreSQL": "row, log and images are of one row; images are of pages that a key in random order touches, logged"
    " whole after each checkpoint. saved is what the column order in the sheet would save. Lengths and NULLs are"
    " guesses. As a sheet to fill in:",
    "MySQL": "In MySQL, kept by InnoDB: row is of one row, table the tree of the primary key, off page the long values"
    " that rows have no room for. Each index holds the primary key. Lengths and NULLs are guesses. As a sheet to fill"
    " in:",
    "SQLite": "In SQLite, with pages of 4 KiB: row is of one row, table the tree with its overflow pages. Lengths and"
    " NULLs are guesses. As a sheet to fill in:",
}
# The columns that a terminal shows, and the fields that they are of.
HEADS = {
    "PostgreSQL": (("row", "row"), ("heap", "heap"), ("TOAST", "toast"), ("indexes", "indexes"), ("log", "log"),
                   ("images", "images"), ("saved", "saved")),
    "MySQL": (("row", "row"), ("table", "heap"), ("off page", "toast"), ("indexes", "indexes")),
    "SQLite": (("row", "row"), ("table", "heap"), ("indexes", "indexes")),
}  # fmt: skip
_FIELDS = ("row", "heap", "toast", "indexes", "log", "images", "saved")
_ROWS_LINE = re.compile(r"^\w+_rows +=", re.MULTILINE)


@record
class TableSize:
    """What a million rows of a table take, in bytes; None where it cannot be reckoned, as its notes say why.

    `row`, `log` and `images` are of one row; `saved` is what another order of the columns would save. In MySQL `heap`
    is the tree of the primary key and `toast` what is kept off its pages; there and in SQLite, whose `heap` is the
    table with its overflow pages, `log`, `images` and `saved` are None.
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
    """The tables of a schema that were asked for, and in `notes`, sentences, what is left out of it.

    `asked` are words that say of a command line which tables and what dialect.
    """

    schema: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    system: str = "PostgreSQL"  # or MySQL, or SQLite
    asked: tuple[str, ...] = ()

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
        return {"system": self.system, "tables": tables, "notes": list(self.notes), "sheet": self.sheet}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows."""
        words = " ".join([in_shell(word) for word in (self.schema, *self.asked)])
        tail: Spans = [(f"  estimate table {words} -o plan.est", "note")]
        table = size_lines(self.sizes(), columns, self.system)
        return [*table, [], *_indented(EXPLANATIONS[self.system], columns), tail, *note_lines(self.notes, columns)]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def table(
    schema: str | os.PathLike[str],
    names: Iterable[str] = (),
    *,
    output: str | os.PathLike[str] = "",
    force: bool = False,
    dialect: str = "",
) -> Tables:
    """Reckon the `CREATE TABLE` statements of a file, or of these names alone, for PostgreSQL, MySQL or SQLite.

    Which of them is told by what is in the file, unless `dialect` says it: "postgresql", "mysql", "mariadb" or
    "sqlite". With `output` the sheet is written to that file, over one that exists if `force` is given. EstimateError
    for what is no SQL, has no such table, is another system's, cannot be written, or is too much for one sheet.
    """
    path, sheet = os.fspath(schema), sheet_file(output, over=force)
    chosen, read = tuple(names), read_schema_file(path, dialect)
    told = ("--dialect", dialect) if dialect else ()
    found = Tables(
        path, tuple(_named(list(read.tables), list(chosen), path)), read.notes, read.system, (*chosen, *told)
    )
    if sheet:
        text = found.sheet
        _check_that_it_runs(text, found, sheet, [*told, "-o", sheet, *(["--force"] if force else [])])
        write_whole(sheet, text, over=force)
    return found


def _check_that_it_runs(text: str, found: Tables, sheet: str, options: list[str]) -> None:
    """Refuse a sheet of more tables than a run takes; `options` are those of its command line. EstimateError."""
    problems = [each for each in flattened(module_from_text(text, sheet)).problems if each.severity == "error"]
    if not problems:
        return
    places = [mark.start for each in problems for mark in each.marks if mark.source.name == sheet]
    before = len(_ROWS_LINE.findall(text[: min(places)])) if places else 0
    most = before // 10 * 10 or before
    if len(found.tables) > 1 and most:
        message = f"a sheet of {len(found.tables)} tables is more than a run takes, and is not written"
        some = " ".join([in_shell(each.original or each.name) for each in found.tables[:2]])
        behind = " ".join(map(in_shell, options))
        remedy = f"name some {most} of them: estimate table {in_shell(found.schema)} {some} … {behind}"
        raise refused(sheet, message, remedy)
    raise refused(sheet, f"its sheet would not run: {problems[0].message}", "leave out the table's widest index")


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
    if table.system != "PostgreSQL":
        return TableSize(table.name, sizes.row, heap, toast, indexes, None, None, None, table.notes)
    return TableSize(table.name, sizes.row, heap, toast, indexes, sizes.log, sizes.images, sizes.saved, table.notes)


def size_lines(sizes: Iterable[TableSize], columns: int, system: str = "PostgreSQL") -> list[Spans]:
    """A table of what tables take; a name that is too long for its column has a line of its own."""
    rows, heads = list(sizes), HEADS[system]
    room = max(12, min(max([len(each.name) for each in rows]), columns - 9 * len(heads) - 2))
    head = f"  {padded('a million rows', room)}" + "".join([f"{label:>9}" for label, _ in heads])
    lines: list[Spans] = [[(head, "heading")]]
    for each in rows:
        cells = "".join([f" {_size(getattr(each, field)):>8}" for _, field in heads])
        name = each.name
        if len(name) > room:
            lines.append([(f"  {name}", "name")])
            name = ""
        lines.append([(f"  {padded(name, room)}", "name"), (cells, "value")])
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
