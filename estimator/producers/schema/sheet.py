"""Tables as a sheet that reads like their schema: a row a column and an index, a line for heap, TOAST and log each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from estimator.model.files import formatted_text
from estimator.notation.making import added, binary, called, defined, name, number, text, total_of
from estimator.notation.printer import print_blocks
from estimator.notation.tree import Documentation
from estimator.producers.schema.columns import columns_table, has_many_texts
from estimator.producers.schema.engine_sheet import engine_sheet
from estimator.producers.schema.indexes import has_groups, indexes_table
from estimator.producers.schema.ordering import is_set_to_now, padding_free
from estimator.producers.schema.other_indexes import LOG, SIZE, other_images, other_tables, other_totals
from estimator.producers.schema.partitions import (
    OF_EMPTY,
    PARTITIONS,
    empty_lines,
    heap_lines,
    of_all,
    partition_lines,
    rows_of_one,
    toast_of_all,
)
from estimator.producers.schema.releases import RELEASE, USUAL, release_lines
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.stored import FULL

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.schema.stored import Table

    Blocks = list[list[Line]]

CHECKPOINTS = "checkpoint_interval"
LEFT_OUT = "not_reckoned"
UPDATED = "of the rows between vacuums; autovacuum begins at 20%"
UPDATES = 'or "keys change", where indexed columns are updated'
ROW_BY_ROW = 'or "hot row by row"'
OF_NOW = ', or "set to now", the time that is indexed'
TOTALS = (("size", "size", ""), ("log", "log_per_day", "GB/day"), ("growth", "growth", "GB/year"))
SAID = (
    "Rows, lengths and shares of NULL are guesses: fill in your own.",
    "A length is the bytes in a value, and a range of it the spread over the rows. Values are taken not to compress:",
    'for those that do write lengths as postgresql.toast.stored(spread(1 to 20 KB), "json").',
    "`not_null` says which rows have a value: all where it is `yes`, as the schema has it, whatever stands under null.",
    'An index is filled in "ascending", "descending" or "random" order, or "built" after loading; one on a group and a',
    'time, as (user_id, created_at), grows "by turns" of so many `groups`. `share` of the rows are in it, `nulls` of',
    "them have no key, and `per_key` of the others have one. Log and images are of a new row with its commit: its",
    "records, and the pages that a random key touches, logged whole after each checkpoint. What is saved is by the",
    "order that is best. Updates are of many rows in one statement; those of single rows, each in its own transaction,",
    'are "hot row by row" or "keys change row by row".',
)


def sheet_text(tables: list[Table], source: str, names: SheetNames | None = None) -> str:
    """The sheet of some tables, with its assumptions to fill in."""
    if tables and tables[0].system != "PostgreSQL":
        return engine_sheet(tables, source, names)
    names = names or SheetNames((CHECKPOINTS, RELEASE, *[f"total_{total}" for total, _, _ in TOTALS]))
    source = " ".join(source.split())
    head = f"{source}: {len(tables)} {'table' if len(tables) == 1 else 'tables'} in PostgreSQL"
    sources = (f"{source}; postgresql.schema, postgresql.heap, postgresql.btree, postgresql.toast, postgresql.wal",)
    documentation = Documentation((head, *SAID), sources, dt.datetime.now(tz=dt.UTC).date().isoformat()[:7])
    blocks: Blocks = [
        [defined(CHECKPOINTS, number("5", "min"), "", "the default of checkpoint_timeout"), *release_lines(USUAL)]
    ]
    for table in tables:
        blocks += _blocks(table, names)
    totals = [
        defined(f"total_{total}", added([name(names.of(table, part)) for table in tables]), unit)
        for total, part, unit in TOTALS
    ]
    left = [name(names.of(table, LEFT_OUT)) for table in tables if _left_out(table)]
    if left:
        totals.append(defined(f"total_{LEFT_OUT}", added(left), "", "indexes; the sizes are too small by them"))
    return formatted_text(print_blocks(documentation, [*blocks, totals]))


def _left_out(table: Table) -> list[str]:
    """The notes on indexes of a table that are not reckoned."""
    return [note for note in table.notes if note.endswith("not reckoned")]


def _has_secondary(table: Table) -> bool:
    """Whether it has indexes beside its primary key, whose columns updates may change."""
    return any(not index.primary for index in table.indexes)


def _blocks(table: Table, names: SheetNames) -> Blocks:
    """A table's part of the sheet."""
    rows, inserts = names.of(table, "rows"), names.of(table, "inserts")
    return [
        [columns_table(table, names)],
        [
            defined(rows, number("1", "row", "M")),
            *partition_lines(table, names),
            defined(inserts, number("10", "row/s"), "", "new rows"),
            defined(names.of(table, "updated"), number("0", "%"), "", UPDATED),
            defined(names.of(table, "updates"), text("hot"), "", _updates(table)),
            *[
                defined(names.of(table, LEFT_OUT), number(str(len(left))), "", "indexes, see the notes above")
                for left in [_left_out(table)]
                if left
            ],
        ],
        *indexes_table(table, names),
        *other_tables(table, names),
        [*_sizes(table, names), *_log(table, names)],
    ]


