"""Shares of the variance: against arithmetic where they are exact, and against SALib's Sobol indices where not."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from estimator import sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.reckoning.sensitivity import Driver

POINT = 0.01  # of all
Z95 = statistics.NormalDist().inv_cdf(0.95)
Columns = dict[str, Any]


def drivers(text: str, name: str = "") -> dict[str, Driver]:
    found = sheet(text).why(name).sensitivity.drivers
    return {each.input.quantity.definition.name: each for each in found if each.input.quantity is not None}


def sigma(low: float, high: float) -> float:
    """The deviation of the logarithm of a range."""
    return math.log(high / low) / 2 / Z95


PRODUCTS = {
    "two ranges": ("150 M user * first * second", {"first": (1, 4, 1), "second": (1.5, 3, 1)}),
    "a quotient with powers": (
        "first^2 / sqrt(second) * third",
        {"first": (1, 2, 2), "second": (1, 9, -0.5), "third": (5, 7, 1)},
    ),
    "a negative number": ("-3 * first / second", {"first": (1, 4, 1), "second": (1, 2, -1)}),
    "one that cancels": ("first * second / first", {"first": (1, 4, 0), "second": (1, 2, 1)}),
}


@pytest.mark.parametrize(
    "wrapped", ["{}", "min({}, 1e300)", "if {} > -1e300 then {} else 0"], ids=["closed", "min", "if"]
)
@pytest.mark.parametrize(("formula", "ranges"), PRODUCTS.values(), ids=PRODUCTS)
def test_shares_of_a_product_are_those_of_its_logarithm(
    formula: str, ranges: dict[str, tuple[float, float, float]], wrapped: str
) -> None:
    formula = formula.replace(" M user", "e6")
    lines = [f"{name} = {low} to {high}" for name, (low, high, _) in ranges.items()]
    found = drivers("\n".join([*lines, f"total = {wrapped.replace('{}', f'({formula})')}"]))
    parts = {name: (power * sigma(low, high)) ** 2 for name, (low, high, power) in ranges.items()}
    total = sum(parts.values())
    is_closed = wrapped == "{}"
    for name, part in parts.items():
        share = found[name].share if name in found else 0.0
        assert share == pytest.approx(part / total, abs=1e-12 if is_closed else POINT)
        if share:
            of_value = math.expm1(part) * math.exp(total - part) / math.expm1(total)
            assert found[name].share_of_value == pytest.approx(of_value, abs=1e-12 if is_closed else POINT)
            rest = math.sqrt(total - 0.75 * part)
            narrower = 1 - math.sinh(Z95 * rest) / math.sinh(Z95 * math.sqrt(total))
            assert found[name].narrower == pytest.approx(narrower, abs=1e-9 if is_closed else POINT)


def test_a_product_of_other_distributions_has_exact_shares_too(stats: Any) -> None:
    text = "first = 2 (1 to 6)\nsecond = uniform(1, 3)\nthird = triangular(2, 3, 8)\nfourth = pert(1, 2, 5)\n"
    found = drivers(f"{text}fifth = lognormal(3, 1)\ntotal = first * second / third * fourth * fifth")
    normal = stats.norm.rvs(size=400_000, random_state=np.random.default_rng(1))
    columns = {
        "first": np.log(2) + normal * np.where(normal < 0, math.log(2) / Z95, math.log(3) / Z95),
        "second": np.log(stats.uniform.ppf(stats.norm.cdf(normal), 1, 2)),
        "third": np.log(stats.triang.ppf(stats.norm.cdf(normal), 1 / 6, 2, 6)),
        "fourth": np.log(stats.beta.ppf(stats.norm.cdf(normal), 2, 4, 1, 4)),
        "fifth": normal * math.sqrt(math.log1p(1 / 9)),
    }
    variances = {name: float(np.var(column)) for name, column in columns.items()}
    for name, variance in variances.items():
        assert found[name].share == pytest.approx(variance / sum(variances.values()), abs=0.003)


class Model(NamedTuple):
    """A sheet, the same by numpy, and the quantile functions of its inputs."""

    text: str
    reckoned: Callable[[Columns], Any]
    quantiles: dict[str, Callable[[Any], Any]]
    is_log: bool


def ranged(low: float, high: float) -> Callable[[Any], Any]:
    middle, deviation = math.log(low * high) / 2, sigma(low, high)
    return lambda share: np.exp(middle + deviation * normal(share))


def normal(share: Any) -> Any:
    """The quantiles of a standard normal distribution."""
    from scipy import stats

    return stats.norm.ppf(share)


MODELS = {
    "a minimum": Model(
        "demand = 1 to 8\nlimit = 2 to 5\nprice = 2 to 3\nanswer_is = min(demand, limit) * price",
        lambda at: np.minimum(at["demand"], at["limit"]) * at["price"],
        {"demand": ranged(1, 8), "limit": ranged(2, 5), "price": ranged(2, 3)},
        is_log=True,
    ),
    "a choice": Model(
        "size = 1 to 9\nrate = 2 to 4\nextra = 1 to 6\n"
        "answer_is = if size > 4 then size * rate + extra else rate * extra",
        lambda at: np.where(at["size"] > 4, at["size"] * at["rate"] + at["extra"], at["rate"] * at["extra"]),
        {"size": ranged(1, 9), "rate": ranged(2, 4), "extra": ranged(1, 6)},
        is_log=True,
    ),
    "a sum": Model(
        "first = 1 to 4\nsecond = 2 to 3\nthird = uniform(0, 5)\nanswer_is = first + 2 * second + third",
        lambda at: at["first"] + 2 * at["second"] + at["third"],
        {"first": ranged(1, 4), "second": ranged(2, 3), "third": lambda share: 5 * share},
        is_log=True,
    ),
    "a difference of both signs": Model(
        "first = 1 to 4\nsecond = 2 to 3\nthird = normal(0, 1)\nanswer_is = first * third - second",
        lambda at: at["first"] * at["third"] - at["second"],
        {"first": ranged(1, 4), "second": ranged(2, 3), "third": normal},
        is_log=False,
    ),
    "servers for the larger of two": Model(
        "reads = 10 to 90\nwrites = 5 to 30\neach = 2 to 4\nspare = uniform(1, 3)\n"
        "answer_is = max(ceil(reads / each), ceil(3 * writes / each)) + spare",
        lambda at: np.maximum(np.ceil(at["reads"] / at["each"]), np.ceil(3 * at["writes"] / at["each"])) + at["spare"],
        {"reads": ranged(10, 90), "writes": ranged(5, 30), "each": ranged(2, 4), "spare": lambda share: 1 + 2 * share},
        is_log=True,
    ),
}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_shares_are_the_total_effects_that_salib_finds(model: Model) -> None:
    from SALib.sample import sobol as sampling  # brings scipy in, as below

    found = drivers(model.text)
    names = list(model.quantiles)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    shares = sampling.sample(problem, 1 << 14, calc_second_order=False, seed=3)
    shares = np.clip(shares, 1e-12, 1 - 1e-12)
    values = model.reckoned({name: model.quantiles[name](shares[:, place]) for place, name in enumerate(names)})
    theirs = _total(problem, values)
    for place, name in enumerate(names):
        assert found[name].share_of_value == pytest.approx(theirs[place], abs=POINT)
    if model.is_log:
        theirs = _total(problem, np.log(values))
    for place, name in enumerate(names):
        assert found[name].share == pytest.approx(theirs[place], abs=POINT)


def _total(problem: dict[str, Any], values: Any) -> list[float]:
    """Total-effect indices, of values without their mean: their estimator is unsteady where that is large."""
    from SALib.analyze import sobol as analysis

    found = analysis.analyze(problem, values - values.mean(), calc_second_order=False, num_resamples=2, seed=3)
    return [float(each) for each in found["ST"]]


def test_so_many_inputs_that_they_are_not_told_apart_are_told_together() -> None:
    count, each = 600, 60
    lines = [f"part_{place} = {'3000 to 6000' if place < 3 else '1 to 2'}" for place in range(count)]
    starts = range(0, count, each)
    sums = {start: " + ".join([f"part_{place}" for place in range(start, start + each)]) for start in starts}
    lines += [f"sum_{start} = {text}" for start, text in sums.items()]
    lines.append(f"total = {' + '.join([f'sum_{start}' for start in starts])}")
    found = sheet("\n".join(lines)).why("total")
    ranged = found.sensitivity.ranged
    assert {each.input.quantity.definition.name for each in ranged[:3] if each.input.quantity} == {
        "part_0",
        "part_1",
        "part_2",
    }
    assert len(ranged) + len(found.sensitivity.rest) == count
    assert len(found.sensitivity.rest) > count / 2
    assert f"{len(found.sensitivity.rest)} others together" in repr(found)
    total = sum(each.share or 0.0 for each in ranged) + (found.sensitivity.rest_share or 0.0)
    assert total == pytest.approx(1, abs=0.03)
