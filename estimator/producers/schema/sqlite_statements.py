"""SQLite's statements, one after another, into a shelf of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.arrival import ascends
from estimator.producers.schema.shelf import Field, Key, Spelled, expression_of, named, path_of
from estimator.producers.schema.shelf_queries import Query, fill
from estimator.producers.schema.sqlite_values import common, value

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Shelf, Sketch
    from estimator.producers.schema.words import Cursor

TEMPORARY = "temp"  # the schema of what goes with its connection
OWN = "sqlite_"  # begins the names of what SQLite keeps for itself, which a listing of a schema has too
TABLE_CONSTRAINTS = ("constraint", "primary", "unique", "check", "foreign")
AFTER_A_TYPE = ("constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references",
                "generated", "as", "on", "deferrable", "autoincrement")  # fmt: skip


def statement(cursor: Cursor, shelf: Shelf) -> None:
    """One statement."""
    if cursor.takes("create"):
        _create(cursor, shelf)
    elif cursor.takes("alter", "table"):
        _alter(cursor, shelf)
    elif cursor.takes("drop"):
        what = cursor.takes_any("table", "index")
        cursor.takes("if", "exists")
        if what == "table":
            shelf.drop(path_of(cursor))
        elif what == "index":
            name = path_of(cursor)[1].lower()
            for table in shelf.indexed.pop(name, ()):
                table.keys = [key for key in table.keys if key.name.lower() != name]


def _create(cursor: Cursor, shelf: Shelf) -> None:
    temporary = bool(cursor.takes_any("temp", "temporary"))
    unique = cursor.takes("unique")
    if cursor.takes("table"):
        table = _table(cursor, shelf)
        if table is not None and temporary:
            table.gone = "it is temporary"
    elif cursor.takes("virtual", "table"):
        cursor.takes("if", "not", "exists")
        path = path_of(cursor)
        cursor.needs("using")
        shelf.notes.append(f"{path[1]} is left out: a virtual table of {named(cursor)} is not reckoned")
        shelf.others.add(path[1].lower())
    elif cursor.takes("index"):
        _index(cursor, shelf, unique=unique)
    elif cursor.takes("view"):
        cursor.takes("if", "not", "exists")
        shelf.others.add(path_of(cursor)[1].lower())


def _index(cursor: Cursor, shelf: Shelf, *, unique: bool) -> None:
    """CREATE INDEX, from behind its word INDEX."""
    cursor.takes("if", "not", "exists")
    name = path_of(cursor)[1]
    cursor.needs("on")
    path = path_of(cursor)
    table = shelf.table(path)
    key = Key(name, [])
    key.unique = unique
    for part in cursor.parts():
        _element(part, key, table)
    if cursor.takes("where"):
        begin = cursor.place
        cursor.skip_until()
        key.where = expression_of(cursor.words[begin : cursor.place])
    if not cursor.ended:
        cursor.fail("the end of the statement")
    if table is None:
        shelf.missing(path[1], name)
        return
    tables = shelf.indexed.setdefault(name.lower(), {})
    # A name is one index's in all of a database: the one that is there stays.
    if not any(shelf.has(each) and each.schema.lower() == table.schema.lower() for each in tables):
        tables[table] = None
        table.keys.append(key)


def _element(part: Cursor, key: Key, table: Sketch | None) -> None:
    """A column of an index, or an expression, which is taken to be as long as the one column in it."""
    alone = part.ahead(1).kind == "end" or part.ahead(1).text in ("collate", "asc", "desc")
    if part.word.kind in ("name", "quoted", "text") and alone:
        key.parts.append((named(part).lower(), 0))
        return
    words = []
    while not part.ended and not (part.word.kind == "name" and part.word.text in ("asc", "desc", "collate")):
        words.append(part.word)
        part.place += 1
    within = [word.text.lower() for word in words if word.kind in ("name", "quoted")]
    known = [each for each in dict.fromkeys(within) if table is not None and table.field(each) is not None]
    key.parts += [(each, 0) for each in known[:1]]
    key.expression = expression_of(words)


def _table(cursor: Cursor, shelf: Shelf) -> Sketch | None:
    """CREATE TABLE, from behind its word TABLE; nothing comes of it where the table is there."""
    guarded = cursor.takes("if", "not", "exists")
    path = path_of(cursor)
    if path[1].lower().startswith(OWN) or (guarded and shelf.table(path) is not None):
        return None
    table = shelf.made(path)
    if path[0].lower() == TEMPORARY:
        table.gone = "it is temporary"
    if cursor.takes("as"):
        fill(table, Query(shelf, value, common), cursor)
        return table
    later = []
    for part in cursor.parts():
        if part.word.kind == "name" and part.word.text in TABLE_CONSTRAINTS and part.ahead(1).kind != "end":
            later.append(part)
        else:
            column(part, table)
            if not part.ended:  # SQLite lets a constraint of the table follow without a comma
                later.append(part)
    for part in later:
        while not part.ended:
            _constraint(part, table)
    while not cursor.ended:
        if cursor.takes("without", "rowid"):
            table.rowid = False
        elif not (cursor.takes("strict") or cursor.takes(",")):
            cursor.fail("WITHOUT ROWID, STRICT or the end of the statement")
    _keys(table)
    return table


def column(cursor: Cursor, table: Sketch) -> None:
    """A column with its type, if it has one, and its constraints."""
    name = named(cursor)
    field = Field(name, _type(cursor))
    table.add(field, cursor)
    while not cursor.ended:
        if cursor.takes("constraint"):
            named(cursor)
        elif cursor.takes("primary", "key"):
            descending = cursor.takes("desc")
            cursor.takes("asc")
            _conflict(cursor)
            cursor.takes("autoincrement")
            key = _key(table, [(name.lower(), 0)], primary=True)
            if descending:
                key.expression = "descending"  # and so not the row id
        elif cursor.takes("autoincrement"):
            pass
        elif cursor.takes("not", "null"):
            field.not_null = True
            _conflict(cursor)
        elif cursor.takes("null"):
            _conflict(cursor)
        elif cursor.takes("unique"):
            _conflict(cursor)
            _key(table, [(name.lower(), 0)], primary=False)
        elif cursor.takes("check"):
            cursor.skip()
        elif cursor.takes("default"):
            begin, field.filled = cursor.place, not cursor.sees("null")
            while cursor.takes_any("-", "+", "."):  # a number may begin with its point
                pass
            cursor.skip()
            field.ascends = ascends(cursor.words[begin : cursor.place])
        elif cursor.takes("collate"):
            field.collation = named(cursor).lower()
        elif cursor.sees("references"):
            _references(cursor)
        elif cursor.takes("generated", "always", "as") or cursor.takes("as"):
            cursor.skip()
            field.stored = cursor.takes("stored")
            cursor.takes("virtual")
        elif cursor.sees("foreign", "key"):
            return
        else:
            cursor.fail("a constraint, a comma or )")


def _type(cursor: Cursor) -> Spelled:
    """The words of a type, of which there may be none."""
    found = []
    while cursor.word.kind in ("name", "quoted", "text") and not (
        cursor.word.kind == "name" and cursor.word.text in AFTER_A_TYPE
    ):
        found.append(named(cursor).lower())
    modifiers = tuple[str, ...]()
    if found and cursor.sees("("):
        modifiers = tuple(["".join([word.text for word in part.words]) for part in cursor.parts()])
    return Spelled(" ".join(found), modifiers)


def _constraint(cursor: Cursor, table: Sketch) -> None:
    """A constraint of a table."""
    if cursor.takes("constraint"):
        named(cursor)
    if cursor.takes("primary", "key") or cursor.takes("unique"):
        primary = cursor.words[cursor.place - 1].text == "key"
        parts, collations = list[tuple[str, int]](), list[str]()
        for part in cursor.parts():
            parts.append((named(part).lower(), 0))
            collations.append(named(part).lower() if part.takes("collate") else "")
        _conflict(cursor)
        _key(table, parts, primary=primary).collations = collations
    elif cursor.takes("check"):
        cursor.skip()
        _conflict(cursor)
    elif cursor.takes("foreign", "key"):
        cursor.skip()
        _references(cursor)
    else:
        cursor.fail("a constraint")


def _key(table: Sketch, parts: list[tuple[str, int]], *, primary: bool) -> Key:
    key = Key("", parts)
    key.unique, key.primary = True, primary
    for column_name in key.columns if primary else ():
        field = table.field(column_name)
        if field is not None:
            field.not_null = True  # SQLite allows a NULL in most, which nobody has
    table.keys.append(key)
    return key


def is_rowid(table: Sketch) -> str:
    """The column that is another name of the row id, or nothing."""
    key = table.primary
    if key is None or not table.rowid or len(key.parts) != 1 or key.expression:
        return ""
    field = table.field(key.columns[0])
    return key.columns[0] if field is not None and field.kind.name == "integer" and not field.kind.modifiers else ""


def _compared(table: Sketch, key: Key) -> list[tuple[str, str]]:
    """The columns of a key, each with the collation by which its values are compared."""
    said = key.collations or [""] * len(key.parts)
    fields = [table.field(each) for each in key.columns]
    return [
        (each, own or (field.collation if field is not None else ""))
        for each, own, field in zip(key.columns, said, fields, strict=True)
    ]


def _keys(table: Sketch) -> None:
    """The indexes that a table's constraints bring: one for columns of the same collations; none for the row id."""
    kept, alike = list[Key](), set[object]()
    for key in table.keys:
        compared = tuple(_compared(table, key))
        if not (key.primary and is_rowid(table)) and compared not in alike:
            kept.append(key)
            alike.add(compared)
    own = kept if table.rowid else [key for key in kept if not key.primary]
    for number, key in enumerate(own, 1 if table.rowid else 2):
        key.name = f"sqlite_autoindex_{table.name}_{number}"
    rowid = [key for key in table.keys if key.primary and is_rowid(table)]
    table.keys = [*rowid, *kept]


