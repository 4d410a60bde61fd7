"""Functions of several ranges: each draw as if it were alone, limits and steps exact, and quick."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest

from estimator.model.files import module_from_text
from estimator.model.functions import FUNCTIONS, milliseconds
from estimator.reckoning.arrays import apply_function, compared
from estimator.reckoning.estimate import estimate
from estimator.reckoning.popularity_arrays import FEW
from estimator.reckoning.sampling import FEWEST
from fuzzing.pace import in_time
from tests.all_of import all_of

DRAWS = 100_000
LOOKED_AT = 150
Z95 = 1.6448536269514722
SMALL_PART = 0.005  # of the spread
SECONDS = 4.0  # of the processor, where one is enough: another machine may be slower

RANGES: list[tuple[str, list[Any]]] = [
    ("zipf_head", [(1, 50), (20, 200), 1.0]),
    ("zipf_head", [(1e3, 1e5), (1e5, 1e7), (0.6, 1)]),
    ("lru_hit_ratio", [(1e5, 1e6), (1e6, 1e7), 0.8]),
    ("lru_hit_ratio", [(1e5, 1e6), (1e6, 1e7), (0.6, 1)]),
    ("lru_hit_ratio", [(10, 60), (20, 200), 1.2]),
    ("lru_hit_ratio", [1000.0, (1e4, 1e6), 0.9]),
    ("fifo_hit_ratio", [1e5, 1e6, (0.5, 1.5)]),
    ("fifo_hit_ratio", [(1e3, 1e5), (1e4, 1e6), 1.5]),
    ("poisson_cdf", [(1e3, 1e5), (1e3, 1e5)]),
    ("poisson_cdf", [(90, 110), (80, 120)]),
    ("poisson_pmf", [100.0, (80, 120)]),
    ("binomial_cdf", [(1, 10), (100, 200), (0.01, 0.05)]),
    ("binomial_cdf", [(4900, 5100), (9900, 10_100), (0.49, 0.51)]),
    ("choose", [(50, 90), (5, 20)]),
    ("ln_factorial", [(1, 100)]),
]


def drawn(given: list[Any], count: int = DRAWS) -> list[Any]:
    """Lognormal draws for the ranges, and the numbers as they are."""
    generator = np.random.default_rng(len(given) * 7 + int(math.log(count)))
    found: list[Any] = []
    for each in given:
        if isinstance(each, tuple):
            low, high = each
            spread = math.log(high / low) / 2 / Z95
            found.append(np.exp(math.log(low * high) / 2 + spread * generator.standard_normal(count)))
        else:
            found.append(each)
    return found


@pytest.mark.parametrize(("name", "given"), RANGES, ids=[f"{name} {given}" for name, given in RANGES])
def test_every_draw_is_as_if_it_were_alone(name: str, given: list[Any]) -> None:
    columns = drawn(given)
    found = apply_function(name, columns)
    low, high = np.quantile(found, (0.05, 0.95))
    one_by_one = FUNCTIONS[name].number
    for place in range(0, DRAWS, DRAWS // LOOKED_AT):
        alone = one_by_one(*[float(each[place]) if np.ndim(each) else each for each in columns])
        if name in ("lru_hit_ratio", "fifo_hit_ratio"):
            assert abs(found[place] - alone) <= SMALL_PART * (high - low)
            assert bool(found[place] == 1) is (alone == 1) or alone > 1 - 1e-9
        else:
            assert math.isclose(found[place], alone, rel_tol=1e-11)


def test_a_head_below_one_item_has_no_share() -> None:
    found = apply_function("zipf_head", drawn([(1, 50), (20, 200), 1.0]))
    assert np.quantile(found, 0.04) == 0
    assert np.quantile(found, 0.96) == 1


def test_a_cache_for_all_items_always_hits() -> None:
    found = apply_function("lru_hit_ratio", [np.full(3000, 7.0), np.linspace(1, 20, 3000), 0.8])
    assert (found[: 3000 * 6 // 19] == 1).all()
    assert (apply_function("fifo_hit_ratio", [np.zeros(5), np.full(5, 3.0), 1.0]) == 0).all()


@pytest.mark.parametrize("name", ["lru_hit_ratio", "zipf_head", "poisson_cdf", "poisson_pmf", "choose", "ln_factorial"])
@pytest.mark.parametrize("count", [3, FEW + 1])
def test_what_is_outside_has_no_value(name: str, count: int) -> None:
    outside = np.linspace(-5.0, -0.5, count)
    others = [3.0] * (len(FUNCTIONS[name].parameters) - 1)
    given = [*others, outside] if name.startswith("poisson") else [outside, *others]
    found = apply_function(name, given)
    assert (found == 0).all() if name == "choose" else np.isnan(found).all()


@pytest.mark.parametrize(
    "name", ["poisson_cdf", "binomial_cdf", "lru_hit_ratio", "zipf_head", "choose", "ln_factorial"]
)
@pytest.mark.parametrize("wrong", [math.inf, math.nan])
def test_a_function_refuses_what_is_no_number(name: str, wrong: float) -> None:
    further = [0.5] * (len(FUNCTIONS[name].parameters) - 1)
    with pytest.raises((OverflowError, ValueError)):
        FUNCTIONS[name].number(wrong, *further)
    assert not np.isfinite(apply_function(name, [np.array([wrong]), *further])).any()


@pytest.mark.parametrize("operator", ["<", "<=", "==", ">=", ">", "!="])
def test_infinity_is_equal_to_nothing_finite(operator: str) -> None:
    from estimator.model.numerics import COMPARISONS

    numbers = [math.inf, -math.inf, 5.0, 1e308]
    for left in numbers:
        for right in numbers:
            expected = COMPARISONS[operator](left, right)
            assert expected is {"<": left < right, "<=": left <= right, "==": left == right}.get(
                operator, {">=": left >= right, ">": left > right, "!=": left != right}.get(operator)
            )
            assert bool(compared(operator, np.array([left]), right)[0]) is expected
            assert bool(compared(operator, np.array([left]), np.array([right]))[0]) is expected


@all_of("n, period", itertools.product(range(40), ["second", "minute", "hour", "day", "week", "month", "year"]))
def test_a_half_of_a_rate_rounds_up(n: int, period: str) -> None:
    sheet = f"up = round({n}.5 request/{period} * 1 {period})\ndown = round(-{n}.5 request/{period} * 1 {period})\n"
    evaluation = estimate(module_from_text(sheet, "halves.est"))
    found = [evaluation.values[evaluation.model.quantities[name].step or 0] for name in ("up", "down")]
    assert found == [n + 1, -n - 1]


SHEETS = {
    "hit ratios": "cache = 1e5 to 1e6\n"
    + "\n".join([f"m{n} = lru_hit_ratio(cache, 1e6 to 1e7, 0.{50 + n})" for n in range(29)]),
    "three ranges": "\n".join([f"m{n} = fifo_hit_ratio(1e5 to 1e6, 1e6 to 1e7, 0.6 to 1.{n})" for n in range(5)]),
    "chances": "k = 1 k to 100 k\n" + "\n".join([f"m{n} = poisson_cdf(k, {n} k to 100 k)" for n in range(1, 21)]),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_them_takes_a_second(name: str) -> None:
    module = module_from_text(SHEETS[name], "sheet.est")
    started = time.process_time()
    assert FEWEST <= estimate(module).draws <= DRAWS  # fewer, where they would take longer
    assert in_time(time.process_time() - started, SECONDS)


def test_hit_ratios_of_one_skew_are_cheap_and_get_draws_by_that() -> None:
    """They need a table along the cache and the items alone, not one for each of many skews."""
    assert estimate(module_from_text(SHEETS["hit ratios"], "sheet.est")).draws > 5 * FEWEST
    columns = drawn(next(given for each, given in RANGES if each == "lru_hit_ratio"))
    started = time.process_time()
    apply_function("lru_hit_ratio", [*columns[:2], 0.8])
    taken = (time.process_time() - started) * 1000
    assert in_time(taken, 5 * milliseconds(FUNCTIONS["lru_hit_ratio"], DRAWS, along=True))


@pytest.mark.parametrize("name", ["lru_hit_ratio", "poisson_cdf", "binomial_cdf", "zipf_head", "choose"])
def test_a_cost_is_about_what_it_takes(name: str) -> None:
    given = next(given for each, given in RANGES if each == name)
    columns = drawn(given)
    started = time.process_time()
    apply_function(name, columns)
    taken = (time.process_time() - started) * 1000
    assert in_time(taken, 5 * milliseconds(FUNCTIONS[name], DRAWS))
