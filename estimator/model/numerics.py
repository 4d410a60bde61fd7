"""The built-in functions on plain floats, where `math` has none.

Whole-number functions first snap to the nearest integer within 1e-9 relative, in every backend, for
`n request/day * 1 day` is a hair above n for every thirteenth n. All are deterministic and need no library.
"""

from __future__ import annotations

import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SNAP = 1e-9
EQUAL = 1e-12  # relative; two ways to one number differ by less
LARGEST_WHOLE = 2.0**52  # beyond it every float is a whole number
_LARGE = 1e6  # counts above it are reckoned by expansions: the gamma function loses its digits there
_TANGENTS = 2000  # of a hit ratio's equation; four do for most, and one doubles the time at least where shares vanish
_EXACT_ITEMS = 256  # ranks summed one by one before the integral takes over
# Gauss-Legendre nodes and weights on [-1, 1], eight points (Abramowitz and Stegun, table 25.4).
_NODES = (
    (0.1834346424956498, 0.3626837833783620),
    (0.5255324099163290, 0.3137066458778873),
    (0.7966664774136267, 0.2223810344533745),
    (0.9602898564975363, 0.1012285362903763),
)


def snapped(value: float) -> float:
    """The nearest integer if it is within 1e-9 relative, else the value."""
    if abs(value) >= LARGEST_WHOLE:
        return value
    nearest = math.floor(value + 0.5)
    return float(nearest) if abs(value - nearest) <= SNAP * max(1.0, abs(value)) else value


def equal(left: float, right: float) -> bool:
    """Whether two numbers are the same but for the last bits: 0.1 + 0.2 and 0.3 are."""
    return left == right or abs(left - right) <= EQUAL * max(abs(left), abs(right))


# The comparisons, in which numbers that differ only in the last bits are equal.
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: left < right and not equal(left, right),
    "<=": lambda left, right: left <= right or equal(left, right),
    ">": lambda left, right: left > right and not equal(left, right),
    ">=": lambda left, right: left >= right or equal(left, right),
}


def equal_to(value: float) -> tuple[float, float]:
    """The least and the largest number that is equal to a value."""
    ends = (value * (1 - EQUAL), value / (1 - EQUAL))
    return ends if value > 0 else ends[::-1]


def share(value: float) -> float:
    """A share, cut at its bounds: what a range says beyond 0 and 1 is the tail of its distribution."""
    return 0.0 if value < 0 else 1.0 if value > 1 else value


def is_share(value: float) -> bool:
    """Whether a number lies within 0 and 1, but for the last bits."""
    return -EQUAL <= value <= 1 + EQUAL


def ceil(value: float) -> float:
    """Round up, after snapping."""
    value = snapped(value)
    return value if abs(value) >= LARGEST_WHOLE else float(math.ceil(value))


def floor(value: float) -> float:
    """Round down, after snapping."""
    value = snapped(value)
    return value if abs(value) >= LARGEST_WHOLE else float(math.floor(value))


def round_half_away(value: float) -> float:
    """Round to the nearest integer, halves away from zero."""
    if abs(value) >= LARGEST_WHOLE:
        return value
    return math.copysign(math.floor(abs(value) + 0.5), value) if value else 0.0


def ceil_pow2(value: float) -> float:
    """The smallest power of two that is not below the value, after snapping; ValueError unless positive."""
    if value <= 0:
        raise ValueError("ceil_pow2 needs a number above 0")
    mantissa, exponent = math.frexp(snapped(value) if value > 0.5 else value)  # 0 is no power of two to snap to
    return math.ldexp(1.0, exponent - 1 if mantissa == 0.5 else exponent)


def logarithm(value: float) -> float:
    """Natural logarithm; ValueError unless positive."""
    if value <= 0:
        raise ValueError("the logarithm needs a number above 0")
    return math.log(value)


def binary_logarithm(value: float) -> float:
    """Logarithm to base 2; ValueError unless positive."""
    return math.log2(value) if value > 0 else logarithm(value)


def decimal_logarithm(value: float) -> float:
    """Logarithm to base 10; ValueError unless positive."""
    return math.log10(value) if value > 0 else logarithm(value)


def smallest(*values: float) -> float:
    """The smallest of one or more."""
    return min(values)


def largest(*values: float) -> float:
    """The largest of one or more."""
    return max(values)


def square_root(value: float) -> float:
    """Square root; ValueError below zero."""
    if value < 0:
        raise ValueError("the square root needs a number of at least 0")
    return math.sqrt(value)


