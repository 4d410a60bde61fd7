"""An evaluated sheet reckoned anew by sympy, with thirty digits: what the engine's floats are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy
from sympy import Float, Integer, Rational

from estimator.model.functions import FUNCTIONS
from estimator.model.numerics import limits, looked_up
from estimator.model.steps import (
    Apply,
    Choice,
    Draw,
    Lookup,
    Mean,
    Negative,
    Not,
    Operation,
    Ref,
    Total,
    children,
    reached,
)
from estimator.reckoning.faults import Fault
from estimator.reckoning.symbolic import DIGITS, RELATIONS, number, shown, step_expression

if TYPE_CHECKING:
    from estimator.model.steps import Step, StepExpression
    from estimator.reckoning.evaluate import Evaluation


def numeric(evaluation: Evaluation) -> dict[int, Any]:
    """The values of the needed steps, reckoned by sympy with thirty digits; None for one without a value.

    A mean, which is taken over points, and what sympy cannot say are the engine's.
    """
    values: dict[int, Any] = {}
    for index in reached(evaluation.model.steps, shown(evaluation)):
        step = evaluation.model.steps[index]
        sayable = not isinstance(step.expression, Mean) and _sayable(step.expression)
        values[index] = _step_value(step, values) if sayable else _engine(evaluation.values[index])
    return values


def _sayable(tree: StepExpression) -> bool:
    if isinstance(tree, Apply) and not FUNCTIONS[tree.function].spelling.sympy:
        return False
    return all(_sayable(child) for child in children(tree))


def _engine(value: Any) -> Any:
    return None if isinstance(value, Fault) else Float(float(value), DIGITS)


def _step_value(step: Step, values: dict[int, Any]) -> Any:
    try:
        return _evaluated(_put_in(step.expression, values))
    except (ZeroDivisionError, ValueError, TypeError, Unknown):
        return None


class Unknown(Exception):
    """A step without a value was used."""


def _put_in(tree: StepExpression, values: dict[int, Any]) -> sympy.Expr:
    """A tree with the values of the steps; of an `if`, the branch that is taken, and so of `and` and `or`. Unknown."""
    if isinstance(tree, Choice):
        condition = _put_in(tree.condition, values)
        return _put_in(tree.consequence if bool(condition) else tree.alternative, values)
    if isinstance(tree, Operation) and tree.operator in ("and", "or"):
        first = bool(_put_in(tree.left, values))
        if first is (tree.operator == "or"):
            return sympy.true if first else sympy.false
        return _put_in(tree.right, values)
    if isinstance(tree, Ref):
        if values.get(tree.index) is None:
            raise Unknown
        return values[tree.index]
    if isinstance(tree, Operation) and tree.operator in RELATIONS:
        return _compared(tree.operator, *[_evaluated(_put_in(side, values)) for side in (tree.left, tree.right)])
    if isinstance(tree, Lookup):
        value = float(_evaluated(_put_in(tree.operand, values)))
        ends = limits(tree.bounds, is_below=tree.is_below)
        return number(looked_up(value, ends, tree.values, is_below=tree.is_below))
    parts = iter([_put_in(child, values) for child in children(tree)])

    def part(_: int) -> sympy.Expr:
        return next(parts)

    return step_expression(_shallow(tree), part)


def _shallow(tree: StepExpression) -> StepExpression:
    """The tree with its operands replaced by places, which `part` fills in order."""
    place = Ref(0)
    match tree:
        case Negative():
            return Negative(place)
        case Not():
            return Not(place)
        case Operation(operator):
            return Operation(operator, place, place)
        case Apply(name, arguments):
            return Apply(name, (place,) * len(arguments))
        case Total(terms):
            return Total((place,) * len(terms))
        case Draw(distribution, arguments):
            return Draw(distribution, (place,) * len(arguments))
        case _:
            return tree


def _compared(operator: str, left: sympy.Expr, right: sympy.Expr) -> sympy.Basic:
    same = abs(left - right) <= Rational(1, 10**12) * max(abs(left), abs(right))
    if operator in ("==", "!="):
        return sympy.true if bool(same) is (operator == "==") else sympy.false
    if bool(same):
        return sympy.true if operator in ("<=", ">=") else sympy.false
    return RELATIONS[operator](left, right)


def _evaluated(made: sympy.Basic) -> Any:
    """A number with thirty digits, or a truth value. ValueError if it is none."""
    if made in (sympy.true, sympy.false):
        return made
    value = sympy.N(made, DIGITS)
    if not isinstance(value, Float | Integer | Rational):
        raise ValueError(str(value))  # noqa: TRY004  zoo, nan or a complex number: it has no value
    return value


def float_of(value: Any) -> float:
    """A value of `numeric` as a float."""
    return float(bool(value)) if value in (sympy.true, sympy.false) else float(value)
