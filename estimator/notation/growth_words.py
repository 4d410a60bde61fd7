"""The words of growth: those that are reserved, but behind a value alone; the months; how a growth is written."""

from __future__ import annotations

from estimator.notation.tree import PRECEDENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.notation.tree import Expression, Growth, Token

CONTINUING = frozenset(("growing", "peaking", "for"))
_VALUES = frozenset(("number", "name", "text", "unit", "member", ")"))  # what a value may end with
_WORDED = frozenset(("check", "use", "unit", "setting", "choice", "with", "correlated", "release", "scenario"))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
FACTOR = PRECEDENCE["and"] + 1


def continues(found: list[Token]) -> bool:
    """Whether a value ends before a word, so that the word can be no name."""
    if not found or found[-1][0] not in _VALUES:
        return False
    return len(found) > 1 or found[0][1] not in _WORDED


def growth_text(growth: Growth, written: Callable[[Expression, int], str]) -> str:
    """How a growth is written; `written` gives the text of an expression that binds at least so tightly."""
    stages = []
    for rate, duration in growth.stages:
        lasting = f" for {written(duration, 0)}" if duration is not None else ""
        stages.append(f"{written(rate, 0)}{lasting}")
    parts = [f"growing {' then '.join(stages)}"] if stages else []
    if growth.peaks:
        peaks = [f"{MONTHS[month - 1]} at {written(factor, FACTOR)}" for month, factor in growth.peaks]
        parts.append(f"peaking {'around' if growth.around else 'in'} {' and '.join(peaks)}")
    return " ".join(parts)
