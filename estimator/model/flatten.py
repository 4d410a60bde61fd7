"""A sheet, with overrides, to a model: checked steps in order, and what they are for.

Definitions are taken in the order of the sheet, each after those that it needs; an order that runs in a circle is an
error that names the circle. All problems of the sheet are found in one go: a definition that fails is left out, and
what needs it is passed over in silence.
"""

from __future__ import annotations

import os

from estimator.model.calls import signature
from estimator.model.describe import BOOLEAN, TEXT, describe, suggestion
from estimator.model.elaborate import Elaborator
from estimator.model.frames import Frame, Instance, ModelFault, Quantity
from estimator.model.modules import LARGEST_FILE, SUFFIX, Module
from estimator.model.steps import Number, Step
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Definition, Example, Literal, Override, Text
from estimator.problems import Mark, Problem, Source
from estimator.records import record, replace
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.modules import Library
    from estimator.notation.tree import Check, Expression, Unit
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning


@record
class CheckStep:
    """A `check` line: the step whose value says whether it holds, and the probability that is asked for."""

    check: Check
    step: int
    probability: float | None


@record
class ExampleStep:
    """A `## example:` line: what it computes, what it should be, and by how much it may differ."""

    example: Example
    name: str
    actual: int
    expected: int
    tolerance: int | None
    relative: bool
    kind: Kind


class Model:
    """A flattened sheet: `steps` to compute, `quantities` to show, `checks` to hold, and warnings and notes."""

    __slots__ = ("checks", "examples", "module", "problems", "quantities", "references", "steps", "units")

    def __init__(self, module: Module, steps: list[Step]) -> None:
        self.module = module
        self.steps = steps
        self.quantities: dict[str, Quantity] = {}
        self.checks: list[CheckStep] = []
        self.examples: list[ExampleStep] = []
        self.problems: list[Problem] = []
        self.references: dict[str, Quantity] = {}  # quantities of other sheets, by path
        self.units: set[str] = set()  # the texts of the units that were used


