"""What a text that the notation refuses was meant to say, as a line of the notation.

Asked only where the strict way has failed, so that nothing that is read today changes. A reading is checked before it
is given: it parses, and its words are units.
"""

from __future__ import annotations

from estimator.notation.parser import parse_expression
from estimator.notation.spoken.reading import Unread, read
from estimator.problems import Mark, Problem, Source
from estimator.records import record
from estimator.units.table import UnknownUnitError, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.words import Units
    from estimator.notation.tree import Expression, Unit
    from estimator.units.table import UnitTable

LONGEST = 2_000  # characters of a line that is read again


@record
class Reading:
    """How a text is read: `line` of the notation, empty where there is none, and then the `problem`.

    `telling` says that the problem names what stands in the way, which the strict one then does not know.
    """

    line: str
    problem: Problem | None
    telling: bool


def reading(text: str, table: UnitTable | None = None, name: str = "expression") -> Reading:
    """How a text is meant, by the table of phrases and the units of a sheet, or the shipped ones."""
    try:
        line = read(text, _units(table or shipped_units()))
    except Unread as unread:
        start, end = min(unread.start, len(text)), max(1, min(unread.end, len(text)))
        fix = f"{text[:start]}{unread.replacement}{text[end:]}" if unread.replacement else ""
        problem = Problem(unread.message, (Mark(Source(name, text), start, end),), unread.remedy, fix=fix)
        return Reading("", problem, bool(unread.replacement) or unread.spoken)
    tree = _tree(line)
    if tree is None or tree == _tree(text):
        return Reading("", None, telling=False)
    return Reading(line, None, telling=False)


def _tree(line: str) -> tuple[Expression, Unit | None] | None:
    """What a line of the notation says; None for what is none."""
    problems: list[Problem] = []
    found = parse_expression(Source("read as", line), problems)
    return None if problems else found


def corrected(problem: Problem, table: UnitTable | None = None) -> str:
    """The whole line of a problem with its fault mended, as the user would write it; empty where that is not known."""
    if problem.fix or problem.severity != "error":
        return problem.fix
    mark = problem.marks[0]
    text = mark.source.text
    start = text.rfind("\n", 0, mark.start) + 1
    end = text.find("\n", mark.start)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    if len(line) > LONGEST or mark.source.name in ("read as", "command line"):
        return ""
    head, body, note = _taken_apart(line)
    if not body or mark.start - start < len(head) or not (head.strip() or mark.source.name == "expression"):
        return ""
    known = table or shipped_units()
    found = reading(body.strip(), known).line
    if not found or not _has_known_units(found, known):
        return ""
    return f"{head}{found}{'  ' + note if note else ''}"


def _taken_apart(line: str) -> tuple[str, str, str]:
    """What stands before an expression in its line, the expression, and the note."""
    body, hash_sign, note = line.partition("#")
    head = ""
    stripped = body.lstrip()
    if stripped.startswith("check "):
        head, body = body[: body.index("check ") + 6], body[body.index("check ") + 6 :]
    else:
        at = body.find("=")
        before = body[:at].strip() if at >= 0 else ""
        if at >= 0 and body[at : at + 2] != "==" and before.isidentifier():
            head, body = body[: at + 1], body[at + 1 :]
            head += " " if body.startswith(" ") else ""
    return head, body, (hash_sign + note).rstrip()


def _has_known_units(line: str, table: UnitTable) -> bool:
    """Whether each number's unit in a line is a unit."""
    found = parse_expression(Source("read as", line), [])
    waiting: list[object] = [found]
    while waiting:
        part = waiting.pop()
        unit = getattr(part, "unit", None)
        if isinstance(unit, str) and _units(table)(unit) is None:
            return False
        if isinstance(part, tuple):
            waiting += part
    return found is not None


def _units(table: UnitTable) -> Units:
    def meaning(text: str) -> tuple[tuple[tuple[str, int], ...], float] | None:
        if " " in text:
            return None
        try:
            found = table.unit(text)
        except UnknownUnitError:
            return None
        return found.kind.dimension, found.factor

    return meaning
