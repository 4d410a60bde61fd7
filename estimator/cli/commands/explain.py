"""`estimate explain NAME`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.api.listing import explain
from estimator.cli.codes import FINE
from estimator.cli.names import sheets
from estimator.cli.output import columns, guarded, write, write_json

TWINS = ("explain",)


def command(
    name: Annotated[str, typer.Argument(help="A sheet, or one of its names: traffic.mean_qps.", autocompletion=sheets)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain a formula: maths, parameters, source, example."""

    def work() -> int:
        found = explain(name)
        if as_json:
            write_json(found.to_dict(columns()))
        else:
            write(found.lines(columns()))
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
