"""The samples of a draw: one in the middle of each of as many equally likely strata, in random order.

So every draw by itself is spread as its distribution says, without luck, and what depends on one draw alone has the
quantiles of that; luck is in how the draws of several inputs meet (McKay, Beckman, Conover, Technometrics 21(2), 1979).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.counting import beta_cdf
from estimator.model.input_distributions import MEASURED, MIXTURE, PERCENTILES, family
from estimator.model.numerics import EQUAL
from estimator.reckoning.betas import beta_quantile, pert_shape
from estimator.reckoning.curves import curve
from estimator.reckoning.distributions import median, mixed, sides
from estimator.reckoning.shapes import beta_end, beta_shape, pareto

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Column = NDArray[np.float64]

ODDS_KNOTS = 241  # the same over normal scores
KNOTS = 1025  # at which a quantile function without a closed form is known; cubic in between
FARTHEST = 6.0  # standard deviations
KEPT = 8


@lru_cache(maxsize=KEPT)
def shares(count: int) -> Column:
    """The shares of the cases below the middle of each stratum."""
    return _fixed((np.arange(count) + 0.5) / count)


@lru_cache(maxsize=KEPT)
def normals(count: int) -> Column:
    """The standard normal distribution's quantiles at `shares`."""
    at = np.linspace(-FARTHEST, 0.0, KNOTS)
    below = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in at.tolist()])
    slopes = math.sqrt(2 * math.pi) * np.exp(at * at / 2)
    lower = _between(shares(count)[: (count + 1) // 2], below, at, slopes)
    return _fixed(np.concatenate([lower, -lower[: count // 2][::-1]]))


@lru_cache(maxsize=KEPT)
def betas(a: float, b: float, count: int) -> Column:
    """The quantiles of a beta distribution from 0 to 1 at `shares`."""
    at = (1 - np.cos(np.linspace(0, np.pi, KNOTS))) / 2
    below = np.array([beta_cdf(x, a, b) for x in at.tolist()])
    scale = math.exp(math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b))
    with np.errstate(divide="ignore"):
        slopes = scale * at ** (1 - a) * (1 - at) ** (1 - b)
    return _fixed(_between(shares(count), below, at, slopes))


def _between(share: Column, below: Column, at: Column, slopes: Column) -> Column:
    """The inverse of a distribution known at some points: cubic between them, with its slope there; else straight."""
    place = np.clip(np.searchsorted(below, share, "right") - 1, 0, len(below) - 2)
    low, width, height = below[place], np.diff(below)[place], np.diff(at)[place]
    with np.errstate(all="ignore"):
        t = (share - low) / width
        left, right = slopes[place] * width, slopes[place + 1] * width
        cubic = t * (left + t * (3 * height - 2 * left - right + t * (left + right - 2 * height)))
        found = at[place] + np.where((left <= 3 * height) & (right <= 3 * height), cubic, t * height)
    return np.asarray(np.clip(found, at[0], at[-1]), dtype=np.float64)


def _fixed(column: Column) -> Column:
    column.setflags(write=False)
    return column


def ascending_samples(distribution: str, values: list[float], count: int) -> Column:
    """The samples of a draw from the least to the largest. ValueError for parameters out of order."""
    spread = sides(distribution, values)
    if spread is not None:
        normal = normals(count).copy()
        normal *= np.where(normal < 0, spread.below, spread.above) if spread.below != spread.above else spread.above
        normal += spread.center
        return np.exp(normal, out=normal) if spread.log else normal
    median(distribution, values)  # checks the order of the ends
    if family(distribution) == MIXTURE:
        return _mixed(distribution, values, count)
    if distribution in _OWN:
        return _OWN[distribution](values, count)
    low, width = values[0], values[-1] - values[0]
    if not width:
        return np.full(count, low)
    if distribution == "pert":
        return low + width * betas(*pert_shape(*values), count)
    share = shares(count)
    if distribution == "triangular":
        mode = (values[1] - low) / width
        share = np.where(share <= mode, np.sqrt(share * mode), 1 - np.sqrt((1 - share) * (1 - mode)))
    return low + width * share


def _exponential(values: list[float], count: int) -> Column:
    return np.asarray(-values[0] * np.log1p(-shares(count)))


def _pareto(values: list[float], count: int) -> Column:
    least, shape = pareto(values)
    return np.asarray(least * np.exp(-np.log1p(-shares(count)) / shape))


def _measured(values: list[float], count: int) -> Column:
    ascending = np.sort(np.array(values))
    return np.asarray(np.interp(shares(count) * len(values) - 0.5, np.arange(len(values)), ascending))


def _percentiles(values: list[float], count: int) -> Column:
    known = curve(values)
    normal = normals(count)
    lines = np.array([known.line(piece) for piece in range(len(known.at) - 1)])
    piece = np.clip(np.searchsorted(known.at, normal, "right") - 1, 0, len(known.at) - 2)
    found = lines[piece, 0] + lines[piece, 1] * normal
    return np.asarray(np.exp(found) if known.log else found)


@lru_cache(maxsize=KEPT)
def _odds(a: float, b: float, count: int) -> Column:
    """The quantiles of a beta distribution at `shares`, by the logarithm of the odds over normal scores.

    That grows so evenly that cubic pieces between a few knots have all digits.
    """
    at = np.linspace(-FARTHEST, FARTHEST, ODDS_KNOTS)
    logarithm = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    odds, slopes = [], []
    for z in at.tolist():
        share = 0.5 * math.erfc(abs(z) / math.sqrt(2))
        near, far = (a, b) if z < 0 else (b, a)
        small = beta_quantile(share, near, far)
        low, high = math.log(small), math.log1p(-small)
        odds.append(low - high if z < 0 else high - low)
        slopes.append(math.exp(-z * z / 2 - near * low - far * high + logarithm) / math.sqrt(2 * math.pi))
    found = _between(normals(count), at, np.array(odds), np.array(slopes))
    return _fixed(1 / (1 + np.exp(-found)))


def _beta(values: list[float], count: int) -> Column:
    return beta_end(values) * _odds(*beta_shape(values), count)


_OWN: dict[str, Callable[[list[float], int], Column]] = {
    "exponential": _exponential,
    "pareto": _pareto,
    "beta": _beta,
    PERCENTILES: _percentiles,
    MEASURED: _measured,
}


def _mixed(distribution: str, values: list[float], count: int) -> Column:
    """The strata of each part of a mixture, as many as its share of the cases asks for."""
    parts = mixed(distribution, values)
    ends = np.rint(np.cumsum([share for share, *_ in parts]) * count).astype(int)
    ends[-1] = count
    drawn = np.diff(ends, prepend=0).tolist()
    each = [ascending_samples(name, own, many) for (_, name, own), many in zip(parts, drawn, strict=True) if many]
    return np.sort(np.concatenate(each))


def linked_ranks(orders: list[tuple[Any, float]]) -> Any:
    """The order of the strata of a draw whose normal score is the sum of others', each in its order and so weighted.

    So each draw by itself is spread as its distribution says, and the scores are correlated as the weights say.
    """
    if len(orders) == 1:
        return orders[0][0]
    count = len(orders[0][0])
    scores = np.zeros(count)
    for order, weight in orders:
        scores += weight * normals(count)[order]
    ranks = np.empty(count, dtype=np.int64)
    ranks[np.argsort(scores, kind="stable")] = np.arange(count)
    return ranks


def at_share(ascending: Column, share: float) -> float:
    """The value below which a share of sorted samples lies, where each stands in the middle of its own share."""
    return at_place(ascending, share * len(ascending) - 0.5)


def at_place(ascending: Column, place: float) -> float:
    """What sorted samples have at a place, straight between two of them."""
    place = min(max(place, 0.0), len(ascending) - 1.0)
    low = int(place)
    left, right = float(ascending[low]), float(ascending[min(low + 1, len(ascending) - 1)])
    return left + (place - low) * (right - left)


def place_of(ascending: Column, share: float, value: float) -> float:
    """The place nearest to that of a share at which sorted samples have a value; that of the share where none has it.

    A few samples read at the places that many draws give have the quantiles of the many, and still move with what is
    changed: see writers/workbook/points.py and the page's script.
    """
    nominal, most = share * len(ascending) - 0.5, len(ascending) - 1
    room = EQUAL * abs(value)
    first = int(np.searchsorted(ascending, value - room, "left"))
    last = int(np.searchsorted(ascending, value + room, "right")) - 1
    if first <= last:
        return min(max(nominal, first), last)
    if not 0 <= last < most:
        return nominal
    left, right = float(ascending[last]), float(ascending[last + 1])
    return last + (value - left) / (right - left)


def error_at(ascending: Column, share: float) -> float:
    """The standard error of that value, for samples drawn at random."""
    off = math.sqrt(share * (1 - share) / len(ascending))
    return (at_share(ascending, min(1.0, share + off)) - at_share(ascending, max(0.0, share - off))) / 2
