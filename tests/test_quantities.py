"""Values in Python: what they print as, and that this agrees with what the sheet shows, whatever they come out of."""

from __future__ import annotations

import copy
import pickle
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import estimator
from estimator import Quantity, answer, formulas, load, sheet
from estimator.units.bridge import registry
from estimator.units.samples import Samples, Told, bars, middle_and_ends, samples
from tests.data import part_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator import Estimate

PLAN = """\
unit parcel
users   = 2 M (1 M to 6 M) user
size    = 2 to 3 KB/user
total   = users * size -> GB
sent    = 5 to 9 parcel/day
servers = ceil(users / (300 k user))
price   = servers * 100 USD/month
same    = 1 to 1.000000001 s
"""


@pytest.fixture(scope="module")
def plan() -> Estimate:
    return sheet(PLAN)


@pytest.mark.parametrize(
    "name", part_of(["twitter", "chat", "map_int64", "url_shortener", "latency", "photo_sharing"], 3)
)
def test_a_value_prints_as_the_sheet_shows_it(name: str) -> None:
    estimate = load(name)
    for row in estimate.report.rows:
        value = estimate[row.name]
        if isinstance(value, Quantity):
            said = f"{row.shown} ({row.range})" if row.range else str(row.shown)
            assert str(value).rstrip("▁▂▃▄▅▆▇█ ") == said
            assert repr(value) == str(value) == f"{value}"


def test_what_comes_out_of_arithmetic_keeps_what_the_sheet_knows(plan: Estimate) -> None:
    """The central value is that of the best guesses, and no median; ends go along where the order of samples does."""
    for value, factor in (
        (plan.total * 3, 3.0),
        (plan.total.to("MB"), 1e3),
        (-plan.total, -1.0),
        (plan.total / 4, 0.25),
    ):
        told = middle_and_ends(value.magnitude)
        assert told.central == pytest.approx(plan.central("total").magnitude * factor, rel=1e-12)
        ends = sorted(end.magnitude * factor for end in plan.interval("total"))
        assert [told.low, told.high] == pytest.approx(ends, rel=1e-12)
    both = middle_and_ends((plan.users * plan.size).magnitude)
    assert both.central == pytest.approx(plan.central("users").magnitude * plan.central("size").magnitude)
    assert both.low == pytest.approx(plan.interval("total")[0].to("Muser*KB/user").magnitude * 1e6, rel=0.03)


