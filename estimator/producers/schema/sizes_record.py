"""What a table takes, for each that reckons it."""

from __future__ import annotations

from estimator.records import record

MOST_COLUMNS = 20_000  # of different tables in all; more take longer than one waits
TOO_MANY = (
    f"not reckoned: the tables before it have {MOST_COLUMNS:,} columns that differ; name the tables that you want"
)


@record
class Sizes:
    """What a table takes in bytes; `log` and `images` are of one row."""

    row: float
    heap: float
    toast: float
    indexes: float
    log: float
    images: float
    saved: float
