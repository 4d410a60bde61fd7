"""Points of the built-in functions and distributions at their extremes, with values that mpmath works out.

    python -m tests.function_points

writes cases/function_points.txt: a row a point, `name argument … = value`. The arguments are drawn with a fixed seed,
the values to thirty digits and more by definitions that share nothing with the engine: products, sums of terms,
integrals over a density, sums over all ranks. Nothing below 1e-300 is in it, for there floats lose their digits.
"""

from __future__ import annotations

import math
import random
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import mpmath
import numpy as np

from tests.data import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Point = tuple[float, ...]

PATH = CASES / "function_points.txt"
SEED = 20_261_127
PLACES = 40
DIGITS = 15  # of an argument, which is what a cell of a workbook has
LEAST, MOST = 1e-300, 1e300
CLOSE = 1e-10  # of a logarithm
Z95 = 1.6448536269514722


class Draws:
    """Arguments at the extremes of a function."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(f"{SEED} {seed}")

    def power(self, low: float, high: float) -> float:
        """A number whose logarithm is evenly spread."""
        return float(10 ** self.random.uniform(low, high))

    def whole(self, low: float, high: float) -> float:
        """A whole number whose logarithm is evenly spread."""
        return float(round(self.power(low, high)))

    def near(self, mean: float, deviation: float) -> float:
        """A count as far off its mean as a float tells chances apart, mostly nearer."""
        away = self.random.choice([0, 0.3, 1, 5, 37]) * self.random.uniform(-1, 1)
        return float(max(0.0, math.floor(mean + away * deviation)))

    def chance(self) -> float:
        """A chance anywhere between 0 and 1, or near to an end."""
        return self.random.choice([self.random.random(), self.power(-15, 0), 1 - self.power(-11, -0.1), 0.5])

    def skew(self) -> float:
        """A skew: round, next to 1, or any."""
        return self.random.choice(
            [0.0, 0.5, 0.8, 1.0, 2.0, self.random.uniform(0, 3), 1 + self.power(-9, -2), self.power(0, 1.5)]
        )


def smooth(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Arguments of the functions that every language has."""
    for _ in range(40):
        yield "exp", (draws.random.choice([draws.random.uniform(-690, 690), draws.power(-12, 0)]),)
        yield "sqrt", (draws.power(-300, 300),)
        for name in ("ln", "log2", "log10"):
            yield (
                name,
                (draws.random.choice([draws.power(-300, 300), 1 + draws.power(-9, 0), 1 - draws.power(-9, -1)]),),
            )


