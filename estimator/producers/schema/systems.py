"""Which system a schema is of, by what is in the file: words that one of them alone has."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, Mark, Problem, Source, command_line_problem
from estimator.producers.schema.lexis import DIALECTS, MYSQL, POSTGRESQL, SQLITE
from estimator.producers.schema.other_systems import OTHERS, REFUSED
from estimator.producers.schema.other_systems import sign as _sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from estimator.producers.schema.lexis import Lexis
    from estimator.producers.schema.other_systems import Sign

MOST_LOOKED_AT = 2_000_000  # characters from the start
SURE = 3  # points
MANY_COLUMNS = 8  # so many of integers and texts alone are hardly of PostgreSQL, which has more to choose from
UNKNOWN = "the sizes of {} tables are not reckoned"
REMEDY = "make the schema with pg_dump --schema-only from a PostgreSQL that has these tables, or mysqldump --no-data"
# Quotes and comments hide words; what is between dollars is a body of PostgreSQL. Each is left out with its like.
_HIDES = re.compile(r"""--[^\n]*|/\*(?!M?!\d*\s)|\$\w*\$|'|^[^\S\n]*\#[^\n]*""", re.MULTILINE)
_TEXT = re.compile(r"'(?:[^'\\]|''|\\.)*'", re.DOTALL)
_DOLLARS = re.compile(r"(?=(\$\w*\$))")
_BLANKS, _BLANK, _WORD = re.compile(r"\s{2,}"), re.compile(r"\s"), re.compile(r"\S+")
_DUMPS = (
    ("MySQL", re.compile(r"^-- (?:MySQL|MariaDB) dump|^-- phpMyAdmin SQL Dump|^/\*M?!\d{5,6} ", re.MULTILINE)),
    ("PostgreSQL", re.compile(r"^-- PostgreSQL database dump", re.MULTILINE)),
)
_HASH = re.compile(r"^[ \t]*#(?![>\-{!])", re.MULTILINE)
_BACKTICKS = _sign("MySQL", 6, r"(?:TABLE|EXISTS|INTO|KEY|[(,])\s*`\w")
_SIGNS = (
    _BACKTICKS,
    _sign("MySQL", 6, r"\)\s*(?:DEFAULT\s+)?(?:ENGINE|TYPE)\s*=?\s*(?:InnoDB|MyISAM|MEMORY|HEAP|ARCHIVE|Aria|NDB)\b"),
    _sign("MySQL", 6, r"\bAUTO_INCREMENT\b"),
    _sign("MySQL", 4, r"\b(?:BIG|SMALL|TINY|MEDIUM)?INT(?:EGER)?\s*(?:\(\d+\))?\s+(?:UNSIGNED|ZEROFILL)\b"),
    _sign("MySQL", 4, r"\b(?:MEDIUM|LONG|TINY)(?:TEXT|BLOB)\b|\bMEDIUMINT\b"),
    _sign("MySQL", 4, r"[(,]\s*(?:UNIQUE\s+|FULLTEXT\s+)?(?:KEY|INDEX)\s+[\w`]+\s*(?:USING\s+\w+\s*)?\("),
    _sign("MySQL", 4, r"\)\s*(?:DEFAULT\s+)?(?:CHARSET|CHARACTER\s+SET|COLLATE)\s*=?\s*\w+\s*(?:COLLATE\b|;|\Z)"),
    _sign("MySQL", 3, r"\bON\s+UPDATE\s+(?:CURRENT_TIMESTAMP|NOW\s*\()"),
    _sign("MySQL", 3, r"^\s*(?:DELIMITER\s|LOCK\s+TABLES\b|SET\s+NAMES\b|SET\s+(?:@|FOREIGN_KEY_CHECKS))"),
    _sign("MySQL", 3, r"\bENUM\s*\(\s*(?:,|\))|\bADD\s+(?:UNIQUE\s+)?(?:KEY|INDEX)\s+\w|\bMODIFY\s+COLUMN\b|"
                      r"\bALTER\s+TABLE\s+[^\s;]+\s+DROP\s+(?:KEY|INDEX)\b"),
    _sign("MySQL", 2, r"\bTINYINT\b|\b(?:VAR)?BINARY\s*\(\d+\)|\bDATETIME\s*\(\d\)|\bCOMMENT\s*(?:,|\)|=|;|$)"),
    _sign("MySQL", 1, r"\bDATETIME\b|\bBLOB\b|\bDOUBLE\b(?!\s+PRECISION)|\bINT\s*\(\d+\)"),
    _sign("SQLite", 6, r"\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|\)\s*STRICT\b|\bsqlite_\w+"),
    _sign("SQLite", 6, r"^\s*PRAGMA\s+\w+|\bVIRTUAL\s+TABLE\b"),
    _sign("SQLite", 3, r"\bCOLLATE\s+(?:NOCASE|RTRIM)\b|\b(?:strftime|julianday|datetime|randomblob)\s*\("),
    _sign("SQLite", 3, r"\bINTEGER\b(?:\s+NOT\s+NULL)?\s+PRIMARY\s+KEY\s+(?:ASC|DESC|ON\s+CONFLICT)|\bON\s+CONFLICT\s+"
                       r"(?:REPLACE|IGNORE|ROLLBACK|ABORT|FAIL)\b"),
    _sign("SQLite", 3, r"\bTABLE\s+IF\s+NOT\s+EXISTS\s+\["),
    _sign("SQLite", 3, r"\bINSERT\s+OR\s+(?:REPLACE|IGNORE|ROLLBACK|ABORT|FAIL)\b|"
                       r"\bCOLLATE\s+(?!binary\b|default\b)[a-z]+\b(?![\w.])"),
    _sign("SQLite", 2, r"\bTABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?\w+\s*"
                       r"\(\s*\w+(?:\s*,\s*\w+)+\s*\)\s*(?:;|\Z)"),
    _sign("SQLite", 2, r"\bTRIGGER\b[^;]{0,200}?\bON\s+[\w\"\[\]]+\s+(?:WHEN\b[^;]{0,200}?)?BEGIN\b"),
    _sign("SQLite", 1, r"[(,]\s*[\w`\"\[\]]+\s+(?:INTEGER|TEXT|REAL|BLOB|NUMERIC)\s*(?:NOT\s+NULL\s*)?[,)]"),
    _sign("SQLite", 2, r"\bBLOB\b|\bDATETIME\b"),
    _sign("SQLite", 1, r"\bINTEGER\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b|\bNVARCHAR\b|\bREAL\b"),
    _sign("PostgreSQL", 6, r"\b(?:BIG|SMALL)?SERIAL[248]?\b(?!\s+DEFAULT\s+VALUE)|\bTIMESTAMPTZ\b|\bJSONB\b|\bBYTEA\b"),
    _sign("PostgreSQL", 6, r"::\s*\w|\bnextval\s*\(|\bpg_catalog\b|\bplpgsql\b|\bsearch_path\b|\bOWNER\s+TO\b"),
    _sign("PostgreSQL", 6, r"\bCREATE\s+(?:EXTENSION|TYPE|DOMAIN|COLLATION|SEQUENCE\s+\w+\s*;)|"
                           r"\bALTER\s+TABLE\s+ONLY\b"),
    _sign("PostgreSQL", 5, r"\bWITH(?:OUT)?\s+TIME\s+ZONE\b|\b(?:TEXT|INT|INTEGER|UUID|BIGINT|VARCHAR)\s*\[\s*\]"),
    _sign("PostgreSQL", 5, r"\bUSING\s+(?:gin|gist|brin|spgist)\b|\bINDEX\s+CONCURRENTLY\b|\bEXCLUDE\s+USING\b"),
    _sign("PostgreSQL", 3, r"\bAS\s+IDENTITY\b|\bCHARACTER\s+VARYING\b|\bINET\b|\bUUID\b|\bTSVECTOR\b|\bLANGUAGE\b"),
    _sign("PostgreSQL", 2, r"\bBOOLEAN\b|\bNUMERIC\b|\bnow\s*\(\s*\)|\bUSING\s+btree\b|\bCOMMENT\s+ON\b"),
    *OTHERS,
)  # fmt: skip
# Words that a system does not have, so that a file with them is hardly its own.
_STRANGE = {
    "Oracle": re.compile(r"\bTINYINT\b|\bDATETIME\b|\bTEXT\b|\bBIGINT\b|\bSERIAL\b|\bBOOLEAN\b", re.IGNORECASE),
    "MySQL": re.compile(r"\bVARCHAR2\b|\bUNIQUEIDENTIFIER\b|\bAUTOINCREMENT\b|\bIDENTITY\s*\(", re.IGNORECASE),
    "SQL Server": re.compile(r"\bVARCHAR2\b|\bAUTO_?INCREMENT\b|\bSERIAL\b|\bPRAGMA\b|\bROWID\b", re.IGNORECASE),
    "PostgreSQL": re.compile(r"\bAUTOINCREMENT\b|[(,]\s*[\w\"]+\s+BLOB\s*(?:[,)]|NOT\b|NULL\b|DEF)", re.IGNORECASE),
    "SQLite": re.compile(r"\bVARCHAR2\b|\bAUTO_INCREMENT\b|\bIDENTITY\s*\(|\bENGINE\s*=|\bENUM\s*\(", re.IGNORECASE),
}  # fmt: skip
# A text as a key, which MySQL has of its first characters alone.
_TEXT_AS_KEY = re.compile(r"[(,]\s*[`\"\[]?\w+[`\"\]]?\s+(?:TEXT|BLOB)\s+(?:NOT\s+NULL\s+)?(?:PRIMARY\s+KEY|UNIQUE)\b",
                          re.IGNORECASE)  # fmt: skip
