"""The mean of an expression as an expression of the means of its parts, where it is one.

A mean of a sum is the sum of the means, and that of a product of independent parts the product of theirs. So `mean` of
what is made of ranges by `+ - * /`, whole powers and roots needs the means of powers of single draws alone, which are
known exactly; what cannot be taken apart, such as a rounding, stays a mean over points.
"""

from __future__ import annotations

from estimator.model.steps import Apply, Choice, Draw, Mean, Negative, Number, Operation, Ref, Total, references
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from estimator.model.steps import Step, StepExpression
    from estimator.units.kinds import Kind

    Factors: TypeAlias = "list[Factor]"

DEEPEST = 40  # steps behind steps; what lies deeper is averaged over points


@record
class Factor:
    """One factor of a product: an expression to a power, and the draws that it depends on."""

    base: StepExpression
    power: float
    draws: frozenset[int]


_NONE: frozenset[int] = frozenset()


def draws_behind(expression: StepExpression, steps: list[Step], known: dict[int, frozenset[int]]) -> frozenset[int]:
    """The draws that an expression depends on, but for those that a mean has averaged; `known` those of steps."""
    below = references(expression)
    waiting = [index for index in below if index not in known]
    while waiting:
        index = waiting[-1]
        inner = steps[index].expression
        if inner.__class__ is Draw:
            known[index] = frozenset((index,))
        elif inner.__class__ is Mean and not inner.over:
            known[index] = _NONE
        elif index not in known:
            needed = references(inner)
            missing = [each for each in needed if each not in known]
            if missing:
                waiting += missing
                continue
            known[index] = _joined(needed, known)
            if inner.__class__ is Mean:
                known[index] -= frozenset(inner.over)
        waiting.pop()
    return _joined(below, known)


def _joined(steps: list[int], known: dict[int, frozenset[int]]) -> frozenset[int]:
    found = _NONE
    for index in steps:
        draws = known[index]
        if draws and draws is not found:
            found = found | draws if found else draws
    return found


