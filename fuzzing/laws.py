"""What must hold of any text that is read or printed. A law that does not hold is raised as `Broken`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from estimator.languages.problem_reports import report_text
from estimator.model.budget import LENGTHY
from estimator.model.files import formatted_text, module_from_text
from estimator.notation.bare import parse_expression
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_expression, print_sheet
from estimator.notation.sheet import Sheet
from estimator.notation.tree import Check, Definition
from estimator.problems import EstimateError, Source
from estimator.records import replace
from estimator.writers.json import error_object

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.problems import Problem
    from fuzzing.streams import Done

FINE, FAILED, WRONG, OURS = 0, 1, 2, 70
_CONTROL = re.compile(r"\x1b\[\??[0-9;]*[A-Za-z]|\r")  # colours, and the cursor of a progress bar
_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
_TRACEBACK = "Traceback (most recent call last)"
# A sentence that says beforehand that something takes long.
_ANNOUNCED = re.compile(r"\b(takes?|will take|would take|needs?) [^.\n]*?\b(s|seconds?|minutes?)\b|\btakes? long\b")


class Broken(Exception):
    """A law does not hold; `law` names it, for causes to be told apart, and `detail` says what was seen."""

    def __init__(self, law: str, detail: str = "") -> None:
        super().__init__(f"{law}: {detail}" if detail else law)
        self.law = law
        self.detail = detail


def require(holds: object, law: str, detail: object = "") -> None:
    """Broken unless something holds."""
    if not holds:
        raise Broken(law, str(detail)[:600])


# ------------------------------------------------------------------------------------------- what is printed


def inert(text: str) -> None:
    """A text for a terminal holds nothing that acts on one."""
    if text.isprintable():
        return
    for char in set(text):
        acts = char in _DIRECTION or (not char.isprintable() and char != "\n")
        require(not acts, "nothing in the output acts on a terminal", f"{char!r} in {text[:300]!r}")


def parsed_json(text: str) -> Any:
    """A JSON text; what is none breaks a law, as NaN and Infinity do."""

    def refuse(constant: str) -> NoReturn:
        raise Broken("JSON holds no NaN and no Infinity", constant)

    try:
        return json.loads(text, parse_constant=refuse)
    except ValueError as fault:
        raise Broken("JSON can be read", f"{fault}: {text[:300]!r}") from None


def finite_json(value: Any) -> None:
    """A value can be said in JSON."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError as fault:
        raise Broken("JSON holds no NaN and no Infinity", str(fault)) from None


def reported(error: EstimateError) -> str:
    """A fault of the user's text is said as a sentence with a place, on a terminal and in JSON."""
    require(error.problems, "a fault has a problem to report")
    for problem in error.problems:
        _sensible(problem)
    text = report_text(error.problems)
    inert(text)
    finite_json(error_object(error.problems))
    return text


def _sensible(problem: Problem) -> None:
    require(problem.message.strip(), "a problem has a message")
    require(problem.marks, "a problem has a place", problem.message)
    for mark in problem.marks:
        length = len(mark.source.text)
        inside = 0 <= mark.start <= mark.end <= length + 1
        require(inside, "a mark lies in its source", f"{mark.start} to {mark.end} of {length}: {problem.message}")


def announced(text: str) -> bool:
    """Whether the product says that something takes long."""
    return _ANNOUNCED.search(text) is not None


def kept(done: Done, *, as_json: bool = False, terminal: bool = False) -> Any:
    """What every command promises of its exit code and its streams; the JSON object where that was asked for."""
    require(_TRACEBACK not in done.err + done.out, "no traceback is printed", _last_frames(done.err + done.out))
    require(done.code != OURS, "no fault of ours", _last_frames(done.err))
    require(done.code in (FINE, FAILED, WRONG), "the exit code is 0, 1 or 2", done.code)
    inert(_CONTROL.sub("", done.err) if terminal else done.err)
    if as_json:
        require(not done.err, "with --json nothing is said on standard error", done.err[:300])
        found = parsed_json(done.out)
        errors = isinstance(found, dict) and "errors" in found
        require(errors <= (done.code == WRONG), "an object of errors comes with exit code 2", done.code)
        return found
    inert(_CONTROL.sub("", done.out) if terminal else done.out)
    said = done.err.replace(f"note: {LENGTHY}\n", "")
    require(done.code == WRONG or not said, "what is right says nothing on standard error", said[:300])
    require(done.code != WRONG or done.err.strip(), "what is wrong is said on standard error")
    return None


def _last_frames(text: str) -> str:
    frames = re.findall(r'File "[^"]*?([^"/]+)", line (\d+), in (\S+)', text)
    last = text.strip().splitlines()[-1:] or [""]
    return " ".join([f"{name}:{line} {where}" for name, line, where in frames[-2:]] + last)


# ---------------------------------------------------------------------------------------------- what is read


def expression_reads_back(text: str) -> None:
    """A printed expression is read as itself."""
    problems: list[Problem] = []
    parsed = parse_expression(Source("line", text), problems)
    if parsed is None or problems:
        return
    printed = print_expression(parsed[0])
    again = parse_expression(Source("line", printed), problems)
    require(again is not None and not problems, f"a printed expression can be read: {_first(problems)}", printed)
    require(again is not None and again[0] == parsed[0], "a printed expression is read as itself", printed)


def _first(problems: list[Problem]) -> str:
    return problems[0].message if problems else ""


def sheet_reads_back(sheet: Sheet, *, documented: bool) -> None:
    """A printed sheet is read as itself; its description as well, if it has one of its own and no document's title."""
    if sheet.problems:
        return
    if not documented:
        lines, sheet = sheet.lines, Sheet(sheet.source)
        sheet.lines += lines
    printed = print_sheet(sheet)
    again = parse_sheet(Source("again.est", printed))
    if again.problems:
        raise Broken(f"a printed sheet can be read: {again.problems[0].message}", repr(printed[:300]))
    same = [_unnamed(line) for line in again.lines] == [_unnamed(line) for line in sheet.lines]
    require(same, "a printed sheet is read as itself", repr(printed[:300]))
    if documented:
        require(again.documentation == sheet.documentation, "a printed description is read as itself", printed[:300])


def formats(text: str, name: str, sheet: Sheet) -> None:
    """A text that is laid out anew says the same, and laying it out again changes nothing."""
    if sheet.problems:
        return
    made = formatted_text(text, name)
    require(formatted_text(made, name) == made, "what is laid out is laid out already", repr(made[:300]))
    again = module_from_text(made, name).sheet
    require(again.lines == sheet.lines, "what is laid out says the same", repr(made[:300]))


def _unnamed(line: Line) -> object:
    """A line without the names that it needs, whose order may be another one."""
    if isinstance(line, Definition):
        return replace(line, names=(), locals=tuple([replace(each, names=()) for each in line.locals]))
    return replace(line, names=()) if isinstance(line, Check) else line
