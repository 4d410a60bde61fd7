"""An evaluated sheet as a workbook with live formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ("xlsxwriter", "xlsx")


def content(evaluation: Evaluation) -> bytes:
    """The workbook. ImportError without xlsxwriter."""
    from estimator.writers.workbook.book import Book
    from estimator.writers.workbook.write import write

    return write(Book(evaluation)).content
