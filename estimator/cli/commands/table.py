"""`estimate table SCHEMA.sql`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.sizes import bytes_text
from estimator.languages.spans import padded, safe, wrapped
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.probes.schema.reckoning import Sizes
    from estimator.probes.schema.tables import Table

MOST_NOTES, MOST_NAMED = 40, 100
EXPLANATION = (
    "row, log and images are of one row; images are of pages that a key in random order touches, logged whole after"
    " each checkpoint. saved is what the column order in the sheet would save. Lengths and NULLs are guesses."
    " As a sheet to fill in:"
)
_HEADS = ("row", "heap", "TOAST", "indexes", "log", "images", "saved")
_FIELDS = tuple([head.lower() for head in _HEADS])


def command(
    schema: Annotated[str, typer.Argument(metavar="SCHEMA.sql", help="A file of CREATE TABLE statements.")],
    names: Annotated[list[str] | None, typer.Argument(metavar="[TABLE]…", help="These tables alone.")] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the sheet to a file.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Reckon a PostgreSQL schema: rows, indexes, log.

    Reads CREATE TABLE, CREATE INDEX and ALTER TABLE statements and makes a sheet of them: a line a column, lengths and
    shares of NULL to fill in, what heap, TOAST, indexes and the write-ahead log take, and the column order that wastes
    the least padding. Without -o it says the answers for the assumptions as they are.
    """

    def work() -> int:
        from estimator.probes.schema.reckoning import sizes_of
        from estimator.probes.schema.sheet import sheet_text
        from estimator.probes.schema.tables import read_schema_file
        from estimator.writers.files import write_whole

        read = read_schema_file(schema)
        tables = _named(list(read.tables), names or [], schema)
        source = schema.rpartition("/")[2]
        notes = _notes(read.notes, columns())
        if output:
            if not output.endswith(".est"):
                raise EstimateError(
                    [command_line_problem(output, "a sheet's file ends in .est", f"write {output}.est")]
                )
            write_whole(output, sheet_text(tables, source), over=force)
            write([[(f"{output} is there. Fill in its assumptions, and run it: estimate {output}", "note")], *notes])
            return FINE
        answers = [_answer(table, sizes) for table, sizes in zip(tables, sizes_of(tables), strict=True)]
        if as_json:
            write_json({"tables": answers, "notes": list(read.notes), "sheet": sheet_text(tables, source)})
            return FINE
        write([*_lines(answers, schema, columns()), *notes])
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _named(tables: list[Table], names: list[str], schema: str) -> list[Table]:
    """The tables that are asked for: all of them, or those of the names."""
    known = {table.name for table in tables} | {table.original for table in tables}
    for name in names:
        if name not in known:
            some = sorted([table.name for table in tables])
            rest = f" and {len(some) - MOST_NAMED} more" if len(some) > MOST_NAMED else ""
            remedy = f"it has {', '.join(some[:MOST_NAMED])}{rest}"
            raise EstimateError([command_line_problem(name, f"{schema} has no table {name}", remedy)])
    return [table for table in tables if not names or table.name in names or table.original in names]


def _notes(notes: tuple[str, ...], width: int) -> list[Spans]:
    lines = [line for note in notes[:MOST_NOTES] for line in _indented(f"note: {note}", width)]
    if len(notes) > MOST_NOTES:
        lines += _indented(f"note: and {len(notes) - MOST_NOTES} notes more, which --json has", width)
    return lines


def _answer(table: Table, sizes: Sizes | str) -> dict[str, object]:
    """What a table takes for the assumptions as they are written, in bytes; None where it cannot be reckoned."""
    if isinstance(sizes, str):
        return {"name": table.name, **dict.fromkeys(_FIELDS), "notes": [*table.notes, sizes]}
    numbers = [sizes.row, sizes.heap, sizes.toast, sizes.indexes, sizes.log, sizes.images, sizes.saved]
    return {"name": table.name, **dict(zip(_FIELDS, numbers, strict=True)), "notes": list(table.notes)}


def _lines(answers: list[dict[str, object]], schema: str, width: int) -> list[Spans]:
    room = max(12, min(max([len(str(each["name"])) for each in answers]), width - 65))
    head = f"  {padded('a million rows', room)}" + "".join([f"{label:>9}" for label in _HEADS])
    lines: list[Spans] = [[(head, "heading")]]
    for each in answers:
        text = str(each["name"])
        text = text if len(text) <= room else text[: room - 1] + "…"
        cells = "".join([f" {_size(each[field]):>8}" for field in _FIELDS])
        lines.append([(f"  {padded(text, room)}", "name"), (cells, "value")])
        notes = each["notes"] if isinstance(each["notes"], list) else []
        lines += _notes(tuple(notes), width)
    return [*lines, [], *_indented(EXPLANATION, width), [(f"  estimate table {safe(schema)} -o plan.est", "note")]]


def _indented(text: str, width: int) -> list[Spans]:
    return [[("  " + part, "note")] for part in wrapped(text, width - 2)]


def _size(given: object) -> str:
    if given is None:
        return "?"
    size = float(str(given))
    return bytes_text(size) if size >= 1 else "-"
