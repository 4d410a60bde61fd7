"""Counting and chance on plain floats: choices, factorials, the Poisson, binomial and beta distributions.

Good to 1e-12 relative, tails included, for counts up to 1e15. A probability is never a difference of large logarithms:
it is led by the distance of the count from its mean, which is known to the last digit (Loader, Fast and Accurate
Computation of Binomial Probabilities, 2000). A cumulative one is a continued fraction, or where the variance is large
the expansion that holds through the middle and both tails alike (Temme, The asymptotic expansion of the incomplete
gamma functions, SIAM J. Math. Anal. 10(4), 1979; Temme, Special Functions, 1996, section 11.3.3).

ValueError for what is outside the domain, OverflowError for what is no float. languages/javascript/counting.js and
reckoning/counting_arrays.py say the same in the same order.
"""

from __future__ import annotations

import math

from estimator.model.numerics import finite, floor, snapped

LARGE = 1000.0  # variance from which on the expansion serves: its error is a thousandth of the variance^-3.5
STIRLING = 15.0  # from here on Stirling's series has all digits
MOST_CHOSEN = 515  # of more, taken from as many again, there are more ways than a float holds
LARGEST_EXPONENT = 709.7827
HALF_LOG_2PI = 0.9189385332046728
SPLIT = 134_217_729.0  # 2^27 + 1 parts a float into two halves of its digits
LARGEST_SPLIT = 2.0**990
# Stirling's series: B(2j) / (2j (2j-1)), by powers of 1/n^2.
SERIES = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156)
EULER = 0.42278433509846713  # 1 - the Euler-Mascheroni constant
# (zeta(j) - 1) / j from j = 2 on (Abramowitz and Stegun, 6.1.33).
ZETA = (
    *(0.3224670334241132, 0.0673523010531981, 0.020580808427784546, 0.007385551028673985, 0.0028905103307415234),
    *(0.001192753911703261, 0.0005096695247430425, 0.0002231547584535794, 9.945751278180853e-05, 4.492623673813314e-05),
    *(2.050721277567069e-05, 9.439488275268396e-06, 4.374866789907488e-06, 2.0392157538013663e-06),
    *(9.551412130407419e-07, 4.492469198764566e-07, 2.1207184805554667e-07, 1.00432248239681e-07),
    *(4.769810169363981e-08, 2.2711094608943166e-08, 1.0838659214896954e-08, 5.183475041970047e-09),
    *(2.4836745438024785e-09, 1.192140140586091e-09, 5.731367241678862e-10, 2.7595228851242334e-10),
    *(1.330476437424449e-10, 6.422964563838100e-11),
)
# Where the expansion is taken instead of nearer to the middle than half a standard deviation, in halves of one.
NODES = (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)
LEAST = 1e-300
MOST_STEPS = 100_000


def ln_factorial(n: float) -> float:
    """ln(n!), by the gamma function between integers; ValueError below zero."""
    if not n >= 0:
        raise ValueError("ln_factorial needs a number of at least 0")
    if n >= STIRLING:
        return finite((n + 0.5) * math.log(n) - n + HALF_LOG_2PI + stirling_error(n))
    product = 1.0
    while n > 0.5:
        product *= n
        n -= 1
    total = 0.0
    for coefficient in reversed(ZETA):  # ln(gamma(1 + n)), |n| <= 1/2
        total = (coefficient - total) * n
    return math.log(product) + n * (EULER + total) - math.log1p(n)


def stirling_error(n: float) -> float:
    """What ln(n!) is above Stirling's formula, ln(sqrt(2 pi n) (n / e)^n), for n above 0."""
    if n < STIRLING:
        return ln_factorial(n) - (n + 0.5) * math.log(n) + n - HALF_LOG_2PI
    inverse, total = 1 / n / n, 0.0
    for coefficient in reversed(SERIES):
        total = total * inverse + coefficient
    return total / n


def deviance(count: float, mean: float, off: float) -> float:
    """The sum count ln(count / mean) + mean - count, given `off`: count - mean, which may be known to more digits."""
    if count == 0:
        return mean
    slope = 0.5 * off / (0.5 * count + 0.5 * mean)
    if abs(slope) >= 0.3:
        return count * math.log(count / mean) - off if mean > 0 else math.inf
    total, term, square, odd = off * slope, 2 * (count * slope), slope * slope, 1
    while True:
        term *= square
        odd += 2
        before, total = total, total + term / odd
        if not abs(total - before) > 0:  # nor where it is no number
            return total


