"""The runs of a sweep: a model for each text of its axes, all numbers at once in it, and where checks turn over."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.api.executors import runner
from estimator.api.sweep_axes import model_of
from estimator.languages.reporting import answers_of
from estimator.languages.sweeps import Failing, SweepResult
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, suggestion
from estimator.model.frames import NumberQuantity
from estimator.model.steps import Number
from estimator.problems import EstimateError, refused
from estimator.reckoning.axes import is_counted
from estimator.reckoning.estimate import PausedCollection
from estimator.reckoning.evaluate import Evaluation
from estimator.reckoning.faults import Fault, problem
from estimator.reckoning.running import reached_by, run
from estimator.reckoning.sampled_points import with_steps
from estimator.reckoning.sweeping import MANY_DRAWS, Numbers, Question, swept
from estimator.reckoning.turns import border, looking
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from estimator.model.model import CheckStep, Model
    from estimator.model.modules import Module
    from estimator.reckoning.axes import Axis

MOST_ANSWERS = 6  # that are shown where none are asked for
PARTS = 16  # of the work of a model at least, where an executor does it: as many workers have some of it
MOST_LINES = 100  # of a grid along which borders are looked for
MOST_STRETCHES = 8  # of a line


class SweepRuns:
    """The work of one sweep: a sheet with what holds at all points, and the axes."""

    def __init__(
        self, module: Module, overrides: list[str], scenario: str, axes: Sequence[Axis], base: Evaluation
    ) -> None:
        self.module = module
        self.overrides = [each for each in overrides if each.partition("=")[0].strip() not in {a.name for a in axes}]
        self.scenario = scenario
        self.axes = tuple(axes)
        self.base = base
        self.shape = tuple([axis.count for axis in axes])
        self._texts = [place for place, axis in enumerate(axes) if axis.texts]
        self._numbers = [place for place, axis in enumerate(axes) if not axis.texts]
        ways = product(*[range(axes[place].count) for place in self._texts])
        with PausedCollection():
            self.questions = {way: self._question(way) for way in ways}
        self.first = next(iter(self.questions.values()))
        free = self.first.free
        self._moved = reached_by(self.first.evaluation.model.steps, free) - set(free)

    def _question(self, way: tuple[int, ...]) -> Question:
        """The sheet with a text of each axis of texts, and numbers where those of the others go."""
        given = {self.axes[place].name: self.axes[place].texts[at] for place, at in zip(self._texts, way, strict=True)}
        given |= {self.axes[place].name: self.axes[place].first for place in self._numbers}
        texts = [*self.overrides, *[f"{name}={text}" for name, text in given.items()]]
        model = model_of(self.module, texts, self.scenario)
        steps, free = list(model.steps), []
        for place in self._numbers:
            axis = self.axes[place]
            quantity = model.quantities[axis.name]
            assert quantity.step is not None
            steps[quantity.step] = replace(steps[quantity.step], expression=Number(float(axis.values[0])))
            free.append(quantity.step)
        if not free:  # a number that nothing rests on, for there to be one
            steps.append(replace(steps[-1], expression=Number(0.0)))
            free.append(len(steps) - 1)
        return Question(Evaluation(with_steps(model, steps), run(steps)), tuple(free), (), (), 0)

    def result(self, of: str | Sequence[str], executor: Any, draws: int) -> SweepResult:
        """All numbers of the sweep, done by an executor, over so many draws or the sheet's own. EstimateError."""
        model = self.first.evaluation.model
        names, hidden = self._names([of] if isinstance(of, str) else list(of))
        checks = [place for place, each in enumerate(model.checks) if self._texts or self._moves(each.step)]
        questions = {
            way: Question(each.evaluation, each.free, self._steps(names, each.evaluation.model), tuple(checks), draws)
            for way, each in self.questions.items()
        }
        numbers = self._swept(questions, executor)
        if not np.isfinite(numbers.central[: len(names)]).any():
            self._raise_fault(questions)
        found = tuple([model.checks[place] for place in checks])
        holding = _holding(numbers, found, len(names))
        return SweepResult(
            Values(self.first.evaluation),
            self.axes,
            names,
            numbers,
            found,
            holding,
            tuple(self._failing(questions, checks, holding)),
            (draws or MANY_DRAWS) if numbers.drawn else 0,
            hidden,
            tuple([self._now(axis) for axis in self.axes]),
        )

    def _names(self, asked: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The quantities that are asked for, else the answers that the axes move; and those beyond the first few."""
        model = self.first.evaluation.model
        swept_names = {axis.name for axis in self.axes}
        if asked:
            for name in asked:
                quantity = model.quantities.get(name)
                if quantity is None:
                    guess = suggestion(name, model.quantities)
                    remedy = (
                        f"did you mean {guess}?" if guess else f"name one of {', '.join(list(model.quantities)[:8])}"
                    )
                    raise refused(name, f"the sheet has no {name}", remedy)
                if not isinstance(quantity, NumberQuantity) or quantity.kind is BOOLEAN:
                    raise refused(name, f"{name} is no number", "ask for a number that is worked out")
            return tuple(dict.fromkeys(asked)), ()
        answers = [each for each in answers_of(model) if isinstance(each, NumberQuantity)]
        found = [each.definition.name for each in answers if self._texts or self._moves(each.step)]
        found = [name for name in found if name not in swept_names]
        if not found:
            worked = [name for name, each in model.quantities.items() if isinstance(each, NumberQuantity)]
            found = [name for name in worked if name not in swept_names and self._moves(model.quantities[name].step)]
        if not found:
            names = " and ".join([axis.name for axis in self.axes])
            raise refused(names, f"no number of the sheet depends on {names}", self._remedy())
        return tuple(found[:MOST_ANSWERS]), tuple(found[MOST_ANSWERS:])

    def _remedy(self) -> str:
        from estimator.api.solver import assumptions

        model = self.base.model
        for each in assumptions(model):
            moved = reached_by(model.steps, [each.step])
            if any(answer.step in moved and answer.step != each.step for answer in answers_of(model)):
                return f"let {each.definition.name} go through values"
        return "sweep a sheet whose answers depend on assumptions"

    def _moves(self, step: int | None) -> bool:
        """Whether a step answers to an axis of numbers."""
        return step in self._moved

    def _steps(self, names: Sequence[str], model: Model) -> tuple[int, ...]:
        """The steps of quantities in a model of the sheet. EstimateError where one is no number there."""
        found = []
        for name in names:
            step = model.quantities[name].step
            if step is None:
                raise refused(name, f"{name} is no number everywhere", "ask for another quantity")
            found.append(step)
        return tuple(found)

    def _swept(self, questions: dict[tuple[int, ...], Question], executor: Any) -> Numbers:
        do, parts = runner(executor), 1 if executor is None else PARTS
        columns = [np.asarray(self.axes[place].values, dtype=float) for place in self._numbers] or [np.zeros(1)]
        grid = tuple([each.ravel() for each in np.meshgrid(*columns, indexing="ij")])
        total = math.prod(self.shape)
        numbers = Numbers(len(next(iter(questions.values())).wanted), len(next(iter(questions.values())).checks), total)
        places = np.arange(total).reshape(self.shape)
        found = swept(list(questions.values()), grid, do, parts)
        for way, part in zip(questions, found, strict=True):
            index: list[Any] = [slice(None)] * len(self.shape)
            for place, at in zip(self._texts, way, strict=True):
                index[place] = at
            numbers.scatter(places[tuple(index)].ravel(), part)
        return numbers

    def _raise_fault(self, questions: dict[tuple[int, ...], Question]) -> None:
        """EstimateError with the reason why there is no value anywhere."""
        for question in questions.values():
            evaluation = question.evaluation
            for index in question.wanted:
                value = evaluation.values[index]
                if isinstance(value, Fault):
                    raise EstimateError([problem(value, evaluation.model.steps[index])])
        raise refused(self.axes[0].name, "there is no value at any point", "sweep other values")

    def _now(self, axis: Axis) -> str:
        quantity = self.base.model.quantities.get(axis.name)
        return "" if quantity is None else str(Values(self.base).shown(quantity))

    def _failing(
        self, questions: dict[tuple[int, ...], Question], checks: Sequence[int], holding: Any
    ) -> list[Failing]:
        """Where checks fail that hold elsewhere, along the last axis, for each value of the other one."""
        lines = holding.reshape(len(checks), math.prod(self.shape[:-1]), self.shape[-1])
        if lines.shape[1] > MOST_LINES:
            return []
        found = []
        axis = self.axes[-1]
        for row in range(len(checks)):
            if not (holding[row] == 0).any() or not (holding[row] == 1).any():
                continue
            for beside in range(lines.shape[1]):
                at = beside if len(self.axes) > 1 else None
                if axis.texts:
                    places = np.flatnonzero(lines[row, beside] == 0)
                    found += [Failing(row, at, float(place), float(place)) for place in places[:MOST_STRETCHES]]
                else:
                    found += self._along(questions, checks[row], row, at, lines[row, beside])
        return found

    def _along(
        self, questions: dict[tuple[int, ...], Question], check: int, row: int, beside: int | None, holds: Any
    ) -> list[Failing]:
        """The stretches of a line of numbers along which a check fails, with their borders closed in."""
        axis = self.axes[-1]
        values = np.asarray(axis.values, dtype=float)
        order = np.argsort(values, kind="stable")
        line = [(float(values[at]), holds[at] == 1) for at in order if not math.isnan(holds[at])]
        turns = [(one, two) for one, two in pairwise(line) if one[1] != two[1]]
        if not turns:
            return [Failing(row, beside, None, None)] if line and not line[0][1] else []
        way = (beside,) if self._texts and beside is not None else next(iter(questions))
        question = questions[way]
        others = {}
        if beside is not None and not self._texts:
            others = {question.free[0]: float(self.axes[0].values[beside])}
        checked: CheckStep = question.evaluation.model.checks[check]
        look, close = looking(question.evaluation, checked, question.free[-1], others)
        whole = is_counted(self.first.evaluation.model.quantities[axis.name], (line[0][0], line[-1][0]))
        found, start = [], None
        for (low, before), (high, _) in turns[: 2 * MOST_STRETCHES]:
            last, first = border(look, low, high, before=before, whole=whole, close=close)
            if before:
                start = first
            else:
                found.append(Failing(row, beside, start, last))
                start = None
        if not line[-1][1]:
            found.append(Failing(row, beside, start, None))
        return found


def _holding(numbers: Numbers, checks: Sequence[CheckStep], wanted: int) -> Any:
    """A row a check: 1 where it holds, in the share of the cases that is asked or centrally, 0 where not, or nan."""
    found = np.where(np.isnan(numbers.central[wanted:]), math.nan, numbers.central[wanted:] == 1.0)
    for row, check in enumerate(checks):
        if check.probability is not None:
            shares = numbers.shares[row]
            known = ~np.isnan(shares) & ~np.isnan(found[row])
            found[row, known] = shares[known] >= check.probability
            found[row, (numbers.lost[0] == 1) & ~known] = math.nan
    return found
