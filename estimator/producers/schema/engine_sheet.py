"""Tables of MySQL and SQLite as a sheet that reads like their schema: a row a column and an index, a line a size.

InnoDB keeps the rows in the tree of the primary key, and this key in each entry of the other indexes; so does SQLite
WITHOUT ROWID. Otherwise SQLite's entries hold the row id.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from estimator.model.files import formatted_text
from estimator.notation.making import (
    NOWHERE,
    added,
    binary,
    called,
    column,
    defined,
    name,
    number,
    row,
    sum_of,
    table,
    text,
    total_of,
)
from estimator.notation.printer import print_blocks, print_expression
from estimator.notation.tree import Documentation, Negation
from estimator.producers.catalogs.lengths import middle
from estimator.producers.schema.columns import length_of, null_of
from estimator.producers.schema.conditions import whole_share_of
from estimator.producers.schema.documentation import index_documentation, table_documentation
from estimator.producers.schema.engine_heads import LONGEST_ROWS, fits, in_blocks, sized
from estimator.producers.schema.engine_order import MANY, filling, is_rowid, keeping
from estimator.producers.schema.engine_partitions import Partitions
from estimator.producers.schema.engine_words import COMING, SAID, SOURCES
from estimator.producers.schema.indexes import LONGEST_CELL, LONGEST_NOTE
from estimator.producers.schema.ordering import BY_TURNS, GROUPS, IN_ORDER
from estimator.producers.schema.sheet_names import SheetNames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from estimator.notation.rows import Column as Head
    from estimator.notation.rows import Table as TableTree
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression, Literal
    from estimator.producers.schema.stored import Column, Index, Table

    Blocks = list[list[Line]]

PAGE = "page_size"
SHORT, POINTER = 255, 40  # bytes: columns of at most so many never leave their row
TOTALS = (("size", "size", ""), ("growth", "growth", "GB/year"))
EXTENTS = "extents"
ROWID = 3  # bytes of a row id in an index, of some million rows
LONGEST_TYPE = 40
SHRINKS, GROUP, PARTITIONS = "shrinks_to", "groups", "partitions"


def engine_sheet(tables: list[Table], source: str, names: SheetNames | None = None) -> str:
    """The sheet of some tables of one system, with its assumptions to fill in."""
    names = names or SheetNames((PAGE, f"total_{EXTENTS}", *[f"total_{what}" for what, _, _ in TOTALS]))
    system = tables[0].system
    source = " ".join(source.split())
    kept = "MySQL (InnoDB)" if system == "MySQL" else system
    head = f"{source}: {len(tables)} {'table' if len(tables) == 1 else 'tables'} in {kept}"
    said = Documentation((head, *SAID[system]), (f"{source}; {SOURCES[system]}",),
                         dt.datetime.now(tz=dt.UTC).date().isoformat()[:7])  # fmt: skip
    blocks: Blocks = []
    if system == "SQLite":
        blocks.append([defined(PAGE, number("4096", "B"), "", "as PRAGMA page_size says")])
    for own in tables:
        writer = TableWriter(own, names)
        blocks += [
            [writer.columns()],
            [
                defined(writer.of("rows"), number("1", "row", "M")),
                defined(writer.of("inserts"), number("10", "row/s"), "", "new rows"),
                *writer.partitions(),
            ],
            *writer.indexes(),
            writer.sizes(),
        ]
    totals = [
        defined(f"total_{what}", added([name(names.of(each, part)) for each in tables]), unit)
        for what, part, unit in (*TOTALS, *(((EXTENTS, EXTENTS, "MB"),) if system == "MySQL" else ()))
    ]
    return formatted_text(print_blocks(said, [*blocks, totals]))


class TableWriter:
    """One table's lines."""

    def __init__(
        self, own: Table, names: SheetNames, *, anew: bool = False, shares: Sequence[tuple[int, float]] = ()
    ) -> None:
        """`anew` is as loaded in order, with all indexes in order; `shares` are those of partitions that differ.

        Of each so many have that share of the rows.
        """
        path = names.of(own, PARTITIONS) if shares or own.partition_count > 1 else ""
        self._partitions = Partitions(path, own.partition_count, shares)
        self._shares = shares
        self.own = own
        self.anew = anew
        self.names = names
        self.is_mysql = own.system == "MySQL"
        self.by_name = {each.name: each for each in (*own.columns, *own.virtual)}

    def of(self, *parts: str) -> str:
        """The name of a thing of the table."""
        return self.names.of(self.own, *parts)

    def columns(self) -> TableTree:
        """The table of the columns."""
        there = Negation("not", called("spread", called("bernoulli", name("null"))), NOWHERE)
        heads = [column("type"), column("length", "B")]
        if self.is_mysql:
            heads.append(column("most", default=number("0", "B")))
        heads += [column("null", default=number("0", "%")), column("not_null", default=there)]
        rows, unsaid = [], list[str]()
        for each in self.own.columns:
            most = [number(str(each.most), "B") if each.most else None] if self.is_mysql else []
            cells = [text(_kind(each)), length_of(each), *most, *null_of(each)]
            label = self.names.label(self.own, each)
            said = _said(each)
            fits = len(said) <= LONGEST_TYPE
            unsaid += [] if fits else [f"Column {label}: {said}."]
            rows.append(row(label, cells, said if fits else ""))
        documentation = Documentation(table_documentation(self.own, self.names, unsaid))
        return table(self.of(), "column", heads, rows, documentation)

    def indexes(self) -> Blocks:
        """The table of the indexes, with a line before it for each key that is too long for a cell; maybe nothing."""
        own = self.own.secondary
        if not own:
            return []
        long: list[Line] = []
        made = []
        before, heads = self._heads(own)
        for index in own:
            held = self._held(index)
            parts = [self._part(each, most) for each, most in held]
            key: Expression = added(parts) if parts else number("0", "B")
            label = self.names.index_label(self.own, index)
            if len(print_expression(key)) > LONGEST_CELL:
                apart = self.of(f"key_{len(long) + 1}")
                long.append(defined(apart, key, "", f"of {label}" if len(label) <= LONGEST_NOTE else ""))
                key = name(apart)
            order, groups = self._filling(index)
            nullable = len([each for each, _ in held if each and self.by_name[each].nullable])
            known = {
                "order": text(self._ordered(order)),
                "groups": _groups(groups) if order == BY_TURNS else None,
                "share": self._share(index) if index.partial else None,
                "nullable": number(str(nullable)) if nullable else None,
                "columns": number(str(len(held))),
                "key": key,
            }
            made.append(row(label, [known.get(head.name) for head in heads]))
        said = Documentation(index_documentation(self.own, self.names))
        return [[*before, *long], [table(self.of("indexes"), "index", heads, made, said)]]

    def _heads(self, own: tuple[Index, ...]) -> tuple[list[Line], list[Head]]:
        rows: Expression = self.rows_of_one()
        heads: list[Head] = [column("order")]
        counts: list[Head] = []
        grouped = any(self._filling(each)[0] == BY_TURNS for each in own)
        if self.is_mysql:
            heads.append(column("nullable", default=number("0")))
            if grouped:
                heads.append(column("groups", default=number(GROUPS[0], "", GROUPS[1])))
            entries = in_blocks(partial(self._counted, "0"), name(self.of(SHRINKS))) if self.own.block else []
            before, sizes = sized(
                self.of("index"), rows, lambda one: self.of_all(self.of_blocks(one)), entries,
                grouped=grouped, alike=not self._shares,
            )  # fmt: skip
            return before, [*heads, column("key", "B"), *sizes]
        if grouped:
            heads.append(column("groups", default=number("0")))
        turns = {"groups": name("groups")} if grouped else {}
        there: Expression = rows
        if any(each.partial for each in own):
            heads.append(column("share", default=number("100", "%")))
            there = binary(rows, "*", name("share"))
        heads.append(column("columns", default=number("1")))
        size = column("size", "MB", self._tree(there, turns))
        if len(print_expression(there)) > LONGEST_ROWS or not fits(size):
            counts, size = [column("rows", "", there)], column("size", "MB", self._tree(name("rows"), turns))
        return [], [*heads, column("key", "B"), *counts, size]

    def _tree(self, rows: Expression, turns: Mapping[str, Expression]) -> Expression:
        """What an index of SQLite takes, by its rows and how many groups come by turns."""
        key, columns, order = name("key"), name("columns"), name("order")
        if self.own.clustered:
            return called(
                "sqlite.without_rowid", rows, called("sqlite.record", key, columns), name(PAGE), order, **turns
            )
        return called("sqlite.index", rows, key, columns, name(PAGE), order, **turns)

    def _filling(self, index: Index) -> tuple[str, int]:
        return (IN_ORDER, 1) if self.anew else filling(self.own, index)

    def _ordered(self, order: str) -> str:
        """An order as the formulas call it: for SQLite's groups that come by turns are in random order."""
        return "random" if order == BY_TURNS and not self.is_mysql else order

    def in_blocks(self, entry: Expression, raw: str) -> Expression:
        """The bytes of a row or an entry; of one that is compressed into smaller pages those that it counts for."""
        return self._counted(raw, entry, name(self.of(SHRINKS))) if self.own.block else entry

    def _counted(self, raw: str, entry: Expression, shrinks_to: Expression) -> Expression:
        given = [number(str(self.own.block), "KiB"), shrinks_to, number(raw, "B")]
        return called("innodb.in_block", entry, *given)

    def of_blocks(self, size: Expression) -> Expression:
        """A size, of the smaller pages that what is compressed has."""
        return binary(size, "*", number(f"{self.own.block / 16:g}")) if self.own.block else size

    def partitions(self) -> list[Line]:
        """How many partitions there are, of a table that is partitioned."""
        return self._partitions.lines()

    def rows_of_one(self) -> Expression:
        """The rows of a table, of one that is partitioned those of a partition."""
        return self._partitions.of_one(name(self.of("rows")))

    def of_all(self, size: Expression) -> Expression:
        """A size, of a table that is partitioned of all its partitions."""
        return self._partitions.of_all(size)

    def shrinks(self) -> list[Line]:
        """How much rows shrink, of a table that is compressed."""
        said = f"what zlib makes of 16 KB of rows: try it; in blocks of {self.own.block} KiB"
        return [defined(self.of(SHRINKS), number("50", "%"), "", said)] if self.own.block else []

    @property
    def is_long(self) -> bool:
        """Whether a row of InnoDB may be too long for its page."""
        return any(each.most > SHORT for each in self.own.columns)

    def off_page(self, nullable: list[Literal], kept: Mapping[str, Expression]) -> list[Line]:
        """What is off the pages of a table that may have too long rows."""
        if not self.is_long:
            return []
        rows = name(self.of("rows"))
        outside: Expression = called("innodb.off_pages_of", name(self.of()), rows, *nullable, **kept)
        if self.own.block:  # a long value is compressed by itself, into as many smaller pages as it needs
            outside = binary(outside, "*", name(self.of(SHRINKS)))
        return [defined(self.of("off_page"), outside, "MB")]

    def pages(self, row_: Expression) -> Expression:
        """The pages of rows that come in order, and what is off them, by what a row counts for."""
        leaves = self.of_all(called("innodb.leaf_pages", self.rows_of_one(), row_, text(IN_ORDER)))
        if not self.is_long:
            return leaves
        page = number(str(self.own.block or 16), "KiB")
        return binary(leaves, "+", binary(name(self.of("off_page")), "/", page))

    def with_off_page(self) -> dict[str, Expression]:
        """The pages off it that are taken with a tree, but for smaller pages, of one partition."""
        off = name(self.of("off_page"))
        return {"off_page": self._partitions.of_one(off)} if self.is_long and not self.own.block else {}

    def _held(self, index: Index) -> list[tuple[str, int]]:
        """The columns of an index's entry with how much of each, and those that rows are kept by; "" for a row id."""
        prefixes = index.prefixes or tuple([0] * len(index.columns))
        held = list(zip(index.columns, prefixes, strict=True))
        whole = {each for each, most in held if not most}
        if self.own.clustered:
            held += [(each, 0) for each in self.own.clustered if each not in whole]
        elif self.is_mysql:
            held.append(("", 0))
        return held

    def _share(self, index: Index) -> Expression:
        """The rows that a partial index has: those with a value of a column, where it says no more."""
        column = whole_share_of(self.own.columns, index)
        if column is not None and not column.nullable:
            return number("100", "%")
        path = self.names.cell(self.own, column, "null") if column is not None else ""
        if not path or len(path) > LONGEST_CELL:
            return number(str(index.share), "%")
        return binary(number("100", "%"), "-", name(path))

    def _part(self, each: str, most: int) -> Expression:
        if not each:
            return number("6", "B")  # of the row id of a table without a key
        own = self.by_name[each]
        if is_rowid(own):
            return number(str(ROWID), "B")
        if own in self.own.virtual:
            return self._value(own, most)
        given = [number(str(most), "B")] if most else []
        function = "innodb.part" if self.is_mysql else "sqlite.part"
        return called(function, name(self.of()), text(self.names.label(self.own, own)), *given)

    def _value(self, each: Column, most: int) -> Expression:
        """What an index holds of a column that is no part of the rows: the middle of what is guessed."""
        length = each.size or round(middle(each))
        taken = number(str(min(length, most) if most else length), "B")
        if self.is_mysql:
            return called("innodb.value", taken, number(str(min(each.most, most) if most else each.most), "B"))
        return called("sqlite.value", taken)

    def sizes(self) -> list[Line]:
        """What the table takes."""
        rows, row_, data = [name(self.of(part)) for part in ("rows", "row", "data")]
        parts: list[Expression] = [data]
        found: list[Line]
        order, groups = keeping(self.own)
        # Where rows may come otherwise than by their key that is an assumption of its own.
        coming: Expression = text(order) if order == IN_ORDER else name(self.of("order"))
        chosen = [] if order == IN_ORDER else [defined(self.of("order"), text(self._ordered(order)), "", COMING)]
        if self.is_mysql:
            nullable = [number(str(len([each for each in self.own.columns if each.nullable])))]
            nullable += [] if self.own.clustered else [number("19", "B")]
            kept = {"row_format": text(self.own.row_format)} if self.own.row_format else {}
            counted = self.in_blocks(row_, "13" if self.own.clustered else "19")
            given: list[Expression] = [self.rows_of_one(), counted, coming]
            if self.own.clustered:
                given.append(added([self._part(each, 0) for each in self.own.clustered]))
            if order == BY_TURNS:
                given.append(name(self.of(GROUP)))
            found = [*self.shrinks(), defined(row_.path, called("innodb.row_of", name(self.of()), *nullable, **kept))]
            found += self.off_page(nullable, kept)
            tree = called("innodb.table", *given, **self.with_off_page())
            found.append(defined(data.path, self.of_all(self.of_blocks(tree)), "MB"))
            if self.is_long and self.own.block:
                parts.append(name(self.of("off_page")))
        else:
            found = [defined(row_.path, called("sqlite.record_of", name(self.of())))]
            turns = {"groups": name(self.of(GROUP))} if order == BY_TURNS else {}
            if self.own.clustered:
                tree = called("sqlite.without_rowid", rows, row_, name(PAGE), coming, **turns)
            else:
                tree = called("sqlite.table", rows, row_, name(PAGE))
            found.append(defined(data.path, tree, "MB"))
        if order == BY_TURNS:
            first = self.names.label(self.own, self.by_name[self.own.clustered[0]])
            chosen.append(defined(self.of(GROUP), _groups(groups), "", f"whose rows come by turns, as {first} has"))
        found[:0] = chosen
        whole: Expression = row_
        if self.own.secondary:
            parts.append(total_of(f"{self.of('indexes')}.size"))
            whole = added([row_, total_of(f"{self.of('indexes')}.key")])
        size = name(self.of("size"))
        grows = called("storage.table_growth", name(self.of("inserts")), rows, size, whole)
        found += [defined(size.path, added(parts), "MB"), defined(self.of("growth"), grows, "GB/year")]
        if self.is_mysql:
            apart = [self._extent(data)]
            if self.own.secondary:
                apart.append(sum_of(self._extent(name(f"{self.of('indexes')}.size"))))
            found.append(defined(self.of(EXTENTS), added(apart), "MB"))
            found += self._files()
        return found

    def _extent(self, size: Expression) -> Expression:
        """By how much a size may be off, of all its partitions."""
        return self.of_all(called("innodb.extent", self._partitions.of_one(size)))

    def _files(self) -> list[Line]:
        """What the files of the partitions take, each of which has a least size."""
        if self.own.partition_count == 1 or self.own.block:
            return []
        trees = number(str(1 + len(self.own.secondary)))
        file = called("innodb.file", self._partitions.of_one(name(self.of("size"))), trees)
        return [defined(self.of("files"), self.of_all(file), "MB", "NAME#p#PARTITION.ibd, all of them")]


def _groups(count: int) -> Literal:
    """A number of groups, of which a thousand and its like are as one writes a guess."""
    return number(GROUPS[0], "", GROUPS[1]) if count == MANY else number(str(count))


def _kind(each: Column) -> str:
    """A column's type without its brackets."""
    return " ".join(each.written.partition("(")[0].partition(",")[0].split()) or "any"


def _said(each: Column) -> str:
    """A column's type as the schema has it, where the cell says less."""
    written = " ".join(each.written.split())
    if each.guessed:
        return f"{written}: a type unknown here, taken for a text"
    return written if written != _kind(each) else ""