def distance(count: float, tries: float, chance: float) -> float:
    """What count - tries * chance is, the product without rounding (Dekker, Numerische Mathematik 18, 1971)."""
    product = tries * chance
    if tries > LARGEST_SPLIT:
        return count - product
    first, second = SPLIT * tries, SPLIT * chance
    high, head = first - (first - tries), second - (second - chance)
    low, tail = tries - high, chance - head
    return (count - product) - (((high * head - product) + high * tail + low * head) + low * tail)


def choose(n: float, k: float) -> float:
    """The number of ways to choose k of n; 0 outside 0 <= k <= n. Whole numbers are exact to the last digit."""
    n, k = snapped(finite(n)), snapped(finite(k))
    if k < 0 or k > n:
        return 0.0
    fewer = min(k, n - k)
    if fewer and fewer * math.log(n / fewer) > LARGEST_EXPONENT:  # (n/k)^k is less than the ways
        raise OverflowError
    if n == math.floor(n) and k == math.floor(k):
        if fewer >= MOST_CHOSEN:
            raise OverflowError
        return float(math.comb(int(n), int(fewer)))
    return math.exp(ln_choose(n, fewer))


def ln_choose(n: float, k: float) -> float:
    """The logarithm of the ways, for broken numbers too, 0 <= k <= n / 2."""
    if k == 0:
        return 0.0
    rest = n - k
    errors = stirling_error(n) - stirling_error(k) - stirling_error(rest)
    return k * math.log(n / k) - rest * math.log1p(-k / n) + errors - 0.5 * math.log(k / n * rest) - HALF_LOG_2PI


def poisson_pmf(k: float, mean: float) -> float:
    """P(X = k) for a Poisson count; 0 where k is no whole number of at least 0. ValueError for a negative mean."""
    if not mean >= 0:
        raise ValueError("a Poisson mean needs to be at least 0")
    k, mean = snapped(finite(k)), finite(mean)
    if k < 0 or k != math.floor(k):
        return 0.0
    return poisson_term(k, mean)


def poisson_term(k: float, mean: float) -> float:
    """e^-mean mean^k / k!, for any k of at least 0."""
    if k == 0 or mean == 0:
        return math.exp(-mean) if k == 0 else 0.0
    return math.exp(-stirling_error(k) - deviance(k, mean, k - mean)) / math.sqrt(k) / math.sqrt(2 * math.pi)


def binomial_term(hits: float, misses: float, chance: float, rest: float, off: float) -> float:
    """The ways to have so many hits and misses, times their chance; `off` is hits - (hits + misses) * chance."""
    tries = hits + misses
    if hits == 0 or misses == 0:
        return math.exp(tries * math.log1p(-(chance if hits == 0 else rest))) if tries else 1.0
    errors = stirling_error(tries) - stirling_error(hits) - stirling_error(misses)
    away = deviance(hits, tries * chance, off) + deviance(misses, tries * rest, -off)
    return math.exp(errors - away) * math.sqrt(tries / hits / misses / (2 * math.pi))


def poisson_cdf(k: float, mean: float) -> float:
    """P(X <= k) for a Poisson count: the regularized upper incomplete gamma function Q(floor(k) + 1, mean)."""
    if not mean >= 0:
        raise ValueError("a Poisson mean needs to be at least 0")
    k, mean = floor(finite(k)), finite(mean)
    if k < 0 or mean == 0:
        return 0.0 if k < 0 else 1.0
    return _upper_gamma(k + 1, mean)


def _upper_gamma(a: float, x: float) -> float:
    """Q(a, x): by the series below a, by Legendre's continued fraction above (Lentz's way, Numerical Recipes, 6.2)."""
    if a >= LARGE:
        away = deviance(a, x, a - x)
        if away > 750:
            return 0.0 if x > a else 1.0
        at, rest = _expansion((x - a) / a, a, 1.0, 0.0, away)
        return min(1.0, max(0.0, 0.5 * math.erfc(at) - rest))
    scale = poisson_term(a, x)
    if x < a + 1:
        term = total = 1.0
        n = a
        while term > total * 1e-17:
            n += 1
            term *= x / n
            total += term
        return min(1.0, max(0.0, 1.0 - total * scale))
    b = x - a + 1
    c, d = 1 / LEAST, 1 / b
    h = d
    for i in range(1, MOST_STEPS):
        an = i * (a - i)
        b += 2
        d = 1 / ((an * d + b) or LEAST)
        c = b + an / c
        h *= d * c
        if abs(d * c - 1) < 4e-16:
            break
    return min(1.0, max(0.0, a * scale * h))


