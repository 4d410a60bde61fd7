"""ALTER and DROP: what migrations do to tables, indexes and types that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.arrival import ascends
from estimator.producers.schema.column_types import Made, read_type
from estimator.producers.schema.index_statements import constraint, fillfactor, make_keys, set_options
from estimator.producers.schema.table_statements import column_definition

if TYPE_CHECKING:
    from estimator.producers.schema.catalogue import Catalogue, Draft, DraftColumn, DraftIndex
    from estimator.producers.schema.words import Cursor, Word

TABLE_CONSTRAINTS = ("constraint", "primary", "unique", "check", "foreign")


def alter_table(cursor: Cursor, catalogue: Catalogue) -> None:
    """ALTER TABLE, from behind its word TABLE."""
    cursor.takes("if", "exists")
    only = cursor.takes("only")
    path = cursor.path()
    cursor.takes("*")
    table = catalogue.table(*path)
    if table is None:
        found = catalogue.index(*path)
        if found is not None and cursor.takes("rename", "to"):  # PostgreSQL takes an index here as well
            catalogue.rename_index(*found, cursor.name())
        elif found is None and cursor.sees("add"):
            catalogue.missing(path[1], "an ALTER TABLE")
        return
    catalogue.added = []
    for part in sorted(cursor.rest(), key=_pass):  # what an action has after what is read says nothing of room
        _action(part, table, catalogue, only=only)
    make_keys(table, catalogue)
    if not only:
        catalogue.spread_indexes(table, [index for owner, index in catalogue.added if owner is table])


def _pass(cursor: Cursor) -> int:
    """When an action of a statement is done: PostgreSQL drops first, and makes keys when the columns are there."""
    if cursor.sees("drop"):
        return 0
    if cursor.sees("alter"):
        return 1 if any(word.text == "type" and word.kind == "name" for word in cursor.words[2:6]) else 3
    if cursor.sees("add"):
        return 4 if _adds_constraint(cursor.ahead(1), cursor.ahead(2)) else 2
    return 5


def _adds_constraint(word: Word, following: Word) -> bool:
    if word.kind != "name":
        return False
    return word.text in TABLE_CONSTRAINTS or (word.text == "exclude" and following.text in ("using", "("))


def _action(cursor: Cursor, table: Draft, catalogue: Catalogue, *, only: bool) -> None:
    if cursor.takes("add"):
        _add(cursor, table, catalogue)
    elif cursor.takes("drop", "constraint"):
        cursor.takes("if", "exists")
        found = _index_of(table, cursor.name(), catalogue)
        if found is not None:
            catalogue.drop_index(table, found)
    elif cursor.takes("drop"):
        cursor.takes("column")
        cursor.takes("if", "exists")
        _drop_column(table, catalogue, cursor.name(), only=only)
    elif cursor.takes("alter", "constraint"):
        pass
    elif cursor.takes("alter"):
        cursor.takes("column")
        column = table.column(cursor.word.text)
        cursor.place += 1
        for each in (table,) if only else catalogue.followers(table):
            own = each.column(column.name) if column is not None else None
            if own is not None:
                place = cursor.place
                _alter_column(cursor, own, each, catalogue)
                cursor.place = place
    elif cursor.takes("rename"):
        _rename(cursor, table, catalogue)
    elif cursor.takes("set", "schema"):
        catalogue.move(table, cursor.name(), table.name)
    elif cursor.takes("set") and cursor.sees("("):
        table.fillfactor = fillfactor(cursor.parts()) or table.fillfactor
    elif cursor.takes("attach", "partition"):
        part = catalogue.table(*cursor.path())
        if part is not None and not _is_within(table, part):
            catalogue.attach(part, table)
            part.is_default = cursor.takes("default")
            for column in part.columns.values():
                owner = table.column(column.name)
                column.not_null = column.not_null or (owner is not None and owner.not_null)
            if table.partitioned:
                for index in table.indexes:
                    if index.shape not in part.shapes():
                        catalogue.add_index(part, index.copy(""), index.labels)
                catalogue.spread_indexes(part, part.indexes)
    elif cursor.takes("inherit"):
        parent = catalogue.table(*cursor.path())
        if parent is not None:
            parent.heirs[table] = None
            table.own_columns |= set(table.columns)
    elif cursor.takes("no", "inherit"):
        parent = catalogue.table(*cursor.path())
        if parent is not None:
            parent.heirs.pop(table, None)
    elif cursor.takes("detach", "partition"):
        part = catalogue.table(*cursor.path())
        if part is not None:
            catalogue.attach(part, None)


def _is_within(table: Draft, other: Draft) -> bool:
    """Whether a table is another one, or a partition of it or of one of its partitions."""
    at_hand: Draft | None = table
    while at_hand is not None and at_hand is not other:
        at_hand = at_hand.parent
    return at_hand is not None


def _index_of(table: Draft, name: str, catalogue: Catalogue) -> DraftIndex | None:
    """A table's index of this name."""
    owner, index = catalogue.index(table.schema, name) or (None, None)
    return index if owner is table else None


def _add(cursor: Cursor, table: Draft, catalogue: Catalogue) -> None:
    if _adds_constraint(cursor.word, cursor.ahead(1)):
        constraint(cursor, table, catalogue)
        return
    cursor.takes("column")
    cursor.takes("if", "not", "exists")
    if table.column(cursor.word.text) is not None:
        return  # a server would keep the one that is there, too, with or without an error
    start, name = cursor.place, cursor.word.text
    for each in catalogue.followers(table):
        if each is table or each.column(name) is None:
            cursor.place = start
            column_definition(cursor, each, catalogue)
            make_keys(each, catalogue)


