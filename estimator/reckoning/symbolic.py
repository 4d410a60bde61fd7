"""A program's steps as sympy expressions: equations, and one expression of the assumptions.

Loaded only where someone asks for it, for sympy takes a quarter of a second to import. Whole-number functions snap as
model/numerics.py says, whatever the precision; the rest is sympy's own mathematics, which the tests hold the engine
against. Expressions are in base units: bits, seconds, metres, watts, counts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import sympy
from sympy import Float, Integer, Piecewise, Rational, Symbol

from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import RANGE, family
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
    is_silent,
    reached,
    references,
)
from estimator.problems import EstimateError, Mark, Problem, command_line_problem
from estimator.reckoning.chances import FUNCTIONS as CHANCES
from estimator.reckoning.distributions import median as numeric_median
from estimator.reckoning.rounding import FUNCTIONS as ROUNDING

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import StepExpression
    from estimator.reckoning.evaluate import Evaluation

MOST_CASES = 200  # of what a comparison compares
LARGEST_TREE = 20_000  # nodes of one expression; sympy takes seconds beyond it
SHORT_DIGITS = 15
LARGEST_POWER = 20_000  # bits
HIGHEST_ROOT = 12  # beyond it sympy looks for factors for seconds, and nobody reads the root
DIGITS = 30  # at which numbers are computed
_TEXT_SIGNS = {"#", "$", "%", "&", "{", "}"}  # which LaTeX has behind a backslash in a text


class Named(Symbol):  # type: ignore[misc]  # sympy is without types
    """A symbol of a quantity: in LaTeX one word, where sympy would set `daily_users` with an index."""

    def _latex(self, printer: object) -> str:
        # An operator's name, for the sake of the room between it and the next one.
        return rf"\operatorname{{\mathit{{{''.join([_in_latex(char) for char in self.name])}}}}}"


def _in_latex(char: str) -> str:
    if char.isascii() and (char.isalnum() or char == "."):
        return char
    if char == "_":
        return r"\_"
    shown = f"\\{char}" if char in _TEXT_SIGNS else char if char not in "\\^~" else "?"
    return rf"\text{{{shown}}}"


UNDEFINED = Symbol("undefined")
RELATIONS = {"==": sympy.Eq, "!=": sympy.Ne, "<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge}


def number(value: float) -> sympy.Expr:
    """A float as it was meant: whole, a short decimal, or itself; what overflowed on a side not taken is undefined."""
    if not math.isfinite(value):
        return UNDEFINED
    if abs(value) < 1e18 and value == int(value):
        return Integer(int(value))
    text = f"{value:.{SHORT_DIGITS}g}"
    if float(text) == value and len(text.lstrip("-").replace(".", "").strip("0")) < SHORT_DIGITS:
        return Rational(text)
    return Rational(*value.as_integer_ratio())


def step_expression(expression: StepExpression, symbol_of: Callable[[int], sympy.Expr]) -> sympy.Expr:
    """A step's expression over the symbols of other steps. EstimateError for a function that sympy cannot say."""
    inner = [step_expression(child, symbol_of) for child in children(expression)]
    match expression:
        case Number(value):
            return number(float(value))
        case Ref(index):
            return symbol_of(index)
        case Negative():
            return -inner[0]
        case Not():
            return sympy.Not(inner[0])
        case Operation("+"):
            return inner[0] + inner[1]
        case Operation("-"):
            return inner[0] - inner[1]
        case Operation("*"):
            return inner[0] * inner[1]
        case Operation("/"):
            return inner[0] / inner[1]
        case Operation("^"):
            return _power(*inner)
        case Operation("and"):
            return sympy.And(*inner)
        case Operation("or"):
            return sympy.Or(*inner)
        case Operation(operator):
            return _relation(operator, *inner)
        case Choice():
            return Piecewise((inner[1], inner[0]), (inner[2], True), evaluate=not inner[0].has(sympy.ITE))
        case Total():
            return sympy.Add(*inner)
        case Apply(name):
            return _applied(name, inner)
        case Draw(distribution):
            return median(distribution, inner)
        case Mean():
            return sympy.Function("mean")(*inner)
        case Missing():
            return UNDEFINED
        case Lookup(_, is_below, bounds, values):
            rows, sign = zip(values[:-1], bounds[:-1], strict=True), "<" if is_below else "<="
            cases = [(number(value), _relation(sign, inner[0], number(bound))) for value, bound in rows]
            return Piecewise(*cases, (number(values[-1]), True))
    raise AssertionError(expression)


