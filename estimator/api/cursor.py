"""Where a cursor stands in Python code that is not whole yet: in which call, at which argument, in which text."""

from __future__ import annotations

import re

from estimator.records import record

_PAIRS = {")": "(", "]": "[", "}": "{"}
_KEYWORD = re.compile(r"\s*(\w+)\s*=(?!=)\s*")
_COMMENT = re.compile(r"\A\s*#[^\n]*\n")
_WORD = re.compile(r"\w*\Z")
LONGEST = 20_000  # characters before the cursor that are looked at


@record
class Place:
    """What is before a cursor: the callee's text, the argument's place or name, and what is written of it so far.

    `bracket` is the innermost one that is open, ( or [, of which the latter asks for an item of the callee. `quoted` is
    whether the cursor stands in a text, `starts` whether an argument begins here, which may be its name.
    """

    callee: str
    bracket: str
    number: int
    keyword: str
    fragment: str
    quoted: bool
    starts: bool
    first: str  # the first argument where it is a text, as in load("twitter", …


@record
class _Open:
    """A bracket that is open, and the places of the commas in it."""

    bracket: str
    place: int
    commas: tuple[int, ...] = ()


def place(before: str) -> Place | None:
    """Where the cursor stands behind a text; None where it is in no call, or in a comment."""
    before = before[-LONGEST:]
    found, start = _scanned(before)
    if found is None:
        return None
    if found and found[-1].bracket == "[" and not _callee(before[: found[-1].place]):
        found = found[:-1]  # a list in a call
    if not found or found[-1].bracket == "{":
        return None
    innermost = found[-1]
    begins = (innermost.commas[-1] if innermost.commas else innermost.place) + 1
    argument = _COMMENT.sub("", before[begins : start if start is not None else len(before)])
    named = _KEYWORD.match(argument)
    keyword, rest = (named[1], argument[named.end() :]) if named is not None else ("", argument)
    callee = _callee(before[: innermost.place])
    ends = innermost.commas[0] if innermost.commas else len(before)
    first = re.fullmatch(r"""\s*(["'])([^"'\n]*)\1\s*""", before[innermost.place + 1 : ends])
    said = first[2] if first is not None else ""
    if start is not None:
        is_alone = not rest.strip(" [(\n") or bool(re.fullmatch(r"""\s*\[(\s*["'][^"']*["']\s*,)*\s*""", rest))
        fragment = before[start + 1 :]
        return _place(callee, innermost, keyword, fragment, said, quoted=True) if is_alone and callee else None
    fragment = _WORD.search(argument)[0]  # type: ignore[index]  # it matches anything
    starts = not keyword and argument.strip() == fragment
    return _place(callee, innermost, keyword, fragment, said, starts=starts) if callee else None


def _place(
    callee: str, found: _Open, keyword: str, fragment: str, first: str, *, quoted: bool = False, starts: bool = False
) -> Place:
    return Place(callee, found.bracket, len(found.commas), keyword, fragment, quoted, starts, first)


def _scanned(before: str) -> tuple[list[_Open] | None, int | None]:
    """The brackets that are open at the end of a text, and where a text in quotes begins that is; None in a comment."""
    opened: list[_Open] = []
    at = 0
    while at < len(before):
        char = before[at]
        if char == "#":
            end = before.find("\n", at)
            if end < 0:
                return None, None
            at = end
        elif char in "\"'":
            quote = char * 3 if before.startswith(char * 3, at) else char
            end = _end_of_text(before, at + len(quote), quote)
            if end < 0:
                return opened, at + len(quote) - 1
            at = end
            continue
        elif char in "([{":
            opened.append(_Open(char, at))
        elif char in _PAIRS and opened and opened[-1].bracket == _PAIRS[char]:
            opened.pop()
        elif char == "," and opened:
            last = opened[-1]
            opened[-1] = _Open(last.bracket, last.place, (*last.commas, at))
        at += 1
    return opened, None


def _end_of_text(before: str, at: int, quote: str) -> int:
    """Where a text in quotes ends, behind its last quote; -1 where it does not. A short one ends with its line."""
    while at < len(before):
        if before[at] == "\\":
            at += 2
            continue
        if before.startswith(quote, at):
            return at + len(quote)
        if before[at] == "\n" and len(quote) == 1:
            return at
        at += 1
    return -1


def _callee(before: str) -> str:
    """The expression that a text ends with, of names, dots and calls: `load("twitter").scenario`."""
    at, depth = len(before), 0
    while at:
        char = before[at - 1]
        if char == ")":
            depth += 1
        elif char == "(":
            if not depth:
                break
            depth -= 1
        elif (not depth and not (char.isalnum() or char in "_.")) or (depth and char == "\n"):
            break
        at -= 1
    found = before[at:]
    return found if re.match(r"[^\W\d]", found) and not found.endswith(".") else ""
