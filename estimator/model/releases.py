"""Releases of software: which ones a function knows, and which quantities of a sheet are releases.

`8.10` is no number, for it comes after `8.6`. Where a parameter is a `release of` a product, its argument is read as
it is written, held against the product's list, and decided before any step, as a text is: comparisons with it choose
formulas. What is newer than the list takes the rules of its newest, and a note says so; what is not on it is refused.
A quantity of a sheet, or a parameter without an annotation, is a release if it is passed on to such a parameter.
"""

from __future__ import annotations

from estimator.model.built_in import BuiltInCalls
from estimator.model.describe import RELEASE, describe
from estimator.model.frames import MAXIMUM_NESTING, Frame, Instance, ModelFault
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.steps import Number
from estimator.notation.releases import release_parts, release_text
from estimator.notation.tree import Call, Conditional, Literal, Name, Negation, ReleaseOf, walk
from estimator.problems import Mark, Problem, Source
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from estimator.model.frames import Sized
    from estimator.model.modules import Library, Module
    from estimator.notation.tree import Argument, Binary, Definition, Expression, Parameter, Span

    # The parameters of what is called, in their order, and those of them that are releases.
    Target: TypeAlias = tuple[tuple[str, ...], frozenset[str]]

KNOWN = "releases"  # the sheet of the library that lists them
DEEPEST = 90  # calls through which a release is followed, each of several of our own


@record
class Release:
    """A release, and where it was written."""

    text: str
    source: Source
    span: Span

    def __str__(self) -> str:
        return self.text


