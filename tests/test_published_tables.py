"""Formulas against tables that others published: Erlang B and C, TCP windows, birthdays, Bloom filters, nines."""

from __future__ import annotations

import math

import pytest

from tests.predictions import predicted

# Each block is a source, the expression with {0}, {1} for a row's heads, the tolerance, and the rows.
TABLES: dict[str, tuple[str, float, list[tuple[tuple[float, ...], float]]]] = {
    # Channels, and the load at which 2% of the calls are lost. Its cells of 45, 61, 63 and 69 channels are misprints.
    "garywagoner.tripod.com, ERLANG-B CAPACITY TABLE, 2% blocking": (
        "queue.erlang_b({1}, {0})",
        0.001,
        [
            ((3, 0.602), 0.02), ((5, 1.657), 0.02), ((7, 2.935), 0.02), ((9, 4.345), 0.02), ((13, 7.402), 0.02),
            ((21, 14.036), 0.02), ((29, 21.039), 0.02), ((39, 30.081), 0.02), ((51, 41.189), 0.02),
            ((67, 56.275), 0.02), ((79, 67.729), 0.02), ((89, 77.342), 0.02),
        ],
    ),
    "erlang.com, calculator manual, How much traffic?": ("queue.erlang_b({1}, {0})", 0.001, [((15, 8.108), 0.01)]),
    # As Erlang B tables print them, of three or four digits: channels, load, blocking.
    "Erlang B table, other blocking probabilities": (
        "queue.erlang_b({1}, {0})",
        0.005,
        [
            ((1, 0.0101), 0.01), ((2, 0.153), 0.01), ((5, 1.36), 0.01), ((10, 4.46), 0.01), ((20, 12.03), 0.01),
            ((50, 37.9), 0.01), ((100, 84.06), 0.01), ((10, 5.08), 0.02), ((10, 6.22), 0.05), ((20, 15.25), 0.05),
        ],
    ),
    # Mbit/s of the link and the round trip in ms: the product in KB, and Mbit/s of a window of 64 KiB.
    "routerhax.com, TCP Window Size Calculator: bandwidth-delay product": (
        "bandwidth.in_flight({0} Mbit/s, {1} ms) / 1 KB",
        1e-9,
        [((10, 10), 12.5), ((100, 50), 625), ((1000, 20), 2500), ((1000, 100), 12_500), ((10_000, 5), 6250)],
    ),
    "routerhax.com, TCP Window Size Calculator: throughput of 64 KB": (
        "bandwidth.by_window(64 KiB, {0} ms) / 1 Mbit * 1 s",
        0.01,
        [((50,), 10.5), ((20,), 26.2), ((100,), 5.2), ((5,), 104.9)],
    ),
    # Agents, for 100 calls in 30 minutes of 180 s each: who waits, who waits at most 20 s, the mean wait in seconds.
    "Damonsoul/ErlangC README, calculate_agents: share that waits": (
        "queue.erlang_c(10, {0})",
        1e-6,
        [((11,), 0.6821182), ((12,), 0.4493882), ((13,), 0.2852705), ((14,), 0.1741319)],
    ),
    "Damonsoul/ErlangC README, calculate_agents: service level": (
        "1 - queue.wait_exceeds(100 request/1800 s, 180 s, {0}, 20 s)",
        1e-6,
        [((11,), 0.3896138), ((12,), 0.640158), ((13,), 0.7955948), ((14,), 0.88835)],
    ),
    "Damonsoul/ErlangC README, calculate_agents: average speed of answer": (
        "queue.mean_wait(100 request/1800 s, 180 s, {0}) / 1 s",
        1e-9,
        [((11,), 122.78127684408), ((12,), 40.4449401868444), ((13,), 17.1162271821896), ((14,), 7.83593701177724)],
    ),
    "Wikipedia, Birthday problem, table of p(n) for 365 days": (
        "id.collision_exact({0}, 365)",
        0.002,
        [((5,), 0.027), ((10,), 0.117), ((20,), 0.411), ((23,), 0.507), ((30,), 0.706), ((40,), 0.891), ((50,), 0.970)],
    ),
    # Bits of the hash, the probability, the number of items.
    "Wikipedia, Birthday attack, table of hashes until a collision": (
        "id.items_for_collision(2^{0}, {1})",
        0.03,
        [
            ((16, 0.5), 300), ((32, 0.5), 77_000), ((64, 0.5), 5.1e9), ((128, 0.5), 2.2e19), ((32, 0.01), 9300),
            ((64, 0.01), 6.1e8), ((32, 0.25), 50_000), ((64, 0.75), 7.2e9),
        ],
    ),
    # Bits an item, hashes, false positives.
    "apache/cassandra: BloomCalculations.java, the table of Cao, 1998": (
        "bloom.false_positives(1 bn, {0} * 1 bn * 1 b, {1})",
        0.01,
        [
            ((2, 1), 0.393), ((4, 3), 0.147), ((8, 5), 0.0217), ((8, 6), 0.0216), ((10, 7), 0.00819),
            ((12, 8), 0.00314), ((16, 11), 0.000459), ((20, 14), 6.71e-5),
        ],
    ),
    "shibumi/SRE-cheat-sheet, table of nines (of Site Reliability Engineering, appendix A): minutes a year": (
        "availability.downtime({0}) / 1 min",
        0.004,
        [
            ((0.9,), 36.5 * 1440), ((0.95,), 18.25 * 1440), ((0.99,), 3.65 * 1440), ((0.995,), 1.83 * 1440),
            ((0.999,), 8.76 * 60), ((0.9995,), 4.38 * 60), ((0.9999,), 52.6), ((0.99999,), 5.26),
        ],
    ),
}  # fmt: skip
CELLS = [
    pytest.param(expression.format(*heads), value, tolerance, id=f"{source.split(',')[0]} {heads}")
    for source, (expression, tolerance, rows) in TABLES.items()
    for heads, value in rows
]


@pytest.mark.parametrize(("expression", "value", "tolerance"), CELLS)
def test_a_published_cell_is_met(expression: str, value: float, tolerance: float) -> None:
    # The tables have three digits: half of the last one is allowed on top.
    assert predicted(expression) == pytest.approx(value, rel=tolerance, abs=5e-4 if value < 1 and value > 0.02 else 0)


def erlang_c(servers: int, load: float) -> float:
    """The chance to wait, by the definition's sum, in whole numbers of the series."""
    terms = [math.exp(k * math.log(load) - math.lgamma(k + 1)) for k in range(servers)]
    last = math.exp(servers * math.log(load) - math.lgamma(servers + 1)) * servers / (servers - load)
    return last / (math.fsum(terms) + last)


@pytest.mark.parametrize(
    ("servers", "load"), [(1, 0.5), (2, 1.5), (5, 4.0), (10, 8.0), (60, 50.0), (55, 50.0), (200, 180.0)]
)
def test_erlang_c_is_its_definition(servers: int, load: float) -> None:
    assert predicted(f"queue.erlang_c({load}, {servers})") == pytest.approx(erlang_c(servers, load), rel=1e-9)
