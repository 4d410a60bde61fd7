"""`estimate table SCHEMA.sql`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.names import any_file, schema_files
from estimator.cli.output import columns, guarded, write, write_json

TWINS = ("table",)


def command(
    schema: Annotated[
        str,
        typer.Argument(metavar="SCHEMA.sql", help="A file of CREATE TABLE statements.", autocompletion=schema_files),
    ],
    names: Annotated[list[str] | None, typer.Argument(metavar="[TABLE]…", help="These tables alone.")] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Write the sheet to a file.", autocompletion=any_file)
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    dialect: Annotated[
        str,
        typer.Option("--dialect", metavar="SYSTEM", help="postgresql, mysql or sqlite, where the file does not tell."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Reckon a schema of PostgreSQL, MySQL or SQLite.

    Reads CREATE TABLE, CREATE INDEX and ALTER TABLE statements and makes a sheet of them: a line a column, lengths and
    shares of NULL to fill in, what tables and indexes take: in PostgreSQL heap, TOAST, the write-ahead log, and the
    column order that wastes the least padding; in MySQL and MariaDB the trees of InnoDB; in SQLite its pages. Which
    system it is the file tells. Without -o it says the answers for the assumptions as they are.
    """

    def work() -> int:
        from estimator.api.tables import note_lines, table
        from estimator.languages.spans import in_shell

        found = table(schema, names or (), output=output, force=force, dialect=dialect)
        if output:
            text = f"{output} is there. Fill in its assumptions, and run it: estimate {in_shell(output)}"
            write([[(text, "note")], *note_lines(found.notes, columns())])
        elif as_json:
            write_json(found.to_dict())
        else:
            write(found.lines(columns()))
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