class ReleaseElaborator(BuiltInCalls):
    """The part of a flattening that reads releases."""

    def __init__(self, main: Module, library: Library) -> None:
        super().__init__(main, library)
        self._of_modules: dict[Module, frozenset[str]] = {}
        self._of_functions: dict[int, frozenset[str]] = {}
        self._nesting = 0
        self._targets: dict[tuple[Module, str], Target | None] = {}

    def release(self, node: Expression, frame: Frame) -> Sized:
        """The release that a tree says where one is needed: written out, chosen by texts, or a name of one."""
        self.nesting += 1
        if self.nesting > MAXIMUM_NESTING:
            self.fail(frame, f"names and brackets nest more than {MAXIMUM_NESTING} deep", node.span)
        found = self._release(node, frame)
        self.nesting -= 1
        return found

    def _release(self, node: Expression, frame: Frame) -> Sized:
        text = release_text(node)
        if text:
            return _sized(Release(text, frame.module.source, node.span))
        if isinstance(node, Conditional):
            _, condition = self.nested(node.condition, frame)
            if not isinstance(condition, Number):
                remedy = "choose it by a text, as in if server == …"
                self.fail(frame, "numbers do not choose a release", node.condition.span, "", remedy)
            return self.release(node.consequence if condition.value else node.alternative, frame)
        if isinstance(node, Name) and node.path not in frame.values and node.path in frame.locals:
            return self.release(frame.locals[node.path].expression, frame)
        if isinstance(node, (Name, Call)):
            kind, value = self.elaborate(node, frame)
            if kind is RELEASE:
                return kind, value
            self.fail(frame, "a release is written out, not worked out", node.span, describe(kind), _WRITE)
        if isinstance(node, Negation) and isinstance(node.operand, Literal):
            self.fail(frame, "no release is negative", node.span, "", f"write {node.operand.text}")
        if isinstance(node, Literal):
            self.fail(frame, "a release is a number alone", node.span, "", f"write {node.text.partition('e')[0]}")
        self.fail(frame, "a release is written out, not worked out", node.span, "", _WRITE)

    def release_argument(
        self, node: Call, parameter: Parameter, argument: Argument | None, inner: Frame, frame: Frame
    ) -> Sized:
        """The value of a parameter that is a release: the argument, or its default."""
        kind, value = self.release(*self.supplied(node, parameter, argument, inner, frame))
        if not isinstance(parameter.annotation, ReleaseOf):
            return kind, value
        assert isinstance(value, Release)
        return _sized(self._known(value, parameter.annotation, inner))

    def supplied(
        self, node: Call, parameter: Parameter, argument: Argument | None, inner: Frame, frame: Frame
    ) -> tuple[Expression, Frame]:
        """What a parameter of a call is given, the argument or its default, and the frame that it is written in."""
        if argument is not None:
            return argument.value, frame
        if parameter.default is None:
            self.fail(frame, f"{node.path} needs {parameter.name}", node.span, "", f"write {parameter.name} = …")
        return parameter.default, inner.instance.root

    def releases_compared(self, node: Binary, frame: Frame) -> bool:
        """A comparison of two releases, part by part."""
        sides = []
        for tree in (node.left, node.right):
            _, value = self.release(tree, frame)
            assert isinstance(value, Release)
            sides.append(release_parts(value.text))
        left, right = sides
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

    def known_releases(self, annotation: ReleaseOf, frame: Frame) -> tuple[Release, ...]:
        """The releases of the product of an annotation, from the function's own file or from the library's list."""
        product, place = self._product(annotation, frame)
        line, module = frame.module.releases.get(product), frame.module
        if line is None:
            listed = self.library.module(KNOWN)
            if listed is not None:
                line, module = listed.releases.get(product), listed
        if line is None:
            remedy = f'list them in this file: release "{product}": 1.0, 1.1'
            self.fail(frame, f'the releases of "{product}" are not listed', place, "", remedy)
        return tuple([Release(text, module.source, line.span) for text in line.known])

    def _product(self, annotation: ReleaseOf, frame: Frame) -> tuple[str, Span]:
        tree = annotation.product
        if isinstance(tree, Name):
            value: object = frame.values[tree.path][1] if tree.path in frame.values else None
            if not isinstance(value, str):
                remedy = f'put {tree.path}: "a" or "b" before it'
                self.fail(frame, f"{tree.path} is no parameter before it that is a text", tree.span, "", remedy)
            return value, tree.span
        return tree.value, tree.span

    def _known(self, given: Release, annotation: ReleaseOf, inner: Frame) -> Release:
        """The release of the product's list that the one given is, or the newest where it is newer than all."""
        known = self.known_releases(annotation, inner)
        parts = release_parts(given.text)
        for each in known:
            if release_parts(each.text) == parts or _is_patch(given.text, each.text):
                return Release(each.text, given.source, given.span)
        newest, product = known[-1].text, self._product(annotation, inner)[0]
        if parts > release_parts(newest):
            message = f"{product} {given.text} is newer than {newest}, the newest that is known: reckoned as {newest}"
            note = Problem(message, (Mark(given.source, *given.span),), "", "note")
            if note not in self.warned:
                self.warned.add(note)
                self.problems.append(note)
            return Release(newest, given.source, given.span)
        older = [each.text for each in known if release_parts(each.text) < parts] or [known[0].text]
        listed = ", ".join([each.text for each in known])
        message = f"{product} has no release {given.text}; known are {listed}"
        raise ModelFault(Problem(message, (Mark(given.source, *given.span),), f"write {older[-1]}"))

    def release_names(self, frame: Frame) -> frozenset[str]:
        """The quantities of a frame's module that are releases, for they are passed on as such."""
        module = frame.module
        found = self._of_modules.get(module)
        if found is None:
            self._of_modules[module] = found = frozenset()  # where two sheets call each other
            candidates = {
                each.name
                for each in module.definitions.values()
                if each.parameters is None
                and (release_text(each.expression) or isinstance(each.expression, (Name, Conditional)))
            }
            reached: list[str] = []
            lines = [(each.names, each.expression, each.locals) for each in module.definitions.values()]
            lines += [(each.names, each.expression, ()) for each in module.checks]
            for names, expression, locals_ in lines if candidates else ():
                if not candidates.isdisjoint(names):
                    reached += self._passed_on(expression, locals_, candidates, frame)
            if reached:
                worked = {name: module.definitions[name] for name in candidates}
                self._of_modules[module] = found = _traced(reached, worked) & candidates
        return found

    def release_parameters(self, definition: Definition, frame: Frame) -> frozenset[str]:
        """The parameters of a function that are releases: by their annotation, or for they are passed on as such."""
        found = self._of_functions.get(id(definition))
        if found is None:
            parameters = definition.parameters or ()
            found = frozenset([each.name for each in parameters if isinstance(each.annotation, ReleaseOf)])
            self._of_functions[id(definition)] = found
            unsaid = {each.name for each in parameters if each.annotation is None}
            # The library says what its parameters are, and so must who passes one on through more calls than that.
            if unsaid and not self.library.has(frame.module) and self._nesting < DEEPEST:
                self._nesting += 1
                found |= self._passed_on(definition.expression, definition.locals, unsaid, frame) & unsaid
                self._nesting -= 1
                self._of_functions[id(definition)] = found
        return found

    def _passed_on(
        self, tree: Expression, locals_: tuple[Definition, ...], candidates: set[str], frame: Frame
    ) -> frozenset[str]:
        """The names that calls of a definition pass on as releases; only what a candidate is given to is looked up."""
        known = {each.name: each for each in locals_}
        reached = []
        for call in [each for each in walk((tree, locals_)) if isinstance(each, Call)]:
            for place, argument in enumerate(call.arguments):
                names = [name for name in _chosen(argument.value) if name in candidates or name in known]
                target = self._target(call.path, frame) if names else None
                if target is not None:
                    order, released = target
                    if (argument.name or (order[place] if place < len(order) else "")) in released:
                        reached += names
        return _traced(reached, known)

    def _target(self, path: str, frame: Frame) -> Target | None:
        """The parameters of what a path calls, if some are releases."""
        key = (frame.module, path)
        if key not in self._targets:
            self._targets[key] = None
            found = self._called(path, frame)
            self._targets[key] = found if found is not None and found[1] else None
        return self._targets[key]

    def _called(self, path: str, frame: Frame) -> Target | None:
        own = frame.module.definitions.get(path)
        if own is not None:
            return self._of_function(own, frame)
        if path in FUNCTIONS or path in DISTRIBUTIONS or path in ("count", "sum"):
            return None
        first, _, rest = path.partition(".")
        try:
            used = self.used_module(frame, first)
        except ModelFault:
            return None  # its line was reported
        if used is None and not self.library.may_hold(path, "release"):
            return None
        found = (used, rest) if used is not None else self.library.find(path)
        if found is None:
            return None
        module, rest = found
        other = Frame(Instance(module, "", {}), {}, "")
        definition = module.definitions.get(rest or path.rpartition(".")[2])
        if definition is not None and definition.parameters is not None:
            return self._of_function(definition, other)
        return None if rest else ((), self.release_names(other))

    def _of_function(self, definition: Definition, frame: Frame) -> Target | None:
        if definition.parameters is None:
            return None
        return tuple([each.name for each in definition.parameters]), self.release_parameters(definition, frame)


_WRITE = "write the release itself, as in version = 8.2"


def _sized(release: Release) -> Sized:
    return RELEASE, release  # type: ignore[return-value]  # a release is compared and gone before any step


def _is_patch(given: str, known: str) -> bool:
    """Whether a release of three parts or more is one of a known release: 7.2.4 of 7.2, 18.1.2 of 18."""
    return given.count(".") > 1 and given.startswith(f"{known}.")


def _traced(names: Iterable[str], definitions: dict[str, Definition]) -> frozenset[str]:
    """Names, and those that they are defined by where they are only other names of one another."""
    waiting, found = list(names), set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name in definitions:
                waiting += _chosen(definitions[name].expression)
    return frozenset(found)


def _chosen(tree: Expression) -> Iterator[str]:
    """The names that a tree is one of."""
    if isinstance(tree, Name):
        yield tree.path
    elif isinstance(tree, Conditional):
        yield from _chosen(tree.consequence)
        yield from _chosen(tree.alternative)
