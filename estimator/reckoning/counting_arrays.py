"""Counting and chance on numpy arrays: model/counting.py for many arguments at once, to the same digits.

Arguments are arrays of one shape, or numbers; what has no value is NaN, and what is no float infinite. A continued
fraction or a series goes on for those alone that need it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.counting import (
    EULER,
    HALF_LOG_2PI,
    LARGE,
    LARGEST_SPLIT,
    LEAST,
    MOST_STEPS,
    NODES,
    SERIES,
    SPLIT,
    STIRLING,
    ZETA,
)
from estimator.model.numerics import LARGEST_WHOLE
from estimator.reckoning.whole_arrays import floor, snapped

if TYPE_CHECKING:
    from collections.abc import Callable

_SIFTED = 8  # steps between two looks at which of the fractions are done
_FAR = 750.0  # e to its negative power is no float above 0
_erfc = np.frompyfunc(math.erfc, 1, 1)


def _where(chosen: Any, function: Callable[..., Any], *arguments: Any, otherwise: Any) -> Any:
    """A function of the chosen places; elsewhere what `otherwise` has there."""
    found = np.array(np.broadcast_to(otherwise, chosen.shape), dtype=float)
    if chosen.any():
        found[chosen] = function(*[each[chosen] if np.ndim(each) else each for each in arguments])
    return found


def ln_factorial(n: Any) -> Any:
    """ln(n!); NaN below zero."""
    found = _where(n < STIRLING, _ln_small_factorial, n, otherwise=np.nan)
    return _where(n >= STIRLING, _ln_large_factorial, n, otherwise=found)


def _ln_large_factorial(n: Any) -> Any:
    return (n + 0.5) * np.log(n) - n + HALF_LOG_2PI + _stirling_series(n)


def _ln_small_factorial(n: Any) -> Any:
    product = np.ones(n.shape)
    n = np.where(n < 0, np.nan, n)
    while (n > 0.5).any():
        product *= np.where(n > 0.5, n, 1.0)
        n = np.where(n > 0.5, n - 1, n)
    total = np.zeros(n.shape)
    for coefficient in reversed(ZETA):
        total = (coefficient - total) * n
    return np.log(product) + n * (EULER + total) - np.log1p(n)


def _stirling_series(n: Any) -> Any:
    inverse, total = 1 / n / n, 0.0
    for coefficient in reversed(SERIES):
        total = total * inverse + coefficient
    return total / n


def stirling_error(n: Any) -> Any:
    """What ln(n!) is above Stirling's formula, for n above 0."""
    found = np.asarray(_stirling_series(n))
    small = n < STIRLING
    if small.any():
        few = n[small]
        found[small] = _ln_small_factorial(few) - (few + 0.5) * np.log(few) + few - HALF_LOG_2PI
    return found


def deviance(count: Any, mean: Any, off: Any) -> Any:
    """The sum count ln(count / mean) + mean - count, given count - mean, for counts and means above 0."""
    slope = 0.5 * off / (0.5 * count + 0.5 * mean)
    square = slope * slope
    near = square < 0.09
    steepest = float(square[near].max(initial=1e-30))
    terms = max(1, math.ceil(-39 / math.log(steepest)))
    total = np.zeros(slope.shape)
    for j in range(terms, 0, -1):
        total = (total + 1 / (2 * j + 1)) * square
    found = off * slope + 2 * (count * slope) * total
    far = ~near
    if far.any():
        found[far] = count[far] * np.log(count[far] / mean[far]) - off[far]
    return found


def distance(count: Any, tries: Any, chance: Any) -> Any:
    """What count - tries * chance is, the product without rounding."""
    product = tries * chance
    first, second = SPLIT * tries, SPLIT * chance
    high, head = first - (first - tries), second - (second - chance)
    low, tail = tries - high, chance - head
    left = (count - product) - (((high * head - product) + high * tail + low * head) + low * tail)
    return np.where(tries > LARGEST_SPLIT, count - product, left)


def choose(n: Any, k: Any) -> Any:
    """The number of ways to choose k of n."""
    n, k = np.broadcast_arrays(snapped(n), snapped(k))
    fewer = np.minimum(k, n - k)
    otherwise = np.where(np.isfinite(n) & np.isfinite(k), fewer == 0, np.nan)
    return _where(fewer > 0, _choose, n, fewer, otherwise=otherwise)


def _choose(n: Any, k: Any) -> Any:
    rest = n - k
    errors = stirling_error(n) - stirling_error(k) - stirling_error(rest)
    logarithm = k * np.log(n / k) - rest * np.log1p(-k / n) + errors - 0.5 * np.log(k / n * rest) - HALF_LOG_2PI
    ways = np.exp(logarithm)
    whole = (n == np.floor(n)) & (k == np.floor(k)) & (ways < LARGEST_WHOLE)
    return np.where(whole, np.floor(ways + 0.5), ways)


