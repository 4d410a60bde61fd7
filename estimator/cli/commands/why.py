"""`estimate why NAME [QUANTITY] [name=value …]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.given import given
from estimator.cli.names import names_and_overrides, scenario_titles
from estimator.cli.output import columns, guarded, write, write_json

TWINS = ("load", "Estimate.scenario", "Estimate.why")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [QUANTITY] [name=value]…",
            help="A sheet of the library, a .est or .md file, - for standard input, or an expression; behind a sheet "
            "the quantity to ask about, else the last answer, and other assumptions.",
            autocompletion=names_and_overrides,
        ),
    ],
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, every number unrounded.")] = False,
) -> None:
    """Say what moves an answer, and what to measure first.

    Of each assumption: by how much the answer grows where it grows by 1%, what share of the answer's spread its range
    makes up, how much narrower the answer would be with half that range, and the answer at both of its ends.
    """

    def work() -> int:
        from estimator.api.why import why
        from estimator.problems import refused

        asked = given(words, scenario)
        if len(asked.names) > 1:
            first, second, *_ = asked.names
            raise refused(second, "why is asked of one quantity at a time", f"ask for {first} alone")
        found = why(asked.evaluation, "".join(asked.names))
        if as_json:
            write_json(found.to_dict())
        else:
            write(found.lines(columns()))
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
