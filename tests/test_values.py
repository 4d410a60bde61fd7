"""Answers: the expressions of cases/values.txt and cases/remarks.txt, functions against sums that are exact, draws.

A row of values.txt is `[option] expression => answer`, with `| note` behind it where the answer has one; nothing else
may be printed. remarks.txt has blocks (title, `.`, expression, `.`, all that is printed, `.`).
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import pytest

from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import ANSWER, answer, estimate
from tests.all_of import all_of
from tests.data import blocks, lines

# The 90% interval of a sum of two draws from `1 to 4`, from two million draws by numpy's default generator (seed 1).
SUM_OF_TWO = (2.54, 6.89)

VALUES = dict([line.split(" => ") for line in lines("values.txt")])
REMARKS = {title: (text.strip("\n"), printed) for title, text, printed in blocks("remarks.txt")}


def printed(text: str, digits: int = 3, *, exact: bool = False) -> str:
    """What the command prints for an expression."""
    return "".join([plain(line) + "\n" for line in Words(answer(text), 80, digits, exact=exact).answer()])


def value(text: str) -> float:
    """The value of an expression in base units."""
    evaluation = answer(text)
    step = evaluation.model.quantities[ANSWER].step
    assert step is not None
    return float(evaluation.values[step])


def ends(text: str) -> tuple[float, float]:
    """P5 and P95 of an expression in base units."""
    evaluation = answer(text)
    step = evaluation.model.quantities[ANSWER].step
    assert step is not None
    return evaluation.spreads[step].low, evaluation.spreads[step].high


def test_the_data_is_found() -> None:
    assert len(VALUES) >= 120
    assert len(VALUES) == len(lines("values.txt")), "a row stands twice"
    assert len(REMARKS) > 5


@all_of("row", list(VALUES))
def test_an_expression_has_its_answer(row: str) -> None:
    option, _, expression = row.rpartition("] ") if row.startswith("[") else ("", "", row)
    digits = int(option.removeprefix("[digits ")) if option.startswith("[digits ") else 3
    expected = VALUES[row].replace(" | ", "\n") + "\n"
    assert printed(expression, digits, exact=option == "[exact") == expected


@pytest.mark.parametrize("title", list(REMARKS))
def test_an_answer_has_its_remarks(title: str) -> None:
    expression, expected = REMARKS[title]
    assert printed(expression) == expected


@pytest.mark.parametrize("function", ["ceil", "floor"])
def test_a_day_of_a_daily_rate_is_not_one_too_many(function: str) -> None:
    assert [n for n in range(1, 101) if value(f"{function}({n} request/day * 1 day)") != n] == []


def poisson(k: int, mean: Fraction) -> float:
    """P(X <= k) by the sum of its terms."""
    return math.exp(-mean) * float(sum(mean**i / math.factorial(i) for i in range(k + 1)))


@pytest.mark.parametrize(("k", "mean"), [(0, 1), (3, 2), (10, 10), (20, 10), (5, 30), (45, 30), (120, 100), (199, 200)])
def test_poisson_is_the_sum_of_its_terms(k: int, mean: int) -> None:
    assert value(f"poisson_cdf({k}, {mean})") == pytest.approx(poisson(k, Fraction(mean)), rel=1e-10)
    below = poisson(k - 1, Fraction(mean)) if k else 0.0
    assert value(f"poisson_pmf({k}, {mean})") == pytest.approx(poisson(k, Fraction(mean)) - below, rel=1e-9)


@pytest.mark.parametrize(
    ("k", "n", "p"), [(0, 10, 1), (2, 10, 10), (5, 10, 50), (9, 10, 50), (60, 100, 50), (30, 1000, 4), (999, 1000, 99)]
)
def test_binomial_is_the_sum_of_its_terms(k: int, n: int, p: int) -> None:
    share = Fraction(p, 100)
    exact = float(sum(math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k + 1)))
    assert value(f"binomial_cdf({k}, {n}, {p}%)") == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(
    ("head", "items", "skew"),
    [(1, 10, 1.0), (20, 100, 1.0), (20, 100, 0.0), (256, 257, 0.8), (1000, 10_000, 0.7), (20_000, 100_000, 1.2)],
)
def test_zipf_is_the_sum_of_its_terms(head: int, items: int, skew: float) -> None:
    terms = [rank**-skew for rank in range(1, items + 1)]
    exact = math.fsum(terms[:head]) / math.fsum(terms)
    assert value(f"zipf_head({head}, {items}, {skew})") == pytest.approx(exact, rel=1e-6)


def lru_exact(cache: int, items: int, skew: float) -> float:
    """The hit ratio of an LRU cache by King's formula: the sum over all that it may hold, in order of last use."""
    weights = [rank**-skew for rank in range(1, items + 1)]
    shares = [weight / sum(weights) for weight in weights]
    total = 0.0
    for held in permutations(shares, cache):
        chance, rest = 1.0, 1.0
        for share in held:
            chance *= share / rest
            rest -= share
        total += chance * sum(held)
    return total