AGAIN: dict[str, Callable[[Any], Any]] = {
    "copied": copy.copy,
    "copied deep": copy.deepcopy,
    "pickled": lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301  our own
    "times one": lambda value: value * 1,
    "in its own unit": lambda value: value.to(value.units),
    "plus nothing": lambda value: value + 0 * value.units,
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_a_value_stays_what_it_is(again: Callable[[Any], Any], plan: Estimate) -> None:
    found = again(plan.total)
    assert isinstance(found, Quantity)
    assert str(found).split(" ▁")[0].rstrip("▁▂▃▄▅▆▇█ ") == "4.9 GB (2.38 to 15)"
    assert np.array_equal(found.magnitude, plan.total.magnitude)


def test_of_samples_that_were_changed_nothing_is_known(plan: Estimate) -> None:
    value = plan.total
    value *= 2
    assert str(value).startswith("9.8 GB")
    value.magnitude[:] = 7
    assert str(value).startswith("7 GB (7 to 7)")
    few = plan.total[plan.total.magnitude > 10]
    assert middle_and_ends(few.magnitude).central > 10
    number = plan.central("total")
    number *= 2
    assert str(number) == "9.8 GB"
    number.ito("MB")
    assert str(number) == "9800 MB"


def test_numbers_of_samples_are_numpys_own(plan: Estimate) -> None:
    total = plan.total
    assert type(total.magnitude) is Samples
    assert type((total > total.mean()).mean()) is np.float64
    for found in (total.mean(), total.max(), np.quantile(total, 0.95), np.median(total), total[0]):
        assert np.ndim(found.magnitude) == 0
        assert str(found).endswith(" GB")
    kept: Any = np.where(total > 5 * total.units, total, 0 * total.units)
    assert kept.magnitude.shape == total.magnitude.shape
    assert np.allclose(np.sort(total.magnitude)[-1], total.max().magnitude)
    assert str(round(plan.total, 1)).startswith("4.9 GB (2.4 to 15)")


SHOWN: list[tuple[Any, str]] = [
    (registry().Quantity(0, "GB"), "0 GB"),
    (registry().Quantity(-5.5, "GB"), "-5.5 GB"),
    (registry().Quantity(float("nan"), "GB"), "nan GB"),
    (registry().Quantity(float("inf"), "s"), "inf s"),
    (registry().Quantity(3, "GB/day"), "3 GB/day"),
    (registry().Quantity(3, "1/s"), "3/s"),
    (registry().Quantity(12345678), "12.3 M"),
    (registry().Quantity(50, "percent"), "50%"),
    (registry().Quantity(1e9, "bit"), "1 Gbit"),
    (registry().Quantity(90, "minute"), "90 minute"),
    (registry().Quantity(1e300, "GB") * 1e5, "1e305 GB"),
    (registry().Quantity(np.array(3.0), "GB"), "3 GB"),
    (registry().Quantity([1, 2], "GB"), "[1, 2] GB"),
    (registry().Quantity(np.array([]), "GB"), "[] GB"),
    (registry().Quantity(np.array([1e3, 1e9]), "B"), "[1000 B, 1 GB]"),
    (registry().Quantity(np.arange(12.0).reshape(3, 4), "GB"), "[0, 1, 2, … 6 more …, 9, 10, 11] GB"),
    (registry().Quantity(3 + 2j, "GB"), "(3+2j) gigabyte"),
]


@pytest.mark.parametrize(("value", "says"), SHOWN, ids=[says for _, says in SHOWN])
def test_any_quantity_is_shown_as_an_estimate_shows_numbers(value: Any, says: str) -> None:
    assert str(value) == says
    assert isinstance(value, Quantity)


def test_units_of_a_sheet_and_rates_by_the_month(plan: Estimate) -> None:
    assert str(plan.sent).startswith("6.71 parcel/day (5 to 9)")
    assert str(plan.sent * 86_400).startswith("6.71 parcel/s (5 to 9)")
    assert str(plan.price).startswith(f"{plan.text('price')} (")
    assert str(plan.same).startswith("1 s (1 to 1)")


def test_answers_and_formulas_give_such_values() -> None:
    assert repr(answer("300 M user * 2 tweet/user/day -> QPS").value) == "6.94 k QPS"
    assert repr(formulas.bloom.bits("1 bn user", fp=0.01).to("GB")) == "1.2 GB"
    rows = formulas.bloom.bits(np.array([1e6, 2e6]), fp="1% to 2%")
    assert str(rows).startswith("[8.86 Mbit (8.14 to 9.59) ▂")
    assert repr(formulas.bloom.bits(np.geomspace(1, 1e9, 100), fp=0.01).to("MB")).endswith(
        "94 more …, 788, 972, 1200] MB"
    )


def test_a_format_says_how_else_it_is_written(plan: Estimate) -> None:
    assert f"{plan.central('total'):.3f}" == "4.899 gigabyte"
    assert f"{plan.central('total'):.2f~}" == "4.90 GB"


def test_a_notebook_shows_the_text(plan: Estimate) -> None:
    formatter: Any = import_module("IPython.core.formatters").DisplayFormatter()
    data, _ = formatter.format(plan.total)
    assert data == {"text/plain": repr(plan.total)}


def test_equal_estimates_are_equal() -> None:
    assert load("twitter") == load("twitter")
    assert hash(load("twitter")) == hash(load("twitter"))
    assert load("twitter")(peak_factor=3) == load("twitter")(peak_factor=3.0) != load("twitter")
    assert load("twitter").scenario("world cup") != load("twitter")
    assert sheet('server = "redis"\n') != sheet('server = "valkey"\n')
    assert sheet("x = 1 to 2") != sheet("x = 1 to 3")
    assert estimator.__version__


def test_a_name_that_is_not_there_is_said_with_those_that_are() -> None:
    twitter = load("twitter")
    with pytest.raises(
        AttributeError, match=r"^twitter has no peak: did you mean peak_factor or peak_qps\?$"
    ) as raised:
        twitter.peak  # noqa: B018
    error: Any = pickle.loads(pickle.dumps(raised.value))  # noqa: S301  our own
    assert error._render_traceback_() == [f"AttributeError: {error}"]
    with pytest.raises(KeyError, match="twitter has no xyz: it has monthly_users, "):
        twitter["xyz"]


def test_a_frame_has_texts_first_and_numbers_in_full() -> None:
    frame = load("twitter").to_frame()
    assert [*frame.columns[:3]] == ["text", "range", "note"]
    assert frame.loc["media_total", "text"] == "54.8 PB"
    assert frame.loc["media_total", "range"] == "27.4 to 110"
    assert frame.loc["media_total", "value"] == pytest.approx(54.75, rel=1e-12)
    assert frame.loc["monthly_users", "range"] == ""


@pytest.mark.parametrize("size", [1.7e308, 1.0, 1e-310])
def test_samples_at_the_ends_of_floats_keep_what_is_known_of_them(size: float) -> None:
    spread = np.random.default_rng(1).uniform(-1, 1, 1000) * size
    found = samples(spread, Told(size / 2, -size, size))
    assert middle_and_ends((found * 0.5).view(Samples)) == Told(size / 4, -size / 2, size / 2)
    assert len(bars(found)) == 7
    found[0] = size
    assert np.isnan(found.told.central)


def test_symbols_are_set_as_words() -> None:
    import sympy

    found = load("twitter").sympy("peak_qps")
    first, second = [rf"\operatorname{{\mathit{{{name}}}}}" for name in (r"daily\_share", r"monthly\_users")]
    assert sympy.latex(found).startswith(f"{first} {second} ")
    assert str(found) == "daily_share*monthly_users*peak_factor*tweets_per_user"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own
    expression = sheet("größe = 3\nx = größe * 2").sympy("x")
    assert sympy.latex(expression) == r"2 \operatorname{\mathit{gr\text{ö}\text{ß}e}}"
    assert load("twitter").latex().count("&=") > load("twitter").latex("peak_qps").count("&=")


def test_a_logarithmic_axis_says_so() -> None:
    (axis,) = load("latency").plot().axes
    assert axis.get_xscale() == "log"
    assert axis.get_xlabel().startswith("logarithmic")
