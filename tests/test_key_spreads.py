"""How rows are spread over keys, told from what ANALYZE keeps: beside samples that are drawn, and a server's own.

The common values, n_distinct and the bounds of the histogram are made here of a sample as analyze.c makes them.
"""

from __future__ import annotations

import math
import random
import statistics
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.producers.catalogs.key_shares import Sample, counted
from estimator.producers.catalogs.key_spreads import Histogram, least_listed, spread_of
from estimator.producers.catalogs.postgresql_conditions import chosen, decided_by, side
from estimator.producers.catalogs.readings import ColumnReading
from tests import postgresql
from tests.all_of import all_of
from tests.data import CASES, some_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.catalogs.key_spreads import Spread

ROWS, SEEN = 200_000, 30_000
PAGE = 8192
MOST = 100  # values that are listed, and buckets of a histogram
SECONDS = 60.0


def analyzed(keys: list[int], chance: random.Random, *, shown: bool, whole: bool = True) -> tuple[Spread, list[float]]:
    """What is told of keys by a sample of their rows, whose values are `shown` as numbers or not."""
    sampled = Counter(chance.sample(keys, SEEN))
    counts = list(sampled.values())
    said = SEEN * len(counts) / (SEEN - counts.count(1) + counts.count(1) * SEEN / len(keys))
    sample, listed = Sample(len(keys), SEEN), list[tuple[int, int]]()
    for key, count in sampled.most_common(MOST):
        others = said - len(listed)
        rest = 1 - sum([each for _, each in listed]) / SEEN
        if count < least_listed(others, (), rest, sample):
            break
        listed.append((key, count))
    common = [count / SEEN for _, count in listed]
    rare = sorted(set(sampled) - {key for key, _ in listed})
    rows = [key for key in rare for _ in range(sampled[key])]
    bounds = [rows[min(len(rows) - 1, round(place * (len(rows) - 1) / MOST))] for place in range(MOST + 1)]
    histogram = Histogram(tuple(map(float, bounds)), tuple([float(key) for key, _ in listed]), whole)
    return spread_of(said, common, sample, histogram if shown else None), common


def triangular(chance: random.Random) -> int:
    return int(30_000 * (chance.random() + chance.random()))


def seventy(chance: random.Random) -> int:
    return chance.randrange(3000) if chance.random() < 0.7 else 3000 + chance.randrange(50_000)


def weibull(chance: random.Random) -> int:
    return int(chance.weibullvariate(25_000, 0.8))


def cauchy(chance: random.Random) -> int:
    return int(500 * math.tan(math.pi * (chance.random() - 0.5)))


def evenly(chance: random.Random) -> int:
    return 3 * chance.randrange(40_000)


SHOWN: list[Callable[[random.Random], int]] = [triangular, seventy, weibull, cauchy, evenly]


