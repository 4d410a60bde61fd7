"""Queues, retries, limits, fan-outs and TCP against small simulations of what they describe, random but repeatable.

A simulation is off by chance: each has so many events that three standard errors fit into the tolerance beside it.
"""

from __future__ import annotations

import heapq
import math
import random
from itertools import pairwise
from statistics import fmean

import pytest

from tests.predictions import predicted

REQUESTS = 150_000
SERVICE_TIMES = 100_000  # what the error goes by is the time simulated, for busy times last
SETTLED = 5_000  # requests until the queue has forgotten that it began empty
SEED = 20


def waits(servers: int, load: float, requests: int = REQUESTS, *, equal: bool = False) -> list[float]:
    """How long each request waits, in order of arrival, in mean service times of 1."""
    chance = random.Random(SEED)
    free_at = [0.0] * servers
    now, waited = 0.0, []
    for _ in range(requests):
        now += chance.expovariate(load)
        start = max(now, free_at[0])
        heapq.heapreplace(free_at, start + (1.0 if equal else chance.expovariate(1)))
        waited.append(start - now)
    return waited


def lost_share(servers: int, load: float) -> float:
    """The share of requests that find all servers busy and leave."""
    chance = random.Random(SEED)
    busy_until: list[float] = []
    now, lost = 0.0, 0
    for _ in range(REQUESTS):
        now += chance.expovariate(load)
        while busy_until and busy_until[0] <= now:
            heapq.heappop(busy_until)
        if len(busy_until) == servers:
            lost += 1
        else:
            heapq.heappush(busy_until, now + chance.expovariate(1))
    return lost / REQUESTS


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (2, 1.2), (4, 2.4), (8, 5.6)])
def test_workers_wait_as_simulated(servers: int, load: float) -> None:
    waited = waits(servers, load, round(load * SERVICE_TIMES))[SETTLED:]
    share = sum(wait > 0 for wait in waited) / len(waited)
    longer = sum(wait > 0.5 for wait in waited) / len(waited)
    assert predicted(f"queue.erlang_c({load}, {servers})") == pytest.approx(share, rel=0.04)
    of_queue = f"{load} request/s, 1 s, {servers}"
    assert predicted(f"queue.mean_wait({of_queue}) / 1 s") == pytest.approx(fmean(waited), rel=0.1)
    assert predicted(f"queue.wait_exceeds({of_queue}, 0.5 s)") == pytest.approx(longer, rel=0.1)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (4, 3.0)])
def test_a_percentile_of_waits_is_as_simulated(servers: int, load: float) -> None:
    waited = sorted(waits(servers, load)[SETTLED:])
    ninetieth = waited[int(len(waited) * 0.9)]
    of_queue = f"{load} request/s, 1 s, {servers}"
    assert predicted(f"queue.wait_percentile({of_queue}, 90%) / 1 s") == pytest.approx(ninetieth, rel=0.1)


@pytest.mark.parametrize("load", [0.5, 0.7])
def test_equal_service_times_wait_as_simulated(load: float) -> None:
    waited = waits(1, load, equal=True)[SETTLED:]
    assert predicted(f"queue.mean_wait_by_variation({load} request/s, 1 s, 0) / 1 s") == pytest.approx(
        fmean(waited), rel=0.05
    )


@pytest.mark.parametrize(("servers", "load"), [(1, 1.0), (5, 3.0), (10, 12.0)])
def test_requests_are_lost_as_simulated(servers: int, load: float) -> None:
    assert predicted(f"queue.erlang_b({load}, {servers})") == pytest.approx(lost_share(servers, load), rel=0.03)


def turned_away(servers: int, load: float, places: int) -> float:
    """The share of requests that find all servers busy and all places taken."""
    chance = random.Random(SEED)
    free_at = [0.0] * servers
    starts: list[float] = []  # of those who wait
    now, lost = 0.0, 0
    for _ in range(REQUESTS):
        now += chance.expovariate(load)
        while starts and starts[0] <= now:
            heapq.heappop(starts)
        if free_at[0] > now and len(starts) >= places:
            lost += 1
            continue
        start = max(now, free_at[0])
        heapq.heapreplace(free_at, start + chance.expovariate(1))
        if start > now:
            heapq.heappush(starts, start)
    return lost / REQUESTS


