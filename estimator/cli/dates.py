"""What several commands take about the course of time: how an assumption grows, from when on, how long numbers hold."""

from __future__ import annotations

import typer

from estimator.cli.names import growing

GROWING = typer.Option(
    autocompletion=growing, metavar="NAME=RATE", help='Let an assumption grow, as in monthly_users="40%/year".'
)
FROM = typer.Option("--from", metavar="MONTH", help="The month of today's values, if not the sheet's as_of.")
VALID_FOR = typer.Option("--valid-for", metavar="TIME", help="How long numbers hold from their as_of on: 18 month.")
