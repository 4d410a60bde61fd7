"""Types as they are written, and what a value of them takes in a row.

Sizes and alignments of the built-in types are those of pg_type (PostgreSQL 15; a test asks a server for each).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.schema.words import Cursor

# Fixed size and alignment in bytes.
FIXED = {
    "boolean": (1, 1), '"char"': (1, 1), "smallint": (2, 2), "int": (4, 4), "bigint": (8, 8), "real": (4, 4),
    "double precision": (8, 8), "date": (4, 4), "time": (8, 8), "timetz": (12, 8), "timestamp": (8, 8),
    "timestamptz": (8, 8), "interval": (16, 8), "uuid": (16, 1), "money": (8, 8), "macaddr": (6, 4), "macaddr8": (8, 4),
    "name": (64, 1), "oid": (4, 4), "xid": (4, 4), "cid": (4, 4), "tid": (6, 2), "xid8": (8, 8), "pg_lsn": (8, 8),
    "point": (16, 8), "lseg": (32, 8), "box": (32, 8), "line": (24, 8), "circle": (24, 8), "regclass": (4, 4),
    "regcollation": (4, 4), "regconfig": (4, 4), "regdictionary": (4, 4), "regnamespace": (4, 4), "regoper": (4, 4),
    "regoperator": (4, 4), "regproc": (4, 4), "regprocedure": (4, 4), "regrole": (4, 4), "regtype": (4, 4),
    "smallserial": (2, 2), "serial": (4, 4), "bigserial": (8, 8),
    # Of PostgreSQL's own extensions isn and seg.
    "isbn": (8, 8), "isbn13": (8, 8), "ismn": (8, 8), "ismn13": (8, 8), "issn": (8, 8), "issn13": (8, 8),
    "ean13": (8, 8), "upc": (8, 8), "seg": (12, 4),
}  # fmt: skip
# Alignment of a long value and the payload where nothing better is known: to be filled in.
VARIABLE = {
    "text": (4, "20 to 200 B"), "varchar": (4, "20 to 200 B"), "bpchar": (4, "20 to 200 B"), "char": (4, "1 B"),
    "bytea": (4, "100 to 1000 B"), "numeric": (4, "4 to 10 B"), "json": (4, "100 to 1000 B"),
    "jsonb": (4, "100 to 1000 B"), "jsonpath": (4, "20 to 100 B"), "xml": (4, "200 to 2000 B"), "inet": (4, "6 B"),
    "cidr": (4, "6 B"), "bit": (4, "5 B"), "varbit": (4, "5 to 12 B"), "tsvector": (4, "100 to 1000 B"),
    "tsquery": (4, "30 to 200 B"), "path": (8, "40 to 200 B"), "polygon": (8, "100 to 300 B"),
    "refcursor": (4, "10 to 30 B"), "txid_snapshot": (8, "20 to 60 B"), "pg_snapshot": (8, "20 to 60 B"),
    "int2vector": (4, "24 to 40 B"), "oidvector": (4, "24 to 60 B"),
    # A range is its type's number, two bounds and a byte of flags; a multirange has a count and one of these each.
    "int4range": (4, "13 B"), "int8range": (8, "21 B"), "numrange": (4, "15 to 25 B"), "tsrange": (8, "21 B"),
    "tstzrange": (8, "21 B"), "daterange": (4, "13 B"), "int4multirange": (4, "17 to 60 B"),
    "int8multirange": (8, "25 to 100 B"), "nummultirange": (4, "20 to 100 B"), "tsmultirange": (8, "25 to 100 B"),
    "tstzmultirange": (8, "25 to 100 B"), "datemultirange": (4, "17 to 60 B"),
    # Of extensions: PostgreSQL's own, pgvector and PostGIS, whose point is 32 bytes with its length.
    "citext": (4, "10 to 60 B"), "hstore": (4, "50 to 500 B"), "ltree": (4, "20 to 100 B"),
    "lquery": (4, "20 to 100 B"), "ltxtquery": (4, "20 to 100 B"), "cube": (8, "20 to 60 B"),
    "query_int": (4, "20 to 60 B"), "vector": (4, "6148 B"), "halfvec": (4, "3076 B"),
    "sparsevec": (4, "100 to 1000 B"), "geometry": (8, "100 to 1000 B"), "geography": (8, "100 to 1000 B"),
    "box2d": (4, "16 B"), "raster": (8, "1000 to 8000 B"),
}  # fmt: skip
EXTENSIONS = frozenset((
    "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "ean13", "upc", "seg", "citext", "hstore", "ltree", "lquery",
    "ltxtquery", "cube", "query_int", "vector", "halfvec", "sparsevec", "geometry", "geography", "box2d", "raster",
))  # fmt: skip
SERIALS = {
    "serial2": "smallserial", "smallserial": "smallserial", "serial": "serial", "serial4": "serial",
    "bigserial": "bigserial", "serial8": "bigserial",
}  # fmt: skip
OTHER_NAMES = {
    "bool": "boolean", "int2": "smallint", "integer": "int", "int4": "int", "int8": "bigint", "float4": "real",
    "float8": "double precision", "decimal": "numeric", "dec": "numeric", **SERIALS,
}  # fmt: skip
KEYWORDS = frozenset(("bit", "boolean", "char", "character", "int", "integer", "national", "nchar", "real", "dec",
                      "decimal", "float", "double", "interval", "time", "timestamp", "numeric"))  # fmt: skip
INTERVAL_FIELDS = ("year", "month", "day", "hour", "minute", "second", "to")
ENUM, ARRAY_HEAD, COMPOSITE_HEAD, RANGE_HEAD = (4, 4), 20, 20, 5


@record
class TypeName:
    """A type as it is written, by the name that PostgreSQL's manual calls it by, where it is built in."""

    schema: str
    name: str
    modifiers: tuple[str, ...]
    array: bool

    @property
    def text(self) -> str:
        """It as one writes it."""
        modifiers = f"({', '.join(self.modifiers)})" if self.modifiers else ""
        return f"{self.name}{modifiers}{'[]' if self.array else ''}"


