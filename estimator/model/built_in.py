"""Calls of the built-in functions, while a sheet is flattened."""

from __future__ import annotations

from estimator.model.arguments import bound, wrong_arguments
from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount
from estimator.model.hoisting import held, hoisted, is_uncertain
from estimator.model.operators import is_nothing, leading
from estimator.model.steps import SHARE, Apply, Number
from estimator.notation.tree import Literal, Name
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame
    from estimator.model.functions import Function
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Argument, Call, Expression
    from estimator.units.kinds import Kind


def built_in(run: Run, node: Call, function: Function, frame: Frame) -> Amount:
    """A call of a function of the table."""
    given = bound(run, node, function.parameters, frame, variadic=function.variadic)
    missing = [name for name in function.parameters if name not in given]
    if missing and not (function.variadic and given):
        message = f"{node.path} needs {' and '.join(missing)}"
        wrong_arguments(node, message, node.span, function.parameters, frame)
    order = [*function.parameters, *[name for name in given if name not in function.parameters]]
    arguments = [given[name] for name in order if name in given]
    founds: list[Amount] = []
    for argument in arguments:
        found = run.nested(argument.value, frame)
        if not isinstance(found, Amount):
            sort = describe(found.kind)
            fail(frame, f"{node.path} needs a number, not {sort}", argument.span, sort)
        founds.append(found)
    if not run.budget.spend(function.cost):
        fail(frame, f"too many calls of {node.path}, which takes long", node.span, "", "use fewer of them")
    kind = _kind_of_result(node, function, arguments, founds, frame)
    if function.name == "mean":
        return _averaged(run, Amount(kind, founds[0].value), node, frame)
    if function.name == SHARE:
        at = Mark(frame.module.source, *arguments[0].span)
        return Amount(kind, held(run, SHARE, founds[0].value, at, frame, ()))
    return Amount(kind, Apply(function.name, tuple([found.value for found in founds])))


def _averaged(run: Run, found: Amount, node: Call, frame: Frame) -> Amount:
    """`mean(x)`: x as a step, and its mean as another; x itself where no range is in it."""
    if isinstance(found.value, Number) or not is_uncertain(run, found.value):
        return found
    from estimator.model.averages import averaged_over
    from estimator.model.expectation import Expectation

    inner = hoisted(run, "averaged", found, node.arguments[0].span, frame)
    over = averaged_over(run, inner.value)

    def made(name: str, part: StepExpression, kind: Kind) -> StepExpression:
        if not run.budget.spend(1):
            fail(frame, "this mean has too many parts", node.span, "", "average a part of it")
        return hoisted(run, name, Amount(kind, part), node.span, frame).value

    mean = Expectation(run.steps, made, run.draws_of, over).of(inner.value, found.kind)
    return Amount(found.kind, hoisted(run, "mean", Amount(found.kind, mean, None), node.span, frame).value)


def _kind_of_result(
    node: Call, function: Function, arguments: list[Argument], founds: list[Amount], frame: Frame
) -> Kind:
    """The kind of a built-in's value, its arguments' kinds checked by the rule of its row."""
    kind = founds[0].kind
    match function.rule:
        case "same":
            return _common_kind(node, arguments, founds, frame)
        case "root":
            root = kind.root()
            if root is None:
                message, remedy = f"the square root of {kind} has no unit", f"divide by 1 {kind} first"
                fail(frame, message, arguments[0].span, describe(kind), remedy)
            return root
        case "whole":
            if not kind.counts:
                message = f"{node.path} needs a plain number or a count, not {describe(kind)}"
                remedy = _whole_remedy(node.path, arguments[0].value, kind)
                fail(frame, message, arguments[0].span, describe(kind), remedy)
            return kind
        case "plain" | "counts":
            for argument, found in zip(arguments, founds, strict=True):
                if found.kind.dimension and not (function.rule == "counts" and found.kind.counts):
                    _not_plain(node, function, argument, found.kind, frame)
            return PLAIN
        case _:
            return kind


def _common_kind(node: Call, arguments: list[Argument], founds: list[Amount], frame: Frame) -> Kind:
    """The kind of arguments that have one dimension; a 0 without a unit fits any."""
    place = leading(founds)
    kind = founds[place].kind
    for argument, found in zip(arguments, founds, strict=True):
        if found.kind.dimension != kind.dimension and not is_nothing(found):
            marks = (
                Mark(frame.module.source, *arguments[place].span, describe(kind)),
                Mark(frame.module.source, *argument.span, describe(found.kind)),
            )
            message = f"{node.path} compares {describe(kind)} with {describe(found.kind)}"
            raise ModelFault(Problem(message, marks, "give both the same unit"))
    return kind


def _not_plain(node: Call, function: Function, argument: Argument, kind: Kind, frame: Frame) -> None:
    """Report an argument with a unit where none may be."""
    remedy = f"write {node.path}(count(…))" if kind.counts else f"divide by 1 {kind} first"
    if function.name == SHARE:
        remedy = f"divide it by something in {kind}"
    message = f"{node.path} needs a plain number, not {describe(kind)}"
    fail(frame, message, argument.span, describe(kind), remedy)


def counted(run: Run, node: Call, frame: Frame) -> Amount:
    """`count(x)`: a count as a plain number."""
    argument = bound(run, node, ("x",), frame).get("x")
    if argument is None:
        wrong_arguments(node, "count needs a count", node.span, ("x",), frame)
    found = run.nested(argument.value, frame)
    if not isinstance(found, Amount) or not found.kind.counts:
        sort = describe(found.kind)
        fail(frame, f"count needs a count, not {sort}", argument.span, sort, f"divide by 1 {found.kind} instead")
    return Amount(PLAIN, found.value)


def _whole_remedy(path: str, tree: Expression, kind: Kind) -> str:
    inside = tree.path if isinstance(tree, Name) else "…"
    unit = str(kind)
    if isinstance(tree, Literal):
        inside, unit = f"{tree.text} {tree.magnitude} {tree.unit}".replace("  ", " "), tree.unit
    return f"say in which unit: {path}({inside} / 1 {unit}) * 1 {unit}"
