"""Ranges, distributions and measures: a number's uncertainty, and the unit behind its brackets."""

from __future__ import annotations

import math

from estimator.model.arguments import bound, wrong_arguments
from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Truth
from estimator.model.hoisting import drawn_apart, held, is_uncertain
from estimator.model.input_distributions import (
    BERNOULLI,
    BEST,
    DISTRIBUTIONS,
    MEASURED,
    MIXTURE,
    PERCENTILES,
    RANGE,
    SPREAD,
)
from estimator.model.model import written_unit as unit_as_written
from estimator.model.operators import agreed, not_numbers
from estimator.model.own_ranges import at_level, known_numbers, level_of, measured, mixture, percentiles
from estimator.model.steps import Draw, Number, Operation
from estimator.model.unit_words import unit_meaning
from estimator.notation.tree import (
    MAGNITUDES,
    Best,
    Binary,
    Call,
    Literal,
    Measure,
    Negation,
    Range,
    is_bare,
    written_unit,
)
from estimator.problems import Mark, Problem
from estimator.records import replace
from estimator.units.kinds import INFORMATION, PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.found import Computed, Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.notation.tree import Expression, Span
    from estimator.units.kinds import Kind

_BELOW_5_PERCENT = 1.6448536269514722  # standard deviations from the mean
_SPREAD_REMEDY = "write spread(20 to 200 B)"
# What the parameters of a distribution have to be.
_NEEDS: dict[str, tuple[str, Callable[[list[float]], bool]]] = {
    "exponential": ("a mean above 0", lambda values: values[0] > 0),
    "pareto": ("a least value and a shape above 0", lambda values: min(values) > 0),
    "beta": (
        "an a and a b from 1 to a million",
        lambda values: min(values) >= 1 and max(values) <= LARGEST_BETA,
    ),
}
LARGEST_BETA = 1e6
_ZERO = Literal(text="0", number=0.0, percent=False, magnitude="", unit="", span=(0, 0))


def measure(run: Run, node: Measure, frame: Frame) -> Found:
    """A magnitude and a unit that apply to the plain number in brackets."""
    inner = node.expression
    if isinstance(inner, (Range, Best)) and node.magnitude + node.unit and _take_unit(_numbers_of(inner), node):
        # Where the brackets are a whole definition the draw is its step.
        return spread(run, _with_unit(inner, node.magnitude, node.unit, node.span), frame, whole=frame.defining is node)
    if isinstance(inner, Call) and inner.path in DISTRIBUTIONS and inner.path not in frame.module.definitions:
        given = _arguments_with_unit(inner, node)
        if given is not None:
            return distribution(run, given, frame, whole=frame.defining is node)
    found = run.nested(inner, frame)
    if not isinstance(found, Amount) or found.kind is not PLAIN:
        unit = written_unit(node.magnitude, node.unit)
        marks = (
            Mark(frame.module.source, *inner.span, describe(found.kind)),
            Mark(frame.module.source, inner.span[1], node.span[1], f"{unit} once more"),
        )
        message = f"{unit} applies to a plain number, and this is {describe(found.kind)}"
        raise ModelFault(Problem(message, marks, f"leave {unit} out, or write / before it to divide"))
    factor, kind = 1.0, PLAIN
    if node.unit:
        meaning = unit_meaning(run, node.unit, (inner.span[1], node.span[1]), frame)
        factor, kind = meaning.factor, meaning.kind
    if node.magnitude:
        factor *= MAGNITUDES[node.magnitude]
    return Amount(kind, found.value if factor == 1 else Operation("*", found.value, Number(factor)))


def _numbers_of(node: Range | Best) -> tuple[Expression, ...]:
    return (node.low, node.high) if isinstance(node, Range) else (node.best, node.low, node.high)


def _take_unit(numbers: tuple[Expression, ...], node: Measure) -> bool:
    """Whether the ends of a range take what stands behind its brackets, as those of `150 M (100 to 200 M) user` do."""
    return all(map(_takes_unit, numbers)) or (not node.magnitude and node.unit != "%" and _has_magnitude(numbers))


def _has_magnitude(numbers: tuple[Expression, ...]) -> bool:
    """Whether these are numbers without a unit, of which the one that the others take after has a magnitude."""
    if not all(isinstance(tree, Literal) and not (tree.unit or tree.percent) for tree in numbers):
        return False
    return any(not is_bare(tree) for tree in (numbers[-1], *numbers[:-2]))  # the high end, or the best guess


