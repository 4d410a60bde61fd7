"""The columns of PostgreSQL's catalogs as those of a schema, with what statistics say of their values."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs.key_shares import A_TARGET, USUAL_TARGET, Sample, counted
from estimator.producers.catalogs.key_spreads import Histogram, spread_of
from estimator.producers.catalogs.lengths import USUAL_SPREAD, head, middle, payload, width
from estimator.producers.catalogs.postgresql_questions import MOST_LENGTHS
from estimator.producers.catalogs.readings import ColumnReading
from estimator.producers.schema.column_types import OTHER_NAMES, VARIABLE, Rooms, TypeName
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.producers.schema.stored import Column
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from estimator.producers.catalogs.asking import Rows

ALIGNMENTS = {"c": 1, "s": 2, "i": 4, "d": 8}
# Types whose values are nearly all of one length.
EVEN = frozenset(("inet", "cidr", "bit", "char", *[each for each in VARIABLE if each.endswith("range")]))
HEAD_OF_A_ROW = 31.5  # bytes, with its place on the page, and half of what aligns it
IN_ORDER = 0.98  # correlation of values with the order of rows, above which equal ones are side by side
LEAST_FACTOR = 1e-3
LEAST_LENGTH = 3  # bytes of a value whose length nobody knows, on average
NEARLY_ONE = 0.99
VIRTUAL = "v"  # of columns that are generated when they are read: rows have NULL there, since PostgreSQL 18
_MODIFIERS = re.compile(r"\(([\d, ]+)\)")


def readings_of(
    relations: Iterable[tuple[int, float]],
    statistics: Mapping[int, Rows],
    header: int = 1,
    wholes: Mapping[int, float] | None = None,
) -> dict[str, ColumnReading]:
    """What is known of each column of some relations, with their rows: of those that have statistics, by their rows.

    `header` is how many bytes at least the lengths of values take where they were measured; `wholes` the rows of the
    table that an index is of, of which ANALYZE looks at some.
    """
    gathered: dict[str, list[tuple[float, Any]]] = {}
    seen: dict[str, list[float]] = {}
    for oid, own_rows in relations:
        for row in statistics.get(oid, []):
            name, inherited = str(row[0]), bool(row[1])
            if not inherited:
                gathered.setdefault(name, []).append((max(own_rows, 1.0), row))
                of_all = min(1.0, _sampled(row) / max(own_rows, (wholes or {}).get(oid, 0.0), 1.0))
                seen.setdefault(name, []).append(of_all * max(own_rows, 1.0))
    found: dict[str, ColumnReading] = {}
    for name, parts in gathered.items():
        total = sum(rows for rows, _ in parts)
        null = sum(rows * float(row[2] or 0) for rows, row in parts) / total
        there = [(rows * (1 - float(row[2] or 0)), row) for rows, row in parts]
        count = sum(rows for rows, _ in there)
        average = sum(rows * _width(*row[3:4], *row[5:7]) for rows, row in there) / count if count else 0.0
        spread = max([_deviation(row[5], row[6]) for _, row in parts]) if count else 0.0
        kept = [(rows, float(row[5])) for rows, row in there if rows and row[5] is not None]
        measured = sum(rows * mean for rows, mean in kept) / sum(rows for rows, _ in kept) if kept else 0.0
        lengths = _lengths([(rows, row) for rows, row in there if rows], average, header)
        reading = ColumnReading(null, average, spread, 0.0, lengths, (), measured)
        found[name] = _with_keys(reading, parts, seen[name], total)
    return found


def _sampled(row: Any) -> float:
    """The rows that ANALYZE looks at for a column's statistics, at least."""
    return float(A_TARGET * max(_target(row), len(row[7] or ())))


def _target(row: Any) -> int:
    """The statistics target of a relation."""
    return int(row[10]) if len(row) > 10 and row[10] else USUAL_TARGET


def _pages(row: Any) -> float:
    """The pages of a relation whose values of a column lie in order, so that equal ones are side by side; else 0."""
    in_order = len(row) > 11 and row[11] is not None and abs(float(row[11])) >= IN_ORDER
    return float(row[12] or 0) if in_order else 0.0


