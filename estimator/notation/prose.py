"""The prose of a Markdown document: where words stand, and the figures of a sheet among them.

    figure   = "{" name [ "->" unit ] { "," option } "}"
    option   = number "digits" | "exact" | "range" | "number" | "in" text   # the title of a scenario
    filled   = value "<!-- " figure " = " value " -->"

A comment stands behind what was filled in and says what it is, so that a code host shows the value alone, and it can be
filled in anew. What is code is no prose: fences, spans of backticks, indented blocks; nor are comments, the front
matter, and a brace behind a backslash or behind what makes it another language's: `${name}`, `{{name}}`, `x_{i}`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.fences import fences
from estimator.notation.line_ends import read_arrow
from estimator.notation.tokens import Tokenizer
from estimator.notation.tree import Name
from estimator.problems import Mark, Problem
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.notation.tree import Span, Unit
    from estimator.problems import Source

BEGIN_BLOCK, END_BLOCK = "<!-- estimate: begin", "<!-- estimate: end -->"
MOST_DIGITS = 17
_FIGURE = re.compile(r"\{\s*(?P<name>[^\W\d]\w*(?:\.\w+)*)\s*(?P<rest>(?:->|,)[^{}\n]*)?\}")
_FILLED = re.compile(r"<!--\s*(?P<figure>\{[^{}]*\})\s*=\s(?P<value>[^<>]*?)\s*-->")
_FOREIGN = frozenset("$#%_^\\{")  # before a brace: of a shell, of a template, of a formula
# What is looked at: an escape, code, a comment, a brace, and an address, of which a brace may be a part.
_SPECIAL = re.compile(r"\\.?|`|<!--|\{|\]\([^()\s]*\)|https?://[^\s)>\]]+", re.DOTALL)
_RUN = re.compile(r"`+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*(?:\n|$)")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]")
_OPTIONS = (
    'write {name -> TB}, {name, 4 digits}, {name, exact}, {name, range}, {name, number} or {name, in "scenario"}, '
    "and \\{ where a brace is only one"
)


@record
class Figure:
    """A figure in the prose: what it is of, and how it is shown.

    span        of the braces; of what was filled in, of all from the value to the end of the comment
    written     the figure as it stands, braces and all
    bare        whether it is the number without its unit
    filled      the value that the comment says, None where nothing was filled in
    value       where that value stands before the comment; None where something else does
    """

    written: str
    name: Name
    unit: Unit | None
    digits: int
    exact: bool
    ranged: bool
    bare: bool
    scenario: str
    filled: str | None
    value: Span | None
    span: Span


def figures(source: Source, problems: list[Problem], *, lenient: bool = False) -> list[Figure]:
    """The figures of a document, in its order; what is wrong with one becomes a problem, and it is left out.

    Where that is `lenient`, braces in which nothing was filled in may mean something else.
    """
    found = []
    for begin, end, filled in _places(source.text):
        figure = _read(source, begin, end, filled, [] if lenient and filled is None else problems)
        if figure is not None:
            found.append(figure)
    return found


def _places(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Where braces of figures stand in prose, those in the comments behind what was filled in with the comment."""
    for start, stop in prose_of(text):
        code = _Code(text, start, stop)
        at, last_comment = start, text.rfind("-->", start, stop)
        while (special := _SPECIAL.search(text, at, stop)) is not None:
            at, sign = special.start(), special[0]
            if sign == "`":
                at = code.behind(at)
            elif sign == "<!--":
                filled = _FILLED.match(text, at)
                if filled is not None:
                    yield filled.start("figure"), filled.end("figure"), filled
                at = text.find("-->", at) + 3 if at < last_comment else at + 4
            elif sign == "{":
                found = _FIGURE.match(text, at)
                end = found.end() if found is not None else at + 1
                is_foreign = at > 0 and text[at - 1] in _FOREIGN
                if found is not None and not is_foreign and text[end : end + 1] != "}":
                    yield at, end, None
                at = end
            else:
                at = special.end()  # an escape, or an address


