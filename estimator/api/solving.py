"""`solve`: what an assumption must be for a target to hold; the twin of `estimate solve`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from estimator.api.told import Told
from estimator.languages.solutions import (
    ANY,
    AT_LEAST,
    AT_MOST,
    EQUAL,
    ITSELF,
    WITHIN,
    Solution,
    SolutionTexts,
    exhibits,
    formula_text,
    unsolved,
)
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN, describe, suggestion
from estimator.model.frames import NumberQuantity
from estimator.model.steps import Draw, has_draw, references
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError, refused
from estimator.reckoning.asked import asked
from estimator.reckoning.inverse import search
from estimator.reckoning.targets import FEW_DRAWS, Central, Shares, along, ends, held, is_share
from estimator.records import replace
from estimator.units.display import base_factor

if TYPE_CHECKING:
    from estimator.languages.exhibit import Exhibit
    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.reckoning.asked import Asked
    from estimator.reckoning.inverse import Inverse, Stretch
    from estimator.reckoning.targets import Target

MOST_NAMED = 5  # assumptions in a remedy
SAME = 1e-9  # relative; a formula that gives another number than the search is not shown


class Solutions(Told):
    """What the assumptions of an estimate must be for a target to hold, each alone: those that can be, then why not.

    `values` are those of the estimate as it is; `alone` says that one assumption was asked for.
    """

    def __init__(self, question: Asked, solutions: tuple[Solution, ...], *, alone: bool) -> None:
        self.asked = question
        self.solutions = solutions
        self.alone = alone
        self.values = Values(question.target.evaluation)
        self.texts = SolutionTexts(question, self.values)

    @property
    def found(self) -> bool:
        """Whether some assumption can do it."""
        return any(not each.reason for each in self.solutions)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """One table: an assumption a row, what it is, what it must be, and the range of that."""
        return exhibits(self.solutions, self.texts, alone=self.alone)

    def to_dict(self) -> dict[str, Any]:
        """What `estimate solve --json` prints: the target, what it is now, the solutions, and what has none."""
        from estimator.writers.json import in_unit, unit_text

        question = self.asked
        now = float(question.target.evaluation.values[question.target.left])
        found = []
        for each in self.solutions:
            if each.reason:
                continue
            row: dict[str, Any] = {"name": each.name, "relation": each.relation}
            numbers = {"value": each.value, "other": each.other, "next": each.next, "low": each.low, "high": each.high}
            if each.other == each.value or math.isnan(each.other):
                del numbers["other"]
            for key, value in numbers.items():
                if value is not None and math.isfinite(value):
                    row[key] = in_unit(value, each.quantity, self.values)
            row |= {"unit": unit_text(each.quantity, self.values), "text": self.texts.value(each)}
            row |= {"range": self.texts.range(each)} if self.texts.range(each) else {}
            row |= {"formula": each.formula} if each.formula else {}
            found.append(row)
        return {
            "target": self.texts.wanted,
            "now": {
                "value": in_unit(now, self.texts.left, self.values),
                "unit": unit_text(self.texts.left, self.values),
                "text": self.texts.side(now),
            },
            "solutions": found,
            "unsolved": [
                {"name": each.name, "reason": each.reason.replace(ITSELF, "it")}
                for each in self.solutions
                if each.reason
            ],
            "notes": [note.message for note in question.notes],
        }


def solutions(
    module: Module, overrides: list[str], scenario: str, target: str, for_: str | None = None, at: str = ""
) -> Solutions:
    """What assumptions of a sheet must be for a target to hold: the named one, or each alone. EstimateError."""
    question = asked(module, overrides, scenario, target, at)
    solver = _Solver(module, overrides, scenario, question, at)
    if for_ is None:
        found = [solver.solution(each, alone=False) for each in _assumptions(question.target.evaluation.model)]
        return Solutions(question, tuple(found), alone=False)
    solution = solver.solution(solver.assumption(for_), alone=True)
    if solution.reason:
        raise refused(for_, solution.reason.replace(ITSELF, for_), solution.remedy)
    return Solutions(question, (solution,), alone=True)


def _assumptions(model: Model) -> list[NumberQuantity]:
    """The assumptions that are a number of their own, or a range of such."""
    found = []
    for name, quantity in model.quantities.items():
        if not isinstance(quantity, NumberQuantity) or not quantity.assumption or " " in name:
            continue
        expression = model.steps[quantity.step].expression
        if not references(expression) and (isinstance(expression, Draw) or not has_draw(expression)):
            found.append(quantity)
    return found


class _Solver:
    """One target of a sheet, to be solved for its assumptions."""

    def __init__(self, module: Module, overrides: list[str], scenario: str, question: Asked, at: str) -> None:
        self.module = module
        self.overrides = overrides
        self.scenario = scenario
        self.asked = question
        self.at = at
        self.model = question.target.evaluation.model
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
        if not any(each.definition.name == name for each in _assumptions(self.model)):
            raise refused(name, f"{name} is worked out, so it cannot be chosen", self._others(name))
        return quantity

    def _others(self, name: str) -> str:
        """The remedy that names the assumptions that a target depends on."""
        found = [each for each in _assumptions(self.model) if self.asked.target.reaches(each.step)]
        names = [each.definition.name for each in found if each.definition.name != name]
        if not names:
            return "solve for another target: no assumption of the sheet moves this one"
        listed = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
        return f"solve for {listed}" if len(names) == 1 else f"solve for one of {listed}"

    def solution(self, quantity: NumberQuantity, *, alone: bool) -> Solution:
        """What an assumption must be, or why nothing is."""
        name, target = quantity.definition.name, self.asked.target
        if not target.reaches(quantity.step):
            return unsolved(quantity, f"{self.texts.subject} does not depend on {ITSELF}", self._others(name))
        if target.is_averaged(quantity.step):
            question, quantity = self._with_one_number(quantity)
            target = question.target
        target = target.with_one_number(quantity.step)
        share = self.asked.share
        shares = Shares(target, quantity.step, target.under if share is None else target.check, FEW_DRAWS)
        central = Central(target, quantity.step)
        where = along(target, quantity)
        whole = where.whole
        if target.operator == "==":
            where = replace(where, whole=False)
        is_central = share is None or shares.is_certain
        try:
            if share is None or is_central:
                inverse = search(central, where)
            else:
                inverse, shares = held(target, quantity.step, share, where, exact=alone)
            if not inverse.stretches:
                return self._none(quantity, inverse, central if is_central else None, shares, target)
            found = _answered(quantity, inverse, target.operator, where.start, whole=whole)
            if shares.is_certain:
                pass
            elif share is not None:
                is_range = isinstance(self.model.steps[quantity.step].expression, Draw)
                found = replace(found, now=None if is_range else shares.at(where.start))
            elif found.relation in (EQUAL, AT_MOST, AT_LEAST) and found.other == found.value:
                low, high = ends(shares, found.value, where)
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

    def _none(
        self, quantity: NumberQuantity, inverse: Inverse, central: Central | None, shares: Shares, target: Target
    ) -> Solution:
        """Why no value of an assumption does it."""
        name, texts = quantity.definition.name, self.texts
        if central is None:
            most = max([each for each in shares.known.values() if not math.isnan(each)], default=0.0)
            return unsolved(quantity, f"no value of {ITSELF} gives {texts.wanted}: {most:.0%}", self._others(name))
        if inverse.leaps:
            before, after = inverse.leaps[0]
            first, last = (texts.side(central.lefts[each]) for each in (before, after))
            message = f"no value of {ITSELF} gives {texts.wanted} exactly: at {texts.inside(before, quantity, -1)}"
            right = print_expression(self.asked.comparison.right)
            remedy = f"ask which values stay below: {texts.subject} < {right}"
            return unsolved(quantity, f"{message} it leaps from {first} to {last}", remedy)
        seen = [each for each in central.lefts.values() if math.isfinite(each)]
        wanted = float(target.evaluation.values[target.right])
        least, most = min(seen, default=math.nan), max(seen, default=math.nan)
        message = f"no value of {ITSELF} gives {texts.wanted}"
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
        return unsolved(quantity, f"{message}, of all that were tried", "solve for another assumption")

    def _with_formula(self, found: Solution) -> Solution:
        """The solution with the formula that gives it, if it can be turned around, and gives the same."""
        from estimator.model.inverted import Turning
        from estimator.reckoning.central import central_values
        from estimator.reckoning.estimate import flattened

        tree = self.asked.comparison
        turned = Turning(self.model, found.name).turned(tree.left, tree.right)
        if turned is None:
            return replace(
                found, unsaid="found by closing in, for no formula says it: it goes in more than once, or by steps"
            )
        overrides = [each for each in self.overrides if each.partition("=")[0].strip() != found.name]
        try:
            model = flattened(self.module, [*overrides, f"{found.name}={print_expression(turned)}"], self.scenario)
            value = float(central_values(model)[model.quantities[found.name].step or 0])
        except EstimateError:
            return replace(found, unsaid="found by closing in: the formula turned around has no value")
        near = max(SAME * abs(value), 1.0 if found.whole else 0.0)
        if abs(value - found.value) > near:
            return replace(found, unsaid="found by closing in: the formula turned around has other solutions")
        return replace(found, formula=formula_text(found.name, turned))


def _answered(quantity: NumberQuantity, inverse: Inverse, operator: str, start: float, *, whole: bool) -> Solution:
    """The stretch that the present value lies in, or the nearest one, as an answer."""
    stretch = min(inverse.stretches, key=lambda each: _distance(each, start))
    low, high, below, above = stretch.low, stretch.high, stretch.below, stretch.above
    if operator == "==":
        beside = math.floor(low) if whole and low == high and abs(low - round(low)) > SAME * abs(low) else None
        return Solution(quantity, EQUAL, low, high, beside, whole, inverse)
    if below is None and above is None:
        return Solution(quantity, ANY, start, start, None, whole, inverse)
    if below is None:
        return Solution(quantity, AT_MOST, high, high, above, whole, inverse)
    if above is None:
        return Solution(quantity, AT_LEAST, low, low, below, whole, inverse)
    return Solution(quantity, WITHIN, low, high, above, whole, inverse)


def _distance(stretch: Stretch, start: float) -> float:
    if stretch.low <= start <= stretch.high:
        return 0.0
    nearer = min(abs(stretch.low - start), abs(stretch.high - start))
    ends = [end for end in (stretch.low, stretch.high) if end * start > 0]
    return min([abs(math.log(end / start)) for end in ends], default=math.inf if start else nearer)


def the_value(found: Solutions) -> float:
    """The one number that was asked for, in base units: of several that hold, the end nearest to the present value."""
    (solution,) = found.solutions
    if solution.relation == ANY:
        message = f"{found.texts.wanted} holds whatever {solution.name} is"
        raise refused(solution.name, message, "ask for more, or leave the assumption out")
    start = float(found.asked.target.evaluation.values[solution.quantity.step])
    low, high = solution.value, solution.other
    if low <= start <= high and solution.relation == WITHIN:
        return high
    return min((low, high), key=lambda each: abs(each - start))
