"""`estimate table SCHEMA.sql`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.spans import padded, safe, wrapped
from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.probes.schema.names import Names
    from estimator.probes.schema.tables import Table

BITS_PER_BYTE = 8
EXPLANATION = (
    "row, log and images are of one row; images are of pages that a key in random order touches, logged whole after"
    " each checkpoint. saved is what the column order in the sheet would save. Lengths and NULLs are guesses."
    " As a sheet to fill in:"
)
_HEADS = ("row", "heap", "TOAST", "indexes", "log", "images", "saved")


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
        from estimator.model.files import module_from_text
        from estimator.probes.schema.names import Names
        from estimator.probes.schema.sheet import sheet_text
        from estimator.probes.schema.tables import read_schema
        from estimator.reckoning.estimate import central
        from estimator.writers.files import write_whole

        read = read_schema(_text(schema), schema)
        tables = list(read.tables)
        if names:
            known = {table.name for table in tables}
            for name in names:
                if name not in known and name not in {table.original for table in tables}:
                    raise EstimateError(
                        [
                            command_line_problem(
                                name, f"{schema} has no table {name}", f"it has {', '.join(sorted(known))}"
                            )
                        ]
                    )
            tables = [table for table in tables if table.name in names or table.original in names]
        sheet_names = Names()
        sheet = sheet_text(tables, schema.rpartition("/")[2], sheet_names)
        notes = [line for note in read.notes for line in _indented(f"note: {note}", columns())]
        if output:
            if not output.endswith(".est"):
                raise EstimateError(
                    [command_line_problem(output, "a sheet's file ends in .est", f"write {output}.est")]
                )
            write_whole(output, sheet, over=force)
            write([[(f"{output} is there. Fill in its assumptions, and run it: estimate {output}", "note")], *notes])
            return FINE
        numbers = central(module_from_text(sheet, schema))
        values = {name: number / BITS_PER_BYTE for name, number in numbers.items()}
        answers = [_answer(table, values, sheet_names) for table in tables]
        if as_json:
            write_json({"tables": answers, "notes": list(read.notes), "sheet": sheet})
            return FINE
        write([*_lines(answers, schema, columns()), *notes])
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError:
        raise EstimateError([command_line_problem(path, "the file is no text in UTF-8", "")]) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise EstimateError([command_line_problem(path, f"cannot read {path}: {reason}", "")]) from None


def _answer(table: Table, values: dict[str, float], names: Names) -> dict[str, object]:
    """What a table takes for the assumptions as they are written, in bytes; `log` and `images` are of one row."""

    def value(*parts: str) -> float:
        return values.get(names.of(table, *parts), 0.0)

    return {
        "name": table.name,
        "row": value("row"),
        "heap": value("heap"),
        "toast": sum([value(column.name, "toast") for column in table.columns]),
        "indexes": sum([values[names.of_index(table, index)] for index in table.indexes]),
        "log": value("log"),
        "images": value("images"),
        "saved": value("saved"),
        "notes": list(table.notes),
    }


def _lines(answers: list[dict[str, object]], schema: str, width: int) -> list[Spans]:
    room = max(12, min(max([len(str(each["name"])) for each in answers]), width - 65))
    head = f"  {padded('a million rows', room)}" + "".join([f"{label:>9}" for label in _HEADS])
    lines: list[Spans] = [[(head, "heading")]]
    for each in answers:
        text = str(each["name"])
        text = text if len(text) <= room else text[: room - 1] + "…"
        sizes = [each["row"], each["heap"], each["toast"], each["indexes"], each["log"], each["images"], each["saved"]]
        cells = "".join([f"{_bytes(float(str(size))):>9}" for size in sizes])
        lines.append([(f"  {padded(text, room)}", "name"), (cells, "value")])
        for note in each["notes"] if isinstance(each["notes"], list) else []:
            lines += _indented(f"note: {note}", width)
    return [*lines, [], *_indented(EXPLANATION, width), [(f"  estimate table {safe(schema)} -o plan.est", "note")]]


def _indented(text: str, width: int) -> list[Spans]:
    return [[("  " + part, "note")] for part in wrapped(text, width - 2)]


def _bytes(size: float) -> str:
    for unit, word in ((1e9, "GB"), (1e6, "MB"), (1e3, "KB")):
        if size >= unit:
            return f"{size / unit:.3g} {word}"
    return f"{size:.0f} B" if size >= 1 else "-"
