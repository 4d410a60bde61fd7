"""The indexes of a table as rows of one in the notation, under their own names: order, share of the rows, key, size."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from estimator.notation.making import (
    binary,
    called,
    column,
    defined,
    name,
    number,
    row,
    table,
    text,
)
from estimator.notation.printer import print_expression
from estimator.notation.tree import Documentation
from estimator.producers.schema.conditions import led, never_null, null_share_of, only_null, whole_share_of
from estimator.producers.schema.documentation import index_documentation
from estimator.producers.schema.nullable import null_keys
from estimator.producers.schema.ordering import BY_TURNS, GROUPS, key_order
from estimator.producers.schema.partitions import PARTITIONS, TABLES, Shared, holding
from estimator.producers.schema.stored import FILL

if TYPE_CHECKING:
    from collections.abc import Container

    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.schema.nullable import NullKeys
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Column, Index, Table

AT_ONCE = 6  # columns that postgresql.key takes
LONGEST_CELL = 70
NULL_BITS = "8"  # bytes of a key that say which of its columns are NULL
LONGEST_NOTE = 40


def indexes_table(
    own: Table,
    names: SheetNames,
    *,
    crowded: bool = False,
    equal: Container[str] = (),
    uneven: Container[str] = (),
    parts: str = "",
    built: bool = False,
) -> list[list[Line]]:
    """The table of a table's indexes, with a line before it for each key that is too long for a cell; maybe nothing.

    With a column for the share of `crowded` keys; `equal` are the names of the indexes all of whose keys have equal
    numbers of rows, and `uneven` of those whose keys differ in them by more than chance makes; `parts` is the table of
    the sheet that says how many partitions have how large a part of the rows, where they are not alike; of indexes
    that are `built`, whatever their keys are.
    """
    if not own.indexes:
        return []
    keys: list[Expression] = []
    long: list[Line] = []
    for index in own.indexes:
        key = _key(own, index, names)
        if len(print_expression(key)) > LONGEST_CELL:
            apart = names.of(own, f"key_{len(long) + 1}")
            long.append(defined(apart, key, "", "" if len(names.index_label(own, index)) > LONGEST_NOTE
                                else f"of {names.index_label(own, index)}"))  # fmt: skip
            key = name(apart)
        keys.append(key)
    rows = binary(name(names.of(own, "rows")), "*", name("share"))
    heads = [column("order"), column("share", default=number("100", "%"))]
    per_key: list[Expression] = []
    given: dict[str, Expression] = {}
    if any(_shares_keys(index) for index in own.indexes):
        heads.append(column("per_key", default=number("1")))
        per_key.append(name("per_key"))
    if any(index.fillfactor != FILL for index in own.indexes):
        heads.append(column("fill", default=number(str(FILL), "%")))
        given["fill"] = name("fill")
    pivots = [_pivot(own, index, names) for index in own.indexes]
    grouped = has_groups(own)
    heads.append(column("key", "B"))
    if any(pivots):
        heads.append(column("pivot", default=number("0", "B")))
        given["pivot"] = name("pivot")
    if grouped:
        heads.append(column("groups", default=number("1")))
        given["groups"] = name("groups")
    if grouped:
        filled = given.get("fill", number(str(FILL), "%"))
        per_key = [*(per_key or [number("1")]), filled, name("pivot"), name("groups")]
        given = {}
    if crowded:
        heads.append(column("crowded", default=number("0", "%")))
        given["crowded"] = name("crowded")
    if any(index.name in uneven for index in own.indexes):
        heads.append(column("alone", default=number("0", "%")))
    shared = Shared(own, names, parts)
    heads += shared.heads(own.indexes)

    def usual(each: Expression) -> Expression:
        return called("postgresql.schema.index", each, name("key"), name("order"), *per_key, **given)

    size = shared.size(usual)
    without = [null_keys(own, index, built=built) for index in own.indexes]
    nulls = [_null_cells(index.holder or own, each, names, long) if each else {}
             for index, each in zip(own.indexes, without, strict=True)]  # fmt: skip
    if any(nulls):
        heads.append(column("nulls", "%", number("0", "%")))
    if any("null_key" in cells for cells in nulls):
        heads.append(column("null_key", "B", number("8", "B")))
    heads += [column("rows", default=rows), column("size", "MB", size)]
    made = []
    there = frozenset([head.name for head in heads])
    for index, key, pivot, found, cells in zip(own.indexes, keys, pivots, without, nulls, strict=True):
        order, odd = key_order(own, index), None
        if index.name in uneven:
            odd = shared.size(partial(_of_uneven_keys, index, there), index)
        elif found is not None:
            by_turns = order == BY_TURNS
            odd = shared.size(partial(_null_size, index, found, there=there, by_turns=by_turns), index)
        elif index.name in equal:
            odd = shared.size(partial(_of_equal_counts, index), index)
        elif order == BY_TURNS and index.newest_first and not built:
            odd = shared.size(partial(_newest_first, index), index)
        elif index.partitions and parts:
            odd = shared.size(usual, index)
        known = {
            "order": text(order),
            "share": _share(own, index, names, long) if index.partial or index.partitions else None,
            TABLES: number(str(holding(own, index))) if index.partitions else None,
            "fill": number(str(index.fillfactor), "%") if index.fillfactor != FILL else None,
            "key": key,
            "pivot": pivot,
            "groups": number(GROUPS[0], "", GROUPS[1]) if order == BY_TURNS else None,
            **cells,
            "size": odd,
        }
        made.append(row(names.index_label(own, index), [known.get(head.name) for head in heads]))
    said = Documentation(index_documentation(own, names))
    return [long, [table(names.of(own, "indexes"), "index", heads, made, said)]]


def _of_equal_counts(index: Index, rows: Expression) -> Expression:
    """The size of an index all of whose keys have equal numbers of rows."""
    fill = [name("fill")] if index.fillfactor != FILL else []
    return called("postgresql.schema.index_of_equal_counts", rows, name("key"), name("per_key"), *fill)


def _of_uneven_keys(index: Index, there: frozenset[str], rows: Expression) -> Expression:
    """The size of an index whose keys differ much in their rows, by the columns that are there."""
    fill = {"fillfactor": name("fill")} if index.fillfactor != FILL else {}
    known = {each: name(each) for each in ("crowded", "nulls") if each in there}
    given = (rows, name("key"), name("per_key"), name("alone"))
    return called("postgresql.uneven_keys.index", *given, **known, **fill)


def has_groups(own: Table) -> bool:
    """Whether any index of a table grows by turns."""
    return any(key_order(own, index) == BY_TURNS for index in own.indexes)


def _shares_keys(index: Index) -> bool:
    """Whether equal keys share an entry: not in a unique index, nor in one that includes columns."""
    return not index.unique and not index.include


def _share(own: Table, index: Index, names: SheetNames, long: list[Line]) -> Expression:
    """The share of the rows that are in an index: of a partial one a guess, but where all with a value of a column are.

    Of one that not all partitions have that of the rows there.
    """
    column, without = whole_share_of(own.columns, index), null_share_of(own.columns, index)
    if not index.partial:
        share: Expression = number("1")
    elif without is not None and without.nullable:
        share = _null_of(own, without, names, long)
    elif column is None:
        share = number(f"{index.share:g}", "%")
    else:
        share = binary(number("100", "%"), "-", _null_of(own, column, names, long))
    if not index.partitions:
        return share
    there = binary(name(TABLES), "/", name(names.of(own, PARTITIONS)))
    return binary(there, "*", share) if index.partial else there


def _null_of(held: Table, column: Column, names: SheetNames, long: list[Line]) -> Expression:
    """The share of the rows without a value of a column: a cell of its table, by a line of its own if that is long."""
    path = names.cell(held, column, "null")
    if len(path) <= LONGEST_CELL:
        return name(path)
    apart = names.of(held, f"null_{len(long) + 1}")
    call = called("postgresql.key.nulls", name(names.of(held)), text(names.label(held, column)))
    long.append(defined(apart, call))
    return name(apart)


def _null_cells(held: Table, found: NullKeys, names: SheetNames, long: list[Line]) -> dict[str, Expression]:
    """How many rows of an index have no key, and what these have instead."""
    by_name = {each.name: each for each in held.columns}
    all_rows = number("100", "%")
    cells: dict[str, Expression] = {
        "nulls": all_rows if found.are_all else _null_of(held, by_name[found.column], names, long)
    }
    if found.beside:
        labels = [text(names.label(held, by_name[each])) for each in found.beside[:AT_ONCE]]
        end = called("postgresql.key.key_end", name(names.of(held)), *labels)
        cells["null_key"] = binary(end, "+", number("8", "B"))
        if len(print_expression(cells["null_key"])) > LONGEST_CELL:
            apart = names.of(held, f"null_key_{len(long) + 1}")
            long.append(defined(apart, cells["null_key"]))
            cells["null_key"] = name(apart)
    return cells


def _null_size(index: Index, found: NullKeys, rows: Expression, *, there: frozenset[str], by_turns: bool) -> Expression:
    """The size of an index some of whose rows have no key, as its own cell has it, by the columns that are there."""
    given = [rows, name("key"), name("order"), text(found.entries), name("nulls")]
    named: dict[str, Expression] = {"fill": name("fill")} if "fill" in there else {}
    if found.beside:
        given += [name("null_key"), *([name("groups")] if by_turns else [])]
        size: Expression = called("postgresql.schema.nullable_columns", *given, **named)
    else:
        given += [name("per_key")] if "per_key" in there and _shares_keys(index) else []
        if "crowded" in there:
            named["crowded"] = name("crowded")
        size = called("postgresql.schema.nullable", *given, **named)
    return size


def _newest_first(index: Index, rows: Expression) -> Expression:
    """The size of an index that grows by turns whose newest rows come first in their groups."""
    fill = number(str(index.fillfactor), "%")
    return called(
        "postgresql.btree.grouped", rows, name("key"), name("groups"), text("newest first"), name("pivot"), fill
    )


def _key(own: Table, index: Index, names: SheetNames) -> Expression:
    """The bytes of an index's key, with the columns that it includes."""
    if index.holder is None and (always := only_null(own.columns, index) & {*index.columns, *index.include}):
        return _beside_nulls(own, [each for each in (*index.columns, *index.include) if each not in always], names)
    held, columns = index.holder or own, (*index.columns, *index.include)
    by_name = {each.name: each for each in held.columns}
    nullable = {each for each in columns if by_name[each].nullable}
    if nullable and nullable <= never_null(own.columns, index) and len(columns) <= AT_ONCE:
        labels = [text(names.label(held, by_name[each])) for each in columns]
        return called("postgresql.key.values", name(names.of(held)), *labels)
    return _walked(held, columns, names)


