"""Ranges without sampling, where a closed form serves.

A product of powers of lognormal inputs is lognormal: its P5 and P95 follow from the inputs' spreads. Such a step is
known by its exponents alone, for its central value is the product of the inputs' medians. One input with unlike sides,
or one normal input, is exact as well as long as it is alone.
"""

from __future__ import annotations

import math

from estimator.model.normals import Z95
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
    Total,
    children,
)
from estimator.reckoning.distributions import Sides, share_below, sides
from estimator.reckoning.faults import Fault, Faulted
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from estimator.model.steps import Step, StepExpression

    # The exponent of each draw (by its step) in a product; empty for a certain value; None where there is no form.
    Form: TypeAlias = "dict[int, float] | None"

BARS = 7
FAR = 3.1  # standard deviations; a draw in a thousand lies beyond, too few to move P5 or P95 by a shown digit
_CERTAIN: dict[int, float] = {}


@record
class Spread:
    """What a range says of a quantity: P5, P95 and the heights of a small histogram (each from 0 to 1).

    The errors are the standard errors of both ends, 0 where they do not come from chance.
    """

    low: float
    high: float
    bars: tuple[float, ...]
    low_error: float = 0.0
    high_error: float = 0.0


class ClosedForms:
    """The forms of a list of steps with their central values."""

    def __init__(self, steps: list[Step], values: list[Any]) -> None:
        self.values = values
        self.draws: dict[int, Sides | None] = {}
        self.linked: dict[int, tuple[tuple[int, float], ...]] = {}  # of correlated draws, the weights of scores
        self.forms: dict[int, Form] = {}  # of uncertain steps only
        for index, step in enumerate(steps):
            expression = step.expression
            if expression.__class__ is Number or (expression.__class__ is Mean and not expression.over):
                continue
            if isinstance(expression, Draw):
                if isinstance(values[index], Fault):  # the same in every draw
                    continue
                self.draws[index] = self._sides(expression)
                if expression.linked:
                    self.linked[index] = expression.linked
                self.forms[index] = {index: 1.0}
            elif self.draws:
                form = self._form(expression)
                if form is None or form:
                    self.forms[index] = form

    def _sides(self, draw: Draw) -> Sides | None:
        parameters = [float(self._value(argument)) for argument in draw.arguments]
        return sides(draw.distribution, parameters)

    def _value(self, expression: StepExpression) -> Any:
        from estimator.reckoning.closures import compile_step

        return compile_step(expression)(self.values)

    def _certain_value(self, expression: StepExpression) -> Any:
        """The value of a certain expression; None where it has none, in any draw."""
        try:
            found = self._value(expression)
        except (Faulted, ArithmeticError, ValueError):
            return None
        return None if isinstance(found, Fault) else found

    def _form(self, expression: StepExpression) -> Form:
        match expression:
            case Number() | Missing():
                return _CERTAIN
            case Ref(index):
                return self.forms.get(index, _CERTAIN)
            case Mean(_, over):
                return None if over else _CERTAIN
            case Negative(operand):
                return self._form(operand)
            case Operation("*" | "/" as operator, left, right):
                return _product(self._form(left), self._form(right), 1.0 if operator == "*" else -1.0)
            case Operation("^", base, exponent):
                return self._power(self._form(base), self._form(exponent), exponent)
            case Operation("+" | "-", left, right):
                return self._alike([left, right])
            case Total(terms):
                return self._alike(list(terms))
            case Choice(condition, consequence, alternative):
                if self._form(condition) != {}:
                    return None
                decided = self._certain_value(condition)
                if decided is None:  # nor has the choice a value
                    return _CERTAIN
                return self._form(consequence if decided else alternative)
            case Operation("and" | "or" as operator, left, right):
                return self._logic(operator, left, right)
            case Apply("sqrt", (argument,)):
                inner = self._form(argument)
                return {draw: power / 2 for draw, power in inner.items()} if inner else inner
            case Apply("share", (argument,)):
                return self._share(argument)
            case Operation() | Apply() | Not() | Draw() | Lookup():
                return _CERTAIN if all(self._form(child) == {} for child in children(expression)) else None
        raise AssertionError(expression)

    def _logic(self, operator: str, left: StepExpression, right: StepExpression) -> Form:
        """Where the left side decides alone, and is certain, the right one may be anything."""
        first = self._form(left)
        if first == {}:
            decided = self._certain_value(left)
            if decided is None or bool(decided) is (operator == "or"):
                return _CERTAIN
        return _CERTAIN if first == self._form(right) == {} else None

    def _power(self, base: Form, exponent: Form, tree: StepExpression) -> Form:
        if base is None or exponent is None or exponent:
            return None
        raised = self._certain_value(tree)
        if raised is None:
            return None
        return {draw: power * raised for draw, power in base.items()} if base else base

    def _share(self, argument: StepExpression) -> Form:
        """A share has the form of what it holds, where the bounds cut next to nothing off; else sampling cuts it."""
        form = self._form(argument)
        if not form:
            return form
        try:
            spread = self._spread(form, self._value(argument))
            uncut = spread is not None and quantile(spread, -FAR) >= 0 and quantile(spread, FAR) <= 1
        except (Faulted, ArithmeticError, ValueError):
            return None
        return form if uncut else None

    def _alike(self, terms: list[StepExpression]) -> Form:
        """A sum of terms with the same exponents has them too."""
        first = self._form(terms[0])
        return first if first is not None and all(self._form(term) == first for term in terms[1:]) else None

    def is_certain(self, index: int) -> bool:
        """Whether a step depends on no draw."""
        return index not in self.forms

    def spread_of(self, index: int) -> Sides | None:
        """The spread of a step around its central value, or None where there is no closed form."""
        if index in self.draws:
            return self.draws[index]
        return self._spread(self.forms.get(index), self.values[index])

    def _spread(self, form: Form, center: Any) -> Sides | None:
        if not form or not isinstance(center, float) or center == 0:
            return None
        inputs = [(self.draws[draw], power) for draw, power in form.items() if power]
        if any(spread is None for spread, _ in inputs):
            return None
        if len(inputs) == 1:
            spread, power = inputs[0]
            assert spread is not None
            if not spread.log:
                return self._linear(spread, power, center)
            below, above = spread.below * abs(power), spread.above * abs(power)
            if power < 0:
                below, above = above, below
            return Sides(True, math.log(abs(center)), below, above)
        deviations: dict[int, float] = {}
        for draw, power in form.items():
            spread = self.draws[draw]
            if spread is None or not spread.log or not math.isclose(spread.below, spread.above, rel_tol=1e-9):
                return None
            deviations[draw] = spread.above * power
        variance = self.variance(deviations)
        return Sides(True, math.log(abs(center)), math.sqrt(variance), math.sqrt(variance))

    def variance(self, deviations: dict[int, float]) -> float:
        """The variance of a sum of the normal scores of draws, each so many times; correlated ones are no sum."""
        if not self.linked:
            return sum([deviation**2 for deviation in deviations.values()])
        scores: dict[int, float] = {}
        for draw, deviation in deviations.items():
            for score, weight in self.linked.get(draw, ((draw, 1.0),)):
                scores[score] = scores.get(score, 0.0) + weight * deviation
        return sum([deviation**2 for deviation in scores.values()])

    def _linear(self, spread: Sides, power: float, center: float) -> Sides | None:
        if power != 1 or spread.center == 0:
            return None
        factor = center / spread.center
        below, above = spread.below * abs(factor), spread.above * abs(factor)
        return Sides(False, center, *((below, above) if factor > 0 else (above, below)))

    def summary(self, index: int) -> Spread | None:
        """P5, P95 and histogram of a step, or None where there is no closed form."""
        try:
            spread = self.spread_of(index)
            found = None if spread is None else self._summary(index, spread)
            return found if found is None or all(map(math.isfinite, (found.low, found.high))) else None
        except OverflowError:
            return None  # sampling finds it too, and says where

    def _summary(self, index: int, spread: Sides) -> Spread:
        sign = -1.0 if spread.log and self.values[index] < 0 else 1.0
        ends = [sign * quantile(spread, -Z95), sign * quantile(spread, Z95)]
        edges = [quantile(spread, -2.3), quantile(spread, 2.3)]
        width = (edges[1] - edges[0]) / BARS
        shares = [
            share_below(spread, edges[0] + width * (bar + 1)) - share_below(spread, edges[0] + width * bar)
            for bar in range(BARS)
        ]
        if sign < 0:
            ends.reverse()
            shares.reverse()
        top = max(shares) or 1.0
        return Spread(ends[0], ends[1], tuple([share / top for share in shares]))

    def probability(self, expression: StepExpression) -> float | None:
        """The probability that a comparison of a step with a certain value holds; None without a closed form."""
        if not isinstance(expression, Operation) or expression.operator not in ("<", "<=", ">", ">="):
            return None
        left, right, below = expression.left, expression.right, expression.operator in ("<", "<=")
        if not isinstance(left, Ref) or self.is_certain(left.index):
            left, right, below = right, left, not below
        if not isinstance(left, Ref) or self._form(right) != {}:
            return None
        spread = self.spread_of(left.index)
        limit = float(self._value(right))
        if spread is None:
            return None
        if spread.log and self.values[left.index] < 0:
            limit, below = -limit, not below
        share = share_below(spread, limit)
        return share if below else 1 - share


