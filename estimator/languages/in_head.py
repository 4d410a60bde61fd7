"""An estimate as one does it in one's head: operation by operation, with rounded numbers, and how far off one is.

The steps of the sheet are run once more with the numbers in the head in place of the exact ones: a product, a quotient
or a sum is done by `reckoning.mental`; what is neither (a function, a condition, a range) is taken over from the step,
which is run with what is in the head so far.
"""

from __future__ import annotations

from math import isfinite

from estimator.languages.factors import Terms
from estimator.languages.head_operations import TAKEN_OVER, WORST, HeadStep, Operations
from estimator.languages.head_terms import TermValues, Untold
from estimator.model.describe import BOOLEAN
from estimator.model.steps import Mean, reached
from estimator.reckoning.faults import Fault, execute
from estimator.reckoning.mental import FARTHEST, off, rounded
from estimator.reckoning.running import compile_steps
from estimator.records import record
from estimator.units.display import base_factor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from estimator.languages.factors import Term
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity


@record
class HeadQuantity:
    """A worked quantity: its operations, and its value in the head beside the exact one, in base units."""

    quantity: Quantity
    steps: tuple[HeadStep, ...]
    mental: float
    exact: float

    @property
    def off(self) -> float:
        """How far off it is, as a share of the exact value."""
        return off(self.mental, self.exact)


def in_head(values: Values, wanted: Collection[int]) -> list[HeadQuantity]:
    """The worked quantities that some steps rest on, in order, as they are done in the head."""
    evaluation = values.evaluation
    model = evaluation.model
    steps = model.steps
    asked: dict[int, Quantity] = {}
    behind = reached(steps, wanted)
    among = set(behind)
    for each in model.quantities.values():
        worked = (not each.assumption and each.override is None) or len(model.quantities) == 1
        if worked and each.step is not None and each.step in among and each.kind is not BOOLEAN:
            asked.setdefault(each.step, each)
    means = any(isinstance(steps[index].expression, Mean) for index in behind)
    head: list[Any]
    head, program = compile_steps(steps, evaluation.values, behind, on_arrays=means)
    terms, found, closures = Terms(values), [], dict(program)
    for index in behind:
        if index in closures:
            execute([(index, closures[index])], steps, head)
        quantity = asked.get(index)
        exact = evaluation.values[index]
        if quantity is None or isinstance(exact, Fault):
            continue
        taken = exact if isinstance(head[index], Fault) else head[index]
        told = _told(terms.of(quantity), TermValues(values, head, quantity, float(exact), float(taken)))
        head[index] = told.mental
        found.append(told)
    return found


def _told(term: Term, terms: TermValues) -> HeadQuantity:
    """A quantity with its operations."""
    if not isfinite(terms.exact) or terms.exact == 0:
        return _whole(terms)
    try:
        terms.known(term)
        work = Operations(terms, terms.first_time(term))
        mental = work.in_target(work.of(term))
    except (Untold, ArithmeticError):
        return _whole(terms)
    if not isfinite(mental) or abs(off(mental, terms.exact)) > WORST:
        return _whole(terms)
    rows = tuple(work.rows)
    if not rows:  # the same under another name
        said = terms.values.formula(terms.quantity)
        rows = (HeadStep(said, work.shown(mental), (), off(mental, terms.exact)),)
    return HeadQuantity(terms.quantity, rows, mental, terms.exact)


def _whole(terms: TermValues) -> HeadQuantity:
    """A quantity taken over, from what is in the head so far."""
    values, quantity, taken = terms.values, terms.quantity, terms.taken
    if not isfinite(taken) or abs(off(taken, terms.exact)) > FARTHEST:
        taken = terms.exact  # a small difference of large numbers, say, of which the rounded ones leave nothing
    if isfinite(taken):
        one = _own_unit(terms)
        taken = rounded(taken / one, terms.exact / one) * one
    shown = str(values.value(taken, quantity, 2))
    row = HeadStep(values.formula(quantity), shown, (), off(taken, terms.exact), TAKEN_OVER)
    return HeadQuantity(quantity, (row,), taken, terms.exact)


def _own_unit(terms: TermValues) -> float:
    """One of the unit that a quantity is shown in, without prefixes, in base units."""
    values, quantity = terms.values, terms.quantity
    one = base_factor(quantity.kind)
    for name, power in values.times.of_unit(values.value(terms.taken, quantity, 2).unit).items():
        one *= values.unit_named(name).factor ** power
    return one
