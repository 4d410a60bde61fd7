"""An evaluated sheet as CSV: a row a quantity, a check and a threshold, and of each scenario; numbers unrounded.

A sheet that is there for its functions has a row for each, with what it gives under `note`.

A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from unicodedata import normalize

from estimator.languages.ledger import carries_facts
from estimator.languages.reporting import reported
from estimator.languages.spans import safe
from estimator.languages.values import Values
from estimator.writers.json import report_object

if TYPE_CHECKING:
    from estimator.languages.report import Verdict
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ()
COLUMNS = ("kind", "name", "value", "unit", "low", "high", "text", "expression", "note", "scenario")
FACTS = ("source", "as_of", "valid_for", "review_by", "confidence", "owner")  # where a sheet says when and by whom
_FORMULA = frozenset("=+-@")
_BEFORE = " \"'"  # what a spreadsheet may leave out before it looks


def content(evaluation: Evaluation) -> str:
    """The table; a check's value is true or false, and its share of the cases is under `low`, in words under `text`.

    A row of a scenario has its title under `scenario`: an answer or a check there, at the central values; as do all
    rows of a sheet that is run in one.
    """
    values = Values(evaluation)
    report = reported(evaluation, values)
    found = report_object(report, values)
    stream = io.StringIO(newline="")
    columns = (*COLUMNS, *FACTS) if carries_facts(evaluation) else COLUMNS
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()

    def write(kind: str, row: dict[str, object]) -> None:
        writer.writerow({"kind": kind, **{column: cell(row.get(column, "")) for column in columns[1:]}})

    scenario_of_all = {"scenario": report.scenario} if report.scenario else {}
    for row in found["quantities"]:
        write("assumption" if row["assumption"] else "worked", {**row, **scenario_of_all})
    for verdict in report.verdicts:
        share = verdict.probability if verdict.probability is not None else ""
        write("check", {**_check(verdict), "low": share, "note": verdict.note, **scenario_of_all})
    for table in report.thresholds:
        for asked, given in table.rows:
            write("threshold", {"name": table.name, "text": asked, "expression": given})
    for outcome, scenario in zip(report.scenarios, found.get("scenarios", ()), strict=True):
        for answer in scenario.get("answers", ()):
            write("scenario", {**answer, "scenario": outcome.title})
        for verdict in outcome.verdicts:
            write("scenario check", {**_check(verdict), "scenario": outcome.title})
        if outcome.problem:
            write("scenario", {"text": outcome.problem, "scenario": outcome.title})
    for function in report.functions:
        write("function", {"name": function.signature, "note": function.text})
    return stream.getvalue()


def _check(verdict: Verdict) -> dict[str, object]:
    return {"name": verdict.written, "value": verdict.holds, "text": verdict.sentence}


def cell(value: object) -> object:
    """A value as a cell: yes or no in words, a text that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = safe(value)
        return f"'{shown}" if _may_be_formula(shown) else shown
    return value


def _may_be_formula(shown: str) -> bool:
    """Whether a text begins as a formula does, with a sign of full width or a small one too."""
    first = shown.lstrip(_BEFORE)[:1]
    return normalize("NFKC", first)[:1] in _FORMULA