def ln_factorial(n: float) -> float:
    """ln(n!), by the gamma function between integers; ValueError below zero."""
    if n < 0:
        raise ValueError("ln_factorial needs a number of at least 0")
    return math.lgamma(n + 1)


def choose(n: float, k: float) -> float:
    """The number of ways to choose k of n; 0 outside 0 <= k <= n."""
    n, k = snapped(n), snapped(k)
    if k < 0 or k > n:
        return 0.0
    if n == math.floor(n) and k == math.floor(k) and n <= 1e6 and min(k, n - k) <= 500:
        return float(math.comb(int(n), int(k)))
    return math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1))


def poisson_pmf(k: float, mean: float) -> float:
    """P(X = k) for a Poisson count; 0 where k is no whole number of at least 0. ValueError for a negative mean."""
    if mean < 0:
        raise ValueError("a Poisson mean needs to be at least 0")
    k = snapped(k)
    if k < 0 or k != math.floor(k):
        return 0.0
    if mean == 0:
        return 1.0 if k == 0 else 0.0
    return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))


def poisson_cdf(k: float, mean: float) -> float:
    """P(X <= k) for a Poisson count: the regularized upper incomplete gamma function Q(floor(k) + 1, mean)."""
    if mean < 0:
        raise ValueError("a Poisson mean needs to be at least 0")
    k = floor(k)
    if k < 0:
        return 0.0
    if mean == 0:
        return 1.0
    return _upper_gamma(k + 1, mean)


def _upper_gamma(a: float, x: float) -> float:
    """Q(a, x) by series below a + 1 and by Lentz's continued fraction above (Numerical Recipes, 6.2).

    For large a, Temme's uniform expansion (SIAM J. Math. Anal. 10(4), 1979), whose error falls with 1/a^2.
    """
    if a > _LARGE:
        off = (x - a) / a
        eta = math.copysign(math.sqrt(max(0.0, 2 * (off - math.log1p(off)))), off)
        first = 1 / off - 1 / eta if abs(off) > 1e-3 else -1 / 3 + eta / 12 - 2 * eta * eta / 135
        tail = math.exp(-a * eta * eta / 2) / math.sqrt(2 * math.pi * a)
        return min(1.0, max(0.0, 0.5 * math.erfc(eta * math.sqrt(a / 2)) + tail * first))
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1.0 / a
        n = a
        while term > total * 1e-17:
            n += 1
            term *= x / n
            total += term
        return min(1.0, max(0.0, 1.0 - total * scale))
    b = x + 1 - a
    c, d = 1e300, 1.0 / b
    h = d
    for i in range(1, 100_000):
        an = -i * (i - a)
        b += 2
        d = 1.0 / ((an * d + b) or 1e-300)
        c = b + an / c
        step = d * c
        h *= step
        if abs(step - 1) < 1e-16:
            break
    return min(1.0, max(0.0, h * scale))


def binomial_cdf(k: float, n: float, p: float) -> float:
    """P(X <= k) for a binomial count; ValueError unless 0 <= p <= 1 and n >= 0."""
    if not 0 <= p <= 1 or n < 0:
        raise ValueError("binomial_cdf needs n of at least 0 and p from 0 to 1")
    k, n = floor(k), floor(n)
    if k < 0:
        return 0.0
    if k >= n:
        return 1.0
    variance = n * p * (1 - p)
    if n > 100 * _LARGE:
        if variance > _LARGE:  # Edgeworth's expansion: the error falls with 1/variance
            z = (k + 0.5 - n * p) / math.sqrt(variance)
            skew = (1 - 2 * p) / math.sqrt(variance)
            density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
            return min(1.0, max(0.0, 0.5 * math.erfc(-z / math.sqrt(2)) - density * skew / 6 * (z * z - 1)))
        return poisson_cdf(k, n * p) if p < 0.5 else 1 - poisson_cdf(n - k - 1, n * (1 - p))
    return min(1.0, max(0.0, _incomplete_beta(n - k, k + 1, 1 - p, p)))


def _incomplete_beta(a: float, b: float, x: float, rest: float) -> float:
    """I_x(a, b) by Lentz's continued fraction (Numerical Recipes, 6.4); `rest` is 1 - x."""
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _incomplete_beta(b, a, rest, x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest))
    c, d = 1.0, 1.0 / ((1 - (a + b) * x / (a + 1)) or 1e-300)
    h = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1.0 / ((1 + even * d) or 1e-300)
        c = (1 + even / c) or 1e-300
        h *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1.0 / ((1 + odd * d) or 1e-300)
        c = (1 + odd / c) or 1e-300
        h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return front * h / a