_TABLE = re.compile(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\w.\"]+\s*\(", re.IGNORECASE)
_ROWID = re.compile(r"\w\"?\s+INTEGER\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b", re.IGNORECASE)
_SIGN = re.compile(r"[(),]")
_CONSTRAINTS = frozenset(("primary", "unique", "foreign", "check", "constraint"))
_UNTYPED = frozenset(("default", "not", "null", "primary", "unique", "references", "collate", "check", "constraint"))
_NAME = re.compile(r'\w+|"[^"]+"')
_QUERY = re.compile(r"\s*(?:WITH\s[^;]{0,200}?\s)?AS\b", re.IGNORECASE)
_STORED = frozenset(("integer", "text", "real", "blob"))
_LEXES = {"PostgreSQL": POSTGRESQL, "MySQL": MYSQL, "SQLite": SQLITE}


def recognised(pieces: Iterator[str], name: str, dialect: str) -> tuple[Iterator[str], Lexis]:
    """The text, whole again, and how it is written; EstimateError for a system whose tables are not reckoned."""
    if dialect:
        return pieces, _asked(dialect)
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > MOST_LOOKED_AT:
            break
    text = "".join(held)
    system = system_of(text)
    if system in REFUSED:
        raise EstimateError([_refusal(system, text, name)])
    return itertools.chain(held, pieces), _LEXES[system]


