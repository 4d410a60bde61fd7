"""A sheet at another time: the steps of its model with time as one more input, run again for each month.

What grows is its value today times a power of the time, or an amount more for it, and what rests on it is worked out of
that as ever: so means, thresholds and ranges are right at each time, and draws are the same at all times.

    40%/year, after t      today * (1 + 40%)^(t / year)           a year for 40%/year, a month for 3%/month
    5 M user/month         today + 5 M user/month * t
    peaking                times the factor of the month over that of today's month
"""

from __future__ import annotations

import math

from estimator.model.model import Model
from estimator.model.steps import (
    Apply,
    Choice,
    Draw,
    Lookup,
    Mean,
    Missing,
    Negative,
    Not,
    Number,
    Operation,
    Ref,
    Step,
    Total,
    reached,
)
from estimator.problems import EstimateError
from estimator.reckoning.calendar import MONTH
from estimator.reckoning.evaluate import Evaluation
from estimator.reckoning.faults import execute
from estimator.reckoning.running import compile_steps, reached_by
from estimator.records import replace
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.model import Growing
    from estimator.model.steps import StepExpression
    from estimator.problems import Source
    from estimator.reckoning.calendar import Month

_NOTHING, _ONE = Number(0.0), Number(1.0)


class InMonth:
    """`with InMonth(month)`: what has no value in it is told with the month. EstimateError."""

    def __init__(self, month: Month) -> None:
        self._month = month

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, EstimateError):
            problems = [replace(each, message=f"in {self._month}, {each.message}") for each in error.problems]
            raise EstimateError(problems) from None


