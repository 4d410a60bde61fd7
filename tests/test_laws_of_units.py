"""Laws of answers and their units: what is printed is read back, conversions go back, kinds are a group."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from estimator.reckoning.estimate import answer
from estimator.units.display import show
from estimator.units.kinds import PLAIN, kind, word
from estimator.units.table import shipped_units
from tests.laws import SIZES, many, some, value_of

# ----------------------------------------------------------------------------------------- answers and conversions

KINDS = [
    *("B", "bit", "B/s", "bit/s", "B/user/s", "B^2", "B*s", "s/B", "row/B"),
    *("s", "m", "m/s", "W", "W*s", "USD", "USD/B", "USD/GB/month"),
    *("user", "user^2", "user/server", "request", "tweet/user/day", "request/s", "query/s", "s/request", "1/s", ""),
]
SHOWN = [
    *("B", "GB", "KiB", "MB^2", "bit", "Gbit", "Gbps", "GB/day", "us/MB"),
    *("s", "ms", "day", "month", "year", "km", "W", "kWh", "USD/GB/month", "%", "ppm"),
    *("user", "entries", "people", "QPS", "kQPS", "tweet/user/day", "request/s/server", "1/s"),
]


@pytest.mark.parametrize("text", KINDS)
@some
@given(value=SIZES, digits=st.integers(1, 12))
def test_a_printed_answer_is_read_as_itself(text: str, value: float, digits: int) -> None:
    meaning = shipped_units().unit(text)
    exact = str(show(value, meaning.kind, None, exact=True))
    assert math.isclose(value_of(exact), value, rel_tol=1e-12), exact
    rounded = str(show(value, meaning.kind, None, digits=digits))
    assert math.isclose(value_of(rounded), value, rel_tol=0.501 * 10.0 ** (1 - digits) + 1e-12), rounded


@pytest.mark.parametrize("text", SHOWN)
@some
@given(value=SIZES, digits=st.integers(1, 12), magnitude=st.sampled_from(("", "", "k", "M", "bn", "trillion", "亿")))
def test_a_converted_answer_is_read_as_itself(text: str, value: float, digits: int, magnitude: str) -> None:
    assume(not (magnitude and text in ("%", "1/s")))
    meaning = shipped_units().unit(text)
    exact = str(show(value, meaning.kind, meaning, magnitude, exact=True))
    assert math.isclose(value_of(exact), value, rel_tol=1e-12), exact
    rounded = str(show(value, meaning.kind, meaning, magnitude, digits=digits))
    assert math.isclose(value_of(rounded), value, rel_tol=0.501 * 10.0 ** (1 - digits) + 1e-12), rounded


ALIKE = (
    ("B", "bit", "GB", "KiB", "Mbit", "PiB", "kbit"),
    ("s", "ms", "ns", "minute", "hour", "day", "week", "month", "year"),
    ("m", "km", "cm", "us*m/s"),
    ("QPS", "request/day", "kTPS", "read/year", "1/s"),
    ("GB/day", "Gbps", "bit/s", "MB/month", "KiB/ms"),
    ("kWh", "J", "W*s", "MW*year"),
    ("us/MB", "s/B", "day/PB"),
    ("tweet/user/day", "request/user/s", "read/user/year"),
    ("USD/GB/month", "USD/B/s"),
    ("%", "ppm"),
)
PAIRS = [(left, right) for group in ALIKE for left in group for right in group if left != right]


@many
@given(value=SIZES, pair=st.sampled_from(PAIRS))
def test_a_conversion_goes_back(value: float, pair: tuple[str, str]) -> None:
    there, back = (shipped_units().unit(text) for text in pair)
    written = str(show(there.to_base(value), there.kind, there, exact=True))
    evaluation = answer(f"({written}) -> {pair[1]}" if pair[1] != "%" else f"{written} -> %")
    quantity = evaluation.model.quantities["answer"]
    assert quantity.step is not None
    converted = str(show(evaluation.values[quantity.step], quantity.kind, back, exact=True))
    assert math.isclose(there.from_base(value_of(f"{converted} -> {pair[0]}")), value, rel_tol=1e-12), converted


# ----------------------------------------------------------------------------------------------------------- kinds

BASE_WORDS = [
    *[word(name, "information") for name in ("B", "bit")],
    *[word(name, "event") for name in ("request", "tweet", "read")],
    *[word(name, name) for name in ("user", "server")],
    *[word("s", "time"), word("m", "length")],
]
KIND_TREES = st.lists(st.tuples(st.sampled_from(BASE_WORDS), st.integers(-3, 3)), max_size=4).map(
    lambda powers: kind(tuple(powers))
)


@many
@given(KIND_TREES, KIND_TREES, KIND_TREES)
def test_kinds_are_a_commutative_group(a: Any, b: Any, c: Any) -> None:
    assert a.times(b).dimension == b.times(a).dimension
    assert a.times(b).times(c).dimension == a.times(b.times(c)).dimension
    assert a.per(b).times(b).dimension == a.dimension == a.times(b).per(b).dimension
    assert a.per(b).per(c).dimension == a.per(b.times(c)).dimension
    assert a.times(PLAIN) is a is a.per(PLAIN)
    assert a.per(a) is PLAIN
    assert a.power(3).dimension == a.times(a).times(a).dimension
    assert a.power(-1).times(a) is PLAIN
    assert a.power(2).root() is not None
    assert a.power(2).root().dimension == a.dimension
    assert a.nouns().times(a.physical()).dimension == a.dimension


@many
@given(st.sampled_from(SHOWN), st.sampled_from(SHOWN), SIZES)
def test_factors_multiply(first: str, second: str, value: float) -> None:
    assume("%" not in (first, second) and not {first[0], second[0]} & {"1"})
    one, other = shipped_units().unit(first), shipped_units().unit(second)
    product = shipped_units().unit(f"{first}*{second}")
    assert product.kind.dimension == one.kind.times(other.kind).dimension
    assert math.isclose(product.factor, one.factor * other.factor, rel_tol=1e-14)
    assert math.isclose(one.from_base(one.to_base(value)), value, rel_tol=1e-15)
    names = second.split("/")
    turned = "/".join(["/".join([first, names[0]]), *names[1:]]) if len(names) == 1 else ""
    if turned and "*" not in turned:
        assert math.isclose(shipped_units().unit(turned).factor, one.factor / other.factor, rel_tol=1e-14)
