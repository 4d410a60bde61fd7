"""`estimate EXPRESSION`, `estimate NAME|FILE [QUANTITY …] [name=value …]` and `estimate -`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FAILED, FINE
from estimator.cli.given import given
from estimator.cli.names import names_and_overrides, scenario_titles, spoken_languages, worked
from estimator.cli.output import columns, guarded, write, write_json
from estimator.languages.reporting import answers_of
from estimator.languages.words import Words
from estimator.model.describe import suggestion
from estimator.problems import refused
from estimator.units.display import DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from estimator.cli.given import Given
    from estimator.languages.spans import Spans
    from estimator.reckoning.evaluate import Evaluation

TWINS = ("load", "sheet", "answer", "Estimate.mental", "Estimate.say")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="EXPRESSION | NAME [QUANTITY]… [name=value]…",
            help="An expression, a sheet of the library or a .est or .md file, or - for standard input; behind a "
            "sheet, the quantities to print alone, and other assumptions.",
            autocompletion=names_and_overrides,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, every number unrounded.")] = False,
    digits: Annotated[
        int | None,
        typer.Option(min=1, max=15, metavar="N", help=f"Significant digits, {DIGITS} unless told.", show_default=False),
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Print every digit.")] = False,
    answers: Annotated[bool, typer.Option("--answers", help="Print a sheet's answers, without the way there.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print bare numbers, every digit, in the unit asked for.")
    ] = False,
    open_names: Annotated[
        list[str] | None,
        typer.Option("--open", metavar="NAME", help="Show the steps inside a quantity's calls.", autocompletion=worked),
    ] = None,
    open_all: Annotated[bool, typer.Option("--all", help="Show the steps inside all calls.")] = False,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="Run a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
    mental: Annotated[bool, typer.Option("--mental", help="Do it in one's head: powers of ten, rounded.")] = False,
    say: Annotated[
        str | None,
        typer.Option(
            metavar="[en|zh]",
            help="Say it out loud, as in an interview: English or Chinese.",
            show_default=False,
            autocompletion=spoken_languages,
        ),
    ] = None,
) -> None:
    """Answer an expression, or run a sheet."""

    def work() -> int:
        asked = given([each[1:] if each.startswith(" -") else each for each in words], scenario)
        evaluation, names = asked.evaluation, asked.names
        if mental or say is not None:
            told = {"--mental": mental, "--say": say is not None, "--quiet": quiet, "--exact": exact}
            told |= {"--digits": digits is not None, "--open": bool(open_names), "--all": open_all}
            _say_aloud(asked, say, [option for option, is_given in told.items() if is_given], as_json=as_json)
            return FINE
        opened = frozenset(["*"] if open_all else open_names or [])
        _openable(opened, evaluation)
        said = Words(evaluation, columns(), digits or DIGITS, exact=exact, opened=opened)
        if asked.is_bare:
            names = tuple(evaluation.model.quantities)
        elif answers and not names:
            names = _answers(said, words)
        if as_json and quiet:
            remedy = "leave one of them out"
            raise refused("--quiet", "--quiet prints numbers, --json an object", remedy)
        if opened and names and not asked.is_bare:
            remedy = "leave it out, or the names"
            raise refused("--open", "only a whole sheet shows what is inside", remedy)
        if as_json:
            write_json(_object(evaluation, names, digits or DIGITS, exact=exact))
        elif quiet:
            _write_bare(said, names, digits)
        elif asked.is_bare:
            write(said.answer())
        elif not names:
            write(said.sheet())
            write(_closed(opened, said))
        else:
            write(said.answers() if answers and not asked.names else said.named(names))
            write(said.remarks())
        if names and not as_json:
            write([line for check in evaluation.checks if not check.holds for line in said.check(check)], error=True)
        return FINE if evaluation.all_hold else FAILED

    raise typer.Exit(guarded(work, as_json=as_json))


def _say_aloud(asked: Given, language: str | None, options: list[str], *, as_json: bool) -> None:
    """An estimate in one's head or out loud. EstimateError beside an option that is about digits or steps."""
    from estimator.api.mental import Mental
    from estimator.api.saying import Said

    if len(options) > 1:
        first, second, *_ = options
        raise refused(second, f"{first} and {second} do not go together", "leave one of them out")
    names = () if asked.is_bare else asked.names
    found = Mental(asked.evaluation, names) if language is None else Said(asked.evaluation, language, names)
    if as_json:
        write_json(found.to_dict())
    else:
        write(found.lines(columns()))


def _answers(said: Words, words: list[str]) -> tuple[str, ...]:
    """The names of a sheet's answers. EstimateError if it has none."""
    found = tuple([quantity.definition.name for quantity in answers_of(said.model)])
    if not found:
        message, remedy = f"{words[0]} works nothing out, so it has no answers", "leave --answers out"
        raise refused(words[0], message, remedy)
    return found


def _write_bare(said: Words, names: Sequence[str], digits: int | None) -> None:
    """The bare numbers to standard output, and to standard error what was remarked about them."""
    from estimator.cli.quiet import bare

    if not names:
        found = [each.definition.name for each in answers_of(said.model)][:2] or list(said.model.quantities)[:2]
        message, remedy = "--quiet prints what is named", f"name quantities, as {' '.join(found)}, or add --answers"
        raise refused("--quiet", message, remedy)
    lines = [bare(said.evaluation, name, digits) for name in names]
    write([[(line, "value")] for line in lines])
    write([*said.reading(), *said.remarks()], error=True)


def _openable(opened: frozenset[str], evaluation: Evaluation) -> None:
    """EstimateError for a name to open that the sheet does not have."""
    for name in opened - {"*"} - set(evaluation.model.quantities):
        guess = suggestion(name, evaluation.model.quantities)
        remedy = f"did you mean {guess}?" if guess else "name a quantity under Working"
        raise refused(name, f"the sheet has no {name} to open", remedy)


def _closed(opened: frozenset[str], said: Words) -> list[Spans]:
    """A note for each quantity that was to be opened, and has nothing inside."""
    from estimator.languages.inside import inner_steps, why_nothing_is_inside

    notes = [
        f"note: nothing is inside {name}: {why_nothing_is_inside(quantity, said.values)}"
        for name, quantity in said.model.quantities.items()
        if name in opened and not inner_steps(quantity, said.values)
    ]
    return [[(note, "note")] for note in notes]


def _object(evaluation: Evaluation, names: Sequence[str], digits: int, *, exact: bool) -> dict[str, Any]:
    """The JSON of an estimate, with the named quantities alone if any are named."""
    from estimator.writers.json import to_object

    found = to_object(evaluation, digits, exact=exact, scenarios=not names)
    if names:
        rows = {row["name"]: row for row in found["quantities"]}
        found["quantities"] = [rows[name] for name in names]
        found.pop("functions", None)
    return found
