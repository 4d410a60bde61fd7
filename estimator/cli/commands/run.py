"""`estimate EXPRESSION` and `estimate NAME|FILE [name=value …]`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.names import sheets_and_overrides
from estimator.cli.output import FAILED, FINE, columns, guarded, write, write_json
from estimator.languages.words import Words
from estimator.model.catalogue import known_as, sheet_called
from estimator.model.describe import suggestion
from estimator.model.files import is_file_name, read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError, command_line_problem
from estimator.reckoning.estimate import answer, estimate

if TYPE_CHECKING:
    from estimator.model.modules import Library
    from estimator.reckoning.evaluate import Evaluation


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="EXPRESSION | NAME [name=value]…",
            help="An expression, a sheet of the library or a .est or .md file; behind a sheet, other assumptions.",
            autocompletion=sheets_and_overrides,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, every number unrounded.")] = False,
    digits: Annotated[int, typer.Option(min=1, max=15, help="Significant digits.")] = 3,
    exact: Annotated[bool, typer.Option("--exact", help="Print every digit.")] = False,
    open_names: Annotated[
        list[str] | None, typer.Option("--open", metavar="NAME", help="Show the steps inside a quantity's calls.")
    ] = None,
    open_all: Annotated[bool, typer.Option("--all", help="Show the steps inside all calls.")] = False,
    scenario: Annotated[str, typer.Option(metavar="NAME", help="Run a scenario of the sheet.")] = "",
) -> None:
    """Answer an expression, or run a sheet."""

    def work() -> int:
        evaluation, is_bare = evaluated([each[1:] if each.startswith(" -") else each for each in words], scenario)
        opened = frozenset(["*"] if open_all else open_names or [])
        _known(opened, evaluation)
        if as_json:
            write_json(_object(evaluation, digits, exact))
        else:
            said = Words(evaluation, columns(), digits, exact=exact, opened=opened)
            write(said.answer() if is_bare else said.sheet())
        return FINE if evaluation.all_hold else FAILED

    raise typer.Exit(guarded(work, as_json=as_json))


def evaluated(words: list[str], scenario: str = "") -> tuple[Evaluation, bool]:
    """What the words of a command line mean, and whether that is a bare expression."""
    library = shipped_library()
    first, *others = named(words, library)
    is_sheet = is_file_name(first) or (first.replace(".", "_").isidentifier() and library.module(first) is not None)
    # A lone word, or one with overrides behind it, can only be a sheet; its error names the nearest one.
    if is_sheet or (first.isidentifier() and (not others or "=" in others[0])):
        return estimate(read_module(first, library), joined(others), scenario), False
    if scenario:
        remedy = "leave --scenario out, or name a sheet"
        raise EstimateError([command_line_problem(scenario, "an expression has no scenarios", remedy)])
    if not others and os.path.exists(first):
        raise EstimateError([command_line_problem(first, f"{first} is no sheet", "a sheet's name ends in .est or .md")])
    return answer(" ".join(words)), True


def named(words: list[str], library: Library) -> list[str]:
    """The words, with the name of a sheet that is written otherwise put right: url shortener, Flash-Sale."""
    count = next((place for place, word in enumerate(words) if "=" in word), len(words))
    first = " ".join(words[:count])
    if not re.fullmatch(r"[^\W\d]\w*([ -]\w+)*", first) or library.module(first) is not None:
        return words
    sheet = sheet_called(library, first)
    if sheet:
        return [sheet, *words[count:]]
    known = [] if first.isidentifier() else known_as(library, first)
    if known:
        message = f"the library has no sheet {first}"
        raise EstimateError([command_line_problem(first, message, f"did you mean {known[0]}?")])
    return words


def joined(words: list[str]) -> list[str]:
    """Overrides whose blanks were not quoted: `monthly_users=1 bn user` comes as three words."""
    found: list[str] = []
    for word in words:
        if found and "=" not in word:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _known(opened: frozenset[str], evaluation: Evaluation) -> None:
    """EstimateError for a name to open that the sheet does not have."""
    for name in opened - {"*"} - set(evaluation.model.quantities):
        guess = suggestion(name, evaluation.model.quantities)
        remedy = f"did you mean {guess}?" if guess else "name a quantity under Working"
        raise EstimateError([command_line_problem(name, f"the sheet has no {name} to open", remedy)])


def _object(evaluation: Evaluation, digits: int, exact: bool) -> object:
    from estimator.writers.json import to_object

    return to_object(evaluation, digits, exact=exact)
