"""What a table takes, for each that reckons it."""

from __future__ import annotations

from estimator.records import record


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
