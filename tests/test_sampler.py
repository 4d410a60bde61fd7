"""Ranges against a sampler of its own: 1,350 random sheets, with a fresh seed each time.

What is held against it are probabilities, whose standard errors are known whatever the distribution: a P5 is right if
the own sampler finds 5% below it, within six standard errors of both samplers. So a fresh seed fails by chance about
once in a hundred thousand runs. `SAMPLER_SEED` and `SAMPLER_COUNT` in the environment repeat a run, or make it longer.
"""

from __future__ import annotations

import math
import os
import random
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.json import to_object
from tests.own_sampler import DRAWS, Source, below, expression, source

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation
    from tests.own_sampler import Samples

COUNT = int(os.environ.get("SAMPLER_COUNT", "1350"))
SEED = int(os.environ.get("SAMPLER_SEED") or secrets.randbelow(1 << 32))
THEIR_DRAWS = 100_000  # as docs/notation.md says of sheets as small as these
ERRORS = 6
SURE = 0.02  # a share of undefined draws that no sampler of 1,000 draws can miss
MEAN_WITHIN = 0.005
WORKERS = 3


class Sheet(NamedTuple):
    """A sheet with the own samples of each of its quantities; the last has a check against `limit`."""

    text: str
    samples: dict[str, Samples]
    last: str
    limit: float


def standard_error(share: float) -> float:
    """Of the difference between the shares that the two samplers find."""
    return math.sqrt(max(share * (1 - share), 1e-5) * (1 / THEIR_DRAWS + 1 / DRAWS))


def made(rng: random.Random, generator: np.random.Generator) -> Sheet:
    """A random sheet."""
    samples: dict[str, Samples] = {}
    lines = []
    middles: set[str] = set()
    for place in range(rng.randint(1, 3)):
        found = source(rng, generator)
        while (
            middle := found.text.split()[0]
        ) in middles:  # their difference would be none, by which nothing is divided
            found = source(rng, generator)
        middles.add(middle)
        samples[f"input_{place}"] = found.samples
        lines.append(f"input_{place} = {found.text}")
    last = ""
    with np.errstate(all="ignore"):
        for place in range(rng.randint(1, 2)):
            last = f"worked_{place}"
            worked = expression(rng, samples, rng.randint(1, 3))
            samples[last] = worked.samples
            lines.append(f"{last} = {worked.text}")
        defined = samples[last][np.isfinite(samples[last])]
        limit = float(f"{np.quantile(defined, rng.uniform(0.05, 0.95)):.4g}") if len(defined) else 1.0
    lines.append(f"check {last} < {limit if limit >= 0 else f'-{-limit}'}")
    return Sheet("\n".join(lines) + "\n", samples, last, limit)


def differences(sheet: Sheet, evaluation: Evaluation) -> list[str]:
    """What the product says of a sheet that its own samples deny."""
    rows = {row["name"]: row for row in to_object(evaluation)["quantities"]}
    wrong = []
    for name, samples in sheet.samples.items():
        if np.isfinite(samples).all():
            wrong += [f"{name}: {each}" for each in _of_ends(rows[name], samples)]
    probability = evaluation.checks[0].probability
    if probability is not None and np.isfinite(sheet.samples[sheet.last]).all():
        least, most = below(sheet.samples[sheet.last], sheet.limit)
        slack = ERRORS * standard_error((least + most) / 2)
        if not least - slack <= probability <= most + slack:
            wrong.append(f"the check holds in {probability}, is {least} to {most}")
    return wrong


def _of_ends(row: dict[str, Any], samples: Samples) -> list[str]:
    if "low" not in row:
        low, high = np.quantile(samples, (0.05, 0.95))
        same = high - low <= 1e-9 * max(abs(low), abs(high))
        return [] if same else [f"has no range, is {low} to {high}"]
    wrong = []
    for end, share in (("low", 0.05), ("high", 0.95)):
        least, most = below(samples, row[end])
        slack = ERRORS * standard_error(share)
        if not least - slack <= share <= most + slack:
            wrong.append(f"{end} {row[end]} has {least:.4f} to {most:.4f} below it")
    return wrong


@pytest.mark.parametrize("part", range(WORKERS))
def test_ranges_are_those_of_an_own_sampler(part: int) -> None:
    rng, generator = random.Random(f"{SEED} {part}"), np.random.Generator(np.random.Philox(SEED + part))
    wrong: list[str] = []
    reckoned = refused = 0
    while reckoned < COUNT // WORKERS:
        sheet = made(rng, generator)
        undefined = max(float(np.mean(~np.isfinite(each))) for each in sheet.samples.values())
        try:
            found = differences(sheet, estimate(module_from_text(sheet.text, "own.est")))
        except EstimateError as error:
            refused += 1
            # What is undefined in one of a million cases may be seen by the one sampler and not by the other.
            if not undefined and "of the cases" not in str(error):
                wrong.append(f"{sheet.text}    refused: {error}")
            continue
        reckoned += 1
        if undefined > SURE:
            found.append(f"has a value, and in {undefined:.1%} of the cases has none")
        wrong += [f"{sheet.text}    {each}" for each in found]
    wrong.sort(key=len)
    assert not wrong, f"SAMPLER_SEED={SEED}: {len(wrong)} of {reckoned} sheets\n" + "\n".join(wrong[:5])
    assert refused < reckoned / 4, "most of what is made up has a value"


def mean_cases(rng: random.Random, count: int) -> list[tuple[str, float]]:
    """Means in the notation with their exact values: of a source, of a sum, of a product of independent ones."""
    generator = np.random.Generator(np.random.MT19937(SEED))
    cases = []
    for _ in range(count):
        one, two = (_mild(rng, generator) for _ in range(2))
        cases += [
            (f"a = {one.text}\nanswer = mean(a)\n", one.mean),
            (f"a = {one.text}\nb1 = {two.text}\nanswer = mean(a + 3 * b1)\n", one.mean + 3 * two.mean),
            (f"a = {one.text}\nb1 = {two.text}\nanswer = mean(a * b1)\n", one.mean * two.mean),
        ]
    return cases


def _mild(rng: random.Random, generator: np.random.Generator) -> Source:
    """A source whose mean is not next to nothing beside its spread: half a percent of that is nobody's promise."""
    while True:
        found = source(rng, generator, rng.choice((0.6, 1.2, 2.5)))
        if abs(found.mean) > 0.1 * float(np.std(found.samples)):
            return found


def test_means_are_within_half_a_percent_or_say_that_they_are_not() -> None:
    wrong = []
    for text, exact in mean_cases(random.Random(f"{SEED} means"), 25):
        evaluation = estimate(module_from_text(text, "own.est"))
        step = evaluation.model.quantities["answer"].step
        assert step is not None
        value = float(evaluation.values[step])
        said = any("mean" in problem.message for problem in evaluation.model.problems)
        if abs(value - exact) > MEAN_WITHIN * abs(exact) and not said:
            wrong.append(f"{text}    {value}, is {exact}")
    wrong.sort(key=len)
    assert not wrong, f"SAMPLER_SEED={SEED}: {len(wrong)} means\n" + "\n".join(wrong[:5])


def test_the_own_sampler_knows_its_means() -> None:
    """A sampler whose formulas and draws say different things proves nothing."""
    rng, generator = random.Random(f"{SEED} own"), np.random.Generator(np.random.MT19937(SEED))
    for _ in range(40):
        found = source(rng, generator, 0.6)
        error = float(np.std(found.samples)) / math.sqrt(DRAWS)
        assert abs(float(np.mean(found.samples)) - found.mean) < 8 * error, found.text
