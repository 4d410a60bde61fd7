"""Shares: what a person says lies within 0 and 100%, and what the draws of a range are cut at.

The central value of a share must be one: another is a mistake, such as 95 for 95%. The draws and points of a range are
cut instead, for `90 to 99%` has a tail above 100% that nobody means.
"""

from __future__ import annotations

import math

from estimator.model.numerics import is_share, share
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from estimator.model.steps import Step

NO_SHARE = "is no share: one lies between 0 and 100%"


def checked(step: Step, inner: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """The closure of a share's central value: ValueError where it is none. Of an array, each number must be one."""

    def closure(values: list[Any]) -> Any:
        value = inner(values)
        if hasattr(value, "shape"):
            from estimator.reckoning.arrays import all_shares

            value = all_shares(value)
            if hasattr(value, "shape"):
                return value
            raise ValueError(_message("", value))
        value = float(value)
        if not is_share(value):
            raise ValueError(_message(_text(step), value))
        return share(value)

    return closure


def _text(step: Step) -> str:
    """What stands at a step's place."""
    return step.source.text[step.span[0] : step.span[1]]


def _numbers(text: str) -> list[float]:
    """The one number of a text, or the two of a range; none where it holds anything else than numbers."""
    try:
        return [float(part.rstrip("%")) for part in text.split(" to ")]
    except ValueError:
        return []


def _message(written: str, value: float) -> str:
    from estimator.units.display import show

    numbers = [each / 100 if "%" in written else each for each in _numbers(written)]
    is_it = len(numbers) == 1 and math.isclose(numbers[0], value)  # and not what it has grown to
    return f"{written if is_it else show(value, PLAIN, None)} {NO_SHARE}"


def remedy(step: Step) -> str:
    """What to write in place of a number that is no share; empty where only its author knows."""
    written = _text(step)
    numbers = _numbers(written)
    lacking = bool(numbers) and "%" not in written and numbers[0] >= 0 and 1 < numbers[-1] <= 100
    return f"write {written}%" if lacking else ""
