"""`estimate solve NAME|FILE TARGET [name=value …] [--for ASSUMPTION]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.api.solving import solutions
from estimator.cli.codes import FAILED, FINE
from estimator.cli.given import SIGNS, sheet_and_words
from estimator.cli.names import assumptions, overrides, scenario_titles
from estimator.cli.output import columns, guarded, write, write_json
from estimator.languages.spans import in_shell
from estimator.problems import refused

if TYPE_CHECKING:
    from estimator.model.modules import Module

TWINS = ("Estimate.solve", "Estimate.solutions")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME TARGET [name=value]…",
            help="A sheet of the library, a .est or .md file or - for standard input; what is wanted of it, as "
            "media_total='100 PB' or 'media_total < 100 PB at 95%'; other assumptions.",
            autocompletion=overrides,
        ),
    ],
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="NAME",
            help="The assumption to solve for; each alone, unless told.",
            autocompletion=assumptions,
        ),
    ] = None,
    at: Annotated[
        str, typer.Option(metavar="SHARE", help="In what share of the cases of the ranges it is to hold, as 95%.")
    ] = "",
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="Solve in a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, every number unrounded.")] = False,
) -> None:
    """Say what an assumption must be for a target to hold.

    A target is a value of a quantity, or one side of it. Exit 1 where no assumption alone can do it.
    """

    def work() -> int:
        module, others = sheet_and_words(words)
        target, overrides = _target_first(others, module, words[0])
        found = solutions(module, overrides, scenario, target, for_, at)
        if as_json:
            write_json(found.to_dict())
        else:
            write(found.lines(columns()))
            write([[(f"note: {note.message}", "note")] for note in found.asked.notes], error=True)
        return FINE if found.found else FAILED

    raise typer.Exit(guarded(work, as_json=as_json))


def _target_first(words: list[str], module: Module, sheet: str) -> tuple[str, list[str]]:
    """The target among the words behind a sheet, and the assumptions: the first that is no assumption of the sheet."""
    given: list[str] = []
    for place, word in enumerate(words):
        behind = "".join(words[place + 1 : place + 2])
        begins = (
            behind[:1] in SIGNS if behind and not set(word) & SIGNS else word[:1] not in SIGNS and set(word) & SIGNS
        )
        if begins or not given:
            given.append(word)
        else:
            given[-1] += f" {word}"  # what was not quoted: media_total = 100 PB
    for place, text in enumerate(given):
        name, equals, _ = text.partition("=")
        definition = module.definitions.get(name.strip())
        if not equals or name.rstrip().endswith(("<", ">", "!")) or definition is None or definition.names:
            return text, given[:place] + given[place + 1 :]
    if not given:
        remedy = f"write estimate solve {in_shell(sheet)} 'name = value', with an answer of the sheet"
        raise refused(sheet, "there is no target", remedy)
    name = given[0].partition("=")[0].strip()
    message = f"{name} is an assumption: it is what can be solved for"
    raise refused(given[0], message, "name an answer beside it: media_total='100 PB'")
