"""Growth between two readings: a survey that is written over an earlier one of the same database."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from estimator.producers.catalogs.cells import one_line, some
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.readings import Reading, TableReading

LEAST_SECONDS = 3600  # between two readings whose difference says anything of a year
UNKNOWN = (
    "growth is not known: rows were not counted, or for less than an hour; a survey written over this one later, with"
    " -o and --force, has it"
)
_WHEN = re.compile(r"^## source: survey of (\S+), .*, (\d{4}-\d\d-\d\d \d\d:\d\d) UTC", re.MULTILINE)
# A note that is too long for its line goes on below it, or begins there.
_ROWS = re.compile(r"^\w+_rows\s+= growth \* ([\d_]+) row((?: +# .*)?(?:\n +# .*)*)$", re.MULTILINE)
_BREAK = re.compile(r"\s*\n +# ")
_FORM = "%Y-%m-%d %H:%M"


def counted_by(reading: TableReading) -> str:
    """The note behind a table's rows: who has counted them, and which table it is."""
    return f"{reading.rows_from}; {reading.identity}" if reading.identity else reading.rows_from


def with_growth(reading: Reading, url: str, earlier: str) -> Reading:
    """A reading with the growth since an earlier one, if that sheet is of the same database; else with its own."""
    found = _WHEN.search(earlier)
    if found is not None and found[1] == url:
        then, now = (dt.datetime.strptime(each, _FORM).replace(tzinfo=dt.UTC) for each in (found[2], reading.taken))
        seconds = (now - then).total_seconds()
        if seconds >= LEAST_SECONDS:
            counted = [(_BREAK.sub(" ", note).partition("; ")[2], count) for count, note in _ROWS.findall(earlier)]
            rows = {identity: float(count.replace("_", "")) for identity, count in counted if identity}
            return _grown(reading, rows, seconds, f"the survey of {found[2]} UTC")
    if reading.counted_since:
        return reading
    return replace(reading, notes=(*reading.notes, UNKNOWN))


def _grown(reading: Reading, rows: dict[str, float], seconds: float, since: str) -> Reading:
    """A reading with the growth of the tables that an earlier one had; other counts say nothing of it."""
    tables = tuple(
        replace(each, inserted=(each.rows - rows[each.identity]) / seconds if each.identity in rows else None)
        for each in reading.tables
    )
    new = [one_line(each.table.original) for each in tables if each.inserted is None]
    gone = len(rows.keys() - {each.identity for each in tables})
    notes = [f"the growth of {some(new)} is not known: {since} had none of them"] if new else []
    notes += [f"tables of {since} that are not among these: {gone}"] if gone else []
    counted = len(new) < len(tables)
    return replace(reading, tables=tables, notes=(*reading.notes, *notes), counted_since=since if counted else "")