@all_of("draw", SHOWN, ids=lambda draw: draw.__name__)
def test_the_bounds_of_a_histogram_tell_where_keys_have_many_rows(draw: Callable[[random.Random], int]) -> None:
    """Keys that are whole numbers without gaps, or with equal ones: n_distinct is a fifth to four times too low."""
    chance = random.Random(11)
    keys = [draw(chance) for _ in range(ROWS)]
    found, common = analyzed(keys, chance, shown=True)
    assert len(common) + counted(found.bands, ROWS) == pytest.approx(len(set(keys)), rel=0.04)
    alone = sum([number * ROWS * share * math.exp(-ROWS * share) for number, share in found.bands])
    assert alone == pytest.approx(list(Counter(keys).values()).count(1), rel=0.15, abs=200)
    assert not found.is_guess
    # The buckets are those keys again, by the order of values: the lower half of the rows.
    half = sorted(keys)[ROWS // 2]
    mass = sum(common) / 2
    low = [band for bucket in found.buckets[: MOST // 2] for band in bucket]
    mass += sum([number * share for number, share in low])
    assert mass == pytest.approx(0.5, abs=0.1)
    if not common:
        assert counted(low, ROWS) == pytest.approx(len({key for key in keys if key < half}), rel=0.06)


def customers(deviation: float) -> Callable[[random.Random], int]:
    """Keys whose numbers of rows follow a lognormal distribution, whatever they are called."""

    def draw(chance: random.Random) -> int:
        if not bounds:
            total = 0.0
            for _ in range(40_000):
                total += chance.lognormvariate(0, deviation)
                bounds.append(total)
        return bisect_left(bounds, chance.random() * bounds[-1])

    bounds: list[float] = []
    return draw


@all_of("deviation", [0.8, 1.2])
def test_what_is_listed_tells_how_keys_differ(deviation: float) -> None:
    """Without the histogram, as of texts: which is a guess, and said to be one."""
    chance = random.Random(5)
    draw = customers(deviation)
    keys = [draw(chance) for _ in range(ROWS)]
    found, common = analyzed(keys, chance, shown=False)
    assert len(common) + counted(found.bands, ROWS) == pytest.approx(len(set(keys)), rel=0.1)
    assert found.is_guess
    # Nor does the histogram tell it of numbers that are only names.
    found, common = analyzed(keys, chance, shown=True)
    assert found.is_guess
    assert len(common) + counted(found.bands, ROWS) == pytest.approx(len(set(keys)), rel=0.1)


@all_of("keys", [5_000, 30_000, 120_000])
def test_keys_that_are_alike_are_no_guess(keys: int) -> None:
    chance = random.Random(3)
    drawn = [chance.randrange(keys) * 1009 % 1_000_003 for _ in range(ROWS)]
    for shown in (True, False):
        found, common = analyzed(drawn, chance, shown=shown)
        assert len(common) + counted(found.bands, ROWS) == pytest.approx(len(set(drawn)), rel=0.03)
        assert not found.is_guess


def test_islands_of_numbers_are_not_taken_for_keys_that_lie_evenly() -> None:
    """Keys of eight shards: as often in each, and far apart; what lies between these is no key."""
    chance = random.Random(13)
    keys = [chance.randrange(8) * 2**40 + chance.randrange(2500) for _ in range(ROWS)]
    found, common = analyzed(keys, chance, shown=True)
    assert len(common) + counted(found.bands, ROWS) == pytest.approx(len(set(keys)), rel=0.03)


def test_whatever_statistics_say_there_are_keys_for_the_rest_of_the_rows() -> None:
    """Of few rows and billions, lists of no rows or of all, histograms of one value: never more keys than rows."""
    chance = random.Random(8)
    for _ in range(60):
        rows, null = math.exp(chance.uniform(0, 25)), chance.choice((0.0, 0.0, chance.random(), 1.0))
        number = chance.choice((0, 1, 49, 100, 101, 1000))
        weights = [math.exp(-chance.uniform(0, 9)) for _ in range(number)]
        mass = (1 - null) * chance.choice((chance.random(), 1e-6, 1.3))
        common = sorted([mass * each / sum(weights) for each in weights], reverse=True)
        distinct = chance.choice((0.0, 1.0, number + 0.5, rows * chance.random(), rows, 2 * rows))
        bounds = sorted([chance.choice((0.0, 1e18 * chance.random(), chance.random())) for _ in range(101)])
        values = tuple([chance.random() for _ in common])
        histogram = Histogram(tuple(chance.choice((bounds, [5.0] * 101))), values, chance.random() < 0.5)
        seen = min(rows, chance.choice((300, 30_000)))
        found = spread_of(distinct, common, Sample(rows, seen, null), chance.choice((None, histogram)))
        whole = sum([keys * share for keys, share in found.bands])
        if found.bands:
            assert whole == pytest.approx(1 - null - sum(common), rel=0.01, abs=1e-9)
        assert counted(found.bands, rows) <= 1.001 * rows + 1


SIDES = [
    ("(n < 5)", "n", "low"),
    ("(n >= '2026-01-01 00:00:00+00'::timestamp with time zone)", "n", "high"),
    ('(("N x")::numeric <= 3.5)', "N x", "low"),
    ("((n > 5) AND (n < 9))", "n", ""),
    ("((n > 5) AND (n IS NOT NULL))", "n", "high"),
    ("((n > 5) OR (n > 9))", "n", ""),
    ("(NOT (n > 5))", "n", ""),
    ("((n % 2) > 1)", "n", ""),
    ("(n <> 5)", "n", ""),
    ("(5 < n)", "n", ""),
    ("(name < 'n < 5'::text)", "n", ""),
    ("(n <@ '[1,2]'::int4range)", "n", ""),
]


@all_of("case", SIDES, ids=lambda case: case[0])
def test_a_comparison_has_the_rows_of_one_end(case: tuple[str, str, str]) -> None:
    where, column, expected = case
    assert side(where, column) == expected


def test_a_condition_is_decided_by_the_column_that_it_asks_about() -> None:
    assert decided_by("((n > 5) AND (n < 9))", ("n", "m")) == "n"
    assert decided_by("((n > 5) AND (m < 9))", ("n", "m")) == ""
    assert decided_by("(n IS NULL)", ("n", "m")) == ""


def test_the_rows_of_one_end_have_the_keys_of_that_end() -> None:
    """Half of the rows have one of ten keys at the lower end, and 1000 others the rest."""
    buckets = tuple([((100.0, 0.0005),)] * 10)
    reading = ColumnReading(0.0, 4.0, 0.0, 1010.0, common=(0.05,) * 10, places=(0.0,) * 10, buckets=buckets,
                            rare=((1000.0, 0.0005),), counted=1010.0, seen=30_000, rows=1e6)  # fmt: skip
    low = chosen(reading, 0.5, "(n < 5)", "n")
    assert low.common == pytest.approx((0.1,) * 10)
    assert sum([number for number, _ in low.rare]) == pytest.approx(0)
    high = chosen(reading, 0.25, "(n >= 5)", "n")
    assert high.common == ()
    assert sum([number for number, _ in high.rare]) == pytest.approx(500)
    assert sum([number * share for number, share in high.rare]) == pytest.approx(1)
    both = chosen(reading, 0.75, "(n <= 5)", "n")
    assert len(both.common) == 10
    assert sum([number for number, _ in both.rare]) == pytest.approx(500)


# Of keys whose lists are of two lengths each, and of a condition with two ends, of which only its share is known.
NEAR = {"by_day": 0.05, "mid_weibull": 0.08}


# Those of partitions together, by the name that they are of.
SIZES = (
    "SELECT coalesce(p.relname, c.relname), sum(pg_relation_size(c.oid)) FROM pg_class c"
    " LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent"
    " WHERE c.relkind = 'i' GROUP BY 1"
)


@some_days(2, 1)
def test_a_postgresqls_own_statistics_tell_what_its_indexes_take() -> None:
    """Numbers, times and texts of a dozen spreads, and rows of conditions on them: fresh is what was built.

    By the median of five samples: one of 37 indexes and more is a little further off by what ANALYZE happens to see.
    """
    fresh: dict[str, list[float]] = {}
    notes: list[str] = []
    with postgresql.server() as server:
        server.sql((CASES / "catalogs" / "spreads.postgresql.sql").read_text(encoding="utf-8"))
        sizes = {name: int(size) for name, size in server.sql(SIZES)}
        for _ in range(5):
            server.sql("ANALYZE")
            found = estimator.survey_database(f"postgresql://postgres@/postgres?host={server.folder}", seconds=SECONDS)
            said = found.to_dict()
            notes, indexes = said["notes"], [each for table in said["tables"] for each in table["indexes"]]
            assert len(indexes) == 26 + 9 + 2
            for each in indexes:
                assert each["now"] == sizes[each["name"]]
                fresh.setdefault(each["name"], []).append(each["fresh"])
        for name, found_each in fresh.items():
            size = sizes[name]
            assert statistics.median(found_each) == pytest.approx(size, rel=NEAR.get(name, 0.025), abs=PAGE), name
    [note] = [each for each in notes if "by_seldom" in each]
    assert "ALTER TABLE spread ALTER seldom SET STATISTICS 1000 and ANALYZE" in note
    [note] = [each for each in notes if "by_during" in each]
    assert "by_address" in note
