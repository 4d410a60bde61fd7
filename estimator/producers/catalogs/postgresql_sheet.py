"""A reading of PostgreSQL as a sheet: its tables as `estimate table` writes them, with what the statistics know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import added, binary, called, column, defined, name, number, total_of
from estimator.notation.tree import Documentation
from estimator.producers.catalogs.bloat import compared
from estimator.producers.catalogs.cells import digits_of, one_line, with_cells, with_column
from estimator.producers.catalogs.earlier import counted_by
from estimator.producers.catalogs.lengths import digits, in_row, mixed, payload
from estimator.producers.catalogs.postgresql_keys import LEAST_PER_KEY
from estimator.producers.catalogs.postgresql_methods_sheet import method_sizes, method_tables
from estimator.producers.catalogs.postgresql_parts import PARTS, heap_of, parts_lines
from estimator.producers.schema.columns import columns_table, has_many_texts
from estimator.producers.schema.indexes import indexes_table
from estimator.producers.schema.stored import FULL
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.notation.rows import Table as TableTree
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.catalogs.readings import TableReading
    from estimator.producers.schema.sheet_names import SheetNames
    from estimator.producers.schema.stored import Column, Index, Table

    Blocks = list[list[Line]]

GROWTH = "growth"
# Bytes of a chunk of a long value in the TOAST table, four to a page, and of its entry in the index of it.
CHUNK = "2071"
PAGE, PAGE_ROOM, HEADER, LINE_POINTER, ALIGNMENT = 8192, 8168, 24, 4, 8  # bytes
LONGEST_ROW = 2032  # bytes, above which values go to TOAST
HALF_A_ROW = 0.5  # what the end of a page loses where lengths differ
SAID = (
    "Rows, lengths, shares of NULL and sizes are those that the catalogs have; no row was read. A length is the bytes",
    "of a value that lie in its row: long values are in TOAST, and leave 17 B there. `null` is the share of the rows",
    'without a value. Indexes are as "built" by a fresh load; `per_key` rows have one key, if columns are independent.',
    "Where keys differ much in their rows, `alone` is the share of the rows whose key no other row has.",
    "`now` is what pg_relation_size says. `fresh` is what the live rows take in a fresh load, as of pg_dump or VACUUM",
    "FULL, and `bloat` how much more there is. With growth=10 both are of ten times the rows: `now` with that bloat.",
)


def table_blocks(reading: TableReading, names: SheetNames) -> Blocks:
    """A table's part of the sheet."""
    own = reading.table
    rows, live = names.of(own, "rows"), binary(name(GROWTH), "*", number(digits_of(reading.rows), "row"))
    blocks: Blocks = [
        [_filled_columns(own, reading, names)],
        [defined(rows, live, "", counted_by(reading))],
        *parts_lines(reading, names),
    ]
    blocks += [[_filled_holder(each, reading, names)] for each in own.indexes if each.holder is not None]
    read = reading.indexes.values()
    crowded, parts = any(each.crowded for each in read), names.of(own, PARTS) if reading.kinds else ""
    equal = [each for each, known in reading.indexes.items() if known.equal]
    uneven = [each for each, known in reading.indexes.items() if known.alone is not None]
    for block in indexes_table(own, names, crowded=crowded, equal=equal, uneven=uneven, parts=parts, built=True):
        blocks.append([_filled_indexes(each, reading, names) if _is_table(each) else each for each in block])
    return [*blocks, *method_tables(reading, names), _sizes(reading, names)]


def _is_table(line: Line) -> bool:
    from estimator.notation.rows import Table

    return isinstance(line, Table)


def _filled_columns(table: Table, reading: TableReading, names: SheetNames) -> TableTree:
    """The table of the columns, with lengths and NULLs as they were counted."""
    cells: dict[str, dict[str, Expression]] = {}
    for each in table.columns:
        found = reading.columns.get(each.original)
        if found is None:
            continue
        known = cells.setdefault(names.label(table, each), {})
        if each.payload and found.mean is not None:
            mean = payload(found.mean, found.spread)
            known["length"] = (
                mixed(found.lengths)
                if found.lengths
                else in_row(
                    mean,
                    found.spread,
                    _room(table, each, reading),
                    found.measured,
                    even=_is_even(table, reading),
                    moved=reading.toast > 0,
                )
            )
        if each.nullable:
            known["null"] = number(f"{100 * found.null:.4g}", "%")
    return with_cells(columns_table(table, names), cells)


def _room(table: Table, own: Column, reading: TableReading) -> float:
    """The bytes that a row has for the values of a column at most, beside the others, without any going to TOAST."""
    return LONGEST_ROW - HEADER - sum([_mean(each, reading) for each in table.columns if each is not own])