class _Code:
    """The spans of code in a region: from a run of backticks to the next one of as many in the paragraph."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(text, start, stop):
            self.runs.setdefault(len(run[0]), []).append(run.start())
        self.paragraphs = [each.start() for each in _PARAGRAPH.finditer(text, start, stop)] if self.runs else []
        self.text, self.stop = text, stop

    def behind(self, at: int) -> int:
        """The place behind a span of code; behind its backticks where nothing closes it."""
        run = _RUN.match(self.text, at)
        assert run is not None
        place = bisect_left(self.paragraphs, run.end())
        end = self.paragraphs[place] if place < len(self.paragraphs) else self.stop
        alike = self.runs.get(len(run[0]), [])
        closing = bisect_left(alike, run.end())
        is_closed = closing < len(alike) and alike[closing] < end
        return alike[closing] + len(run[0]) if is_closed else run.end()


def prose_of(text: str) -> list[Span]:
    """The regions of a document that are neither fences, nor indented code, front matter or tables that we made."""
    cut = [(fence.start, fence.stop) for fence in fences(text)]
    cut += _front(text)
    cut += _made(text, cut)
    cut += _indented(text, cut)
    return _between(cut, len(text))


def written_text(text: str) -> str:
    """A document without its front matter and without the tables that we made."""
    cut = [(fence.start, fence.stop) for fence in fences(text)]
    cut = [*_front(text), *_made(text, [*cut, *_front(text)])]
    return "".join([text[begin:stop] for begin, stop in _between(cut, len(text))]).removeprefix("\ufeff")


def front_matter(text: str) -> str:
    """What stands between the dashes at the head of a document; empty without these."""
    return "".join([text[begin + 3 : stop - 3] for begin, stop in _front(text)])


def _front(text: str) -> list[Span]:
    """Where the front matter of a document stands, if it has one."""
    at = int(text.startswith("\ufeff"))
    if not text.startswith(("---\n", "---\r\n"), at):
        return []
    end = re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE).search(text, at + 4)
    return [(at, end.end())] if end is not None else []


def _made(text: str, inside: list[Span]) -> list[Span]:
    """Where the tables that we made stand, in none of some regions."""
    found = []
    begins = [place for place in _lines_that_begin(text, BEGIN_BLOCK) if not _is_in(place, inside)]
    for place in begins:
        ends = [end for end in _lines_that_begin(text, END_BLOCK) if end > place and not _is_in(end, inside)]
        found += [(place, ends[0])] if ends else []
    return found


def _between(cut: list[Span], length: int) -> list[Span]:
    """What is left of a text between some regions."""
    found, at = [], 0
    for begin, stop in sorted(cut):
        if begin > at:
            found.append((at, begin))
        at = max(at, stop)
    return [*found, (at, length)]


def _is_in(place: int, regions: list[Span]) -> bool:
    return any(begin <= place < stop for begin, stop in regions)


def _lines_that_begin(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] in "\n\ufeff":
            found.append(at)
        at = text.find(word, at + 1)
    return found


def _indented(text: str, cut: list[Span]) -> list[Span]:
    """Blocks indented by four blanks behind an empty line, but for what goes on in the item of a list."""
    found: list[Span] = []
    is_blank, in_item, is_code, at = True, False, False, 0
    ends = sorted(cut)
    while at < len(text):
        while ends and ends[0][1] <= at:
            ends.pop(0)
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop + 1
        line = text[at:stop]
        if ends and ends[0][0] <= at:
            is_blank, is_code = True, False
        elif not line.strip():
            is_blank = True
        else:
            is_deep = line.startswith(("    ", "\t"))
            is_code = is_deep and not in_item and (is_blank or is_code)
            if is_code:
                found.append((at, stop))
            elif not is_deep:
                in_item = _ITEM.match(line) is not None or (in_item and (line[:1] == " " or not is_blank))
            is_blank = False
        at = stop
    return found


def _read(
    source: Source, begin: int, end: int, comment: re.Match[str] | None, problems: list[Problem]
) -> Figure | None:
    text = source.text
    written = " ".join(text[begin:end].split())
    found = _FIGURE.fullmatch(text, begin, end)
    if found is None:
        problems.append(Problem("this is no figure of a sheet", (Mark(source, begin, end),), _OPTIONS))
        return None
    if comment is None and _runs_on(text, begin):
        mark = Mark(source, begin - 1, end)
        problems.append(Problem("this figure would run into the number before it", (mark,), "put a blank between them"))
        return None
    head, *options = _parts(found["rest"] or "")
    stop = found.end("name") + len(head)
    known = len(problems)
    try:
        parser = ExpressionParser(source, Tokenizer(source, problems).tokens(begin + 1, stop))
        name = parser.expression()
        unit = read_arrow(parser) if parser.type == "->" else None
        if parser.type != "end":
            parser.unexpected("a figure is a name, and perhaps its unit and options", _OPTIONS)
    except ParseFault as fault:
        if len(problems) == known:
            problems.append(fault.problem)
        return None
    if not isinstance(name, Name) or len(problems) > known:
        return None
    digits, exact, ranged, bare, scenario = 0, False, False, False, ""
    for option in options:
        word = option.strip()
        number = re.fullmatch(r"(\d{1,3})\s*digits?", word)
        title = re.fullmatch(r'in\s+"([^"]*)"', word)
        if number is not None and 1 <= int(number[1]) <= MOST_DIGITS:
            digits = int(number[1])
        elif word == "exact":
            exact = True
        elif word == "range":
            ranged = True
        elif word == "number":
            bare = True
        elif title is not None and "--" not in title[1]:
            scenario = title[1]
        else:
            at = text.index(option, stop, end)
            at += len(option) - len(option.lstrip())
            mark = Mark(source, at, at + max(1, len(word)))
            message = (
                f"a figure is shown with at most {MOST_DIGITS} digits" if number else "this is no option of a figure"
            )
            problems.append(Problem(message, (mark,), _OPTIONS))
            return None
    filled, value, span = None, None, (begin, end)
    if comment is not None:
        filled = " ".join(comment["value"].split())
        value = _value_before(text, comment.start(), filled)
        span = (value[0] if value else comment.start(), comment.end())
    return Figure(written, name, unit, digits, exact, ranged, bare, scenario, filled, value, span)


def _parts(rest: str) -> list[str]:
    """What stands behind the name: the unit with its arrow, perhaps empty, then the options, cut at commas."""
    pieces = rest.split('"')
    pieces[::2] = [piece.replace(",", "\0") for piece in pieces[::2]]
    head, *options = '"'.join(pieces).split("\0")
    return [head, *options]


def _value_before(text: str, at: int, filled: str) -> Span | None:
    """Where a value stands right before a comment, whole; None where something else does."""
    if not filled:
        return None
    pattern = r"\s+".join([re.escape(word) for word in filled.split(" ")]) + r"\Z"
    found = re.compile(pattern).search(text, max(0, at - 2 * len(filled) - 20), at)
    if found is None:
        return None
    return None if _runs_on(text, found.start()) else found.span()


def _runs_on(text: str, at: int) -> bool:
    """Whether a number that begins at a place would be the end of a longer one: 1 of 15 GB, 1, of 1,500."""
    before = text[max(at - 2, 0) : at]
    return before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit() and len(before) > 1)
