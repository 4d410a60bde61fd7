"""A person's own ranges: at another level, through percentiles, from measurements, of several parts, and with tails.

The oracle is scipy's and numpy's own distributions.
"""

from __future__ import annotations

import math
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator import answer
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.notation.bare import parse_expression
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError, Source
from estimator.reckoning.distributions import cumulative, mean, median, moment, quantile, quantiles
from estimator.reckoning.estimate import estimate
from estimator.reckoning.mean_points import points
from estimator.reckoning.strata import ascending_samples
from estimator.writers.html import library_text
from tests.evaluators import NODE, engine, in_sympy, in_workbooks, on_a_page, on_arrays, ranges_on_a_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHARES = (0.001, 0.05, 0.2, 0.5, 0.7, 0.95, 0.9999)
MEASUREMENTS = [12.0, 15.0, 11.0, 13.0, 22.0, 9.0, 14.0]
KNOWN: list[tuple[str, list[float], Callable[[Any], Any]]] = [
    ("exponential", [20.0], lambda stats: stats.expon(scale=20)),
    ("pareto", [3.0, 2.5], lambda stats: stats.pareto(2.5, scale=3)),
    ("beta", [2.0, 5.0], lambda stats: stats.beta(2, 5)),
    ("beta", [1.0, 1.0], lambda stats: stats.beta(1, 1)),
    ("beta", [30.0, 31.0], lambda stats: stats.beta(30, 31)),
    ("beta", [2000.0, 8000.0], lambda stats: stats.beta(2000, 8000)),
    ("beta", [900.0, 1.2], lambda stats: stats.beta(900, 1.2)),
    ("beta", [5e5, 1e6], lambda stats: stats.beta(5e5, 1e6)),
    ("uniform", [1.0, 4.0], lambda stats: stats.uniform(1, 3)),
    ("triangular", [1.0, 2.0, 9.0], lambda stats: stats.triang(1 / 8, 1, 8)),
    ("pert", [1.0, 2.0, 9.0], lambda stats: stats.beta(1.5, 4.5, 1, 8)),
]
_MIXED = "mixture range/2 best/3 exponential/1 measured/7 beta/2 uniform/2 percentiles/6 pert/3 normal/2 triangular/3"
CURVES: list[tuple[str, list[float]]] = [
    ("percentiles", [20.0, 60.0, 200.0, 0.5, 0.95, 0.99]),
    ("percentiles", [-20.0, 60.0, 200.0, 0.2, 0.5, 0.99]),
    ("percentiles", [1.0, 1.0, 2.0, 5.0, 0.2, 0.5, 0.6, 0.99]),
    ("measured", MEASUREMENTS),
    (
        _MIXED,
        [
            *(0.3, 0.2, 0.1, 0.1, 0.2, 0.1, 0.2, 0.1, 0.1, 0.1, 10.0, 50.0, 20.0, 10.0, 80.0, 5.0, *MEASUREMENTS),
            *(2.0, 5.0, 40.0, 40.0, 20.0, 60.0, 200.0, 0.5, 0.95, 0.99, 1.0, 2.0, 9.0, 5.0, 2.0, 1.0, 2.0, 4.0),
        ],
    ),
]


@pytest.mark.parametrize(("name", "values", "made"), KNOWN)
def test_a_distribution_is_that_of_scipy(
    name: str, values: list[float], made: Callable[[Any], Any], stats: Any
) -> None:
    known = made(stats)
    for share in SHARES:
        at = float(known.ppf(share))
        assert quantile(name, values, share) == pytest.approx(at, rel=1e-10)
        assert cumulative(name, values, at) == pytest.approx(share, rel=1e-9)
    assert mean(name, values) == pytest.approx(float(known.mean()), rel=1e-12)
    samples = ascending_samples(name, values, 100_000)
    expected = known.ppf((np.arange(100_000) + 0.5) / 100_000)
    off = np.abs(samples - expected)  # as approx has it, which takes a second for so many
    assert off[off > np.maximum(2e-7 * np.abs(expected), 1e-12)].tolist() == []
    assert quantiles(name, values, 64) == pytest.approx(known.ppf((np.arange(64) + 0.5) / 64), rel=1e-9)


