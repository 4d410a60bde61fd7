"""`estimate check FILE …`."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from estimator.api.checking import check
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.names import library_names
from estimator.cli.output import columns, guarded, write, write_json
from estimator.problems import EstimateError

TWINS = ("check",)


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Sheets: .est or .md files, or names.", autocompletion=library_names),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check sheets, for CI.

    Exit 1 where a check or an example fails, 2 where a sheet is wrong.
    """
    objects: list[dict[str, Any]] = []
    codes = [_as_object(file, objects) if as_json else guarded(partial(_one, file)) for file in files]
    if as_json:
        write_json({"files": objects})
    raise typer.Exit(max(codes))


def _one(file: str) -> int:
    found = check(file)
    write(found.lines(columns()))
    return FINE if found.holds else FAILED


def _as_object(file: str, objects: list[dict[str, Any]]) -> int:
    from estimator.writers.json import error_object

    try:
        found = check(file)
    except EstimateError as error:
        objects.append({"file": file, **error_object(error.problems)})
        return WRONG
    objects.append(found.to_dict())
    return FINE if found.holds else FAILED
