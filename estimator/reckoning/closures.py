"""Expressions of steps to closures: each takes the list of the values so far and gives its own.

The same closures take floats and numpy arrays, for dimensions were checked before and all numbers are in base units.
Common shapes (a product of two steps, of a step and a literal) have closures of their own, which halves the time.
"""

from __future__ import annotations

import math
import operator as operators

from estimator.model.numerics import COMPARISONS, limits, looked_up
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
)
from estimator.reckoning.careful import LEAST, TINIEST, carefully, power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from estimator.model.steps import StepExpression

    Values: TypeAlias = list[Any]
    Closure: TypeAlias = Callable[[Values], Any]

INFINITE = math.inf
ZERO = Number(0.0)

# An operator by what stands on its sides: an earlier step, a literal, or what has a closure of its own. Written out,
# for a call of an operator's function costs as much as the rest, and numpy reuses the memory of a temporary only here.
_STEP, _LITERAL, _OTHER = range(3)
_SHAPES: dict[str, dict[tuple[int, int], Callable[[Any, Any], Closure]]] = {
    "+": {
        (_STEP, _STEP): lambda i, j: lambda values: values[i] + values[j],
        (_STEP, _LITERAL): lambda i, b: lambda values: values[i] + b,
        (_STEP, _OTHER): lambda i, g: lambda values: values[i] + g(values),
        (_LITERAL, _STEP): lambda a, j: lambda values: a + values[j],
        (_LITERAL, _LITERAL): lambda a, b: lambda _values: a + b,
        (_LITERAL, _OTHER): lambda a, g: lambda values: a + g(values),
        (_OTHER, _STEP): lambda f, j: lambda values: f(values) + values[j],
        (_OTHER, _LITERAL): lambda f, b: lambda values: f(values) + b,
        (_OTHER, _OTHER): lambda f, g: lambda values: f(values) + g(values),
    },
    "-": {
        (_STEP, _STEP): lambda i, j: lambda values: values[i] - values[j],
        (_STEP, _LITERAL): lambda i, b: lambda values: values[i] - b,
        (_STEP, _OTHER): lambda i, g: lambda values: values[i] - g(values),
        (_LITERAL, _STEP): lambda a, j: lambda values: a - values[j],
        (_LITERAL, _LITERAL): lambda a, b: lambda _values: a - b,
        (_LITERAL, _OTHER): lambda a, g: lambda values: a - g(values),
        (_OTHER, _STEP): lambda f, j: lambda values: f(values) - values[j],
        (_OTHER, _LITERAL): lambda f, b: lambda values: f(values) - b,
        (_OTHER, _OTHER): lambda f, g: lambda values: f(values) - g(values),
    },
    "*": {
        (_STEP, _STEP): lambda i, j: lambda values: values[i] * values[j],
        (_STEP, _LITERAL): lambda i, b: lambda values: values[i] * b,
        (_STEP, _OTHER): lambda i, g: lambda values: values[i] * g(values),
        (_LITERAL, _STEP): lambda a, j: lambda values: a * values[j],
        (_LITERAL, _LITERAL): lambda a, b: lambda _values: a * b,
        (_LITERAL, _OTHER): lambda a, g: lambda values: a * g(values),
        (_OTHER, _STEP): lambda f, j: lambda values: f(values) * values[j],
        (_OTHER, _LITERAL): lambda f, b: lambda values: f(values) * b,
        (_OTHER, _OTHER): lambda f, g: lambda values: f(values) * g(values),
    },
    "/": {
        (_STEP, _STEP): lambda i, j: lambda values: values[i] / values[j],
        (_STEP, _LITERAL): lambda i, b: lambda values: values[i] / b,
        (_STEP, _OTHER): lambda i, g: lambda values: values[i] / g(values),
        (_LITERAL, _STEP): lambda a, j: lambda values: a / values[j],
        (_LITERAL, _LITERAL): lambda a, b: lambda _values: a / b,
        (_LITERAL, _OTHER): lambda a, g: lambda values: a / g(values),
        (_OTHER, _STEP): lambda f, j: lambda values: f(values) / values[j],
        (_OTHER, _LITERAL): lambda f, b: lambda values: f(values) / b,
        (_OTHER, _OTHER): lambda f, g: lambda values: f(values) / g(values),
    },
}


