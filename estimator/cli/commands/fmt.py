"""`estimate fmt FILE …`."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from estimator.cli.output import FAILED, FINE, guarded, write
from estimator.cli.streams import read_standard_input, write_document
from estimator.languages.spans import safe
from estimator.model.files import decoded, formatted_text, is_file_name, read_text
from estimator.model.modules import LARGEST_FILE
from estimator.problems import EstimateError, command_line_problem
from estimator.writers.files import write_whole


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Sheets: .est or .md files; - for standard input.")
    ],
    is_check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where a file would be.")] = False,
) -> None:
    """Format sheets: aligned, in lines of up to 120 columns, every comment kept.

    A file is written only where its layout changes; of a document the est fences.
    """
    raise typer.Exit(max([guarded(partial(_one, file, is_check=is_check)) for file in files]))


def _one(file: str, *, is_check: bool) -> int:
    if file != "-" and not is_file_name(file):
        raise EstimateError([command_line_problem(file, f"{file} is no file", "name a .est or .md file")])
    text = decoded(read_standard_input(LARGEST_FILE), "standard input") if file == "-" else read_text(file)
    made = formatted_text(text, file)
    if file == "-" and not is_check:
        write_document(made, sys.stdout)
        return FINE
    if made == text:
        return FINE
    if is_check:
        write([[(f"{safe(file)}: its layout would change", "bad")]])
        return FAILED
    for sentence in write_whole(file, made, over=True):
        write([[(sentence, "note")]], error=True)
    write([[(f"formatted {safe(file)}", "note")]])
    return FINE
