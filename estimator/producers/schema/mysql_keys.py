"""Indexes as MySQL's statements make them, those that foreign keys bring among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.mysql_types import read_type, taken_by
from estimator.producers.schema.shelf import Key, expression_of, named, path_of
from estimator.producers.schema.words import Unreadable

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Sketch
    from estimator.producers.schema.words import Cursor

OPTIONS = ("key_block_size", "parser", "engine_attribute", "secondary_engine_attribute", "clustering")
MOST_KEYS = 128  # of a table: MySQL has 64, and MariaDB may be built with 128
KEYS = ("constraint", "primary", "unique", "foreign", "check", "fulltext", "spatial", "index", "key")


def is_key(part: Cursor) -> bool:
    """Whether an index or a constraint comes; a column may be called vector."""
    is_vector = part.sees("vector", "key") or part.sees("vector", "index")
    return part.word.kind == "name" and (part.word.text in KEYS or is_vector or part.sees("period", "for"))


def key(cursor: Cursor, table: Sketch) -> bool:
    """An index or a constraint of a table; false where none stands here."""
    symbol = ""
    named_one = cursor.takes("constraint")
    if named_one and not any(cursor.sees(word) for word in ("primary", "unique", "foreign", "check")):
        symbol = named(cursor)
    if cursor.takes("primary", "key"):
        _method(cursor)
        if not cursor.sees("("):
            named(cursor)  # a name that it does not get
            _method(cursor)
        _add(cursor, table, "PRIMARY", unique=True, primary=True)
    elif cursor.takes("unique"):
        cursor.takes_any("index", "key")
        _add(cursor, table, _name(cursor) or symbol, unique=True)
    elif cursor.takes("foreign", "key"):
        own = "" if cursor.sees("(") else named(cursor)
        name = symbol or own
        columns = [part.name().lower() for part in cursor.parts()]
        references(cursor)
        for_reference(table, name, columns)
    elif cursor.takes("check"):
        cursor.skip()
        cursor.takes("not")
        cursor.takes("enforced")
    elif cursor.takes("period", "for"):
        named(cursor)
        for field in [table.field(part.name()) for part in cursor.parts()]:
            if field is not None:
                field.not_null = True
    elif cursor.takes_any("fulltext", "spatial", "vector"):
        kind = cursor.words[cursor.place - 1].text.upper()
        cursor.takes_any("index", "key")
        found = _add(cursor, table, _name(cursor))
        found.unreckoned = f"a {kind} index"
    elif cursor.takes_any("index", "key"):
        _add(cursor, table, _name(cursor))
    elif named_one:
        cursor.fail("a constraint")
    else:
        return False
    return True


def create_index(cursor: Cursor, table: Sketch | None, name: str, kind: str) -> Key | None:
    """CREATE INDEX, from behind its ON and the table; `kind` is what stands before INDEX."""
    if table is None:
        return None
    found = _add(cursor, table, name, unique=kind == "unique")
    if kind in ("fulltext", "spatial", "vector"):
        found.unreckoned = f"a {kind.upper()} index"
    return found


def _name(cursor: Cursor) -> str:
    if cursor.takes("if", "not", "exists"):
        pass
    name = "" if cursor.sees("(") or cursor.sees("using") or cursor.sees("type") else named(cursor)
    _method(cursor)
    return name


def _method(cursor: Cursor) -> None:
    if cursor.takes_any("using", "type"):
        cursor.name()


def _add(cursor: Cursor, table: Sketch, name: str, *, unique: bool = False, primary: bool = False) -> Key:
    """An index on what the brackets hold, with its options."""
    found = Key(name, [])
    found.unique, found.primary = unique, primary
    for part in cursor.parts():
        if part.sees("("):
            begin = part.place + 1
            words = part.inside()
            found.expression = expression_of(words)
            within = [word.text.lower() for word in words if word.kind in ("name", "quoted")]
            known = [each for each in within if table.field(each) is not None]
            most, of_many = _cast(part.slice(begin, part.place - 1))
            found.parts += [(each, most) for each in dict.fromkeys(known)][:1]
            if of_many:
                found.unreckoned = "an index of the elements of arrays, which nobody here can count,"
            continue
        column, most = part.name().lower(), 0
        if part.sees("("):
            inside = part.inside()
            most = int(inside[0].text) if inside and inside[0].text.isdecimal() and len(inside[0].text) < 9 else 0
        found.parts.append((column, most))
    options(cursor)
    put(table, found)
    return found


def _cast(cursor: Cursor) -> tuple[int, bool]:
    """The most bytes that CAST(value AS type) gives, 0 where it is none, and whether it gives an array of them."""
    if not cursor.takes("cast") or not cursor.sees("("):
        return 0, False
    inside = cursor.bracketed()
    inside.skip_until("as")
    if not cursor.ended or not inside.takes("as"):
        return 0, False
    kind = read_type(inside)
    if kind.name in ("signed", "unsigned"):
        inside.takes_any("integer", "int")
        return 8, inside.sees("array")
    taken = taken_by(kind, "")
    return taken.size or taken.most, inside.sees("array")


def options(cursor: Cursor) -> None:
    """What may stand behind the brackets of an index."""
    while True:
        if cursor.takes_any("using", "type") or cursor.takes("with", "parser"):
            cursor.name()
        elif cursor.takes("comment"):
            cursor.place += 1
        elif cursor.takes_any("visible", "invisible", "ignored") or cursor.takes("not", "ignored"):
            pass
        elif cursor.takes_any(*OPTIONS) or (cursor.word.kind in ("name", "quoted") and cursor.ahead(1).text == "="):
            if not cursor.takes("="):
                cursor.place += 2  # of an engine's own options, as M=6 of a vector index
            cursor.place += 1
        else:
            return


def put(table: Sketch, key: Key) -> None:
    """An index comes: it gets a name, and one that a reference brought goes if this one serves as well; Unreadable.

    The one that has its name stays, as where IF NOT EXISTS stands before it; without that a server refuses it.
    """
    key.name = key.name or _free_name(table, key)
    there = table.key_named(key.name)
    if there is not None and not there.made_for_reference:
        return
    for field in [table.field(column) for column in key.columns if key.primary]:
        if field is not None:
            field.not_null = True
    kept = [each for each in table.keys if not (each.made_for_reference and _serves(key, each.columns))]
    if len(kept) == MOST_KEYS:
        raise Unreadable(f"{table.name} has more than the {MOST_KEYS} indexes that MariaDB allows at most", 0, 40)
    table.keys = [*kept, key]


def for_reference(table: Sketch, name: str, columns: list[str]) -> None:
    """A foreign key: InnoDB makes an index on its columns unless one begins with them."""
    table.keys += []
    wanted = Key(name, [(column, 0) for column in columns])
    wanted.made_for_reference = True
    if any(_serves(each, columns) for each in table.keys):
        return
    if name and table.key_named(name) is not None:
        wanted.name = ""
    put(table, wanted)


def _serves(key: Key, columns: list[str]) -> bool:
    """Whether an index begins with these columns, whole."""
    first = key.parts[: len(columns)]
    return not key.unreckoned and [column for column, _ in first] == columns and not any(most for _, most in first)


def _free_name(table: Sketch, key: Key) -> str:
    """The name that MySQL makes: of the first column, with a number from 2 on if that is in use."""
    field = table.field(key.columns[0]) if key.columns else None
    first = field.name if field is not None else "functional_index"
    number, name, taken = 1, first, {each.name.lower() for each in table.keys}
    while name.lower() in taken:
        number += 1
        name = f"{first}_{number}"
    return name


def references(cursor: Cursor) -> None:
    """REFERENCES and what follows it."""
    cursor.needs("references")
    path_of(cursor)
    if cursor.sees("("):
        cursor.skip()
    while True:
        if cursor.takes("match"):
            cursor.name()
        elif cursor.sees("on", "delete") or (cursor.sees("on", "update") and cursor.ahead(2).text in _ACTIONS):
            cursor.place += 2
            if cursor.takes("no", "action") or cursor.takes("set", "null") or cursor.takes("set", "default"):
                continue
            cursor.name()
        else:
            return


_ACTIONS = ("restrict", "cascade", "set", "no")
