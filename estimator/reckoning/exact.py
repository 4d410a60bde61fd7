"""Values as ratios of whole numbers, where they are: whether what is shown *equals* a value, or is close to it alone.

A float does not tell: that of 6/7 has the digits of a decimal, and so has every tenth of the numbers that are none. So
the steps are gone through once more with ratios. What went through a function whose values are irrational has none but
where it is known (`sqrt(16)`), and neither has the middle of most ranges; what is rounded to whole numbers has one.
"""

from __future__ import annotations

import itertools
import math

from estimator.model.input_distributions import BEST, MEASURED, RANGE
from estimator.model.steps import (
    Apply,
    Choice,
    Draw,
    Lookup,
    Mean,
    Negative,
    Number,
    Operation,
    Ref,
    Total,
    children,
    reached,
)
from estimator.reckoning.careful import carefully
from estimator.reckoning.faults import Faulted
from estimator.reckoning.ratios import MOST_BITS, combined, power, ratio_of_float, reduced
from estimator.units.display import LEAST_WITHOUT_NOISE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any, TypeAlias

    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.ratios import Ratio

    Factors: TypeAlias = tuple[tuple[int, int], ...]  # irrational numbers by their places, and their powers
    Product: TypeAlias = tuple[int, int, Factors]

MOST_TRIES = 64  # of a binomial chance that is added up
MOST_FACTORS = 32
MOST_STEPS = 20_000  # of a sheet; nothing is known of more, as of searches in searches
ROUNDING = ("round", "ceil", "floor", "ceil_pow2")
_ONE, _ZERO, _HALF = (1, 1), (0, 1), (1, 2)
_ARITHMETIC = ("+", "-", "*", "/", "^")


