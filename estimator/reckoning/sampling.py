"""Ranges by sampling: draws with a fixed seed, more of them where more is needed.

Each draw has a stream of its own, seeded by its name, so that an added input leaves the others' samples as they were.
Arrays are dropped after their last use, which bounds the memory by the width of the sheet, not by its length.
"""

from __future__ import annotations

import math
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.functions import FUNCTIONS, milliseconds
from estimator.model.steps import Apply, Draw, Mean, Missing, Step, parts, reached, references
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.careful_samples import samples as careful_samples
from estimator.reckoning.closed import BARS, ClosedForms, Spread
from estimator.reckoning.closures import compile_step
from estimator.reckoning.faults import Fault, Faulted, is_shipped, problem, reason
from estimator.reckoning.mean_points import POINTS
from estimator.reckoning.partial_means import FEW, PartialMeans, distinct
from estimator.reckoning.reasons import Reasons
from estimator.reckoning.strata import ascending_samples, at_share, error_at, linked_ranks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from estimator.model.steps import StepExpression
    from estimator.reckoning.closures import Closure

DRAWS = 100_000
FEWEST = 1_000
# Nanoseconds of the processor, about: what the quantities of a sheet may take, and again its checks, before they get
# fewer draws; and what the checks that lie near their limits may take on top of that.
BUDGET, NEAR_BUDGET = 300_000_000, 300_000_000
MOST = 4_000_000  # draws of a check
MOST_KEPT = 64  # draws whose samples are kept for further blocks of them, of 800 KB each
# What one draw takes: an operation, the stratum of an input, its place among the others of a quantity.
OPERATION, STRATUM, PLACE = 1.5, 12.0, 60.0
SURE = 4.0  # standard errors that a probability must lie off the one that is asked
SEED = 20_261_122
NO_NUMBER = "a division by zero, or too large or small a number"
BY_ELEMENT = ("numpy.", "whole_arrays.")  # the modules whose functions tabulate nothing


