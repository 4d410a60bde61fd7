"""`estimate new FILE [--from NAME]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.api.writing import new
from estimator.cli.codes import FINE
from estimator.cli.names import folder, sheets
from estimator.cli.output import guarded, write
from estimator.languages.spans import in_shell

TWINS = ("new",)


def command(
    file: Annotated[
        str, typer.Argument(help="The file to make, .est or .md; never one that exists.", autocompletion=folder)
    ],
    from_: Annotated[
        str,
        typer.Option(
            "--from", metavar="NAME", help="Start from a sheet of the library or a file.", autocompletion=sheets
        ),
    ] = "",
) -> None:
    """Start a sheet of your own."""

    def work() -> int:
        made = new(file, from_=from_)
        write([[(f"{made.file} is there: run it with estimate {in_shell(made.file)}", "good")]])
        return FINE

    raise typer.Exit(guarded(work))