@pytest.mark.parametrize("power", [0.5, 2.0, -0.5])
@pytest.mark.parametrize(("name", "values", "made"), KNOWN[:4])
def test_the_mean_of_a_power_is_that_of_scipy(
    name: str, values: list[float], made: Callable[[Any], Any], power: float, stats: Any
) -> None:
    expected = made(stats).expect(lambda x: x**power)
    assert moment(name, values, power) == pytest.approx(expected, rel=1e-7)


def test_measurements_have_the_percentiles_of_numpy_and_their_own_mean() -> None:
    for share in SHARES:
        expected = np.quantile(MEASUREMENTS, share, method="hazen")
        assert quantile("measured", MEASUREMENTS, share) == pytest.approx(expected, rel=1e-14)
    assert mean("measured", MEASUREMENTS) == pytest.approx(float(np.mean(MEASUREMENTS)), rel=1e-15)


@pytest.mark.parametrize(("name", "values"), CURVES)
def test_a_curve_and_a_mixture_agree_with_their_own_samples(name: str, values: list[float]) -> None:
    samples = ascending_samples(name, values, 1_000_000)
    assert all(low <= high for low, high in pairwise(samples[::997].tolist()))
    assert mean(name, values) == pytest.approx(float(samples.mean()), rel=2e-3)
    for share in SHARES[1:-1]:
        at = quantile(name, values, share)
        assert at == pytest.approx(float(np.quantile(samples, share, method="hazen")), rel=1e-4)
        below, upto = np.searchsorted(samples, at * (1 - 1e-9)), np.searchsorted(samples, at * (1 + 1e-9), "right")
        assert below / 1e6 - 1e-5 <= cumulative(name, values, at) <= upto / 1e6 + 1e-5
    assert median(name, values) == quantile(name, values, 0.5)


def test_the_mean_of_a_curve_is_its_integral(stats: Any) -> None:
    for name, values in CURVES[:2]:
        z = np.linspace(-9, 9, 400_001)
        at = np.array([quantile(name, values, float(share)) for share in stats.norm.cdf(z[::1000])[1:-50]])
        assert at[199] == pytest.approx(median(name, values), rel=1e-12)
        half = len(values) // 2
        log = values[0] > 0
        knots = stats.norm.ppf(values[half:])
        heights = np.log(values[:half]) if log else np.array(values[:half])
        lines = np.interp(z, knots, heights)
        lines[z < knots[0]] = heights[0] + (z[z < knots[0]] - knots[0]) * (heights[1] - heights[0]) / (
            knots[1] - knots[0]
        )
        above = z > knots[-1]
        lines[above] = heights[-1] + (z[above] - knots[-1]) * (heights[-1] - heights[-2]) / (knots[-1] - knots[-2])
        curve = np.exp(lines) if log else lines
        assert mean(name, values) == pytest.approx(float(np.trapezoid(curve * stats.norm.pdf(z), z)), rel=1e-7)


@pytest.mark.skipif(NODE is None, reason="needs node")
def test_the_page_has_the_same_distributions() -> None:
    import json

    cases = [*[(name, values) for name, values, _ in KNOWN], *CURVES]
    script = (
        f"{library_text()}\nconst cases = {json.dumps(cases)}, shares = {json.dumps(SHARES)};\n"
        "const text = (value) => (value === null ? null : String(value));\n"
        "console.log(JSON.stringify(cases.map(([name, values]) => ({"
        "at: shares.map((share) => quantileAt(name, values, share, normalQuantile(share))), "
        "median: median(name, values), moments: [1, 2, -0.5].map((power) => text(moment(name, values, power))), "
        "points: pointsOf(name, values) }))));"
    )
    assert NODE is not None
    said = subprocess.run([NODE], input=script, capture_output=True, text=True, check=True).stdout
    for (name, values), found in zip(cases, json.loads(said), strict=True):
        assert found["at"] == pytest.approx([quantile(name, values, share) for share in SHARES], rel=1e-11)
        assert found["median"] == pytest.approx(median(name, values), rel=1e-12)
        assert found["points"] == pytest.approx(points(name, values), rel=1e-10)
        for text, power in zip(found["moments"], (1.0, 2.0, -0.5), strict=True):
            expected = moment(name, values, power)
            assert (text is None) == (expected is None)
            if text is not None:
                assert float(text) == pytest.approx(expected, rel=1e-7)