def _takes_unit(tree: Expression) -> bool:
    """Whether an end of a range takes what stands behind its brackets: `(1 to 2) KB`, but not `(1 B to 2 B) KB`."""
    if isinstance(tree, Negation):
        return _takes_unit(tree.operand)
    return is_bare(tree) or not isinstance(tree, Literal)


def _with_unit(node: Range | Best, magnitude: str, unit: str, span: Span) -> Range | Best:
    """A range whose literals take what stands behind its brackets."""
    others = _has_magnitude(_numbers_of(node)) and not magnitude

    def given(tree: Expression) -> Expression:
        if others and is_bare(tree):
            return tree  # which takes both from one that has a magnitude
        if isinstance(tree, Literal):
            return Literal(tree.text, tree.number, tree.percent, magnitude or tree.magnitude, unit, tree.span)
        return Measure(tree, magnitude, unit, tree.span)

    low, high = given(node.low), given(node.high)
    if isinstance(node, Range):
        return Range(low, high, span, node.level)
    best = given(node.best)
    assert isinstance(best, Literal)
    return Best(best, low, high, span, node.level)


def _arguments_with_unit(call: Call, measured_as: Measure) -> Call | None:
    """A distribution whose numbers take what stands behind its brackets; None where one has a unit, or is worked.

    What is a plain number by itself, as a shape or the share of a part is, takes none.
    """
    row, found = DISTRIBUTIONS[call.path], []
    for place, argument in enumerate(call.arguments):
        name = argument.name or (row.parameters[place] if place < len(row.parameters) else "")
        value = argument.value
        if name not in row.plain and not (call.path == MIXTURE and place % 2 == 0):
            tree = value.operand if isinstance(value, Negation) else value
            if not (is_bare(tree) or isinstance(tree, (Range, Best))) or unit_as_written(tree):
                return None
            value = Measure(value, measured_as.magnitude, measured_as.unit, value.span)
        found.append(replace(argument, value=value))
    return replace(call, arguments=tuple(found))


def spread(run: Run, node: Range | Best, frame: Frame, *, whole: bool) -> Computed:
    """`low to high` or `best (low to high)`; `whole` says that it is all of a definition, so that the draw is its step.

    What a literal lacks of magnitude, percent sign and unit it takes from the high end, or from a best guess with one.
    """
    low = _inherited(node.low, node.high)
    if isinstance(node, Range):
        return _drawn(run, node, RANGE, (low, node.high), frame, whole=whole)
    best, high = node.best, node.high
    if best.unit or best.magnitude:
        low, high = _inherited(low, best), _inherited(high, best)
    elif isinstance(high, Literal):
        inherited = _inherited(best, high)
        assert isinstance(inherited, Literal)
        best = inherited
    return _drawn(run, node, BEST, (best, low, high), frame, whole=whole)


def _inherited(tree: Expression, other: Expression) -> Expression:
    """A literal with what it lacks of another's magnitude, percent sign and unit."""
    if isinstance(tree, Negation):
        return Negation(tree.operator, _inherited(tree.operand, other), tree.span)
    if not isinstance(tree, Literal) or not isinstance(other, Literal) or tree.unit:
        return tree
    given = tree if tree.magnitude or tree.percent else other
    return Literal(tree.text, tree.number, given.percent, given.magnitude, other.unit, tree.span)


def _drawn(
    run: Run, node: Range | Best, distribution: str, trees: tuple[Expression, ...], frame: Frame, *, whole: bool
) -> Computed:
    """An uncertain input as a step of its own, so that it is drawn once."""
    kind, ends = _ends(run, node, trees, frame)
    for end in ends:
        if is_uncertain(run, end.value):
            fail(frame, "the ends of a range are uncertain themselves", node.span, "", "give them as numbers")
    known, level = known_numbers(ends), level_of(node.level, frame)
    if known is not None:
        _check_order(distribution, known, node, frame)
        if known[-2] <= 0 < known[-1]:
            _remark_below_zero(run, node, kind, known[-2], frame)
    draw = at_level(distribution, ends, level, node.span, frame)
    return Amount(kind, draw) if whole else drawn_apart(run, draw, kind, node.span, frame)


