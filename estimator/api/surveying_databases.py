"""`survey_database`: what a running PostgreSQL or MySQL holds, as a sheet; the twin of `estimate survey URL`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from estimator.api.writing import sheet_file
from estimator.languages.sizes import bytes_text, count_text
from estimator.languages.spans import padded, plain, safe, width, wrapped
from estimator.problems import refused
from estimator.producers.catalogs.addresses import parse_database
from estimator.producers.catalogs.survey import survey_database as asked
from estimator.records import record
from estimator.writers.files import write_whole

if TYPE_CHECKING:
    import os

    from estimator.languages.spans import Spans
    from estimator.producers.catalogs.sheet import Surveyed, TableSizes

COLUMNS = 80
MOST_READ = 4 * 2**20  # characters of an earlier sheet
YEAR = 365 * 86_400  # seconds, as the notation has it
MOST_PARTS = 8  # that are named as holding the most room to gain
TENFOLD = "\N{MULTIPLICATION SIGN} 10"
LEAST_GAIN = 0.01  # of all, below which nothing is gained
# How rows are loaded anew: a dump of PostgreSQL builds its indexes behind the rows, one of MySQL has them before.
_LOADED = {
    "postgresql": "in a fresh load, as of a dump and restore: a prediction",
    "mysql": (
        "when rows and index entries are loaded in order: a prediction (an index whose entries a dump brings in no"
        ' order takes more: write order "random" for it in the sheet)'
    ),
}


@record
class SurveyedDatabase:
    """What was found in a database: `found` has its tables, what each takes, and what it would in a fresh load."""

    server: str  # the URL, without its password
    found: Surveyed

    @property
    def sheet(self) -> str:
        """The text of the sheet: what `-o` writes."""
        return self.found.sheet

    @property
    def bloat(self) -> float:
        """How much more its tables take than in a fresh load, of the latter."""
        return self.found.now / self.found.predicted - 1 if self.found.predicted else 0.0

    def to_dict(self) -> dict[str, Any]:
        """What `estimate survey URL --json` prints."""
        found = self.found
        return {
            "server": self.server,
            "system": found.reading.system,
            "version": found.reading.version,
            "database": found.reading.database,
            "taken": found.reading.taken,
            "notes": list(found.reading.notes),
            "tables": [_table(each) for each in found.tables],
            "fresh": found.predicted,
            "now": found.now,
            "tenfold": found.tenfold,
            "rest": found.reading.rest,
            "sheet": found.sheet,
        }

    def lines(self, columns: int = COLUMNS) -> list[Spans]:
        """What a terminal shows: a line a table, the largest first, then where a fresh load would gain most."""
        found, reading = self.found, self.found.reading
        room = max(12, min(max([len(safe(each.reading.table.original)) for each in found.tables]), columns - 47))
        head = f"  {padded('table', room)}{'rows':>9}{'now':>9}{'fresh':>9}{'bloat':>7}{TENFOLD:>9}"
        lines: list[Spans] = [
            [(f"{reading.system} {safe(reading.version)}, database {safe(reading.database)}", "title")],
            *_notes(reading.notes, columns),
            [],
            [(head, "heading")],
        ]
        for each in found.tables:
            name = safe(each.reading.table.original)
            if len(name) > room:
                lines.append([(f"  {name}", "name")])
                name = ""
            cells = _cells(each.now, each.fresh, each.tenfold)
            numbers = f"{count_text(round(each.reading.rows)):>9}{cells}"
            lines.append([(f"  {padded(name, room)}", "name"), (numbers, "value")])
        total = f"  {padded('together', room)}{'':>9}{_cells(found.now, found.predicted, found.tenfold)}"
        lines.append([(total, "value")])
        if reading.rest_of:
            others = "1 other" if reading.rest_of == 1 else f"{reading.rest_of} others"
            rest = f"  {padded(others, room)}{'':>9}{bytes_text(reading.rest):>9}"
            lines.append([(rest, "note")])
        grown = [each.growth for each in found.tables if each.growth is not None]
        if grown:
            a_year = f"growth: {bytes_text(sum(grown) * YEAR)} a year of a fresh load, counted since"
            grown_lines = wrapped(f"{a_year} {reading.counted_since}", columns - 2)
            lines += [[], *[[(f"  {line}", "")] for line in grown_lines]]
        gains = _gains(found)
        if gains:
            lines += [[], [("  A fresh load gains most in", "heading")]]
            room = min(max([width(safe(name)) for name, _, _ in gains]), columns - 44)
            lines += [line for each in gains for line in _gain_lines(*each, room, columns)]
        loaded = _LOADED["postgresql" if reading.system == "PostgreSQL" else "mysql"]
        said = (
            f"fresh is what the live rows take {loaded}; now is what the server says, indexes included; {TENFOLD} is a"
            " fresh load of ten times the rows."
        )
        return [*lines, [], *[[(f"  {line}", "note")] for line in wrapped(said, columns - 2)]]

    def __repr__(self) -> str:
        return "\n".join([plain(line) for line in self.lines()])


def _table(each: TableSizes) -> dict[str, Any]:
    reading = each.reading
    return {
        "name": reading.table.original,
        "rows": reading.rows,
        "rows_from": reading.rows_from,
        "partitions": len(reading.table.partitions),
        "dead_rows": reading.dead,
        "inserted_per_second": reading.inserted,
        "heap": {"now": reading.size, "fresh": each.heap},
        "toast": reading.toast,
        "indexes": [{"name": part.name, "now": part.now, "fresh": part.fresh} for part in each.indexes],
        "unreckoned": [{"name": other.name, "kind": other.what, "now": other.size} for other in reading.others],
        "now": each.now,
        "fresh": each.fresh,
        "tenfold": each.tenfold,
        "growth": each.growth,
        "notes": list(reading.table.notes),
    }


def _cells(now: float, fresh: float, tenfold: float) -> str:
    bloat = f"{now / fresh - 1:+.0%}" if fresh else ""
    return f"{bytes_text(now):>9}{bytes_text(fresh):>9}{bloat:>7}{bytes_text(tenfold):>9}"


def _gains(found: Surveyed) -> list[tuple[str, str, str]]:
    """The tables' own pages and the indexes that take the most room in vain."""
    parts: list[tuple[float, str, str, str]] = []
    for each in found.tables:
        own = each.reading.table.original
        sizes = [(own, "its rows", each.heap, float(each.reading.size))]
        sizes += [(part.name, f"index of {own}", part.fresh, part.now) for part in each.indexes]
        parts += [
            (now - fresh, name, f"{bytes_text(now):>9} → {bytes_text(fresh):<9}", what)
            for name, what, fresh, now in sizes
        ]
    worth = sorted([part for part in parts if part[0] > LEAST_GAIN * found.now], key=lambda part: -part[0])
    return [(name, sizes, what) for _, name, sizes, what in worth[:MOST_PARTS]]


