"""Indexes of a sheet that are no B-trees as workloads: GIN, GiST, SP-GiST, hash and BRIN, by what their rows say.

GIN has its items of an expression, so that rows are as wide as the sheet's and lie as many to a page. What GiST and
SP-GiST cover is of a type whose keys have as many bytes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.comparers.postgresql.items import ITEMS, beyond, different, draws, most_different, pool
from estimator.comparers.postgresql.other_indexes import BRIN, CHANCE, GIN, GIST, HASH, SPGIST
from estimator.comparers.tables import Load, of_rows
from estimator.notation.tree import Call, Literal, Text
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.comparers.sheets import Sheet

# The calls by which a size is known, and what else a row has to say.
CALLS = {
    "postgresql.gin": ("items", "distinct", "key", "singles", "in_all", "law", "order", "on_page"),
    "postgresql.gist": ("key", "order", "filled"),
    "postgresql.gist.of_words": ("filled",),
    "postgresql.spgist": ("key", "split", "order"),
    "postgresql.hash": ("order",),
    "postgresql.btree.brin": ("key", "range_pages", "pages"),
}
METHODS = {"gin": GIN, "gist": GIST, "spgist": SPGIST, "hash": HASH, "brin": BRIN, "bloom": ""}
EXTENSION = "{} is not loaded: its {} are those of an extension, and none is put on a server"
PAGE, HEADER, POINTER, ALIGNED = 8168, 24, 4, 8  # bytes of a page's rows, and of each row
WORDS = 20_000  # different ones, of which tsvectors in GiST have theirs
# Of at most so many bytes of a key: a type, a value by chance and one that ascends, and SP-GiST's name for its points.
RANGES = {
    16: ("int4range", f"int4range({CHANCE} / 2, {CHANCE} / 2 + 50)", "int4range(i::int * 60, i::int * 60 + 50)"),
    24: ("int8range", f"int8range({CHANCE}, {CHANCE}::bigint + 50)", "int8range(i * 60, i * 60 + 50)"),
}
LENGTHS, WHOLE_SPAN = {14: ("int4range", "int"), 22: ("int8range", "bigint")}, 2**30  # of which SP-GiST has its ranges
POINT_BYTES, BOX_BYTES, ADDRESS_BYTES = 16, 32, 7
ADDRESS = ("inet", f"'0.0.0.0'::inet + 2 * ({CHANCE})::bigint")
POINT = ("point", f"point({CHANCE}, hashint8(-i))", "point(i, i)")
BOX = ("box", f"box(point({CHANCE}, hashint8(-i)), point({CHANCE} + 1.0, hashint8(-i) + 1.0))", "box(point(i, i))")
LEAST_COVERED, LEAST_RANGE, LONGEST_COVERED = 9, 9, 32


@record
class Row:
    """An index of a sheet: its table's name there, its own place, how it is called and how many rows are in it."""

    sheet: Sheet
    place: str
    name: str
    rows: int

    def number(self, column: str) -> float:
        """A cell in the notation's base units."""
        return self.sheet.number(f"{self.place}.{column}")

    def size(self, column: str) -> float:
        """A cell in bytes."""
        return self.sheet.size(f"{self.place}.{column}")

    def text(self, column: str) -> str:
        """A cell that is one of several texts."""
        return self.sheet.text(f"{self.place}.{column}")


def loads(sheet: Sheet, table: str) -> Iterator[Load | str]:
    """The indexes of a table that are no B-trees, and of each that is not loaded a sentence why."""
    for method in METHODS:
        own_table = sheet.sized_table(table, method)
        for key in sheet.keys(own_table):
            place = f"{own_table}.{key}"
            call = _call(sheet, place)
            if method == "bloom":
                yield EXTENSION.format(place, "signatures")
            elif call is None:
                yield f"{place} is not loaded: its size is not written as estimate table writes it"
            else:
                own = f"{place}.rows" if f"{place}.rows" in sheet.module.definitions else sheet.line(table, "rows")
                rows = round(sheet.number(own))
                if rows < 1:
                    yield f"{place} is not loaded: {of_rows(sheet.rows[table])} it has none; give it more with --keys"
                else:
                    yield _MAKERS[call.path](Row(sheet, place, key, rows), call)