def _conflict(cursor: Cursor) -> None:
    if cursor.takes("on", "conflict"):
        cursor.name()


def _references(cursor: Cursor) -> None:
    """REFERENCES and what follows it."""
    cursor.needs("references")
    named(cursor)
    if cursor.sees("("):
        cursor.skip()
    while True:
        if cursor.takes("match"):
            cursor.name()
        elif cursor.takes("on", "delete") or cursor.takes("on", "update"):
            if cursor.takes("no", "action") or cursor.takes("set", "null") or cursor.takes("set", "default"):
                continue
            cursor.name()
        elif not (
            cursor.takes("not", "deferrable")
            or cursor.takes("deferrable")
            or cursor.takes("initially", "deferred")
            or cursor.takes("initially", "immediate")
        ):
            return


def _alter(cursor: Cursor, shelf: Shelf) -> None:
    path = path_of(cursor)
    table = shelf.table(path)
    if table is None:
        if cursor.sees("add"):
            shelf.missing(path[1], "an ALTER TABLE")
        return
    if cursor.takes("rename", "to"):
        old = table.name
        shelf.rename(table, path_of(cursor))
        for key in table.keys:
            key.name = key.name.replace(f"sqlite_autoindex_{old}_", f"sqlite_autoindex_{table.name}_", 1)
    elif cursor.takes("rename"):
        cursor.takes("column")
        old = named(cursor)
        cursor.needs("to")
        table.rename(old, named(cursor))
    elif cursor.takes("add"):
        cursor.takes("column")
        if table.field(cursor.word.text) is None:
            column(cursor, table)
    elif cursor.takes("drop"):
        cursor.takes("column")
        table.drop(named(cursor))
