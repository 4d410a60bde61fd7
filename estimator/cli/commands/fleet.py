"""`estimate fleet NAME|FILE [TABLE] [name=value …]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FAILED, FINE
from estimator.cli.given import joined, sheet_and_words
from estimator.cli.names import scenario_titles, shape_files, tables_and_overrides
from estimator.cli.output import guarded
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell
from estimator.problems import refused

if TYPE_CHECKING:
    from estimator.api.fleet import FleetOptions

TWINS = ("load", "Estimate.scenario", "Estimate.fleet")


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME [TABLE] [name=value]…",
            help="A sheet of the library, a .est or .md file or - for standard input; the table of its machines, where "
            "it has several; other assumptions.",
            autocompletion=tables_and_overrides,
        ),
    ] = None,
    shapes: Annotated[
        str,
        typer.Option(
            metavar="FILE.csv",
            help="A provider's list of machines, in place of a table of the sheet.",
            autocompletion=shape_files,
        ),
    ] = "",
    need: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=QUANTITY", help="What is asked of a column that is called otherwise; repeatable."),
    ] = None,
    each: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=QUANTITY", help="What each machine must have by itself; repeatable."),
    ] = None,
    price: Annotated[
        str, typer.Option(metavar="COLUMN", help="Which column is the price; the one in money else.")
    ] = "",
    utilisation: Annotated[
        list[str] | None,
        typer.Option(metavar="SHARE", help="How much of a machine may be used: 60%, or cpu=60%; repeatable."),
    ] = None,
    wait: Annotated[
        str, typer.Option(metavar="TARGET", help="A wait to stay below, as 'p99 < 20 ms': how busy workers may be.")
    ] = "",
    service: Annotated[
        str, typer.Option(metavar="TIME", help="How long a worker serves a request, on average, as '5 ms'.")
    ] = "",
    workers: Annotated[
        str, typer.Option(metavar="COLUMN", help="Which column has the workers; cpu, cores or threads else.")
    ] = "",
    spare: Annotated[int, typer.Option(metavar="N", help="So many machines may fail: 1 for N+1.")] = 0,
    zones: Annotated[int, typer.Option(metavar="N", help="Spread over so many zones, of which one may be lost.")] = 1,
    at: Annotated[
        str, typer.Option(metavar="SHARE", help="In what share of the cases of the ranges it is to be enough.")
    ] = "95%",
    penalty: Annotated[
        float | None,
        typer.Option(
            metavar="FACTOR", help="Choose by least regret, a missing machine counting so many times its price."
        ),
    ] = None,
    exponent: Annotated[
        float,
        typer.Option(metavar="NUMBER", help="The power by which large errors are regretted more than small ones."),
    ] = 1.2,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="In a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Say which machines carry what a sheet asks for.

    How many, and why not the others. Exit 1 where no machine of the list can.
    """

    def work() -> int:
        from estimator.api.fleet import fleet

        if not words:
            remedy = "name one, as estimate fleet plan.est; the formulas of that name: estimate explain fleet"
            raise refused("fleet", "no sheet is named", remedy)
        module, others = sheet_and_words(words)
        table = others.pop(0) if others and "=" not in others[0] else ""
        options: FleetOptions = {
            "need": dict(_pair(text, "--need") for text in need or ()),
            "each": dict(_pair(text, "--each") for text in each or ()),
            "shapes": shapes,
            "price": price,
            "utilisation": dict(_used(text) for text in utilisation or ()),
            "wait": wait,
            "service": service,
            "workers": workers,
            "spare": spare,
            "zones": zones,
            "at": at,
            "exponent": exponent,
        }
        if penalty is not None:
            options["penalty"] = penalty
        found = fleet(module, joined(others), scenario, table, options)
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        return FINE if found.found else FAILED

    raise typer.Exit(guarded(work, as_json=as_json))


def _pair(text: str, option: str) -> tuple[str, str]:
    """A column and a quantity. EstimateError."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise refused(text, f"{option} is a column and a quantity", f"write {option} memory='300 GiB'")
    return name.strip(), value.strip()


def _used(text: str) -> tuple[str, str]:
    """A column, empty for all, and a share."""
    name, equals, value = text.partition("=")
    return (name.strip(), value.strip()) if equals else ("", text)
