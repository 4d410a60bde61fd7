"""What a draw is: its median, its shape for closed forms, and its samples.

`a to b` is a 90% interval: lognormal where both ends are positive, else normal. `best (a to b)` has the median `best`
and the same ends, each side with a spread of its own. The central value of every draw is its median.
"""

from __future__ import annotations

import math
from functools import cache

from estimator.model.input_distributions import BEST, MIXTURE, RANGE, family, parts_of
from estimator.model.normals import Z95, normal_quantile, upper_half
from estimator.reckoning.betas import MOST_BY_TURNS, lower_beta_quantiles, pert_shape
from estimator.reckoning.shapes import SHAPES, beta_end, beta_shape, ends
from estimator.records import record

TYPE_CHECKING = False

HUGE = 1e100  # from here on one more makes no difference to a square, which might be no float
_ROOT_2 = math.sqrt(2)
_LOOKS = 200  # for a quantile of a mixture


@record
class Sides:
    """A two-sided normal spread around a center, of the value or (`log`) of its logarithm."""

    log: bool
    center: float
    below: float
    above: float


def sides(distribution: str, values: list[float]) -> Sides | None:
    """A distribution as a normal or lognormal spread, or None if it is neither. ValueError for ends out of order."""
    if distribution in (RANGE, BEST):
        low, high = values[-2], values[-1]
        if low > high:
            raise ValueError("the low end of a range is above its high end")
        if low > 0:
            center = math.log(values[0]) if distribution == BEST else (math.log(low) + math.log(high)) / 2
            return Sides(True, center, (center - math.log(low)) / Z95, (math.log(high) - center) / Z95)
        center = values[0] if distribution == BEST else low / 2 + high / 2
        return Sides(False, center, (center - low) / Z95, (high - center) / Z95)
    if distribution == "normal":
        return Sides(False, values[0], values[1], values[1])
    if distribution == "lognormal":
        mean, sd = values
        ratio = sd / mean
        variance = math.log1p(ratio**2) if ratio < HUGE else 2 * math.log(ratio)
        return Sides(True, math.log(mean) - variance / 2, math.sqrt(variance), math.sqrt(variance))
    return None


def median(distribution: str, values: list[float]) -> float:
    """The central value of a draw."""
    if distribution == BEST:
        sides(distribution, values)
        return values[0]
    spread = sides(distribution, values)
    if spread is not None:
        center = math.exp(spread.center) if spread.log else spread.center
        if spread.log and not 0 < center < math.inf:
            raise ValueError("this range is too wide to have a middle")
        return center
    if distribution == "uniform":
        low, high = ends(values)
        return (low + high) / 2
    return quantile(distribution, values, 0.5)


def mean(distribution: str, values: list[float]) -> float:
    """The mean of a draw, exactly; ValueError for ends out of order, OverflowError where it is no float."""
    if distribution in ("normal", "lognormal"):
        return values[0]
    found = moment(distribution, values, 1.0)
    assert found is not None
    return found


def moment(distribution: str, values: list[float], power: float) -> float | None:
    """The mean of a power of a draw, exactly; None without a closed form. ValueError, OverflowError.

    A spread whose sides differ is two halves of normal distributions: of the value, each adds or takes away its
    deviation times 1/sqrt(2 pi); of the logarithm, the upper one of deviation s has exp(s^2 / 2) Phi(s) of the center.
    """
    if power == 1 and distribution in ("normal", "lognormal"):
        return values[0]
    spread = sides(distribution, values)
    if spread is None:
        if family(distribution) == MIXTURE:
            found = [(share, moment(name, own, power)) for share, name, own in mixed(distribution, values)]
            known = [share * each for share, each in found if each is not None]
            return math.fsum(known) if len(known) == len(found) else None
        return SHAPES[distribution].moment(values, power)
    if not spread.log:
        return spread.center + (spread.above - spread.below) / math.sqrt(2 * math.pi) if power == 1 else None
    if power == 1 and spread.below == spread.above:
        return math.exp(spread.center + spread.above**2 / 2)
    upper = upper_half(power * spread.above)
    return math.exp(power * spread.center) * (upper_half(-power * spread.below) + upper)


def quantile(distribution: str, values: list[float], share: float) -> float:
    """The value below which a share of the cases lies, 0 < share < 1."""
    spread = sides(distribution, values)
    if spread is not None:
        z = normal_quantile(share)
        at = spread.center + z * (spread.below if z < 0 else spread.above)
        return math.exp(at) if spread.log else at
    if family(distribution) == MIXTURE:
        return Mixture(distribution, values).quantile(share)
    return SHAPES[distribution].quantile(values, share)


def cumulative(distribution: str, values: list[float], value: float) -> float:
    """The share of the cases that lies at a value or below; of a mixture, of its parts together."""
    spread = sides(distribution, values)
    if spread is not None:
        return share_below(spread, value)
    if family(distribution) == MIXTURE:
        return Mixture(distribution, values).share_below(value)
    return SHAPES[distribution].cumulative(values, value)


