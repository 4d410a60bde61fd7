"""An estimate as plain text: what a terminal without colours shows, for whoever prints one in Python."""

from __future__ import annotations

from estimator.languages.spans import plain
from estimator.languages.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation


def sheet_text(evaluation: Evaluation) -> str:
    """The whole sheet."""
    return "\n".join([plain(line) for line in Words(evaluation).sheet()])


def working_text(evaluation: Evaluation) -> str:
    """How its quantities are worked out."""
    return "\n".join([plain(line) for line in Words(evaluation).working()])