class Sampler:
    """The uncertain steps of a sheet with their central values, ready to be drawn."""

    def __init__(self, steps: list[Step], values: list[Any], forms: ClosedForms) -> None:
        self.steps = steps
        self.values = values
        self.forms = forms
        self.near_budget = float(NEAR_BUDGET)
        self.partial = PartialMeans(steps)
        self._reasons = Reasons(steps)
        self._used: dict[int, list[int]] = {}  # the steps that a step reads
        self._kept: dict[tuple[int, int], Any] = {}  # the samples of draws in ascending order, by how many
        self._times: dict[int, tuple[float, float]] = {}
        self._closures: dict[int, tuple[Closure, bool]] = {}

    def draws_for(self, quantities: AbstractSet[int], checks: AbstractSet[int] = frozenset()) -> int:
        """How many draws quantities and checks get together: fewer where they take many steps, or costly ones."""
        behind = self.behind({*quantities, *checks})
        once = sum([self.times(index)[0] for index in behind]) * 1e6
        each = sum([self.times(index)[1] for index in behind]) + PLACE * len(quantities)
        return max(FEWEST, min(DRAWS, int((BUDGET - once) / each))) if each else DRAWS

    def times(self, index: int) -> tuple[float, float]:
        """What a step takes in any case, in milliseconds, and for a draw, in nanoseconds."""
        if index not in self._times:
            expression = self.steps[index].expression
            if isinstance(expression, Mean):
                self._times[index] = self._of_mean(expression)
            else:
                self._times[index] = self._measured(expression)
        return self._times[index]

    def _measured(self, expression: StepExpression) -> tuple[float, float]:
        if isinstance(expression, Draw):
            return 0.0, STRATUM
        inside = list(parts(expression))
        once = each = 0.0
        for part in inside:
            if part.__class__ is Apply:
                function, along = FUNCTIONS[part.function], self._is_certain(part.arguments[-1])
                once += milliseconds(function, 0, along=along)
                each += milliseconds(function, DRAWS, along=along)
        return once, len(inside) * OPERATION + (each - once) * 1e6 / DRAWS

    def _of_mean(self, mean: Mean) -> tuple[float, float]:
        """Of a mean it is taken once for all draws that are alike in what it needs."""
        inside = [mean.operand, *[self.steps[each].expression for each in self.partial.worked(mean)]]
        each = POINTS * sum([self._measured(part)[1] for part in inside])
        behind = {read for read in self.partial.read(mean) if not self.forms.is_certain(read)}
        different = distinct([found for _, found in self.sampled(behind, FEWEST)], FEWEST)
        return (different * each / 1e6, 0.0) if different < FEW else (0.0, each)

    def _is_certain(self, expression: StepExpression) -> bool:
        return all(self.forms.is_certain(index) for index in references(expression))

    def used(self, index: int) -> list[int]:
        """The steps that a step reads."""
        if index not in self._used:
            expression = self.steps[index].expression
            if isinstance(expression, Mean):
                self._used[index] = sorted(self.partial.read(expression))
            else:
                self._used[index] = references(expression)
        return self._used[index]

    def behind(self, needed: AbstractSet[int]) -> list[int]:
        """The uncertain steps that the needed ones depend on, in order."""
        found: set[int] = set()
        waiting = list(needed)
        while waiting:
            index = waiting.pop()
            if index not in found and not self.forms.is_certain(index):
                found.add(index)
                waiting += self.used(index)
        return sorted(found)

    def drawn(self, index: int) -> int:
        """How many draws, as inputs, a step depends on."""
        return sum([isinstance(self.steps[each].expression, Draw) for each in self.behind({index})])

    def sampled(
        self,
        needed: AbstractSet[int],
        draws: int = DRAWS,
        block: int = 0,
        given: Mapping[int, Any] = MappingProxyType({}),
    ) -> Iterator[tuple[int, Any]]:
        """The samples of each needed step, in order; another block has other ones, but for those draws that are given.

        EstimateError where some are no finite number.
        """
        last_use: dict[int, int] = {}
        wanted = self.behind(needed)
        for index in wanted:
            for used in self.used(index):
                last_use[used] = index
        at_hand: list[Any] = list(self.values)
        faulty: set[int] = set()
        names: dict[str, int] = {}
        for index in wanted:
            expression = self.steps[index].expression
            try:
                if isinstance(expression, Draw):
                    name = self.steps[index].name
                    names[name] = names.get(name, -1) + 1
                    at_hand[index] = given.get(index)
                    if at_hand[index] is None and expression.linked:
                        at_hand[index] = self._linked(index, expression, block, draws)
                    elif at_hand[index] is None:
                        seed = seed_of(name, names[name], block)
                        at_hand[index] = np.random.default_rng(seed).permutation(
                            self._ascending(index, expression, draws, block)
                        )
                    if not np.isfinite(at_hand[index]).all():
                        faulty.add(index)
                else:
                    at_hand[index] = self.worked(index, at_hand, faulty, draws)
                    if index in faulty and not isinstance(expression, Mean):
                        self._reasons.look(index, self._compiled(index)[0], self.used(index), at_hand, at_hand[index])
            except Faulted as faulted:
                at_hand[index] = faulted.fault
            except (ArithmeticError, ValueError) as error:
                at_hand[index] = Fault(self.steps[index], reason(error))
            if index in needed:
                why = self._lacking(index) if index in faulty else NO_NUMBER
                yield index, checked(_of_all(at_hand[index], draws), self.steps[index], why)
            for used in set(self.used(index)):
                if last_use.get(used) == index and used in self.forms.forms:
                    at_hand[used] = None
            if index not in last_use:
                at_hand[index] = None

    def worked(self, index: int, at_hand: list[Any], faulty: set[int], draws: int) -> Any:
        """The samples of a step that is no draw; of those that it reads, `faulty` are not all finite, as it may be too.

        Faulted, ArithmeticError, ValueError where it has no value in any draw.
        """
        expression, shipped = self.steps[index].expression, is_shipped(self.steps[index])
        if isinstance(expression, Mean):
            found = _once(self.partial.sampled(expression, at_hand, draws, shipped=shipped))
            if not np.isfinite(found).all():
                faulty.add(index)
            return found
        closure, by_element = self._compiled(index)
        if not by_element:
            for used in self.used(index):
                at_hand[used] = _of_all(at_hand[used], draws)
        return _once(computed(expression, at_hand, faulty, index, shipped=shipped, closure=closure))

    def _lacking(self, index: int) -> str:
        """What a step lacks in the draws where it has no value; else what the first of its branches says it may."""
        if known := self._reasons.of(index):
            return known
        behind = [self.steps[each].expression for each in reached(self.steps, {index})]
        said = {part.reason: None for each in behind for part in parts(each) if isinstance(part, Missing)}
        return f"{next(iter(said))}, or {NO_NUMBER}" if said else NO_NUMBER

    def _compiled(self, index: int) -> tuple[Closure, bool]:
        """The closure of a step, and whether its functions take each draw by itself."""
        if index not in self._closures:
            expression = self.steps[index].expression
            applied = [part for part in parts(expression) if isinstance(part, Apply)]
            by_element = all(FUNCTIONS[each.function].array.startswith(BY_ELEMENT) for each in applied)
            self._closures[index] = (compile_step(expression), by_element)
        return self._closures[index]

    def _ascending(self, index: int, draw: Draw, draws: int, block: int) -> Any:
        """The samples of a draw from the least to the largest; kept from the second block on, which has the same."""
        known = self._kept.get((index, draws))
        if known is not None:
            return known
        parameters = [float(compile_step(argument)(self.values)) for argument in draw.arguments]
        with np.errstate(all="ignore"):
            found = ascending_samples(draw.distribution, parameters, draws)
        if block and len(self._kept) < MOST_KEPT:
            self._kept[index, draws] = found
        return found

    def _linked(self, index: int, draw: Draw, block: int, draws: int) -> Any:
        """The samples of a correlated draw: its strata in the order of the sum of the scores that make up its own."""
        scores = [(self.seed(score, block), weight) for score, weight in draw.linked]
        ranks = linked_ranks([(np.random.default_rng(seed).permutation(draws), weight) for seed, weight in scores])
        return self._ascending(index, draw, draws, block)[ranks]

    def seed(self, index: int, block: int = 0) -> np.random.SeedSequence:
        """The seed of a draw, whichever others are asked for with it."""
        name = self.steps[index].name
        before = [step for step in self.steps[:index] if step.name == name and isinstance(step.expression, Draw)]
        return seed_of(name, len(before), block)

    def probability(self, index: int, first: float, asked: float | None, draws: int) -> tuple[float, float]:
        """How often a check holds, and the standard error of that; drawn on while it lies near what is asked.

        `first` is how often it held in so many draws.
        """
        if self.drawn(index) <= 1:
            return first, 1 / draws
        block_cost = sum([self.times(each)[1] for each in self.behind({index})]) * DRAWS
        held, done, block = first * draws, draws, 0
        while asked is not None and abs(held / done - asked) < SURE * _error(held, done) and done < MOST:
            if self.near_budget < block_cost:
                break
            self.near_budget -= block_cost
            block += 1
            ((_, found),) = self.sampled({index}, DRAWS, block)
            held, done = held + float(np.sum(found)), done + DRAWS
        return held / done, _error(held, done)


