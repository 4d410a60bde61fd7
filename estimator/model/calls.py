"""Calls of a sheet's own functions, of the library's and of whole sheets: inlined, within bounds."""

from __future__ import annotations

from estimator.model.describe import is_fixed
from estimator.model.frames import MAXIMUM_EXPANSION, Frame, Instance, ModelFault
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.model.names import some_quantity
from estimator.model.releases import ReleaseElaborator
from estimator.model.steps import SHARE
from estimator.notation.tree import Choices, ReleaseOf
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Sized
    from estimator.notation.tree import Argument, Call, Definition, Expression, Parameter


class CallElaborator(ReleaseElaborator):
    """The part of a flattening that puts a function's body in place of its call."""

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

    def call(self, node: Call, frame: Frame) -> Sized:
        """A call of an own function, a built-in one, a library function or a sheet."""
        path = node.path
        definition = frame.module.definitions.get(path)
        if definition is not None:
            if definition.parameters is None:
                self.fail(
                    frame, f"{path} is a quantity, not a function", node.span, "", f"write {path} * (…) for a product"
                )
            return self.inlined(node, definition, self.owner(frame), frame)
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
            return self.own(self.instance(module, node.arguments, frame), node.member, node.span, frame)
        own_name = path.rsplit(".", 1)[-1]
        if own_name in module.definitions:
            definition = self.callable_or_value(module, own_name, f"{path}.{own_name}", span, frame, call=True)
            return self.inlined(node, definition, self.instance(module, (), frame), frame)
        self.fail(
            frame, f"{path} is a whole sheet", node.span, "", f"name the quantity: {path}(…).{some_quantity(module)}"
        )

    def inlined(self, node: Call, definition: Definition, instance: Instance, frame: Frame) -> Sized:
        """A call of a function of a sheet, its body put in place of it."""
        self.spend(node, frame)
        self.cycle_check(definition, instance.root)
        self.called.add(id(definition))
        parameters = definition.parameters or ()
        names = tuple([parameter.name for parameter in parameters])
        given = self.bound(node, names, frame)
        number = frame.calls[definition.name] = frame.calls.get(definition.name, 0) + 1
        name = definition.name if number == 1 else f"{definition.name}_{number}"
        inner = Frame(instance, {}, f"{frame.prefix}.{name}" if frame.prefix else name)
        inner.locals = {local.name: local for local in definition.locals}
        released = self.release_parameters(definition, instance.root)
        for parameter in parameters:
            inner.annotations[parameter.name] = parameter.annotation
            argument = given.get(parameter.name)
            inner.values[parameter.name] = (
                self.release_argument(node, parameter, argument, inner, frame)
                if parameter.name in released
                else self.argument(node, parameter, argument, inner, frame)
            )
        whole = frame.defining is node
        self.active.append((definition, instance.module.source))
        suspects, self.suspects = self.suspects, []
        try:
            inner.defining = definition.expression if whole else None
            kind, value = self.nested(definition.expression, inner)
            if definition.unit is not None:
                meaning = self.meaning(definition.unit, inner)
                kind = self.convert(kind, meaning, definition.unit, inner, definition.expression.span)
                if whole:
                    self.given_unit = (meaning, definition.unit.magnitude)
        finally:
            self.active.pop()
            self.suspects = suspects
        if is_fixed(kind) or whole:
            return kind, value
        return kind, self.hoisted(name, value, kind, definition.expression.span, frame, inner)

    def argument(
        self, node: Call, parameter: Parameter, argument: Argument | None, inner: Frame, frame: Frame
    ) -> Sized:
        """The value of one parameter of a call: the argument, or its default."""
        tree, origin = self.supplied(node, parameter, argument, inner, frame)
        kind, value = self.nested(tree, origin)
        span = tree.span
        if isinstance(parameter.annotation, Choices):
            self.check_choice(kind, value, parameter.annotation, inner, origin, span, parameter.name)
        elif parameter.annotation is not None and not isinstance(parameter.annotation, ReleaseOf):
            kind = self.check_annotation(kind, parameter.annotation, inner, origin, span, parameter.name)
            if parameter.annotation.text == SHARE and kind is PLAIN:
                asked = Mark(inner.module.source, *parameter.annotation.span, f"{parameter.name} is a share")
                return kind, self.held(parameter.name, value, span, inner, origin, (asked,))
        return kind, self.hoisted(parameter.name, value, kind, span, inner, origin)
