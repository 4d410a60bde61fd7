"""Samples of keys that look alike, as groups, and the spreads of their lengths in the notation."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from estimator.notation.making import called, number
from estimator.producers.redis.integers import listpack_bytes
from estimator.producers.redis.survey.families import families
from estimator.reckoning.curves import slice_means
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.notation.tree import Expression
    from estimator.producers.redis.survey.samples import Sample

MOST_GROUPS = 20
SLICES = 20  # of a spread, each of as many things
FEW = 8  # different values that are listed with their shares
LARGEST = 0.02  # of the keys of a group at most are its largest,
LARGEST_BYTES = 0.1  # which make up so much of its bytes at least


@record
class Setting:
    """A setting of the formulas that a group has, and why."""

    name: str
    value: Expression
    note: str


@record
class Group:
    """Keys of one pattern, type and form; `keys` is their estimated number.

    `largest` are the few that make up much of the memory: their spread would be lost among those of the many.
    `settings` say what its tables have been through. The lengths of its elements are `scale` times those that were
    read: so much longer or shorter MEMORY USAGE says that all are.
    """

    pattern: str
    data_type: str
    form: str
    database: int
    keys: int
    samples: tuple[Sample, ...]
    largest: bool = False
    settings: tuple[Setting, ...] = ()
    scale: float = 1.0

    @property
    def ttl(self) -> float:
        """The share of its keys that has a time to live."""
        return sum(sample.weight * sample.expires for sample in self.samples) / _weight(self.samples)


def grouped(samples: list[Sample]) -> list[Group]:
    """The groups of a sample, those of most bytes first; those of few bytes are joined by type."""
    found: dict[tuple[int, str, str, str], list[Sample]] = {}
    named = _families(samples)
    for sample in samples:
        pattern = named[sample.database, sample.pattern]
        found.setdefault((sample.database, pattern, sample.data_type, sample.form), []).append(sample)
    by_size = sorted(found.items(), key=lambda item: (-_bytes(item[1]), item[0]))
    kept = dict(by_size[:MOST_GROUPS])
    for (database, _, kind, form), rare in by_size[MOST_GROUPS:]:
        kept.setdefault((database, "other", kind, form), []).extend(rare)
    groups: list[Group] = []
    for (database, text, kind, form), group in kept.items():
        many, largest = _parted(group)
        groups.append(Group(text, kind, form, database, _number(many), tuple(many)))
        if largest:
            groups.append(Group(text, kind, form, database, _number(largest), tuple(largest), largest=True))
    return groups


def _families(samples: list[Sample]) -> dict[tuple[int, str], str]:
    """What the patterns of each database are called where many differ in a word alone."""
    keys: dict[int, dict[str, float]] = {}
    for sample in samples:
        own = keys.setdefault(sample.database, {})
        own[sample.pattern] = own.get(sample.pattern, 0.0) + sample.weight
    return {(number, pattern): name for number, own in keys.items() for pattern, name in families(own).items()}


def _parted(samples: list[Sample]) -> tuple[list[Sample], list[Sample]]:
    """The many of a group, and the few large ones where they make up much of it."""
    ordered = sorted(samples, key=lambda sample: sample.usage)
    most, enough = LARGEST * _weight(samples), LARGEST_BYTES * _bytes(samples)
    number = size = 0.0
    place = len(ordered)
    while place > 1 and number + ordered[place - 1].weight <= most:
        place -= 1
        number += ordered[place].weight
        size += ordered[place].weight * ordered[place].usage
    return (ordered[:place], ordered[place:]) if size >= enough else (samples, [])


def _weight(samples: Iterable[Sample]) -> float:
    return sum(sample.weight for sample in samples)


def _number(samples: list[Sample]) -> int:
    return max(1, round(_weight(samples)))


def _bytes(samples: list[Sample]) -> float:
    return sum(sample.weight * sample.usage for sample in samples)


def weighted(samples: tuple[Sample, ...], *, second: bool = False) -> list[tuple[float, float]]:
    """The lengths of the elements of all samples, each with the number of elements that it stands for.

    Where some of packed forms are integers and others are not, an integer is as long as a text of as many bytes.
    """
    found: list[tuple[float, float]] = []
    as_texts = not numbers(samples, second=second)
    for sample in samples:
        lengths, own = _elements(sample, second=second)
        if own and as_texts:
            lengths = tuple([listpack_bytes(value) - 1 for value in own])
        found += [(length, sample.weight * sample.size / len(lengths)) for length in lengths]
    return found


def numbers(samples: tuple[Sample, ...], *, second: bool = False) -> list[tuple[float, float]]:
    """Integers that stand for those in packed forms, with weights as `weighted`; none where some elements are texts."""
    found: list[tuple[float, float]] = []
    for sample in samples:
        lengths, own = _elements(sample, second=second)
        if lengths and not own:
            return []
        found += [(value, sample.weight * sample.size / len(own)) for value in own]
    return found


def _elements(sample: Sample, *, second: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return (sample.second, sample.second_numbers) if second else (sample.first, sample.first_numbers)


def spread(values: list[tuple[float, float]], unit: str) -> Expression:
    """Values with weights as an expression whose mean is theirs: a number, a mix of a few, or a measured distribution.

    The latter has the mean of each of so many slices of as many things.
    """
    joined: dict[float, float] = {}
    for value, weight in values:
        if weight > 0:
            joined[value] = joined.get(value, 0.0) + weight
    points = sorted(joined.items())
    if not points:
        return measured(0, unit)
    if len(points) == 1:
        return measured(points[0][0], unit)
    if len(points) <= FEW:
        return _mixture(points, unit)
    return called("spread", called("measured", *[measured(mean, unit) for mean in slice_means(points, SLICES)]))


def measured(value: float, unit: str = "") -> Expression:
    """A number of a survey: a whole one, or six digits."""
    digits = 0 if value >= 1e6 else 2 if value >= 100 else 4
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return number(text, unit)


def _mixture(points: list[tuple[float, float]], unit: str) -> Expression:
    total = math.fsum([weight for _, weight in points])
    given: list[Expression] = []
    for value, weight in points:
        given += [number(f"{Decimal(f'{weight / total:.6g}'):f}"), measured(value, unit)]
    return called("spread", called("mixture", *given))
