"""`estimate fill FILE …`."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from estimator.api.filling import fill
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.names import documents
from estimator.cli.output import guarded, write, write_json
from estimator.languages.spans import safe
from estimator.problems import EstimateError

TWINS = ("fill",)


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Documents: .md files with a sheet in fences.", autocompletion=documents),
    ],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where a file would be.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Fill a sheet's figures into a document's prose.

    A figure is written {media_total -> TB}. Each is kept in a comment behind its value, and is filled in anew by
    the next run. A file is written whole or not at all; a brace behind a backslash stays one.
    """
    objects: list[dict[str, Any]] = []
    codes = [
        _as_object(file, objects, check=check) if as_json else guarded(partial(_one, file, check=check))
        for file in files
    ]
    if as_json:
        write_json({"files": objects})
    raise typer.Exit(max(codes))


def _one(file: str, *, check: bool) -> int:
    made = fill(file, check=check)
    if check and made.changed:
        write([[(f"{safe(file)}: its figures would change", "bad")]])
        return FAILED
    write(made.lines())
    return FINE


def _as_object(file: str, objects: list[dict[str, Any]], *, check: bool) -> int:
    from estimator.writers.json import error_object

    try:
        made = fill(file, check=check)
    except EstimateError as error:
        objects.append({"file": file, **error_object(error.problems)})
        return WRONG
    objects.append(made.to_dict())
    return FAILED if check and made.changed else FINE
