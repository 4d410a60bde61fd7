"""Ranges that are not independent of each other.

    correlated  = "correlated" name { "," name } ":" [ "-" ] number [ note ]

`correlated users, rate: 60%` says how far two ranges are high together: each pair of those that are named.
"""

from __future__ import annotations

from estimator.notation.tree import Literal, Negation
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Expression, Name, Span


@record
class Correlated:
    """`correlated a, b: 60%`: the correlation of each pair of these ranges, above -1 and below 1."""

    names: tuple[Name, ...]
    expression: Expression
    note: str
    span: Span

    @property
    def correlation(self) -> float:
        """The correlation as a number."""
        tree, sign = self.expression, 1.0
        if isinstance(tree, Negation):
            tree, sign = tree.operand, -1.0
        assert isinstance(tree, Literal)
        return sign * tree.number * (0.01 if tree.percent else 1.0)
