"""A bare expression, as on the command line: parsed without what only sheets need."""

from __future__ import annotations

from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.line_ends import read_arrow, read_note
from estimator.notation.tokens import Tokenizer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Expression, Unit
    from estimator.problems import Problem, Source


def parse_expression(source: Source, problems: list[Problem]) -> tuple[Expression, Unit | None] | None:
    """Parse a bare expression with an optional `-> unit`, as on the command line; None if it cannot be read."""
    try:
        parser = ExpressionParser(source, Tokenizer(source, problems).tokens(0, len(source.text)))
        expression = parser.expression()
        unit = read_arrow(parser)
        read_note(parser)
    except ParseFault as fault:
        problems.append(fault.problem)
        return None
    return expression, unit
