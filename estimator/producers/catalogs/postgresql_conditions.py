"""Which keys the rows of a partial index have, by a condition on the key itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.catalogs.key_shares import counted
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.producers.catalogs.key_shares import Band
    from estimator.producers.catalogs.readings import ColumnReading

MUCH = 1.1  # times as many rows as there are, that a value is said to have
LOW, HIGH = "low", "high"
_TEXT = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r'"((?:[^"]|"")+)"|\b([^\W\d][\w$]*)')
_BUT, _OTHER = re.compile(r"<>"), re.compile(r"[<>=~]")
_NOTHING = re.compile(r"\bis\s+null\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:or|case|not)\b", re.IGNORECASE)
_SOMETHING = re.compile(r"\bis\s+not\s+null\b", re.IGNORECASE)
_COMPARISON = re.compile(r"[<>=~!@#&|?]+")
_SIDES = {"<": LOW, "<=": LOW, ">": HIGH, ">=": HIGH}


def decided_by(where: str, columns: Sequence[str]) -> str:
    """The only column that a condition asks about; empty where there are none or several."""
    if not where or _NOTHING.search(where):
        return ""
    said = [quoted.replace('""', '"') or plain for quoted, plain in _NAME.findall(_TEXT.sub("", where))]
    named = {each for each in said if each in columns}
    return named.pop() if len(named) == 1 else ""


def side(where: str, column: str) -> str:
    """At which end of the values of a column a condition has its rows, as `x < 5` does; empty where at none or both."""
    text = _SOMETHING.sub("", _TEXT.sub("", where))
    written = '"' + column.replace('"', '""') + '"'
    compared = re.findall(rf'(?:{re.escape(written)}|(?<![\w"]){re.escape(column)}(?![\w"]))\)*(?:::[\w ]+)?\)*\s*'
                          r"(<=|>=|<|>)(?![<>=~!@#&|?])", text)  # fmt: skip
    casts = text.replace("::", "")
    if not compared or _OTHERWISE.search(text) or len(_COMPARISON.findall(casts)) != len(compared):
        return ""
    ends = {_SIDES[each] for each in compared}
    return ends.pop() if len(ends) == 1 else ""


def chosen(reading: ColumnReading, part: float, where: str, column: str) -> ColumnReading:
    """What is known of the rows that a condition on the column itself leaves, which are a part of all.

    It leaves all rows of a key or none: the first keys or the last ones of a comparison, where it is known in which
    order they are. Else a key that has more than are left is not among them, and a condition that says which keys are
    not says so of the most common ones, as far as they make up what is not there.
    """
    end = side(where, column)
    if end and len(reading.places) == len(reading.common) and (reading.buckets or not reading.rare):
        return _of_end(reading, part, end)
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
        buckets=(),
        places=(),
    )


def _of_end(reading: ColumnReading, part: float, end: str) -> ColumnReading:
    """The values from one end on, until they have as many rows as are left."""
    buckets = list(reading.buckets)
    number = len(buckets)
    common = sorted(zip(reading.places, reading.common, strict=True))
    if end == HIGH:
        buckets.reverse()
        common = sorted([(number - place, share) for place, share in common])
    shares = [sum([keys * share for keys, share in bucket]) for bucket in buckets]
    each_bucket = sum(shares) / number if number else 0.0
    taken: list[float] = []
    for place, share in common:
        before = each_bucket * min(float(number), max(0.0, place))
        if before + sum(taken) + share / 2 > part:
            break
        taken.append(share)
    reached = min(float(number), max(0.0, (part - sum(taken)) / each_bucket)) if each_bucket else 0.0
    rare: list[Band] = []
    for place, bucket in enumerate(buckets):
        of_it = min(1.0, max(0.0, reached - place))
        rare += [(of_it * keys, share / part) for keys, share in bucket if of_it > 0]
    own = tuple([each / part for each in taken])
    distinct = len(own) + counted(rare, max(1.0, reading.rows * part))
    less = distinct / max(1.0, reading.distinct)
    return replace(
        reading, null=0.0, distinct=max(1.0, distinct), counted=max(1.0, less * reading.counted), common=own,
        rare=tuple(rare), seen=reading.seen * part, rows=reading.rows * part, buckets=(), places=(),
    )  # fmt: skip