def _asked(dialect: str) -> Lexis:
    found = DIALECTS.get(dialect.lower())
    if found is None:
        message = f"{dialect} is no dialect that is read"
        raise EstimateError([command_line_problem(dialect, message, f"it is one of {', '.join(DIALECTS)}")])
    return found


def system_of(text: str) -> str:
    """The system that a text is of; PostgreSQL where nothing says that it is another's."""
    plain, points = _plain(text), _points(text)
    for sign in _SIGNS:
        if sign.pattern.search(plain) is not None:
            points[sign.system] = points.get(sign.system, 0) + sign.points
    if points.get("MySQL", 0) == _BACKTICKS.points and _BACKTICKS.pattern.search(plain) and _is_quoted_sqlite(plain):
        points["SQLite"] = points.get("SQLite", 0) + points.pop("MySQL")
    for system, strange in _STRANGE.items():
        if points.get(system, 0) and strange.search(plain) is not None:
            points[system] -= (
                2 * SURE if system == "PostgreSQL" else SURE
            )  # whose words SQLite takes for types of its own
    if not any(points.values()) or points.keys() <= {"SQLite"}:
        points["SQLite"] = points.get("SQLite", 0) + (SURE if _of_storage_classes(plain) else 0)
    if points.get("SQLite", 0) and any(_has_no_type(words) for words in _columns(plain)):
        points["SQLite"] += 2 * SURE
    best = max(points, key=points.__getitem__, default="PostgreSQL")
    sure = points.get(best, 0) >= SURE and points[best] > points.get("PostgreSQL", 0)
    return best if sure else "PostgreSQL"


def _is_quoted_sqlite(plain: str) -> bool:
    """Whether a file with backticks and no other word of MySQL is SQLite's: its types or its keys are."""
    if _TEXT_AS_KEY.search(plain) is not None:
        return True
    kinds = [words[1].lower() for words in _columns(plain.replace("`", "")) if len(words) > 1]
    return bool(kinds) and all(kind in _STORED for kind in kinds) and "text" in kinds


