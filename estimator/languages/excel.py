"""A program's steps as the formulas of a worksheet, as a person would type them.

A cell holds its value in the unit that a reader wants to see, so a formula carries what turns one unit into another:
a fold gives a text and the factor that takes it to base units; the factors of a product meet in one constant, so that
`daily_users*tweets_per_user/86400` is a rate in QPS. Comparisons are the spreadsheet's own, which takes numbers as
equal that differ in the fifteenth digit.
"""

from __future__ import annotations

import math
from fractions import Fraction

from estimator.model.functions import BEST, FUNCTIONS, RANGE
from estimator.model.steps import Apply, Choice, Draw, Mean, Negative, Not, Number, Operation, Ref, Total
from estimator.reckoning.distributions import Z95
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from estimator.model.steps import StepExpression

    Lift: TypeAlias = "Callable[[str, StepExpression, float], str]"

COMPARED, ADDED, MULTIPLIED, RAISED, ATOM = range(5)
LONGEST = 1_500  # characters of a part; a formula of 8,192 is the most that a cell takes
DEEPEST = 30  # brackets in brackets; 64 are the most
MOST_TERMS = 100
LARGEST_RATIO = 10**12
FLOAT = 4e-16
_COMPOSED = frozenset("()+-*/^<>=,")  # what the text of a reference or a number does not have
_OPERATORS = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class Inexpressible(Exception):
    """A step that a spreadsheet cannot compute; the text says why."""


@record
class Term:
    """A part of a formula: its value in base units is `factor` times `text`; without a text, it is `factor` alone."""

    factor: float
    text: str
    precedence: int = ATOM
    depth: int = 0

    def wrapped(self, precedence: int) -> str:
        """The text, in brackets where it binds less than what stands around it."""
        return f"({self.text})" if self.precedence < precedence else self.text


