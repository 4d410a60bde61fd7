"""A sampler of its own for uncertain sheets: another generator, distributions by their textbook formulas.

It shares nothing with the package. A source has its spelling in the notation, its samples and its exact mean.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

DRAWS = 100_000
Z = 1.6448536269514722  # the 95% point of the standard normal distribution


class Source(NamedTuple):
    """An uncertain input."""

    text: str
    samples: Samples
    mean: float


class Expression(NamedTuple):
    """What is worked from sources, in the notation and as samples; both are of the same draws."""

    text: str
    samples: Samples


def _phi(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _ends(rng: random.Random, spread: float) -> tuple[float, float, float]:
    while True:
        low, middle, high = sorted(float(f"{rng.lognormvariate(1, spread):.3g}") for _ in range(3))
        if low < middle < high:
            return low, middle, high


def source(rng: random.Random, generator: np.random.Generator, spread: float = 1.2) -> Source:
    """A random input: a range, a best guess with one, or a distribution by its name."""
    low, middle, high = _ends(rng, spread)
    ways = (_range, _range, _around, _best, _best_around, _uniform, _normal, _lognormal, _triangular, _pert)
    return rng.choice(ways)(low, middle, high, generator)


def _range(low: float, _middle: float, high: float, generator: np.random.Generator) -> Source:
    mu, sigma = math.log(low * high) / 2, math.log(high / low) / 2 / Z
    samples = np.exp(mu + sigma * generator.standard_normal(DRAWS))
    return Source(f"{low} to {high}", samples, math.exp(mu + sigma**2 / 2))


def _around(low: float, _middle: float, high: float, generator: np.random.Generator) -> Source:
    mean, sd = (high - low) / 2, (high + low) / 2 / Z
    return Source(f"-{low} to {high}", mean + sd * generator.standard_normal(DRAWS), mean)


def _best(low: float, middle: float, high: float, generator: np.random.Generator) -> Source:
    """A median with a spread of its own on each side, of the logarithm."""
    z, below, above = generator.standard_normal(DRAWS), math.log(middle / low) / Z, math.log(high / middle) / Z
    mean = middle * (math.exp(below**2 / 2) * _phi(-below) + math.exp(above**2 / 2) * _phi(above))
    return Source(f"{middle} ({low} to {high})", middle * np.exp(np.where(z < 0, below, above) * z), mean)


def _best_around(low: float, middle: float, high: float, generator: np.random.Generator) -> Source:
    """The same of the value itself."""
    z, below, above = generator.standard_normal(DRAWS), (middle + low) / Z, (high - middle) / Z
    mean = middle + (above - below) / math.sqrt(2 * math.pi)
    return Source(f"{middle} (-{low} to {high})", middle + np.where(z < 0, below, above) * z, mean)


def _uniform(low: float, _middle: float, high: float, generator: np.random.Generator) -> Source:
    return Source(f"uniform({low}, {high})", generator.uniform(low, high, DRAWS), (low + high) / 2)


def _normal(low: float, middle: float, _high: float, generator: np.random.Generator) -> Source:
    return Source(f"normal({middle}, {low})", middle + low * generator.standard_normal(DRAWS), middle)


def _lognormal(low: float, middle: float, _high: float, generator: np.random.Generator) -> Source:
    variance = math.log1p((low / middle) ** 2)
    samples = np.exp(math.log(middle) - variance / 2 + math.sqrt(variance) * generator.standard_normal(DRAWS))
    return Source(f"lognormal({middle}, {low})", samples, middle)


def _triangular(low: float, middle: float, high: float, generator: np.random.Generator) -> Source:
    samples = generator.triangular(low, middle, high, DRAWS)
    return Source(f"triangular({low}, {middle}, {high})", samples, (low + middle + high) / 3)


def _pert(low: float, middle: float, high: float, generator: np.random.Generator) -> Source:
    first, second = 1 + 4 * (middle - low) / (high - low), 1 + 4 * (high - middle) / (high - low)
    samples = low + (high - low) * generator.beta(first, second, DRAWS)
    return Source(f"pert({low}, {middle}, {high})", samples, (low + 4 * middle + high) / 6)


def expression(rng: random.Random, names: dict[str, Samples], depth: int) -> Expression:
    """A random expression of names."""
    if depth <= 0 or rng.random() < 0.15:
        if rng.random() < 0.25:
            number = round(rng.uniform(0.1, 20), 2)
            return Expression(str(number), np.full(DRAWS, number))
        name = rng.choice(list(names))
        return Expression(name, names[name])
    one, two = expression(rng, names, depth - 1), expression(rng, names, depth - 1)
    match rng.choice(("+", "-", "*", "*", "/", "max", "min", "if", "step", "shape", "power", "guard")):
        case "+" | "-" | "*" | "/" as sign:
            found = _ARITHMETIC[sign](one.samples, two.samples)
            if sign in ("+", "-") and _is_rounding(found, one.samples, two.samples):
                return one
            return Expression(f"({one.text}) {sign} ({two.text})", _defined(found))
        case "max" | "min" as name:
            pick = np.maximum if name == "max" else np.minimum
            return Expression(f"{name}({one.text}, {two.text})", pick(one.samples, two.samples))
        case "if" if _is_rounding(one.samples - two.samples, one.samples, two.samples):
            return two
        case "if":
            three = expression(rng, names, depth - 1)
            chosen = np.where(one.samples > two.samples, three.samples, one.samples)
            chosen = np.where(np.isnan(one.samples + two.samples), np.nan, chosen)
            return Expression(f"(if ({one.text}) > ({two.text}) then {three.text} else {one.text})", chosen)
        case "guard":  # what is not taken may have no value
            root = np.where(one.samples > 0, np.sqrt(np.abs(one.samples)), two.samples)
            root = np.where(np.isnan(one.samples), np.nan, root)
            return Expression(f"(if ({one.text}) > 0 then ({one.text})^0.5 else {two.text})", root)
        case "step":
            name = rng.choice(("ceil", "floor"))
            nearest = np.floor(one.samples + 0.5)
            near = np.abs(one.samples - nearest) <= 1e-9 * np.maximum(1, np.abs(one.samples))
            stepped = np.ceil(one.samples) if name == "ceil" else np.floor(one.samples)
            return Expression(f"{name}({one.text})", np.where(near, nearest, stepped))
        case "power":
            written, power = rng.choice((("2", 2), ("3", 3), ("(-1)", -1)))
            return Expression(f"({one.text})^{written}", _defined(one.samples**power))
        case _:
            shapes = (
                Expression(f"abs({one.text})", np.abs(one.samples)),
                Expression(f"sqrt(abs({one.text}))", np.sqrt(np.abs(one.samples))),
                Expression(f"ln(1 + abs({one.text}))", np.log1p(np.abs(one.samples))),
                Expression(f"(3 * share(min(1, max(0, {one.text}))))", 3 * np.clip(one.samples, 0, 1)),
            )
            return rng.choice(shapes)


_ARITHMETIC = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}


def _is_rounding(left: Samples, one: Samples, two: Samples) -> bool:
    """Whether what is left of two samples is but their rounding in some, on which nothing may hang.

    `((a - b) + b) - a` is nothing, or a few digits far behind, by the order in which it is reckoned.
    """
    return bool(np.any((left != 0) & (np.abs(left) <= 1e-9 * np.maximum(np.abs(one), np.abs(two)))))


def _defined(samples: Samples) -> Samples:
    """What has no value, or too large a one, has none in whatever is worked from it."""
    return np.where(np.isfinite(samples), samples, np.nan)


def below(samples: Samples, value: float) -> tuple[float, float]:
    """The shares of the samples that lie below a value, and at most at it; what a few roundings apart is the same."""
    slack = 1e-9 * max(abs(value), 1e-300)
    return float(np.mean(samples < value - slack)), float(np.mean(samples <= value + slack))
