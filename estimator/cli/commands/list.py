"""`estimate list [TOPIC]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.api.listing import catalogue
from estimator.cli.codes import FINE
from estimator.cli.names import sheets
from estimator.cli.output import columns, guarded, write, write_json

TWINS = ("catalogue",)


def command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(help="A sheet, to see what it holds; words, to search.", autocompletion=sheets),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the library, a sheet, or where words are found.

    What fits best comes first. Words are searched in names, descriptions and the other terms of the field, in
    English and Chinese: estimate list hit ratio, estimate list 缓存命中率, estimate list redis 内存.
    """

    def work() -> int:
        found = catalogue(" ".join(topic or []))
        if as_json:
            write_json(found.to_dicts())
        else:
            write(found.lines(columns()))
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
