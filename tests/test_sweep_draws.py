"""Sweeps over many points and many draws: percentiles hold, memory is bounded, and the processor is not wasted."""

from __future__ import annotations

import math
import subprocess
import sys
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator import load, sheet
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.many_draws import Counts, brackets
from estimator.reckoning.sampling import DRAWS, Sampler
from estimator.reckoning.strata import at_share
from tests.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

THREE = "k = 1\nfirst = 1 to 3\nsecond = 1 to 4\nthird = 2 to 8\nall = k * first * second * third"
SHAPES: dict[str, Callable[[np.random.Generator, int], NDArray[Any]]] = {
    "lognormal": lambda generator, count: generator.lognormal(1, 2, count),
    "normal around 0": lambda generator, count: generator.normal(0, 1, count),
    "negative": lambda generator, count: -generator.lognormal(0, 1, count),
    "counts": lambda generator, count: np.ceil(generator.lognormal(1, 0.3, count)),
    "two values": lambda generator, count: (generator.random(count) < 0.06) * 7.0,
    "mostly one": lambda generator, count: np.where(generator.random(count) < 0.5, 3.0, generator.normal(3, 1, count)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_percentiles_that_are_counted_are_those_of_all_draws(shape: str) -> None:
    generator = np.random.default_rng(7)
    blocks = [SHAPES[shape](generator, DRAWS) for _ in range(12)]
    everything = np.sort(np.concatenate(blocks))
    for place, bracket in enumerate(brackets(blocks[0])):
        whole, one, other = Counts(bracket), Counts(bracket), Counts(bracket)
        for number, block in enumerate(blocks):
            whole.add(block)
            (one if number % 2 else other).add(block)
        one.merge(other)
        value = whole.value()
        assert one.value() == value
        share = (0.05, 0.95)[place]
        near = [at_share(everything, share + side * 2e-6) for side in (-1, 1)]
        assert near[0] - 1e-12 <= value <= near[1] + 1e-12


def test_a_draw_without_a_value_is_not_passed_over() -> None:
    (low, _) = brackets(np.arange(DRAWS, dtype=float))
    counts = Counts(low)
    counts.add(np.array([1.0, math.nan]))
    assert math.isnan(counts.value())


def test_many_draws_close_in_on_the_closed_form() -> None:
    """A product of three lognormal ranges has its P5 and P95 in closed form, which is what the sheet itself shows."""
    plan = sheet(THREE)
    exact = plan.sweep(k="1, 2").result.numbers
    counted = plan.sweep(k="1, 2", draws=4_000_000).result.numbers
    assert counted.drawn
    assert not exact.drawn
    for mine, theirs in ((counted.low, exact.low), (counted.high, exact.high)):
        assert np.allclose(mine, theirs, rtol=1e-3)
        assert not np.array_equal(mine, theirs)


@pytest.mark.parametrize("draws", [1_000, DRAWS])
def test_draws_that_are_asked_for_are_those_of_the_sampler(draws: int) -> None:
    plan = load("photo_sharing")
    found = plan.sweep(uploads_per_user="1, 2", of="disks", draws=draws).result.numbers
    alone = plan(uploads_per_user="2 photo/user/day").evaluation
    step = alone.model.quantities["disks"].step
    assert step is not None
    sampler = Sampler(alone.model.steps, alone.values, ClosedForms(alone.model.steps, alone.values))
    ((_, samples),) = sampler.sampled({step}, draws)
    ascending = np.sort(samples)
    assert found.low[0, 1] == pytest.approx(at_share(ascending, 0.05), rel=1e-12)
    assert found.high[0, 1] == pytest.approx(at_share(ascending, 0.95), rel=1e-12)


def test_many_points_have_the_closed_forms_of_each() -> None:
    """Of more points than have the sheet's own draws, what has a closed form keeps it, to the last digits."""
    plan = load("twitter")
    many = plan.sweep(monthly_users="-3 M..1 bn linear in 999 steps", of="media_total").result
    assert not many.numbers.drawn
    for place in (0, 3, 500, 999):
        users = float(many.axes[0].values[place])
        alone = plan.sweep(monthly_users=[users], of="media_total").result.numbers
        for mine, theirs in ((many.numbers.low, alone.low), (many.numbers.high, alone.high)):
            assert mine[0, place] == pytest.approx(theirs[0, 0], rel=1e-12, nan_ok=True)


def test_points_with_conditions_means_and_draws_around_a_value() -> None:
    """What is drawn around a swept value, averaged over a spread, or chosen by it, at many points as at few."""
    text = """\
base  = 10
noise = uniform(0, base)
size  = spread(1 to 9)
mean_size = mean(ceil(size * base))
picked = if base > 12 then 3 to 5 else 1 to 2
total = noise + picked + mean_size
"""
    plan = sheet(text)
    values = [5.0, 10.0, 12.0, 12.5, 20.0]
    together = plan.sweep(base=values, of=["total", "mean_size"], draws=2_000).result.numbers
    for place, value in enumerate(values):
        alone = plan.sweep(base=[value], of=["total", "mean_size"], draws=2_000).result.numbers
        evaluation = plan(base=value).evaluation
        for row, name in enumerate(("total", "mean_size")):
            step = evaluation.model.quantities[name].step
            assert step is not None
            assert together.central[row, place] == pytest.approx(float(evaluation.values[step]), rel=1e-12)
        for mine, theirs in ((together.low, alone.low), (together.high, alone.high)):
            assert np.allclose(mine[:, place], theirs[:, 0], rtol=1e-12, equal_nan=True)


WORK = """
import resource, sys
from estimator import load
arguments = dict(monthly_users="100 M..1 bn", of="media_total", draws=100)
load("twitter").sweep(**arguments)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
{work}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in kilobytes on Linux alone")
@pytest.mark.parametrize(
    ("work", "most"),
    [
        ('load("twitter").sweep(**{**arguments, "monthly_users": "100 M..1 bn in 999_999 steps"})', 200_000),
        ('load("photo_sharing").sweep(uploads_per_user="1, 2", of="disks", draws=2e6)', 40_000),
        ('load("photo_sharing").sweep(uploads_per_user="1, 2", of="disks", draws=8e6)', 40_000),
    ],
    ids=["a million points of a hundred draws", "two million draws", "eight million draws"],
)
def test_memory_is_bounded(work: str, most: int) -> None:
    """In kilobytes: some numbers a point, and what some hundred thousand draws take, however many there are."""
    done = subprocess.run(
        [sys.executable, "-c", WORK.format(work=work)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=300,
    )
    assert int(done.stdout) < most


def by_hand(generator: np.random.Generator, count: int) -> NDArray[Any]:
    first = generator.lognormal(0.549, 0.334, count)
    second = generator.lognormal(0.693, 0.421, count)
    third = generator.lognormal(1.386, 0.421, count)
    return np.percentile(first * second * third, (5, 95))


def test_a_million_samples_of_three_ranges_cost_as_much_as_by_hand() -> None:
    """At most 1.2 times the processor time of numpy by hand, percentiles included; the best of some turns."""
    plan, generator = sheet(THREE), np.random.default_rng(1)
    times: dict[str, list[float]] = {"ours": [], "by hand": []}
    for _ in range(7):
        for name, work in (
            ("ours", lambda: plan.sweep(k=[1.0], draws=1_000_000)),
            ("by hand", lambda: by_hand(generator, 1_000_000)),
        ):
            start = process_time()
            work()
            times[name].append(process_time() - start)
    assert min(times["ours"]) < 1.2 * min(times["by hand"])


def test_points_are_no_interpretations() -> None:
    """A hundred thousand points cost less than a hundredth of as many runs of the sheet."""
    plan = load("hash_buckets")
    start = process_time()
    plan(entries="3 M entry")
    once = process_time() - start
    start = process_time()
    found = plan.sweep(entries=np.linspace(1e6, 1e7, 100_000))
    assert process_time() - start < max(once, 0.005) * 100_000 / 100
    assert len(found) == 100_000


@pytest.mark.parametrize("draws", [None, 2_000, 250_000])
def test_where_some_cases_have_no_value_it_is_said(draws: float | None) -> None:
    """No percentile is shown of the cases that are left, and a share that is asked for is not known."""
    plan = sheet("drawn = uniform(1, 3)\nlimit = 5\nx = 1 / sqrt(limit - drawn)\ncheck x < 1 at 90%")
    found = plan.sweep(limit="2.5, 3.5, 5", draws=draws)
    assert np.isnan(found.result.numbers.low[0]).tolist() == [True, False, False]
    assert [found.result.holds(0, place) for place in range(3)] == [None, False, True]
    assert found.to_dict()["answers"][0]["values"][0] == pytest.approx(1 / math.sqrt(0.5))
    assert "not in all cases" in str(found)
    assert "no value in some cases" in str(found)
