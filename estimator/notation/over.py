"""One number of all rows of a table: `sum(services.rate * services.size where services.size > 1 KB)`."""

from __future__ import annotations

from estimator.notation.tree import Over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, Protocol

    from estimator.notation.tree import Argument, Expression, Span, Token

    class Parser(Protocol):
        """What is asked of the parser that stands behind what is aggregated."""

        tokens: list[Token]
        at: int
        depth: int
        type: str

        def advance(self) -> Token:
            """The token at hand, which is passed."""
            ...

        def expression(self, minimum: int = 0) -> Expression:
            """What binds at least so tightly."""
            ...

        def unclosed(self, start: int) -> NoReturn:
            """Report a bracket that is not closed."""
            ...

        def fail(self, message: str, span: Span, remedy: str = "") -> NoReturn:
            """Report what stands at a place."""
            ...


AGGREGATES = ("sum", "min", "max", "mean", "count")


def read_over(parser: Parser, aggregate: str, arguments: list[Argument], start: int) -> Over:
    """The rest of a call that began at `start`, of which an argument is read."""
    depth, condition = parser.depth, None
    if aggregate not in AGGREGATES or len(arguments) != 1 or arguments[0].name:
        begin, end = parser.tokens[parser.at][2:]
        *most, last = AGGREGATES
        remedy = f"write it in {', '.join(most)} or {last}, behind a column, as in sum(t.size where t.size > 1 KB)"
        parser.fail("where chooses rows of a table here", (begin, end), remedy)
    if parser.type == "where":
        parser.advance()
        condition = parser.expression()
    if parser.type != ")":
        parser.unclosed(start)
    end = parser.advance()[3]
    parser.depth = max(depth, parser.depth) + 1
    return Over(aggregate, arguments[0].value, condition, (start, end))
