"""Random changes of a sheet's assumptions, for the tests that hold the evaluators against each other."""

from __future__ import annotations

import random
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from estimator.languages.program import Program
from estimator.languages.scales import scale_of
from estimator.languages.values import Values
from estimator.model.files import read_module
from estimator.model.input_distributions import BEST, RANGE
from estimator.model.modules import shipped_library
from estimator.model.steps import Draw
from estimator.notation.tree import Text
from estimator.problems import EstimateError
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import estimate
from estimator.reckoning.sampling import Sampler
from estimator.reckoning.strata import at_share
from tests.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.languages.program import Input
    from estimator.notation.tree import Definition
    from estimator.reckoning.evaluate import Evaluation

LIBRARY = list(shipped_library().names())
EXAMPLES = [path for path in (ROOT / "examples").rglob("*") if path.suffix in (".est", ".md")]
PUBLISHED = sorted(str(path.relative_to(ROOT)) for path in EXAMPLES)
TRIES = 20
MOST_KEPT = 64
EXACT = 1e-9
LUCK = 4.0  # standard errors


class Change(NamedTuple):
    """New values of the inputs, in base units and in the order of `Program.inputs`, and the engine's answer to them."""

    values: list[float]
    overrides: list[str]
    evaluation: Evaluation


@lru_cache(maxsize=MOST_KEPT)
def loaded(name: str, *overrides: str) -> Evaluation:
    """A sheet of the library by its name, or of examples/ by its path, reckoned; kept for the next test."""
    path = str(ROOT / name) if name.endswith((".est", ".md")) else name
    return estimate(read_module(path, shipped_library()), overrides)


@cache
def sheets() -> list[str]:
    """The library and the examples, but for files that hold functions alone, or texts for them."""
    return [name for name in [*LIBRARY, *PUBLISHED] if any(map(_is_number, _definitions(name)))]


def _is_number(definition: Definition) -> bool:
    return definition.parameters is None and not isinstance(definition.expression, Text)


def _definitions(name: str) -> Iterable[Definition]:
    path = str(ROOT / name) if name.endswith((".est", ".md")) else name
    return read_module(path, shipped_library()).definitions.values()


def changed(evaluation: Evaluation, seed: int) -> Change | None:
    """An evaluation with its inputs changed at random: half to twice, shares within the whole, ends in order.

    None where there is nothing to change, or where no change of some gives every quantity a value.
    """
    program = Program(evaluation)
    generator = random.Random(f"{seed} {evaluation.model.module.source.name}")
    for _ in range(TRIES if program.inputs else 0):
        values: list[float] = []
        overrides: list[str] = []
        for found in program.inputs_of.values():
            new = _new_values(found, evaluation, generator)
            values += new
            overrides.append(f"{found[0].quantity.definition.name}={_written(found, new, program)}")
        try:
            return Change(values, overrides, estimate(evaluation.model.module, overrides))
        except EstimateError:
            continue
    return None


def _new_values(found: list[Input], evaluation: Evaluation, generator: random.Random) -> list[float]:
    factor = generator.uniform(0.5, 2.0)
    scale = scale_of(found[0].quantity, Values(evaluation))
    if scale.unit == "%":
        most = max(each.value for each in found) * scale.denominator / scale.numerator
        factor = min(factor, 100 / most if 0 < most <= 100 else factor)
    if len(found) == 1 and found[0].value == round(found[0].value) and not found[0].quantity.kind.powers:
        return [float(max(1, round(found[0].value * factor))) if found[0].value else 0.0]
    return [each.value * factor for each in found]  # one factor for all ends, which keeps their order


def _written(found: list[Input], values: list[float], program: Program) -> str:
    """The right side of an override, in the unit of the assumption."""
    step = program.steps[found[0].step]
    scale = scale_of(found[0].quantity, Values(program.evaluation))
    unit = scale.unit
    texts = [repr(scale.from_base(value)) for value in values]
    behind = unit if unit[:1] in ("/", "%") else f" {unit}"
    if not isinstance(step.expression, Draw):
        return f"{texts[0]}{behind}"
    distribution = step.expression.distribution
    if distribution == RANGE:
        return f"{texts[0]}{behind} to {texts[1]}{behind}"
    if distribution == BEST:
        return f"{texts[0]} ({texts[1]} to {texts[2]}){behind}"
    return f"{distribution}({', '.join([text + behind for text in texts])})"


def within_luck(evaluation: Evaluation, step: int, ends: list[float], points: int) -> bool:
    """Whether P5 and P95 of so many points lie where luck may put them, by the engine's own draws."""
    values, steps = evaluation.values, evaluation.model.steps
    ((_, found),) = Sampler(steps, values, ClosedForms(steps, values)).sampled({step})
    ascending = np.sort(np.asarray(found, dtype=float))
    for end, share in zip(ends, (0.05, 0.95), strict=True):
        off = LUCK * (share * (1 - share) / points) ** 0.5
        low, high = at_share(ascending, share - off), at_share(ascending, share + off)
        room = EXACT * max(abs(low), abs(high))
        if not low - room <= end <= high + room:
            return False
    return True
