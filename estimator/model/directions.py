"""Which way an expression goes as one number of it grows, as far as that can be seen from how it is made.

A sum of what rises rises, a product where both sides are no less than 0, a quotient falls with its divisor, and so on.
What is not written down in the expression itself, that a rate or a price is no less than 0, is taken to be as it is at
hand, and noted: a value that rests on it holds only as long as that does, so it is asked with the other steps.
A function of a sheet may say itself which way it goes (`## falls: workers`), where its formula does not show it.
"""

from __future__ import annotations

import math

from estimator.model.hoisting import is_uncertain
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression

FALLS, STAYS, RISES = -1, 0, 1  # never rises, the same, never falls; None is what cannot be seen

# Which way a function goes with each of its arguments.
_FUNCTIONS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("sqrt", "exp", "ln", "log2", "log10", "round", "ceil", "floor", "ceil_pow2", "share"), (RISES,)),
    "poisson_cdf": (RISES, FALLS),
    "binomial_cdf": (RISES, FALLS, FALLS),
    "zipf_head": (RISES, FALLS, RISES),
}
_LEAST_0 = frozenset(
    ("sqrt", "exp", "abs", "share", "ceil_pow2", "poisson_pmf", "poisson_cdf", "binomial_cdf", "zipf_head", "choose")
)
_KEEPING_SIGN = frozenset(("ceil", "floor", "round", "mean"))


