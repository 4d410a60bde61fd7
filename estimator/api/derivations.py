"""The worked quantities of an estimate as mathematics, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.texts import working_text

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation


class Derivation:
    """The worked quantities of an estimate as mathematics, plain in a terminal."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    def __repr__(self) -> str:
        return working_text(self._evaluation)

    def _repr_latex_(self) -> str:
        from estimator.languages.latex import derivations

        return f"$$\n{derivations(self._evaluation)}\n$$"
