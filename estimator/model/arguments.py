"""Arguments of a call: which parameter each is for, what one that is left out is given, and whether it fits."""

from __future__ import annotations

from estimator.model.conversions import meaning_of
from estimator.model.describe import ANNOTATIONS, describe, is_special
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.hoisting import held, hoisted
from estimator.model.steps import SHARE, Number
from estimator.notation.tree import Choices, ReleaseOf, TableOf, YesNo
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Argument, Call, Expression, Parameter, Span, Unit
    from estimator.units.kinds import Kind


def bound(
    run: Run, node: Call, names: tuple[str, ...], frame: Frame, *, positional: int = -1, variadic: bool = False
) -> dict[str, Argument]:
    """The arguments of a call by parameter; a variadic function's further ones under numbers.

    Behind the first `positional` ones, all unless told, parameters are settings, and are given by name alone.
    """
    found: dict[str, Argument] = {}
    most = len(names) if positional < 0 else positional
    for place, argument in enumerate(node.arguments):
        name = argument.name
        if not name:
            if place >= most and not variadic:
                message = f"{node.path} takes {most} arguments at most"
                if most < len(names):
                    message += f", and {', '.join(names[most:])} by name"
                    fail(frame, message, argument.span, "", f"write {names[most]} = …")
                wrong_arguments(node, message, argument.span, names[:most], frame)
            name = names[place] if place < len(names) else str(place)
        elif name not in names:
            guess = run.budget.guess(name, names)
            remedy = f"did you mean {guess}?" if guess else f"it takes {', '.join(names)}"
            fail(frame, f"{node.path} has no parameter {name}", argument.span, "", remedy)
        if name in found:
            fail(frame, f"{name} is given twice", argument.span, "", "give it once")
        found[name] = argument
    return found


def wrong_arguments(node: Call, message: str, span: Span, names: tuple[str, ...], frame: Frame) -> NoReturn:
    """Report too many or too few arguments."""
    fail(frame, message, span, "", f"write {node.path}({', '.join(names)})")


def supplied(
    node: Call, parameter: Parameter, argument: Argument | None, inner: Frame, frame: Frame
) -> tuple[Expression, Frame]:
    """What a parameter is given, and the frame it is written in: an argument, a setting passed on, or its default."""
    if argument is not None:
        return argument.value, frame
    if parameter.setting and parameter.name in frame.passed:
        return frame.passed[parameter.name]
    if parameter.default is None:
        fail(frame, f"{node.path} needs {parameter.name}", node.span, "", f"write {parameter.name} = …")
    return parameter.default, inner.instance.root


def value_of(run: Run, parameter: Parameter, tree: Expression, origin: Frame, inner: Frame) -> Found:
    """The value of one parameter of a call: what it is given in a tree, which `origin` is the frame of."""
    found = run.nested(tree, origin)
    annotation = parameter.annotation
    if isinstance(found, Varied) and run.choices is not None:
        return run.choices.given(found, annotation)
    if isinstance(annotation, Choices):
        if not isinstance(found, Chosen) or found.text not in annotation.texts:
            _no_choice(run, parameter.name, found, Mark(origin.module.source, *tree.span), annotation, inner)
        return found
    if isinstance(annotation, YesNo):
        return _truth(parameter, found, Mark(origin.module.source, *tree.span), inner)
    if annotation is not None and not isinstance(annotation, (ReleaseOf, TableOf)):
        kind = _fitting(run, found.kind, annotation, inner)
        if kind is None or not isinstance(found, Amount):
            _misfit(parameter.name, found.kind, Mark(origin.module.source, *tree.span), annotation, inner)
        if annotation.text == SHARE and kind is PLAIN:
            asked = Mark(inner.module.source, *annotation.span, f"{parameter.name} is a share")
            at = Mark(origin.module.source, *tree.span)
            return Amount(kind, held(run, parameter.name, found.value, at, inner, (asked,)))
        if kind is not found.kind:
            found = Amount(kind, found.value)
    if isinstance(found, (Chosen, Release, Varied)):
        return found
    return hoisted(run, parameter.name, found, tree.span, inner, origin)


def _truth(parameter: Parameter, found: Found, at: Mark, inner: Frame) -> Truth:
    """Yes or no, also where it is quoted."""
    if isinstance(found, Truth):
        return found
    if isinstance(found, Chosen) and found.text in ("yes", "no"):
        return Truth(Number(float(found.text == "yes")))
    given = describe(found.kind)
    marks = (Mark(at.source, at.start, at.end, given), Mark(inner.module.source, *parameter.span, "yes or no"))
    raise ModelFault(Problem(f"{parameter.name} is yes or no, not {given}", marks, f"write {parameter.name} = yes"))


def _no_choice(run: Run, name: str, found: Found, at: Mark, choices: Choices, inner: Frame) -> NoReturn:
    """Report what is not among the texts that a parameter may be."""
    known = [f'"{text}"' for text in choices.texts]
    needed = known[0] if len(known) == 1 else f"{', '.join(known[:-1])} or {known[-1]}"
    given, guess = describe(found.kind), ""
    if isinstance(found, Chosen):
        given, guess = f'"{found.text}"', run.budget.guess(found.text, choices.texts)
    marks = (Mark(at.source, at.start, at.end, given), Mark(inner.module.source, *choices.span, needed))
    remedy = f'did you mean "{guess}"?' if guess else f"write {known[0]}"
    raise ModelFault(Problem(f"{name} is {needed}, not {given}", marks, remedy))


def _fitting(run: Run, kind: Kind, annotation: Unit, inner: Frame) -> Kind | None:
    """The kind of an argument for a parameter with an annotation; a plain number inside for `count` and `share`.

    None where it does not fit.
    """
    if is_word(annotation, inner):
        fits = kind.counts if annotation.text == "count" else not kind.dimension
        return PLAIN if fits else None
    return kind if kind.dimension == meaning_of(run, annotation, inner).kind.dimension else None


def is_word(annotation: Unit, frame: Frame) -> bool:
    """Whether an annotation is a word of the notation; a unit that the function's own file declares goes first."""
    text = annotation.text
    return text in ANNOTATIONS and all(text not in line.names for line in frame.module.declarations)


def _misfit(name: str, kind: Kind, at: Mark, annotation: Unit, inner: Frame) -> NoReturn:
    """Report an argument that does not fit its parameter."""
    if is_word(annotation, inner):
        needed = ANNOTATIONS[annotation.text]
        remedy = f"divide it by something in {kind}" if not is_special(kind) else ""
    else:
        needed = describe(inner.module.table.unit(annotation.text).kind)
        remedy = f"give it in {annotation}"
    given = describe(kind)
    marks = (Mark(at.source, at.start, at.end, given), Mark(inner.module.source, *annotation.span, needed))
    raise ModelFault(Problem(f"{name} needs {needed}, not {given}", marks, remedy))
