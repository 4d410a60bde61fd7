"""A formula that an unknown goes into more than once, turned around by sympy on the trees of the sheet.

What the unknown is not in stays one symbol, however large, and is put back as it was written: so units and words stay
those of the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from estimator.notation.making import NOWHERE, called, number
from estimator.notation.tree import Binary, Call, Literal, Name, Negation

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.inverted import Turning
    from estimator.notation.tree import Expression

MOST_PARTS = 40
SOLVABLE = 2  # the degree of an equation
LONGEST = 60  # parts of a formula that someone would read
_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}


def gathered(turning: Turning, tree: Expression, goal: Expression) -> list[Expression]:
    """What the unknown may be for a tree to be the goal; none where sympy cannot say it, or not in a few words."""
    parts = _Parts(turning)
    try:
        equation = parts.expression(tree) - parts.symbol(goal)
        above = sympy.fraction(sympy.together(equation))[0].as_poly(parts.unknown)
        if above is None or above.degree() > SOLVABLE:  # sympy would take its time over it, and no one would read it
            return []
        found = sympy.solve(above.as_expr(), parts.unknown)
        return [parts.tree(each) for each in found if sympy.count_ops(each) < LONGEST]
    except (Unsaid, NotImplementedError, TypeError, ValueError):
        return []


class Unsaid(Exception):
    """A part of a formula that one of the two languages cannot say."""


class _Parts:
    """The parts of a formula without the unknown, and the symbols that stand for them."""

    def __init__(self, turning: Turning) -> None:
        self.turning = turning
        self.unknown = sympy.Symbol("unknown", positive=True)
        self.trees: dict[sympy.Symbol, Expression] = {}

    def symbol(self, tree: Expression) -> Any:
        """The symbol that stands for a part; the same one for the same part."""
        for known, other in self.trees.items():
            if other == tree:
                return known
        if len(self.trees) == MOST_PARTS:
            raise Unsaid
        made = sympy.Symbol(f"part{len(self.trees)}", positive=True)
        self.trees[made] = tree
        return made

    def expression(self, tree: Expression) -> Any:
        """A part of the formula for sympy."""
        if not self.turning.depends(tree):
            plain = isinstance(tree, Literal) and not (tree.unit or tree.magnitude or tree.percent)
            if plain and isinstance(tree, Literal) and tree.number.is_integer():
                return sympy.Integer(int(tree.number))
            return self.symbol(tree)
        if isinstance(tree, Name) and tree.path == self.turning.unknown:
            return self.unknown
        opened = self.turning.opened(tree)
        if opened is not None:
            return self.expression(opened)
        match tree:
            case Binary(operator, left, right) if operator in _OPERATIONS:
                return _OPERATIONS[operator](self.expression(left), self.expression(right))
            case Negation("negative", operand):
                return -self.expression(operand)
            case Call("sqrt", (argument,), ""):
                return sympy.sqrt(self.expression(argument.value))
            case _:
                raise Unsaid

    def tree(self, found: Any) -> Expression:
        """What sympy found, in the words of the sheet."""
        if found.is_Symbol:
            return self.trees[found]
        if found.is_Integer:
            return (
                number(str(abs(int(found)))) if found >= 0 else Negation("negative", number(str(-int(found))), NOWHERE)
            )
        if found.is_Rational:
            return _made("/", self.tree(sympy.Integer(found.p)), self.tree(sympy.Integer(found.q)))
        if found.is_Add:
            return self._sum(found)
        if found.is_Mul:
            return self._product(found)
        if found.is_Pow:
            return self._power(found.base, found.exp)
        raise Unsaid

    def _sum(self, found: Any) -> Expression:
        terms = sorted(found.args, key=lambda each: each.could_extract_minus_sign())
        whole = self.tree(terms[0])
        for each in terms[1:]:
            negative = each.could_extract_minus_sign()
            whole = _made("-" if negative else "+", whole, self.tree(-each if negative else each))
        return whole

    def _product(self, found: Any) -> Expression:
        if found.could_extract_minus_sign():
            return Negation("negative", self.tree(-found), NOWHERE)
        above, below = found.as_numer_denom()
        if below != 1:
            return _made("/", self.tree(above), self.tree(below))
        factors = [self.tree(each) for each in found.args]
        whole = factors[0]
        for each in factors[1:]:
            whole = _made("*", whole, each)
        return whole

    def _power(self, base: Any, exponent: Any) -> Expression:
        if exponent.is_negative:
            return _made("/", number("1"), self.tree(base**-exponent))
        if exponent == sympy.Rational(1, 2):
            return called("sqrt", self.tree(base))
        return _made("^", self.tree(base), self.tree(exponent))


def _made(operator: str, left: Expression, right: Expression) -> Binary:
    return Binary(operator, left, right, NOWHERE)
