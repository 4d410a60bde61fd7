"""Values as steps of their own: what is used more than once, shown on a line of its own, or drawn once."""

from __future__ import annotations

from estimator.model.found import Amount, Truth
from estimator.model.steps import (
    SHARE,
    Apply,
    Draw,
    Mean,
    Not,
    Number,
    Operation,
    Ref,
    Step,
    has_draw,
    is_share,
    references,
)
from estimator.problems import Mark
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.found import Computed
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Span
    from estimator.units.kinds import Kind


def inner_name(frame: Frame, name: str) -> str:
    """What a step inside the definition of a frame is called."""
    return f"{frame.prefix}.{name}" if frame.prefix else name


def hoisted(run: Run, name: str, found: Computed, span: Span, frame: Frame, written: Frame | None = None) -> Computed:
    """What stands for a value that is made a step of its own, unless it is a literal or a step already.

    The span is a place in the source of `written`, the frame itself unless said otherwise.
    """
    if isinstance(found.value, (Number, Ref)):
        return found if isinstance(found, Truth) or found.shown is None else Amount(found.kind, found.value)
    step = Step(inner_name(frame, name), found.value, found.kind, (written or frame).module.source, span, ())
    run.steps.append(step)
    reference = Ref(len(run.steps) - 1)
    return Amount(found.kind, reference) if isinstance(found, Amount) else Truth(reference, found.bits)


def drawn_apart(run: Run, draw: Draw, kind: Kind, span: Span, frame: Frame) -> Computed:
    """A range inside an expression as a step of its own, with a name of its own: its samples are seeded by it."""
    return hoisted(run, run.ranges.next(frame.prefix), Amount(kind, draw), span, frame)


def held(run: Run, name: str, value: StepExpression, at: Mark, frame: Frame, asked: tuple[Mark, ...]) -> StepExpression:
    """A value as a share: a step that holds it within 0 and 1. What is one anyway stays.

    A fault is reported at the mark, or at the number or range that an assumption has, and in either case at what is
    `asked` too.
    """
    if isinstance(value, Number) and 0 <= value.value <= 1:
        return value
    source, span, at_hand = at.source, (at.start, at.end), value
    while isinstance(at_hand, Ref):
        step = run.steps[at_hand.index]
        at_hand = step.expression
        if is_share(at_hand):
            return value
        if isinstance(at_hand, (Number, Draw)) and (step.source, step.span) != (source, span):
            asked = (Mark(source, *span), *asked)
            source, span = step.source, step.span
    run.steps.append(Step(inner_name(frame, name), Apply(SHARE, (value,)), PLAIN, source, span, asked))
    return Ref(len(run.steps) - 1)


def is_uncertain(run: Run, expression: StepExpression) -> bool:
    """Whether a value depends on any draw."""
    if expression.__class__ is Number or (expression.__class__ is Mean and not expression.over):
        return False
    if has_draw(expression):
        return True
    if not references(expression):
        return False
    from estimator.model.expectation import draws_behind  # which a line without ranges does not need

    return bool(draws_behind(expression, run.steps, run.draws_of))


def known_number(run: Run, value: StepExpression) -> float | None:
    """The number that a value is, by whatever names it comes; None where it is reckoned."""
    while isinstance(value, Ref):
        value = run.steps[value.index].expression
    match value:
        case Number():
            return value.value
        case Not(operand):
            known = known_number(run, operand)
            return None if known is None else 1 - known
        case Operation("and" | "or" as sign, left, right):
            sides = [known_number(run, each) for each in (left, right)]
            decides = 0.0 if sign == "and" else 1.0
            return decides if decides in sides else None if None in sides else 1 - decides
        case _:
            return None
