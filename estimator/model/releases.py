"""Releases of software: which ones a function knows, and which quantities of a sheet are releases.

`8.10` is no number, for it comes after `8.6`. Where a parameter is a `release of` a product, its argument is read as
it is written, held against the product's list, and decided before any step, as a text is: comparisons with it choose
formulas. What is newer than the list takes the rules of its newest, and a note says so; what is not on it is refused.
A quantity of a sheet, or a parameter without an annotation, is a release if it is passed on to such a parameter.
"""

from __future__ import annotations

from estimator.model.budget import MAXIMUM_NESTING
from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Chosen, Release, Truth, Varied
from estimator.model.open_choices import joined
from estimator.model.run import too_deep
from estimator.model.steps import Number
from estimator.notation.releases import release_parts, release_text
from estimator.notation.tree import Call, Conditional, Literal, Name, Negation, ReleaseOf
from estimator.problems import Mark, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Binary, Expression, Parameter, Span

KNOWN = "releases"  # the sheet of the library that lists them
_WRITE = "write the release itself, as in version = 8.2"


def release(run: Run, node: Expression, frame: Frame) -> Release | Varied:
    """The release that a tree says where one is needed: written out, chosen by texts, or a name of one."""
    nesting = run.budget.nesting
    if nesting.depth >= MAXIMUM_NESTING:
        too_deep(node, frame, "names")
    with nesting:
        return _release(run, node, frame)


def _release(run: Run, node: Expression, frame: Frame) -> Release | Varied:
    text = release_text(node)
    if text:
        return Release(text, frame.module.source, node.span)
    if isinstance(node, Conditional):
        condition = run.nested(node.condition, frame)
        if run.choices is not None and isinstance(condition, Truth) and condition.bits is not None:
            bits, choices = condition.bits, run.choices
            left = choices.branch(bits, lambda: release(run, node.consequence, frame), holds=True)
            right = choices.branch(bits, lambda: release(run, node.alternative, frame), holds=False)
            if not isinstance(left, (Release, Varied)) or not isinstance(right, (Release, Varied)):
                raise ModelFault(None)
            return joined(choices, bits, left, right)
        if isinstance(condition, (Chosen, Release, Varied)) or not isinstance(condition.value, Number):
            remedy = "choose it by a text, as in if server == …"
            fail(frame, "numbers do not choose a release", node.condition.span, "", remedy)
        return release(run, node.consequence if condition.value.value else node.alternative, frame)
    if isinstance(node, Name) and node.path not in frame.values and node.path in frame.locals:
        return release(run, frame.locals[node.path].expression, frame)
    if isinstance(node, (Name, Call)):
        found = run.elaborate(node, frame)
        if isinstance(found, (Release, Varied)):
            return found
        fail(frame, "a release is written out, not worked out", node.span, describe(found.kind), _WRITE)
    if isinstance(node, Negation) and isinstance(node.operand, Literal):
        fail(frame, "no release is negative", node.span, "", f"write {node.operand.text}")
    if isinstance(node, Literal):
        fail(frame, "a release is a number alone", node.span, "", f"write {node.text.partition('e')[0]}")
    fail(frame, "a release is written out, not worked out", node.span, "", _WRITE)


def release_argument(run: Run, parameter: Parameter, tree: Expression, origin: Frame, inner: Frame) -> Release | Varied:
    """The value of a parameter that is a release: what a call gives it in a tree, which `origin` is the frame of."""
    given = release(run, tree, origin)
    if not isinstance(parameter.annotation, ReleaseOf):
        return given
    if run.choices is not None:
        product = product_of(parameter.annotation, inner)
        if isinstance(given, Varied) or isinstance(product, Varied):

            def listed(software: str) -> list[str]:
                return [each.text for each in releases_of(run, software, (0, 0), inner)]

            return run.choices.known(given, product, listed)
    assert isinstance(given, Release)  # none is open
    return _known(run, given, parameter.annotation, inner)


def releases_compared(run: Run, node: Binary, frame: Frame) -> bool:
    """A comparison of two releases, part by part."""
    sides = [release(run, tree, frame) for tree in (node.left, node.right)]
    left, right = [release_parts(side.text) for side in sides if isinstance(side, Release)]  # none is open
    match node.operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def known_releases(run: Run, annotation: ReleaseOf, frame: Frame) -> tuple[Release, ...]:
    """The releases of the product of an annotation, from the function's own file or from the library's list."""
    return releases_of(run, *_product(annotation, frame), frame)


def releases_of(run: Run, product: str, place: Span, frame: Frame) -> tuple[Release, ...]:
    """The releases of a product."""
    line, module = frame.module.releases.get(product), frame.module
    if line is None:
        listed = run.library.module(KNOWN)
        if listed is not None:
            line, module = listed.releases.get(product), listed
    if line is None:
        remedy = f'list them in this file: release "{product}": 1.0, 1.1'
        fail(frame, f'the releases of "{product}" are not listed', place, "", remedy)
    return tuple([Release(text, module.source, line.span) for text in line.known])


def product_of(annotation: ReleaseOf, frame: Frame) -> Varied | Chosen:
    """The product whose releases a parameter takes."""
    tree = annotation.product
    found = frame.values.get(tree.path) if isinstance(tree, Name) else None
    return found if isinstance(found, Varied) else Chosen(_product(annotation, frame)[0])


def _product(annotation: ReleaseOf, frame: Frame) -> tuple[str, Span]:
    tree = annotation.product
    if isinstance(tree, Name):
        found = frame.values.get(tree.path)
        if not isinstance(found, Chosen):
            remedy = f'put {tree.path}: "a" or "b" before it'
            fail(frame, f"{tree.path} is no parameter before it that is a text", tree.span, "", remedy)
        return found.text, tree.span
    return tree.value, tree.span


def _known(run: Run, given: Release, annotation: ReleaseOf, inner: Frame) -> Release:
    """The release of the product's list that the one given is, or the newest where it is newer than all."""
    known = known_releases(run, annotation, inner)
    parts = release_parts(given.text)
    for each in known:
        if release_parts(each.text) == parts or _is_patch(given.text, each.text):
            return Release(each.text, given.source, given.span)
    newest, product = known[-1].text, _product(annotation, inner)[0]
    if parts > release_parts(newest):
        message = f"{product} {given.text} is newer than {newest}, the newest that is known: reckoned as {newest}"
        run.remark(Problem(message, (Mark(given.source, *given.span),), "", "note"))
        return Release(newest, given.source, given.span)
    older = [each.text for each in known if release_parts(each.text) < parts] or [known[0].text]
    listed = ", ".join([each.text for each in known])
    message = f"{product} has no release {given.text}; known are {listed}"
    raise ModelFault(Problem(message, (Mark(given.source, *given.span),), f"write {older[-1]}"))


def _is_patch(given: str, known: str) -> bool:
    """Whether a release of three parts or more is one of a known release: 7.2.4 of 7.2, 18.1.2 of 18."""
    return given.count(".") > 1 and given.startswith(f"{known}.")