@pytest.mark.parametrize(
    ("servers", "load", "places"), [(1, 0.8, 4), (1, 1.0, 9), (1, 1.5, 5), (4, 3.2, 6), (4, 6.0, 20), (5, 3.0, 0)]
)
def test_a_bounded_queue_turns_away_as_simulated(servers: int, load: float, places: int) -> None:
    said = predicted(f"queue.full_queue_share({load}, {servers}, {places})")
    assert said == pytest.approx(turned_away(servers, load, places), rel=0.05)


@pytest.mark.parametrize("share", [0.5, 0.99])
def test_a_percentile_of_responses_is_as_simulated(share: float) -> None:
    chance, load = random.Random(SEED), 0.7
    free_at, now, took = 0.0, 0.0, []
    for _ in range(2 * REQUESTS):
        now += chance.expovariate(load)
        free_at = max(now, free_at) + chance.expovariate(1)
        took.append(free_at - now)
    took = sorted(took[SETTLED:])
    said = predicted(f"queue.response_percentile(1 s, {load}, {share}) / 1 s")
    assert said == pytest.approx(took[int(len(took) * share)], rel=0.08)


@pytest.mark.parametrize(("servers", "load"), [(50, 60.0), (4, 5.0)])
def test_an_overloaded_queue_grows_as_simulated(servers: int, load: float) -> None:
    requests = 50_000
    last = fmean(waits(servers, load, requests)[-500:])
    lasted = requests / load
    expected = predicted(f"queue.overload_wait({load} request/s, 1 s, {servers}, {lasted} s) / 1 s")
    assert expected == pytest.approx(last, rel=0.17)
    assert predicted(f"queue.wait_exceeds({load} request/s, 1 s, {servers}, 1000 s)") == 1


@pytest.mark.parametrize(("share", "time"), [(0.05, 0.0), (0.2, 0.0), (0.01, 0.5), (0.2045, 1 / 9)])
@pytest.mark.parametrize("load", [0.3, 10.0, 50.0, 3_000.0])
def test_the_fewest_workers_are_found(load: float, share: float, time: float) -> None:
    found = predicted(f"queue.workers_needed({load} request/s, 1 s, {time} s, {share})")
    enough = predicted(f"queue.wait_exceeds({load} request/s, 1 s, {found}, {time} s)")
    one_less = predicted(f"queue.wait_exceeds({load} request/s, 1 s, {found - 1}, {time} s)") if found > 1 else 1
    assert enough <= share < one_less


def test_a_hedge_adds_the_load_and_takes_the_tail_that_it_should() -> None:
    chance = random.Random(SEED)
    answers = 200_000
    sample = sorted(chance.expovariate(1) for _ in range(answers))
    delay = sample[int(answers * 0.95)]
    hedged = sum(chance.expovariate(1) > delay for _ in range(answers)) / answers
    assert predicted("retry.hedging_load(95%)") == pytest.approx(hedged, rel=0.05)


@pytest.mark.parametrize(("copies", "slow"), [(1, 0.01), (2, 0.05)])
def test_a_fan_out_is_slow_as_simulated(copies: int, slow: float) -> None:
    chance, requests, calls = random.Random(SEED), 10_000, 100
    # Of a call all copies have to be slow.
    late = sum(any(all(chance.random() < slow for _ in range(copies)) for _ in range(calls)) for _ in range(requests))
    assert predicted(f"retry.slow_share({calls}, {slow}, {copies})") == pytest.approx(late / requests, rel=0.08)


