"""`estimate compare NAME [SCENARIO | name=value | NAME]…`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.api.estimates import Estimate
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.names import runs_to_compare, scenario_titles
from estimator.cli.output import guarded
from estimator.cli.sides import joined_others, sheet_first
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell

if TYPE_CHECKING:
    from estimator.model.modules import Module

TWINS = ("Estimate.compare",)


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [SCENARIO | name=value | NAME]…",
            help="A sheet, and what to put beside it: its scenarios, other assumptions, other sheets.",
            autocompletion=runs_to_compare,
        ),
    ],
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="Hold the others against this scenario.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Set scenarios, other assumptions or sheets side by side.

    Without any, all scenarios of the sheet. Each word is a side of its own; assumptions that belong together are one
    word: "peak_factor=3, retention=10 year". Answers have their ranges, and how they differ from the first side. Exit 1
    where a check fails in one of the sides, 2 where one has no value.
    """

    def work() -> int:
        module, rest = sheet_first(words)
        first = Estimate(module, scenario=scenario)
        found = first.compare(*_others(module, rest))
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        if any(side.evaluation is None for side in found.sides):
            return WRONG
        return FINE if found.holds else FAILED

    raise typer.Exit(guarded(work, as_json=as_json))


def _others(module: Module, words: list[str]) -> list[str | Estimate]:
    """What stands behind the first sheet; what stands behind another sheet is of that one."""
    found: list[str | Estimate] = []
    at_hand = module
    for each in joined_others(words, module):
        if not isinstance(each, str):
            at_hand = each
            found.append(Estimate(at_hand))
        elif at_hand is module:
            found.append(each)
        else:
            sides = Estimate(at_hand).compare(each).sides
            found += [Estimate(at_hand, evaluation=side.evaluation) for side in sides[1:]]
    return found