def _ends(run: Run, node: Range | Best, trees: tuple[Expression, ...], frame: Frame) -> tuple[Kind, list[Amount]]:
    """The parameters of a range, of one dimension, and their kind."""
    first = run.nested(trees[0], frame)
    kind, ends = first.kind, [first]
    for tree in trees[1:]:
        other = run.nested(tree, frame)
        if other.kind is kind and other.__class__ is first.__class__ is Amount:
            ends.append(other)
            continue
        if other.kind.dimension != kind.dimension and any(isinstance(each, Binary) for each in trees):
            marks = (
                Mark(frame.module.source, *trees[0].span, describe(kind)),
                Mark(frame.module.source, *tree.span, describe(other.kind)),
            )
            remedy = "put the range in brackets: (1 to 5 M user) * …"
            raise ModelFault(Problem("the two ends of a range differ in unit", marks, remedy))
        sides = Binary("range", trees[0], tree, node.span)
        if not isinstance(first, Amount) or not isinstance(other, Amount):
            not_numbers(sides, "range", first, other, frame)
        kind = agreed(sides, Amount(kind, first.value), other, frame)
        ends.append(other)
    return kind, [end for end in ends if isinstance(end, Amount)]


def _remark_below_zero(run: Run, node: Range | Best, kind: Kind, low: float, frame: Frame) -> None:
    """Note that a range from 0 is a normal one: 5% of it are users that are less than none.

    A low end below 0 is meant, but of what is counted, or of bytes.
    """
    if low < 0 and not (kind.powers and all(each.is_noun or each.dimension == INFORMATION for each, _ in kind.powers)):
        return
    from estimator.notation.printer import print_expression

    ends = [_inherited(_ZERO, node.high), node.high]
    if isinstance(node, Best):
        ends = [_inherited(end, node.best) for end in (ends[0], _inherited(node.best, node.high), ends[1])]
    name = "uniform" if isinstance(node, Range) else "triangular"
    shown = ", ".join([print_expression(end) for end in ends])
    outside = f"{50 * (1 - level_of(node.level, frame)):.3g}%"
    share = outside if low == 0 else f"more than {outside}"
    message = f"{share} of this range is below 0: write {name}({shown}), or a low end above 0"
    run.warn(frame, message, node.span, severity="note")


def distribution(run: Run, node: Call, frame: Frame, *, whole: bool = False) -> Computed:
    """A call of a distribution, a spread or a chance: an uncertain input; `whole` as in `spread`."""
    if node.path == SPREAD:
        return _spread_of(run, node, frame)
    if node.path == BERNOULLI:
        return _chance(run, node, frame)
    if node.path in _LISTS:
        kind, draw = _LISTS[node.path](run, node, frame)
    else:
        kind, draw = _by_parameters(run, node, frame)
    if whole or frame.defining is node:
        return Amount(kind, draw)
    return drawn_apart(run, draw, kind, node.span, frame)


_LISTS = {PERCENTILES: percentiles, MEASURED: measured, MIXTURE: mixture}


def _by_parameters(run: Run, node: Call, frame: Frame) -> tuple[Kind, Draw]:
    """A distribution that has a parameter for each of its numbers."""
    row = DISTRIBUTIONS[node.path]
    given = bound(run, node, row.parameters, frame)
    missing = [name for name in row.parameters if name not in given]
    if missing:
        wrong_arguments(node, f"{node.path} needs {' and '.join(missing)}", node.span, row.parameters, frame)
    trees = [given[name].value for name in row.parameters]
    ends: list[Amount] = []
    for name, tree in zip(row.parameters, trees, strict=True):
        found = run.nested(tree, frame)
        if name in row.plain and found.kind.dimension:
            message = f"the {name} of {node.path} is a plain number, not {describe(found.kind)}"
            fail(frame, message, given[name].span, describe(found.kind), "leave its unit out")
        if ends and name not in row.plain and found.kind.dimension != ends[0].kind.dimension:
            remedy = f"give it in {describe(ends[0].kind)}"
            fail(frame, f"{node.path} needs one unit throughout", given[name].span, describe(found.kind), remedy)
        if not isinstance(found, Amount) or is_uncertain(run, found.value):
            fail(frame, f"{node.path} needs certain numbers", given[name].span, "", "give them as numbers")
        ends.append(found)
    known = known_numbers(ends)
    if known is not None:
        _check_order(node.path, known, node, frame)
    if node.path == "normal":
        _remark_normal(run, node, trees, ends, frame)
    return ends[0].kind, Draw(node.path, tuple([end.value for end in ends]))


