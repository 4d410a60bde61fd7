"""Spreads taken for what one does not know.

The sizes of a million items differ from item to item, and an allocator or a page rounds each. A range without the word
`spread` says that all items have one size, which is not known: rounded, that is another number than the mean over them.
Where a sheet calls nothing a spread, the mean of a formula is over its ranges; that was remarked when it was flattened.
"""

from __future__ import annotations

from estimator.model.averages import OVER_RANGES
from estimator.model.steps import Apply, Draw, Lookup, Mean, parts, reached, references
from estimator.problems import Problem
from estimator.reckoning.linting.outline import place
from estimator.reckoning.linting.rules import SPREAD_AS_RANGE, Finding, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.steps import StepExpression
    from estimator.reckoning.linting.outline import Outline

_ROUNDING = ("ceil", "floor", "round", "ceil_pow2")
_MANY = 1000.0  # a plain number from which on it can be meant as one of items


def spreads(outline: Outline) -> Iterator[Finding]:
    """Ranges of a size that a formula rounds before it is multiplied by any number of items."""
    for problem in outline.model.problems:
        if problem.message.startswith(OVER_RANGES):
            message = f"{problem.message} ({SPREAD_AS_RANGE.name})"
            told = Problem(message, problem.marks, problem.remedy, SPREAD_AS_RANGE.severity)
            yield Finding(SPREAD_AS_RANGE, told)
    steps = outline.model.steps
    sizes = {
        quantity.step: name
        for name, quantity in outline.quantities.items()
        if _is_size(outline, name) and _is_range(steps[quantity.step].expression)
    }
    if not sizes:
        return
    counts = {each.step for name, each in outline.quantities.items() if each.assumption and _is_count(outline, name)}
    means = [index for step in steps if isinstance(step.expression, Mean) for index in references(step.expression)]
    averaged = set(reached(steps, means))
    alone: list[str | None] = []  # of each step: the one size that it is made of, "" of none, None of others as well
    told_of: set[str] = set()
    for index, step in enumerate(steps):
        own = sizes.get(index)
        alone.append(own or (None if index in counts else _alone(step.expression, alone)))
        if index in averaged or own:
            continue
        for part in parts(step.expression):
            size = _alone(part, alone) if _rounds(part) else ""
            if size and size not in told_of:
                told_of.add(size)
                yield _told(outline, size, step.name.partition(".")[0])


def _is_size(outline: Outline, name: str) -> bool:
    """Whether an assumption is the bytes of something that there may be many of."""
    quantity = outline.quantities[name]
    is_bytes = quantity.kind.physical().dimension == (("information", 1),)
    return quantity.assumption and "." not in name and is_bytes and outline.values[quantity.step] < 8e9


def _is_count(outline: Outline, name: str) -> bool:
    """Whether an assumption is how many there are: of what it is multiplied by, the sum is rounded and not each."""
    quantity = outline.quantities[name]
    is_plain = not quantity.kind.physical().powers
    return is_plain and (bool(quantity.kind.powers) or outline.values[quantity.step] >= _MANY)


def _is_range(expression: StepExpression) -> bool:
    return isinstance(expression, Draw) and not expression.spread


def _rounds(part: StepExpression) -> bool:
    return isinstance(part, Lookup) or (isinstance(part, Apply) and part.function in _ROUNDING)


def _alone(expression: StepExpression, alone: list[str | None]) -> str | None:
    """The size that an expression is made of, where of nothing else that is not known."""
    found = ""
    for index in references(expression):
        below = alone[index]
        if below is None or (below and found and below != found):
            return None
        found = below or found
    if any(isinstance(part, Draw) for part in parts(expression)):
        return None
    return found


def _told(outline: Outline, size: str, name: str) -> Finding:
    definition = outline.quantities[size].definition
    marks = [(definition.span, "one size of all, not known")]
    using = outline.quantities.get(name)
    if using is not None:
        marks.append((place(using.definition, size), "each is rounded"))
    text = outline.module.source.text[slice(*definition.expression.span)]
    message = f"{size} is a range, so {name} rounds one size that all items have"
    remedy = f"where it differs from item to item, write {size} = spread({text})"
    return finding(SPREAD_AS_RANGE, outline.module, message, marks, remedy)