class Grown:
    """A model in the course of time from a month on: `model` has the steps, `at` their values after some months.

    `moved` are the steps that time reaches. What a step of the sheet is here, `place` says.
    """

    def __init__(self, model: Model, start: Month) -> None:
        self.start = start
        self._steps: list[Step] = []
        self._inputs: list[tuple[int, int, bool]] = []  # a step, a month of the year, whether it is a wave's crest
        self._shown: dict[int, int] = {}  # where a step of the sheet is, as it is then
        self._today: dict[int, int] = {}  # and as it is written, for draws
        self._time = self._input(model.module.source)
        grown = {each.step: each for each in model.growing}
        first = reached(model.steps, [index for each in model.growing for index in steps_of(each)])
        before = set(first)
        for index in [*first, *[each for each in range(len(model.steps)) if each not in before]]:
            self._add(model.steps[index], index, grown.get(index))
        self._link()
        self.model = self._of(model)
        self.moved = reached_by(self._steps, [self._time, *[index for index, _, _ in self._inputs]])
        means = any(isinstance(step.expression, Mean) for step in self._steps)
        self._values, self._program = compile_steps(self._steps, on_arrays=means)

    def place(self, index: int) -> int:
        """Where a step of the sheet is among those of `model`."""
        return self._shown[index]

    def at(self, months: int) -> list[Any]:
        """The central values of all steps so many months later."""
        values = list(self._values)
        values[self._time] = months * MONTH
        for index, month, around in self._inputs:
            values[index] = _weight(self.start.later(months).month, month, around=around)
        execute(self._program, self._steps, values)
        return values

    def evaluation(self, months: int) -> Evaluation:
        """The sheet so many months later, at its central values."""
        return Evaluation(self.model, self.at(months))

    def _of(self, model: Model) -> Model:
        """The model over the steps at hand."""
        made = Model(model.module, self._steps)
        made.scenario, made.problems, made.units = model.scenario, model.problems, model.units
        for name, quantity in model.quantities.items():
            if quantity.step is None:
                made.quantities[name] = quantity
                continue
            first = self._shown.get(quantity.first_step, self._shown[quantity.step])
            made.quantities[name] = replace(quantity, step=self._shown[quantity.step], first_step=first)
        made.checks = [replace(each, step=self._shown[each.step]) for each in model.checks]
        made.references = {
            path: each if each.step is None else replace(each, step=self._shown[each.step])
            for path, each in model.references.items()
        }
        return made

    def _input(self, source: Source) -> int:
        self._steps.append(Step("time", _NOTHING, PLAIN, source, (0, 0), ()))
        return len(self._steps) - 1

    def _add(self, step: Step, index: int, growing: Growing | None) -> None:
        """Take a step over, and behind it what it grows to."""
        self._steps.append(replace(step, expression=self._placed(step.expression)))
        self._shown[index] = self._today[index] = len(self._steps) - 1
        if growing is not None:
            self._steps.append(replace(step, expression=self._growing(growing, step)))
            self._shown[index] = len(self._steps) - 1

    def _link(self) -> None:
        """Let correlated draws be those of each other where they are here, which may be further on."""
        for place, step in enumerate(self._steps):
            if isinstance(step.expression, Draw) and step.expression.linked:
                linked = tuple([(self._today[index], weight) for index, weight in step.expression.linked])
                self._steps[place] = replace(step, expression=replace(step.expression, linked=linked))

    def _growing(self, growing: Growing, step: Step) -> StepExpression:
        """What a quantity comes to, as an expression over its value today and the time."""
        value: StepExpression = Ref(self._today[growing.step])
        begun: StepExpression = _NOTHING
        for rate, period, duration in growing.stages:
            elapsed: StepExpression = Apply("max", (_NOTHING, Operation("-", Ref(self._time), begun)))
            if duration is not None:
                lasting = Apply("max", (_NOTHING, Ref(self._shown[duration])))
                elapsed, begun = Apply("min", (elapsed, lasting)), Operation("+", begun, lasting)
            pace = Ref(self._shown[rate])
            if period:
                # What shrinks by more than all is gone; nobody means that it comes back.
                factor = Operation("+", _ONE, Operation("*", pace, Number(period)))
                power = Operation("^", Apply("max", (_NOTHING, factor)), Operation("/", elapsed, Number(period)))
                value = Operation("*", value, power)
            else:
                value = Operation("+", value, Operation("*", pace, elapsed))
        if not growing.peaks:
            return value
        now: list[StepExpression] = [_ONE]
        today: list[StepExpression] = [_ONE]
        for month, share in growing.peaks:
            above = Operation("-", Ref(self._shown[share]), _ONE)
            weight = self._input(step.source)
            self._inputs.append((weight, month, growing.around))
            now.append(Operation("*", Ref(weight), above))
            today.append(Operation("*", Number(_weight(self.start.month, month, around=growing.around)), above))
        season = Apply("max", (_NOTHING, Total(tuple(now))))
        return Operation("*", value, Operation("/", season, Total(tuple(today))))

    def _placed(self, expression: StepExpression) -> StepExpression:
        """An expression with the steps that it reads where they are here."""
        match expression:
            case Ref(index):
                return Ref(self._shown[index])
            case Operation(operator, left, right):
                return Operation(operator, self._placed(left), self._placed(right))
            case Choice(condition, consequence, alternative):
                return Choice(self._placed(condition), self._placed(consequence), self._placed(alternative))
            case Negative(operand):
                return Negative(self._placed(operand))
            case Not(operand):
                return Not(self._placed(operand))
            case Apply(function, arguments):
                return Apply(function, tuple([self._placed(each) for each in arguments]))
            case Total(terms):
                return Total(tuple([self._placed(each) for each in terms]))
            case Draw(distribution, arguments, spread, linked):
                return Draw(distribution, tuple([self._placed(each) for each in arguments]), spread, linked)
            case Mean(operand, over):
                return Mean(self._placed(operand), tuple([self._today[index] for index in over]))
            case Lookup(operand, is_below, bounds, values):
                return Lookup(self._placed(operand), is_below, bounds, values)
            case Number() | Missing():
                return expression
        raise AssertionError(expression)


def steps_of(growing: Growing) -> list[int]:
    """The steps that a growth is written with."""
    lasting = [duration for _, _, duration in growing.stages if duration is not None]
    return [*[rate for rate, _, _ in growing.stages], *lasting, *[factor for _, factor in growing.peaks]]


def _weight(month: int, peak: int, *, around: bool) -> float:
    """How much of a peak a month of the year has: all or nothing of its own month, or a wave around it."""
    return math.cos(2 * math.pi * (month - peak) / 12) if around else float(month == peak)
