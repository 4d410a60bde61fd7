"""Names of SQL as names of the notation."""

from __future__ import annotations


class Taken:
    """The names that are given; no two alike."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}  # with how often each was wanted

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def distinct(self, wanted: str) -> str:
        """A name that nobody has yet, now taken: the wanted one, or one with a number behind it."""
        name = wanted
        while name in self._names:
            self._names[wanted] += 1
            name = f"{wanted}_{self._names[wanted]}"
        self._names[name] = 1
        return name


def identifier(name: str) -> str:
    """A name of SQL as a part of names of the notation: no sign in it, no digit first."""
    plain = "".join([char if f"a{char}".isidentifier() else "_" for char in name.lower()])
    return plain if plain.isidentifier() else f"_{plain}"
