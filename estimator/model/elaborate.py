"""Expressions to steps: one match over the tree.

Names are resolved and kinds checked in one pass over each expression: it gives the kind and the
step expression together. Every definition of the sheet becomes a step, and so does what its calls need inside:
their arguments, `where` locals and results, named after where they stand (`cache.string.entry`).
Expansion is bounded, and says so where it ends.
"""

from __future__ import annotations

from math import inf

from estimator.model.budget import MAXIMUM_NESTING
from estimator.model.describe import describe
from estimator.model.faults import fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.hoisting import known_number
from estimator.model.names import is_of_term, named
from estimator.model.operators import CHOOSE, COMPARE, agreed, comparison, not_numbers, power
from estimator.model.run import spend, too_deep
from estimator.model.steps import Choice, Negative, Not, Number, Operation, Total
from estimator.model.sums import check_fraction, check_shares
from estimator.model.unit_words import unit_meaning
from estimator.notation.tree import (
    COMPARISONS,
    MAGNITUDES,
    Best,
    Binary,
    Call,
    Conditional,
    First,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Range,
    Results,
    Sum,
    Text,
    Thresholds,
)
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run, Spread
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression

MAXIMUM_TERMS = 10_000
_SUSPECTS = frozenset((8.0, 0.125, 1024.0, 1024.0**2, 1024.0**3, 1024.0**4, 1024.0**5))
_CONSTANTS = (Number, Operation)
_NOTHING = Amount(PLAIN, Number(0.0))  # a sum of no terms


def elaborate(run: Run, node: Expression, frame: Frame) -> Found:
    """What a tree gives."""
    if isinstance(node, Name):  # of nearly every node one of these three
        found = frame.values.get(node.path)
        return found if found is not None else named(run, node, frame)
    if isinstance(node, Literal):
        return _literal(run, node, frame)
    if isinstance(node, Binary):
        return _binary(run, node, frame)
    match node:
        case Call():
            return (run.call_by or _calls(run))(run, node, frame)
        case Negation(operator, operand):
            return _opposite(run, operand, run.nested(operand, frame), operator, frame)
        case Measure():
            return (run.measure_by or _measures(run))(run, node, frame)
        case Conditional():
            return _conditional(run, node, frame)
        case Text(value):
            return Chosen(value)
        case Range() | Best():
            return (run.spread_by or _spreads(run))(run, node, frame, whole=frame.defining is node)
        case Sum():
            return _sum(run, node, frame)
        case Over():
            from estimator.model.over import aggregate

            return aggregate(run, node, frame)
        case First():
            from estimator.model.least import found_first

            return found_first(run, node, frame)
        case Thresholds():
            from estimator.model.thresholds import by_thresholds

            return by_thresholds(run, node, frame)
        case Results(names):  # looked at for their faults alone; a call asks for one of them
            first, *_ = [run.nested(name, frame) for name in names]
            return first
    raise AssertionError(node)


def _calls(run: Run) -> Callable[[Run, Call, Frame], Found]:
    from estimator.model.calls import call

    run.call_by = call
    return call


def _measures(run: Run) -> Callable[[Run, Measure, Frame], Found]:
    from estimator.model.ranges import measure

    run.measure_by = measure
    return measure


def _spreads(run: Run) -> Spread:
    from estimator.model.ranges import spread

    run.spread_by = spread
    return spread


def _literal(run: Run, node: Literal, frame: Frame) -> Amount:
    """A number with its unit, in base units; worked out once, however often the function it stands in is called."""
    key = id(node)
    known = run.literals.get(key)
    if known is not None:
        return known[1]
    value = node.number
    if node.percent:
        value /= 100
    if node.magnitude:
        value *= MAGNITUDES[node.magnitude]
    kind, unit = PLAIN, node.unit
    if unit:
        meaning = unit_meaning(run, unit, node.span, frame, node)
        kind, value = meaning.kind, value * meaning.numerator / meaning.denominator
    found = Amount(kind, Number(value))
    if value == inf:
        fail(frame, "this number is too large", node.span, "", "a number has at most 308 digits in base units")
    run.literals[key] = (node, found)
    return found


