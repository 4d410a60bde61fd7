"""The level of a range: `10 to 50 at 80%` holds in 80% of the cases, a range without one in 90%."""

from __future__ import annotations

from estimator.notation.tree import PRECEDENCE, Best, Measure, Range, is_bare
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, Protocol

    from estimator.notation.tree import Expression, Literal, Span, Token

    class Parser(Protocol):
        """What is asked of the parser that stands at an `at`."""

        tokens: list[Token]
        at: int
        at_is_chance: bool
        type: str

        def advance(self) -> Token:
            """The token at hand, which is passed."""
            ...

        def fail(self, message: str, span: Span, remedy: str = "") -> NoReturn:
            """Report what stands at a place."""
            ...

        def unexpected(self, why: str, remedy: str = "") -> NoReturn:
            """Report the token at hand, of which is said what was needed."""
            ...


MOST = 100  # per cent


def with_level(parser: Parser, tree: Expression) -> Expression:
    """A range, or a best guess with one, and the level behind it; as it is where none is, or a check has its chance.

    A level is a percentage, so that `10 to 50 GB at 100 Mbps` is none.
    """
    follows = parser.tokens[parser.at + 1]
    if parser.at_is_chance or follows[0] != "number":
        return tree
    number: Literal = follows[1]
    if is_bare(number) and not number.percent and 0 < number.number < MOST:
        share = number.number if number.number > 1 else number.number * MOST
        parser.fail("the level of a range is a percentage", number.span, f"write at {share:g}%")
    if not number.percent:
        return tree
    parser.advance()
    level: Literal = parser.advance()[1]
    if parser.type in PRECEDENCE:
        parser.unexpected("a range with a level ends here", f"put it in brackets: (… at {level.text}%) {parser.type} …")
    found = _leveled(tree, level)
    if found is None:
        parser.fail("a range has one level", level.span, "leave one of the two out")
    return found


def _leveled(tree: Expression, level: Literal) -> Expression | None:
    if isinstance(tree, Measure):
        inner = _leveled(tree.expression, level)
        return None if inner is None else replace(tree, expression=inner, span=(tree.span[0], level.span[1]))
    if not isinstance(tree, (Range, Best)) or tree.level is not None:
        return None
    return replace(tree, level=level, span=(tree.span[0], level.span[1]))