def poisson_pmf(k: Any, mean: Any) -> Any:
    """P(X = k) for a Poisson count."""
    k, mean = np.broadcast_arrays(snapped(k), np.asarray(mean, dtype=float))
    otherwise = np.where((mean >= 0) & np.isfinite(k) & np.isfinite(mean), 0.0, np.nan)
    return _where((otherwise == 0) & (k >= 0) & (k == np.floor(k)), _poisson_term, k, mean, otherwise=otherwise)


def _poisson_term(k: Any, mean: Any) -> Any:
    otherwise = np.where(k == 0, np.exp(-mean), 0.0)
    return _where((k > 0) & (mean > 0), _positive_poisson_term, k, mean, otherwise=otherwise)


def _positive_poisson_term(k: Any, mean: Any) -> Any:
    return np.exp(-stirling_error(k) - deviance(k, mean, k - mean)) / np.sqrt(k) / math.sqrt(2 * math.pi)


def poisson_cdf(k: Any, mean: Any) -> Any:
    """P(X <= k) for a Poisson count."""
    k, mean = np.broadcast_arrays(floor(k), np.asarray(mean, dtype=float))
    otherwise = np.where((mean >= 0) & np.isfinite(k) & np.isfinite(mean), np.where(k < 0, 0.0, 1.0), np.nan)
    return _where((otherwise == 1) & (mean > 0), _upper_gamma, k + 1, mean, otherwise=otherwise)


def _upper_gamma(a: Any, x: Any) -> Any:
    off = a - x
    away = deviance(a, x, off)
    found = np.where(off < 0, 0.0, 1.0)
    seen = away < _FAR
    found = _where(seen & (a >= LARGE), _upper_gamma_of_large, a, x, away, otherwise=found)
    scale = _where(seen & (a < LARGE), _positive_poisson_term, a, x, otherwise=np.nan)
    found = _where(seen & (a < LARGE) & (x < a + 1), _below, a, x, scale, otherwise=found)
    found = _where(seen & (a < LARGE) & (x >= a + 1), _above, a, x, scale, otherwise=found)
    return np.clip(found, 0.0, 1.0)


def _upper_gamma_of_large(a: Any, x: Any, away: Any) -> Any:
    at, rest = _expansion((x - a) / a, a, np.ones(a.shape), np.zeros(a.shape), away)
    return 0.5 * _erfc(at).astype(float) - rest


def _below(a: Any, x: Any, scale: Any) -> Any:
    found = np.empty(a.shape)
    place, n = np.arange(len(a)), a.copy()
    term = np.ones(a.shape)
    total = term.copy()
    for step in range(1, MOST_STEPS):
        n += 1
        term *= x / n
        total += term
        if step % _SIFTED == 0:
            going = term > total * 1e-17
            if not going.all():
                found[place[~going]] = total[~going]
                place, x, n, term, total = (each[going] for each in (place, x, n, term, total))
                if not len(place):
                    break
    return 1.0 - found * scale


def _above(a: Any, x: Any, scale: Any) -> Any:
    b = x - a + 1

    def parts(i: int, a: Any, b: Any) -> tuple[Any, Any]:
        return i * (a - i), b + 2 * i

    d = 1 / b
    return a * scale * _fraction(parts, (a, b), d, np.full(a.shape, 1 / LEAST), d)


def _fraction(parts: Callable[..., tuple[Any, Any]], given: tuple[Any, ...], h: Any, c: Any, d: Any) -> Any:
    """A continued fraction from its first value on, by Lentz's way; `parts` are what is divided, and by what."""
    found = np.empty(h.shape)
    place = np.arange(len(h))
    for step in range(1, MOST_STEPS):
        an, bn = parts(step, *given)
        d = an * d + bn
        d = 1 / np.where(d == 0, LEAST, d)
        c = bn + an / c
        c = np.where(c == 0, LEAST, c)
        h = h * (d * c)
        if step % _SIFTED == 0:
            going = np.abs(d * c - 1) > 4e-16
            if not going.all():
                found[place[~going]] = h[~going]
                place, h, c, d = (each[going] for each in (place, h, c, d))
                given = tuple([each[going] for each in given])
                if not len(place):
                    break
    return found


def binomial_cdf(k: Any, n: Any, p: Any) -> Any:
    """P(X <= k) for a binomial count."""
    k, n, p = np.broadcast_arrays(floor(k), floor(n), np.asarray(p, dtype=float))
    valid = (p >= 0) & (p <= 1) & (n >= 0) & np.isfinite(k) & np.isfinite(n)
    otherwise = np.where(valid, np.where((k < 0) | ((k < n) & (p == 1)), 0.0, 1.0), np.nan)
    return _where(valid & (k >= 0) & (k < n) & (p > 0) & (p < 1), _binomial_cdf, k, n, p, otherwise=otherwise)


