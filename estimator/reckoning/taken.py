"""What a value came from: of an `if` the branch that was taken, of `and` and `or` the sides that were needed.

The side that was not taken may be undefined, so whoever walks the steps behind a value walks these alone.
"""

from __future__ import annotations

from estimator.model.steps import Choice, Draw, Mean, Operation, Ref, children
from estimator.reckoning.closures import compile_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from estimator.model.steps import Step, StepExpression


def taken_children(expression: StepExpression, values: list[Any]) -> tuple[StepExpression, ...]:
    """The expressions directly inside one that its value came from."""
    if isinstance(expression, Choice):
        chosen = compile_step(expression.condition)(values)
        return (expression.condition, expression.consequence if chosen else expression.alternative)
    if isinstance(expression, Operation) and expression.operator in ("and", "or"):
        decided = bool(compile_step(expression.left)(values)) is (expression.operator == "or")
        return (expression.left,) if decided else (expression.left, expression.right)
    return children(expression)


def taken_steps(index: int, steps: list[Step], values: list[Any]) -> set[int]:
    """The steps that the value of one came from."""
    return {
        each.index
        for each in _behind(steps[index].expression, steps, values, through_means=True)
        if each.__class__ is Ref
    }


def is_drawn(expression: StepExpression, steps: list[Step], values: list[Any]) -> bool:
    """Whether a central value came from a draw, other than those that a mean has averaged."""
    return any(each.__class__ is Draw for each in _behind(expression, steps, values, through_means=False))


def _behind(
    expression: StepExpression, steps: list[Step], values: list[Any], *, through_means: bool
) -> Iterator[StepExpression]:
    """Every expression that a value came from, with each step's once."""
    seen: set[int] = set()
    waiting = [expression]
    while waiting:
        at_hand = waiting.pop()
        if isinstance(at_hand, Ref):
            if at_hand.index in seen:
                continue
            seen.add(at_hand.index)
            waiting.append(steps[at_hand.index].expression)
        elif through_means or not isinstance(at_hand, Mean):
            waiting.extend(taken_children(at_hand, values))
        yield at_hand
