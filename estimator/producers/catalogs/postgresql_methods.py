"""Indexes of PostgreSQL that are no B-trees: what statistics say of their entries, or why they do not say enough."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.catalogs import item_lists
from estimator.producers.catalogs.postgresql_keys import are_equal
from estimator.producers.catalogs.readings import MethodReading
from estimator.producers.schema.other_keys import INET
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.producers.catalogs.asking import Rows
    from estimator.producers.catalogs.item_lists import ItemLists
    from estimator.producers.catalogs.postgresql_answers import Part
    from estimator.producers.catalogs.readings import ColumnReading

METHODS = ("gin", "gist", "hash", "brin")
A_PAGE = 407  # rows of a hash index
BUILT_ROOM = 7333  # bytes of a page of GiST that is built
HALF_FULL = 1.45  # times what an index takes whose values come in random order, that one of ascending ranges takes
NOT_HALF_FULL = 1.12  # times what an index takes whose values come in random order
PACKED = 0.87  # of what an index takes whose values come in random order; one that takes less is built otherwise
LEAST_PER_KEY = 2.0
PATH = 4  # bytes of an item of jsonb_path_ops, and of a trigram
_HASHED = 125  # bytes of a jsonb's key or value, above which its hash stands for it


@record
class Held:
    """A column of an index with what is known of its values: their statistics, and those of their items."""

    part: Part
    reading: ColumnReading | None
    lists: Rows
    samples: Rows


def method_reading(method: str, held: Sequence[Held], size: int, share: float, rows: float) -> MethodReading | str:
    """What an index's entries are like; words to go behind "a gin index" where statistics do not say it."""
    found = MethodReading(size, share)
    if method == "gin":
        return _gin(held, found, rows)
    if method == "gist":
        return _gist(held, found, rows)
    if method == "brin":
        return _brin(held, found)
    return _hash(held[0], found, rows)


def _gin(held: Sequence[Held], found: MethodReading, rows: float) -> MethodReading | str:
    items: list[ItemLists] = []
    for each in held:
        known = _items(each, rows)
        if isinstance(known, str):
            return known
        items.append(known)
    whole = item_lists.together(items)
    # Rows without a value are the list of an item of their own.
    nulls = [(1.0, each.reading.null) for each in held if each.reading is not None and each.reading.null > 0]
    whole = replace(whole, bands=(*whole.bands, *nulls))
    return replace(found, key=whole.length, lists=whole.bands, singles=whole.singles, unlisted=whole.unlisted)


def _items(each: Held, rows: float) -> ItemLists | str:
    """The items of one column of a GIN index, with the bytes of a key."""
    part, kind = each.part, each.part.kind
    null = each.reading.null if each.reading is not None else 0.0
    if kind in ("array", "words"):
        known = item_lists.of_elements(kind, each.lists)
        return _there(known, null, float(part.size) if part.size > 0 else None, 1.0)
    if kind:
        known = item_lists.of_sample(each.samples)
        return _there(known, null, PATH if kind != "jsonb" else None, 2.0)
    if each.reading is None:
        return "without statistics"
    if not part.operators.endswith("_ops") or part.operators.startswith("gin_"):
        return f"by {part.operators or 'operators of its own'}"
    length = float(part.size) if part.size > 0 else each.reading.mean or 0.0
    known = item_lists.of_values(each.reading.distinct, each.reading.common, null, length, rows)
    return known if isinstance(known, str) else replace(known, length=length)


def _there(known: ItemLists | str, null: float, fixed: float | None, more: float) -> ItemLists | str:
    """The items with shares of all rows, and not of those with a value, and with the bytes of a key."""
    if isinstance(known, str):
        return known
    there = 1 - null
    length = fixed if fixed is not None else min(known.length, _HASHED) + more
    bands = tuple([(number, share * there) for number, share in known.bands])
    return replace(known, bands=bands, length=length, items=known.items * there, singles=known.singles * there)


def _gist(held: Sequence[Held], found: MethodReading, rows: float) -> MethodReading | str:
    end = 0.0
    for each in held:
        kind = each.part.kind
        if kind in ("words", "trigram") and len(held) == 1:
            known = item_lists.of_elements(kind, each.lists) if kind == "words" else item_lists.of_sample(each.samples)
            if isinstance(known, str):
                return known
            return replace(found, key=4 * known.items, words=known.items, trigrams=kind == "trigram")
        size = _covered(each)
        if size is None:
            return f"by {each.part.operators}" if each.reading is not None else "without statistics"
        end = -(-end // 8) * 8 + size
    if len(held) == 1 and held[0].part.operators == "point_ops":
        return replace(found, key=end, is_sorted=True)
    times = found.size / _random_size(end, rows)
    if times < PACKED:
        return "whose values lie in an order that statistics do not tell"
    # How full pages get goes by how values lie and come, of ranges by how they overlap, and of addresses by their
    # networks. Where values ascend they stay half full, which is not known of these: then no bloat is made up.
    ranges = any(each.part.size <= 0 or each.part.operators == "inet_ops" for each in held)
    as_now = times <= (HALF_FULL if ranges else NOT_HALF_FULL)
    return replace(found, key=end, as_now=as_now, ascending=ranges and not as_now)


def _random_size(key: float, rows: float) -> float:
    """What an index takes that was built of values in random order, in bytes."""
    entry = -(-(8 + key) // 8) * 8 + 4
    return rows * entry / (BUILT_ROOM * math.log(2)) * 8192


def _covered(each: Held) -> float | None:
    """The bytes of a part of a key of GiST; None where they are unknown."""
    operators = each.part.operators
    if each.part.size > 0:
        return float(each.part.size)
    if operators == "inet_ops":
        return INET
    mean = each.reading.mean if each.reading is not None else None
    if mean is not None and operators in ("", "range_ops", "multirange_ops", "gist_ltree_ops"):
        return mean
    if mean is not None and operators in ("gist_text_ops", "gist_bpchar_ops", "gist_bytea_ops", "gist_numeric_ops"):
        return 2 * (mean + 3)  # the least and the greatest, each with its length in four bytes
    return None


def _brin(held: Sequence[Held], found: MethodReading) -> MethodReading | str:
    end = 0.0
    for each in held:
        operators = each.part.operators
        if not operators.endswith("_minmax_ops"):
            return f"by {operators}"
        mean = each.reading.mean if each.reading is not None else None
        if each.part.size <= 0 and mean is None:
            return "without statistics"
        end += each.part.size if each.part.size > 0 else mean or 0.0
    return replace(found, key=end)


def _hash(each: Held, found: MethodReading, rows: float) -> MethodReading | str:
    reading = each.reading
    if reading is None or not reading.distinct:
        return "without statistics"
    there = max(1e-9, 1 - reading.null)  # NULLs are in no hash index
    crowded = [share / there for share in reading.common if share * rows > 2 * A_PAGE]
    per_key = max(0.0, 1 - sum(crowded)) * there * rows / max(1.0, reading.distinct - len(crowded))
    return replace(
        found,
        share=found.share * there,
        crowded=sum(crowded),
        per_key=per_key if per_key >= LEAST_PER_KEY else 1.0,
        equal=are_equal([reading], rows),
    )