@record
class Room:
    """What a value takes: size and alignment, or a payload to fill in and the alignment of a long one."""

    size: int
    alignment: int
    payload: str
    guessed: bool
    not_null: bool = False  # a domain may forbid NULL


MOST_MEANT = 2000  # characters; a limit above that is against misuse and says little of lengths
LARGEST_VALUE = 2**30  # bytes
UNKNOWN = Room(0, 4, VARIABLE["text"][1], guessed=True)


@record
class Made:
    """A type that the schema makes: enum, domain, composite, range, base, shell."""

    kind: str
    of: tuple[TypeName, ...]  # a domain's or a range's type, a composite's columns
    not_null: bool = False
    size: int = 0
    alignment: int = 0


def read_type(cursor: Cursor) -> TypeName:
    """The type that comes next."""
    cursor.takes("setof")
    word = cursor.word
    keyword = word.text if word.kind == "name" else ""
    schema, modifiers = "", tuple[str, ...]()
    if keyword in KEYWORDS and cursor.ahead(1).text != ".":
        cursor.place += 1
        name, modifiers = _spelled(keyword, cursor)
    else:
        schema, name = cursor.path()
        if schema in ("", "pg_catalog"):
            internal = name == "char" and cursor.words[cursor.place - 1].kind == "quoted"
            name = '"char"' if internal else OTHER_NAMES.get(name, name)
        modifiers = _modifiers(cursor)
        if schema == "pg_catalog" and name in ("timestamp", "time"):
            name = _zoned(name, cursor)
    array = False
    if cursor.takes("array"):
        array = True
    while cursor.sees("["):
        cursor.inside()
        array = True
    return TypeName(schema, name, modifiers, array)


def _spelled(keyword: str, cursor: Cursor) -> tuple[str, tuple[str, ...]]:
    """The types whose names are words of the grammar."""
    if keyword in ("char", "character", "nchar", "national"):
        if keyword == "national":
            cursor.takes_any("character", "char")
        varying = cursor.takes("varying")
        modifiers = _modifiers(cursor)
        if cursor.takes("character", "set"):
            cursor.name()
        return ("varchar" if varying else "char"), modifiers
    if keyword == "bit":
        return ("varbit" if cursor.takes("varying") else "bit"), _modifiers(cursor)
    if keyword == "double":
        cursor.needs("precision")
        return "double precision", ()
    if keyword == "float":
        digits = _modifiers(cursor)
        return ("real" if digits and _number(digits[0]) <= 24 else "double precision"), ()
    if keyword == "interval":
        modifiers = _modifiers(cursor)
        while cursor.takes_any(*INTERVAL_FIELDS):
            modifiers = modifiers or _modifiers(cursor)
        return "interval", modifiers
    modifiers = _modifiers(cursor)
    if keyword in ("time", "timestamp"):
        return _zoned(keyword, cursor), modifiers
    return OTHER_NAMES.get(keyword, keyword), modifiers


def _zoned(name: str, cursor: Cursor) -> str:
    if cursor.takes("with", "time", "zone"):
        return f"{name}tz"
    cursor.takes("without", "time", "zone")
    return name


def _modifiers(cursor: Cursor) -> tuple[str, ...]:
    if not cursor.sees("("):
        return ()
    return tuple(["".join([word.text for word in part.words]) for part in cursor.parts()])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


