"""The partitions of a surveyed table: how many there are of which size, for each has pages of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from estimator.notation.making import binary, called, column, name, number, row, sum_of, table
from estimator.notation.tree import Documentation
from estimator.producers.catalogs.lengths import digits
from estimator.producers.catalogs.readings import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.producers.catalogs.readings import TableReading
    from estimator.producers.schema.sheet_names import SheetNames

PARTS = "parts"
MOST_KINDS = 10  # of partitions, told apart by their rows
FEW = 1000  # rows of a partition that are told one by one, beyond it by three digits


def kinds_of(rows: Iterable[float]) -> tuple[Kind, ...]:
    """The partitions that have rows, by how many each has, the largest first; near ones together where many differ."""
    counts: dict[float, tuple[int, float]] = {}
    for each in rows:
        if each > 0:
            key = each if each < FEW else float(f"{each:.3g}")
            number_of, total = counts.get(key, (0, 0.0))
            counts[key] = number_of + 1, total + each
    found = [counts[key] for key in sorted(counts, reverse=True)]
    while len(found) > MOST_KINDS:
        losses = [_loss(one, other) for one, other in pairwise(found)]
        place = losses.index(min(losses))
        (count, total), (more, further) = found[place : place + 2]
        found[place : place + 2] = [(count + more, total + further)]
    return tuple([Kind(count, total / count) for count, total in found])


def _loss(one: tuple[int, float], other: tuple[int, float]) -> float:
    """By how much the sum of squares grows where two groups become one."""
    (count, total), (more, further) = one, other
    return count * more / (count + more) * (total / count - further / more) ** 2


def parts_lines(reading: TableReading, names: SheetNames) -> list[list[Line]]:
    """The table of the partitions; those that are empty take a page of each index."""
    if not reading.kinds:
        return []
    own = reading.table
    heads = [column("number"), column("share")]
    rows = [row(f"{digits(float(f'{each.rows:.4g}'))} rows", [number(str(each.number)), _percent(each, reading)])
            for each in reading.kinds]  # fmt: skip
    if own.empty_partitions:
        rows.append(row("no rows", [number(str(own.empty_partitions)), number("0", "%")]))
    said = Documentation((f"The partitions of {names.of(own)} by how large a part of its rows one has.",))
    return [[table(names.of(own, PARTS), "partitions", heads, rows, said)]]


def _percent(each: Kind, reading: TableReading) -> Expression:
    whole = sum([kind.number * kind.rows for kind in reading.kinds])
    return number(f"{100 * each.rows / whole:.8g}", "%")


def heap_of(reading: TableReading, names: SheetNames, *fill: Expression) -> Expression:
    """What the heaps of a fresh load take."""
    own = reading.table
    rows, length = name(names.of(own, "rows")), name(names.of(own, "row"))
    if not reading.kinds:
        return called("postgresql.heap", rows, length, *fill)
    parts = names.of(own, PARTS)
    one = called("postgresql.heap", binary(rows, "*", name(f"{parts}.share")), length, *fill)
    return sum_of(binary(name(f"{parts}.number"), "*", one))