def _opposite(run: Run, tree: Expression, found: Found, operator: str, frame: Frame) -> Found:
    """`-x` of a number, `not x` of yes or no."""
    if operator == "not":
        if not isinstance(found, Truth):
            sort = describe(found.kind)
            fail(frame, f"not needs yes or no, not {sort}", tree.span, sort, COMPARE)
        value = found.value
        bits = None if found.bits is None or run.choices is None else run.choices.live & ~found.bits
        return Truth(Number(1 - value.value) if isinstance(value, Number) else Not(value), bits)
    if not isinstance(found, Amount):
        sort = describe(found.kind)
        fail(frame, f"- needs a number, not {sort}", tree.span, sort, CHOOSE)
    value = found.value
    return Amount(found.kind, Number(-value.value) if isinstance(value, Number) else Negative(value))


def _binary(run: Run, node: Binary, frame: Frame) -> Found:
    """Two sides and an operator."""
    nesting = run.budget.nesting
    if nesting.depth >= MAXIMUM_NESTING:
        too_deep(node, frame)
    nesting.depth += 1  # as in `nested`
    try:
        left = elaborate(run, node.left, frame)
        right = elaborate(run, node.right, frame)
    finally:
        nesting.depth -= 1
    operator = node.operator
    if operator in "+-*/":
        if not isinstance(left, Amount) or not isinstance(right, Amount):
            not_numbers(node, operator, left, right, frame)
        kind, left_value, right_value = left.kind, left.value, right.value
        if operator in "*/":
            if right_value.__class__ in _CONSTANTS or left_value.__class__ in _CONSTANTS:
                _suspect(node, left_value, right_value, frame)
            if operator == "/" and node.right.__class__ is Literal and node.right.unit:
                check_fraction(run, node, frame)
            kind = kind.times(right.kind) if operator == "*" else kind.per(right.kind)
        elif kind is not right.kind:
            kind = agreed(node, left, right, frame)
        elif kind is PLAIN:
            check_shares(run, node, frame)
        return Amount(kind, Operation(operator, left_value, right_value))
    if operator == "^":
        return power(node, left, right, frame)
    if operator in COMPARISONS:
        return comparison(run, node, left, right, frame)
    return _logic(node, left, right, frame)


def _suspect(node: Binary, left: StepExpression, right: StepExpression, frame: Frame) -> None:
    """Remember a factor that looks like a conversion done by hand."""
    for value, tree in ((left, node.left), (right, node.right)):
        if isinstance(value, Number) and value.value in _SUSPECTS and isinstance(tree, Literal) and not tree.unit:
            frame.suspects.append((tree, value.value))
        elif isinstance(value, Operation) and value.operator == "^" and _is_binary_thousand(value):
            frame.suspects.append((tree, 1024.0))


def _logic(node: Binary, left: Found, right: Found, frame: Frame) -> Truth:
    """`and`, `or`; decided here where one side is known and decides."""
    sides = _truth(node, left, node.left, frame), _truth(node, right, node.right, frame)
    for known, other in (sides, sides[::-1]):
        if isinstance(known.value, Number):
            return other if bool(known.value.value) is (node.operator == "and") else known
    one, two = sides[0].bits, sides[1].bits
    bits = None if one is None or two is None else one & two if node.operator == "and" else one | two
    return Truth(Operation(node.operator, sides[0].value, sides[1].value), bits)


def _truth(node: Binary, found: Found, tree: Expression, frame: Frame) -> Truth:
    """A side of `and` or `or`, which is yes or no."""
    if not isinstance(found, Truth):
        fail(frame, f"{node.operator} needs yes or no on both sides", tree.span, describe(found.kind), COMPARE)
    return found