def _of_storage_classes(plain: str) -> bool:
    """Whether a file of many columns names no type but those that SQLite stores, and has a key of the row id."""
    if _ROWID.search(plain) is None:
        return False
    found = 0
    for words in _columns(plain):
        if len(words) > 1:
            if words[1].lower() not in (*_STORED, "int"):
                return False
            found += 1
    return found >= MANY_COLUMNS


def _has_no_type(words: list[str]) -> bool:
    """Whether a column has a name and no type, which SQLite alone allows."""
    return _NAME.fullmatch(words[0]) is not None and (len(words) == 1 or words[1].lower() in _UNTYPED)


def _columns(plain: str) -> Iterator[list[str]]:
    """The first words of each column that the tables of a file have; not of those that a query fills."""
    place = 0
    while (made := _TABLE.search(plain, place)) is not None:
        depth, start = 1, made.end()
        place = len(plain)  # where a bracket has no end, so have those in it
        found = []
        for sign in _SIGN.finditer(plain, made.end()):
            if depth == 1 and sign[0] != "(":
                words = plain[start : sign.start()].split(None, 2)
                start = sign.end()
                if words and words[0].lower() not in _CONSTRAINTS:
                    found.append(words)
            depth += {"(": 1, ")": -1}.get(sign[0], 0)
            if not depth:
                place = sign.end()
                break
        if _QUERY.match(plain, place) is None:
            yield from found


def _plain(text: str) -> str:
    """A text without what quotes and comments hide. What has no end hides nothing, and is not looked for again."""
    kept, copied, place = list[str](), 0, 0
    endless = set[str]()
    last_dollars: dict[str, int] | None = None
    while (opening := _HIDES.search(text, place)) is not None:
        sign, end = opening[0], opening.end()
        place = opening.start() + 1
        if sign[0] == "$":
            if last_dollars is None:
                last_dollars = {each[1]: each.start() for each in _DOLLARS.finditer(text)}
            if last_dollars[sign] < end:
                continue
            end = text.find(sign, end) + len(sign)
        elif sign in ("/*", "'"):
            end = 0 if sign in endless else _end(sign, text, opening.start())
            if not end:
                endless.add(sign)
                continue
        kept += [text[copied : opening.start()], " "]
        copied = place = end
    kept.append(text[copied:])
    return _narrow("".join(kept))


def _end(sign: str, text: str, start: int) -> int:
    """Where the text or the comment ends that begins at a place; 0 if it has no end."""
    if sign == "'":
        whole = _TEXT.match(text, start)
        return whole.end() if whole is not None else 0
    stop = text.find("*/", start + len(sign))
    return stop + len("*/") if stop >= 0 else 0


def _narrow(text: str) -> str:
    """A text with one blank where it has several: patterns would try each of a long row of them."""
    return _BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else " ", text)


def _points(text: str) -> dict[str, int]:
    """What comments say."""
    points = {system: 9 for system, pattern in _DUMPS if pattern.search(text) is not None}
    if _HASH.search(text) is not None:
        points["MySQL"] = points.get("MySQL", 0) + SURE
    return points


def _refusal(system: str, text: str, name: str) -> Problem:
    """Where the first word stands that only this system has."""
    narrow = _narrow(text)
    places = [(sign.points, place) for sign in _SIGNS if sign.system == system for place in _places(sign, narrow)]
    start, end = max(places, key=lambda each: (each[0], -each[1][0]))[1] if places else (0, 1)
    start, end = _place(text, narrow, start), _place(text, narrow, end - 1) + 1
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    source = Source(name, text[line : stop if stop >= 0 else len(text)], text.count("\n", 0, line) + 1)
    begin = min(start - line, max(0, len(source.text) - 1))
    mark = Mark(source, begin, max(begin + 1, min(end - line, len(source.text))))
    return Problem(f"this is a schema of {system}: {UNKNOWN.format(REFUSED[system])}", (mark,), REMEDY)


def _place(text: str, narrow: str, place: int) -> int:
    """The place in a text of what stands at a place of it with few blanks."""
    left = place - sum([len(blanks[0]) for blanks in _BLANK.finditer(narrow, 0, place)])
    for word in _WORD.finditer(text):
        if left < len(word[0]):
            return word.start() + left
        left -= len(word[0])
    return max(0, len(text) - 1)


def _places(sign: Sign, text: str) -> list[tuple[int, int]]:
    found = sign.pattern.search(text)
    if found is None:
        return []
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return [(start, max(start + 1, found.start() + len(found[0].rstrip())))]
