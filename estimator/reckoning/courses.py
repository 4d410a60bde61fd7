"""What becomes of quantities and checks from month to month: values, ranges, and shares of the cases.

The draws are the same in all months, so that a case that is high today is high later, too.
"""

from __future__ import annotations

from estimator.model.steps import Draw
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.growth import InMonth
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from estimator.reckoning.closed import Spread
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.growth import Grown
    from estimator.reckoning.sampling import Sampler

BUDGET = 3_000_000_000.0  # nanoseconds of the processor, about, that the draws of all months may take together
SORTING = 60.0  # what the place of a draw among the others of a quantity takes


@record
class Moment:
    """A sheet after some months: its evaluation then, with the spreads of what was asked for.

    `medians` are by step; `draws` is how many there are where spreads come from sampling, else 0.
    """

    months: int
    evaluation: Evaluation
    medians: dict[int, float]
    draws: int = 0


class Course:
    """The samples of some steps of a grown model, month by month."""

    def __init__(self, grown: Grown, wanted: Sequence[int], months: int) -> None:
        self.grown = grown
        self.wanted = tuple(wanted)
        self.steps = grown.model.steps
        self.months = months
        self._sampler: Sampler | None = None
        self._given: dict[int, Any] = {}
        self.draws = 0

    def samples(self, wanted: set[int], values: list[Any], forms: ClosedForms) -> Iterator[tuple[int, Any]]:
        """The samples of steps in a month whose central values are given. EstimateError where one has no value."""
        sampler = self._at(values, forms)
        if not self.draws:
            self.draws = self._many_draws(sampler)
        if not self._given:
            drawn = [index for index in sampler.behind(set(self.wanted)) if self._is_alike(index)]
            self._given = dict(sampler.sampled(set(drawn), self.draws))
        return sampler.sampled(wanted, self.draws, given=self._given)

    def _at(self, values: list[Any], forms: ClosedForms) -> Sampler:
        from estimator.reckoning.sampling import Sampler

        if self._sampler is None:
            self._sampler = Sampler(self.steps, values, forms)
        self._sampler.values, self._sampler.forms = values, forms
        return self._sampler

    def _is_alike(self, index: int) -> bool:
        """Whether a step is a draw that time does not reach."""
        return isinstance(self.steps[index].expression, Draw) and index not in self.grown.moved

    def _many_draws(self, sampler: Sampler) -> int:
        """As many as the sheet itself gets, and fewer where that many in each month would take too long."""
        from estimator.reckoning.sampling import FEWEST

        behind = sampler.behind(set(self.wanted))
        each = sum([sampler.times(index)[1] for index in behind]) + SORTING * len(self.wanted)
        most = sampler.draws_for(set(self.wanted))
        return max(FEWEST, min(most, int(BUDGET / max(self.months, 1) / each))) if each else most


def moments(today: Evaluation, grown: Grown, steps: Sequence[int], months: Sequence[int]) -> Iterator[Moment]:
    """What some steps of a sheet come to after each of some months; `today` is the sheet as it is. EstimateError."""
    places = {step: grown.place(step) for step in steps}
    course = Course(grown, list(places.values()), len(months))
    for count in months:
        with InMonth(grown.start.later(count)):
            found = _today(today, places, course) if not count else _then(places, course, count)
        yield found


def _then(places: dict[int, int], course: Course, count: int) -> Moment:
    from estimator.reckoning.central import check_values

    evaluation = course.grown.evaluation(count)
    check_values(evaluation.model, evaluation.values)
    spreads, medians = _spreads(evaluation, set(places.values()), course)
    evaluation.spreads = spreads
    return Moment(count, evaluation, medians, course.draws)


def _today(today: Evaluation, places: dict[int, int], course: Course) -> Moment:
    """The sheet as every other command shows it; what is drawn has its median among the same draws."""
    begun = course.grown.evaluation(0)
    _, medians = _spreads(begun, set(places.values()), course)
    return Moment(0, today, {step: medians[place] for step, place in places.items() if place in medians}, course.draws)


def _spreads(evaluation: Evaluation, wanted: set[int], course: Course) -> tuple[dict[int, Spread], dict[int, float]]:
    """The spreads and the medians of uncertain steps: by closed forms, else by sampling."""
    forms = ClosedForms(evaluation.model.steps, evaluation.values)
    spreads: dict[int, Spread] = {}
    medians: dict[int, float] = {}
    drawn: set[int] = set()
    for index in sorted(wanted):
        if forms.is_certain(index):
            continue
        spread = forms.summary(index)
        if spread is None:
            drawn.add(index)
        else:
            spreads[index], medians[index] = spread, float(evaluation.values[index])
    if drawn:
        import numpy as np

        from estimator.reckoning.sampling import summary

        for index, samples in course.samples(drawn, evaluation.values, forms):
            if (samples == samples.flat[0]).all():
                continue
            spreads[index] = summary(samples)
            medians[index] = float(np.median(samples))
    return spreads, medians
