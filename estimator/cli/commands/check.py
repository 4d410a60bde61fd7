"""`estimate check FILE …`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from estimator.cli.names import library_names
from estimator.cli.output import FAILED, FINE, WRONG, columns, guarded, write, write_json
from estimator.languages.words import Words
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_example
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import ExampleResult, example_results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.reckoning.evaluate import Evaluation


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Sheets: .est or .md files, or names.", autocompletion=library_names),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check sheets, for CI.

    Exit 1 where a check or an example fails, 2 where a sheet is wrong.
    """
    objects: list[object] = []
    codes = [_as_object(file, objects) if as_json else guarded(partial(_one, file)) for file in files]
    if as_json:
        write_json({"files": objects})
    raise typer.Exit(max(codes))


def _one(file: str) -> int:
    evaluation, examples = _evaluated(file)
    words = Words(evaluation, columns())
    lines: list[Spans] = [[(file, "title")]]
    for result in evaluation.checks:
        lines += words.check(result)
    for example in examples:
        mark: tuple[str, str] = ("✓ ", "good") if example.holds else ("✗ ", "bad")
        if not example.holds:
            lines.append(
                [("  ", ""), mark, (print_example(example.step.example), ""), (f"   is {example.shown}", "bad")]
            )
    held = sum(example.holds for example in examples)
    if examples:
        lines.append([(f"  {held} of {len(examples)} examples agree", "note")])
    if not evaluation.checks and not examples:
        lines.append([("  nothing to check: the sheet has no check and no example", "note")])
    write(lines)
    return _code(evaluation, examples)


def _evaluated(file: str) -> tuple[Evaluation, list[ExampleResult]]:
    evaluation = estimate(read_module(file, shipped_library()), examples=True)
    return evaluation, example_results(evaluation)


def _code(evaluation: Evaluation, examples: list[ExampleResult]) -> int:
    return FINE if evaluation.all_hold and all(example.holds for example in examples) else FAILED


def _as_object(file: str, objects: list[object]) -> int:
    from estimator.writers.json import error_object, to_object

    try:
        evaluation, examples = _evaluated(file)
    except EstimateError as error:
        objects.append({"file": file, **error_object(error.problems)})
        return WRONG
    checks = to_object(evaluation, scenarios=False)["checks"]
    checks += [{"text": print_example(example.step.example), "holds": example.holds} for example in examples]
    objects.append({"file": file, "checks": checks})
    return _code(evaluation, examples)
