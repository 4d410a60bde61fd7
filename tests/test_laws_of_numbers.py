"""Laws of functions: the same on numbers and on arrays, and what chances are by definition."""

from __future__ import annotations

import math
import operator
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from estimator.model import counting, numerics, popularity
from estimator.model.files import module_from_text
from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Apply, Choice, Negative, Not, Number, Operation, Ref, Total
from estimator.reckoning import arrays
from estimator.reckoning.closures import compile_step
from estimator.reckoning.estimate import estimate
from estimator.reckoning.sampling import computed
from tests.all_of import all_of
from tests.laws import laws, many, some, value_of

if TYPE_CHECKING:
    from collections.abc import Callable


# -------------------------------------------------------------------------------------------- numbers and arrays

REFS = st.sampled_from((Ref(0), Ref(1), Number(2.0), Number(0.5), Number(-3.0), Number(0.0)))
COMMON = (
    "share",
    "min",
    "max",
    "abs",
    "sqrt",
    "exp",
    "ln",
    "log2",
    "log10",
    "round",
    "ceil",
    "floor",
    "ceil_pow2",
    "poisson_cdf",
)


def applied(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def call(name: str, first: Any, second: Any, third: Any) -> Any:
        count = 3 if FUNCTIONS[name].variadic else len(FUNCTIONS[name].parameters)
        return Apply(name, (first, second, third)[:count])

    return st.builds(call, st.sampled_from(COMMON), inner, inner, inner)


def conditions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    signs = st.sampled_from(("<", "<=", ">", ">=", "==", "!="))
    compared, sure = st.builds(Operation, signs, inner, inner), st.builds(Operation, signs, REFS, REFS)
    # The right side of `and` and `or` always has a value here: see the test below for one that has none.
    joined = st.builds(Operation, st.sampled_from(("and", "or")), compared, sure)
    return st.one_of(compared, st.builds(Not, compared), joined)


STEPS: st.SearchStrategy[Any] = st.recursive(
    REFS,
    lambda inner: st.one_of(
        st.builds(Operation, st.sampled_from(("+", "-", "*", "/", "^")), inner, inner),
        st.builds(Negative, inner),
        st.builds(Total, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        applied(inner),
        st.builds(Choice, conditions(inner), inner, inner),
    ),
    max_leaves=6,
)
POINTS = [0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 3.0, 1e-9, 7.3, 64.0, 1000.0, 0.1 + 0.2, 5 - 1e-12, -0.5, 12.999]


def alone(closure: Callable[[list[Any]], Any], x: float, y: float) -> float | None:
    """A closure's value on floats; None where it has none."""
    try:
        found = float(closure([x, y]))
    except (ArithmeticError, ValueError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e200 else None


@many
@given(st.one_of(STEPS, conditions(STEPS)))
def test_a_closure_does_on_arrays_what_it_does_on_floats(expression: Any) -> None:
    closure = compile_step(expression)
    pairs = [(x, y) for x in POINTS for y in (-1.5, 0.0, 2.0, 3.75)]
    expected = [alone(closure, x, y) for x, y in pairs]
    try:
        found = computed(expression, [np.array([x for x, _ in pairs]), np.array([y for _, y in pairs])], set(), 2)
    except (ArithmeticError, ValueError):
        # A constant part without a value: then it has none anywhere.
        assert all(each is None for each in expected)
        return
    results = np.broadcast_to(np.asarray(found, dtype=float), (len(pairs),))
    for pair, mine, theirs in zip(pairs, expected, results.tolist(), strict=True):
        if mine is not None:
            assert math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12), (expression, pair)


@pytest.mark.parametrize("text", ["x > 0 or 1 / y > 5", "x < 0 and 1 / y > 5"])
def test_a_side_that_is_not_needed_may_be_undefined(text: str) -> None:
    evaluation = estimate(module_from_text(f"x = 1 to 2\ny = 0\ncheck {text}", "law.est"))
    assert evaluation.checks[0].probability == (1.0 if "or" in text else 0.0)


NEAR = st.builds(
    lambda whole, nudge, scale: (whole + nudge) * scale,
    st.integers(-(10**7), 10**7).map(float),
    st.sampled_from((0.0, 0.5, -0.5, 1e-10, -1e-10, 1e-8, -1e-8, 0.25, 1e-3)),
    st.sampled_from((1.0, 1.0, 1e3, 1e-3, 1 + 1e-10, 1 - 1e-9, 2.0**30)),
)
REALS = st.one_of(
    NEAR, st.floats(-1e18, 1e18), st.sampled_from([2.0**53, 2.0**53 - 1, 2.0**52 + 0.5, -0.0, 0.1 * 3, 1e300])
)


@many
@given(st.lists(REALS, min_size=1, max_size=20))
@example([0.5, 1.5, -0.5, -1.5, 2.5, 0.49999999999999994])
def test_whole_numbers_are_the_same_in_both(values: list[float]) -> None:
    ours: dict[str, Callable[[float], float]] = {
        "ceil": numerics.ceil,
        "floor": numerics.floor,
        "round": numerics.round_half_away,
        "ceil_pow2": numerics.ceil_pow2,
    }
    for name, function in ours.items():
        given = [value for value in values if value > 0 or name != "ceil_pow2"]
        if given:
            assert arrays.apply_function(name, [np.array(given)]).tolist() == [function(value) for value in given], name


@pytest.mark.parametrize("name", ["round", "ceil", "floor", "ceil_pow2"])
def test_a_large_whole_number_stays_as_it_is(name: str) -> None:
    value = 2.0**52 + 1
    if name == "ceil_pow2":
        assert numerics.snapped(value) == value
    else:
        assert FUNCTIONS[name].number(value) == value


@many
@given(REALS)
def test_whole_numbers_keep_their_promise(value: float) -> None:
    low, high = numerics.floor(value), numerics.ceil(value)
    slack = 1e-9 * max(1.0, abs(value))
    assert low - slack <= value <= high + slack
    assert high - low in (0.0, 1.0) or abs(value) >= 2.0**52
    assert abs(numerics.round_half_away(value) - value) <= 0.5 + slack * (1 + 1e-6)
    assert numerics.round_half_away(-value) == -numerics.round_half_away(value)
    assert numerics.ceil(-value) == -numerics.floor(value)
    if value > 0:
        power = numerics.ceil_pow2(value)
        assert power / 2 - slack < value <= power * (1 + 1e-9) + slack
        assert math.frexp(power)[0] == 0.5


@pytest.mark.parametrize("value", [5e-10, 1e-12, 2.0**-40])
def test_the_power_of_two_above_a_tiny_number_is_tiny(value: float) -> None:
    assert numerics.ceil_pow2(value) <= 2 * value


@all_of("n", range(1, 4000, 7))
def test_a_rate_by_the_day_comes_out_whole(n: int) -> None:
    assert value_of(f"ceil({n} request/day * 1 day)") == n


# ----------------------------------------------------------------------------------------------- probabilities


def poisson_exactly(k: int, mean: Fraction) -> float:
    """P(X <= k), its sum exact and its exponential to fifty digits."""
    term = total = Fraction(1)
    for i in range(1, k + 1):
        term *= mean / i
        total += term
    with localcontext() as context:
        context.prec = 60
        scale = (-(Decimal(mean.numerator) / Decimal(mean.denominator))).exp()
        return float(Decimal(total.numerator) / Decimal(total.denominator) * scale)


@laws
@given(st.integers(0, 120), st.fractions(Fraction(1, 64), 150, max_denominator=64))
@example(0, Fraction(1, 64))
@example(100, Fraction(100))
def test_the_poisson_distribution_is_its_sum(k: int, mean: Fraction) -> None:
    exact = poisson_exactly(k, mean)
    assert math.isclose(counting.poisson_cdf(float(k), float(mean)), exact, rel_tol=1e-10, abs_tol=1e-13)
    below = poisson_exactly(k - 1, mean) if k else 0.0
    assert math.isclose(counting.poisson_pmf(float(k), float(mean)), exact - below, rel_tol=1e-8, abs_tol=1e-13)


def binomial_exactly(k: int, n: int, p: Fraction) -> float:
    return float(sum((math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1)), Fraction(0)))


@laws
@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 64))
@example(0, 1, 32)
@example(79, 80, 64)
def test_the_binomial_distribution_is_its_sum(k: int, n: int, share: int) -> None:
    p = Fraction(share, 64)
    found = counting.binomial_cdf(float(k), float(n), float(p))
    assert math.isclose(found, binomial_exactly(min(k, n), n, p), rel_tol=1e-10, abs_tol=1e-13)