def _relation(operator: str, left: sympy.Expr, right: sympy.Expr) -> sympy.Basic:
    """A comparison; undefined where a side has no value, beside an `and`, an `or` or an `if` that does not take it."""
    return _by_cases(operator, left, right, [MOST_CASES])


def _by_cases(operator: str, left: sympy.Expr, right: sympy.Expr, budget: list[int]) -> sympy.Basic:
    """A comparison in each of the cases that its sides are made of: sympy itself would simplify, and for long."""
    if left.has(sympy.zoo, sympy.nan) or right.has(sympy.zoo, sympy.nan):
        return UNDEFINED
    cases = next((each for side in (left, right) for each in sympy.preorder_traversal(side) if each.is_Piecewise), None)
    if cases is not None:
        budget[0] -= len(cases.args)
        if budget[0] < 0:
            message = f"a comparison of more than {MOST_CASES} cases is too large for one expression"
            raise EstimateError([command_line_problem(operator, message, "ask for a part of it")])
        found: sympy.Basic = sympy.false
        for value, condition in reversed(cases.args):
            taken = _by_cases(operator, left.xreplace({cases: value}), right.xreplace({cases: value}), budget)
            found = taken if condition == sympy.true else sympy.ITE(condition, taken, found, evaluate=False)
        return found
    try:
        return RELATIONS[operator](left, right)
    except TypeError:
        return UNDEFINED


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """A power; one of more digits than anyone would read, or of a root, as a decimal number: sympy has all of them."""
    if base.is_Rational and exponent.is_Rational and base not in (-1, 0, 1):
        bits = max(abs(base.p), base.q).bit_length()
        if exponent.q > HIGHEST_ROOT or bits * abs(float(exponent)) > LARGEST_POWER:
            return Float(base, 2 * DIGITS) ** exponent
    return base**exponent


def _applied(name: str, arguments: list[sympy.Expr]) -> sympy.Expr:
    spelling = FUNCTIONS[name].spelling.sympy
    if not spelling:
        message = f"sympy has no {name}: {FUNCTIONS[name].missing}"
        raise EstimateError([command_line_problem(name, message, "ask for a quantity that does not need it")])
    own = ROUNDING.get(spelling) or CHANCES.get(spelling) or _SPECIAL.get(spelling) or getattr(sympy, spelling)
    try:
        return own(*arguments)
    except ValueError:  # it has no value there, as on a side that is not taken
        return UNDEFINED
    except (AttributeError, TypeError):  # sympy cannot say which case holds; behind its cache that is the former
        if not isinstance(own, type):
            raise
        return own(*arguments, evaluate=False)


def _exponential(exponent: sympy.Expr) -> sympy.Expr:
    """The power of e, with no power of a number made of e^(n ln b) that `_power` would not make."""
    for term in sympy.Add.make_args(exponent):
        times, logarithms = sympy.Integer(1), []
        for factor in sympy.Mul.make_args(term):
            if isinstance(factor, sympy.log) and factor.args[0].is_Rational:
                logarithms.append(factor.args[0])
            elif factor.is_Rational:
                times *= factor
        bits = sum(max(abs(base.p), base.q).bit_length() for base in logarithms)
        if (times.q > HIGHEST_ROOT and logarithms) or bits * abs(float(times)) > LARGEST_POWER:
            if exponent.is_number:
                return sympy.exp(exponent.evalf(2 * DIGITS))
            return sympy.exp(exponent, evaluate=False)
    return sympy.exp(exponent)


_SPECIAL: dict[str, Callable[..., sympy.Expr]] = {
    "exp": _exponential,
    "log2": lambda x: sympy.log(x, 2),
    "log10": lambda x: sympy.log(x, 10),
    "zipf_head": lambda head, items, skew: (
        CHANCES["harmonic"](sympy.Min(head, items), skew) / CHANCES["harmonic"](items, skew)
    ),
    "share": lambda x: x,  # for solving to go on; the engine confirms a solution, and has no value beyond the bounds
}


