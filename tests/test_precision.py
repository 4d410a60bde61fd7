"""Ranges are told with the digits that they have, and checks get the draws that they need."""

from __future__ import annotations

import math

import pytest

from estimator.languages.checks import percentage
from estimator.languages.spans import plain
from estimator.languages.values import Values
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.reckoning.estimate import answer, estimate
from estimator.reckoning.sampling import DRAWS, seed_of
from estimator.units.display import number

MANY = 500


def sheet(*lines: str) -> str:
    return "\n".join(lines) + "\n"


SUM = ("x1 = uniform(0, 1)", "x2 = uniform(0, 1)")  # 1 - 0.4^2 / 2 = 92% of the sums lie below 1.6
OTHERS = [f"y{i} = uniform(0, 1) + x1" for i in range(MANY)]


@pytest.mark.parametrize(("asked", "holds"), [("91.6%", True), ("91.95%", True), ("92.05%", False), ("92.4%", False)])
@pytest.mark.parametrize("others", [[], OTHERS], ids=["alone", "among many"])
def test_unrelated_lines_do_not_turn_a_check(others: list[str], asked: str, holds: bool) -> None:  # noqa: FBT001
    text = sheet(*SUM, *others, f"check x1 + x2 < 1.6 at {asked}")
    (check,) = estimate(module_from_text(text, "turn.est")).checks
    assert check.holds is holds
    assert not check.close
    assert check.probability == pytest.approx(0.92, abs=5 * check.error)


def test_a_check_at_its_very_limit_says_so() -> None:
    evaluation = estimate(module_from_text(sheet(*SUM, "check x1 + x2 < 1.6 at 92%"), "limit.est"))
    (check,) = evaluation.checks
    assert check.error < 2e-4
    assert check.close is (abs((check.probability or 0) - 0.92) < 2 * check.error)
    told = "\n".join([plain(line) for line in Words(evaluation).sheet()])
    assert ("too close to tell apart" in told) is check.close


@pytest.mark.parametrize(
    ("share", "asked", "text"),
    [
        (0.92, None, "92%"),
        (0.92, 0.9, "92%"),
        (0.9197, 0.92, "91.97%"),
        (0.9203, 0.92, "92.03%"),
        (0.92, 0.92, "92%"),
        (0.9149, 0.916, "91%"),
        (0.9159, 0.916, "91.59%"),
        (0.99999, 0.9, "more than 99.9%"),
        (0.985, 0.99, "98.5%"),
        (0.986, 0.99, "98.6%"),
        (0.9996, 0.9995, "99.96%"),
        (0.9994, 0.9995, "99.9%"),
        (0.99949, 0.9995, "99.9%"),
        (0.999496, 0.9995, "99.9%"),
        (0.99996, 0.9999, "99.996%"),
        (0.9999995, 0.999999, "more than 99.9999%"),
        (0.99999, 0.999999, "99.999%"),
        (0.9994, 0.999, "99.94%"),
        (0.50000001, 0.5, "more than 50%"),
        (0.49999999, 0.5, "less than 50%"),
        (0.004, 0.004, "0.4%"),
        (0.0, 0.00001, "0%"),
        (0.00001, 0.0001, "0.001%"),
        (1.0, 0.9999, "100%"),
        (0.0, 0.5, "0%"),
    ],
)
def test_a_probability_is_shown_on_its_side_of_what_is_asked(share: float, asked: float | None, text: str) -> None:
    assert percentage(share, asked) == text


# What depends on one draw alone has no luck in it.
EXACT = [
    ("uniform(0 s, 100 s)", "5 to 95"),
    ("(1 to 5) + 0", "1 to 5"),
    ("ln(1 to 5)", "0 to 1.61"),
    ("triangular(0, 20, 100) * 2", "20 to 160"),
    ("(1 to 100)^2 + 1", "2 to 10 k"),
]


@pytest.mark.parametrize(("text", "shown"), EXACT)
def test_one_draw_alone_is_exact(text: str, shown: str) -> None:
    evaluation = answer(text)
    assert Values(evaluation).range(evaluation.model.quantities["answer"]) == shown


# Of two draws the fifth per cent from below and from above are known: of a triangle, and of normal distributions.
KNOWN = [
    ("uniform(0, 1) + uniform(0, 1)", math.sqrt(0.1), 2 - math.sqrt(0.1)),
    ("normal(10, 3) + normal(5, 4)", 15 - 5 * 1.6448536269514722, 15 + 5 * 1.6448536269514722),
    ("normal(10, 3) - normal(10, 4)", -5 * 1.6448536269514722, 5 * 1.6448536269514722),
    ("uniform(0, 1) * uniform(0, 1)", 0.00874, 0.69965),
]


