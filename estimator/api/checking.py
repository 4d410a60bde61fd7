"""`check`: whether a sheet's checks hold, its examples agree, and nothing rots in it; the twin of `estimate check`."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from estimator.languages.problem_reports import report_all
from estimator.languages.spans import plain
from estimator.languages.texts import check_lines
from estimator.model.files import MARKDOWN, read_sheet
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_example
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.reckoning.reviews import day_of, overdue, span_of, unsourced
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from estimator.languages.spans import Spans
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.examples import ExampleResult

COLUMNS = 80


@record
class Checked:
    """What came of the checks and the examples of a sheet."""

    file: str
    evaluation: Evaluation
    examples: tuple[ExampleResult, ...]
    findings: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every check holds, every example agrees, and nothing is past its time or no longer as it was."""
        return self.evaluation.all_hold and all(example.holds for example in self.examples) and not self.findings

    def to_dict(self) -> dict[str, Any]:
        """What `estimate check --json` prints of a file: the checks, then the examples."""
        from estimator.writers.json import problem_object, to_object

        checks = to_object(self.evaluation, scenarios=False)["checks"]
        checks += [{"text": print_example(example.step.example), "holds": example.holds} for example in self.examples]
        return {"file": self.file, "checks": checks, "findings": [problem_object(each) for each in self.findings]}

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
        if not (self.evaluation.checks or self.examples or self.findings):
            lines.append([("  nothing to check: the sheet has no check and no example", "note")])
        if self.findings:
            lines += [[], *report_all(list(self.findings))]
        return lines

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def check(
    file: str | os.PathLike[str], *, today: str = "", valid_for: str = "", require_sources: bool = False
) -> Checked:
    """Check a sheet: a `.est` or `.md` file, or one of the library by its name.

    >>> from estimator import check
    >>> check("twitter").holds
    True

    Beside its checks and examples, its numbers are looked at that are past their time: `review_by`, or `valid_for` from
    their `as_of` on, which may be given here for those that do not say it; `today` is another day than today's. With
    `require_sources`, or `## sources: required` at its head, no assumption may be without one. In a document, figures
    and tables are looked at that were changed by hand, or are others by now.
    EstimateError if there is no such sheet, it is wrong, or what is given here is.
    """
    name = os.fspath(file)
    day = day_of(today) if today else datetime.now().astimezone().date()
    if valid_for:
        span_of(valid_for)
    evaluation = estimate(read_sheet(name, shipped_library()), examples=True, today=day)
    return Checked(
        name,
        evaluation,
        tuple(example_results(evaluation)),
        tuple(_findings(evaluation, day, valid_for, require_sources=require_sources)),
    )


def _findings(evaluation: Evaluation, day: date, valid_for: str, *, require_sources: bool) -> Iterator[Problem]:
    """What has to be looked at again, in the order of the file."""
    model = evaluation.model
    found = list(overdue(model, day, valid_for))
    if require_sources or model.module.sheet.documentation.needs_sources:
        found += unsourced(model)
    if model.module.source.name.endswith(MARKDOWN):
        from estimator.writers.filled import figure_faults
        from estimator.writers.md import stale

        found += [*figure_faults(model.module), *stale(evaluation)]
    yield from sorted(found, key=lambda each: each.marks[0].start)
