"""Functions that give several results: `row(a: B) = size, padding`, each a name of the `where` block below."""

from __future__ import annotations

from estimator.notation.tree import Name, Results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser
    from estimator.notation.tree import Definition, Expression, Unit

_REMEDY = "name lines of its where block, as in size, padding"


def read_results(parser: ExpressionParser, first: Expression) -> Results:
    """The names behind the first one, and the comma that the parser stands at."""
    names = [_result(parser, first)]
    while parser.type == ",":
        parser.advance()
        name = _result(parser, parser.expression())
        if name.path in [each.path for each in names]:
            parser.fail(f"{name.path} is there twice", name.span, "leave one out")
        names.append(name)
    return Results(tuple(names), (first.span[0], names[-1].span[1]))


def _result(parser: ExpressionParser, tree: Expression) -> Name:
    if not isinstance(tree, Name) or "." in tree.path:
        parser.fail("what a function gives beside another result is a name", tree.span, _REMEDY)
    return tree


def check_results(
    parser: ExpressionParser, results: Results, locals_: tuple[Definition, ...], unit: Unit | None
) -> None:
    """Fail where a result is no name of the where block, or a unit is given for all of them."""
    known = [each.name for each in locals_]
    for name in results.names:
        if name.path not in known:
            parser.fail(f"the where block does not define {name.path}", name.span, _REMEDY)
    if unit is not None:
        parser.fail("one unit is given for several results", unit.span, "write it behind each of them, below where")