def whole(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Arguments at the edges of rounding: whole numbers and halves, and a little beside them."""
    for _ in range(60):
        base = draws.random.choice([draws.whole(0, 6), draws.whole(0, 8), draws.random.randint(0, 20)])
        off = draws.random.choice([0.0, 0.5, 1e-10, -1e-10, 0.5 - 1e-10, 0.5 + 1e-10, 3e-9, 0.5 - 3e-9, 0.3])
        value = float(base + off * max(1.0, base if abs(off) < 1e-8 else 1.0)) * draws.random.choice([1, 1, -1])
        large = draws.random.choice([2.0**52, 2.0**53 + 2, 1e15 + 0.5, 4e12 + 0.5, 1e18, 123_456_789_012.5])
        for name in ("round", "ceil", "floor"):
            yield name, (draws.random.choice([value, value, value, large, -large]),)
        yield "ceil_pow2", (draws.random.choice([2.0 ** draws.random.randint(-40, 50), draws.power(-12, 14)]),)


def counts(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Arguments of factorials and choices."""
    for _ in range(350):
        kinds = [draws.power(-12, 300), draws.power(-3, 2), 1 + draws.power(-12, -1), draws.whole(0, 15)]
        yield "ln_factorial", (draws.random.choice(kinds),)
    for _ in range(750):
        n = draws.random.choice([draws.whole(0, 15.9), draws.power(-1, 6), draws.whole(0, 3.1), 2.0**48, 1e12])
        k = draws.random.choice([draws.whole(0, 2.7), draws.power(-2, 1.5), 2.0, float(math.floor(n / 2)), 0.0])
        k = min(k, n)
        yield "choose", (n, draws.random.choice([k, n - k]))


def chances(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Arguments of the Poisson and binomial distributions."""
    for _ in range(450):
        mean = draws.random.choice([draws.power(-6, 15), draws.power(0, 4), draws.power(5, 9)])
        yield "poisson_pmf", (draws.near(mean, math.sqrt(mean)), mean)
    for _ in range(800):
        mean = draws.random.choice([draws.power(-6, 15), draws.power(0, 4), draws.power(2.8, 3.2)])
        yield "poisson_cdf", (draws.near(mean, math.sqrt(mean)), mean)
    for _ in range(1100):
        n, p = draws.random.choice([draws.whole(0, 15), draws.whole(0, 4), 421_093.0, 1.1e8]), draws.chance()
        k = draws.random.choice([draws.near(n * p, math.sqrt(n * p * (1 - p))), 0.0, n - 1])
        yield "binomial_cdf", (max(0.0, min(k, n)), n, p)


def popularity(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Arguments of Zipf's law and of caches."""
    for _ in range(400):
        items = draws.whole(0, 15)
        yield "zipf_head", (draws.whole(0, math.log10(items) + 0.1), items, draws.skew())
    for _ in range(250):
        for name in ("lru_hit_ratio", "fifo_hit_ratio"):
            items = draws.random.choice([draws.whole(0.3, 4), draws.whole(3, 15)])
            sizes = [items * draws.random.random(), draws.power(-2, math.log10(items)), max(items - 1, 0.5), items]
            yield name, (draws.random.choice(sizes), items, draws.skew())


def quantiles(draws: Draws) -> Iterator[tuple[str, Point]]:
    """Distributions with a share of the cases."""
    for _ in range(110):
        share = draws.random.choice(
            [0.5, draws.random.random(), draws.power(-9, -1), 1 - draws.power(-6, -1), 0.5 / 1024]
        )
        low = draws.power(-6, 6)
        high = low * (1 + draws.power(-3, 4))
        mode = draws.random.choice(
            [low, high, draws.random.uniform(low, high), low + (high - low) * draws.power(-9, 0)]
        )
        yield "uniform", (low, high, share)
        yield "triangular", (low, mode, high, share)
        yield "pert", (low, mode, high, share)
        yield "normal", (low * 100, low, share)
        yield "lognormal", (low, high - low, share)
        yield "range", (low, high, share)


# ------------------------------------------------------------------------------------------------------- values


def upper_gamma(a: Any, x: Any) -> Any:
    """Q(a, x) by the integral over the density, from x away from its peak."""
    a, x = mpmath.mpf(a), mpmath.mpf(x)
    lead = mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a))
    if x > a:
        width = 1 / max((x - a) / x, mpmath.sqrt(a) / x)
        return lead * tail(lambda t: mpmath.exp((a - 1) * mpmath.log1p(t / x) - t) / x, width)
    width = 1 / max(a - x, mpmath.sqrt(x), 1)
    return 1 - lead * tail(lambda t: mpmath.exp(-a * t - x * mpmath.expm1(-t)), width)


def lower_beta(a: Any, b: Any, x: Any) -> Any:
    """I_x(a, b) by the integral over the density, from x away from its peak."""
    a, b, x = mpmath.mpf(a), mpmath.mpf(b), mpmath.mpf(x)
    if x > a / (a + b):
        return 1 - lower_beta(b, a, 1 - x)
    rest = 1 - x
    lead = mpmath.exp(
        a * mpmath.log(x) + b * mpmath.log(rest) + mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
    )
    width = 1 / max(a - b * x / rest, mpmath.sqrt(b * x) / rest, 1)

    def density(t: Any) -> Any:
        there = 1 - x * mpmath.exp(-t)
        return mpmath.exp(-a * t + b * (mpmath.log(there) - mpmath.log(rest))) / there

    return lead * tail(density, width)


def tail(density: Callable[[Any], Any], width: Any) -> Any:
    """The integral from 0 on over what falls off within a width, by Gauss and Legendre's rule."""
    total = mpmath.mpf(0)
    for start, end in pairwise([0, 1, 2, 4, 8, 16, 32, 64, 128]):
        middle, half = mpmath.mpf(start + end) / 2, mpmath.mpf(end - start) / 2
        total += half * mpmath.fsum([weight * density(width * (middle + half * node)) for node, weight in gauss()])
    return width * total


