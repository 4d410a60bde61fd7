"""What ends a line: the unit behind `->`, and the note."""

from __future__ import annotations

from estimator.notation.tree import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser


def read_arrow(parser: ExpressionParser) -> Unit | None:
    """The unit behind `->`, if there is one."""
    if parser.type != "->":
        return None
    parser.advance()
    _, (magnitude, text), start, end = parser.expect("unit", "a unit is needed behind ->", "write one, as in -> GB/day")
    return Unit(magnitude, text, (start, end))


def read_note(parser: ExpressionParser) -> str:
    """The note at the end of the line; nothing else may follow."""
    note = ""
    while parser.type == "note":
        note = f"{note} {parser.advance()[1]}".strip()
    if parser.type != "end":
        if parser.type == ")":
            parser.unexpected("the line should end here", "delete the bracket, or open one before it")
        if parser.type == "unit":
            parser.unexpected("the line should end here", "give the unit once, behind ->")
        if parser.type == "=":
            parser.unexpected("the line should end here", "compare with ==")
        if parser.type in ("growing", "peaking", "for"):
            remedy = "write it behind a quantity of a sheet: monthly_users = 300 M user growing 40%/year"
            remedy = (
                "write it behind a check: check media_total < 100 PB for 18 month" if parser.type == "for" else remedy
            )
            parser.unexpected("nothing grows or lasts here", remedy)
        if parser.type == ",":
            parser.unexpected("a comma separates arguments of a call only", "write 1.5 with a point, 1_000 with _")
        if parser.type == "where":
            remedy = "write where indented on a line of its own, and its definitions below it"
            parser.unexpected("the line should end here", remedy)
        parser.unexpected(
            "an operator or the end of the line is needed", parser.line_remedy("write an operator between")
        )
    return note
