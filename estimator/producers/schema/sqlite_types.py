"""What values take in a row of SQLite, by the type that a column is said to have.

A value's own type decides, not the column's: lengths are guesses of what such columns hold. Numbers take as many bytes
as they need, 0 and 1 none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.mysql_types import Taken

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Spelled

# What is said in the type's name, in the order in which SQLite looks, and before that what it says to people.
KNOWN = (
    (("boolean", "bool", "bit"), "0 B"), (("tinyint",), "1 B"), (("bigint", "unsigned big int"), "3 to 6 B"),
    (("datetime", "timestamp"), "19 B"), (("date",), "10 B"), (("time",), "8 B"), (("uuid", "guid"), "36 B"),
    (("json", "jsonb"), "100 to 1000 B"), (("numeric", "decimal", "number", "money"), "2 to 8 B"),
)  # fmt: skip
AFFINITIES = (
    (("int",), "1 to 4 B"), (("char", "clob", "text"), ""), (("blob",), "100 to 1000 B"),
    (("real", "floa", "doub"), "8 B"),
)  # fmt: skip
UNTYPED = ("", "any")  # a column of values of any type: ANY is said so in a STRICT table, where there has to be a type
TEXT = "20 to 200 B"
MOST_MEANT = 2000  # characters


def taken_by(kind: Spelled, *, rowid: bool) -> Taken:
    """What a value of a column takes; the row id is kept elsewhere."""
    if rowid:
        return Taken(0, "0 B", 0)
    if kind.name in UNTYPED:
        return Taken(0, TEXT, 0)
    for names, payload in KNOWN:
        if kind.name in names:
            return Taken(0, payload, 0)
    for parts, payload in AFFINITIES:
        if any(part in kind.name for part in parts):
            return Taken(0, payload or _text(kind), 0)
    return Taken(0, TEXT, 0, guessed=True)


def affinity(kind: Spelled) -> str:
    """The affinity that SQLite takes from a type's name."""
    found = ("INTEGER", "TEXT", "BLOB", "REAL")
    if not kind.name:
        return "BLOB"
    for (parts, _), name in zip(AFFINITIES, found, strict=True):
        if any(part in kind.name for part in parts):
            return name
    return "NUMERIC"


def _text(kind: Spelled) -> str:
    first = (
        int(kind.modifiers[0]) if kind.modifiers and kind.modifiers[0].isdecimal() and len(kind.modifiers[0]) < 9 else 0
    )
    if not first:
        return "100 to 1000 B" if "clob" in kind.name else TEXT
    if first > MOST_MEANT:
        return "200 to 2000 B"
    low, high = max(1, first // 10), max(2, first // 2) if first > 1 else 1
    return f"{low} to {high} B" if low < high else f"{high} B"
