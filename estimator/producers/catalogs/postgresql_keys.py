"""How many rows have one key of a B-tree, by what statistics count of its columns, alone and together."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING

from estimator.producers.catalogs.key_shares import (
    A_TARGET,
    USUAL_TARGET,
    Sample,
    combined,
    counted,
    estimated,
    rare_keys,
)
from estimator.producers.catalogs.lengths import middle
from estimator.producers.catalogs.readings import ColumnReading, IndexReading
from estimator.producers.schema.nullable import never_null, shares
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
LEAST_CROWDED = 24  # rows of a key whose list costs little more than these rows
MOST_CROWDED = 0.98  # of the rows, above which all keys are alike
SAMPLED = A_TARGET * USUAL_TARGET  # rows that ANALYZE looks at, unless it is told otherwise
SURELY = 1.05  # times as many as there are, that a value is seen by what statistics round
A_FEW = 4 * 8192  # bytes of an index, which say little of its keys
FREE = 0.92  # of the keys that independent columns have together, which a sample counts
MUCH = 1.1  # times what an index takes now, above which it is not what a fresh one takes

_TEXT = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r'"((?:[^"]|"")+)"|\b([^\W\d][\w$]*)')
_BUT, _OTHER = re.compile(r"<>"), re.compile(r"[<>=~]")
_NOTHING = re.compile(r"\bis\s+null\b", re.IGNORECASE)


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
    the rows of a condition that goes with them. Rows
    without the key of one column are not among them: the sheet has their share.
    """
    found = IndexReading(size, rows, 1.0)
    columns = {each.name: each for each in (index.holder.columns if index.holder else owner.columns.values())}
    own = [columns[each] for each in index.columns]
    if index.unique or index.include or owner.version < SHARING or not all(shares(each) for each in own):
        return found
    readings = [expressions.get(each.original) or owner.readings.get(each.original) for each in own]
    never, whole, there = never_null(owner.columns.values(), index), owner.rows, 1.0
    decided = _decided_by(index, owner)
    for place, (each, reading) in enumerate(zip(own, readings, strict=True)):
        if reading is not None and reading.null < 1 and (each.name in never or len(own) == 1):
            there = 1.0 if each.name in never else 1 - reading.null
            whole = min(whole, owner.rows * (1 - reading.null))
            readings[place] = _with_values(reading)
        if reading is not None and each.original == decided:
            readings[place], whole = _chosen(reading, rows / owner.rows, index.where), rows
        if each.original in expressions:
            whole = min(whole, rows)  # which statistics have of the rows in the index
    rows *= there
    equal = are_equal(readings, whole)
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
                return replace(found, per_key=_by_size(size, rows, _bytes(own, readings)), uncounted=True)
            groups.append(_bands(reading))
    bands = combined(groups)
    alone = [each.counted if equal else each.distinct for each in readings if each is not None and not each.null]
    if equal and len(own) == 1:
        distinct = _left(alone[0], whole, rows)
    else:
        distinct = counted(bands, rows)
        # One column alone has so many.
        distinct = max([distinct, *[_left(min(each, whole), whole, rows) for each in alone if equal or rows == whole]])
    key = _bytes(own, readings)
    told = _most_keys(MUCH * size, rows, key, 0) < distinct
    if told:
        least = max([counted(each, rows) for each in groups]) if len(groups) > 1 and not index.partial else 1.0
        distinct = min(distinct, max(_most_keys(size, rows, key, ALIGNING), least))
    per_key = max(1.0, rows / max(1.0, distinct))
    crowded, share = (0.0, 0.0) if told else _crowded(bands, rows)
    others = max(1.0, rows * (1 - share) / max(1.0, distinct - crowded))
    is_crowded = 0 < share < MOST_CROWDED and others < LEAST_CROWDED
    keys = rows * (1 - share) / others if is_crowded else distinct
    more_keys = _most_keys((size - A_FEW) / MUCH, rows, key, ALIGNING) > MUCH * keys
    found = replace(found, rows=rows / there, may_repeat_less=index.partial and keys < rows / MUCH and more_keys)
    if is_crowded:
        return replace(found, per_key=others, crowded=share * there)
    return replace(found, per_key=per_key, told_by_size=told, equal=equal and not told and not index.partial)


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
    return rare_keys(count, (), sample)


def _decided_by(index: Index, owner: Owner) -> str:
    """The only column that the condition of a partial index asks about; empty where there are none or several."""
    if not index.partial or _NOTHING.search(index.where):
        return ""
    said = [quoted.replace('""', '"') or plain for quoted, plain in _NAME.findall(_TEXT.sub("", index.where))]
    named = {each for each in said if each in owner.columns}
    return named.pop() if len(named) == 1 else ""