def _spread_of(run: Run, node: Call, frame: Frame) -> Computed:
    """`spread(1 to 5)`: what differs from case to case, so that a mean is over the cases."""
    given = bound(run, node, ("range",), frame).get("range")
    if given is None:
        wrong_arguments(node, "spread needs a range", node.span, ("1 to 5",), frame)
    inner = frame.of(given.value, frame.prefix)
    inner.calls, inner.suspects = frame.calls, frame.suspects
    before = len(run.steps)
    found = run.nested(given.value, inner)
    made = run.steps[before:]
    if isinstance(found, Amount) and isinstance(found.value, Draw):
        draw = replace(found.value, spread=True)
        if frame.defining is node:
            return Amount(found.kind, draw)
        return drawn_apart(run, draw, found.kind, node.span, frame)
    if not isinstance(found, (Amount, Truth)) or not any(isinstance(step.expression, Draw) for step in made):
        sort = describe(found.kind)
        fail(frame, f"spread needs a range, a distribution or a chance, not {sort}", given.span, sort, _SPREAD_REMEDY)
    for index, step in enumerate(made, start=before):
        if isinstance(step.expression, Draw):
            run.steps[index] = replace(step, expression=replace(step.expression, spread=True))
    return found


def _chance(run: Run, node: Call, frame: Frame) -> Truth:
    """`bernoulli(10%)`: yes in a tenth of the cases."""
    given = bound(run, node, ("chance",), frame).get("chance")
    if given is None:
        wrong_arguments(node, "bernoulli needs a chance", node.span, ("10%",), frame)
    found = run.nested(given.value, frame)
    if not isinstance(found, Amount) or found.kind.dimension:
        sort = describe(found.kind)
        fail(frame, f"a chance is a share, from 0 to 100%, not {sort}", given.span, sort, "write bernoulli(10%)")
    at = Mark(frame.module.source, *given.span)
    chance = held(run, "chance", found.value, at, frame, ())
    drawn = drawn_apart(run, Draw("uniform", (Number(0.0), Number(1.0))), PLAIN, node.span, frame)
    return Truth(Operation("<", drawn.value, chance))


def _remark_normal(run: Run, node: Call, trees: list[Expression], ends: list[Amount], frame: Frame) -> None:
    """Note that a part of a normal distribution is below 0 where it is of what one counts or measures."""
    kind, known = ends[0].kind, known_numbers(ends)
    measures = bool(kind.powers) and not any(each.dimension.startswith("currency_") for each, _ in kind.powers)
    if known is None or not measures or not 0 < known[0] <= _BELOW_5_PERCENT * known[1]:
        return
    from estimator.notation.printer import print_expression

    share = 50 * (1 + math.erf(-known[0] / known[1] / math.sqrt(2)))
    shown = ", ".join([print_expression(tree) for tree in trees])
    message = f"{share:.0f}% of this distribution is below 0: write lognormal({shown}), which is not"
    run.warn(frame, message, node.span, severity="note")


def _check_order(name: str, values: list[float], node: Expression, frame: Frame) -> None:
    """Report a range whose low end is above its high end, or a best guess outside."""
    if name in ("normal", "lognormal"):
        if values[1] < 0 or (name == "lognormal" and values[0] <= 0):
            needs = "a mean above 0" if values[1] >= 0 else "a standard deviation of at least 0"
            fail(frame, f"{name} needs {needs}", node.span, "", f"write {name}(mean, standard deviation)")
        return
    if name in _NEEDS:
        if not _NEEDS[name][1](values):
            row = DISTRIBUTIONS[name]
            fail(frame, f"{name} needs {_NEEDS[name][0]}", node.span, "", f"write {name}({', '.join(row.parameters)})")
        return
    low, high = (values[1], values[2]) if name == BEST else (values[0], values[-1])
    if low > high:
        fail(frame, "the low end is above the high end", node.span, "", "swap them")
    middle = values[0] if name == BEST else values[1]
    if not low <= middle <= high:
        fail(frame, "the best guess lies outside its range", node.span, "", "widen the range")
