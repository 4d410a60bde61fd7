"""A reading of MySQL or MariaDB as a sheet: its tables as `estimate table` writes them, with what the statistics know.

Neither system counts lengths by itself. Where nobody has asked for them, those of a table are guessed by its types and
multiplied by one factor, such that its rows, in order, take the pages that they take: bloat is not made up then.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.notation.making import added, binary, called, column, defined, name, number, text, total_of
from estimator.notation.printer import print_blocks
from estimator.notation.rows import Table as TableTree
from estimator.notation.tree import Documentation
from estimator.producers.catalogs.bloat import compared
from estimator.producers.catalogs.cells import digits_of, one_line, with_cells, with_column
from estimator.producers.catalogs.earlier import counted_by
from estimator.producers.catalogs.lengths import USUAL_SPREAD, length, middle
from estimator.producers.catalogs.mysql_partitions import pages_of
from estimator.producers.schema.engine_sheet import SHORT, TableWriter
from estimator.producers.schema.ordering import IN_ORDER
from estimator.producers.schema.sheet_names import SheetNames
from estimator.reckoning.repeated import Repeated
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.catalogs.readings import TableReading
    from estimator.producers.schema.stored import Column

    Blocks = list[list[Line]]

GROWTH = "growth"
PAGE = 16_384
ROOM = 15_228 * 0.995  # bytes of rows on a page that was filled in order, with its share of the pages above
MOST_OF_A_ROW = 8126  # bytes; of a longer one values leave the page
LONG = 1500  # bytes of the texts of a mean row, above which some rows may be too long for their page
LEAST_FACTOR = 1e-3
TRIES, NEAR = 4, 0.01
SAID = (
    "Rows and sizes are those that InnoDB's statistics have; no row was read. A length is the bytes of a value, and",
    "`most` what the column may have. Each index holds the primary key: `key` is what an entry holds with it. `now` is",
    "data_length and index_length. `fresh` is what the rows take when they are loaded anew, rows and index entries in",
    "order, and `bloat` is how much more there is. OPTIMIZE TABLE leaves up to an eighth more, free for what comes:",
    'orders are "built" then. With growth=10 both are of ten times the rows.',
)


def table_blocks(reading: TableReading, names: SheetNames) -> Blocks:
    """A table's part of the sheet."""
    own = reading.table
    lengths = _lengths(reading)
    writer = _writer(reading, names)
    rows = binary(name(GROWTH), "*", number(digits_of(reading.rows), "row"))
    blocks: Blocks = [
        [_filled(writer.columns(), reading, lengths, names)],
        [defined(names.of(own, "rows"), rows, "", counted_by(reading))],
        writer.partitions(),
    ]
    for block in writer.indexes():
        blocks.append([_built(each, reading, names) if isinstance(each, TableTree) else each for each in block])
    return [*blocks, _sizes(reading, names)]


def _lengths(reading: TableReading) -> dict[str, tuple[float, float]]:
    """The mean and the deviation of the lengths of each column that has no fixed one."""
    known: dict[str, float] = {}
    guessed = _guessed(reading)
    for each in reading.table.columns:
        if each.payload and each.name not in guessed:
            counted = reading.columns.get(each.original)
            mean = counted.mean if counted is not None else None
            known[each.name] = middle(each) if mean is None else mean
    factor = _factor(reading, known, guessed) if guessed else 1.0
    most = {each.name: float(each.most) or math.inf for each in reading.table.columns}
    means = known | {key: min(mean * factor, most[key]) for key, mean in guessed.items()}
    # Pages are filled by the mean of the rows, so that a spread matters only where some leave their page.
    is_long = sum(means.values()) > LONG
    found = {key: (mean, USUAL_SPREAD if is_long and most[key] > SHORT else 0.0) for key, mean in means.items()}
    if not guessed or not (is_long or reading.table.block):
        return found
    fitted = {key: found[key] for key in guessed if found[key][1] or reading.table.block}
    return found | _fitting(reading, fitted, found)