class ExactValues:
    """The values of the steps of a sheet, each worked out when it is asked for.

    Within, a value is a ratio times powers of irrational numbers, each known by how it came about: so one over itself
    is 1, and so are two that came about alike.
    """

    def __init__(self, steps: list[Step], values: list[Any]) -> None:
        self._steps = steps
        self._values = values
        self._known: dict[int, Product] = {}
        self._is_full = False
        self._irrational: dict[object, int] = {}

    def of(self, index: int) -> Ratio | None:
        """The value of a step in base units as a ratio; None where it is not known to be one."""
        if index not in self._known:
            new = [] if self._is_full else reached(self._steps, [index], until=self._known)
            self._is_full = self._is_full or len(self._known) + len(new) > MOST_STEPS
            if self._is_full:
                return None
            for each in new:
                if each not in self._known:
                    self._known[each] = self._of_step(each)
        over, under, factors = self._known[index]
        return None if factors else (over, under)

    def _of_step(self, index: int) -> Product:
        expression = self._steps[index].expression
        try:
            return self._mean(index, expression) if isinstance(expression, Mean) else self._of(expression)
        except (ArithmeticError, Faulted, TypeError, ValueError):  # of a branch that is not taken, and has no value
            return self._named("none", index)

    def _mean(self, index: int, mean: Mean) -> Product:
        """That of a draw by its rule; one over points by its value, for what it is of varies."""
        if isinstance(mean.operand, Ref):
            drawn = self._steps[mean.operand.index].expression
            if isinstance(drawn, Draw):
                return self._by_rule(_MEANS, drawn.distribution, drawn.arguments)
        return self._named("mean", float(self._values[index]))

    def _named(self, *key: object) -> Product:
        """An irrational number by how it came about."""
        return 1, 1, ((self._irrational.setdefault(key, len(self._irrational)), 1),)

    def _of(self, expression: StepExpression) -> Product:
        match expression:
            case Ref(index):
                return self._known[index]
            case Number(value):
                return self._ratio(ratio_of_float(value), "number", value)
            case Operation(operator) if operator in _ARITHMETIC:
                return self._chain(expression)
            case Negative(operand):
                over, under, factors = self._of(operand)
                return -over, under, factors
            case Total(terms):
                total: Product = (0, 1, ())
                for _, group in itertools.groupby(terms, id):  # thousands of one constant are looked at once
                    alike = list(group)
                    found = self._of(alike[0])
                    if len(alike) > 1:
                        found = self._combined("*", (len(alike), 1, ()), found)
                    total = self._combined("+", total, found)
                return total
            case Choice(condition, consequence, alternative):
                return self._of(consequence if carefully(condition, self._values) else alternative)
            case Apply():
                return self._applied(expression)
            case Lookup():
                given = float(carefully(expression, self._values))
                return self._ratio(ratio_of_float(given), "number", given)
            case Draw(distribution, arguments):
                return self._by_rule(_MEDIANS, distribution, arguments)
            case _:
                raise ValueError("a truth, or none")

    def _ratio(self, found: Ratio | None, *key: object) -> Product:
        return self._named(*key) if found is None else (*found, ())

    def _by_rule(
        self, rules: dict[str, Callable[..., Ratio | None]], name: str, arguments: tuple[StepExpression, ...]
    ) -> Product:
        given = [self._of(each) for each in arguments]
        ratios = [each[:2] for each in given if not each[2]]
        known = rules[name](*ratios) if len(ratios) == len(given) and name in rules else None
        return self._ratio(known, rules is _MEANS, name, *given)

    def _chain(self, expression: Operation) -> Product:
        """The left side of a long sum is a sum itself: gone down without a call for each term."""
        chain: list[Operation] = []
        first: StepExpression = expression
        while isinstance(first, Operation) and first.operator in _ARITHMETIC:
            chain.append(first)
            first = first.left
        found = self._of(first)
        for each in reversed(chain):
            found = self._combined(each.operator, found, self._of(each.right))
        return found

    def _combined(self, operator: str, left: Product, right: Product) -> Product:
        (*_, factors), (times, root, others) = left, right
        ratio = combined(operator, left[:2], right[:2])
        if operator == "^":
            factors = tuple([(each, by * times) for each, by in factors]) if times else ()
            is_product = not others and (not factors or root == 1)
        elif operator in ("+", "-"):
            is_product = factors == others or not times or not left[0]
            factors = factors if left[0] else others
        else:
            factors, is_product = _multiplied(factors, others, 1 if operator == "*" else -1), True
        if ratio is None or not is_product or len(factors) > MOST_FACTORS:
            return self._named(operator, left, right)
        return (*ratio, factors if ratio[0] else ())

    def _applied(self, expression: Apply) -> Product:
        name, parts = expression.function, expression.arguments
        if name in ("min", "max"):
            wanted = carefully(expression, self._values)
            found = [self._of(each) for each in parts if carefully(each, self._values) == wanted]
            return found[0] if len(set(found)) == 1 else self._named(name, *found)
        if name in ROUNDING:
            return self._rounded(expression)
        if name == "share" and 0 < carefully(parts[0], self._values) < 1:
            return self._of(parts[0])
        return self._by_rule(_KNOWN, name, parts)

    def _rounded(self, expression: Apply) -> Product:
        value = float(carefully(expression, self._values))
        if abs(value) < LEAST_WITHOUT_NOISE:
            return (*value.as_integer_ratio(), ())
        found = self._of(expression.arguments[0])
        if expression.function == "ceil_pow2" and not found[2]:
            return (*value.as_integer_ratio(), ())
        return found if found[1:] == (1, ()) else self._named(expression.function, found)


def _multiplied(factors: Factors, others: Factors, sign: int) -> Factors:
    """The powers of a product, or of a quotient."""
    if not others:
        return factors
    powers = dict(factors)
    for each, by in others:
        powers[each] = powers.get(each, 0) + sign * by
    return tuple(sorted([(each, by) for each, by in powers.items() if by]))


def irrational(steps: list[Step], wanted: Collection[int]) -> set[int]:
    """The steps whose values are no ratios but by chance, whatever the inputs are."""
    found: set[int] = set()
    for index in reached(steps, wanted):
        waiting = [steps[index].expression]
        while waiting:
            at_hand = waiting.pop()
            match at_hand:
                case Apply(name) if name in ROUNDING:
                    continue
                case Apply(name) if name not in ("min", "max", "abs", "share", "choose"):
                    found.add(index)
                case Draw(distribution) if distribution not in (BEST, "uniform", "normal"):
                    found.add(index)
                case Operation("^", _, exponent) if not isinstance(exponent, Number) or exponent.value % 1:
                    found.add(index)
                case Mean():
                    found.add(index)
                case Ref(other) if other in found:
                    found.add(index)
                case Choice(_, consequence, alternative):
                    waiting += (consequence, alternative)
                    continue
                case _:
                    pass
            waiting += children(at_hand)
    return found


