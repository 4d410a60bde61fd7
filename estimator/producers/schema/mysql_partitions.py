"""The partitions of a table of MySQL or MariaDB, each of which is a tree of its own in a file of its own.

A table that is split again has subpartitions, as many in each partition; then these are the trees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.shelf import named, path_of

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Shelf, Sketch
    from estimator.producers.schema.words import Cursor

MOST = 8192  # partitions with their subpartitions, in MySQL and MariaDB
OF_TIMES = 2  # of PARTITION BY SYSTEM_TIME that does not say how many: earlier rows, and those of now
BEHIND = ("remove", "partitioning"), ("partition", "by")


def partitioned(cursor: Cursor, table: Sketch) -> None:
    """How a table is partitioned, from behind PARTITION BY."""
    count, inner, names = (OF_TIMES if cursor.sees("system_time") else 1), 1, list[str]()
    _to(cursor, "partitions", "subpartition")
    if cursor.takes("partitions"):
        count = _count(cursor)
        _to(cursor, "subpartition")
    if cursor.takes("subpartition", "by"):
        _to(cursor, "subpartitions")
        if cursor.takes("subpartitions"):
            inner = _count(cursor)
            _to(cursor)
    if cursor.sees("(", "partition"):
        names, listed = _listed(cursor, table)
        inner = max(inner, listed)
    table.partitions = dict.fromkeys(names or [f"p{place}" for place in range(count)])
    table.subpartitions = inner
    _bounded(cursor, table)


def altered(cursor: Cursor, table: Sketch, shelf: Shelf) -> bool:
    """What an ALTER TABLE does to partitions, from behind the table's name; whether it is about them alone."""
    start = cursor.place
    if cursor.takes("add", "partition"):
        _guarded(cursor)
        if cursor.takes("partitions"):
            _grow(table, _count(cursor))
        else:
            table.partitions |= dict.fromkeys(_listed(cursor, table)[0])
    elif cursor.takes("drop", "partition"):
        _guarded(cursor)
        for each in _names(cursor):
            table.partitions.pop(each, None)
    elif cursor.takes("coalesce", "partition"):
        _guarded(cursor)
        for each in [*table.partitions][max(1, len(table.partitions) - _count(cursor)) :]:
            del table.partitions[each]
    elif cursor.takes("reorganize", "partition"):
        _guarded(cursor)
        gone = [] if cursor.sees("into") else _names(cursor)
        if cursor.takes("into"):
            for each in gone:
                table.partitions.pop(each, None)
            table.partitions |= dict.fromkeys(_listed(cursor, table)[0])
    elif cursor.takes("convert", "partition"):
        table.partitions.pop(named(cursor).lower(), None)
        cursor.needs("to", "table")
        made = shelf.made(path_of(cursor))
        shelf.like(made, table)
        made.partitions, made.subpartitions = {}, 1
    elif cursor.takes("convert", "table"):
        shelf.drop(path_of(cursor))
        cursor.needs("to", "partition")
        table.partitions[named(cursor).lower()] = None
    else:
        cursor.place = start
        return False
    _bounded(cursor, table)
    return True


def split_off(cursor: Cursor) -> Cursor:
    """What an ALTER TABLE has behind its last action, PARTITION BY or REMOVE PARTITIONING, taken away from it."""
    start = cursor.place
    while not cursor.ended and not any(cursor.sees(*words) for words in BEHIND):
        cursor.skip()
    found = cursor.slice(cursor.place, len(cursor.words))
    cursor.words, cursor.place = cursor.words[: cursor.place], start
    return found


def again(cursor: Cursor, table: Sketch) -> None:
    """PARTITION BY or REMOVE PARTITIONING of a table that is there."""
    if cursor.takes("remove", "partitioning"):
        table.partitions, table.subpartitions = {}, 1
    elif cursor.takes("partition", "by"):
        partitioned(cursor, table)


def _to(cursor: Cursor, *words: str) -> None:
    """Step to one of these words, to the list of partitions, to a query, or to the end."""
    ends = (*words, "as", "select")
    while not cursor.ended and not cursor.sees("(", "partition") and not any(cursor.sees(each) for each in ends):
        cursor.skip()


def _guarded(cursor: Cursor) -> None:
    while cursor.takes("if", "not", "exists") or cursor.takes("if", "exists"):
        pass
    cursor.takes_any("no_write_to_binlog", "local")


def _names(cursor: Cursor) -> list[str]:
    found = [named(cursor).lower()]
    while cursor.takes(","):
        found.append(named(cursor).lower())
    return found


def _listed(cursor: Cursor, table: Sketch) -> tuple[list[str], int]:
    """The names in a list of partitions, and how many subpartitions the first has that lists them; 1 without."""
    names, inner = list[str](), 0
    for part in cursor.parts():
        if not part.takes("partition"):
            part.fail("PARTITION")
        names.append(named(part).lower())
        while not part.ended:
            if part.sees("(", "subpartition"):
                inner = max(inner, len(part.parts()))
            else:
                part.skip()
    return names, inner or table.subpartitions


def _count(cursor: Cursor) -> int:
    text = cursor.word.text
    if cursor.word.kind != "number" or not text.isdecimal():
        cursor.fail("a number of partitions")
    count = int(text) if len(text) < len(str(MOST)) + 1 else MOST + 1
    if count > MOST:
        cursor.refuse(f"a table has at most {MOST} partitions")
    cursor.place += 1
    return count


def _grow(table: Sketch, count: int) -> None:
    place = 0
    for _ in range(count):
        while f"p{place}" in table.partitions:
            place += 1
        table.partitions[f"p{place}"] = None


def _bounded(cursor: Cursor, table: Sketch) -> None:
    if len(table.partitions) * table.subpartitions > MOST:
        cursor.refuse(f"a table has at most {MOST} partitions")
