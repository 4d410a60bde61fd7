"""How many rows have one key of a B-tree, by what statistics count of its columns, alone and together."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from estimator.producers.catalogs.key_shares import (
    A_TARGET,
    USUAL_TARGET,
    Sample,
    combined,
    counted,
    estimated,
    expected,
    solved,
)
from estimator.producers.catalogs.key_spreads import at_least, even_keys, least_listed
from estimator.producers.catalogs.lengths import NEARLY_EVEN, head, middle
from estimator.producers.catalogs.postgresql_conditions import MUCH, chosen, decided_by
from estimator.producers.catalogs.readings import ColumnReading, IndexReading
from estimator.producers.schema.conditions import never_null, only_null
from estimator.producers.schema.nullable import shares
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.producers.catalogs.key_shares import Band
    from estimator.producers.catalogs.postgresql_answers import Answers
    from estimator.producers.schema.stored import Column, Index

SHARING = 130_000  # the version since which equal keys share an entry
FILLED = 0.89  # of the pages, by a build
A_ROW = 6  # bytes of a row in the list of its key
ALIGNING = 9  # bytes more that a list takes, in the mean, than its rows without the first
HALF_ALIGNED = 3.5  # bytes that aligning makes of lengths of all kinds, in the mean
LEAST_CROWDED = 132  # rows of a key that has lists of a tenth of a page, which take what their rows do
MOST_CROWDED = 0.98  # of the rows, above which all keys are alike
SAMPLED = A_TARGET * USUAL_TARGET  # rows that ANALYZE looks at, unless it is told otherwise
SURELY = 1.05  # times as many as there are, that a value is seen by what statistics round
LEAST_PER_KEY = 1.05  # rows of a key, below which its index is as if all differed
UNSEEN = 1.25  # times what an index is reckoned with, that keys which no sample has seen may make of it
JUST = 1.04  # times what an index takes now, that it is reckoned with more or less: chance gave its keys fewer rows
MISSED = 4.0  # values that chance would have made common, none of which is: it has not
UNLIKE = 0.004  # share of the rows, by which more or fewer are alone than chance makes so
NO_LEAVES = 2 * 8192  # bytes of an index, its first page and its root
A_FEW = 4 * 8192  # bytes of an index, which say little of its keys
FREE = 0.92  # of the keys that independent columns have together, which a sample counts


@record
class Owner:
    """The table whose indexes are read: its columns, what is known of them, and the relations that hold its rows."""

    name: str
    columns: dict[str, Column]  # by their own names
    readings: dict[str, ColumnReading]  # by the column's own name
    rows: float
    parts: tuple[tuple[int, float], ...]  # the relations that hold its rows, with these
    version: int
    is_counted: bool = True  # whether anybody knows how many rows there are


def numbered(relation: int, owner: Owner, answers: Answers) -> dict[int, Column]:
    """The columns by their numbers in a relation, which another partition may have otherwise."""
    rows = answers.columns.get(relation, [])
    return {int(row[0]): owner.columns[str(row[1])] for row in rows if not row[2] and str(row[1]) in owner.columns}


def tree_reading(
    index: Index, size: int, rows: float, owner: Owner, expressions: dict[str, ColumnReading], answers: Answers
) -> IndexReading:
    """A B-tree's size and rows, with how many of these have one key; 1 where equal keys do not share an entry.

    Columns that CREATE STATISTICS counts together are taken so, and the others as if they were independent: unless it
    would take more than it does, for columns that say the same, as a city and its country, have fewer keys, and so have
    the rows of a condition that goes with them. Where values differ in their rows by more than statistics tell it is
    what it takes, unless that is much more. Rows without the key of one column are not among them: the sheet has their
    share.
    """
    found = IndexReading(size, rows, 1.0)
    columns = {each.name: each for each in (index.holder.columns if index.holder else owner.columns.values())}
    own = [columns[each] for each in index.columns]
    if index.unique or index.include or owner.version < SHARING or not all(shares(each) for each in own):
        return found
    readings = [expressions.get(each.original) or owner.readings.get(each.original) for each in own]
    whole, there = _chosen(index, own, readings, rows, owner, expressions)
    if len(own) == 1 and readings[0] is not None and readings[0].null >= 1:
        return found  # the sheet has the rows without a key
    rows *= there
    equal = are_equal(readings, whole)
    groups = _groups(own, readings, owner, answers, equal=equal)
    entry = _entry(own, readings)
    if groups is None:
        return replace(found, per_key=_by_size(size, rows, entry), uncounted=True)
    bands = combined(groups)
    alone = [each.counted if equal else each.distinct for each in readings if each is not None and not each.null]
    if equal and len(own) == 1:
        distinct = _left(alone[0], whole, rows)
    else:
        distinct = counted(bands, rows)
        # One column alone has so many.
        distinct = max([distinct, *[_left(min(each, whole), whole, rows) for each in alone if equal or rows == whole]])
    guessed = tuple([each.original for each, known in zip(own, readings, strict=True) if known and known.is_guess])
    likely = _size_of(distinct, rows, entry, sum([_alone_of(*band, rows) for band in bands]))
    less = _most_keys(MUCH * size, rows, entry, 0) < distinct
    told = less or (not equal and likely > JUST * size) or (bool(guessed) and size - A_FEW < UNSEEN * likely)
    if less:
        least = max([counted(each, rows) for each in groups]) if len(groups) > 1 and not index.partial else 1.0
        distinct = min(distinct, max(_keys_of(size, rows, entry), least))
    elif told:
        distinct = _keys_of(size, rows, entry)
    crowded, share = (0.0, 0.0) if told else _crowded(bands, rows)
    others = max(1.0, rows * (1 - share) / max(1.0, distinct - crowded))
    is_crowded = 0 < share < MOST_CROWDED and others < LEAST_CROWDED
    keys = rows * (1 - share) / others if is_crowded else distinct
    more_keys = _most_keys((size - A_FEW) / MUCH, rows, entry, ALIGNING) > MUCH * keys
    found = replace(
        found, rows=rows / there, guessed=() if less else guessed, told_by_size=less,
        may_repeat_less=index.partial and keys < rows / MUCH and more_keys and not (guessed and told),
    )  # fmt: skip
    if is_crowded:
        found = replace(found, per_key=others, crowded=share * there)
    else:
        per_key = max(1.0, rows / max(1.0, distinct))
        found = replace(found, per_key=per_key, equal=equal and not told and not index.partial)
    if told or found.equal:
        return found
    return replace(found, alone=_alone(bands, rows, found.per_key, 1 - share * is_crowded, there))


def _chosen(
    index: Index, own: Sequence[Column], readings: list[ColumnReading | None], rows: float, owner: Owner,
    expressions: dict[str, ColumnReading],
) -> tuple[float, float]:  # fmt: skip
    """The rows that what is known of the columns is of, and the share of an index's rows that have a key.

    What a condition on a column leaves of its values stands in `readings` then.
    """
    never, whole, there = never_null(owner.columns.values(), index), owner.rows, 1.0
    always = only_null(owner.columns.values(), index) if index.holder is None else frozenset()
    decided = decided_by(index.where, tuple(owner.columns)) if index.partial else ""
    for place, (each, reading) in enumerate(zip(own, readings, strict=True)):
        if each.name in always:
            readings[place] = ColumnReading(1.0, 0.0, 0.0)
            continue
        if reading is not None and reading.null < 1 and (each.name in never or len(own) == 1):
            there = 1.0 if each.name in never else 1 - reading.null
            whole = min(whole, owner.rows * (1 - reading.null))
            readings[place] = _with_values(reading)
        if reading is not None and each.original == decided:
            found = chosen(reading, rows / owner.rows, index.where, decided)
            # What is listed at one end of the values is by how often those of the other are: it says nothing of that.
            if found.rows < reading.rows and not are_equal([_with_values(reading)], whole):
                found = replace(found, counted=0.0)
            readings[place], whole = found, rows
        if each.original in expressions:
            whole = min(whole, rows)  # which statistics have of the rows in the index
    return whole, there


def _groups(
    own: Sequence[Column], readings: Sequence[ColumnReading | None], owner: Owner, answers: Answers, *, equal: bool
) -> list[Sequence[Band]] | None:
    """The keys of the columns of an index, of those together that statistics count so; None where one is not known."""
    groups: list[Sequence[Band]] = []
    left = {each.name for each in own}
    for names, count in sorted(_together(owner, answers), key=lambda pair: -len(pair[0])):
        if names <= left:
            known = [reading for each, reading in zip(own, readings, strict=True) if each.name in names]
            groups.append(_counted_together(count, known, owner.rows, equal=equal))
            left -= names
    for each, reading in zip(own, readings, strict=True):
        if each.name in left:
            if reading is None or not (reading.distinct or reading.null):
                return None
            groups.append(_bands(reading))
    return groups


def _alone(bands: Sequence[Band], rows: float, per_key: float, left: float, there: float) -> float | None:
    """The share of an index's rows whose key no other row has; None if it is what chance makes of `per_key`.

    Of these rows those with a key are `there`; what is `left` of them has no crowded one.
    """
    if not LEAST_PER_KEY < per_key < LEAST_CROWDED:
        return None
    alone = sum([_alone_of(*band, rows) for band in bands]) / rows
    return None if abs(alone - left * math.exp(-expected(per_key))) < UNLIKE else alone * there


def _alone_of(number: float, share: float, rows: float) -> float:
    """How many of the keys of a band have one row, as chance gives them theirs."""
    return number * rows * share * math.exp(-rows * share)


def _counted_together(
    count: float, readings: Sequence[ColumnReading | None], rows: float, *, equal: bool
) -> Sequence[Band]:
    """The keys that columns have together, of which statistics count so many in their sample.

    Of keys with equal numbers of rows it is right. Columns of which it would be as many if they were independent are.
    """
    sample = Sample(rows, rows if equal else min(rows, SAMPLED))
    if not equal and None not in readings:
        free = combined([_bands(each) for each in readings if each is not None])
        if count >= FREE * estimated(free, sample):
            return free
    return even_keys(count, sample)


def _bands(reading: ColumnReading) -> list[Band]:
    """The keys of a column, NULL among them, with the share of the rows of each."""
    common = [(1.0, each) for each in reading.common]
    rare = reading.rare or (((reading.distinct, 1 / reading.distinct),) if reading.distinct and not common else ())
    return [*common, *rare, *([(1.0, reading.null)] if reading.null else [])]


def are_equal(readings: Sequence[ColumnReading | None], rows: float) -> bool:
    """Whether values seem to have equal numbers of rows: none was seen more often than that, of many that chance makes.

    Of a table whose rows ANALYZE hardly sees in more than a sample nothing tells it.
    """
    found = False
    for each in readings:
        if each is None or not each.counted or each.null:
            return False
        seen = min(rows, each.seen or SAMPLED)
        rows_of_one = rows / each.counted
        mean = seen / each.counted
        most = max(each.common, default=0.0) * seen
        # What chance makes of so many values at most: the tail of a Poisson distribution, about.
        luck = math.sqrt(2 * math.log(max(2.0, each.counted)))
        if most > SURELY * rows_of_one + 0.5:
            return False
        missed = max(0.0, 1 - seen / rows)
        # Of keys with equal numbers of rows chance has only what the sample misses.
        at_most = mean + luck * math.sqrt(mean * missed) + 0.5
        usual = luck - (math.log(max(1.0, luck * luck / 2)) + 2.5) / (2 * luck)
        if each.common and mean + usual * math.sqrt(mean) > at_most + 1:
            if most > at_most:
                return False
            found = True
        # ANALYZE lists what is two deviations above the others: what chance makes has to be as often to be missed.
        listed = least_listed(each.counted, (), 1.0, Sample(rows, seen))
        above = max(listed, math.floor(SURELY * rows_of_one + 1) + 1)
        found = found or each.counted * at_least(above, mean) > MISSED
    return found


def _with_values(reading: ColumnReading) -> ColumnReading:
    """What is known of the rows that have a value."""
    there = 1 - reading.null
    common = tuple([each / there for each in reading.common])
    buckets = tuple([_grown(bands, there) for bands in reading.buckets])
    return replace(reading, null=0.0, common=common, rare=_grown(reading.rare, there), buckets=buckets,
                   rows=reading.rows * there)  # fmt: skip


def _grown(bands: Sequence[Band], part: float) -> tuple[Band, ...]:
    """Bands of all rows with their shares of a part that has them all."""
    return tuple([(number, share / part) for number, share in bands])


def _crowded(bands: Sequence[Band], rows: float) -> tuple[float, float]:
    """The keys of dozens of rows, NULL and common values among them, and the share of the rows that have one."""
    found = [(number, share) for number, share in bands if share * rows >= LEAST_CROWDED]
    return sum([number for number, _ in found]), sum([number * share for number, share in found])


def _left(distinct: float, whole: float, rows: float) -> float:
    """How many of so many keys of a whole table have any of the rows that a condition leaves."""
    distinct = min(max(1.0, distinct), max(1.0, whole))
    return distinct * (1 - (1 - rows / whole) ** (whole / distinct)) if 0 < rows < whole else distinct


def _entry(own: Sequence[Column], readings: Sequence[ColumnReading | None]) -> float:
    """The mean bytes of the entry of a key that one row has, with its line pointer: rounded up to 8 bytes."""
    means = [each.size or (reading.mean if reading is not None and reading.mean is not None else middle(each))
             for each, reading in zip(own, readings, strict=True)]  # fmt: skip
    lengths = readings[0].lengths if len(own) == 1 and readings[0] is not None and not own[0].size else ()
    if lengths:
        whole = sum([share for _, share in lengths])
        return sum([share * _aligned(length + head(length)) for length, share in lengths]) / whole
    if any(not each.size and (reading is None or reading.spread > NEARLY_EVEN)
           for each, reading in zip(own, readings, strict=True)):  # fmt: skip
        return max(_aligned(0.0), 8 + sum(means) + 4 + HALF_ALIGNED)
    return _aligned(sum(means))


def _aligned(key: float) -> float:
    """The bytes of an entry of a key of a length."""
    return -(-(8 + key) // 8) * 8 + 4


def _most_keys(size: float, rows: float, entry: float, aligning: float) -> float:
    """The most keys that an index of a size can have, about."""
    # A key's first row is in no list, if it is alone.
    return max(1.0, (FILLED * size - A_ROW * rows) / (entry - A_ROW + aligning))


def _keys_of(size: float, rows: float, entry: float) -> float:
    """The keys of an index that takes what it would when built anew, if chance has given each as many rows."""

    def taken(log: float) -> float:
        keys = math.exp(log)
        return _size_of(keys, rows, entry, rows * math.exp(-expected(max(1.0, rows / keys))))

    most, size = math.log(max(1.0, rows)), size - NO_LEAVES
    return math.exp(solved(taken, min(max(size, taken(0.0)), taken(most)), 0.0, most) or 0.0)


def _size_of(distinct: float, rows: float, entry: float, alone: float) -> float:
    """What an index of so many keys takes, about, of which some are `alone` and in no list."""
    return (distinct * (entry - A_ROW + ALIGNING) + A_ROW * rows - ALIGNING * alone) / FILLED


def _by_size(size: float, rows: float, entry: float) -> float:
    """How many rows have one key, if an index takes what it would when built anew: 1 where nothing says that any do."""
    if _most_keys(MUCH * size, rows, entry, 0) >= rows:
        return 1.0
    return max(1.0, rows / _keys_of(size, rows, entry))


def _together(owner: Owner, answers: Answers) -> list[tuple[set[str], float]]:
    """How many values columns have together, by their names: of a table that is whole."""
    found = []
    (relation, _), *others = owner.parts
    own_columns = numbered(relation, owner, answers)
    for row in answers.together.get(relation, []) if not others else ():
        try:
            counts = json.loads(str(row[0]))
        except ValueError:
            continue
        for numbers, count in counts.items() if isinstance(counts, dict) else ():
            columns = [own_columns.get(int(each)) for each in numbers.split(",")]
            if None not in columns and float(count) > 0:
                found.append(({each.name for each in columns if each is not None}, float(count)))
    return found
