"""Why a step has no value in some draws: what the plain evaluator says of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.reckoning.faults import BY_ZERO, TOO_LARGE, TOO_SMALL, Fault, execute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.steps import Step
    from estimator.reckoning.closures import Closure

LOOKED_AT = 8  # draws, evenly among those that lack a value
_OF_SOME = {BY_ZERO: "a division by zero", TOO_LARGE: "too large a number", TOO_SMALL: "too small a number"}


class Reasons:
    """Why each step that lacks a value in some draws does so; a step that only reads such a one has its reasons."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps
        self._by_step: dict[int, list[str]] = {}

    def look(self, index: int, closure: Closure, used: Sequence[int], at_hand: list[Any], found: Any) -> None:
        """Keep the reasons of a step of which `found` are the samples, made of those at hand."""
        lacking = np.flatnonzero(~np.isfinite(found))
        for place in lacking[:: -(-len(lacking) // LOOKED_AT)]:
            values: Any = {each: self._at(each, at_hand[each], place) for each in used}  # all that the step reads
            execute([(index, closure)], self._steps, values)
            found_there = values[index]
            if isinstance(found_there, Fault):
                self._keep(index, found_there.message)

    def _keep(self, index: int, message: str) -> None:
        said = self._by_step.setdefault(index, [])
        if message not in said:
            said.append(message)

    def _at(self, index: int, value: Any, place: int) -> Any:
        """The value of a step in one draw, a plain number; a Fault where it has none."""
        if isinstance(value, Fault) or not np.ndim(value):
            return value
        one = value[place if len(value) > 1 else 0].item()
        if np.isfinite(one):
            return one
        return Fault(self._steps[index], *self._by_step.get(index, [TOO_LARGE])[:1])

    def of(self, index: int) -> str:
        """The reasons of a step in words, to stand in brackets; empty where none was found."""
        return ", or ".join([_OF_SOME.get(each, each) for each in self._by_step.get(index, ())])
