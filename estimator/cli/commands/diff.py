"""`estimate diff OLD NEW`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.api.diffing import differing
from estimator.api.estimates import Estimate
from estimator.cli.codes import FAILED, FINE, WRONG
from estimator.cli.given import STANDARD_INPUT, joined
from estimator.cli.names import scenario_titles, versions_of_sheets
from estimator.cli.output import guarded
from estimator.cli.sides import standard_input_module
from estimator.cli.telling import CSV, JSON, MARKDOWN, tell
from estimator.problems import refused

TWINS = ("diff",)
MOST = 3


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[OLD] NEW [name=value]…",
            help="Two sheets; a sheet at a revision of git is REVISION:FILE. REVISION FILE is the file since then, "
            "REVISION REVISION FILE between both, FILE alone since the last commit.",
            autocompletion=versions_of_sheets,
        ),
    ],
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="Run both in this scenario.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, JSON] = False,
    as_markdown: Annotated[bool, MARKDOWN] = False,
    as_csv: Annotated[bool, CSV] = False,
) -> None:
    """Say what changed between two versions, and what it did.

    Of two versions of a sheet: each change with what it does alone to each answer, what the changes do together,
    the checks that turn, lines that appeared or went, names that changed, notes and sources. Other assumptions hold
    in both versions. Exit 1 where a check fails now that did not fail before, 2 where the newer version does not
    run.
    """

    def work() -> int:
        count = next((place for place, word in enumerate(words) if "=" in word), len(words))
        names, overrides = words[:count], joined(words[count:])
        if not 0 < len(names) <= MOST:
            raise refused(" ".join(words), "two versions of a sheet are compared", "write estimate diff OLD NEW")
        if len(names) == MOST:
            first, second, file = names
            names = [f"{first}:./{file}", f"{second}:./{file}"]
        versions = [Estimate(standard_input_module()) if name == STANDARD_INPUT else name for name in names]
        found = differing(versions, overrides, scenario)
        tell(found, as_json=as_json, as_markdown=as_markdown, as_csv=as_csv)
        if found.fault is not None and not as_json:
            raise found.fault  # behind the review, for the place in the text
        if found.fault is not None:
            return WRONG
        return FAILED if found.fails else FINE

    raise typer.Exit(guarded(work, as_json=as_json))
