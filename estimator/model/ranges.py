"""Ranges and measures: a number's uncertainty, and the unit behind its brackets."""

from __future__ import annotations

from estimator.model.calls import CallElaborator
from estimator.model.describe import describe
from estimator.model.frames import Frame, ModelFault
from estimator.model.functions import BEST, RANGE
from estimator.model.steps import Draw, Number, Operation
from estimator.notation.tree import MAGNITUDES, Best, Binary, Literal, Measure, Negation, Range, written_unit
from estimator.problems import Mark, Problem
from estimator.records import replace
from estimator.units.kinds import INFORMATION, PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Sized
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression, Span
    from estimator.units.kinds import Kind


_ZERO = Literal(text="0", number=0.0, percent=False, magnitude="", unit="", span=(0, 0))


class RangeElaborator(CallElaborator):
    """The part of a flattening that turns ranges into draws."""

    def measure(self, node: Measure, frame: Frame) -> Sized:
        """A magnitude and a unit that apply to the plain number in brackets."""
        if isinstance(node.expression, (Range, Best)) and node.magnitude + node.unit:
            spread = self.spread(node.expression, node.magnitude, node.unit, node.span)
            if frame.defining is node:
                frame.defining = spread  # so that the draw is the definition's own step
            return self.elaborate(spread, frame)
        kind, value = self.nested(node.expression, frame)
        if kind is not PLAIN:
            unit = written_unit(node.magnitude, node.unit)
            marks = (
                Mark(frame.module.source, *node.expression.span, describe(kind)),
                Mark(frame.module.source, node.expression.span[1], node.span[1], f"{unit} once more"),
            )
            message = f"{unit} applies to a plain number, and this is {describe(kind)}"
            raise ModelFault(Problem(message, marks, f"leave {unit} out, or write / before it to divide"))
        factor, kind = 1.0, PLAIN
        if node.unit:
            meaning = self.unit(node.unit, (node.expression.span[1], node.span[1]), frame)
            factor, kind = meaning.factor, meaning.kind
        if node.magnitude:
            factor *= MAGNITUDES[node.magnitude]
        return kind, value if factor == 1 else Operation("*", value, Number(factor))

    def spread(self, node: Range | Best, magnitude: str, unit: str, span: Span) -> Range | Best:
        """A range whose literals take what stands behind its brackets."""

        def given(tree: Expression) -> Expression:
            if isinstance(tree, Literal) and not (tree.unit or tree.magnitude):
                return replace(tree, magnitude=magnitude, unit=unit)
            if isinstance(tree, Literal) and not tree.unit:
                return replace(tree, unit=unit)
            return tree if isinstance(tree, Literal) else Measure(tree, magnitude, unit, tree.span)

        low, high = given(node.low), given(node.high)
        if isinstance(node, Range):
            return Range(low, high, span)
        best = given(node.best)
        assert isinstance(best, Literal)
        return Best(best, low, high, span)

    def interval(self, node: Range, low: Expression, high: Expression, frame: Frame) -> Sized:
        """`low to high`; the low end takes magnitude, percent sign and unit of the high end."""
        low = self.inherited(low, high)
        kind, values = self.ends(node, (low, high), frame)
        return self.drawn(node, kind, RANGE, values, frame)

    def best(self, node: Best, best: Literal, low: Expression, high: Expression, frame: Frame) -> Sized:
        """`best (low to high)`."""
        low = self.inherited(low, high)
        if best.unit or best.magnitude:
            low, high = self.inherited(low, best), self.inherited(high, best)
        elif isinstance(high, Literal):
            inherited = self.inherited(best, high)
            assert isinstance(inherited, Literal)
            best = inherited
        kind, values = self.ends(node, (best, low, high), frame)
        return self.drawn(node, kind, BEST, values, frame)

    def inherited(self, tree: Expression, other: Expression) -> Expression:
        """A literal with what it lacks of another's magnitude, percent sign and unit."""
        if isinstance(tree, Negation):
            return Negation(tree.operator, self.inherited(tree.operand, other), tree.span)
        if not isinstance(tree, Literal) or not isinstance(other, Literal) or tree.unit:
            return tree
        if tree.magnitude or tree.percent:
            return replace(tree, unit=other.unit)
        return replace(tree, magnitude=other.magnitude, percent=other.percent, unit=other.unit)

    def ends(
        self, node: Range | Best, trees: tuple[Expression, ...], frame: Frame
    ) -> tuple[Kind, tuple[StepExpression, ...]]:
        """The parameters of a range, of one dimension and certain."""
        kind, first = self.nested(trees[0], frame)
        values = [first]
        for tree in trees[1:]:
            other, value = self.nested(tree, frame)
            if other.dimension != kind.dimension and any(isinstance(each, Binary) for each in trees):
                marks = (
                    Mark(frame.module.source, *trees[0].span, describe(kind)),
                    Mark(frame.module.source, *tree.span, describe(other)),
                )
                raise ModelFault(
                    Problem(
                        "the two ends of a range differ in unit",
                        marks,
                        "put the range in brackets: (1 to 5 M user) * …",
                    )
                )
            sides = Binary("range", trees[0], tree, node.span)
            kind = self.agreed(sides, kind, other, values[0], value, frame)
            values.append(value)
        return kind, tuple(values)

    def below_zero(self, node: Expression, kind: Kind, low: float, frame: Frame) -> None:
        """Note that a range from 0 is a normal one: 5% of it are users that are less than none.

        A low end below 0 is meant, but of what is counted, or of bytes.
        """
        if low < 0 and not (
            kind.powers and all(each.is_noun or each.dimension == INFORMATION for each, _ in kind.powers)
        ):
            return
        if not isinstance(node, (Range, Best)):
            return
        from estimator.notation.printer import print_expression

        ends = [self.inherited(_ZERO, node.high), node.high]
        if isinstance(node, Best):
            ends = [self.inherited(end, node.best) for end in (ends[0], self.inherited(node.best, node.high), ends[1])]
        name = "uniform" if isinstance(node, Range) else "triangular"
        shown = ", ".join([print_expression(end) for end in ends])
        share = "5%" if low == 0 else "more than 5%"
        message = f"{share} of this range is below 0: write {name}({shown}), or a low end above 0"
        self.warn(frame, message, node.span, severity="note")

    def drawn(
        self, node: Expression, kind: Kind, distribution: str, values: tuple[StepExpression, ...], frame: Frame
    ) -> Sized:
        """An uncertain input as a step of its own, so that it is drawn once."""
        for value in values:
            if self.is_uncertain(value):
                self.fail(frame, "the ends of a range are uncertain themselves", node.span, "", "give them as numbers")
        known = [value.value for value in values if isinstance(value, Number)]
        if len(known) == len(values):
            self.ordered(distribution, known, node, frame)
            if known[-2] <= 0 < known[-1]:
                self.below_zero(node, kind, known[-2], frame)
        draw = Draw(distribution, values)
        if frame.defining is node:
            return kind, draw
        return kind, self.drawn_apart(draw, kind, node.span, frame)
