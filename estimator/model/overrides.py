"""Overrides from outside and of scenarios: what they may change, and the reports of those that may not."""

from __future__ import annotations

from estimator.model.describe import RELEASE, TEXT, describe
from estimator.model.elaborate import Elaborator
from estimator.model.frames import Frame, Instance, ModelFault
from estimator.model.model import written_unit
from estimator.model.modules import Module
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Literal, Name, Override, Text
from estimator.problems import Mark, Problem, Source
from estimator.records import replace
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Definition, Expression
    from estimator.units.kinds import Kind

LISTED = 8


class OverrideElaborator(Elaborator):
    """The part of a flattening that puts overrides in place of definitions."""

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
            self.attempt(self.check_override, override, module, frame)
            if name in module.definitions:
                bound[name] = (override, frame)
        return bound

    def check_override(self, override: Override, module: Module, frame: Frame) -> None:
        """Report an override of something that the sheet does not have, or that is a function."""
        definition = module.definitions.get(override.name)
        if definition is None:
            guess = self.guess(override.name, module.definitions)
            remedy = f"did you mean {guess}?" if guess else f"it has {_first_names(module)}"
            title = module.name or module.source.name
            self.fail(frame, f"{title} has no {override.name}", override.span, "", remedy)
        if definition.parameters is not None:
            self.fail(
                frame,
                f"{override.name} is a function, which cannot be overridden",
                override.span,
                "",
                "override what it is called with",
            )

    def check_scenario(self, override: Override, instance: Instance) -> None:
        """Report what a scenario may not change, or to what it may not."""
        self.check_override(override, instance.module, instance.root)
        definition = instance.module.definitions[override.name]
        steps, made = len(self.steps), self.made
        trial = Frame(instance, dict(instance.root.values), "scenario")
        expression = self.override_expression(override, definition, instance)
        is_release = override.name in self.release_names(instance.root)
        kind, _ = self.release(expression, trial) if is_release else self.nested(expression, trial)
        self.take_back(steps, made)
        self.check_overriding(kind, override, trial, definition, instance)

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

    def override_expression(self, override: Override, definition: Definition, instance: Instance) -> Expression:
        """What an override says; a bare word for a text is the text."""
        expression = override.expression
        chooses = isinstance(definition.expression, Text)
        if chooses and isinstance(expression, Name) and expression.path not in instance.module.definitions:
            return Text(expression.path, expression.span)
        return expression

    def check_overriding(
        self, kind: Kind, override: Override, frame: Frame, definition: Definition, instance: Instance
    ) -> None:
        """Report an override of another dimension than what it replaces."""
        if kind is RELEASE and definition.name in self.release_names(instance.root):
            return
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
        remedy = (
            'write a text, as in "name"' if own is TEXT else _given_in(written_unit(definition.expression) or str(own))
        )
        if kind is PLAIN and isinstance(expression, Literal) and own is not TEXT:
            written = replace(expression, unit=written_unit(definition.expression) or str(own))
            percent = "%" if written.percent else ""
            glue = "" if written.unit[0] in "/%" else " "
            value = f"{written.text}{percent} {written.magnitude}".strip() + f"{glue}{written.unit}"
            remedy = f'write {override.name}="{value}"'
        raise ModelFault(Problem(f"{override.name} is {describe(own)}, not {describe(kind)}", marks, remedy))

    def take_back(self, steps: int, made: int) -> None:
        """Forget the steps of a trial, unless a quantity of another sheet was made for it, which stands on them."""
        if made == self.made:
            del self.steps[steps:]
            self.draws_of = {index: draws for index, draws in self.draws_of.items() if index < steps}

    def own_kind(self, definition: Definition, instance: Instance) -> Kind | None:
        """The kind that a definition has without its override, or None where it has none by itself."""
        if definition.unit is not None:
            try:
                return self.meaning(definition.unit, instance.root).kind
            except ModelFault:
                return None
        known, nesting, spent = len(self.problems), self.nesting, self.spent
        steps, made = len(self.steps), self.made
        trial = Frame(instance, dict(instance.root.values), "trial")
        try:
            for name in definition.names:
                if name in instance.module.definitions and name not in trial.values:
                    return None
            return self.elaborate(definition.expression, trial)[0]
        except ModelFault:
            return None
        finally:
            del self.problems[known:]
            self.take_back(steps, made)
            self.nesting, self.spent = nesting, spent


def _given_in(unit: str) -> str:
    return f"give it in {unit}" if unit else "give it as a plain number"


def _first_names(module: Module) -> str:
    """The first quantities of a sheet, for a remedy."""
    names: list[str] = []
    for name, definition in module.definitions.items():
        if len(names) == LISTED:
            return f"{', '.join(names)}, …"
        if definition.parameters is None:
            names.append(name)
    return ", ".join(names)
