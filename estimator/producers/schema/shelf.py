"""What MySQL or SQLite would know after a file's statements: names are alike whatever their capitals are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.named import Named, SearchPath
from estimator.producers.schema.words import Unreadable
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.schema.words import Cursor, Word

MOST_FIELDS = 4096  # columns of a table, in MySQL; SQLite has 2000
MOST_LIKE = 500_000  # columns in all that tables of one file have from others by LIKE


@record
class Spelled:
    """A type as it is written: its name in small letters, what its brackets hold, a charset of its own."""

    name: str
    modifiers: tuple[str, ...] = ()
    charset: str = ""
    unsigned: bool = False

    @property
    def text(self) -> str:
        """It as one writes it."""
        return f"{self.name}({', '.join(self.modifiers)})" if self.modifiers else self.name


class Field:
    """A column while statements are read."""

    def __init__(self, name: str, kind: Spelled) -> None:
        self.name = name
        self.kind = kind
        self.not_null = False
        self.stored = True  # but for a virtual generated one
        self.filled = False  # a row without a value gets one, as DEFAULT says
        self.ascends = False  # by AUTO_INCREMENT or DEFAULT, so that values ascend
        self.collation = "binary"  # in SQLite
        self.payload = ""  # what a value takes, where its type does not say it
        self.written = False  # by a query, as a literal

    def copy(self) -> Field:
        """One like it, of another table."""
        made = Field(self.name, self.kind)
        made.__dict__.update(self.__dict__)
        return made


class Key:
    """An index while statements are read, on columns in small letters with the characters of each that it holds."""

    def __init__(self, name: str, parts: list[tuple[str, int]]) -> None:
        self.name = name
        self.parts = parts
        self.unique = self.primary = False
        self.made_for_reference = False  # and goes as soon as another one serves as well
        self.collations: list[str] = []  # of its parts, where SQLite's constraints say them
        self.where = ""
        self.expression = ""  # what is reckoned as its columns
        self.unreckoned = ""  # why it is not

    @property
    def columns(self) -> list[str]:
        """The columns in order."""
        return [column for column, _ in self.parts]

    def copy(self) -> Key:
        """One like it, of another table."""
        made = Key(self.name, list(self.parts))
        made.__dict__.update({key: value for key, value in self.__dict__.items() if key != "parts"})
        return made


class Sketch:
    """A table while statements are read."""

    def __init__(self, schema: str, name: str) -> None:
        self.schema = schema
        self.name = name
        self.fields: dict[str, Field] = {}  # by names in small letters
        self.keys: list[Key] = []
        self.notes: list[str] = []
        self.gone = ""  # why its columns are not known
        self.charset = ""
        self.engine = ""  # of MySQL, as it is written
        self.row_format = ""  # of InnoDB, as it is written
        self.block = 0  # KiB: its KEY_BLOCK_SIZE
        self.partitions: dict[str, None] = {}  # in MySQL, by names in small letters; none of a table in one piece
        self.subpartitions = 1  # of each
        self.rowid = True  # in SQLite, unless it is WITHOUT
        self.dropped = 0

    @property
    def primary(self) -> Key | None:
        """The primary key, if there is one."""
        return next((key for key in self.keys if key.primary), None)

    def field(self, name: str) -> Field | None:
        """A column by its name."""
        return self.fields.get(name.lower())

    def add(self, field: Field, cursor: Cursor) -> None:
        """A column comes, as the last one."""
        if field.name.lower() in self.fields:
            cursor.refuse(f"{self.name} has a column {field.name!r} already")
        if len(self.fields) == MOST_FIELDS:
            cursor.refuse(f"{self.name} has more than {MOST_FIELDS} columns")
        self.fields[field.name.lower()] = field

    def place(self, name: str, after: str | None) -> None:
        """Move a column behind another one, or to the front."""
        own = name.lower()
        rest = [(key, value) for key, value in self.fields.items() if key != own]
        where = 0 if after is None else 1 + next((n for n, (key, _) in enumerate(rest) if key == after.lower()), 0)
        rest.insert(where, (own, self.fields[own]))
        self.fields = dict(rest)

    def rename(self, old: str, new: str) -> None:
        """A column gets another name and keeps its place; indexes follow."""
        field = self.field(old)
        if field is None:
            return
        field.name = new
        self.fields = {each.name.lower(): each for each in self.fields.values()}
        for key in self.keys:
            key.parts = [(new.lower() if column == old.lower() else column, most) for column, most in key.parts]

    def drop(self, name: str) -> None:
        """A column goes; indexes lose it, as in MySQL."""
        if self.fields.pop(name.lower(), None) is None:
            return
        for key in self.keys:
            key.parts = [part for part in key.parts if part[0] != name.lower()]
        self.keys = [key for key in self.keys if key.parts or key.unreckoned]

    def like(self, other: Sketch) -> None:
        """Have the columns and the indexes of another table."""
        self.fields = {name: field.copy() for name, field in other.fields.items()}
        self.keys = [key.copy() for key in other.keys]
        self.charset, self.rowid = other.charset, other.rowid
        self.engine, self.row_format, self.block = other.engine, other.row_format, other.block
        self.partitions, self.subpartitions = dict(other.partitions), other.subpartitions

    def key_named(self, name: str) -> Key | None:
        """An index by its name."""
        return next((key for key in self.keys if key.name.lower() == name.lower()), None)


class Shelf:
    """The tables of a file, by schema and name in small letters."""

    def __init__(self) -> None:
        self.schema = ""
        self.charset = ""  # of the database
        self.others: set[str] = set()  # views and the like
        self.notes: list[str] = []
        self.copied = 0  # columns that queries have selected
        self.liked = 0  # columns that LIKE has copied
        # Of SQLite, which tables have an index of a name in small letters.
        self.indexed: dict[str, dict[Sketch, None]] = {}
        self._named: Named[Sketch] = Named()
        self._order: dict[Sketch, None] = {}

    @property
    def tables(self) -> list[Sketch]:
        """All tables, in order."""
        return list(self._order)

    @property
    def last(self) -> Sketch | None:
        """The table that was made last."""
        return next(reversed(self._order), None)

    def table(self, path: tuple[str, str]) -> Sketch | None:
        """The table of a name: of its schema, of the one in use, or the only one of that name."""
        return self._named.found(path[0].lower(), path[1].lower(), SearchPath([self.schema.lower()]))

    def made(self, path: tuple[str, str]) -> Sketch:
        """A new table, in the place of one of its name."""
        table = Sketch(path[0] or self.schema, path[1])
        if self._forgotten(_key(table)):
            table.notes.append("the file makes this table twice: its last making counts")
        table.charset = self.charset
        self._named.put(_key(table), table)
        self._order[table] = None
        return table

    def like(self, table: Sketch, other: Sketch) -> None:
        """A table gets the columns and the indexes of another one; Unreadable where so many are copied."""
        self.liked += len(other.fields) + len(other.keys)
        if self.liked > MOST_LIKE:  # each table of a long row has those before
            message = f"the tables of this file have more than {MOST_LIKE:,} columns from other tables"
            raise Unreadable(message, 0, 40, foreign=True)  # and so have all that follow
        table.like(other)

    def rename(self, table: Sketch, path: tuple[str, str]) -> None:
        """A table gets another name; its place in the order stays."""
        self._named.take(_key(table))
        table.schema, table.name = path[0] or table.schema, path[1]
        self._forgotten(_key(table))
        self._named.put(_key(table), table)

    def drop(self, path: tuple[str, str]) -> None:
        """A table goes."""
        found = self.table(path)
        if found is not None:
            self._forgotten(_key(found))

    def _forgotten(self, key: tuple[str, str]) -> bool:
        """Let the table of a schema and name go, and say whether there was one."""
        found = self._named.take(key)
        if found is not None:
            self._order.pop(found, None)
        return found is not None

    def has(self, table: Sketch) -> bool:
        """Whether a table is there still."""
        return table in self._order

    def missing(self, table: str, what: str) -> None:
        """Note that a statement is on a table that is not there."""
        if table.lower() not in self.others:
            self.notes.append(f"{what} is on {table}, which is not in the file: left out")


def _key(table: Sketch) -> tuple[str, str]:
    return table.schema.lower(), table.name.lower()


def shown(word: Word) -> str:
    """A name with its capitals."""
    return word.written or word.text


def path_of(cursor: Cursor) -> tuple[str, str]:
    """A name and its schema, if that is written, with their capitals."""
    names = [named(cursor)]
    while cursor.takes("."):
        names.append(named(cursor))
    return (names[-2] if len(names) > 1 else "", names[-1])


def named(cursor: Cursor) -> str:
    """A name with its capitals, quoted or not."""
    word = cursor.word
    if word.kind == "text" and word.text:  # SQLite takes 'a' for a name where one is due
        cursor.place += 1
        return word.text
    cursor.name()
    return shown(word)


def expression_of(words: list[Word]) -> str:
    """An expression much as it is written."""
    text = " ".join([f"'{word.text}'" if word.kind == "text" else shown(word) for word in words])
    for written, closer in (("( ", "("), (" )", ")"), (" ,", ","), (" . ", "."), (" (", "(")):
        text = text.replace(written, closer)
    return text