def _call(sheet: Sheet, place: str) -> Call | None:
    """What an index's size is by, where its row says all that it needs."""
    for column in ("tree", "size"):
        for path, needed in CALLS.items():
            found = sheet.call(f"{place}.{column}", path)
            if found is not None and all(f"{place}.{each}" in sheet.module.definitions for each in needed):
                return found
    return None


def _load(row: Row, kind: str, column: tuple[str, str], using: str, *, is_built: bool, more: tuple[str, ...] = (),
          by_column: bool = True) -> Load:  # fmt: skip
    """A load of one column, with its type and value, and an index on it."""
    made = (*more, f"CREATE UNLOGGED TABLE t ({f'k {column[0]}' if by_column else column[0]})")
    index = f"CREATE INDEX x ON t {using}"
    before, after = (made, ("ANALYZE t", index)) if is_built else ((*made, index), ("VACUUM t",))
    said = f"{row.place}.size of {row.sheet.name}"
    return Load(row.name, kind, row.rows, before, column[1], after, "x", said, predicted=row.size("size"))


def _gin(row: Row, _call_of_it: Call) -> Load | str:
    """Items as often as the sheet says, of as many bytes."""
    items, singles, in_all = (row.number(each) for each in ("items", "singles", "in_all"))
    frequency, key = row.text("law"), round(row.size("key"))
    said = round(row.number("distinct"))
    distinct = pool(row.rows * items, said, frequency)
    alone = beyond(row.rows, items, said, frequency, distinct)
    items, singles = max(0.0, items - alone), singles + alone
    number = draws(items, distinct, frequency)
    if number is None:
        return f"{row.place} is not loaded: there are no rows of {items:g} different items out of {distinct:,}"
    whole = distinct + round(in_all) + row.rows * math.ceil(singles)
    if whole > most_different(key):
        return f"{row.place} is not loaded: there are no {whole:,} different items of {key} B"
    function = different(number, distinct, frequency, singles, round(in_all), key)
    columns, values = _padded(row.number("on_page"), "i bigint", "i", 8)
    order = row.text("order")
    options = " WITH (fastupdate = off)" if order == "one by one" else ""
    return _load(
        row, GIN, (columns, values), f"USING gin (({ITEMS}(i))){options}",
        is_built=order == "built", more=(function,), by_column=False,
    )  # fmt: skip


def _padded(on_page: float, column: str, value: str, length: int) -> tuple[str, str]:
    """A column of so many bytes and what makes the rows as wide as those are of which so many lie on a page."""
    whole = round((PAGE / max(1.0, on_page) - POINTER - ALIGNED / 2) / ALIGNED) * ALIGNED - HEADER - length
    text = whole - (1 if whole <= 127 else 4)
    if text < 0:
        return column, value
    return f"{column}, pad text", f"{value}, repeat('x', {text})"


def _gist(row: Row, _call_of_it: Call) -> Load | str:
    """Boxes or ranges of as many bytes."""
    key, order, filled = row.size("key"), row.text("order"), row.text("filled")
    if key < LEAST_COVERED:
        return EXTENSION.format(row.place, f"keys of {key:g} B")
    if key > LONGEST_COVERED:
        return f"{row.place} is not loaded: no values are made whose keys have {key:g} B"
    kind, at_random, ascending = next((found for most, found in RANGES.items() if key <= most), POINT)
    value = ascending if order == "ascending" else at_random
    return _load(row, GIST, (kind, value), "USING gist (k)", is_built=filled != "inserting")


def _gist_of_words(row: Row, call: Call) -> Load | str:
    """Texts of so many different words."""
    given = [each.value for each in call.arguments if not each.name]
    if len(given) > 2 and isinstance(given[2], Text) and given[2].value == "trigrams":
        return EXTENSION.format(row.place, "trigrams")
    if len(given) < 2 or not isinstance(given[1], Literal):
        return f"{row.place} is not loaded: its words are worked, and no number"
    words = float(given[1].number)
    number = draws(words, WORDS, "zipf")
    if number is None:
        return f"{row.place} is not loaded: there are no rows of {words:g} different words out of {WORDS:,}"
    function = different(number, WORDS, "zipf", 0, 0, 9)
    is_built = row.text("filled") != "inserting"
    return _load(row, GIST, ("tsvector", f"{ITEMS}(i)"), "USING gist (k)", is_built=is_built, more=(function,))


