"""What an answer's unit says of the line: a power of time that nobody asked for, a noun that never cancelled.

Both are words beside the answer, not errors, for GB/day/month is how fast a growth grows, and replica*GB can be
meant. Only what no unit was chosen for, and what nothing else needs, is looked at.
"""

from __future__ import annotations

from estimator.model.averages import remark_on_spreads
from estimator.notation.tree import Best, Binary, Literal, Measure, Name, Range
from estimator.notation.walking import names_needed
from estimator.units.kinds import INFORMATION, PLAIN, TIME
from estimator.units.table import UnknownUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.frames import Frame, Instance, Quantity
    from estimator.model.run import Run
    from estimator.notation.tree import Expression
    from estimator.units.kinds import Kind, Word

EVENT = "event"
_WRITTEN = (Literal, Range, Best, Measure)  # whose unit is the one that was written


def remark_on_results(run: Run, instance: Instance) -> None:
    """Warnings and notes on the units of the answers, and on those that differ from case to case."""
    remark_on_spreads(run, instance)
    module = instance.module
    needed = names_needed(module.definitions.values())
    needed |= {name for line in module.checks for name in line.names}
    for name, quantity in instance.quantities.items():
        if name in needed or quantity.unit is not None or quantity.override is not None:
            continue
        kind, expression = quantity.kind, quantity.definition.expression
        if not kind.powers or isinstance(expression, _WRITTEN):
            continue
        if abs(kind.exponent(TIME)) > 1:
            _power_of_time(run, kind, expression, instance.root)
        elif len(kind.powers) > 1:
            _leftover(run, quantity, instance)


def _power_of_time(run: Run, kind: Kind, expression: Expression, frame: Frame) -> None:
    asked = any(abs(_kind(text, frame).exponent(TIME)) > 1 for text in run.units)
    if asked or "^" in _operators(expression):
        return
    by = "divide" if kind.exponent(TIME) < 0 else "multiply"
    remedy = f"{by} by a time once, or say that it is meant, as in -> {kind}"
    times = [
        factor
        for operator, factor in _factors(expression)
        if (operator == "/") is (by == "divide")
        and isinstance(factor, Literal)
        and _kind(factor.unit, frame).dimension == ((TIME, 1),)
    ]
    if len(times) > 1:
        from estimator.notation.printer import print_literal

        sign = "/" if by == "divide" else "*"
        remedy = f"leave {sign} {print_literal(times[0])} out, for units convert by themselves"
    run.warn(frame, f"this gives {kind}, a power of time that no unit asks for", expression.span, remedy)


def _leftover(run: Run, quantity: Quantity, instance: Instance) -> None:
    """A note on a noun that is multiplied with what is not said to be for each of it."""
    over = [word for word, exponent in quantity.kind.powers if exponent > 0]
    nouns = sorted([word for word in over if word.is_noun], key=lambda word: word.dimension == EVENT)
    others = [word for word in over if word not in nouns and _is_had(word)]
    others = others or [word for word in nouns[1:] if word.dimension != nouns[0].dimension]
    if not (nouns and others):
        return
    thing, had = nouns[0], others[0]
    message = f"{thing.name} never cancelled: give the other side for each of it, as in {had.name}/{thing.name}"
    expression = quantity.definition.expression
    for name, tree in _written(expression, instance):
        mended = _each(tree, thing, had, instance.root)
        if mended:
            message = f"{thing.name} never cancelled: write {f'{name} = ' if name else ''}{mended}"
            break
    run.warn(instance.root, message, expression.span, severity="note")


def _written(expression: Expression, instance: Instance) -> Iterator[tuple[str, Expression]]:
    """The numbers in an expression, and those that its names stand for, with the name."""
    for _, factor in reversed(list(_factors(expression))):
        definition = instance.module.definitions.get(factor.path) if isinstance(factor, Name) else None
        if definition is not None and isinstance(factor, Name):
            yield factor.path, definition.expression
        else:
            yield "", factor


def _each(tree: Expression, thing: Word, had: Word, frame: Frame) -> str:
    """A number that has what is had with `/thing` behind it; empty where it is of something else."""
    written = tree.high if isinstance(tree, Range) else tree
    if not isinstance(written, Literal) or not written.unit or written.unit.startswith("/"):
        return ""
    kind = _kind(written.unit, frame)
    if kind.exponent(had.dimension) < 1 or kind.exponent(thing.dimension):
        return ""
    from estimator.notation.printer import print_expression
    from estimator.records import replace

    head, stroke, rest = written.unit.partition("/")
    mended = replace(written, unit=f"{head}/{thing.name}{stroke}{rest}")
    return print_expression(replace(tree, high=mended) if isinstance(tree, Range) else mended)


def _kind(unit: str, frame: Frame) -> Kind:
    """The kind of a unit that stands somewhere in a sheet; a plain number where it is one of another file."""
    try:
        return frame.module.table.unit(unit).kind
    except UnknownUnit:
        return PLAIN


def _is_had(word: Word) -> bool:
    """Whether each of what is counted has some of it: data or money; watts and hours are of all of them."""
    return word.dimension == INFORMATION or word.dimension.startswith("currency_")


def _factors(tree: Expression) -> Iterator[tuple[str, Expression]]:
    """The factors of a product from its end, each with the operator before it."""
    while isinstance(tree, Binary) and tree.operator in "*/":
        yield tree.operator, tree.right
        tree = tree.left
    yield "", tree


def _operators(tree: object) -> set[str]:
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Binary):
            found.add(node.operator)
        if isinstance(node, tuple):
            waiting.extend(node)
    return found