class Rooms:
    """What values of types take; `made` finds the types that the schema makes."""

    def __init__(self, made: Callable[[TypeName], Made | None]) -> None:
        self._made = made
        self._known: dict[TypeName, Room] = {}

    def of(self, kind: TypeName) -> Room:
        """What a value of a type takes."""
        waiting, begun = [kind], set[TypeName]()
        while waiting:
            at_hand = waiting[-1]
            parts = () if at_hand in self._known or at_hand in begun else self._parts(at_hand)
            missing = [each for each in parts if each not in self._known and each not in begun]
            begun.add(at_hand)
            if missing:
                waiting += reversed(missing)
            else:
                waiting.pop()
                if at_hand not in self._known:
                    self._known[at_hand] = self._found(at_hand)
        return self._known[kind]

    def _parts(self, kind: TypeName) -> tuple[TypeName, ...]:
        """The types that a type is made of."""
        if kind.array:
            return (TypeName(kind.schema, kind.name, kind.modifiers, array=False),)
        own = self._made(kind)
        return own.of if own is not None else ()

    def _part(self, kind: TypeName) -> Room:
        return self._known.get(kind, UNKNOWN)  # to a type that holds itself, as an array of it

    def _found(self, kind: TypeName) -> Room:
        if kind.array:
            return _array(self._part(TypeName(kind.schema, kind.name, kind.modifiers, array=False)))
        own = self._made(kind)
        if own is not None:
            return self._own(own)
        if kind.name in FIXED:
            return Room(*FIXED[kind.name], "", guessed=False)
        if kind.name in VARIABLE:
            alignment, guess = VARIABLE[kind.name]
            return Room(0, alignment, _payload(kind.name, kind.modifiers) or guess, guessed=False)
        return UNKNOWN

    def _own(self, own: Made) -> Room:
        if own.kind == "enum":
            return Room(*ENUM, "", guessed=False)
        parts = [self._part(each) for each in own.of]
        if own.kind == "domain":
            base = parts[0]
            return Room(base.size, base.alignment, base.payload, base.guessed, own.not_null or base.not_null)
        if own.kind == "base" and own.alignment:
            payload = "" if own.size else VARIABLE["text"][1]
            return Room(own.size, own.alignment, payload, guessed=not own.size)
        if own.kind == "range":
            low, high = (2 * each + RANGE_HEAD for each in _ends(parts[0]))
            return Room(0, 8 if parts[0].alignment == 8 else 4, _between(low, high), parts[0].guessed)
        if own.kind == "composite":
            low, high = (COMPOSITE_HEAD + sum([_ends(part)[end] for part in parts]) for end in (0, 1))
            return Room(0, 8, _between(low, high), any(part.guessed for part in parts))
        return UNKNOWN


def _ends(part: Room) -> tuple[int, int]:
    """The least and the most bytes of a value."""
    if not part.payload:
        return part.size, part.size
    low, _, high = part.payload.rpartition(" to ")
    most = high.removesuffix(" B")
    return int(low or most), int(most)


def _between(low: int, high: int) -> str:
    low, high = min(low, LARGEST_VALUE), min(high, LARGEST_VALUE)
    return f"{low} to {high} B" if low < high else f"{high} B"


def _array(element: Room) -> Room:
    """Of one to ten elements; those of no fixed size have a length of 4 bytes each."""
    alignment = 8 if element.alignment == 8 else 4
    low, high = _ends(element)
    head = 4 if element.payload else 0
    return Room(0, alignment, _between(ARRAY_HEAD + head + low, ARRAY_HEAD + 10 * (head + high)), element.guessed)


def _payload(name: str, modifiers: tuple[str, ...]) -> str:
    """The payload of a type with a length, and nothing where that says nothing."""
    first = _number(modifiers[0]) if modifiers else 0
    if name == "numeric" and modifiers:
        scale = _number(modifiers[1].removeprefix("-")) if len(modifiers) > 1 else 0
        scale = -scale if len(modifiers) > 1 and modifiers[1].startswith("-") else scale
        most = 2 + 2 * (-(-max(first - scale, 0) // 4) + -(-max(scale, 0) // 4))
        return f"{min(4, most)} to {most} B" if most > 4 else f"{most} B"
    if name in ("char", "bpchar") and first:
        return f"{first} B"
    if name == "varchar" and first > MOST_MEANT:
        return "200 to 2000 B"
    if name == "varchar" and first:
        return _between(max(1, first // 10), max(2, first // 2) if first > 1 else 1)
    if name in ("bit", "varbit"):
        most = 4 + -(-max(first, 1) // 8)
        return f"{most} B" if name == "bit" else (_between(5, most) if first else "")
    if name == "vector" and first:
        return f"{4 + 4 * first} B"
    if name == "halfvec" and first:
        return f"{4 + 2 * first} B"
    if name in ("geometry", "geography") and modifiers and modifiers[0].lower() == "point":
        return "28 B"
    return ""
