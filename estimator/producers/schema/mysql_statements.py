"""MySQL's and MariaDB's statements, one after another, into a shelf of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.arrival import ascends
from estimator.producers.schema.mysql_functions import common
from estimator.producers.schema.mysql_keys import create_index, for_reference, is_key, key, put, references
from estimator.producers.schema.mysql_options import table_options
from estimator.producers.schema.mysql_partitions import again, altered, split_off
from estimator.producers.schema.mysql_types import DEFAULT_CHARSET, charset_of, converted, read_type
from estimator.producers.schema.mysql_values import value
from estimator.producers.schema.shelf import Field, Key, named, path_of
from estimator.producers.schema.shelf_queries import Query, fill
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Shelf, Sketch
    from estimator.producers.schema.words import Cursor

CHARSETS = (
    "default",
    "character",
    "charset",
    "collate",
)  # begin what ALTER TABLE says of the charset of columns to come


def statement(cursor: Cursor, shelf: Shelf) -> None:
    """One statement."""
    if cursor.takes("create"):
        _create(cursor, shelf, anew=cursor.takes("or", "replace"))
    elif cursor.takes("alter"):
        while cursor.takes_any("online", "offline", "ignore"):
            pass
        if cursor.takes("table"):
            _alter(cursor, shelf)
        elif cursor.takes_any("database", "schema"):
            if not any(cursor.sees(word) for word in ("default", "character", "charset", "collate")):
                cursor.name()
            shelf.charset = _database_charset(cursor) or shelf.charset
    elif cursor.takes("drop"):
        _drop(cursor, shelf)
    elif cursor.takes("rename", "table"):
        for part in cursor.rest():
            table = shelf.table(path_of(part))
            part.needs("to")
            if table is not None:
                shelf.rename(table, path_of(part))
    elif cursor.takes("use"):
        shelf.schema = named(cursor)


def _create(cursor: Cursor, shelf: Shelf, *, anew: bool) -> None:
    temporary = cursor.takes("temporary")
    kind = cursor.takes_any("unique", "fulltext", "spatial", "vector")
    if cursor.takes("table"):
        table = _table(cursor, shelf)
        if table is not None and temporary:
            table.gone = "it is temporary"
    elif cursor.takes("index"):
        cursor.takes("if", "not", "exists")
        name = named(cursor)
        while not cursor.ended and not cursor.sees("on"):
            cursor.skip()
        cursor.needs("on")
        path = path_of(cursor)
        own = shelf.table(path)
        if anew and own is not None:
            own.keys = [each for each in own.keys if each.name.lower() != name.lower()]
        if create_index(cursor, own, name, kind) is None:
            shelf.missing(path[1], name)
    elif cursor.takes_any("database", "schema"):
        cursor.takes("if", "not", "exists")
        cursor.name()
        shelf.charset = _database_charset(cursor) or shelf.charset
    else:
        while cursor.takes_any("algorithm", "=", "undefined", "merge", "temptable"):
            pass
        if cursor.takes("view"):
            shelf.others.add(path_of(cursor)[1].lower())


def _database_charset(cursor: Cursor) -> str:
    while not cursor.ended:
        if cursor.takes("character", "set") or cursor.takes("charset"):
            cursor.takes("=")
            return cursor.word.text.lower()
        if cursor.takes("collate"):
            cursor.takes("=")
            return charset_of(cursor.word.text)
        cursor.skip()
    return ""


def _table(cursor: Cursor, shelf: Shelf) -> Sketch | None:
    """CREATE TABLE, from behind its word TABLE; nothing comes of it where the table is there."""
    guarded = cursor.takes("if", "not", "exists")
    path = path_of(cursor)
    if guarded and shelf.table(path) is not None:
        return None
    in_brackets = cursor.sees("(", "like")
    if in_brackets or cursor.sees("like"):
        cursor.place += 2 if in_brackets else 1
        other = shelf.table(path_of(cursor))
        table = shelf.made(path)
        if other is None or other.gone:
            table.gone = f"it has its columns from {cursor.words[-1].text}, whose columns are not known"
        else:
            shelf.like(table, other)
        return table
    table = shelf.made(path)
    parts: list[Cursor] = []
    if cursor.sees("(") and not cursor.sees("(", "select"):
        parts = cursor.parts()
    elif not any(word.text in ("select", "engine", "as") for word in cursor.words[cursor.place :]):
        cursor.fail("(")
    inline = [each for part in parts if not is_key(part) for each in column(part, table)]
    table_options(cursor, table)
    if not cursor.ended:
        fill(table, Query(shelf, value, common, DEFAULT_CHARSET), cursor)
    _keys([part for part in parts if is_key(part)], inline, table)
    return table


def _keys(later: list[Cursor], inline: list[tuple[str, list[str]]], table: Sketch) -> None:
    """The keys of a CREATE TABLE, which may name columns that come after them, and those of its query."""
    # The references come when all indexes are there that might serve them.
    for part in sorted(later, key=_is_reference):
        key(part, table)
        if not part.ended:
            part.fail(", or )")
    for name, columns in inline:
        for_reference(table, name, columns)


def _is_reference(part: Cursor) -> bool:
    return any(part.ahead(count).text == "foreign" and part.ahead(count).kind == "name" for count in range(3))


def column(cursor: Cursor, table: Sketch) -> list[tuple[str, list[str]]]:
    """A column with its type and what is said of it; the references that want an index."""
    cursor.takes("column")
    name = named(cursor)
    return defined(cursor, table, name, comes=True)


def defined(cursor: Cursor, table: Sketch, name: str, *, comes: bool) -> list[tuple[str, list[str]]]:
    """A column's definition, from behind its name."""
    counted = cursor.sees("serial")
    field = Field(name, read_type(cursor))
    if comes:
        table.add(field, cursor)
    else:
        table.fields[name.lower()] = field
    found = []
    if counted:
        field.not_null = field.ascends = True
        _own(table, name, primary=False)
    while not cursor.ended:
        if cursor.takes("not", "null"):
            field.not_null = True
        elif cursor.takes("null"):  # the last word holds
            field.not_null = field.not_null and counted
        elif cursor.takes("default"):
            begin, field.filled = cursor.place, not cursor.sees("null")
            _value(cursor)
            field.ascends |= ascends(cursor.words[begin : cursor.place])
        elif cursor.takes("on", "update"):
            _value(cursor)
        elif cursor.takes("auto_increment"):
            counted = field.not_null = field.ascends = True
        elif cursor.takes("serial", "default", "value"):
            counted = field.not_null = field.ascends = True
            _own(table, name, primary=False)
        elif cursor.takes("unique"):
            cursor.takes("key")
            _own(table, name, primary=False)
        elif cursor.takes("primary", "key") or cursor.takes("key"):
            _own(table, name, primary=True)
        elif cursor.takes("comment"):
            cursor.place += 1
        elif cursor.takes("generated", "always", "as") or cursor.takes("as"):
            if cursor.takes("row"):
                cursor.takes_any("start", "end")
                field.not_null = True
                continue
            cursor.skip()
            field.stored = bool(cursor.takes_any("stored", "persistent"))
            cursor.takes("virtual")
        elif cursor.sees("references"):
            references(cursor)
            found.append(("", [name.lower()]))
            table.notes.append(f"{name} has REFERENCES behind it, whose index MySQL makes from 9.0 and MariaDB 10.5 on")
        elif cursor.takes("check"):
            cursor.skip()
            cursor.takes("not", "enforced") or cursor.takes("enforced")
        elif cursor.takes("constraint"):
            if not cursor.sees("check"):
                cursor.name()
        elif cursor.takes_any("column_format", "storage", "srid", "ref_system_id", "engine_attribute"):
            cursor.takes("=")
            cursor.place += 1
        elif cursor.takes("collate"):
            field.kind = replace(field.kind, charset=field.kind.charset or charset_of(cursor.word.text))
            cursor.place += 1
        elif cursor.takes("compressed"):
            table.notes.append(f"{name} is COMPRESSED: reckoned as if it were not")
            cursor.takes("=")
        elif not (cursor.takes_any("visible", "invisible") or cursor.takes("without", "system", "versioning")):
            if cursor.sees("first") or cursor.sees("after"):
                break
            cursor.fail("an attribute, a comma or )")
    return found


