"""The parameters of a function, in the brackets behind its name."""

from __future__ import annotations

from estimator.notation.expressions import ParseFault
from estimator.notation.settings import read_annotation
from estimator.notation.tree import Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser


def read_parameters(parser: ExpressionParser, text: str) -> tuple[Parameter, ...]:
    """The parameters in a function's brackets; `text` is that of the sheet. ParseFault.

    Of a line that is an expression without a name the fault says so.
    """
    try:
        return _parameters(parser)
    except ParseFault:
        sorts = [token[0] for token in parser.tokens]
        if "=" in sorts or sorts.count("(") != sorts.count(")"):
            raise
    start = parser.tokens[0][2]
    end = max(token[3] for token in parser.tokens if token[0] != "end")
    message = "a line starts with the name of a quantity, and this has none"
    parser.fail(message, (start, end), f"write name = {text[start:end]}")


def _parameters(parser: ExpressionParser) -> tuple[Parameter, ...]:
    opening = parser.advance()[2]
    found: list[Parameter] = []
    names: set[str] = set()
    while parser.type != ")":
        _, name, start, end = parser.expect("name", "a parameter is needed", "write name: unit = default")
        annotation = default = None
        if parser.type == ":":
            parser.advance()
            annotation = read_annotation(parser)
        if parser.type == "=":
            parser.advance()
            default = parser.expression()
        if name in names:
            parser.fail(f"the parameter {name} is given twice", (start, end), "rename one of them")
        names.add(name)
        found.append(Parameter(name, annotation, default, (start, end)))
        if parser.type == ",":
            parser.advance()
        elif parser.type != ")":
            parser.unclosed(opening)
    parser.advance()
    return tuple(found)