def said(text: str) -> dict[str, Any]:
    """The value and the ends of a line, in its own unit."""
    found: dict[str, Any] = answer(text).to_dict()["quantities"][0]
    return found


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("10 to 50 ms at 90%", "10 to 50 ms"),
        ("(10 to 50) ms at 80%", "(10 to 50 at 80%) ms"),
        ("20 (10 to 50) ms at 80%", "20 (10 to 50 at 80%) ms"),
        ("percentiles(p5 = 10, p95 = 50) ms", "10 to 50 ms"),
        ("percentiles(p95 = 50 ms, p50 = 20 ms, p5 = 10 ms)", "20 (10 to 50) ms"),
        ("percentiles(p10 = 10, p90 = 50) ms", "10 to 50 ms at 80%"),
        ("mixture(3: 1 to 2, 1: 10 to 20) ms", "mixture(75%: 1 to 2 ms, 25%: 10 to 20 ms)"),
        ("mixture(100%: 1 to 4 ms)", "1 to 4 ms"),
        ("measured(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) ms", "measured(10, 9, 8, 7, 6, 5, 4, 3, 2, 1) ms"),
        ("uniform(1, 4) ms", "uniform(1 ms, 4 ms)"),
        ("pareto(1, 3) KB", "pareto(1 KB, 3)"),
    ],
)
def test_ways_to_write_the_same(text: str, same: str) -> None:
    one, other = [
        [each.to_base_units().magnitude for each in (answer(line).central, *answer(line).interval)]
        for line in (text, same)
    ]
    assert one[0] == pytest.approx(other[0], rel=1e-12)
    assert one == pytest.approx(other, rel=1e-3)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.99])
def test_the_ends_of_a_level_have_its_shares_outside(level: float, stats: Any) -> None:
    z = stats.norm.ppf(0.5 + level / 2)
    found = said(f"10 to 50 at {level:.0%}")
    wider = (50 / 10) ** (1.6448536269514722 / z / 2)
    assert (found["low"], found["high"]) == pytest.approx((math.sqrt(500) / wider, math.sqrt(500) * wider), rel=1e-9)
    straight = said(f"-10 to 50 at {level:.0%}")
    assert straight["low"] == pytest.approx(20 - 30 * 1.6448536269514722 / z, rel=1e-6)  # also where it is above 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10 to 50 at 0%", "more than 0% and in less than 100%"),
        ("10 to 50 at 100%", "more than 0% and in less than 100%"),
        ("50 to 10 at 80%", "the low end is above the high end"),
        ("10 to 50 at 80% * 3", "a range with a level ends here"),
        ("(10 to 50 at 80%) ms at 90%", "a range has one level"),
        ("10 to 50 at 1e-9%", "this range is too wide"),
        ("sum(k = 1 to 4 at 80%, k)", "sum needs the two ends"),
        ("10 to 50 at 80", "the level of a range is a percentage"),
        ("10 to 50 at 0.8", "write at 80%"),
        ("measured(1 ms, 2, 3)", "write one unit behind the brackets"),
        ("measured(1 ms, 2 ms)", "measured needs 3 measurements"),
        ("measured(1 ms, 2 ms, 3 KB)", "one unit throughout"),
        ("measured(1, 2, 1 to 3)", "certain numbers"),
        ("exponential(0 ms)", "a mean above 0"),
        ("pareto(1 KB, 0)", "a shape above 0"),
        ("pareto(1 KB, 2 KB)", "is a plain number, not B"),
        ("beta(0.5, 2)", "from 1 to a million"),
        ("percentiles(p10 = 5)", "two of them or more"),
        ("percentiles(p10 = 5, p90 = 2)", "p90 is below p10"),
        ("percentiles(p0 = 1, p90 = 2)", "a percentile has its name"),
        ("percentiles(p100 = 1, p90 = 2)", "there is no p100"),
        ("percentiles(1, 2)", "a percentile has its name"),
        ("percentiles(p10 = 1, p1_0 = 2)", "a percentile has its name"),
        ("mixture(1 to 2)", "the share of the cases before each"),
        ("mixture(70%: 1, 40%: 2)", "110% together"),
        ("mixture(-1: 1, 2: 2)", "0 or more"),
        ("mixture(1: 1 ms, 2: 2 KB)", "one unit throughout"),
        ("mixture(1: mixture(1: 2, 1: 3), 2: 2)", "no mixture in it"),
        ("mean(pareto(1 KB, 0.9))", "no mean"),
        ("mean(1 / exponential(20 ms))", "no mean"),
    ],
)
def test_errors(text: str, says: str) -> None:
    with pytest.raises(EstimateError) as caught:
        answer(text)
    assert says in str(caught.value)


