"""`check`: whether the checks of a sheet hold, and its examples agree; the twin of `estimate check`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.languages.spans import plain
from estimator.languages.texts import check_lines
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_example
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.records import record

if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.examples import ExampleResult

COLUMNS = 80


@record
class Checked:
    """What came of the checks and the examples of a sheet."""

    file: str
    evaluation: Evaluation
    examples: tuple[ExampleResult, ...]

    @property
    def holds(self) -> bool:
        """Whether every check holds, and every example agrees."""
        return self.evaluation.all_hold and all(example.holds for example in self.examples)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate check --json` prints of a file: the checks, then the examples."""
        from estimator.writers.json import to_object

        checks = to_object(self.evaluation, scenarios=False)["checks"]
        checks += [{"text": print_example(example.step.example), "holds": example.holds} for example in self.examples]
        return {"file": self.file, "checks": checks}

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: each check, the examples that do not agree, and how many do."""
        lines: list[Spans] = [[(self.file, "title")], *check_lines(self.evaluation, columns)]
        for example in self.examples:
            if not example.holds:
                text = print_example(example.step.example)
                lines.append([("  ", ""), ("✗ ", "bad"), (text, ""), (f"   is {example.shown}", "bad")])
        if self.examples:
            held = sum(example.holds for example in self.examples)
            lines.append([(f"  {held} of {len(self.examples)} examples agree", "note")])
        if not self.evaluation.checks and not self.examples:
            lines.append([("  nothing to check: the sheet has no check and no example", "note")])
        return lines

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def check(file: str | os.PathLike[str]) -> Checked:
    """Check a sheet: a `.est` or `.md` file, or one of the library by its name.

    >>> from estimator import check
    >>> check("twitter").holds
    True

    EstimateError if there is no such sheet, or it is wrong.
    """
    name = os.fspath(file)
    evaluation = estimate(read_module(name, shipped_library()), examples=True)
    return Checked(name, evaluation, tuple(example_results(evaluation)))
