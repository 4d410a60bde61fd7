"""A formula turned around: `media_total = media_per_day * retention` to `retention = 100 PB / media_per_day`.

It is done on the trees of the sheet, so that the formula has the sheet's own words and units and can be put in the
place of the assumption. What the unknown goes into once is turned around step by step, through the functions that are
called, up to where it goes in more often or through what has no inverse.
"""

from __future__ import annotations

from estimator.model.inlined import Calls
from estimator.model.tables import needed
from estimator.notation.making import NOWHERE, called, number
from estimator.notation.tree import Binary, Call, Literal, Measure, Name, Negation
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.model.model import Model
    from estimator.model.modules import Library
    from estimator.notation.tree import Expression

DEEPEST = 60  # definitions on the way


@record
class Turned:
    """A part of a formula, and what it must be: all is said where the part is the unknown itself."""

    part: Expression
    goal: Expression


class Turning:
    """The definitions of a model, and those among them that an unknown goes into."""

    def __init__(self, model: Model, unknown: str, library: Library) -> None:
        self.model = model
        self.unknown = unknown
        self.tables = model.module.tables
        self.calls = Calls(model.module, library)
        self.expressions: dict[str, Expression] = {}
        uses: dict[str, tuple[str, ...]] = {}
        for name, quantity in model.quantities.items():
            override = quantity.override
            self.expressions[name] = quantity.definition.expression if override is None else override.expression
            uses[name] = quantity.definition.names if override is None else tuple(names_in(override.expression))
        self.reached = {unknown}
        for _ in uses:  # in whatever order the lines stand
            more = {
                name for name, used in uses.items() if name not in self.reached and not self.reached.isdisjoint(used)
            }
            if not more:
                break
            self.reached |= more

    def depends(self, tree: Expression) -> bool:
        """Whether the unknown goes into a tree."""
        return not self.reached.isdisjoint(needed(tuple(names_in(tree)), self.tables))

    def turned(self, left: Expression, right: Expression) -> Turned | None:
        """What the unknown is where two sides are equal; None where no step of it can be said."""
        sides = (left, right) if self.depends(left) else (right, left)
        if not self.depends(sides[0]) or self.depends(sides[1]):
            return None
        tree, goal = sides
        for _ in range(DEEPEST):
            if isinstance(tree, Name) and tree.path == self.unknown:
                return Turned(tree, goal)
            opened = self.opened(tree)
            if opened is not None:
                tree = opened
                continue
            found = self._step(tree, goal)
            if found is None:
                break
            tree, goal = found
        return Turned(tree, goal)

    def opened(self, tree: Expression) -> Expression | None:
        """What a name or a call of a function stands for; None where it stands for nothing else."""
        if isinstance(tree, Name):
            return self.expressions.get(tree.path) if tree.path != self.unknown else None
        return self.calls.opened(tree) if isinstance(tree, Call) else None

    def _step(self, tree: Expression, goal: Expression) -> tuple[Expression, Expression] | None:
        """The part of a tree that the unknown is in, and what that part must be for the tree to be the goal."""
        match tree:
            case Negation("negative", operand):
                return operand, Negation("negative", goal, NOWHERE)
            case Measure(operand, magnitude, unit) if not magnitude or unit:
                return operand, _over(goal, Literal("1", 1.0, False, magnitude, unit, NOWHERE))
            case Binary(operator, left, right):
                in_left = self.depends(left)
                if in_left is self.depends(right):
                    return None
                part, other = (left, right) if in_left else (right, left)
                turned = _turned(operator, goal, other, in_left=in_left)
                return None if turned is None else (part, turned)
            case Call("count", (argument,), "") if isinstance(argument.value, Name):
                quantity = self.model.quantities.get(argument.value.path)
                if quantity is None:
                    return None
                return argument.value, _made("*", goal, Literal("1", 1.0, False, "", str(quantity.kind), NOWHERE))
            case Call("sqrt" | "exp" | "ln" | "log2" | "log10" | "share" as function, (argument,), ""):
                return argument.value, _undone(function, goal)
            case _:
                pass
        return None


def _turned(operator: str, goal: Expression, other: Expression, *, in_left: bool) -> Expression | None:
    """What one side of an operator must be, where the other one and the whole are known."""
    match operator:
        case "+":
            return _made("-", goal, other)
        case "-":
            return _made("+", goal, other) if in_left else _made("-", other, goal)
        case "*":
            return _over(goal, other)
        case "/":
            return _made("*", goal, other) if in_left else _over(other, goal)
        case "^" if in_left:
            if isinstance(other, Literal) and other.number == 2 and not other.percent:
                return called("sqrt", goal)
            return _made("^", goal, _over(number("1"), other))
        case "^":
            return _over(called("ln", goal), called("ln", other))
        case _:
            pass
    return None


def _undone(function: str, goal: Expression) -> Expression:
    match function:
        case "sqrt":
            return _made("^", goal, number("2"))
        case "exp":
            return called("ln", goal)
        case "ln":
            return called("exp", goal)
        case "share":
            return goal
        case _:
            return _made("^", number("2" if function == "log2" else "10"), goal)


def _over(goal: Expression, divisor: Expression) -> Expression:
    """A quotient, with the divisors of the goal gathered below one line: a / (b * c), not a / b / c."""
    if isinstance(goal, Binary) and goal.operator == "/":
        return _made("/", goal.left, _made("*", goal.right, divisor))
    return _made("/", goal, divisor)


def _made(operator: str, left: Expression, right: Expression) -> Binary:
    return Binary(operator, left, right, NOWHERE)


def names_in(tree: object) -> Iterator[str]:
    """The paths that a tree names."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        path = getattr(node, "path", None)
        if isinstance(path, str):
            yield path
        if isinstance(node, tuple):
            waiting.extend(node)
