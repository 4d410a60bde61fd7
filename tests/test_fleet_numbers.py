"""The numbers of a fleet against the plain way: every shape under every draw, every number of machines tried."""

from __future__ import annotations

import math
import resource
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.reckoning.fleets import Demands, Shapes, Spares, cheapest, machines_at
from estimator.reckoning.regret import Loss, least_regret, undominated
from estimator.reckoning.waiting import WaitTarget, busiest, erlang_c, meets
from fuzzing.pace import in_time
from tests.predictions import predicted

SHAPES, DRAWS, RESOURCES = 2_000, 100_000, 4
SECONDS, MEGABYTES = 1.0, 150


def some(shapes: int, draws: int, resources: int, seed: int) -> tuple[Demands, Shapes]:
    """Demands that rise together, and shapes of all sizes, one in ten without one of the resources."""
    random = np.random.default_rng(seed)
    together = random.normal(0, 0.3, draws)
    demands = Demands([np.exp(3 + together + random.normal(0, 0.2, draws)) for _ in range(resources)])
    usable = np.exp(random.normal(1, 0.7, (shapes, resources)))
    usable[random.random(shapes) < 0.1, 0] = 0.0
    return demands, Shapes(usable, np.exp(random.normal(2, 0.5, shapes)))


def needs(demands: Demands, shapes: Shapes) -> Any:
    """How many machines of each shape each draw needs."""
    with np.errstate(divide="ignore"):
        return np.ceil(np.array(demands.samples)[None, :, :] / shapes.usable[:, :, None] - 1e-9).max(axis=1)


@pytest.mark.parametrize(
    ("seed", "resources", "share"), [(1, 1, 0.95), (2, 2, 0.95), (3, 4, 0.95), (4, 3, 0.5), (5, 3, 1)]
)
def test_machines_are_those_of_the_sorted_draws(seed: int, resources: int, share: float) -> None:
    demands, shapes = some(60, 997, resources, seed)
    found = machines_at(demands, shapes, share)
    plain = np.sort(needs(demands, shapes), axis=1)[:, math.ceil(share * 997) - 1]
    assert np.array_equal(found, plain)
    assert np.isinf(found).any()
    finite = np.isfinite(plain)
    best = cheapest(shapes.prices, found)
    assert best is not None
    assert shapes.prices[best] * found[best] == pytest.approx((shapes.prices[finite] * plain[finite]).min())
    assert shapes.carried(best, demands, found[best]) >= share > shapes.carried(best, demands, found[best] - 1)


@pytest.mark.parametrize("spares", [Spares(), Spares(1), Spares(0, 3), Spares(2, 2)])
@pytest.mark.parametrize("loss", [Loss(), Loss(4.0, 1.0), Loss(0.5, 2.0)])
def test_least_regret_is_least_of_all_numbers_of_all_shapes(spares: Spares, loss: Loss) -> None:
    demands, shapes = some(25, 211, 2, 9)
    right = spares.bought(needs(demands, shapes))
    costs = right * shapes.prices[:, None]
    least = costs.min(axis=0)
    tried = {
        (shape, float(bought)): loss.of(float(bought), float(shapes.prices[shape]), right[shape], least)
        for shape in range(25)
        if np.isfinite(right[shape]).all()
        for bought in np.arange(0, right[shape].max() + 1, spares.stride)
    }
    found = least_regret(demands, shapes, spares, loss)
    assert found is not None
    assert found.regret**loss.exponent == pytest.approx(min(tried.values()))
    assert tried[found.shape, found.machines] == pytest.approx(min(tried.values()))


def test_with_an_exponent_of_one_it_is_the_newsvendors_fractile() -> None:
    """Arrow, Harris and Marschak 1951: under / (over + under), here 4 in 5 of the cases."""
    demands = Demands([np.arange(1, 1001, dtype=float)])
    found = least_regret(demands, Shapes([[1.0]], [7.0]), Spares(), Loss(4.0, 1.0))
    assert found is not None
    assert found.machines in (800.0, 801.0)


def test_a_shape_that_another_replaces_is_never_the_cheapest() -> None:
    demands, shapes = some(300, 500, 3, 21)
    kept = undominated(shapes.usable, shapes.prices)
    assert 0 < len(kept) < 300
    costs = needs(demands, shapes) * shapes.prices[:, None]
    assert np.array_equal(costs.min(axis=0), costs[kept].min(axis=0))


@given(st.integers(0, 10_000), st.integers(0, 50), st.integers(1, 12))
def test_what_is_left_after_a_loss_carries_it(needed: int, spare: int, zones: int) -> None:
    spares = Spares(spare, zones)
    bought = float(spares.bought(float(needed)))
    assert bought % zones == 0
    assert spares.left(bought) >= needed
    if zones > 1:  # and no fewer would: a machine less in each zone
        assert spares.left(bought - zones) < needed or bought == 0


# Loads in Erlang, workers: as formulas/queue.est has them, whose sources and examples are there.
@pytest.mark.parametrize(("load", "workers"), [(0.8, 1), (10, 14), (50, 55), (50, 60), (450.5, 500), (3, 3), (1e-6, 4)])
def test_erlang_c_is_that_of_the_formulas(load: float, workers: int) -> None:
    assert erlang_c(load, workers) == pytest.approx(predicted(f"queue.erlang_c({load!r}, {workers})"), rel=1e-9)


def test_published_service_levels_are_met_and_no_more() -> None:
    """28 agents for 250 calls an hour of 330 s answer 85.7% within 30 s: examples/published/call_centre_agents.est."""
    load = 250 * 330 / 3600
    for share, is_met in ((0.8565, True), (0.8575, False)):
        assert meets(load, 28, WaitTarget(share, 30.0, 330.0)) is is_met
    assert not meets(load, 27, WaitTarget(0.8, 30.0, 330.0))


@pytest.mark.parametrize("workers", [1, 2, 4, 16, 64, 448])
@pytest.mark.parametrize(
    "target", [WaitTarget(0.99, 0.02, 0.005), WaitTarget(0.5, 1e-6, 1.0), WaitTarget(None, 0.001, 0.01)]
)
def test_the_busiest_is_the_last_that_meets_the_target(workers: int, target: WaitTarget) -> None:
    busy = busiest(workers, target)
    assert 0 < busy < 1
    assert meets(busy * workers, workers, target)
    assert not meets(busy * workers * 1.0001, workers, target)
    queue = f"{busy * workers / target.service!r} request/s, {target.service!r} s, {workers}"
    if target.share is None:
        assert predicted(f"queue.mean_wait({queue})") == pytest.approx(target.time, rel=1e-6)
    else:
        late = predicted(f"queue.wait_exceeds({queue}, {target.time!r} s)")
        assert late == pytest.approx(1 - target.share, rel=1e-6)


def test_thousands_of_shapes_under_a_hundred_thousand_draws() -> None:
    demands, shapes = some(SHAPES, DRAWS, RESOURCES, 2)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    demands = Demands(demands.samples)
    found = machines_at(demands, shapes, 0.95)
    assert cheapest(shapes.prices, found) is not None
    assert least_regret(demands, shapes, Spares(), Loss()) is not None
    assert in_time(time.process_time() - started, SECONDS)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
