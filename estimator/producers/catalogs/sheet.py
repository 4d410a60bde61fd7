"""A reading as a sheet, and what it says of each table: in a fresh load, now, and with ten times the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.model.files import formatted_text, module_from_text
from estimator.notation.making import added, binary, called, checked, defined, name, number
from estimator.notation.printer import print_blocks
from estimator.notation.tree import Documentation
from estimator.problems import EstimateError
from estimator.producers.catalogs import mysql_sheet, postgresql_sheet
from estimator.producers.catalogs.cells import MOST_NAMED, one_line
from estimator.producers.schema.documentation import wrapped_documentation
from estimator.producers.schema.releases import RELEASE, release_lines
from estimator.producers.schema.sheet_names import SheetNames
from estimator.reckoning.repeated import Repeated
from estimator.records import record, replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.producers.catalogs.readings import Reading, TableReading
    from estimator.producers.schema.stored import Table

GROWTH = "growth"
_MAJOR = re.compile(r"\d+")
OWN_NAMES = (GROWTH, RELEASE, "total_fresh", "total_now", "total_bloat", "total_growth", "total_rest")
TIMES = 10.0
OFF = 0.10  # of what is there, by which a fresh load may come out above it
SOURCES = {"PostgreSQL": "postgresql.schema, postgresql.heap, postgresql.btree"}  # of the others it is innodb


@record
class PartSize:
    """An index: bytes in a fresh load and now."""

    name: str
    fresh: float
    now: float


@record
class TableSizes:
    """What a table takes, in bytes: with its indexes in a fresh load, now, and with ten times the rows."""

    reading: TableReading
    fresh: float
    now: float
    tenfold: float
    heap: float
    indexes: tuple[PartSize, ...]
    growth: float | None  # bytes a second


@record
class Surveyed:
    """A reading with its sheet and what this says; `predicted` and `now` are of the tables that are reckoned."""

    reading: Reading
    sheet: str
    tables: tuple[TableSizes, ...]
    predicted: float
    now: float
    tenfold: float


def surveyed(reading: Reading, title: str) -> Surveyed:
    """The sheet of a reading, and its answers; a table that is too much for a sheet is left out. EstimateError."""
    try:
        return _surveyed(reading, title)
    except EstimateError:
        kept = [each for each in reading.tables if _runs(replace(reading, tables=(each,)))]
        if len(kept) == len(reading.tables):
            kept = kept[: len(kept) // 2]  # together they are too much
        if not kept:
            raise
    left = [each for each in reading.tables if each not in kept]
    notes = [f"{each.table.original} is too much for a sheet, and is left out" for each in left[:MOST_NAMED]]
    notes += [f"so are {len(left) - MOST_NAMED} more"] if len(left) > MOST_NAMED else []
    rest = reading.rest + sum(each.whole for each in left)
    kept_reading = replace(
        reading, tables=tuple(kept), rest=rest, rest_of=reading.rest_of + len(left), notes=(*reading.notes, *notes)
    )  # fmt: skip
    return surveyed(kept_reading, title)


def _runs(reading: Reading) -> bool:
    try:
        _surveyed(reading, "one table")
    except EstimateError:
        return False
    return True


def _surveyed(reading: Reading, title: str) -> Surveyed:
    names = SheetNames(OWN_NAMES)
    text = sheet_text(reading, title, names)
    repeated = Repeated(module_from_text(text, "survey.est"))
    now, tenfold = repeated.central({}), repeated.central({GROWTH: TIMES})
    tables = tuple([_sizes(each, now, tenfold, names) for each in reading.tables])
    totals = [numbers[total] / BYTE_BITS for numbers, total in
              ((now, "total_fresh"), (now, "total_now"), (tenfold, "total_fresh"))]  # fmt: skip
    return Surveyed(reading, text, tables, *totals)


def _sizes(each: TableReading, now: dict[str, float], tenfold: dict[str, float], names: SheetNames) -> TableSizes:
    own = each.table

    def size(numbers: dict[str, float], part: str) -> float:
        return numbers.get(names.of(own, part), 0.0) / BYTE_BITS

    indexes = [
        PartSize(
            index.original or index.name,
            now[names.index_cell(own, index, "size")] / BYTE_BITS,
            each.indexes[index.name].size,
        )
        for index in (own.secondary if own.system == "MySQL" else own.indexes)
    ]
    indexes += [
        PartSize(index.original, now[names.other_cell(own, index, "size")] / BYTE_BITS, each.methods[index.name].size)
        for index in (own.others if each.methods else ())
    ]
    grown = now.get(names.of(own, "growth"))
    return TableSizes(
        each,
        size(now, "fresh"),
        size(now, "now"),
        size(tenfold, "fresh"),
        sum([size(now, part) for part in _held_in(own)]),
        tuple(indexes),
        None if grown is None else grown / BYTE_BITS,
    )


def _held_in(own: Table) -> tuple[str, ...]:
    """The lines that say what the rows take; what is off InnoDB's pages is in its data, but for smaller pages."""
    if own.system == "PostgreSQL":
        return ("heap",)
    return ("data", "off_page") if own.block else ("data",)


def sheet_text(reading: Reading, title: str, names: SheetNames) -> str:
    """The sheet of a reading; `title` says of which database, without a password."""
    count = len(reading.tables)
    where = one_line(title)
    head = f"{one_line(reading.database)}: {count} {'table' if count == 1 else 'tables'} in {_kind(reading)}"
    notes = wrapped_documentation([f"Note: {one_line(note)}." for note in reading.notes])
    sources = (f"survey of {where}, {_kind(reading)}, {reading.taken} UTC", SOURCES.get(reading.system, "innodb"))
    writer = postgresql_sheet if reading.system == "PostgreSQL" else mysql_sheet
    documentation = Documentation((head, *writer.SAID, *notes), sources, reading.taken[:7])
    blocks: list[list[Line]] = [[defined(GROWTH, number("1"), "", "of the number of rows"), *_release(reading)]]
    for each in reading.tables:
        blocks += writer.table_blocks(each, names)
    totals: list[Line] = [
        defined(f"total_{part}", added([name(names.of(each.table, part)) for each in reading.tables]), unit)
        for part, unit in (("fresh", "MB"), ("now", "MB"))
    ]
    bloat = called("storage.bloat", name("total_now"), name("total_fresh"))
    totals.append(defined("total_bloat", bloat, "%"))
    if any(each.inserted is not None for each in reading.tables):
        grown = [name(names.of(each.table, "growth")) for each in reading.tables if each.inserted is not None]
        totals.append(defined("total_growth", added(grown), "GB/year", f"counted since {reading.counted_since}"))
    if reading.rest_of:
        rest = binary(name(GROWTH), "*", number(str(reading.rest), "B"))
        said = f"as {reading.rest_of} other {'table takes' if reading.rest_of == 1 else 'tables take'} now"
        totals.append(defined("total_rest", rest, "MB", said))
    most = binary(number("1.1"), "*", name("total_now"))
    blocks += [totals, [checked(binary(name("total_fresh"), "<=", most))]]
    return formatted_text(print_blocks(documentation, blocks))


def _release(reading: Reading) -> list[Line]:
    """The release of PostgreSQL, which the formulas are told."""
    found = _MAJOR.match(reading.version) if reading.system == "PostgreSQL" else None
    return release_lines(found[0]) if found is not None else []


def _kind(reading: Reading) -> str:
    return f"{reading.system} {one_line(reading.version.split()[0])}"
