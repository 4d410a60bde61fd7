"""Names and library paths, while a sheet is flattened."""

from __future__ import annotations

from estimator.model.budget import DEEP, MAXIMUM_SHEETS
from estimator.model.conversions import converted
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Shown, Truth, Varied
from estimator.model.frames import Instance
from estimator.model.hoisting import hoisted, inner_name
from estimator.model.input_distributions import INPUTS
from estimator.model.steps import Number
from estimator.notation.tree import Override
from estimator.problems import Mark, Problem
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.modules import Module
    from estimator.model.run import Run
    from estimator.notation.tree import Argument, Definition, Name, Span
    from estimator.problems import Source


def named(run: Run, node: Name, frame: Frame) -> Found:
    """The value of a name that was not met before: a where local, a later definition or a library path."""
    path = node.path
    local = frame.locals.get(path)
    if local is not None:
        return _local_value(run, local, frame)
    definition = frame.module.definitions.get(path)
    if definition is not None:
        if definition.parameters is not None:
            fail(frame, f"{path} is a function", node.span, "", f"call it: {call_of(definition)}")
        return own(run, owner(run, frame), path, node.span, frame)
    if path in ("yes", "no"):
        return Truth(Number(float(path == "yes")))
    if path in frame.cells:
        return own(run, *frame.cells[path], node.span, frame)
    if "." in path or frame.module.tables or frame.tables:
        from estimator.model.table_paths import refuse_column

        refuse_column(run, node, frame)
    target, rest = find(run, path, node.span, frame, "name")
    if not rest:
        remedy = f"name one of its quantities, as in {path}.{some_quantity(target)}"
        fail(frame, f"{path} is a whole sheet", node.span, "", remedy)
    quantity_of(run, target, rest, node, frame)
    other = instance_of(run, target, (), frame)
    found = own(run, other, rest, node.span, frame)
    quantity = other.quantities[rest]
    if isinstance(found, Amount) and frame.defining is node and quantity.unit is not None:
        return Amount(found.kind, found.value, Shown(quantity.unit, quantity.magnitude))
    return found


def owner(run: Run, frame: Frame) -> Instance:
    """The instance that a frame's own names belong to: an override from outside has a source of its own alone."""
    outside = frame.module is not run.main and frame.module.definitions is run.main.definitions
    return run.instances[run.main] if outside else frame.instance


def own(run: Run, instance: Instance, name: str, span: Span, frame: Frame) -> Found:
    """The value of a definition of an instance, flattened if it is not yet."""
    if name in instance.active:
        fail(frame, f"{name} needs itself, by way of another sheet", span, "", "give one of them as a number")
    if name not in instance.root.values:
        sheets = run.budget.sheets
        if sheets.depth == MAXIMUM_SHEETS:
            fail(frame, f"sheets call each other more than {MAXIMUM_SHEETS} deep", span, "", "break the circle")
        with sheets:
            if run.choices is None:
                run.require(instance, name)
            else:  # which stays for whoever asks for it next
                with run.choices.whole():
                    run.require(instance, name)
        if name not in instance.root.values:
            raise ModelFault(None)
    return instance.root.values[name]


def _local_value(run: Run, definition: Definition, frame: Frame) -> Found:
    """The value of a where local, on its first use: one for all terms of a sum and rows that it does not depend on."""
    if frame.outer is not None and not is_of_term(definition.names, frame):
        known = frame.outer.values.get(definition.name) or _local_value(run, definition, frame.outer)
        if run.choices is None:
            frame.values[definition.name] = known
        return known
    if run.choices is not None:  # of which it may be another one for each
        return run.choices.local(frame, definition.name, lambda: _local_made(run, definition, frame))
    found = frame.values[definition.name] = _local_made(run, definition, frame)
    return found


def _local_made(run: Run, definition: Definition, frame: Frame) -> Found:
    if run.budget.nesting.depth > DEEP:
        _prepare(run, definition, frame)
    at_hand = frame.of(definition.expression, inner_name(frame, definition.name))
    with Entered(run, definition, frame.module.source):
        found = run.nested(definition.expression, at_hand)
        if definition.unit is not None:
            found = converted(run, found, definition.unit, at_hand, definition.expression.span)
    if not isinstance(found, (Chosen, Release, Varied)):
        found = hoisted(run, definition.name, found, definition.expression.span, frame)
    return found


def is_of_term(names: Iterable[str], frame: Frame) -> bool:
    """Whether some names are what only a term of a sum or a row has, or locals that need it."""
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop()
        if name in frame.bound:
            return True
        if name in frame.locals:
            new = set(frame.locals[name].names) - seen
            seen |= new
            waiting += new
    return False


def _prepare(run: Run, definition: Definition, frame: Frame) -> None:
    """Find the values of the locals that one needs, without recursion: a row of 200 columns is a chain of them."""
    waiting, running = [definition], {definition.name}
    while waiting:
        needed = [frame.locals[name] for name in waiting[-1].names if name in frame.locals]
        missing = [each for each in needed if each.name not in frame.values and each.name not in running]
        if missing:
            running.add(missing[0].name)
            waiting.append(missing[0])
            continue
        at_hand = waiting.pop()
        if at_hand is not definition and at_hand.name not in frame.values:
            _local_value(run, at_hand, frame)


