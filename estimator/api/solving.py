"""`solve("media_total = 100 PB", for_="retention")`: the texts read, and the answer found symbolically."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.program import Program
from estimator.model.describe import BOOLEAN, describe, suggestion
from estimator.problems import refused
from estimator.reckoning.estimate import ANSWER, answer

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.symbolic import Solution


def solved(evaluation: Evaluation, target: str, unknown: str) -> Solution:
    """The value of an assumption, in base units, at which a quantity has a value. EstimateError."""
    name, equals, text = target.partition("=")
    if not equals or not text.strip():
        raise refused(target, "a target is name = value", "write media_total = 100 PB")
    quantity = _number(evaluation, name.strip())
    wanted = answer(text.strip())
    found = wanted.model.quantities[ANSWER]
    if found.kind.dimension != quantity.kind.dimension:
        message = f"{name.strip()} is {describe(quantity.kind)}, not {describe(found.kind)}"
        raise refused(target, message, f"give it in {quantity.kind}" if str(quantity.kind) else "give a plain number")
    assumption = _number(evaluation, unknown)
    if assumption.step not in Program(evaluation).inputs_of:
        raise refused(unknown, f"{unknown} is worked out, so it cannot be chosen", "solve for an assumption")
    from estimator.reckoning.inverse import solve

    assert found.step is not None
    return solve(evaluation, name.strip(), float(wanted.values[found.step]), unknown)


def _number(evaluation: Evaluation, name: str) -> Quantity:
    quantities = evaluation.model.quantities
    if name not in quantities:
        guess = suggestion(name, quantities)
        raise refused(
            name, f"the sheet has no {name}", f"did you mean {guess}?" if guess else "name one of its quantities"
        )
    quantity = quantities[name]
    if quantity.step is None or quantity.kind is BOOLEAN:
        raise refused(name, f"{name} is no number", "solve for a number")
    return quantity
