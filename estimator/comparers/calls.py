"""The calls of a library's formulas in a user's sheet, with what their arguments say: what a server can be loaded with.

The prediction is by the same call, reckoned in the sheet itself, with other numbers where fewer are loaded.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from estimator.comparers.sheets import number_of, samples
from estimator.model.files import module_from_text, read_text, with_lines
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_expression
from estimator.notation.tree import Call, Name, YesNo
from estimator.notation.walking import free_names, walk
from estimator.problems import refused
from estimator.reckoning.estimate import central, estimate
from estimator.records import record
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from estimator.model.modules import Module
    from estimator.notation.tree import Definition, Expression, Parameter
    from estimator.reckoning.evaluate import Evaluation

ASKED, ANSWER = "verified_argument_", "verified_answer"
MOST_VALUES = 2000  # of what differs from key to key: they are noted of a run on somebody's server
MOST_NAMES = 50  # that a name may lead to


@record
class Line:
    """A call in a sheet. `given` has the arguments by name, sizes in bytes: a number, values in order, or a text.

    `texts` has them as they are written; of those that are settings `settings` has the values.
    """

    name: str
    path: str
    given: Mapping[str, Any]
    texts: Mapping[str, str]
    settings: Mapping[str, Any]
    sheet: str
    text: str  # of the sheet

    @property
    def said(self) -> str:
        """Where it is from."""
        return f"{self.name} of {os.path.basename(self.sheet)}"

    def call(self, **instead: str) -> str:
        """The call with other arguments, a text each."""
        given = {**self.texts, **instead}
        return f"{self.path}({', '.join([f'{name} = {text}' for name, text in given.items()])})"

    def predicted(self, call: str) -> float:
        """The bytes that a call has in the sheet. EstimateError."""
        module = module_from_text(with_lines(self.text, self.sheet, [f"{ANSWER} = {call}"]), self.sheet)
        return central(module)[ANSWER] / BYTE_BITS


def lines_of(path: str, formulas: Collection[str], remedy: str) -> list[Line | str]:
    """The calls of these formulas in a sheet, and on each that says nothing by itself a sentence why. EstimateError."""
    text = read_text(path)
    module = module_from_text(text, path)
    central(module)  # what is wrong with it is said by its own lines
    found = list(_found(module, formulas))
    if not found:
        listed = ", ".join(sorted(formulas))
        raise refused(path, f"{os.path.basename(path)} calls none of {listed}", remedy)
    asked: list[str] = []
    calls: list[tuple[str, Call, dict[str, tuple[str, Parameter, Expression]]] | str] = []
    for name, call, reason in found:
        if reason:
            calls.append(f"{name} is not loaded: {reason}")
            continue
        arguments = {}
        for parameter, expression in _arguments(call, module):
            place = f"{ASKED}{len(asked)}"
            asked.append(f"{place} = {print_expression(_values(module, expression))}")
            arguments[parameter.name] = (place, parameter, expression)
        calls.append((name, call, arguments))
    evaluation = estimate(module_from_text(with_lines(text, path, asked), path))
    drawn = samples(evaluation, [each.partition(" ")[0] for each in asked])
    lines: list[Line | str] = []
    for each in calls:
        if isinstance(each, str):
            lines.append(each)
            continue
        name, call, arguments = each
        values = {
            word: _value(evaluation, drawn, place, parameter) for word, (place, parameter, _) in arguments.items()
        }
        texts = {word: print_expression(expression) for word, (_, _, expression) in arguments.items()}
        own = {word: value for word, value in values.items() if not arguments[word][1].setting}
        settings = {word: value for word, value in values.items() if arguments[word][1].setting}
        lines.append(Line(name, call.path, own, texts, settings, path, text))
    return lines


def _found(module: Module, formulas: Collection[str]) -> Iterator[tuple[str, Call, str]]:
    """The calls, each by a name that no other has, with why one says nothing by itself; no call within another."""
    for name, definition in module.definitions.items():
        within = [local.expression for local in definition.locals]
        calls = [each for tree in (definition.expression, *within) for each in _outermost(tree, formulas)]
        bound = _bound(definition)
        for number, call in enumerate(calls):
            said = name if len(calls) == 1 else f"{name}_{number + 1}"
            free = {each.partition(".")[0] for argument in call.arguments for each in free_names(argument.value)}
            reason = ""
            if definition.parameters is not None:
                reason = f"it is in the formula {name}, and what it is called with says more"
            elif free & bound:
                reason = f"{min(free & bound)} is known within {name} alone"
            elif call.member:
                reason = f"it takes a part of {call.path} alone"
            yield said, call, reason


def _outermost(tree: object, formulas: Collection[str]) -> Iterator[Call]:
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Call) and found.path in formulas:
            yield found
        elif isinstance(found, tuple):
            waiting += reversed(found)


def _bound(definition: Definition) -> set[str]:
    """The names that are known within a definition alone."""
    names = {local.name for local in definition.locals}
    trees = (definition.expression, *[local.expression for local in definition.locals])
    return names | {each.variable for tree in trees for each in walk(tree) if hasattr(each, "variable")}


def _arguments(call: Call, module: Module) -> Iterator[tuple[Parameter, Expression]]:
    """The parameters that a call gives, or that the sheet passes on, and for what is no setting its default."""
    found = shipped_library().find(call.path)
    assert found is not None, call.path
    parameters = found[0].definitions[found[1] or call.path.rpartition(".")[2]].parameters or ()
    plain = [each for each in parameters if not each.setting]
    by_place = [each.value for each in call.arguments if not each.name]
    by_name = {each.name: each.value for each in call.arguments if each.name}
    for place, parameter in enumerate(plain):
        given = by_place[place] if place < len(by_place) else by_name.get(parameter.name, parameter.default)
        if given is not None:
            yield parameter, given
    for parameter in parameters:
        if parameter.setting and parameter.name in by_name:
            yield parameter, by_name[parameter.name]
        elif parameter.setting and parameter.name in module.passed:
            yield parameter, module.passed[parameter.name]


def _values(module: Module, expression: Expression) -> Expression:
    """What an argument is spread over, by itself or by the name of a line."""
    named = expression
    for _ in range(MOST_NAMES):
        if not isinstance(named, Name) or named.path not in module.definitions:
            break
        named = module.definitions[named.path].expression
    if isinstance(named, Call) and named.path == "spread" and len(named.arguments) == 1:
        return named.arguments[0].value
    return expression


def _value(evaluation: Evaluation, samples_of: Mapping[str, list[float]], name: str, parameter: Parameter) -> Any:
    """A number, values in order where they differ, a text, or whether it is so."""
    quantity = evaluation.model.quantities[name]
    text = getattr(quantity, "text", None)
    if isinstance(parameter.annotation, YesNo):  # yes, or "yes", which is a text where it stands alone
        return str(text) == "yes" if text else number_of(evaluation, name) > 0.5
    if text:
        return str(text)
    in_bytes = BYTE_BITS if str(parameter.annotation) == "B" else 1
    drawn = samples_of.get(name)
    middle = number_of(evaluation, name) / in_bytes
    if not drawn:
        return middle
    drawn = [each * BYTE_BITS / in_bytes for each in drawn]
    if drawn[-1] - drawn[0] < 1e-9 * max(1, abs(middle)):
        return middle
    return [drawn[(2 * place + 1) * len(drawn) // (2 * MOST_VALUES)] for place in range(MOST_VALUES)]
