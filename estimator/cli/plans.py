"""The words of a command about a plan in the course of time: a sheet, names or checks, and other assumptions."""

from __future__ import annotations

from estimator.api.estimates import Estimate
from estimator.cli.given import sheet_and_words
from estimator.problems import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPARING = ("<", ">", "≤", "≥", "==", "!=", "≠")


def plan_of(words: list[str], scenario: str, *, checks: bool = False) -> tuple[Estimate, list[str]]:
    """The estimate that words begin with, under the assumptions among them, and what else stands there. EstimateError.

    That is names of quantities, or with `checks` checks, whose blanks need no quotes where nothing stands behind them.
    """
    module, others = sheet_and_words(words)
    asked: list[str] = []
    overrides: dict[str, str] = {}
    last = ""
    for word, following in zip(others, [*others[1:], ""], strict=False):
        name, equals, value = word.partition("=")
        is_check = any(sign in word for sign in _COMPARING)
        if equals and not is_check and name.strip():
            last = name.strip()
            overrides[last] = value
        elif last:
            overrides[last] += f" {word}"
        elif checks and asked and not (_is_whole(asked[-1]) and (is_check or following.startswith(_COMPARING))):
            asked[-1] += f" {word}"
        else:
            asked.append(word)
    return Estimate(module, overrides, scenario), asked


def _is_whole(word: str) -> bool:
    """Whether a word is a comparison with both its sides."""
    for sign in _COMPARING:
        left, found, right = word.partition(sign)
        if found:
            return bool(left.strip() and right.strip(" ="))
    return False


def growing_of(texts: Sequence[str]) -> dict[str, str]:
    """`monthly_users=40%/year` by the names. EstimateError."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, growth = text.partition("=")
        if not equals or not name.strip() or not growth.strip():
            raise refused(text, "what grows is name=rate", 'write --growing monthly_users="40%/year"')
        found[name.strip()] = growth.strip()
    return found
