"""What indexes that are no B-trees hold of a row as far as it is known: bytes of a key, or guesses of its items."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.schema.column_types import FIXED
from estimator.producers.schema.elements import JSONB, RANGES, SHAPES, TEXT, TSVECTOR
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.producers.schema.stored import Column, Element, Index

BOX, GEOMETRY, GEOGRAPHY, INET, TIMES = 32, 16, 28, 8, 22  # bytes of a key of GiST, of ranges with their header
RANGE_BYTES = {"int4range": 14, "daterange": 14, "int8range": 22, "tsrange": 22, "tstzrange": 22, "numrange": 21}
POINT, ADDRESS = 16, 7  # bytes of a key of SP-GiST
TEXTS, TOLD_APART = ("text", "varchar"), 3  # characters of a text that tell the pages of it apart
TRIGRAMS, WORDS = "trigrams", "words"
MOST_KEYS = 32  # parts of one index


@record
class Items:
    """Guesses of what a GIN index has of a row: items, the different ones of all rows, the bytes of one."""

    items: int
    distinct: int
    key: int
    in_all: int = 0  # items that every row has: the names in a jsonb
    even: bool = False


@record
class Cover:
    """What a GiST index has of a row: bytes, or words or trigrams of a text, of which there are so many."""

    key: int
    of: str = ""
    items: int = 0


def known_others(columns: Iterable[Column], indexes: list[Index]) -> tuple[tuple[Index, ...], list[str]]:
    """The indexes that are no B-trees and can be reckoned, and notes of the others."""
    by_name = {column.name: column for column in columns}
    found, notes = [], []
    for index in indexes:
        told = {"gin": gin_items, "gist": gist_cover, "spgist": spgist_key, "brin": brin_key}.get(index.method)
        if told is not None and told(index, by_name) is None:
            operators = next((each.operators for each in index.elements if each.operators), "")
            on = "an expression" if any(each.made for each in index.elements) else "a type"
            why = f"by {operators}" if index.method == "brin" and operators else f"on {on} of unknown size"
            notes.append(f"{index.original}: a {index.method} index {why} is not reckoned")
        else:
            found.append(index)
        if index.method == "bloom":
            notes.append(f"{index.original}: a bloom index, whose log is left out")
    return tuple(found), notes


def gin_items(index: Index, columns: dict[str, Column]) -> Items | None:
    """The items of a GIN index, those of all its parts together; None where one is unknown."""
    parts = [_items(each, columns) for each in index.elements]
    known = [each for each in parts if each is not None]
    if len(known) < len(parts) or not known:
        return None
    if len(known) == 1:
        return known[0]
    # An entry of an index on several columns begins with the number of its column.
    items = sum([each.items for each in known])
    key = 2 + round(sum([each.items * each.key for each in known]) / max(1, items))
    return Items(items, sum([each.distinct for each in known]), key, sum([each.in_all for each in known]))


def _items(element: Element, columns: dict[str, Column]) -> Items | None:
    own = [columns[each] for each in element.columns if each in columns]
    length = sum([_middle(each) for each in own])
    kind = element.made or _kind(own[0]) if own else ""
    if not own:
        return None
    if "trgm" in element.operators:
        return Items(trigrams(length), 20_000, 4)
    if kind == TSVECTOR:
        return Items(max(1, round(length / (12 if element.made else 15))), 50_000, 9)
    if element.operators == "jsonb_path_ops":
        return Items(max(1, round(length / 28)), 100_000, 4)
    if kind in (JSONB, "hstore"):
        values = max(1, round(length / 28))
        return Items(values, 100_000, 12, values)
    if kind.endswith("[]"):
        return _array(own[0], kind)
    if element.made:
        return None
    key = own[0].size or round(length) + 1
    return Items(1, 10_000, key, even=True)  # btree_gin


def _array(column: Column, kind: str) -> Items:
    size = FIXED.get(kind.removesuffix("[]"), (0, 0))[0]
    each = size or 14
    count = max(1, round((_middle(column) - 24) / each)) if column.payload else 1
    return Items(count, 10_000, size or 11)


def trigrams(length: float) -> int:
    """The different trigrams of a text of so many characters: measured on prose of 12 to 230."""
    return max(1, round(min(length, 2.6 * math.pow(length, 0.7))))


def gist_cover(index: Index, columns: dict[str, Column]) -> Cover | None:
    """What a GiST index has of a row; None where that is unknown."""
    end = 0
    for element in index.elements:
        own = [columns[each] for each in element.columns if each in columns]
        kind = element.made or _kind(own[0]) if own else element.made
        length = sum([_middle(each) for each in own])
        if len(index.elements) == 1 and "trgm" in element.operators:
            return Cover(0, TRIGRAMS, trigrams(length))
        if len(index.elements) == 1 and kind == TSVECTOR:
            return Cover(0, WORDS, max(1, round(length / (12 if element.made else 15))))
        size = _covered(kind, own, element)
        if not size:
            return None
        end = -(-end // 8) * 8 + size
    return Cover(end) if end else None


def spgist_key(index: Index, columns: dict[str, Column]) -> int | None:
    """The bytes that an SP-GiST index keeps of a value; None where they are unknown."""
    if len(index.elements) != 1:  # and what it includes
        return None
    (element,) = index.elements
    own = [columns[each] for each in element.columns if each in columns]
    kind = element.made or (_kind(own[0]) if own else "")
    if kind == "point":
        return POINT
    if kind in TEXTS and own and not index.include:
        return 1 + max(1, round(_middle(own[0])) - TOLD_APART)
    plain = {"inet": ADDRESS, "cidr": ADDRESS, "box": BOX, "polygon": BOX}
    return plain.get(kind) or RANGE_BYTES.get(kind)


def lies_on_a_line(index: Index, columns: dict[str, Column]) -> bool:
    """Whether SP-GiST splits in halves what it has: points that are split one way, addresses, ranges, if short."""
    (element,) = index.elements
    own = [columns[each] for each in element.columns if each in columns]
    kind = element.made or (_kind(own[0]) if own else "")
    return "kd_point" in element.operators or kind in RANGE_BYTES or kind in ("inet", "cidr")


def _covered(kind: str, own: list[Column], element: Element) -> int:
    """The bytes of a part of a key of GiST, 0 where they are unknown."""
    plain = {"inet": INET, "cidr": INET, "geometry": GEOMETRY, "geography": GEOGRAPHY, TEXT: 0, JSONB: 0}
    if kind in SHAPES:
        return BOX
    if kind in RANGES:
        return RANGE_BYTES[kind]
    if kind in plain:
        return plain[kind]
    if element.made or not own:
        return 0
    if own[0].size:
        return max(8, 2 * own[0].size)  # btree_gist: the least and the greatest
    if kind in ("ltree", "cube"):
        return round(_middle(own[0])) + 8
    if kind in ("varchar", "char", "bpchar", "bytea", "numeric"):
        return 2 * (round(_middle(own[0])) + 4)
    return round(_middle(own[0])) + 1 if kind.endswith("range") else 0


def brin_key(index: Index, columns: dict[str, Column]) -> int | None:
    """The bytes of the least value of a range of pages, and of the greatest, of all columns; None where unknown."""
    end = 0
    for element in index.elements:
        if element.made or "bloom" in element.operators or "multi" in element.operators or len(element.columns) != 1:
            return None
        column = columns[element.columns[0]]
        end += column.size or round(_middle(column)) + 1
    return end


def _kind(column: Column) -> str:
    """The type that a column is written with, without what is in brackets but those of an array."""
    base = column.written.partition("(")[0]
    return f"{base.removesuffix('[]')}[]" if column.written.endswith("[]") else base


def _middle(column: Column) -> float:
    """The bytes of a usual value: the geometric mean of a range."""
    if not column.payload:
        return float(column.size)
    low, _, high = column.payload.removesuffix(" B").rpartition(" to ")
    return math.sqrt(float(low) * float(high)) if low else float(high)