def binomial_cdf(k: float, n: float, p: float) -> float:
    """P(X <= k) for a binomial count; ValueError unless 0 <= p <= 1 and n >= 0."""
    if not 0 <= p <= 1 or not n >= 0:
        raise ValueError("binomial_cdf needs n of at least 0 and p from 0 to 1")
    k, n = floor(finite(k)), floor(finite(n))
    if k < 0:
        return 0.0
    if k >= n:
        return 1.0
    return _incomplete_beta(n - k, k + 1, 1 - p, p, -distance(k + 1, n + 1, p))


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(X <= x) for a beta variable of a and b of at least 1."""
    return _incomplete_beta(a, b, x, 1 - x, distance(a, a + b, x))


def _incomplete_beta(a: float, b: float, x: float, rest: float, off: float) -> float:
    """I_x(a, b) for a and b of at least 1; `rest` is 1 - x, `off` is a - (a + b) x.

    By the continued fraction of DiDonato and Morris, ACM Trans. Math. Software 18(3), 1992, section 3.
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    both = a + b
    variance = a / both * b
    if variance >= LARGE:
        away = deviance(a, both * x, off) + deviance(b, both * rest, -off)
        if away > 750:
            return 0.0 if off > 0 else 1.0
        at, more = _expansion(-off / variance, variance, b / both, -a / both, away)
        return min(1.0, max(0.0, 0.5 * math.erfc(-at) + more))
    if off < 0:
        return 1.0 - _incomplete_beta(b, a, rest, x, -off)
    front = binomial_term(a, b, x, rest, off) * a / both * b
    return min(1.0, max(0.0, front / beta_fraction(a, b, x, rest, off))) if front else 0.0


def beta_fraction(a: float, b: float, x: float, rest: float, off: float) -> float:
    """What x^a rest^b / B(a, b) is divided by to give I_x(a, b), off at least 0."""
    both = a + b
    h = c = a / (a + 1) * (off + 1)
    d = 0.0
    for m in range(1, MOST_STEPS):
        step = a + 2 * m - 1
        an = m * ((a + m - 1) / step) * ((both + m - 1) / step * x) * ((b - m) * x)
        bn = m + m * ((b - m) * x / step) + (a + m) / (step + 2) * (off + 1 + m * (1 + rest))
        d = 1 / ((bn + an * d) or LEAST)
        c = (bn + an / c) or LEAST
        h *= d * c
        if abs(d * c - 1) < 4e-16:
            break
    return h


def _expansion(t: float, variance: float, right: float, left: float, away: float) -> tuple[float, float]:
    """A cumulative probability of large variance v, as x and r: erfc(-x) / 2 + r; the other tail is erfc(x) / 2 - r.

    `t` is the distance from the middle by the variance, with dt/dy = y (1 + right t) (1 + left t) / t for v y^2 / 2,
    which is `away`. r is the normal density times a sum over powers of 1/v.
    """
    if abs(t) * math.sqrt(variance) >= 0.5:
        total = _terms(t, math.copysign(math.sqrt(2 * away / variance), t), variance, right, left)
    else:  # there the sum is smooth and its parts cancel: it is the polynomial through six places around
        half = 0.5 / math.sqrt(variance)
        at, total = t / half, 0.0
        for node in NODES:
            weight = 1.0
            for other in NODES:
                if other != node:
                    weight *= (at - other) / (node - other)
            there = node * half
            total += weight * _terms(there, _scaled_root(there, right, left), variance, right, left)
    return math.copysign(math.sqrt(away), t), math.exp(-away) / math.sqrt(2 * math.pi * variance) * total


def _terms(t: float, y: float, variance: float, right: float, left: float) -> float:
    """S = S0 + S1 / v + S2 / v^2, from y S = 1 - exp(gain / v) y / t + (dS/dy) / v; the gain is Stirling's error."""
    gain = -(1 + right * left) / 12
    rise, bend = (1 + right * t) * (1 + left * t), right + left + 2 * right * left * t
    first = 1 / y - 1 / t
    second = rise / t**3 - 1 / y**3 - gain / t
    third = 3 / y**5 + rise / t**3 * (bend / t - 3 * rise / t**2 + gain) - gain * gain / (2 * t)
    return first + (second + third / variance) / variance


def _scaled_root(t: float, right: float, left: float) -> float:
    """The y of a small t: y^2 / 2 = ln(1 + left t) / left - ln(1 + right t) / right, by its series."""
    total, power, first, second = 0.0, 1.0, right, left
    for j in range(2, 16):
        total += power * (first - second) / j
        power *= -t
        first *= right
        second *= left
    return t * math.sqrt(2 * total)