def is_formed(steps: list[Step], wanted: set[int]) -> bool:
    """Whether the wanted steps are likely to have closed forms, as far as can be told before there are values.

    An `if` whose condition is certain counts as the worse of its branches, and no input as cancelled.
    """
    ranks: list[int] = []  # of each step: certain, with a form, without one
    for index, step in enumerate(steps):
        rank = _rank(step.expression, ranks)
        ranks.append(rank)
        if rank == _UNFORMED and index in wanted:
            return False
    return True


_SURE, _FORMED, _UNFORMED = range(3)


def _rank(expression: StepExpression, ranks: list[int]) -> int:
    match expression:
        case Ref(index):
            return ranks[index]
        case Number() | Mean():
            return _SURE
        case Draw(distribution, arguments):
            known = [each.value for each in arguments if isinstance(each, Number)]
            try:
                return _FORMED if len(known) < len(arguments) or sides(distribution, known) else _UNFORMED
            except (ArithmeticError, ValueError):  # said where it is run
                return _FORMED
        case _:
            pass
    found = [_rank(child, ranks) for child in children(expression)]
    if not any(found):
        return _SURE
    match expression:
        case Operation("^", _, _):
            return _UNFORMED if found[1] else found[0]
        case Choice():
            return _UNFORMED if found[0] else max(found)
        case Operation("+" | "-") | Total():
            return max(found) if all(found) else _UNFORMED
        case Negative() | Operation("*" | "/") | Apply("sqrt" | "share"):
            return max(found)
        case _:
            return _UNFORMED


def _product(left: Form, right: Form, sign: float) -> Form:
    if left is None or right is None:
        return None
    if not right:
        return left
    joined = dict(left)
    for draw, power in right.items():
        joined[draw] = joined.get(draw, 0.0) + sign * power
    return {draw: power for draw, power in joined.items() if power}


def quantile(spread: Sides, z: float) -> float:
    """The value that lies z standard deviations off the center."""
    at = spread.center + z * (spread.below if z < 0 else spread.above)
    return math.exp(at) if spread.log else at
