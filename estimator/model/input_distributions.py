"""The distributions by which an uncertain input is written."""

from __future__ import annotations

from estimator.records import record


@record
class Distribution:
    """One way to write an uncertain input, with the names of its parameters."""

    name: str
    parameters: tuple[str, ...]
    description: str


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
# What else makes an uncertain input: `spread(1 to 5)`, which differs from case to case, and `bernoulli(10%)`, a chance.
SPREAD, BERNOULLI = "spread", "bernoulli"
INPUTS = frozenset((*DISTRIBUTIONS, SPREAD, BERNOULLI))
# Written `a to b` and `best (a to b)`: 90% intervals.
RANGE, BEST = "range", "best"
