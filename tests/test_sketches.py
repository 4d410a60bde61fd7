"""Filters, sketches, codes and messages against small ones that really count, random but repeatable."""

from __future__ import annotations

import base64
import json
import math
import random
from itertools import pairwise
from statistics import fmean

import pytest

from tests.predictions import predicted, predicted_bytes

SEED = 7
ITEMS = 20_000
PROBES = 100_000


def false_positives(load: float, rate: float) -> float:
    """The share of what is not in a Bloom filter for ITEMS that it takes for one that is, with so much in it."""
    chance = random.Random(SEED)
    bits = math.ceil(-ITEMS * math.log(rate) / math.log(2) ** 2)
    hashes = math.ceil(math.log2(1 / rate))
    filled = bytearray(bits)
    for _ in range(round(load * ITEMS)):
        for _ in range(hashes):
            filled[chance.randrange(bits)] = 1
    return sum(all(filled[chance.randrange(bits)] for _ in range(hashes)) for _ in range(PROBES)) / PROBES


@pytest.mark.parametrize(("load", "rate"), [(0.8, 0.01), (1, 0.01), (1.5, 0.01), (2, 0.01), (1, 0.05), (2, 0.001)])
def test_an_overloaded_filter_lets_through_what_is_said(load: float, rate: float) -> None:
    found = false_positives(load, rate)
    deviation = math.sqrt(found / PROBES)
    assert predicted(f"bloom.false_positives_at({load}, {rate})") == pytest.approx(
        found, abs=4 * deviation + 0.02 * found
    )


@pytest.mark.parametrize("bits", [6, 8, 10])
def test_a_hyperloglog_is_off_by_what_is_said(bits: int) -> None:
    """The root of the mean square of many sketches' errors, above the range in which empty registers are counted."""
    chance = random.Random(SEED)
    registers, trials, items = 2**bits, 300, 10 * 2**bits
    alpha = 0.7213 / (1 + 1.079 / registers)
    errors = []
    for _ in range(trials):
        ranks = [0] * registers
        for _ in range(items):
            place = chance.randrange(registers)
            ranks[place] = max(ranks[place], 65 - chance.getrandbits(64).bit_length())
        estimate = alpha * registers**2 / sum(2.0**-rank for rank in ranks)
        errors.append((estimate / items - 1) ** 2)
    found = math.sqrt(fmean(errors))
    assert predicted(f"sketch.hyperloglog_error({registers})") == pytest.approx(found, rel=4 / math.sqrt(2 * trials))


@pytest.mark.parametrize(("error", "chance_of_more"), [(0.01, 0.1), (0.02, 0.01)])
def test_a_count_min_sketch_keeps_to_its_bound(error: float, chance_of_more: float) -> None:
    chance = random.Random(SEED)
    columns = round(predicted(f"sketch.count_min_columns({error})"))
    rows = round(predicted(f"sketch.count_min_rows({chance_of_more})"))
    counted, keys = 50_000, 5000
    places = [[chance.randrange(columns) for _ in range(rows)] for _ in range(keys)]
    table = [[0] * columns for _ in range(rows)]
    real = [0] * keys
    for _ in range(counted):
        key = min(int(chance.paretovariate(0.8)), keys) - 1
        real[key] += 1
        for row in range(rows):
            table[row][places[key][row]] += 1
    off = [min(table[row][places[key][row]] for row in range(rows)) - real[key] for key in range(keys)]
    most = predicted(f"sketch.count_min_excess({counted}, {columns})")
    assert min(off) >= 0
    assert most == pytest.approx(error * counted, rel=0.01)
    assert sum(each > most for each in off) / keys <= chance_of_more


@pytest.mark.parametrize(("items", "space"), [(23, 365), (50, 1000), (300, 50_000), (500, 200_000)])
def test_random_identifiers_collide_as_often_as_is_said(items: int, space: int) -> None:
    chance = random.Random(SEED)
    trials = 4000
    drawn = [[chance.randrange(space) for _ in range(items)] for _ in range(trials)]
    found = sum(len(set(each)) < items for each in drawn) / trials
    deviation = math.sqrt(found * (1 - found) / trials)
    assert predicted(f"id.collision_exact({items}, {space})") == pytest.approx(found, abs=4 * deviation)
    pairs = fmean(sum(here == after for here, after in pairwise(sorted(each))) for each in drawn)
    assert predicted(f"id.colliding_pairs({items}, {space})") == pytest.approx(pairs, rel=0.15)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 27, 32, 64, 256, 300, 511, 1000])