def _value(cursor: Cursor) -> None:
    """Step over a default: a literal with its sign and its charset, or a function with its brackets."""
    while cursor.takes_any("-", "+", "."):  # a number may begin with its point
        pass
    if cursor.word.kind == "name" and cursor.word.text.startswith("_") and cursor.ahead(1).kind == "text":
        cursor.place += 1
    cursor.skip()
    while cursor.word.kind == "text" and cursor.words[cursor.place - 1].kind == "text":
        cursor.place += 1
    if cursor.sees("("):
        cursor.skip()


def _own(table: Sketch, name: str, *, primary: bool) -> None:
    """PRIMARY KEY or UNIQUE behind a column."""
    own = Key("PRIMARY" if primary else "", [(name.lower(), 0)])
    own.unique, own.primary = True, primary
    put(table, own)


def _alter(cursor: Cursor, shelf: Shelf) -> None:
    cursor.takes("if", "exists")
    path = path_of(cursor)
    table = shelf.table(path)
    if table is None:
        if cursor.sees("add"):
            shelf.missing(path[1], "an ALTER TABLE")
        return
    if altered(cursor, table, shelf):
        return
    behind = split_off(cursor)
    parts = [] if cursor.ended else cursor.rest()
    for part in sorted(parts, key=_turn):
        _action(part, table, shelf)
    again(behind, table)


