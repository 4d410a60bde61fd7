"""Sums and divisions that mean something else than they say: `100 + 20%`, `3/4 GB`.

A share added to a plain number that is none is an error, for 100.2 is what nobody asked for. 1 is as good a share as a
number, so `1 - 99.9%` and `1 + 15% + 25%` stay; so does what cannot be told. A fraction of two bare numbers before a
unit is a division by a quantity in this notation, and a part of the unit to people: see `part_of_unit`.
"""

from __future__ import annotations

from estimator.model.faults import ModelFault
from estimator.model.names import find, instance_of
from estimator.model.steps import SHARE
from estimator.model.unit_words import unit_meaning
from estimator.notation.tree import (
    MAGNITUDES,
    Best,
    Binary,
    Call,
    Conditional,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Range,
    Unit,
)
from estimator.problems import Mark, Problem
from estimator.units.kinds import TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Frame, Instance
    from estimator.model.modules import Module
    from estimator.model.run import Run
    from estimator.notation.tree import Definition, Expression, Override

# What a plain number may be said to be; None is either.
IS_SHARE, IS_NUMBER = True, False
_KEEPING = frozenset(("min", "max", "mean", "abs", "sum"))
_COUNTING = frozenset(("ceil", "floor", "round", "ceil_pow2", "count"))
_LONGEST_CHAIN = 50
_COMMON_FRACTION = 16  # a sixteenth is still said of a thing, a fiftieth is not


def check_shares(run: Run, node: Binary, frame: Frame) -> None:
    """Report a share that is added to a plain number, or taken off it."""
    if not _has_shares(run, frame.module):
        return
    right = as_share(run, node.right, frame, _LONGEST_CHAIN)
    if right is None or as_share(run, node.left, frame, _LONGEST_CHAIN) is not (not right):
        return
    from estimator.notation.printer import print_expression

    share, number = (node.right, node.left) if right else (node.left, node.right)
    one = Literal(text="1", number=1.0, percent=False, magnitude="", unit="", span=(0, 0))
    factor = Binary("*", number, Binary(node.operator, one, share, node.span), node.span)
    marks = tuple(
        Mark(frame.module.source, *tree.span, "a share" if tree is share else "a plain number")
        for tree in (node.left, node.right)
    )
    remedy = f"multiply: {print_expression(factor)}"
    if node.operator == "-" and not right:
        remedy = "make both a share, or neither of them"
    verb = "add up" if node.operator == "+" else "subtract"
    raise ModelFault(Problem(f"a plain number and a share do not {verb}", marks, remedy))


def is_read_alike(run: Run, override: Override, instance: Instance) -> bool:
    """Whether an override is to sums what it replaces is: a share, a plain number, or either."""
    if not _has_shares(run, instance.module):
        return True
    before = _named_share(run, override.name, instance.root, _LONGEST_CHAIN)
    return as_share(run, override.expression, instance.root, _LONGEST_CHAIN) is before


def _has_shares(run: Run, module: Module) -> bool:
    """Whether a user's texts write any share: most sums need no second look. The library is held by its tests."""
    if module is not run.main and run.library.has(module):
        return False
    known = run.shares.written.get(len(run.given))
    if known is None:
        sources = [run.main.source, *[each.source for each in run.main.read.values()], *run.given]
        known = run.shares.written[len(run.given)] = any("%" in each.text or SHARE in each.text for each in sources)
    return known


def as_share(run: Run, tree: Expression, frame: Frame, depth: int) -> bool | None:
    """Whether a plain number is a share (`20%`, or a name of one), no share (`100`), or could be either (None)."""
    if not depth:
        return None
    if not isinstance(tree, (Binary, Name)):
        return _share(run, tree, frame, depth)
    key = (id(tree), id(frame.instance))  # trees and instances last as long as the flattening
    known = frame.shares if frame.given else run.shares.trees
    if key not in known:
        known[key] = _share(run, tree, frame, depth)
    return known[key]


def _share(run: Run, tree: Expression, frame: Frame, depth: int) -> bool | None:
    match tree:
        case Literal(percent=percent, magnitude=magnitude, number=number):
            if percent:
                return IS_SHARE
            return IS_NUMBER if number * MAGNITUDES.get(magnitude, 1) > 1 else None
        case Name(path):
            return _named_share(run, path, frame, depth)
        case Negation(_, operand):
            return as_share(run, operand, frame, depth - 1)
        case Range(low, high):
            return _range_share(run, low, high, frame, depth)
        case Best(best, low, high):
            return IS_SHARE if best.percent else _range_share(run, low, high, frame, depth)
        case Measure(_, _, "%"):
            return IS_SHARE
        case Conditional(_, consequence, alternative):
            return _alike(run, (consequence, alternative), frame, depth)
        case Binary("+" | "-", left, right):
            sides = {as_share(run, left, frame, depth - 1), as_share(run, right, frame, depth - 1)}
            return IS_SHARE if IS_SHARE in sides else IS_NUMBER if sides == {IS_NUMBER} else None
        case Binary("*", left, right):
            sides = {as_share(run, left, frame, depth - 1), as_share(run, right, frame, depth - 1)}
            return sides.pop() if len(sides) == 1 else None
        case Over(aggregate, body):
            return as_share(run, body, frame, depth - 1) if aggregate in _KEEPING else None
        case Call(path, arguments, _):
            if path in frame.module.definitions or path not in (*_KEEPING, *_COUNTING, SHARE):
                return None
            if path in _KEEPING:
                return _alike(run, tuple([each.value for each in arguments]), frame, depth)
            return IS_SHARE if path == SHARE else IS_NUMBER
        case _:
            return None


