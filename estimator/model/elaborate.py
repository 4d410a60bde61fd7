"""The tree of a sheet to checked, flattened steps.

Names are resolved, dimensions checked and calls inlined in one pass over each expression: it gives the kind and the
step expression together. Every definition of the sheet becomes a step, and so does what its calls need inside:
their arguments, `where` locals and results, named after where they stand (`cache.string.entry`).
Expansion is bounded, and says so where it ends.
"""

from __future__ import annotations

from estimator.model.describe import BOOLEAN, RELEASE, TEXT, describe, is_fixed, is_special, noun_remedy
from estimator.model.frames import MAXIMUM_NESTING, Frame, ModelFault
from estimator.model.steps import Choice, Negative, Not, Number, Operation, Total
from estimator.model.sums import SumElaborator
from estimator.notation.tree import (
    COMPARISONS,
    MAGNITUDES,
    Best,
    Binary,
    Call,
    Conditional,
    Literal,
    Measure,
    Name,
    Negation,
    Range,
    Sum,
    Text,
)
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Sized
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression
    from estimator.units.kinds import Kind


MAXIMUM_TERMS = 10_000
_SUSPECTS = frozenset((8.0, 0.125, 1024.0, 1024.0**2, 1024.0**3, 1024.0**4, 1024.0**5))
_CONSTANTS = (Number, Operation)
_COMPARE = "compare it with something, as in x > 0"
_CHOOSE = "choose a number by it: if … then 1 else 0"