def compile_step(expression: StepExpression) -> Closure:
    """The closure of a step's expression. A draw's closure gives its central value."""
    match expression:
        case Operation(operator, left, right):
            return _operation(operator, left, right)
        case Ref(index):
            return operators.itemgetter(index)
        case Number(value):
            return (lambda _: value) if math.isfinite(value) else _too_large
        case Apply(name, arguments):
            return _apply(name, [_looked_at(argument) for argument in arguments])
        case Choice(condition, consequence, alternative):
            return _choice(compile_step(condition), compile_step(consequence), compile_step(alternative))
        case Negative(operand):
            inner = compile_step(operand)
            return lambda values: -inner(values)
        case Not(operand):
            inner = compile_step(operand)
            return lambda values: inner(values) == 0
        case Total(terms):
            closures = [compile_step(term) for term in terms]
            return lambda values: sum(closure(values) for closure in closures)  # not all terms of all draws at once
        case Draw(distribution, arguments):
            return _draw(distribution, [compile_step(argument) for argument in arguments])
        case Missing(reason):
            return _missing(reason)
        case Lookup():
            return _lookup(expression)
        case Mean(operand):  # of the central values; compile_steps, which knows the other steps, averages
            return compile_step(operand)
    raise AssertionError(expression)


def looked_at(expression: StepExpression, value: Any, values: Values) -> Any:
    """A value that the quick way gave, reckoned with care if it is 0, tiny or infinite. ArithmeticError, ValueError."""
    if value.__class__ is not float or LEAST <= abs(value) < INFINITE or not (value or _can_lose(expression, values)):
        return value
    return value if isinstance(expression, Mean) else carefully(expression, values)


def _can_lose(expression: StepExpression, values: Values) -> bool:
    """Whether a 0 may be what is left of other numbers: where it is no 0 that was there before, nor a function's."""
    match expression:
        case Choice(_, consequence, alternative):
            return _can_lose(consequence, values) or _can_lose(alternative, values)
        case Negative(operand):
            return _can_lose(operand, values)
        case Operation("*" | "/"):
            return not _is_nothing(expression, values)
        case Operation("+" | "-", left, right):
            return not (isinstance(left, Ref | Number) and isinstance(right, Ref | Number))
        case Total(terms):
            return any(_can_lose(term, values) for term in terms)
        case Ref() | Number() | Apply() | Draw() | Missing() | Lookup():
            return False
        case _:
            return True


def _is_nothing(expression: StepExpression, values: Values) -> bool:
    """Whether a 0 was there before, as a number, a step or a factor."""
    match expression:
        case Ref(index):
            return bool(values[index] == 0)
        case Operation("*", left, right):
            return _is_nothing(left, values) or _is_nothing(right, values)
        case Operation("/", left, _):
            return _is_nothing(left, values)
        case Negative(operand):
            return _is_nothing(operand, values)
        case _:
            return expression == ZERO


def _looked_at(expression: StepExpression) -> Closure:
    """The closure of a part whose infinity or loss would not be seen in what is made of it."""
    inner = compile_step(expression)
    arithmetic = isinstance(expression, Operation) and expression.operator in "+-*/^"
    if not arithmetic and not isinstance(expression, Negative | Total | Choice):
        return inner  # a function of parts that were looked at, a truth value, an earlier step

    def part(values: Values) -> Any:
        value = inner(values)
        if value.__class__ is float and not LEAST < value < INFINITE:
            try:
                return looked_at(expression, value, values)
            except FloatingPointError:  # too small for a float, but no 0
                return math.copysign(TINIEST, value)
        return value

    return part


def _lookup(lookup: Lookup) -> Closure:
    operand, values, is_below = _looked_at(lookup.operand), lookup.values, lookup.is_below
    ends = limits(lookup.bounds, is_below=is_below)

    def found(given: Values) -> Any:
        value = operand(given)
        if _is_scalar(value):
            return looked_up(float(value), ends, values, is_below=is_below)
        from estimator.reckoning.arrays import looked_up as looked_up_in_arrays

        return looked_up_in_arrays(value, ends, values, is_below=is_below)

    return found


