"""All rules over a sheet: what is found, in the order of its lines, without what its comments allow."""

from __future__ import annotations

from estimator.model.faults import raise_errors
from estimator.model.files import MARKDOWN
from estimator.notation.fences import est_regions
from estimator.reckoning.central import central_values
from estimator.reckoning.estimate import PausedCollection, flattened
from estimator.reckoning.linting.allowances import allowances, allowed, idle
from estimator.reckoning.linting.conversions import conversions
from estimator.reckoning.linting.numbers import monthly, percentiles, unsourced, unused
from estimator.reckoning.linting.outline import Outline
from estimator.reckoning.linting.peaks import peaks
from estimator.reckoning.linting.rules import OF_SHEETS
from estimator.reckoning.linting.spreads import spreads
from estimator.reckoning.linting.stored import stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module
    from estimator.reckoning.linting.rules import Finding

_FAMILIES = (conversions, peaks, stored, spreads, monthly, percentiles, unused, unsourced)


def findings(module: Module) -> list[Finding]:
    """What the rules find in a sheet. EstimateError where it is wrong."""
    with PausedCollection():
        model = flattened(module)
        raise_errors(model.problems)
        outline = Outline(model, central_values(model))
        found = [each for family in _FAMILIES for each in family(outline)]
    source = module.source
    found = [each for each in found if each.problem.marks[0].source is source]
    text = source.text
    regions = est_regions(text) if source.name.endswith(MARKDOWN) else [(0, len(text))]
    known = allowances(source, regions)
    found = allowed(found, known)
    return sorted([*found, *idle(source, known, OF_SHEETS)], key=lambda each: each.problem.marks[0].start)
