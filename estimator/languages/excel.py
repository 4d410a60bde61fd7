"""A program's steps as the formulas of a worksheet, as a person would type them.

A cell holds its value in the unit that a reader wants to see, so a formula carries what turns one unit into another:
a fold gives a text and the factor that takes it to base units; the factors of a product meet in one constant, so that
`daily_users*tweets_per_user/86400` is a rate in QPS. Comparisons are the spreadsheet's own, which takes numbers as
equal that differ in the fifteenth digit.
"""

from __future__ import annotations

import math
from string import Formatter, ascii_lowercase

from estimator.languages.excel_draws import middle
from estimator.languages.excel_terms import (
    ADDED,
    ATOM,
    COMPARED,
    MULTIPLIED,
    RAISED,
    SHORT,
    Inexpressible,
    Term,
    ends_of,
    literal,
    negated,
    number_in,
    scaled,
    snapped_number,
    snapped_text,
)
from estimator.model.functions import FUNCTIONS
from estimator.model.numerics import EQUAL, limits, looked_up, snapped
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from estimator.model.steps import StepExpression

    Lift: TypeAlias = "Callable[[str, StepExpression, float], str]"

LONGEST = 1_500  # characters of a part
LONGEST_REPEATED = 40  # characters of a part that is the same at all points
LONGEST_FORMULA = 8_000  # a formula of 8,192 is the most that a cell takes
DEEPEST = 30  # brackets in brackets; 64 are the most
MOST_TERMS = 100
SMALL_POWER = 8  # an exponent that takes no number that anyone writes below what a float holds
_COMPOSED = frozenset("()+-*/^<>=,")  # what the text of a reference or a number does not have
_OPERATORS = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
LARGEST_COUNT = 1e5  # the chances of a spreadsheet lose digits with the count, and some count up to it: nine are left
NEAR_ONE = 0.999999  # and one of tries loses digits where a try nearly never fails
SNAPPED = {"whole", "floor", "ceil", "near"}  # the fields of a pattern that hold an argument after snapping
BINDS = {"call": ATOM, "power": RAISED}
_COUNTED = {"poisson_pmf", "poisson_cdf", "binomial_cdf", "choose"}


