"""The columns of the table of InnoDB's indexes in a sheet, in lines that are no longer than a sheet's may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.notation.making import called, column, function, name, number
from estimator.notation.printer import print_expression
from estimator.producers.schema.ordering import BY_TURNS, IN_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.notation.rows import Column as Head
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression

LONGEST_HEAD = 108  # characters of a column's head, with the room before it and behind it
LONGEST_ROWS = 24  # of what says how many rows an index has; longer it stands in a cell of its own
ORDERS = ("built", IN_ORDER, "random", BY_TURNS)
ENTRY = called("innodb.index_entry", name("key"), number("0", "B"), number("0"), name("nullable"))


def sized(
    own: str, rows: Expression, of_all: Callable[[Expression], Expression], entries: list[Head], *, grouped: bool,
    alike: bool,
) -> tuple[list[Line], list[Head]]:  # fmt: skip
    """How the sizes of indexes are written: in a cell, with cells for its parts, or by a function of the sheet's own.

    `rows` are those of one tree, and `of_all` says what all trees of an index take by that. `entries` are the columns
    that say what an entry takes, if that has cells. Of partitions that are not `alike` the rows are no number.
    A function is called `own`, and stands before the table.
    """
    groups = [name("groups")] if grouped else []
    short = len(print_expression(rows)) <= LONGEST_ROWS or not alike
    entry: Expression = name("entry") if entries else ENTRY
    size = column("size", "MB", of_all(called("innodb.index", rows, entry, name("order"), *groups)))
    if short and fits(size):
        return [], [*entries, size]
    entries = entries or [column("entry", "B", ENTRY)]
    there = column("rows", "", rows)
    size = column("size", "MB", of_all(called("innodb.index", name("rows"), name("entry"), name("order"), *groups)))
    if alike and fits(there) and fits(size):
        return [], [*entries, there, size]
    kinds: dict[str, str | Sequence[str]] = {"entry": "B", "order": ORDERS}
    kinds |= {"groups": "count"} if grouped else {}
    whole = of_all(called("innodb.index", rows, name("entry"), name("order"), *groups))
    size = column("size", "MB", called(own, name("entry"), name("order"), *groups))
    return [function(own, kinds, whole, "MB")], [*entries, size]


def in_blocks(counted: Callable[[Expression, Expression], Expression], shrinks: Expression) -> list[Head]:
    """The columns that say what an entry of an index counts for that is compressed, by what it takes and shrinks to."""
    whole = column("entry", "B", counted(ENTRY, shrinks))
    if fits(whole):
        return [whole]
    held, whole = column("held", "B", ENTRY), column("entry", "B", counted(name("held"), shrinks))
    if fits(whole):
        return [held, whole]
    shrunk = column("shrinks_to", "", shrinks)
    return [held, shrunk, column("entry", "B", counted(name("held"), name("shrinks_to")))]


def fits(head: Head) -> bool:
    """Whether a column's head fits into a line."""
    assert head.default is not None, "it is what is long"
    unit = f" -> {head.unit}" if head.unit is not None else ""
    return len(f"{head.name} = {print_expression(head.default.expression)}{unit}") <= LONGEST_HEAD
