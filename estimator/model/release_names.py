"""Which quantities of a sheet and parameters of a function are releases: those that are passed on to one.

A parameter is one by its annotation. What has none, and what a sheet defines, is a release if a call gives it to a
parameter that is one, be it by way of other calls.
"""

from __future__ import annotations

from estimator.model.faults import ModelFault
from estimator.model.frames import Frame, Instance
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.notation.releases import release_text
from estimator.notation.tree import Call, Conditional, Name, ReleaseOf
from estimator.notation.walking import names_needed, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from estimator.model.modules import Module
    from estimator.model.run import Run, Target
    from estimator.notation.tree import Definition, Expression

DEEPEST = 90  # calls through which a release is followed, each of several of our own


def release_names(run: Run, frame: Frame) -> frozenset[str]:
    """The quantities of a frame's module that are releases, for they are passed on as such."""
    module = frame.module
    found = run.releases.of_modules.get(module)
    if found is None:
        run.releases.of_modules[module] = found = frozenset()  # where two sheets call each other
        values = {name for name, line in module.definitions.items() if line.parameters is None}
        named = names_needed(module.definitions.values()).union(*[each.names for each in module.checks])
        if not module.passed and values.issuperset(named.difference(FUNCTIONS, INPUTS)):
            return found  # it calls nothing that has parameters of its own
        candidates = {
            each.name
            for each in module.definitions.values()
            if each.parameters is None
            and (release_text(each.expression) or isinstance(each.expression, (Name, Conditional)))
        }
        reached = [name for name in module.passed if name in candidates and _is_setting(run, name, frame)]
        lines = [(each.names, each.expression, each.locals) for each in module.definitions.values()]
        lines += [(each.names, each.expression, ()) for each in module.checks]
        for names, expression, locals_ in lines if candidates else ():
            if not candidates.isdisjoint(names) and not values.issuperset(names):
                reached += _passed_on(run, expression, locals_, candidates, frame)
        if reached:
            worked = {name: module.definitions[name] for name in candidates}
            run.releases.of_modules[module] = found = _traced(reached, worked) & candidates
    return found


def _is_setting(run: Run, name: str, frame: Frame) -> bool:
    """Whether a name is that of a setting which is a release: of the sheet, of one that it uses, or of the library."""
    from estimator.model.uses import used_module

    settings = [frame.module.setting(name)]
    for use in frame.module.uses.values():
        try:
            used = used_module(run, frame, use)
        except ModelFault:
            continue  # its line was reported
        settings += [used.setting(name)] if used is not None else []
    return any(found is not None and isinstance(found.annotation, ReleaseOf) for found in settings)


def release_parameters(run: Run, definition: Definition, frame: Frame) -> frozenset[str]:
    """The parameters of a function that are releases: by their annotation, or for they are passed on as such."""
    found = run.releases.of_functions.get(id(definition))
    if found is None:
        parameters = definition.parameters or ()
        found = frozenset([each.name for each in parameters if isinstance(each.annotation, ReleaseOf)])
        run.releases.of_functions[id(definition)] = found
        unsaid = {each.name for each in parameters if each.annotation is None}
        # The library says what its parameters are, and so must who passes one on through more calls than that.
        if unsaid and not run.library.has(frame.module) and run.releases.nesting.depth < DEEPEST:
            with run.releases.nesting:
                found |= _passed_on(run, definition.expression, definition.locals, unsaid, frame) & unsaid
            run.releases.of_functions[id(definition)] = found
    return found


def _passed_on(
    run: Run, tree: Expression, locals_: tuple[Definition, ...], candidates: set[str], frame: Frame
) -> frozenset[str]:
    """The names that calls of a definition pass on as releases; only what a candidate is given to is looked up."""
    known = {each.name: each for each in locals_}
    reached = []
    for call in [each for each in walk((tree, locals_)) if isinstance(each, Call)]:
        for place, argument in enumerate(call.arguments):
            names = [name for name in _chosen(argument.value) if name in candidates or name in known]
            target = _target(run, call.path, frame) if names else None
            if target is not None:
                order, released = target
                if (argument.name or (order[place] if place < len(order) else "")) in released:
                    reached += names
    return _traced(reached, known)


def _target(run: Run, path: str, frame: Frame) -> Target | None:
    """The parameters of what a path calls, if some are releases."""
    key = (frame.module, path)
    if key not in run.releases.targets:
        run.releases.targets[key] = None
        found = _called(run, path, frame)
        run.releases.targets[key] = found if found is not None and found[1] else None
    return run.releases.targets[key]


def _called(run: Run, path: str, frame: Frame) -> Target | None:
    own = frame.module.definitions.get(path)
    if own is not None:
        return _of_function(run, own, frame)
    if path in FUNCTIONS or path in INPUTS or path in ("count", "sum"):
        return None
    first, _, rest = path.partition(".")
    found: tuple[Module, str] | None = None
    if first in frame.module.uses:
        from estimator.model.uses import used_module

        try:
            used = used_module(run, frame, frame.module.uses[first])
        except ModelFault:
            return None  # its line was reported
        found = (used, rest) if used is not None else None
    # By an annotation, or by a setting, which the library calls a version.
    if found is None and (run.library.may_hold(path, "release") or run.library.may_hold(path, "version")):
        found = run.library.find(path)
    if found is None:
        return None
    module, rest = found
    other = Frame(Instance(module, "", {}), {}, "")
    definition = module.definitions.get(rest or path.rpartition(".")[2])
    if definition is not None and definition.parameters is not None:
        return _of_function(run, definition, other)
    return None if rest else ((), release_names(run, other))


def _of_function(run: Run, definition: Definition, frame: Frame) -> Target | None:
    if definition.parameters is None:
        return None
    return tuple([each.name for each in definition.parameters]), release_parameters(run, definition, frame)


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