def literal(value: float) -> str:
    """A number as a spreadsheet reads it."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace("e+", "E").replace("e", "E")


def scaled(term: Term, factor: float) -> Term:
    """A term in a unit of so many base units, with the constant that this takes."""
    if not term.text:
        return Term(1.0, literal(term.factor / factor), ATOM if term.factor / factor >= 0 else ADDED)
    constant = term.factor / factor
    if constant == 0:
        return Term(1.0, "0")
    if abs(constant - 1) <= FLOAT:
        return Term(1.0, term.text, term.precedence, term.depth)
    text = term.wrapped(MULTIPLIED)
    if constant < 0:
        return Term(1.0, f"-{scaled(Term(-constant, text, MULTIPLIED), 1.0).text}", ADDED, term.depth)
    ratio = Fraction(constant).limit_denominator(LARGEST_RATIO) if constant < LARGEST_RATIO else Fraction(0)
    if not ratio or abs(float(ratio) - constant) > FLOAT * constant or ratio.numerator > LARGEST_RATIO:
        inverse = 1 / constant
        if inverse == round(inverse) and inverse < 1e15:
            return Term(1.0, f"{text}/{literal(inverse)}", MULTIPLIED, term.depth)
        return Term(1.0, f"{text}*{literal(constant)}", MULTIPLIED, term.depth)
    times = f"*{ratio.numerator}" if ratio.numerator != 1 else ""
    per = f"/{ratio.denominator}" if ratio.denominator != 1 else ""
    return Term(1.0, f"{text}{times}{per}", MULTIPLIED, term.depth)


class Speller:
    """Spells expressions over cells.

    cell    the reference to a step's cell, and what one of the cell's unit is in base units
    lift    puts a part into a cell of its own (a text, what it computes, its factor) and gives the reference
    """

    def __init__(self, cell: Callable[[int], tuple[str, float]], lift: Lift) -> None:
        self.cell = cell
        self.lift = lift

    def formula(self, expression: StepExpression, factor: float) -> str:
        """The formula of an expression in a unit of so many base units, without `=`. Inexpressible."""
        return scaled(self.term(expression), factor).text

    def term(self, expression: StepExpression) -> Term:
        """An expression as a term; too long a one is lifted out."""
        found = self._term(expression)
        if len(found.text) > LONGEST or found.depth > DEEPEST:
            return Term(found.factor, self.lift(found.text, expression, found.factor))
        return found

    def _term(self, expression: StepExpression) -> Term:
        match expression:
            case Number(value):
                return Term(float(value), "")
            case Ref(index):
                text, factor = self.cell(index)
                return Term(factor, text)
            case Negative(operand):
                inner = self.term(operand)
                return Term(-inner.factor, inner.text, inner.precedence, inner.depth)
            case Not(operand):
                return self.called("NOT", [self.plain(operand)])
            case Operation("*" | "/" as operator, left, right):
                return self.product(operator, self.term(left), self.term(right))
            case Operation("+" | "-" as operator, left, right):
                return self.sum([self.term(left), self.term(right)], operator)
            case Operation("^", base, exponent):
                return self.power(self.term(base), self.plain(exponent))
            case Operation("and", left, right):
                return self.called("IF", [self.plain(left), self.plain(right), Term(1.0, "FALSE")])
            case Operation("or", left, right):
                return self.called("IF", [self.plain(left), Term(1.0, "TRUE"), self.plain(right)])
            case Operation(operator, left, right):
                _, (first, second) = self.alike([self.term(left), self.term(right)])
                text = f"{first.wrapped(ADDED)}{_OPERATORS[operator]}{second.wrapped(ADDED)}"
                return Term(1.0, text, COMPARED, max(first.depth, second.depth) + 1)
            case Choice(condition, consequence, alternative):
                factor, branches = self.alike([self.term(consequence), self.term(alternative)])
                return self.called("IF", [self.plain(condition), *branches], factor)
            case Total(terms):
                return self.total(list(terms))
            case Apply(name, arguments):
                return self.apply(name, list(arguments))
            case Draw(distribution, arguments):
                return self.median(distribution, [self.term(argument) for argument in arguments])
            case Mean():
                raise AssertionError("a mean is averaged over points")
        raise AssertionError(expression)

    def plain(self, expression: StepExpression) -> Term:
        """An expression in base units."""
        return scaled(self.term(expression), 1.0)

    def called(self, name: str, arguments: list[Term], factor: float = 1.0) -> Term:
        """A call of a function of the spreadsheet."""
        depth = max([argument.depth for argument in arguments]) + 1
        return Term(factor, f"{name}({','.join([argument.text for argument in arguments])})", ATOM, depth)

    def alike(self, terms: list[Term]) -> tuple[float, list[Term]]:
        """Terms in one unit: that of the first that is no number."""
        factor = next((term.factor for term in terms if term.text and term.factor), 1.0)
        return factor, [scaled(term, factor) for term in terms]

    def product(self, operator: str, left: Term, right: Term) -> Term:
        """`*` and `/`; the numbers and the units of both sides meet in the factor."""
        depth = max(left.depth, right.depth) + 1
        if operator == "*":
            factor = left.factor * right.factor
            if not left.text or not right.text:
                only = left if left.text else right
                return Term(factor, only.text, only.precedence, only.depth)
            return Term(factor, f"{left.wrapped(MULTIPLIED)}*{right.wrapped(MULTIPLIED)}", MULTIPLIED, depth)
        if not right.text and right.factor == 0:
            return Term(1.0, "1/0", MULTIPLIED)
        factor = left.factor / right.factor
        if not right.text:
            return Term(factor, left.text, left.precedence, left.depth)
        return Term(factor, f"{left.wrapped(MULTIPLIED) or '1'}/{right.wrapped(RAISED)}", MULTIPLIED, depth)

    def sum(self, terms: list[Term], operator: str = "+") -> Term:
        """`+` and `-`, in the unit of the first term that has one."""
        if not any(term.text for term in terms):
            first, second = [term.factor for term in terms]
            return Term(first + second if operator == "+" else first - second, "")
        factor, (left, right) = self.alike(terms)
        text = f"{left.wrapped(ADDED)}{operator}{right.wrapped(MULTIPLIED if operator == '-' else ADDED)}"
        if right.text.startswith("-") and operator == "+":
            text = f"{left.wrapped(ADDED)}{right.text}"
        return Term(factor, text, ADDED, max(left.depth, right.depth) + 1)

    def power(self, base: Term, exponent: Term) -> Term:
        """`^`; a unit is raised with its number."""
        depth = max(base.depth, exponent.depth) + 1
        raised = exponent.wrapped(ATOM)
        if base.text and base.factor > 0 and base.factor != 1 and exponent.text.lstrip("-").isdigit():
            factor = base.factor ** int(exponent.text)
            if math.isfinite(factor) and factor:
                return Term(factor, f"{base.wrapped(ATOM)}^{raised}", RAISED, depth)
        return Term(1.0, f"{scaled(base, 1.0).wrapped(ATOM)}^{raised}", RAISED, depth)

    def total(self, terms: list[StepExpression]) -> Term:
        """A sum of many terms; a hundred at a time."""
        if len(terms) > MOST_TERMS:
            chunks = [terms[start : start + MOST_TERMS] for start in range(0, len(terms), MOST_TERMS)]
            parts = [self.lifted(self.total(chunk), Total(tuple(chunk))) for chunk in chunks]
        else:
            parts = [self.term(term) for term in terms]
        factor, alike = self.alike(parts)
        return self.called("SUM", alike, factor)

    def lifted(self, term: Term, expression: StepExpression) -> Term:
        """A term in a cell of its own; what is a reference or a number already stays."""
        if not term.text or not set(term.text) & _COMPOSED:
            return term
        return Term(term.factor, self.lift(term.text, expression, term.factor))

    def apply(self, name: str, arguments: list[StepExpression]) -> Term:
        """A built-in function, by its pattern."""
        function = FUNCTIONS[name]
        pattern = function.spelling.excel
        if not pattern:
            raise Inexpressible(f"{name}: {function.missing}")
        if function.rule in ("same", "keep"):
            factor, alike = self.alike([self.term(argument) for argument in arguments])
            return self.called(pattern.split("(")[0], alike, factor)
        fields: dict[str, str] = {}
        depth = 0
        for place, argument in enumerate(arguments):
            term = self.plain(argument)
            if pattern.count(f"{{{place}}}") > 1 or f"{{whole{place}}}" in pattern:
                term = self.lifted(term, argument)
            depth = max(depth, term.depth)
            text = term.wrapped(ATOM) if f"{{{place}}}+" in pattern else term.text
            fields[str(place)] = text
            near = f"ABS({text}-INT({text}+0.5))<=0.000000001*MAX(1,ABS({text}))"
            fields[f"whole{place}"] = f"IF({near},INT({text}+0.5),{text})"
        spelled = pattern
        for field, text in fields.items():
            spelled = spelled.replace(f"{{{field}}}", text)
        return Term(1.0, spelled, RAISED if spelled.startswith(("-", "2^")) else ATOM, depth + 4)

    def median(self, distribution: str, parameters: list[Term]) -> Term:
        """The central value of a draw."""
        factor, terms = self.alike(parameters)
        text = [term.wrapped(ATOM) for term in terms]
        match distribution:
            case "best" | "normal":
                return Term(factor, text[0])
            case "uniform":
                return Term(factor, f"({text[0]}+{text[1]})/2", MULTIPLIED, 2)
            case "lognormal":
                return Term(factor, f"{text[0]}/SQRT(1+({text[1]}/{text[0]})^2)", MULTIPLIED, 3)
            case _:
                if distribution == RANGE:
                    low, high = text
                    return Term(factor, f"IF({low}>0,SQRT({low}*{high}),({low}+{high})/2)", ATOM, 3)
                return Term(factor, between(distribution, text, "0.5"), ADDED, 6)

    def quantile(self, draw: Draw, index: int, constant: str, parameters: list[str] | None) -> str:
        """The value of a draw at a point, in the unit of its step's cell; `parameters` are cells in that unit.

        `constant` is the cell with the point's share of the cases, or, of a normal spread, its distance from the
        middle: in standard deviations, and for a range in 90% half-widths.
        """
        center, factor = self.cell(index)
        text = parameters or [scaled(self.term(argument), factor).wrapped(ATOM) for argument in draw.arguments]
        if draw.distribution in (RANGE, BEST):
            low, high = text[-2], text[-1]
            side = f"IF({constant}<0,{center}/{low},{high}/{center})^{constant}"
            straight = f"IF({constant}<0,{center}-{low},{high}-{center})*{constant}"
            return f"IF({low}>0,{center}*{side},{center}+{straight})"
        if draw.distribution == "normal":
            return f"{text[0]}+{text[1]}*{constant}"
        if draw.distribution == "lognormal":
            return f"{center}*EXP({constant}*SQRT(LN(1+({text[1]}/{text[0]})^2)))"
        if draw.distribution == "uniform":
            return f"{text[0]}+({text[1]}-{text[0]})*{constant}"
        return between(draw.distribution, text, constant)


def constant_of(distribution: str, share: float, z: float) -> float:
    """What `Speller.quantile` needs to know of a point."""
    if distribution in (RANGE, BEST):
        return z / Z95
    return z if distribution in ("normal", "lognormal") else share


def between(distribution: str, text: list[str], share: str) -> str:
    """The quantile of a triangular or PERT distribution."""
    low, mode, high = text
    if distribution == "triangular":
        rising = f"{low}+SQRT({share}*({high}-{low})*({mode}-{low}))"
        falling = f"{high}-SQRT((1-{share})*({high}-{low})*({high}-{mode}))"
        return f"IF({share}*({high}-{low})<={mode}-{low},{rising},{falling})"
    shape = f"1+4*({mode}-{low})/({high}-{low}),1+4*({high}-{mode})/({high}-{low})"
    return f"{low}+({high}-{low})*BETAINV({share},{shape})"
