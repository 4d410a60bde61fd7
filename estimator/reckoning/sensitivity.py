"""What moves a number of a sheet: how strongly it answers to each assumption, and whose range makes up its own.

An assumption is moved by itself, the others being at their best guesses. What a step answers is that of the engine
itself: nothing is derived, so that it holds for `min`, `if`, steps and means as well.
"""

from __future__ import annotations

import math

from estimator.model.input_distributions import MIXTURE, are_of_unit, family, mixture_of, parts_of
from estimator.model.steps import Draw, Mean, Number, Operation, reached, references
from estimator.reckoning.faults import Fault, execute
from estimator.reckoning.inputs import Input, ends_of, inputs_behind
from estimator.reckoning.running import compile_steps, run_again
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from estimator.model.steps import StepExpression
    from estimator.reckoning.closures import Closure
    from estimator.reckoning.evaluate import Evaluation

NEAR = 0.01  # of the logarithm of an input: the change that an elasticity is of, either way
FAR, TREND, BEND = 0.2, 8, 0.03  # the change of a trend, its points either way, and from when on it is one
CLEAN = 9  # decimals of an elasticity, which comes from logarithms of floats
MOST_WORK = 8_000_000  # operands that are read to move the inputs of a sheet: about a second
COMPILED, COPIED = 30, 20  # operands that are read in the time in which one is compiled; values that are copied in it


@record
class Driver:
    """An input with what it does to a number, all values in base units.

    elasticity  by how many per cent the number changes where the input grows by one; None where it has no value there
    is_trend    whether that is the trend from a fifth less to a fifth more, for the number goes in steps, or has a bend
    low, high   P5 and P95 of the input, `at_low` and `at_high` the number there; None without a range
    share       of the variance of the number, in the scale of the sensitivity; None without a range
    share_of_value  the same of the value itself, whatever the scale
    together    the inputs that it is correlated with, and itself: `share` is that of them all; empty without any
    narrower    by what share the 90% range of the number narrows where that of the input has half its width
    """

    input: Input
    elasticity: float | None
    is_trend: bool = False
    low: float | None = None
    high: float | None = None
    at_low: float | None = None
    at_high: float | None = None
    share: float | None = None
    share_of_value: float | None = None
    narrower: float | None = None
    together: tuple[Input, ...] = ()


@record
class Sensitivity:
    """What moves a number, the strongest first: by its share of the variance, behind these by its elasticity.

    step        of the number
    is_log      whether the variance is that of the logarithm: the number is positive, or negative, in every case
    is_exact    whether the shares are known exactly; else, and for `narrower`, they are from `draws` samples
    rest        inputs with ranges that were too many to be told apart, and `rest_share` what they make up together
    held        inputs that differ from case to case, held at their medians here
    averaged    inputs with a range over which a mean is taken, so that it makes up none of the number's
    unmoved     inputs that cannot be a little more or less: a yes or no, or where the number has no value beside it
    skipped     how many further inputs there are, of which there are too many to be run
    """

    step: int
    drivers: tuple[Driver, ...]
    is_log: bool
    is_exact: bool
    draws: int
    rest: tuple[Input, ...]
    rest_share: float | None
    held: tuple[Input, ...]
    averaged: tuple[Input, ...]
    unmoved: tuple[Input, ...]
    skipped: int

    @property
    def ranged(self) -> tuple[Driver, ...]:
        """The drivers that make up a range of the number."""
        return tuple([driver for driver in self.drivers if driver.share is not None])


