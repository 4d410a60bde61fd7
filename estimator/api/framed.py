"""The page of an estimate in a notebook's cell, alive without a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.texts import sheet_text

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation


class Framed:
    """What `Estimate.page` gives: a notebook shows it as the page in a frame, a terminal as the sheet."""

    def __init__(self, evaluation: Evaluation) -> None:
        """The page of an evaluation."""
        self._evaluation = evaluation

    def __repr__(self) -> str:
        return sheet_text(self._evaluation)

    def _repr_html_(self) -> str:
        from estimator.writers.page.cell import frame_html

        return frame_html(self._evaluation)
