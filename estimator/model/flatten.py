"""A sheet, with overrides, to a model: checked steps in order, and what they are for.

Definitions are taken in the order of the sheet, each after those that it needs; an order that runs in a circle is an
error that names the circle. All problems of the sheet are found in one go: a definition that fails is left out, and
what needs it is passed over in silence.
"""

from __future__ import annotations

from estimator.model.describe import BOOLEAN, RELEASE, describe, is_fixed
from estimator.model.frames import Frame, Instance, ModelFault, Quantity
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.model import CheckStep, ExampleStep, Model
from estimator.model.overrides import OverrideElaborator
from estimator.model.results import ResultRemarks
from estimator.model.steps import SHARE, Draw, Number, Ref, Step
from estimator.notation.tree import Choices, Definition, Example, Literal, Override, ReleaseOf, Text
from estimator.problems import Mark, Problem, Source
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from estimator.model.modules import Library, Module
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Check, Parameter
    from estimator.units.kinds import Kind
    from estimator.units.table import UnitMeaning

    Found = TypeVar("Found")


class Flattener(OverrideElaborator, ResultRemarks):
    """Flattens one sheet and whatever of the library and of used files it needs."""

    def __init__(self, module: Module, library: Library) -> None:
        module = module.with_own_units()
        super().__init__(module, library)
        self.problems.extend(module.problems)
        self.shared_draws: dict[tuple[Module, str], int] = {}

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
            self.attempt(self.used_module, instance.root, use)
        for name, definition in module.definitions.items():
            if name not in instance.done:
                if definition.names or definition.parameters is not None or bound:
                    self.require(instance, name)
                else:
                    self.define(instance, definition)
        model.checks = _present([self.attempt(self.check, check, instance.root) for check in module.checks])
        for scenario in module.scenarios.values():
            for override in scenario.overrides:
                self.attempt(self.check_scenario, override, instance)
        if examples:
            model.examples = _present(
                [self.attempt(self.example, example, name, instance.root) for example, name in _examples(module)]
            )
        for definition in module.definitions.values():
            if definition.parameters is not None and id(definition) not in self.called:
                self.attempt(self.check_uncalled, definition, definition.parameters, instance)
        for name in module.definitions:
            if name in instance.quantities:
                model.quantities[name] = instance.quantities[name]
        for key, other in self.instances.items():
            if key is other.module and other is not instance:
                model.references.update(
                    {f"{other.prefix}.{name}": quantity for name, quantity in other.quantities.items()}
                )
        self.remark_on_results(instance)
        model.problems = self.problems
        model.units = self.units
        return model

    def check_names(self, module: Module) -> None:
        """Report quantities that bear a unit's symbol."""
        is_symbol = module.table.is_symbol
        for name, definition in module.definitions.items():
            if len(name) < 5 and is_symbol(name):
                mark = Mark(module.source, *definition.span)
                self.problems.append(
                    Problem(f"{name} is a unit, so no quantity may bear it", (mark,), "choose a longer name")
                )

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

    def circle(self, instance: Instance, waiting: list[str], name: str) -> None:
        """Report names that need each other."""
        names = [each for each in waiting[waiting.index(name) :] if each in instance.running]
        marks = tuple(Mark(instance.module.source, *instance.module.definitions[each].span) for each in names[:8])
        if len(names) == 1 and instance.module.definitions[name].parameters is not None:
            remedy = "an estimate knows no recursion: write a closed form or sum(…)"
        else:
            remedy = "give one of them as a number" if len(names) > 1 else "give it another name"
        path = " → ".join([*names[:8], *(["…"] if len(names) > 8 else []), name])
        self.problems.append(
            Problem(f"these need each other: {path}" if len(names) > 1 else f"{name} needs itself", marks, remedy)
        )

    def define(self, instance: Instance, definition: Definition) -> None:
        """Make one definition into a step."""
        name = definition.name
        instance.done.add(name)
        if definition.parameters is not None:
            return
        instance.active.add(name)
        try:
            instance.quantities[name] = self.quantity(instance, definition)
            self.made += 1
        except ModelFault as fault:
            self.report(fault)
            if fault.problem is None and definition.unit is not None:
                self.attempt(self.meaning, definition.unit, instance.root)
        finally:
            instance.active.discard(name)

    def quantity(self, instance: Instance, definition: Definition) -> Quantity:
        """Flatten one definition into its step."""
        name, expression, root = definition.name, definition.expression, instance.root
        override, frame = None, root
        if instance.overrides and name in instance.overrides:
            override, frame = instance.overrides[name]
            expression = self.override_expression(override, definition, instance)
            # An override from outside sees the sheet's names; a call's argument those of the caller, maybe a twin.
            outside = frame is not self.instances[self.main].root
            if outside and frame.module.definitions is instance.module.definitions and not frame.instance.prefix:
                frame.values = root.values
        first = len(self.steps)
        prefix, calls = frame.prefix, frame.calls
        frame.prefix = full = f"{instance.prefix}.{name}" if instance.prefix else name
        frame.calls = {}
        frame.defining = expression
        if self.suspects:
            self.suspects.clear()
        try:
            is_release = name in self.release_names(root)
            kind, value = self.release(expression, frame) if is_release else self.elaborate(expression, frame)
        finally:
            frame.prefix, frame.calls, frame.defining = prefix, calls, None
        unit, magnitude = self.taken_unit()
        if override is not None:
            self.check_overriding(kind, override, frame, definition, instance)
            if name.rpartition("_")[2] == SHARE and kind is PLAIN and isinstance(value, Number) and value.value > 1:
                mark = Mark(frame.module.source, *override.expression.span)
                self.problems.append(Problem(f"{name} is more than all: a share is 100% at most", (mark,), "", "note"))
        tree_unit = definition.unit
        if tree_unit is not None:
            unit, magnitude = self.meaning(tree_unit, root), tree_unit.magnitude
            if override is None or kind.dimension != unit.kind.dimension:
                kind = self.convert(
                    kind, unit, tree_unit, root, definition.expression.span if override is None else definition.span
                )
        assumption = override is not None or all(name in DISTRIBUTIONS for name in definition.names)
        if is_fixed(kind):
            root.values[name] = (kind, value)
            return Quantity(definition, None, kind, None, "", str(value), assumption, override, first)
        index = len(self.steps)
        if isinstance(value, Draw) and override is None:
            # Another instance of the same sheet asks for the same uncertain input, so it is the same draw.
            shared = self.shared_draws.setdefault((instance.module, name), index)
            if shared < index and self.steps[shared].expression == value:
                value = Ref(shared)
        self.steps.append(Step(full, value, kind, frame.module.source, expression.span, ()))
        root.values[name] = (kind, Ref(index))
        return Quantity(definition, index, kind, unit, magnitude, "", assumption, override, first)

    def check_uncalled(self, definition: Definition, parameters: tuple[Parameter, ...], instance: Instance) -> None:
        """Check a function that nothing calls: its body where its parameters say what they are, else its names."""
        for path in definition.names:
            known = path in instance.module.definitions or path in FUNCTIONS or path in DISTRIBUTIONS
            if not known and path not in ("count", "sum"):
                self.find(path, definition.expression.span, instance.root, "name")
        frame = Frame(instance, {}, "trial")
        frame.locals = {local.name: local for local in definition.locals}
        released = self.release_parameters(definition, instance.root)
        for parameter in parameters:
            annotation = frame.annotations[parameter.name] = parameter.annotation
            if isinstance(annotation, Choices):
                frame.values[parameter.name] = self.nested(Text(annotation.texts[0], annotation.span), instance.root)
            elif isinstance(annotation, ReleaseOf):
                oldest = self.known_releases(annotation, frame)[0]
                frame.values[parameter.name] = RELEASE, oldest  # type: ignore[assignment]  # as a text is
            elif parameter.name in released and parameter.default is not None:
                frame.values[parameter.name] = self.release(parameter.default, instance.root)
            elif annotation is not None:
                plain = self.is_word(annotation, frame)
                kind = PLAIN if plain else self.meaning(annotation, instance.root).kind
                frame.values[parameter.name] = (kind, Number(1.0))
            elif parameter.default is not None:
                frame.values[parameter.name] = self.nested(parameter.default, instance.root)
            else:
                return
        steps, made, problems = len(self.steps), self.made, len(self.problems)
        try:
            kind, _ = self.nested(definition.expression, frame)
            if definition.unit is not None:
                meaning = self.meaning(definition.unit, frame)
                self.convert(kind, meaning, definition.unit, frame, definition.expression.span)
        finally:
            del self.problems[problems:]
            self.take_back(steps, made)

    def taken_unit(self) -> tuple[UnitMeaning | None, str]:
        """The unit that the call or the name that is a whole definition brought along."""
        given, self.given_unit = self.given_unit, None
        return given or (None, "")

    def check(self, check: Check, frame: Frame) -> CheckStep:
        """Flatten a `check` line."""
        frame.prefix = f"check {len(self.steps)}"
        try:
            kind, value = self.nested(check.expression, frame)
            if kind is not BOOLEAN:
                self.fail(
                    frame,
                    f"a check needs yes or no, not {describe(kind)}",
                    check.expression.span,
                    describe(kind),
                    "compare it with a limit",
                )
            probability = None
            if check.probability is not None:
                asked_kind, asked = self.nested(check.probability, frame)
                if asked_kind is not PLAIN or not isinstance(asked, Number) or not 0 < asked.value <= 1:
                    self.fail(
                        frame, "a probability lies between 0% and 100%", check.probability.span, "", "write at 95%"
                    )
                probability = asked.value
        finally:
            frame.prefix = ""
        self.steps.append(Step("check", value, kind, frame.module.source, check.span, ()))
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
                raise ModelFault(Problem("the example gives another unit", marks, f"give its value in {kind}"))
            tolerance, relative = None, True
            if example.tolerance is not None:
                tolerance_kind, value = self.nested(example.tolerance, frame)
                relative = isinstance(example.tolerance, Literal) and example.tolerance.percent
                if not relative and tolerance_kind.dimension != kind.dimension:
                    self.fail(
                        frame,
                        "a tolerance is a percentage or has the unit of the value",
                        example.tolerance.span,
                        "",
                        "write ± 1%",
                    )
                tolerance = self.stepped(value, tolerance_kind, example, frame)
            steps = [self.stepped(value, kind, example, frame) for value in (actual, expected)]
        finally:
            frame.prefix = ""
        return ExampleStep(example, name, steps[0], steps[1], tolerance, relative, kind)

    def stepped(self, value: StepExpression, kind: Kind, example: Example, frame: Frame) -> int:
        """A value of an example as a step."""
        self.steps.append(Step("example", value, kind, frame.module.source, example.span, ()))
        return len(self.steps) - 1


def _present(found: list[Found | None]) -> list[Found]:
    return [each for each in found if each is not None]


def _examples(module: Module) -> list[tuple[Example, str]]:
    found = [(example, "") for example in module.sheet.documentation.examples]
    for definition in module.definitions.values():
        found += [(example, definition.name) for example in definition.documentation.examples]
    return found