class Expectation:
    """Takes means apart.

    `hoisted` makes a step of an expression of a kind, under a name, and gives what refers to it. `known` keeps the
    draws that each step depends on, from one mean to the next. The mean is `over` some draws.
    """

    def __init__(
        self,
        steps: list[Step],
        hoisted: Callable[[str, StepExpression, Kind], StepExpression],
        known: dict[int, frozenset[int]],
        over: frozenset[int],
    ) -> None:
        self.steps = steps
        self.hoisted = hoisted
        self.depth = 0
        self.over = over
        self._draws = known
        self._means: dict[int, StepExpression] = {}

    def of(self, expression: StepExpression, kind: Kind) -> StepExpression:
        """The mean of an expression of a kind; that of a step once."""
        if not self.draws(expression):
            return expression
        if isinstance(expression, Ref):
            if expression.index not in self._means:
                self._means[expression.index] = self._of_step(expression)
            return self._means[expression.index]
        apart = self._apart(expression, kind)
        return self.hoisted("mean_of_part", self._whole(expression), kind) if apart is None else apart

    def _of_step(self, step: Ref) -> StepExpression:
        inner, kind = self.steps[step.index].expression, self.steps[step.index].kind
        apart = None
        if not isinstance(inner, Draw) and self.depth < DEEPEST:
            self.depth += 1
            apart = self._apart(inner, kind)
            self.depth -= 1
        return self.hoisted(self._name(step), self._whole(step) if apart is None else apart, kind)

    def _whole(self, expression: StepExpression) -> Mean:
        """The mean of what cannot be taken apart; where it depends on other draws, too, over those that it is over."""
        draws = draws_behind(expression, self.steps, self._draws)
        return Mean(expression, tuple(sorted(draws & self.over)) if draws - self.over else ())

    def _name(self, step: Ref) -> str:
        return "mean_of_" + self.steps[step.index].name.rpartition(".")[2]

    def draws(self, expression: StepExpression) -> frozenset[int]:
        """The draws that an expression depends on and the mean is over, but for those that another has averaged."""
        return draws_behind(expression, self.steps, self._draws) & self.over

    def _apart(self, expression: StepExpression, kind: Kind) -> StepExpression | None:
        """The mean of an uncertain expression from those of its parts; None where it is a mean of its own."""
        match expression:
            case Ref():
                return self.of(expression, kind)
            case Negative(operand):
                return Negative(self.of(operand, kind))
            case Operation("+" | "-" as operator, left, right):
                return Operation(operator, self.of(left, kind), self.of(right, kind))
            case Total(terms):
                return Total(tuple([self.of(term, kind) for term in terms]))
            case Choice(condition, consequence, alternative) if not self.draws(condition):
                return Choice(condition, self.of(consequence, kind), self.of(alternative, kind))
            case Operation("*" | "/" | "^") | Apply("sqrt"):
                return self._product(self._factors(expression, 1.0))
            case _:
                return None

    def _factors(self, expression: StepExpression, power: float) -> Factors:
        """The factors of a product to a power."""
        match expression:
            case Operation("*", left, right):
                return [*self._factors(left, power), *self._factors(right, power)]
            case Operation("/", left, right):
                return [*self._factors(left, power), *self._factors(right, -power)]
            case Operation("^", base, Number(exponent)) if self.draws(base):
                return self._factors(base, power * exponent)
            case Apply("sqrt", (argument,)) if self.draws(argument):
                return self._factors(argument, power / 2)
            case Ref(index) if self.draws(expression) and self.depth < DEEPEST:
                inner = self.steps[index].expression
                if isinstance(inner, Ref) or _is_product(inner):
                    self.depth += 1
                    found = self._factors(inner, power)
                    self.depth -= 1
                    return found
        return [Factor(expression, power, self.draws(expression))]

    def _product(self, factors: Factors) -> StepExpression | None:
        """The mean of a product; None where its uncertain factors are not independent, or have no mean of their own."""
        powers: dict[StepExpression, float] = {}
        for factor in factors:
            if factor.draws:
                powers[factor.base] = powers.get(factor.base, 0.0) + factor.power
        seen: set[int] = set()
        means: dict[StepExpression, StepExpression] = {}
        for base, power in powers.items():
            drawn = self.draws(base)
            if seen & drawn or not isinstance(base, Ref):
                return None
            seen |= drawn
            mean = self._power(base, power) if power else Number(1.0)
            if mean is None:
                return None
            means[base] = mean
        found: StepExpression | None = None
        for factor in factors:
            if factor.draws:
                part, power = means.pop(factor.base, None), 1.0
                if part is None:  # put in where the base came first
                    continue
            else:
                part, power = factor.base, factor.power
            found = _times(found, part, power)
        return found

    def _power(self, base: Ref, power: float) -> StepExpression | None:
        """The mean of a step to a power, the kind of which is known."""
        kind = self.steps[base.index].kind
        if power == 1:
            return self.of(base, kind)
        if not isinstance(self.steps[base.index].expression, Draw):
            return None
        raised: Kind | None = kind
        if kind.powers:
            raised = kind.power(int(power)) if power.is_integer() else kind.root() if power == 0.5 else None
        if raised is None:
            return None
        return self.hoisted(f"{self._name(base)}_{power:g}", Mean(Operation("^", base, Number(power))), raised)


def _is_product(expression: StepExpression) -> bool:
    return isinstance(expression, Operation) and expression.operator in ("*", "/", "^")


def _times(found: StepExpression | None, part: StepExpression, power: float) -> StepExpression:
    """A product so far times a part to a power."""
    size = abs(power)
    raised = part if size == 1 else Operation("^", part, Number(size))
    if power > 0:
        return raised if found is None else Operation("*", found, raised)
    return Operation("/", Number(1.0) if found is None else found, raised)
