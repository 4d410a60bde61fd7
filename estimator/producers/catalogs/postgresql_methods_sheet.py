"""Indexes of a surveyed PostgreSQL that are no B-trees as tables of its sheet, built, with what is known of entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from estimator.notation.making import binary, called, column, defined, name, number, row, table, text
from estimator.notation.tree import Documentation
from estimator.producers.catalogs.lengths import digits
from estimator.producers.schema.documentation import where_documentation
from estimator.producers.schema.elements import METHODS
from estimator.producers.schema.other_indexes import PAGE, PAGE_ROWS
from estimator.producers.schema.partitions import rows_of_each, times_each

if TYPE_CHECKING:
    from estimator.notation.rows import Column as ColumnTree
    from estimator.notation.rows import Table as TableTree
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.catalogs.readings import MethodReading, TableReading
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Index, Table

GROWTH = "growth"
BUILT, EQUAL = text("built"), text("equal")


def method_tables(reading: TableReading, names: SheetNames) -> list[list[Line]]:
    """A table for each method that a table's indexes have, with those of the items of GIN indexes before it."""
    own = reading.table
    found: list[list[Line]] = []
    for method in METHODS:
        indexes = [each for each in own.others if each.method == method]
        if not indexes:
            continue
        if method == "gin":
            rows, heap = name(names.of(own, "rows")), name(names.of(own, "heap"))
            found.append([defined(names.of(own, PAGE_ROWS), binary(binary(rows, "*", PAGE), "/", heap))])
            found += [[_lists(each, reading.methods[each.name], own, names)] for each in indexes]
        several = any(reading.methods[each.name].tables > 1 for each in indexes)
        heads = _heads(method, own, names, several=several)
        made = []
        for each in indexes:
            known = _cells(each, reading.methods[each.name], own, names, several=several)
            made.append(row(names.other_label(own, each), [known.get(head.name) for head in heads]))
        said = Documentation(where_documentation([(names.other_label(own, each), each.where) for each in indexes]))
        found.append([table(names.of(own, method), "index", heads, made, said)])
    return found


def _lists(index: Index, known: MethodReading, own: Table, names: SheetNames) -> TableTree:
    """The items of a GIN index: how many there are that so large a share of the rows has."""
    rows = [row(f"band {place}", [number(digits(count)), number(f"{100 * share:.4g}", "%")])
            for place, (count, share) in enumerate(known.lists, 1)]  # fmt: skip
    if not rows:
        rows = [row("none", [number("0"), number("0", "%")])]
    said = [f"The items of {names.other_label(own, index)}, by the share of the rows that one of them is in."]
    if known.unlisted:
        said.append(f"Statistics do not list {known.unlisted:.0%} of them, which are taken to thin out as those do.")
    heads = [column("number"), column("share")]
    return table(names.of(own, "items", index.name), "items", heads, rows, Documentation(tuple(said)))


def _heads(method: str, own: Table, names: SheetNames, *, several: bool) -> list[ColumnTree]:
    """The columns of the table of a method, with one for partitions where there are `several`."""
    rows = rows_of_each(several=several)
    shared = [column("share", default=number("100", "%")),
              column("rows", default=binary(name(names.of(own, "rows")), "*", name("share")))]  # fmt: skip
    now, trees = column("now", "MB"), column("tables", default=number("1"))
    if several:
        shared.append(trees)
    if method == "gin":
        return [column("key", "B"), column("singles", default=number("0")), *shared, column("size", "MB"), now]
    if method == "gist":
        size = times_each(called("postgresql.gist", rows, name("key"), name("order"), BUILT), several=several)
        return [column("key", "B"), column("order", default=text("random")), *shared, column("size", "MB", size), now]
    tables = name("tables")
    if method == "hash":
        # Buckets are made for all rows of a table, whatever share of them comes.
        each = binary(name("rows"), "/", tables)
        shared = shared if several else [*shared, trees]
        whole = binary(tables, "*", called("postgresql.hash", *_hashed(each)))
        return [
            *[column("per_key", default=number("1")), column("crowded", default=number("0", "%")), *shared],
            column("planned", default=binary(name(names.of(own, "rows")), "/", tables)),
            *[column("size", "MB", whole), now],
        ]
    heap = binary(name(names.of(own, "heap")), "/", PAGE)
    whole = binary(tables, "*", called("postgresql.btree.brin", name("pages"), name("key"), name("range_pages")))
    return [
        *[column("key", "B"), column("range_pages", default=number("128")), trees],
        *[column("pages", default=binary(heap, "/", tables)), column("size", "MB", whole), now],
    ]


def _hashed(each: Expression) -> tuple[Expression, ...]:
    """What is said of a hash index with so many rows."""
    return each, BUILT, name("planned"), name("per_key"), binary(name("crowded"), "*", each)


def _cells(
    index: Index, known: MethodReading, own: Table, names: SheetNames, *, several: bool
) -> dict[str, Expression]:
    """What an index has in its row."""
    rows, of_all = rows_of_each(several=several), partial(times_each, several=several)
    found: dict[str, Expression] = {"now": binary(name(GROWTH), "*", number(str(known.size), "B"))}
    if known.share < 1:
        found["share"] = number(f"{100 * known.share:.6g}", "%")
    if index.method != "hash":
        found["key"] = number(digits(known.key))
    if index.method == "gin":
        given: tuple[Expression, ...] = (rows, name(names.of(own, "items", index.name)), name("key"),
                                         name("singles"), name(names.of(own, PAGE_ROWS)))  # fmt: skip
        found["size"] = of_all(called("postgresql.gin.of_lists", *given))
        if known.singles:
            found["singles"] = number(digits(known.singles))
    if index.method == "gist" and known.words:
        of = text("trigrams" if known.trigrams else "words")
        given = (rows, number(digits(known.words)), of, BUILT)
        found["size"] = of_all(called("postgresql.gist.of_words", *given))
    if known.is_sorted:
        given = (rows, name("key"), name("order"), text("sorted"))
        found["size"] = of_all(called("postgresql.gist", *given))
    if known.tables > 1:
        found["tables"] = number(str(known.tables))
    if index.method == "hash" and known.planned < 1:
        planned = binary(number(f"{100 * known.planned:.4g}", "%"), "*", name(names.of(own, "rows")))
        found["planned"] = binary(planned, "/", name("tables"))
    if known.as_now:
        found["size"] = name("now")
    if known.ascending:
        found["order"] = text("ascending")
    if index.method == "hash" and known.per_key > 1:
        found["per_key"] = number(digits(known.per_key))
        if known.equal:
            of_equal = called("postgresql.hash", *_hashed(binary(name("rows"), "/", name("tables"))), counts=EQUAL)
            found["size"] = binary(name("tables"), "*", of_equal)
    if index.method == "hash" and known.crowded:
        found["crowded"] = number(f"{100 * known.crowded:.4g}", "%")
    if index.range_pages:
        found["range_pages"] = number(str(index.range_pages))
    return found


def method_sizes(own: Table, names: SheetNames, figure: str) -> list[Expression]:
    """The sums of a figure, size or now, over the indexes of each method."""
    from estimator.notation.making import total_of

    methods = [each for each in METHODS if any(index.method == each for index in own.others)]
    return [total_of(f"{names.of(own, each)}.{figure}") for each in methods]