class Entered:
    """`with Entered(…)`: the value of a function or local is being made; making one is a fault where it is already."""

    __slots__ = ("_active", "_entry")

    def __init__(self, run: Run, definition: Definition, source: Source) -> None:
        self._active = run.active
        self._entry = (definition, source)
        for other, written in run.active:
            if other is definition:
                marks = (Mark(written, *definition.span, "needs itself"),)
                remedy = "an estimate knows no recursion: write a closed form or sum(…)"
                raise ModelFault(Problem(f"{definition.name} is defined by itself", marks, remedy))

    def __enter__(self) -> None:
        self._active.append(self._entry)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._active.pop()


def find(run: Run, path: str, span: Span, frame: Frame, what: str) -> tuple[Module, str]:
    """The module that a path names, and the rest of the path."""
    first, _, rest = path.partition(".")
    if first in frame.module.uses:
        from estimator.model.uses import used_module

        used = used_module(run, frame, frame.module.uses[first])
        if used is None:
            raise ModelFault(None)  # its line was reported
        return used, rest
    found = run.library.find(path)
    if found is None:
        _unknown_name(run, path, span, frame, what)
    return found


def _unknown_name(run: Run, path: str, span: Span, frame: Frame, what: str) -> NoReturn:
    """Report a name that is nowhere."""
    remedy = ""
    first = path.split(".", maxsplit=1)[0]
    if path in frame.module.sheet.unread:
        raise ModelFault(None)  # its line was reported
    try:
        frame.module.table.word(path)
    except UnknownUnit:
        if not run.budget.may_guess():
            fail(frame, f"there is no {what} {path}", span)
        from estimator.model.functions import FUNCTIONS

        names = list(run.library.names())
        built_in = (*FUNCTIONS, *INPUTS, "count", "first", "fold", "sum") if what == "function" else ()
        guess = run.budget.guess(path, frame.locals, frame.values, frame.module.definitions, built_in, names)
        if not guess and what == "name":
            guess = run.budget.longer_or_shorter(path, frame.module.definitions)
        if not guess and what == "function" and "." not in path:
            guess = " or ".join(run.library.functions_called(path)[:2])
        if guess:
            remedy = f"did you mean {guess}?"
        elif first in names:
            remedy = f"see what is there: estimate list {first}"
        else:
            remedy = "define it, or look for it in the library: estimate list"
    else:
        remedy = f"a unit stands behind a number: write 1 {path}, or glue it to the unit before, as in GB/{path}"
        if frame.module.source.text[: span[0]].rstrip().endswith(" to"):
            remedy = f"to stands between two numbers: convert at the end of the line, with -> {path}"
    if "." in path and first in frame.module.definitions:
        remedy = f"{first} is a quantity and has no parts"
    fail(frame, f"there is no {what} {path}", span, "", remedy)


def function_of(run: Run, module: Module, name: str, path: Name, frame: Frame) -> Definition:
    """The function of a module that a path ends in."""
    definition = _definition_of(run, module, name, path, frame)
    if definition.parameters is None:
        fail(frame, f"{path.path} is a quantity, not a function", path.span, "", f"write {path.path} without brackets")
    return definition


def quantity_of(run: Run, module: Module, name: str, path: Name, frame: Frame) -> Definition:
    """The definition of a module that a path ends in, which is no function."""
    definition = _definition_of(run, module, name, path, frame)
    if definition.parameters is not None:
        fail(frame, f"{path.path} is a function", path.span, "", f"call it: {call_of(definition, path.path)}")
    return definition


def _definition_of(run: Run, module: Module, name: str, path: Name, frame: Frame) -> Definition:
    definition = module.definitions.get(name)
    if definition is None:
        guess = run.budget.guess(name, module.definitions)
        whole = path.path[: -len(name)]
        remedy = f"did you mean {whole}{guess}?" if guess else f"see what is there: estimate list {module.name}"
        fail(frame, f"{whole[:-1]} has no {name}", path.span, "", remedy)
    return definition


def instance_of(run: Run, module: Module, arguments: tuple[Argument, ...], frame: Frame) -> Instance:
    """A module with the arguments of a call as overrides; the same call gives the same instance."""
    key: object = module if not arguments else (module, arguments, frame.instance, frame.prefix)
    found = run.instances.get(key)
    if found is None:
        overrides: dict[str, tuple[Override, Frame]] = {}
        for argument in arguments:
            if not argument.name:
                remedy = f"write {some_quantity(module)} = …"
                fail(frame, "a sheet is called with names", argument.span, "", remedy)
            if argument.name not in module.definitions:
                guess = run.budget.guess(argument.name, module.definitions)
                remedy = f"did you mean {guess}?" if guess else ""
                fail(frame, f"{module.name} has no {argument.name}", argument.span, "", remedy)
            overrides[argument.name] = (Override(argument.name, argument.value, argument.span), frame)
        count = sum(1 for other in run.instances.values() if other.module is module)
        prefix = module.name if not count else f"{module.name}_{count + 1}"
        found = run.instances[key] = Instance(module, prefix, overrides)
        for problem in module.problems:
            if problem not in run.problems:
                run.problems.append(problem)
    return found


def call_of(definition: Definition, path: str = "") -> str:
    """A function as one calls it: `bits(items, false_positive = …)`."""
    names = [parameter.name for parameter in definition.parameters or () if not parameter.setting]
    return f"{path or definition.name}({', '.join(names)})"


def some_quantity(module: Module) -> str:
    """A quantity of a sheet, for a remedy to name."""
    values = [name for name, definition in module.definitions.items() if definition.parameters is None]
    return values[-1] if values else "…"
