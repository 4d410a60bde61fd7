"""`estimate check FILE …`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estimator.api.checking import check
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.dates import VALID_FOR
from estimator.cli.names import sheets
from estimator.cli.output import columns, guarded, write, write_json
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.api.checking import Checked

TWINS = ("check",)


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Sheets: .est or .md files, or names.", autocompletion=sheets),
    ],
    today: Annotated[
        str, typer.Option("--today", metavar="DAY", help="The day that reviews are due by, if not today: 2027-03-31.")
    ] = "",
    valid_for: Annotated[str, VALID_FOR] = "",
    require_sources: Annotated[
        bool, typer.Option("--require-sources", help="Fail where an assumption does not say where it is from.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check sheets, for CI.

    Exit 1 where a check or an example fails, a number is past its time (review_by, valid_for), or a figure of a
    document was changed or is another by now; 2 where a sheet is wrong.
    """
    objects: list[dict[str, Any]] = []
    checked = partial(check, today=today, valid_for=valid_for, require_sources=require_sources)
    codes = [_as_object(file, checked, objects) if as_json else guarded(partial(_one, file, checked)) for file in files]
    if as_json:
        write_json({"files": objects})
    raise typer.Exit(max(codes))


def _one(file: str, checked: Callable[[str], Checked]) -> int:
    found = checked(file)
    write(found.lines(columns()))
    return FINE if found.holds else FAILED


def _as_object(file: str, checked: Callable[[str], Checked], objects: list[dict[str, Any]]) -> int:
    from estimator.writers.json import error_object

    try:
        found = checked(file)
    except EstimateError as error:
        objects.append({"file": file, **error_object(error.problems)})
        return WRONG
    objects.append(found.to_dict())
    return FINE if found.holds else FAILED
