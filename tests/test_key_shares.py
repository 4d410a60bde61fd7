"""How many keys indexes have, told from what ANALYZE counts in a sample: beside samples that are drawn, and a server's.

Recorded of PostgreSQL 15.18, of 300,000 and 400,000 rows of which ANALYZE looks at 30,000: keys that are equally often,
few that are common beside many that are rare, and such as thin out by their rank; and conditions of several kinds.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from estimator.producers.catalogs.key_shares import Sample, combined, counted, estimated
from estimator.producers.catalogs.key_spreads import even_keys, spread_of
from estimator.producers.catalogs.postgresql_keys import _counted_together
from estimator.producers.catalogs.readings import ColumnReading, Reading
from estimator.producers.catalogs.sheet import surveyed
from tests.all_of import all_of
from tests.data import CASES
from tests.test_surveyed_indexes import read

if TYPE_CHECKING:
    from collections.abc import Callable

SPREAD = json.loads((CASES / "catalogs" / "spread.json").read_text(encoding="utf-8"))
ROWS, SEEN, LISTED = 200_000, 30_000, 100
DRAWS: list[tuple[str, Callable[[random.Random], int], float, float]] = [
    ("equally often", lambda chance: chance.randrange(60_000), 0.0, 0.03),
    ("half of one key", lambda chance: chance.choice((0, chance.randrange(40_000))), 0.0, 0.04),
    ("two fifths NULL", lambda chance: chance.randrange(20_000), 0.4, 0.03),
    ("thinning out by their rank", lambda chance: int(60_000 ** chance.random()), 0.0, 0.15),
    ("hardly any twice", lambda chance: chance.randrange(10**9), 0.0, 0.01),
]


@all_of("case", DRAWS, ids=lambda case: case[0])
def test_the_keys_of_a_table_are_told_by_those_of_a_sample(
    case: tuple[str, Callable[[random.Random], int], float, float],
) -> None:
    """Haas and Stokes' estimate is up to five times too low; what it is the estimate of is found again."""
    _, draw, null, near = case
    chance = random.Random(7)
    there = round(ROWS * (1 - null))
    keys = [draw(chance) for _ in range(there)]
    rows_of = Counter(keys)
    sampled = Counter(chance.sample(keys, round(SEEN * (1 - null))))
    seen, once = sum(sampled.values()), list(sampled.values()).count(1)
    said = seen * len(sampled) / (seen - once + once * SEEN / ROWS)
    # What is surely more often than the others is listed.
    listed = [each / SEEN for _, each in sampled.most_common(LISTED) if each > 12]
    rare = spread_of(said, listed, Sample(ROWS, SEEN, null)).bands
    assert len(listed) + counted(rare, ROWS) == pytest.approx(len(rows_of), rel=near)
    assert sum(listed) + sum([number * share for number, share in rare]) == pytest.approx(1 - null)
    # And of a tenth of the rows.
    left = len(set(chance.sample(keys, there // 10)))
    bands = [*[(1.0, each) for each in listed], *rare]
    assert counted(bands, ROWS / 10) == pytest.approx(left, rel=max(0.05, near))


def test_a_sample_of_all_rows_has_counted_right() -> None:
    assert counted(even_keys(700.0, Sample(2000, 2000)), 2000) == pytest.approx(700, rel=1e-6)
    assert spread_of(3.0, [0.5, 0.25, 0.25], Sample(2000, 2000)).bands == ()


def test_keys_side_by_side_are_met_on_the_pages_that_are_read() -> None:
    """Of a table of 82,919 pages ANALYZE reads 30,000: its rows of one order are on them, and taken for more.

    PostgreSQL 15.18, 2 M orders with 1 to 40 rows each, which is more unequal than by chance: n_distinct 463,588.
    """
    there = counted(even_keys(463_588, Sample(8_042_880, 30_000, pages=82_919)), 8_042_880)
    assert 1.3e6 < there < 2e6
    assert counted(even_keys(463_588, Sample(8_042_880, 30_000)), 8_042_880) < 0.5e6
    # Keys of many pages each are met on some page, whichever are read.
    assert counted(even_keys(400, Sample(8e6, 30_000, pages=80_000)), 8e6) == pytest.approx(400, rel=0.01)


def test_independent_columns_meet() -> None:
    bands = combined([[(2.0, 0.25), (1.0, 0.5)], [(100.0, 0.01)]])
    assert sum([number for number, _ in bands]) == pytest.approx(300)
    assert sum([number * share for number, share in bands]) == pytest.approx(1)


def test_columns_that_statistics_count_together_are_independent_where_the_count_is_that_of_such() -> None:
    """As of kinds and pages by Zipf's law: a sample counts too few, which left an index 22% too small."""
    rare = tuple([(float(2**place), 0.06 / 2**place) for place in range(14)])
    pages = ColumnReading(0.0, 4.0, 0.0, 16_000.0, common=(0.16,), counted=9000.0, rare=rare)
    kinds = ColumnReading(0.0, 2.0, 0.0, 4.0, common=(0.4, 0.3, 0.2, 0.1), counted=4.0)
    free = combined([[(1.0, 0.16), *rare], [(1.0, each) for each in kinds.common]])
    said = estimated(free, Sample(400_000, 30_000))
    there = counted(free, 400_000)
    assert said < 0.8 * there
    assert counted(_counted_together(said, [pages, kinds], 400_000, equal=False), 400_000) == pytest.approx(there)
    # Of columns that go together it is what the sample says, for keys that are equally often.
    less = counted(_counted_together(said / 4, [pages, kinds], 400_000, equal=False), 400_000)
    assert less == pytest.approx(said / 4, rel=0.1)
    assert counted(_counted_together(said, [pages, kinds], 400_000, equal=True), 400_000) == pytest.approx(said)


@all_of("place", range(len(SPREAD)))
def test_indexes_of_rows_of_a_condition_and_of_uneven_keys_take_what_they_take(place: int) -> None:
    """Built ones, by the catalogs alone, where the condition goes with no key: within 10%."""
    record = SPREAD[place]
    table = read(record["relation"], record["answers"])
    found = surveyed(Reading("PostgreSQL", "15.18", "shop", "2026-11-29 09:00", (table,), 0, 0, ()), "postgresql://x")
    sizes = {each.name: each.fresh for each in found.tables[0].indexes}
    for name, measured in record["measured"].items():
        assert sizes[name] == pytest.approx(measured, rel=0.1), name
