"""Indexes that are no B-trees as rows of tables in the notation, a table a method: what they hold, size and log."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from estimator.notation.making import binary, called, column, defined, name, number, row, table, text, total_of
from estimator.notation.tree import Documentation
from estimator.producers.schema.conditions import never_null, whole_share_of
from estimator.producers.schema.documentation import where_documentation, wrapped_documentation
from estimator.producers.schema.elements import METHODS
from estimator.producers.schema.other_keys import brin_key, gin_items, gist_cover, lies_on_a_line, spgist_key
from estimator.producers.schema.partitions import PAGES_EACH, PARTITIONS, TABLES, holding, rows_of_each, times_each

if TYPE_CHECKING:
    from estimator.notation.rows import Column as ColumnTree
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Column, Index, Table

    Cells = dict[str, Expression]

SIZE, LOG = "size", "log"
# Which of these figures the table of a method has; rows touch pages in random order in those of `SCATTERED`.
FIGURES = {
    "gin": (SIZE, LOG), "gist": (SIZE, LOG), "spgist": (SIZE, LOG), "hash": (SIZE, LOG), "brin": (SIZE,),
    "bloom": (SIZE,),
}  # fmt: skip
SCATTERED = ("gist", "spgist", "hash")
PAGE_ROWS = "page_rows"
GIST_SHAPE = ("key", "order", "filled", "extent")
SPGIST_SHAPE = ("key", "split", "order", "extent")
SHAPES = {
    "hash": "`per_key` rows of an index have each key.",
    "gist": "`extent` is how wide a range or a box is in the mean, of all that they span, where they differ in length:"
    " those that overlap split worse.",
    "spgist": "`extent` is how long a range is in the mean, of all that they span, where they differ in length;"
    ' "ascending" ones come in strict order.',
}
PAGE = number("8192", "B")


def other_tables(own: Table, names: SheetNames) -> list[list[Line]]:
    """A table for each method that a table's indexes have."""
    found: list[list[Line]] = []
    if any(each.method == "gin" for each in own.others):
        rows, heap = name(names.of(own, "rows")), name(names.of(own, "heap"))
        # Of no rows one on a page, and no page less than one: there is no other number of them.
        some, pages = called("max", number("1", "row"), rows), called("max", PAGE, heap)
        found.append([defined(names.of(own, PAGE_ROWS), binary(binary(some, "*", PAGE), "/", pages))])
    if own.is_partitioned and any(each.method == "brin" for each in own.others):
        all_pages = binary(name(names.of(own, "heap")), "/", PAGE)
        found.append([defined(names.of(own, PAGES_EACH), binary(all_pages, "/", name(names.of(own, PARTITIONS))))])
    for method in METHODS:
        indexes = [each for each in own.others if each.method == method]
        if indexes:
            heads, made = _heads(method, own, names), []
            for index in indexes:
                known = cells(index, own, names)
                made.append(row(names.other_label(own, index), [known.get(head.name) for head in heads]))
            said = where_documentation([(names.other_label(own, each), each.where) for each in indexes])
            if method in SHAPES:
                said += wrapped_documentation([SHAPES[method]])
            found.append([table(names.of(own, method), "index", heads, made, Documentation(said))])
    return found


def without_keys(own: Table, index: Index) -> Column | None:
    """The column whose NULLs are not in an index: of a hash index, or of one on the rows with a value."""
    whole = whole_share_of(own.columns, index)
    if whole is not None and whole.nullable:
        return whole
    columns = index.elements[0].columns if index.method == "hash" and index.elements else ()
    never = never_null(own.columns, index)
    return next((each for each in own.columns if each.nullable and columns == (each.name,) and each.name not in never),
                None)  # fmt: skip


def other_totals(own: Table, names: SheetNames, figure: str) -> list[Expression]:
    """The sums of a figure over the indexes of each method that has it."""
    methods = [each for each in METHODS if any(index.method == each for index in own.others)]
    return [total_of(f"{names.of(own, each)}.{figure}") for each in methods if figure in FIGURES[each]]


def other_images(own: Table, names: SheetNames, checkpoints: str) -> list[Expression]:
    """The images of the pages that a row touches in the indexes whose entries come in random order, by method."""
    methods = [each for each in SCATTERED if any(index.method == each for index in own.others)]
    inserts = name(names.of(own, "inserts"))
    return [
        called("postgresql.schema.scattered_images", name(names.of(own, each)), inserts, name(checkpoints))
        for each in methods
    ]


