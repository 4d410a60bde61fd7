"""`estimate timeline NAME [QUANTITY…] [name=value …] [--for TIME]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.dates import FROM, GROWING
from estimator.cli.names import any_file, names_and_overrides, quantities, scenario_titles
from estimator.cli.output import guarded, write
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell

TWINS = ("Estimate.scenario", "Estimate.timeline", "Timeline.save")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [QUANTITY]… [name=value]…",
            help="A sheet of the library, a .est or .md file or - for standard input; behind it the quantities to "
            "follow, else its answers, and other assumptions.",
            autocompletion=names_and_overrides,
        ),
    ],
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="How far to look: 3 years, 18 months.")] = (
        "3 years"
    ),
    of: Annotated[
        list[str] | None, typer.Option("--of", metavar="NAME", help="A quantity to follow.", autocompletion=quantities)
    ] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How far apart the rows are: month, quarter, year, 2 months.")
    ] = "month",
    growing: Annotated[list[str] | None, GROWING] = None,
    from_: Annotated[str, FROM] = "",
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Write a picture: .svg, .png or .pdf.", autocompletion=any_file
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Follow a plan from month to month, where something in it grows.

    A row a month with P5, P50 and P95. A sheet says what grows as monthly_users = 300 M user growing 40%/year.
    """

    def work() -> int:
        from estimator.cli.plans import growing_of, plan_of

        plan, names = plan_of(words, scenario)
        found = plan.timeline(for_, [*names, *(of or [])], every, growing=growing_of(growing or []), from_=from_)
        if output:
            made = found.save(output, force=force)
            write([[(f"{made.file} is written", "good")]])
            write([[(f"note: {each}", "note")] for each in made.notes])
        if not output or as_json or as_markdown or as_csv:
            tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
