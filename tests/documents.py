"""Sheets, and what they are as documents of a text format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.reckoning.estimate import estimate
from estimator.writers.export import rendered

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

LIBRARY = [
    *("counter_farm", "hash_buckets", "latency", "map_int64", "map_int64_servers", "rate_limiter", "home_timeline"),
    *("traffic", "twitter"),
]


def text_of(evaluation: Evaluation, suffix: str) -> str:
    """A document of a text format."""
    found = rendered(evaluation, suffix)
    assert isinstance(found, str)
    return found


def of(text: str, *overrides: str, name: str = "plan.est", scenario: str = "") -> Evaluation:
    """The evaluation of a text."""
    return estimate(module_from_text(text, name), overrides, scenario)
