"""Names and library paths, while a sheet is flattened."""

from __future__ import annotations

import os

from estimator.model.conversions import Converter
from estimator.model.describe import is_fixed, is_special
from estimator.model.frames import Frame, Instance, ModelFault
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.modules import LARGEST_FILE, SUFFIX, Module
from estimator.model.steps import Draw, Number, Ref, Step
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Argument, Name, Override
from estimator.problems import Mark, Problem, Source
from estimator.units.table import UnitMeaning, UnknownUnitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, ParamSpec, TypeVar

    from estimator.model.frames import Sized
    from estimator.model.modules import Library
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Definition, Expression, Span, UnitDeclaration, Use
    from estimator.units.kinds import Kind

    Parameters = ParamSpec("Parameters")
    Result = TypeVar("Result")


DEEP = 60  # from this nesting on, what a where local needs is found in a loop
MAXIMUM_SHEETS = 20
LONGEST_PATH = 500
SMALLEST_UNIT, LARGEST_UNIT = 1e-30, 1e30


class NameResolver(Converter):
    """The part of a flattening that finds what a name or a path means."""

    def __init__(self, main: Module, library: Library) -> None:
        super().__init__(main, library)
        self.instances: dict[object, Instance] = {}
        self.used: dict[tuple[str, str], Module | None] = {}
        self.reported: set[Problem] = set()
        self.called: set[int] = set()  # the functions that some call has checked
        self.range_names: set[str] = set()
        self.range_counts: dict[str, int] = {}
        self.sheets_deep = 0

    def hoisted(
        self, name: str, value: StepExpression, kind: Kind, span: Span, frame: Frame, written: Frame | None = None
    ) -> StepExpression:
        """A value as a step of its own, unless it is a literal or a step already; returns what stands for it.

        The span is a place in the source of `written`, the frame itself unless said otherwise.
        """
        if isinstance(value, (Number, Ref)) or is_fixed(kind):
            return value
        full = f"{frame.prefix}.{name}" if frame.prefix else name
        self.steps.append(Step(full, value, kind, (written or frame).module.source, span, ()))
        return Ref(len(self.steps) - 1)

    def drawn_apart(self, draw: Draw, kind: Kind, span: Span, frame: Frame) -> StepExpression:
        """A range inside an expression as a step of its own, with a name of its own: its samples are seeded by it."""
        name = "range"
        count = 1
        while f"{frame.prefix}.{name}" in self.range_names:
            count = max(count + 1, self.range_counts.get(frame.prefix, 1) + 1)
            name = f"range_{count}"
        self.range_counts[frame.prefix] = count
        self.range_names.add(f"{frame.prefix}.{name}")
        return self.hoisted(name, draw, kind, span, frame)

    def name(self, node: Name, frame: Frame) -> Sized:
        """The value of a name that was not met before: a where local, a later definition or a library path."""
        path = node.path
        local = frame.locals.get(path)
        if local is not None:
            return self.local(local, frame)
        module = frame.module
        definition = module.definitions.get(path)
        if definition is not None:
            if definition.parameters is not None:
                self.fail(frame, f"{path} is a function", node.span, "", f"call it: {signature(definition)}")
            return self.own(self.owner(frame), path, node.span, frame)
        target, rest = self.find(path, node.span, frame, "name")
        if not rest:
            self.fail(
                frame,
                f"{path} is a whole sheet",
                node.span,
                "",
                f"name one of its quantities, as in {path}.{some_quantity(target)}",
            )
        self.callable_or_value(target, rest, path, node.span, frame, call=False)
        other = self.instance(target, (), frame)
        found = self.own(other, rest, node.span, frame)
        quantity = other.quantities[rest]
        if frame.defining is node and quantity.unit is not None:
            self.given_unit = (quantity.unit, quantity.magnitude)
        return found

    def owner(self, frame: Frame) -> Instance:
        """The instance that a frame's own names belong to: an override from outside has a source of its own alone."""
        outside = frame.module is not self.main and frame.module.definitions is self.main.definitions
        return self.instances[self.main] if outside else frame.instance

    def own(self, instance: Instance, name: str, span: Span, frame: Frame) -> Sized:
        """The value of a definition of an instance, flattened if it is not yet."""
        if name in instance.active:
            self.fail(frame, f"{name} needs itself, by way of another sheet", span, "", "give one of them as a number")
        if name not in instance.root.values:
            if self.sheets_deep == MAXIMUM_SHEETS:
                self.fail(
                    frame, f"sheets call each other more than {MAXIMUM_SHEETS} deep", span, "", "break the circle"
                )
            self.sheets_deep += 1
            nesting, self.nesting = self.nesting, 0
            self.require(instance, name)
            self.nesting = nesting
            self.sheets_deep -= 1
            if name not in instance.root.values:
                raise ModelFault(None)
        return instance.root.values[name]

    def local(self, definition: Definition, frame: Frame) -> Sized:
        """The value of a where local, on its first use."""
        if self.nesting > DEEP:
            self.prepare(definition, frame)
        self.cycle_check(definition, frame)
        self.active.append((definition, frame.module.source))
        suspects, self.suspects = self.suspects, []
        prefix, calls, defining, given = frame.prefix, frame.calls, frame.defining, self.given_unit
        frame.prefix, frame.calls = f"{prefix}.{definition.name}" if prefix else definition.name, {}
        frame.defining = definition.expression
        try:
            kind, value = self.nested(definition.expression, frame)
            if definition.unit is not None:
                kind = self.convert(
                    kind, self.meaning(definition.unit, frame), definition.unit, frame, definition.expression.span
                )
        finally:
            self.active.pop()
            self.suspects = suspects
            frame.prefix, frame.calls, frame.defining = prefix, calls, defining
            self.given_unit = given  # what a local is shown in is no unit of what needs it
        value = self.hoisted(definition.name, value, kind, definition.expression.span, frame)
        frame.values[definition.name] = (kind, value)
        return kind, value

    def prepare(self, definition: Definition, frame: Frame) -> None:
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
                self.local(at_hand, frame)

    def cycle_check(self, definition: Definition, frame: Frame) -> None:
        """Report a function or local that needs itself."""
        for other, source in self.active:
            if other is definition:
                marks = (Mark(source, *definition.span, "needs itself"),)
                raise ModelFault(
                    Problem(
                        f"{definition.name} is defined by itself",
                        marks,
                        "an estimate knows no recursion: write a closed form or sum(…)",
                    )
                )

    def find(self, path: str, span: Span, frame: Frame, what: str) -> tuple[Module, str]:
        """The module that a path names, and the rest of the path."""
        first, _, rest = path.partition(".")
        used = self.used_module(frame, first)
        if used is not None:
            return used, rest
        if first in frame.module.uses:
            raise ModelFault(None)  # its line was reported
        found = self.library.find(path)
        if found is None:
            self.unknown_name(path, span, frame, what)
        return found

    def unknown_name(self, path: str, span: Span, frame: Frame, what: str) -> NoReturn:
        """Report a name that is nowhere."""
        remedy = ""
        first = path.split(".", maxsplit=1)[0]
        if path in frame.module.sheet.unread:
            raise ModelFault(None)  # its line was reported
        try:
            frame.module.table.word(path)
        except UnknownUnitError:
            if not self.may_guess():
                self.fail(frame, f"there is no {what} {path}", span)
            names = list(self.library.names())
            built_in = (*FUNCTIONS, *DISTRIBUTIONS, "count", "sum") if what == "function" else ()
            guess = self.guess(path, frame.locals, frame.values, frame.module.definitions, built_in, names)
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
        self.fail(frame, f"there is no {what} {path}", span, "", remedy)

    def callable_or_value(
        self, module: Module, name: str, path: str, span: Span, frame: Frame, *, call: bool
    ) -> Definition:
        """The definition of a module that a path names, which must be a function or must not."""
        definition = module.definitions.get(name)
        if definition is None:
            guess = self.guess(name, module.definitions)
            remedy = (
                f"did you mean {path[: -len(name)]}{guess}?"
                if guess
                else f"see what is there: estimate list {module.name}"
            )
            self.fail(frame, f"{path[: -len(name) - 1]} has no {name}", span, "", remedy)
        if (definition.parameters is not None) is not call:
            if call:
                self.fail(frame, f"{path} is a quantity, not a function", span, "", f"write {path} without brackets")
            self.fail(frame, f"{path} is a function", span, "", f"call it: {signature(definition, path)}")
        return definition

    def instance(self, module: Module, arguments: tuple[Argument, ...], frame: Frame) -> Instance:
        """A module with the arguments of a call as overrides; the same call gives the same instance."""
        key: object = module if not arguments else (module, arguments, frame.instance, frame.prefix)
        found = self.instances.get(key)
        if found is None:
            overrides: dict[str, tuple[Override, Frame]] = {}
            for argument in arguments:
                if not argument.name:
                    self.fail(
                        frame, "a sheet is called with names", argument.span, "", f"write {some_quantity(module)} = …"
                    )
                if argument.name not in module.definitions:
                    guess = self.guess(argument.name, module.definitions)
                    self.fail(
                        frame,
                        f"{module.name} has no {argument.name}",
                        argument.span,
                        "",
                        f"did you mean {guess}?" if guess else "",
                    )
                overrides[argument.name] = (Override(argument.name, argument.value, argument.span), frame)
            count = sum(1 for other in self.instances.values() if other.module is module)
            prefix = module.name if not count else f"{module.name}_{count + 1}"
            found = self.instances[key] = Instance(module, prefix, overrides)
            for problem in module.problems:
                if problem not in self.problems:
                    self.problems.append(problem)
        return found

    def used_module(self, frame: Frame, name: str) -> Module | None:
        """The module of a `use` line of the frame's sheet, read on first use; None if there is none of this name."""
        use = frame.module.uses.get(name)
        if use is None:
            return None
        folder = frame.module.folder
        path = os.path.normpath(os.path.join(folder, use.path))
        key = (folder, path)
        if key not in self.used:
            self.used[key] = None
            module = self.main.read.get(key)
            if module is None:
                sheet = parse_sheet(Source(path, self.used_text(use, path, frame)))
                module = self.main.read.setdefault(key, Module(sheet, name, os.path.dirname(path)))
            module = module.with_own_units()
            self.used[key] = module
            self.declare_units(module, Instance(module, name, {}).root)
        return self.used[key]

    def used_text(self, use: Use, path: str, frame: Frame) -> str:
        """The text of the file of a `use` line, which lies below the folder of the sheet."""
        if len(use.path) > LONGEST_PATH or not use.path.isprintable():
            self.fail(frame, "this is no file's name", use.span, "", "write the path of a sheet, as in parts/team.est")
        try:
            below = not os.path.isabs(use.path) and is_below(path, frame.module.folder or ".")
            if not below or not use.path.endswith(SUFFIX):
                message = f"use reads {SUFFIX} files below the sheet's own folder only"
                self.fail(frame, message, use.span, "", "move the file there")
            if not os.path.isfile(path):
                raise FileNotFoundError
            if os.path.getsize(path) > LARGEST_FILE:
                self.fail(frame, f"{use.path} is larger than {LARGEST_FILE // 1_000_000} MB", use.span)
            with open(path, encoding="utf-8") as file:
                return file.read()
        except (OSError, UnicodeDecodeError) as error:
            reason = "is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else "cannot be read"
            self.fail(frame, f"{use.path} {reason}", use.span, "", "check the name, which is relative to the sheet")

    def declare_units(self, module: Module, frame: Frame) -> None:
        """Evaluate the sheet's `unit name = expression` lines."""
        waiting = [(line, line.expression) for line in module.declarations if line.expression is not None]
        left = len(waiting) + 1
        while waiting and len(waiting) < left:  # a unit may be made of one that is declared below it
            left, again = len(waiting), []
            for line, expression in waiting:
                try:
                    self.declare_multiple(line, expression, frame)
                except ModelFault:
                    self.nesting = 0
                    again.append((line, expression))
            waiting = again
        for line, expression in waiting:
            self.attempt(self.declare_multiple, line, expression, frame)

    def declare_multiple(self, line: UnitDeclaration, expression: Expression, frame: Frame) -> None:
        """One `unit name = expression` line: a multiple of a known unit."""
        kind, value = self.nested(expression, frame)
        if not isinstance(value, Number) or is_special(kind):
            self.fail(frame, "a unit is a multiple of another one", expression.span, "", "write it as 100_000 s")
        if not SMALLEST_UNIT <= value.value <= LARGEST_UNIT:
            message = "a unit is a positive multiple of another one, of a size that one can count"
            self.fail(frame, message, expression.span, "", "write it as 100_000 s")
        frame.module.table.declare(line.names[0], UnitMeaning(kind, value.value, 1.0, line.names[0]))

    def attempt(
        self, work: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
    ) -> Result | None:
        """Do a part of the work; its fault becomes a problem, and the result None."""
        try:
            return work(*given, **named)
        except ModelFault as fault:
            self.report(fault)
            return None

    def report(self, fault: ModelFault) -> None:
        """Add a fault's problem, once, and start afresh behind it."""
        self.nesting = 0
        self.given_unit = None
        self.active.clear()
        if fault.problem is not None and fault.problem not in self.reported:
            self.reported.add(fault.problem)
            self.problems.append(fault.problem)


def is_below(path: str, folder: str) -> bool:
    """Whether a file, wherever links lead, lies in a folder or in one of its own; OSError where a folder is gone."""
    base = os.path.realpath(folder)
    return os.path.realpath(path).startswith(base.rstrip(os.sep) + os.sep)  # the root folder ends in the separator


def signature(definition: Definition, path: str = "") -> str:
    """A function as one calls it: `bits(items, false_positive = …)`."""
    names = [parameter.name for parameter in definition.parameters or ()]
    return f"{path or definition.name}({', '.join(names)})"


def some_quantity(module: Module) -> str:
    """A quantity of a sheet, for a remedy to name."""
    values = [name for name, definition in module.definitions.items() if definition.parameters is None]
    return values[-1] if values else "…"
