"""`mean(x)` at all its points at once gives what it gives point by point."""

from __future__ import annotations

import pytest

from estimator.model.files import module_from_text
from estimator.model.steps import Mean
from estimator.reckoning import means
from estimator.reckoning.estimate import estimate

EXPRESSIONS = [
    "redis.string(1 M key, 10 B to 40 B, uniform(20 B, 200 B))",
    "redis.hash(1000 key, 5 to 900, 16 B, 8 B, 4 to 90 B) -> MB",
    "postgresql.heap(1 M row, uniform(100 B, 1100 B))",
    "postgresql.toast(3000 row, uniform(2500 B, 11_501 B))",
    'postgresql.btree(1 M row, postgresql.btree.text_key(20 to 200 B), "random")',
    "mean(if uniform(0, 1) > 0.3 then 1 / floor(uniform(1, 9)) else ceil_pow2(1 to 1000))",
    "mean(if uniform(0, 1) > 2 then 1 / 0 else 1 to 3)",
    "mean(poisson_cdf(3, 1 to 9))",
]


def values(text: str) -> list[float]:
    evaluation = estimate(module_from_text(f"## a mean\n\nanswer = {text}\n", "mean.est"))
    steps = enumerate(evaluation.model.steps)
    found = [float(evaluation.values[place]) for place, step in steps if isinstance(step.expression, Mean)]
    assert found
    return found


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_all_points_at_once_are_as_one_by_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(means, "LONG", 10**9)
    one_by_one = values(text)
    monkeypatch.setattr(means, "LONG", -1)
    assert values(text) == pytest.approx(one_by_one, rel=1e-13)