def _beside_nulls(own: Table, columns: list[str], names: SheetNames) -> Expression:
    """The key of columns beside those that are NULL in all rows, with the bits that say so."""
    bits = number(NULL_BITS, "B")
    if not columns:
        return bits
    by_name = {each.name: each for each in own.columns}
    labels = [text(names.label(own, by_name[each])) for each in columns]
    end = called("postgresql.key.key_end", name(names.of(own)), *labels[:AT_ONCE])
    for start in range(AT_ONCE, len(labels), AT_ONCE):
        part = labels[start : start + AT_ONCE]
        end = called("postgresql.key.key_end", name(names.of(own)), *part, start=end)
    return binary(end, "+", bits)


def _pivot(own: Table, index: Index, names: SheetNames) -> Expression | None:
    """What an index that includes columns has in its upper pages: its key alone. None where that is not plain.

    Of one that grows by turns its first column.
    """
    held = index.holder or own
    if key_order(own, index) == BY_TURNS:
        return _walked(held, led(held.columns, index)[:1], names)
    nullable = any(each.nullable for each in held.columns if each.name in index.columns)
    return _walked(held, index.columns, names) if index.include and not nullable else None


def _walked(own: Table, held: tuple[str, ...], names: SheetNames) -> Expression:
    """A key of columns; of more than a call takes, one that goes on where another one ends."""
    by_name = {each.name: names.label(own, each) for each in own.columns}
    labels = [text(by_name[each]) for each in held]
    columns = name(names.of(own))
    if len(labels) <= AT_ONCE:
        return called("postgresql.key", columns, *labels)
    parts = [labels[start : start + AT_ONCE] for start in range(0, len(labels), AT_ONCE)]
    end = called("postgresql.key.key_end", columns, *parts[0])
    for part in parts[1:]:
        end = called("postgresql.key.key_end", columns, *part, start=end)
    nulls = [called("postgresql.key.key_nulls", columns, *part) for part in parts]
    return binary(end, "+", called("max", *nulls))