def _guessed(reading: TableReading) -> dict[str, float]:
    """The lengths of the columns whose lengths nobody has counted, as one guesses them by their types."""
    found = dict[str, float]()
    for each in reading.table.columns:
        counted = reading.columns.get(each.original)
        is_counted = counted is not None and counted.mean is not None
        if each.payload and not is_counted and not each.written.startswith("char"):
            found[each.name] = middle(each)
    return found


def _factor(reading: TableReading, known: dict[str, float], guessed: dict[str, float]) -> float:
    """By what the guesses are multiplied so that the table takes what it takes, as if filled in order.

    By the mean row of innodb.row and innodb.leaf_pages; where that is longer than a page has room for, the values are
    off their pages, each in whole pages of its own.
    """
    own = reading.table
    nullable = len([each for each in own.columns if each.nullable])
    fixed = 5.0 + math.ceil(nullable / 8) + (13 if own.clustered else 19)
    there = {each.name: 1 - _null(reading, each) for each in own.columns}
    for each in own.columns:
        length_of_length = (2 if each.most > SHORT else 1) if each.payload else 0
        fixed += there[each.name] * (known.get(each.name, 0.0 if each.payload else each.size) + length_of_length)
    row = ROOM * _pages(reading) / reading.rows
    if row > MOST_OF_A_ROW:  # half of the last page of a value is empty
        row -= PAGE / 2
    asked = sum(there[key] * mean for key, mean in guessed.items())
    return max(LEAST_FACTOR, (row - fixed) / asked) if asked else 1.0


def _pages(reading: TableReading) -> float:
    """The pages that the rows take: as counted, or of 32 single ones and whole extents, the last of them half full."""
    if reading.pages:
        return reading.pages
    partitions = reading.table.partition_count
    return partitions * pages_of(reading.size / (reading.table.block * 1024 or PAGE) / partitions)


