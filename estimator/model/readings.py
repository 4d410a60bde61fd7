"""What a text that the notation refuses was meant to say, as a line of the notation.

Asked only where the strict way has failed, so that nothing that is read today changes. A reading is checked before it
is given: it parses, and its words are units.
"""

from __future__ import annotations

from estimator.notation.bare import parse_expression
from estimator.notation.spoken.reading import Unread, read
from estimator.problems import Mark, Problem, Source
from estimator.records import record
from estimator.units.table import UnknownUnit, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from estimator.notation.spoken.words import Units
    from estimator.notation.tree import Expression, Unit
    from estimator.units.table import UnitTable


@record
class Reading:
    """How a text is read: `line` of the notation, empty where there is none, and then the `problem`.

    `telling` says that the problem names what stands in the way, which the strict one then does not know.
    """

    line: str
    problem: Problem | None
    telling: bool


def reading(text: str, table: UnitTable | None = None, name: str = "expression", names: Container[str] = ()) -> Reading:
    """How a text is meant, by the table of phrases, the units of a sheet or the shipped ones, and the names there."""
    try:
        line = read(text, units_of(table or shipped_units()), names)
    except Unread as unread:
        start, end = min(unread.start, len(text)), max(1, min(unread.end, len(text)))
        fix = f"{text[:start]}{unread.replacement}{text[end:]}" if unread.replacement else ""
        problem = Problem(unread.message, (Mark(Source(name, text), start, end),), unread.remedy, fix=fix)
        return Reading("", problem, bool(unread.replacement) or unread.spoken)
    tree = parsed(line)
    if tree is None or tree == parsed(text):
        return Reading("", None, telling=False)
    return Reading(line, None, telling=False)


def parsed(line: str) -> tuple[Expression, Unit | None] | None:
    """What an expression of the notation says; None for a text that is none."""
    problems: list[Problem] = []
    found = parse_expression(Source("read as", line), problems)
    return None if problems else found


def units_of(table: UnitTable) -> Units:
    """What the units of a table mean, as the reader asks for it."""

    def meaning(text: str) -> tuple[tuple[tuple[str, int], ...], float] | None:
        if " " in text:
            return None
        try:
            found = table.unit(text)
        except UnknownUnit:
            return None
        return found.kind.dimension, found.factor

    return meaning