def _with_keys(
    reading: ColumnReading, parts: list[tuple[float, Any]], seen: list[float], total: float
) -> ColumnReading:
    """What is known of a column, with how its rows are spread over its values: of relations that have values alone."""
    distinct, said, common, rare = 0.0, 0.0, list[float](), list[tuple[float, float]]()
    buckets, places = list[tuple[tuple[tuple[float, float], ...], ...]](), list[float]()
    is_guess, are_ordered = False, True
    for (rows, row), sampled in zip(parts, seen, strict=True):
        ratio = float(row[4] or 0)
        own_said = ratio if ratio >= 0 else -ratio * rows
        own_common = [float(each) for each in row[7] or ()]
        histogram = _histogram(row, len(own_common))
        sample = Sample(rows, sampled, float(row[2] or 0), _pages(row), _target(row))
        own = spread_of(own_said, own_common, sample, histogram)
        said += own_said
        distinct += len(own_common) + counted(own.bands, rows)
        common += [each * rows / total for each in own_common]
        rare += _scaled(own.bands, rows / total)
        is_guess = is_guess or own.is_guess
        # Partitions are taken to have the same values in the same parts of their histograms.
        are_ordered = are_ordered and histogram is not None and (not buckets or len(own.buckets) == len(buckets[0]))
        if histogram is not None:
            buckets.append(tuple([_scaled(each, rows / total) for each in own.buckets]))
            places += _places(histogram)
    if are_ordered:
        merged = tuple([tuple([band for part in each for band in part]) for each in zip(*buckets, strict=True)])
        reading = replace(reading, buckets=merged, places=tuple(places))
    return replace(
        reading, distinct=distinct, common=tuple(common), counted=said, rare=tuple(rare), seen=sum(seen), rows=total,
        is_guess=is_guess,
    )  # fmt: skip


def _scaled(bands: tuple[tuple[float, float], ...], part: float) -> tuple[tuple[float, float], ...]:
    """Bands of a part of the rows, with shares of all."""
    return tuple([(number, share * part) for number, share in bands])


def _histogram(row: Any, common: int) -> Histogram | None:
    """Where values lie, of numbers and times; None of others, and of endless ones."""
    if len(row) <= 15:
        return None
    bounds, places = ([float(each) for each in row[place] or () if each is not None] for place in (13, 14))
    whole = len(bounds) == len(row[13] or ()) and len(places) == common and common + len(bounds) > 0
    if not whole or not all(math.isfinite(each) for each in (*bounds, *places)):
        return None
    return Histogram(tuple(bounds), tuple(places), bool(row[15]))


def _places(histogram: Histogram) -> tuple[float, ...]:
    """In which buckets the common values are, and where in these; of values that are all common where they are."""
    bounds = histogram.bounds
    if len(bounds) < 2:
        return histogram.common
    found = []
    for each in histogram.common:
        place = histogram.place(each)
        width = bounds[place + 1] - bounds[place]
        found.append(place + (min(1.0, max(0.0, (each - bounds[place]) / width)) if width else 0.5))
    return tuple(found)


def _lengths(parts: list[tuple[float, Any]], average: float | None, header: int) -> tuple[tuple[float, float], ...]:
    """The lengths of values with their shares, where all parts have but a few and they make up the average width."""
    shares: dict[float, float] = {}
    for rows, row in parts:
        if row[8] is None or row[9] is None:
            return ()
        whole = sum(map(float, row[9]))
        for length, share in zip(row[8], row[9], strict=True):
            shares[float(length)] = shares.get(float(length), 0.0) + rows * float(share) / whole
    total = sum(shares.values())
    if average is None or not 1 < len(shares) <= MOST_LENGTHS:
        return ()
    mean = sum(share * (length + max(header, head(length))) for length, share in shares.items()) / total
    if abs(mean - average) > NEARLY_ONE:
        return ()
    return tuple([(length, share / total) for length, share in sorted(shares.items())])


def _width(average: Any, mean: Any, square: Any) -> float:
    """The mean width of values, of which statistics keep the whole bytes and the lengths of some values."""
    low = float(average)
    if mean is None or square is None:
        return low
    spread = _deviation(mean, square)
    found = width(float(mean), spread)
    # Of values that were all of one length a rare one is shorter, if their mean is less than a byte above what is kept.
    return min(max(low, found), low + (NEARLY_ONE if spread or found - low <= 1 else 0.0))