def _range_share(run: Run, low: Expression, high: Expression, frame: Frame, depth: int) -> bool | None:
    if as_share(run, high, frame, depth - 1) is IS_SHARE:
        return IS_SHARE
    return _alike(run, (low, high), frame, depth)


def _alike(run: Run, trees: tuple[Expression, ...], frame: Frame, depth: int) -> bool | None:
    found = {as_share(run, tree, frame, depth - 1) for tree in trees}
    return found.pop() if len(found) == 1 else None


def _named_share(run: Run, path: str, frame: Frame, depth: int) -> bool | None:
    """Whether a name stands for a share: a parameter by its annotation, anything else by what it is defined as."""
    if _is_of_term(path, frame):
        return None
    if path in frame.annotations:
        annotation = frame.annotations[path]
        if path in frame.given:
            tree, origin = frame.given[path]
            return as_share(run, tree, origin, depth - 1)
        word = annotation.text if isinstance(annotation, Unit) else ""
        return {SHARE: IS_SHARE, "%": IS_SHARE, "count": IS_NUMBER}.get(word)
    if path in frame.locals:
        return _defined_share(run, frame.locals[path], frame, depth)
    if path in frame.cells:
        instance, cell = frame.cells[path]
        return _own_share(run, cell, instance, depth)
    table, _, column = path.rpartition(".")
    if table in frame.module.tables and column in frame.module.tables[table].columns:
        found = {_own_share(run, each, frame.instance, depth) for each in frame.module.tables[table].of_column(column)}
        found -= {None} if IS_SHARE in found else set()  # 0 and 1 are shares beside shares
        return found.pop() if len(found) == 1 else None
    if path in frame.module.definitions:
        instance = frame.instance
        if frame.module is not run.main and frame.module.definitions is run.main.definitions:
            instance = run.instances[run.main]  # what is given from outside sees the sheet's names
        return _own_share(run, path, instance, depth)
    if path in frame.values or "." not in path:
        return None
    try:
        used, rest = find(run, path, (0, 0), frame, "name")
    except ModelFault:
        return None
    definition = used.definitions.get(rest)
    return _defined_share(run, definition, instance_of(run, used, (), frame).root, depth) if definition else None


def _is_of_term(path: str, frame: Frame) -> bool:
    """Whether a name is the variable of a sum or a fold, whatever else is called so."""
    around: Frame | None = frame
    while around is not None:
        if path in around.bound:
            return path not in around.cells
        around = around.outer
    return False


def _own_share(run: Run, name: str, instance: Instance, depth: int) -> bool | None:
    override = instance.overrides.get(name)
    if override is not None:
        return as_share(run, override[0].expression, override[1], depth - 1)
    return _defined_share(run, instance.module.definitions[name], instance.root, depth)


def _defined_share(run: Run, definition: Definition, frame: Frame, depth: int) -> bool | None:
    if definition.unit is not None and definition.unit.text:
        return IS_SHARE if definition.unit.text == "%" else None
    return as_share(run, definition.expression, frame, depth - 1)


def check_fraction(run: Run, node: Binary, frame: Frame) -> None:
    """Report `3/4 GB`, which is 3 / (4 GB) to the notation, and 0.75 GB to people."""
    above, below = _last(node.left), node.right
    if not isinstance(above, Literal) or not isinstance(below, Literal):
        return
    if above.unit or above.magnitude or above.percent or below.percent or below.number in (0, 1):
        return
    text, (start, end) = frame.module.source.text, (above.span[0], below.span[1])
    between = text[above.span[1] : below.span[0]]
    if "(" in between:
        return  # whoever writes the brackets means them
    is_glued = len(between) == 1
    meaning = unit_meaning(run, below.unit, below.span, frame, below)
    is_time = meaning.kind.dimension == ((TIME, 1),)
    number_and_unit = text[below.span[0] : end]
    is_number_glued = not below.magnitude and " " not in number_and_unit
    is_plain_fraction = is_glued and not is_number_glued and below.number <= _COMMON_FRACTION
    if is_time and above.number == 1 and meaning.factor <= 1 and not is_plain_fraction:
        return  # 1/50ms, 1 / 50 ms and 1/3600 s are rates; 1/2 s is half a second
    reading = f"{above.text} / ({number_and_unit})"
    part = _part(above, below)
    if is_glued and not (is_time and is_number_glued):
        marks = (Mark(frame.module.source, start, end, f"reads as {reading}"),)
        message = f"a fraction before {below.unit.lstrip('/')} divides by the unit, too"
        raise ModelFault(Problem(message, marks, f"write {part}"))
    if above is node.left and (above.number < below.number or not is_time):
        remedy = f"write {part} for a part of it, or leave it as {reading}"
        if above.number >= below.number and not is_time:
            remedy = f"write {reading} if that is meant, else {part}"
        run.warn(frame, f"reads as {reading}", (start, end), remedy)


def _last(tree: Expression) -> Expression:
    """The factor that a division line stands behind: 3 of `10 GB * 3/4`."""
    return tree.right if isinstance(tree, Binary) and tree.operator in "*/" else tree


def _part(above: Literal, below: Literal) -> str:
    """The fraction as a number with the unit: `0.75 GB`, or `(1/3) day` where it has no end."""
    from estimator.notation.printer import print_literal
    from estimator.records import replace

    value = above.number / below.number
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    if abs(float(text) - value) > 1e-12 * value:
        text = f"({above.text}/{below.text})"
        if below.unit.startswith("/"):
            return f"{text} * 1{below.unit}"
    return print_literal(replace(below, text=text))
