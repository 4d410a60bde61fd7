"""`estimate sweep NAME name=VALUES [name=VALUES] [name=value …] [--of QUANTITY]…`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.given import joined, sheet_and_words
from estimator.cli.names import any_file, overrides, quantities, scenario_titles
from estimator.cli.output import guarded, write
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell
from estimator.problems import refused

if TYPE_CHECKING:
    from estimator.api.sweeping import Sweep

TWINS = ("load", "Estimate.scenario", "Estimate.sweep", "Sweep.save")
MOST_WORKERS = 256


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME name=VALUES…",
            help="A sheet of the library, a .est or .md file or - for standard input; an assumption or two with the "
            "values to go through, as monthly_users='100 M..1 bn', '1..64 log in 6 steps', '1, 2, 5, 10 M' or "
            "'debian, jemalloc'; other assumptions.",
            autocompletion=overrides,
        ),
    ],
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", metavar="QUANTITY", help="What to show; the answers, unless told.", autocompletion=quantities
        ),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    draws: Annotated[
        float | None, typer.Option(metavar="COUNT", help="Draws of each point, as 1e6; as the sheet has, unless told.")
    ] = None,
    workers: Annotated[int, typer.Option(metavar="COUNT", help="Processes that share the work.")] = 1,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write a picture or all numbers: .png, .svg, .csv, .json or .md.",
            autocompletion=any_file,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Show a sheet at many values of an assumption.

    With ranges and where checks turn over; of two assumptions as a heat map. From one value to another in ten
    steps, or in equal ratios where the ends are ten times apart: log, linear, `in 20 steps` and `by 50 M` behind
    them say otherwise.
    """

    def work() -> int:
        found = _swept(words, scenario, of or [], draws, workers)
        if output is not None:
            made = found.save(output, force=force)
            write([[(f"{made.file} is written", "good")]])
            write([[(f"note: {each}", "note")] for each in made.notes])
            return FINE
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _swept(words: list[str], scenario: str, of: list[str], draws: float | None, workers: int) -> Sweep:
    from estimator.api.estimates import Estimate

    module, others = sheet_and_words(words)
    values: dict[str, str] = {}
    for text in joined(others):
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise refused(text, f"{text} gives no values", f"write what it goes through: {words[0]} name='1..10'")
        if name.strip() in values:
            raise refused(text, f"{name.strip()} is given twice", "give it once, with all its values: 1, 2, 5")
        values[name.strip()] = value.strip()
    estimate = Estimate(module, scenario=scenario)
    if not 1 <= workers <= MOST_WORKERS:
        raise refused("--workers", f"{workers} is no number of processes", f"give a number from 1 to {MOST_WORKERS}")
    if workers == 1:
        return estimate.sweep(values, of=of, draws=draws)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn")) as executor:
        return estimate.sweep(values, of=of, draws=draws, executor=executor)
