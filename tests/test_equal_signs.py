"""`=` stands before what a value is, to the last digit that is shown, and `≈` before anything else."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from estimator.languages.values import Values
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import answer, estimate
from estimator.reckoning.exact import ExactValues, irrational
from estimator.reckoning.ratios import MOST_BITS, ratio_of_float
from tests.all_of import all_of

if TYPE_CHECKING:
    from estimator.model.frames import Quantity

EQUAL = [
    ("1 + 1", "2"),
    ("0.1 + 0.2", "0.3"),
    ("6 / 7 * 7", "6"),
    ("1.1 KB * 3", "3.3 KB"),
    ("10 MB/day * 30 day", "300 MB"),
    ("12.34 GB/day * 7 day", "86.38 GB"),
    ("3/day * 2 -> 1/day", "6/day"),
    ("3 km/hour * 2 hour", "6 km"),
    ("0.75 -> %", "75%"),
    ("8 USD/month * 2", "16 USD/month"),
    ("2^-10", "0.0009765625"),
    ("(-1)^1_000_001", "-1"),
    ("2^0.5 * 0 + 16^0.5", "4"),
    ("ln(7) / ln(7)", "1"),
    ("3 * ln(7) / (ln(7) * 2) + 1", "2.5"),
    ("ln(7) / ln(8)", ""),
    ("ln(7) + ln(8) - ln(8)", ""),
    ("ln(7) - ln(7)", "0"),
    ("sqrt(16)", "4"),
    ("sqrt(0.25)", "0.5"),
    ("sqrt(2)^2", ""),
    ("8^(1/3)", "2"),
    ("1024^0.1", "2"),
    ("2^0.5", ""),
    ("1.7976931348623157e308", "1.7976931348623157e308"),
    ("1.7976931348623157e308 * 1", ""),
    ("exp(0)", "1"),
    ("exp(1e-20)", ""),
    ("exp(2)", ""),
    ("ln(1)", "0"),
    ("ln(10)", ""),
    ("log2(1024)", "10"),
    ("log2(0.125)", "-3"),
    ("log10(0.001)", "-3"),
    ("log10(2)", ""),
    ("ceil(exp(3))", "21"),
    ("max(exp(2), 10)", "10"),
    ("max(exp(3), 10)", ""),
    ("if exp(1) > 2 then 0.5 else exp(1)", "0.5"),
    ("6/7", ""),
    ("1.37^20", ""),
    ("1 + 1e-15", ""),
    ("2^53 + 1", ""),
    ("choose(5, 2)", "10"),
    ("choose(5.5, 2)", ""),
    ("poisson_cdf(3, 2)", ""),
    ("poisson_cdf(1000, 2)", ""),
    ("poisson_pmf(3, 2)", ""),
    ("poisson_cdf(3, 0)", "1"),
    ("binomial_cdf(1, 2, 0.5)", "0.75"),
    ("binomial_cdf(10, 500, 0.01)", ""),
    ("binomial_cdf(500, 500, 0.01)", "1"),
    ("zipf_head(5, 100, 1)", ""),
    ("zipf_head(100, 100, 1)", "1"),
    ("lru_hit_ratio(5, 100, 1)", ""),
    ("lru_hit_ratio(100, 100, 1)", "1"),
    ("fifo_hit_ratio(5, 100, 1)", ""),
    ("ln_factorial(3)", ""),
    ("1 to 4", "2"),
    ("1 to 5", ""),
    ("-1 to 5", "2"),
    ("3 (1 to 5)", "3"),
    ("lognormal(10, 1)", ""),
    ("pert(1, 2, 9)", ""),
    ("triangular(1, 2, 9)", ""),
    ("triangular(1, 2, 3)", "2"),
    ("mean(1 to 4)", ""),
    ("mean(pert(1, 2, 9))", "3"),
    ("mean(max(1 to 4, 2))", ""),
]


@all_of(("text", "shown"), EQUAL)
def test_a_value_is_said_with_equal__where_it_is_equal(text: str, shown: str) -> None:
    evaluation = answer(text)
    values = Values(evaluation, exact=True)
    quantity = evaluation.model.quantities["answer"]
    if shown:
        assert f"{values.relation(quantity)} {values.shown(quantity)}" == f"= {shown}"
    else:
        assert values.relation(quantity) == "≈"


def test_whatever_the_digits__equal_is_what_fractions_say() -> None:
    generator = random.Random()
    seed = generator.randrange(2**32)
    generator.seed(seed)
    claimed = 0
    for _ in range(300):
        numbers = [f"{generator.randint(1, 999)}{generator.choice(['', '.5', '.25', '.3', '.07'])}" for _ in range(4)]
        signs = [generator.choice("+-*/") for _ in numbers[1:]]
        text = numbers[0] + "".join(f" {sign} {number}" for sign, number in zip(signs, numbers[1:], strict=True))
        known = _worked(numbers, signs)
        evaluation = answer(text)
        quantity = evaluation.model.quantities["answer"]
        for digits, exact in ((3, False), (7, False), (3, True)):
            values = Values(evaluation, digits, exact=exact)
            if values.relation(quantity) == "=":
                claimed += 1
                assert number_of(values, quantity) == known, (seed, text)
            if number_of(values, quantity) == known:
                assert values.relation(quantity) == "=", (seed, text)
    assert claimed > 50


def number_of(values: Values, quantity: Quantity) -> Fraction:
    """The plain number that is shown."""
    number, _, magnitude = values.shown(quantity).number.partition(" ")
    return Fraction(number) * {"": 1, "k": 1000, "M": 10**6, "bn": 10**9, "trillion": 10**12}[magnitude]


def _worked(numbers: list[str], signs: list[str]) -> Fraction:
    """A chain of operations: products first."""
    terms = [Fraction(numbers[0])]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "*":
            terms[-1] *= Fraction(number)
        elif sign == "/":
            terms[-1] /= Fraction(number)
        else:
            terms.append(Fraction(number) if sign == "+" else -Fraction(number))
    return sum(terms, Fraction(0))


@pytest.mark.parametrize(
    ("value", "ratio"),
    [
        (2 / 86_400, (1, 43_200)),
        (-2 / 86_400, (-1, 43_200)),
        (1.1 * 8000, (8800, 1)),
        (0.1, (1, 10)),
        (1e300, (10**300, 1)),
        (5e-324, (1, 2 * 10**323)),
        (3.14159265358979, (314_159_265_358_979, 10**14)),
        (1 + 1e-15, (1_000_000_000_000_001, 10**15)),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_a_literal_is_the_ratio_that_was_written(value: float, ratio: tuple[int, int] | None) -> None:
    assert ratio_of_float(value) == ratio


def test_a_long_sheet_is_gone_through_once_and_long_ratios_are_left() -> None:
    lines = [
        "x0 = 1.37",
        *[f"x{k} = x{k - 1}^2 + 1 / {k}" for k in range(1, 9)],
        "y = 0 * x8 + " + " + ".join(["1"] * 150),
    ]
    evaluation = estimate(module_from_text("\n".join(lines), "long.est"))
    exact = ExactValues(evaluation.model.steps, evaluation.values)
    quantities = evaluation.model.quantities
    found = [exact.of(quantities[f"x{k}"].step or 0) for k in range(9)]
    assert found[0] == (137, 100)
    assert found[8] is None or max(found[8]).bit_length() <= MOST_BITS


def test_what_is_irrational_whatever_the_inputs_are() -> None:
    lines = ["a1 = 16", "a2 = sqrt(a1)", "a3 = ceil(a2)", "a4 = a2 + 1", "a5 = a1 * 2", "a6 = max(a1, a3)"]
    text = "\n".join([*lines, "a7 = 1 to 4", "a8 = a1^a2", "a9 = a1^2"])
    evaluation = estimate(module_from_text(text, "some.est"))
    quantities = evaluation.model.quantities
    places = {name: quantity.step for name, quantity in quantities.items() if quantity.step is not None}
    found = irrational(evaluation.model.steps, places.values())
    assert {name for name, step in places.items() if step in found} == {"a2", "a4", "a7", "a8"}