def _bands(reading: ColumnReading) -> list[Band]:
    """The keys of a column, NULL among them, with the share of the rows of each."""
    common = [(1.0, each) for each in reading.common]
    rare = reading.rare or (((reading.distinct, 1 / reading.distinct),) if reading.distinct and not common else ())
    return [*common, *rare, *([(1.0, reading.null)] if reading.null else [])]


def _chosen(reading: ColumnReading, part: float, where: str) -> ColumnReading:
    """What is known of the rows that a condition on the column itself leaves, which are a part of all.

    It leaves all rows of a key or none: a key that has more than are left is not among them. One that says which keys
    are not says so of the most common ones, as far as they make up what is not there.
    """
    gone = 1 - reading.null - part if _BUT.search(where) and not _OTHER.search(_BUT.sub("", where)) else 0.0
    common = []
    for each in sorted(reading.common, reverse=True):
        if each > MUCH * part or each <= 1.02 * gone:
            gone -= each
        else:
            common.append(each)
    among = sum(common) + sum([number * share for number, share in reading.rare])
    kept = min(1.0, part / among) if among else 1.0
    out = len(reading.common) - len(common)
    own = common[: round(kept * len(common))] if kept < 1 else common
    scale = part if among * kept >= part else max(1e-12, among)
    return replace(
        reading,
        null=0.0,
        distinct=max(1.0, kept * (reading.distinct - out)),
        counted=max(1.0, kept * (reading.counted - out)),
        common=tuple([each / scale for each in own]),
        rare=tuple([(kept * number, share / scale) for number, share in reading.rare]),
    )


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
        expected = seen / each.counted
        most = max(each.common, default=0.0) * seen
        # What chance makes of so many values at most: the tail of a Poisson distribution, about.
        luck = math.sqrt(2 * math.log(max(2.0, each.counted)))
        by_chance = expected + luck * math.sqrt(expected) + luck * luck / 6 - 1
        if most > SURELY * rows_of_one + 0.5:
            return False
        missed = max(0.0, 1 - seen / rows)
        # Of keys with equal numbers of rows chance has only what the sample misses.
        at_most = expected + luck * math.sqrt(expected * missed) + 0.5
        usual = luck - (math.log(max(1.0, luck * luck / 2)) + 2.5) / (2 * luck)
        if each.common and expected + usual * math.sqrt(expected) > at_most + 1:
            if most > at_most:
                return False
            found = True
        # ANALYZE lists what is two deviations above the others: what chance makes has to be as often to be missed.
        listed = expected + 0.5 + 2 * math.sqrt(by_chance * missed)
        found = found or by_chance > max(SURELY * rows_of_one + 1, listed)
    return found


def _with_values(reading: ColumnReading) -> ColumnReading:
    """What is known of the rows that have a value."""
    there = 1 - reading.null
    common, rare = [each / there for each in reading.common], [(each, part / there) for each, part in reading.rare]
    return replace(reading, null=0.0, common=tuple(common), rare=tuple(rare))


def _crowded(bands: Sequence[Band], rows: float) -> tuple[float, float]:
    """The keys of dozens of rows, NULL and common values among them, and the share of the rows that have one."""
    found = [(number, share) for number, share in bands if share * rows >= LEAST_CROWDED]
    return sum([number for number, _ in found]), sum([number * share for number, share in found])


def _left(distinct: float, whole: float, rows: float) -> float:
    """How many of so many keys of a whole table have any of the rows that a condition leaves."""
    distinct = min(max(1.0, distinct), max(1.0, whole))
    return distinct * (1 - (1 - rows / whole) ** (whole / distinct)) if 0 < rows < whole else distinct


def _bytes(own: Sequence[Column], readings: Sequence[ColumnReading | None]) -> float:
    means = [each.size or (reading.mean if reading is not None and reading.mean is not None else middle(each))
             for each, reading in zip(own, readings, strict=True)]  # fmt: skip
    return sum(means)


def _most_keys(size: float, rows: float, key: float, aligning: float) -> float:
    """The most keys that an index of a size can have, about."""
    entry = -(-(8 + key) // 8) * 8 + 4 - A_ROW + aligning  # a key's first row is in no list, if it is alone
    return max(1.0, (FILLED * size - A_ROW * rows) / entry)


def _by_size(size: float, rows: float, key: float) -> float:
    """How many rows have one key, if an index takes what it would when built anew: 1 where nothing says that any do."""
    if not key or _most_keys(MUCH * size, rows, key, 0) >= rows:
        return 1.0
    return max(1.0, rows / _most_keys(size, rows, key, ALIGNING))


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
