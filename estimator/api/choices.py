"""The texts that may be given for what chooses: a parameter of a formula, an assumption of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.modules import shipped_library
from estimator.notation.tree import Binary, Call, Choices, Definition, Name, ReleaseOf, Text, YesNo
from estimator.notation.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.modules import Module

RELEASES = "releases"  # the sheet of the library that lists them


def choices_of_parameter(definition: Definition, name: str) -> list[str]:
    """The texts that a parameter of a formula may be, in order; none for a number."""
    for each in definition.parameters or ():
        if each.name != name:
            continue
        annotation = each.annotation
        if isinstance(annotation, Choices):
            return list(annotation.texts)
        if isinstance(annotation, YesNo):
            return ["yes", "no"]
        if isinstance(annotation, ReleaseOf):
            product = annotation.product
            products = [product.value] if isinstance(product, Text) else choices_of_parameter(definition, product.path)
            return [text for product in products for text in _releases(product)]
    return []


def _releases(product: str) -> list[str]:
    listed = shipped_library().module(RELEASES)
    found = listed.releases.get(product) if listed is not None else None
    return list(found.known) if found is not None else []


def choices_of(module: Module, name: str) -> list[str]:
    """The texts that an assumption of a sheet is held against, or that the formulas take which it is given to."""
    definition = module.definitions.get(name)
    if definition is None or not isinstance(definition.expression, Text):
        return []
    found = [definition.expression.value]
    for line in module.sheet.lines:
        for tree in walk(line):
            found += _compared(tree, name)
            if isinstance(tree, Call):
                found += _passed(tree, name)
    return list(dict.fromkeys(found))


def _compared(tree: object, name: str) -> Iterator[str]:
    if isinstance(tree, Binary) and tree.operator in ("==", "!="):
        for one, other in ((tree.left, tree.right), (tree.right, tree.left)):
            if isinstance(one, Name) and one.path == name and isinstance(other, Text):
                yield other.value


def _passed(call: Call, name: str) -> Iterator[str]:
    found = shipped_library().find(call.path)
    if found is None:
        return
    module, rest = found
    definition = module.definitions.get(rest or call.path.rpartition(".")[2])
    if definition is None or definition.parameters is None:
        return
    for number, argument in enumerate(call.arguments):
        if isinstance(argument.value, Name) and argument.value.path == name and number < len(definition.parameters):
            yield from choices_of_parameter(definition, argument.name or definition.parameters[number].name)