@cache
def gauss() -> list[tuple[Any, Any]]:
    """Thirty nodes on [-1, 1] with their weights."""
    found = []
    for rough in np.polynomial.legendre.leggauss(30)[0]:
        node = mpmath.findroot(lambda x: mpmath.legendre(30, x), mpmath.mpf(float(rough)))
        slope = 30 * (node * mpmath.legendre(30, node) - mpmath.legendre(29, node)) / (node**2 - 1)
        found.append((node, 2 / ((1 - node**2) * slope**2)))
    return found


def harmonic(items: float, skew: float) -> Any:
    """The sum of 1 / i^skew."""
    if items <= 40 or skew > 20:
        return mpmath.fsum([mpmath.mpf(rank) ** -mpmath.mpf(skew) for rank in range(1, int(min(items, 1000)) + 1)])
    if skew == 1:
        return mpmath.digamma(mpmath.mpf(items) + 1) + mpmath.euler
    return mpmath.zeta(skew) - mpmath.zeta(skew, mpmath.mpf(items) + 1)


def hit_ratio(kind: str, cache: float, items: float, skew: float) -> float:
    """By halving the logarithm of the time, over all ranks; of many, over thousands and the integral behind them."""
    real = np.longdouble
    if cache >= items:
        return 1.0
    rank = np.arange(1, min(items, 20_000) + 1).astype(real)
    weight = np.ones(len(rank), dtype=real)
    if items > len(rank):
        nodes, shares = np.polynomial.legendre.leggauss(20)
        start, end = np.log(real(len(rank)) + real(0.5)), np.log(real(items) + real(0.5))
        panels = math.ceil(float(end - start) * max(2, 2 * skew))
        half = (end - start) / panels / 2
        at = (start + half * (2 * np.arange(panels)[:, None] + 1 + nodes.astype(real))).ravel()
        rank = np.concatenate([rank, np.exp(at)])
        weight = np.concatenate([weight, half * np.tile(shares.astype(real), panels) * np.exp(at)])
    level = real(skew) * np.log(rank)
    share = np.exp(-level) / (weight * np.exp(-level)).sum()
    few = cache <= items / 2

    def held(time: Any) -> Any:
        asked = np.exp(np.minimum(time - level, 11_000))
        return -np.expm1(-asked) if kind == "lru_hit_ratio" else asked / (1 + asked)

    def below(time: Any) -> bool:
        if few:
            return bool((weight * held(time)).sum() < cache)
        asked = np.exp(np.minimum(time - level, 11_000))
        absent = np.exp(-asked) if kind == "lru_hit_ratio" else 1 / (1 + asked)
        return bool((weight * absent).sum() > items - cache)

    low, high = real(-100), real(skew) * np.log(real(items)) + 60
    for _ in range(90):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return min(1.0, float((weight * share * held(low)).sum()))


def rounded(name: str, value: float) -> float:
    """Whole numbers by exact fractions of decimals: what is within 1e-9 relative of one, or of a half, is that."""
    size, near = mpmath.mpf(abs(value)), mpmath.mpf("1e-9") * max(1, abs(mpmath.mpf(value)))
    if size >= 2**52:
        return value
    nearest = mpmath.floor(size + 0.5)
    if name != "round" and value < 0 and near > 0.5:  # where everything is near a whole number, a half goes up
        nearest = mpmath.ceil(size - 0.5)
    if abs(size - nearest) <= near:
        return math.copysign(float(nearest), value) if nearest else 0.0
    if name == "round":
        half = mpmath.floor(size) + 0.5
        found = half + 0.5 if abs(size - half) <= near else nearest
    else:
        found = mpmath.ceil(size) if (name == "ceil") is (value > 0) else mpmath.floor(size)
    return math.copysign(float(found), value) if found else 0.0


