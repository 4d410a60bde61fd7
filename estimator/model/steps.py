"""The flattened form: an ordered list of steps, each an expression over earlier steps and literals.

A closed union of frozen records with only primitive operations; every backend is a fold over it. All numbers are
floats in base units (bit, second, metre, watt, currency, counts).
"""

from __future__ import annotations

from estimator.records import record

SHARE = "share"  # the function, and the word of an annotation
TRIAL = ".trial "  # in the names of the steps of a search; no name of a sheet has a blank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import TypeAlias

    from estimator.notation.tree import Span
    from estimator.problems import Mark, Source
    from estimator.units.kinds import Kind

    StepExpression: TypeAlias = (
        "Number | Ref | Negative | Not | Operation | Choice | Apply | Total | Draw | Mean | Missing | Lookup"
    )


@record
class Number:
    """A literal in base units; a truth value is 1 or 0."""

    value: float


@record
class Ref:
    """The value of an earlier step."""

    index: int


@record
class Negative:
    """Unary minus."""

    operand: StepExpression


@record
class Not:
    """The opposite of a truth value."""

    operand: StepExpression


@record
class Operation:
    """`+ - * / ^`, a comparison, `and`, `or`."""

    operator: str
    left: StepExpression
    right: StepExpression


@record
class Choice:
    """`if`; the branch that is not taken may be undefined."""

    condition: StepExpression
    consequence: StepExpression
    alternative: StepExpression


@record
class Apply:
    """A built-in function of the table in functions.py."""

    function: str
    arguments: tuple[StepExpression, ...]


@record
class Total:
    """The sum of its terms: what `sum` becomes."""

    terms: tuple[StepExpression, ...]


@record
class Draw:
    """One input that has no one value: a distribution of functions.py and its parameters, which hold no other draw.

    Where it is a `spread` it differs from case to case, and a mean is over the cases; else it is not known. Where it is
    correlated with others, `linked` has the steps of draws, each with its weight: its normal score is the sum of their
    independent ones, so weighted (a Gaussian copula); else it has one of its own.
    """

    distribution: str
    arguments: tuple[StepExpression, ...]
    spread: bool = False
    linked: tuple[tuple[int, float], ...] = ()


@record
class Mean:
    """The mean of a value over all draws that it depends on; stands alone in its step, and is no range any more.

    Where it is `over` some of them only, it is a range by the others.
    """

    operand: StepExpression
    over: tuple[int, ...] = ()


@record
class Missing:
    """What has no value, and why, with a way out: a branch that says so, in every language."""

    reason: str
    remedy: str


@record
class Lookup:
    """The value of the first threshold that a number is up to, or below; of the last one where it is beyond all."""

    operand: StepExpression
    is_below: bool
    bounds: tuple[float, ...]
    values: tuple[float, ...]


@record
class Step:
    """`name = expression`; the name keeps where it came from (`cache.string.entry`), the span what it was made of.

    `asked` are further places that a fault of it is reported at: the annotation that a share has to fit.
    """

    name: str
    expression: StepExpression
    kind: Kind
    source: Source
    span: Span
    asked: tuple[Mark, ...]


def children(expression: StepExpression) -> tuple[StepExpression, ...]:
    """The expressions directly inside one."""
    match expression:
        case Operation(_, left, right):
            return (left, right)
        case Number() | Ref() | Missing():
            return ()
        case Choice(condition, consequence, alternative):
            return (condition, consequence, alternative)
        case Negative(operand) | Not(operand) | Mean(operand) | Lookup(operand):
            return (operand,)
        case Apply(_, arguments) | Draw(_, arguments):
            return arguments
        case Total(terms):
            return terms
    raise AssertionError(expression)


def parts(expression: StepExpression) -> Iterator[StepExpression]:
    """An expression and all that is inside it; other steps are not."""
    waiting = [expression]
    while waiting:
        at_hand = waiting.pop()
        yield at_hand
        waiting.extend(children(at_hand))


def references(expression: StepExpression) -> list[int]:
    """The indices of the steps that an expression reads, the last one first."""
    found: list[int] = []
    waiting = [expression]
    while waiting:  # the most frequent kinds first, for long sheets are walked over often
        at_hand = waiting.pop()
        if at_hand.__class__ is Ref:
            found.append(at_hand.index)
        elif at_hand.__class__ is Operation:
            waiting += (at_hand.left, at_hand.right)
        elif at_hand.__class__ is not Number:
            waiting += children(at_hand)
    return found


def reached(
    steps: list[Step],
    wanted: Iterable[int],
    *,
    among: Callable[[int], bool] | None = None,
    until: Collection[int] = (),
) -> list[int]:
    """The steps that the wanted ones rest on, with these, in order.

    Of those alone that are `among` some; what a step that is in `until` rests on is not looked for.
    """
    found: set[int] = set()
    waiting = list(wanted)
    while waiting:
        index = waiting.pop()
        if index not in found and (among is None or among(index)):
            found.add(index)
            if index not in until:
                waiting += references(steps[index].expression)
    return sorted(found)


def is_share(expression: StepExpression) -> bool:
    """Whether a step holds a share within its bounds; such a call is always a step of its own."""
    return expression.__class__ is Apply and expression.function == SHARE


def is_trial(step: Step) -> bool:
    """Whether a step belongs to a trial of a search, of which a working shows what was found alone."""
    return TRIAL in step.name


def is_silent(step: Step) -> bool:
    """Whether a step only holds another one within the bounds of a share, which is no line of a working."""
    return is_share(step.expression) and children(step.expression)[0].__class__ is Ref


def has_draw(expression: StepExpression) -> bool:
    """Whether an uncertain input stands in the expression itself."""
    waiting = [expression]
    while waiting:
        at_hand = waiting.pop()
        if at_hand.__class__ is Draw:
            return True
        waiting.extend(children(at_hand))
    return False