@pytest.mark.parametrize(("text", "low", "high"), KNOWN)
def test_shown_digits_are_no_noise(text: str, low: float, high: float) -> None:
    evaluation = answer(text)
    quantity = evaluation.model.quantities["answer"]
    spread = evaluation.spreads[quantity.step or 0]
    assert abs(spread.low - low) < 5 * spread.low_error
    assert abs(spread.high - high) < 5 * spread.high_error
    shown = Values(evaluation).range(quantity).split(" to ")
    for end, exact in zip(shown, (low, high), strict=True):
        digits = len(end.partition(".")[2])
        assert abs(float(end) - exact) <= 1.01 * 10**-digits, "off by more than one of the last digit shown"
    assert max(len(end.replace(".", "").lstrip("-0")) for end in shown) <= 3


# Bytes are counted in bits, times in seconds, and shown in neither.
@pytest.mark.parametrize(
    "text",
    [
        "normal(100 PB, 20 PB) * (1 to 2)",
        "normal(100 day, 20 day) + (1 to 2) day",
        "pareto(1 GB, 1) * (1 to 1.1)",
        "normal(132 GB, 3 GB) + (1 to 2) GB",
    ],
)
def test_the_ends_are_rounded_in_the_unit_that_is_shown(text: str) -> None:
    evaluation = answer(text)
    quantity = evaluation.model.quantities["answer"]
    spread = evaluation.spreads[quantity.step or 0]
    for end, error in ((spread.low, spread.low_error), (spread.high, spread.high_error)):
        shown = Values(evaluation).end(end, error, quantity)
        exact = evaluation.model.module.table.unit(shown.unit).from_base(end)
        half_a_digit = 10 ** (math.floor(math.log10(exact)) - 1) / 2
        assert abs(float(shown.number) - exact) <= half_a_digit, "two digits are right at least"


@pytest.mark.parametrize(("end", "error", "shown"), [(1.46, 0.001, "1.46"), (1.46, 0.03, "1.5"), (-1.46, 0.1, "-1")])
def test_what_keeps_one_digit_is_rounded_once(end: float, error: float, shown: str) -> None:
    """Not by way of 1.5 to 2."""
    evaluation = answer("3 GB")
    size = evaluation.model.module.table.unit("GB").to_base(1.0)
    found = Values(evaluation).end(end * size, error * size, evaluation.model.quantities["answer"])
    assert str(found) == f"{shown} GB"


def test_more_draws_show_more_digits() -> None:
    few = estimate(module_from_text(sheet(*SUM, "z = x1 + x2", *OTHERS), "few.est"))
    many = estimate(module_from_text(sheet(*SUM, "z = x1 + x2"), "many.est"))
    assert few.draws < many.draws == DRAWS
    step = many.model.quantities["z"].step or 0
    assert many.spreads[step].low_error < few.spreads[few.model.quantities["z"].step or 0].low_error


def test_names_whose_checksums_collide_are_drawn_apart() -> None:
    # Both names have the CRC 0x5cbf1ab7.
    text = sheet("plumless = -1 to 5", "buckeroo = -1 to 5", "gap = plumless - buckeroo")
    evaluation = estimate(module_from_text(text, "twins.est"))
    spread = evaluation.spreads[evaluation.model.quantities["gap"].step or 0]
    assert spread.low == pytest.approx(-3 * math.sqrt(2), rel=0.02)
    assert spread.high == pytest.approx(3 * math.sqrt(2), rel=0.02)
    states = {tuple(seed_of(name, 0, 0).generate_state(4).tolist()) for name in ("plumless", "buckeroo")}
    assert len(states) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1/3", "≈ 0.333"),
        ("0.1 + 0.2", "= 0.3"),
        ("0.1 + 0.2 - 0.3", "= 0"),
        ("1.1 - 1 - 0.1", "= 0"),
        ("100.1 - 100 - 0.1", "= 0"),
        ("7 / 3 * 3", "= 7"),
        ("1 + 4e-13", "≈ 1"),
        ("1 + 1e-15", "≈ 1"),
        ("100 km / 7 * 7", "= 100 km"),
        ("5e-324", "≈ 4.94e-324"),
    ],
)
def test_equal_is_what_is_equal(text: str, shown: str) -> None:
    assert plain(Words(answer(text)).answer()[0]) == shown


def test_exactly_a_third_is_never_said_to_be_a_decimal() -> None:
    assert number(1 / 3, exact=True) == ("0.333333333333333", True)
    assert number(0.1 + 0.2, exact=True) == ("0.3", False)
    assert number(182.5, exact=True) == ("182.5", False)