def _drop_column(table: Draft, catalogue: Catalogue, name: str, *, only: bool) -> None:
    if table.column(name) is None:
        return
    for each in (table,) if only else catalogue.followers(table):
        if each is not table and name in each.own_columns:
            continue
        each.columns.pop(name, None)
        for index in [index for index in each.indexes if name in index.columns or name in index.include]:
            catalogue.drop_index(each, index)
        each.dropped += 1


def _alter_column(cursor: Cursor, column: DraftColumn, table: Draft, catalogue: Catalogue) -> None:
    if cursor.takes("set", "data", "type") or cursor.takes("type"):
        column.become(catalogue.resolved(read_type(cursor)))
    elif cursor.takes("set", "not", "null"):
        column.not_null = True
    elif cursor.takes("drop", "not", "null"):
        column.not_null = False
    elif cursor.takes("set", "default"):
        column.filled = not cursor.sees("null")
        column.ascends = ascends(cursor.words[cursor.place :])
    elif cursor.takes("drop", "default"):
        column.filled = column.ascends = False
    elif cursor.takes("add", "generated"):
        column.not_null = column.ascends = True
    elif cursor.takes("drop", "identity"):
        column.ascends = False
    elif cursor.takes("set", "storage"):
        storage = cursor.name()
        if storage in ("plain", "main"):
            table.notes.append(f"{column.name} is stored {storage.upper()}: reckoned as if it could go to TOAST")


def _rename(cursor: Cursor, table: Draft, catalogue: Catalogue) -> None:
    if cursor.takes("to"):
        catalogue.move(table, table.schema, cursor.name())
    elif cursor.takes("constraint"):
        found = _index_of(table, cursor.name(), catalogue)
        cursor.needs("to")
        if found is not None:
            catalogue.rename_index(table, found, cursor.name())
    else:
        cursor.takes("column")
        old = cursor.name()
        cursor.needs("to")
        new = cursor.name()
        for each in catalogue.followers(table):
            each.rename_column(old, new)
            if old in each.own_columns:
                each.own_columns = each.own_columns - {old} | {new}


def alter_index(cursor: Cursor, catalogue: Catalogue) -> None:
    """ALTER INDEX, from behind its word INDEX."""
    cursor.takes("if", "exists")
    found = catalogue.index(*cursor.path())
    if found is None:
        return
    table, index = found
    if cursor.takes("rename", "to"):
        catalogue.rename_index(table, index, cursor.name())
    elif cursor.takes("set") and cursor.sees("("):
        set_options(index, cursor.parts())


def drop(cursor: Cursor, catalogue: Catalogue, what: str) -> None:
    """DROP TABLE, INDEX, TYPE, DOMAIN or SCHEMA, from behind that word."""
    cursor.takes("concurrently")
    cursor.takes("if", "exists")
    while not cursor.ended:
        path = cursor.path()
        if what == "table":
            table = catalogue.table(*path)
            if table is not None:
                catalogue.drop(table)
        elif what == "index":
            found = catalogue.index(*path)
            if found is not None:
                catalogue.drop_index(*found)
        elif what == "schema":
            for table in [each for each in catalogue.drafts() if each.schema == path[1]]:
                catalogue.drop(table)
        elif what in ("type", "domain"):
            key = catalogue.type_key(path)
            if key is not None:
                catalogue.types.take(key)
        if not cursor.takes(","):
            return


def alter_schema(cursor: Cursor, catalogue: Catalogue) -> None:
    """ALTER SCHEMA, from behind that word: its tables and types go with its name."""
    old = cursor.name()
    if not cursor.takes("rename", "to"):
        return
    new = cursor.name()
    for table in [each for each in catalogue.drafts() if each.schema == old]:
        catalogue.move(table, new, table.name)
    for name in catalogue.types.names(old):
        catalogue.rename_type((old, name), (new, name))


def alter_type(cursor: Cursor, catalogue: Catalogue) -> None:
    """ALTER TYPE or DOMAIN, from behind that word."""
    path = cursor.path()
    key = catalogue.type_key(path)
    made = catalogue.types.get(key) if key is not None else None
    if key is None or made is None:
        return
    if cursor.takes("rename", "to"):
        new = (key[0], cursor.name())
    elif cursor.takes("set", "schema"):
        new = (cursor.name(), key[1])
    elif cursor.takes("set", "not", "null") or cursor.sees("drop", "not", "null"):
        forbids = not cursor.sees("drop")
        catalogue.types.put(key, Made(made.kind, made.of, forbids, made.size, made.alignment))
        return
    elif made.kind == "composite":
        _alter_composite(cursor, catalogue, key)
        return
    else:
        return
    catalogue.rename_type(key, new)


def _alter_composite(cursor: Cursor, catalogue: Catalogue, key: tuple[str, str]) -> None:
    columns = catalogue.composites.get(key) or []
    while not cursor.ended:
        if cursor.takes("add", "attribute"):
            columns.append((cursor.name(), read_type(cursor)))
        elif cursor.takes("drop", "attribute"):
            cursor.takes("if", "exists")
            name = cursor.name()
            columns[:] = [each for each in columns if each[0] != name]
        elif cursor.takes("alter", "attribute"):
            name = cursor.name()
            cursor.takes("set", "data")
            cursor.needs("type")
            kind = read_type(cursor)
            columns[:] = [(each, kind if each == name else old) for each, old in columns]
        cursor.skip_until(",")
        cursor.takes(",")
    catalogue.types.put(key, Made("composite", tuple([kind for _, kind in columns])))