@pytest.mark.parametrize(("cache", "items", "skew"), [(2, 6, 0.8), (3, 8, 1.0), (4, 8, 0.6), (2, 8, 0.0)])
def test_lru_is_close_to_the_real_cache(cache: int, items: int, skew: float) -> None:
    found = value(f"lru_hit_ratio({cache}, {items}, {skew})")
    assert found == pytest.approx(lru_exact(cache, items, skew), rel=0.02)


def test_lru_of_a_cache_for_all_items_always_hits() -> None:
    assert value("lru_hit_ratio(100, 100, 1)") == 1
    assert value("lru_hit_ratio(0, 100, 1)") == 0


@pytest.mark.parametrize("n", [0, 1, 2, 10, 100, 170])
def test_ln_factorial_is_that_of_the_product(n: int) -> None:
    assert value(f"ln_factorial({n})") == pytest.approx(math.log(math.factorial(n)), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("n", "k"), [(5, 0), (5, 5), (52, 5), (100, 50), (1000, 3), (5, 6), (5, -1)])
def test_choose_counts_the_ways(n: int, k: int) -> None:
    assert value(f"choose({n}, {k})") == pytest.approx(math.comb(n, k) if k >= 0 else 0, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("uniform(10, 20)", 10.5, 19.5),
        ("triangular(1, 2, 6)", 1.5, 5.0),
        ("uniform(0, 1) + 5", 5.05, 5.95),
        ("5 - (1 to 4)", 1.0, 4.0),
        ("min(2 (1 to 4), 3)", 1.0, 3.0),
    ],
)
def test_a_sampled_range_is_close_to_the_exact_one(text: str, low: float, high: float) -> None:
    assert ends(text) == pytest.approx((low, high), rel=0.02)


def test_two_ranges_in_one_product_are_two_draws() -> None:
    spread = math.exp(math.sqrt(2) * math.log(2))
    assert ends("(1 to 4) * (1 to 4)") == pytest.approx((4 / spread, 4 * spread), rel=1e-9)


def test_two_ranges_in_one_sum_are_two_draws() -> None:
    assert ends("(1 to 4) + (1 to 4)") == pytest.approx(SUM_OF_TWO, rel=0.02)


def test_two_calls_with_a_range_for_a_default_are_two_draws() -> None:
    evaluation = estimate(module_from_text("f(x = 1 to 4) = x\ntotal = f() + f()\n", "test.est"))
    step = evaluation.model.quantities["total"].step
    assert step is not None
    spread = evaluation.spreads[step]
    assert (spread.low, spread.high) == pytest.approx(SUM_OF_TWO, rel=0.02)


@pytest.mark.parametrize("text", ["1 * 2e7 m", "1 * 1e-6 W"])
def test_an_answer_has_a_prefix_that_can_be_read(text: str) -> None:
    shown = printed(text).removeprefix("= ").strip()
    assert value(shown) == pytest.approx(value(text))


def test_a_counting_noun_taken_once_is_not_known_for_good() -> None:
    assert "note: took whatsit as a counting noun" in printed("5 whatsit")
    assert "note: took whatsit as a counting noun" in printed("5 whatsit")
