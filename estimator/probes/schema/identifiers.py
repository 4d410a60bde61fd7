"""Names of SQL as names of the notation."""

from __future__ import annotations

from estimator.notation.tokens import RESERVED, STARTERS
from estimator.units.table import shipped_units


def distinct(wanted: str, taken: set[str]) -> str:
    """A name that nobody has yet, now taken: the wanted one, or one with a number behind it."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name


def identifier(name: str) -> str:
    """A name of SQL as one of the notation: no sign, no digit first, no word and no unit of it."""
    plain = "".join([char if f"a{char}".isidentifier() else "_" for char in name.lower()])
    if not plain.isidentifier():
        plain = f"_{plain}"
    is_word = plain in RESERVED or plain in STARTERS or shipped_units().is_symbol(plain)
    return f"{plain}_" if is_word else plain
