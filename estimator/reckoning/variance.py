"""Whose range makes up the range of a number: shares of its variance, and what a narrower range of each would buy.

The logarithm of a product of powers is a sum, so that the share of each factor in its variance is known exactly. Of any
other number the shares are total-effect Sobol indices, by Jansen's estimator (Saltelli et al., Computer Physics
Communications 181(2), 2010): half the mean square of what a number changes by when one input is drawn anew. Both draws
of all inputs are the strata of the sampler, in orders that make a lattice of them all, which is spread far more evenly
than chance would spread it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.normals import Z95
from estimator.model.steps import Draw
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.distributions import sides
from estimator.reckoning.inputs import HIGH, LOW, parameters_of
from estimator.reckoning.sampling import Sampler
from estimator.reckoning.strata import ascending_samples, at_share, linked_ranks
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.inputs import Input

    Column = NDArray[np.float64]

POINTS = 1 << 15  # of a distribution whose logarithm has no variance in closed form
MOST, FEWEST = 1 << 16, 1 << 12  # draws
BUDGET = 250_000_000  # nanoseconds of the processor, about
TOLD_APART = 8  # inputs, however long a run takes
# The generating vector of a lattice rule for powers of two up to MOST, made component by component (Sloan and Reztsov,
# Mathematics of Computation 71, 2002) for weights that fall slowly: each draw takes two components.
LATTICE = (
    1, 59883, 21211, 39289, 24775, 28199, 54101, 13891, 37875, 60057, 5261, 59741, 11187, 31589, 58751, 17619,
    16713, 45705, 54867, 57237, 34711, 33281, 19225, 8935, 52905, 38311, 59079, 30191, 64987, 56425, 57009, 64657,
    53549, 58459, 32513, 3489, 22609, 63415, 24517, 7329, 5367, 50921, 21255, 17817, 43703, 11725, 9411, 28441,
    49509, 8477, 11791, 16805, 21123, 38009, 4575, 1249, 29567, 39823, 22523, 6651, 633, 17201, 27585, 53375,
)  # fmt: skip
SAME = 1e-9  # relative; what is narrower than this is one number


@record
class Part:
    """What an input makes up: its share of the variance of the logarithm and of the value, and what halving it buys."""

    log: float | None
    value: float | None
    narrower: float | None


@record
class Shares:
    """The shares of some inputs, by their steps; those that are correlated have one share `together`.

    rest        the inputs that were too many to be told apart; `rest_part` what they make up together
    is_log      whether the shares are those of the logarithm
    is_exact    whether they are known exactly; else, and for what a half would buy, they are from `draws` samples
    uncertain, differing  the draws behind the number: what is not known, and what differs from case to case
    """

    of: dict[int, Part]
    rest: tuple[Input, ...]
    rest_part: Part | None
    is_log: bool
    is_exact: bool
    draws: int
    uncertain: frozenset[int]
    differing: frozenset[int]
    together: tuple[tuple[Input, ...], ...] = ()


def variance_shares(evaluation: Evaluation, step: int, ranged: list[Input], *, halves: bool = True) -> Shares:
    """The shares of the inputs that have ranges, of which those that matter come first. EstimateError.

    Without `halves` it is not asked what half a range would buy.
    """
    steps, values = evaluation.model.steps, evaluation.values
    forms = ClosedForms(steps, values)
    sampler = Sampler(steps, values, forms)
    drawn = [(index, steps[index].expression) for index in sampler.behind({step})]
    differing = frozenset([index for index, draw in drawn if isinstance(draw, Draw) and draw.spread])
    uncertain = frozenset([index for index, draw in drawn if isinstance(draw, Draw) and not draw.spread])
    inputs = [each for each in ranged if uncertain.intersection(each.draws)]
    blocks = _blocks(forms, inputs)
    together = tuple([tuple(sorted(block, key=lambda each: each.step)) for block in blocks if len(block) > 1])
    exact = _exact_parts(evaluation, step, forms, blocks, uncertain)
    if not inputs or (exact is not None and not (halves and any(part.narrower is None for part in exact.values()))):
        return Shares(exact or {}, (), None, True, True, 0, uncertain, differing, together)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # what is no number then has no share
        sampled = _Sampled(evaluation, step, sampler, blocks, uncertain, differing)
        parts, rest_part, is_log = sampled.parts(halves=halves)
    if exact is not None:
        parts = {index: Part(exact[index].log, part.value, part.narrower) for index, part in parts.items()}
    rest = tuple(sampled.rest)
    return Shares(parts, rest, rest_part, is_log, exact is not None, sampled.draws, uncertain, differing, together)


def _blocks(forms: ClosedForms, inputs: list[Input]) -> list[list[Input]]:
    """The inputs in blocks that are independent of each other, each in the order of the inputs."""
    blocks: list[tuple[set[int], list[Input]]] = []
    for each in inputs:
        scores = {score for draw in each.draws for score, _ in forms.linked.get(draw, ((draw, 1.0),))}
        touched = [block for block in blocks if not scores.isdisjoint(block[0])]
        if not touched:
            blocks.append((scores, [each]))
            continue
        first, *others = touched
        first[0].update(scores, *[block[0] for block in others])
        first[1].extend([*[member for block in others for member in block[1]], each])
        blocks = [block for block in blocks if block not in others]
    return [members for _, members in blocks]


def _exact_parts(
    evaluation: Evaluation, step: int, forms: ClosedForms, blocks: list[list[Input]], uncertain: frozenset[int]
) -> dict[int, Part] | None:
    """The parts of the inputs of a product of powers; None of any other number.

    What a half would buy is known where all inputs are lognormal. Correlated inputs have the part of their block.
    """
    form = forms.forms.get(step)
    if not form or not evaluation.values[step]:
        return None
    deviations: dict[int, float] = {}  # of lognormal draws
    variances: dict[int, float] = {}  # of others, which are independent
    for draw, power in form.items():
        spread = forms.draws[draw]
        if draw in uncertain and spread is not None and _is_lognormal(forms, draw):
            deviations[draw] = power * spread.above
        elif draw in uncertain:
            variance = None if draw in forms.linked else _log_variance(evaluation, draw)
            if variance is None:
                return None
            variances[draw] = power * power * variance
    total = forms.variance(deviations) + sum(variances.values())
    if not 0 < total < math.inf:
        return None
    found = {}
    for block in blocks:
        draws = {draw for each in block for draw in each.draws}
        own = forms.variance({draw: deviation for draw, deviation in deviations.items() if draw in draws})
        own += sum([variance for draw, variance in variances.items() if draw in draws])
        value = None if variances else _share_of_value(total, own)
        for each in block:
            halved = {draw: each_of / (2 if draw in each.draws else 1) for draw, each_of in deviations.items()}
            narrower = None if variances else _narrowed(total, forms.variance(halved))
            found[each.step] = Part(own / total, value, narrower)
    return found


def _is_lognormal(forms: ClosedForms, draw: int) -> bool:
    spread = forms.draws[draw]
    return spread is not None and spread.log and math.isclose(spread.below, spread.above, rel_tol=1e-9)


def _log_variance(evaluation: Evaluation, index: int) -> float | None:
    """The variance of the logarithm of a draw; None where it is not positive in every case.

    Of a range whose sides differ it is that of two halves of normal distributions that meet at the median.
    """
    draw = evaluation.model.steps[index].expression
    assert isinstance(draw, Draw)
    parameters = parameters_of(evaluation, draw)
    spread = sides(draw.distribution, parameters)
    if spread is None:
        ascending = ascending_samples(draw.distribution, parameters, POINTS)
        return float(np.var(np.log(ascending))) if ascending[0] > 0 and parameters[0] >= 0 else None
    if not spread.log:
        return None
    return (spread.below**2 + spread.above**2) / 2 - (spread.above - spread.below) ** 2 / (2 * math.pi)


def _share_of_value(total: float, own: float) -> float | None:
    """The total-effect share of a factor in the variance of a product of lognormal factors, by their log variances."""
    try:
        return math.exp(total - own) * math.expm1(own) / math.expm1(total)
    except OverflowError:
        return None


def _narrowed(total: float, left: float) -> float:
    """By what share the 90% range of a lognormal number narrows where the variance of its logarithm does."""
    before, after = Z95 * math.sqrt(total), Z95 * math.sqrt(left)
    if before > 300:  # beyond the floats, where the larger end is all of it
        return -math.expm1(after - before)
    return 1 - math.sinh(after) / math.sinh(before)


class _Sampled:
    """The parts of inputs from samples: of all draws, of those of one block drawn anew, and of those of one halved."""

    def __init__(
        self,
        evaluation: Evaluation,
        step: int,
        sampler: Sampler,
        blocks: list[list[Input]],
        uncertain: frozenset[int],
        differing: frozenset[int],
    ) -> None:
        self.evaluation = evaluation
        self.step = step
        self.sampler = sampler
        self.uncertain = uncertain
        times = [sampler.times(index) for index in sampler.behind({step})]
        once, each = sum([time[0] for time in times]) * 1e6, sum([time[1] for time in times])
        runs = max(1, int(BUDGET / (once + each * FEWEST)))
        self.blocks = blocks[: max(TOLD_APART, runs // 2 - 1)]
        self.rest = [each for block in blocks[len(self.blocks) :] for each in block]
        draws = max(0.0, BUDGET / (2 * len(self.blocks) + 2) - once) / each
        self.draws = max(FEWEST, min(MOST, 1 << int(math.log2(max(1.0, draws)))))
        self.given: dict[int, Column] = {}
        self.ascending: dict[int, Column] = {}
        self.orders: dict[int, tuple[Any, Any]] = {}  # of the score of each draw, and of it drawn anew
        for index in [draw for block in blocks for each in block for draw in each.draws if draw in uncertain]:
            draw = evaluation.model.steps[index].expression
            assert isinstance(draw, Draw)
            parameters = parameters_of(evaluation, draw)
            self.ascending[index] = ascending_samples(draw.distribution, parameters, self.draws)
            for score, _ in self._linked(index):
                if score not in self.orders:
                    place, generator = 2 * len(self.orders), np.random.default_rng(sampler.seed(score))
                    self.orders[score] = (self._order(place, generator), self._order(place + 1, generator))
            self.given[index] = self._drawn(index, 0)
        for index in differing:
            self.given[index] = np.full(self.draws, float(evaluation.values[index]))

    def _linked(self, index: int) -> tuple[tuple[int, float], ...]:
        """The scores that make up that of a draw, with their weights."""
        return self.sampler.forms.linked.get(index, ((index, 1.0),))

    def _drawn(self, index: int, which: int) -> Column:
        """The samples of a draw, the first ones or those drawn anew."""
        ranks = linked_ranks([(self.orders[score][which], weight) for score, weight in self._linked(index)])
        found: Column = self.ascending[index][ranks]
        return found

    def _order(self, place: int, generator: np.random.Generator) -> Any:
        """The strata in the order of a component of the lattice, from a place that is drawn; at random beyond it."""
        if place >= len(LATTICE):
            return generator.permutation(self.draws)
        start = int(generator.integers(self.draws))
        return (np.arange(self.draws) * LATTICE[place] + start) % self.draws

    def parts(self, *, halves: bool) -> tuple[dict[int, Part], Part | None, bool]:
        """The part of each input, that of the rest together, and whether they are those of the logarithm."""
        base = self._run({})
        anew = [self._run(self._drawn_anew(block)) for block in self.blocks]
        rest = self._run(self._drawn_anew(self.rest)) if self.rest else None
        runs = [base, *anew, *([] if rest is None else [rest])]
        signs = {float(np.sign(end)) for run in runs for end in (run.min(), run.max())}
        # Of what rests on a draw of both signs no logarithm is to be trusted, even where it has one in all these cases.
        one_sided = all(np.sign(each[0]) * np.sign(each[-1]) > 0 for each in self.ascending.values())
        is_log = one_sided and len(signs) == 1 and 0.0 not in signs
        logs = _total_effects([np.log(np.abs(run)) for run in runs]) if is_log else [None] * len(runs)
        values = _total_effects(runs)
        parts = {}
        for place, block in enumerate(self.blocks):
            for each in block:
                halved = self._run(self._halved(each)) if halves and not each.is_chance else None
                narrower = None if halved is None else _narrower(base, halved)
                parts[each.step] = Part(logs[place], values[place], narrower)
        if all(value is None for value in values):
            return {}, None, is_log
        if len(runs) == 2:  # it is all of the variance, whatever the samples say
            parts = {step: Part(1.0 if is_log else None, 1.0, part.narrower) for step, part in parts.items()}
        return parts, None if rest is None else Part(logs[-1], values[-1], None), is_log

    def _run(self, changed: dict[int, Column]) -> Column:
        given = {**self.given, **changed}
        ((_, found),) = self.sampler.sampled({self.step}, self.draws, given=given)
        return np.asarray(found, dtype=float)

    def _own(self, inputs: Iterable[Input]) -> list[int]:
        return [draw for each in inputs for draw in each.draws if draw in self.uncertain]

    def _drawn_anew(self, inputs: Iterable[Input]) -> dict[int, Column]:
        return {draw: self._drawn(draw, 1) for draw in self._own(inputs)}

    def _halved(self, each: Input) -> dict[int, Column]:
        """The draws of an input with half their deviation from the median, of the logarithm where they have one."""
        found = {}
        for draw in self._own([each]):
            middle, samples = float(self.evaluation.values[draw]), self.given[draw]
            spread = self.sampler.forms.draws[draw]
            is_log = spread is not None and spread.log
            found[draw] = math.sqrt(middle) * np.sqrt(samples) if is_log else samples / 2 + middle / 2
        return found


def _total_effects(runs: list[Column]) -> list[float | None]:
    """What each run but the first makes up of the variance of them all, by how far it is from the first one."""
    with np.errstate(over="ignore", invalid="ignore"):
        middle = float(np.mean([run.mean() for run in runs]))
        total = float(np.mean([np.mean((run - middle) ** 2) for run in runs]))
        changes = [float(np.mean((run - runs[0]) ** 2)) / 2 for run in runs[1:]]
    if not math.sqrt(total) > SAME * float(np.abs(runs[0]).max()) or not math.isfinite(total):
        return [None] * len(changes)
    return [change / total for change in changes]


def _narrower(before: Column, after: Column) -> float | None:
    """By what share the 90% range of some samples is narrower than that of others."""
    widths = []
    for samples in (before, after):
        ascending = np.sort(samples)
        widths.append(at_share(ascending, HIGH) - at_share(ascending, LOW))
    return 1 - widths[1] / widths[0] if widths[0] > 0 else None