class Elaborator(SumElaborator):
    """Turns expressions of any module into steps; one for a whole run."""

    def elaborate(self, node: Expression, frame: Frame) -> Sized:
        """The kind and the step expression of a tree."""
        match node:
            case Name(path):
                found = frame.values.get(path)
                return found if found is not None else self.name(node, frame)
            case Literal():
                return self.literal(node, frame)
            case Binary(operator, left, right):
                return self.binary(node, operator, left, right, frame)
            case Call():
                return self.call(node, frame)
            case Negation(operator, operand):
                kind, value = self.nested(operand, frame)
                if operator == "not":
                    if kind is not BOOLEAN:
                        self.fail(
                            frame, f"not needs yes or no, not {describe(kind)}", operand.span, describe(kind), _COMPARE
                        )
                    return kind, Number(1 - value.value) if isinstance(value, Number) else Not(value)
                if is_special(kind):
                    self.fail(frame, f"- needs a number, not {describe(kind)}", operand.span, describe(kind), _CHOOSE)
                return kind, Number(-value.value) if isinstance(value, Number) else Negative(value)
            case Measure():
                return self.measure(node, frame)
            case Conditional():
                return self.conditional(node, frame)
            case Text(value):
                return TEXT, value  # type: ignore[return-value]  # a text is compared and gone before any step
            case Range(low, high):
                return self.interval(node, low, high, frame)
            case Best(best, low, high):
                return self.best(node, best, low, high, frame)
            case Sum():
                return self.sum(node, frame)
        raise AssertionError(node)

    def nested(self, node: Expression, frame: Frame) -> Sized:
        """`elaborate`, with the depth of calls and brackets counted."""
        self.nesting += 1
        if self.nesting > MAXIMUM_NESTING:
            self.fail(frame, f"calls and brackets nest more than {MAXIMUM_NESTING} deep", node.span)
        found = self.elaborate(node, frame)
        self.nesting -= 1
        return found

    def literal(self, node: Literal, frame: Frame) -> Sized:
        """A number with its unit, in base units."""
        value = node.number
        if node.percent:
            value /= 100
        if node.magnitude:
            value *= MAGNITUDES[node.magnitude]
        unit = node.unit
        if not unit:
            return PLAIN, Number(value)
        meaning = self.unit(unit, node.span, frame, node)
        return meaning.kind, Number(value * meaning.numerator / meaning.denominator)

    def binary(self, node: Binary, operator: str, left: Expression, right: Expression, frame: Frame) -> Sized:
        """Two sides and an operator."""
        self.nesting += 1
        if self.nesting > MAXIMUM_NESTING:
            self.fail(frame, f"calls and brackets nest more than {MAXIMUM_NESTING} deep", node.span)
        left_kind, left_value = self.elaborate(left, frame)
        right_kind, right_value = self.elaborate(right, frame)
        self.nesting -= 1
        if operator in "*/":
            if is_special(left_kind) or is_special(right_kind):
                self.not_numbers(node, operator, left_kind, right_kind, frame)
            if right_value.__class__ in _CONSTANTS or left_value.__class__ in _CONSTANTS:
                self.suspect(node, left_value, right_value)
            if operator == "/" and right.__class__ is Literal and right.unit:
                self.check_fraction(node, frame)
            kind = left_kind.times(right_kind) if operator == "*" else left_kind.per(right_kind)
            return kind, Operation(operator, left_value, right_value)
        if operator in "+-":
            kind = left_kind
            if left_kind is not right_kind or is_special(left_kind):
                kind = self.agreed(node, left_kind, right_kind, left_value, right_value, frame)
            elif kind is PLAIN:
                self.check_shares(node, frame)
            return kind, Operation(operator, left_value, right_value)
        if operator == "^":
            return self.power(node, left_kind, left_value, right_kind, right_value, frame)
        if operator in COMPARISONS:
            return self.comparison(node, left_kind, left_value, right_kind, right_value, frame)
        for kind, tree in ((left_kind, left), (right_kind, right)):
            if kind is not BOOLEAN:
                self.fail(frame, f"{operator} needs yes or no on both sides", tree.span, describe(kind), _COMPARE)
        for constant, other in ((left_value, right_value), (right_value, left_value)):
            if isinstance(constant, Number):
                return BOOLEAN, other if bool(constant.value) is (operator == "and") else constant
        return BOOLEAN, Operation(operator, left_value, right_value)

    def suspect(self, node: Binary, left: StepExpression, right: StepExpression) -> None:
        """Remember a factor that looks like a conversion done by hand."""
        for value, tree in ((left, node.left), (right, node.right)):
            if isinstance(value, Number) and value.value in _SUSPECTS and isinstance(tree, Literal) and not tree.unit:
                self.suspects.append((tree, value.value))
            elif isinstance(value, Operation) and value.operator == "^" and _is_binary_thousand(value):
                self.suspects.append((tree, 1024.0))

    def agreed(
        self,
        node: Binary,
        left_kind: Kind,
        right_kind: Kind,
        left: StepExpression,
        right: StepExpression,
        frame: Frame,
    ) -> Kind:
        """The kind of a sum or a comparison, whose sides must agree in dimension; a literal 0 fits any."""
        if left_kind.dimension == right_kind.dimension and not is_special(left_kind):
            return left_kind
        if isinstance(left, Number) and left.value == 0 and left_kind is PLAIN and not is_special(right_kind):
            return right_kind
        if isinstance(right, Number) and right.value == 0 and right_kind is PLAIN and not is_special(left_kind):
            return left_kind
        if is_special(left_kind) or is_special(right_kind):
            self.not_numbers(node, node.operator, left_kind, right_kind, frame)
        verb = {"+": "add up", "-": "subtract", "if": "fit the two branches of one if"}.get(node.operator, "compare")
        marks = (
            Mark(frame.module.source, *node.left.span, describe(left_kind)),
            Mark(frame.module.source, *node.right.span, describe(right_kind)),
        )
        raise ModelFault(
            Problem(
                f"{describe(left_kind)} and {describe(right_kind)} do not {verb}",
                marks,
                noun_remedy(left_kind, right_kind, node.left, node.right),
            )
        )

    def not_numbers(self, node: Binary, operator: str, left: Kind, right: Kind, frame: Frame) -> NoReturn:
        """Report a text or a yes or no where numbers are needed."""
        marks = tuple(
            Mark(frame.module.source, *tree.span, describe(kind))
            for kind, tree in ((left, node.left), (right, node.right))
        )
        found = describe(left if is_special(left) else right)
        remedy = _CHOOSE
        if left is RELEASE or right is RELEASE:
            remedy = "releases are only compared, as in version >= 8.2"
        elif TEXT in (left, right):
            remedy = "texts are only compared, with =="
        raise ModelFault(Problem(f"{operator} needs numbers, not {found}", marks, remedy))

    def power(
        self,
        node: Binary,
        kind: Kind,
        base: StepExpression,
        exponent_kind: Kind,
        exponent: StepExpression,
        frame: Frame,
    ) -> Sized:
        """`base ^ exponent`: the exponent is a plain number, and constant where the base has a unit."""
        if exponent_kind.dimension or is_special(kind):
            if is_special(kind) or is_fixed(exponent_kind):
                self.not_numbers(node, "^", kind, exponent_kind, frame)
            unit = str(exponent_kind)
            remedy = f"divide it by 1 {unit}" if unit else ""
            if isinstance(node.right, Literal):
                remedy = f"write {node.right.text}, or divide by the period of the growth, as in / 1 {node.right.unit}"
                if exponent_kind.exponent("information") == 1:
                    remedy = f"write {node.right.text}"
            message = f"an exponent is a plain number, not {describe(exponent_kind)}"
            self.fail(frame, message, node.right.span, describe(exponent_kind), remedy)
        if kind.powers:
            constant = exponent.value if isinstance(exponent, Number) else None
            if constant is None or constant != int(constant) or abs(constant) > 9:
                marks = (
                    Mark(frame.module.source, *node.left.span, describe(kind)),
                    Mark(frame.module.source, *node.right.span, "not a small whole number"),
                )
                remedy = f"divide the base by 1 {kind}" if not kind.counts else "take count(…) of the base"
                raise ModelFault(Problem(f"{describe(kind)} is raised only to a small whole number", marks, remedy))
            kind = kind.power(int(constant))
        return kind, Operation("^", base, exponent)

    def comparison(
        self, node: Binary, left_kind: Kind, left: StepExpression, right_kind: Kind, right: StepExpression, frame: Frame
    ) -> Sized:
        """A comparison; of texts or releases it is decided here."""
        if left_kind is RELEASE or right_kind is RELEASE:
            return BOOLEAN, Number(float(self.releases_compared(node, frame)))
        if left_kind is TEXT and right_kind is TEXT:
            if node.operator not in ("==", "!="):
                self.fail(frame, "texts are only compared with ==", node.span, "texts", "write ==")
            return BOOLEAN, Number(float((left == right) is (node.operator == "==")))
        self.agreed(node, left_kind, right_kind, left, right, frame)
        return BOOLEAN, Operation(node.operator, left, right)

    def conditional(self, node: Conditional, frame: Frame) -> Sized:
        """`if`; a condition on texts or releases is decided here, and the other branch is not looked at."""
        kind, condition = self.nested(node.condition, frame)
        if kind is not BOOLEAN:
            remedy = "compare it with something"
            self.fail(frame, f"if needs yes or no, not {describe(kind)}", node.condition.span, describe(kind), remedy)
        if isinstance(condition, Number):
            return self.nested(node.consequence if condition.value else node.alternative, frame)
        left_kind, left = self.nested(node.consequence, frame)
        right_kind, right = self.nested(node.alternative, frame)
        if left_kind is not right_kind or is_fixed(left_kind):
            sides = Binary("if", node.consequence, node.alternative, node.span)
            if is_fixed(left_kind) or is_fixed(right_kind):
                self.not_numbers(sides, "an if that depends on numbers", left_kind, right_kind, frame)
            left_kind = self.agreed(sides, left_kind, right_kind, left, right, frame)
        return left_kind, Choice(condition, left, right)

    def sum(self, node: Sum, frame: Frame) -> Sized:
        """`sum(k = a to b, …)`, term by term."""
        ends = []
        for tree in (node.low, node.high):
            kind, value = self.nested(tree, frame)
            if not isinstance(value, Number) or kind is not PLAIN or value.value != int(value.value):
                self.fail(
                    frame, "the ends of a sum are whole numbers", tree.span, "", "write them as numbers, as in 1 to 10"
                )
            ends.append(int(value.value))
        if ends[1] - ends[0] >= MAXIMUM_TERMS:
            message = f"a sum of {ends[1] - ends[0] + 1} terms; {MAXIMUM_TERMS} are the most"
            self.fail(frame, message, node.span, "", "use a closed form")
        terms: list[StepExpression] = []
        kind, first = PLAIN, node.body
        for k in range(ends[0], ends[1] + 1):
            inner = frame.inside({node.variable: (PLAIN, Number(float(k)))})
            self.spend(node, frame)
            term_kind, value = self.nested(node.body, inner)
            if terms:
                self.agreed(Binary("+", first, node.body, node.span), kind, term_kind, terms[0], value, frame)
            else:
                kind = term_kind
                if is_special(kind):
                    remedy = _CHOOSE if kind is BOOLEAN else "write a number"
                    self.fail(frame, f"sum needs numbers, not {describe(kind)}", node.body.span, describe(kind), remedy)
            terms.append(value)
        return kind, Total(tuple(terms)) if terms else Number(0.0)


def _is_binary_thousand(power: Operation) -> bool:
    """Whether a power is 1024^n or 2^10, 2^20 … written with literals."""
    base, exponent = power.left, power.right
    if not isinstance(base, Number) or not isinstance(exponent, Number):
        return False
    return base.value == 1024 or (base.value == 2 and exponent.value in (10, 20, 30, 40, 50))
