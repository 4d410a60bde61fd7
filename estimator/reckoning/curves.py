"""Distributions through points: percentiles that someone knows, and measurements.

Percentiles are joined by straight lines on normal probability paper, of the logarithms where all are positive, and the
outermost lines go on: between two of them, and beyond, the value is normal or lognormal. So `10 to 50` is the line
through P5 and P95, and `20 (10 to 50)` two lines that meet at the median. Every ascending list of percentiles has such
a curve, which passes all of them (a metalog of as many terms, Keelin, Decision Analysis 13(4), 2016, does not always
have one that ascends).

Measurements are joined by straight lines at the middles of as many equal shares (Hazen's way, the fifth of Hyndman and
Fan, as numpy.quantile numbers and names them), flat beyond the first and the last. So the mean is that of the
measurements.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import pairwise

from estimator.model.normals import below, density, normal_quantile, upper_half
from estimator.records import record

_ROUNDING = 1e-9  # of a slice


@record
class Curve:
    """Percentiles on normal probability paper: ascending places `at` and values there, of logarithms if it is `log`."""

    log: bool
    at: tuple[float, ...]
    values: tuple[float, ...]

    def slope(self, piece: int) -> float:
        """How steep the line from one percentile to the next is, 0 being the first line."""
        return (self.values[piece + 1] - self.values[piece]) / (self.at[piece + 1] - self.at[piece])

    def line(self, piece: int) -> tuple[float, float]:
        """Where a line crosses the middle, and its slope."""
        slope = self.slope(piece)
        return self.values[piece] - slope * self.at[piece], slope

    @property
    def pieces(self) -> list[tuple[float, float, float, float]]:
        """From where to where each line goes, where it crosses the middle, and its slope."""
        last = len(self.at) - 2
        ends = [-math.inf, *self.at[1:-1], math.inf]
        return [(ends[piece], ends[piece + 1], *self.line(piece)) for piece in range(last + 1)]


def curve(parameters: list[float]) -> Curve:
    """The curve of a draw: values, then the shares below them. ValueError for percentiles out of order."""
    half = len(parameters) // 2
    values, shares = parameters[:half], parameters[half:]
    if any(high < low for low, high in pairwise(values)):
        raise ValueError("a higher percentile is below a lower one")
    log = values[0] > 0
    at = tuple([normal_quantile(share) for share in shares])
    return Curve(log, at, tuple([math.log(each) if log else each for each in values]))


def curve_quantile(parameters: list[float], share: float) -> float:
    """The value below which a share of the cases lies."""
    known = curve(parameters)
    values, shares = parameters[: len(known.at)], parameters[len(known.at) :]
    return values[shares.index(share)] if share in shares else at_score(known, normal_quantile(share))


def at_score(known: Curve, z: float) -> float:
    """The value of a curve at a normal score."""
    piece = min(max(bisect_right(known.at, z) - 1, 0), len(known.at) - 2)
    center, slope = known.line(piece)
    return math.exp(center + slope * z) if known.log else center + slope * z


def curve_cumulative(parameters: list[float], value: float) -> float:
    """The share of the cases that lies at a value or below."""
    known = curve(parameters)
    if known.log and value <= 0:
        return 0.0
    wanted = math.log(value) if known.log else value
    piece = min(max(bisect_right(known.values, wanted) - 1, 0), len(known.at) - 2)
    center, slope = known.line(piece)
    if slope == 0:
        return 1.0 if wanted >= center else 0.0
    return below((wanted - center) / slope)


def curve_moment(parameters: list[float], power: float) -> float | None:
    """The mean of a power, line by line; None of one that is no logarithm, but for the mean itself."""
    known = curve(parameters)
    if known.log:
        return math.fsum(
            [
                math.exp(power * center) * _between(power * slope, start, end)
                for start, end, center, slope in known.pieces
            ]
        )
    if power != 1:
        return None
    return math.fsum(
        [
            center * (below(end) - below(start)) + slope * (density(start) - density(end))
            for start, end, center, slope in known.pieces
        ]
    )


def _between(slope: float, start: float, end: float) -> float:
    """The mean of exp(slope z) over a standard normal z between two places, and 0 elsewhere."""
    if end == math.inf:
        return math.exp(slope * slope / 2) if start == -math.inf else upper_half(slope, start)
    if start == -math.inf:
        return upper_half(-slope, -end)
    if start - slope > 0:  # in the upper tail, where the difference of shares has the digits
        return upper_half(slope, start) - upper_half(slope, end)
    return upper_half(-slope, -end) - upper_half(-slope, -start)


def measured_quantile(measurements: list[float], share: float) -> float:
    """The value below which a share of the cases lies."""
    ascending = sorted(measurements)
    place = min(max(share * len(ascending) - 0.5, 0.0), len(ascending) - 1.0)
    low = int(place)
    left, right = ascending[low], ascending[min(low + 1, len(ascending) - 1)]
    return left + (place - low) * (right - left)


def measured_cumulative(measurements: list[float], value: float) -> float:
    """The share of the cases that lies at a value or below."""
    ascending = sorted(measurements)
    place = bisect_right(ascending, value)
    if place in (0, len(ascending)):
        return float(place > 0)
    left, right = ascending[place - 1], ascending[place]
    return (place - 0.5 + (value - left) / (right - left)) / len(ascending)


def measured_moment(measurements: list[float], power: float) -> float | None:
    """The mean, exactly; None of another power."""
    return math.fsum(measurements) / len(measurements) if power == 1 else None


def slice_means(weighted: list[tuple[float, float]], count: int) -> list[float]:
    """The mean of each of so many slices of equal weight of ascending values with weights; a slice of one value is it.

    What rounding puts beyond a slice is of none.
    """
    total = math.fsum([weight for _, weight in weighted])
    found: list[float] = []
    held: list[tuple[float, float]] = []  # by the slice that is not whole yet
    passed = reached = 0.0
    for value, weight in weighted:
        passed += weight
        end = passed / total * count
        end = float(round(end)) if abs(end - round(end)) < _ROUNDING else end
        while reached < end:
            edge = min(float(len(found) + 1), end)
            held.append((value, edge - reached))
            reached = edge
            if reached == len(found) + 1:
                found.append(value if len(held) == 1 else math.fsum([each * width for each, width in held]))
                held = []
    return found
