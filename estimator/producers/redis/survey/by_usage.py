"""The lengths of elements of large containers, of which a few are read, by what MEMORY USAGE says of far more of them.

It looks at the first elements of a table, which are in no order, and at the first nodes of a list. Those of a sorted
set are the ones with the least scores, and may differ from others: of it only what is counted whole is taken. How far
each word goes is by what it leaves open: a few elements their spread, MEMORY USAGE a little of each element.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.producers.redis.survey.groups import weighted
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from estimator.producers.redis.survey.groups import Group
    from estimator.producers.redis.survey.samples import Sample
    from estimator.producers.redis.survey.sheet import Row

USAGE_WITHIN = 0.004  # of a group, a standard deviation: what MEMORY USAGE and the formulas differ by
WORTH = 0.002  # of what a group takes, that its elements may be off by
FARTHEST = 4.0  # standard deviations: what is beyond them is not by the draw; of a list the first are read, not drawn
LEAST, MOST = 0.5, 2.0  # times the lengths
STEPS = 2  # a length's bytes are those of its block, so one step is not always enough


def doubt(group: Group) -> float:
    """By how many bytes the elements read may be off for those that were not: a standard deviation of their sum."""
    return math.sqrt(math.fsum([sample.weight**2 * _by_read(sample) for sample in group.samples]))


def with_lengths_of_usage(
    rows: list[Row],
    values: Mapping[str, float],
    said: Mapping[str, float],
    valued: Callable[[list[Row]], dict[str, float]],
) -> tuple[list[Row], dict[str, float]]:
    """The groups, and the bytes of each and of all: lengths times what makes them take what the server says, about.

    `said` are the bytes by MEMORY USAGE, of groups of which it is known what that leaves out.
    """
    chosen, own = list(rows), dict(values)
    aims = {row.name: _aim(row.group, values[row.name], said[row.name]) for row in rows if row.name in said}
    places = [place for place, row in enumerate(rows) if abs(aims.get(row.name, 0.0)) > WORTH * values[row.name]]
    for _ in range(STEPS if places else 0):
        for place in places:
            row = chosen[place]
            missing = values[row.name] + aims[row.name] - own[row.name]
            scale = row.group.scale * (1 + missing / max(1.0, _of_lengths(row.group)))
            chosen[place] = replace(row, group=replace(row.group, scale=min(MOST, max(LEAST, scale))))
        own = valued(chosen)
    return chosen, own


def _aim(group: Group, value: float, said: float) -> float:
    """How many bytes more its elements are likely to take than those that were read say: less of either's word."""
    if group.data_type == "zset" and any(sample.usage_of < sample.size for sample in group.samples):
        return 0.0
    by_read = doubt(group) ** 2
    by_usage = math.fsum([sample.weight**2 * _by_usage(sample) for sample in group.samples])
    by_usage += (USAGE_WITHIN * value) ** 2
    missing = said - value
    by_draw = group.data_type == "list" or missing**2 <= FARTHEST**2 * (by_read + by_usage)
    if by_read < (WORTH * value) ** 2 or not by_draw:
        return 0.0
    return missing * by_read / (by_read + by_usage)


def _of_lengths(group: Group) -> float:
    """The bytes of the lengths of all elements."""
    parts = [weighted(group.samples)]
    if group.data_type == "hash":
        parts.append(weighted(group.samples, second=True))
    return group.scale * math.fsum([length * number for part in parts for length, number in part])


def _by_read(sample: Sample) -> float:
    """The variance of the bytes of all elements of a container, by those that were read."""
    if not sample.read or sample.read >= sample.size:
        return 0.0
    each = math.fsum([_spread(lengths) / len(lengths) for lengths in _lengths(sample) if lengths])
    return sample.size**2 * each * (1 - sample.read / sample.size)


def _by_usage(sample: Sample) -> float:
    """The same by those that MEMORY USAGE has looked at; of a list these are nodes, which are nearly all there is."""
    if sample.data_type == "list" or not sample.usage_of or sample.usage_of >= sample.size:
        return 0.0
    each = math.fsum(map(_spread, _lengths(sample)))
    return sample.size**2 * each * (1 / sample.usage_of - 1 / sample.size)


def _lengths(sample: Sample) -> list[tuple[int, ...]]:
    """Those of its elements that take memory by their lengths: the scores of a table do not."""
    return [sample.first, sample.second] if sample.data_type == "hash" else [sample.first]


def _spread(lengths: tuple[int, ...]) -> float:
    """The variance of lengths."""
    if len(lengths) < 2:
        return 0.0
    mean = math.fsum(lengths) / len(lengths)
    return math.fsum([(length - mean) ** 2 for length in lengths]) / (len(lengths) - 1)
