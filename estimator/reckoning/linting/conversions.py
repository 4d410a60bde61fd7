"""Factors that convert by hand what the units convert by themselves."""

from __future__ import annotations

from estimator.model.conversions import CONVERTS_TWICE
from estimator.model.elaborate import is_suspect
from estimator.notation.tree import Binary, Literal, is_bare
from estimator.notation.walking import walk
from estimator.problems import Problem
from estimator.reckoning.linting.rules import CONVERTED_BY_HAND, CONVERTED_TWICE, Finding, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.notation.tree import Definition, Expression, Span
    from estimator.reckoning.linting.outline import Outline
    from estimator.units.kinds import Kind

_DAY = 86_400.0
_TIMES = {3600.0: "hour", _DAY: "day", 100_000.0: "day", 365 * _DAY: "year", 365.0: "year"}
_MINUTES = (60.0, 24.0)


def conversions(outline: Outline) -> Iterator[Finding]:
    """What is said of the factors of each line; beside a `->` they were seen when the sheet was flattened."""
    told: set[Span] = set()
    for problem in outline.model.problems:
        if problem.message == CONVERTS_TWICE:
            told.add((problem.marks[0].start, problem.marks[0].end))
            message = f"{problem.message} ({CONVERTED_TWICE.name})"
            yield Finding(CONVERTED_TWICE, Problem(message, problem.marks, problem.remedy, CONVERTED_TWICE.severity))
    for name, quantity in outline.quantities.items():
        if "." not in name:
            yield from _by_hand(outline, quantity.definition, quantity.kind, told)


def _by_hand(outline: Outline, definition: Definition, kind: Kind, told: set[Span]) -> Iterator[Finding]:
    for node in walk(definition.expression):
        if not isinstance(node, Binary) or node.operator not in ("*", "/"):
            continue
        sides = [(node.right, node.left, node.operator)]
        if node.operator == "*":
            sides.append((node.left, node.right, "*"))
        for tree, other, operator in sides:
            if tree.span in told or (operator == "*" and isinstance(other, Literal)):
                continue  # 64 * 1024 B is so many bytes
            found = _conversion(outline, definition, kind, tree, operator)
            if found is not None:
                yield found
                return  # of / 1024 / 1024 / 1024 the first


def _conversion(
    outline: Outline, definition: Definition, kind: Kind, tree: Expression, operator: str
) -> Finding | None:
    """What is said of one factor."""
    text = outline.module.source.text[slice(*tree.span)]
    if kind.exponent("information") and is_suspect(tree):
        is_bits = is_bare(tree) and tree.number in (8.0, 0.125)
        if is_bits and not kind.exponent("time"):
            return None  # eight of something, as likely as bits
        if not is_bits and operator == "*":
            return None
        word = "bit" if "bit" in str(kind) else "byte"
        message = f"{definition.name} is in {word}s before and after {text}, a plain number: it becomes another amount"
        message += ", in no other unit"
        several = sum(is_suspect(each) for each in walk(definition.expression) if isinstance(each, (Literal, Binary)))
        what = f"each {text}" if several > 1 else text
        remedy = f"leave {what} out, and choose what {definition.name} is shown in: -> {_shown(kind, is_bits=is_bits)}"
        marks = [(definition.span, f"in {word}s"), (tree.span, "a plain number")]
        return finding(CONVERTED_BY_HAND, outline.module, message, marks, remedy)
    if kind.exponent("time") == -1 and is_bare(tree) and not tree.percent and tree.number in _TIMES:
        unit = _TIMES[tree.number]
        message = f"{definition.name} holds its time already, and {text} is a plain number: it converts once more"
        remedy = f"leave {text} out: the unit that {definition.name} is shown in converts by itself"
        if operator == "*":
            remedy = f"write 1 {unit} instead of {text}, for what comes in a {unit}, or leave it out"
        marks = [(definition.span, "in a time already"), (tree.span, "a plain number")]
        return finding(CONVERTED_BY_HAND, outline.module, message, marks, remedy)
    return None


def _shown(kind: Kind, *, is_bits: bool) -> str:
    per = "/s" if kind.exponent("time") else ""
    if is_bits:
        return f"{'GB' if 'bit' in str(kind) else 'Gbit'}{per}"
    return f"GiB{per}"