def _ranks(items: float) -> tuple[list[float], list[float]]:
    """Ranks and weights such that a sum over 1..items of a smooth f is the weighted sum over the ranks.

    The first 256 count singly; behind them the sum is the integral between half ranks, by Gauss-Legendre in
    blocks that double. What is left out is a few thousandths of the third derivative at rank 256: below 1e-11.
    """
    single = int(min(items, _EXACT_ITEMS))
    ranks, weights = [float(rank) for rank in range(1, single + 1)], [1.0] * single
    low = single + 0.5
    if low < items + 0.5:  # the next term of Euler and Maclaurin: a 24th of the slope at both ends
        ranks += (single, single + 1.0, items, items + 1.0)
        weights += (-1 / 24, 1 / 24, 1 / 24, -1 / 24)
    while low < items + 0.5:
        high = min(low * 2, items + 0.5)
        middle, half = (low + high) / 2, (high - low) / 2
        for node, weight in _NODES:
            ranks += (middle - half * node, middle + half * node)
            weights += (half * weight, half * weight)
        low = high
    return ranks, weights


def zipf_head(head: float, items: float, skew: float) -> float:
    """The share of requests that go to the `head` most popular of `items`, where rank i is asked as 1 / i^skew."""
    head, items = floor(head), floor(items)
    if items < 1 or head < 0 or skew < 0:
        raise ValueError("zipf_head needs at least one item, a head and a skew of at least 0")
    return _harmonic(min(head, items), skew) / _harmonic(items, skew)


def _harmonic(items: float, skew: float) -> float:
    ranks, weights = _ranks(items)
    return math.fsum([weight * rank**-skew for rank, weight in zip(ranks, weights, strict=True)])


def lru_hit_ratio(cache: float, items: float, skew: float) -> float:
    """The hit ratio of an LRU cache of `cache` entries under Zipf requests for `items`: Che's approximation.

    The characteristic time T solves sum(1 - exp(-p_i T)) = cache; the hit ratio is sum(p_i (1 - exp(-p_i T))).
    Source: Che, Tung, Wang, IEEE JSAC 20(7), 2002; its validity: Fricker, Robert, Roberts, arXiv:1202.3974.
    """
    return _hit_ratio("lru_hit_ratio", cache, items, skew, lambda n: -math.expm1(-n), lambda n: math.exp(-n))


def fifo_hit_ratio(cache: float, items: float, skew: float) -> float:
    """The hit ratio of a FIFO cache, or of one that evicts at random, under Zipf requests.

    As `lru_hit_ratio`, with sum(p_i T / (1 + p_i T)) = cache: an entry's time in the cache is not prolonged by hits.
    Source: Fricker, Robert, Roberts, arXiv:1202.3974, section 4; Gelenbe, IEEE Trans. Computers C-22(6), 1973.
    """
    return _hit_ratio("fifo_hit_ratio", cache, items, skew, lambda n: n / (1 + n), lambda n: 1 / (1 + n) / (1 + n))


def _hit_ratio(
    name: str,
    cache: float,
    items: float,
    skew: float,
    held: Callable[[float], float],
    slope: Callable[[float], float],
) -> float:
    """The hit ratio where `held` is the chance that an item is in the cache, by its requests in the time T.

    What is held is concave in T, and at T = cache too little: so Newton's tangents come near from below.
    """
    cache, items = snapped(cache), floor(items)
    if items < 1 or cache < 0 or skew < 0:
        raise ValueError(f"{name} needs at least one item, a cache and a skew of at least 0")
    if cache >= items:
        return 1.0
    if cache == 0:
        return 0.0
    ranks, weights = _ranks(items)
    shares = [rank**-skew for rank in ranks]
    total = math.fsum([weight * share for share, weight in zip(shares, weights, strict=True)])
    pairs = [(weight, share / total) for share, weight in zip(shares, weights, strict=True)]

    time = float(cache)
    for _ in range(_TANGENTS):
        missing = cache - math.fsum([weight * held(share * time) for weight, share in pairs])
        steepness = math.fsum([weight * share * slope(share * time) for weight, share in pairs])
        if missing <= 0 or steepness <= 0:
            break
        time += missing / steepness
        if missing <= 1e-13 * steepness * time:
            break
    return math.fsum([weight * share * held(share * time) for weight, share in pairs])


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(X <= x) for a beta variable."""
    return _incomplete_beta(a, b, x, 1 - x)