def _is_even(table: Table, reading: TableReading) -> bool:
    """Whether the rows fill the pages that they have as rows of one length would, rather than those of many lengths."""
    row = HEADER + sum([_mean(each, reading) for each in table.columns])
    item = -(-row // ALIGNMENT) * ALIGNMENT + LINE_POINTER
    room = PAGE_ROOM * table.fillfactor / FULL
    now = reading.rows / max(1.0, reading.size / PAGE)
    even = max(1.0, room // item)
    return now <= even + HALF_A_ROW and abs(now - even) <= abs(now - (room / item - HALF_A_ROW))


def _mean(column: Column, reading: TableReading) -> float:
    """The bytes of a column in a row in the mean."""
    found = reading.columns.get(column.original)
    if found is None or found.mean is None:
        return column.size
    return (1 - found.null) * found.mean


def _filled_holder(index: Index, reading: TableReading, names: SheetNames) -> TableTree:
    """The table of what an index holds of a row, where some of that are expressions."""
    assert index.holder is not None
    said = (f"What the index {names.index_label(reading.table, index)} holds.",)
    return replace(_filled_columns(index.holder, reading, names), documentation=Documentation(said))


def _filled_indexes(tree: Line, reading: TableReading, names: SheetNames) -> Line:
    """The table of the indexes, built, with the rows that are in them, how many share a key, and their sizes now."""
    from estimator.notation.making import text

    cells: dict[str, dict[str, Expression]] = {}
    now: dict[str, Expression] = {}
    for each in reading.table.indexes:
        found, label = reading.indexes[each.name], names.index_label(reading.table, each)
        known = cells.setdefault(label, {"order": text("built")})
        if (each.partial or each.partitions) and found.rows is not None and reading.rows:
            known["share"] = number(f"{100 * min(1.0, found.rows / reading.rows):.6g}", "%")
        if found.per_key > LEAST_PER_KEY:
            known["per_key"] = number(digits(found.per_key))
        if found.crowded:
            known["crowded"] = number(f"{100 * found.crowded:.4g}", "%")
        if found.alone is not None:
            known["alone"] = number(f"{100 * found.alone:.4g}", "%")
        now[label] = binary(name(GROWTH), "*", number(str(found.size), "B"))
    return with_column(with_cells(tree, cells), column("now", "MB"), now)  # type: ignore[arg-type]


def _sizes(reading: TableReading, names: SheetNames) -> list[Line]:
    """What the table takes in a fresh load, what it takes now, and so its bloat."""
    own = reading.table
    row, heap, toast, other, unused = [
        name(names.of(own, part)) for part in ("row", "heap", "toast", "other", "unused_toast")
    ]
    texts: dict[str, Expression] = {}
    if has_many_texts(own):
        from estimator.notation.making import text

        texts["texts"] = text("many")
    fill = [number(str(own.fillfactor), "%")] if own.fillfactor < FULL else []
    sizes: list[Line] = [
        defined(row.path, called("postgresql.schema.row", name(names.of(own)), **texts)),
        defined(heap.path, heap_of(reading, names, *fill), "MB"),
    ]
    loaded: list[Expression] = [heap]
    present: list[Expression] = [number(str(reading.size), "B")]
    if reading.toast:
        whole = binary(number(digits_of(reading.chunks)), "*", number(CHUNK, "B"))
        least = called("min", number(str(reading.toast), "B"), whole)
        sizes.append(defined(toast.path, binary(name(GROWTH), "*", least), "MB", "its live chunks, four to a page"))
        loaded.append(toast)
        present.append(number(str(reading.toast), "B"))
    if own.indexes:
        loaded.append(total_of(f"{names.of(own, 'indexes')}.size"))
    loaded += method_sizes(own, names, "size")
    if reading.others:
        taken = number(str(sum(each.size for each in reading.others)), "B")
        said = one_line(", ".join([f"{each.name}, {each.what}" for each in reading.others]))
        sizes.append(defined(other.path, binary(name(GROWTH), "*", taken), "MB", f"as it is now: {said}"))
        loaded.append(other)
    there = binary(name(GROWTH), "*", added(present))
    parts: list[Expression] = [there]
    if own.indexes:
        parts.append(total_of(f"{names.of(own, 'indexes')}.now"))
    parts += method_sizes(own, names, "now")
    if reading.unused:
        said = "indexes of the TOAST tables of partitions that hold nothing"
        sizes.append(defined(unused.path, number(str(reading.unused), "B"), "MB", said))
        loaded.append(unused)
        parts.append(unused)
    if reading.others:
        parts.append(other)
    return [*sizes, *compared(reading, names, added(loaded), added(parts), "pg_relation_size")]
