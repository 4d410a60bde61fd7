"""`check expression [at probability] [for time]`: what is to hold, in what share of the cases, and for how long."""

from __future__ import annotations

from estimator.notation.line_ends import read_note
from estimator.notation.tree import Check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser

_ONCE = "say each of at and for once"


def read_check(parser: ExpressionParser) -> Check:
    """A check, from its word on."""
    start = parser.advance()[2]
    parser.at_is_chance = True
    expression = parser.expression()
    probability = horizon = None
    while parser.type in ("at", "for"):
        word = parser.advance()
        if (probability if word[0] == "at" else horizon) is not None:
            parser.fail(f"{word[0]} is there twice", (word[2], word[3]), _ONCE)
        if word[0] == "at":
            probability = parser.expression()
        else:
            horizon = parser.expression()
    stop = parser.tokens[parser.at - 1][3]
    note = read_note(parser)
    return Check(expression, probability, note, tuple(parser.names), (start, stop), horizon)
