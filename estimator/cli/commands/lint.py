"""`estimate lint FILE …`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estimator.api.linting import lint
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.names import rule_names, sheets
from estimator.cli.output import columns, guarded, write, write_json
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.api.linting import Linted

TWINS = ("lint",)


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Sheets: .est or .md files, or names.", autocompletion=sheets),
    ],
    allow: Annotated[
        list[str] | None, typer.Option("--allow", metavar="RULE", help="Leave a rule out.", autocompletion=rule_names)
    ] = None,
    prose: Annotated[
        bool,
        typer.Option("--prose", help="Try the arithmetic in the text of .md files instead: 100 M × 2 KB = 200 GB."),  # noqa: RUF001
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find the mistakes that estimates make.

    A mean for a peak, a peak twice, copies forgotten. Exit 1 where there is a warning, 2 where a sheet is wrong. `#
    lint: allow RULE` behind a line, or right above it, allows what is found there.
    """
    looked = partial(lint, allow=tuple(allow or ()), prose=prose)
    objects: list[dict[str, Any]] = []
    codes = [_as_object(file, looked, objects) if as_json else guarded(partial(_one, file, looked)) for file in files]
    if as_json:
        write_json({"files": objects})
    raise typer.Exit(max(codes))


def _one(file: str, looked: Callable[[str], Linted]) -> int:
    found = looked(file)
    write(found.lines(columns()))
    return FINE if found.is_clean else FAILED


def _as_object(file: str, looked: Callable[[str], Linted], objects: list[dict[str, Any]]) -> int:
    from estimator.writers.json import error_object

    try:
        found = looked(file)
    except EstimateError as error:
        objects.append({"file": file, **error_object(error.problems)})
        return WRONG
    objects.append(found.to_dict())
    return FINE if found.is_clean else FAILED