def _binomial_cdf(k: Any, n: Any, p: Any) -> Any:
    off = -distance(k + 1, n + 1, p)
    turned = off < 0
    hits, misses = k + 1, n - k
    a, b = np.where(turned, hits, misses), np.where(turned, misses, hits)
    chance, rest = np.where(turned, p, 1 - p), np.where(turned, 1 - p, p)
    found = _incomplete_beta(a, b, chance, rest, np.abs(off))
    return np.where(turned, 1 - found, found)


def beta_cdf(x: Any, a: Any, b: Any) -> Any:
    """P(X <= x) for a beta variable of a and b of at least 1, numbers, at places x between 0 and 1."""
    off = distance(np.full(x.shape, a), np.full(x.shape, a + b), x)
    turned = off < 0
    one, other = np.where(turned, b, a), np.where(turned, a, b)
    found = _incomplete_beta(one, other, np.where(turned, 1 - x, x), np.where(turned, x, 1 - x), np.abs(off))
    return np.where(turned, 1 - found, found)


def _incomplete_beta(a: Any, b: Any, x: Any, rest: Any, off: Any) -> Any:
    """I_x(a, b) where a - (a + b) x, which is `off`, is at least 0; x between 0 and 1."""
    both = a + b
    variance = a / both * b
    away = deviance(a, both * x, off) + deviance(b, both * rest, -off)
    seen = away < _FAR
    large = variance >= LARGE
    found = _where(seen & large, _beta_of_large, a, b, off, variance, away, otherwise=0.0)
    found = _where(seen & ~large, _beta_fraction, a, b, x, off, away, otherwise=found)
    return np.clip(found, 0.0, 1.0)


def _beta_of_large(a: Any, b: Any, off: Any, variance: Any, away: Any) -> Any:
    at, more = _expansion(-off / variance, variance, b / (a + b), -a / (a + b), away)
    return 0.5 * _erfc(-at).astype(float) + more


def _beta_fraction(a: Any, b: Any, x: Any, off: Any, away: Any) -> Any:
    both = a + b
    errors = stirling_error(both) - stirling_error(a) - stirling_error(b)
    front = np.exp(errors - away) * np.sqrt(a / both * b / (2 * math.pi))

    def parts(m: int, a: Any, b: Any, x: Any, off: Any) -> tuple[Any, Any]:
        step = a + (2 * m - 1)
        rise = (b - m) * x
        an = m * ((a + (m - 1)) / step) * ((a + b + (m - 1)) / step * x) * rise
        return an, m + m * (rise / step) + (a + m) / (step + 2) * (off + 1 + m * (2 - x))

    first = a / (a + 1) * (off + 1)
    return front / _fraction(parts, (a, b, x, off), first, first, np.zeros(a.shape))


def _expansion(t: Any, variance: Any, right: Any, left: Any, away: Any) -> tuple[Any, Any]:
    """As model/counting.py has it."""
    near = np.abs(t) * np.sqrt(variance) < 0.5
    with np.errstate(all="ignore"):
        total = _terms(t, np.copysign(np.sqrt(2 * away / variance), t), variance, right, left)
    total = _where(near, _through_the_middle, t, variance, right, left, otherwise=total)
    density = np.exp(-away) / np.sqrt(2 * math.pi * variance)
    return np.copysign(np.sqrt(away), t), density * total


def _through_the_middle(t: Any, variance: Any, right: Any, left: Any) -> Any:
    half = 0.5 / np.sqrt(variance)
    at, total = t / half, np.zeros(t.shape)
    for node in NODES:
        weight = np.ones(t.shape)
        for other in NODES:
            if other != node:
                weight *= (at - other) / (node - other)
        there = node * half
        total += weight * _terms(there, _scaled_root(there, right, left), variance, right, left)
    return total


def _terms(t: Any, y: Any, variance: Any, right: Any, left: Any) -> Any:
    gain = -(1 + right * left) / 12
    rise, bend = (1 + right * t) * (1 + left * t), right + left + 2 * right * left * t
    over, under = 1 / t, 1 / y
    cubed = rise * over * over * over
    second = cubed - under * under * under - gain * over
    third = (
        3 * under**2 * under**2 * under + cubed * (bend * over - 3 * rise * over * over + gain) - gain * gain / 2 * over
    )
    return under - over + (second + third / variance) / variance


def _scaled_root(t: Any, right: Any, left: Any) -> Any:
    total, power, first, second = np.zeros(t.shape), 1.0, right, left
    for j in range(2, 16):
        total += power * (first - second) / j
        power = power * -t
        first, second = first * right, second * left
    return t * np.sqrt(2 * total)
