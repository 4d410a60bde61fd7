"""Samples of keys that look alike, as groups, and the spreads of their lengths in the notation."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from estimator.notation.making import called, number
from estimator.records import record

if TYPE_CHECKING:
    from estimator.notation.tree import Expression
    from estimator.producers.redis.survey.sampling import Sample

MOST_GROUPS = 20
QUARTERS, SEVENTHS = 4, 7  # the steps of a spread
NEAR = 0.005  # how far the mean of a spread may be off the sample's
FEW = 4  # different values that are listed with their shares


@record
class Group:
    """Keys of one pattern, type and form; `keys` is their estimated number."""

    pattern: str
    data_type: str
    form: str
    database: int
    keys: int
    samples: tuple[Sample, ...]

    @property
    def ttl(self) -> float:
        """The share of its keys that has a time to live."""
        return sum(sample.expires for sample in self.samples) / len(self.samples)


def grouped(samples: list[Sample], keys: dict[int, int], undescribed: dict[int, int]) -> list[Group]:
    """The groups of a sample, with the number of keys that each stands for; rare patterns are joined by type.

    `undescribed` are the keys of each database that were met and are in no sample.
    """
    sizes = dict(undescribed)
    for sample in samples:
        sizes[sample.database] = sizes.get(sample.database, 0) + 1
    found: dict[tuple[int, str, str, str], list[Sample]] = {}
    for sample in samples:
        found.setdefault((sample.database, sample.pattern, sample.data_type, sample.form), []).append(sample)
    by_size = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    kept = dict(by_size[:MOST_GROUPS])
    for (database, _, kind, form), rare in by_size[MOST_GROUPS:]:
        kept.setdefault((database, "other", kind, form), []).extend(rare)
    # Keys may have come since the server was asked for their number: those that were met are there in any case.
    shares = {database: max(1.0, keys[database] / size) for database, size in sizes.items()}
    return [
        Group(text, kind, form, database, round(len(group) * shares[database]), tuple(group))
        for (database, text, kind, form), group in kept.items()
    ]


def weighted(samples: tuple[Sample, ...], *, second: bool = False) -> list[tuple[float, float]]:
    """The lengths of the elements of all samples, each with the number of elements that it stands for."""
    found: list[tuple[float, float]] = []
    for sample in samples:
        lengths = sample.second if second else sample.first
        found += [(length, sample.size / len(lengths)) for length in lengths]
    return found


def spread(values: list[tuple[float, float]], unit: str) -> Expression:
    """Values with weights as an expression: a number, a mix of a few, or quantiles whose mean is the sample's."""
    joined: dict[float, float] = {}
    for value, weight in values:
        joined[value] = joined.get(value, 0.0) + weight
    points = sorted(joined.items())
    if not points:
        return measured(0, unit)
    if len(points) == 1:
        return measured(points[0][0], unit)
    if len(points) <= FEW:
        return _mix(points, unit)
    mean = sum(value * weight for value, weight in points) / sum(joined.values())
    candidates = _candidates(points, unit)
    best, error = candidates[0][0], float("inf")
    for tree, middle in candidates:
        off = abs(middle / mean - 1) if mean else 0.0
        if off < error:
            best, error = tree, off
        if off <= NEAR:
            break
    return best


def measured(value: float, unit: str = "") -> Expression:
    """A number of a survey: a whole one, or six digits."""
    return number(f"{value:.0f}" if float(value).is_integer() else f"{value:.6g}", unit)


def _mix(points: list[tuple[float, float]], unit: str) -> Expression:
    (value, weight), *rest = points
    if not rest:
        return measured(value, unit)
    share = weight / sum(each for _, each in points)
    return called("spread.mix", number(f"{share:.6f}"), measured(value, unit), _mix(rest, unit))


def _candidates(points: list[tuple[float, float]], unit: str) -> list[tuple[Expression, float]]:
    """Ever finer descriptions, each with its mean."""
    found = [_pieces(points, QUARTERS, unit), _pieces(points, SEVENTHS, unit)]
    total = sum(weight for _, weight in points)
    for share in (0.9, 0.99, 0.999):
        low, high = _split(points, share * total)
        if len(low) > 1 and len(high) > 1:
            (below, below_mean), (above, above_mean) = _pieces(low, SEVENTHS, unit), _pieces(high, SEVENTHS, unit)
            mean = share * below_mean + (1 - share) * above_mean
            found.append((called("spread.mix", number(str(share)), below, above), mean))
    return found


def _split(points: list[tuple[float, float]], at: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    low: list[tuple[float, float]] = []
    passed = 0.0
    for place, (value, weight) in enumerate(points):
        if passed + weight > at:
            return [*low, (value, max(at - passed, 0.0))], [(value, passed + weight - at), *points[place + 1 :]]
        low.append((value, weight))
        passed += weight
    return low, []


def _pieces(points: list[tuple[float, float]], pieces: int, unit: str) -> tuple[Expression, float]:
    """Quantiles at equal steps, and the mean of the lines between them."""
    total = sum(weight for _, weight in points)
    marks = [_quantile(points, total * step / pieces) for step in range(pieces + 1)]
    path = "spread.quartiles" if pieces == QUARTERS else "spread.septiles"
    mean = sum((low + high) / 2 for low, high in itertools.pairwise(marks)) / pieces
    return called(path, *[measured(mark, unit) for mark in marks]), mean


def _quantile(points: list[tuple[float, float]], at: float) -> float:
    passed = 0.0
    for value, weight in points:
        passed += weight
        if passed >= at:
            return value
    return points[-1][0]