@pytest.mark.parametrize("variation", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("calls", [1, 10, 200])
def test_the_slowest_of_parallel_calls_is_as_simulated(calls: int, variation: float) -> None:
    chance = random.Random(SEED)
    fixed = 1 - variation
    slowest = fmean(
        max(fixed + (chance.expovariate(1 / variation) if variation else 0) for _ in range(calls)) for _ in range(4000)
    )
    said = predicted(f"network.parallel_latency({calls}, 1 s, {variation}) / 1 s")
    assert said == pytest.approx(slowest, rel=0.05)


@pytest.mark.parametrize("share", [0.5, 0.99])
@pytest.mark.parametrize("calls", [1, 10, 100])
def test_a_percentile_of_a_fan_out_is_as_simulated(calls: int, share: float) -> None:
    chance, spread = random.Random(SEED), math.log(10) / 2.3263
    requests = sorted(max(chance.lognormvariate(0, spread) for _ in range(calls)) for _ in range(8000))
    said = predicted(f"network.parallel_percentile({calls}, 1 s, 10 s, {share}) / 1 s")
    assert said == pytest.approx(requests[int(len(requests) * share)], rel=0.09)


def last_byte(size: float, rate: float, round_trip: float) -> float:
    """When the last byte of an answer is there: packet by packet, each acknowledged one letting two more out."""
    segment, first_window = 1460, 10
    left_at: list[float] = []
    for place in range(math.ceil(size / segment)):
        acknowledged = max(0, math.ceil((place + 1 - first_window) / 2))
        allowed = left_at[acknowledged - 1] + round_trip if acknowledged else 0.0
        takes = min(segment, size - place * segment) * 8 / rate
        left_at.append(max(allowed, left_at[-1] if left_at else 0.0) + takes)
    return left_at[-1] + round_trip


@pytest.mark.parametrize("size", [10_000, 30_000, 300_000, 3_000_000])
@pytest.mark.parametrize(("rate", "round_trip"), [(1e8, 0.05), (1e9, 0.1), (1e10, 0.0005), (1e7, 0.02)])
def test_a_new_connection_is_as_slow_as_simulated(size: int, rate: float, round_trip: float) -> None:
    said = predicted(f"bandwidth.cold_transfer_time({size} B, {rate} bit/s, {round_trip} s) / 1 s")
    assert said == pytest.approx(last_byte(size, rate, round_trip), rel=0.03)


@pytest.mark.parametrize(("nodes", "places"), [(10, 10), (10, 100), (100, 10), (100, 100)])
def test_the_fullest_node_of_a_ring_is_as_simulated(nodes: int, places: int) -> None:
    chance, fullest = random.Random(SEED), []
    for _ in range(60):
        points = sorted((chance.random(), place % nodes) for place in range(nodes * places))
        shares = [0.0] * nodes
        before = points[-1][0] - 1
        for point, node in points:
            shares[node] += point - before
            before = point
        fullest.append(max(shares) * nodes)
    assert predicted(f"database.ring_imbalance({places}, {nodes})") == pytest.approx(fmean(fullest), rel=0.05)


@pytest.mark.parametrize(("rate", "between"), [(100, 0.002), (20, 0.05)])
def test_optimistic_writes_conflict_as_simulated(rate: int, between: float) -> None:
    chance, tries = random.Random(SEED), 50_000
    failed = sum(chance.expovariate(rate) < between for _ in range(tries)) / tries
    said = predicted(f"database.optimistic_conflicts({rate} write/s, {between} s)")
    assert said == pytest.approx(failed, rel=0.05)


@pytest.mark.parametrize("duration", [1, 60])
def test_a_token_bucket_lets_through_what_it_should(duration: int) -> None:
    rate, bucket, step = 100, 200, 0.001
    tokens, admitted = float(bucket), 0
    for _ in range(round(duration / step)):
        while tokens >= 1:  # a client that always asks
            tokens, admitted = tokens - 1, admitted + 1
        tokens = min(bucket, tokens + rate * step)
    said = predicted(f"rate_limit.token_bucket({bucket} request, {rate} request/s, {duration} s)")
    assert said == pytest.approx(admitted, abs=2)


def test_a_fixed_window_lets_twice_its_limit_through() -> None:
    limit, window = 100, 1.0
    times = [window - 0.01] * limit + [window + 0.01] * limit + [2 * window + 0.01] * limit
    counted: dict[int, int] = {}
    admitted = []
    for time in times:
        counted[int(time)] = counted.get(int(time), 0) + 1
        if counted[int(time)] <= limit:
            admitted.append(time)
    most = max(sum(start <= time < start + window for time in admitted) for start in admitted)
    assert predicted(f"rate_limit.fixed_window_burst({limit})") == most


def test_the_last_request_in_a_leaky_bucket_waits_as_long_as_it_says() -> None:
    rate, bucket = 100, 200
    leaves = [place / rate for place in range(1, bucket + 1)]
    assert {round(after - before, 9) for before, after in pairwise(leaves)} == {1 / rate}
    assert predicted(f"rate_limit.leaky_bucket_delay({bucket} request, {rate} request/s) / 1 s") == leaves[-1]


@pytest.mark.parametrize(
    ("retries", "base", "factor", "cap"),
    [
        (5, 0.1, 2, 1.0),
        (5, 0.1, 2, 1e9),
        (8, 0.5, 3, 20.0),
        (4, 1, 1, 9),
        (3, 5, 2, 1),
        (4, 1, 2, 8),
        (0, 1, 2, 8),
        (300, 0.1, 2, 10),
    ],
)
def test_back_offs_add_up_and_jitter_halves_them(retries: int, base: float, factor: int, cap: float) -> None:
    chance = random.Random(SEED)
    each = [min(cap, base * factor**place) for place in range(retries)]
    arguments = f"{retries}, {base} s, {factor}, {cap} s"
    assert predicted(f"retry.waits({arguments}) / 1 s") == pytest.approx(sum(each), rel=1e-9)
    jittered = fmean(sum(chance.uniform(0, wait) for wait in each) for _ in range(2_000_000 // (100 + 100 * retries)))
    assert predicted(f"retry.waits_with_full_jitter({arguments}) / 1 s") == pytest.approx(jittered, rel=0.02)


@pytest.mark.parametrize(("bins", "runs"), [(10, 4000), (100, 600), (1000, 60)])
def test_the_fullest_bin_is_as_simulated(bins: int, runs: int) -> None:
    chance = random.Random(SEED)
    fullest: dict[int, list[int]] = {1: [], 2: []}
    for choices, found in fullest.items():
        for _ in range(runs):
            balls = [0] * bins
            for _ in range(bins):
                place = min((chance.randrange(bins) for _ in range(choices)), key=balls.__getitem__)
                balls[place] += 1
            found.append(max(balls))
    assert predicted(f"availability.fullest_random({bins})") == pytest.approx(fmean(fullest[1]), rel=0.05)
    assert predicted(f"availability.fullest_of_two_choices({bins})") == pytest.approx(fmean(fullest[2]), rel=0.05)


@pytest.mark.parametrize("rate", [200, 2_000, 5_000])
def test_items_wait_for_their_batch_as_simulated(rate: int) -> None:
    size, timeout, items = 100, 0.2, 20_000
    batch: list[float] = []
    waited: list[float] = []
    sent = 0
    for place in range(items):
        now = place / rate
        while batch and batch[0] + timeout <= now:  # its time is over
            waited += [batch[0] + timeout - at for at in batch]
            batch, sent = [], sent + 1
        batch.append(now)
        if len(batch) == size:
            waited += [now - at for at in batch]
            batch, sent = [], sent + 1
    arguments = f"{size}, {rate} item/s, {timeout} s"
    assert predicted(f"batch.mean_wait({arguments}) / 1 s") == pytest.approx(fmean(waited), rel=0.03)
    assert predicted(f"batch.calls({arguments}) * 1 s / 1 call") == pytest.approx(sent * rate / items, rel=0.03)