def _fitting(
    reading: TableReading, guessed: dict[str, tuple[float, float]], lengths: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """The guessed lengths of long values, times what makes the table take what it takes by the formulas themselves."""
    names = SheetNames()
    own = reading.table
    factor, rows = names.of(own, "factor"), names.of(own, "rows")
    columns = _filled(TableWriter(own, names).columns(), reading, lengths, names)
    cells: dict[str, dict[str, Expression]] = {
        names.label(own, each): {"length": binary(name(factor), "*", length(*guessed[each.name], "B"))}
        for each in own.columns
        if each.name in guessed
    }
    lines: list[Line] = [defined(factor, number("1")), defined(rows, number(digits_of(reading.rows), "row"))]
    writer = _writer(reading, names)
    lines += _tree(reading, names)
    pages = names.of(own, "pages")
    lines.append(defined(pages, writer.pages(_counted(reading, names, writer))))
    printed = print_blocks(Documentation(), [[with_cells(columns, cells)], writer.partitions(), lines])
    repeated = Repeated(module_from_text(printed, "table"))
    low, high, found = 0.0, math.inf, 1.0
    taken = reading.pages or reading.size
    for _ in range(TRIES):
        numbers = repeated.central({factor: found})
        size = numbers[pages] if reading.pages else _whole(reading, numbers, names)
        if abs(size / taken - 1) < NEAR:
            break
        low, high = (found, high) if size < taken else (low, found)
        step = found * taken / size
        found = step if low < step < high else (low + min(high, 4 * found)) / 2
    return {key: (mean * found, spread) for key, (mean, spread) in guessed.items()}


def _null(reading: TableReading, each: Column) -> float:
    """The share of the rows without a value, none where it was not counted: lengths are then means over all rows."""
    counted = reading.columns.get(each.original)
    return counted.null if each.nullable and counted is not None else 0.0


def _filled(
    tree: TableTree, reading: TableReading, lengths: dict[str, tuple[float, float]], names: SheetNames
) -> TableTree:
    """The table of the columns, with lengths and NULLs as they were counted."""
    cells: dict[str, dict[str, Expression]] = {}
    for each in reading.table.columns:
        known = cells.setdefault(names.label(reading.table, each), {})
        if each.name in lengths:
            known["length"] = length(*lengths[each.name])
        null = _null(reading, each)
        if each.nullable:
            known["null"] = number(f"{100 * null:.4g}", "%")
        if each.nullable and not null:
            known["not_null"] = name("yes")
    return with_cells(tree, cells)


def _built(tree: TableTree, reading: TableReading, names: SheetNames) -> TableTree:
    """The table of the indexes, in order, with their sizes now.

    What an index on lengths that are guesses takes in order nobody knows: it is taken to be what it takes now.
    """
    cells: dict[str, dict[str, Expression]] = {}
    now: dict[str, Expression] = {}
    guessed = _guessed(reading)
    for each in reading.table.secondary:
        label = names.index_label(reading.table, each)
        size = reading.indexes[each.name].size
        taken = binary(name(GROWTH), "*", number(str(size), "B"))
        cells[label] = {"order": text(IN_ORDER)}
        is_guessed = not guessed.keys().isdisjoint((*each.columns, *reading.table.clustered))
        if is_guessed and size > PAGE:  # of one page nothing can be gained, and ten times its rows have room there
            cells[label]["size"] = taken
        now[label] = taken
    return with_column(with_cells(tree, cells), column("now", "MB"), now)


def _whole(reading: TableReading, numbers: dict[str, float], names: SheetNames) -> float:
    """The bytes of a tree with what is off its pages, of the numbers of a sheet."""
    parts = ("data", "off_page") if reading.table.block else ("data",)
    return sum([numbers.get(names.of(reading.table, part), 0.0) for part in parts]) / BYTE_BITS


def _writer(reading: TableReading, names: SheetNames) -> TableWriter:
    return TableWriter(reading.table, names, anew=True, shares=reading.shares)


def _counted(reading: TableReading, names: SheetNames, writer: TableWriter) -> Expression:
    """The bytes that a row counts for."""
    return writer.in_blocks(name(names.of(reading.table, "row")), "13" if reading.table.clustered else "19")


def _tree(reading: TableReading, names: SheetNames) -> list[Line]:
    """The rows and the tree that they are in, with what is off its pages."""
    own, writer = reading.table, _writer(reading, names)
    row, data = [name(names.of(own, part)) for part in ("row", "data")]
    nullable = [number(str(len([each for each in own.columns if each.nullable])))]
    nullable += [] if own.clustered else [number("19", "B")]
    kept: dict[str, Expression] = {} if reading.server == "mariadb" else {"server": text(reading.server)}
    given = [writer.rows_of_one(), _counted(reading, names, writer), text(IN_ORDER)]
    tree = called("innodb.table", *given, **writer.with_off_page())
    return [
        *writer.shrinks(),
        defined(row.path, called("innodb.row_of", name(names.of(own)), *nullable)),
        *writer.off_page(nullable, kept),
        defined(data.path, writer.of_all(writer.of_blocks(tree)), "MB"),
    ]


def _sizes(reading: TableReading, names: SheetNames) -> list[Line]:
    """What the table takes when it is built anew, what it takes now, and so its bloat."""
    own = reading.table
    other, off = [name(names.of(own, part)) for part in ("other", "off_page")]
    sizes = _tree(reading, names)
    loaded: list[Expression] = [name(names.of(own, "data"))]
    present: list[Expression] = [binary(name(GROWTH), "*", number(str(reading.size), "B"))]
    if own.block and _writer(reading, names).is_long:
        loaded.append(off)
    if own.secondary:
        loaded.append(total_of(f"{names.of(own, 'indexes')}.size"))
        present.append(total_of(f"{names.of(own, 'indexes')}.now"))
    if reading.others:
        taken = number(str(sum(each.size for each in reading.others)), "B")
        said = one_line(", ".join([f"{each.name}, {each.what}" for each in reading.others]))
        sizes.append(defined(other.path, binary(name(GROWTH), "*", taken), "MB", f"as it is now: {said}"))
        loaded.append(other)
        present.append(other)
    return [*sizes, *compared(reading, names, added(loaded), added(present), "data_length and index_length")]