def _once(found: Any) -> Any:
    """The samples of a step; one alone where all are the same to the bit, as behind a rounding."""
    if np.ndim(found) == 1 and found[0] == found[-1]:
        bits = found.view(np.int64) if found.dtype == np.float64 else found
        if (bits == bits[0]).all():
            return found[:1].copy()
    return found


def _of_all(found: Any, draws: int) -> Any:
    """The samples of all draws."""
    return np.full(draws, found[0]) if np.shape(found) == (1,) else found


def _error(held: float, draws: int) -> float:
    """The standard error of a share, never none: that all or none of the draws held says that much of the others."""
    share = (held + 0.5) / (draws + 1)
    return math.sqrt(share * (1 - share) / draws)


def seed_of(name: str, again: int, block: int) -> np.random.SeedSequence:
    """The seed of a draw's stream, by its name, how often that was seen before, and the block of draws."""
    digest = sha256(name.encode("utf-8", "replace")).digest()
    return np.random.SeedSequence([SEED, int.from_bytes(digest), again, block])


def computed(
    expression: StepExpression,
    values: list[Any],
    faulty: set[int],
    index: int,
    *,
    shipped: bool = True,
    closure: Closure | None = None,
) -> Any:
    """An expression on arrays; nan in the draws in which it has no value. Faulted, ArithmeticError, ValueError.

    `faulty` are the steps whose samples are not all finite numbers, to which this one is added if its are not;
    `shipped` says that it is a formula of the library; `closure` is that of the expression, where it is at hand.
    """
    closure = closure or compile_step(expression)
    if not faulty or not any(used in faulty for used in references(expression)):
        try:
            with np.errstate(all="raise", under="ignore" if shipped else "raise"):
                found = closure(values)
            float(found if np.ndim(found) == 0 else 0.0)  # a fault raises
        except (ArithmeticError, ValueError, Faulted):
            pass  # in some draws, which those below tell from the others
        else:
            return found
    found = careful_samples(expression, values, shipped=shipped)
    if np.isfinite(found).all():
        return found
    faulty.add(index)
    if not np.isfinite(found).any():
        with np.errstate(all="ignore"):
            closure(values)  # where the reason is the same in all draws, it says so
    return found


def checked(found: Any, step: Step, why: str = NO_NUMBER) -> Any:
    """The samples of a step that is shown; EstimateError where some are no number."""
    if isinstance(found, Fault):
        raise EstimateError([problem(found, step)])
    found = np.asarray(found)
    if found.dtype != np.bool_:
        share = float(np.mean(~np.isfinite(found)))
        if share:
            percent = f"{share * 100:.2g}%" if share >= 0.0001 else "some"
            message = f"in {percent} of the cases of its ranges this has no value ({why})"
            raise EstimateError([Problem(message, (Mark(step.source, *step.span),), "narrow the ranges")])
    return found


def summary(found: Any) -> Spread:
    """P5, P95 and a small histogram of samples."""
    ascending = np.sort(found.astype(float) if found.dtype == np.bool_ else found)
    first, last = at_share(ascending, 0.01), at_share(ascending, 0.99)
    width = last - first
    if not width > 1e-9 * max(abs(first), abs(last)):  # too narrow to tell bars apart
        bars = tuple([1.0 if bar == BARS // 2 else 0.0 for bar in range(BARS)])
    else:
        edges = [first + width * bar / BARS for bar in range(1, BARS)]
        below = [np.searchsorted(ascending, first), *np.searchsorted(ascending, edges)]
        counts = np.diff([*below, np.searchsorted(ascending, last, "right")])
        bars = tuple((counts / counts.max()).tolist())
    return Spread(
        *(at_share(ascending, 0.05), at_share(ascending, 0.95), bars),
        *(error_at(ascending, 0.05), error_at(ascending, 0.95)),
    )