class Flattener(Elaborator):
    """Flattens one sheet and whatever of the library and of used files it needs."""

    def __init__(self, module: Module, library: Library) -> None:
        super().__init__(module, library)
        self.problems.extend(module.problems)
        self.instances: dict[object, Instance] = {}
        self.used: dict[tuple[str, str], Module | None] = {}

    def flatten(self, overrides: dict[str, tuple[Override, Source]], *, examples: bool = False) -> Model:
        """The model of the sheet; check `problems` of the result for errors."""
        module = self.main
        model = Model(module, self.steps)
        bound = self.bind_overrides(module, overrides)
        instance = Instance(module, "", bound)
        self.instances[module] = instance
        self.declare_units(module, instance.root)
        self.check_names(module)
        for use in module.uses:
            self.used_module(instance.root, use)
        for name, definition in module.definitions.items():
            if name not in instance.done:
                if definition.names or definition.parameters is not None or bound:
                    self.require(instance, name)
                else:
                    self.define(instance, definition)
        for check in module.checks:
            self.attempt(lambda check=check: model.checks.append(self.check(check, instance.root)))  # type: ignore[misc]
        for scenario in module.scenarios.values():
            for override in scenario.overrides:
                self.attempt(lambda override=override: self.check_override(override, module, instance.root))  # type: ignore[misc]
        if examples:
            for example, name in _examples(module):
                self.attempt(lambda e=example, n=name: model.examples.append(self.example(e, n, instance.root)))  # type: ignore[misc]
        for name in module.definitions:
            if name in instance.quantities:
                model.quantities[name] = instance.quantities[name]
        for key, other in self.instances.items():
            if key is other.module and other is not instance:
                model.references.update({f"{other.prefix}.{name}": quantity for name, quantity in other.quantities.items()})
        model.problems = self.problems
        model.units = self.units
        return model

    def attempt(self, work: Callable[[], None]) -> None:
        """Do a part of the work; its fault becomes a problem."""
        try:
            work()
        except ModelFault as fault:
            self.nesting = 0
            self.active.clear()
            if fault.problem is not None and fault.problem not in self.problems:
                self.problems.append(fault.problem)

    def bind_overrides(
        self, module: Module, overrides: dict[str, tuple[Override, Source]]
    ) -> dict[str, tuple[Override, Frame]]:
        """The overrides from outside, each with a frame of its own source."""
        bound: dict[str, tuple[Override, Frame]] = {}
        for name, (override, source) in overrides.items():
            outer = Module(parse_sheet(Source(source.name, "")), "")
            outer.source, outer.table = source, module.table
            outer.definitions = module.definitions
            frame = Frame(Instance(outer, "", {}), {}, "")
            self.attempt(lambda o=override, f=frame: self.check_override(o, module, f))  # type: ignore[misc]
            if name in module.definitions:
                bound[name] = (override, frame)
        return bound

    def check_override(self, override: Override, module: Module, frame: Frame) -> None:
        """Report an override of something that the sheet does not have, or that is a function."""
        definition = module.definitions.get(override.name)
        if definition is None:
            guess = suggestion(override.name, module.definitions)
            names = [name for name, each in module.definitions.items() if each.parameters is None]
            remedy = f"did you mean {guess}?" if guess else f"it has {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
            title = module.name or module.source.name
            self.fail(frame, f"{title} has no {override.name}", override.span, "", remedy)
        if definition.parameters is not None:
            self.fail(frame, f"{override.name} is a function, which cannot be overridden", override.span)

    def declare_units(self, module: Module, frame: Frame) -> None:
        """Evaluate the sheet's `unit name = expression` lines."""
        for line in module.declarations:
            if line.expression is not None:
                self.attempt(lambda line=line: self.declare_multiple(line, frame))  # type: ignore[misc,arg-type]

    def declare_multiple(self, line: object, frame: Frame) -> None:
        """One `unit name = expression` line: a multiple of a known unit."""
        from estimator.notation.tree import UnitDeclaration
        from estimator.units.table import UnitMeaning

        assert isinstance(line, UnitDeclaration) and line.expression is not None
        kind, value = self.nested(line.expression, frame)
        if not isinstance(value, Number) or kind is TEXT or kind is BOOLEAN:
            self.fail(frame, "a unit is a multiple of another one", line.expression.span, "", "write it as 100_000 s")
        if value.value <= 0:
            self.fail(frame, "a unit is a positive multiple of another one", line.expression.span)
        frame.module.table.declare(line.names[0], UnitMeaning(kind, value.value, 1.0, line.names[0]))

    def check_names(self, module: Module) -> None:
        """Report quantities that bear a unit's symbol."""
        is_symbol = module.table.is_symbol
        for name, definition in module.definitions.items():
            if len(name) < 5 and is_symbol(name):
                mark = Mark(module.source, *definition.span)
                self.problems.append(Problem(f"{name} is a unit, so no quantity may bear it", (mark,), "choose a longer name"))

    def require(self, instance: Instance, name: str) -> None:
        """Make a definition into a step, after all that it needs in its module, without recursion."""
        definitions, done, running = instance.module.definitions, instance.done, instance.running
        waiting = [name]
        while waiting:
            at_hand = waiting[-1]
            if at_hand in done:
                waiting.pop()
                continue
            definition = definitions[at_hand]
            override = instance.overrides.get(at_hand)
            needed = definition.names if override is None else self.override_names(override, instance)
            missing = [each for each in needed if each in definitions and each not in done]
            if not missing:
                waiting.pop()
                running.discard(at_hand)
                self.define(instance, definition)
                continue
            running.add(at_hand)
            for each in missing:
                if each in running:
                    self.circle(instance, waiting, each)
                    running.discard(at_hand)
                    done.add(at_hand)
                    break
            else:
                waiting.extend(reversed(missing))

    def override_names(self, override: tuple[Override, Frame], instance: Instance) -> tuple[str, ...]:
        """The names of the same sheet that an override needs: none for one that is written in a call elsewhere."""
        if override[1].module.definitions is not instance.module.definitions or override[1].instance.overrides:
            return ()
        found: list[str] = []
        waiting: list[object] = [override[0].expression]
        while waiting:
            node = waiting.pop()
            path = getattr(node, "path", None)
            if isinstance(path, str):
                found.append(path)
            if isinstance(node, tuple):
                waiting.extend(node)
        return tuple(found)

    def circle(self, instance: Instance, waiting: list[str], name: str) -> None:
        """Report names that need each other."""
        names = [each for each in waiting[waiting.index(name) :] if each in instance.running]
        marks = tuple(Mark(instance.module.source, *instance.module.definitions[each].span) for each in names[:8])
        if len(names) == 1 and instance.module.definitions[name].parameters is not None:
            remedy = "an estimate knows no recursion: write a closed form or sum(…)"
        else:
            remedy = "give one of them as a number" if len(names) > 1 else "give it another name"
        path = " → ".join([*names[:8], *(["…"] if len(names) > 8 else []), name])
        self.problems.append(Problem(f"these need each other: {path}" if len(names) > 1 else f"{name} needs itself", marks, remedy))

    def define(self, instance: Instance, definition: Definition) -> None:
        """Make one definition into a step."""
        name = definition.name
        instance.done.add(name)
        if definition.parameters is not None:
            return
        try:
            quantity = self.quantity(instance, definition)
        except ModelFault as fault:
            self.nesting = 0
            self.active.clear()
            if fault.problem is not None and fault.problem not in self.problems:
                self.problems.append(fault.problem)
            elif fault.problem is None and definition.unit is not None:
                unit = definition.unit
                self.attempt(lambda: void(self.meaning(unit, instance.root)))
            return
        instance.quantities[name] = quantity

    def quantity(self, instance: Instance, definition: Definition) -> Quantity:
        """Flatten one definition into its step."""
        name, expression, root = definition.name, definition.expression, instance.root
        override, frame = None, root
        if instance.overrides and name in instance.overrides:
            override, frame = instance.overrides[name]
            expression = self.override_expression(override, definition, instance)
            if frame.module.definitions is instance.module.definitions and not frame.instance.prefix:
                frame.values = root.values
        first = len(self.steps)
        prefix, calls = frame.prefix, frame.calls
        frame.prefix = f"{instance.prefix}.{name}" if instance.prefix else name
        frame.calls = {}
        frame.defining = expression
        if self.suspects:
            self.suspects.clear()
        try:
            kind, value = self.elaborate(expression, frame)
        finally:
            frame.prefix, frame.calls, frame.defining = prefix, calls, None
        unit, magnitude = None, ""
        if override is not None:
            self.check_overriding(kind, override, frame, definition, instance)
        if definition.unit is not None:
            tree_unit: Unit = definition.unit
            unit, magnitude = self.meaning(tree_unit, root), tree_unit.magnitude
            if override is None or kind.dimension != unit.kind.dimension:
                kind = self.convert(kind, unit, tree_unit, root, definition.expression.span if override is None else definition.span)
        assumption = not definition.names if override is None else True
        if kind is TEXT:
            root.values[name] = (kind, value)
            return Quantity(definition, None, kind, None, "", str(value), assumption, override, first)
        steps = self.steps
        steps.append(Step(f"{instance.prefix}.{name}" if instance.prefix else name, value, kind, frame.module.source, expression.span))
        index = len(steps) - 1
        root.values[name] = (kind, self.ref(index))
        return Quantity(definition, index, kind, unit, magnitude, "", assumption, override, first)

    def override_expression(self, override: Override, definition: Definition, instance: Instance) -> Expression:
        """What an override says; a bare word for a text is the text."""
        from estimator.notation.tree import Name

        expression = override.expression
        if isinstance(expression, Name) and isinstance(definition.expression, Text):
            if expression.path not in instance.module.definitions:
                return Text(expression.path, expression.span)
        return expression

    def check_overriding(
        self, kind: Kind, override: Override, frame: Frame, definition: Definition, instance: Instance
    ) -> None:
        """Report an override of another dimension than what it replaces."""
        own = self.own_kind(definition, instance)
        if own is None or kind.dimension == own.dimension:
            return
        expression = override.expression
        if isinstance(expression, Literal) and expression.number == 0 and not expression.unit and own is not TEXT:
            return
        marks = (
            Mark(frame.module.source, *expression.span, describe(kind)),
            Mark(instance.module.source, *definition.expression.span, describe(own)),
        )
        remedy = ""
        if kind is PLAIN and isinstance(expression, Literal) and own is not TEXT:
            written = replace(expression, unit=_written_unit(definition) or str(own))
            percent = "%" if written.percent else ""
            glue = "" if written.unit[0] in "/%" else " "
            value = f"{written.text}{percent} {written.magnitude}".strip() + f"{glue}{written.unit}"
            remedy = f'write {override.name}="{value}"'
        raise ModelFault(Problem(f"{override.name} is {describe(own)}, not {describe(kind)}", marks, remedy))

    def own_kind(self, definition: Definition, instance: Instance) -> Kind | None:
        """The kind that a definition has without its override, or None where it has none by itself."""
        if definition.unit is not None:
            try:
                return self.meaning(definition.unit, instance.root).kind
            except ModelFault:
                return None
        known, nesting, spent = len(self.problems), self.nesting, self.spent
        steps = len(self.steps)
        trial = Frame(instance, dict(instance.root.values), "trial")
        try:
            for name in definition.names:
                if name in instance.module.definitions and name not in trial.values:
                    return None
            return self.elaborate(definition.expression, trial)[0]
        except ModelFault:
            return None
        finally:
            del self.problems[known:], self.steps[steps:]
            self.nesting, self.spent = nesting, spent

    def ref(self, index: int) -> object:
        """What stands for a step in later ones; a literal step stays a step, for it may be overridden."""
        from estimator.model.steps import Ref

        return Ref(index)

    def check(self, check: Check, frame: Frame) -> CheckStep:
        """Flatten a `check` line."""
        frame.prefix = f"check {len(self.steps)}"
        try:
            kind, value = self.nested(check.expression, frame)
            if kind is not BOOLEAN:
                self.fail(frame, f"a check needs yes or no, not {describe(kind)}", check.expression.span, describe(kind), "compare it with a limit")
            probability = None
            if check.probability is not None:
                asked_kind, asked = self.nested(check.probability, frame)
                if asked_kind is not PLAIN or not isinstance(asked, Number) or not 0 < asked.value <= 1:
                    self.fail(frame, "a probability lies between 0% and 100%", check.probability.span, "", "write at 95%")
                probability = asked.value
        finally:
            frame.prefix = ""
        self.steps.append(Step("check", value, kind, frame.module.source, check.span))
        return CheckStep(check, len(self.steps) - 1, probability)

    def example(self, example: Example, name: str, frame: Frame) -> ExampleStep:
        """Flatten an `## example:` line."""
        frame.prefix = f"example {len(self.steps)}"
        try:
            kind, actual = self.nested(example.expression, frame)
            expected_kind, expected = self.nested(example.value, frame)
            if kind.dimension != expected_kind.dimension:
                marks = (
                    Mark(frame.module.source, *example.expression.span, describe(kind)),
                    Mark(frame.module.source, *example.value.span, describe(expected_kind)),
                )
                raise ModelFault(Problem("the example gives another unit", marks, ""))
            tolerance, relative = None, True
            if example.tolerance is not None:
                tolerance_kind, value = self.nested(example.tolerance, frame)
                relative = isinstance(example.tolerance, Literal) and example.tolerance.percent
                if not relative and tolerance_kind.dimension != kind.dimension:
                    self.fail(frame, "a tolerance is a percentage or has the unit of the value", example.tolerance.span)
                tolerance = self.stepped(value, tolerance_kind, example, frame)
            steps = [self.stepped(value, kind, example, frame) for value in (actual, expected)]
        finally:
            frame.prefix = ""
        return ExampleStep(example, name, steps[0], steps[1], tolerance, relative, kind)

    def stepped(self, value: object, kind: Kind, example: Example, frame: Frame) -> int:
        """A value of an example as a step."""
        self.steps.append(Step("example", value, kind, frame.module.source, example.span))  # type: ignore[arg-type]
        return len(self.steps) - 1

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
            real, base = os.path.realpath(path), os.path.realpath(folder or ".")
            if os.path.isabs(use.path) or not real.startswith(base + os.sep) or not use.path.endswith(SUFFIX):
                self.fail(frame, f"use reads {SUFFIX} files below the sheet's own folder only", use.span, "", "move the file there")
            try:
                if os.path.getsize(path) > LARGEST_FILE:
                    self.fail(frame, f"{use.path} is larger than {LARGEST_FILE // 1_000_000} MB", use.span)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError) as error:
                reason = "is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else "cannot be read"
                self.fail(frame, f"{use.path} {reason}", use.span, "", "check the name, which is relative to the sheet")
            module = Module(parse_sheet(Source(path, text)), name, os.path.dirname(path))
            self.used[key] = module
            self.declare_units(module, Instance(module, name, {}).root)
        return self.used[key]


def void(value: object) -> None:
    """Drop a value that was asked for only to hear of its faults."""


def _examples(module: Module) -> list[tuple[Example, str]]:
    found = [(example, "") for example in module.sheet.documentation.examples]
    for definition in module.definitions.values():
        found += [(example, definition.name) for example in definition.documentation.examples]
    return found


def _written_unit(definition: Definition) -> str:
    return written_unit(definition.expression)


def written_unit(expression: Expression) -> str:
    """The unit in which a literal or a range was written; empty for anything else."""
    from estimator.notation.tree import Best, Measure, Negation, Range

    match expression:
        case Literal(unit=unit, percent=percent):
            return unit or ("%" if percent else "")
        case Measure(_, _, unit):
            return unit
        case Range(_, high):
            return written_unit(high)
        case Best(best, _, high):
            return best.unit or written_unit(high)
        case Negation("negative", operand):
            return written_unit(operand)
        case _:
            return ""


__all__ = ["CheckStep", "ExampleStep", "Flattener", "Model", "signature", "written_unit"]
