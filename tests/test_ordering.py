"""The column order that `estimate table` proposes: no other order of the same columns makes a shorter row."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from estimator.producers.schema.ordering import padding_free
from estimator.producers.schema.stored import Column

# Sizes and alignments of types: boolean, smallint, integer, bigint, uuid, interval, macaddr, a time with a zone.
FIXED = ((1, 1), (2, 2), (4, 4), (8, 8), (16, 1), (16, 8), (6, 4), (12, 8))
ODD = [kind for kind in FIXED if kind[0] % kind[1]]
EVEN = [kind for kind in FIXED if kind[0] % kind[1] == 0]


def column(number: int, size: int, alignment: int) -> Column:
    return Column(f"c{number}", "a type", size, alignment, "", nullable=True, guessed=False)


def end(columns: tuple[Column, ...] | list[Column]) -> int:
    """Where the last column ends, each at a multiple of its alignment."""
    offset = 0
    for each in columns:
        offset = -(-offset // each.alignment) * each.alignment + each.size
    return offset


@given(st.sampled_from(ODD).flatmap(lambda odd: st.lists(st.sampled_from([*EVEN, odd]), min_size=1, max_size=7)))
def test_no_order_is_shorter(kinds: list[tuple[int, int]]) -> None:
    columns = tuple([column(number, *kind) for number, kind in enumerate(kinds)])
    assert end(padding_free(columns)) == min(end(order) for order in permutations(columns))


@given(st.lists(st.sampled_from(EVEN), min_size=1, max_size=7), st.data())
def test_no_order_is_shorter__whichever_columns_are_null(kinds: list[tuple[int, int]], data: st.DataObject) -> None:
    columns = tuple([column(number, *kind) for number, kind in enumerate(kinds)])
    there = data.draw(st.sets(st.sampled_from(columns)))
    assert end([each for each in padding_free(columns) if each in there]) == sum([each.size for each in there])


@given(st.permutations(range(len(FIXED))))
def test_it_is_the_same_whatever_order_the_table_has(order: list[int]) -> None:
    columns = tuple([column(number, *FIXED[number]) for number in order])
    assert end(padding_free(columns)) == end(padding_free(tuple(sorted(columns, key=lambda each: each.name))))


def test_texts_come_last_and_long_ones_first() -> None:
    short, long = (
        Column(name, "text", 0, 0, payload, nullable=False, guessed=False)
        for name, payload in (("short", "4 to 20 B"), ("long", "20 to 2000 B"))
    )
    flag, number = column(0, 1, 1), column(1, 8, 8)
    assert padding_free((short, flag, long, number)) == (number, flag, long, short)
