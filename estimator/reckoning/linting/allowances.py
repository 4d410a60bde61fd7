"""Comments that allow what a rule finds: `# lint: allow unsourced` behind a line or right above it."""

from __future__ import annotations

import re

from estimator.model.describe import suggestion
from estimator.notation.allowances import allowed_names
from estimator.problems import Mark, Problem
from estimator.reckoning.linting.rules import IDLE_ALLOWANCE, NAMES, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.problems import Source
    from estimator.reckoning.linting.rules import Rule

    Region = tuple[int, int]

_COMMENT = re.compile(r"<!--.*?-->")
_CODE = re.compile(r"`+[^`]*`+")
_TEXT = re.compile(r'"[^"\n]*"')


class Allowance:
    """The rules that a comment allows, on the lines from `first` to `last`."""

    __slots__ = ("first", "last", "names", "used")

    def __init__(self, names: list[tuple[str, Region]], first: int, last: int) -> None:
        self.names = names
        self.first, self.last = first, last
        self.used: set[str] = set()


def allowances(source: Source, regions: list[Region]) -> list[Allowance]:
    """The allowances of a sheet, each for the line that it stands behind, or that comes below it.

    A line goes on in those below that are indented deeper.
    """
    found: list[Allowance] = []
    for start, end in regions:
        waiting: list[tuple[str, Region]] = []
        current: Allowance | None = None
        is_table = False  # whose rows are lines of their own
        at = start
        while at < end:
            stop = source.text.find("\n", at)
            stop = end if stop < 0 or stop > end else stop
            line = source.text[at:stop]
            number = source.location(at)[0]
            names = _names(line, at)
            is_comment = line.lstrip().startswith("#")
            is_table = line.startswith("table ") or (is_table and (line[:1] in " \t" or not line.strip()))
            if is_comment:
                waiting += names
            elif line.strip():
                if line[:1] in " \t" and current is not None and not is_table:
                    current.last = number
                else:
                    current = Allowance([], number, number)
                    found.append(current)
                current.names += [*waiting, *names]
                waiting = []
            else:
                found += [Allowance(waiting, number, number)] if waiting else []
                waiting = []
            at = stop + 1
        found += [Allowance(waiting, 0, 0)] if waiting else []
    return [each for each in found if each.names]


def allowances_in_prose(source: Source) -> list[Allowance]:
    """Those of a document's prose: `<!-- lint: allow wrong-ratio -->` on a line, or on one of its own above."""
    found: list[Allowance] = []
    waiting: list[tuple[str, Region]] = []
    begin = 0
    for number, whole in enumerate(source.text.split("\n"), 1):
        line = _CODE.sub(lambda code: " " * len(code[0]), whole)
        names = [
            (name, (begin + place, begin + place + len(name)))
            for comment in _COMMENT.finditer(line)
            for name, place in ((name, comment.start() + at) for name, at in allowed_names(comment[0]))
        ]
        if names and not _COMMENT.sub("", line).strip():
            waiting += names
        elif line.strip():
            found += [Allowance([*waiting, *names], number, number)] if waiting or names else []
            waiting = []
        begin += len(line) + 1
    return [*found, *([Allowance(waiting, 0, 0)] if waiting else [])]


def _names(line: str, at: int) -> list[tuple[str, Region]]:
    """The rules that the comment of a line allows, with their places."""
    bare = _TEXT.sub(lambda text: " " * len(text[0]), line)
    mark = bare.find("#")
    if mark < 0 or bare.lstrip().startswith("##"):
        return []
    return [(name, (at + mark + place, at + mark + place + len(name))) for name, place in allowed_names(line[mark:])]


def allowed(findings: list[Finding], known: list[Allowance]) -> list[Finding]:
    """The findings that no comment allows."""
    by_line: dict[tuple[int, str], list[Allowance]] = {}
    for allowance in known:
        for line in range(allowance.first, allowance.last + 1):
            for name, _ in allowance.names:
                by_line.setdefault((line, name), []).append(allowance)
    left = []
    for finding in findings:
        rule = finding.rule.name
        lines = [mark.source.location(mark.start)[0] for mark in finding.problem.marks]
        allowing = [each for line in lines for each in by_line.get((line, rule), ())]
        for each in allowing:
            each.used.add(rule)
        if not allowing:
            left.append(finding)
    return left


def idle(source: Source, known: list[Allowance], rules: tuple[Rule, ...]) -> list[Finding]:
    """What is allowed and was not found there, or is no rule; the `rules` are those that looked."""
    found = []
    for allowance in known:
        for name, span in allowance.names:
            if name in allowance.used:
                continue
            if name in NAMES and name not in [rule.name for rule in rules]:
                continue
            if name in NAMES:
                message, remedy = f"{name} finds nothing here", "delete the comment"
            else:
                guess = suggestion(name, NAMES)
                message = f"there is no rule {name}"
                remedy = f"did you mean {guess}?" if guess else f"the rules are {', '.join(NAMES)}"
            problem = Problem(
                f"{message} ({IDLE_ALLOWANCE.name})", (Mark(source, *span),), remedy, IDLE_ALLOWANCE.severity
            )
            found.append(Finding(IDLE_ALLOWANCE, problem))
    return found
