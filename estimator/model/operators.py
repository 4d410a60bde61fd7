"""Operators between two values: sides that must agree, powers, and comparisons."""

from __future__ import annotations

from estimator.model.describe import RELEASE, TEXT, describe, is_special, noun_remedy
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.steps import Number, Operation
from estimator.notation.tree import Literal
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Binary, Expression
    from estimator.units.kinds import Kind

CHOOSE = "choose a number by it: if … then 1 else 0"
COMPARE = "compare it with something, as in x > 0"
_VERBS = {"+": "add up", "-": "subtract", "if": "fit the two branches of one if", "rows": "fit rows of one table"}
LARGEST_EXPONENT = 9  # of what has a unit


def agreed(node: Binary, left: Amount, right: Amount, frame: Frame) -> Kind:
    """The kind of a sum or a comparison, whose sides must agree in dimension; a literal 0 fits any."""
    if left.kind.dimension == right.kind.dimension:
        return left.kind
    if is_nothing(left):
        return right.kind
    if is_nothing(right):
        return left.kind
    verb = _VERBS.get(node.operator, "compare")
    own, other = describe(left.kind), describe(right.kind)
    marks = (Mark(frame.module.source, *node.left.span, own), Mark(frame.module.source, *node.right.span, other))
    remedy = noun_remedy(left.kind, right.kind, node.left, node.right)
    raise ModelFault(Problem(f"{own} and {other} do not {verb}", marks, remedy))


def is_nothing(found: Amount) -> bool:
    """Whether a value is a 0 without a unit."""
    return isinstance(found.value, Number) and found.value.value == 0 and found.kind is PLAIN


def leading(founds: Sequence[Amount]) -> int:
    """Which of some values tells the kind of all: the first that is more than a 0 without a unit, which fits any."""
    return next((place for place, found in enumerate(founds) if not is_nothing(found)), 0)


def not_numbers(node: Binary, operator: str, left: Found, right: Found, frame: Frame) -> NoReturn:
    """Report a text, a release or a yes or no where numbers are needed."""
    source, kinds = frame.module.source, (left.kind, right.kind)
    marks = (
        Mark(source, *node.left.span, describe(left.kind)),
        Mark(source, *node.right.span, describe(right.kind)),
    )
    given = describe(left.kind if is_special(left.kind) else right.kind)
    remedy = CHOOSE
    if RELEASE in kinds:
        remedy = "releases are only compared, as in version >= 8.2"
    elif TEXT in kinds:
        remedy = "texts are only compared, with =="
    raise ModelFault(Problem(f"{operator} needs numbers, not {given}", marks, remedy))


def power(node: Binary, base: Found, exponent: Found, frame: Frame) -> Amount:
    """`base ^ exponent`: the exponent is a plain number, and constant where the base has a unit."""
    if not isinstance(base, Amount) or isinstance(exponent, (Chosen, Release, Varied)):
        not_numbers(node, "^", base, exponent, frame)
    if exponent.kind.dimension:
        _no_exponent(node.right, exponent.kind, frame)
    kind = base.kind
    if kind.powers:
        constant = exponent.value.value if isinstance(exponent.value, Number) else None
        if constant is None or not constant.is_integer() or abs(constant) > LARGEST_EXPONENT:
            marks = (
                Mark(frame.module.source, *node.left.span, describe(kind)),
                Mark(frame.module.source, *node.right.span, "not a small whole number"),
            )
            remedy = f"divide the base by 1 {kind}" if not kind.counts else "take count(…) of the base"
            raise ModelFault(Problem(f"{describe(kind)} is raised only to a small whole number", marks, remedy))
        kind = kind.power(int(constant))
    return Amount(kind, Operation("^", base.value, exponent.value))


def _no_exponent(tree: Expression, kind: Kind, frame: Frame) -> NoReturn:
    """Report an exponent that is no plain number."""
    unit = str(kind)
    remedy = f"divide it by 1 {unit}" if unit else ""
    if isinstance(tree, Literal):
        remedy = f"write {tree.text}, or divide by the period of the growth, as in / 1 {tree.unit}"
        if kind.exponent("information") == 1:
            remedy = f"write {tree.text}"
    fail(frame, f"an exponent is a plain number, not {describe(kind)}", tree.span, describe(kind), remedy)


def comparison(run: Run, node: Binary, left: Found, right: Found, frame: Frame) -> Truth:
    """A comparison; of texts or releases it is decided here."""
    if run.choices is not None and (isinstance(left, Varied) or isinstance(right, Varied)):
        from estimator.model.open_choices import compared
        from estimator.model.releases import release

        if RELEASE in (left.kind, right.kind):
            return compared(run.choices, node.operator, release(run, node.left, frame), release(run, node.right, frame))
        if isinstance(left, (Chosen, Varied)) and isinstance(right, (Chosen, Varied)) and node.operator in ("==", "!="):
            return compared(run.choices, node.operator, left, right)
    if isinstance(left, Release) or isinstance(right, Release):
        from estimator.model.releases import releases_compared

        return decided(releases_compared(run, node, frame))
    if isinstance(left, Chosen) and isinstance(right, Chosen):
        if node.operator not in ("==", "!="):
            fail(frame, "texts are only compared with ==", node.span, "texts", "write ==")
        return decided((left.text == right.text) is (node.operator == "=="))
    if not isinstance(left, Amount) or not isinstance(right, Amount):
        not_numbers(node, node.operator, left, right, frame)
    agreed(node, left, right, frame)
    return Truth(Operation(node.operator, left.value, right.value))


def decided(holds: object) -> Truth:
    """A truth that is known before any step."""
    return Truth(Number(1.0 if holds else 0.0))