def _gain_lines(name: str, sizes: str, what: str, room: int, columns: int) -> list[Spans]:
    """What a part would gain; a name too long for the `room` of its column has its own line, as has what it is of."""
    lines: list[Spans] = []
    if width(safe(name)) > room:
        lines.append([(f"  {safe(name)}", "name")])
        name = ""
    first = f"  {padded(safe(name), room)}  "
    if width(first) + len(sizes) + 1 + width(safe(what)) <= columns:
        return [*lines, [(first, "name"), (f"{sizes} {safe(what)}", "")]]
    return [
        *lines,
        [(first, "name"), (sizes.rstrip(), "")],
        *[[(f"    {line}", "")] for line in wrapped(what, columns - 4)],
    ]


def _notes(notes: tuple[str, ...], columns: int) -> list[Spans]:
    lines: list[Spans] = []
    for note in notes:
        first, *others = wrapped(note, columns - 6)
        lines += [[(f"note: {first}", "note")], *[[(f"      {line}", "note")] for line in others]]
    return lines


def _earlier(sheet: str) -> str:
    """The sheet that is written over, which may be of an earlier survey."""
    try:
        with open(sheet, encoding="utf-8") as file:
            return file.read(MOST_READ)
    except (OSError, ValueError):
        return ""


def survey_database(
    server: str, *, output: str | os.PathLike[str] = "", force: bool = False, seconds: float = 10.0
) -> SurveyedDatabase:
    """Describe what a PostgreSQL, MySQL or MariaDB holds, from its catalogs alone: nothing is written, no row read.

    `server` is its URL, `postgresql://user@host/database` or `mysql://…`; a password may come from the environment
    variable PGPASSWORD or MYSQL_PWD instead, and is in nothing that comes out. It is done with the server in so many
    seconds. With `output` the sheet is written to that file, over one that exists if `force` is given; over an earlier
    survey of the same database it has the growth since. EstimateError in one sentence where it cannot be.
    """
    address = parse_database(server)
    if math.isnan(seconds):
        raise refused("nan", "--seconds is a time in seconds", "write --seconds 10")
    sheet = sheet_file(output, over=force)
    found = asked(address, seconds, _earlier(sheet) if force else "")
    if sheet:
        write_whole(sheet, found.sheet, over=force)
    return SurveyedDatabase(address.url, found)
