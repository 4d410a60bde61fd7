"""The lines of a table's sheet that say what it takes beside what it would: the same for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import called, defined, name, number

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.catalogs.readings import TableReading
    from estimator.producers.schema.sheet_names import SheetNames


def compared(
    reading: TableReading, names: SheetNames, loaded: Expression, present: Expression, told_by: str
) -> list[Line]:
    """What a fresh load takes, what is there as `told_by` the catalogs, so its bloat; and its growth, if known."""
    own = reading.table
    rows, row, fresh, now, inserts = [name(names.of(own, part)) for part in ("rows", "row", "fresh", "now", "inserts")]
    found: list[Line] = [
        defined(fresh.path, loaded, "MB"),
        defined(now.path, present, "MB", told_by),
        defined(names.of(own, "bloat"), called("storage.bloat", now, fresh), "%"),
    ]
    if reading.inserted is not None:
        each = called("storage.table_growth", inserts, rows, fresh, row)
        found += [
            defined(inserts.path, number(f"{max(0.0, reading.inserted):.4g}", "row/s"), "", "inserted less deleted"),
            defined(names.of(own, "growth"), each, "GB/year"),
        ]
    return found
