"""What some releases of a software have and others have not: a call with one that lacks it is refused.

The lines above a function say which releases have it, or a parameter: see notation/release_lines.py. They hold where
the parameter is a truth that is yes or may be, a text that is the named one, or a number other than its default that
the call itself gives: a number that a sheet passes on to all that it calls is for those that have it.
"""

from __future__ import annotations

from estimator.model.arguments import supplied
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.hoisting import known_number
from estimator.model.open_choices import cases_of
from estimator.model.releases import product_of
from estimator.notation.release_lines import read_releases
from estimator.notation.releases import release_parts
from estimator.notation.tree import Name, ReleaseOf
from estimator.problems import Mark, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.release_lines import InReleases, ReleaseSpan
    from estimator.notation.tree import Argument, Call, Definition, Parameter


def refuse_lacking(
    run: Run, node: Call, definition: Definition, inner: Frame, frame: Frame, given: Mapping[str, Argument]
) -> None:
    """ModelFault where the release that a call names has not what it asks for; the parameters are worked out."""
    if run.untaken:
        return
    parameters = {each.name: each for each in definition.parameters or ()}
    software = next((name for name in parameters if isinstance(inner.annotations[name], ReleaseOf)), None)
    if software is None:
        remedy = "give it one, as in version: release of server"
        fail(inner.instance.root, f"{definition.name} has no parameter that is a release", definition.span, "", remedy)
    for line in definition.documentation.releases:
        each = read_releases(line)
        asked = _asked(run, each, parameters, inner, given) if each is not None else 0
        if each is not None and asked:
            _refuse(run, node, parameters, software, each, asked, inner, frame)


def _asked(
    run: Run, line: InReleases, parameters: Mapping[str, Parameter], inner: Frame, given: Mapping[str, Argument]
) -> int:
    """The combinations of open texts in which a call asks for what a line is of; where none is open 1 or 0."""
    live = run.choices.live if run.choices is not None else 1
    if not line.parameter:
        return live
    found = inner.values.get(line.parameter)
    match found:
        case None:
            raise ModelFault(None)  # it was reported that there is no such parameter
        case Truth():
            if found.bits is not None:
                return found.bits & live
            return 0 if known_number(run, found.value) == 0 else live
        case Chosen() | Varied():
            cases = cases_of(run.choices, found) if run.choices is not None else [(1, found)]
            return sum([bits for bits, case in cases if isinstance(case, Chosen) and case.text == line.text])
        case Amount():
            default = parameters[line.parameter].default
            if line.parameter not in given or default is None:
                return 0
            usual = run.nested(default, inner.instance.root)
            number = known_number(run, found.value)
            is_usual = isinstance(usual, Amount) and number is not None and number == known_number(run, usual.value)
            return 0 if is_usual else live
        case _:
            return 0


def _refuse(
    run: Run,
    node: Call,
    parameters: Mapping[str, Parameter],
    software: str,
    line: InReleases,
    asked: int,
    inner: Frame,
    frame: Frame,
) -> None:
    annotation, found = inner.annotations[software], inner.values[software]
    assert isinstance(annotation, ReleaseOf)
    assert isinstance(found, (Release, Varied))
    product = product_of(annotation, inner)
    if run.choices is None:
        assert isinstance(found, Release)
        assert isinstance(product, Chosen)
        if not _has(line, product.text, found.text):
            raise ModelFault(_problem(node, parameters, software, line, product.text, found, inner, frame))
        return
    lacking = 0
    for own, release in cases_of(run.choices, found):
        for other, chosen in cases_of(run.choices, product):
            bits = own & other & asked
            if bits and isinstance(chosen, Chosen) and not _has(line, chosen.text, release.text):
                lacking |= bits
    if lacking:
        run.choices.refuse(lacking)


def _has(line: InReleases, product: str, release: str) -> bool:
    return any(each.product == product and each.holds(release) for each in line.spans)


def _problem(
    node: Call,
    parameters: Mapping[str, Parameter],
    software: str,
    line: InReleases,
    product: str,
    found: Release,
    inner: Frame,
    frame: Frame,
) -> Problem:
    what = f'{line.parameter} = "{line.text}"' if line.text else line.parameter or node.path
    there = [each.in_words for each in line.spans]
    listed = " and ".join([", ".join(there[:-1]), there[-1]] if len(there) > 1 else there)
    marks = [Mark(found.source, *found.span, f"{product} {found.text}")]
    if line.parameter:
        argument = next((each for each in node.arguments if each.name == line.parameter), None)
        tree, origin = supplied(node, parameters[line.parameter], argument, inner, frame)
        marks.insert(0, Mark(origin.module.source, *tree.span))
    else:
        marks.insert(0, Mark(frame.module.source, *node.span))
    remedy = f"write {_write(line.spans, product, software, inner, found)}"
    if line.parameter:
        remedy += f", or leave {line.parameter} out"
    return Problem(f"{product} {found.text} has no {what}, which is in {listed}", tuple(marks), remedy)


def _write(spans: tuple[ReleaseSpan, ...], product: str, software: str, inner: Frame, found: Release) -> str:
    """What to give for a release that has it: the nearest of the same product, else of the first one that is named."""
    own = next((each for each in spans if each.product == product), None)
    if own is not None:
        is_older = own.first and release_parts(found.text) < release_parts(own.first)
        return f"{software} = {own.first if is_older else own.last}"
    other, annotation = spans[0], inner.annotations[software]
    name = annotation.product.path if isinstance(annotation, ReleaseOf) and isinstance(annotation.product, Name) else ""
    release = f", {software} = {other.first or other.last}" if other.first or other.last else ""
    return f'{name} = "{other.product}"{release}'