def median(distribution: str, values: list[sympy.Expr]) -> sympy.Expr:
    """The central value of a draw."""
    low, high = values[0], values[-1]
    match distribution:
        case "best" | "normal":
            return values[0]
        case "uniform":
            return (low + high) / 2
        case "lognormal":
            return values[0] / sympy.sqrt(1 + (values[1] / values[0]) ** 2)
        case "triangular":
            mode = values[1]
            right = low + sympy.sqrt((high - low) * (mode - low) / 2)
            left = high - sympy.sqrt((high - low) * (high - mode) / 2)
            return Piecewise((right, mode >= (low + high) / 2), (left, True))
        case "pert":
            return ROUNDING["pert_median"](*values)
        case "exponential":
            return values[0] * sympy.log(2)
        case "pareto":
            return values[0] * 2 ** (1 / values[1])
        case _ if distribution != RANGE:
            return _numeric_median(distribution, values)
        case _:
            return Piecewise((sympy.sqrt(low * high), low > 0), ((low + high) / 2, True))


def _numeric_median(distribution: str, values: list[sympy.Expr]) -> sympy.Expr:
    """That of a distribution whose quantiles have no formula: its number, or a function of what is not known."""
    name = family(distribution)
    if all(value.is_number for value in values):
        return sympy.Float(numeric_median(distribution, [float(value) for value in values]), 17)
    return sympy.Function(f"{name}_median")(*values)


def equations(evaluation: Evaluation) -> list[sympy.Eq]:
    """Each needed step as `name = expression` over the symbols of the steps before it. EstimateError."""
    found = []
    for index in _needed(evaluation, shown(evaluation)):
        step = evaluation.model.steps[index]
        if is_silent(step):
            continue
        made = step_expression(step.expression, lambda each: _symbol(evaluation, each))
        found.append(sympy.Eq(_symbol(evaluation, index), made, evaluate=False))
    return found


def expression(evaluation: Evaluation, name: str) -> sympy.Expr:
    """A quantity as an expression of the assumptions, in base units. EstimateError if it is no number, or too large."""
    quantity = evaluation.model.quantities.get(name)
    if quantity is None or quantity.step is None:
        raise EstimateError(
            [command_line_problem(name, f"the sheet has no number {name}", "name one of its quantities")]
        )
    return inlined(evaluation, quantity.step, _inputs(evaluation))


def inlined(evaluation: Evaluation, index: int, kept: set[int]) -> sympy.Expr:
    """A step as an expression of the kept steps alone."""
    steps = evaluation.model.steps
    needed = _needed(evaluation, [index], kept)
    sizes: dict[int, int] = {}
    for each in needed:  # before any is made, for what is too large takes long
        used = [] if each in kept else references(steps[each].expression)
        sizes[each] = 1 + sum(sizes[one] for one in used) + (0 if each in kept else _size(steps[each].expression))
        if sizes[each] > LARGEST_TREE:
            problem = Problem(
                f"{steps[index].name} is too large for one expression",
                (Mark(steps[index].source, *steps[index].span),),
                "ask for a part of it",
            )
            raise EstimateError([problem])
    made: dict[int, sympy.Expr] = {}
    for each in needed:
        is_kept = each in kept
        made[each] = _symbol(evaluation, each) if is_kept else step_expression(steps[each].expression, made.__getitem__)
    return made[index]


def _size(tree: StepExpression) -> int:
    return 1 + sum(_size(child) for child in children(tree))


def _inputs(evaluation: Evaluation) -> set[int]:
    """The steps that stay symbols: assumptions, ranges, and means, which have no closed form."""
    found = {each.step for each in evaluation.model.quantities.values() if each.assumption and each.step is not None}
    return found | {
        index for index, step in enumerate(evaluation.model.steps) if isinstance(step.expression, Draw | Mean)
    }


def shown(evaluation: Evaluation) -> list[int]:
    """The steps of the quantities and the checks."""
    quantities = evaluation.model.quantities.values()
    return [each.step for each in quantities if each.step is not None] + [each.step for each in evaluation.model.checks]


def _needed(evaluation: Evaluation, wanted: list[int], kept: set[int] | None = None) -> list[int]:
    return reached(evaluation.model.steps, wanted, until=kept or ())


def _symbol(evaluation: Evaluation, index: int) -> Symbol:
    while is_silent(evaluation.model.steps[index]):  # the symbol of what it holds
        (index,) = references(evaluation.model.steps[index].expression)
    value = evaluation.values[index]
    positive = isinstance(value, float) and value > 0
    name = evaluation.model.steps[index].name
    return Named(name, positive=True) if positive else Named(name, real=True)
