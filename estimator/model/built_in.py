"""Calls of the built-in functions and distributions, while a sheet is flattened."""

from __future__ import annotations

import math

from estimator.model.describe import describe, is_special
from estimator.model.expectation import Expectation, draws_behind
from estimator.model.frames import MAXIMUM_EXPANSION, Frame, ModelFault
from estimator.model.functions import BEST, DISTRIBUTIONS
from estimator.model.names import NameResolver
from estimator.model.steps import SHARE, Apply, Draw, Mean, Number, Ref, Step, has_draw, is_share
from estimator.notation.tree import Argument, Call, Literal, Name
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Sized
    from estimator.model.functions import Function
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression, Span
    from estimator.units.kinds import Kind


_BELOW_5_PERCENT = 1.6448536269514722  # standard deviations from the mean


class BuiltInCalls(NameResolver):
    """The part of a flattening that checks the arguments of built-in functions."""

    def bound(self, node: Call, names: tuple[str, ...], frame: Frame, *, variadic: bool = False) -> dict[str, Argument]:
        """The arguments of a call by parameter; a variadic function's further ones under numbers."""
        found: dict[str, Argument] = {}
        for place, argument in enumerate(node.arguments):
            name = argument.name
            if not name:
                if place >= len(names) and not variadic:
                    self.wrong_arguments(
                        node, f"{node.path} takes {len(names)} arguments at most", argument.span, names, frame
                    )
                name = names[place] if place < len(names) else str(place)
            elif name not in names:
                guess = self.guess(name, names)
                takes = ", ".join(names)
                self.fail(
                    frame,
                    f"{node.path} has no parameter {name}",
                    argument.span,
                    "",
                    f"did you mean {guess}?" if guess else f"it takes {takes}",
                )
            if name in found:
                self.fail(frame, f"{name} is given twice", argument.span, "", "give it once")
            found[name] = argument
        return found

    def wrong_arguments(self, node: Call, message: str, span: Span, names: tuple[str, ...], frame: Frame) -> NoReturn:
        """Report too many or too few arguments."""
        self.fail(frame, message, span, "", f"write {node.path}({', '.join(names)})")

    def built_in(self, node: Call, function: Function, frame: Frame) -> Sized:
        """A call of a function of the table."""
        given = self.bound(node, function.parameters, frame, variadic=function.variadic)
        missing = [name for name in function.parameters if name not in given]
        if missing and not (function.variadic and given):
            self.wrong_arguments(
                node, f"{node.path} needs {' and '.join(missing)}", node.span, function.parameters, frame
            )
        order = [*function.parameters, *[name for name in given if name not in function.parameters]]
        arguments = [given[name] for name in order if name in given]
        kinds, values = [], []
        for argument in arguments:
            kind, value = self.nested(argument.value, frame)
            if is_special(kind):
                self.fail(frame, f"{node.path} needs a number, not {describe(kind)}", argument.span, describe(kind))
            kinds.append(kind)
            values.append(value)
        self.spent += function.cost
        if self.spent > MAXIMUM_EXPANSION:
            self.fail(frame, f"too many calls of {node.path}, which takes long", node.span, "", "use fewer of them")
        kind = self.result_kind(node, function, arguments, kinds, values, frame)
        if function.name == "mean":
            return kind, self.averaged(kind, values[0], node, frame)
        if function.name == SHARE:
            return kind, self.held(SHARE, values[0], arguments[0].span, frame, frame, ())
        return kind, Apply(function.name, tuple(values))

    def averaged(self, kind: Kind, value: StepExpression, node: Call, frame: Frame) -> StepExpression:
        """`mean(x)`: x as a step, and its mean as another; x itself where no range is in it."""
        if isinstance(value, Number) or not self.is_uncertain(value):
            return value
        inner = self.hoisted("averaged", value, kind, node.arguments[0].span, frame)

        def hoisted(name: str, part: StepExpression, own: Kind) -> StepExpression:
            self.spent += 1
            if self.spent > MAXIMUM_EXPANSION:
                self.fail(frame, "this mean has too many parts", node.span, "", "average a part of it")
            return self.hoisted(name, part, own, node.span, frame)

        expectation = Expectation(self.steps, hoisted, self.draws_of)
        return self.hoisted("mean", expectation.of(inner, kind), kind, node.span, frame)

    def held(
        self,
        name: str,
        value: StepExpression,
        span: Span,
        frame: Frame,
        written: Frame,
        asked: tuple[Mark, ...],
    ) -> StepExpression:
        """A value as a share: a step that holds it within 0 and 1. What is one anyway stays.

        The span is a place in the source of `written`; a fault is reported there, or at the number or range that an
        assumption has, and in either case at what is `asked` too.
        """
        if isinstance(value, Number) and 0 <= value.value <= 1:
            return value
        source, at_hand = written.module.source, value
        while isinstance(at_hand, Ref):
            step = self.steps[at_hand.index]
            at_hand = step.expression
            if is_share(at_hand):
                return value
            if isinstance(at_hand, (Number, Draw)) and (step.source, step.span) != (source, span):
                asked = (Mark(source, *span), *asked)
                source, span = step.source, step.span
        full = f"{frame.prefix}.{name}" if frame.prefix else name
        self.steps.append(Step(full, Apply(SHARE, (value,)), PLAIN, source, span, asked))
        return Ref(len(self.steps) - 1)

    def result_kind(
        self,
        node: Call,
        function: Function,
        arguments: list[Argument],
        kinds: list[Kind],
        values: list[StepExpression],
        frame: Frame,
    ) -> Kind:
        """The kind of a built-in's value, its arguments' kinds checked by the rule of its row."""
        kind = kinds[0]
        match function.rule:
            case "same":
                for argument, other, value in zip(arguments[1:], kinds[1:], values[1:], strict=True):
                    if other.dimension != kind.dimension:
                        if isinstance(value, Number) and value.value == 0 and other is PLAIN:
                            continue
                        if isinstance(values[0], Number) and values[0].value == 0 and kind is PLAIN:
                            kind = other
                            continue
                        marks = (
                            Mark(frame.module.source, *arguments[0].span, describe(kind)),
                            Mark(frame.module.source, *argument.span, describe(other)),
                        )
                        message = f"{node.path} compares {describe(kind)} with {describe(other)}"
                        raise ModelFault(Problem(message, marks, "give both the same unit"))
            case "root":
                root = kind.root()
                if root is None:
                    self.fail(
                        frame,
                        f"the square root of {kind} has no unit",
                        arguments[0].span,
                        describe(kind),
                        f"divide by 1 {kind} first",
                    )
                kind = root
            case "whole":
                if not kind.counts:
                    self.fail(
                        frame, f"{node.path} needs a plain number or a count, not {describe(kind)}",
                        arguments[0].span, describe(kind), _whole_remedy(node.path, arguments[0].value, kind),
                    )  # fmt: skip
            case "plain" | "counts":
                for argument, other in zip(arguments, kinds, strict=True):
                    if other.dimension and not (function.rule == "counts" and other.counts):
                        remedy = f"write {node.path}(count(…))" if other.counts else f"divide by 1 {other} first"
                        if function.name == SHARE:
                            remedy = f"divide it by something in {other}"
                        self.fail(
                            frame,
                            f"{node.path} needs a plain number, not {describe(other)}",
                            argument.span,
                            describe(other),
                            remedy,
                        )
                kind = PLAIN
            case _:
                pass
        return kind

    def counted(self, node: Call, frame: Frame) -> Sized:
        """`count(x)`: a count as a plain number."""
        argument = self.bound(node, ("x",), frame).get("x")
        if argument is None:
            self.wrong_arguments(node, "count needs a count", node.span, ("x",), frame)
        kind, value = self.nested(argument.value, frame)
        if not kind.counts or is_special(kind):
            self.fail(
                frame,
                f"count needs a count, not {describe(kind)}",
                argument.span,
                describe(kind),
                f"divide by 1 {kind} instead",
            )
        return PLAIN, value

    def distribution(self, node: Call, frame: Frame) -> Sized:
        """A call of a distribution: an uncertain input."""
        row = DISTRIBUTIONS[node.path]
        given = self.bound(node, row.parameters, frame)
        missing = [name for name in row.parameters if name not in given]
        if missing:
            self.wrong_arguments(node, f"{node.path} needs {' and '.join(missing)}", node.span, row.parameters, frame)
        arguments = [given[name] for name in row.parameters]
        kinds: list[Kind] = []
        values: list[StepExpression] = []
        for argument in arguments:
            kind, value = self.nested(argument.value, frame)
            if kinds and kind.dimension != kinds[0].dimension:
                self.fail(
                    frame,
                    f"{node.path} needs one unit throughout",
                    argument.span,
                    describe(kind),
                    f"give it in {describe(kinds[0])}",
                )
            if is_special(kind) or self.is_uncertain(value):
                self.fail(frame, f"{node.path} needs certain numbers", argument.span, "", "give them as numbers")
            kinds.append(kind)
            values.append(value)
        if all(isinstance(value, Number) for value in values):
            self.ordered(node.path, [value.value for value in values if isinstance(value, Number)], node, frame)
            if node.path == "normal":
                self.normal_below_zero(node, kinds[0], [argument.value for argument in arguments], values, frame)
        draw = Draw(node.path, tuple(values))
        return kinds[0], draw if frame.defining is node else self.drawn_apart(draw, kinds[0], node.span, frame)

    def normal_below_zero(
        self, node: Call, kind: Kind, trees: list[Expression], values: list[StepExpression], frame: Frame
    ) -> None:
        """Note that a part of a normal distribution is below 0 where it is of what one counts or measures."""
        mean, deviation = [value.value for value in values if isinstance(value, Number)]
        measures = bool(kind.powers) and not any(each.dimension.startswith("currency_") for each, _ in kind.powers)
        if not measures or not 0 < mean <= _BELOW_5_PERCENT * deviation:
            return
        from estimator.notation.printer import print_expression

        share = 50 * (1 + math.erf(-mean / deviation / math.sqrt(2)))
        shown = ", ".join([print_expression(tree) for tree in trees])
        message = f"{share:.0f}% of this distribution is below 0: write lognormal({shown}), which is not"
        self.warn(frame, message, node.span, severity="note")

    def ordered(self, distribution: str, values: list[float], node: Expression, frame: Frame) -> None:
        """Report a range whose low end is above its high end, or a best guess outside."""
        if distribution in ("normal", "lognormal"):
            if values[1] < 0 or (distribution == "lognormal" and values[0] <= 0):
                needs = "a mean above 0" if values[1] >= 0 else "a standard deviation of at least 0"
                remedy = f"write {distribution}(mean, standard deviation)"
                self.fail(frame, f"{distribution} needs {needs}", node.span, "", remedy)
            return
        low, high = (values[1], values[2]) if distribution == BEST else (values[0], values[-1])
        if low > high:
            self.fail(frame, "the low end is above the high end", node.span, "", "swap them")
        middle = values[0] if distribution == BEST else values[1]
        if not low <= middle <= high:
            self.fail(frame, "the best guess lies outside its range", node.span, "", "widen the range")

    def is_uncertain(self, expression: StepExpression) -> bool:
        """Whether a value depends on any draw."""
        if expression.__class__ is Mean:
            return False
        return has_draw(expression) or bool(draws_behind(expression, self.steps, self.draws_of))


def _whole_remedy(path: str, tree: Expression, kind: Kind) -> str:
    inside = tree.path if isinstance(tree, Name) else "…"
    unit = str(kind)
    if isinstance(tree, Literal):
        inside, unit = f"{tree.text} {tree.magnitude} {tree.unit}".replace("  ", " "), tree.unit
    return f"say in which unit: {path}({inside} / 1 {unit}) * 1 {unit}"
