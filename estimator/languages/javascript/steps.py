"""A program's steps as JavaScript: a function each over the values of the earlier steps and the inputs.

The text holds numbers and names of this package only; nothing that a user wrote goes into it.
"""

from __future__ import annotations

import math

from estimator.model.functions import FUNCTIONS
from estimator.model.numerics import limits
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
    is_share,
    parts,
    references,
)
from estimator.reckoning.faults import is_shipped
from estimator.reckoning.means import power_of_draw

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.program import Averaged, Program
    from estimator.model.steps import StepExpression

_COMPARISONS = {"==": "same", "!=": "unequal", "<": "less", "<=": "atMost", ">": "more", ">=": "atLeast"}
_LOGIC = {"and": "both", "or": "either"}


class Script:
    """The JavaScript of one program. `places` has the position of each needed step among those of the script."""

    def __init__(self, program: Program, *, merged: bool = False) -> None:
        """The script of a program; where it is `merged`, steps that compute the same are one."""
        self.program = program
        self.order = program.needed
        self.places = {index: place for place, index in enumerate(program.needed)}
        self._multiplied = ""  # the function that multiplies, where it is not the operator
        self._inputs: dict[int, list[int]] = {}
        self._rests: dict[int, tuple[set[int], set[int]]] = {}
        for place, each in enumerate(program.inputs):
            self._inputs.setdefault(each.step, []).append(place)
        if merged:
            self._merge()

    def _merge(self) -> None:
        self.order, self.places = [], {}
        known: dict[str, int] = {}
        for index in self.program.needed:
            expression = self.program.steps[index].expression
            text = "" if isinstance(expression, (Draw, Mean)) or is_share(expression) else self.step(index)
            place = known.get(text) if text else None
            if place is None:
                place = len(self.order)
                self.order.append(index)
            self.places[index] = place
            if text:
                known[text] = place

    def source(self) -> str:
        """An object of `steps`, `draws`, `means`, `shares`, `uncertain`, maybe `ranks`, as distributions.js runs it."""
        program = self.program
        steps = [f"  {self.function(self.step(index))}," for index in self.order]
        draws, means, shares = [], [], []
        for index in self.order:
            expression = program.steps[index].expression
            if isinstance(expression, Draw):
                parameters = self.function(f"[{', '.join(self.parameters(index, expression))}]")
                draws.append(f'  {self.places[index]}: ["{expression.distribution}", {parameters}],')
            elif isinstance(expression, Mean):
                averaged = f"{self.averaged(program.means[index])}, {self.rests(index)}"
                operand = self.function(self.expression(expression.operand))
                of_draw = power_of_draw(expression.operand, program.steps)
                power = "" if of_draw is None else f", power: {literal(of_draw[1])}"
                means.append(f"  {self.places[index]}: {{ {averaged}, operand: {operand}{power} }},")
            elif is_share(expression):
                shares.append(f"  {self.places[index]}: {self.function(self.expression(children(expression)[0]))},")
        drawn = {index for index in program.uncertain if isinstance(program.steps[index].expression, Draw)}
        varying = [index for index in program.uncertain if index not in drawn]
        uncertain = f"draws: {self.positions(sorted(drawn))}, varying: {self.positions(varying)}"
        ranks = self._ranks(sorted(drawn))
        return "\n".join(
            [
                "{",
                *["steps: [", *steps, "],"],
                *["draws: {", *draws, "},"],
                *["means: {", *means, "},"],
                *["shares: {", *shares, "},"],
                f"uncertain: {{ {uncertain} }},",
                *([f"ranks: {{ {', '.join(ranks)} }},"] if ranks else []),
                "}",
            ]
        )

    def _ranks(self, drawn: list[int]) -> list[str]:
        """The order of the points of each correlated draw, as fields: a page is told it, for it does not change."""
        draws = [self.program.steps[index].expression for index in drawn]
        linked = [draw.linked if isinstance(draw, Draw) else () for draw in draws]
        if not any(linked):
            return []
        from estimator.reckoning.linked_points import orders

        found = zip(drawn, linked, orders(self.program.steps, drawn), strict=True)
        return [f"{self.places[index]}: {ranks}" for index, links, ranks in found if len(links) > 1]

    def averaged(self, averaged: Averaged) -> str:
        """The steps of a mean, as fields."""
        return f"draws: {self.positions(averaged.draws)}, varying: {self.positions(averaged.varying)}"

    def rests(self, index: int) -> str:
        """What else than its draws and the steps that differ from point to point a mean rests on, as fields."""
        given, asked = self._outside(index)
        return f"given: [{', '.join(map(str, sorted(given)))}], asked: [{', '.join(map(str, sorted(asked)))}]"

    def _outside(self, index: int) -> tuple[set[int], set[int]]:
        """The places of the steps that a mean reads and does not run, and those of the inputs that it asks for."""
        if index not in self._rests:
            steps, averaged = self.program.steps, self.program.means[index]
            own = {*averaged.draws, *averaged.varying}
            given = {self.places[each] for each in references(steps[index].expression)}
            asked: set[int] = set()
            for each in own:
                asked.update(self._inputs.get(each, ()))
                if each in self.program.means:
                    also = self._outside(each)
                    given |= also[0]
                    asked |= also[1]
                elif each not in self._inputs:
                    given |= {self.places[read] for read in references(steps[each].expression)}
            self._rests[index] = given - {self.places[each] for each in own}, asked
        return self._rests[index]

    def positions(self, indices: tuple[int, ...] | list[int]) -> str:
        """Steps by their places."""
        return f"[{', '.join([str(place) for place in dict.fromkeys([self.places[index] for index in indices])])}]"

    def function(self, body: str) -> str:
        """An expression as a function of the values and the inputs."""
        return f"(v, x) => {body}"

    def parameters(self, index: int, draw: Draw) -> list[str]:
        """The parameters of a draw: the inputs where a reader may change them."""
        if index in self._inputs:
            return [f"x[{place}]" for place in self._inputs[index]]
        return [self.expression(argument) for argument in draw.arguments]

    def step(self, index: int) -> str:
        """The expression of a step; of a draw its median, and nothing of a mean, which is run in its own way."""
        expression = self.program.steps[index].expression
        if isinstance(expression, Draw):
            return f'median("{expression.distribution}", [{", ".join(self.parameters(index, expression))}])'
        if isinstance(expression, Mean):
            return "NaN"
        if index in self._inputs:
            return f"x[{self._inputs[index][0]}]"
        if is_shipped(self.program.steps[index]) or not any(map(_is_product, parts(expression))):
            return self.expression(expression)
        # Of a sheet's own line, in which a product that is too small for a number is no 0.
        self._multiplied = "times"
        text = self.expression(expression)
        self._multiplied = ""
        return f"looked((times, quotient) => {text})"

    def expression(self, expression: StepExpression) -> str:
        """A step's expression."""
        match expression:
            case Number(value):
                return literal(value)
            case Ref(index):
                return f"v[{self.places[index]}]"
            case Negative(operand):
                return f"(-{self.expression(operand)})"
            case Not(operand):
                return f"not({self.expression(operand)})"
            case Operation(operator, left, right):
                if operator == "*" and self._multiplied:
                    return f"{self._multiplied}({self.expression(left)}, {self.expression(right)})"
                return _operation(operator, self.expression(left), self.expression(right))
            case Choice(condition, consequence, alternative):
                branches = f"() => {self.expression(consequence)}, () => {self.expression(alternative)}"
                return f"choice({self.expression(condition)}, {branches})"
            case Apply(name, arguments):
                return (
                    f"{FUNCTIONS[name].spelling.javascript}({', '.join([self.expression(each) for each in arguments])})"
                )
            case Total(terms):
                return f"sum({', '.join([self.expression(term) for term in terms])})"
            case Lookup(operand, is_below, bounds, values):
                ends, found = [
                    f"[{', '.join([literal(each) for each in numbers])}]"
                    for numbers in (limits(bounds, is_below=is_below), values)
                ]
                return f"lookedUp({self.expression(operand)}, {ends}, {found}, {'true' if is_below else 'false'})"
            case Missing():
                return "NaN"
            case Draw() | Mean():
                raise AssertionError("a draw and a mean are steps of their own")
        raise AssertionError(expression)


def _is_product(part: StepExpression) -> bool:
    return isinstance(part, Operation) and part.operator in ("*", "/")


def _operation(operator: str, left: str, right: str) -> str:
    if operator in _COMPARISONS:
        return f"{_COMPARISONS[operator]}({left}, {right})"
    if operator in _LOGIC:
        return f"{_LOGIC[operator]}({left}, () => {right})"
    if operator == "/":
        return f"quotient({left}, {right})"
    if operator == "^":
        return f"power({left}, {right})"
    return f"({left} {operator} {right})"


def literal(value: float) -> str:
    """A number as JavaScript; negative ones in brackets."""
    if not math.isfinite(value):
        return "NaN"  # what has no value anywhere
    text = repr(float(value)).removesuffix(".0")
    return f"({text})" if value < 0 else text
