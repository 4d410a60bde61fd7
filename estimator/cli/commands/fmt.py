"""`estimate fmt FILE …`."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from estimator.api.writing import Formatted, fmt, formatted
from estimator.cli.codes import FAILED, FINE
from estimator.cli.names import sheet_files
from estimator.cli.output import guarded, write
from estimator.cli.streams import read_standard_input, write_document
from estimator.languages.spans import safe
from estimator.model.files import decoded
from estimator.model.modules import LARGEST_FILE

TWINS = ("fmt", "formatted")
STANDARD_INPUT = "-"


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="Sheets: .est or .md files; - for standard input.", autocompletion=sheet_files
        ),
    ],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where a file would be.")] = False,
) -> None:
    """Format sheets: aligned, in lines that fit.

    Lines have up to 120 columns, every comment is kept. A file is written only where its layout changes; of a
    document the est fences.
    """
    raise typer.Exit(max([guarded(partial(_one, file, check=check)) for file in files]))


def _one(file: str, *, check: bool) -> int:
    made = _of_standard_input() if file == STANDARD_INPUT else fmt(file, check=check)
    if file == STANDARD_INPUT and not check:
        write_document(made.text, sys.stdout)
        return FINE
    if not made.changed:
        return FINE
    if check:
        write([[(f"{safe(file)}: its layout would change", "bad")]])
        return FAILED
    for sentence in made.notes:
        write([[(sentence, "note")]], error=True)
    write([[(f"formatted {safe(file)}", "note")]])
    return FINE


def _of_standard_input() -> Formatted:
    text = decoded(read_standard_input(LARGEST_FILE), "standard input")
    made = formatted(text, STANDARD_INPUT)
    return Formatted(STANDARD_INPUT, made, made != text)
