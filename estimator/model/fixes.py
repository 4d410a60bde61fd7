"""The line to write instead: what a problem says to do, done to the user's line.

A fix is looked at before it is shown: the line then parses, and no magnitude that was written is lost.
"""

from __future__ import annotations

import re

from estimator.model.readings import parsed, reading, units_of
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import MAGNITUDES, Literal, Measure, walk
from estimator.problems import EstimateError, Source
from estimator.units.table import shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.problems import Mark, Problem
    from estimator.units.table import UnitTable

LONGEST = 2_000  # characters of a line that is read again
# Remedies that give one sign for another.
_SIGNS = {"compare with ==": ("=", "=="), "write ^ for a power": ("**", "^"), 'close it with "': ("", '"')}
LONGEST_SHEET = 50_000
BARE = ("expression", "read as", "line", "standard input")  # sources that are one expression


def corrected(problem: Problem, table: UnitTable | None = None) -> str:
    """The whole line of a problem with its fault mended, as the user would write it; empty where that is not known."""
    if problem.fix or problem.severity != "error":
        return problem.fix
    mark = problem.marks[0]
    text = mark.source.text
    start = text.rfind("\n", 0, mark.start) + 1
    end = text.find("\n", mark.start)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    if len(line) > LONGEST or mark.source.name == "command line" or not line.replace("\t", " ").isprintable():
        return ""  # what nobody typed
    return _as_spoken(mark, line, start, table or shipped_units()) or _as_told(problem, line, start)


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


def _as_told(problem: Problem, line: str, start: int) -> str:
    """The line with the remedy done to what is marked, where that is a change of the text."""
    marks = [mark for mark in problem.marks if mark.source is problem.marks[0].source]
    plain = [mark for mark in marks if mark.label == "a plain number"]
    mark = plain[0] if len(plain) == 1 and problem.remedy.startswith("write ") else marks[0]
    first, last = mark.start - start, mark.end - start
    if not 0 <= first <= last <= len(line):
        return ""
    written, told = line[first:last], problem.remedy
    if told.startswith("multiply: ") and "…" not in told:
        last = max(each.end for each in marks) - start
        written, instead = line[first:last], told.removeprefix("multiply: ")
    elif told == "close the bracket with )":
        first = last = max(each.start for each in marks) - start
        written, instead = "", ")"
    else:
        found = _instead(told, written)
        if found is None:
            return ""
        instead = found
    if told == "leave the unit out":
        before = line[:first].rstrip().removesuffix("->").rstrip()
        first = len(before)
    fixed = (line[:first] + instead + line[last:]).rstrip()
    is_bare = mark.source.name in BARE
    if fixed == line or not _parses(fixed, is_bare=is_bare) or not _keeps_magnitudes(written, instead):
        return ""
    return fixed


def _instead(told: str, written: str) -> str | None:
    """What a remedy puts in the place of what is marked; None where it is no change of that alone."""
    if told in ("delete it", "leave the unit out"):
        return None if told == "delete it" and any(char.isalnum() for char in written) else ""
    if told in _SIGNS:
        sign, other = _SIGNS[told]
        return other if written == sign else None
    if told == "swap them":
        low, to, high = written.partition(" to ")
        return f"{high} to {low}" if to and " to " not in high else None
    if told.startswith("write the unit on the number, as in "):
        return told.removeprefix("write the unit on the number, as in ")
    if told.startswith("did you mean ") and told.endswith("?") and " or " not in told:
        instead = told[13:-1]
    elif told.startswith("write ") and not any(part in told for part in ("…", " or ", ", ", " as in ", " behind ")):
        instead = told[6:]
    else:
        return None
    if instead.endswith("(x)") or instead.startswith("name"):
        return None  # a pattern, and no text to put there
    if "=" in written and "=" not in instead:
        instead += " " + written[written.index("=") :]  # of an argument, the name alone
    return instead


def _parses(line: str, *, is_bare: bool) -> bool:
    """Whether a line is one of the notation: an expression, or a line of a sheet."""
    if is_bare:
        return parsed(line) is not None
    try:
        return not parse_sheet(Source("fix", line)).problems
    except EstimateError:
        return False


def _keeps_magnitudes(written: str, instead: str) -> bool:
    """Whether each magnitude of a text is in another one: no fix makes ten of ten million."""
    kept = "".join(instead.split())
    glued = re.findall(r"[0-9.]\s*([^\W\d_]+)", written)
    return all(letters in kept or not _is_magnitude(letters) for letters in glued)


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