def test_base64url_is_as_long_as_is_said(length: int) -> None:
    encoded = base64.urlsafe_b64encode(b"x" * length).rstrip(b"=")
    assert predicted_bytes(f"tokens.base64url({length} B)") == len(encoded)


def test_a_token_is_as_long_as_is_said() -> None:
    header = json.dumps({"alg": "HS256", "typ": "JWT"}, separators=(",", ":")).encode()
    parts = [base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, b"x" * 300, b"x" * 32)]
    assert predicted_bytes("tokens.token_size(300 B)") == len(b".".join(parts))


@pytest.mark.parametrize("value", [0, 1, 9, 10, 999, 1000, -1, -10, 123_456_789, 999_999_999, 10**9, 10**12, -(10**12)])
def test_a_number_of_json_is_as_long_as_is_said(value: int) -> None:
    assert predicted_bytes(f"serialization.json_number({value})") == len(json.dumps(value))


def test_an_object_of_json_is_as_long_as_is_said() -> None:
    message = {"uid": 123_456_789, "ts": 1_666_850_112, "text": "hello"}
    assert predicted_bytes("serialization.json_example()") == len(json.dumps(message, separators=(",", ":")))


@pytest.mark.parametrize("value", [0, 1, 127, 128, 16_383, 16_384, 2**28 - 1, 2**28, 2**35 - 1, 2**35])
def test_a_varint_is_as_long_as_is_said(value: int) -> None:
    length, rest = 1, value >> 7
    while rest:
        length, rest = length + 1, rest >> 7
    assert predicted_bytes(f"serialization.varint({value})") == length


@pytest.mark.parametrize("value", [0, -1, 1, 63, 64, -64, -65, 8191, -8192, 8192, -8193, 10**9, -(10**9)])
def test_a_zigzag_integer_is_as_long_as_is_said(value: int) -> None:
    coded = (value << 1) ^ (value >> 63)
    length, rest = 1, coded >> 7
    while rest:
        length, rest = length + 1, rest >> 7
    assert predicted_bytes(f"serialization.zigzag({value})") == length


@pytest.mark.parametrize(
    ("one", "other"), [(11, 110), (11, 12), (110, 1100), (999_999, 999_998), (12_345_678, 12_345_679), (7, 70)]
)
def test_scores_collide_where_doubles_do(one: int, other: int) -> None:
    seconds = 1_666_850_112
    same = float(f"{seconds}.{one}") == float(f"{seconds}.{other}")
    assert bool(predicted(f"if feed.scores_collide({seconds}, {one}, {other}) then 1 else 0")) is same


@pytest.mark.parametrize("score", [1.0, 3.0, 1_666_850_112.0, 2.0**31 - 1, 2.0**31, 1_666_850_112_000.0])
def test_the_step_between_scores_is_that_of_doubles(score: float) -> None:
    assert predicted(f"feed.score_step({score!r})") == math.ulp(score)


def test_timers_of_a_hierarchy_fire_when_they_are_due() -> None:
    """Wheels of 60 slots: a delay within their range is moved to a finer wheel no more often than is said."""
    chance = random.Random(SEED)
    levels = 3
    farthest = round(predicted(f"timing_wheel.range(1 s, 60, {levels})"))
    moves = []
    for _ in range(1000):
        delay, moved = chance.randrange(1, farthest), 0
        level = next(each for each in range(levels) if delay < 60 ** (each + 1))
        while level and delay % 60**level:
            delay %= 60**level
            level = next(each for each in range(levels) if delay < 60 ** (each + 1))
            moved += 1
        moves.append(moved)
    assert max(moves) == predicted(f"timing_wheel.cascades({levels})")
    assert predicted(f"timing_wheel.levels_needed(1 s, 60, {farthest} s)") == levels
    assert predicted(f"timing_wheel.levels_needed(1 s, 60, {farthest + 1} s)") == levels + 1
