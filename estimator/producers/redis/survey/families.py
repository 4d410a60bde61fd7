"""Patterns that differ in a word alone, as `category:shoes:items` and `category:hats:items`, are of one family.

Numbers and the like are known by themselves; that a word is a name of one of many is seen by how many there are. The
parts of patterns are the branches of a tree: where one has many rare branches, these are one, `category:{word}:items`.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from estimator.producers.redis.survey.patterns import PLACEHOLDER, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD = "{word}"
BETWEEN = ":"
MANY, MANY_AT_FIRST = 12, 100  # branches that are told by their first parts, which mostly say what keys are for
RARE, TIMES = 0.02, 3.0  # of a branch's keys, or of its usual branch: one that has more has a name of its own
MOST_PARTS = 12  # of a pattern; what is behind them is one


def families(patterns: Mapping[str, float]) -> dict[str, str]:
    """What patterns, with how many keys each has, are called where many differ in a word alone."""
    named: dict[str, str] = {}
    for pattern, parts in _named([(tuple(each.split(BETWEEN, MOST_PARTS)), each, keys)
                                  for each, keys in patterns.items()], MANY_AT_FIRST):  # fmt: skip
        named[pattern] = shortened(BETWEEN.join(parts)) if WORD in parts else pattern
    return named


def _named(found: list[tuple[tuple[str, ...], str, float]], many: int) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each pattern with its parts from here on, where those that are rare among many are WORD."""
    branches: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for parts, pattern, keys in found:
        branches.setdefault(parts[0] if parts else "", []).append((parts[1:], pattern, keys))
    sizes = {first: sum(keys for _, _, keys in inside) for first, inside in branches.items()}
    least = max(RARE * sum(sizes.values()), TIMES * median(sizes.values()))
    rare = [first for first, size in sizes.items() if size <= least and not _is_known(first)]
    if len(rare) >= many:
        joined = [each for first in rare for each in branches.pop(first)]
        branches[WORD] = [*branches.get(WORD, []), *joined]
    for first, inside in branches.items():
        ended = [pattern for parts, pattern, _ in inside if not parts]
        yield from ((pattern, (first,)) for pattern in ended)
        further = [each for each in inside if each[0]]
        if further:
            yield from ((pattern, (first, *parts)) for pattern, parts in _named(further, MANY))


def _is_known(part: str) -> bool:
    """Whether a part is a number, a date or the like as a whole."""
    return PLACEHOLDER.fullmatch(part) is not None