def _missing(reason: str) -> Closure:
    def missing(_: Values) -> float:
        raise ValueError(reason)

    return missing


def _too_large(_: Values) -> float:
    raise OverflowError


def _draw(distribution: str, arguments: list[Closure]) -> Closure:
    from estimator.reckoning.distributions import median

    return lambda values: median(distribution, [argument(values) for argument in arguments])


def _operation(operator: str, left: StepExpression, right: StepExpression) -> Closure:
    if operator in _SHAPES:
        return _arithmetic(operator, left, right)
    if operator in ("and", "or"):
        return _logic(operator, compile_step(left), compile_step(right))
    first, second = _looked_at(left), _looked_at(right)
    return _power(first, second) if operator == "^" else _comparison(operator, first, second)


def _arithmetic(operator: str, left: StepExpression, right: StepExpression) -> Closure:
    (first_shape, first), (second_shape, second) = _side(left), _side(right)
    if operator == "/" and second_shape == _OTHER:
        second = _looked_at(right)
    return _SHAPES[operator][first_shape, second_shape](first, second)


def _side(expression: StepExpression) -> tuple[int, Any]:
    match expression:
        case Ref(index):
            return _STEP, index
        case Number(value) if math.isfinite(value):
            return _LITERAL, value
        case _:
            return _OTHER, compile_step(expression)


def _comparison(operator: str, left: Closure, right: Closure) -> Closure:
    compare = COMPARISONS[operator]

    def comparison(values: Values) -> Any:
        first, second = left(values), right(values)
        if first.__class__ is float and second.__class__ is float:
            return compare(first, second)
        if _is_scalar(first) and _is_scalar(second):
            return compare(first, second)
        from estimator.reckoning.arrays import compared as compared_arrays

        return compared_arrays(operator, first, second)

    return comparison


def _power(base: Closure, exponent: Closure) -> Closure:
    return lambda values: power(base(values), exponent(values))


def _logic(operator: str, left: Closure, right: Closure) -> Closure:
    both = operator == "and"

    def logic(values: Values) -> Any:
        first = left(values)
        if _is_scalar(first):
            return right(values) if bool(first) is both else bool(first)
        from estimator.reckoning.arrays import choose

        held = first != 0
        return (
            choose(held, lambda: right(values), lambda: False)
            if both
            else choose(held, lambda: True, lambda: right(values))
        )

    return logic


def _choice(condition: Closure, consequence: Closure, alternative: Closure) -> Closure:
    def choice(values: Values) -> Any:
        chosen = condition(values)
        if chosen is True:
            return consequence(values)
        if chosen is False:
            return alternative(values)
        if _is_scalar(chosen):
            return consequence(values) if chosen else alternative(values)
        from estimator.reckoning.arrays import choose

        return choose(chosen, lambda: consequence(values), lambda: alternative(values))

    return choice


def _is_scalar(value: object) -> bool:
    return value.__class__ is float or value.__class__ is bool or value.__class__ is int or not hasattr(value, "shape")


def _apply(name: str, arguments: list[Closure]) -> Closure:
    from estimator.model.functions import FUNCTIONS  # which a line without calls does not need

    number = FUNCTIONS[name].number
    if len(arguments) == 1:
        first = arguments[0]

        def one(values: Values) -> Any:
            value = first(values)
            return number(value) if value.__class__ is float else _of_any(name, [value])

        return one

    if len(arguments) == 2:
        first, second = arguments

        def two(values: Values) -> Any:
            value, other = first(values), second(values)
            if value.__class__ is float and other.__class__ is float:
                return number(value, other)
            return _of_any(name, [value, other])

        return two

    def many(values: Values) -> Any:
        given = [argument(values) for argument in arguments]
        for value in given:
            if value.__class__ is not float:
                return _of_any(name, given)
        return number(*given)

    return many


def _of_any(name: str, given: list[Any]) -> Any:
    if all(_is_scalar(value) for value in given):
        from estimator.model.functions import FUNCTIONS

        return FUNCTIONS[name].number(*[float(value) for value in given])
    from estimator.reckoning.arrays import apply_function

    return apply_function(name, given)