class Speller:
    """Spells expressions over cells.

    cell    the reference to a step's cell, and what one of the cell's unit is in base units
    lift    puts a part into a cell of its own (a text, what it computes, its factor) and gives the reference
    value   what an expression has as it is exported, so that no formula stands where a spreadsheet has another value
    same    whether a part is the same wherever the formula stands: it is lifted, too, where it is no short one
    """

    def __init__(
        self,
        cell: Callable[[int], tuple[str, float]],
        lift: Lift,
        value: Callable[[StepExpression], Any] | None = None,
        same: Callable[[StepExpression], bool] | None = None,
    ) -> None:
        self.cell = cell
        self.lift = lift
        self.value = value
        self.same = same

    def formula(self, expression: StepExpression, factor: float) -> str:
        """The formula of an expression in a unit of so many base units, without `=`. Inexpressible."""
        return scaled(self.term(expression, factor), factor).text

    def term(self, expression: StepExpression, wanted: float = 0.0) -> Term:
        """An expression as a term, if it may be in a wanted unit; too long a one is lifted out."""
        found = self._term(expression, wanted)
        is_long = len(found.text) > LONGEST or found.depth > DEEPEST
        if is_long or (self.same is not None and len(found.text) > LONGEST_REPEATED and self.same(expression)):
            return self.lifted(found, expression)
        return found

    def _term(self, expression: StepExpression, wanted: float) -> Term:
        match expression:
            case Number(value):
                return Term(float(value), "")
            case Ref(index):
                text, factor = self.cell(index)
                return Term(factor, text, ATOM, 0, factor)
            case Negative(operand):
                return negated(self.term(operand, wanted))
            case Not(operand):
                return self.called("NOT", [self.plain(operand)])
            case Operation("*" | "/" as operator, left, right):
                return self.product(operator, *self.sides(operator, left, right, wanted))
            case Operation("+" | "-" as operator, left, right):
                return self.sum(operator, self.term(left, wanted), self.term(right, wanted), wanted)
            case Operation("^", base, exponent):
                return self.power(base, exponent)
            case Operation("and", left, right):  # IF, for the right side may have no value where the left one fails
                return self.called("IF", [self.plain(left), self.plain(right), Term(1.0, "FALSE")])
            case Operation("or", left, right):
                return self.called("IF", [self.plain(left), Term(1.0, "TRUE"), self.plain(right)])
            case Operation(operator, left, right):
                _, (first, second) = self.alike([self.term(left), self.term(right)])
                text = f"{first.wrapped(ADDED)}{_OPERATORS[operator]}{second.wrapped(ADDED)}"
                return Term(1.0, text, COMPARED, max(first.depth, second.depth) + 1)
            case Choice(condition, consequence, alternative):
                chosen = self.value(condition) if self.value is not None else None
                if not isinstance(chosen, bool | float):  # at the points of a range, some one way and some the other
                    chosen = None
                branches = [
                    self.branch(consequence, wanted, taken=chosen is None or bool(chosen)),
                    self.branch(alternative, wanted, taken=chosen is None or not chosen),
                ]
                factor, alike = self.alike(branches, wanted)
                return self.called("IF", [self.plain(condition), *alike], factor)
            case Total(terms):
                return self.many("SUM", list(terms), lambda chunk: Total(tuple(chunk)), wanted)
            case Apply(name, arguments):
                return self.apply(name, list(arguments), wanted)
            case Draw(distribution, arguments):
                return self.median(
                    distribution, [self.lifted(self.term(each, wanted), each) for each in arguments], wanted
                )
            case Lookup():
                return self.lookup(expression, wanted)
            case Missing():
                return Term(1.0, "NA()")
            case Mean():
                raise AssertionError("a mean is averaged over points")
        raise AssertionError(expression)

    def branch(self, expression: StepExpression, wanted: float, *, taken: bool) -> Term:
        """A branch of an `if`; of one not taken as it is exported nothing is held: its formulas end by themselves."""
        value = self.value
        self.value = value if taken else None
        try:
            return self.term(expression, wanted)
        finally:
            self.value = value

    def plain(self, expression: StepExpression) -> Term:
        """An expression in base units."""
        return scaled(self.term(expression, 1.0), 1.0)

    def called(self, name: str, arguments: list[Term], factor: float = 1.0) -> Term:
        """A call of a function of the spreadsheet."""
        depth = max([argument.depth for argument in arguments]) + 1
        return Term(factor, f"{name}({','.join([argument.text for argument in arguments])})", ATOM, depth, factor)

    def alike(self, terms: list[Term], wanted: float = 0.0) -> tuple[float, list[Term]]:
        """Terms in one unit: the one that they share, else the wanted one, else that of the first that is no number."""
        texts = [term for term in terms if term.text]
        factor = wanted or next((term.unit for term in texts), 1.0)
        shared = {term.factor for term in texts}
        if len(shared) == 1 and (len(texts) == len(terms) or texts[0].factor == texts[0].unit):
            factor = texts[0].factor
        return factor, [scaled(term, factor) for term in terms]

    def sides(self, operator: str, left: StepExpression, right: StepExpression, wanted: float) -> tuple[Term, Term]:
        """The sides of `*` and `/`; where one is in a unit already, the other can give the wanted one."""
        if isinstance(right, Ref | Number):
            second = self.term(right)
            unit = second.factor if operator == "/" else 1 / second.factor if second.factor else 0.0
            return self.term(left, abs(wanted * unit)), second
        first = self.term(left)
        if not first.factor or not wanted:
            return first, self.term(right)
        return first, self.term(right, abs(wanted / first.factor if operator == "*" else first.factor / wanted))

    def product(self, operator: str, left: Term, right: Term) -> Term:
        """`*` and `/`; the numbers and the units of both sides meet in the factor."""
        for term, other in ((left, right), (right, left)):
            if not term.text and term.factor < 0:
                product = self.product(
                    operator, *[Term(-term.factor, "") if each is term else other for each in (left, right)]
                )
                return negated(product)
        depth = max(left.depth, right.depth) + 1
        if operator == "*":
            factor, unit = left.factor * right.factor, left.unit * right.unit
            if not factor:
                return Term(0.0, "")
            if not left.text or not right.text:
                only = left if left.text else right
                return Term(factor, only.text, only.precedence, only.depth, only.unit)
            text = f"{left.wrapped(MULTIPLIED)}*{right.wrapped(MULTIPLIED)}"
            return Term(factor, text, MULTIPLIED, depth, unit)
        if not right.text and right.factor == 0:
            return Term(1.0, "1/0", MULTIPLIED)
        factor = left.factor / right.factor
        if not right.text:
            return Term(factor, left.text, left.precedence, left.depth, left.unit)
        if not left.text:
            return Term(
                1 / right.factor, f"{literal(left.factor)}/{right.wrapped(RAISED)}", MULTIPLIED, depth, 1 / right.unit
            )
        text = f"{left.wrapped(MULTIPLIED)}/{right.wrapped(RAISED)}"
        return Term(factor, text, MULTIPLIED, depth, left.unit / right.unit)

    def sum(self, operator: str, first: Term, second: Term, wanted: float) -> Term:
        """`+` and `-`."""
        if not first.text and not second.text:
            return Term(first.factor + second.factor if operator == "+" else first.factor - second.factor, "")
        factor, (left, right) = self.alike([first, second], wanted)
        text = f"{left.wrapped(ADDED)}{operator}{right.wrapped(MULTIPLIED if operator == '-' else ADDED)}"
        if right.text.startswith("-") and operator == "+":
            text = f"{left.wrapped(ADDED)}{right.text}"
        return Term(factor, text, ADDED, max(left.depth, right.depth) + 1, factor)

    def power(self, left: StepExpression, right: StepExpression) -> Term:
        """`^`; a unit is raised with its number.

        What is too near to zero for a float is zero, as it is to the engine: LibreOffice has an error there.
        """
        base, exponent = self.term(left), self.plain(right)
        depth = max(base.depth, exponent.depth) + 1
        known = number_in(exponent.text)
        if not abs(known) <= SMALL_POWER and self.may_vanish(left, right):
            text = self.lifted(scaled(base, 1.0), left).wrapped(ATOM)
            raised = (self.lifted(exponent, right) if math.isnan(known) else exponent).wrapped(ATOM)
            return Term(1.0, f"IFERROR({text}^{raised},0/(LN({text})*{raised}<0))", ATOM, depth + 3)
        raised = exponent.wrapped(ATOM)
        if base.text and base.factor != 1 and exponent.text.lstrip("-").isdigit():
            try:
                factor = base.factor ** int(exponent.text)
            except OverflowError:
                factor = math.inf
            if math.isfinite(factor) and factor:
                return Term(factor, f"{base.wrapped(ATOM)}^{raised}", RAISED, depth, factor)
        return Term(1.0, f"{scaled(base, 1.0).wrapped(ATOM)}^{raised}", RAISED, depth)

    def may_vanish(self, base: StepExpression, exponent: StepExpression) -> bool:
        """Whether a power is below one as it is exported, or not known not to be: other inputs may take it to zero."""
        if self.value is None:
            return True
        bases, exponents = ends_of(self.value(base)), ends_of(self.value(exponent))
        powers = [(one, other) for one in bases for other in exponents]
        return any(not one > 0 or not other * math.log(one) > 0 for one, other in powers)

    def many(
        self,
        name: str,
        parts: list[StepExpression],
        made: Callable[[list[StepExpression]], StepExpression],
        wanted: float,
    ) -> Term:
        """A function of any number of arguments, as many at a time as a formula takes."""
        terms = [self.term(part, wanted) for part in parts]
        chunks = _chunks(terms)
        while len(chunks) > 1:
            together = []
            for chunk in chunks:
                factor, alike = self.alike([terms[place] for place in chunk], wanted)
                term = self.called(name, alike, factor) if len(chunk) > 1 else terms[chunk[0]]
                together.append((self.lifted(term, expression := made([parts[place] for place in chunk])), expression))
            terms, parts = [term for term, _ in together], [part for _, part in together]
            chunks = _chunks(terms)
        factor, alike = self.alike(terms, wanted)
        return self.called(name, alike, factor)

    def lifted(self, term: Term, expression: StepExpression) -> Term:
        """A term in a cell of its own; what is a reference or a number already stays."""
        if not term.text or not set(term.text) & _COMPOSED:
            return term
        return Term(term.factor, self.lift(term.text, expression, term.factor), unit=term.factor)

    def apply(self, name: str, arguments: list[StepExpression], wanted: float) -> Term:
        """A built-in function, by its pattern."""
        function = FUNCTIONS[name]
        pattern = function.spelling.excel
        if not pattern:
            raise Inexpressible(f"{name}: {function.missing}")
        if name in _COUNTED and self.value is not None and self.is_wrong(name, arguments):
            raise Inexpressible(f"{name}: a spreadsheet's own is good for counts up to {LARGEST_COUNT:,.0f} alone")
        pieces = list(Formatter().parse(pattern))
        fields = [field for _, field, _, _ in pieces if field]
        if not fields:
            return self.many(pattern, arguments, lambda chunk: Apply(name, tuple(chunk)), wanted)
        snaps = any(field.rstrip("0123456789") in SNAPPED for field in fields)
        terms = [self.term(argument, 1.0) for argument in arguments]
        if snaps and not any(term.text for term in terms):
            try:
                return Term(function.number(*[term.factor for term in terms]), "")
            except (ArithmeticError, ValueError):  # on a side that is not taken
                return Term(1.0, "NA()")
        texts: dict[str, str] = {}
        depth = 0
        for place, (found, argument) in enumerate(zip(terms, arguments, strict=True)):
            term = scaled(found, 1.0)
            if snaps or len([field for field in fields if field.lstrip(ascii_lowercase) == str(place)]) > 1:
                term = self.lifted(term, argument)
            depth = max(depth, term.depth)
            texts |= {str(place): term.wrapped(ATOM), f"bare{place}": term.text}
            for field, text in (snapped_text(term.text) if found.text else snapped_number(found.factor)).items():
                texts[f"{field}{place}"] = text
        spelled = "".join([between_fields + (texts[field] if field else "") for between_fields, field, _, _ in pieces])
        return Term(1.0, spelled, BINDS[function.spelling.binds], depth + 4)

    def lookup(self, lookup: Lookup, wanted: float) -> Term:
        """A row of a table, which stands in the formula: as many thresholds as lie under the number are passed."""
        operand = self.term(lookup.operand)
        if not operand.text:
            ends = limits(lookup.bounds, is_below=lookup.is_below)
            return Term(looked_up(operand.factor, ends, lookup.values, is_below=lookup.is_below), "")
        unit, factor = operand.unit if operand.factor == operand.unit else 1.0, wanted or 1.0
        number = scaled(operand, unit)
        bounds, values = [
            "{" + ";".join([literal(each / one) for each in numbers]) + "}"
            for numbers, one in ((lookup.bounds, unit), (lookup.values, factor))
        ]
        near = f"1E-12*ABS({bounds})" if min(lookup.bounds) < 0 else ""
        if lookup.is_below:
            passed = f"{f'{bounds}-{near}' if near else f'{bounds}*(1-1E-12)'}<={number.wrapped(ADDED)}"
        else:
            passed = f"{f'{bounds}+{near}' if near else f'{bounds}*(1+1E-12)'}<{number.wrapped(ADDED)}"
        text = f"INDEX({values},MIN({len(lookup.values)},1+SUMPRODUCT(--({passed}))))"
        if len(text) > LONGEST_FORMULA:
            raise Inexpressible("a table of more thresholds than a cell's formula holds")
        term = Term(factor, text, ATOM, number.depth + 5, factor)
        return self.lifted(term, lookup) if len(text) > LONGEST else term

    def is_wrong(self, name: str, arguments: list[StepExpression]) -> bool:
        """Whether a spreadsheet has another value of a chance or a choice at any point: its formula says none there."""
        assert self.value is not None
        values = [self.value(argument) for argument in arguments]
        if not all(isinstance(value, float) or hasattr(value, "max") for value in values):
            return False  # no number: there is nothing to be wrong about
        most = [float(value.max()) if hasattr(value, "max") else float(value) for value in values]
        if name == "choose":
            whole = all(isinstance(value, float) and snapped(value) == math.floor(snapped(value)) for value in values)
            return not whole and most[0] > LARGEST_COUNT
        if name == "binomial_cdf":
            return most[1] > LARGEST_COUNT or NEAR_ONE < most[2] < 1
        return max(most) > LARGEST_COUNT

    def share(self, expression: StepExpression) -> str:
        """The central value of a share: no number where it is none. A point of a range is cut, by the pattern."""
        text = self.lifted(self.plain(expression), expression).text
        return f"IF(ABS({text}-0.5)<=0.5+{literal(EQUAL)},MAX(0,MIN(1,{text})),NA())"

    def median(self, distribution: str, parameters: list[Term], wanted: float = 0.0) -> Term:
        """The central value of a draw."""
        factor, terms = self.alike(parameters, wanted)
        text = [term.wrapped(ATOM) for term in terms]
        if distribution in ("best", "normal"):
            return Term(factor, text[0], unit=factor)
        return Term(factor, *middle(distribution, text))


def _chunks(terms: list[Term]) -> list[list[int]]:
    """The places of terms, as many together as one formula takes."""
    chunks: list[list[int]] = [[]]
    length = 0
    for place, term in enumerate(terms):
        length += len(term.text) + SHORT
        if chunks[-1] and (length > LONGEST or len(chunks[-1]) == MOST_TERMS):
            chunks.append([])
            length = len(term.text) + SHORT
        chunks[-1].append(place)
    return chunks
