"""`estimate units [WORD]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.api.units import known_units
from estimator.cli.codes import FINE
from estimator.cli.names import unit_names
from estimator.cli.output import columns, guarded, write, write_json

TWINS = ("known_units",)


def command(
    word: Annotated[str, typer.Argument(help="A unit, or a part of its name.", autocompletion=unit_names)] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find a unit: what it is, or all there are."""

    def work() -> int:
        found = known_units(word)
        if as_json:
            write_json(found.to_dicts())
        else:
            write(found.lines(columns()))
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