def _updates(table: Table) -> str:
    """What may be said of the updates of a table."""
    if not _has_secondary(table):
        return ROW_BY_ROW
    return UPDATES + OF_NOW * any(is_set_to_now(table, each) for each in table.indexes)


def _asked(function: str, table: Table, names: SheetNames, *given: Expression) -> Expression:
    """A call of a function of postgresql.schema that is handed the table."""
    path = f"postgresql.schema.{function}"
    if has_many_texts(table):
        return called(path, name(names.of(table)), *given, texts=text("many"))
    return called(path, name(names.of(table)), *given)


def _sizes(table: Table, names: SheetNames) -> list[Line]:
    """What the table takes."""
    rows, row, heap, toast = [name(names.of(table, part)) for part in ("rows", "row", "heap", "toast")]
    size = names.of(table, "size")
    fill = [number(str(table.fillfactor), "%")] if table.fillfactor < FULL else []
    updated = name(names.of(table, "updated"))

    parts: list[Expression] = [heap, toast, *[name(names.of(table, OF_EMPTY))][: table.is_partitioned]]
    given: dict[str, Expression] = {"updates": name(names.of(table, "updates"))}
    heap_of_load = called("postgresql.heap", rows_of_one(table, names), row, *fill)
    if table.indexes:
        bloat = called("postgresql.schema.index_bloat", name(names.of(table, "indexes")), updated, *fill, **given)
        parts += [total_of(f"{names.of(table, 'indexes')}.size"), bloat]
        for each in [index for index in table.indexes if is_set_to_now(table, index)]:
            cells = [name(names.index_cell(table, each, part)) for part in ("size", "key")]
            parts.append(called("postgresql.schema.moved_to_the_end", *cells, updated, given["updates"]))
    parts += other_totals(table, names, SIZE)
    grows = called("storage.table_growth", name(names.of(table, "inserts")), rows, name(size), row)
    found: list[Line] = [
        defined(row.path, _asked("row", table, names)),
        *heap_lines(table, names, heap_of_load, updated, *fill, row_length=row, **given),
        defined(toast.path, toast_of_all(table, names, _asked("toast", table, names, rows_of_one(table, names))), "MB"),
        *empty_lines(table, names),
        defined(size, added(parts), "MB"),
        defined(names.of(table, "growth"), grows, "GB/year"),
    ]
    if padding_free(table.columns) != table.columns:
        best = name(names.of(table, "best_row"))
        found.append(defined(best.path, _asked("best_row", table, names)))
        one: Expression = binary(heap, "/", name(names.of(table, PARTITIONS))) if table.is_partitioned else heap
        saved = called("postgresql.schema.saved", one, rows_of_one(table, names), best, updated, *fill, **given)
        found.append(defined(names.of(table, "saved"), of_all(table, names, saved), "MB"))
    return found


def _log(table: Table, names: SheetNames) -> list[Line]:
    """What a new row writes to the log: its records, and images of the pages that a random key touches."""
    row, log, inserts = [name(names.of(table, part)) for part in ("row", "log", "inserts")]
    records = _asked("log", table, names, row)
    logs = other_totals(table, names, LOG)
    touched = other_images(table, names, CHECKPOINTS)
    if table.indexes:
        indexes = name(names.of(table, "indexes"))
        records = binary(records, "+", called("postgresql.schema.index_log", indexes))
        asked = "grouped_images" if has_groups(table) else "index_images"
        touched.insert(0, called(f"postgresql.schema.{asked}", indexes, inserts, name(CHECKPOINTS)))
    if logs:
        records = binary(records, "+", called("postgresql.wal.with_page_headers", added(logs)))
    both: Expression = log
    lines: list[Line] = []
    if touched:
        images = name(names.of(table, "images"))
        both = binary(log, "+", images)
        lines = [defined(images.path, added(touched))]
    per_day = binary(binary(inserts, "*", both), "/", number("1", "row"))
    return [
        defined(log.path, records),
        *lines,
        defined(names.of(table, "log_per_day"), per_day, "GB/day"),
    ]