@laws
@given(st.integers(0, 400), st.integers(0, 400))
def test_choose_is_exact(n: int, k: int) -> None:
    assert math.isclose(counting.choose(float(n), float(k)), float(math.comb(n, k)), rel_tol=1e-12)
    assert math.isclose(counting.ln_factorial(float(n)), math.log(math.factorial(n)), rel_tol=1e-12, abs_tol=1e-12)


ITEMS = st.integers(1, 100_000)


@laws
@given(ITEMS, st.integers(0, 100_000), st.integers(0, 100_000), st.floats(0, 2.5))
def test_a_cache_hits_more_the_larger_it_is(items: int, one: int, other: int, skew: float) -> None:
    small, large = sorted((min(one, items), min(other, items)))
    less, more = (popularity.lru_hit_ratio(float(size), float(items), skew) for size in (small, large))
    assert 0 <= less <= more * (1 + 1e-9) + 1e-12
    assert more <= 1 + 1e-12
    best = popularity.zipf_head(float(large), float(items), skew)
    assert more <= best * (1 + 1e-6) + 1e-9, "no cache beats the one that holds the most popular"
    assert best >= large / items - 1e-9


@some
@given(st.integers(1, 3000), st.integers(0, 3000), st.floats(0, 3))
def test_the_head_of_a_zipf_distribution_is_its_sum(items: int, head: int, skew: float) -> None:
    exact = math.fsum([i**-skew for i in range(1, min(head, items) + 1)]) / math.fsum(
        [i**-skew for i in range(1, items + 1)]
    )
    assert math.isclose(popularity.zipf_head(float(head), float(items), skew), exact, rel_tol=1e-5, abs_tol=1e-12)


