"""Growth between two readings: a survey that is written over an earlier one of the same database."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.readings import Reading

LEAST_SECONDS = 3600  # between two readings whose difference says anything of a year
UNKNOWN = (
    "growth is not known: rows were not counted, or for less than an hour; a survey written over this one later, with"
    " -o and --force, has it"
)
_WHEN = re.compile(r"^## source: survey of (\S+), .*, (\d{4}-\d\d-\d\d \d\d:\d\d) UTC", re.MULTILINE)
_ROWS = re.compile(r"^(\w+)_rows\s+= growth \* ([\d_]+) row", re.MULTILINE)
_FORM = "%Y-%m-%d %H:%M"


def with_growth(reading: Reading, url: str, earlier: str) -> Reading:
    """A reading with the growth since an earlier one, if that sheet is of the same database; else with its own."""
    found = _WHEN.search(earlier)
    if found is not None and found[1] == url:
        then, now = (dt.datetime.strptime(each, _FORM).replace(tzinfo=dt.UTC) for each in (found[2], reading.taken))
        seconds = (now - then).total_seconds()
        if seconds >= LEAST_SECONDS:
            rows = {name: float(count.replace("_", "")) for name, count in _ROWS.findall(earlier)}
            tables = [
                replace(each, inserted=(each.rows - rows[each.table.name]) / seconds)
                if each.table.name in rows
                else each
                for each in reading.tables
            ]
            reading = replace(reading, tables=tuple(tables), counted_since=f"the survey of {found[2]} UTC")
    if reading.counted_since:
        return reading
    return replace(reading, notes=(*reading.notes, UNKNOWN))
