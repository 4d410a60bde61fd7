"""Indexes by a PostgreSQL's statistics alone, as a server gave them, beside what it had just built: 40,000 rows.

Arrays, words, trigrams, jsonb, ranges, points, hashes, expressions, conditions; what statistics do not tell is named.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from estimator.producers.catalogs import item_lists, postgresql_notes
from estimator.producers.catalogs.postgresql_answers import Answers
from estimator.producers.catalogs.postgresql_tables import Relation, table_reading
from estimator.producers.catalogs.readings import Reading, TableReading
from estimator.producers.catalogs.sheet import surveyed
from tests.all_of import all_of
from tests.data import CASES

if TYPE_CHECKING:
    from estimator.producers.catalogs.sheet import Surveyed

PAGE = 8192
KINDS = json.loads((CASES / "catalogs" / "kinds.json").read_text(encoding="utf-8"))
NEAR = {"btree": 0.03, "hash": 0.02, "gin": 0.15, "gist": 0.08, "brin": 0.0}
# The numbers in these addresses ascend as the rows do, so that lists of rows are nearer than statistics know.
IN_STEP = {"k_trgm_mail": 0.25}
UNLIKE = json.loads((CASES / "catalogs" / "unlike.json").read_text(encoding="utf-8"))
# Of the rows of a condition that goes with the column: told by the size, and not told.
WITH_CONDITION, UNSEEN = {"corr_open": 2 * PAGE}, {"corr2_k"}
UNTOLD = {"k_brin_bloom", "k_brin_multi", "k_doc_singles", "k_doc_singles_path", "k_singles"}


@pytest.fixture(scope="module")
def kinds() -> Surveyed:
    oid, schema, name, kind, rows, size = KINDS["relation"]
    table = read([oid, schema, name, kind, rows, size, "reltuples"], KINDS["answers"])
    return surveyed(Reading("PostgreSQL", "15.18", "kinds", "2026-11-28 09:00", (table,), 0, 0, ()), "postgresql://x")


def read(relation: Any, answers: Any) -> TableReading:
    """A table by what was recorded of it."""
    oid, schema, name, kind, rows, size, rows_from = relation
    own = Relation(oid, schema, name, kind)
    own.parts.append(own)
    own.own_rows, own.own_size, own.rows_from = rows, size, rows_from
    found = {what: {int(each): rows for each, rows in by_oid.items()} for what, by_oid in answers.items()}
    return table_reading(name, own, Answers(**found), None, 150_018)


def test_names_conditions_and_values_that_nobody_counted_take_what_they_take() -> None:
    """Indexes on names, on rows whose condition goes with the column, and rows that are mostly NULL without ANALYZE."""
    tables = tuple([read(each["relation"], each["answers"]) for each in UNLIKE])
    notes = postgresql_notes.of_tables(tables, "me")
    found = surveyed(Reading("PostgreSQL", "15.18", "shop", "2026-11-28 09:00", tables, 0, 0, ()), "postgresql://x")
    for table, record in zip(found.tables, UNLIKE, strict=True):
        heap = table.fresh - sum([each.fresh for each in table.indexes])
        assert heap == pytest.approx(record["relation"][5], rel=0.05)
        for each in table.indexes:
            if each.name not in UNSEEN:
                off = WITH_CONDITION.get(each.name, PAGE)
                assert each.fresh == pytest.approx(record["measured"][each.name], rel=0.04, abs=off), each.name
    said = "\n".join(notes)
    assert "keys of corr_open repeat more often" in said
    assert "keys of corr2_k are taken to repeat as those of the whole table do" in said
    assert "ANALYZE wide_na" in said


def test_indexes_of_every_method_take_what_was_built(kinds: Surveyed) -> None:
    [table] = kinds.tables
    methods = {index.original: index.method for index in (*table.reading.table.indexes, *table.reading.table.others)}
    measured = KINDS["measured"]
    assert set(measured) == set(methods) | UNTOLD
    for each in table.indexes:
        near = IN_STEP.get(each.name, NEAR[methods[each.name]])
        assert each.fresh == pytest.approx(measured[each.name], rel=near, abs=PAGE), each.name
        assert each.now == measured[each.name]


def test_what_statistics_do_not_tell_is_named_with_its_share(kinds: Surveyed) -> None:
    reading = kinds.tables[0].reading
    assert {each.name for each in reading.others} == UNTOLD
    notes = " ".join(postgresql_notes.of_tables([reading], "me"))
    share = sum(each.size for each in reading.others) / reading.whole
    assert f"{share:.1%} of the bytes are taken as they are now" in notes
    assert "k_tsv 25%" in notes


ITEMS: list[tuple[str, Any, str]] = [
    ("nothing", [], "without statistics"),
    ("no list", [["c", "array", 20, 2, None, None, None]], "too rare"),
    ("half a list", [["c", "array", 20, 4.0, [0.02] * 100, 4, 4]], "too rare"),
    ("words of long texts", [["c", "words", 18, None, [0.5] * 100, 5, 5]], "long texts"),
]


@all_of("case", ITEMS, ids=lambda case: case[0])
def test_items_that_statistics_do_not_tell_are_no_guess(case: tuple[str, Any, str]) -> None:
    _, rows, why = case
    found = item_lists.of_elements(rows[0][1] if rows else "array", rows)
    assert isinstance(found, str)
    assert why in found


def test_items_that_thin_out_are_as_many_as_a_row_has() -> None:
    """Of a list that Zipf's law cuts off, the rest goes on by it."""
    shares = [0.1 / rank for rank in range(1, 2001)]
    rows = [("c", "array", 0, sum(shares), shares[:1000], 4, 4)]
    found = item_lists.of_elements("array", rows)
    assert isinstance(found, item_lists.ItemLists)
    assert sum(count for count, _ in found.bands) == pytest.approx(2000, rel=0.05)
    assert sum(count * share for count, share in found.bands) == pytest.approx(sum(shares), rel=0.01)


def test_keys_seen_by_chance_are_as_often_as_their_like() -> None:
    """A thousand items, each in one value of fifty: a sample of a hundred values sees some never and some often."""
    from math import exp, factorial

    seen = [(k, 1000 * exp(-2) * 2**k / factorial(k)) for k in range(1, 9)]
    rows = [("c", "jsonb", k, True, count, count * k / 100, 4 * count, 100, 100) for k, count in seen]
    found = item_lists.of_sample(rows)
    assert isinstance(found, item_lists.ItemLists)
    assert sum(count for count, _ in found.bands) == pytest.approx(1000, rel=0.01)
    # All but those whose like are too few to tell.
    assert max(found.bands)[1] == pytest.approx(0.02, rel=0.05)
