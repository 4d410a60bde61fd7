"""A target: a quantity held against what is wanted of it, looked at while one assumption moves.

Centrally it holds or not. Where ranges lie behind it, it holds in a share of the cases: by a closed form where there is
one, else counted over draws, which are the same ones at each value of the assumption, and those of the sheet itself.
"""

from __future__ import annotations

import math

from estimator.model.functions import FUNCTIONS
from estimator.model.model import Model
from estimator.model.steps import Apply, Draw, Mean, Number, Operation, Ref, parts, reached, references
from estimator.problems import EstimateError
from estimator.reckoning.central import check_values
from estimator.reckoning.evaluate import Evaluation
from estimator.reckoning.faults import Faulted
from estimator.reckoning.inverse import (
    FAILS,
    HOLDS,
    OVER,
    UNDER,
    WIDEST,
    Along,
    Inverse,
    Look,
    Stretch,
    closed_in,
    refined,
    search,
)
from estimator.reckoning.means import Dependence
from estimator.reckoning.responses import Responses, moved_by
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.frames import Quantity
    from estimator.model.steps import Step
    from estimator.reckoning.counted import Counted
    from estimator.reckoning.inverse import Looking

COST_OF_MEAN = 1_000  # steps of which the points of a mean take the time
CHEAP = 1_500  # steps from an assumption to the target with which a look costs little
DEAR = 0.2  # milliseconds of a function with which it does not
WHOLE = 2.0**50  # up to here a float counts things one by one
NO_VALUE = Look(None, math.nan)
ROUGH = 1e-7  # relative; to this the ends of a range are closed in
FEW_DRAWS, MANY_DRAWS = 10_000, 1_000_000  # over which cases are counted
SAFE = 2.0  # standard errors of a share that more draws may take from it
NEAR_DRAWS, NEAR_MANY_DRAWS = 1e-4, 1e-6  # relative; what draws tell apart
SHARES = (0.05, 0.95)  # of the cases, between which a range lies


@record
class Target:
    """A comparison in a model: the steps of its left and right side, of itself, and of whether left is under right.

    `evaluation` has the central values of the model; nothing in it is known of ranges.
    """

    evaluation: Evaluation
    operator: str
    left: int
    right: int
    check: int
    under: int

    @property
    def behind(self) -> set[int]:
        """The steps that it rests on."""
        return set(reached(self.evaluation.model.steps, [self.left, self.right]))

    def is_averaged(self, free: int) -> bool:
        """Whether a step is a range that a mean is over, which no one number can stand for."""
        steps = self.evaluation.model.steps
        if not isinstance(steps[free].expression, Draw):
            return False
        dependence = Dependence(steps)
        means = [each.expression for each in steps if isinstance(each.expression, Mean)]
        return any(free in dependence.averaged(mean)[0] for mean in means)

    def with_one_number(self, free: int) -> Target:
        """The same with the central value of a range in its place, and not the range."""
        model = self.evaluation.model
        if not isinstance(model.steps[free].expression, Draw):
            return self
        steps, value = list(model.steps), float(self.evaluation.values[free])
        steps[free] = replace(steps[free], expression=Number(value))
        return replace(self, evaluation=_of_steps(model, steps, self.evaluation.values))


def _of_steps(model: Model, steps: list[Step], values: list[Any]) -> Evaluation:
    """An evaluation of a model with other steps."""
    other = Model(model.module, steps)
    other.quantities, other.checks = model.quantities, model.checks
    return Evaluation(other, values)


def add_comparisons(model: Model, operator: str, left: int, right: int) -> tuple[int, int]:
    """Compare two steps of a model behind all others: as is asked, and whether the left one is under the right one."""
    like = model.steps[model.checks[-1].step]
    for each in (operator, "<"):
        model.steps.append(replace(like, expression=Operation(each, Ref(left), Ref(right))))
    return len(model.steps) - 2, len(model.steps) - 1


def is_share(evaluation: Evaluation, quantity: Quantity) -> bool:
    """Whether an assumption is a share of something: it is called one, or a formula takes it for one."""
    if quantity.definition.name.rpartition(".")[2].rpartition("_")[2] == "share" and not str(quantity.kind):
        return True
    held = Apply("share", (Ref(quantity.step or 0),))
    return any(each.expression == held for each in evaluation.model.steps)


