"""A function by thresholds: its rows checked, and looked up for the number that it is given."""

from __future__ import annotations

from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount
from estimator.model.operators import agreed
from estimator.model.steps import Choice, Lookup, Missing, Number, Operation
from estimator.notation.tree import Binary
from estimator.problems import Mark, Problem

_LARGEST_BASE, _LARGEST_POWER = 1024, 100  # of what a row may write as a power, as in 2^32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression, Thresholds
    from estimator.units.kinds import Kind


def by_thresholds(run: Run, node: Thresholds, frame: Frame) -> Amount:
    """The value of the first threshold that the function's parameter is up to, or below; beyond the last, the rest."""
    given = run.nested(node.subject, frame)
    bounds, values = rows(run, node, frame)
    if not isinstance(given, Amount):
        sort = describe(given.kind)
        fail(frame, f"thresholds are of a number, not {sort}", node.subject.span, sort, "give a number")
    _alike(node.subject, node.bounds[0], given, bounds[0], frame, "<=")
    numbers = [_number(each) for each in bounds]
    found = Lookup(given.value, node.is_below, tuple(numbers), tuple([_number(each) for each in values]))
    kind = values[0].kind
    rest: StepExpression = _beyond(node, frame)
    if node.otherwise is not None:
        other = run.nested(node.otherwise, frame)
        if not isinstance(other, Amount):
            sort = describe(other.kind)
            fail(frame, f"the rows give numbers, and else gives {sort}", node.otherwise.span, sort, "give a number")
        kind = _alike(node.values[0] or node.bounds[0], node.otherwise, values[0], other, frame)
        rest = other.value
    within = Operation("<" if node.is_below else "<=", given.value, Number(numbers[-1]))
    return Amount(kind, Choice(within, found, rest))


def rows(run: Run, node: Thresholds, frame: Frame) -> tuple[list[Amount], list[Amount]]:
    """The thresholds and their values, which are numbers: each of one kind, the thresholds ascending."""
    bounds = [_constant(run, tree, frame) for tree in node.bounds]
    pairs = zip(node.values, bounds, strict=True)
    values = [bound if tree is None else _constant(run, tree, frame) for tree, bound in pairs]
    for place in range(1, len(bounds)):
        _alike(node.bounds[0], node.bounds[place], bounds[0], bounds[place], frame)
        first, second = [node.values[each] or node.bounds[each] for each in (0, place)]
        _alike(first, second, values[0], values[place], frame)
        if _number(bounds[place]) <= _number(bounds[place - 1]):
            marks = tuple([Mark(frame.module.source, *node.bounds[each].span) for each in (place - 1, place)])
            message = "thresholds ascend, and this one is not above the one before"
            raise ModelFault(Problem(message, marks, "put the lowest first, each once"))
    return bounds, values


def _constant(run: Run, tree: Expression, frame: Frame) -> Amount:
    found = run.nested(tree, frame)
    raised = found.value if isinstance(found, Amount) else None
    if isinstance(raised, Operation) and isinstance(raised.left, Number) and isinstance(raised.right, Number):
        base, exponent = raised.left.value, raised.right.value
        if raised.operator == "^" and base and abs(base) <= _LARGEST_BASE and 0 <= exponent <= _LARGEST_POWER:
            return Amount(found.kind, Number(base**exponent))
    if not isinstance(found, Amount) or not isinstance(found.value, Number):
        fail(
            frame,
            "a row holds numbers",
            tree.span,
            "",
            "write its number, for only what stands behind else is worked out",
        )
    return found


def _number(found: Amount) -> float:
    assert isinstance(found.value, Number)  # as _constant has seen
    return found.value.value


def _alike(
    first: Expression, second: Expression, one: Amount, other: Amount, frame: Frame, operator: str = "rows"
) -> Kind:
    """The kind of two values of a table, which agree."""
    if one.kind is other.kind:
        return one.kind
    start, end = sorted((first.span, second.span))
    return agreed(Binary(operator, first, second, (start[0], end[1])), one, other, frame)


def _beyond(node: Thresholds, frame: Frame) -> Missing:
    last = node.bounds[-1].span
    text = frame.module.source.text[last[0] : last[1]]
    where = "not below" if node.is_below else "above"
    return Missing(f"this is {where} {text}, the last threshold", "add a row, or a line that begins with else")
