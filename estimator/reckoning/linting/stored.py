"""What is stored: copies and the time of keeping, of which a total that lacks one is too small."""

from __future__ import annotations

from estimator.reckoning.linting.outline import WORKED, has, is_long, is_rate, place
from estimator.reckoning.linting.rules import NO_COPIES, NO_RETENTION, finding
from estimator.reckoning.linting.vocabulary import says

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.reckoning.linting.outline import Factor, Outline
    from estimator.reckoning.linting.rules import Finding

MANY = 1000.0
_BYTES = (("information", 1),)
_GROWING = (("information", 1), ("time", -1))


def stored(outline: Outline) -> Iterator[Finding]:
    """What is said of each worked line that is bytes which are kept."""
    totals = {name for name in outline.worked() if _is_total(outline, name)}
    above = outline.carried_down(totals.__contains__)
    in_it = outline.carried_up(lambda name: _says_copies(outline, name))
    made_of_it = outline.carried_down(lambda name: _says_copies(outline, name))
    for name in outline.worked():
        is_last = name in totals and not any(above[each] for each in outline.used_by.get(name, ()))
        if is_last and not (in_it[name] or made_of_it[name]):
            yield _single(outline, name)
    for name in outline.worked():
        if _is_growth_called_storage(outline, name):
            yield _growing(outline, name)


def _is_total(outline: Outline, name: str) -> bool:
    """Whether a line is the bytes that are kept: a rate over the time of keeping, or called storage."""
    if outline.quantities[name].kind.dimension != _BYTES or says(name, "moved"):
        return False
    factors = outline.factors(name)
    piles_up = any(is_long(each) for each in factors if not each.under)
    piles_up = piles_up and any(is_rate(each.kind) or each.unit.count("/") > 1 for each in factors if not each.under)
    if says(name, "growth") and not has(factors, "kept"):
        return False  # what a day adds, over the one day
    if piles_up:
        return says(name, "stored")
    return says(name, "put_by") and any(_is_many(each) for each in factors) and any(_is_size(each) for each in factors)


def _is_many(factor: Factor) -> bool:
    """Whether a factor is how many there are of what is stored."""
    if factor.under or factor.kind is None or not factor.kind.counts or factor.sort == WORKED:
        return False
    return (factor.value or 0) >= MANY


def _is_size(factor: Factor) -> bool:
    """Whether a factor is the bytes of one of them."""
    return not factor.under and factor.kind is not None and factor.kind.physical().dimension == _BYTES


def _says_copies(outline: Outline, name: str) -> bool:
    """Whether copies are in a line, or in what is said of it."""
    return says(outline.told(name), "copies") or has(outline.factors(name), "copies")


def _single(outline: Outline, name: str) -> Finding:
    definition = outline.quantities[name].definition
    kept = next((each for each in outline.factors(name) if is_long(each) and each.name), None)
    marks = [(definition.span, "of one copy?")]
    if kept is not None:
        at = place(definition, kept.name)
        marks += [(at, "kept for this long")] if at != definition.span else []
    message = f"{name} is what is stored, and nothing in it is a number of copies"
    remedy = f"multiply it by a line replicas = 3, or say behind {name} that it is one copy: # one copy"
    return finding(NO_COPIES, outline.module, message, marks, remedy)


def _is_growth_called_storage(outline: Outline, name: str) -> bool:
    """Whether a line is called storage, is bytes in a time, and ends there."""
    quantity = outline.quantities[name]
    if quantity.kind.physical().dimension != _GROWING or name in outline.used_by:
        return False
    if says(name, "growth") or says(name, "moved") or not says(name, "stored"):
        return False
    return not any(name in check.names for check in outline.module.checks if says(str(check.note), "growth"))


def _growing(outline: Outline, name: str) -> Finding:
    definition = outline.quantities[name].definition
    rate = next((each for each in outline.factors(name) if is_rate(each.kind) and each.name), None)
    marks = [(definition.span, "storage")]
    if rate is not None:
        at = place(definition, rate.name)
        marks += [(at, "so much in a time")] if at != definition.span else []
    message = f"{name} is called storage and is what comes in a time: nothing says for how long it is kept"
    remedy = f"multiply it by a line retention = 1 year, or call it by what it is: {name}_per_day"
    return finding(NO_RETENTION, outline.module, message, marks, remedy)