def quantile(name: str, values: Point) -> Any:
    """The value below which the last argument's share of the cases lies."""
    *numbers, share = [mpmath.mpf(value) for value in values]
    low, high = numbers[0], numbers[-1]
    z = mpmath.sqrt(2) * mpmath.erfinv(2 * share - 1)
    match name:
        case "uniform":
            return low + (high - low) * share
        case "normal":
            return low + high * z
        case "lognormal":
            variance = mpmath.log1p((high / low) ** 2)
            return low * mpmath.exp(z * mpmath.sqrt(variance) - variance / 2)
        case "range":
            return mpmath.exp((mpmath.log(low) + mpmath.log(high) + z / Z95 * mpmath.log(high / low)) / 2)
        case "triangular":
            mode = numbers[1]
            if share * (high - low) <= mode - low:
                return low + mpmath.sqrt(share * (high - low) * (mode - low))
            return high - mpmath.sqrt((1 - share) * (high - low) * (high - mode))
        case _:
            a, b = (1 + 4 * each / (high - low) for each in (numbers[1] - low, high - numbers[1]))
            below, above = mpmath.mpf(0), mpmath.mpf(1)
            with mpmath.workdps(25):
                for _ in range(75):
                    middle = (below + above) / 2
                    less = mpmath.betainc(a, b, 0, middle, regularized=True) < share
                    below, above = (middle, above) if less else (below, middle)
            return low + (high - low) * below


def value(name: str, point: Point) -> Any:
    """What a function has at a point."""
    numbers = [mpmath.mpf(each) for each in point]
    match name:
        case "exp" | "sqrt" | "ln":
            return getattr(mpmath, name)(*numbers)
        case "log2":
            return mpmath.log(numbers[0], 2)
        case "log10":
            return mpmath.log(numbers[0], 10)
        case "round" | "ceil" | "floor":
            return rounded(name, point[0])
        case "ceil_pow2":
            return mpmath.mpf(2) ** mpmath.ceil(mpmath.log(numbers[0], 2) - mpmath.mpf(2) ** -100)
        case "ln_factorial":
            return mpmath.loggamma(numbers[0] + 1)
        case "choose":
            n, k = numbers
            if n == int(n) and k == int(k):
                return mpmath.mpf(math.comb(int(n), int(k)))
            return mpmath.exp(mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1))
        case "poisson_pmf":
            k, mean = numbers
            return mpmath.exp(k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1))
        case "poisson_cdf":
            return upper_gamma(numbers[0] + 1, numbers[1])
        case "binomial_cdf":
            k, n, p = numbers
            return lower_beta(n - k, k + 1, 1 - p) if k < n else mpmath.mpf(1)
        case "zipf_head":
            return harmonic(min(point[0], point[1]), point[2]) / harmonic(point[1], point[2])
        case "lru_hit_ratio" | "fifo_hit_ratio":
            return hit_ratio(name, *point)
        case _:
            return quantile(name, point)


def rows() -> Iterator[tuple[str, Point]]:
    """The names and arguments of all points."""
    for drawn in (smooth, whole, counts, chances, popularity, quantiles):
        for name, point in drawn(Draws(drawn.__name__)):
            yield name, tuple([float(f"{each:.{DIGITS}g}") for each in point])


def is_kept(name: str, point: Point) -> bool:
    """Whether a point says something: no broken number that snaps to a whole one, no choice that is no float."""
    if name in ("pert", "triangular"):
        return point[0] <= point[1] <= point[2]
    if name == "binomial_cdf":
        return point[2] < 1
    if name == "ceil_pow2":
        near = abs(math.log2(point[0]) - round(math.log2(point[0]))) < CLOSE
        return math.frexp(point[0])[0] == 0.5 or not near
    if name != "choose":
        return True
    n, k = point
    broken = [each for each in point if each != math.floor(each)]
    if any(abs(each - math.floor(each + 0.5)) <= 1e-8 * max(1, each) for each in broken):
        return False
    fewer = min(k, n - k)
    return fewer <= 0 or fewer * math.log(n / fewer) + fewer < math.log(MOST)


def line(name: str, point: Point) -> str:
    """A row of the file; empty where its value is beyond what a float tells apart."""
    if not is_kept(name, point):
        return ""
    with mpmath.workdps(PLACES):
        found = value(name, point)
        if found and not LEAST <= abs(found) <= MOST:
            return ""
        return f"{name} {' '.join([repr(each) for each in point])} = {float(found)!r}"


if __name__ == "__main__":
    from multiprocessing import Pool

    with Pool() as pool:
        found = [text for text in pool.starmap(line, rows(), chunksize=8) if text]
    PATH.write_text("\n".join(found) + "\n", encoding="utf-8")
