"""A statement's words, and a cursor over them that the readers of statements share.

sqlglot cuts a statement into words, by PostgreSQL's rules for quotes, numbers and comments. Its tree is not used: of
4,500 ALTER TABLE statements in the schemas of thirty public projects it leaves one in eight unread (30.30), of the
domains all, and some indexes of partitioned tables are errors to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from estimator.problems import EstimateError, Mark, Problem, Source, command_line_problem
from estimator.producers.schema.lexis import POSTGRESQL
from estimator.producers.schema.release_comments import without_conditions
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.schema.lexis import Lexis
    from estimator.producers.schema.statements import Statement

LONGEST_NAME = 63  # bytes; PostgreSQL cuts names there
FOREIGN_QUOTES = {"`": ("names in backticks are MySQL's", "MySQL"),
                  "[": ("names in square brackets are SQL Server's", "SQL Server")}  # fmt: skip
FOREIGN_REMEDIES = {
    "MySQL": "read it as MySQL's: --dialect mysql",
    "SQLite": "read it as SQLite's: --dialect sqlite",
}
FOREIGN_REMEDY = "make the schema with pg_dump --schema-only from a PostgreSQL that has these tables"
OPENING, CLOSING = ("(", "["), (")", "]")
# As no number does.
_BEGINS_WITH_DIGITS = re.compile(r"(?!\d+\Z|\d+e\d+\Z|0x[\da-f]+\Z|0b[01]+\Z)\d[\w$]*", re.IGNORECASE)


@record
class Word:
    """A word: `kind` is name (without quotes, in small letters), quoted, text, number or sign."""

    kind: str
    text: str
    start: int  # in the statement
    end: int
    written: str = ""  # of a name, with its capitals


class Unreadable(Exception):
    """A statement is not as PostgreSQL's grammar says; the place is one of the statement."""

    def __init__(self, message: str, start: int, end: int, *, foreign: bool = False, system: str = "") -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end
        self.foreign = foreign  # the file is another system's, so that one such word says all
        self.system = system  # which one

    def problem(self, name: str, statement: Statement) -> Problem:
        """It as a problem of the file."""
        offset = len(statement.before)
        source = Source(name, statement.before + statement.text + statement.after, statement.line)
        start = min(offset + self.start, max(0, len(source.text) - 1))
        mark = Mark(source, start, max(start + 1, min(offset + self.end, len(source.text))))
        remedy = FOREIGN_REMEDIES.get(self.system, FOREIGN_REMEDY) if self.foreign else ""
        return Problem(self.message, (mark,), remedy)


def words(statement: Statement, lexis: Lexis = POSTGRESQL) -> list[Word]:
    """The words of a statement."""
    text = without_conditions(statement.text) if lexis.escapes else statement.text
    found = list[Word]()
    tokenizer = _tokenizer(lexis.asked)
    quotes = _NAME_QUOTES[lexis.dialect]
    # A statement that begins with RENAME would be one token, so that a comma stands before it.
    before = "," if text[:6].upper() == "RENAME" else ""
    try:
        tokens = tokenizer.tokenize(before + text)[len(before) :]
    except Exception as error:  # of its own kinds, which have changed places between its releases
        raise Unreadable(f"this is no SQL of {lexis.system}: a quote or a comment has no end", 0, 40) from error
    for token in tokens:
        start, end = token.start - len(before), token.end + 1 - len(before)
        written = text[start:end]
        if written[0] in quotes:
            found.append(Word("quoted", cut(token.text, lexis), start, end))
        elif written[-1] in ("'", '"') or token.token_type.name == "HEREDOC_STRING":
            found.append(Word("text", token.text, start, end))
        elif written.isidentifier():
            found.append(Word("name", cut(written.lower(), lexis), start, end, written))
        elif lexis.escapes and _BEGINS_WITH_DIGITS.fullmatch(written):
            found.append(Word("name", written.lower(), start, end, written))
        elif written[0].isalpha() or written[0] == "_":  # `PRIMARY KEY` is one token of it
            found += [
                Word("name", cut(part[0].lower(), lexis), start + part.start(), start + part.end(), part[0])
                for part in re.finditer(r"\S+", written)
            ]
        else:
            found.append(Word("number" if written[0].isdecimal() else "sign", written, start, end))
    return found


def cut(name: str, lexis: Lexis = POSTGRESQL) -> str:
    """A name as it is kept, of which PostgreSQL has the first 63 bytes."""
    if lexis is not POSTGRESQL or len(name) * 4 <= LONGEST_NAME:
        return name
    return name.encode()[:LONGEST_NAME].decode(errors="ignore")


_NAME_QUOTES = {"postgresql": '"', "mysql": "`", "sqlite": '"`['}
_made: dict[str, Any] = {}


def _tokenizer(asked: str) -> Any:
    if asked not in _made:
        try:
            from sqlglot.dialects.dialect import Dialect
        except ImportError:
            from estimator.languages.installing import installing

            problem = command_line_problem("table", "reading SQL needs sqlglot", installing("sql"))
            raise EstimateError([problem]) from None
        _made[asked] = Dialect.get_or_raise(asked)
    return _made[asked]


