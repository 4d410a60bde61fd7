"""The program of a sheet whose texts stay open: it computes what each choice of them gives, from one list of steps."""

from __future__ import annotations

import math
from itertools import product

from estimator.languages.program import Input, Program
from estimator.model.flatten import flatten
from estimator.model.found import Varied
from estimator.model.frames import ChosenQuantity
from estimator.model.modules import shipped_library
from estimator.model.open_choices import OpenChoices, RefusedCombinations
from estimator.notation.tree import Literal, Text
from estimator.problems import EstimateError
from estimator.reckoning.evaluate import Evaluation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.model import Model
    from estimator.notation.tree import Override
    from estimator.problems import Source

MOST_COMBINATIONS = 4096
_TRIES = 12


class OpenProgram:
    """What moves when a text is chosen anew.

    texts           the texts that can be, each with all that it may be
    chosen          what each is now
    combinations    those of them that can be reckoned, the one at hand first
    program         the steps; its last inputs are the texts, as places in what each may be
    """

    def __init__(self, evaluation: Evaluation, choices: OpenChoices, model: Model) -> None:
        self.texts = choices.texts
        self.chosen = dict(zip(choices.texts, choices.combinations[0], strict=True))
        self.combinations = choices.combinations
        values: list[float | bool | None] = [None] * len(model.steps)
        for name, quantity in evaluation.model.quantities.items():
            step = model.quantities[name].step
            if step is not None and quantity.step is not None:
                values[step] = evaluation.values[quantity.step]
        self.model = model
        self.program = Program(Evaluation(model, values), truths=True)
        for name, step in choices.steps.items():
            found = Input(model.quantities[name], step, "value", 0.0)
            self.program.inputs.append(found)
            self.program.inputs_of[step] = [found]


def open_program(evaluation: Evaluation) -> OpenProgram | None:
    """The program of a sheet with its texts open; None where it has none that can be."""
    texts = {
        name: quantity.text
        for name, quantity in evaluation.model.quantities.items()
        if isinstance(quantity, ChosenQuantity) and "." not in name and _is_written(quantity)
    }
    if not texts:
        return None
    try:
        asked = _asked(evaluation, texts)
        found = _opened(evaluation, asked)
        for name in list(asked) if found is None else ():  # without the one that is in the way
            found = found or _opened(evaluation, {each: may for each, may in asked.items() if each != name})
    except EstimateError:
        return None
    return found


def _is_written(quantity: ChosenQuantity) -> bool:
    return quantity.override is not None or isinstance(quantity.definition.expression, (Text, Literal))


def _asked(evaluation: Evaluation, texts: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """What the calls of the sheet let each text be, the product of a release by name before it; those with a choice."""
    first = OpenChoices({name: (text,) for name, text in texts.items()})
    _flattened(evaluation, first)
    found: dict[str, tuple[str, ...]] = {}
    for name, text in texts.items():
        may = tuple(first.asked.get(name, ()))
        software = first.products.get(name)
        if software is not None:
            names = first.asked.get(software.name, ()) if isinstance(software, Varied) else (software.text,)
            lists = [first.lists[name](each) for each in names]
            may = tuple(dict.fromkeys([each for listed in lists for each in listed]))
            may = tuple(sorted(may, key=lambda each: [int(part) for part in each.split(".")]))
        if len(may) > 1 and text in may:
            found[name] = may
    return found


def _opened(evaluation: Evaluation, texts: dict[str, tuple[str, ...]]) -> OpenProgram | None:
    """The program where these texts are open; None where it cannot be made of all of them."""
    model = evaluation.model
    now = tuple([model.quantities[name].text for name in texts])
    if not texts or math.prod(map(len, texts.values())) > MOST_COMBINATIONS:
        return None
    combinations = sorted(product(*texts.values()), key=lambda each: each != now)
    for _ in range(_TRIES):
        choices = OpenChoices(texts, combinations)
        opened = _flattened(evaluation, choices)
        if opened is not None:
            return OpenProgram(evaluation, choices, opened)
        if not choices.refused:
            return None
        combinations = [each for at, each in enumerate(combinations) if not choices.refused >> at & 1]
    return None


def _flattened(evaluation: Evaluation, choices: OpenChoices) -> Model | None:
    """The model with open texts; None where something of the sheet cannot be reckoned in it, or with all of these."""
    module = evaluation.model.module
    overrides: dict[str, tuple[Override, Source]] = {
        name: (quantity.override, module.source)
        for name, quantity in evaluation.model.quantities.items()
        if quantity.override is not None
    }
    try:
        model = flatten(module, shipped_library(), overrides, choices=choices)
    except RefusedCombinations:
        return None
    if any(problem.severity == "error" for problem in model.problems):
        return None
    whole = set(model.quantities) == set(evaluation.model.quantities)
    return model if whole and len(model.checks) == len(evaluation.model.checks) else None
