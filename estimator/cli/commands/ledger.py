"""`estimate ledger NAME [name=value …]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.dates import VALID_FOR
from estimator.cli.given import given
from estimator.cli.names import overrides, quantities, scenario_titles
from estimator.cli.output import guarded
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell

TWINS = ("load", "Estimate.scenario", "Estimate.ledger")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [name=value]…",
            help="A sheet of the library, a .est or .md file, or - for standard input, and other assumptions.",
            autocompletion=overrides,
        ),
    ],
    of: Annotated[
        str,
        typer.Option(
            "--of",
            metavar="QUANTITY",
            help="Of whose spread the shares are, if not the last answer's.",
            autocompletion=quantities,
        ),
    ] = "",
    today: Annotated[
        str, typer.Option("--today", metavar="DAY", help="The day on which they are stale, if not today: 2027-03-31.")
    ] = "",
    valid_for: Annotated[str, VALID_FOR] = "",
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """List the assumptions, and what hangs on each.

    With value, range, source, date, confidence and owner. It says which are stale (past their review, or older than
    they hold), which of these matter, and which do not say where they are from.
    """

    def work() -> int:
        from estimator.api.ledger import ledger
        from estimator.problems import refused

        asked = given(words, scenario)
        if asked.names:
            first = asked.names[0]
            raise refused(first, "a ledger is of a whole sheet", f"write --of {first} for the shares of its spread")
        found = ledger(asked.evaluation, of, today, valid_for)
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
