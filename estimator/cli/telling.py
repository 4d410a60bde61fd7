"""How a command says an answer that is told in tables: in the terminal, as JSON, Markdown or comma-separated values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from estimator.cli.output import columns, write, write_json, write_whole_text
from estimator.problems import refused

if TYPE_CHECKING:
    from estimator.api.told import Told

JSON = typer.Option("--json", help="Print JSON, every number unrounded.")
MARKDOWN = typer.Option("--markdown", help="Print Markdown, for a document or a pull request.")
CSV = typer.Option("--csv", help="Print comma-separated values.")


def tell(found: Told, *, as_json: bool, as_markdown: bool, as_csv: bool) -> None:
    """Print an answer in the form that is asked for. EstimateError for more than one."""
    if as_json + as_markdown + as_csv > 1:
        remedy = "leave out all but one of --json, --markdown and --csv"
        raise refused("--json", "one form can be printed at a time", remedy)
    if as_json:
        write_json(found.to_dict())
    elif as_markdown:
        write_whole_text(found.markdown())
    elif as_csv:
        write_whole_text(found.csv())
    else:
        write(found.lines(columns()))
