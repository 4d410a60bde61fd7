"""`estimate practice [TOPIC]`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from estimator.cli.codes import FINE
from estimator.cli.names import any_file, library_names
from estimator.cli.output import columns, guarded, write, write_json
from estimator.problems import EstimateError

if TYPE_CHECKING:
    from estimator.api.practice import Asked, Practice, Scored

TWINS = ("practice", "calibration")
LONGEST = 10_000  # characters of a guess
PROMPT = "your guess, or a 90% range (10 to 50 TB); Enter passes, Ctrl-D ends"


def command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            help="What to practise: a sheet of the library, something of one, or words; else all of it.",
            autocompletion=library_names,
        ),
    ] = None,
    questions: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many questions.")] = 5,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="For the same fresh numbers again.", show_default=False)
    ] = None,
    file: Annotated[
        str,
        typer.Option(
            metavar="PATH", help="The file of your answers; else one in your own folder.", autocompletion=any_file
        ),
    ] = "",
    record: Annotated[bool, typer.Option("--record", help="Show how well you are calibrated so far.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the questions with their answers as JSON, and ask nothing.")
    ] = False,
) -> None:
    """Ask questions with fresh numbers, and score the guesses.

    They are made from the library; the worked answer comes after each. A guess is written in the notation, as 40
    TB, or better as a range that you are 90% sure of, as 10 to 50 TB. Where standard input is no terminal, its
    lines are the guesses.
    """

    def work() -> int:
        from estimator.api.practice import calibration, practice

        if record:
            found = calibration(file)
            if as_json:
                write_json(found.to_dict())
            else:
                write(found.lines(columns()))
            return FINE
        asked = practice(" ".join(topic or []), questions, seed, file)
        if as_json:
            write_json(asked.to_dict())
        else:
            _ask(asked)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))


def _ask(practice: Practice) -> None:
    """Ask one after another until they are done, or the guesses end."""
    practice.ready()  # that answers cannot be kept is said before anything is asked
    if hasattr(sys.stdin, "reconfigure"):  # a stream in memory has no encoding
        sys.stdin.reconfigure(errors="backslashreplace")
    write([[(f"Seed {practice.seed}: {PROMPT}.", "note")]])
    done: list[Scored] = []
    try:
        for asked in practice:
            write([[], *asked.lines(columns())])
            scored = _scored(asked)
            if scored is None:
                write([[], *_worked(asked)])
                continue
            practice.keep(scored)
            done.append(scored)
            write([[], *scored.lines(columns())])
    except (EOFError, KeyboardInterrupt):
        write([[]])
    if done:
        held = [each.points.held for each in done if each.points.held is not None]
        ranges = f", {sum(held)} of {len(held)} ranges held" if held else ""
        plural = "s" if len(done) > 1 else ""
        write([[], [(f"{len(done)} answer{plural}{ranges}. estimate practice --record has all so far.", "note")]])


def _worked(asked: Asked) -> list[list[tuple[str, str]]]:
    from estimator.languages.exhibit_lines import exhibit_lines

    return [[(f"It is {asked.value}.", "")], [], *exhibit_lines(asked.worked, columns())]


def _scored(asked: Asked) -> Scored | None:
    """The guess at a question, which is asked for until it is one; None where it is passed. EOFError at the end."""
    from estimator.languages.problem_reports import report_all

    while True:
        if sys.stdin.isatty():
            sys.stdout.write("> ")
            sys.stdout.flush()
        line = sys.stdin.readline(LONGEST)
        if not line:
            raise EOFError
        text = line.strip()
        if not text:
            return None
        try:
            return asked.score(text)
        except EstimateError as error:
            write(report_all(error.problems), error=True)