def share_below(spread: Sides, value: float) -> float:
    """The probability of a value at most this one."""
    if spread.log:
        if value <= 0:
            return 0.0
        value = math.log(value)
    distance = value - spread.center
    side = spread.below if distance < 0 else spread.above
    if side == 0:
        return 0.0 if distance < 0 else 1.0
    return 0.5 * math.erfc(-distance / side / math.sqrt(2))


def mixed(distribution: str, values: list[float]) -> list[tuple[float, str, list[float]]]:
    """The parts of a mixture: the share of each of all cases, its distribution and its parameters."""
    parts = parts_of(distribution)
    shares, at = values[: len(parts)], len(parts)
    total = sum(shares)
    if min(shares) < 0 or not 0 < total < math.inf:
        raise ValueError("the shares of a mixture are 0 or more, and not all 0")
    found = []
    for share, (name, count) in zip(shares, parts, strict=True):
        if share:
            found.append((share / total, name, values[at : at + count]))
        at += count
    return found


def values_of_mixture(distribution: str, values: list[float]) -> list[tuple[float, float]] | None:
    """The values of a mixture that is of nothing but values, ascending, each with its share; else None."""
    if family(distribution) != MIXTURE:
        return None
    parts = mixed(distribution, values)
    if any(name != "uniform" or own[0] != own[-1] for _, name, own in parts):
        return None
    return sorted([(own[0], share) for share, _, own in parts])


class Mixture:
    """The shares and the quantiles of a mixture, of which many are asked: what its parts are is looked at once."""

    def __init__(self, distribution: str, values: list[float]) -> None:
        self.parts = [(share, name, own, sides(name, own)) for share, name, own in mixed(distribution, values)]

    def share_below(self, value: float) -> float:
        """The share of the cases that lies at a value or below."""
        total, log = 0.0, math.log(value) if value > 0 else -math.inf
        for share, name, own, spread in self.parts:
            if spread is None:
                total += share * cumulative(name, own, value)
            elif spread.below == spread.above > 0:
                distance = (log if spread.log else value) - spread.center
                total += share * 0.5 * math.erfc(-distance / spread.above / _ROOT_2)
            else:
                total += share * share_below(spread, value)
        return total

    def quantile(self, share: float, least: float = -math.inf) -> float:
        """The value below which a share lies, which is `least` or more: between those of the parts.

        By the rule of false position, every other step by halving, for a mixture may have gaps.
        """
        each = [quantile(name, own, share) for _, name, own, _ in self.parts]
        low, high = max(min(each), least), max(each)
        below, above = self.share_below(low) - share, self.share_below(high) - share
        if below >= 0:
            return low
        for step in range(_LOOKS):
            if high - low <= 4e-16 * max(abs(low), abs(high)):
                break
            middle = low + (high - low) / 2
            if step % 2 == 0 and above > below:
                middle = min(max(low - below * (high - low) / (above - below), low), high)
            found = self.share_below(middle) - share
            if found < 0:
                low, below = middle, found
            else:
                high, above = middle, found
            if found == 0:
                break
        return high


@cache
def _normal_places(count: int) -> list[float]:
    """Where the middles of so many equal shares lie in the standard normal distribution."""
    return [normal_quantile((rank + 0.5) / count) for rank in range(count)]


def quantiles(distribution: str, values: list[float], count: int) -> list[float]:
    """The values at the middles of so many equal shares, in ascending order: what `quantile` says of each, at once."""
    shares = [(rank + 0.5) / count for rank in range(count)]
    if family(distribution) == MIXTURE:
        mixture, ascending = Mixture(distribution, values), list[float]()
        for share in shares:
            ascending.append(mixture.quantile(share, ascending[-1] if ascending else -math.inf))
        return ascending
    spread = sides(distribution, values)
    if spread is not None:
        placed = [spread.center + z * (spread.below if z < 0 else spread.above) for z in _normal_places(count)]
        return [math.exp(at) for at in placed] if spread.log else placed
    low, width, shape = 0.0, 1.0, (0.0, 0.0)
    if distribution == "pert" and values[0] != values[-1]:
        low, high = ends(values)
        width, shape = high - low, pert_shape(low, values[1], high)
    elif distribution == "beta":
        width, shape = beta_end(values), beta_shape(values)
    if not 0 < sum(shape) < MOST_BY_TURNS:
        return [quantile(distribution, values, share) for share in shares]
    half = (count + 1) // 2
    lower = lower_beta_quantiles(shares[:half], *shape)
    upper = [1 - each for each in reversed(lower_beta_quantiles(shares[: count - half], *reversed(shape)))]
    return [low + width * each for each in lower + upper]