class Directions:
    """Looks at the steps of a run with the growth of one of them, from where it starts on.

    `taken` are the comparisons that what was found rests on, beside the form of the expressions.
    """

    def __init__(self, run: Run, growing: int, start: StepExpression) -> None:
        self.run = run
        self.start = start
        self.growing = growing
        self.taken: dict[StepExpression, None] = {}
        self._known: dict[int, int | None] = {growing: RISES}
        self._least_0: dict[int, bool] = {}

    def seen(self, expression: StepExpression) -> int | None:
        """Which way an expression goes; nothing where it stands on too long a chain of steps to be looked at."""
        try:
            return self.of(expression)
        except RecursionError:
            return None

    def of(self, expression: StepExpression) -> int | None:
        """Which way an expression goes; of a truth, from no to yes is up."""
        match expression:
            case Number() | Draw() | Missing():
                return STAYS
            case Ref(index):
                return self._of_step(index)
            case Negative(operand) | Not(operand):
                return _turned(self.of(operand))
            case Mean(operand):
                return self._of_mean(operand)
            case Total(terms):
                return _joined([self.of(term) for term in terms])
            case Operation(operator, left, right):
                return self._of_operation(operator, left, right)
            case Choice(Operation("<" | "<=", operand, _), Lookup(inside, _, _, values), Number(rest)) if (
                operand == inside
            ):
                return self._of_rows(operand, (*values, rest))
            case Choice(_, consequence, Missing()):  # beyond, there is no value that could mislead
                return self.of(consequence)
            case Choice(condition, consequence, alternative):
                if self.of(condition) != STAYS:
                    sides = [self.of(condition), self.of(consequence), self.of(alternative)]
                    return STAYS if sides == [STAYS, STAYS, STAYS] else None
                return _joined([self.of(consequence), self.of(alternative)])
            case Apply(name, arguments):
                return self._of_function(name, arguments)
            case Lookup(operand, _, _, values):
                return self._of_rows(operand, values)
        raise AssertionError(expression)

    def _of_mean(self, operand: StepExpression) -> int | None:
        """Of what goes one way in each draw; what that rests on cannot be asked of the draws that the mean is over."""
        before = dict(self.taken)
        way = self.of(operand)
        resting = any(is_uncertain(self.run, each) for each in self.taken if each not in before)
        self.taken = before if resting else self.taken
        return None if resting else way

    def _of_rows(self, operand: StepExpression, values: tuple[float, ...]) -> int | None:
        """Which way the rows of a table go, by the number that is looked up."""
        way = self.of(operand)
        if not way:
            return way
        if list(values) == sorted(values):
            return way
        return -way if list(values) == sorted(values, reverse=True) else None

    def _of_step(self, index: int) -> int | None:
        if index < self.growing:
            return STAYS
        if index not in self._known:
            found = self._said(index)
            self._known[index] = self.of(self.run.steps[index].expression) if found is None else found
        return self._known[index]

    def _said(self, index: int) -> int | None:
        """What the function that a step is the value of says of itself; nothing where anything else grows, too."""
        found: list[int | None] = []
        for argument, says in self.run.directions.get(index, ()):
            way = self.of(argument)
            found.append(None if way is None or (way and not says) else way * says)
        return _joined(found) if found else None

    def _of_operation(self, operator: str, left: StepExpression, right: StepExpression) -> int | None:
        first, second = self.of(left), self.of(right)
        if first is None or second is None:
            return None
        if first == second == STAYS:
            return STAYS
        if operator in ("+", "and", "or"):
            return _joined([first, second])
        if operator in ("-", ">", ">="):
            return _joined([first, _turned(second)])
        if operator in ("<", "<="):
            return _joined([_turned(first), second])
        if operator == "*":
            return self._product(left, right, first, second)
        if operator == "/":
            return self._product(left, right, first, _turned(second)) if self._is_positive(right, second) else None
        return self._power(left, right, first, second) if operator == "^" else None

    def _product(self, left: StepExpression, right: StepExpression, first: int, second: int | None) -> int | None:
        """A product, of which a side that stays may be below 0."""
        if second is None:
            return None
        if STAYS in (first, second):
            factor, way = (left, second) if first == STAYS else (right, first)
            return way * self._sign(factor)
        return _joined([first, second]) if self.is_least_0(left) and self.is_least_0(right) else None

    def _is_positive(self, divisor: StepExpression, way: int) -> bool:
        """Whether a divisor does not go through 0 as it grows."""
        return way == STAYS or self.is_least_0(divisor)

    def _power(self, base: StepExpression, exponent: StepExpression, first: int, second: int) -> int | None:
        if second == STAYS:
            if isinstance(exponent, Number) and exponent.value > 0 and exponent.value % 2 == 1:
                return first
            return first * self._sign(exponent) if self.is_least_0(base) else None
        if first != STAYS or not self.is_least_0(base):
            return None
        value = self._at_hand(base)
        is_above = value is None or value >= 1
        self.taken[Operation(">=" if is_above else "<=", base, Number(1.0))] = None
        return second if is_above else _turned(second)

    def _of_function(self, name: str, arguments: tuple[StepExpression, ...]) -> int | None:
        ways = [self.of(argument) for argument in arguments]
        if all(way == STAYS for way in ways):
            return STAYS
        if name in ("min", "max"):
            return _joined(ways)
        says = _FUNCTIONS.get(name)
        if says is None or None in ways:
            return None
        return _joined([way * each for way, each in zip(ways, says, strict=True) if way is not None])

    def is_least_0(self, expression: StepExpression) -> bool:
        """Whether an expression is no less than 0; what does not grow is taken to be where it is so at hand."""
        match expression:
            case Number(value):
                return value >= 0
            case Apply(name, _) if name in _LEAST_0:
                return True
            case Apply("max", arguments):
                return any(isinstance(each, Number) and each.value >= 0 for each in arguments) or all(
                    self.is_least_0(each) for each in arguments
                )
            case Operation("^", _, Number(exponent)) if exponent % 2 == 0:
                return True
        if self.of(expression) == STAYS:
            return self._sign(expression) > 0
        match expression:
            case Ref(index):
                if index not in self._least_0:
                    inside = self.start if index == self.growing else self.run.steps[index].expression
                    self._least_0[index] = self.is_least_0(inside)
                return self._least_0[index]
            case Operation("+" | "*" | "/", left, right):
                return self.is_least_0(left) and self.is_least_0(right)
            case Operation("^", base, _):
                return self.is_least_0(base)
            case Apply("min", arguments) | Total(arguments):
                return all(self.is_least_0(each) for each in arguments)
            case Apply(name, (argument,)) if name in _KEEPING_SIGN:
                return self.is_least_0(argument)
            case Mean(operand):
                return self.is_least_0(operand)
            case Lookup(_, _, _, values):
                return min(values) >= 0
            case Choice(_, consequence, alternative):
                return self.is_least_0(consequence) and self.is_least_0(alternative)
            case _:
                return False

    def _sign(self, expression: StepExpression) -> int:
        """The sign of what stays, as it is at hand, which is taken to be so."""
        if isinstance(expression, Number):
            return 1 if expression.value >= 0 else -1
        value = self._at_hand(expression)
        sign = -1 if value is not None and value < 0 else 1
        if not _is_never_below(expression):
            self.taken[Operation(">=" if sign > 0 else "<=", expression, Number(0.0))] = None
        return sign

    def _at_hand(self, expression: StepExpression) -> float | None:
        """The value that an expression has with the numbers of the sheet, about; None where it has none."""
        try:
            return self._worked(expression, {})
        except (ArithmeticError, ValueError, TypeError, RecursionError):
            return None

    def _worked(self, expression: StepExpression, known: dict[int, float]) -> float:
        from estimator.model.functions import FUNCTIONS
        from estimator.model.numerics import COMPARISONS, finite, limits, looked_up

        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Ref):
            if expression.index not in known:
                known[expression.index] = self._worked(self.run.steps[expression.index].expression, known)
            return known[expression.index]
        if isinstance(expression, Choice):
            taken = self._worked(expression.condition, known)
            return self._worked(expression.consequence if taken else expression.alternative, known)
        parts = [self._worked(each, known) for each in children(expression)]
        match expression:
            case Negative():
                return -parts[0]
            case Not():
                return float(not parts[0])
            case Mean():
                return parts[0]
            case Total():
                return sum(parts)
            case Draw():
                return parts[0]  # a best guess, a mean, or the low end of what lies on one side of 0
            case Apply(name, _):
                return finite(float(FUNCTIONS[name].number(*parts)))
            case Operation("and" | "or" as operator, _, _):
                return float(all(parts) if operator == "and" else any(parts))
            case Operation(operator, _, _) if operator in COMPARISONS:
                return float(COMPARISONS[operator](*parts))
            case Operation(operator, _, _):
                left, right = parts
                made = {"+": left + right, "-": left - right, "*": left * right}
                if operator in made:
                    return made[operator]
                return left / right if operator == "/" else math.pow(left, right)
            case Lookup(_, is_below, bounds, values):
                return looked_up(parts[0], limits(bounds, is_below=is_below), values, is_below=is_below)
            case Missing():
                raise ValueError(expression.reason)
        raise AssertionError(expression)


def _is_never_below(expression: StepExpression) -> bool:
    return isinstance(expression, Apply) and expression.function in _LEAST_0


def _turned(way: int | None) -> int | None:
    return None if way is None else -way


def _joined(ways: list[int | None]) -> int | None:
    """Which way several go together: nothing can be seen where one rises and another falls."""
    found = STAYS
    for way in ways:
        if way is None or found * way < 0:
            return None
        found = found or way
    return found
