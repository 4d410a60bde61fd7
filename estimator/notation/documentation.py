"""Blocks of `##` lines: free text, and the structured lines, from `also:` to `example:`."""

from __future__ import annotations

from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.line_ends import read_note
from estimator.notation.release_lines import REMEDY as RELEASES
from estimator.notation.release_lines import read_releases, what_is_lacking
from estimator.notation.tree import Documentation, Example
from estimator.problems import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tokens import Tokenizer
    from estimator.notation.tree import Parameter
    from estimator.problems import Mark

    Region = tuple[int, int]

NOTHING = Documentation()
_CONFIDENCES = ("high", "medium", "low")
_ONCE = ("as_of:", "confidence:", "review_by:", "valid_for:", "owner:", "sources:")
_DATES = ("as_of:", "review_by:")
_REQUIRED = "required"
# What a line of documentation begins with that is more than words.
STRUCTURED = (
    *("also:", "source:", "as_of:", "confidence:", "rises:", "falls:", "example:"),
    *("review_by:", "valid_for:", "owner:", "sources:", "author:", "releases:"),
)


def read_documentation(tokenizer: Tokenizer, lines: list[Region]) -> Documentation:
    """A block of documentation lines with its structured ones read."""
    free: list[str] = []
    values: dict[str, list[str]] = {key: [] for key in STRUCTURED}
    examples: list[Example] = []
    for start, end in lines:
        line = tokenizer.text[start + 2 : end].strip()
        key = line.split(" ", 1)[0]
        if key == "example:":
            found = _example(tokenizer, tokenizer.text.index("example:", start) + len("example:"), end)
            if found is not None:
                examples.append(found)
        elif key in values:
            value = line[len(key) :].strip()
            if key in _ONCE and values[key]:
                tokenizer.report(f"{key[:-1]} is given twice", start, end, "delete one of the two lines")
            values[key].append(value)
            _check_structured(tokenizer, key, value, start, end)
        else:
            free.append(line)
    also, rises, falls = [_terms(values[key]) for key in ("also:", "rises:", "falls:")]
    return Documentation(
        tuple(free),
        tuple(values["source:"]),
        " ".join(values["as_of:"]),
        " ".join(values["confidence:"]),
        tuple(examples),
        also,
        rises,
        falls,
        " ".join(values["review_by:"]),
        " ".join(values["valid_for:"]),
        " ".join(values["owner:"]),
        bool(values["sources:"]),
        tuple(filter(None, values["author:"])),
        tuple([line for line in values["releases:"] if read_releases(line) is not None]),
    )


def _terms(lines: list[str]) -> tuple[str, ...]:
    """What stands between the commas of lines."""
    return tuple([term.strip() for line in lines for term in line.split(",") if term.strip()])


def check_directions(
    problems: list[Problem], documentation: Documentation, parameters: tuple[Parameter, ...], at: Mark
) -> None:
    """Report what a function is said to rise or fall with and has no parameter of, or both."""
    names = [each.name for each in parameters]
    said = (*documentation.rises, *documentation.falls)
    for name in said:
        if name not in names:
            message = f"the lines above say how this goes with {name}, which it does not take"
            problems.append(Problem(message, (at,), f"it takes {', '.join(names)}" if names else "leave it out"))
        elif said.count(name) > 1:
            problems.append(Problem(f"the lines above say twice how this goes with {name}", (at,), "say it once"))
            break


def check_releases(
    problems: list[Problem], documentation: Documentation, parameters: tuple[Parameter, ...], at: Mark
) -> None:
    """Report a parameter that releases are said of, and that a function has not."""
    names = [each.name for each in parameters]
    if lacking := what_is_lacking(documentation.releases, names):
        message = f"the lines above say which releases have {lacking}, which it does not take"
        problems.append(Problem(message, (at,), f"it takes {', '.join(names)}" if names else "leave it out"))


def _check_structured(tokenizer: Tokenizer, key: str, value: str, start: int, end: int) -> None:
    """Report a structured line whose value is not of its form."""
    at = tokenizer.text.index(key, start) + len(key)
    begin = tokenizer.text.index(value, at, end) if value else at
    if key == "confidence:" and value not in _CONFIDENCES:
        remedy = f"write {', '.join(_CONFIDENCES[:-1])} or {_CONFIDENCES[-1]}"
        tokenizer.report("this is no confidence", begin, max(begin + len(value), begin + 1), remedy)
    year, _, month = value.partition("-")
    dated = len(year) == 4 and year.isdecimal() and (month.isdecimal() or not _)
    if key == "review_by:" and dated and month:
        dated = 1 <= int(month) <= 12
    if key in _DATES and not dated:
        remedy = "write a year or a month, as in 2026-11"
        tokenizer.report("this is no date", begin, max(begin + len(value), begin + 1), remedy)
    if key == "valid_for:":
        number, _, unit = value.partition(" ")
        if not number.isdecimal() or unit.removesuffix("s") not in ("day", "week", "month", "year"):
            remedy = "write days, weeks, months or years, as in 18 month"
            tokenizer.report("this is no time", begin, max(begin + len(value), begin + 1), remedy)
    if key == "releases:" and read_releases(value) is None:
        tokenizer.report("this says no releases", begin, max(begin + len(value), begin + 1), RELEASES)
    if key == "sources:" and value != _REQUIRED:
        remedy = f"write ## sources: {_REQUIRED}, or ## source: and where it is from"
        tokenizer.report("a sheet's sources are required, or not", begin, max(begin + len(value), begin + 1), remedy)


def _example(tokenizer: Tokenizer, start: int, end: int) -> Example | None:
    """`expression = value [± tolerance]` at a place of a documentation line."""
    try:
        parser = ExpressionParser(tokenizer.source, tokenizer.tokens(start, end))
        expression = parser.expression()
        parser.expect("=", "an example needs = and its value", "write ## example: expression = value")
        parser.tolerant = True
        value = parser.expression()
        tolerance = None
        if parser.type == "±":
            parser.advance()
            tolerance = parser.expression()
        read_note(parser)
    except ParseFault as fault:
        tokenizer.problems.append(fault.problem)
        return None
    return Example(expression, value, tolerance, (start, end))