def cells(index: Index, own: Table, names: SheetNames) -> Cells:
    """What an index has in its row: what it holds of a table's row, as far as the schema says it."""
    columns = {each.name: each for each in own.columns}
    found: Cells = {"share": number(f"{index.share:g}", "%")} if index.partial else {}
    absent = without_keys(own, index)
    if absent is not None:
        with_keys = binary(number("100", "%"), "-", name(names.cell(own, absent, "null")))
        some = index.partial and absent != whole_share_of(own.columns, index)
        found["share"] = binary(number(f"{index.share:g}", "%"), "*", with_keys) if some else with_keys
    if index.partitions:
        there: Expression = binary(name(TABLES), "/", name(names.of(own, PARTITIONS)))
        found["share"] = binary(there, "*", found["share"]) if "share" in found else there
        found[TABLES] = number(str(holding(own, index)))
    if index.method == "gin":
        items = gin_items(index, columns)
        assert items is not None  # see known_others
        found["items"], found["distinct"] = number(str(items.items)), number(_counted(items.distinct), "", "k")
        found["key"] = number(str(items.key))
        if items.in_all:
            found["in_all"] = number(str(items.in_all))
        if items.even:
            found["law"] = text("even")
        if index.at_once:
            found["order"] = text("one by one")
    elif index.method == "gist":
        cover = gist_cover(index, columns)
        assert cover is not None
        found["key"] = number(str(cover.key or 4 * cover.items))
        if cover.of:
            given = (rows_of_each(several=own.is_partitioned), number(str(cover.items)), text(cover.of), name("filled"))
            found[SIZE] = times_each(called("postgresql.gist.of_words", *given), several=own.is_partitioned)
    elif index.method == "spgist":
        found["key"] = number(str(spgist_key(index, columns) or 16))
        if lies_on_a_line(index, columns):
            found["split"] = text("halves")
    elif index.method == "bloom" and index.bits:
        found["bits"] = number(str(index.bits))
    elif index.method == "brin":
        found["key"] = number(str(brin_key(index, columns) or 8))
        if index.range_pages:
            found["range_pages"] = number(str(index.range_pages))
    return found


def _heads(method: str, own: Table, names: SheetNames) -> list[ColumnTree]:
    """The columns of the table of a method, with what those of their cells hold that say nothing else."""
    rows, share = rows_of_each(several=own.is_partitioned), name("share")
    of_all = partial(times_each, several=own.is_partitioned)
    zero, whole = number("0"), number("100", "%")
    shared = [column("share", default=whole), column("rows", default=binary(name(names.of(own, "rows")), "*", share))]
    if own.is_partitioned:
        shared.insert(0, column(TABLES, default=name(names.of(own, PARTITIONS))))

    def logged(log: Expression) -> ColumnTree:
        return column(LOG, "B", binary(share, "*", log))

    if method == "gin":
        asked = [name(each) for each in ("items", "distinct", "key", "law")]
        given = (rows, *asked, name("order"), name("singles"), name("on_page"))
        tree = called("postgresql.gin", *given, common=name("in_all"))
        return [
            *[column("items"), column("distinct"), column("key", "B"), column("singles", default=zero)],
            *[column("in_all", default=zero), column("law", default=text("zipf"))],
            *[column("order", default=text("inserting")), *shared],
            column("on_page", default=name(names.of(own, PAGE_ROWS))),
            column("tree", default=tree),
            column("of_all", default=called("postgresql.gin.in_all", rows, name("in_all"), name("on_page"))),
            column(SIZE, "MB", of_all(binary(name("tree"), "+", name("of_all")))),
            logged(called("postgresql.gin.log", rows, *asked, name("singles"), name("order"))),
        ]
    if method == "gist":
        return [
            *[column("key", "B"), column("order", default=text("random"))],
            *[column("filled", default=text("inserting")), column("extent", default=number("0", "%")), *shared],
            column(SIZE, "MB", of_all(called("postgresql.gist", rows, *[name(each) for each in GIST_SHAPE]))),
            logged(called("postgresql.gist.log", name("key"))),
        ]
    if method == "spgist":
        size = of_all(called("postgresql.spgist", rows, *[name(each) for each in SPGIST_SHAPE]))
        return [
            *[column("key", "B"), column("split", default=text("quadrants"))],
            *[column("order", default=text("inserting")), column("extent", default=number("0", "%")), *shared],
            column(SIZE, "MB", size),
            logged(called("postgresql.spgist.log", name("key"))),
        ]
    if method == "bloom":
        return [column("bits", default=number("80")), *shared,
                column(SIZE, "MB", of_all(called("postgresql.bloom", rows, name("bits"))))]  # fmt: skip
    if method == "hash":
        size = of_all(called("postgresql.hash", rows, name("order"), per_key=name("per_key")))
        return [column("order", default=text("inserting")), column("per_key", default=number("1")), *shared,
                column(SIZE, "MB", size), logged(name("postgresql.hash.log"))]  # fmt: skip
    several = [column(TABLES, default=name(names.of(own, PARTITIONS)))] if own.is_partitioned else []
    pages = name(names.of(own, PAGES_EACH)) if several else binary(name(names.of(own, "heap")), "/", PAGE)
    size = called("postgresql.btree.brin", name("pages"), name("key"), name("range_pages"))
    return [
        *[column("key", "B"), column("range_pages", default=number("128")), *several],
        *[column("pages", default=pages), column(SIZE, "MB", of_all(size))],
    ]


def _counted(number_of: int) -> str:
    """A number in thousands."""
    return f"{number_of / 1000:g}"
