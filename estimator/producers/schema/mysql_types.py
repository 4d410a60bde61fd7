"""What values of MySQL's and MariaDB's types take in a row of InnoDB, by type and charset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.shelf import Spelled
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.schema.words import Cursor

DEFAULT_CHARSET = "utf8mb4"  # of MySQL 8
# The most bytes of a character; of those that are not named, one.
WIDTHS = {"utf8mb4": 4, "utf8": 3, "utf8mb3": 3, "ucs2": 2, "utf16": 4, "utf16le": 4, "utf32": 4, "gb18030": 4,
          "gbk": 2, "gb2312": 2, "big5": 2, "sjis": 2, "cp932": 2, "euckr": 2, "ujis": 3, "eucjpms": 3}  # fmt: skip
FIXED = {
    "tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8, "float": 4, "double": 8, "date": 3, "year": 1,
    "uuid": 16, "inet6": 16, "inet4": 4,
}  # fmt: skip
TIMES = {"time": 3, "datetime": 5, "timestamp": 4}  # and a byte for two digits of a second
# The most bytes, and what is guessed.
LONG = {
    "tinytext": (255, "10 to 100 B"), "text": (65_535, "100 to 1000 B"), "mediumtext": (2**24 - 1, "200 to 2000 B"),
    "longtext": (2**32 - 1, "200 to 2000 B"), "tinyblob": (255, "10 to 100 B"), "blob": (65_535, "100 to 1000 B"),
    "mediumblob": (2**24 - 1, "200 to 2000 B"), "longblob": (2**32 - 1, "200 to 2000 B"),
    "json": (2**32 - 1, "100 to 1000 B"), "point": (2**32 - 1, "25 B"),
}  # fmt: skip
SHAPES = ("geometry", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection",
          "geomcollection")  # fmt: skip
OTHER_NAMES = {
    "bool": "tinyint", "boolean": "tinyint", "int1": "tinyint", "int2": "smallint", "int3": "mediumint",
    "middleint": "mediumint", "int4": "int", "integer": "int", "int8": "bigint", "dec": "decimal",
    "numeric": "decimal", "fixed": "decimal", "number": "decimal", "real": "double", "float4": "float",
    "float8": "double", "character": "char", "nchar": "char", "varcharacter": "varchar", "nvarchar": "varchar",
    "varchar2": "varchar", "clob": "longtext", "raw": "varbinary", "serial": "bigint",
}  # fmt: skip
BINARIES = {
    "char": "binary",
    "varchar": "varbinary",
    "tinytext": "tinyblob",
    "text": "blob",
    "mediumtext": "mediumblob",
    "longtext": "longblob",
}  # what texts of the charset binary are
LARGER = {"tinytext": "text", "text": "mediumtext", "mediumtext": "longtext"}
VECTOR = 2048  # numbers in one whose count is not said
NATIONAL = ("national", "nchar", "nvarchar")
MOST_MEANT = 2000  # characters; a limit above that is against misuse and says little of lengths


@record
class Taken:
    """What a value takes: its bytes, or a payload to fill in, of which a column has `most` bytes at most."""

    size: int
    payload: str
    most: int
    guessed: bool = False


def read_type(cursor: Cursor) -> Spelled:
    """The type that comes next, with its charset."""
    if cursor.word.kind not in ("name", "quoted"):
        cursor.fail("a type")
    first = cursor.name()
    charset = "utf8" if first in NATIONAL else ""
    name = first
    if first == "national":
        name = cursor.name()
    if name in ("character", "char", "nchar", "varcharacter") and cursor.takes("varying"):
        name = "varchar"
    if name == "double":
        cursor.takes("precision")
    if name == "long":
        name = "mediumblob" if cursor.takes("varbinary") else "mediumtext"
        cursor.takes("varchar") or cursor.takes("varchar2") or cursor.takes("char", "varying")
    modifiers = tuple([_modifier(part) for part in cursor.parts()]) if cursor.sees("(") else ()
    modifiers = ("1",) if name in ("bool", "boolean") else modifiers
    unsigned = name == "serial"
    name = OTHER_NAMES.get(name, name)
    while word := cursor.takes_any("unsigned", "signed", "zerofill"):
        unsigned = unsigned or word != "signed"
    if name == "blob" and modifiers and _number(modifiers[0]):
        name, modifiers = _named_by(name, _number(modifiers[0])), ()
    return _charset(cursor, Spelled(name, modifiers, charset, unsigned))


def _modifier(part: Cursor) -> str:
    return "".join([f"'{word.text}'" if word.kind == "text" else word.text for word in part.words])


def _charset(cursor: Cursor, kind: Spelled) -> Spelled:
    charset = kind.charset
    while True:
        if cursor.takes("character", "set") or cursor.takes("charset") or cursor.takes("char", "set"):
            charset = cursor.word.text.lower()
            cursor.place += 1
        elif cursor.takes("collate"):
            charset = charset or charset_of(cursor.word.text)
            cursor.place += 1
        elif cursor.takes("ascii"):
            charset = "latin1"
        elif cursor.takes("unicode"):
            charset = "ucs2"
        elif cursor.takes("byte"):
            charset = "binary"
        elif not (cursor.takes("binary") or cursor.takes_any("unsigned", "signed", "zerofill")):
            name = BINARIES.get(kind.name, kind.name) if charset == "binary" else kind.name
            return Spelled(name, kind.modifiers, charset, kind.unsigned)


def converted(kind: Spelled, before: str, after: str) -> Spelled:
    """A type whose charset becomes another one: a text is of the next size where its characters would not fit."""
    old, new = [WIDTHS.get(each or DEFAULT_CHARSET, 1) for each in (kind.charset or before, after)]
    name = LARGER.get(kind.name, kind.name) if new > old and kind.charset != "binary" else kind.name
    return Spelled(name, kind.modifiers)


def charset_of(collation: str) -> str:
    """The charset that a collation is of: utf8mb4 of utf8mb4_bin."""
    return collation.lower().partition("_")[0]


def taken_by(kind: Spelled, charset: str) -> Taken:
    """What a value of a type takes; `charset` is the table's."""
    name, first = kind.name, _number(kind.modifiers[0]) if kind.modifiers else 0
    charset = kind.charset or charset or DEFAULT_CHARSET
    width = WIDTHS.get(charset, 1)
    if name == "float":
        return Taken(8 if len(kind.modifiers) == 1 and first > 24 else 4, "", 0)
    if name in FIXED:
        return Taken(FIXED[name], "", 0)
    if name in TIMES:
        return Taken(TIMES[name] + (first + 1) // 2, "", 0)
    if name == "decimal":
        scale = _number(kind.modifiers[1]) if len(kind.modifiers) > 1 else 0
        return Taken(_digits((first or 10) - scale) + _digits(scale), "", 0)
    if name == "bit":
        return Taken((max(1, first) + 7) // 8, "", 0)
    if name == "enum":
        return Taken(1 if len(kind.modifiers) < 256 else 2, "", 0)
    if name == "set":
        needed = (len(kind.modifiers) + 7) // 8
        return Taken(needed if needed <= 4 else 8, "", 0)
    longest = first if kind.modifiers else 1  # of char(0) none
    if not longest and name in ("binary", "char", "varchar", "varbinary"):
        return Taken(0, "0 B", 0)
    if name == "binary" or (name == "char" and (width == 1 or charset == "binary")):
        return Taken(longest, "", 0)
    if name == "char":
        return Taken(0, f"{longest} B", longest * width)
    if name in ("varchar", "varbinary"):
        return Taken(0, _guess(longest), longest * (width if name == "varchar" else 1))
    if name in ("text", "blob") and first:
        return _fitting(name, first * (width if name == "text" else 1))
    if name == "vector":
        return Taken(0, f"{4 * (first or VECTOR)} B", 4 * (first or VECTOR))
    if name in SHAPES:
        return Taken(0, "100 to 1000 B", 2**32 - 1)
    if name in LONG:
        most, guess = LONG[name]
        return Taken(0, guess, most)
    return Taken(0, "20 to 200 B", 1020, guessed=True)


def named_as_kept(kind: Spelled, charset: str) -> str:
    """A type as the server keeps it: text(10) is the smallest text with room for ten characters."""
    first = _number(kind.modifiers[0]) if len(kind.modifiers) == 1 else 0
    if kind.name == "text" and first:
        kind = Spelled(_named_by("text", first * WIDTHS.get(kind.charset or charset or DEFAULT_CHARSET, 1)))
    if (kind.charset or charset) == "binary":
        kind = Spelled(BINARIES.get(kind.name, kind.name), kind.modifiers)
    return "double" if kind.name == "float" and first > 24 else kind.text


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _digits(count: int) -> int:
    """Bytes of so many decimal digits: nine take four, those that are left a byte for two."""
    return 4 * (max(0, count) // 9) + (max(0, count) % 9 + 1) // 2


def _guess(most: int) -> str:
    if most > MOST_MEANT:
        return "200 to 2000 B"
    low, high = max(1, most // 10), max(2, most // 2) if most > 1 else 1
    return f"{low} to {high} B" if low < high else f"{high} B"


def _fitting(name: str, most: int) -> Taken:
    """The smallest of the texts that has room for a length."""
    fitting = _named_by(name, most)
    return Taken(0, LONG[fitting][1], LONG[fitting][0])


def _named_by(name: str, most: int) -> str:
    kinds = [f"{size}{name}" for size in ("tiny", "", "medium", "long")]
    return next((each for each in kinds if LONG[each][0] >= most), kinds[-1])