def _deviation(mean: Any, square: Any) -> float:
    """The deviation of lengths, of their mean; what is usual where they were not measured."""
    if mean is None or square is None:
        return USUAL_SPREAD
    if float(mean) <= 0:
        return 0.0  # of empty texts alone
    return math.sqrt(max(0.0, float(square) / float(mean) ** 2 - 1))


def virtual(rows: Rows) -> dict[str, ColumnReading]:
    """What is known of the columns that are generated when they are read."""
    return {str(row[1]): ColumnReading(1.0, 0.0, 0.0) for row in rows if not row[2] and str(row[8]) == VIRTUAL}


def columns_of(rows: Rows, readings: dict[str, ColumnReading]) -> tuple[list[Column], int]:
    """The columns, and how many were dropped."""
    made, dropped, taken = list[Column](), 0, Taken()
    rooms = Rooms(lambda _: None)
    for _, name, gone, not_null, _, kind, size, align, generated, formatted in rows:
        if gone:
            dropped += 1
            continue
        own = taken.distinct(identifier(str(name)))
        reading = readings.get(str(name))
        nullable = generated == VIRTUAL or (not not_null and reading is not None and reading.null > 0)
        typed, alignment = _type(str(kind), str(formatted)), ALIGNMENTS.get(str(align), 4)
        if int(size) > 0:
            made.append(Column(own, typed.text, int(size), alignment, "", nullable, False, str(name)))
            continue
        guess = rooms.of(typed).payload or "20 to 200 B"
        nullable = nullable or (not not_null and reading is None)
        if reading is not None and reading.mean is not None:
            guess = f"{payload(reading.mean, reading.spread):.4g} B"
        made.append(Column(own, typed.text, 0, 0, guess, nullable, False, str(name), max(alignment, 4)))
    return made, dropped


def room_of(made: list[Column], readings: dict[str, ColumnReading]) -> float:
    """The bytes of a row with its place on a page, about, by what is known of lengths or guessed."""
    asked, fixed = _asked(made, readings)
    return asked + fixed


def fitting(
    made: list[Column], readings: dict[str, ColumnReading], room: float
) -> tuple[list[Column], dict[str, ColumnReading]]:
    """The columns, with lengths that nobody knows such that a row with its place on a page takes so many bytes.

    Where rows have hardly any room for those, columns that may be NULL mostly are: their shares.
    """
    asked, fixed = _asked(made, readings)
    if not asked:
        return made, {}
    guessed = [each for each in made if _is_guessed(each, readings)]
    factor = max(LEAST_FACTOR, (room - fixed) / asked)
    may_miss = [each for each in guessed if each.nullable]
    if may_miss and room - fixed < LEAST_LENGTH * len(guessed):
        bitmap = len(made) / 8
        others = sum([1 + middle(each) for each in guessed if not each.nullable])
        left = max(0.0, room - (fixed - len(guessed)) - bitmap - others)
        null = 1 - min(1.0, left / sum([1 + middle(each) for each in may_miss]))
        return made, {each.original: ColumnReading(null, None, 0.0) for each in may_miss}
    return [
        replace(each, payload=f"{middle(each) * factor:.4g} B", nullable=False) if _is_guessed(each, readings) else each
        for each in made
    ], {}


def _asked(made: list[Column], readings: dict[str, ColumnReading]) -> tuple[float, float]:
    """The bytes of a row that are guesses, and those that are not."""
    asked, fixed = 0.0, HEAD_OF_A_ROW
    for each in made:
        if _is_guessed(each, readings):
            asked += middle(each)
            fixed += 1
        elif each.original in readings and (mean := readings[each.original].mean) is not None:
            fixed += (1 - readings[each.original].null) * mean
        else:
            fixed += each.size
    return asked, fixed


def _is_guessed(each: Column, readings: dict[str, ColumnReading]) -> bool:
    """Whether nobody knows the lengths of a column."""
    return bool(each.payload) and (each.original not in readings or readings[each.original].mean is None)


def _type(kind: str, formatted: str) -> TypeName:
    """A type by the name that the manual calls it by."""
    array = kind.endswith("[]")
    name = kind.removesuffix("[]")
    name = '"char"' if name == "char" else {"bpchar": "char"}.get(name, OTHER_NAMES.get(name, name))
    found = _MODIFIERS.search(formatted)
    modifiers = tuple(part.strip() for part in found[1].split(",")) if found is not None else ()
    if name == "char" and not modifiers:
        name = "bpchar"
    return TypeName("", name, modifiers, array)
