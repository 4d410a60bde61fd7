"""Partitions of PostgreSQL's tables: read as they are written, by hand or by pg_dump, and as they were measured."""

from __future__ import annotations

import pytest

from estimator.model.files import module_from_text
from estimator.producers.catalogs.postgresql_parts import MOST_KINDS, kinds_of
from estimator.producers.schema import reckoning
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.tables import read_tables
from estimator.reckoning.estimate import central
from tests.data import lines
from tests.predictions import BITS_PER_BYTE

BY_HAND = """
CREATE TABLE m (id bigint NOT NULL, at date NOT NULL, v int NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2025-02-01') TO ('2025-03-01') PARTITION BY HASH (id);
CREATE TABLE m_2_0 PARTITION OF m_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE m_2_1 PARTITION OF m_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE m_rest PARTITION OF m DEFAULT;
CREATE INDEX m_v ON m (v);
CREATE INDEX m_1_at ON m_1 (at);
"""
# The same, as pg_dump of PostgreSQL 15 writes it.
DUMPED = """
CREATE TABLE public.m (id bigint NOT NULL, at date NOT NULL, v integer NOT NULL)
PARTITION BY RANGE (at);
CREATE TABLE public.m_1 (
    id bigint NOT NULL,
    at date NOT NULL,
    v integer NOT NULL
);
CREATE TABLE public.m_2 (id bigint NOT NULL, at date NOT NULL, v integer NOT NULL)
PARTITION BY HASH (id);
CREATE TABLE public.m_2_0 (id bigint NOT NULL, at date NOT NULL, v integer NOT NULL);
CREATE TABLE public.m_2_1 (id bigint NOT NULL, at date NOT NULL, v integer NOT NULL);
CREATE TABLE public.m_rest (id bigint NOT NULL, at date NOT NULL, v integer NOT NULL);
ALTER TABLE ONLY public.m ATTACH PARTITION public.m_1 FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
ALTER TABLE ONLY public.m ATTACH PARTITION public.m_2 FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
ALTER TABLE ONLY public.m_2 ATTACH PARTITION public.m_2_0 FOR VALUES WITH (modulus 2, remainder 0);
ALTER TABLE ONLY public.m_2 ATTACH PARTITION public.m_2_1 FOR VALUES WITH (modulus 2, remainder 1);
ALTER TABLE ONLY public.m ATTACH PARTITION public.m_rest DEFAULT;
ALTER TABLE ONLY public.m
    ADD CONSTRAINT m_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.m_1 ADD CONSTRAINT m_1_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.m_2 ADD CONSTRAINT m_2_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.m_2_0 ADD CONSTRAINT m_2_0_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.m_2_1 ADD CONSTRAINT m_2_1_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.m_rest ADD CONSTRAINT m_rest_pkey PRIMARY KEY (id, at);
CREATE INDEX m_v ON ONLY public.m USING btree (v);
CREATE INDEX m_1_at ON public.m_1 USING btree (at);
CREATE INDEX m_1_v_idx ON public.m_1 USING btree (v);
CREATE INDEX m_2_v_idx ON ONLY public.m_2 USING btree (v);
CREATE INDEX m_2_0_v_idx ON public.m_2_0 USING btree (v);
CREATE INDEX m_2_1_v_idx ON public.m_2_1 USING btree (v);
CREATE INDEX m_rest_v_idx ON public.m_rest USING btree (v);
ALTER INDEX public.m_pkey ATTACH PARTITION public.m_1_pkey;
ALTER INDEX public.m_v ATTACH PARTITION public.m_1_v_idx;
"""


def sizes(schema: str, *given: str) -> dict[str, float]:
    """The numbers of a sheet, of sizes the bytes."""
    text = sheet_text(read_tables(schema, "m.sql"), "m.sql")
    return {name: value / BITS_PER_BYTE for name, value in central(module_from_text(text, "m.est"), given).items()}


def test_a_dump_is_read_as_what_it_was_made_of() -> None:
    (made,), (dumped,) = [read_tables(text, "m.sql") for text in (BY_HAND, DUMPED)]
    assert dumped.partitions == made.partitions == ("m_1", "m_2_0", "m_2_1", "m_rest")
    assert (made.partition_count, made.empty_partitions) == (3, 1)  # what no range has is none
    assert [(each.original, each.partitions) for each in made.indexes] == [("m_pkey", 0), ("m_v", 0), ("m_1_at", 1)]
    assert sizes(DUMPED) == sizes(BY_HAND)


def test_the_summary_takes_partitions_as_the_sheet_does() -> None:
    (table,) = read_tables(BY_HAND, "m.sql")
    found, names = sizes(BY_HAND), SheetNames()
    (said,) = reckoning.sizes_of([table])
    assert not isinstance(said, str)
    assert said.heap == pytest.approx(found["m_heap"], rel=1e-9)
    indexes = sum([found[names.index_cell(table, each, "size")] for each in table.indexes]) + found["m_of_empty"]
    assert said.indexes == pytest.approx(indexes, rel=1e-9)
    assert said.images == pytest.approx(found["m_images"], rel=1e-9)


def test_an_index_of_a_table_alone_takes_no_room() -> None:
    (table,) = read_tables(BY_HAND + "CREATE INDEX nowhere ON ONLY m (at, v);", "m.sql")
    assert "nowhere is on no partition: it takes no room" in table.notes
    assert "nowhere" not in [each.original for each in table.indexes]


def test_a_partition_elsewhere_or_gone_is_none() -> None:
    more = """CREATE FOREIGN TABLE m_3 PARTITION OF m FOR VALUES FROM ('2025-03-01') TO ('2025-04-01') SERVER s;
    ALTER TABLE m DETACH PARTITION m_1;"""
    table, apart = read_tables(BY_HAND + more, "m.sql")
    assert (table.partitions, apart.original) == (("m_2_0", "m_2_1", "m_rest"), "m_1")
    assert any("1 more of its partitions are foreign" in note for note in table.notes)


@pytest.mark.parametrize("case", lines("postgresql/partitions.txt"), ids=lambda case: case.partition(" CREATE")[0])
def test_each_partition_has_pages_of_its_own(case: str) -> None:
    rows, heap, toast, whole, given, made = case.split(" | ")
    found = sizes(made, f"t_rows={rows} row", *[each for each in given.split(", ") if each])
    assert found["t_heap"] == pytest.approx(int(heap), rel=0.01)
    assert found["t_toast"] == pytest.approx(int(toast), rel=0.01)
    assert found["t_size"] == pytest.approx(int(whole), rel=0.02)


def test_partitions_of_a_survey_are_told_apart_by_their_rows() -> None:
    assert [(each.number, each.rows) for each in kinds_of([5, 0, 70, 5, 5])] == [(1, 70), (3, 5)]
    many = kinds_of([float(place * place) for place in range(1, 301)])
    assert len(many) == MOST_KINDS
    assert sum([each.number for each in many]) == 300
    assert sum([each.number * each.rows for each in many]) == pytest.approx(300 * 301 * 601 / 6)