def test_a_mean_in_a_tail_without_one_is_doubted() -> None:
    assert any(
        "may be off by a multiple" in note for note in answer("mean(ceil(pareto(1 KB, 0.9) / 1 B))").to_dict()["notes"]
    )


@pytest.mark.parametrize(
    "text",
    [
        *("10 to 50 at 80%", "(10 to 50 at 80%) * 3", "20 (10 to 50 at 80%) ms", "(10 to 50 at 80%) ms"),
        *("mixture(70%: 1 to 2 ms, 30%: 10 to 20 ms at 80%)", "f(10 to 50 at 80%, 3)", "measured(1, 2, 3) ms"),
        *("if a then (1 to 2 at 80%) else 3", "percentiles(p50 = 20, p95 = 60, p999 = 200) ms"),
    ],
)
def test_what_is_printed_reads_back(text: str) -> None:
    tree = parse_expression(Source("law", text), [])
    assert tree is not None
    assert print_expression(tree[0]) == text


def test_the_chance_of_a_check_stays_its_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(
        "a = 3\nb = a * 2\ncheck b < 10 to 50 at 95%\ncheck b < (10 to 50 at 80%) at 95%\n", encoding="utf-8"
    )
    first, second = read_module(str(path), shipped_library()).checks
    assert first.probability is not None
    assert print_expression(second.expression) == "b < (10 to 50 at 80%)"


SHEET = """
users = 10 to 50 M user at 80%
size = measured(12, 15, 11, 14, 13, 9, 22, 17, 12, 13, 30) KB/user
wait = percentiles(p50 = 20, p95 = 60, p99 = 200) ms
think = exponential(20 s)
tail = pareto(1 KB, 1.8)
hits = beta(8, 3)
kinds = mixture(70%: 1 to 2, 30%: 10 to 20) ms
volume = users * size * (1 - hits) -> TB
waits = wait + kinds + think -> ms
mean_size = mean(spread(measured(1, 5, 9, 12, 3, 4, 5, 6, 7, 8) * 1 KB)) -> KB
blocks = mean(ceil(spread(exponential(10 KB)) / 4 KiB)) * 4 KiB
tails = tail * users / 1 user
"""
LATE = ("volume", "waits", "tails")  # what depends on several ranges


def test_a_sheet_has_the_same_values_in_all_evaluators(tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(SHEET, encoding="utf-8")
    evaluation = estimate(read_module(str(path), shipped_library()))
    values = engine(evaluation)
    arrays = on_arrays(evaluation)
    assert {name: arrays[name] for name in LATE} == pytest.approx({name: values[name] for name in LATE}, rel=1e-12)
    assert in_sympy(evaluation) == pytest.approx(values, rel=1e-9)
    assert on_a_page(evaluation, tmp_path) == pytest.approx(values, rel=1e-12)
    drawn = ranges_on_a_page(evaluation, list(LATE), tmp_path)
    for name, (low, high) in drawn.items():
        spread = evaluation.spreads[evaluation.model.quantities[name].step]  # type: ignore[index]
        assert (low, high) == pytest.approx((spread.low, spread.high), rel=0.05)  # 1024 points, and 100,000 draws
    doubled = on_a_page(evaluation, tmp_path, **{"think.mean": 40.0})
    assert doubled["think"] == pytest.approx(2 * values["think"], rel=1e-12)
    as_written, other = in_workbooks(evaluation, tmp_path, [{}, {"think": 40.0}])
    for name, (found, unit) in as_written.items():
        assert float(found) * unit == pytest.approx(values[name], rel=1e-9), name
        assert float(other[name][0]) * unit == pytest.approx(doubled[name], rel=1e-9), name
