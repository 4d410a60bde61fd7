"""A file of SQL as statements with their places; those that say nothing of tables are left out unread.

Quotes, dollar quotes and comments are respected, psql's own commands and the rows of COPY are stepped over, and of a
migration that can be undone only the half that does it is read. So what a function's body or a trigger holds cannot
keep the tables from being read, and a large file costs little more than a search through it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"""[;'"$\\]|--|/\*""")
_BLANK = re.compile(r"(?:\s|--[^\n]*|;)+")
_ESCAPED = re.compile(r"(?:[^'\\]|\\.|'')*'", re.DOTALL)
_DOLLARS = re.compile(r"\$(?:[^\W\d]\w*)?\$")
_COMMENT = re.compile(r"/\*|\*/")
_ROWS_END = re.compile(r"^\\\.\s*$", re.MULTILINE)
_COPY = re.compile(r"COPY\b.*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_UNDONE = re.compile(
    r"^--\s*(?:\+\w+\s+|migrate:)(?:(?P<up>up)|down)\b[^\n]*$", re.IGNORECASE | re.MULTILINE
)  # the marks of goose, sql-migrate, micrate and dbmate
_MATTERS = re.compile(
    r"""(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+|UNIQUE\s+|(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|RECURSIVE|FOREIGN|
    MATERIALIZED)\s+)*(?:TABLE|INDEX|TYPE|DOMAIN|SCHEMA|VIEW)\b|SET\s+(?:SESSION\s+|LOCAL\s+)?SEARCH_PATH\b|SELECT\s+
    (?:PG_CATALOG\s*\.\s*)?SET_CONFIG\s*\(\s*'search_path'|DO\b""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_BLOCK = re.compile(r"\b(?:CREATE|ALTER|DROP)\s", re.IGNORECASE)


@record
class Statement:
    """A statement, and where it begins in the file."""

    text: str
    start: int
    in_block: bool  # from the body of a DO: it may never run as it stands


def statements(text: str) -> Iterator[Statement]:
    """The statements that say something of tables, in order."""
    text = _done_only(text)
    for start, end in _spans(text):
        if _MATTERS.match(text, start):
            found = text[start:end]
            if found[:2].upper() == "DO":
                yield from _block(found, start)
            else:
                yield Statement(found, start, in_block=False)


def _done_only(text: str) -> str:
    """Without the parts that undo a migration; blanks stand in their place."""
    parts, at, undoing = [], 0, False
    for mark in _UNDONE.finditer(text):
        part = text[at : mark.start()]
        parts.append(re.sub(r"[^\n]", " ", part) if undoing else part)
        at, undoing = mark.start(), mark["up"] is None
    part = text[at:]
    parts.append(re.sub(r"[^\n]", " ", part) if undoing else part)
    return "".join(parts)


def _block(text: str, start: int) -> Iterator[Statement]:
    """The statements in the body of a DO, where one usually makes a type unless it is there."""
    quote = _DOLLARS.search(text)
    if quote is None:
        return
    end = text.find(quote[0], quote.end())
    body = text[quote.end() : end if end >= 0 else len(text)]
    for first, last in _spans(body):
        found = _IN_BLOCK.search(body, first, last)
        if found is not None and _MATTERS.match(body, found.start()):
            yield Statement(body[found.start() : last], start + quote.end() + found.start(), in_block=True)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each statement begins and ends, its semicolon left out."""
    begin = at = _blank(text, 0)
    while at < len(text):
        stop = _STOP.search(text, at)
        if stop is None:
            break
        if stop[0] == "\\":  # psql's: to the end of its line; those like \gexec end a statement
            if text[begin : stop.start()].strip() and text[stop.end() : stop.end() + 1] == "g":
                yield begin, stop.start()
                begin = _line_end(text, stop.end())
            elif not text[begin : stop.start()].strip():
                begin = _line_end(text, stop.end())
            at = _line_end(text, stop.end())
            begin = max(begin, _blank(text, begin))
            at = max(at, begin)
        elif stop[0] == ";":
            yield begin, stop.start()
            at = stop.end()
            if _COPY.match(text, begin, stop.start()):
                rows = _ROWS_END.search(text, at)
                at = rows.end() if rows is not None else len(text)
            begin = at = _blank(text, at)
        else:
            at = _past(text, stop)
    if text[begin:].strip():
        yield begin, len(text)


def _past(text: str, stop: re.Match[str]) -> int:
    """Past the quote or the comment that begins there."""
    opening, at = stop[0], stop.start()
    if opening == "--":
        return _line_end(text, at)
    if opening == "/*":
        return _comment_end(text, at)
    if opening == "'" and text[at - 1 : at] in ("e", "E") and not text[at - 2 : at - 1].isalnum():
        escaped = _ESCAPED.match(text, stop.end())
        return escaped.end() if escaped is not None else len(text)
    if opening == "$":
        quote = _DOLLARS.match(text, at)
        if quote is None or re.match(r"\w", text[at - 1 : at]):
            return stop.end()
        end = text.find(quote[0], quote.end())
        return end + len(quote[0]) if end >= 0 else len(text)
    end = text.find(opening, stop.end())
    return end + 1 if end >= 0 else len(text)


def _blank(text: str, at: int) -> int:
    """Past blanks, comments and lone semicolons."""
    while True:
        found = _BLANK.match(text, at)
        at = found.end() if found is not None else at
        if not text.startswith("/*", at):
            return at
        at = _comment_end(text, at)


def _comment_end(text: str, at: int) -> int:
    """Comments of C nest in PostgreSQL."""
    depth = 0
    for mark in _COMMENT.finditer(text, at):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
