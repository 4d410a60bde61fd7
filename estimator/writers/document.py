"""A user's Markdown document with the tables that export makes in it: everything else stays to the byte.

The tables stand between two comments, and what stands between these is made anew each time. That it was made by us, and
nothing of the user's has come between them, is told by its digest in the first comment; where there is none, by its
lines, each of which must be such as the tables have.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from estimator.languages.spans import in_shell
from estimator.notation.fences import fences
from estimator.problems import EstimateError, Mark, Problem

if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.problems import Source

    Span = tuple[int, int]

BEGINS, END = "<!-- estimate: begin", "<!-- estimate: end -->"
# The headings of the tables, and whether a table or the worked steps stand below.
HEADINGS = {
    "Answers": ("Answer", "Value", "90% range", "Note"),
    "Checks": ("", "Check", "Holds", "Note"),
    "Assumptions": ("Name", "Value", "Note", "Source"),
    "Ledger": (
        *("Assumption", "Value", "90% range", "Share of spread", "Source", "As of", "Review by", "Confidence", "Owner"),
        "Status",
    ),
    "Functions": ("Function", "What it gives"),
    "Thresholds": ("Function", "Threshold", "Gives"),
    "Working": (),
    "Results": (),
    "Scenarios": ("Scenario", "Changes", "Then", "Note"),
}
MADE = "- Made: "  # before the day on which the tables were made, and by what
_MADE = re.compile(r"^[-*+] Made: .*$", re.MULTILINE)
_FOLD = re.compile(r"^ {0,3}<(/?)details\b.*$", re.MULTILINE | re.IGNORECASE)
_BEGINS = re.compile(r"<!-- estimate: begin\b[^<>]*-->")
_BOLD = re.compile(r"\*\*.+?\*\*")
_HEAD = re.compile(r"^### (?:Answers|Assumptions)\r?$", re.MULTILINE)
_DIGEST = re.compile(r"; ([0-9a-f]{16}) -->$")


def block(tables: str) -> str:
    """The tables between their two comments, of which the first says what stands behind it."""
    return (
        f"<!-- estimate: begin; made by estimate export, changes here are lost; {_digest(tables)} -->\n{tables}{END}\n"
    )


def in_document(source: Source, made: str, line_end: str) -> str:
    """A document with the block in place of the one it has, or behind its last sheet.

    EstimateError where something of the user's stands in the block, where there are two of them or half of one.
    """
    text = source.text
    found, halves = _generated(source)
    if halves:
        begins = _BEGINS.match(text, halves[0]) is not None
        message = "the tables that export made begin here, and end nowhere"
        remedy = f"put {END} behind the last of them, or delete them with this comment"
        if not begins:
            message = "the tables that export made end here, and begin nowhere"
            remedy = "delete this comment, and the tables above it"
        raise EstimateError([Problem(message, (Mark(source, *_line(text, halves[0]), ""),), remedy)])
    if len(found) > 1:
        marks = [Mark(source, *_line(text, start), "") for start, _ in found[:2]]
        raise EstimateError(
            [
                Problem(
                    "two blocks of tables that export made", tuple(marks), "delete one of them, with its two comments"
                )
            ]
        )
    if found:
        start, stop = found[0]
        _refuse_what_is_not_ours(source, start, stop, made)
        return text[:start] + _of_the_same_day(made, text[start:stop]).replace("\n", line_end) + text[stop:]
    last = [fence for fence in fences(text) if fence.info.split(" ")[0] == "est"][-1]
    at = _behind_fold(text, last.stop)
    before = text[:at]
    if not before.endswith("\n"):
        before += line_end
    if last.stop == last.end:  # the document ended before its fence did
        before += last.closing + line_end
    return before + line_end + made.replace("\n", line_end) + text[at:]


def _of_the_same_day(made: str, before: str) -> str:
    """A block with the day of the one that was there, where they say the same but for that."""
    now, then = (_MADE.search(each) for each in (made, before))
    if now is None or then is None or _words(_undated(made)) != _words(_undated(before)):
        return made
    return block(_tables(f"{made[: now.start()]}{then[0].rstrip()}{made[now.end() :]}"))


def _undated(made: str) -> str:
    """What a block says but for its day, and for the comments around it."""
    return _MADE.sub("", _tables(made))


def _behind_fold(text: str, at: int) -> int:
    """A place, or the one behind what is folded around it."""
    inside = [(fence.start, fence.stop) for fence in fences(text)]
    depth = 0
    for found in _FOLD.finditer(text):
        if any(start <= found.start() < stop for start, stop in inside):
            continue
        depth = max(0, depth - 1 if found[1] else depth + 1 - found[0].lower().count("</details"))
        if found.start() < at:
            continue
        if found[1] and not depth:
            return min(len(text), found.end() + 1)
        if not found[1] and depth == 1:
            return at
    return at


def block_faults(source: Source, made: str) -> list[Problem]:
    """What is wrong with the tables that export made in a document: changed by hand, or with other figures by now.

    `made` is the block as it would be made now. That a formatter laid the tables out anew is nothing, nor that another
    version says a range with other digits: the answers and the assumptions are held against each other.
    """
    faults = []
    for start, stop in _generated(source)[0][:1]:
        begin = source.text.index("\n", start) + 1
        text = source.text[begin : source.text.rindex(END, begin, stop)]
        digest = _DIGEST.search(source.text[start:begin].rstrip())
        mark = Mark(source, *_line(source.text, start))
        again = f"run estimate export {in_shell(source.name)} -o {in_shell(source.name)} --force"
        if digest is not None and digest[1] != _digest(text):
            at = _first_change(source, begin, text, made)
            remedy = f"delete the tables with their two comments, then {again}"
            faults.append(Problem("the tables that export made were changed by hand", (at or mark,), remedy))
        elif digest is not None and _said(text) != _said(_tables(made)):
            at = _first_change(source, begin, text, made)
            faults.append(Problem("the tables that export made have other figures by now", (at or mark,), again))
    return faults


def _tables(made: str) -> str:
    """What stands between the two comments of a block."""
    return made[made.index("\n") + 1 : made.rindex(END)]


def _first_change(source: Source, begin: int, text: str, made: str) -> Mark | None:
    """The first line of the tables that would not be made now."""
    known = {_words(line) for line in [*_tables(made).splitlines(), *_MADE.findall(text)]}
    at = begin
    for line in text.split("\n"):
        if _words(line) and _words(line) not in known:
            return Mark(source, *_line(source.text, at))
        at += len(line) + 1
    return None


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _said(text: str) -> list[str]:
    """The answers of tables with their values, and the assumptions as they were written."""
    found, heading = [], ""
    for line in text.splitlines():
        if line.startswith("### "):
            heading = line.removeprefix("### ").strip()
        elif heading == "Assumptions" and line.startswith("|"):
            found.append(_words(line))
        elif heading == "Answers" and (value := _BOLD.search(line)) is not None:
            found.append(_words(line[: value.end()]))
    return found


def _generated(source: Source) -> tuple[list[Span], list[int]]:
    """Where the blocks of a document are, whole lines from a first comment to the next second one, in no fence.

    And where either of the two comments stands without the other, of which our tables tell that export wrote it.
    """
    text = source.text
    inside = [(fence.start, fence.stop) for fence in fences(text)]
    found: list[Span] = []
    halves: list[int] = []
    is_made = False
    begin, at = -1, int(text.startswith("\ufeff"))
    for line in text[at:].split("\n"):
        while inside and inside[0][1] <= at:
            inside.pop(0)
        if not inside or at < inside[0][0]:
            if _BEGINS.fullmatch(line.rstrip()):
                halves += [begin] if begin >= 0 and is_made else []
                begin, is_made = at, _DIGEST.search(line.rstrip()) is not None
            elif line.rstrip() == END:
                if begin >= 0:
                    found.append((begin, min(at + len(line) + 1, len(text))))
                elif _HEAD.search(text, found[-1][1] if found else 0, at):
                    halves.append(at)
                begin = -1
        at += len(line) + 1
    return found, sorted([*halves, begin] if begin >= 0 and is_made else halves)


def _refuse_what_is_not_ours(source: Source, start: int, stop: int, made: str) -> None:
    """EstimateError at the first thing between the comments that export would not have put there."""
    text = source.text
    begin = text.index("\n", start) + 1
    end = text.rindex(END, begin, stop)
    digest = _DIGEST.search(text[start:begin].rstrip())
    if digest is not None and digest[1] == _digest(text[begin:end]):
        return
    _refuse_other_lines(source, begin, end, made)
    if digest is not None:
        message = "the tables that export made were changed, and the change would be lost"
        remedy = "copy what you want to keep, then delete the tables with their two comments"
        raise EstimateError([Problem(message, (Mark(source, *_line(text, start)),), remedy)])


def _refuse_other_lines(source: Source, begin: int, end: int, made: str) -> None:
    """EstimateError at the first line of a region that is none of tables of ours."""
    text = source.text
    working = []
    for fence in fences(text):
        if begin <= fence.start < end:
            if fence.info.split(" ")[0] == "est":
                _refuse(source, fence.start, "this sheet stands among the tables that export made, and would be lost")
            if fence.info == "text":
                working.append((fence.start, fence.stop))
    expected = {line for line in made.splitlines() if line} | set(_MADE.findall(text[begin:end]))
    heading, is_head, at = "", True, begin
    while at < end:
        if working and working[0][0] <= at and heading == "Working":
            at = working.pop(0)[1]
            heading = ""
            continue
        shown = text[at : text.index("\n", at)].rstrip(" \t\r")  # a page break is somebody's
        if shown.removeprefix("### ") in HEADINGS and shown.startswith("### "):
            heading, is_head = shown.removeprefix("### "), True
        elif not shown and not is_head:
            heading, is_head = "", True
        elif shown.startswith("|") and (not is_head or _is_head(shown, HEADINGS.get(heading, ()))):
            is_head = False
        elif shown and shown not in expected:
            _refuse(source, at, "this line is none of the tables that export made, and would be lost")
        at = text.index("\n", at) + 1


def _is_head(row: str, columns: tuple[str, ...]) -> bool:
    """Whether a row of a table is a head with columns of ours, of which those without an entry are left out."""
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    return bool(columns) and all(cell in columns for cell in cells)


def _refuse(source: Source, at: int, message: str) -> NoReturn:
    start, end = _line(source.text, at)
    remedy = "move it above the comment “estimate: begin”, or below “estimate: end”"
    raise EstimateError([Problem(message, (Mark(source, start, end),), remedy)])


def _line(text: str, at: int) -> Span:
    """The line that begins at an offset, without its end; whole where it is nothing but blanks."""
    stop = text.find("\n", at)
    stop = stop if stop >= 0 else len(text)
    return at, at + (len(text[at:stop].rstrip()) or stop - at)


def _digest(tables: str) -> str:
    """What they say, in whatever way a formatter lays them out."""
    return hashlib.sha256(_words(tables).encode()).hexdigest()[:16]
