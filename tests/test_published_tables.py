"""Formulas against published tables: Erlang B and C, TCP, birthdays, filters, sketches, nines, ids, quorums."""

from __future__ import annotations

import math

import pytest

from tests.all_of import all_of
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
    "apache/cassandra: BloomCalculations.java, the table of Cao, Bloom Filters - the math": (
        "bloom.false_positives(1 bn, {0} * 1 bn * 1 b, {1})",
        0.01,
        [
            ((2, 1), 0.393), ((4, 3), 0.147), ((8, 5), 0.0217), ((8, 6), 0.0216), ((10, 7), 0.00819),
            ((12, 8), 0.00314), ((16, 11), 0.000459), ((20, 14), 6.71e-5),
        ],
    ),
    "shibumi/SRE-cheat-sheet: README, table of uptime: minutes a year": (
        "availability.downtime({0}) / 1 min",
        0.004,
        [
            ((0.9,), 36.5 * 1440), ((0.95,), 18.25 * 1440), ((0.99,), 3.65 * 1440), ((0.995,), 1.83 * 1440),
            ((0.999,), 8.76 * 60), ((0.9995,), 4.38 * 60), ((0.9999,), 52.6), ((0.99999,), 5.26),
        ],
    ),
    # Availability, and by it days a quarter of 90, hours a month of 30, hours a week, minutes a day, seconds an hour.
    "fcrozetta, gist of the availability table of Site Reliability Engineering: minutes a quarter": (
        "availability.downtime({0}, 90 day) / 1 min",
        0.001,
        [((0.9,), 9 * 1440), ((0.95,), 4.5 * 1440), ((0.99,), 21.6 * 60), ((0.995,), 10.8 * 60), ((0.999,), 2.16 * 60)],
    ),
    "fcrozetta, gist of the availability table of Site Reliability Engineering: minutes a month": (
        "availability.downtime({0}, 30 day) / 1 min",
        0.001,
        [((0.9,), 3 * 1440), ((0.95,), 1.5 * 1440), ((0.99,), 7.2 * 60), ((0.995,), 3.6 * 60), ((0.999,), 43.2)],
    ),
    "fcrozetta, gist of the availability table of Site Reliability Engineering: minutes a week": (
        "availability.downtime({0}, 1 week) / 1 min",
        0.003,
        [((0.9,), 16.8 * 60), ((0.95,), 8.4 * 60), ((0.99,), 1.68 * 60), ((0.995,), 50.4), ((0.999,), 10.1)],
    ),
    "fcrozetta, gist of the availability table of Site Reliability Engineering: minutes a day": (
        "availability.downtime({0}, 1 day) / 1 min",
        0.001,
        [((0.9,), 2.4 * 60), ((0.95,), 1.2 * 60), ((0.99,), 14.4), ((0.995,), 7.2)],
    ),
    "AlexAtkinson, gist of nines, by name and by number: seconds a day": (
        "availability.downtime(availability.nines({0}), 1 day) / 1 s",
        0.001,
        [((1,), 8640), ((2,), 864), ((3,), 86.4), ((4,), 8.64), ((5,), 0.864), ((6,), 0.0864)],
    ),
    "digithelm.com, Birthday Problem Calculator, exact": (
        "id.collision_exact({0}, 365)",
        0.0002,
        [((10,), 0.1169), ((20,), 0.4114), ((23,), 0.5073), ((30,), 0.7063), ((40,), 0.8912), ((57,), 0.9901)],
    ),
    "digithelm.com, Birthday Problem Calculator, Poisson approximation": (
        "id.collision({0}, 365)",
        0.0002,
        [((10,), 0.1160), ((20,), 0.4058), ((23,), 0.5000), ((30,), 0.6963), ((40,), 0.8820), ((57,), 0.9874)],
    ),
    # Bytes of the hash, the probability, the number of items.
    "patrickfav, gist of id encodings, table of duplicates": (
        "id.items_for_collision(2^(8 * {0}), {1})",
        0.005,
        [
            ((1, 0.001), 0.716), ((1, 0.5), 18.8), ((2, 0.001), 11.5), ((2, 0.01), 36.3), ((2, 0.25), 194),
            ((2, 0.5), 301), ((2, 0.99), 777), ((4, 0.001), 2930), ((4, 0.25), 49_700), ((4, 0.99), 199_000),
            ((6, 0.001), 750_000), ((6, 0.01), 2.38e6), ((6, 0.5), 1.98e7),
        ],
    ),
    # Random bits of UUIDv4, UUIDv7, ULID, NanoID, and of 16 and 32 bytes.
    "cratis.io, Generation strategies, table of values at 1% collision probability": (
        "id.items_for_collision(2^{0}, 1%)",
        0.003,
        [
            ((122,), 3.27e17), ((74,), 1.95e10), ((80,), 1.56e11), ((126,), 1.31e18), ((128,), 2.62e18),
            ((256,), 4.82e37),
        ],
    ),
    # Bits an item: the number of hashes with the smallest rate in the row.
    "apache/cassandra: BloomCalculations.java, the best number of hashes of each row": (
        "bloom.hashes(1 bn, {0} * 1 bn * 1 b)",
        0,
        [
            ((2,), 1), ((3,), 2), ((4,), 3), ((6,), 4), ((7,), 5), ((8,), 6), ((9,), 6), ((10,), 7), ((11,), 8),
            ((12,), 8), ((13,), 9), ((14,), 10), ((15,), 10), ((16,), 11), ((17,), 12), ((18,), 12), ((19,), 13),
            ((20,), 14),
        ],
    ),
    "FastFilter/BlockBloomSimulator: README, theory": (
        "bloom.false_positives(1000, {0} * 1000 * 1 b, {1})",
        0.01,
        [((8, 5.5), 0.02142), ((12, 8.3), 0.00313), ((16, 11.1), 0.00046)],
    ),
    "svedbg/hll: README, standard error by the bits of the registers' number": (
        "sketch.hyperloglog_error(2^{0})",
        0.0001,
        [
            ((4,), 0.26), ((5,), 0.18385), ((6,), 0.13), ((7,), 0.09192), ((8,), 0.065), ((9,), 0.04596),
            ((10,), 0.0325), ((11,), 0.02298), ((12,), 0.01625),
        ],
    ),
    "markallanson, gist of HyperLogLog errors, in percent": (
        "100 * sketch.hyperloglog_error(2^{0})",
        0.02,
        [((13,), 1.15), ((14,), 0.81), ((15,), 0.57), ((16,), 0.41), ((17,), 0.29), ((18,), 0.20), ((20,), 0.10)],
    ),
    "docs.rs/basichll: HLL, registers by error": (
        "sketch.hyperloglog_registers({0})",
        0,
        [((0.0163,), 4096), ((0.0115,), 8192)],
    ),
    # Bits of the timestamp, its unit in seconds, years.
    "READMEs of twitter-archive/snowflake, sony/sonyflake and baidu/uid-generator, lifetimes": (
        "id.snowflake_lifetime({0}, {1} s) / 1 year",
        0.015,
        [((41, 0.001), 69), ((39, 0.01), 174), ((31, 1), 68)],
    ),
    "READMEs of sony/sonyflake and baidu/uid-generator, identifiers a unit of time": (
        "id.snowflake_sequence({0})",
        0,
        [((8,), 256), ((13,), 8192), ((12,), 4096)],
    ),
    "johnabela, gist of strings of a-z and 0-9, by length": (
        "id.space({0}, 36)",
        0,
        [
            ((1,), 36), ((2,), 1296), ((3,), 46_656), ((4,), 1_679_616), ((5,), 60_466_176), ((6,), 2_176_782_336),
            ((7,), 78_364_164_096), ((8,), 2_821_109_907_456), ((10,), 3_656_158_440_062_976),
        ],
    ),
    "waddling-errors-hash, base62: five characters": ("id.space({0})", 0, [((5,), 916_132_832)]),
    "tailwind-css, Base62: characters of 32 and 64 bits": ("id.characters({0})", 0, [((32,), 6), ((64,), 11)]),
    # Members, the majority; then the failures that they tolerate.
    "wpjunior/etcd-slides: cluster-size.html, majority": (
        "consensus.quorum({0})",
        0,
        [((1,), 1), ((2,), 2), ((3,), 2), ((4,), 3), ((5,), 3), ((6,), 4), ((7,), 4), ((8,), 5), ((9,), 5)],
    ),
    "wpjunior/etcd-slides: cluster-size.html, failure tolerance": (
        "consensus.tolerated_failures({0})",
        0,
        [((1,), 0), ((2,), 0), ((3,), 1), ((4,), 1), ((5,), 2), ((6,), 2), ((7,), 3), ((8,), 3), ((9,), 4)],
    ),
    "dansackett/computer-science: notes/powers_of_two.md, exact values": (
        "powers.two_to_the_{0}",
        0,
        [
            ((7,), 128), ((8,), 256), ((10,), 1024), ((16,), 65_536), ((20,), 1_048_576), ((30,), 1_073_741_824),
            ((32,), 4_294_967_296), ((40,), 1_099_511_627_776),
        ],
    ),
}  # fmt: skip
CELLS = [
    pytest.param(expression.format(*heads), value, tolerance, id=f"{source.split(',')[0]} {heads}")
    for source, (expression, tolerance, rows) in TABLES.items()
    for heads, value in rows
]


@all_of(("expression", "value", "tolerance"), CELLS)
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
