"""The call of a function as the function's own formula, with the arguments in the place of the parameters."""

from __future__ import annotations

from estimator.notation.tree import Call, Definition, Name, Results
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from estimator.model.modules import Library, Module
    from estimator.notation.tree import Expression

MOST_OPENED = 200  # names of one formula that are put in


class Calls:
    """The functions that a sheet may call: its own, and those of the library."""

    def __init__(self, module: Module, library: Library) -> None:
        self.module = module
        self.library = library

    def opened(self, call: Call) -> Expression | None:
        """The formula of a call, in names that the sheet sees; None for a function that is built in, or has a table."""
        found = self._function(call.path)
        if found is None:
            return None
        module, prefix, definition = found
        given = self._arguments(call, definition, prefix)
        if given is None:
            return None
        body = definition.expression
        own = {each.name: each.expression for each in definition.locals}
        if isinstance(body, Results):
            if call.member not in own:
                return None
            body = own[call.member]
        elif call.member:
            return None
        opened: Expression = _Placing(module, prefix, given, own).placed(body)
        return opened

    def _function(self, path: str) -> tuple[Module, str, Definition] | None:
        definition = self.module.definitions.get(path)
        if definition is not None:
            return (self.module, "", definition) if definition.parameters is not None else None
        found = self.library.find(path)
        if found is None:
            return None
        module, name = found
        definition = module.definitions.get(name)
        if definition is None or definition.parameters is None:
            return None
        return module, module.name, definition

    def _arguments(self, call: Call, definition: Definition, prefix: str) -> dict[str, Expression] | None:
        """What each parameter stands for: an argument, a setting that the sheet passes on, or its default."""
        parameters = definition.parameters or ()
        given: dict[str, Expression] = {}
        for place, argument in enumerate(call.arguments):
            if not argument.name and place >= len(parameters):
                return None
            given[argument.name or parameters[place].name] = argument.value
        for each in parameters:
            if each.name in given:
                continue
            passed = self.module.passed.get(each.name) if each.setting else None
            if passed is None and each.default is None:
                return None
            given[each.name] = passed or each.default  # type: ignore[assignment]  # one of them is there
        return given


class _Placing:
    """Puts arguments, and what a `where` block defines, in the place of names."""

    def __init__(self, module: Module, prefix: str, given: dict[str, Expression], own: dict[str, Expression]) -> None:
        self.module = module
        self.prefix = prefix
        self.given = given
        self.own = own
        self.left = MOST_OPENED

    def placed(self, node: Any) -> Any:
        """A tree, or a part of one, with names as the sheet sees them."""
        if isinstance(node, Name):
            return self._name(node)
        if not isinstance(node, tuple) or not node:
            return node
        if node.__class__ is tuple:
            return tuple([self.placed(each) for each in node])
        made = type(node)(*[self.placed(each) for each in node])
        if isinstance(made, Call) and self.prefix and made.path in self.module.definitions:
            return replace(made, path=f"{self.prefix}.{made.path}")
        return made

    def _name(self, name: Name) -> Any:
        if name.path in self.given:
            return self.given[name.path]
        if name.path in self.own and self.left:
            self.left -= 1
            return self.placed(self.own[name.path])
        if self.prefix and name.path in self.module.definitions:
            return replace(name, path=f"{self.prefix}.{name.path}")
        return name