def sensitivity(evaluation: Evaluation, step: int, *, shares_alone: bool = False) -> Sensitivity:
    """What moves a step of an evaluation; its shares alone without elasticities, and without what a half would buy.

    EstimateError where some draws have no value.
    """
    inputs = inputs_behind(evaluation, step)
    moves = Moves(evaluation, step)
    drivers: dict[int, Driver] = {}
    for each in sorted(inputs, key=lambda each: not each.draws):  # of too many, those that have ranges are first
        if moves.work > MOST_WORK:
            break
        low, high, at_low, at_high = None, None, None, None
        if each.draws:
            low, high = ends_of(evaluation, each)
            at_low, at_high = moves.at(each, low), moves.at(each, high)
        slope = (None, False) if each.is_chance or shares_alone else moves.elasticity(each)
        drivers[each.step] = Driver(each, *slope, low, high, at_low, at_high)
    skipped = len(inputs) - len(drivers)
    is_log, is_exact, draws, rest_share = False, True, 0, None
    rest: tuple[Input, ...] = ()
    held, averaged = [], []
    if any(each.draws or each.spreads for each in inputs):
        from estimator.reckoning.variance import variance_shares

        ranged = sorted(inputs, key=lambda each: _swing(drivers.get(each.step)), reverse=True)
        shares = variance_shares(evaluation, step, [each for each in ranged if each.draws], halves=not shares_alone)
        is_log, is_exact, draws, rest = shares.is_log, shares.is_exact, shares.draws, shares.rest
        if shares.rest_part is not None:
            rest_share = shares.rest_part.log if is_log else shares.rest_part.value
        behind = shares.uncertain | shares.differing
        has_means = any(isinstance(evaluation.model.steps[index].expression, Mean) for index in moves.reached)
        for each in inputs:
            part, driver = shares.of.get(each.step), drivers.get(each.step)
            if has_means and not behind.intersection((*each.draws, *each.spreads)) and (each.draws or each.spreads):
                if each.quantity is None:  # a formula's own, which no one can change
                    drivers.pop(each.step, None)
                else:
                    averaged.append(each)
            elif shares.differing.intersection(each.spreads):
                held.append(each)
            if part is not None and driver is not None:
                share = part.log if is_log else part.value
                block = next((block for block in shares.together if each in block), ())
                driver = replace(driver, share=share, share_of_value=part.value, narrower=part.narrower)
                drivers[each.step] = replace(driver, together=block)
    found = sorted(drivers.values(), key=_strength)
    told = tuple([each for each in found if each.share is not None or each.elasticity is not None])
    unmoved = tuple([each.input for each in found if each.share is None and each.elasticity is None])
    return Sensitivity(
        *(step, told, is_log, is_exact, draws, rest, rest_share),
        *(tuple(held), tuple(averaged), unmoved, skipped),
    )


def _strength(driver: Driver) -> tuple[float, float]:
    share = -1.0 if driver.share is None else driver.share
    return -share, -abs(driver.elasticity or 0.0)


def _swing(driver: Driver | None) -> float:
    if driver is None or driver.at_low is None or driver.at_high is None:
        return 0.0
    return abs(driver.at_high - driver.at_low)


def halved_and_doubled(evaluation: Evaluation, step: int) -> list[tuple[Input, float, float]]:
    """A step with one input at a time at half and at twice its value, where it has one at both."""
    moves = Moves(evaluation, step)
    found = []
    for each in inputs_behind(evaluation, step):
        value = evaluation.values[each.step]
        if moves.work > MOST_WORK:
            break
        if not each.is_chance and each.quantity is not None and isinstance(value, float):
            low, high = moves.at(each, value / 2), moves.at(each, value * 2)
            if low is not None and high is not None:
                found.append((each, low, high))
    return found