def _spgist(row: Row, _call_of_it: Call) -> Load | str:
    """Points, ranges or boxes of as many bytes, ranges as long as the sheet says."""
    key, split, order = round(row.size("key")), row.text("split"), row.text("order")
    extent = row.number("extent") if f"{row.place}.extent" in row.sheet.module.definitions else 0.0
    if key in LENGTHS:
        kind = _ranges(key, split, extent, row.rows)
    elif split == "ascending":
        return f"{row.place} is not loaded: ascending are ranges, of 14 B or 22 B"
    elif split == "evenly" and key == ADDRESS_BYTES:
        kind = ADDRESS
    elif key == ADDRESS_BYTES:
        return f"{row.place} is not loaded: where its addresses crowd is not known"
    elif split == "evenly":
        return f"{row.place} is not loaded: what splits evenly are addresses, of {ADDRESS_BYTES} B"
    elif key == POINT_BYTES:
        kind = POINT[:2]
    elif key == BOX_BYTES and split == "quadrants":
        kind = BOX[:2]
    else:
        return f"{row.place} is not loaded: what texts of {key} B share is not known"
    using = "USING spgist (k kd_point_ops)" if key == POINT_BYTES and split == "halves" else "USING spgist (k)"
    return _load(row, SPGIST, kind, using, is_built=order == "built")


def _ranges(key: int, split: str, extent: float, rows: int) -> tuple[str, str]:
    """Ranges of a type whose values take so many bytes, and their value: of one length, or by chance of up to twice.

    Those that split in quadrants are up to half as long as what they span.
    """
    kind, whole = LENGTHS[key]
    begins, span = ("i * 60", rows * 60) if split == "ascending" else (f"{CHANCE} / 2", WHOLE_SPAN)
    extent = min(0.25, extent) if split != "quadrants" else 0.25
    length = f"1 + (hashint8(-i) & 2147483647) / 2147483648.0 * {2 * extent * span:.0f}" if extent else "50"
    return kind, f"{kind}(({begins})::{whole}, ({begins})::{whole} + ({length})::{whole})"


def _hash(row: Row, _call_of_it: Call) -> Load:
    """Rows of as many keys, beside another column: of an empty table so many are expected as its columns let."""
    per_key = row.number("per_key") if f"{row.place}.per_key" in row.sheet.module.definitions else 1.0
    key = f"{CHANCE} % {max(1, round(row.rows / per_key))}" if per_key > 1 else "i"
    columns, values = "k bigint, beside text", f"{key}, NULL"
    is_built = row.text("order") == "built"
    return _load(row, HASH, (columns, values), "USING hash (k)", is_built=is_built, by_column=False)


def _brin(row: Row, _call_of_it: Call) -> Load | str:
    """As many pages of rows that ascend."""
    key, pages = round(row.size("key")), row.number("pages")
    kinds = {4: ("k int", "i"), 8: ("k bigint", "i")}
    text = ("k text", f"lpad(i::text, {key - 1}, '0')")
    if key not in kinds and key - 1 < len(str(row.rows)):
        return f"{row.place} is not loaded: there are no {row.rows:,} keys of {key} B that ascend"
    column, value = kinds.get(key, text)
    columns, values = _padded(row.rows / max(1.0, pages), column, value, -(-key // ALIGNED) * ALIGNED)
    using = f"USING brin (k) WITH (pages_per_range = {round(row.number('range_pages'))})"
    return _load(row, BRIN, (columns, values), using, is_built=True, by_column=False)


_MAKERS = {
    "postgresql.gin": _gin,
    "postgresql.gist": _gist,
    "postgresql.gist.of_words": _gist_of_words,
    "postgresql.spgist": _spgist,
    "postgresql.hash": _hash,
    "postgresql.btree.brin": _brin,
}