def _turn(action: Cursor) -> int:
    """What goes makes room for what comes, which has the charset that the same statement says."""
    return 0 if action.sees("drop") or any(action.sees(word) for word in CHARSETS) else 1


def _action(cursor: Cursor, table: Sketch, shelf: Shelf) -> None:
    if cursor.takes("add"):
        _add(cursor, table)
    elif cursor.takes("modify"):
        cursor.takes("column")
        cursor.takes("if", "exists")
        name = named(cursor)
        if table.field(name) is not None:
            _redefined(cursor, table, name)
    elif cursor.takes("change"):
        cursor.takes("column")
        cursor.takes("if", "exists")
        old, new = named(cursor), named(cursor)
        if table.field(old) is not None:
            table.rename(old, new)
            _redefined(cursor, table, new)
    elif cursor.takes("drop"):
        _drop_part(cursor, table)
    elif cursor.takes("rename"):
        if cursor.takes("column"):
            old = named(cursor)
            cursor.needs("to")
            table.rename(old, named(cursor))
        elif cursor.takes_any("index", "key"):
            found = table.key_named(named(cursor))
            cursor.needs("to")
            if found is not None:
                found.name = named(cursor)
        else:
            cursor.takes_any("to", "as", "=")
            shelf.rename(table, path_of(cursor))
    elif cursor.takes("convert", "to"):
        cursor.takes("character", "set") or cursor.takes("charset")
        before, table.charset = table.charset, cursor.word.text.lower()
        for field in table.fields.values():
            field.kind = converted(field.kind, before, table.charset)
    elif not any(cursor.sees(word) for word in ("alter", "disable", "enable", "order", "force", "algorithm", "lock")):
        before = table.charset or DEFAULT_CHARSET
        table_options(cursor, table)
        if table.charset not in ("", before):  # columns that are there keep theirs
            for field in table.fields.values():
                field.kind = replace(field.kind, charset=field.kind.charset or before)


def _redefined(cursor: Cursor, table: Sketch, name: str) -> None:
    """What MODIFY and CHANGE say of a column that is there."""
    was = table.field(name)
    found = defined(cursor, table, name, comes=False)
    own = table.field(name)
    primary = table.primary
    if own is not None and was is not None and primary is not None and name.lower() in primary.columns:
        own.not_null = True
    _placed(cursor, table, name)
    for symbol, columns in found:
        for_reference(table, symbol, columns)


def _placed(cursor: Cursor, table: Sketch, name: str) -> None:
    if cursor.takes("first"):
        table.place(name, None)
    elif cursor.takes("after"):
        table.place(name, named(cursor))


def _add(cursor: Cursor, table: Sketch) -> None:
    if is_key(cursor):
        key(cursor, table)
        return
    cursor.takes("column")
    cursor.takes("if", "not", "exists")
    for part in cursor.parts() if cursor.sees("(") else [cursor]:
        if is_key(part):
            key(part, table)
            continue
        name = named(part)
        if table.field(name) is not None:
            continue  # a server would keep the one that is there, too, with or without an error
        for symbol, columns in defined(part, table, name, comes=True):
            for_reference(table, symbol, columns)
        _placed(part, table, name)


def _drop_part(cursor: Cursor, table: Sketch) -> None:
    if cursor.takes("primary", "key"):
        table.keys = [each for each in table.keys if not each.primary]
    elif cursor.takes_any("index", "key", "constraint"):
        cursor.takes("if", "exists")
        found = table.key_named(named(cursor))
        if found is not None and not found.made_for_reference:
            table.keys.remove(found)
    elif cursor.takes("foreign", "key") or cursor.takes("check"):
        pass  # the index of a foreign key stays
    else:
        cursor.takes("column")
        cursor.takes("if", "exists")
        table.drop(named(cursor))


def _drop(cursor: Cursor, shelf: Shelf) -> None:
    cursor.takes("temporary")
    if cursor.takes("table"):
        cursor.takes("if", "exists")
        while not cursor.ended:
            shelf.drop(path_of(cursor))
            if not cursor.takes(","):
                return
    elif cursor.takes("index"):
        cursor.takes("if", "exists")
        name = named(cursor)
        cursor.needs("on")
        table = shelf.table(path_of(cursor))
        if table is not None and (found := table.key_named(name)) is not None:
            table.keys.remove(found)
