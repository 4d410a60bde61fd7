"""Steps to closures: each takes the list of the values so far and gives its own.

The same closures take floats and numpy arrays, for dimensions were checked before and all numbers are in base units.
Common shapes (a product of two steps, of a step and a literal) have closures of their own, which halves the time.
"""

from __future__ import annotations

import operator as operators

from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Apply, Choice, Draw, Negative, Not, Number, Operation, Ref, Total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from estimator.model.steps import Step, StepExpression

    Values: TypeAlias = list[Any]
    Closure: TypeAlias = Callable[[Values], Any]

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": operators.truediv,
    "==": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


def compile_step(expression: StepExpression) -> Closure:
    """The closure of a step's expression. A draw's closure gives its central value."""
    match expression:
        case Operation(operator, left, right):
            return _operation(operator, left, right)
        case Ref(index):
            return operators.itemgetter(index)
        case Number(value):
            return lambda _: value
        case Apply(name, arguments):
            return _apply(name, [compile_step(argument) for argument in arguments])
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
            return lambda values: sum([closure(values) for closure in closures])
        case Draw(distribution, arguments):
            from estimator.reckoning.distributions import median

            closures = [compile_step(argument) for argument in arguments]
            return lambda values: median(distribution, [closure(values) for closure in closures])
    raise AssertionError(expression)


def _operation(operator: str, left: StepExpression, right: StepExpression) -> Closure:
    if operator == "^":
        return _power(compile_step(left), compile_step(right))
    if operator in ("and", "or"):
        return _logic(operator, compile_step(left), compile_step(right))
    if isinstance(right, Ref):
        i = right.index
        if isinstance(left, Ref):
            return _of_two_steps(operator, left.index, i)
        first = compile_step(left)
        match operator:
            case "*":
                return lambda values: first(values) * values[i]
            case "/":
                return lambda values: first(values) / values[i]
            case _:
                pass
    elif isinstance(right, Number):
        constant, first = right.value, compile_step(left)
        match operator:
            case "*":
                return lambda values: first(values) * constant
            case "/" if constant:
                return lambda values: first(values) / constant
            case _:
                pass
    apply, first, second = _BINARY[operator], compile_step(left), compile_step(right)
    return lambda values: apply(first(values), second(values))


def _of_two_steps(operator: str, i: int, j: int) -> Closure:
    match operator:
        case "*":
            return lambda values: values[i] * values[j]
        case "/":
            return lambda values: values[i] / values[j]
        case "+":
            return lambda values: values[i] + values[j]
        case _:
            pass
    apply = _BINARY[operator]
    return lambda values: apply(values[i], values[j])


def _power(base: Closure, exponent: Closure) -> Closure:
    def power(values: Values) -> Any:
        low, high = base(values), exponent(values)
        result = low**high
        if result.__class__ is complex:
            raise ValueError("a negative number to a broken power")
        return result

    return power


def _logic(operator: str, left: Closure, right: Closure) -> Closure:
    both = operator == "and"

    def logic(values: Values) -> Any:
        first = left(values)
        if _is_scalar(first):
            return right(values) if bool(first) is both else bool(first)
        second = right(values)
        return (first != 0) & (second != 0) if both else (first != 0) | (second != 0)

    return logic


def _choice(condition: Closure, consequence: Closure, alternative: Closure) -> Closure:
    def choice(values: Values) -> Any:
        chosen = condition(values)
        if _is_scalar(chosen):
            return consequence(values) if chosen else alternative(values)
        from estimator.reckoning.arrays import choose

        return choose(chosen, lambda: consequence(values), lambda: alternative(values))

    return choice


def _is_scalar(value: object) -> bool:
    return value.__class__ is float or value.__class__ is bool or value.__class__ is int or not hasattr(value, "shape")


def _apply(name: str, arguments: list[Closure]) -> Closure:
    number = FUNCTIONS[name].number
    if len(arguments) == 1:
        first = arguments[0]

        def one(values: Values) -> Any:
            value = first(values)
            return number(value) if value.__class__ is float else _of_any(name, [value])

        return one

    def many(values: Values) -> Any:
        given = [argument(values) for argument in arguments]
        for value in given:
            if value.__class__ is not float:
                return _of_any(name, given)
        return number(*given)

    return many


def _of_any(name: str, given: list[Any]) -> Any:
    if all(_is_scalar(value) for value in given):
        return FUNCTIONS[name].number(*[float(value) for value in given])
    from estimator.reckoning.arrays import apply_function

    return apply_function(name, given)


def compile_steps(steps: list[Step]) -> tuple[Values, list[tuple[int, Closure]]]:
    """The values with the literals put in, and the steps to run with their closures, in order."""
    values: Values = [None] * len(steps)
    program: list[tuple[int, Closure]] = []
    for index, step in enumerate(steps):
        expression = step.expression
        if expression.__class__ is Number:
            values[index] = expression.value
        else:
            program.append((index, compile_step(expression)))
    return values, program