@laws
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_totals_add_up(terms: list[float]) -> None:
    found = compile_step(Total(tuple([Number(term) for term in terms])))([])
    expected = terms[0]
    for term in terms[1:]:
        expected = operator.add(expected, term)
    assert math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-9)


@pytest.mark.parametrize("mean", [1e4, 1e6, 1e8])
def test_half_of_a_large_poisson_lies_below_its_mean(mean: float) -> None:
    expected = 0.5 + 2 / 3 / math.sqrt(2 * math.pi * mean)  # Ramanujan's expansion
    assert math.isclose(counting.poisson_cdf(mean, mean), expected, abs_tol=1e-6)


@pytest.mark.parametrize("size", [1e12, 1e14, 1e15])
def test_half_of_the_largest_counts_lies_below_their_mean(size: float) -> None:
    assert math.isclose(counting.poisson_cdf(size, size), 0.5, abs_tol=1e-4)
    assert math.isclose(counting.binomial_cdf(size / 2, size, 0.5), 0.5, abs_tol=1e-4)


@pytest.mark.parametrize("n", [1e30, 1e160, 1e300, 1e307, 1.7e308])
@pytest.mark.parametrize("mean", [0.5, 4.0, 1e3, 1e7])
def test_of_very_many_tries_the_chances_are_those_of_poisson(n: float, mean: float) -> None:
    counts = [0.0, 2.0, 5.0, 1e3, 1e6]
    expected = [counting.poisson_cdf(k, n * (mean / n)) for k in counts]
    assert [counting.binomial_cdf(k, n, mean / n) for k in counts] == pytest.approx(expected, rel=1e-9)
    said = arrays.apply_function("binomial_cdf", [np.array(counts), n, mean / n])
    assert said.tolist() == pytest.approx(expected, rel=1e-9)