def along(target: Target, quantity: Quantity) -> Along:
    """The values that an assumption may take, by what it is today: no fewer than 0, no share of more than all."""
    evaluation, free = target.evaluation, quantity.step
    assert free is not None
    expression, start = evaluation.model.steps[free].expression, float(evaluation.values[free])
    written = [start]
    if isinstance(expression, Draw):
        written += [each.value for each in expression.arguments if isinstance(each, Number)]
    lowest = 0.0 if min(written) >= 0 else -math.inf
    highest = 1.0 if is_share(evaluation, quantity) and start <= 1 else math.inf
    powers = quantity.kind.powers
    is_count = len(powers) == 1 and powers[0][1] == 1 and powers[0][0].is_noun
    whole = is_count and all(each == math.floor(each) and abs(each) < WHOLE for each in written) and start >= 1
    return Along(start, lowest, highest, whole, _is_cheap(target, free))


def _is_cheap(target: Target, free: int) -> bool:
    """Whether a look at the target costs little, as far as can be told from the steps on the way."""
    steps, cost = target.evaluation.model.steps, 0
    for index in moved_by(steps, [free], [target.check]):
        cost += COST_OF_MEAN if isinstance(steps[index].expression, Mean) else 1
        for part in parts(steps[index].expression):
            if isinstance(part, Apply) and FUNCTIONS[part.function].by_thousand > DEAR * 1000:
                cost += CHEAP
    return cost < CHEAP


class Central:
    """How a target looks at the central values of all else; `lefts` are the values of its left side that were seen."""

    def __init__(self, target: Target, free: int) -> None:
        self.lefts: dict[float, float] = {}
        self._free = free
        self._is_equation = target.operator == "=="
        self._responses = Responses(target.evaluation, [free], [target.left, target.right, target.check])
        values = target.evaluation.values
        self._scale = max(abs(float(values[target.left])), abs(float(values[target.right]))) or 1.0

    def __call__(self, value: float) -> Look:
        """The look at one value."""
        left, right, holds = self._responses({self._free: value})
        if not (math.isfinite(left) and math.isfinite(right)) or math.isnan(holds):
            return NO_VALUE
        self.lefts[value] = left
        margin = (left - right) / self._scale
        if left * right > 0 and 0 < left / right < math.inf:
            margin = math.copysign(1.0, left) * math.log(left / right)
        if self._is_equation:
            return Look(HOLDS if holds else UNDER if left < right else OVER, margin)
        return Look(HOLDS if holds else FAILS, margin)


class Shares:
    """In what share of the cases a step of a target holds, at values of an assumption; each is reckoned once.

    Where that has to be counted, it is over as many `draws` at most; `counted` is over how many, 0 in closed form.
    """

    def __init__(self, target: Target, free: int, step: int, draws: int) -> None:
        self.target = target
        self.free = free
        self.step = step
        self.known: dict[float, float] = {}
        self.counted = 0
        self._most = draws
        self._steps = target.evaluation.model.steps
        self._uncertain = uncertain(self._steps)
        moved = moved_by(self._steps, [free], [step])
        self._responses = Responses(target.evaluation, [free], moved)
        self._moved = set(moved)
        self._over: Counted | None = None

    @property
    def is_certain(self) -> bool:
        """Whether no range lies behind it, wherever the assumption stands."""
        return self.step not in self._uncertain

    def is_closed(self, value: float) -> bool:
        """Whether it is known in closed form, as far as can be told at one value. EstimateError."""
        self.at(value)
        return not self.counted

    def at(self, value: float) -> float:
        """The share of the cases; nan where it has no value. EstimateError."""
        found = self.known.get(value)
        if found is None:
            found = self.known[value] = self._reckoned(value)
        return found

    def _reckoned(self, value: float) -> float:
        values = self._responses.values({self.free: value})
        closed = None if self.counted else self._in_closed_form(values)
        if closed is not None:
            return closed
        if self._over is None:
            from estimator.reckoning.counted import Counted

            own = self.target.evaluation.values
            self._over = Counted(self._steps, own, self.step, self._moved, self._uncertain, self._most)
        if value:  # where a product is 0 it is so in all draws, and no closed form has it
            self.counted = self._over.draws
        return self._over.share(values)

    def _in_closed_form(self, values: list[Any]) -> float | None:
        from estimator.reckoning.closed import ClosedForms

        try:
            return ClosedForms(self._steps, values).probability(self._steps[self.step].expression)
        except (ArithmeticError, ValueError, Faulted):
            return None  # it has no value in some case, or in none

    def look(self, share: float) -> Looking:
        """How it looks whether the target holds in a share of the cases."""
        from estimator.model.normals import normal_quantile

        wanted = normal_quantile(share)

        def look(value: float) -> Look:
            found = self.at(value)
            if math.isnan(found):
                return NO_VALUE
            inside = min(max(found, 1e-15), 1 - 1e-15)
            return Look(HOLDS if found >= share - 1e-12 else FAILS, normal_quantile(inside) - wanted)

        return look


