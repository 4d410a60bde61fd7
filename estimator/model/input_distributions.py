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
SPREAD, BERNOULLI = "spread", "bernoulli"
# All that makes an uncertain input, these two included.
INPUTS: dict[str, Distribution] = DISTRIBUTIONS | {
    SPREAD: Distribution(SPREAD, ("range",), "a range or a distribution of what differs from case to case"),
    BERNOULLI: Distribution(BERNOULLI, ("chance",), "a chance: yes in that share of the cases"),
}
# Written `a to b` and `best (a to b)`: 90% intervals.
RANGE, BEST = "range", "best"
