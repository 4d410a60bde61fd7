"""SQL as statements with their places; those that say nothing of tables are left out unread.

Quotes, dollar quotes and comments are respected, psql's own commands and the rows of COPY and INSERT are stepped over,
and of a migration that can be undone only the half that does it is read. So what a function's body or a trigger holds
cannot keep the tables from being read, and a large file costs little more than a search through it: it comes in pieces,
and of what is stepped over nothing is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.producers.schema.lexis import POSTGRESQL
from estimator.producers.schema.release_comments import BEGINS
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.lexis import Lexis

LONGEST_STATEMENT = 1_000_000  # characters, of one that says something of tables
LONGEST_BEFORE = 10_000  # characters of a line that are kept before a statement and behind it
HEAD = 4000  # characters that tell what a statement is about
_ESCAPED = {"'": re.compile(r"\\.|''|'", re.DOTALL), '"': re.compile(r'\\.|""|"', re.DOTALL)}
_DOLLARS = re.compile(r"\$(?:[^\W\d]\w*)?\$")
_COMMENT = re.compile(r"/\*|\*/")
_COPY = re.compile(r"COPY\b.*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_UNDONE = re.compile(
    r"^--\s*(?:\+\w+\s+|migrate:)(?:(?P<up>up)|down)\b[^\n]*$", re.IGNORECASE | re.MULTILINE
)  # the marks of goose, sql-migrate, micrate and dbmate
_MATTERS = re.compile(
    rf"""(?:{BEGINS}\s*)?(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+|(?:UNIQUE|GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|RECURSIVE|FOREIGN|
    MATERIALIZED|FULLTEXT|SPATIAL|VIRTUAL|ONLINE|OFFLINE|IGNORE)\s+)*(?:TABLE|INDEX|TYPE|DOMAIN|SCHEMA|DATABASE|VIEW)\b|
    RENAME\s+TABLE\b|USE\b|SET\s+(?:SESSION\s+|LOCAL\s+)?SEARCH_PATH\b|SELECT\s+
    (?:PG_CATALOG\s*\.\s*)?SET_CONFIG\s*\(\s*'search_path'|DO\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A query may have an INTO anywhere, which tells whether it makes a table: in no quote, no comment, and of no INSERT.
_QUERY = re.compile(r"(?:SELECT|WITH)\b(?!\s+(?:PG_CATALOG\s*\.\s*)?SET_CONFIG\b)", re.IGNORECASE)
_INTO = re.compile(
    r"""(?<!e)'[^']*+'|'(?:[^'\\]|\\.|'')*+'|"[^"]*+"|`[^`]*+`|(?P<dollars>\$(?:[^\W\d]\w*+)?\$).*?(?:(?P=dollars)|\Z)|
    --[^\n]*+|/\*.*?(?:\*/|\Z)|\b(?P<other>INSERT|MERGE|REPLACE)\s+(?:IGNORE\s+)?INTO\b|\b(?P<into>INTO)\b""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_DELIMITER = re.compile(r"DELIMITER[ \t]+(\S+)[^\n]*\n?", re.IGNORECASE)
_ROUTINE = re.compile(
    r"""CREATE\s+(?:OR\s+REPLACE\s+)?(?:DEFINER\s*=\s*[^;]{1,200}?\s|AGGREGATE\s+)*+(?:PROCEDURE|FUNCTION|TRIGGER|EVENT|
    PACKAGE)\b|BEGIN\s+NOT\s+ATOMIC\b""",
    re.IGNORECASE | re.VERBOSE,
)  # of MySQL: what holds semicolons, so that its file says DELIMITER
_IN_BLOCK = re.compile(r"\b(?:CREATE|ALTER|DROP)\s", re.IGNORECASE)


@record
class Statement:
    """A statement, the line of the file that it begins on, and what stands before it and behind it on its lines."""

    text: str
    line: int
    before: str
    after: str
    in_block: bool  # from the body of a DO: it may never run as it stands


def statements(pieces: Iterator[str], lexis: Lexis = POSTGRESQL) -> Iterator[Statement]:
    """The statements that say something of tables, in order, of a text in pieces.

    One that is too long to be read is cut behind LONGEST_STATEMENT characters.
    """
    for found in _Scanner(_done_only(pieces), lexis).statements():
        if found.text[:2].upper() == "DO":
            yield from _block(found)
        else:
            yield found


def _done_only(pieces: Iterator[str]) -> Iterator[str]:
    """Without the parts that undo a migration; empty lines stand in their place."""
    undoing, new_line = False, True
    for piece in pieces:
        parts, at = [], 0
        if "\n--" in piece or (new_line and piece.startswith("--")):
            for mark in _UNDONE.finditer(piece, 0 if new_line else 1):
                parts.append(_lines_of(piece[at : mark.start()]) if undoing else piece[at : mark.start()])
                at, undoing = mark.start(), mark["up"] is None
        parts.append(_lines_of(piece[at:]) if undoing else piece[at:])
        new_line = piece.endswith("\n")
        yield "".join(parts) or " "


def _lines_of(text: str) -> str:
    return "\n" * text.count("\n")


def _block(block: Statement) -> Iterator[Statement]:
    """The statements in the body of a DO, where one usually makes a type unless it is there."""
    text = block.text
    quote = _DOLLARS.search(text)
    if quote is None:
        return
    end = text.find(quote[0], quote.end())
    body = text[quote.end() : end if end >= 0 else len(text)]
    for found in _Scanner(iter((body,)), POSTGRESQL, every=True).statements():
        begun = _IN_BLOCK.search(found.text)
        if begun is not None and _MATTERS.match(found.text, begun.start()):
            yield Statement(found.text[begun.start() :], block.line, "", "", in_block=True)


class _Scanner:
    """A place in a text that comes in pieces; `text` is what of it is at hand."""

    def __init__(self, pieces: Iterator[str], lexis: Lexis, *, every: bool = False, inside: bool = False) -> None:
        self.pieces = pieces
        self.lexis = lexis
        self.delimiter = ";"
        self.every = every  # statement matters
        self.inside = inside  # of what another delimiter ends, as it does the body of a routine
        self.text = ""
        self.line = 1  # of the first character
        self.counted, self.lines = 0, 0  # a place in the text, and how many lines end before it
        self.begin = self.at = 0  # of the statement, and how far it was read
        self.kept = False  # the statement is needed
        self.cut = False  # it goes on behind what was kept of it

    def more(self) -> bool:
        """Take one more piece, and drop what is not needed; false at the end of the text."""
        piece = next(self.pieces, "")
        if not piece:
            return False
        # Of what is stepped over two characters stay: what a sign means may hang on those before it.
        drop = self._line_start() if self.kept else max(0, self.at - 2)
        self.line += self.text.count("\n", 0, drop)
        self.counted = self.lines = 0
        self.text = self.text[drop:] + piece
        self.begin, self.at = max(0, self.begin - drop), self.at - drop
        return True

    def at_hand(self, count: int) -> bool:
        """Have so many more characters, if there are so many; whether there is one."""
        while len(self.text) - self.at < count and self.more():
            pass
        return self.at < len(self.text)

    def seek(self, needle: str) -> None:
        """Step behind the next place of a text, or to the end."""
        while True:
            found = self.text.find(needle, self.at)
            if found >= 0:
                self.at = found + len(needle)
                return
            self.at = max(self.at, len(self.text) - len(needle) + 1)
            if not self.more():
                self.at = len(self.text)
                return

    def statements(self) -> Iterator[Statement]:
        """The statements that matter, in order."""
        while True:
            self.blank()
            if not self.at_hand(HEAD):
                return
            inserts = self.lexis.inserts.match(self.text, self.at) if not self.every else None
            if inserts is not None:
                self.at = inserts.end()
                continue
            if self.lexis.escapes and (other := _DELIMITER.match(self.text, self.at)) is not None:
                self.at, self.delimiter = other.end(), other[1]
                continue
            if self.lexis.escapes and _ROUTINE.match(self.text, self.at) is not None:
                if self.delimiter == ";" and self.inside:
                    return
            elif self.delimiter != ";":
                yield from self._several()
                continue
            self.begin = self.at
            copies = self.text[self.at : self.at + 4].upper() == "COPY"
            asks = not self.every and _QUERY.match(self.text, self.at) is not None
            matters = self.every or asks or _MATTERS.match(self.text, self.at) is not None
            self.kept = copies or matters
            end = self.end()
            rows = copies and _COPY.match(self.text, self.begin, end) is not None
            if asks and not any(each["into"] for each in _INTO.finditer(self.text, self.begin, end)):
                matters = False
            if matters and end > self.begin:
                yield self._statement(end)
            self.kept = False
            if self.cut:
                self.cut = False
                self.end()
            if rows:
                self.seek("\n\\.")
                self.seek("\n")

    def _several(self) -> Iterator[Statement]:
        """The statements up to another delimiter: the server takes several at once, which a semicolon ends still."""
        self.begin, self.kept = self.at, True
        end = self.end()
        whole, self.kept = self._statement(end), False
        for found in _Scanner(iter((whole.text,)), self.lexis, inside=True).statements():
            yield replace(found, line=whole.line + found.line - 1)

    def _statement(self, end: int) -> Statement:
        text, start = self.text, self._line_start()
        stop = text.find("\n", end, end + LONGEST_BEFORE)
        after = text[end : stop if stop >= 0 else end + LONGEST_BEFORE]
        if self.begin >= self.counted:  # from where lines were counted last, for a text may come whole
            self.lines += text.count("\n", self.counted, self.begin)
            self.counted = self.begin
        else:
            self.counted, self.lines = self.begin, text.count("\n", 0, self.begin)
        return Statement(
            text[self.begin : end], self.line + self.lines, text[start : self.begin], after, in_block=False
        )

    def _line_start(self) -> int:
        """The start of the statement's first line; of a long line, the statement's own."""
        start = self.text.rfind("\n", 0, self.begin) + 1
        return start if self.begin - start <= LONGEST_BEFORE else self.begin

    def end(self) -> int:
        """Step behind the statement, and say where it ends, its semicolon left out.

        Of a long one that is kept: step as far as it is read.
        """
        if self.delimiter != ";":
            return self._other_end()
        while True:
            begin = self.at
            while (plain := self.lexis.plain.match(self.text, self.at)) is not None:
                self.at = plain.end()
            if begin < self.at == len(self.text) and self.text[-1] in "-/":  # maybe half of a comment's beginning
                self.at -= 1
            if self.kept and self.at - self.begin > LONGEST_STATEMENT:
                self.cut = True
                return self.at
            stop = self.lexis.stop.search(self.text, self.at)
            if stop is None:
                self.at = max(self.at, len(self.text) - 1)
                if self.more():
                    continue
                self.at = len(self.text)
                return len(self.text.rstrip())
            if stop[0] == ";":
                self.at = stop.end()
                return stop.start()
            if stop[0] == "\\":
                self.at = stop.start()
                self.at_hand(2)
                if self.begin == self.at or self.text.startswith("\\g", self.at):
                    end = self.at
                    self.seek("\n")  # drops nothing of a statement that is kept
                    return end if self.kept else self.begin
                self.seek("\n")
            else:
                self.at = stop.start()
                self._pass(stop[0])

    def _other_end(self) -> int:
        """Step behind another delimiter, and say where it begins; quotes and comments hide one."""
        while True:
            mark = self.text.find(self.delimiter, self.at)
            end = mark if mark >= 0 else len(self.text)
            stop = next((each for each in self.lexis.stop.finditer(self.text, self.at, end) if each[0] != ";"), None)
            if stop is not None:
                self.at = stop.start()
                self._pass(stop[0])
            elif mark >= 0:
                self.at = mark + len(self.delimiter)
                return mark
            else:
                self.at = max(self.at, len(self.text) - max(len(self.delimiter), 2) + 1)
                if not self.more():
                    self.at = len(self.text)
                    return self.at

    def _pass(self, opening: str) -> None:
        """Step behind the quote or the comment that begins here."""
        before = self.text[max(0, self.at - 2) : self.at]
        self.at += len(opening)
        if opening in ("--", "#"):
            self.seek("\n")
        elif opening == "/*":
            self._comment()
        elif opening == "'" and before[-1:] in ("e", "E") and not before[:-1].isalnum():
            self._escaped()
        elif opening in _ESCAPED and self.lexis.escapes:
            self._escaped(opening)
        elif opening == "$":
            self.at -= 1
            self.at_hand(HEAD)
            quote = _DOLLARS.match(self.text, self.at)
            if quote is None or re.match(r"\w", before[-1:]):
                self.at += 1
            else:
                self.at = quote.end()
                self.seek(quote[0])
        else:
            self.seek("]" if opening == "[" else opening)

    def _comment(self) -> None:
        """Step to the end of a comment of C; they nest in PostgreSQL."""
        if not self.lexis.nested:
            self.seek("*/")
            return
        depth = 1
        while depth:
            mark = _COMMENT.search(self.text, self.at)
            if mark is not None:
                self.at = mark.end()
                depth += 1 if mark[0] == "/*" else -1
                continue
            self.at = max(self.at, len(self.text) - 1)
            if not self.more():
                self.at = len(self.text)
                return

    def _escaped(self, quote: str = "'") -> None:
        """Step to the end of a text in which backslashes escape."""
        while True:
            mark = _ESCAPED[quote].search(self.text, self.at)
            if mark is not None and (mark.end() < len(self.text) or not self.more()):
                self.at = mark.end()
                if mark[0] == quote:
                    return
            elif mark is None:
                self.at = max(self.at, len(self.text) - 1)
                if not self.more():
                    self.at = len(self.text)
                    return

    def blank(self) -> None:
        """Step over blanks, comments and lone semicolons."""
        while self.at_hand(2):
            found = self.lexis.blank.match(self.text, self.at)
            if found is not None:
                self.at = found.end()
            elif self.text.startswith("--", self.at):
                self.seek("\n")
            elif self.text.startswith("/*", self.at):
                if self.lexis.escapes and self.at_hand(HEAD) and _MATTERS.match(self.text, self.at) is not None:
                    return  # a server reads what is in it
                self.at += 2
                self._comment()
            else:
                return