class Moves:
    """A number where one input at a time is moved; `work` counts the steps that were run for it."""

    def __init__(self, evaluation: Evaluation, step: int) -> None:
        self.evaluation = evaluation
        self.steps = evaluation.model.steps
        self.step = step
        self.work = 0
        self._readers: dict[int, list[int]] = {}
        self.reached = reached(self.steps, [step])
        self._sizes: dict[int, int] = {}
        self._closures: dict[int, Closure] | None = None  # of the steps but means, which rest on more than values
        for index in self.reached:
            expression = self.steps[index].expression
            self._sizes[index] = 1 + len(references(expression))
            over = expression.over if isinstance(expression, Mean) else ()
            for read in {*references(expression), *over}:
                self._readers.setdefault(read, []).append(index)

    def _behind(self, first: int) -> list[int]:
        """The steps that a step goes into, however far, without it, in order."""
        found, waiting = {first}, [first]
        while waiting:
            for reader in self._readers.get(waiting.pop(), ()):
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        return sorted(found - {first})

    def _has_mean(self, wanted: list[int]) -> bool:
        return any(self.steps[index].expression.__class__ is Mean for index in wanted)

    def _value(self, found: Any) -> float | None:
        value = math.nan if isinstance(found, Fault) else float(found)
        return value if math.isfinite(value) else None

    def _run(self, each: Input, value: Any, wanted: list[int]) -> float | None:
        """The number where an input has a value, and nothing else but what follows from it is another."""
        values = list(self.evaluation.values)
        values[each.step] = value
        size = sum([self._sizes[index] for index in wanted])
        if self._has_mean(wanted):
            self.work += COMPILED * size + len(values)
            return self._value(run_again(self.steps, values, wanted)[self.step])
        self.work += size + len(values) // COPIED
        if self._closures is None:
            self._closures = dict(compile_steps(self.steps, values, self.reached)[1])
        closures = self._closures
        execute([(index, closures[index]) for index in wanted if index in closures], self.steps, values)
        return self._value(values[self.step])

    def at(self, each: Input, value: float) -> float | None:
        """The number where an input has a value, the others their best guesses; None where it has none."""
        given: Any = value
        if each.is_chance:  # the draw of a chance in an expression is below it where the chance is a yes
            given = bool(value) if each.quantity is not None else 1.0 - value
        return self._run(each, given, self._behind(each.step))

    def scaled(self, each: Input, factor: float) -> float | None:
        """The number where an input is so many times as large, with the range that it has."""
        wanted, value = self._behind(each.step), self.evaluation.values[each.step]
        if not self._has_mean(wanted) and isinstance(value, float):
            return self._run(each, value * factor, wanted)
        steps = list(self.steps)
        steps[each.step] = replace(steps[each.step], expression=_scaled(steps[each.step].expression, factor))
        self.work += COMPILED * sum([self._sizes[index] for index in wanted]) + len(steps)
        return self._value(run_again(steps, self.evaluation.values, [each.step, *wanted])[self.step])

    def elasticity(self, each: Input) -> tuple[float | None, bool]:
        """By how many per cent the number changes where an input grows by one, and whether that is a trend alone.

        It is one where the number goes in steps, or has a bend nearby: the slope of the line through points about it.
        """
        near, next_to = self._slope(each, (-1, 0, 1), NEAR), self._slope(each, (-1, 0, 1), 2 * NEAR)
        if near is None or next_to is None:
            return near, False
        if abs(next_to - near) <= BEND * (1 + abs(near)) and (near or not self._slope(each, (-1, 0, 1), FAR)):
            return near, False
        trend = self._slope(each, range(-TREND, TREND + 1), FAR / TREND)
        return (near, False) if trend is None else (trend, True)

    def _slope(self, each: Input, places: Iterable[int], step: float) -> float | None:
        """The slope of the line through the points at so many steps of the logarithm of an input; None without two."""
        middle: Any = self.evaluation.values[self.step]
        if isinstance(middle, Fault) or not middle:
            return None
        points: list[tuple[float, float]] = []
        for place in places:
            value = self.scaled(each, math.exp(place * step)) if place else float(middle)
            if value is not None:
                points.append((place * step, value / float(middle)))
        if len(points) < len(list(places)) and (step != NEAR or len(points) < 2):
            return None
        if all(value > 0 for _, value in points):
            points = [(at, math.log(value)) for at, value in points]
        center = sum([at for at, _ in points]) / len(points)
        rise = sum([(at - center) * value for at, value in points])
        return round(rise / sum([(at - center) ** 2 for at, _ in points]), CLEAN) + 0.0


def with_scale(draw: Draw) -> tuple[str, tuple[StepExpression, ...]]:
    """The distribution and the parameters of a draw, with those that are understood: a beta distribution ends at 1."""
    if draw.distribution == "beta" and len(draw.arguments) == 2:
        return draw.distribution, (*draw.arguments, Number(1.0))
    if family(draw.distribution) != MIXTURE:
        return draw.distribution, draw.arguments
    parts = parts_of(draw.distribution)
    found, made, at = list(draw.arguments[: len(parts)]), list[tuple[str, int]](), len(parts)
    for name, count in parts:
        _, arguments = with_scale(Draw(name, draw.arguments[at : at + count]))
        found += arguments
        made.append((name, len(arguments)))
        at += count
    return mixture_of(made), tuple(found)


def _scaled(expression: StepExpression, factor: float) -> StepExpression:
    """What is so many times an expression; a draw of so many times the values, for all distributions are of a scale."""
    if isinstance(expression, Number):
        return Number(expression.value * factor)
    if isinstance(expression, Draw):
        distribution, arguments = with_scale(expression)
        pairs = zip(arguments, are_of_unit(distribution, len(arguments)), strict=True)
        scaled = tuple([_scaled(each, factor) if is_of_unit else each for each, is_of_unit in pairs])
        return replace(expression, distribution=distribution, arguments=scaled)
    return Operation("*", expression, Number(factor))
