"""`estimate when NAME [CHECK…] [name=value …] [--for TIME]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.dates import FROM, GROWING
from estimator.cli.names import overrides, scenario_titles
from estimator.cli.output import guarded
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell

TWINS = ("Estimate.scenario", "Estimate.when")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [CHECK]… [name=value]…",
            help="A sheet of the library, a .est or .md file or - for standard input; behind it checks beside its own, "
            "as 'media_total < 100 PB', and other assumptions.",
            autocompletion=overrides,
        ),
    ],
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="How far to look: 5 years, 18 months.")] = (
        "5 years"
    ),
    growing: Annotated[list[str] | None, GROWING] = None,
    from_: Annotated[str, FROM] = "",
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Say when each check of a plan first fails.

    The first of all comes first. The months by which it has failed in 10%, 50% and 90% of the cases, and in what
    share of them it fails at all.
    """

    def work() -> int:
        from estimator.cli.plans import growing_of, plan_of

        plan, checks = plan_of(words, scenario, checks=True)
        found = plan.when(for_, checks, growing=growing_of(growing or []), from_=from_)
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
