"""The line to write instead: what a problem says to do, done to the user's line.

A fix is looked at before it is shown: the line then parses, and no magnitude that was written is lost.
"""

from __future__ import annotations

import re

from estimator.model.readings import parsed, reading, units_of
from estimator.model.remedies import Place, lines_of
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import MAGNITUDES, Literal, Measure
from estimator.notation.walking import walk
from estimator.problems import EstimateError, Source
from estimator.units.table import shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.problems import Mark, Problem
    from estimator.units.table import UnitTable

LONGEST = 2_000  # characters of a line that is read again
LONGEST_SHEET = 50_000
BARE = ("expression", "read as", "line", "standard input")  # sources that are one expression


def corrections(problem: Problem, table: UnitTable | None = None) -> tuple[str, ...]:
    """The whole line of a problem with its fault mended, as the user would write it: several where either may be meant.

    None where it is not known.
    """
    if problem.fix or problem.severity != "error":
        return (problem.fix,) if problem.fix else ()
    mark = problem.marks[0]
    text = mark.source.text
    start = text.rfind("\n", 0, mark.start) + 1
    end = text.find("\n", mark.start)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    if len(line) > LONGEST or mark.source.name == "command line" or not line.replace("\t", " ").isprintable():
        return ()  # what nobody typed
    spoken = _as_spoken(mark, line, start, table or shipped_units())
    return (spoken,) if spoken else _as_told(problem, line, start)


def _as_spoken(mark: Mark, line: str, start: int, table: UnitTable) -> str:
    """The line with its expression read as it is spoken."""
    head, body, note = _taken_apart(line)
    if not body or mark.start - start < len(head) or mark.source.name == "read as":
        return ""
    if not (head.strip() or mark.source.name in BARE):
        return ""
    found = reading(body.strip(), table, names=_defined(mark.source.text)).line
    if not found or not _has_known_units(found, table):
        return ""
    return f"{head}{found}{'  ' + note if note else ''}"


def _defined(text: str) -> frozenset[str]:
    """The names that a sheet defines, read off its text, for it may not parse."""
    if len(text) > LONGEST_SHEET:
        return frozenset()
    heads = [line.partition("=")[0].strip() for line in text.split("\n")]
    return frozenset(head for head in heads if head.isidentifier())


def _as_told(problem: Problem, line: str, start: int) -> tuple[str, ...]:
    """The line with the remedy done to what is marked, where that is a change of the text."""
    marks = [mark for mark in problem.marks if mark.source is problem.marks[0].source]
    parts = [(mark.start - start, min(mark.end - start, len(line)), mark.label) for mark in marks]
    first, last = parts[0][:2]
    if not 0 <= first <= last:
        return ()
    inside = tuple([part for part in parts if 0 <= part[0] <= part[1]])
    found = [each.rstrip() for each in lines_of(problem.remedy, Place(line, first, last, inside))]
    source = problem.marks[0].source
    fine = [each for each in found if _parses(each, source, line, start) and _keeps_magnitudes(line, each)]
    return tuple(fine) if len(fine) == len(found) and line not in fine else ()


def _parses(fixed: str, source: Source, line: str, start: int) -> bool:
    """Whether a line is one of the notation in the place of another: an expression, or a line of its sheet."""
    if source.name in BARE:
        return parsed(fixed) is not None
    begin, end = _continued(source.text, start)
    at = start - begin
    text = source.text[begin:start] + fixed + source.text[start + len(line) : end]
    try:
        found = parse_sheet(Source("fix", text)).problems
    except EstimateError as error:
        found = error.problems
    places = [problem.marks[0].start for problem in found if problem.severity == "error"]
    return not any(at <= place <= at + len(fixed) for place in places)


def _continued(text: str, start: int) -> tuple[int, int]:
    """Where the line that is continued by the one at an offset begins, and where what continues it ends."""
    begin = start
    while begin and text[begin : begin + 1] in (" ", "\t", "\n"):
        begin = text.rfind("\n", 0, begin - 1) + 1
    end = text.find("\n", start) + 1
    while end and text[end : end + 1] in (" ", "\t"):
        end = text.find("\n", end) + 1
    return begin, end or len(text)


def _keeps_magnitudes(written: str, instead: str) -> bool:
    """Whether each magnitude of a text is in another one: no fix makes ten of ten million."""
    kept = "".join(instead.split()).casefold()
    glued = re.findall(r"[0-9.]\s*([^\W\d_]+)", written)
    return all(letters.casefold() in kept or not _is_magnitude(letters) for letters in glued)


def _is_magnitude(letters: str) -> bool:
    """Whether what stands behind a number may be meant as a magnitude, or begins with one."""
    return letters in MAGNITUDES or letters in ("B", "b", "m") or letters[0] in "百千万亿"


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
    units, found = units_of(table), parsed(line)
    written = [part.unit for part in walk(found) if isinstance(part, Literal | Measure)]
    return found is not None and all(units(unit) is not None for unit in written)