def _average(*values: Ratio) -> Ratio | None:
    total: Ratio | None = _ZERO
    for each in values:
        total = combined("+", total, each)
    return combined("/", total, (len(values), 1))


def _middle(low: Ratio, high: Ratio) -> Ratio | None:
    """That of a range: of the logarithms above 0."""
    product = combined("*", low, high) if low[0] > 0 else None
    return power(product, _HALF) if product else _average(low, high)


def _peak(low: Ratio, mode: Ratio, high: Ratio) -> Ratio | None:
    """The median of a peak that lies in the middle."""
    return mode if _average(low, high) == mode else None


_MEDIANS: dict[str, Callable[..., Ratio | None]] = {
    RANGE: _middle,
    BEST: lambda best, low, high: best,  # noqa: ARG005  called by place
    "uniform": _average,
    "normal": lambda mean, deviation: mean,  # noqa: ARG005  called by place
    "triangular": _peak,
    "pert": _peak,
}
_MEANS: dict[str, Callable[..., Ratio | None]] = {
    "uniform": _average,
    "normal": lambda mean, deviation: mean,  # noqa: ARG005  called by place
    "lognormal": lambda mean, deviation: mean,  # noqa: ARG005  called by place
    "triangular": _average,
    "pert": lambda low, mode, high: _average(low, mode, mode, mode, mode, high),
    "exponential": lambda mean: mean,
    MEASURED: _average,
}


def _whole_power(base: int) -> Callable[[Ratio], Ratio | None]:
    """The logarithm to a whole base, of its own powers."""

    def logarithm(of: Ratio) -> Ratio | None:
        size = max(of)
        exponent = round(math.log(size, base))
        return (exponent if of[1] == 1 else -exponent, 1) if min(of) == 1 and base**exponent == size else None

    return logarithm


def _binomial_cdf(most: Ratio, tries: Ratio, chance: Ratio) -> Ratio | None:
    hits, over, under = most[0] // most[1], *chance
    if hits < 0 or hits * tries[1] >= tries[0]:
        return _ZERO if hits < 0 else _ONE
    if tries[1] != 1 or tries[0] > MOST_TRIES:
        return None
    ways = [math.comb(tries[0], k) * over**k * (under - over) ** (tries[0] - k) for k in range(hits + 1)]
    return reduced(sum(ways), under ** tries[0])


def _chosen(of: Ratio, number: Ratio) -> Ratio | None:
    if of[1] != 1 or number[1] != 1:
        return None
    fewer = min(number[0], of[0] - number[0])
    if fewer < 0:
        return _ZERO
    return (math.comb(of[0], fewer), 1) if fewer * of[0].bit_length() <= MOST_BITS else None


def _head(head: Ratio, items: Ratio, skew: Ratio) -> Ratio | None:
    """The share of the first of some items, or of those that a cache holds: all, none, or as many as there are."""
    if head[0] <= 0 or head[0] * items[1] >= items[0] * head[1]:
        return _ONE if head[0] > 0 else _ZERO
    return combined("/", head, items) if not skew[0] and head[1] == items[1] == 1 else None


# What is known of functions whose values are irrational elsewhere, and of those that keep a ratio.
_KNOWN: dict[str, Callable[..., Ratio | None]] = {
    "abs": lambda x: (abs(x[0]), x[1]),
    "share": lambda x: _ZERO if x[0] < 0 else _ONE if x[0] > x[1] else x,
    "sqrt": lambda x: power(x, _HALF),
    "exp": lambda x: None if x[0] else _ONE,
    "ln": lambda x: _ZERO if x == _ONE else None,
    "log2": _whole_power(2),
    "log10": _whole_power(10),
    "ln_factorial": lambda n: _ZERO if n in (_ZERO, _ONE) else None,
    "choose": _chosen,
    "poisson_pmf": lambda k, mean: None if mean[0] else (_ZERO if k[0] else _ONE),
    "poisson_cdf": lambda k, mean: _ZERO if k[0] < 0 else (None if mean[0] else _ONE),
    "binomial_cdf": _binomial_cdf,
    "zipf_head": _head,
    "lru_hit_ratio": _head,
    "fifo_hit_ratio": _head,
}
