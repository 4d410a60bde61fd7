"""Names, library paths and calls, while a sheet is flattened."""

from __future__ import annotations

from estimator.model.conversions import Converter
from estimator.model.describe import BOOLEAN, TEXT, describe, is_special, suggestion
from estimator.model.frames import Frame, Instance, ModelFault
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.steps import Apply, Draw, Number, Ref, Step
from estimator.notation.tree import MAGNITUDES, Argument, Call, Literal, Name, Override
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.model.frames import Sized
    from estimator.model.functions import Function
    from estimator.model.modules import Module
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Definition, Expression, Parameter, Span
    from estimator.units.kinds import Kind

MAXIMUM_EXPANSION = 100_000


class CallElaborator(Converter):
    """The part of a flattening that resolves names and inlines calls."""

    instances: dict[object, Instance]

    def elaborate(self, node: Expression, frame: Frame) -> Sized:
        """The kind and the step expression of a tree; see Elaborator."""
        raise NotImplementedError

    def nested(self, node: Expression, frame: Frame) -> Sized:
        """The same, with its depth counted; see Elaborator."""
        raise NotImplementedError

    def require(self, instance: Instance, name: str) -> None:
        """Make a definition and what it needs into steps; see Flattener."""
        raise NotImplementedError

    def used_module(self, frame: Frame, name: str) -> Module | None:
        """The module of a `use` line; see Flattener."""
        raise NotImplementedError

    def ordered(self, distribution: str, values: list[float], node: Expression, frame: Frame) -> None:
        """Check a distribution's parameters; see Elaborator."""
        raise NotImplementedError

    def is_uncertain(self, expression: StepExpression) -> bool:
        """Whether a value depends on any draw; see Elaborator."""
        raise NotImplementedError

    def spend(self, node: Expression, frame: Frame) -> None:
        """Count an expansion, and stop where there are too many."""
        self.spent += 1
        if self.spent > MAXIMUM_EXPANSION:
            raise ModelFault(
                Problem(
                    f"the calls expand to more than {MAXIMUM_EXPANSION} steps",
                    (Mark(frame.module.source, *node.span),),
                    "name the value of a call that is used twice",
                )
            )

    def hoisted(
        self, name: str, value: StepExpression, kind: Kind, span: Span, frame: Frame, written: Frame | None = None
    ) -> StepExpression:
        """A value as a step of its own, unless it is a literal or a step already; returns what stands for it.

        The span is a place in the source of `written`, the frame itself unless said otherwise.
        """
        if isinstance(value, (Number, Ref)) or kind is TEXT:
            return value
        full = f"{frame.prefix}.{name}" if frame.prefix else name
        self.steps.append(Step(full, value, kind, (written or frame).module.source, span))
        return Ref(len(self.steps) - 1)

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
            return self.own(frame.instance, path)
        target, rest = self.find(path, node.span, frame, "name")
        if not rest:
            self.fail(
                frame, f"{path} is a whole sheet", node.span, "", f"name one of its quantities, as in {path}.{_some(target)}"
            )
        self.callable_or_value(target, rest, path, node.span, frame, call=False)
        return self.own(self.instance(target, (), frame), rest)

    def own(self, instance: Instance, name: str) -> Sized:
        """The value of a definition of an instance, flattened if it is not yet."""
        if name not in instance.root.values:
            self.require(instance, name)
            if name not in instance.root.values:
                raise ModelFault(None)
        return instance.root.values[name]

    def local(self, definition: Definition, frame: Frame) -> Sized:
        """The value of a where local, on its first use."""
        self.cycle_check(definition, frame)
        self.active.append((definition, frame.module.source))
        suspects, self.suspects = self.suspects, []
        try:
            kind, value = self.nested(definition.expression, frame)
            if definition.unit is not None:
                kind = self.convert(kind, self.meaning(definition.unit, frame), definition.unit, frame, definition.expression.span)
        finally:
            self.active.pop()
            self.suspects = suspects
        value = self.hoisted(definition.name, value, kind, definition.expression.span, frame)
        frame.values[definition.name] = (kind, value)
        return kind, value

    def cycle_check(self, definition: Definition, frame: Frame) -> None:
        """Report a function or local that needs itself."""
        for other, source in self.active:
            if other is definition:
                marks = (Mark(source, *definition.span, "needs itself"),)
                raise ModelFault(
                    Problem(f"{definition.name} is defined by itself", marks, "an estimate knows no recursion: write a closed form or sum(…)")
                )

    def find(self, path: str, span: Span, frame: Frame, what: str) -> tuple[Module, str]:
        """The module that a path names, and the rest of the path."""
        first, _, rest = path.partition(".")
        used = self.used_module(frame, first)
        if used is not None:
            return used, rest
        found = self.library.find(path)
        if found is None:
            self.unknown_name(path, span, frame, what)
        return found

    def unknown_name(self, path: str, span: Span, frame: Frame, what: str) -> NoReturn:
        """Report a name that is nowhere."""
        remedy = ""
        first = path.split(".")[0]
        known = [*frame.locals, *frame.values, *frame.module.definitions]
        try:
            frame.module.table.word(path)
        except Exception:  # noqa: BLE001  any failure says that it is no unit, which is all that is asked
            names = list(self.library.names())
            if what == "function":
                known += [*FUNCTIONS, *DISTRIBUTIONS, "count", "sum"]
            guess = suggestion(path, [*known, *names])
            if guess:
                remedy = f"did you mean {guess}?"
            elif first in names:
                remedy = f"see what is there: estimate list {first}"
            else:
                remedy = "define it, or look for it in the library: estimate list"
        else:
            remedy = f"a unit stands behind a number: write 1 {path}"
        if "." in path and first in frame.module.definitions:
            remedy = f"{first} is a quantity and has no parts"
        self.fail(frame, f"there is no {what} {path}", span, "", remedy)

    def callable_or_value(self, module: Module, name: str, path: str, span: Span, frame: Frame, *, call: bool) -> Definition:
        """The definition of a module that a path names, which must be a function or must not."""
        definition = module.definitions.get(name)
        if definition is None:
            guess = suggestion(name, module.definitions)
            remedy = f"did you mean {path[: -len(name)]}{guess}?" if guess else f"see what is there: estimate list {module.name}"
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
                    self.fail(frame, "a sheet is called with names", argument.span, "", f"write {_some(module)} = …")
                if argument.name not in module.definitions:
                    guess = suggestion(argument.name, module.definitions)
                    self.fail(frame, f"{module.name} has no {argument.name}", argument.span, "", f"did you mean {guess}?" if guess else "")
                overrides[argument.name] = (Override(argument.name, argument.value, argument.span), frame)
            count = sum(1 for other in self.instances.values() if other.module is module)
            prefix = module.name if not count else f"{module.name}_{count + 1}"
            found = self.instances[key] = Instance(module, prefix, overrides)
            for problem in module.problems:
                if problem not in self.problems:
                    self.problems.append(problem)
        return found

    def call(self, node: Call, frame: Frame) -> Sized:
        """A call of an own function, a built-in one, a library function or a sheet."""
        path = node.path
        definition = frame.module.definitions.get(path)
        if definition is not None:
            if definition.parameters is None:
                self.fail(frame, f"{path} is a quantity, not a function", node.span, "", f"write {path} * (…) for a product")
            return self.inlined(node, definition, frame.instance, frame)
        if path == "count":
            return self.counted(node, frame)
        function = FUNCTIONS.get(path)
        if function is not None:
            return self.built_in(node, function, frame)
        if path in DISTRIBUTIONS:
            return self.distribution(node, frame)
        span = (node.span[0], node.span[0] + len(path))
        module, rest = self.find(path, span, frame, "function")
        if rest:
            definition = self.callable_or_value(module, rest, path, span, frame, call=True)
            return self.inlined(node, definition, self.instance(module, (), frame), frame)
        if node.member:
            self.callable_or_value(module, node.member, f"{path}.{node.member}", node.span, frame, call=False)
            return self.own(self.instance(module, node.arguments, frame), node.member)
        own_name = path.rsplit(".", 1)[-1]
        if own_name in module.definitions:
            definition = self.callable_or_value(module, own_name, f"{path}.{own_name}", span, frame, call=True)
            return self.inlined(node, definition, self.instance(module, (), frame), frame)
        self.fail(frame, f"{path} is a whole sheet", node.span, "", f"name the quantity: {path}(…).{_some(module)}")

    def bound(
        self, node: Call, names: tuple[str, ...], frame: Frame, variadic: bool = False
    ) -> dict[str, Argument]:
        """The arguments of a call by parameter; a variadic function's further ones under numbers."""
        found: dict[str, Argument] = {}
        for place, argument in enumerate(node.arguments):
            name = argument.name
            if not name:
                if place >= len(names) and not variadic:
                    self.wrong_arguments(node, f"{node.path} takes {len(names)} arguments at most", argument.span, names, frame)
                name = names[place] if place < len(names) else str(place)
            elif name not in names:
                guess = suggestion(name, names)
                takes = ", ".join(names)
                self.fail(frame, f"{node.path} has no parameter {name}", argument.span, "", f"did you mean {guess}?" if guess else f"it takes {takes}")
            if name in found:
                self.fail(frame, f"{name} is given twice", argument.span)
            found[name] = argument
        return found

    def wrong_arguments(self, node: Call, message: str, span: Span, names: tuple[str, ...], frame: Frame) -> NoReturn:
        """Report too many or too few arguments."""
        self.fail(frame, message, span, "", f"write {node.path}({', '.join(names)})")

    def built_in(self, node: Call, function: Function, frame: Frame) -> Sized:
        """A call of a function of the table."""
        given = self.bound(node, function.parameters, frame, function.variadic)
        missing = [name for name in function.parameters if name not in given]
        if missing and not (function.variadic and given):
            self.wrong_arguments(node, f"{node.path} needs {' and '.join(missing)}", node.span, function.parameters, frame)
        order = [*function.parameters, *[name for name in given if name not in function.parameters]]
        arguments = [given[name] for name in order if name in given]
        kinds, values = [], []
        for argument in arguments:
            kind, value = self.nested(argument.value, frame)
            if is_special(kind):
                self.fail(frame, f"{node.path} needs a number, not {describe(kind)}", argument.span, describe(kind))
            kinds.append(kind)
            values.append(value)
        kind = self.result_kind(node, function, arguments, kinds, values, frame)
        return kind, Apply(function.name, tuple(values))

    def result_kind(
        self,
        node: Call,
        function: Function,
        arguments: list[Argument],
        kinds: list[Kind],
        values: list[StepExpression],
        frame: Frame,
    ) -> Kind:
        """The kind of a built-in's value, its arguments' kinds checked by the rule of its row."""
        kind = kinds[0]
        match function.rule:
            case "same":
                for argument, other, value in zip(arguments[1:], kinds[1:], values[1:]):
                    if other.dimension != kind.dimension:
                        if isinstance(value, Number) and value.value == 0 and other is PLAIN:
                            continue
                        if isinstance(values[0], Number) and values[0].value == 0 and kind is PLAIN:
                            kind = other
                            continue
                        marks = (
                            Mark(frame.module.source, *arguments[0].span, describe(kind)),
                            Mark(frame.module.source, *argument.span, describe(other)),
                        )
                        message = f"{node.path} compares {describe(kind)} with {describe(other)}"
                        raise ModelFault(Problem(message, marks, "give both the same unit"))
            case "root":
                root = kind.root()
                if root is None:
                    self.fail(frame, f"the square root of {kind} has no unit", arguments[0].span, describe(kind), f"divide by 1 {kind} first")
                kind = root
            case "whole":
                if not kind.counts:
                    self.fail(
                        frame, f"{node.path} needs a plain number or a count, not {describe(kind)}",
                        arguments[0].span, describe(kind), _whole_remedy(node.path, arguments[0].value, kind),
                    )  # fmt: skip
            case "plain" | "counts":
                for argument, other in zip(arguments, kinds):
                    if other.dimension and not (function.rule == "counts" and other.counts):
                        remedy = f"write {node.path}(count(…))" if other.counts else f"divide by 1 {other} first"
                        self.fail(frame, f"{node.path} needs a plain number, not {describe(other)}", argument.span, describe(other), remedy)
                kind = PLAIN
        return kind

    def counted(self, node: Call, frame: Frame) -> Sized:
        """`count(x)`: a count as a plain number."""
        argument = self.bound(node, ("x",), frame).get("x")
        if argument is None:
            self.wrong_arguments(node, "count needs a count", node.span, ("x",), frame)
        kind, value = self.nested(argument.value, frame)
        if not kind.counts or is_special(kind):
            self.fail(frame, f"count needs a count, not {describe(kind)}", argument.span, describe(kind), f"divide by 1 {kind} instead")
        return PLAIN, value

    def distribution(self, node: Call, frame: Frame) -> Sized:
        """A call of a distribution: an uncertain input."""
        row = DISTRIBUTIONS[node.path]
        given = self.bound(node, row.parameters, frame)
        missing = [name for name in row.parameters if name not in given]
        if missing:
            self.wrong_arguments(node, f"{node.path} needs {' and '.join(missing)}", node.span, row.parameters, frame)
        arguments = [given[name] for name in row.parameters]
        kinds, values = [], []
        for argument in arguments:
            kind, value = self.nested(argument.value, frame)
            if kinds and kind.dimension != kinds[0].dimension:
                self.fail(frame, f"{node.path} needs one unit throughout", argument.span, describe(kind), f"give it in {describe(kinds[0])}")
            if is_special(kind) or self.is_uncertain(value):
                self.fail(frame, f"{node.path} needs certain numbers", argument.span, "", "give them as numbers")
            kinds.append(kind)
            values.append(value)
        if all(isinstance(value, Number) for value in values):
            self.ordered(node.path, [value.value for value in values if isinstance(value, Number)], node, frame)
        draw = Draw(node.path, tuple(values))
        return kinds[0], draw if frame.defining is node else self.hoisted("range", draw, kinds[0], node.span, frame)

    def inlined(self, node: Call, definition: Definition, instance: Instance, frame: Frame) -> Sized:
        """A call of a function of a sheet, its body put in place of it."""
        self.spend(node, frame)
        self.cycle_check(definition, instance.root)
        parameters = definition.parameters or ()
        names = tuple([parameter.name for parameter in parameters])
        given = self.bound(node, names, frame)
        number = frame.calls[definition.name] = frame.calls.get(definition.name, 0) + 1
        name = definition.name if number == 1 else f"{definition.name}_{number}"
        inner = Frame(instance, {}, f"{frame.prefix}.{name}" if frame.prefix else name)
        inner.locals = {local.name: local for local in definition.locals}
        for parameter in parameters:
            inner.values[parameter.name] = self.argument(node, parameter, given.get(parameter.name), inner, frame)
        whole = frame.defining is node
        self.active.append((definition, instance.module.source))
        suspects, self.suspects = self.suspects, []
        try:
            inner.defining = definition.expression if whole else None
            kind, value = self.nested(definition.expression, inner)
            if definition.unit is not None:
                meaning = self.meaning(definition.unit, inner)
                kind = self.convert(kind, meaning, definition.unit, inner, definition.expression.span)
        finally:
            self.active.pop()
            self.suspects = suspects
        if kind is TEXT or whole:
            return kind, value
        return kind, self.hoisted(name, value, kind, definition.expression.span, frame, inner)

    def argument(
        self, node: Call, parameter: Parameter, argument: Argument | None, inner: Frame, frame: Frame
    ) -> Sized:
        """The value of one parameter of a call: the argument, or its default."""
        if argument is not None:
            kind, value = self.nested(argument.value, frame)
            span, origin = argument.value.span, frame
        elif parameter.default is not None:
            kind, value = self.nested(parameter.default, inner.instance.root)
            span, origin = parameter.default.span, inner
        else:
            self.fail(frame, f"{node.path} needs {parameter.name}", node.span, "", f"write {parameter.name} = …")
        if parameter.annotation is not None:
            kind = self.check_annotation(kind, parameter.annotation, inner, origin, span, parameter.name)
        return kind, self.hoisted(parameter.name, value, kind, span, inner, origin)

    def unknown_unit(self, word: str, text: str, span: Span, frame: Frame, literal: Literal | None) -> NoReturn:
        """Report a word behind a number, `->` or a colon that is no unit."""
        source = frame.module.source
        at = source.text.find(word, span[0], span[1])
        place = (at, at + len(word)) if at >= 0 else span
        digits = literal.text if literal is not None else ""
        table = frame.module.table
        guess = suggestion(word, [*table.names(), *table.prefixed_names()])
        remedy = f"did you mean {guess}?" if guess else ""
        if word in ("kw", "w") and digits:
            watts = " (or kW for kilowatts)" if word == "kw" else ""
            remedy = f"glue it: {digits}{word}{watts}"
        elif not guess:
            for length in (2, 1):
                if word[:length] in MAGNITUDES and not word[0].isascii():
                    remedy = f"write a blank behind {word[:length]}, then the unit"
                    break
            else:
                if word in frame.values or word in frame.module.definitions or word in frame.locals:
                    remedy = f"{word} is a quantity: write blanks around the operator before it"
                    if digits and text == word:
                        remedy = f"{word} is a quantity: write {digits} * {word}"
                elif digits and text.startswith("/"):
                    remedy = f"divide with blanks: {digits} / {word}"
                elif word.isidentifier():
                    remedy = f"declare it: unit {word}"
        self.fail(frame, f"{word} is no unit", place, "", remedy)

    def lenient_noun(self, word: str, span: Span, frame: Frame) -> bool:
        """On the command line, take a word that resembles no unit as a counting noun; whether it was taken."""
        table = frame.module.table
        if len(word) < 3 or not word.isidentifier() or suggestion(word, [*table.names(), *table.prefixed_names()]):
            return False
        table.declare_noun(word, event=False)
        self.warn(frame, f"took {word} as a counting noun", span, severity="note")
        return True


def signature(definition: Definition, path: str = "") -> str:
    """A function as one calls it: `bits(items, false_positive = …)`."""
    names = [parameter.name for parameter in definition.parameters or ()]
    return f"{path or definition.name}({', '.join(names)})"


def _some(module: Module) -> str:
    values = [name for name, definition in module.definitions.items() if definition.parameters is None]
    return values[-1] if values else "…"


def _whole_remedy(path: str, tree: Expression, kind: Kind) -> str:
    inside = tree.path if isinstance(tree, Name) else "…"
    unit = str(kind)
    if isinstance(tree, Literal):
        inside, unit = f"{tree.text} {tree.magnitude} {tree.unit}".replace("  ", " "), tree.unit
    return f"say in which unit: {path}({inside} / 1 {unit}) * 1 {unit}"


__all__ = ["BOOLEAN", "CallElaborator", "Draw"]