class Cursor:
    """A place among a statement's words."""

    def __init__(self, found: list[Word], end: Word, system: str = "PostgreSQL") -> None:
        self.words = found
        self.place = 0
        self.system = system
        self._end = end  # its text is what stands there: a comma, a bracket, or nothing

    @property
    def word(self) -> Word:
        """The next word."""
        return self.words[self.place] if self.place < len(self.words) else self._end

    def ahead(self, count: int) -> Word:
        """The word after some more."""
        place = self.place + count
        return self.words[place] if place < len(self.words) else self._end

    @property
    def ended(self) -> bool:
        """Whether no word is left."""
        return self.place >= len(self.words)

    def sees(self, *texts: str) -> bool:
        """Whether these words come next."""
        return all(
            self.ahead(count).text == text and self.ahead(count).kind in ("name", "sign")
            for count, text in enumerate(texts)
        )

    def takes(self, *texts: str) -> bool:
        """Step over these words if they come next."""
        if self.sees(*texts):
            self.place += len(texts)
            return True
        return False

    def takes_any(self, *texts: str) -> str:
        """Step over one of these words if it comes next, and say which."""
        for text in texts:
            if self.takes(text):
                return text
        return ""

    def needs(self, *texts: str) -> None:
        """Step over these words, which must come next."""
        if not self.takes(*texts):
            self.fail(" ".join(texts).upper())

    def name(self) -> str:
        """A name, quoted or not."""
        word = self.word
        if word.kind not in ("name", "quoted"):
            if word.text in FOREIGN_QUOTES:
                self.refuse_foreign(*FOREIGN_QUOTES[word.text])
            self.fail("a name")
        self.place += 1
        return word.text

    def path(self) -> tuple[str, str]:
        """A name and its schema, if that is written."""
        parts = [self.name()]
        while self.takes("."):
            parts.append(self.name())
        return (parts[-2] if len(parts) > 1 else "", parts[-1])

    def fail(self, needed: str) -> NoReturn:
        """Say what was needed here."""
        word = self.word
        what = f"{word.text[:40]!r} stands" if word.text else "the statement ends"
        self.refuse(f"this is no SQL of {self.system}: {what} where {needed} is due")

    def refuse(self, message: str) -> NoReturn:
        """Say what is wrong with the next word."""
        raise Unreadable(message, self.word.start, self.word.end)

    def refuse_foreign(self, what: str, system: str) -> NoReturn:
        """Say whose word comes next."""
        message = f"{what}: this is read as a schema of {self.system}"
        raise Unreadable(message, self.word.start, self.word.end, foreign=True, system=system)

    def skip(self) -> None:
        """Step over a word, or over all between its bracket and the one that closes it."""
        if self.word.text in OPENING and self.word.kind == "sign":
            self.inside()
        elif not self.ended:
            self.place += 1

    def inside(self) -> list[Word]:
        """Step over brackets, and give the words in them."""
        opening, first, depth = self.word, self.place + 1, 0
        while not self.ended:
            word = self.word
            self.place += 1
            if word.kind == "sign":
                depth += (word.text in OPENING) - (word.text in CLOSING)
            if depth == 0:
                return self.words[first : self.place - 1]
        raise Unreadable(f"this is no SQL of {self.system}: the bracket is not closed", opening.start, opening.end)

    def bracketed(self) -> Cursor:
        """Step over brackets, and give a cursor over what is in them."""
        first = self.place + 1
        self.inside()
        return self.slice(first, self.place - 1)

    def skip_until(self, *texts: str) -> None:
        """Step to one of these words outside of brackets, or to the end."""
        while not self.ended and not (self.word.kind in ("name", "sign") and self.word.text in texts):
            self.skip()

    def slice(self, first: int, last: int) -> Cursor:
        """A cursor over some of the words."""
        return _part(self.words[first:last], self.words[last] if last < len(self.words) else self._end, self.system)

    def parts(self) -> list[Cursor]:
        """Step over brackets, and give what stands between the commas in them."""
        if not self.sees("("):
            self.fail("(")
        inside = self.inside()
        return _between_commas(inside, self.words[self.place - 1], self.system) if inside else []

    def rest(self) -> list[Cursor]:
        """Step to the end, and give what stands between the commas on the way."""
        found = _between_commas(self.words[self.place :], self._end, self.system)
        self.place = len(self.words)
        return found


def _between_commas(inside: list[Word], after: Word, system: str) -> list[Cursor]:
    found, first, depth = [], 0, 0
    for place, word in enumerate(inside):
        if word.kind == "sign":
            depth += (word.text in OPENING) - (word.text in CLOSING)
            if word.text == "," and depth == 0:
                found.append(_part(inside[first:place], word, system))
                first = place + 1
    return [*found, _part(inside[first:], after, system)]


def _part(found: list[Word], after: Word, system: str) -> Cursor:
    return Cursor(found, Word("end", after.text, after.start, after.end), system)


def cursor(statement: Statement, lexis: Lexis = POSTGRESQL) -> Cursor:
    """A cursor at the first word of a statement."""
    size = len(statement.text)
    return Cursor(words(statement, lexis), Word("end", "", size, size + 1), lexis.system)
