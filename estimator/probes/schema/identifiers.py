"""Names of SQL as names of the notation."""

from __future__ import annotations


def distinct(wanted: str, taken: set[str]) -> str:
    """A name that nobody has yet, now taken: the wanted one, or one with a number behind it."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name


def identifier(name: str) -> str:
    """A name of SQL as a part of names of the notation: no sign in it, no digit first."""
    plain = "".join([char if f"a{char}".isidentifier() else "_" for char in name.lower()])
    return plain if plain.isidentifier() else f"_{plain}"
