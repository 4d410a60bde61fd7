"""An evaluated sheet as CSV: a row a quantity and a row a check, numbers unrounded.

A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from unicodedata import normalize

from estimator.languages.checks import says
from estimator.languages.spans import safe
from estimator.writers.json import to_object

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

COLUMNS = ("kind", "name", "value", "unit", "low", "high", "text", "expression", "note")
_FORMULA = frozenset("=+-@")
_BEFORE = " \"'"  # what a spreadsheet may leave out before it looks


def content(evaluation: Evaluation) -> str:
    """The table; a check's value is true or false, and its share of the cases is under `low`, in words under `text`."""
    found = to_object(evaluation)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in found["quantities"]:
        kind = "assumption" if row["assumption"] else "worked"
        writer.writerow([kind, *[_cell(row.get(column, "")) for column in COLUMNS[1:]]])
    for result, check in zip(evaluation.checks, found["checks"], strict=True):
        share = check.get("probability", "")
        note = _cell(result.check.check.note)
        writer.writerow(["check", _cell(check["text"]), _cell(check["holds"]), "", share, "", says(result), "", note])
    return stream.getvalue()


def _cell(value: object) -> object:
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
