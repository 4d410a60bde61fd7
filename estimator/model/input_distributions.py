"""The distributions by which an uncertain input is written."""

from __future__ import annotations

from estimator.records import record


@record
class Distribution:
    """One way to write an uncertain input, with the names of its parameters; those that are `plain` have no unit."""

    name: str
    parameters: tuple[str, ...]
    description: str
    plain: tuple[str, ...] = ()


MEASURED, PERCENTILES, MIXTURE = "measured", "percentiles", "mixture"
DISTRIBUTIONS: dict[str, Distribution] = {
    row.name: row
    for row in (
        Distribution("uniform", ("low", "high"), "every value between the ends alike"),
        Distribution("normal", ("mean", "sd"), "by mean and standard deviation"),
        Distribution("lognormal", ("mean", "sd"), "positive, by the mean and standard deviation of the value itself"),
        Distribution("triangular", ("low", "mode", "high"), "by its ends and its peak"),
        Distribution("pert", ("low", "mode", "high"), "a smooth peak between two ends"),
        Distribution("exponential", ("mean",), "the time until what happens at any moment alike"),
        Distribution("pareto", ("min", "shape"), "a tail that falls as a power: few are very large", ("shape",)),
        Distribution("beta", ("a", "b"), "a share, as after a - 1 hits and b - 1 misses", ("a", "b")),
        Distribution(PERCENTILES, ("p10", "p50", "p90"), "through the percentiles that are known, two or more"),
        Distribution(MEASURED, ("x", "y", "…"), "as a list of measurements is spread"),
        Distribution(MIXTURE, ("70%: 1 to 2", "30%: 10 to 20"), "each of several in its share of the cases"),
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
# Those whose numbers are too many, or no quantities, for a field or a cell each: they are changed as a whole.
WHOLE = frozenset((PERCENTILES, MEASURED, MIXTURE, "pareto", "beta"))


def family(distribution: str) -> str:
    """The name of a draw's distribution; that of a mixture is followed by those of its parts."""
    return distribution.partition(" ")[0]


def is_whole(distribution: str) -> bool:
    """Whether a page and a workbook keep a draw as it was written."""
    return family(distribution) in WHOLE


def mixture_of(parts: list[tuple[str, int]]) -> str:
    """The distribution of a draw that is a mixture of others, each with the number of its parameters.

    Its parameters are the shares of the parts, and then those of each part.
    """
    return " ".join([MIXTURE, *[f"{name}/{count}" for name, count in parts]])


def parts_of(distribution: str) -> list[tuple[str, int]]:
    """The parts of a mixture, each with the number of its parameters."""
    pairs = [part.partition("/") for part in distribution.split(" ")[1:]]
    return [(name, int(count)) for name, _, count in pairs]


def are_of_unit(distribution: str, count: int) -> list[bool]:
    """Which of so many parameters are quantities of the draw's unit; the others are plain numbers, as a shape is."""
    name = family(distribution)
    if name == MIXTURE:
        parts = parts_of(distribution)
        return [False] * len(parts) + [each for part in parts for each in are_of_unit(*part)]
    if name == PERCENTILES:
        return [True] * (count // 2) + [False] * (count - count // 2)
    row = DISTRIBUTIONS.get(name)
    if row is None or name == MEASURED:
        return [True] * count
    own = [parameter not in row.plain for parameter in row.parameters]
    return own + [True] * (count - len(own))  # the end of a beta distribution, where it is not 1