def held(target: Target, free: int, share: float, where: Along, *, exact: bool) -> tuple[Inverse, Shares]:
    """Where a target holds in a share of the cases, and what tells these.

    Where the cases have to be counted, borders are looked for over few draws; if `exact`, then over many, and by so
    much on the safe side as yet more draws could take from the share.
    """
    few = Shares(target, free, target.check, FEW_DRAWS)
    if few.is_closed(where.start):
        return search(few.look(share), where), few
    rough = search(few.look(share), replace(where, fine=False, close=NEAR_DRAWS))
    if not exact:
        return rough, few
    many = Shares(target, free, target.check, MANY_DRAWS)
    many.at(where.start)
    safe = min(share + SAFE * math.sqrt(share * (1 - share) / (many.counted or 1)), (1 + share) / 2)
    return refined(rough, many.look(safe), replace(where, close=NEAR_MANY_DRAWS)), many


def with_its_sheet(inverse: Inverse, target: Target, free: int, look: Looking, where: Along) -> Inverse:
    """The same stretches, up to where all of the sheet has a value: a line that the target does without may have none.

    So the end of a stretch can be put into the sheet. One in which no value can stays as it is.
    """
    model = target.evaluation.model
    needed = {each.step for each in [*model.quantities.values(), *model.checks] if each.step is not None}
    responses = Responses(target.evaluation, [free], needed)

    def runs(value: float) -> bool:
        try:
            check_values(model, responses.values({free: value}))
        except EstimateError:
            return False
        return True

    def together(value: float) -> Look:
        found = look(value)
        return found if found.outcome != HOLDS or runs(value) else replace(found, outcome=None)

    stretches = []
    for each in inverse.stretches:
        inside = [value for value in (where.start, each.low, each.high) if each.low <= value <= each.high]
        inner = next((value for value in inside if together(value).outcome == HOLDS), None)
        low, below, high, above = each.low, each.below, each.high, each.above
        if inner is not None and below is not None and not runs(low):
            below, low = closed_in(low, inner, together, where)
        if inner is not None and above is not None and not runs(high):
            high, above = closed_in(inner, high, together, where)
        stretches.append(Stretch(low, high, below, above))
    return Inverse(tuple(stretches), inverse.leaps, inverse.tried)


def uncertain(steps: list[Step]) -> set[int]:
    """The steps that a range lies behind, whatever the values are."""
    found: set[int] = set()
    for index, step in enumerate(steps):
        expression = step.expression
        if isinstance(expression, Mean):
            if expression.over:
                found.add(index)
        elif isinstance(expression, Draw) or not found.isdisjoint(references(expression)):
            found.add(index)
    return found


def ends(shares: Shares, around: float, near: Along) -> tuple[float | None, float | None]:
    """Where an equation is solved in 5% and in 95% of the cases, around its central solution; None where it is not.

    The share of the cases in which the left side is under the right one passes both there.
    """
    if not around:
        return None, None
    size = abs(around) / 10.0**WIDEST
    close = ROUGH if shares.is_closed(around) else NEAR_DRAWS
    ends = replace(near, start=around, lowest=max(near.lowest, size if around > 0 else -math.inf), whole=False)
    found = []
    for share in SHARES:
        tried = search(shares.look(share), replace(ends, fine=False, close=close))
        ends_of = [pair for each in tried.stretches for pair in ((each.low, each.below), (each.high, each.above))]
        borders = [end for end, beyond in ends_of if beyond is not None]  # else it holds up to the last that was tried
        found.append(min(borders, key=lambda each: _distance(each, around)) if borders else None)
    first, second = found
    if first is not None and second is not None and abs(first - second) <= close * abs(around):
        return None, None  # the ranges cancel out
    known = sorted(each for each in shares.known if not math.isnan(shares.known[each]))
    rising = shares.known[known[-1]] > shares.known[known[0]]
    return (first, second) if rising else (second, first)


def _distance(value: float, around: float) -> float:
    return abs(math.log(value / around)) if value * around > 0 else math.inf if around else abs(value)