def _conditional(run: Run, node: Conditional, frame: Frame) -> Found:
    """`if`; a condition on texts or releases is decided here, and the other branch is not looked at."""
    condition = run.nested(node.condition, frame)
    if not isinstance(condition, Truth):
        sort = describe(condition.kind)
        fail(frame, f"if needs yes or no, not {sort}", node.condition.span, sort, "compare it with something")
    if isinstance(condition.value, Number):
        return run.nested(node.consequence if condition.value.value else node.alternative, frame)
    if run.choices is not None and condition.bits is not None:
        bits = condition.bits & run.choices.live
        if bits in (0, run.choices.live):
            return run.nested(node.consequence if bits else node.alternative, frame)
        left = run.choices.branch(bits, lambda: run.nested(node.consequence, frame), holds=True)
        right = run.choices.branch(bits, lambda: run.nested(node.alternative, frame), holds=False)
        if isinstance(left, (Chosen, Release, Varied)) and isinstance(right, (Chosen, Release, Varied)):
            from estimator.model.open_choices import joined

            return joined(run.choices, bits, left, right)
    else:
        known = known_number(run, condition.value)
        left = _branch(run, node.consequence, frame, is_taken=known != 0)
        right = _branch(run, node.alternative, frame, is_taken=not known)
    if isinstance(left, Truth) and isinstance(right, Truth):
        return Truth(Choice(condition.value, left.value, right.value))
    sides = Binary("if", node.consequence, node.alternative, node.span)
    if isinstance(left, (Chosen, Release)) or isinstance(right, (Chosen, Release)):
        not_numbers(sides, "an if that depends on numbers", left, right, frame)
    if not isinstance(left, Amount) or not isinstance(right, Amount):
        not_numbers(sides, "if", left, right, frame)
    kind = left.kind if left.kind is right.kind else agreed(sides, left, right, frame)
    return Amount(kind, Choice(condition.value, left.value, right.value))


def _branch(run: Run, node: Expression, frame: Frame, *, is_taken: bool) -> Found:
    """A branch of an `if` on a number; in one that is not taken nothing is asked of a release."""
    run.untaken += not is_taken
    try:
        return run.nested(node, frame)
    finally:
        run.untaken -= not is_taken


def _sum(run: Run, node: Sum, frame: Frame) -> Amount:
    """`sum(k = a to b, …)`, term by term."""
    low, high = (_whole_end(run, tree, frame) for tree in (node.low, node.high))
    if high - low >= MAXIMUM_TERMS:
        message = f"a sum of {high - low + 1} terms; {MAXIMUM_TERMS} are the most"
        fail(frame, message, node.span, "", "use a closed form")
    sides = Binary("+", node.body, node.body, node.span)
    terms: list[StepExpression] = []
    first = _NOTHING
    if high > low:
        _expect_alike(node, frame)
    for k in range(low, high + 1):
        inner = frame.inside({node.variable: Amount(PLAIN, Number(float(k)))})
        spend(run, node, frame)
        term = run.nested(node.body, inner)
        if not terms and not isinstance(term, Amount):
            remedy = CHOOSE if isinstance(term, Truth) else "write a number"
            sort = describe(term.kind)
            fail(frame, f"sum needs numbers, not {sort}", node.body.span, sort, remedy)
        if not isinstance(term, Amount):
            not_numbers(sides, "+", first, term, frame)
        if terms:
            agreed(sides, first, term, frame)
        else:
            first = term
        terms.append(term.value)
    return Amount(first.kind, Total(tuple(terms))) if terms else first


def _expect_alike(node: Sum, frame: Frame) -> None:
    """Have the calls that are the same in all terms worked out in the first that asks for them."""
    from estimator.notation.walking import free_names, outermost_calls  # which a line without a sum does not need

    inner = frame.inside({node.variable: _NOTHING})
    for tree in outermost_calls(node.body, frozenset([node.variable]), frame.module.definitions):
        if not is_of_term(free_names(tree), inner):
            frame.expect(tree)


def _whole_end(run: Run, tree: Expression, frame: Frame) -> int:
    """An end of a sum: a whole number that is known."""
    found = run.nested(tree, frame)
    if isinstance(found, Amount) and isinstance(found.value, Number) and found.kind is PLAIN:
        value = found.value.value
        if value.is_integer():  # which no infinite one is
            return int(value)
    fail(frame, "the ends of a sum are whole numbers", tree.span, "", "write them as numbers, as in 1 to 10")


def _is_binary_thousand(value: Operation) -> bool:
    """Whether a power is 1024^n or 2^10, 2^20 … written with literals."""
    base, exponent = value.left, value.right
    if not isinstance(base, Number) or not isinstance(exponent, Number):
        return False
    return base.value == 1024 or (base.value == 2 and exponent.value in (10, 20, 30, 40, 50))


def is_suspect(tree: Expression) -> bool:
    """Whether a tree, wherever it stands, is a plain number by which bits, bytes or prefixes are converted by hand."""
    match tree:
        case Literal(unit="", magnitude="", number=number):
            return number in _SUSPECTS
        case Binary("^", Literal(unit="", number=base), Literal(unit="", number=exponent)):
            return _is_binary_thousand(Operation("^", Number(base), Number(exponent)))
        case _:
            return False
