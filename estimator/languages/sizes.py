"""Sizes and counts of what was found outside of any sheet, a file, a server or a schema, as the answers show theirs."""

from __future__ import annotations

from estimator.units.display import number, show
from estimator.units.kinds import PLAIN
from estimator.units.table import BYTE_BITS, shipped_units


def bytes_text(size: float) -> str:
    """Bytes as `392 B`, `22.5 MB`, `1.2 TB`; part of a byte is rounded away."""
    return str(show(float(round(size)) * BYTE_BITS, shipped_units().unit("B").kind, None))


def count_text(count: int) -> str:
    """How many as `950`, `123456`, `10 k`, `1.23 M`."""
    return str(show(float(count), PLAIN, None))


def plural(count: float, one: str, many: str = "") -> str:
    """A noun or a verb as it stands behind a number: `key` behind 1, else `keys`, or what it is given for many."""
    return one if count == 1 else many or f"{one}s"


def whole_text(count: int) -> str:
    """How many to the last one, as the notation writes it: `1234567`."""
    return number(float(count), exact=True)[0]
