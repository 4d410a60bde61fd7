"""The lines of a table's sheet that say what it takes beside what it would: the same for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import binary, defined, name, number

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
    rows, fresh, now, inserts = [name(names.of(own, part)) for part in ("rows", "fresh", "now", "inserts")]
    found: list[Line] = [
        defined(fresh.path, loaded, "MB"),
        defined(now.path, present, "MB", told_by),
        defined(names.of(own, "bloat"), binary(binary(now, "/", fresh), "-", number("1")), "%"),
    ]
    if reading.inserted is not None:
        each = binary(binary(inserts, "*", fresh), "/", rows)
        found += [
            defined(inserts.path, number(f"{max(0.0, reading.inserted):.4g}", "row/s"), "", "inserted less deleted"),
            defined(names.of(own, "growth"), each, "GB/year"),
        ]
    return found
