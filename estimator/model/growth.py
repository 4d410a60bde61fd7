"""What grows, as steps: how fast, for how long, and what months are of the others.

The value of a quantity is today's; nothing that is worked out of it knows of its growth. The steps stand behind those
of the sheet, and whoever asks for another time puts them in (`reckoning.growth`).
"""

from __future__ import annotations

from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount
from estimator.model.frames import AtHand, NumberQuantity
from estimator.model.model import Growing, written_unit
from estimator.model.steps import Draw, Number, Ref, Step, reached
from estimator.model.unit_words import unit_meaning
from estimator.notation.tree import Binary, Literal, Name
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN, TIME, kind, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Frame, Instance
    from estimator.model.run import Run
    from estimator.notation.tree import Definition, Expression, Growth
    from estimator.units.kinds import Kind

YEAR = 31_536_000.0  # seconds
MOST_YEARS = 100
SECOND = kind(((word("s", TIME), 1),))
TIMES = SECOND.dimension
_TOP = 2.0  # of a wave around 1; more would go below nothing


def growing(run: Run) -> list[Growing]:
    """All that grows in a sheet and in those that it names; what is wrong with one is a problem."""
    found: list[Growing] = []
    for instance, definition, step, growth in run.growing:
        override = instance.overrides.get(definition.name)
        is_given = override is not None and override[0].growth is growth
        frame = override[1] if override is not None and is_given else instance.root
        path = f"{instance.prefix}.{definition.name}" if instance.prefix else definition.name
        made = run.attempt(_Maker(run, instance, frame, path, shared=not is_given).made, definition, step, growth)
        if made is not None:
            found.append(made)
    grown = {each.step for each in found}
    for each in found:
        rests_on = reached(run.steps, _steps_of(each))
        other = next((one for one in found if one.step in rests_on), None)
        if other is not None:
            message = f"how fast {each.path} grows rests on {other.path}, which grows itself"
            mark = Mark(run.main.source, *each.growth.span)
            run.problems.append(Problem(message, (mark,), "write the rate as a number, or a name that does not grow"))
            return [one for one in found if grown.isdisjoint(reached(run.steps, _steps_of(one)))]
    return found


def _steps_of(found: Growing) -> list[int]:
    lasting = [duration for _, _, duration in found.stages if duration is not None]
    return [*[rate for rate, _, _ in found.stages], *lasting, *[factor for _, factor in found.peaks]]


