"""Ranges by sampling: 100,000 draws with a fixed seed.

Each draw has a stream of its own, seeded by its name, so that an added input leaves the others' samples as they were.
Arrays are dropped after their last use, which bounds the memory by the width of the sheet, not by its length.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.steps import Draw, Step, references
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.central import Fault, Faulted, problem, reason
from estimator.reckoning.closed import BARS, ClosedForms, Spread
from estimator.reckoning.closures import compile_step
from estimator.reckoning.distributions import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWS = 100_000
BUDGET = 10_000_000  # draws of all steps together; a sheet with more than a hundred uncertain steps gets fewer of each
FEWEST = 1_000
SEED = 20_261_122


def draws_for(forms: ClosedForms) -> int:
    """How many draws a sheet gets: fewer where many steps are uncertain."""
    return max(FEWEST, min(DRAWS, BUDGET // max(1, len(forms.forms))))


def sampled(
    steps: list[Step], values: list[Any], forms: ClosedForms, needed: set[int], draws: int = DRAWS
) -> Iterator[tuple[int, Any]]:
    """The samples of each needed uncertain step, in order; EstimateError where some are no finite number."""
    last_use: dict[int, int] = {}
    wanted = _wanted(steps, forms, needed)
    for index in wanted:
        for used in references(steps[index].expression):
            last_use[used] = index
    at_hand: list[Any] = list(values)
    for index in wanted:
        expression = steps[index].expression
        try:
            with np.errstate(all="ignore"):
                if isinstance(expression, Draw):
                    seed = np.random.SeedSequence([SEED, zlib.crc32(steps[index].name.encode("utf-8", "replace"))])
                    parameters = [float(compile_step(argument)(values)) for argument in expression.arguments]
                    at_hand[index] = sample(expression.distribution, parameters, draws, np.random.default_rng(seed))
                else:
                    at_hand[index] = compile_step(expression)(at_hand)
        except Faulted as faulted:
            at_hand[index] = faulted.fault
        except (ArithmeticError, ValueError) as error:
            at_hand[index] = Fault(steps[index], reason(error))
        if index in needed:
            yield index, _checked(at_hand[index], steps[index])
        for used in set(references(expression)):
            if last_use.get(used) == index and used in forms.forms:
                at_hand[used] = None
        if index not in last_use:
            at_hand[index] = None


def _wanted(steps: list[Step], forms: ClosedForms, needed: set[int]) -> list[int]:
    """The uncertain steps that the needed ones depend on, in order."""
    found: set[int] = set()
    waiting = list(needed)
    while waiting:
        index = waiting.pop()
        if index not in found and not forms.is_certain(index):
            found.add(index)
            waiting.extend(references(steps[index].expression))
    return sorted(found)


def _checked(samples: Any, step: Step) -> Any:
    if isinstance(samples, Fault):
        raise EstimateError([problem(samples, step)])
    samples = np.asarray(samples)
    if samples.dtype != np.bool_:
        share = float(np.mean(~np.isfinite(samples)))
        if share:
            percent = f"{share:.2%}" if share >= 0.0001 else "some"
            message = (
                f"in {percent} of the cases of its ranges this has no value (a division by zero, or too large a number)"
            )
            raise EstimateError([Problem(message, (Mark(step.source, *step.span),), "narrow the ranges")])
    return samples


def summary(samples: Any) -> Spread:
    """P5, P95 and a small histogram of samples."""
    if samples.dtype == np.bool_:
        samples = samples.astype(float)
    low, high = np.quantile(samples, (0.05, 0.95))
    edges = np.quantile(samples, (0.01, 0.99))
    width = float(edges[1] - edges[0])
    if not width > 1e-9 * max(abs(float(edges[0])), abs(float(edges[1]))):  # too narrow to tell bars apart
        bars = tuple(1.0 if bar == BARS // 2 else 0.0 for bar in range(BARS))
    else:
        counts, _ = np.histogram(samples, BARS, (float(edges[0]), float(edges[1])))
        bars = tuple((counts / counts.max()).tolist())
    return Spread(float(low), float(high), bars)
