"""The built-in functions: one row each, with the kinds that it takes and how each backend computes it.

A row's `rule` says what the arguments may be:
    plain    plain numbers, gives a plain number
    counts   plain numbers or counts, gives a plain number
    whole    plain numbers, counts or counts per count, and keeps them
    keep     anything, and keeps it
    same     anything of one dimension, and keeps it
    root     anything with even powers, and halves them
`number` takes floats. `array` names the numpy function that takes samples; empty: element by element.
"""

from __future__ import annotations

import math

from estimator.model import numerics
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


@record
class Function:
    """One built-in function; `parameters` name its arguments, `variadic` says that the last may repeat."""

    name: str
    parameters: tuple[str, ...]
    rule: str
    number: Callable[..., float]
    array: str
    description: str
    variadic: bool = False
    cost: int = 0  # what a call counts beside the one step that it is; a hundred take about a tenth of a second


@record
class Distribution:
    """One way to write an uncertain input, with the names of its parameters."""

    name: str
    parameters: tuple[str, ...]
    description: str


_X = ("x",)
FUNCTIONS: dict[str, Function] = {
    row.name: row
    for row in (
        Function("min", ("first", "others"), "same", numerics.smallest, "minimum", "the smallest", True),
        Function("max", ("first", "others"), "same", numerics.largest, "maximum", "the largest", True),
        Function("abs", _X, "keep", abs, "absolute", "without the sign"),
        Function("mean", _X, "keep", float, "", "mean over the ranges that x depends on; no range any more"),
        Function("sqrt", _X, "root", numerics.square_root, "sqrt", "square root"),
        Function("exp", _X, "plain", math.exp, "exp", "e to the power of x"),
        Function("ln", _X, "plain", numerics.logarithm, "log", "natural logarithm"),
        Function("log2", _X, "plain", numerics.binary_logarithm, "log2", "logarithm to base 2"),
        Function("log10", _X, "plain", numerics.decimal_logarithm, "log10", "logarithm to base 10"),
        Function(
            "round", _X, "whole", numerics.round_half_away, "round", "to the nearest integer, halves away from zero"
        ),
        Function("ceil", _X, "whole", numerics.ceil, "ceil", "up to an integer, after snapping within 1e-9"),
        Function("floor", _X, "whole", numerics.floor, "floor", "down to an integer, after snapping within 1e-9"),
        Function("ceil_pow2", _X, "whole", numerics.ceil_pow2, "ceil_pow2", "up to a power of two"),
        Function("poisson_pmf", ("k", "mean"), "counts", numerics.poisson_pmf, "", "P(X = k) of a Poisson count"),
        Function("poisson_cdf", ("k", "mean"), "counts", numerics.poisson_cdf, "", "P(X <= k) of a Poisson count"),
        Function(
            "binomial_cdf", ("k", "n", "p"), "counts", numerics.binomial_cdf, "", "P(X <= k) of n tries with chance p"
        ),
        Function(
            "zipf_head",
            ("head", "items", "skew"),
            "counts",
            numerics.zipf_head,
            "",
            "share of requests for the most popular items",
            cost=50,
        ),
        Function(
            "lru_hit_ratio",
            ("cache", "items", "skew"),
            "counts",
            numerics.lru_hit_ratio,
            "",
            "LRU hit ratio under Zipf requests (Che 2002)",
            cost=400,
        ),
        Function("ln_factorial", ("n",), "counts", numerics.ln_factorial, "", "ln(n!)"),
        Function("choose", ("n", "k"), "counts", numerics.choose, "", "ways to choose k of n"),
    )
}
DISTRIBUTIONS: dict[str, Distribution] = {
    row.name: row
    for row in (
        Distribution("uniform", ("low", "high"), "every value between the ends alike"),
        Distribution("normal", ("mean", "sd"), "by mean and standard deviation"),
        Distribution("lognormal", ("mean", "sd"), "positive, by the mean and standard deviation of the value itself"),
        Distribution("triangular", ("low", "mode", "high"), "by its ends and its peak"),
        Distribution("pert", ("low", "mode", "high"), "a smooth peak between two ends"),
    )
}
# Written `a to b` and `best (a to b)`: 90% intervals.
RANGE, BEST = "range", "best"
