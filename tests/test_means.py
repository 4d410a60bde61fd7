"""`mean(x)` at all its points at once gives what it gives point by point; in closed form it is the integral."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from mpmath import mp

from estimator.model.files import module_from_text
from estimator.model.steps import Mean
from estimator.reckoning import careful, means, partial_means
from estimator.reckoning.estimate import answer, estimate

if TYPE_CHECKING:
    from collections.abc import Callable

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


# -------------------------------------------------------------------------------- against the integral that a mean is

Z95 = mp.sqrt(2) * mp.erfinv(mp.mpf("0.9"))


def spread(low: float, best: float, high: float) -> Callable[[Any], Any]:
    """`best (low to high)` as a function of a standard normal variable."""
    low_side, high_side = mp.log(mp.mpf(best) / low) / Z95, mp.log(mp.mpf(high) / best) / Z95
    return lambda z: best * mp.exp(z * (low_side if z < 0 else high_side))


def log_range(low: float, high: float) -> Callable[[Any], Any]:
    return spread(low, float(mp.sqrt(mp.mpf(low) * high)), high)


def lognormal(mean: float, deviation: float) -> Callable[[Any], Any]:
    variance = mp.log(1 + (mp.mpf(deviation) / mean) ** 2)
    return lambda z: mp.exp(mp.log(mean) - variance / 2 + z * mp.sqrt(variance))


def integral(of: Callable[[Any], Any]) -> float:
    """The mean of a function of a standard normal variable."""
    return float(mp.quad(lambda z: of(z) * mp.npdf(z), [-12, -6, -3, 0, 3, 6, 9, 12, 16, 20, 25, 30]))


CLOSED = [
    ("mean(1 to 100)", lambda: integral(log_range(1, 100))),
    ("mean(1 to 1000)", lambda: integral(log_range(1, 1000))),
    ("mean(0.001 to 1000)", lambda: integral(log_range(0.001, 1000))),
    ("mean(lognormal(10, 30))", lambda: integral(lognormal(10, 30))),
    ("mean(lognormal(10, 100))", lambda: integral(lognormal(10, 100))),
    ("mean(5 (1 to 30))", lambda: integral(spread(1, 5, 30))),
    ("mean((1 to 100)^2)", lambda: integral(lambda z: log_range(1, 100)(z) ** 2)),
    ("mean(sqrt(1 to 100))", lambda: integral(lambda z: mp.sqrt(log_range(1, 100)(z)))),
    ("mean((1 to 1000)^1.5)", lambda: integral(lambda z: log_range(1, 1000)(z) ** mp.mpf("1.5"))),
    ("mean(2 * (5 (1 to 30))^-0.3)", lambda: 2 * integral(lambda z: spread(1, 5, 30)(z) ** mp.mpf("-0.3"))),
    ("mean(1 / (5 (1 to 30)))", lambda: integral(lambda z: 1 / spread(1, 5, 30)(z))),
    ("mean((1 to 10) * (2 to 300) / 7)", lambda: integral(log_range(1, 10)) * integral(log_range(2, 300)) / 7),
    ("mean(3 * (1 to 10) + (2 to 300) - 4)", lambda: 3 * integral(log_range(1, 10)) + integral(log_range(2, 300)) - 4),
    ("mean(pert(1, 2, 9))", lambda: 3.0),
    ("mean(triangular(1, 2, 9))", lambda: 4.0),
    ("mean(uniform(1, 9) * normal(3, 5))", lambda: 15.0),
    ("mean(-1 to 5)", lambda: 2.0),
]


@pytest.mark.parametrize(("text", "exact"), CLOSED, ids=[text for text, _ in CLOSED])
def test_a_mean_in_closed_form_is_its_integral(text: str, exact: Callable[[], float]) -> None:
    evaluation = answer(text)
    assert evaluation.values[evaluation.model.quantities["answer"].step or 0] == pytest.approx(exact(), rel=1e-9)
    assert evaluation.problems == []


# Taken over points: within half a per cent, or with a note.
def drawn(low: float, best: float, high: float, z: Any) -> Any:
    """`best (low to high)` at values of a standard normal variable."""
    below, above = math.log(best / low) / float(Z95), math.log(high / best) / float(Z95)
    return best * np.exp(z * np.where(z < 0, below, above))


def log_normal(mean: float, deviation: float, z: Any) -> Any:
    variance = math.log1p((deviation / mean) ** 2)
    return mean * np.exp(z * math.sqrt(variance) - variance / 2)


TAKEN = [
    ("mean(ceil(1 to 1000))", lambda z: np.ceil(drawn(1, math.sqrt(1000), 1000, z))),
    ("mean(ceil(0.001 to 1000))", lambda z: np.ceil(drawn(0.001, 1, 1000, z))),
    ("mean(ceil(5 (1 to 30)))", lambda z: np.ceil(drawn(1, 5, 30, z))),
    ("mean(max(lognormal(10, 30), 8))", lambda z: np.maximum(log_normal(10, 30, z), 8)),
    ("mean(ceil(1 to 1000)^2)", lambda z: np.ceil(drawn(1, math.sqrt(1000), 1000, z)) ** 2),
    ("mean(ceil(lognormal(10, 100))^1.5)", lambda z: np.ceil(log_normal(10, 100, z)) ** 1.5),
    ("mean(exp(1 to 3))", lambda z: np.exp(np.minimum(drawn(1, math.sqrt(3), 3, z), 100))),
]


@pytest.mark.parametrize(("text", "function"), TAKEN, ids=[text for text, _ in TAKEN])
def test_a_mean_over_points_is_near_or_says_so(text: str, function: Callable[[Any], Any]) -> None:
    z, width = np.linspace(-9, 16, 2_000_001, retstep=True)
    exact = float(np.sum(function(z) * np.exp(-z * z / 2)) * width / math.sqrt(2 * math.pi))
    evaluation = answer(text)
    found = evaluation.values[evaluation.model.quantities["answer"].step or 0]
    if not any("may be off" in problem.message for problem in evaluation.problems):
        assert found == pytest.approx(exact, rel=0.005)
    else:
        assert found != pytest.approx(exact, rel=0.004)


# Chances: what is seldom, what hangs on several of them, and values with their shares, whose mean is exact.
CHANCES = [
    ("mean(spread.mix(0.9999, 6 B, 60 KB))", 0.9999 * 6 + 6),
    ("mean(spread.mix(0.999, 6 B, spread.mix(50%, 33 B, 1638 B)))", 0.999 * 6 + 0.0005 * 1671),
    ("mean(2 * spread.mix(96%, 1 B, 5000 B) - 1 B)", 2 * (0.96 + 200) - 1),
    ("mean(spread.mix(90%, 20 B, 2000 B))", 218),
    ("mean(if spread(bernoulli(0.1%)) and spread(bernoulli(50%)) then 9 KB else 1 B)", 0.9995 + 4.5),
    ("mean(2 * spread(mixture(0.9999: 6 B, 0.0001: 60 KB)))", 2 * (0.9999 * 6 + 6)),
    ("mean(spread(mixture(3: 1 B, 1: 70 B, 7: 900 B)) + 1 B)", (3 + 70 + 6300) / 11 + 1),
    ("mean(sqrt(max(0, spread(mixture(1: -100, 1: 10_000)))) * 1 B)", 50),
    ("mean(ceil(spread(mixture(99.9%: 44 B, 0.1%: 45 B)) / 44 B) * 1 B)", 1.001),
]


@pytest.mark.parametrize(("text", "exact"), CHANCES, ids=[text for text, _ in CHANCES])
def test_a_mean_of_what_is_seldom_is_near_or_says_so(text: str, exact: float) -> None:
    evaluation = answer(text)
    found = evaluation.values[evaluation.model.quantities["answer"].step or 0] / 8
    if any("may be off" in problem.message for problem in evaluation.problems):
        assert "mixture" not in text
        assert found != pytest.approx(exact, rel=0.004)
    else:
        assert found == pytest.approx(exact, rel=1e-9 if "mixture" in text and "ceil" not in text else 0.005)


def test_a_mean_of_many_lines_takes_no_more_than_they_do() -> None:
    lines = ["x0 = 1 to 2", *[f"x{i} = x{i - 1} + x{i - 1} * 0.1" for i in range(1, 200)], "y = mean(x199)"]
    evaluation = estimate(module_from_text("\n".join(lines), "chain.est"))
    assert len(evaluation.model.steps) < 3 * len(lines)
    found = evaluation.values[evaluation.model.quantities["y"].step or 0]
    assert found == pytest.approx(1.1**199 * integral(log_range(1, 2)), rel=0.005)


@pytest.mark.parametrize("kinds", [1, 3, 16, 17, 50])
def test_draws_that_are_alike_are_those_that_sorting_finds(kinds: int) -> None:
    generator = np.random.default_rng(kinds)
    samples = [generator.integers(0, kinds, 5000).astype(float), np.array([7.0])]
    rows, places = partial_means.different_rows(samples, 5000)
    expected, where = np.unique(np.column_stack([samples[0], np.full(5000, 7.0)]), axis=0, return_inverse=True)
    assert np.array_equal(rows, expected)
    assert np.array_equal(places, where.reshape(-1))
    samples[0][4000] = math.nan
    rows, places = partial_means.different_rows(samples, 5000)
    assert np.array_equal(rows[places], np.column_stack([samples[0], np.full(5000, 7.0)]), equal_nan=True)


def test_a_cube_of_samples_is_that_of_numbers() -> None:
    base = np.array([-3.5, -1e-100, 0.0, 0.1, 7.0])
    assert careful.power(base, 3.0) == pytest.approx([each**3.0 for each in base.tolist()], rel=1e-15)