class _Maker:
    """Makes the steps of one growth, whose names are seen from a frame."""

    def __init__(self, run: Run, instance: Instance, frame: Frame, path: str, *, shared: bool) -> None:
        self.run = run
        self.instance = instance
        self.frame = frame
        self.path = path
        self.shared = shared  # whether another instance of the sheet has the same draws
        self.count = 0

    def made(self, definition: Definition, step: int, growth: Growth) -> Growing:
        """The growth of a definition whose value is at a step."""
        for name in growth.names:
            if name in self.instance.module.definitions:
                self.run.require(self.instance, name)
        quantity = self.instance.quantities.get(definition.name)
        if not isinstance(quantity, NumberQuantity):
            sort = describe(quantity.kind) if quantity is not None else "this"
            fail(self.frame, f"only a number grows, not {sort}", growth.span, "", "leave the growth out")
        stages: list[tuple[int, float, int | None]] = []
        for rate, duration in growth.stages:
            at, period = self._rate(rate, quantity, definition)
            stages.append((at, period, None if duration is None else self._duration(duration)))
        peaks = tuple([(month, self._factor(factor, around=growth.around)) for month, factor in growth.peaks])
        return Growing(self.path, step, tuple(stages), peaks, growth.around, growth)

    def _step(self, tree: Expression, what: str) -> tuple[int, Kind]:
        """The step of a number that growth is written with, and its kind."""
        self.count += 1
        name = f"{self.path} growth{f' {self.count}' if self.count > 1 else ''}"  # no name of a sheet has a blank
        frame = self.frame.of(tree, name)
        with AtHand(frame):
            found = self.run.nested(tree, frame)
        if not isinstance(found, Amount):
            sort = describe(found.kind)
            fail(self.frame, f"{what} is a number, not {sort}", tree.span, sort, "write one, as in growing 40%/year")
        value, index = found.value, len(self.run.steps)
        if isinstance(value, Draw) and self.shared:
            first = self.run.shared_draws.setdefault((self.instance.module, name), index)
            if first < index and self.run.steps[first].expression == value:
                value = Ref(first)
        self.run.steps.append(Step(name, value, found.kind, self.frame.module.source, tree.span, ()))
        return index, found.kind

    def _rate(self, tree: Expression, quantity: NumberQuantity, definition: Definition) -> tuple[int, float]:
        """The step of a rate, and the seconds that it is for where it is a share of what is there, else 0."""
        index, found = self._step(tree, "how fast something grows")
        if found.dimension == PLAIN.per(SECOND).dimension:
            return index, self._period(tree)
        if found.times(SECOND).dimension == quantity.kind.dimension:
            return index, 0.0
        self._refuse(tree, found, quantity, definition)

    def _refuse(self, tree: Expression, found: Kind, quantity: NumberQuantity, definition: Definition) -> NoReturn:
        unit = written_unit(definition.expression) or str(quantity.kind)
        amount = f"{unit}/month" if unit and not unit.startswith(("/", "%")) else "a month"
        remedy = f"write 40%/year, or an amount of {amount}"
        if not found.dimension:
            written = self.frame.module.source.text[tree.span[0] : tree.span[1]]
            remedy = f"say per what time: {written}/year or {written}/month"
        source = self.frame.module.source
        marks = (
            Mark(source, *tree.span, describe(found)),
            Mark(self.instance.module.source, *definition.expression.span, describe(quantity.kind)),
        )
        message = f"{definition.name} cannot grow by {describe(found)}"
        raise ModelFault(Problem(message, marks, remedy))

    def _period(self, tree: Expression) -> float:
        """The time that a rate is written per, in seconds: growth by 40%/year is not that by 3.33%/month."""
        if isinstance(tree, Binary) and tree.operator == "/" and isinstance(tree.right, Literal):  # 100% / 18 month
            below = self.run.nested(tree.right, self.frame)
            if isinstance(below, Amount) and below.kind.dimension == TIMES and isinstance(below.value, Number):
                return below.value.value
        for text in self._units(tree):
            meaning = unit_meaning(self.run, text, tree.span, self.frame)
            if meaning.kind.dimension == PLAIN.per(SECOND).dimension:
                return meaning.denominator / meaning.numerator * (0.01 if "%" in text else 1.0)
        fail(self.frame, "this does not say per what time it is", tree.span, "", "write it as a number: 40%/year")

    def _units(self, tree: Expression) -> list[str]:
        """The units that an expression, or what it names, is written in."""
        found = [written_unit(tree)]
        if isinstance(tree, Name):
            quantity = self.instance.quantities.get(tree.path)
            if isinstance(quantity, NumberQuantity):
                override = quantity.override
                shown = [] if quantity.unit is None else [quantity.unit.text]
                found += [*shown, *([written_unit(override.expression)] if override is not None else [])]
                found.append(written_unit(quantity.definition.expression))
        return [text for text in found if text]

    def _duration(self, tree: Expression) -> int:
        index, found = self._step(tree, "how long something grows")
        if found.dimension != TIMES:
            fail(self.frame, f"this is no time but {describe(found)}", tree.span, describe(found), "write for 2 year")
        return index

    def _factor(self, tree: Expression, *, around: bool) -> int:
        index, found = self._step(tree, "what a month is of the others")
        if found.dimension:
            remedy = "write peaking in November at 150%"
            fail(self.frame, f"this is no share but {describe(found)}", tree.span, describe(found), remedy)
        value = self.run.steps[index].expression
        if isinstance(value, Number) and not (value.value > 0 and (not around or value.value < _TOP)):
            remedy = "write a factor between 0 and 200% of the year's mean" if around else "write a factor above 0"
            fail(self.frame, "the year would go to nothing", tree.span, "", remedy)
        return index
