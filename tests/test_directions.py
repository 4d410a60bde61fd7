"""Which way functions say that they go (`## rises: load`): each is tried around each of its examples."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_expression
from estimator.notation.tree import Argument, Binary, Call, Definition, Literal
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate

FACTORS = (0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 1.0, 1.02, 1.05, 1.2, 1.5, 2.0, 4.0, 10.0)
NEAR = 1e-9
SAID = [
    (module.name, definition)
    for module in [shipped_library().module(name) for name in shipped_library().names()]
    if module is not None
    for definition in module.definitions.values()
    if definition.documentation.rises or definition.documentation.falls
]
NOWHERE = (0, 0)


def calls(module: str, definition: Definition) -> list[Call]:
    """The examples that are a call of the function alone, by its path, every argument by its name."""
    found = []
    parameters = definition.parameters or ()
    for example in definition.documentation.examples:
        tree = example.expression
        if isinstance(tree, Call) and tree.path == definition.name:
            given = {each.name or parameters[place].name: each.value for place, each in enumerate(tree.arguments)}
            for each in parameters:
                if each.default is not None and not each.setting:
                    given.setdefault(each.name, each.default)
            arguments = tuple([Argument(name, value, NOWHERE) for name, value in given.items()])
            found.append(Call(f"{module}.{definition.name}", arguments, tree.member, NOWHERE))
    return found


def scaled(call: Call, parameter: str, factor: float) -> str:
    """A call with one of its arguments times a factor, a share within its bounds."""
    number = Literal(text=repr(factor), number=factor, percent=False, magnitude="", unit="", span=NOWHERE)
    arguments = []
    for each in call.arguments:
        value = Binary("*", each.value, number, NOWHERE) if each.name == parameter else each.value
        text = f"{each.name} = {print_expression(value)}"
        arguments.append(f"share = min(99.99%, {print_expression(value)})" if each.name == "share" else text)
    return f"{call.path}({', '.join(arguments)})"


def value(text: str) -> float | None:
    try:
        evaluation = estimate(module_from_text(f"found = {text}\n", "directions.est"))
    except EstimateError:
        return None  # an unstable queue waits for ever
    return float(evaluation.values[evaluation.model.quantities["found"].step or 0])


def test_functions_that_say_so_are_found() -> None:
    assert len(SAID) > 8


@pytest.mark.parametrize(("module", "definition"), SAID, ids=[f"{module}.{each.name}" for module, each in SAID])
def test_a_function_goes_as_it_says(module: str, definition: Definition) -> None:
    made = calls(module, definition)
    assert made, "give it an example that is a call of it"
    seen = 0
    says = [(name, 1) for name in definition.documentation.rises] + [
        (name, -1) for name in definition.documentation.falls
    ]
    for call in made:
        for parameter, way in says:
            found = [each for factor in FACTORS if (each := value(scaled(call, parameter, factor))) is not None]
            seen += len(set(found)) > 1
            for first, second in pairwise(found):
                assert way * (second - first) >= -NEAR * max(abs(first), abs(second)), (call, parameter, found)
                assert not math.isnan(second)
    assert seen
