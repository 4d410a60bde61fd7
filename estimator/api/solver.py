"""One target of a sheet solved for its assumptions: closing in on the sheet itself, with the formula where one does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from estimator.languages.checks import percentage
from estimator.languages.solutions import (
    ANY,
    AT_LEAST,
    AT_MOST,
    EQUAL,
    ITSELF,
    LEAP,
    WITHIN,
    Solution,
    SolutionTexts,
    formula_text,
    unsolved,
)
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, describe, suggestion
from estimator.model.faults import raise_errors
from estimator.model.frames import NumberQuantity
from estimator.model.steps import Draw, has_draw, references
from estimator.notation.printer import print_expression
from estimator.notation.tree import Name
from estimator.problems import EstimateError, refused
from estimator.reckoning.asked import asked
from estimator.reckoning.central import central_values
from estimator.reckoning.estimate import flattened
from estimator.reckoning.inverse import HOLDS, Stretch, search
from estimator.reckoning.responses import moved_by
from estimator.reckoning.targets import FEW_DRAWS, Central, Shares, along, ends, held, is_share, with_its_sheet
from estimator.records import replace
from estimator.units.display import base_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.notation.tree import Expression
    from estimator.reckoning.asked import Asked
    from estimator.reckoning.inverse import Inverse
    from estimator.reckoning.targets import Target

CLOSED_IN = "found by closing in: no formula says it, for it goes in more than once, or through steps or conditions"
MOST_NAMED = 5  # assumptions in a remedy
LOOKS = 150  # at a target while one assumption is solved for, about
FLATTENING = 150  # times what a step takes to be worked out, about, it takes to be made
LEAST = 1e-9  # of the present value; what is no more than that is none at all
TINY, NOISE = 1e-6, 1e-13  # of a whole number: what lies no further off it is one
SAME = 1e-9  # relative; a formula that gives another number than the search is not shown


def assumptions(model: Model) -> list[NumberQuantity]:
    """The assumptions that are a number of their own, or a range of such."""
    found = []
    for name, quantity in model.quantities.items():
        if not isinstance(quantity, NumberQuantity) or not quantity.assumption or " " in name:
            continue
        expression = model.steps[quantity.step].expression
        if not references(expression) and (isinstance(expression, Draw) or not has_draw(expression)):
            found.append(quantity)
    return found


class Solver:
    """One target of a sheet, to be solved for its assumptions."""

    def __init__(self, module: Module, overrides: list[str], scenario: str, question: Asked, at: str) -> None:
        self.module = module
        self.overrides = overrides
        self.scenario = scenario
        self.asked = question
        self.at = at
        self.model = question.target.evaluation.model
        self.behind = question.target.behind
        self.texts = SolutionTexts(question, Values(question.target.evaluation))

    def assumption(self, name: str) -> NumberQuantity:
        """The assumption of a name. EstimateError for one that cannot be chosen."""
        quantity = self.model.quantities.get(name)
        if quantity is None or " " in name:
            guess = suggestion(name, [each for each in self.model.quantities if " " not in each])
            remedy = f"did you mean {guess}?" if guess else self._others(name)
            raise refused(name, f"the sheet has no {name}", remedy)
        if quantity.kind is BOOLEAN or not isinstance(quantity, NumberQuantity):
            message = f"{name} is {describe(quantity.kind)}, so no number is looked for"
            raise refused(name, message, f"give it as {name}=… beside the target, and compare")
        if not any(each.definition.name == name for each in assumptions(self.model)):
            raise refused(name, f"{name} is worked out, so it cannot be chosen", self._others(name))
        return quantity

    def _others(self, name: str) -> str:
        """The remedy that names the assumptions that a target depends on."""
        found = [each for each in assumptions(self.model) if each.step in self.behind]
        names = [each.definition.name for each in found if each.definition.name != name]
        if not names:
            return "solve for another target: no assumption of the sheet moves this one"
        listed = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        return f"solve for {listed}" if len(names) == 1 else f"solve for one of {listed}"

    def cost(self, quantity: NumberQuantity) -> int:
        """About how many steps are worked out to solve for an assumption; 0 where the target does not need it."""
        if quantity.step not in self.behind:
            return 0
        target = self.asked.target
        moved = len(moved_by(self.model.steps, [quantity.step], [target.check]))
        anew = FLATTENING if target.is_averaged(quantity.step) else 1
        return LOOKS * moved + anew * len(self.model.steps)

    def solution(self, quantity: NumberQuantity, *, alone: bool) -> Solution:
        """What an assumption must be, or why nothing is."""
        return replace(self._solved(quantity, alone=alone), quantity=quantity)

    def _solved(self, quantity: NumberQuantity, *, alone: bool) -> Solution:
        name, target = quantity.definition.name, self.asked.target
        if quantity.step not in self.behind:
            return unsolved(quantity, f"{self.texts.subject} does not depend on {ITSELF}", self._others(name))
        where = along(target, quantity)
        if target.is_averaged(quantity.step):
            question, quantity = self._with_one_number(quantity)
            target = question.target
        target = target.with_one_number(quantity.step)
        share = self.asked.share
        shares = Shares(target, quantity.step, target.under if share is None else target.check, FEW_DRAWS)
        central = Central(target, quantity.step)
        whole = where.whole
        if target.operator == "==":
            where = replace(where, whole=False)
        is_central = share is None or shares.is_certain
        try:
            if share is None or is_central:
                inverse = search(central, where)
            else:
                inverse, shares = held(target, quantity.step, share, where, exact=alone)
            look = central if share is None or is_central else shares.look(share)
            if target.operator != "==":
                inverse = with_its_sheet(inverse, target, quantity.step, look, where)

            def has_value(value: float) -> bool:
                return central(value).outcome is not None

            if not inverse.stretches and inverse.leaps and is_central:
                return self._leap(quantity, inverse, central, where.start, whole=whole)
            if not inverse.stretches:
                return self._none(quantity, inverse, central if is_central else None, shares, target)
            found = _answered(quantity, inverse, target.operator, where.start, has_value, whole=whole)
            if found.relation in (AT_MOST, AT_LEAST, WITHIN) and found.next is not None:
                found = replace(found, is_of_sheet=look(found.next).outcome == HOLDS)
            if shares.is_certain:
                found = replace(found, certain=True)
            elif share is not None:
                is_range = isinstance(self.model.steps[quantity.step].expression, Draw)
                found = replace(found, now=None if is_range else shares.at(where.start))
            elif found.relation in (EQUAL, AT_MOST, AT_LEAST) and found.other == found.value and not found.is_of_sheet:
                low, high = _whole_ends(ends(shares, found.value, where), found)
                found = replace(found, low=low, high=high)
        except EstimateError as error:  # a range has no value in some of the cases
            return unsolved(quantity, error.problems[0].message, error.problems[0].remedy)
        found = replace(found, draws=shares.counted)
        return self._with_formula(found) if alone and is_central else found

    def _with_one_number(self, quantity: NumberQuantity) -> tuple[Asked, NumberQuantity]:
        """The target of a sheet in which an assumption is one number, where means are over its range."""
        name, value = quantity.definition.name, float(self.asked.target.evaluation.values[quantity.step])
        unit = str(quantity.kind)
        glue = "" if not unit or unit.startswith("1/") else " "
        text = f"{name}={value / base_factor(quantity.kind)!r}{glue}{unit.removeprefix('1') if not glue else unit}"
        question = asked(self.module, [*self.overrides, text], self.scenario, self.asked.text, self.at)
        found = question.target.evaluation.model.quantities[name]
        assert isinstance(found, NumberQuantity)
        return question, replace(quantity, step=found.step)

    def _leap(
        self, quantity: NumberQuantity, inverse: Inverse, central: Central, start: float, *, whole: bool
    ) -> Solution:
        """The last value that stays under what is wanted, where the next one is over it."""
        nearest = min(inverse.leaps, key=lambda each: _distance(Stretch(each[0], each[1], None, None), start))
        under, over = sorted(nearest, key=lambda each: central.lefts[each])
        if whole:  # of what is counted the last whole ones
            low, high = math.floor(min(under, over)), math.ceil(max(under, over))
            rising = under < over
            high = low + 1 if high <= low else high
            ends = (float(low), float(high)) if rising else (float(high), float(low))
            if all(central(each).outcome is not None for each in ends):
                under, over = ends
        sides = tuple([self.texts.side(central.lefts[each]) for each in (under, over)])
        return Solution(quantity, LEAP, under, over, over, whole, inverse, sides=sides)

    def _none(
        self, quantity: NumberQuantity, inverse: Inverse, central: Central | None, shares: Shares, target: Target
    ) -> Solution:
        """Why no value of an assumption does it."""
        name, texts = quantity.definition.name, self.texts
        message = f"no value of {ITSELF} that was tried gives {texts.wanted}"
        if central is None:
            most = max([each for each in shares.known.values() if not math.isnan(each)], default=0.0)
            return unsolved(
                quantity,
                f"{message}: it holds in {percentage(most)} of the cases at most",
                self._others(name),
            )
        seen = [each for each in central.lefts.values() if math.isfinite(each)]
        wanted = float(target.evaluation.values[target.right])
        least, most = min(seen, default=math.nan), max(seen, default=math.nan)
        if most < wanted or target.operator in (">", ">="):
            reach, remedy = f"{texts.subject} is {texts.side(most)} at most", texts.inside(most, texts.left, -1)
            if is_share(target.evaluation, quantity) and central.lefts.get(1.0) == most:
                reach = f"it would be more than all, and at 100% {reach}"
            return unsolved(
                quantity, f"{message}: {reach}", f"ask for {remedy} or less, or solve for another assumption"
            )
        if least > wanted or target.operator in ("<", "<="):
            reach, remedy = f"{texts.subject} is {texts.side(least)} at least", texts.inside(least, texts.left, 1)
            return unsolved(
                quantity, f"{message}: {reach}", f"ask for {remedy} or more, or solve for another assumption"
            )
        return unsolved(quantity, message, "solve for another assumption")

    def _with_formula(self, found: Solution) -> Solution:
        """The solution with the formula that gives it, if one can be turned around, and gives the same."""
        from estimator.model.inverted import Turning
        from estimator.model.modules import shipped_library

        tree = self.asked.comparison
        turning = Turning(self.model, found.name, shipped_library())
        turned = turning.turned(tree.left, tree.right)
        if turned is None:
            return replace(found, unsaid=CLOSED_IN)
        if isinstance(turned.part, Name):
            candidates = [turned.goal]
        else:
            try:
                from estimator.reckoning.gathered import gathered
            except ImportError:
                from estimator.languages.installing import installing

                return replace(found, unsaid=f"{CLOSED_IN}, unless sympy knows one: {installing('symbolic')}")
            candidates = gathered(turning, turned.part, turned.goal)
        for each in candidates:
            if self._gives(each, found):
                return replace(found, formula=formula_text(found.name, each))
        return replace(found, unsaid=CLOSED_IN)

    def _gives(self, formula: Expression, found: Solution) -> bool:
        """Whether a formula in the place of an assumption has the value that was found."""
        others = [each for each in self.overrides if each.partition("=")[0].strip() != found.name]
        try:
            model = flattened(self.module, [*others, f"{found.name}={print_expression(formula)}"], self.scenario)
            raise_errors(model.problems)
            value = float(central_values(model)[model.quantities[found.name].step or 0])
        except EstimateError:
            return False
        return abs(value - found.value) <= max(SAME * abs(value), 1.0 if found.whole else 0.0)


def _answered(
    quantity: NumberQuantity,
    inverse: Inverse,
    operator: str,
    start: float,
    has_value: Callable[[float], bool],
    *,
    whole: bool,
) -> Solution:
    """The stretch that the present value lies in, or the nearest one, as an answer."""
    stretch = min(inverse.stretches, key=lambda each: _distance(each, start))
    low, high, below, above = stretch.low, stretch.high, stretch.below, stretch.above
    if below is not None and 0 <= below <= low <= max(LEAST * start, 1.0 if whole else 0.0) and not has_value(below):
        below = None  # at none at all it has no value
    if operator == "==":
        beside = (
            math.floor(low) if whole and low == high and abs(low - round(low)) > max(TINY, NOISE * abs(low)) else None
        )
        return Solution(quantity, EQUAL, low, high, beside, whole, inverse)
    if below is None and above is None:
        return Solution(quantity, ANY, start, start, None, whole, inverse)
    if below is None:
        return Solution(quantity, AT_MOST, high, high, above, whole, inverse)
    if above is None:
        return Solution(quantity, AT_LEAST, low, low, below, whole, inverse)
    return Solution(quantity, WITHIN, low, high, above, whole, inverse)


def _whole_ends(found: tuple[float | None, float | None], solution: Solution) -> tuple[float | None, float | None]:
    """The ends of a range of borders, which are whole where the assumption is; none where both are the same."""
    if not solution.whole or solution.relation == EQUAL:
        return found
    rounded = math.floor if solution.relation == AT_MOST else math.ceil
    low, high = (None if each is None else float(rounded(each)) for each in found)
    return (None, None) if low == high else (low, high)


def _distance(stretch: Stretch, start: float) -> float:
    if stretch.low <= start <= stretch.high:
        return 0.0
    nearer = min(abs(stretch.low - start), abs(stretch.high - start))
    ends = [end for end in (stretch.low, stretch.high) if end * start > 0]
    return min([abs(math.log(end / start)) for end in ends], default=math.inf if start else nearer)
