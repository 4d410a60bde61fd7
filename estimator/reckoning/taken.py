"""What a value came from: of an `if` the branch that was taken, of `and` and `or` the sides that were needed.

The side that was not taken may be undefined, so whoever walks the steps behind a value walks these alone.
"""

from __future__ import annotations

from estimator.model.steps import Choice, Draw, Mean, Operation, Ref, children
from estimator.reckoning.closures import compile_step

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    found: set[int] = set()
    _walk(steps[index].expression, steps, values, found, None)
    return found


def is_drawn(expression: StepExpression, steps: list[Step], values: list[Any]) -> bool:
    """Whether a central value came from a draw, other than those that a mean has averaged."""
    return _walk(expression, steps, values, set(), Mean)


def _walk(
    expression: StepExpression, steps: list[Step], values: list[Any], found: set[int], closed: type[Mean] | None
) -> bool:
    """Collect the steps that a value came from, but for those in what is `closed`; stops there at the first draw."""
    waiting = [expression]
    while waiting:
        at_hand = waiting.pop()
        if at_hand.__class__ is Ref:
            if at_hand.index not in found:
                found.add(at_hand.index)
                waiting.append(steps[at_hand.index].expression)
        elif at_hand.__class__ is Choice or at_hand.__class__ is Operation:
            waiting.extend(taken_children(at_hand, values))
        elif at_hand.__class__ is Draw and closed is not None:
            return True
        elif at_hand.__class__ is not closed:
            waiting.extend(children(at_hand))
    return False
